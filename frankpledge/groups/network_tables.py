"""A network as the kit's tables and its picture."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from django.utils.formats import date_format
from django.utils.timezone import localtime

from frankpledge.groups import network
from frankpledge.groups.adding_ties import NewTie, Wrong
from frankpledge.groups.measuring import CommunityLine, Measured, NodeLine, TieLine
from frankpledge.networks.api import Changes, Fault
from frankpledge.ui.api import (
    Cell,
    Column,
    DrawnNode,
    DrawnTie,
    Fact,
    NetworkPicture,
    Row,
    Table,
    Tone,
)

SOURCE = "links in the register that you may see: graded, dated and sourced"
MOST_SAID = 12
Address = Callable[[Mapping[str, str]], str]
WriteAt = Callable[[Sequence[str]], str]

_BY: Mapping[str, Callable[[NodeLine], tuple[object, ...]]] = {
    "label": lambda node: (node.label,),
    "degree": lambda node: (-node.degree, node.label),
    "betweenness": lambda node: (-(node.betweenness or 0.0), node.label),
    "community": lambda node: (node.community, node.label),
}


def ordered(nodes: Sequence[NodeLine], order: str) -> list[NodeLine]:
    """The nodes in the order that was asked for; by name where it is none of ours."""
    key = _BY.get(order, _BY["label"])
    return sorted(nodes, key=lambda node: (*key(node), node.reference))


def nodes(lines: Iterable[NodeLine], address: Address) -> Table:
    """Every node with its measures, each leading to its own ties."""
    numbers = (("Ties", None), ("Between others", 3), ("Constraint", 3), ("Core", None))
    return Table(
        columns=(
            Column(text="Node"),
            *(Column(text=words, numeric=True, decimals=places) for words, places in numbers),
            Column(text="Rank", numeric=True),
            Column(text="Community", numeric=True),
            Column(text="Part", numeric=True),
        ),
        rows=tuple(
            Row(
                cells=(
                    Cell(
                        line.label,
                        href=_ties_of(address, line),
                        note=_beside_its_name(line),
                    ),
                    line.degree,
                    line.betweenness,
                    line.constraint,
                    line.core,
                    rank_words(line),
                    line.community,
                    line.component,
                )
            )
            for line in lines
        ),
    )


def _beside_its_name(line: NodeLine) -> str:
    if line.is_person:
        return ""
    said = (line.sort if line.sort != network.OTHER else "", line.reference)
    return ", ".join(each for each in said if each and each != line.label)


def _ties_of(address: Address, line: NodeLine) -> str:
    found = address({"node": line.reference})
    return f"{found}#ties" if found else ""


def rank_words(line: NodeLine) -> str:
    """The range of ranks, or that there is none."""
    if line.rank is None:
        return "not worked out"
    low, high = line.rank
    return str(low) if low == high else f"{low} to {high}"


def ties(lines: Iterable[TieLine]) -> Table:
    """Ties said from left to right, with what each rests on."""
    return Table(
        columns=(
            Column(text="Who"),
            Column(text="Tie"),
            Column(text="Whom"),
            Column(text="Grade"),
            Column(text="Items", numeric=True),
            Column(text="Since"),
            Column(text="Rests on"),
        ),
        rows=tuple(
            Row(
                cells=(
                    Cell(line.left_label, note=", ".join(line.categories)),
                    Cell(line.relation, note="Bridge" if line.bridge and not line.hangs else ""),
                    line.right_label,
                    line.grade,
                    line.items,
                    line.starts_on,
                    ", ".join(line.sources),
                )
            )
            for line in lines
        ),
    )


def faults(found: Iterable[Fault]) -> Table:
    """What cannot be taken in, by row and column, and what to do."""
    return Table(
        columns=(
            Column(text="Row", numeric=True),
            Column(text="Column"),
            Column(text="What is wrong"),
            Column(text="What to do"),
        ),
        rows=tuple(
            Row(
                cells=(
                    each.line,
                    each.column,
                    Cell(_capital(each.problem), note=each.file.partition(", ")[2]),
                    _capital(each.remedy),
                )
            )
            for each in found
        ),
    )


def wrong_ties(found: Iterable[Wrong]) -> Table:
    """Ties that cannot be taken in, why not, and what to do."""
    return Table(
        columns=(Column(text="Tie"), Column(text="What is wrong"), Column(text="What to do")),
        rows=tuple(Row(cells=(each.tie, each.problem, each.remedy)) for each in found),
    )


def new_ties(found: Iterable[NewTie]) -> Table:
    """Ties as they would stand in the register."""
    names = ("Who", "Tie", "Whom", "Grade", "Since", "Rests on")
    return Table(
        columns=tuple(Column(text=name) for name in names),
        rows=tuple(
            Row(
                cells=(
                    each.left_name,
                    each.words,
                    each.right_name,
                    f"{each.source_grade}{each.intelligence_grade}",
                    each.since,
                    each.source,
                )
            )
            for each in found
        ),
    )


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


NOT_WRITTEN = "Not written yet"


def cut_points(
    found: Measured,
    write_at: WriteAt | None = None,
    *,
    kept: bool = True,
    shown: slice = slice(None),
) -> Table:
    """Nodes and ties without which a part of the network falls apart, and what was written of each.

    *write_at* gives the page on which it is written, for whoever may write; where nothing is
    *kept*, nothing is said of it.
    """
    points = [((node.reference,), node.label, "Articulation point", rank_words(node)) for node in
              found.articulation_points]  # fmt: skip
    joins = [((tie.left, tie.right), f"{tie.left_label} {tie.relation} {tie.right_label}", "Bridge",
              "") for tie in found.bridges]  # fmt: skip
    columns = [Column(text="What"), Column(text="Kind"), Column(text="Rank", numeric=True)]
    if kept:
        columns.append(Column(text="Would taking it out raise violence?"))
    return Table(
        columns=tuple(columns),
        rows=tuple(
            Row(cells=(*said, *([_noted(found, ends, write_at)] if kept else [])))
            for ends, *said in [*points, *joins][shown]
        ),
    )


def _noted(found: Measured, ends: Sequence[str], write_at: WriteAt | None) -> Cell:
    note = found.notes.get(frozenset(ends))
    href = write_at(ends) if write_at else ""
    if note is None:
        return Cell(NOT_WRITTEN, href=href, tone=Tone.WARNING)
    said = "It may" if note.may_raise else "Not thought to"
    return Cell(
        said, href=href, note=f"{note.text} {note.by}, {date_format(localtime(note.at), 'j F Y')}"
    )


def communities(lines: Iterable[CommunityLine], address: Address) -> Table:
    """Communities, each leading to what is in it."""
    return Table(
        columns=(
            Column(text="Community"),
            Column(text="Nodes", numeric=True),
            Column(text="Pairs kept together from other starts", numeric=True),
        ),
        rows=tuple(
            Row(
                cells=(
                    Cell(f"Community {line.number}", href=address({"within": str(line.number)})),
                    line.size,
                    "" if line.kept_together is None else f"{line.kept_together:.0%}",
                )
            )
            for line in lines
        ),
    )


def changes(found: Changes, labels: Mapping[str, str]) -> list[Fact]:
    """What changed, each kind of change under its name."""

    def listed(said: Sequence[str]) -> list[str]:
        more = [f"and {len(said) - MOST_SAID} more"] if len(said) > MOST_SAID else []
        return [*sorted(said)[:MOST_SAID], *more] or ["None"]

    def named(references: Iterable[str]) -> list[str]:
        return listed([labels.get(each, each) for each in references])

    def paired(pairs: Iterable[tuple[str, str]]) -> list[str]:
        return listed([f"{labels.get(a, a)} and {labels.get(b, b)}" for a, b in pairs])

    before, after = found.components
    return [
        Fact(name="Ties that came", value=paired(found.ties_gained)),
        Fact(name="Ties that ended", value=paired(found.ties_lost)),
        Fact(name="Tied for the first time", value=named(found.nodes_came)),
        Fact(name="No longer tied", value=named(found.nodes_left)),
        Fact(name="Parts with a tie", value=f"{before} before, {after} now"),
        Fact(name="New articulation points", value=named(found.became_articulation_points)),
        Fact(
            name="No longer articulation points",
            value=named(found.no_longer_articulation_points),
        ),
    ]


def picture(
    found: Measured,
    *,
    title: str,
    address: Address,
    source: str = SOURCE,
    squares: str = "Group, by codename",
) -> NetworkPicture:
    """The picture of what is shown: its nodes, or its communities where there are too many.

    *squares* says what is not a person.
    """
    drawn = found.drawn
    lines = {line.reference: line for line in found.nodes}
    most = max((line.degree for line in found.nodes), default=1) or 1
    heaviest = max((weight for _, _, weight in drawn.joins), default=1.0)
    bridges = {frozenset((tie.left, tie.right)) for tie in found.bridges}
    keys = [spot.key for spot in drawn.spots]
    largest = max((spot.members for spot in drawn.spots), default=1)
    within = ".".join(str(number) for number in found.within)

    def opened(key: str) -> str:
        return address({"within": f"{within}.{key}" if within else key})

    if drawn.of_communities:
        made = [
            DrawnNode(
                name=f"Community {spot.key}",
                told=f"{spot.members} nodes.",
                x=spot.x,
                y=spot.y,
                community=spot.community,
                size=spot.members / largest,
                href=opened(spot.key),
            )
            for spot in drawn.spots
        ]
    else:
        made = [
            DrawnNode(
                name=line.label,
                told=f"{line.degree} ties, community {line.community}, rank {rank_words(line)}.",
                x=spot.x,
                y=spot.y,
                community=spot.community,
                size=line.degree / most,
                square=not line.is_person,
                cut=line.cut,
                href=_ties_of(address, line),
            )
            for spot, line in ((spot, lines[spot.key]) for spot in drawn.spots)
        ]
    return NetworkPicture(
        title=title,
        source=source,
        nodes=made,
        ties=[
            DrawnTie(
                one=one,
                other=other,
                bridge=frozenset((keys[one], keys[other])) in bridges,
                strength=weight / heaviest if heaviest > 1 else 0.0,
            )
            for one, other, weight in drawn.joins
        ],
        circles="Community" if drawn.of_communities else "Person, by reference",
        squares=squares,
        sized_by="number of nodes" if drawn.of_communities else "number of ties",
        table_href="#nodes",
    )


def standing(found: Measured, size: int, *, ties: int) -> list[Fact]:
    """What is said of the whole before anything else."""
    stable = "" if found.stability is None else f"{found.stability:.2f} (1 is the same each time)"
    return [
        Fact(name="Day", value=found.on),
        Fact(name="Nodes", value=size),
        Fact(name="Ties", value=ties),
        Fact(name="Parts", value=found.components),
        Fact(name="Communities alike from other starts", value=stable or "Nothing to compare"),
        Fact(
            name="Ranks",
            value=f"Over {found.runs} runs with 15% of ties left out"
            if found.runs
            else "Not worked out on a page for so large a network",
            tone=None if found.runs else Tone.WARNING,
        ),
    ]
