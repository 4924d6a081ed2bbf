"""The forums of the reference: whole, marked for what is derived, and each of some use."""

from __future__ import annotations

import csv
from datetime import date

from frankpledge.governance.forums import coverage, overlaps, reference, routes
from frankpledge.governance.forums.mapped import (
    AGE_WORDS,
    SUBJECT_WORDS,
    TEST_WORDS,
    without,
)

AREAS = ("two_tier", "unitary")


def rows(name: str) -> list[dict[str, str]]:
    with (reference.SHIPPED / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_forum_has_its_derived_row_with_a_day_to_look_again() -> None:
    facts = rows("forum_facts.csv")

    assert [row["forum"] for row in facts] == [row["id"] for row in rows("forums.csv")]
    assert {row["provenance"] for row in facts} == {"derived"}
    for row in facts:
        assert date.fromisoformat(row["review_on"]) > date.fromisoformat(row["derived_on"])
    assert {row["provenance"] for row in rows("member_names.csv")} == {"derived"}


def test_every_code_is_one_that_the_map_knows() -> None:
    harms = set(reference.harm_words())
    for each in reference.mapped_forums():
        assert each.subjects
        assert each.subjects <= set(SUBJECT_WORDS)
        assert each.ages <= set(AGE_WORDS)
        assert each.harms
        assert each.harms <= harms
        assert each.test in TEST_WORDS
        assert each.areas


def test_a_version_changes_with_any_word_of_a_row() -> None:
    versions = {each.mapped.code: each.version for each in reference.known_forums()}
    assert len(set(versions.values())) == 40


def test_every_harm_is_some_forums() -> None:
    used = set().union(*(each.harms for each in reference.mapped_forums()))
    assert set(reference.harm_words()) == used


def answers(forums) -> list[object]:
    """Hours are left out, since any forum changes those."""
    harms = tuple(reference.harm_words())
    return [
        overlaps.shared_members(forums),
        overlaps.same_purpose(forums),
        coverage.gaps(forums, harms=harms, areas=AREAS),
        routes.hand_offs(forums),
        coverage.age_cliffs(forums),
        overlaps.cross_border(forums),
    ]


def test_no_forum_changes_no_answer() -> None:
    """Each is taken away in turn; the list of those without which every answer is the same."""
    forums = reference.mapped_forums()
    whole = answers(forums)
    idle = [each.code for each in forums if answers(without(forums, each.code)) == whole]

    assert idle == []
