"""The map of forums as somebody may see it on a day, ready for the fourteen questions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import F, Window
from django.db.models.functions import RowNumber
from django.utils.timezone import get_current_timezone, localtime

from frankpledge.access.api import (
    Action,
    Actor,
    Post,
    PostArea,
    Protection,
    area_names_on,
    areas_in,
    record,
    require,
)
from frankpledge.governance import policies
from frankpledge.governance.forums import said
from frankpledge.governance.forums.mapped import Level, MappedForum, Member, Route
from frankpledge.governance.forums.overlaps import OF_MEETINGS
from frankpledge.governance.models import (
    Attendance,
    Exists,
    ForumEntry,
    Meeting,
    Period,
    Presence,
    RouteFigures,
    Standing,
)
from frankpledge.governance.policies import Act

LOOKED_BACK = timedelta(days=366)
"""Attendance is looked for among the meetings of a year."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Attendance:
    """How many meetings were noted, and at how many of them each agency was."""

    meetings: int = 0
    came: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mapped:
    """The forums of a day that one person may see, with what pages need beside them."""

    on: date
    forums: tuple[MappedForum, ...]
    uids: Mapping[str, UUID]
    standing: Mapping[str, said.Standings]
    areas: tuple[tuple[str, str], ...]
    """Codes and names of the areas that any of them covers, by name."""

    @property
    def names(self) -> Mapping[str, str]:
        """What each forum is called, by its code."""
        return {each.code: each.name for each in self.forums}


def mapped(*, by: Actor, at: datetime, on: date | None = None) -> Mapped:
    """The map as *by* may see it, on a day or today. Forums that have stopped meeting stay on it.

    That it was looked at is recorded once, with every entry. Raises `NotPermitted`.
    """
    require(policies.may_read_map(by))
    day = on or localtime(at).date()
    rows = {row.uid: row for row in ForumEntry.open_to(by).select_related("forum").order_by("code")}
    versions = said.versions_on(rows, day)
    facts = said.facts_of(versions.values())
    standing = said.standings(versions, on=day)
    periods = _periods(versions, day)
    routes = _route_figures(periods.values())
    reach = _reach(
        {seat.agency for known in facts.values() for seat in known.seats if seat.agency},
        among={area for known in facts.values() for area in known.areas},
        on=day,
    )
    attended = _attended(
        {row.forum_id for uid, row in rows.items() if uid in versions and row.forum_id}, by, at
    )
    found = [
        _forum(
            rows[uid],
            facts[version.pk],
            standing[uid],
            periods.get(uid),
            routes,
            reach,
            attended.get(rows[uid].forum_id or "", _Attendance()),
        )
        for uid, version in versions.items()
    ]
    seen = [Protection(uid=uid, kind=ForumEntry.KIND, version=0) for uid in versions]
    record(Act.READ_MAP, seen, by=by, at=at)
    codes = sorted({code for each in found for code in each.areas})
    names = area_names_on(codes, day)
    return Mapped(
        on=day,
        forums=tuple(sorted(found, key=lambda each: (each.name, each.code))),
        uids={rows[uid].code: uid for uid in versions},
        standing={rows[uid].code: standing[uid] for uid in versions},
        areas=tuple(sorted(((code, names.get(code, code)) for code in codes), key=lambda e: e[1])),
    )


def choices(
    *, by: Actor, at: datetime, action: Action = Action.READ
) -> tuple[tuple[UUID, str, str], ...]:
    """Forums on whose entries *by* may take an action: identity, code and name, by name."""
    codes = dict(ForumEntry.open_to(by, action).values_list("pk", "code"))
    versions = said.versions_on(codes, localtime(at).date())
    found = [(uid, codes[uid], version.name) for uid, version in versions.items()]
    return tuple(sorted(found, key=lambda each: (each[2], each[1])))


def _forum(
    row: ForumEntry,
    facts: said.EntryFacts,
    standing: said.Standings,
    period: Period | None,
    figures: Mapping[tuple[int, str], RouteFigures],
    reach: Mapping[str, frozenset[str]],
    attendance: _Attendance,
) -> MappedForum:
    return MappedForum(
        code=row.code,
        name=facts.name,
        level=Level(facts.level),
        is_statutory=facts.is_statutory,
        statute=facts.statute,
        subjects=frozenset(facts.subjects),
        ages=frozenset(facts.ages),
        harms=frozenset(facts.harms),
        test=facts.test,
        areas=frozenset(facts.areas),
        members=tuple(
            Member(
                organisation=seat.agency or seat.organisation,
                name=seat.organisation,
                post=seat.post,
                is_required=seat.standing == Standing.REQUIRED,
                reach=reach.get(seat.agency, frozenset()),
            )
            for seat in facts.seats
        ),
        routes=tuple(_route(to, name, period, figures) for to, name in facts.hands_to),
        meetings_a_year=0 if standing.exists == Exists.NO else facts.meetings_a_year,
        hours=None if facts.minutes_long is None else facts.minutes_long / 60,
        preparation=None if facts.minutes_to_prepare is None else facts.minutes_to_prepare / 60,
        capacity=facts.capacity,
        exists=standing.exists,
        last_met_on=standing.last_met_on,
        cases=period.cases if period else None,
        exploited=period.exploited if period else None,
        left_at_18=period.left_at_18 if period else None,
        left_at_18_to_adults=period.left_at_18_to_adults if period else None,
        meetings_noted=attendance.meetings,
        attended=attendance.came,
    )


def _route(
    to: str, name: str, period: Period | None, figures: Mapping[tuple[int, str], RouteFigures]
) -> Route:
    row = figures.get((period.pk, to)) if period else None
    if row is None:
        return Route(to=to, name=name)
    return Route(
        to=to,
        name=name,
        sent=row.sent,
        in_time=row.in_time,
        came_back=row.came_back,
        days=row.days,
    )


def _periods(uids: Iterable[UUID], on: date) -> dict[UUID, Period]:
    """The last period of each entry that was over and given by a day."""
    until = datetime.combine(on, time.max, tzinfo=get_current_timezone())
    rows = Period.objects.filter(entry__in=list(uids), last_on__lt=on, given_at__lte=until)
    return {row.entry_id: row for row in rows.order_by("last_on")}


def _route_figures(periods: Iterable[Period]) -> dict[tuple[int, str], RouteFigures]:
    rows = RouteFigures.objects.filter(period__in=[period.pk for period in periods])
    return {(row.period_id, row.to_code): row for row in rows}


def _reach(codes: set[str], *, among: set[str], on: date) -> dict[str, frozenset[str]]:
    """Where agencies work by the areas of their posts, as areas of the map.

    One with a force-wide post works everywhere, and so does one that nobody has given an area.
    """
    everywhere = set(
        Post.of_people()
        .filter(agency__code__in=codes, force_wide=True)
        .values_list("agency__code", flat=True)
    )
    found: dict[str, set[str]] = {}
    for agency, area in PostArea.objects.filter(post__agency__code__in=codes).values_list(
        "post__agency__code", "area_id"
    ):
        found.setdefault(agency, set()).add(area)
    wider = {area for areas in found.values() for area in areas} - among
    parts = {area: {part.code for part in areas_in(area, on)} for area in sorted(wider)}
    return {
        agency: frozenset().union(*(parts.get(area, {area}) for area in areas))
        for agency, areas in found.items()
        if agency not in everywhere
    }


def _attended(forums: set[str], by: Actor, at: datetime) -> dict[str, _Attendance]:
    """For each forum, at how many of its last meetings each agency was, among those *by* may open.

    Only meetings whose attendance was noted count.
    """
    noted = Attendance.objects.filter(presence=Presence.PRESENT).values("meeting_id")
    last = (
        Meeting.open_to(by)
        .filter(
            forum__in=sorted(forums),
            starts_at__lt=at,
            starts_at__gte=at - LOOKED_BACK,
            pk__in=noted,
            called_off_at=None,
        )
        .annotate(
            back=Window(RowNumber(), partition_by=[F("forum_id")], order_by=[F("starts_at").desc()])
        )
        .filter(back__lte=OF_MEETINGS)
        .values_list("pk", "forum_id")
    )
    meetings = dict(last)
    of: dict[str, int] = {}
    for forum in meetings.values():
        of[forum] = of.get(forum, 0) + 1
    came: dict[str, dict[str, set[UUID]]] = {}
    for meeting, agency in Attendance.objects.filter(
        meeting__in=list(meetings), presence=Presence.PRESENT
    ).values_list("meeting_id", "person__agency__code"):
        came.setdefault(meetings[meeting], {}).setdefault(agency, set()).add(meeting)
    return {
        forum: _Attendance(
            meetings=count,
            came={agency: len(held) for agency, held in came.get(forum, {}).items()},
        )
        for forum, count in of.items()
    }
