"""The monthly digest: themes and agencies of five or more, fixed words, and a second person."""

from datetime import date, datetime

import pytest
from django.db import IntegrityError, transaction

from frankpledge.access.api import NotFound, NotPermitted, Protection
from frankpledge.intelligence.answers import feedback
from frankpledge.intelligence.measures import digest
from frankpledge.intelligence.models import Digest, DigestLine, Receipt
from frankpledge.intelligence.slots import HERE
from tests.intelligence.makers import tell

APRIL = date(2026, 4, 1)


def moment(month, day):
    return datetime(2026, month, day, 10, tzinfo=HERE)


def tell_of(county, theme, times, *, by="nia"):
    at = moment(4, 20)
    uids = []
    for _ in range(times):
        proof = tell(county, by, at=at)
        uid = Receipt._rows.get(reference=proof.reference).submission_id
        feedback.answer(
            submission_id=uid,
            wording_code="recorded",
            theme=theme,
            by=county.actor("imogen", at=at),
            at=at,
        )
        uids.append(uid)
    return uids


def draft(county, *, by="imogen", at=None, month=APRIL):
    at = at or moment(5, 4)
    digest.draft_digest(month=month, by=county.actor(by, at=at), at=at)
    return Digest.objects.get(month=month)


def shown(county, row, *, by="imogen"):
    at = moment(5, 4)
    return digest.digest(unit_id=row.unit_id, month=row.month, by=county.actor(by, at=at), at=at)


def approve(county, row, *, by="martin"):
    digest.approve_digest(month=row.month, by=county.actor(by, at=moment(5, 5)), at=moment(5, 5))


@pytest.fixture
def busy(county):
    tell_of(county, "home_taken_over", 5)
    tell_of(county, "home_taken_over", 6, by="asha")
    tell_of(county, "shops", 5)
    tell_of(county, "shops", 6, by="asha")
    return county


def test_themes_of_five_or_more_are_counted(busy):
    found = shown(busy, draft(busy))

    assert [(line.code, line.told) for line in found.themes] == [
        ("home_taken_over", 11),
        ("shops", 11),
    ]
    assert [(line.agency, line.told) for line in found.agencies] == [
        ("Saltmarsh Homes", 10),
        ("Wantsum Borough Council", 12),
    ]


def test_a_small_theme_is_left_out_with_one_that_would_give_it_away(busy):
    tell_of(busy, "weapons", 2)
    found = shown(busy, draft(busy))

    assert [line.code for line in found.themes] == ["shops"]


def test_an_agency_with_few_reports_is_not_named_nor_told_by_what_is_left(busy):
    tell_of(busy, "drugs", 1, by="sam")
    names = [line.agency for line in shown(busy, draft(busy)).agencies]

    assert "Fallow Fire and Rescue" not in names
    assert len(names) == 1


def test_a_theme_that_one_agency_alone_told_of_is_left_out(busy):
    tell_of(busy, "debt", 9)

    assert "debt" not in [line.code for line in shown(busy, draft(busy)).themes]


def test_one_agency_alone_is_not_named(county):
    tell_of(county, "shops", 12)
    found = shown(county, draft(county))

    assert found.themes == ()
    assert found.agencies == ()


def test_restricted_records_are_not_counted(busy):
    for uid in tell_of(busy, "shops", 7):
        Protection.objects.filter(uid=uid).update(restricted=True)

    assert [line.told for line in shown(busy, draft(busy)).themes] == [11, 11]


def test_what_it_led_to_is_in_words_of_the_list(busy):
    row = draft(busy)
    by = busy.actor("imogen", at=moment(5, 4))
    usual = shown(busy, row).themes[0].led_to
    assert "whether or not" in usual
    digest.choose_led_to(month=APRIL, chosen={"shops": "signs"}, by=by, at=moment(5, 4))
    assert shown(busy, row).themes[1].led_to == "We told partners which signs to look for."

    with pytest.raises(digest.UnknownWords):
        digest.choose_led_to(month=APRIL, chosen={"shops": "a raid"}, by=by, at=moment(5, 4))


def test_a_second_person_approves_it_and_then_everybody_may_read(busy):
    row = draft(busy, by="martin")
    for name in ("asha", "dev", "nia"):
        with pytest.raises(NotFound):
            shown(busy, row, by=name)
    with pytest.raises(NotPermitted):
        approve(busy, row, by="martin")
    with pytest.raises(NotPermitted):
        approve(busy, row, by="imogen")
    approve(busy, row, by="maud")

    for name in ("asha", "dev", "nia"):
        assert shown(busy, row, by=name).themes
    with pytest.raises(NotPermitted):
        approve(busy, row, by="maud")


def test_an_approved_digest_does_not_change(busy):
    row = draft(busy)
    approve(busy, row)
    by = busy.actor("imogen", at=moment(5, 6))

    with pytest.raises(NotFound):
        digest.choose_led_to(month=APRIL, chosen={"shops": "signs"}, by=by, at=moment(5, 6))
    with pytest.raises(digest.DraftedAlready):
        draft(busy)


def test_a_digest_is_of_a_month_that_is_over(busy):
    with pytest.raises(digest.NotOverYet):
        draft(busy, at=moment(4, 30))
    assert draft(busy, at=moment(5, 1)).month == APRIL


@pytest.mark.parametrize("name", ["asha", "nia"])
def test_only_the_unit_drafts_and_approves(busy, name):
    with pytest.raises(NotPermitted):
        draft(busy, by=name)
    row = draft(busy)
    with pytest.raises((NotPermitted, NotFound)):
        approve(busy, row, by=name)


def test_somebody_whose_post_tells_nothing_reads_none(busy):
    with pytest.raises(NotPermitted):
        shown(busy, draft(busy), by="nobody")
    with pytest.raises(NotPermitted):
        digest.digests(by=busy.actor("nobody"), at=busy.now)


def test_a_month_without_anything_makes_an_empty_digest(county):
    found = shown(county, draft(county))

    assert (found.themes, found.agencies) == ((), ())


def test_a_draft_is_no_part_of_the_list_for_others(busy):
    at = moment(5, 4)
    nia = busy.actor("nia", at=at)
    none = digest.digests(by=nia, at=at)
    row = draft(busy)

    assert digest.digests(by=nia, at=at) == none
    approve(busy, row)
    assert [each.month for each in digest.digests(by=nia, at=at).listed] == [APRIL]


def test_the_database_keeps_no_small_line(busy):
    row = draft(busy)

    with pytest.raises(IntegrityError), transaction.atomic():
        DigestLine.objects.create(digest=row, theme="debt", told=4)


def test_it_is_drafted_worded_approved_and_read_in_pages(busy, browse):
    busy.now = moment(5, 4)
    imogen, martin = browse("imogen"), browse("martin")
    page = "/intelligence/digests/"
    assert imogen.post(page + "draft/", {"month": "2026-05-01"}).status_code == 422
    assert imogen.post(page + "draft/", {"month": "2026-04-01"}).status_code == 302
    unit = Digest.objects.get().unit_id
    own = f"{page}{unit}/2026/4/"
    chosen = {"home_taken_over": "adds", "shops": "signs"}
    assert imogen.post(own, chosen | {"shops": "raid"}).status_code == 422
    assert imogen.post(own, chosen).status_code == 302
    assert browse("nia").get(own).status_code == 404
    assert imogen.post(f"{page}2026/4/approve/").status_code == 403
    assert martin.post(f"{page}2026/4/approve/").status_code == 302

    read = browse("nia").get(own).content.decode()
    assert "We told partners which signs to look for." in read
    assert "Approve it" not in read
    assert b"April 2026" in browse("dev").get(page).content
