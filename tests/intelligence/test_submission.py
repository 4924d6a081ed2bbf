"""Telling the police what was seen."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from frankpledge.access.api import AuditEvent, NotPermitted, Protection
from frankpledge.intelligence.giving import cards, exits, submission
from frankpledge.intelligence.giving.submission import AlreadySent, DangerNow, submit
from frankpledge.intelligence.giving.told import TooLong
from frankpledge.intelligence.models import Exit, Receipt, SourceIdentity, Submission
from frankpledge.intelligence.quarantine.markings import MarkedTooHigh
from frankpledge.intelligence.sources.sealing import NoSourceKey
from frankpledge.intelligence.units import NoUnit
from tests.intelligence.makers import make_person, tell, tell_by_card, told


def kept() -> tuple[int, ...]:
    return tuple(model._rows.count() for model in (Submission, Receipt, SourceIdentity))


@pytest.mark.parametrize("name", ["nia", "dev", "asha", "sam"])
def test_whoever_may_tell_gets_a_reference_and_a_code(county, name):
    proof = tell(county, name)

    assert len(proof.reference) == 9
    assert len(proof.code) == 14
    assert kept() == (1, 1, 1)


@pytest.mark.parametrize("name", ["bea", "nobody", "petra"])
def test_whoever_may_not_tell_is_sent_to_the_telephone(county, name):
    with pytest.raises(NotPermitted) as refusal:
        tell(county, name)

    assert "Call 101" in refusal.value.reason
    assert kept() == (0, 0, 0)


def test_a_card_speaks_for_its_agency(county):
    tell_by_card(county)

    row = Submission._rows.select_related("protection").get()
    assert row.protection.owner_id == county.agency("saltmarsh-homes")


def test_a_card_that_is_not_in_use_speaks_for_nobody(county):
    assert cards.scanned("NOPE-NOPE", at=county.now) is None


def test_only_the_unit_makes_cards(county):
    with pytest.raises(NotPermitted):
        cards.make_card(
            agency_id=county.agency("fallow-fire"), by=county.actor("asha"), at=county.now
        )
    code = cards.make_card(
        agency_id=county.agency("fallow-fire"), by=county.actor("imogen"), at=county.now
    )

    assert cards.scanned(code.lower(), at=county.now).agency == "Fallow Fire and Rescue"


def test_only_the_half_hour_is_kept(county):
    tell(county)

    row = Submission._rows.get()
    assert str(row.received_on) == "2026-04-15"
    assert row.slot == 18  # 09:00 by the clock on the wall, for 08:20 in universal time is 09:20
    fields = {field.get_internal_type() for field in Submission._meta.get_fields()}
    assert "DateTimeField" not in fields


def test_the_record_has_a_pseudonym_and_the_half_hour_in_place_of_the_person(county):
    tell(county, "nia")

    events = list(AuditEvent.objects.order_by("-id").values_list("act", "actor", "leaf", "at"))
    about = [event for event in events if event[0] == "intelligence.submit"]
    assert len(about) == 1
    assert about[0][1].startswith("v:")
    person = str(county.people["nia"])
    assert all(person not in event[2] for event in events)
    assert {event[3].minute % 30 for event in events if event[1].startswith("v:")} == {0}


@pytest.mark.parametrize("how", ["text", "place"])
def test_words_that_mean_danger_are_caught_and_nothing_is_kept(county, how):
    with pytest.raises(DangerNow) as caught:
        tell(county, at=county.now, **{how: "he's got a knife now"})

    assert "Nobody reads this until" in str(caught.value)
    assert kept() == (0, 0, 0)


def test_whoever_says_that_the_danger_is_over_may_go_on(county):
    submit(
        told=told(text="last week he's got a knife"),
        token=county.token(),
        by=county.actor("nia"),
        at=county.now,
        danger_is_over=True,
    )

    assert kept() == (1, 1, 1)


@pytest.mark.parametrize("field", ["text", "place", "contact"])
def test_what_is_marked_secret_is_refused_and_not_kept(county, field):
    with pytest.raises(MarkedTooHigh) as refusal:
        tell(county, **{field: "TOP SECRET"})

    assert "security officer" in str(refusal.value)
    assert kept() == (0, 0, 0)


def test_more_than_two_hundred_kilobytes_are_refused(county):
    with pytest.raises(TooLong):
        tell(county, text="é" * 100_001)
    tell(county, text="e" * 200_000)

    assert kept() == (1, 1, 1)


def test_a_district_that_nobody_reads_for_is_refused(county):
    with pytest.raises(NoUnit):
        tell(county, district="D9")


def test_without_a_key_nothing_is_kept(county, settings, tmp_path):
    settings.SOURCE_PUBLIC_KEY = tmp_path / "lost.pub"

    with pytest.raises(NoSourceKey):
        tell(county)
    assert kept() == (0, 0, 0)


def test_the_same_form_sent_twice_gives_the_same_receipt(county):
    by, token = county.actor("nia"), county.token()
    first = submit(told=told(), token=token, by=by, at=county.now)
    later = county.now + timedelta(minutes=3)
    second = submit(told=told(), token=token, by=county.actor("nia", at=later), at=later)

    assert (first.reference, first.code) == (second.reference, second.code)
    assert kept() == (1, 1, 1)


def test_the_same_form_with_other_words_is_refused(county):
    by, token = county.actor("nia"), county.token()
    submit(told=told(), token=token, by=by, at=county.now)

    with pytest.raises(AlreadySent):
        submit(told=told(text="Something else"), token=token, by=by, at=county.now)
    assert kept() == (1, 1, 1)


def test_one_token_of_two_people_is_two_receipts(county):
    token = county.token()
    one = submit(told=told(), token=token, by=county.actor("nia"), at=county.now)
    two = submit(told=told(), token=token, by=county.actor("asha"), at=county.now)

    assert one.code != two.code
    assert kept() == (2, 2, 2)


def test_a_form_without_a_token_is_refused(county):
    with pytest.raises(AlreadySent):
        submit(told=told(), token="", by=county.actor("nia"), at=county.now)


def test_the_loser_of_a_race_gets_the_winners_receipt(county, monkeypatch):
    by, token = county.actor("nia"), county.token()
    first = submit(told=told(), token=token, by=by, at=county.now)
    look = submission._sent_before
    looks = []

    def nothing_at_first(*args):
        looks.append(args)
        return None if len(looks) == 1 else look(*args)

    monkeypatch.setattr(submission, "_sent_before", nothing_at_first)
    second = submit(told=told(), token=token, by=by, at=county.now)

    assert second.code == first.code
    assert kept() == (1, 1, 1)


def test_people_of_the_agency_who_work_there_may_read_its_words(county):
    tell(county, "nia")

    assert Submission.open_to(county.actor("nia")).count() == 1
    assert Submission.open_to(county.actor("noel")).count() == 0
    assert Submission.open_to(county.actor("imogen")).count() == 1
    for stranger in ("asha", "sam", "dev", "petra"):
        assert Submission.visible_to(county.actor(stranger)).count() == 0


def test_what_was_seen_in_another_district_can_be_told_too(county):
    tell(county, "nia", district="D2")

    assert Submission.open_to(county.actor("imogen")).count() == 1


@pytest.mark.parametrize("table", ["submission", "sourceidentity", "grade"])
def test_what_was_told_is_never_rewritten(county, table):
    tell(county)
    column = {"submission": "text", "sourceidentity": "sealed", "grade": "origin"}[table]
    if table == "grade":
        from tests.intelligence.makers import evaluate

        evaluate(county)

    with (
        pytest.raises(DatabaseError, match="never rewritten"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"UPDATE intelligence_{table} SET {column} = {column}")


def test_an_exit_is_counted_and_nothing_else(county):
    out = exits.offer(Exit.DANGER, now=county.now)
    exits.offer(Exit.DANGER, now=county.now)
    exits.offer(Exit.CRIME, now=county.now)

    day = county.now.date()
    assert "999" in out.title
    assert exits.times_offered(Exit.DANGER, first=day, last=day) == 2
    assert exits.times_offered(Exit.SAFEGUARDING, first=day, last=day) == 0


def test_a_leaver_can_tell_nothing(county):
    later = county.now + timedelta(days=400)

    with pytest.raises(NotPermitted):
        tell(county, "nia", at=later)
    assert Protection.objects.count() == 0


def test_a_unit_with_other_posts_in_its_agency_is_refused(county):
    from frankpledge.access.api import Role
    from frankpledge.intelligence.units import NotAnAgencyOfItsOwn, set_up_unit

    make_person(county, "constable", "fallow-fire", Role.PRACTITIONER, areas=["D1"])

    with pytest.raises(NotAnAgencyOfItsOwn):
        set_up_unit(agency_id=county.agency("fallow-fire"), area="F1", at=county.now)


def test_setting_a_unit_up_twice_changes_nothing(county):
    from frankpledge.intelligence.units import set_up_unit

    again = set_up_unit(agency_id=county.agency("fallow-intelligence"), area="F1", at=county.now)

    assert again == county.service
