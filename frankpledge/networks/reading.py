"""Knows how lists of ties and of nodes are read, and what is wrong with which row and column."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from frankpledge.networks.charts import CATEGORIES, Chart, Kind, Node, Tie, grade_of
from frankpledge.networks.refusals import UnusableFile
from frankpledge.networks.rows import Sheet, sheet_at

TIE_COLUMNS = (
    "source",
    "target",
    "weight",
    "kind",
    "grade",
    "references",
    "since",
    "until",
    "category",
)
"""The columns of a list of ties. The first two are needed."""
NODE_COLUMNS = ("id", "label", "kind")
NAMES_OF_A_NODE = ("id", "node", "node_id", "name", "label")
"""What the column that identifies a node may be called, the first that is there being taken."""
LONGEST_ID = 200
MOST_FAULTS = 100
PARTED_BY = ";"
"""What stands between several references, or several categories, in one cell."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Fault:
    """One cell or row that cannot be taken in: where it is, what is wrong and what to do."""

    file: str
    line: int
    column: str
    problem: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.file}, line {self.line}: {self.problem}; {self.remedy}."


@dataclass(frozen=True, kw_only=True, slots=True)
class Said:
    """What is worth telling of what was read: nothing of it is an error."""

    duplicates: int = 0
    """Rows whose pair of nodes stood further up; their strengths were added."""
    self_ties: int = 0
    """Rows that tie a node to itself; they were left out."""
    only_in_ties: int = 0
    """Nodes that a list of nodes did not have."""
    unused: tuple[str, ...] = ()
    """Columns that were not used."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Preview:
    """What a file holds, before anything is done with it. With a fault, nothing may be."""

    chart: Chart
    faults: tuple[Fault, ...]
    more_faults: bool
    said: Said

    def whole(self) -> Chart:
        """The chart, where there is no fault. Raises `UnusableFile` with the first."""
        for first in self.faults:
            raise UnusableFile(first.file, first.line, first.problem, first.remedy)
        return self.chart


class Faults:
    """The faults that were met, up to as many as anybody reads."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.met: list[Fault] = []
        self.more = False

    def add(self, line: int, column: str, problem: str, remedy: str) -> None:
        """Notes one."""
        if len(self.met) == MOST_FAULTS:
            self.more = True
            return
        self.met.append(
            Fault(file=self.file, line=line, column=column, problem=problem, remedy=remedy)
        )


def read_network(edges: Path, nodes: Path | None = None, *, encoding: str | None = None) -> Preview:
    """A list of ties and, where given, of nodes, some of which may have no tie.

    Raises `WrongUse` where a file is missing, and `UnusableFile` where it is no list of the kind;
    what is wrong with a row stands in the preview.
    """
    tie_sheet = _sheet(edges, TIE_COLUMNS, encoding)
    for needed in ("source", "target"):
        if needed not in tie_sheet.columns:
            raise UnusableFile(
                edges,
                1,
                f"no column is called {needed}, only {_listed(tie_sheet.columns)}",
                "name the columns source,target or source,target,weight in the first line",
            )
    faults = Faults(str(edges))
    ties, said = gathered(ties_of(_cells(tie_sheet, faults), faults))
    listed: tuple[Node, ...] = ()
    unused = [name for name in tie_sheet.columns if name not in TIE_COLUMNS]
    if nodes is not None:
        node_sheet = _sheet(nodes, NAMES_OF_A_NODE, encoding)
        node_faults = Faults(str(nodes))
        listed = _nodes_of_list(nodes, node_sheet, node_faults)
        faults.met += node_faults.met
        faults.more |= node_faults.more
    chart = Chart.of(listed, ties)
    return Preview(
        chart=chart,
        faults=tuple(faults.met),
        more_faults=faults.more,
        said=Said(
            duplicates=said.duplicates,
            self_ties=said.self_ties,
            only_in_ties=len(chart.nodes) - len(listed) if nodes is not None else 0,
            unused=tuple(filter(None, unused)),
        ),
    )


def ties_of(cells: Iterable[tuple[int, Mapping[str, str]]], faults: Faults) -> Iterator[Tie]:
    """Each row as a tie; those with a fault are noted and left out."""
    for line, row in cells:
        before = len(faults.met)
        ends = [
            _identifier(row.get(column, ""), line, column, faults)
            for column in ("source", "target")
        ]
        tie = Tie(
            source=ends[0],
            target=ends[1],
            weight=_weight(row.get("weight", ""), line, faults),
            kind=_kind(row.get("kind", ""), line, faults),
            grade=_grade(row.get("grade", ""), line, faults),
            references=_parts(row.get("references", "")),
            categories=_categories(row.get("category", ""), line, faults),
            since=_day(row.get("since", ""), line, "since", faults),
            until=_day(row.get("until", ""), line, "until", faults),
        )
        if tie.since is not None and tie.until is not None and tie.until <= tie.since:
            faults.add(line, "until", "until is not after since", "put the two days in order")
        if len(faults.met) == before and not faults.more:
            yield tie


def gathered(ties: Iterable[Tie]) -> tuple[tuple[Tie, ...], Said]:
    """The ties without those to oneself, and how many were left out or stood there twice.

    Ties that stand twice are kept as they were recorded; the graph adds their strengths.
    """
    kept: list[Tie] = []
    pairs: set[tuple[str, str]] = set()
    duplicates = self_ties = 0
    for tie in ties:
        if tie.source == tie.target:
            self_ties += 1
            # The node is there even so.
        else:
            pair = min(tie.source, tie.target), max(tie.source, tie.target)
            duplicates += pair in pairs
            pairs.add(pair)
        kept.append(tie)
    return tuple(kept), Said(duplicates=duplicates, self_ties=self_ties)


def node_of(row: Mapping[str, str], line: int, faults: Faults, *, named: str = "id") -> Node:
    """One row as a node."""
    kind = row.get("kind", "").strip().lower()
    return Node(
        id=_identifier(row.get(named, ""), line, named, faults),
        label=row.get("label", "").strip() if named != "label" else "",
        kind=Kind(kind) if kind in set(Kind) else Kind.OTHER,
    )


def _nodes_of_list(path: Path, sheet: Sheet, faults: Faults) -> tuple[Node, ...]:
    named = next((name for name in NAMES_OF_A_NODE if name in sheet.columns), None)
    if named is None:
        raise UnusableFile(
            path,
            1,
            f"no column is called {_listed(NAMES_OF_A_NODE[:-1])}, only {_listed(sheet.columns)}",
            "name the column that identifies a node id in the first line",
        )
    return nodes_of(_cells(sheet, faults), faults, named=named)


def nodes_of(
    cells: Iterable[tuple[int, Mapping[str, str]]], faults: Faults, *, named: str = "id"
) -> tuple[Node, ...]:
    """Every row as a node; one whose identifier stood further up is a fault."""
    made: dict[str, Node] = {}
    lines: dict[str, int] = {}
    for line, row in cells:
        node = node_of(row, line, faults, named=named)
        if node.id in made:
            faults.add(
                line,
                named,
                f"the node {node.id!r} stands on line {lines[node.id]} already",
                "keep one of the two",
            )
        elif node.id:
            made[node.id], lines[node.id] = node, line
    return tuple(made.values())


def _sheet(path: Path, wanted: Iterable[str], encoding: str | None) -> Sheet:
    return sheet_at(path, frozenset(wanted), encoding=encoding)


def _cells(sheet: Sheet, faults: Faults) -> Iterator[tuple[int, dict[str, str]]]:
    width = len(sheet.columns)
    for line, row in sheet.rows():
        while len(row) > width and not row[-1].strip():
            row.pop()
        if len(row) == width:
            yield line, dict(zip(sheet.columns, row, strict=True))
        else:
            faults.add(
                line,
                "",
                f"the line has {_counted(len(row))} where {width} are expected",
                "mend the line, or copy the file again if it was cut short",
            )


def _identifier(text: str, line: int, column: str, faults: Faults) -> str:
    found = text.strip()
    if not found:
        faults.add(line, column, f"{column} is empty", "fill it in or remove the line")
    elif len(found) > LONGEST_ID:
        faults.add(
            line, column, f"{column} is longer than {LONGEST_ID} letters", "use a short identifier"
        )
    return found


def _weight(text: str, line: int, faults: Faults) -> float:
    if not text.strip():
        return 1.0
    try:
        weight = float(text)
    except ValueError:
        weight = math.nan
    if not (math.isfinite(weight) and weight > 0):
        faults.add(
            line,
            "weight",
            f"the weight {text.strip()[:40]!r} is not a number above nought",
            "give a number such as 2 or 0.5, or leave it empty",
        )
        return 1.0
    return weight


def _grade(text: str, line: int, faults: Faults) -> str:
    if not text.strip():
        return ""
    grade = grade_of(text)
    if grade is None:
        faults.add(
            line,
            "grade",
            f"{text.strip()[:40]!r} is not a grade",
            "give a source of 1 to 3 and an assessment of A to E, as in 2B or 2BP",
        )
    return grade or ""


def _kind(text: str, line: int, faults: Faults) -> str:
    kind = text.strip()
    if len(kind) > LONGEST_ID:
        faults.add(line, "kind", f"kind is longer than {LONGEST_ID} letters", "say it in fewer")
    return kind


def in_one_cell(parts: Iterable[str]) -> str:
    """Several references, or several categories, as they stand in one cell."""
    return f"{PARTED_BY} ".join(parts)


def _parts(text: str) -> tuple[str, ...]:
    return tuple(filter(None, (part.strip() for part in text.split(PARTED_BY))))


def _categories(text: str, line: int, faults: Faults) -> tuple[str, ...]:
    found = _parts(text.lower())
    for part in found:
        if part not in CATEGORIES:
            faults.add(
                line,
                "category",
                f"{part[:40]!r} is not what somebody is in law",
                f"write {', '.join(CATEGORIES[:-1])} or {CATEGORIES[-1]}, or leave it empty",
            )
    return found


def _day(text: str, line: int, column: str, faults: Faults) -> date | None:
    if not text.strip():
        return None
    try:
        return datetime.fromisoformat(text.strip()).date()
    except ValueError:
        faults.add(
            line,
            column,
            f"{text.strip()[:40]!r} in {column} is not a day",
            "write it as 2026-05-14",
        )
        return None


def _listed(names: Iterable[str]) -> str:
    return ", ".join(name[:40] or "(empty)" for name in list(names)[:8])


def _counted(fields: int) -> str:
    return "1 field" if fields == 1 else f"{fields} fields"
