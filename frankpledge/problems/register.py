"""Problems: finding them, and what the page of each shows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.timezone import localtime

from frankpledge.access.api import (
    Actor,
    Agency,
    Area,
    Decision,
    Forum,
    Kind,
    Person,
    Protection,
    areas_in,
    fetch,
    record,
    require,
)
from frankpledge.problems import policies
from frankpledge.problems.models import (
    OVER,
    Partner,
    PlaceKind,
    Pointer,
    Problem,
    ProblemEvent,
    Status,
    StillSafe,
    What,
)
from frankpledge.problems.policies import Act
from frankpledge.ui.api import Happening, Tone

AREA_KINDS = ("district", "unitary")
"""Kinds of area in which a problem can lie: the smallest that a partnership is made of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemLine:
    """A problem in a list."""

    uid: UUID
    reference: str
    title: str
    place: str
    place_kind: str
    area_code: str
    area: str
    status: Status
    owner_id: UUID
    owner: str
    lead: str
    label: str
    forum: str
    forum_code: str
    opened_on: date

    @property
    def status_words(self) -> str:
        """The state as people read it."""
        return self.status.label


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemFacts:
    """A problem as its page shows it."""

    line: ProblemLine
    partners: tuple[str, ...]
    pointers: tuple[tuple[str, str], ...]
    timeline: tuple[Happening, ...]
    still_safe: str
    lead_id: str
    lead_post: str
    may_describe: Decision
    may_tell: Decision
    may_point: Decision
    may_share: Decision
    may_move: Decision
    may_set_revisits: Decision
    may_ask: Decision
    offered_to: str
    may_merge: Decision
    may_split: Decision
    may_offer: Decision
    may_answer_offer: Decision


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What *by* may choose from when opening or sharing a problem."""

    areas: tuple[tuple[str, str], ...] = ()
    forums: tuple[tuple[str, str], ...] = ()
    agencies: tuple[tuple[str, str], ...] = ()
    people: tuple[tuple[str, str], ...] = ()


def choices(by: Actor, on: date) -> Choices:
    """The districts, forums, agencies and colleagues that *by* may choose from on *on*."""
    areas = Area.objects.filter(in_force(on), kind__in=AREA_KINDS).order_by("name")
    if not by.force_wide:
        areas = areas.filter(code__in=by.districts)
    agencies = Agency.objects.exclude(id=by.agency_id).order_by("name")
    people = Person.objects.filter(agency_id=by.agency_id, is_active=True, is_service=False)
    return Choices(
        areas=tuple((area.code, area.name) for area in areas),
        forums=tuple(
            Forum.objects.filter(code__in=by.forums).order_by("name").values_list("code", "name")
        ),
        agencies=tuple((str(agency.id), agency.name) for agency in agencies),
        people=tuple((str(person.id), person.name) for person in people.order_by("name")),
    )


def in_force(on: date) -> Q:
    """A condition on what is dated: it was in force on *on*."""
    return (Q(valid_from=None) | Q(valid_from__lte=on)) & (Q(valid_to=None) | Q(valid_to__gt=on))


def in_hand(rows: QuerySet[Problem]) -> QuerySet[Problem]:
    """Those of *rows* that somebody still works on."""
    return rows.exclude(status__in=OVER)


def lines_of(rows: QuerySet[Problem]) -> tuple[ProblemLine, ...]:
    wanted = rows.select_related("protection__owner", "area", "lead", "forum")
    return tuple(_line(row) for row in wanted.order_by("status", "-opened_at", "pk"))


def _line(row: Problem) -> ProblemLine:
    return ProblemLine(
        uid=row.uid,
        reference=row.reference,
        title=row.title,
        place=row.place,
        place_kind=PlaceKind(row.place_kind).label,
        area_code=row.area_id,
        area=row.area.name,
        status=Status(row.status),
        owner_id=row.protection.owner_id,
        owner=row.protection.owner.short_name,
        lead=row.lead.name if row.lead else row.lead_post,
        label=row.label,
        forum=row.forum.name if row.forum else "",
        forum_code=row.forum_id or "",
        opened_on=localtime(row.opened_at).date(),
    )


def listed(
    *, by: Actor, at: datetime, status: str = "", area: str = "", words: str = ""
) -> tuple[ProblemLine, ...]:
    """Problems that *by* may open: those not closed unless *status* says otherwise."""
    require(policies.may_list_problems(by))
    rows = Problem.open_to(by)
    rows = rows.filter(status=status) if status else in_hand(rows)
    if area:
        rows = rows.filter(area_id__in=[found.code for found in areas_in(area, at.date())])
    if words:
        rows = rows.filter(
            Q(title__icontains=words) | Q(place__icontains=words) | Q(reference__iexact=words)
        )
    lines = lines_of(rows)
    seen = [Protection(uid=line.uid, kind=Kind.PROBLEM, version=0) for line in lines]
    record(Act.LIST_PROBLEMS, seen, by=by, at=at)
    return lines


def open_problems(actor: Actor) -> tuple[ProblemLine, ...]:
    """Problems that *actor* may open and that are not closed. The look is recorded."""
    lines = lines_of(in_hand(Problem.open_to(actor)))
    note_look(Act.LIST_PROBLEMS, Kind.PROBLEM, (line.uid for line in lines), actor)
    return lines


def note_look(act: Act, kind: Kind, uids: Iterable[UUID], actor: Actor) -> None:
    """Record that *actor* was shown these, if there were any, on a page of many things."""
    seen = [Protection(uid=uid, kind=kind, version=0) for uid in uids]
    if seen:
        record(act, seen, by=actor, at=actor.at)


def for_forum(forum: str, areas: Iterable[str], by: Actor) -> tuple[ProblemLine, ...]:
    """Open problems that a forum is to hear of in these areas, as far as *by* may open them."""
    rows = Problem.open_to(by).filter(status=Status.OPEN, forum_id=forum, area_id__in=list(areas))
    return lines_of(rows)


def among(uids: Iterable[UUID], by: Actor) -> dict[UUID, ProblemLine]:
    """Those of the problems named that *by* may open, by identity."""
    return {line.uid: line for line in lines_of(Problem.open_to(by).filter(pk__in=list(uids)))}


def agencies_on(uids: Iterable[UUID], by: Actor) -> dict[UUID, tuple[UUID, ...]]:
    """The agencies that work on each of these problems, the owner's first."""
    rows = Problem.open_to(by).filter(pk__in=list(uids)).select_related("protection")
    found = {row.uid: [row.protection.owner_id] for row in rows}
    joined = Partner.objects.filter(problem__in=list(found)).order_by("agency__name")
    for problem_id, agency_id in joined.values_list("problem_id", "agency_id"):
        if agency_id not in found[problem_id]:
            found[problem_id].append(agency_id)
    return {uid: tuple(agencies) for uid, agencies in found.items()}


def page(*, problem_id: UUID, by: Actor, at: datetime) -> ProblemFacts:
    """A problem with its partners, outside references and story, and what *by* may do."""
    row = fetch(Problem, problem_id, by=by, at=at, act=Act.READ_PROBLEM)
    events = ProblemEvent.objects.filter(problem=row).select_related("told_by__agency")
    partners = Partner.objects.filter(problem=row).order_by("agency__name")
    return ProblemFacts(
        line=_line(row),
        partners=tuple(partners.values_list("agency__name", flat=True)),
        pointers=tuple(
            Pointer.objects.filter(problem=row).order_by("id").values_list("system", "reference")
        ),
        timeline=tuple(_happening(event) for event in events.order_by("-at", "-id")),
        still_safe=StillSafe(row.still_safe).label if row.still_safe else "",
        lead_id=str(row.lead_id or ""),
        lead_post=row.lead_post,
        may_describe=policies.may_describe(by, row),
        may_tell=policies.may_tell(by, row),
        may_point=policies.may_point(by, row),
        may_share=policies.may_share_problem(by, row),
        may_move=policies.may_move(by, row),
        may_set_revisits=policies.may_set_revisits(by, row),
        may_ask=policies.may_ask(by, row),
        offered_to=row.offered_to.name if row.offered_to else "",
        may_merge=policies.may_merge(by, row),
        may_split=policies.may_split(by, row),
        may_offer=policies.may_offer(by, row),
        may_answer_offer=policies.may_answer_offer(by, row),
    )


_TONES = {What.CLOSED: Tone.GOOD, What.SAFEGUARDING_CALL: Tone.WARNING}


def _happening(event: ProblemEvent) -> Happening:
    what = What(event.what)
    return Happening(
        at=event.at,
        title=what.label,
        by=f"{event.told_by.name}, {event.told_by.agency.short_name}",
        text=event.note,
        tone=_TONES.get(what, Tone.NEUTRAL),
    )
