"""The command that measures a network of one's own: `network`."""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

if TYPE_CHECKING:
    from click._termui_impl import ProgressBar

    from frankpledge.networks.api import Graph, Measures, Preview, RankRanges

NO = 1
WRONG_USE = 2
BAR_AFTER_SECONDS = 1.0
SHOWN = 15
WARNING = (
    "Taking out a broker or cutting a bridge may raise violence: write down why it would not "
    "before anybody acts on it."
)
NEVER_A_SCORE = (
    "These are measures of what was recorded, never a risk score of a person: who is watched "
    "more is tied more."
)


def stop(sentence: str, status: int) -> NoReturn:
    """Says why on standard error, in one sentence, and ends with the status."""
    click.echo(sentence, err=True)
    sys.exit(status)


@contextmanager
def progress(length: int) -> Iterator[Callable[[int], None]]:
    """A bar on a terminal, once the work has taken a while; elsewhere nothing."""
    begun = time.monotonic()
    bars: list[ProgressBar[int]] = []

    def step(done: int) -> None:
        if not sys.stderr.isatty() or (not bars and time.monotonic() - begun < BAR_AFTER_SECONDS):
            return
        if not bars:
            bars.append(
                click.progressbar(
                    length=length, label="Ranks with ties missing", file=sys.stderr, show_eta=True
                )
            )
            bars[0].__enter__()
        bars[0].update(done - bars[0].pos)

    try:
        yield step
    finally:
        if bars:
            bars[0].__exit__(None, None, None)


@contextmanager
def stopping() -> Iterator[Callable[[], bool]]:
    """Whether somebody pressed Ctrl-C, which then ends the run at hand and not the program."""
    pressed = False

    def press(number: int, frame: object) -> None:
        nonlocal pressed
        pressed = True

    before = signal.signal(signal.SIGINT, press)
    try:
        yield lambda: pressed
    finally:
        signal.signal(signal.SIGINT, before)


@click.command("network")
@click.argument("edges", metavar="EDGES.csv", type=click.Path(path_type=Path))
@click.option(
    "--nodes",
    metavar="NODES.csv",
    type=click.Path(path_type=Path),
    help="Every node, one a line under id, so that those without a tie are counted.",
)
@click.option("--seed", type=int, default=0, show_default=True, help="Of what is drawn by lot.")
@click.option(
    "--runs",
    type=click.IntRange(min=0),
    help="How often ties are left out to find the rank ranges.  [default: 100, fewer if large]",
)
@click.option(
    "--removed",
    type=click.FloatRange(0, 1, min_open=True, max_open=True),
    default=0.15,
    show_default=True,
    help="The share of ties that each of those runs leaves out.",
)
@click.option("--weighted", is_flag=True, help="Let strengths of ties count in the constraint.")
@click.option(
    "--keep",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Where runs are kept when they are stopped with Ctrl-C, and carried on from.",
)
@click.option("--encoding", metavar="NAME", help="Of the lists, if not UTF-8; such as cp1252.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON only.")
def network(
    *,
    edges: Path,
    nodes: Path | None,
    seed: int,
    runs: int | None,
    removed: float,
    weighted: bool,
    keep: Path | None,
    encoding: str | None,
    as_json: bool,
) -> None:
    """Measure a network: who stands between whom, and how sure that is.

    EDGES.csv has one tie a line under source,target or source,target,weight. Ties have no
    direction; a pair that stands twice is one tie, its weights added, and a tie to oneself is
    left out. Ranks are by betweenness, 1 the highest; rank_low and rank_high hold it in nine of
    ten runs in which some ties are missing. Nothing is loaded into the register.

    Example: frankpledge network ties.csv --nodes people.csv --json
    """
    from frankpledge.networks.api import Graph, Refused, WrongUse, measure, read_network

    if seed < 0:
        stop("The seed is below nought; give a whole number such as 7.", WRONG_USE)
    try:
        read = read_network(edges, nodes, encoding=encoding)
        graph = Graph.of_chart(read.whole())
        measures = measure(graph, seed=seed, weighted=weighted)
        ranked = _ranked(graph, seed=seed, runs=runs, removed=removed, keep=keep)
    except WrongUse as wrong:
        stop(str(wrong), WRONG_USE)
    except Refused as refused:
        stop(str(refused), NO)
    except OSError as broken:
        named = f"{broken.filename}: " if broken.filename else ""
        stop(f"{named}{broken.strerror}; check that it can be read and written.", NO)
    if as_json:
        plain = as_plain(graph, measures, ranked, read, seed=seed, removed=removed)
        click.echo(json.dumps(plain, ensure_ascii=False, indent=1, allow_nan=False))
    else:
        _tell(graph, measures, ranked, read)


def _ranked(
    graph: Graph, *, seed: int, runs: int | None, removed: float, keep: Path | None
) -> RankRanges:
    from frankpledge.networks.api import begun, carried_on, ranges, resumed, runs_for

    wanted = runs_for(graph) if runs is None else runs
    if keep is not None and keep.exists():
        done = resumed(keep.read_bytes(), graph, seed=seed, removed=removed)
    else:
        done = begun(graph, seed=seed, removed=removed)
    with progress(wanted) as step, stopping() as pressed:
        done = carried_on(
            done, graph, runs=wanted, seed=seed, removed=removed, stop=pressed, step=step
        )
    if keep is not None and done.done:
        unfinished = keep.with_name(f".{keep.name}.{os.getpid()}.part")
        unfinished.write_bytes(done.as_bytes())
        unfinished.replace(keep)
    if done.done < wanted:
        kept = f"they are kept in {keep}; ask again to carry on" if keep else "--keep keeps them"
        stop(f"Stopped after {done.done} of {wanted} runs; {kept}.", NO)
    return ranges(done)


def as_plain(
    graph: Graph,
    measures: Measures,
    ranked: RankRanges,
    read: Preview,
    *,
    seed: int,
    removed: float,
) -> dict[str, object]:
    """What `network --json` prints. Where the constraint is not defined it is null."""
    return {
        "nodes": [
            {
                "id": identifier,
                "degree": degree,
                "betweenness": between,
                "constraint": None if held != held else held,
                "core": core,
                "component": component,
                "community": community,
                "rank_low": low,
                "rank_high": high,
            }
            for identifier, degree, between, held, core, component, community, low, high in zip(
                graph.ids,
                measures.degree.tolist(),
                measures.betweenness.tolist(),
                measures.constraint.tolist(),
                measures.core.tolist(),
                measures.component.tolist(),
                measures.community.tolist(),
                ranked.low.tolist(),
                ranked.high.tolist(),
                strict=True,
            )
        ],
        "articulation_points": [graph.ids[at] for at in measures.articulation_points],
        "bridges": [[graph.ids[a], graph.ids[b]] for a, b in measures.bridges],
        "ties": len(graph.left),
        "communities": {
            "modularity": measures.communities.quality,
            "stability": measures.communities.stability,
            "kept_together": list(measures.communities.kept_together),
        },
        "ranks": {"by": "betweenness", "runs": ranked.runs, "removed": removed, "seed": seed},
        "duplicates": read.said.duplicates,
        "self_ties": read.said.self_ties,
        "only_in_ties": read.said.only_in_ties,
        "unused": list(read.said.unused),
        "caveats": [NEVER_A_SCORE, WARNING],
    }


def _tell(graph: Graph, measures: Measures, ranked: RankRanges, read: Preview) -> None:
    parts = int(measures.component.max(initial=0))
    groups = int(measures.community.max(initial=0))
    counted = (
        _counted(graph.size, "node"),
        _counted(len(graph.left), "tie"),
        _counted(parts, "component"),
        _counted(groups, "community", "communities"),
    )
    click.echo(f"{', '.join(counted)}.")
    for line in _said(read):
        click.echo(line)
    if (stability := measures.communities.stability) is not None:
        click.echo(f"Communities come out alike from other seeds: {stability:.2f} (1 is the same).")
    order = sorted(range(graph.size), key=lambda at: (ranked.low[at], ranked.high[at], at))
    wide = max([2, *(len(graph.ids[at]) for at in order[:SHOWN])])
    click.echo(
        f"\n{'id':<{wide}}  degree  betweenness  constraint  core  component  community  rank"
    )
    for at in order[:SHOWN]:
        held = measures.constraint[at]
        click.echo(
            f"{graph.ids[at]:<{wide}}  {measures.degree[at]:>6}  {measures.betweenness[at]:>11.3f}"
            f"  {'none' if held != held else format(held, '.3f'):>10}  {measures.core[at]:>4}"
            f"  {measures.component[at]:>9}  {measures.community[at]:>9}"
            f"  {ranked.low[at]} to {ranked.high[at]}"
        )
    if graph.size > SHOWN:
        click.echo(f"… and {graph.size - SHOWN:,} more; --json gives them all.")
    click.echo(
        f"\nArticulation points: {', '.join(graph.ids[at] for at in measures.articulation_points)}"
        if measures.articulation_points
        else "\nNo articulation points."
    )
    click.echo(
        "Bridges: " + "; ".join(f"{graph.ids[a]} to {graph.ids[b]}" for a, b in measures.bridges)
        if measures.bridges
        else "No bridges."
    )
    if measures.articulation_points or measures.bridges:
        click.echo(WARNING)
    click.echo(NEVER_A_SCORE)


def _counted(many: int, one: str, several: str = "") -> str:
    return f"{many:,} {one if many == 1 else several or f'{one}s'}"


def _said(read: Preview) -> Iterator[str]:
    said = read.said
    if said.duplicates:
        yield f"Pairs that stand there again: {said.duplicates:,}; their weights are added."
    if said.self_ties:
        yield f"Ties of a node to itself: {said.self_ties:,}; they are left out."
    if said.only_in_ties:
        yield f"Nodes that only the ties name: {said.only_in_ties:,}; they are counted."
    if said.unused:
        yield f"Not used: {', '.join(said.unused)}."
