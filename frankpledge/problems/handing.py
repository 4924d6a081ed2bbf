"""Problems that turn out to be one, or two, or another agency's: merged, split and handed over.

Nothing is rewritten. What was written stays where it was written, and both ends say what happened.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localtime

from frankpledge.access.api import (
    Action,
    Actor,
    Kind,
    LinkKind,
    Term,
    What as Entry,
    amend,
    fetch,
    link,
    nominals_of,
    record,
    ref_of,
    require,
    touched,
)
from frankpledge.kernel import DomainError
from frankpledge.problems import policies
from frankpledge.problems.casework import UnknownChoice, note_event, open_problem
from frankpledge.problems.models import Outcome, Partner, Problem, Revisit, Status, What
from frankpledge.problems.policies import Act
from frankpledge.problems.register import ProblemLine, in_hand, lines_of, note_look
from frankpledge.problems.revisits import record_revisit, set_revisits


class SameProblem(DomainError):
    """A problem is not merged into itself."""


class ReasonNeeded(DomainError):
    """Declining what another agency hands over says why."""


def could_merge_into(problem_id: UUID, by: Actor) -> tuple[tuple[str, str], ...]:
    """Problems of the same district that one could be merged into: those that *by* may change."""
    row = Problem.open_to(by, Action.EDIT).filter(pk=problem_id).first()
    if row is None:
        return ()
    others = in_hand(Problem.open_to(by, Action.EDIT)).filter(area_id=row.area_id)
    return tuple(
        (str(line.uid), f"{line.title}, {line.place} ({line.reference})")
        for line in lines_of(others.exclude(pk=problem_id))
    )


@transaction.atomic
def merge_problem(
    *, problem_id: UUID, into: UUID | str, note: str = "", by: Actor, at: datetime
) -> None:
    """Say that a problem is the same matter as another, which goes on for both.

    Re-visits still to be made are set again at the other, for the same days. Who sees the other
    does not change: sharing it is an act of its own. Whoever declared a conflict with the one that
    was merged does not find the other from now on.
    """
    row = fetch(Problem, problem_id, by=by, at=at, act=Act.READ_PROBLEM, lock=True)
    require(policies.may_merge(by, row))
    if str(into) == str(problem_id):
        raise SameProblem("Choose another problem", argument="into")
    if str(into) not in {uid for uid, _ in could_merge_into(problem_id, by)}:
        raise UnknownChoice("Choose a problem from the list", argument="into")
    other = fetch(Problem, UUID(str(into)), by=by, at=at, act=Act.READ_PROBLEM, lock=True)
    require(policies.may_merge(by, other))
    for visit in Revisit.open_to(by).filter(problem=row, outcome="").order_by("due_on", "pk"):
        _move_visit(visit, other, by, at)
    row.status, row.merged_into = Status.MERGED, other
    row.offered_to = row.offered_at = None
    row.save(update_fields=["status", "merged_into", "offered_to", "offered_at"])
    concerned = [Term(what=Entry.NOMINAL, value=token) for token in nominals_of([ref_of(row)], by)]
    amend(other, by=by, at=at, action=Action.EDIT, add=concerned)
    link(row, other, LinkKind.SAME_MATTER, by=by, at=at)
    touched(row)
    note_event(row, What.MERGED, by=by, at=at, note=note)
    note_event(other, What.JOINED, by=by, at=at, note=note)
    record(Act.MERGE, [row, other], by=by, at=at, fields=("status", "merged_into"))


def _move_visit(visit: Revisit, other: Problem, by: Actor, at: datetime) -> None:
    today = localtime(at).date()
    if visit.due_on >= today:
        set_revisits(
            problem_id=other.uid,
            after=visit.due_on - timedelta(days=visit.days_after),
            days=[visit.days_after],
            visitor=visit.visitor_id,
            visitor_post=visit.visitor_post,
            alone=visit.alone,
            by=by,
            at=at,
        )
    record_revisit(
        revisit_id=visit.uid,
        outcome=Outcome.NOT_MADE,
        note="The problem was merged into another"
        + (", where the visit was set again" if visit.due_on >= today else ""),
        by=by,
        at=at,
    )


@transaction.atomic
def split_problem(
    *,
    problem_id: UUID,
    title: str,
    place: str,
    place_kind: str,
    note: str = "",
    by: Actor,
    at: datetime,
) -> UUID:
    """Make part of a problem one of its own, seen by whom the first is seen and joined to it."""
    row = fetch(Problem, problem_id, by=by, at=at, act=Act.READ_PROBLEM, lock=True)
    require(policies.may_split(by, row))
    new_id = open_problem(
        title=title,
        place=place,
        place_kind=place_kind,
        area=row.area_id,
        forum=row.forum_id if row.forum_id in by.forums else "",
        agencies=list(Partner.objects.filter(problem=row).values_list("agency_id", flat=True)),
        by=by,
        at=at,
    )
    new = Problem.open_to(by).select_related("protection").get(pk=new_id)
    concerned = [Term(what=Entry.NOMINAL, value=token) for token in nominals_of([ref_of(row)], by)]
    amend(new, by=by, at=at, action=Action.EDIT, add=concerned)
    link(row, new, LinkKind.SAME_MATTER, by=by, at=at)
    note_event(row, What.SPLIT, by=by, at=at, note=note)
    note_event(new, What.SPLIT_OFF, by=by, at=at, note=note)
    touched(row)
    record(Act.SPLIT, [row, new], by=by, at=at)
    return new_id


def could_take_on(problem_id: UUID, by: Actor) -> tuple[tuple[str, str], ...]:
    """Agencies that a problem could be handed to: those that it is shared with by name."""
    row = Problem.open_to(by).filter(pk=problem_id).first()
    partners = Partner.objects.filter(problem=row).order_by("agency__name") if row else ()
    return tuple((str(each.agency_id), each.agency.name) for each in partners)


@transaction.atomic
def offer_problem(
    *, problem_id: UUID, agency: UUID | str, note: str = "", by: Actor, at: datetime
) -> None:
    """Offer a problem to an agency that works on it, which takes it on or does not.

    Until then it stays one's own. An offer to another agency takes the place of the first.
    """
    row = fetch(Problem, problem_id, by=by, at=at, act=Act.READ_PROBLEM, lock=True)
    require(policies.may_offer(by, row))
    names = dict(could_take_on(problem_id, by))
    if str(agency) not in names:
        raise UnknownChoice("Choose an agency that works on the problem", argument="agency")
    row.offered_to_id, row.offered_at = UUID(str(agency)), at
    row.save(update_fields=["offered_to", "offered_at"])
    touched(row)
    note_event(row, What.OFFERED, by=by, at=at, note=f"To {names[str(agency)]}. {note}".strip())
    record(Act.OFFER, row, by=by, at=at, recipients=[row.offered_to_id])


@transaction.atomic
def answer_offer(
    *, problem_id: UUID, takes_on: bool, note: str = "", by: Actor, at: datetime
) -> None:
    """Take on a problem that another agency offers, or say why not.

    Once taken on it is owned here with its re-visits, and whoever led it works on it as a partner.
    Raises `ReasonNeeded` where a refusal gives none.
    """
    row = fetch(Problem, problem_id, by=by, at=at, act=Act.READ_PROBLEM, lock=True)
    require(policies.may_answer_offer(by, row))
    if not takes_on and not note:
        raise ReasonNeeded("Say why your agency does not take it on", argument="note")
    before = row.protection.owner_id
    row.offered_to = row.offered_at = None
    if takes_on:
        row.lead, row.lead_post = None, ""
    row.save(update_fields=["offered_to", "offered_at", "lead", "lead_post"])
    if takes_on:
        visits = Revisit.visible_to(by).filter(problem=row).select_related("protection")
        for handed in (row, *visits):
            amend(
                handed,
                by=by,
                at=at,
                action=Action.COMMENT,
                owner=by.agency_id,
                add=[Term(what=Entry.AGENCY, value=str(before))],
                remove=[Term(what=Entry.AGENCY, value=str(by.agency_id))],
            )
        Partner.objects.filter(problem=row, agency_id=by.agency_id).delete()
        Partner.objects.get_or_create(problem=row, agency_id=before)
    touched(row)
    what = What.TAKEN_ON if takes_on else What.NOT_TAKEN_ON
    note_event(row, what, by=by, at=at, note=f"{by.agency_name}. {note}".strip())
    record(Act.ANSWER_OFFER, row, by=by, at=at, fields=("owner",), recipients=[before])


def offered_to_us(actor: Actor) -> tuple[ProblemLine, ...]:
    """Problems that other agencies offer to the actor's. The look is recorded."""
    rows = Problem.open_to(actor, Action.COMMENT).filter(offered_to=actor.agency_id)
    lines = lines_of(rows)
    note_look(Act.LIST_PROBLEMS, Kind.PROBLEM, (line.uid for line in lines), actor)
    return lines


def merged_into(problem_id: UUID, by: Actor) -> ProblemLine | None:
    """The problem that one was merged into, where *by* may open that too."""
    row = Problem.open_to(by).filter(pk=problem_id).first()
    if row is None or row.merged_into_id is None:
        return None
    return next(iter(lines_of(Problem.open_to(by).filter(pk=row.merged_into_id))), None)
