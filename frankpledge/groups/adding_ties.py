"""Taking ties between groups into the register from a list: shown first, then all or nothing.

People are never taken in from a list. What somebody is in law, and that safeguarding was asked
about a child, is said by a person on the group's own page.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from uuid import UUID

from django.core import signing
from django.db import transaction
from django.utils.timezone import localtime

from frankpledge.access.api import Action, Actor, record, require
from frankpledge.groups import network, policies
from frankpledge.groups.charting import read_list
from frankpledge.groups.linking import GRADES, GROUP_RELATIONS, link_group
from frankpledge.groups.models import Group
from frankpledge.groups.opening import groups_open_to, subjects_open_to
from frankpledge.groups.policies import Act
from frankpledge.groups.sorts import RELATION_WORDS
from frankpledge.groups.switching import areas_on
from frankpledge.kernel import DomainError
from frankpledge.networks import api as networks
from frankpledge.networks.api import Preview

MOST_TIES = 500
LONGEST_SOURCE = 60
HELD_SECONDS = 3_600
SALT = "groups.adding_ties"
RELATIONS = ", ".join(RELATION_WORDS[each] for each in GROUP_RELATIONS)


class NotAdded(DomainError):
    """What was shown cannot be taken in any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewTie:
    """One tie as it would stand in the register."""

    left: str
    left_name: str
    relation: str
    right: str
    right_name: str
    source_grade: int
    intelligence_grade: str
    source: str
    from_on: str

    @property
    def since(self) -> date:
        """The day from which it stands."""
        return date.fromisoformat(self.from_on)

    @property
    def words(self) -> str:
        """What one is to the other."""
        return next(RELATION_WORDS[each] for each in GROUP_RELATIONS if each == self.relation)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wrong:
    """A tie that cannot be taken in: which, why not, and what to do."""

    tie: str
    problem: str
    remedy: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What a list would put into the register. With a fault of either kind, nothing may be.

    `held` carries the ties from the page that shows them to the act that takes them in.
    """

    read: Preview
    ties: tuple[NewTie, ...]
    wrong: tuple[Wrong, ...]
    of_people: int
    ended: int
    there_already: int
    held: str

    @property
    def can_be_taken_in(self) -> bool:
        """Whether there is something to take in and nothing to mend."""
        return bool(self.ties) and not self.wrong and not self.read.faults


@transaction.atomic
def preview_ties(*, content: bytes, name: str, by: Actor, at: datetime) -> Shown:
    """What a list of ties or a workbook of two sheets would put into the register. Recorded.

    Nothing of it is kept. Raises `UnusableFile` where it is neither, and `NotPermitted`.
    """
    areas = areas_on(at)
    require(policies.may_add_ties(by, areas_on=areas))
    record(Act.PREVIEW_NETWORK, None, by=by, at=at)
    read = read_list(content, name)
    found: list[NewTie] = []
    wrong: list[Wrong] = []
    of_people = ended = 0
    if not read.faults:
        groups = _named(by, areas)
        people = set(subjects_open_to(by, areas).values_list("reference", flat=True))
        labels = {node.id: node.label for node in read.chart.nodes}
        kinds = {node.id: node.kind for node in read.chart.nodes}
        on = localtime(at).date()
        for tie in read.chart.ties:
            ends = (tie.source, tie.target)
            if any(end in people or kinds[end] is networks.Kind.PERSON for end in ends):
                of_people += 1
            elif tie.until is not None and tie.until <= on:
                ended += 1
            else:
                made = _checked(tie, groups, labels, on)
                (found if isinstance(made, NewTie) else wrong).append(made)  # type: ignore[arg-type]
    if len(found) > MOST_TIES:
        wrong.append(
            Wrong(
                tie="The list",
                problem=f"It holds {len(found)} ties between groups",
                remedy=f"Give at most {MOST_TIES} at a time",
            )
        )
    there = _there(by, at)
    new = tuple(tie for tie in found if _as_there(tie) not in there)
    return Shown(
        read=read,
        ties=new,
        wrong=tuple(wrong),
        of_people=of_people,
        ended=ended,
        there_already=len(found) - len(new),
        held=signing.dumps(
            {"by": str(by.person_id), "ties": [asdict(tie) for tie in new]},
            salt=SALT,
            compress=True,
        )
        if new and not wrong
        else "",
    )


def _named(by: Actor, areas: frozenset[str] | set[str]) -> Mapping[str, Group]:
    named: dict[str, Group] = {}
    for row in groups_open_to(by, areas, Action.EDIT):
        named[row.codename.casefold()] = named[row.reference.casefold()] = row
    return named


def _checked(
    tie: networks.Tie, groups: Mapping[str, Group], labels: Mapping[str, str], on: date
) -> NewTie | Wrong:
    said = f"{labels[tie.source] or tie.source} and {labels[tie.target] or tie.target}"

    def wrong(problem: str, remedy: str) -> Wrong:
        return Wrong(tie=said, problem=problem, remedy=remedy)

    ends = []
    for end in (tie.source, tie.target):
        group = groups.get(end.casefold()) or groups.get(labels[end].casefold())
        if group is None:
            return wrong(
                f"No group that you may change is called {labels[end] or end}",
                "Give its codename or reference, or put it forward first",
            )
        ends.append(group)
    relation = next(
        (
            each
            for each in GROUP_RELATIONS
            if tie.kind.casefold() in (each.value, RELATION_WORDS[each].casefold())
        ),
        None,
    )
    if relation is None:
        return wrong("It does not say what one is to the other", f"Write one of: {RELATIONS}")
    if tie.grade[:1] not in ("1", "2", "3") or tie.grade[1:2] not in GRADES:
        return wrong(
            "It is not graded, or believed false", "Give a grade from 1A to 3D, such as 2B"
        )
    source = "; ".join(tie.references)
    if not source or len(source) > LONGEST_SOURCE:
        return wrong(
            "It does not say what it rests on, or too much of it",
            f"Give the force’s references, at most {LONGEST_SOURCE} characters",
        )
    if tie.since is None or tie.since > on:
        return wrong("It does not say since when, or a day to come", "Give the day as 2026-04-13")
    left, right = ends
    return NewTie(
        left=str(left.uid),
        left_name=left.codename,
        relation=relation.value,
        right=str(right.uid),
        right_name=right.codename,
        source_grade=int(tie.grade[0]),
        intelligence_grade=tie.grade[1],
        source=source,
        from_on=tie.since.isoformat(),
    )


_Known = tuple[str, str, str, str, str]


def _there(by: Actor, at: datetime) -> set[_Known]:
    rows = network.links_standing(by, on=localtime(at).date(), grades=GRADES)
    return {
        (str(row.left_id), str(row.right_id), row.relation, row.source, row.from_on.isoformat())
        for row in rows.filter(about_person=False)
    }


def _as_there(tie: NewTie) -> _Known:
    return tie.left, tie.right, tie.relation, tie.source, tie.from_on


@transaction.atomic
def add_ties(*, held: str, by: Actor, at: datetime) -> int:
    """Take in the ties that *by* was shown, all or none, and say how many.

    One that has come to be there meanwhile is not put there again. Raises `NotAdded` where it was
    shown to somebody else, more than an hour ago, or was altered.
    """
    require(policies.may_add_ties(by, areas_on=areas_on(at)))
    try:
        kept = signing.loads(held, salt=SALT, max_age=HELD_SECONDS)
    except signing.BadSignature:
        raise NotAdded("What was shown is too old or was altered. Give the list again") from None
    if kept["by"] != str(by.person_id):
        raise NotAdded("That was shown to somebody else. Give the list again")
    there = _there(by, at)
    new = [tie for each in kept["ties"] if _as_there(tie := NewTie(**each)) not in there]
    for tie in new:
        link_group(
            group_id=UUID(tie.left),
            other=tie.right,
            relation=tie.relation,
            source_grade=tie.source_grade,
            intelligence_grade=tie.intelligence_grade,
            source=tie.source,
            from_on=tie.since,
            by=by,
            at=at,
        )
    record(Act.ADD_TIES, None, by=by, at=at)
    return len(new)
