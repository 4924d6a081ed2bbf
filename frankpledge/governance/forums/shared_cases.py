"""Shared cases without pooling names: what forums say themselves, and runs over keyed hashes.

The key is made and kept by an information governance lead and never comes here. Hashes are made on
each partner's own side, serve one count, and are deleted with it. Nothing here takes a name or a
hash and says where it is known.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localtime

from frankpledge.access.api import (
    Actor,
    Decision,
    NotFound,
    fetch,
    record,
    require,
)
from frankpledge.governance import policies
from frankpledge.governance.forums import said
from frankpledge.governance.forums.overlap_safety import FEWEST, count_pairs
from frankpledge.governance.models import (
    ForumEntry,
    HashSort,
    OverlapEstimate,
    Run,
    RunCount,
    RunGiving,
    RunHash,
)
from frankpledge.governance.models.shared_cases import BANDS
from frankpledge.governance.policies import Act
from frankpledge.kernel import DomainError

OPEN_FOR = timedelta(days=14)
BETWEEN_RUNS = timedelta(days=180)
"""Two counts of the same forums soon after one another would tell who came between them."""
MOST = 5000
FIRST_LINE = "frankpledge shared cases 1"
_HASH = re.compile(r"[0-9a-f]{64}")


class TooSoon(DomainError):
    """A run is open, or the last one was counted too short a time ago."""


class UnusableRun(DomainError):
    """A run names its assessment, and what its key makes of its name."""


class UnusableFile(DomainError):
    """The file was not made by the offline page for this run, or is too short or long."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RunLine:
    """One run as the page shows it: forums that gave to it are those that the reader may see."""

    number: int
    code: str
    assessment: str
    opened_at: datetime
    ends_at: datetime
    counted_at: datetime | None
    is_open: bool
    given_by: tuple[str, ...]
    counts: tuple[tuple[str, str, str, int | None], ...]
    """Two forums, what was counted (people or addresses), about how many (None: under five)."""
    may_count: Decision
    may_empty: Decision


@transaction.atomic
def estimate_overlap(*, entry_id: UUID, other_id: UUID, band: str, by: Actor, at: datetime) -> None:
    """Say, as a band, how many of a forum's cases another forum knows too. Said again, it replaces.

    Raises `NotPermitted`, `NotFound` for a forum out of sight, and `UnusableRun` for itself.
    """
    row = fetch(ForumEntry, entry_id, by=by, at=at, act=Act.READ_ENTRY, lock=True)
    require(policies.may_estimate_overlap(by, row))
    other = ForumEntry.open_to(by).filter(pk=other_id).first()
    if other is None:
        raise NotFound
    if other.uid == row.uid:
        raise UnusableRun("Choose another forum", argument="other")
    if band not in dict(BANDS):
        raise UnusableRun("Choose about how many", argument="band")
    OverlapEstimate.objects.update_or_create(
        entry=row,
        other=other,
        said_on=localtime(at).date(),
        defaults={"band": band, "said_by_id": by.person_id},
    )
    record(Act.ESTIMATE_OVERLAP, row, by=by, at=at, fields=("band",))


def estimates(uids: Iterable[UUID]) -> dict[tuple[UUID, UUID], str]:
    """The newest band that each of these forums gave for each other of them."""
    listed = list(uids)
    rows = OverlapEstimate.objects.filter(entry__in=listed, other__in=listed).order_by("said_on")
    return {(row.entry_id, row.other_id): row.band for row in rows}


def counted(uids: Iterable[UUID]) -> dict[tuple[UUID, UUID], str]:
    """What the last counted run found for each two of these forums, in words."""
    last = Run.objects.filter(counted_at__isnull=False).order_by("counted_at").last()
    listed = list(uids)
    found: dict[tuple[UUID, UUID], list[str]] = {}
    for row in RunCount.objects.filter(run=last, one__in=listed, other__in=listed).order_by("sort"):
        found.setdefault((row.one_id, row.other_id), []).append(
            f"{row.get_sort_display()}: {about(row.about)}"
        )
    return {pair: ". ".join(words) for pair, words in found.items()}


def about(count: int | None) -> str:
    """A count that was made safe, in words."""
    return "fewer than 5" if count is None else f"about {count}"


@transaction.atomic
def open_run(*, assessment: str, code: str, check_value: str, by: Actor, at: datetime) -> int:
    """Open a count of shared cases for a fortnight. The key stays with whoever made it.

    *code* and *check_value* are what the offline page showed when it made the key. Raises
    `NotPermitted`, `TooSoon`, and `UnusableRun`.
    """
    require(policies.may_open_run(by))
    delete_what_ended(at)
    code = code.strip().upper()
    if not assessment.strip():
        raise UnusableRun("Enter the reference of the impact assessment", argument="assessment")
    if not re.fullmatch(r"[A-Z0-9-]{4,12}", code) or Run.objects.filter(code=code).exists():
        raise UnusableRun("Enter a new name for the run, as the page showed it", argument="code")
    if not _HASH.fullmatch(check_value.strip()):
        raise UnusableRun("Enter the check value as the page showed it", argument="check_value")
    if Run.objects.filter(deleted_at=None).exists():
        raise TooSoon("A run is open. Count it or let it go first", argument="code")
    if Run.objects.filter(counted_at__gt=at - BETWEEN_RUNS).exists():
        raise TooSoon("The last run was counted less than 180 days ago", argument="code")
    row = Run.objects.create(
        code=code,
        check_value=check_value.strip(),
        assessment=assessment.strip(),
        opened_at=at,
        opened_by_id=by.person_id,
        ends_at=at + OPEN_FOR,
    )
    record(Act.OPEN_RUN, None, by=by, at=at, fields=[code])
    return row.id


@transaction.atomic
def give_hashes(*, number: int, entry_id: UUID, text: str, by: Actor, at: datetime) -> int:
    """Give a forum's file of hashes to a run, once, and say how many there were.

    Raises `NotPermitted`, `NotFound`, and `UnusableFile`.
    """
    run = _run(number)
    row = fetch(ForumEntry, entry_id, by=by, at=at, act=Act.READ_ENTRY, lock=True)
    require(policies.may_give_hashes(by, row, run, at=at))
    values = read_file(text, run=run.code, check_value=run.check_value)
    if RunGiving.objects.filter(run=run, entry=row).exists():
        raise UnusableFile("This forum has given its file already", argument="text")
    giving = RunGiving.objects.create(run=run, entry=row, given_at=at, given_by_id=by.person_id)
    RunHash.objects.bulk_create(
        RunHash(giving=giving, sort=sort, value=value)
        for sort, hashes in sorted(values.items())
        for value in sorted(hashes)
    )
    record(Act.GIVE_HASHES, row, by=by, at=at, fields=[run.code])
    return sum(len(hashes) for hashes in values.values())


@transaction.atomic
def count_run(*, number: int, chance: Random, by: Actor, at: datetime) -> int:
    """Count what each two forums share, keep the safe counts, and delete every hash. Say how many
    pairs there were.

    *chance* moves the counts; give one that nobody can foresee. Raises `NotPermitted`, `NotFound`,
    and `UnusableRun` where fewer than two forums gave.
    """
    run = _run(number)
    require(policies.may_count_run(by, run, at=at))
    given: dict[str, dict[str, set[str]]] = {}
    for sort, entry, value in RunHash.objects.filter(giving__run=run).values_list(
        "sort", "giving__entry_id", "value"
    ):
        given.setdefault(sort, {}).setdefault(str(entry), set()).add(value)
    if len(given.get(HashSort.PERSON, {})) < 2:
        raise UnusableRun("Fewer than two forums have given their files")
    counts = [
        RunCount(run=run, one_id=UUID(one), other_id=UUID(other), sort=sort, about=about)
        for sort in sorted(given)
        for (one, other), about in count_pairs(given[sort], chance).items()
    ]
    RunCount.objects.bulk_create(counts)
    run.counted_at = at
    _empty(run, at)
    record(Act.COUNT_RUN, None, by=by, at=at, fields=[run.code])
    return len(counts)


@transaction.atomic
def empty_run(*, number: int, by: Actor, at: datetime) -> None:
    """Let a run go uncounted: its hashes are deleted. Raises `NotPermitted` and `NotFound`."""
    run = _run(number)
    require(policies.may_empty_run(by, run))
    _empty(run, at)
    record(Act.EMPTY_RUN, None, by=by, at=at, fields=[run.code])


@transaction.atomic
def delete_what_ended(now: datetime) -> int:
    """Delete the hashes of every run whose time has ended, and say how many runs there were.

    Done daily by `purge_hashes`, and whenever runs are looked at: time alone decides it.
    """
    ended = list(
        Run.objects.select_for_update(of=("self",)).filter(deleted_at=None, ends_at__lte=now)
    )
    for run in ended:
        _empty(run, now)
    return len(ended)


def runs(*, by: Actor, at: datetime) -> tuple[RunLine, ...]:
    """Every run, newest first, with counts of pairs that *by* may see both forums of."""
    require(policies.may_read_map(by))
    delete_what_ended(at)
    rows = list(Run.objects.order_by("-opened_at", "-id")[:20])
    uids = list(ForumEntry.open_to(by).values_list("pk", flat=True))
    names = _names(uids, at)
    given: dict[int, list[str]] = {}
    for run_id, entry in RunGiving.objects.filter(run__in=rows, entry__in=uids).values_list(
        "run_id", "entry_id"
    ):
        given.setdefault(run_id, []).append(names[entry])
    counts: dict[int, list[tuple[str, str, str, int | None]]] = {}
    for count in RunCount.objects.filter(run__in=rows, one__in=uids, other__in=uids):
        one, other = sorted((names[count.one_id], names[count.other_id]))
        counts.setdefault(count.run_id, []).append(
            (one, other, count.get_sort_display(), count.about)
        )
    return tuple(
        RunLine(
            number=row.id,
            code=row.code,
            assessment=row.assessment,
            opened_at=row.opened_at,
            ends_at=row.ends_at,
            counted_at=row.counted_at,
            is_open=row.deleted_at is None and row.ends_at > at,
            given_by=tuple(sorted(given.get(row.id, ()))),
            counts=tuple(sorted(counts.get(row.id, ()), key=lambda each: each[:3])),
            may_count=policies.may_count_run(by, row, at=at),
            may_empty=policies.may_empty_run(by, row),
        )
        for row in rows
    )


def read_file(text: str, *, run: str, check_value: str) -> dict[str, frozenset[str]]:
    """The hashes in a file of the offline page, by sort. Raises `UnusableFile` with the reason."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if len(lines) < 3 or lines[0] != FIRST_LINE:
        raise UnusableFile("This is not a file that the offline page made", argument="text")
    if lines[1] != f"run {run}":
        raise UnusableFile("This file was made for another run", argument="text")
    if lines[2] != f"check {check_value}":
        raise UnusableFile("This file was made with another key", argument="text")
    found: dict[str, set[str]] = {}
    for line in lines[3:]:
        sort, _, value = line.partition(" ")
        if sort not in HashSort.values or not _HASH.fullmatch(value):
            raise UnusableFile("The file holds something else than hashes", argument="text")
        found.setdefault(sort, set()).add(value)
    if not found or any(len(hashes) < FEWEST for hashes in found.values()):
        raise UnusableFile(
            f"A forum with fewer than {FEWEST} hashes of a sort takes no part: a short list would "
            "be a question about people",
            argument="text",
        )
    if any(len(hashes) > MOST for hashes in found.values()):
        raise UnusableFile(f"The file has more than {MOST:,} hashes of a sort", argument="text")
    return {sort: frozenset(hashes) for sort, hashes in found.items()}


def _names(uids: list[UUID], at: datetime) -> dict[UUID, str]:
    versions = said.versions_on(uids, localtime(at).date())
    return {uid: versions[uid].name if uid in versions else "" for uid in uids}


def _run(number: int) -> Run:
    row = Run.objects.select_for_update(of=("self",)).filter(id=number).first()
    if row is None:
        raise NotFound
    return row


def _empty(run: Run, at: datetime) -> None:
    RunHash.objects.filter(giving__run=run).delete()
    run.deleted_at = at
    run.save(update_fields=["counted_at", "deleted_at"])
