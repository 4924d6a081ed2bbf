"""What became of what each source told: a track record by a mark, which names nobody.

It is worked out from the receipts of people with accounts, each time it is looked at, so that a
grade given anew counts anew. A card has no track record: many people tell things by one card.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from frankpledge.access.api import (
    Actor,
    Decision,
    Kind,
    Link,
    LinkKind,
    NotFound,
    Tag,
    fetch,
    protect,
    record,
    require,
)
from frankpledge.intelligence.hashing import keyed
from frankpledge.intelligence.models import (
    Grade,
    IntelligenceGrade,
    Outcome,
    Receipt,
    Report,
    Source,
    SourceGrade,
    Submission,
)
from frankpledge.intelligence.policies import (
    Act,
    may_ask_to_open_source,
    may_read_sources,
    may_remark_on_source,
)
from frankpledge.intelligence.sharing.unsafe import refuse_giveaways
from frankpledge.intelligence.sources.policies import LEAST_VETTING

_LETTERS = "23456789BCDFGHJKMNPQRSTVWXYZ"


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackRecord:
    """How many things somebody told and how they were graded. Not who, when or what."""

    reference: str
    items: int
    undecided: int
    not_intelligence: int
    by_source: tuple[tuple[str, int], ...]
    by_intelligence: tuple[tuple[str, int], ...]
    remark: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceOf:
    """The source of one submission, for the page from which its box may be asked for."""

    submission: UUID
    submission_reference: str
    record: TrackRecord | None
    may_ask: Decision
    may_remark: Decision


def mark_of(holder: str) -> str:
    """The mark of a source: from what its receipts are held under, by a key of its own."""
    return keyed("source mark", holder)[:40]


def reference_of(mark: str) -> str:
    """What people call a source: short, always the same, and telling nothing."""
    drawn = int(keyed("source reference", mark), 16)
    letters = []
    for _ in range(6):
        drawn, place = divmod(drawn, len(_LETTERS))
        letters.append(_LETTERS[place])
    return "S-" + "".join(letters)


@transaction.atomic
def track_records(*, by: Actor, at: datetime) -> list[TrackRecord]:
    """The track record of every source, those who told most first. Recorded.

    Raises `NotPermitted` for anybody but the source unit.
    """
    require(may_read_sources(by))
    receipts = _still_held(by)
    kept = {row.mark: row for row in Source.open_to(by)}
    told: dict[str, list[UUID]] = {row.mark: [] for row in kept.values()}
    for holder, submission in receipts:
        told.setdefault(mark_of(holder), []).append(submission)
    became = _what_became(sorted({uid for uids in told.values() for uid in uids}), by)
    record(Act.READ_SOURCES, [row.protection for row in kept.values()], by=by, at=at)
    found = [_track_record(mark, uids, became, kept.get(mark)) for mark, uids in told.items()]
    return sorted(found, key=lambda each: (-each.items, each.reference))


@transaction.atomic
def source_of(*, submission_id: UUID, is_asked: bool = False, by: Actor, at: datetime) -> SourceOf:
    """The track record of whoever told one thing, without saying who. Recorded.

    Raises `NotPermitted` for anybody but the source unit, and `NotFound`.
    """
    submission = fetch(Submission, submission_id, by=by, at=at, act=Act.READ_SOURCES)
    require(may_read_sources(by))
    mark = _mark_for(submission, by)
    return SourceOf(
        submission=submission.uid,
        submission_reference=submission.reference,
        record=_record_of(mark, by) if mark else None,
        may_ask=may_ask_to_open_source(by, submission, is_asked=is_asked),
        may_remark=may_remark_on_source(by),
    )


@transaction.atomic
def remark_on(*, submission_id: UUID, remark: str, by: Actor, at: datetime) -> str:
    """Keep what the source unit makes of a source, beside its track record; give its reference.

    Raises `NotPermitted`, `NotFound` where the source has no mark, and `UnsafeText` for what
    would say who it is.
    """
    submission = fetch(Submission, submission_id, by=by, at=at, act=Act.READ_SOURCES)
    require(may_remark_on_source(by))
    mark = _mark_for(submission, by)
    if mark is None:
        raise NotFound
    refuse_giveaways(remark, argument="remark")
    row = _kept(mark, by=by, at=at)
    row.remark = remark.strip()
    row.save(update_fields=["remark"])
    record(Act.REMARK_ON_SOURCE, row.protection, by=by, at=at, fields=["remark"])
    return row.reference


@transaction.atomic
def carry_over(*, submission_id: UUID, by: Actor, at: datetime) -> None:
    """Keep how one thing was graded in its source's track record, before its words are disposed
    of. Without it the source would seem to have told less than it did.

    Raises `NotPermitted` for anybody but the source unit, and `NotFound`.
    """
    require(may_read_sources(by))
    submission = fetch(Submission, submission_id, by=by, at=at, act=Act.READ_SOURCES)
    mark = _mark_for(submission, by)
    if mark is None:
        return
    row = _kept(mark, by=by, at=at)
    counted = Counter({str(key): int(times) for key, times in row.carried.items()})
    counted.update(_keys(_what_became([submission.uid], by)[submission.uid]))
    row.carried = dict(counted)
    row.save(update_fields=["carried"])
    record(Act.REMARK_ON_SOURCE, row.protection, by=by, at=at, fields=["carried"])


def _kept(mark: str, *, by: Actor, at: datetime) -> Source:
    row = Source.open_to(by).filter(mark=mark).select_related("protection").first()
    if row is None:
        row = Source(
            protection=protect(
                Kind.SOURCE_IDENTITY,
                owner=by.agency_id,
                by=by,
                at=at,
                tags=[Tag.SOURCE],
                min_vetting=LEAST_VETTING,
            ),
            reference=reference_of(mark),
            mark=mark,
        )
        row.save(force_insert=True)
    return row


def _mark_for(submission: Submission, by: Actor) -> str | None:
    receipt = Receipt.open_to(by).filter(submission=submission).exclude(holder="").first()
    return mark_of(receipt.holder) if receipt is not None else None


def _still_held(by: Actor) -> list[tuple[str, UUID]]:
    """Under what each receipt is held and of what, where the words have not been let go of: how
    those were graded was carried over."""
    return list(
        Receipt.open_to(by)
        .filter(submission__in=Submission.open_to(by))
        .exclude(holder="")
        .values_list("holder", "submission_id")
    )


def _record_of(mark: str, by: Actor) -> TrackRecord:
    receipts = _still_held(by)
    uids = [submission for holder, submission in receipts if mark_of(holder) == mark]
    return _track_record(
        mark, uids, _what_became(uids, by), Source.open_to(by).filter(mark=mark).first()
    )


Became = tuple[Report, Grade | None] | None


def _what_became(submissions: Sequence[UUID], by: Actor) -> Mapping[UUID, Became]:
    """The report that each submission was evaluated as, with the grade that stands."""
    joined = dict(
        Link.open_to(by)
        .filter(relation=LinkKind.EVALUATED_AS, earlier_id__in=submissions)
        .values_list("earlier_id", "later_id")
    )
    reports = {row.uid: row for row in Report.open_to(by).filter(pk__in=joined.values())}
    grades = Grade.standing_of_each(reports.values())
    found: dict[UUID, Became] = {}
    for uid in submissions:
        report = reports.get(joined[uid]) if uid in joined else None
        found[uid] = (report, grades.get(report.uid)) if report is not None else None
    return found


def _keys(became: Became) -> list[str]:
    """What one thing counts as: an item, and how it was graded or that it was not."""
    if became is None:
        return ["items", "undecided"]
    report, grade = became
    if grade is None or report.outcome != Outcome.INTELLIGENCE:
        return ["items", "not_intelligence"]
    return ["items", f"source {grade.source}", f"intelligence {grade.intelligence}"]


def _track_record(
    mark: str, uids: Iterable[UUID], became: Mapping[UUID, Became], kept: Source | None
) -> TrackRecord:
    counted = Counter({str(key): int(times) for key, times in kept.carried.items()} if kept else {})
    for uid in uids:
        counted.update(_keys(became[uid]))
    return TrackRecord(
        reference=kept.reference if kept else reference_of(mark),
        items=counted["items"],
        undecided=counted["undecided"],
        not_intelligence=counted["not_intelligence"],
        by_source=tuple(
            (str(each.label), counted[f"source {each.value}"])
            for each in SourceGrade
            if counted[f"source {each.value}"]
        ),
        by_intelligence=tuple(
            (str(each.label), counted[f"intelligence {each.value}"])
            for each in IntelligenceGrade
            if counted[f"intelligence {each.value}"]
        ),
        remark=kept.remark if kept else "",
    )
