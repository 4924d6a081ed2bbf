"""Problems: opening, sharing, telling, watching and closing them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils.timezone import localtime

from frankpledge.access.api import (
    Action,
    Actor,
    Agency,
    Area,
    Forum,
    Kind,
    Person,
    Term,
    What as Entry,
    amend,
    fetch,
    new_reference,
    protect,
    record,
    require,
    touched,
)
from frankpledge.kernel import DomainError
from frankpledge.problems import policies
from frankpledge.problems.models import (
    TOLD,
    Partner,
    PlaceKind,
    Pointer,
    Problem,
    ProblemEvent,
    Revisit,
    Status,
    StillSafe,
    What,
)
from frankpledge.problems.policies import Act
from frankpledge.problems.references import clean_pointer, nominal_of
from frankpledge.problems.register import AREA_KINDS, in_force
from frankpledge.search import api as search


class NotYourDistrict(DomainError):
    """The place lies outside the districts of whoever opens the problem."""


class UnknownChoice(DomainError):
    """What was chosen is not there to choose."""


class StillToVisit(DomainError):
    """A problem cannot be closed while a re-visit is still to come."""


class AlreadyThere(DomainError):
    """What was to be added is there."""


@transaction.atomic
def open_problem(
    *,
    title: str,
    place: str,
    place_kind: str,
    area: str,
    forum: str = "",
    agencies: Sequence[UUID | str] = (),
    lead: UUID | str | None = None,
    lead_post: str = "",
    by: Actor,
    at: datetime,
) -> UUID:
    """Open a problem at a place, owned by the agency of whoever opens it.

    It is shared with the agencies named and with the forum, within the district. Raises
    `NotYourDistrict` for a place elsewhere and `UnknownChoice` for what cannot be chosen.
    """
    require(policies.may_open_problem(by))
    _check_area(area, by, at)
    _check_forum(forum, by)
    partners = _agencies(agencies, apart_from=by.agency_id)
    protection = protect(
        Kind.PROBLEM,
        owner=by.agency_id,
        by=by,
        at=at,
        districts=[area],
        agencies=partners,
        forums=[forum] if forum else [],
    )
    row = Problem(
        protection=protection,
        reference=new_reference(),
        title=title,
        place=place,
        place_kind=PlaceKind(place_kind),
        area_id=area,
        forum_id=forum or None,
        lead_id=_colleague(lead, by) if lead else None,
        lead_post=lead_post,
        opened_at=at,
        opened_by_id=by.person_id,
    )
    row.save(force_insert=True)
    amend(
        row,
        by=by,
        at=at,
        action=Action.EDIT,
        add=[Term(what=Entry.NOMINAL, value=nominal_of(row.uid))],
    )
    Partner.objects.bulk_create(Partner(problem=row, agency_id=agency) for agency in partners)
    note_event(row, What.OPENED, by=by, at=at)
    _let_be_found(row)
    record(Act.OPEN_PROBLEM, row, by=by, at=at, recipients=partners)
    return row.uid


@transaction.atomic
def describe(
    *,
    problem_id: UUID,
    title: str,
    label: str = "",
    lead: UUID | str | None = None,
    lead_post: str = "",
    by: Actor,
    at: datetime,
) -> None:
    """Change what a problem is called, what it is labelled and who leads on it."""
    row = fetch(Problem, problem_id, by=by, at=at, act=Act.READ_PROBLEM, lock=True)
    require(policies.may_describe(by, row))
    row.title, row.label, row.lead_post = title, label, lead_post
    row.lead_id = _colleague(lead, by) if lead else None
    row.save(update_fields=["title", "label", "lead", "lead_post"])
    touched(row)
    note_event(row, What.DESCRIBED, by=by, at=at)
    _let_be_found(row)
    fields = ("title", "label", "lead", "lead_post")
    record(Act.DESCRIBE, row, by=by, at=at, fields=fields)


def _let_be_found(row: Problem) -> None:
    search.index(
        row.uid,
        title=f"Problem {row.reference}: {row.title}",
        href=reverse("problems:problem", args=[row.uid]),
        text=f"{row.place} {row.label}",
        released_on=localtime(row.opened_at).date(),
    )


@transaction.atomic
def tell(*, problem_id: UUID, what: str, note: str, by: Actor, at: datetime) -> None:
    """Add to a problem's story what happened there, for all who work on it."""
    row = fetch(Problem, problem_id, by=by, at=at, act=Act.READ_PROBLEM, lock=True)
    require(policies.may_tell(by, row))
    if What(what) not in TOLD:
        raise UnknownChoice("Choose what happened from the list", argument="what")
    note_event(row, What(what), by=by, at=at, note=note)
    touched(row)
    record(Act.TELL, row, by=by, at=at, fields=("events",))


@transaction.atomic
def point(*, problem_id: UUID, system: str, reference: str, by: Actor, at: datetime) -> None:
    """Say where somebody is on file in another system. Raises `NamesSomebody` for a name."""
    row = fetch(Problem, problem_id, by=by, at=at, act=Act.READ_PROBLEM, lock=True)
    require(policies.may_point(by, row))
    tidy = clean_pointer(reference)
    _, is_new = Pointer.objects.get_or_create(problem=row, system=system, reference=tidy)
    if not is_new:
        raise AlreadyThere("This reference is on the problem already", argument="reference")
    note_event(row, What.POINTED, by=by, at=at)
    touched(row)
    record(Act.POINT, row, by=by, at=at, fields=("pointers",))


@transaction.atomic
def share_problem(
    *,
    problem_id: UUID,
    agencies: Sequence[UUID | str] = (),
    forum: str = "",
    by: Actor,
    at: datetime,
) -> None:
    """Share a problem and its re-visits with more agencies, or with the forum that is to task it.

    Agencies that have it keep it. A new forum takes the place of the old one.
    """
    row = fetch(Problem, problem_id, by=by, at=at, act=Act.READ_PROBLEM, lock=True)
    require(policies.may_share_problem(by, row))
    _check_forum(forum, by)
    had = set(Partner.objects.filter(problem=row).values_list("agency_id", flat=True))
    new = [
        agency
        for agency in _agencies(agencies, apart_from=row.protection.owner_id)
        if agency not in had
    ]
    moved = bool(forum) and forum != row.forum_id
    if not new and not moved:
        raise AlreadyThere("Choose an agency or a forum that does not have it yet")
    add = [Term(what=Entry.AGENCY, value=str(agency)) for agency in new]
    remove = []
    if moved:
        add.append(Term(what=Entry.FORUM, value=forum))
        if row.forum_id:
            remove.append(Term(what=Entry.FORUM, value=row.forum_id))
    visits = Revisit.open_to(by, Action.SHARE).filter(problem=row).select_related("protection")
    for shared in (row, *visits):
        amend(shared, by=by, at=at, add=add, remove=remove)
    Partner.objects.bulk_create(Partner(problem=row, agency_id=agency) for agency in new)
    if moved:
        row.forum_id = forum
        row.save(update_fields=["forum"])
    names = [*Agency.objects.filter(id__in=new).order_by("name").values_list("name", flat=True)]
    if moved:
        names.append(Forum.objects.get(code=forum).name)
    note_event(row, What.SHARED, by=by, at=at, note="With " + ", ".join(names))
    record(Act.SHARE_PROBLEM, row, by=by, at=at, recipients=new)


@transaction.atomic
def move(
    *,
    problem_id: UUID,
    status: str,
    note: str = "",
    still_safe: str = "",
    by: Actor,
    at: datetime,
) -> None:
    """Watch, close or open a problem again, in the order laid down.

    Closing says whether people are still safe, and waits until no re-visit is left to make:
    raises `StillToVisit` before then, and `UnknownChoice` if nothing is said of safety.
    """
    row = fetch(Problem, problem_id, by=by, at=at, act=Act.READ_PROBLEM, lock=True)
    to = Status(status)
    require(policies.may_move(by, row, to))
    if to == Status.CLOSED:
        if not still_safe:
            raise UnknownChoice("Say whether people are still safe", argument="still_safe")
        if Revisit.visible_to(by).filter(problem=row, outcome="").exists():
            raise StillToVisit(
                "A re-visit is still to be made. Record it first, or watch the problem until then",
                argument="status",
            )
    row.status = to
    row.still_safe = StillSafe(still_safe) if to == Status.CLOSED else ""
    row.closed_at = at if to == Status.CLOSED else None
    row.save(update_fields=["status", "still_safe", "closed_at"])
    note_event(row, What(to.value), by=by, at=at, note=note)
    touched(row)
    record(Act.MOVE, row, by=by, at=at, fields=("status", "still_safe"))


def note_event(row: Problem, what: What, *, by: Actor, at: datetime, note: str = "") -> None:
    """Add a line to a problem's story. The act that it follows from has decided and records."""
    ProblemEvent.objects.create(
        problem=row, what=what, at=at, told_by_id=by.person_id, note=note[:500]
    )


def _check_area(area: str, by: Actor, at: datetime) -> None:
    on = localtime(at).date()
    if not Area.objects.filter(in_force(on), code=area, kind__in=AREA_KINDS).exists():
        raise UnknownChoice("Choose a district from the list", argument="area")
    if not by.force_wide and area not in by.districts:
        raise NotYourDistrict("Choose a district that your post works in", argument="area")


def _check_forum(forum: str, by: Actor) -> None:
    if forum and forum not in by.forums:
        raise UnknownChoice("Choose a forum that you sit on", argument="forum")


def _agencies(chosen: Sequence[UUID | str], *, apart_from: UUID) -> list[UUID]:
    wanted = {UUID(str(agency)) for agency in chosen} - {apart_from}
    found = list(Agency.objects.filter(id__in=wanted).values_list("id", flat=True))
    if len(found) != len(wanted):
        raise UnknownChoice("Choose agencies from the list", argument="agencies")
    return sorted(found, key=str)


def _colleague(person_id: UUID | str, by: Actor) -> UUID:
    found = Person.objects.filter(id=UUID(str(person_id)), agency_id=by.agency_id).first()
    if found is None:
        raise UnknownChoice("Choose somebody from your agency", argument="lead")
    return found.id
