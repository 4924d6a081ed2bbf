"""What holds groups together, as somebody may see it on a day: nodes and ties for measuring.

Nothing here is ever shown to a lead officer or a partner, and nothing of it scores a person.
A tie stands only where its own record and both its ends do; what is hidden changes no tie, no
weight and no order.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.timezone import localtime

from frankpledge.access.api import Action, Actor, Kind, Ref, record, require, within_scope
from frankpledge.groups import policies
from frankpledge.groups.models import Group, GroupLink, Subject
from frankpledge.groups.opening import groups_open_to, subjects_open_to
from frankpledge.groups.policies import Act
from frankpledge.groups.sorts import SORT_WORDS, USUAL_GRADES, Sort
from frankpledge.groups.switching import areas_on
from frankpledge.kernel import DomainError

PERSON, OTHER = "person", "other"
MOST_TIES = 60_000
"""More links than this are not read for a page: it would take too long, and nobody reads it."""


class TooLarge(DomainError):
    """More ties stand than a page shows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """One end of ties: a group under its codename, or a person under a reference and no name."""

    uid: UUID
    label: str
    sort: str
    reference: str
    area: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """What one is to another on a day, with what it rests on.

    `weight` is the number of separate items behind it. `source` and `intelligence` are the weakest
    grades among them, nought and nothing where none is graded. `starts_on` is the first day and
    `ends_on` the last of which any item tells, None where it is not said or none has ended.
    `sources` are the force's own references, in order. `categories` say what a person at the left
    end is in law: nothing where both ends are groups.
    """

    left: UUID
    right: UUID
    relation: str
    weight: int
    source: int
    intelligence: str
    starts_on: date | None
    ends_on: date | None
    sources: tuple[str, ...]
    categories: tuple[str, ...] = ()

    @property
    def grade(self) -> str:
        """The weakest grade behind it, as `2C`, or nothing where none is graded."""
        return f"{self.source or ''}{self.intelligence}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """Nodes by label and reference, and ties by their ends: the same for whoever sees the same."""

    on: date
    nodes: tuple[Node, ...]
    ties: tuple[Tie, ...]


def links_standing(
    by: Actor,
    *,
    on: date,
    grades: Collection[str] = USUAL_GRADES,
    action: Action = Action.READ,
) -> QuerySet[GroupLink]:
    """Links that *by* may read on *on*: both ends too, of these grades, and signed for if a child.

    With another *action*, those on which they may take it, at both ends too.

    E is left out whatever is asked for.
    """
    wanted = sorted(set(grades) - {"E"})
    return (
        GroupLink.objects.filter(
            within_scope("protection_id", Kind.LINK, action, by),
            within_scope("left_id", None, action, by),
            within_scope("right_id", None, action, by),
        )
        .filter(
            Q(to_on=None) | Q(to_on__gt=on),
            Q(is_child=False) | Q(signed_off_at__isnull=False),
            from_on__lte=on,
            intelligence_grade__in=wanted,
        )
        .order_by("left", "right", "relation", "pk")
    )


@transaction.atomic
def network(
    *,
    by: Actor,
    on: date | None = None,
    grades: Collection[str] = USUAL_GRADES,
    around: UUID | None = None,
    action: Action = Action.READ,
) -> Network:
    """Groups, people and what ties them on *on*, or today. The look is recorded.

    *around* keeps to one group, those linked with it, and what ties them. With another *action*,
    only what *by* may take it on. Raises `NotPermitted` for lead officers and partners, and where
    the register is off, and `TooLarge`.
    """
    at = by.at
    areas = areas_on(at)
    require(policies.may_read_network(by, areas_on=areas))
    day = on or localtime(at).date()
    groups_open = groups_open_to(by, areas, action)
    people_open = subjects_open_to(by, areas, action)
    standing = links_standing(by, on=day, grades=grades, action=action)
    if around is not None:
        near = _near(around, standing)
        groups_open = groups_open.filter(pk__in=near)
        people_open = people_open.filter(pk__in=near)
        standing = standing.filter(left__in=near, right__in=near)
    groups = {node.uid: node for node in _groups(groups_open)}
    people = {node.uid: node for node in _people(people_open)}
    if around is not None and around not in groups and around not in people:
        groups, people = {}, {}
    known = groups.keys() | people.keys()
    links = [_Row(*each) for each in standing.values_list(*_READ)[: MOST_TIES + 1]]
    if len(links) > MOST_TIES:
        raise TooLarge(
            f"More than {MOST_TIES:,} links stand on that day, which is more than a page shows. "
            "Open a group and look at the network around it."
        )
    tied = _tied(link for link in links if link.left in known and link.right in known)
    ends = {end for tie in tied for end in (tie.left, tie.right)}
    shown = [*groups.values(), *(node for uid, node in people.items() if uid in ends)]
    seen = [Ref(kind=Kind.GROUP, uid=uid) for uid in groups]
    record(Act.READ_NETWORK, seen or None, by=by, at=at)
    return Network(
        on=day,
        nodes=tuple(sorted(shown, key=lambda node: (node.label, node.reference))),
        ties=tied,
    )


def ties(
    *, by: Actor, on: date | None = None, grades: Collection[str] = USUAL_GRADES
) -> tuple[Tie, ...]:
    """The ties of `network`, for whoever needs nothing else."""
    return network(by=by, on=on, grades=grades).ties


class _Row(NamedTuple):
    """What a tie needs of a link. Thousands are read for a page, so no more is made of each."""

    left: UUID
    right: UUID
    relation: str
    source_grade: int
    intelligence_grade: str
    source: str
    from_on: date
    to_on: date | None
    category: str


_READ = (
    "left",
    "right",
    "relation",
    "source_grade",
    "intelligence_grade",
    "source",
    "from_on",
    "to_on",
    "category",
)
"""The fields of `_Row`, in its order."""


def _near(around: UUID, standing: QuerySet[GroupLink]) -> set[UUID]:
    """*around* and what it is tied to."""
    own = standing.filter(Q(left=around) | Q(right=around)).values_list("left", "right")
    return {around}.union(*own)


def _tied(rows: Iterable[_Row]) -> tuple[Tie, ...]:
    together: dict[tuple[UUID, UUID, str], list[_Row]] = {}
    for row in rows:
        together.setdefault((row.left, row.right, row.relation), []).append(row)
    return tuple(
        Tie(
            left=left,
            right=right,
            relation=relation,
            weight=len(items),
            source=max(item.source_grade for item in items),
            intelligence=max(item.intelligence_grade for item in items),
            starts_on=min(item.from_on for item in items),
            ends_on=_last([item.to_on for item in items]),
            sources=tuple(sorted({item.source for item in items})),
            categories=tuple(sorted({item.category for item in items} - {""})),
        )
        for (left, right, relation), items in together.items()
    )


def _last(days: list[date | None]) -> date | None:
    known = [day for day in days if day is not None]
    return max(known) if len(known) == len(days) else None


def _groups(rows: QuerySet[Group]) -> Iterator[Node]:
    for uid, codename, sort, reference, area in rows.values_list(
        "pk", "codename", "sort", "reference", "area_id"
    ):
        yield Node(
            uid=uid,
            label=codename,
            sort=SORT_WORDS[Sort(sort)],
            reference=reference,
            area=area,
        )


def _people(rows: QuerySet[Subject]) -> Iterator[Node]:
    for uid, reference, area in rows.values_list("pk", "reference", "area_id"):
        yield Node(
            uid=uid, label=f"Person {reference}", sort=PERSON, reference=reference, area=area
        )
