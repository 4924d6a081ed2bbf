"""How much confidence a grade gives: for filters and charts, never for deciding what is true."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import product

from frankpledge.intelligence import reference_files
from frankpledge.intelligence.models import IntelligenceGrade, SourceGrade

FILE = "confidence.csv"


class UnusableMatrix(ValueError):
    """The matrix leaves out a pair of grades or gives one twice."""


def confidence_in(source: int, intelligence: str) -> str:
    """In a word, how far a source and how it knows something may be relied on together."""
    return matrix_from(reference_files.rows(FILE))[source, intelligence]


def matrix_from(rows: Iterable[Mapping[str, str]]) -> Mapping[tuple[int, str], str]:
    """The matrix out of the lines of a list. Raises `UnusableMatrix`."""
    pairs = [(row["source"], row["intelligence"], row["confidence"]) for row in rows]
    wanted = {
        (str(source), letter)
        for source, letter in product(SourceGrade.values, IntelligenceGrade.values)
    }
    given = [(source, letter) for source, letter, _ in pairs]
    if set(given) != wanted or len(given) != len(wanted) or not all(pair[2] for pair in pairs):
        raise UnusableMatrix(f"{FILE} must give each of the {len(wanted)} pairs once")
    return {(int(source), letter): word for source, letter, word in pairs}
