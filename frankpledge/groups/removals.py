"""Taking people out of the register: what waits for it, and a way out that can be asked for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.timezone import localtime

from frankpledge.access.api import Action, Actor, Area, Kind, record, require, within_scope
from frankpledge.groups import lists, policies
from frankpledge.groups.linking import end_links
from frankpledge.groups.models import GroupLink, Subject, WayOut
from frankpledge.groups.opening import groups_open_to, subjects_open_to
from frankpledge.groups.policies import Act
from frankpledge.groups.safeguards import Held, reasons_to_remove
from frankpledge.groups.sorts import CATEGORY_WORDS, SCORES, Category
from frankpledge.groups.switching import areas_on
from frankpledge.kernel import DomainError
from frankpledge.problems import api as problems

FOR_WHOM = (
    ("themselves", "The person asked for it themselves"),
    ("parent", "A parent or carer asked"),
    ("worker", "I ask, as somebody who works with them"),
)
SAME_WORDS = (
    "Thank you. Whether or not somebody is on the register, what you say is considered within "
    "{days} days. You are told when that has been done, and never whether anything was held."
)
LONGEST_QUEUE = 200


class NotAsked(DomainError):
    """A way out cannot be asked for or decided like this."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Removal:
    """A person’s link that waits to be removed, and why."""

    link_id: UUID
    person: str
    group: str
    group_id: UUID
    category: str
    noticed_on: date
    reasons: tuple[str, ...]


@transaction.atomic
def removals(*, by: Actor, at: datetime) -> tuple[Removal, ...]:
    """Links that are aged, harmless, or of somebody suspected of nothing, the oldest first.

    They wait for the coordinator, who ends each or leaves it. Recorded.
    """
    areas = areas_on(at)
    require(policies.may_list_removals(by, areas_on=areas))
    found = waiting(by, at)
    record(Act.LIST_REMOVALS, None, by=by, at=at)
    return found[:LONGEST_QUEUE]


def waiting(by: Actor, at: datetime) -> tuple[Removal, ...]:
    """The links that `removals` lists, all of them; nothing is decided or recorded here."""
    areas, on = areas_on(at), localtime(at).date()
    months = int(lists.number("aged_link_months"))
    people = subjects_open_to(by, areas)
    # No month is shorter than 28 days, so that nobody who is aged is missed; the rule decides.
    quiet = people.filter(Q(harm=0) | Q(noticed_on__lte=on - timedelta(days=28 * months)))
    rows = (
        GroupLink.objects.filter(
            within_scope("protection_id", Kind.LINK, Action.READ, by),
            left_id__in=people.values("protection_id"),
            about_person=True,
        )
        .filter(
            Q(to_on=None) | Q(to_on__gt=on),
            ~Q(category__in=[*SCORES]) | Q(left_id__in=quiet.values("protection_id")),
        )
        .order_by("recorded_at", "pk")
    )
    held = {row.protection_id: row for row in people.filter(pk__in=rows.values("left_id"))}
    groups = {
        row.uid: row for row in groups_open_to(by, areas).filter(pk__in=rows.values("right_id"))
    }
    found = []
    for row in rows:
        subject, group = held.get(row.left_id), groups.get(row.right_id)
        if subject is None or group is None:
            continue
        reasons = reasons_to_remove(
            Held(category=row.category, harm=subject.harm, noticed_on=subject.noticed_on),
            on=on,
            aged_months=months,
        )
        if reasons:
            found.append(
                Removal(
                    link_id=row.protection_id,
                    person=f"Person {subject.reference}",
                    group=group.codename,
                    group_id=group.uid,
                    category=CATEGORY_WORDS[Category(row.category)],
                    noticed_on=subject.noticed_on,
                    reasons=reasons,
                )
            )
    found.sort(key=lambda each: (each.noticed_on, str(each.link_id)))
    return tuple(found)


# --- a way out -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class WayOutLine:
    """A request for a way out. `links` is for whoever decides; an asker is not told of any."""

    number: int
    system: str
    pointer: str
    for_whom: str
    words: str
    due_on: date
    is_late: bool
    decided_on: date | None
    links: int


def same_words() -> str:
    """All that is ever said to whoever asks for a way out."""
    return SAME_WORDS.format(days=int(lists.number("way_out_days")))


@transaction.atomic
def ask_way_out(
    *, system: str, pointer: str, for_whom: str, words: str, area: str, by: Actor, at: datetime
) -> int:
    """Ask that somebody be taken out of the register, by where they are on file.

    The answer is the same whether or not anything is held. Raises `NotAsked` and `NamesSomebody`.
    """
    require(policies.may_ask_way_out(by))
    if for_whom not in dict(FOR_WHOM):
        raise NotAsked("Choose who asks for it", argument="for_whom")
    if not words.strip():
        raise NotAsked("Say what has changed for them, and name nobody", argument="words")
    if area not in dict(way_out_areas(by)):
        raise NotAsked("Choose the district", argument="area")
    made = WayOut.objects.create(
        system=system.strip(),
        pointer=problems.clean_pointer(pointer),
        for_whom=for_whom,
        words=words.strip(),
        area_id=area,
        asked_at=at,
        asked_by_id=by.person_id,
        due_on=localtime(at).date() + timedelta(days=int(lists.number("way_out_days"))),
    )
    record(Act.ASK_WAY_OUT, None, by=by, at=at)
    return made.pk


def way_out_areas(by: Actor) -> list[tuple[str, str]]:
    """The districts of *by*’s post."""
    rows = Area.objects.filter(kind__in=("district", "unitary")).order_by("name")
    if not by.force_wide:
        rows = rows.filter(code__in=by.districts)
    return [(area.code, area.name) for area in rows]


@transaction.atomic
def own_ways_out(*, by: Actor, at: datetime) -> tuple[WayOutLine, ...]:
    """What *by* asked for, and whether it has been considered."""
    require(policies.may_read_ways_out(by))
    record(Act.READ_WAYS_OUT, None, by=by, at=at)
    rows = WayOut.objects.filter(asked_by=by.person_id).order_by("-asked_at", "-id")
    on = localtime(at).date()
    return tuple(_line(row, on, links=0) for row in rows[:50])


def undecided(by: Actor, at: datetime) -> QuerySet[WayOut]:
    """Requests that *by* may decide: not their own."""
    rows = WayOut.objects.filter(decided_at=None, area_id__in=areas_on(at))
    return rows.exclude(asked_by=by.person_id).order_by("due_on", "id")


@transaction.atomic
def ways_out(*, by: Actor, at: datetime) -> tuple[WayOutLine, ...]:
    """What waits for the coordinator, by the day it is due, with how many links it is about."""
    areas = areas_on(at)
    require(policies.may_list_removals(by, areas_on=areas))
    on = localtime(at).date()
    rows = list(WayOut.objects.filter(decided_at=None, area_id__in=areas).order_by("due_on", "id"))
    record(Act.LIST_REMOVALS, None, by=by, at=at)
    return tuple(_line(row, on, links=len(_links(row, by, at))) for row in rows[:50])


def _links(row: WayOut, by: Actor, at: datetime) -> list[GroupLink]:
    areas = areas_on(at)
    on = localtime(at).date()
    people = Subject.objects.filter(system__iexact=row.system, pointer=row.pointer)
    ends = subjects_open_to(by, areas).filter(pk__in=people).values("protection_id")
    return list(
        GroupLink.objects.filter(
            within_scope("protection_id", Kind.LINK, Action.READ, by),
            Q(to_on=None) | Q(to_on__gt=on),
            left_id__in=ends,
        )
        .select_related("protection")
        .order_by("recorded_at", "pk")
    )


def _line(row: WayOut, on: date, *, links: int) -> WayOutLine:
    return WayOutLine(
        number=row.pk,
        system=row.system,
        pointer=row.pointer,
        for_whom=dict(FOR_WHOM)[row.for_whom],
        words=row.words,
        due_on=row.due_on,
        is_late=row.decided_at is None and row.due_on < on,
        decided_on=localtime(row.decided_at).date() if row.decided_at else None,
        links=links,
    )


@transaction.atomic
def decide_way_out(*, number: int, ended: bool, why: str, by: Actor, at: datetime) -> None:
    """Decide on a way out: end whatever links there are, or say why they stay.

    Whoever asked is told that it was considered, and nothing else.
    """
    row = WayOut.objects.filter(pk=number, area_id__in=areas_on(at)).first()
    if row is None:
        raise NotAsked("There is no such request")
    require(policies.may_decide_way_out(by, row))
    if not why.strip():
        raise NotAsked("Say why", argument="why")
    links = _links(row, by, at)
    if ended:
        end_links(links, why=f"A way out was asked for. {why}", by=by, at=at)
    row.decided_at, row.decided_by_id = at, by.person_id
    row.links_ended = len(links) if ended else 0
    row.why = why.strip()
    row.save(update_fields=["decided_at", "decided_by", "links_ended", "why"])
    record(Act.DECIDE_WAY_OUT, None, by=by, at=at)
