"""Noticing that one person tells much about one subject, without keeping who."""

from datetime import timedelta

import pytest

from frankpledge.access.api import NotFound
from frankpledge.intelligence.desk import chis_pattern
from frankpledge.intelligence.desk.chis_pattern import NoSettlement, sender_of
from frankpledge.intelligence.models import PatternMark, PatternNotice, Unit
from tests.intelligence.makers import tell, tell_by_card


def note(county, *, days=0, sender="person 1", place="6 Tern Court", text="Boxes again"):
    return chis_pattern.note(
        sender=sender,
        text=text,
        place=place,
        district="D1",
        unit=Unit.objects.get(),
        at=county.now + timedelta(days=days),
    )


def waiting(county, name="martin"):
    return chis_pattern.patterns(by=county.actor(name), at=county.now)


def test_a_supervisor_is_told_from_the_third_time_and_nobody_else(county):
    assert not note(county)
    assert not note(county, days=10, place="6, tern court")
    assert note(county, days=20)

    [pattern] = waiting(county)
    assert (pattern.subject, pattern.district) == ("6 Tern Court", "Wantsum")
    assert pattern.may_settle
    for name in ("imogen", "nia", "asha"):
        assert waiting(county, name) == []
    note(county, days=21)
    assert len(waiting(county)) == 1


@pytest.mark.parametrize(("days", "told"), [(89, True), (90, False)])
def test_ninety_days_to_the_day(county, days, told):
    note(county)
    note(county, days=1)

    assert note(county, days=days) is told


def test_three_times_on_one_day_count_as_three(county):
    assert [note(county), note(county), note(county)] == [False, False, True]


def test_others_and_other_subjects_do_not_count(county):
    for number in range(3):
        assert not note(county, sender=f"person {number}")
        assert not note(county, sender="somebody else", place=f"{number} Quay Street")
    assert waiting(county) == []


def test_a_mark_and_a_telephone_are_subjects_wherever_they_are_seen(county):
    for number, text in enumerate(("AB12 CDE again", "ab12cde", "That van, AB12CDE")):
        reached = note(county, days=number, place=f"{number} Quay Street", text=text)
    assert reached


def test_what_is_kept_says_nothing_of_who_what_or_when(county):
    for number in range(3):
        note(county, days=number)
        note(county, days=number, sender="person 2")
    rows = list(PatternMark.objects.values_list("mark", "forget_after"))

    assert len(rows) == 6
    assert len({ends for _, ends in rows}) == 1, "one month of forgetting for them all"
    starts = [mark[:12] for mark, _ in rows]
    assert len(set(starts)) == 6
    notice = PatternNotice.objects.order_by("id").first()
    assert notice.week_of.weekday() == 0
    assert {field.name for field in PatternMark._meta.get_fields()} == {"mark", "forget_after"}
    assert not any(
        "receipt" in field.name or "submission" in field.name or "person" in field.name
        for field in PatternNotice._meta.get_fields()
    )


def test_telling_counts_for_accounts_and_for_contacts_and_for_nobody_unknown(county):
    for number in range(3):
        tell(county, at=county.now + timedelta(days=number))
    assert len(waiting(county)) == 1
    for number in range(3):
        tell_by_card(county, place="Slipway", contact="", at=county.now + timedelta(days=number))
    assert len(waiting(county)) == 1
    for number in range(3):
        tell_by_card(county, place="Slipway", at=county.now + timedelta(days=number))
    assert {each.subject for each in waiting(county)} == {"6 Tern Court", "Slipway"}


def test_marks_fade(county):
    note(county)
    assert chis_pattern.forget(at=county.now + timedelta(days=91)) == 0
    assert chis_pattern.forget(at=county.now + timedelta(days=140)) == 1


def test_a_supervisor_writes_down_what_was_decided(county):
    for _ in range(3):
        note(county)
    [pattern] = waiting(county)
    for name in ("imogen", "asha"):
        with pytest.raises(NotFound):
            chis_pattern.settle(
                notice_id=pattern.id, settlement="x", by=county.actor(name), at=county.now
            )
    martin = county.actor("martin")
    with pytest.raises(NoSettlement):
        chis_pattern.settle(notice_id=pattern.id, settlement=" ", by=martin, at=county.now)
    chis_pattern.settle(
        notice_id=pattern.id, settlement="The source unit was told", by=martin, at=county.now
    )

    assert waiting(county) == []


def test_one_person_is_told_from_another_by_what_is_known():
    assert sender_of(person_id=None) == ""
    assert sender_of(person_id=None, contact="07700 900123") == sender_of(
        person_id=None, contact="07700900123"
    )
    assert sender_of(person_id=None, caller="Dev R") != sender_of(person_id=None, contact="Dev R")
