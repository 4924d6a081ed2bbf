"""Rank ranges of a network too large for a page: long work, done as whoever asked for it."""

from __future__ import annotations

import hashlib
import time
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.urls import reverse

from frankpledge.access.api import Actor, Decision, record, require
from frankpledge.groups import policies
from frankpledge.groups.charting import SEED, Asked, graph_of
from frankpledge.groups.policies import Act
from frankpledge.groups.switching import areas_on
from frankpledge.kernel import DomainError
from frankpledge.networks import api as networks
from frankpledge.networks.api import Graph, RankRanges
from frankpledge.work import api as work

RANKS = "groups.rank_ranges"
KEPT_EVERY_SECONDS = 5.0
CHANGED = "The network has changed since this was asked for. Open it and ask again."


def _given(asked: Asked, graph: Graph) -> dict[str, object]:
    """What was asked for as long work keeps it, with what tells this network from every other."""
    return {
        "on": asked.on.isoformat(),
        "d": asked.with_unassessable,
        "around": str(asked.around or ""),
        "of": _digest(graph),
    }


def asked_of(given: work.Given) -> Asked:
    """What was asked for."""
    return Asked(
        on=date.fromisoformat(str(given["on"])),
        with_unassessable=bool(given["d"]),
        around=UUID(str(given["around"])) if given["around"] else None,
    )


def _digest(graph: Graph) -> str:
    told = hashlib.sha256(repr(graph.ids).encode())
    told.update(graph.left.tobytes() + graph.right.tobytes())
    return told.hexdigest()


@transaction.atomic
def rank_network(*, asked: Asked, by: Actor, at: datetime) -> UUID:
    """Ask for the rank ranges of a network as *by* may see it; the identity of the work.

    Asked twice of the same network it is the same work. Raises `NotPermitted`.
    """
    require(policies.may_rank_network(by, areas_on=areas_on(at)))
    graph = graph_of(asked.seen(by))
    record(Act.RANK_NETWORK, None, by=by, at=at)
    return work.ask(RANKS, given=_given(asked, graph), by=by, at=at)


def standing(asked: Asked, graph: Graph, by: Actor) -> work.Progress | None:
    """How far the ranks of this very network are, if *by* asked for them."""
    return work.standing(RANKS, given=_given(asked, graph), by=by)


def ranked(progress: work.Progress | None, graph: Graph, by: Actor) -> RankRanges | None:
    """The ranges, where they are done and are of this very network."""
    if progress is None or progress.state != work.State.DONE:
        return None
    held = work.taken(job_id=progress.uid, by=by)
    return networks.ranges(networks.resumed(held, graph, seed=SEED)) if held else None


def _may(by: Actor, given: work.Given, at: datetime) -> Decision:
    return policies.may_rank_network(by, areas_on=areas_on(at))


def _perform(given: work.Given, by: Actor, at: datetime, going: work.Going) -> work.Result:
    graph = graph_of(asked_of(given).seen(by))
    if _digest(graph) != given["of"]:
        raise DomainError(CHANGED)
    runs = networks.runs_for(graph)
    going.step(0, runs)
    held = going.kept()
    if held:
        done = networks.resumed(held, graph, seed=SEED)
    else:
        done = networks.begun(graph, seed=SEED)
    last = time.monotonic()
    while done.done < runs:
        done = networks.carried_on(done, graph, runs=done.done + 1, seed=SEED)
        if time.monotonic() - last >= KEPT_EVERY_SECONDS:
            going.keep(done.as_bytes())
            last = time.monotonic()
        going.step(done.done, runs)
    held = done.as_bytes()
    made = work.Made(name="ranks", media_type="application/octet-stream", content=held)
    return work.Result(files=[made])


def _back(given: work.Given) -> str:
    asked = asked_of(given)
    day = asked.on
    at = (
        reverse("network:around", args=[asked.around]) if asked.around else reverse("network:index")
    )
    query = f"?on_day={day.day}&on_month={day.month}&on_year={day.year}"
    return at + query + ("&d=on" if asked.with_unassessable else "") + "#nodes"


def offer() -> None:
    """Let rank ranges be asked for as long work."""
    work.offer(
        work.Sort(
            code=RANKS,
            title="Rank ranges of a network",
            may=_may,
            perform=_perform,
            back=_back,
            handed_over=False,
        )
    )
