"""Mentions, notices and pairs as the kit's tables and summaries."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse

from frankpledge.access.api import Ref
from frankpledge.entities.identifiers import LABELS
from frankpledge.entities.likeness import Strength
from frankpledge.entities.notices import Notice
from frankpledge.entities.review import Pair, PairLine
from frankpledge.entities.subjects import Change, Ruling, Subject
from frankpledge.entities.taking_in import MentionFacts
from frankpledge.ui.api import Cell, Column, Fact, Happening, Row, Side, Table, Tone

TONES = {
    Strength.STRONG: Tone.URGENT,
    Strength.LIKELY: Tone.WARNING,
    Strength.POSSIBLE: Tone.NEUTRAL,
}
VERDICT_TONES = {"The same": Tone.ACTIVE, "Different": Tone.NEUTRAL, "Cannot tell": Tone.QUIET}


def _columns(*names: str) -> tuple[Column, ...]:
    return tuple(Column(text=name) for name in names)


def _sort_words(each: MentionFacts) -> str:
    return f"{each.sort.label}: {each.part.lower()}" if each.part else each.sort.label


def source_words(source: Ref) -> str:
    """What sort of record a mention stands in."""
    return str(source.kind).replace("_", " ").capitalize()


def source_address(source: Ref) -> str:
    """Where the record that a mention stands in can be reached."""
    return f"/thread/{source.kind}/{source.uid}/"


def mentions(found: Sequence[MentionFacts]) -> Table:
    """Mentions with the record that each stands in."""
    return Table(
        columns=_columns("As it was typed", "What identifies it", "Where it stands", "Taken in"),
        rows=tuple(
            Row(
                cells=(
                    Cell(
                        each.typed,
                        href=reverse("entities:subject", args=[each.uid]),
                        note=_sort_words(each),
                    ),
                    "; ".join(f"{LABELS[what]}: {typed}" for what, typed in each.identifiers),
                    Cell(source_words(each.source), href=source_address(each.source)),
                    each.noted_at.date(),
                )
            )
            for each in found
        ),
    )


def notices(told: Sequence[Notice]) -> Table:
    """What an owner is told."""
    return Table(
        columns=_columns("What you hold", "What came in", "How like", "Why", "Day"),
        rows=tuple(
            Row(
                cells=(
                    Cell(
                        each.held_typed,
                        href=reverse("entities:subject", args=[each.held]),
                        note=each.sort.label,
                    ),
                    _came_in(each),
                    Cell(each.strength.value, tone=TONES[each.strength]),
                    ". ".join(each.why),
                    each.day,
                )
            )
            for each in told
        ),
    )


def _came_in(each: Notice) -> Cell:
    if each.submitted is None:
        return Cell("Something that you may not read", note=f"Ask {each.ask}")
    return Cell(
        each.submitted_typed,
        href=reverse("entities:pair", args=[each.held, each.submitted]),
        note="Put the two side by side",
    )


def pairs(lines: Sequence[PairLine]) -> Table:
    """Pairs that wait to be judged."""
    return Table(
        columns=_columns("These two", "Sort", "How like", "Why"),
        rows=tuple(
            Row(
                cells=(
                    Cell(
                        f"{each.left_typed} and {each.right_typed}",
                        href=reverse("entities:pair", args=[each.left, each.right]),
                    ),
                    each.sort.label,
                    Cell(each.strength.value, tone=TONES[each.strength]),
                    ". ".join(each.why),
                )
            )
            for each in lines
        ),
    )


def sides(pair: Pair) -> tuple[Side, Side]:
    """Both mentions of a pair, one beside the other."""
    return _side(pair.left), _side(pair.right)


def _side(each: MentionFacts) -> Side:
    return Side(
        title=each.typed,
        text="\n".join(f"{LABELS[what]}: {typed}" for what, typed in each.identifiers)
        or "Nothing that identifies it could be read.",
        notes=(
            _sort_words(each),
            f"Stands in a {source_words(each.source).lower()}",
        ),
    )


def why(pair: Pair) -> Table:
    """Why a pair scored as it did, what says most first."""
    return Table(
        columns=(
            Column(text="What speaks for or against"),
            Column(text="Points", numeric=True, decimals=1),
        ),
        rows=tuple(
            Row(cells=(words, points), tone=Tone.WARNING if points < 0 else None)
            for words, points in pair.why
        ),
    )


def rulings(rows: Sequence[Ruling]) -> tuple[Happening, ...]:
    """Judgements and withdrawals, the newest first."""
    told = [
        Happening(
            at=row.at,
            title=row.verdict,
            by=row.who,
            text=row.reason,
            href=reverse("entities:pair", args=[row.left, row.right]),
            tone=VERDICT_TONES[row.verdict] if row.standing else Tone.QUIET,
        )
        for row in rows
    ] + [
        Happening(
            at=row.withdrawn_at,
            title=f"Withdrawn: “{row.verdict}”",
            text=row.withdrawn,
            href=reverse("entities:pair", args=[row.left, row.right]),
            tone=Tone.QUIET,
        )
        for row in rows
        if row.withdrawn_at is not None
    ]
    return tuple(sorted(told, key=lambda each: str(each.at), reverse=True))


def changes(rows: Sequence[Change]) -> Table:
    """When a subject gained or lost mentions, and under which it stands since."""
    return Table(
        columns=(
            Column(text="When"),
            Column(text="Mentions joined", numeric=True),
            Column(text="Mentions parted", numeric=True),
            Column(text="Known since by"),
        ),
        rows=tuple(
            Row(
                cells=(
                    row.at,
                    row.joined,
                    row.left,
                    Cell(str(row.name)[:8], href=reverse("entities:subject", args=[row.name])),
                )
            )
            for row in reversed(rows)
        ),
    )


def subject_summary(found: Subject) -> tuple[Fact, ...]:
    """What identifies a subject, with the words that each mention used."""
    by_kind: dict[str, list[str]] = {}
    for what, typed in found.identifiers:
        by_kind.setdefault(LABELS[what], []).append(typed)
    return (
        Fact(name="Sort", value=found.sort.label),
        *(Fact(name=label, value="; ".join(typed)) for label, typed in by_kind.items()),
        Fact(name="Mentions that you may see", value=len(found.mentions)),
        Fact(name="Known by", value=str(found.name)[:8]),
        Fact(name="As it stood on", value=found.on),
    )
