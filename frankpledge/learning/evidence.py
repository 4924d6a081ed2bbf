"""How good the evidence of a case study is, and what may be printed because of it. Pure.

The ladder is that of plans: E0 claimed, E1 a document was seen, E2 a second source agrees, E3 a
change was measured, E4 it was compared with somewhere else.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Grade(StrEnum):
    """How good evidence is. Stored, and never renamed."""

    E0 = "E0"
    E1 = "E1"
    E2 = "E2"
    E3 = "E3"
    E4 = "E4"


GRADE_WORDS: Mapping[Grade, str] = {
    Grade.E0: "E0: somebody says so",
    Grade.E1: "E1: a document was seen",
    Grade.E2: "E2: a second source agrees",
    Grade.E3: "E3: a change was measured",
    Grade.E4: "E4: compared with somewhere else",
}

ILLUSTRATIVE = "illustrative, not evidence of effect"
SYNTHETIC = "illustrative, synthetic, not evidence of effect"
MEASURED = "a change was measured; nothing here shows what caused it"
COMPARED = "a change was measured and compared with somewhere else"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What a case study puts forward for its grade, each in words or left empty."""

    document: str = ""
    second_source: str = ""
    before: str = ""
    after: str = ""
    compared_with: str = ""


def _has(shown: Shown) -> Mapping[Grade, bool]:
    measured = bool(shown.before and shown.after)
    return {
        Grade.E0: True,
        Grade.E1: bool(shown.document),
        Grade.E2: bool(shown.document and shown.second_source),
        Grade.E3: bool(shown.document and measured),
        Grade.E4: bool(shown.document and measured and shown.compared_with),
    }


def earned(claimed: Grade, shown: Shown) -> Grade:
    """The highest grade, no higher than *claimed*, for which what it needs is there.

    E1 needs a document, E2 a second source besides, E3 figures before and after, and E4 also the
    place and period that they were compared with. A grade is never higher for being claimed.
    """
    has = _has(shown)
    return max(grade for grade in Grade if grade <= claimed and has[grade])


def caption(grade: Grade, *, is_synthetic: bool) -> str:
    """The words that stand above and below a case study, by the grade that it has *earned*.

    Below E3 it only illustrates. Nothing invented is evidence, whatever its grade.
    """
    if is_synthetic:
        return SYNTHETIC
    if grade < Grade.E3:
        return ILLUSTRATIVE
    return MEASURED if grade == Grade.E3 else COMPARED
