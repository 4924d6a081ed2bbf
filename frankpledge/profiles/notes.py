"""Knows how to say once what many figures share: their methods, sources and caveats, numbered."""

from collections.abc import Sequence
from dataclasses import dataclass

from frankpledge.profiles import words
from frankpledge.profiles.blocks import Figure
from frankpledge.profiles.catalogue import indicators


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted:
    """One figure with the numbers of its notes."""

    figure: Figure
    method: str
    source: str
    caveats: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Notes:
    """Figures in order, and what their notes say: M for methods, S for sources, C for caveats."""

    noted: tuple[Noted, ...]
    methods: tuple[tuple[str, str], ...]
    sources: tuple[tuple[str, str], ...]
    caveats: tuple[tuple[str, str], ...]


class _Numbered:
    def __init__(self, letter: str) -> None:
        self.letter = letter
        self.numbers: dict[str, str] = {}

    def number(self, text: str) -> str:
        return self.numbers.setdefault(text, f"{self.letter}{len(self.numbers) + 1}")

    @property
    def listed(self) -> tuple[tuple[str, str], ...]:
        return tuple((number, text) for text, number in self.numbers.items())


def notes_of(figures: Sequence[Figure]) -> Notes:
    """The figures with their notes numbered in the order in which they are first needed."""
    methods, sources, caveats = _Numbered("M"), _Numbered("S"), _Numbered("C")
    noted = tuple(
        Noted(
            figure=figure,
            method=methods.number(figure.method) if figure.method else "",
            source=sources.number(figure.source),
            caveats=tuple(sorted((caveats.number(text) for text in figure.caveats), key=_place)),
        )
        for figure in figures
    )
    return Notes(
        noted=noted,
        methods=methods.listed,
        sources=sources.listed,
        caveats=caveats.listed,
    )


def _place(number: str) -> int:
    return int(number[1:])


_WORDS = {
    "count": "count",
    "rate": "rate",
    "change": "change",
    "top-share": "share",
    "trend": "trend",
    "rows-kept": "rows",
}


def rests_on(figure_ids: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """What to call the figures that a finding rests on, each kind once, with the first of it."""
    found: dict[str, str] = {}
    for each in figure_ids:
        found.setdefault(_WORDS.get(each.split(".")[0], "figure"), each)
    return tuple(found.items())


def grounds_of(figure_ids: Sequence[str], returned: Sequence[str]) -> str:
    """What a finding rests on, in words for paper: figures of recorded crime, and returns.

    Cleared intelligence is not named: who may know of it differs from reader to reader.
    """
    grounds = []
    if figure_ids:
        figures = [
            f"{_WORDS.get(kind, 'figure')} of {about.replace('-', ' ')}"
            for kind, _, about in (each.partition(".") for each in figure_ids)
        ]
        grounds.append(f"recorded crime: {words.listed(figures)}")
    if returned:
        titles = [indicators()[each].title for each in returned if each in indicators()]
        grounds.append(f"partners’ returns: {words.listed(titles)}")
    return "; ".join(grounds)
