"""The register: finding mapped groups, and what the page of each shows to whom."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localtime

from frankpledge.access.api import (
    Action,
    Actor,
    Decision,
    Kind,
    Ref,
    areas_in,
    links_of_each,
    record,
    require,
)
from frankpledge.groups import entry, lists, policies, schemes
from frankpledge.groups.linking import people_who_count
from frankpledge.groups.models import Assessment, ErrorRecord, Group, Move, Reconciliation, Review
from frankpledge.groups.opening import groups_open_to, open_group
from frankpledge.groups.policies import Act
from frankpledge.groups.sorts import SORT_WORDS, Sort
from frankpledge.groups.states import (
    ARCHIVED_WORDS,
    ENDED,
    MAPPED,
    MOVES,
    STATUS_WORDS,
    UNASSESSED,
    Archived,
    Ground,
    Status,
    work_is_blocked,
)
from frankpledge.groups.switching import areas_on
from frankpledge.ui.api import Happening, Tone

PAGE = 50
NOT_LIVE = (*ENDED, Status.ARCHIVED)


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupLine:
    """A group in a list."""

    uid: UUID
    codename: str
    reference: str
    sort: str
    status: Status
    status_words: str
    threats: tuple[str, ...]
    area: str
    tier: str
    lead: str
    review_on: date | None
    is_late: bool
    stops: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One page of the register, and where the next begins; None where there is no more."""

    lines: tuple[GroupLine, ...]
    after: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessmentLine:
    """What a scheme made of a group on a day."""

    scheme: str
    version: str
    words: str
    between: str
    as_if: str
    coverage: int
    is_sufficient: bool
    unknown: tuple[str, ...]
    sureness: str
    parts: tuple[tuple[str, str], ...]
    by: str
    agency: str
    at: datetime
    is_latest: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupFacts:
    """A group as its page shows it to one reader, and what they may do."""

    line: GroupLine
    card: str
    owner: str
    score_owner: str
    main_threat: str
    tier_why: str
    plan_due_on: date | None
    assessed_on: date | None
    last_intelligence_on: date | None
    children_involved: int | None
    people_known: int | None
    people_who_count: int | None
    entry_test: str
    entry_fails: tuple[str, ...]
    archived_why: str
    into: str
    proposed_why: str
    timeline: tuple[Happening, ...]
    assessments: tuple[AssessmentLine, ...]
    suggested_tier: str
    shows_scores: bool
    shows_people: bool
    error_asked: bool
    error_agreed: bool
    next_moves: tuple[tuple[Status, str, Decision], ...]
    may_describe: Decision
    may_assess: Decision
    may_decide_tier: Decision
    may_name_lead: Decision
    may_review: Decision
    may_propose: Decision
    may_merge: Decision
    may_transfer: Decision
    may_ask_error: Decision
    may_record_link: Decision
    may_reconcile: Decision
    may_plan: bool


def planned(uids: Iterable[UUID], by: Actor) -> frozenset[UUID]:
    """Of which of these groups a plan came that *by* may see. What is hidden changes nothing."""
    found = links_of_each(uids, by)
    return frozenset(
        uid
        for uid, joined in found.items()
        if any(each.later.kind == Kind.PLAN and each.earlier.uid == uid for each in joined)
    )


def line_of(row: Group, on: date, *, is_planned: bool) -> GroupLine:
    """One group as a list shows it."""
    status = Status(row.status)
    return GroupLine(
        uid=row.uid,
        codename=row.codename,
        reference=row.reference,
        sort=SORT_WORDS[Sort(row.sort)],
        status=status,
        status_words=STATUS_WORDS[status],
        threats=lists.threat_words(row.threats),
        area=row.area.name,
        tier=row.tier,
        lead=row.lead.name if row.lead else "",
        review_on=row.review_on,
        is_late=row.is_late(on),
        stops=stops(row, on, is_planned=is_planned),
    )


def stops(row: Group, on: date, *, is_planned: bool) -> tuple[str, ...]:
    """What holds a group up, in sentences: late reviews, late plans, and what is unassessed."""
    blocked = work_is_blocked(
        Status(row.status),
        row.put_forward_on,
        on=on,
        days=int(lists.number("unassessed_work_days")),
    )
    found = [blocked] if blocked and row.status in UNASSESSED else []
    if row.is_late(on):
        found.append("Its review is late.")
    plan_is_late = row.plan_due_on is not None and row.plan_due_on < on and not is_planned
    if row.status == Status.ACTIVE and plan_is_late:
        found.append("Its plan is late: none has been made that you may see.")
    if row.proposed_at is not None:
        found.append("It was put forward for the archive and waits for a decision.")
    return tuple(found)


def listed(
    *,
    by: Actor,
    at: datetime,
    status: str = "",
    sort: str = "",
    area: str = "",
    tier: str = "",
    words: str = "",
    after: str = "",
) -> Listed:
    """One page of the register as *by* may open it: what is live, unless *status* says otherwise.

    In the order of codenames, which say nothing. *after* is where the page before ended. The look
    is recorded. Raises `NotPermitted` without a post for it, and where the register is off.
    """
    areas = areas_on(at)
    require(policies.may_list_groups(by, areas_on=areas))
    on = localtime(at).date()
    if area:
        areas = areas & {each.code for each in areas_in(area, on)}
    rows = groups_open_to(by, areas)
    rows = rows.filter(status=status) if status else rows.exclude(status__in=[*NOT_LIVE])
    if sort:
        rows = rows.filter(sort=sort)
    if tier:
        rows = rows.filter(tier=tier)
    if words:
        rows = rows.filter(Q(codename__icontains=words) | Q(reference__iexact=words))
    name, _, uid = after.partition("|")
    if name and _is_uuid(uid):
        rows = rows.filter(Q(codename__gt=name) | Q(codename=name, pk__gt=uid))
    in_order = list(rows.order_by("codename", "pk").values_list("pk", flat=True)[: PAGE + 1])
    page, more = in_order[:PAGE], in_order[PAGE:]
    opened = groups_open_to(by, areas).filter(pk__in=page).select_related("area", "lead")
    shown = sorted(opened, key=lambda row: page.index(row.pk))
    with_plans = planned(page, by)
    lines = tuple(line_of(row, on, is_planned=row.pk in with_plans) for row in shown)
    seen = [Ref(kind=Kind.GROUP, uid=line.uid) for line in lines]
    record(Act.LIST_GROUPS, seen, by=by, at=at)
    last = shown[-1] if more else None
    return Listed(lines=lines, after=f"{last.codename}|{last.uid}" if last else None)


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


@transaction.atomic
def page(*, group_id: UUID, by: Actor, at: datetime) -> GroupFacts:
    """A group as *by* may see it: a lead officer reads a card, and neither people nor scores."""
    row = open_group(group_id, by=by, at=at, act=Act.READ_GROUP)
    on = localtime(at).date()
    test = lists.entry_test(row.area_id, on)
    shows_scores = bool(policies.may_read_assessments(by, row))
    shows_people = bool(policies.may_read_people(by, row))
    counted = people_who_count(by, row, on=on) if shows_people else None
    asked = ErrorRecord.objects.filter(group=row, done_at=None).first()
    assessments = assessments_of(row, by) if shows_scores else ()
    return GroupFacts(
        line=line_of(row, on, is_planned=bool(planned([row.pk], by))),
        card=row.card,
        owner=row.protection.owner.name,
        score_owner=row.score_owner.name,
        main_threat=lists.threat_words([row.main_threat])[0],
        tier_why=row.tier_why,
        plan_due_on=row.plan_due_on,
        assessed_on=row.assessed_on,
        last_intelligence_on=row.last_intelligence_on,
        children_involved=row.children_involved,
        people_known=row.people_known,
        people_who_count=counted,
        entry_test=f"{test.name} ({test.source})",
        entry_fails=entry.fails(entry_of(row, counted=counted), Sort(row.sort), test),
        archived_why=ARCHIVED_WORDS[Archived(row.archived_why)] if row.archived_why else "",
        into=_into(row, by, at),
        proposed_why=ARCHIVED_WORDS[Archived(row.proposed_why)] if row.proposed_why else "",
        timeline=timeline(row, with_scores=shows_scores),
        assessments=assessments,
        suggested_tier=_suggested(assessments),
        shows_scores=shows_scores,
        shows_people=shows_people,
        error_asked=asked is not None,
        error_agreed=asked is not None and asked.agreed_at is not None,
        next_moves=_next_moves(row, by),
        may_describe=policies.may_describe_group(by, row),
        may_assess=policies.may_assess(by, row),
        may_decide_tier=policies.may_decide_tier(by, row),
        may_name_lead=policies.may_name_lead(by, row),
        may_review=policies.may_review_group(by, row),
        may_propose=policies.may_propose_archive(by, row),
        may_merge=policies.may_merge(by, row),
        may_transfer=policies.may_transfer(by, row),
        may_ask_error=policies.may_ask_error(by, row),
        may_record_link=policies.may_record_link(by, row),
        may_reconcile=policies.may_reconcile(by, row),
        may_plan=row.status not in NOT_LIVE and Kind.PLAN in by.kinds_for(Action.CREATE),
    )


def entry_of(row: Group, *, counted: int | None) -> entry.Entry:
    """What is known of a group for the entry test. People on record go before an estimate."""
    return entry.Entry(
        people=row.people_known if counted is None else counted,
        is_serious=row.is_serious,
        acts_together=row.acts_together,
        is_current=row.is_current,
        reports=row.reports,
    )


def _into(row: Group, by: Actor, at: datetime) -> str:
    if row.into_id is None:
        return ""
    other = groups_open_to(by, areas_on(at)).filter(pk=row.into_id).first()
    return other.codename if other else ""


def _next_moves(row: Group, by: Actor) -> tuple[tuple[Status, str, Decision], ...]:
    found = []
    for start, to in MOVES:
        if start == row.status and to != Status.ERROR:
            decision = policies.may_move_group(by, row, to)
            found.append((to, STATUS_WORDS[to], decision))
    return tuple(found)


def timeline(row: Group, *, with_scores: bool) -> tuple[Happening, ...]:
    """What has happened to a group, the latest first."""
    found = [
        Happening(
            at=move.at,
            title=STATUS_WORDS[Status(move.to)],
            by=f"{move.by.name}, {move.by.agency.short_name}",
            text=move.why,
            tone=Tone.ACTIVE if move.to in MAPPED else Tone.NEUTRAL,
        )
        for move in Move.objects.filter(group=row).select_related("by__agency")
    ]
    found += [
        Happening(
            at=review.at,
            title="Reviewed",
            by=f"{review.by.name}, {review.by.agency.short_name}",
            text=f"{review.found} What stops it: {review.stops}" if review.stops else review.found,
            tone=Tone.WARNING if review.stops else Tone.GOOD,
        )
        for review in Review.objects.filter(group=row).select_related("by__agency")
    ]
    if with_scores:
        found += [
            Happening(
                at=note.at,
                title="Two schemes disagreed",
                by=f"{note.by.name}, {note.by.agency.short_name}",
                text=note.note,
            )
            for note in Reconciliation.objects.filter(group=row).select_related("by__agency")
        ]
    return tuple(sorted(found, key=lambda each: each.at, reverse=True))


def assessments_of(row: Group, by: Actor) -> tuple[AssessmentLine, ...]:
    """Every assessment of a group that *by* may read, the latest first. None is ever altered."""
    rows = Assessment.open_to(by).filter(group=row).select_related("by", "agency")
    latest: set[str] = set()
    found = []
    for each in rows.order_by("-at", "pk"):
        outputs = each.outputs
        found.append(
            AssessmentLine(
                scheme=outputs["name"],
                version=each.version,
                words=outputs["words"],
                between=_between(outputs["low"], outputs["high"]),
                as_if=_as_if(each),
                coverage=round(100 * outputs["coverage"]),
                is_sufficient=outputs["is_sufficient"],
                unknown=tuple(outputs["unknown_words"]),
                sureness=each.sureness,
                parts=tuple((name, words) for name, words in outputs["parts"].items()),
                by=each.by.name,
                agency=each.agency.short_name,
                at=each.at,
                is_latest=each.scheme not in latest,
            )
        )
        latest.add(each.scheme)
    return tuple(found)


def _between(low: float, high: float) -> str:
    return f"{low:g}" if low == high else f"{low:g} to {high:g}"


def _as_if(each: Assessment) -> str:
    """What the scheme as it stands today would make of the same answers, if it has changed."""
    if schemes.scheme(each.scheme).hash == each.scheme_hash:
        return ""
    return schemes.score(each.scheme, each.inputs).words


def _suggested(assessments: Sequence[AssessmentLine]) -> str:
    for each in assessments:
        code = dict(each.parts).get("code")
        if code and each.is_latest and each.is_sufficient:
            return lists.tier_suggested_by(code)
    return ""


def choices_of_groups(by: Actor, at: datetime, *, apart_from: UUID) -> list[tuple[str, str]]:
    """Other active or watched groups that *by* may merge one into, by codename."""
    rows = groups_open_to(by, areas_on(at)).filter(status__in=[*MAPPED]).exclude(pk=apart_from)
    return [
        (str(row.uid), f"{row.codename} ({row.reference})") for row in rows.order_by("codename")
    ]


def among(uids: Sequence[UUID], by: Actor, at: datetime) -> dict[UUID, GroupLine]:
    """Those of the groups named that *by* may open, by identity. For pages of other modules."""
    on = localtime(at).date()
    rows = groups_open_to(by, areas_on(at)).filter(pk__in=list(uids))
    found = list(rows.select_related("area", "lead"))
    with_plans = planned([row.pk for row in found], by)
    return {row.uid: line_of(row, on, is_planned=row.pk in with_plans) for row in found}


def why_no_work(*, group_id: UUID, ground: str, by: Actor, at: datetime) -> str:
    """Why no work may be opened on a group today, or nothing where it may. Opens the group."""
    row = open_group(group_id, by=by, at=at, act=Act.OPEN_WORK)
    require(policies.may_open_work(by, row))
    return work_is_blocked(
        Status(row.status),
        row.put_forward_on,
        on=localtime(at).date(),
        days=int(lists.number("unassessed_work_days")),
        ground=Ground(ground),
    )
