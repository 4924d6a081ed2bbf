"""Two agencies concerned within 28 days: who is told, who is not, and that nobody can tell."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import given, strategies as st

from frankpledge.access.api import NotPermitted, Role
from frankpledge.referrals import describing
from frankpledge.referrals.clocks import HERE as LONDON
from frankpledge.referrals.concerns import PERSON, PLACE, Shared, shared_concerns
from frankpledge.referrals.first_responders import Offer
from frankpledge.referrals.models import Concern, Referral
from frankpledge.referrals.sending import Content, NotAReferral
from frankpledge.referrals.whereabouts import person_key
from tests.makers import NOW, as_actor, make_agency, make_person
from tests.referrals.conftest import ELSEWHERE, HERE, County, browse
from tests.referrals.test_referrals import CONTENT, do, send, set_doors, to_adult_care, to_panel

BORN = date(1968, 3, 2)


@pytest.fixture
def with_doors(county: County) -> County:
    set_doors(county)
    return county


def told(who, at: datetime = NOW) -> tuple[Shared, ...]:
    return shared_concerns(by=as_actor(who, at=at), at=at)


def test_both_leads_are_told_that_another_is_concerned_and_by_which_agency(with_doors: County):
    to_adult_care(with_doors)
    send(with_doors.priya, place="6 Tern Ct, Wantsum, ZZ9 9ZZ")

    (hers,) = told(with_doors.priya)
    (theirs,) = told(with_doors.joan)
    assert (hers.about, hers.agency) == (PLACE, with_doors.council.name)
    assert (theirs.about, theirs.agency) == (PLACE, with_doors.school.name)


def test_nobody_but_a_lead_is_told_and_a_lead_of_neither_is_not(with_doors: County):
    to_adult_care(with_doors)
    send(with_doors.priya, place="6 Tern Court")
    nurse = make_person(
        make_agency("nurses", kind="nhs"), Role.SAFEGUARDING_LEAD, districts=[HERE, ELSEWHERE]
    )

    assert told(nurse) == ()
    for who in (with_doors.asha, with_doors.licensing, with_doors.gwen, with_doors.administrator):
        with pytest.raises(NotPermitted):
            told(who)


def test_one_agency_twice_is_no_second_agency(with_doors: County):
    send(with_doors.priya, place="6 Tern Court")
    send(with_doors.priya, place="6 Tern Court")

    assert told(with_doors.priya) == ()


@pytest.mark.parametrize(("days", "is_told"), [(28, True), (29, False)])
def test_28_days_is_the_last_day(with_doors: County, days: int, is_told: bool):
    first = datetime(2026, 4, 13, 23, 30, tzinfo=LONDON)
    second = datetime(2026, 4, 13, 0, 30, tzinfo=LONDON) + timedelta(days=days)
    send(with_doors.priya, place="6 Tern Court", at=first)
    to_adult_care(with_doors, at=second)

    assert bool(told(with_doors.priya, second)) == is_told
    if is_told:
        assert told(with_doors.priya, second + timedelta(days=28))
        assert told(with_doors.priya, second + timedelta(days=29)) == ()


def test_what_was_sent_before_the_clocks_went_forward_counts_by_its_date(with_doors: County):
    send(with_doors.priya, place="6 Tern Court", at=datetime(2026, 3, 16, 0, 15, tzinfo=LONDON))
    later = datetime(2026, 4, 13, 23, 45, tzinfo=LONDON)
    to_adult_care(with_doors, at=later)
    assert told(with_doors.priya, later)


def test_one_person_at_two_addresses_is_one_person(with_doors: County):
    send(with_doors.priya, person="Robin Vale", eighteen_on=date(2028, 9, 1), place="1 Far Road")
    send(with_doors.children, person="VALE, Robin", eighteen_on=date(2028, 9, 1), area=ELSEWHERE)
    send(with_doors.children, person="Robin Vale", eighteen_on=date(2028, 9, 2), area=ELSEWHERE)

    (hers,) = told(with_doors.priya)
    assert hers.about == PERSON


def test_an_adults_name_and_birthday_meet_across_what_is_tracked_and_worked(with_doors: County):
    to_adult_care(with_doors, person="Colin Marsh", born_on=BORN, place="")
    content = Content(name="Colin  Marsh", concern="Callers", capacity="has")
    send(
        with_doors.licensing,
        pathway="PA17",
        form="adult",
        agreement="agreed",
        told=True,
        content=content,
        born_on=BORN,
    )

    assert {each.about for each in told(with_doors.joan)} == {PERSON}


def test_a_tracked_referral_keeps_no_name_only_what_cannot_be_read(with_doors: County):
    uid = send(with_doors.priya, person="Robin Vale", eighteen_on=date(2028, 9, 1))
    row = Referral.visible_to(as_actor(with_doors.priya)).get(pk=uid)
    concern = Concern.objects.get(referral=uid)

    assert (row.name, row.place) == ("", "")
    assert len(concern.person_key) == 32
    assert "Vale" not in str(vars(concern))


def test_the_duty_to_notify_names_nobody_and_a_birthday_can_be(with_doors: County):
    offer = Offer(informed=True, offer_again_on=date(2026, 5, 6), exploitation=("labour",))
    adult = {"form": "adult", "agreement": "refused", "told": True}
    with pytest.raises(NotAReferral, match="names nobody"):
        send(with_doors.joan, pathway="PA12", offer=offer, person="Colin Marsh", **adult)
    for born in (date(2015, 1, 1), date(1880, 1, 1)):
        with pytest.raises(NotAReferral) as refusal:
            to_adult_care(with_doors, born_on=born)
        assert refusal.value.argument == "born_on"
    with pytest.raises(NotAReferral, match="turn 18 instead"):
        send(with_doors.priya, born_on=date(2010, 1, 1))


def test_what_is_written_down_later_is_compared_too(with_doors: County):
    uid = to_panel(with_doors, content=Content(concern="Callers", capacity="has"), born_on=BORN)
    send(with_doors.priya, place="6 Tern Court")
    assert told(with_doors.priya) == ()

    do(describing.describe, with_doors.asha, uid, content=CONTENT)
    assert [each.agency for each in told(with_doors.priya)] == [with_doors.council.name]


def test_two_postcodes_are_two_places(with_doors: County):
    send(with_doors.priya, place="6 Tern Court, ZZ9 9ZZ")
    to_adult_care(with_doors, place="6 Tern Court, ZZ9 8ZZ")
    assert told(with_doors.priya) == ()


def test_without_a_place_or_a_person_there_is_nothing_to_compare(with_doors: County):
    send(with_doors.priya)
    to_adult_care(with_doors, place="")
    assert not Concern.objects.exists()
    with pytest.raises(IntegrityError), transaction.atomic():
        Concern.objects.create(referral_id=send(with_doors.priya), agency=with_doors.school, at=NOW)


# --- twin worlds -------------------------------------------------------------------------------


ANEW = re.compile(rb'name="(csrfmiddlewaretoken|token)" value="[^"]*"')
"""Made anew for each answer, and says nothing of any record."""


def _seen_by(who, *paths: str) -> list[bytes]:
    return [ANEW.sub(b"", browse(who).get(path).content) for path in paths]


def test_a_world_in_which_another_is_concerned_is_the_same_to_all_but_a_lead(with_doors: County):
    """One world, before and after another agency's referral that these people may not open."""
    nurse = make_person(make_agency("nurses", kind="nhs"), Role.SAFEGUARDING_LEAD, districts=[HERE])
    to_adult_care(with_doors)
    watchers = (with_doors.asha, with_doors.licensing, with_doors.dev, nurse)
    pages = ("/", "/referrals/", "/referrals/notices/", "/search/?q=Tern", "/referrals/measures/")
    before = [_seen_by(who, *pages) for who in watchers]
    assert "No other agency" in browse(with_doors.joan).get("/referrals/notices/").content.decode()
    send(with_doors.priya, place="6 Tern Court")

    assert [_seen_by(who, *pages) for who in watchers] == before
    page = browse(with_doors.joan).get("/referrals/notices/").content.decode()
    assert with_doors.school.name in page
    assert "is concerned about the same place" in browse(with_doors.joan).get("/").content.decode()


def test_sending_asks_the_database_the_same_whatever_others_hold(with_doors: County):
    def asked() -> list[str]:
        with CaptureQueriesContext(
            connection,
        ) as seen:
            to_adult_care(with_doors, person="Colin Marsh", born_on=BORN)
        shapes = [re.split("VALUES|WHERE|FROM UNNEST", query["sql"])[0] for query in seen]
        return [re.sub(r"SAVEPOINT .*", "SAVEPOINT", shape) for shape in shapes]

    alone = asked()
    send(with_doors.priya, place="6 Tern Court")
    assert asked() == alone


# --- keys --------------------------------------------------------------------------------------

names = st.lists(st.text("abcdefghij", min_size=1, max_size=6), min_size=2, max_size=4)


@given(names, st.dates(), st.randoms())
def test_a_name_in_any_order_and_case_is_one_name(parts: list[str], day: date, chance):
    other = [part.upper() for part in parts]
    chance.shuffle(other)

    key = person_key(name=" ".join(parts), eighteen_on=day)
    assert key
    assert key == person_key(name=", ".join(other), eighteen_on=day)


def test_accents_and_stops_do_not_matter_and_half_a_name_says_nothing():
    day = date(2028, 9, 1)
    one = person_key(name="Zoë O’Neill", eighteen_on=day)
    assert one == person_key(name="oneill zoe", eighteen_on=day)
    assert person_key(name="Zoë", eighteen_on=day) == ""
    assert person_key(name="Zoë O’Neill", eighteen_on=None) == ""
