"""Knows how far a node's place in the order can be relied on: ranks when some ties are missing.

The work can be stopped at any moment and carried on later from what was kept, and comes out the
same as if it had never been stopped.
"""

from __future__ import annotations

import hashlib
import io
import math
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from frankpledge.networks.graph import Graph, Real, Whole
from frankpledge.networks.measures import betweenness
from frankpledge.networks.refusals import Refused

RUNS = 100
REMOVED = 0.15
"""The share of ties that each run leaves out, between a tenth and a fifth."""
FEWEST_RUNS = 10
MOST_WORK = 200_000_000
"""Nodes times ties times runs that are worked through unless more runs are asked for by number."""
COVERED = 0.9


@dataclass(frozen=True, kw_only=True, eq=False)
class RankRuns:
    """The runs that are done. Each row of `low` and `high` is a run's ranks, a column a node.

    The first row is the network as it stands, whose `betweenness` is kept as well. `of` tells which
    network, seed and share they are of.
    """

    of: str
    betweenness: Real
    low: Whole
    high: Whole

    @property
    def done(self) -> int:
        """How many runs with ties left out are done."""
        return len(self.low) - 1

    def as_bytes(self) -> bytes:
        """What `resumed` reads, to be kept while the work is stopped."""
        kept = io.BytesIO()
        np.savez_compressed(
            kept,
            of=np.array(self.of),
            betweenness=self.betweenness,
            low=self.low,
            high=self.high,
        )
        return kept.getvalue()


@dataclass(frozen=True, kw_only=True, eq=False)
class RankRanges:
    """For each node the best and the worst rank that its betweenness has in nine runs of ten.

    Rank 1 is the highest betweenness. The rank in the network as it stands is always within, and
    `betweenness` is that of the network as it stands.
    """

    betweenness: Real
    low: Whole
    high: Whole
    runs: int


def ranks(values: Real) -> tuple[Whole, Whole]:
    """The best and worst rank of each value, the highest being 1: equal values share their ranks.

    Values that differ by less than a part in 10⁹ are equal: rounding decides no order.

    >>> [part.tolist() for part in ranks(np.array([0.0, 0.6, 0.0]))]
    [[2, 1, 2], [3, 1, 3]]
    """
    grain = np.round(values, 9)
    order = np.sort(-grain)
    low = np.searchsorted(order, -grain, side="left") + 1
    high = np.searchsorted(order, -grain, side="right")
    return low.astype(np.int64), high.astype(np.int64)


def runs_for(graph: Graph) -> int:
    """How many runs are made unless somebody says: a hundred, fewer where each is long."""
    each = max(graph.size * len(graph.left), 1)
    return min(RUNS, max(FEWEST_RUNS, MOST_WORK // each))


def begun(graph: Graph, *, seed: int = 0, removed: float = REMOVED) -> RankRuns:
    """The network as it stands, ranked, before any run with ties left out."""
    if not 0 < removed < 1:
        raise Refused("The share of ties to leave out lies between nought and one; give 0.15.")
    found = betweenness(graph)
    low, high = ranks(found)
    return RankRuns(
        of=_which(graph, seed, removed),
        betweenness=found,
        low=low[np.newaxis],
        high=high[np.newaxis],
    )


def resumed(kept: bytes, graph: Graph, *, seed: int = 0, removed: float = REMOVED) -> RankRuns:
    """Runs that were kept. Raises `Refused` where they are of another network, seed or share."""
    again = "Start again without what was kept."
    try:
        with np.load(io.BytesIO(kept), allow_pickle=False) as held:
            done = RankRuns(
                of=str(held["of"]),
                betweenness=held["betweenness"],
                low=held["low"],
                high=held["high"],
            )
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
        raise Refused(f"What was kept cannot be read. {again}") from None
    if done.of != _which(graph, seed, removed):
        raise Refused(f"What was kept is of another network, seed or share of ties. {again}")
    if done.low.shape != done.high.shape or not (
        done.low.shape[1:] == done.betweenness.shape == (graph.size,)
    ):
        raise Refused(f"What was kept is not whole. {again}")
    return done


def carried_on(
    done: RankRuns,
    graph: Graph,
    *,
    runs: int,
    seed: int = 0,
    removed: float = REMOVED,
    stop: Callable[[], bool] = lambda: False,
    step: Callable[[int], None] = lambda number: None,
) -> RankRuns:
    """As many more runs as are wanting to *runs*, or until *stop* says so.

    Run i leaves out the same ties whenever it is made, so stopping changes nothing. *step* is
    told the number of runs done.
    """
    low, high = list(done.low), list(done.high)
    for run in range(done.done, runs):
        if stop():
            break
        best, worst = ranks(betweenness(graph.without(_left_out(graph, run, seed, removed))))
        low.append(best)
        high.append(worst)
        step(run + 1)
    return replace(done, low=np.array(low), high=np.array(high))


def ranges(done: RankRuns) -> RankRanges:
    """The ranges over the runs that are done; of the network as it stands where there are none."""
    low, high = done.low[0], done.high[0]
    if done.done:
        out = math.floor(done.done * (1 - COVERED) / 2)
        low = np.minimum(low, np.sort(done.low[1:], axis=0)[out])
        high = np.maximum(high, np.sort(done.high[1:], axis=0)[-1 - out])
    return RankRanges(betweenness=done.betweenness, low=low, high=high, runs=done.done)


def rank_ranges(
    graph: Graph,
    *,
    seed: int = 0,
    runs: int | None = None,
    removed: float = REMOVED,
    step: Callable[[int], None] = lambda number: None,
) -> RankRanges:
    """Each node's range of ranks by betweenness when a share of ties is missing at random.

    In each run a share *removed* of the ties, at least one, is left out, each tie as likely as
    any other; the nodes are ranked by what is left. Nodes that cannot be told apart share their
    ranks, so that a node with nought may stand anywhere among all that have nought. The idea that
    a place in the order is to be given with its range: Rostami and Mondani 2015 (the same people
    rank differently by dataset). Ties are not really missing at random: a wide range says that
    the order tells nothing, and a narrow one does not say that it is right.
    """
    wanted = runs_for(graph) if runs is None else runs
    done = begun(graph, seed=seed, removed=removed)
    return ranges(carried_on(done, graph, runs=wanted, seed=seed, removed=removed, step=step))


def _left_out(
    graph: Graph, run: int, seed: int, removed: float
) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    out = np.zeros(len(graph.left), dtype=np.bool_)
    if len(out):
        many = max(1, round(removed * len(out)))
        out[np.random.default_rng([seed, run]).permutation(len(out))[:many]] = True
    return out


def _which(graph: Graph, seed: int, removed: float) -> str:
    told = hashlib.sha256(repr((graph.ids, seed, removed)).encode())
    told.update(graph.left.tobytes() + graph.right.tobytes())
    return told.hexdigest()
