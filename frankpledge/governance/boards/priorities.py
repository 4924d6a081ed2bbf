"""The register: how strongly each body's priorities carry it, and how it got on agendas."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localtime

from frankpledge.access.api import (
    Actor,
    Body,
    Decision,
    Kind,
    Post,
    PostRole,
    Role,
    areas_in,
    areas_of,
    bodies_on,
    fetch,
    protect,
    record,
    require,
)
from frankpledge.governance import policies
from frankpledge.governance.boards import reading, rules
from frankpledge.governance.models import (
    NUMBERED,
    Lineage,
    Meeting,
    Priority,
    PriorityLineage,
    Resolution,
    Strength,
)
from frankpledge.governance.policies import Act
from frankpledge.kernel import DomainError

STRONG = Strength.WITH_OTHERS
"""From this strength on a body is one of the x in "x of y"."""
_READ_BY = (Role.CSM, Role.COUNTY_TEAM, Role.BOARD_MEMBER, Role.LEAD_OFFICER)


class UnknownBody(DomainError):
    """The body does not exist in that year, or is not one's own."""


class NotQuoted(DomainError):
    """It is said to be there, and no words of the plan show it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PriorityLine:
    """One body's line of the register in one year; without a strength, nothing is recorded."""

    body: str
    body_code: str
    uid: UUID | None
    year: int
    strength: int | None
    name: str

    @property
    def words(self) -> str:
        """How strongly, in words."""
        return "Nothing recorded" if self.strength is None else Strength(self.strength).label


@dataclass(frozen=True, slots=True, kw_only=True)
class OnAgendas:
    """How often a body's board had it on its agenda in a year."""

    body: str
    meetings: int
    with_paper: int
    papers: tuple[tuple[UUID, str, date, tuple[str, ...]], ...]
    """Each paper: its identity, subject, the day, and what was resolved."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """The register in one year: `strong` of `bodies`, counted from those valid on `counted_on`."""

    year: int
    years: tuple[int, ...]
    counted_on: date
    lines: tuple[PriorityLine, ...]
    agendas: tuple[OnAgendas, ...]
    strong: int
    unrecorded: int
    may_write: Decision

    @property
    def bodies(self) -> int:
        """How many bodies there were that day: the y."""
        return len(self.lines)

    @property
    def spread(self) -> Mapping[int, int]:
        """How many bodies have each strength."""
        found = Counter(line.strength for line in self.lines if line.strength is not None)
        return {strength: found[strength] for strength in Strength.values}


@dataclass(frozen=True, slots=True, kw_only=True)
class PriorityFacts:
    """One line of the register with what shows it and what it came from."""

    line: PriorityLine
    document: str
    page: str
    quoted: str
    written_by: str
    written_on: date
    came_from: tuple[tuple[str, PriorityLine], ...]
    became: tuple[tuple[str, PriorityLine], ...]
    before: tuple[tuple[date, int, str], ...]
    """What was written earlier for the same year: when, how strongly, by whom."""


def day_of(year: int, today: date) -> date:
    """The day on which bodies are counted: today in this year, or a past year's last day."""
    last = date(year + 1, 3, 31)
    first = date(year, 4, 1)
    return min(max(today, first), last)


def bodies_for(by: Actor, on: date) -> list[Body]:
    """The partnerships of *by*'s county that are valid on a day; all, where there is no county."""
    counties = [
        area.code
        for body in bodies_on(on, kind="county_strategy_group")
        for area in areas_of(body.code, on)
        if area.kind == "county"
    ]
    mine = [code for code in counties if by.force_wide or _works_in(by, code, on)]
    if not mine:
        return bodies_on(on, kind="csp")
    found = {body.code: body for code in mine for body in bodies_on(on, kind="csp", within=code)}
    return sorted(found.values(), key=lambda body: body.name)


def _works_in(by: Actor, county: str, on: date) -> bool:
    return bool(by.districts & {area.code for area in areas_in(county, on)})


@transaction.atomic
def register(*, year: int | None = None, by: Actor, at: datetime) -> Register:
    """The register in a year, this one where none is given. Looking is recorded.

    The y of "x of y" is counted from the bodies that were valid on the day, whether or not
    anything is recorded of them: one of which nothing is recorded is not one that lacks it.
    """
    require(policies.may_list_priorities(by))
    today = localtime(at).date()
    asked = year if year is not None else rules.plan_year(today)
    on = day_of(asked, today)
    bodies = bodies_for(by, on)
    rows = _latest(by, [body.code for body in bodies])
    record(Act.LIST_PRIORITIES, list(rows.values()) or None, by=by, at=at)
    lines = tuple(_line(body, asked, rows.get((body.code, asked))) for body in bodies)
    known = {found for _, found in rows} | {rules.plan_year(today)}
    return Register(
        year=asked,
        years=tuple(sorted(known, reverse=True)),
        counted_on=on,
        lines=lines,
        agendas=_agendas(bodies, asked, by, at),
        strong=sum(line.strength is not None and line.strength >= STRONG for line in lines),
        unrecorded=sum(line.strength is None for line in lines),
        may_write=policies.may_write_priority(by),
    )


def strong_of(year: int, by: Actor, on: date) -> tuple[int, int, tuple[PriorityLine, ...]]:
    """x and y of "x of y partnerships", with the lines that they are counted from."""
    bodies = bodies_for(by, day_of(year, on))
    rows = _latest(by, [body.code for body in bodies])
    lines = tuple(_line(body, year, rows.get((body.code, year))) for body in bodies)
    strong = sum(line.strength is not None and line.strength >= STRONG for line in lines)
    return strong, len(lines), lines


def unrecorded(by: Actor, on: date) -> tuple[PriorityLine, ...]:
    """Bodies in whose area *by* works alone and of which nothing is recorded for this year."""
    year = rules.plan_year(on)
    _, _, lines = strong_of(year, by, on)
    writable = _writable(by, on)
    return tuple(line for line in lines if line.strength is None and line.body_code in writable)


def _latest(by: Actor, codes: Sequence[str]) -> dict[tuple[str, int], Priority]:
    """The line that stands for each body and year: the one that was written last."""
    rows = Priority.open_to(by).filter(body__in=codes).select_related("protection", "body")
    return {(row.body_id, row.year): row for row in rows.order_by("written_at", "pk")}


def _line(body: Body, year: int, row: Priority | None) -> PriorityLine:
    return PriorityLine(
        body=body.name,
        body_code=body.code,
        uid=row.uid if row else None,
        year=year,
        strength=row.strength if row else None,
        name=row.name if row else "",
    )


def _agendas(bodies: Iterable[Body], year: int, by: Actor, at: datetime) -> tuple[OnAgendas, ...]:
    first, last = date(year, 4, 1), date(year + 1, 3, 31)
    boards = [*bodies, *bodies_on(day_of(year, localtime(at).date()), kind="county_strategy_group")]
    held = list(
        Meeting.open_to(by)
        .filter(forum__body__in=boards, starts_at__lte=at, called_off_at=None)
        .filter(starts_at__date__gte=first, starts_at__date__lte=last)
        .select_related("forum")
    )
    papers = reading.papers_of(
        by, meeting__in=[meeting.uid for meeting in held], stage__in=NUMBERED
    )
    resolved: dict[UUID, list[str]] = {}
    for paper, text in (
        Resolution.objects.filter(paper__in=papers)
        .order_by("position")
        .values_list("paper_id", "text")
    ):
        resolved.setdefault(paper, []).append(text)
    found = []
    for body in boards:
        its = [meeting.uid for meeting in held if meeting.forum.body_id == body.code]
        on_them = [paper for paper in papers if paper.meeting_id in its]
        if its:
            found.append(
                OnAgendas(
                    body=body.name,
                    meetings=len(its),
                    with_paper=len({paper.meeting_id for paper in on_them}),
                    papers=tuple(
                        (
                            paper.uid,
                            paper.subject,
                            localtime(paper.meeting.starts_at).date(),
                            tuple(resolved.get(paper.uid, ())),
                        )
                        for paper in on_them
                    ),
                )
            )
    return tuple(found)


@transaction.atomic
def priority(*, priority_id: UUID, by: Actor, at: datetime) -> PriorityFacts:
    """One line of the register, with its evidence and where it came from. Looking is recorded."""
    row = fetch(Priority, priority_id, by=by, at=at, act=Act.READ_PRIORITY)
    require(policies.may_read_priority(by, row))
    others = {each.uid: each for each in Priority.open_to(by).select_related("body")}
    came, became = [], []
    for each in PriorityLineage.objects.filter(later=row).order_by("pk"):
        if each.earlier_id in others:
            came.append((Lineage(each.how).label, _of(others[each.earlier_id])))
    for each in PriorityLineage.objects.filter(earlier=row).order_by("pk"):
        if each.later_id in others:
            became.append((Lineage(each.how).label, _of(others[each.later_id])))
    before = Priority.open_to(by).filter(
        body=row.body_id, year=row.year, written_at__lt=row.written_at
    )
    return PriorityFacts(
        line=_of(row),
        document=row.document,
        page=row.page,
        quoted=row.quoted,
        written_by=row.written_by.name,
        written_on=localtime(row.written_at).date(),
        came_from=tuple(came),
        became=tuple(became),
        before=tuple(
            (localtime(each.written_at).date(), each.strength, each.written_by.name)
            for each in before.select_related("written_by").order_by("written_at", "pk")
        ),
    )


def _of(row: Priority) -> PriorityLine:
    return _line(row.body, row.year, row)


def earlier(by: Actor, year: int) -> tuple[tuple[str, str], ...]:
    """Lines of earlier years from which one of *year* can have come, as choices."""
    rows = Priority.open_to(by).filter(year__lt=year).select_related("body")
    return tuple(
        (str(row.uid), f"{row.body.name}, {rules.year_words(row.year)}: {row.name or 'absent'}")
        for row in rows.order_by("body__name", "-year", "-written_at", "pk")
    )


def bodies_to_write(by: Actor, on: date) -> tuple[tuple[str, str], ...]:
    """Bodies of which *by* keeps the register, by code and name."""
    writable = _writable(by, on)
    return tuple((body.code, body.name) for body in bodies_for(by, on) if body.code in writable)


def _writable(by: Actor, on: date) -> set[str]:
    found = bodies_for(by, on)
    if by.holds(Role.COUNTY_TEAM):
        return {body.code for body in found}
    return {
        body.code
        for body in found
        if {area.code for area in areas_of(body.code, on)} & by.districts
    }


@transaction.atomic
def write_priority(
    *,
    body: str,
    year: int,
    strength: int,
    document: str,
    name: str = "",
    page: str = "",
    quoted: str = "",
    came_from: Sequence[tuple[UUID, str]] = (),
    by: Actor,
    at: datetime,
) -> UUID:
    """Write how strongly a body's plan carries it in a year, with the words that show it.

    Written again, it stands in place of what was written before, which is kept. *came_from* are
    lines of earlier years and how this one came from each: kept, renamed, merged or split. Raises
    `UnknownBody` and `NotQuoted`.
    """
    require(policies.may_write_priority(by))
    on = day_of(year, localtime(at).date())
    if body not in _writable(by, on):
        raise UnknownBody("Choose a partnership that exists in that year", argument="body")
    if strength != Strength.ABSENT and not (quoted and name):
        raise NotQuoted("Give the priority’s name and the words that show it", argument="quoted")
    posts = PostRole.objects.filter(role__in=_READ_BY).values("post")
    readers = Post.objects.filter(pk__in=posts).values_list("agency_id", flat=True).distinct()
    protection = protect(Kind.PRIORITY, owner=by.agency_id, by=by, at=at, agencies=list(readers))
    row = Priority(
        protection=protection,
        body_id=body,
        year=year,
        strength=Strength(strength),
        name=name,
        document=document,
        page=page,
        quoted=quoted,
        written_at=at,
        written_by_id=by.person_id,
    )
    row.save(force_insert=True)
    known = {each.uid: each for each in Priority.open_to(by).filter(year__lt=year)}
    if any(uid not in known for uid, _ in came_from):
        raise UnknownBody("Choose a line of an earlier year", argument="came_from")
    PriorityLineage.objects.bulk_create(
        PriorityLineage(later=row, earlier=known[uid], how=Lineage(how)) for uid, how in came_from
    )
    record(Act.WRITE_PRIORITY, row, by=by, at=at)
    return row.uid
