"""Starting a use of a power for a problem: an idea, with its test and consultees laid out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localtime

from frankpledge.access.api import (
    ALLOW,
    Actor,
    Agency,
    Decision,
    Kind,
    LinkKind,
    NotFound,
    Ref,
    deny,
    link,
    new_reference,
    protect,
    record,
    require,
)
from frankpledge.kernel import DomainError
from frankpledge.powers import gate
from frankpledge.powers.bodies import bodies_in
from frankpledge.powers.candidates import holders_here
from frankpledge.powers.catalogue import Power, Target, holders, power
from frankpledge.powers.consultees import to_consult
from frankpledge.powers.lifecycle import Stage
from frankpledge.powers.models import Consultee, Evidence, Limb, PowerUse, Subject, What
from frankpledge.powers.policies import Act, may_start_use
from frankpledge.powers.reviews import Standing, standing_of
from frankpledge.powers.use_steps import note, said
from frankpledge.problems import api as problems

TARGETS_OF_SUBJECTS: Mapping[Subject, frozenset[Target]] = {
    Subject.PLACE: frozenset({Target.PREMISES, Target.LAND, Target.VEHICLE}),
    Subject.PERSON: frozenset({Target.PERSON, Target.MONEY, Target.DEVICE, Target.VEHICLE}),
    Subject.BUSINESS: frozenset({Target.BUSINESS, Target.LICENCE, Target.PREMISES, Target.MONEY}),
    Subject.GROUP: frozenset({Target.PERSON, Target.MONEY, Target.DEVICE, Target.VEHICLE}),
}
"""What a power is used on where a use is about a place, a person, a business or a group."""


def targets_about(subject: str) -> list[str]:
    """What a power is used on where it is about that: nothing said leaves nothing out."""
    if subject not in Subject.values:
        return []
    return sorted(TARGETS_OF_SUBJECTS[Subject(subject)])


class CannotStart(DomainError):
    """A use cannot be started of this power, here, by this agency, or in these words."""


def may_start_of(
    found: Power, *, problem: problems.ProblemLine, by: Actor, at: datetime
) -> Decision:
    """Whether *by* may start a use of a power for a problem today, and if not, why not.

    Its law has to be in force, a named lawyer has to have reviewed it as it stands, and the
    agency of whoever starts it has to hold it in the problem's district.
    """
    standing = standing_of(found, on=localtime(at).date())
    return starts_at(problem, by=by, at=at)(found, standing)


def starts_at(
    problem: problems.ProblemLine, *, by: Actor, at: datetime
) -> Callable[[Power, Standing], Decision]:
    """What answers, for any power and how it stands, whether *by* may start a use at a problem."""
    may, own = may_start_use(by), Agency.objects.get(id=by.agency_id).code
    known, bodies = holders(), bodies_in(problem.area_code, at=at)

    def may_start(found: Power, standing: Standing) -> Decision:
        if not may:
            return may
        if not found.is_available:
            return deny(f"{found.status_words}. It cannot be used.")
        if not standing.is_reviewed:
            return deny(f"{standing.words} No use of it can be started.")
        if problem.status in (problems.Status.CLOSED, problems.Status.MERGED):
            return deny("This problem is closed. Open it again first.")
        here = holders_here(found, holders=known, bodies=bodies)
        if not any(own == body.code for held in here for body in held.bodies):
            return deny("Your agency does not hold this power here. Ask whoever does.")
        return ALLOW

    return may_start


@transaction.atomic
def start_use(
    *,
    problem_id: UUID,
    code: str,
    measure: str,
    aim: str,
    subject: str = Subject.PLACE,
    system: str = "",
    reference: str = "",
    agencies: Sequence[UUID | str] = (),
    by: Actor,
    at: datetime,
) -> UUID:
    """Think of using a power for a problem. It stays an idea until the gate has been passed.

    The test, what would show it and whom to consult are laid out as the catalogue has them today,
    with nothing ticked. A person, business or group is pointed at, never named. Raises `NotFound`
    for a problem or a power out of sight, `NotPermitted` with the reason, and `CannotStart`.
    """
    problem = problems.among([problem_id], by).get(problem_id)
    found = power(code)
    if problem is None or found is None:
        raise NotFound
    require(may_start_of(found, problem=problem, by=by, at=at))
    about = _subject(subject, found)
    pointer = _pointer(about, system, reference)
    shared = _agencies(agencies, problem_id, by)
    row = PowerUse(
        protection=protect(
            Kind.POWER_USE,
            owner=by.agency_id,
            by=by,
            at=at,
            districts=[problem.area_code],
            agencies=shared,
            nominals=[problems.nominal_of(problem_id)],
        ),
        reference=new_reference(),
        power=found.code,
        power_version=found.version,
        area_id=problem.area_code,
        place=problem.place,
        target=min(found.targets & TARGETS_OF_SUBJECTS[about] or found.targets),
        subject=about,
        pointer_system=pointer[0],
        pointer_reference=pointer[1],
        measure=said(measure, "Enter what exactly would be done", argument="measure"),
        aim=said(aim, "Enter what it is to achieve", argument="aim"),
        stage=Stage.IDEA,
        started_at=at,
        started_by_id=by.person_id,
    )
    row.save(force_insert=True)
    _lay_out(row, found)
    about_problem = Ref(kind=Kind.PROBLEM, uid=problem_id)
    link(about_problem, row, LinkKind.GAVE_RISE_TO, by=by, at=at)
    gate.tell_lead(row, by=by, at=at)
    note(row, What.STARTED, by=by, at=at)
    record(Act.START_USE, row, by=by, at=at, recipients=shared, fields=[found.code])
    return row.uid


def _lay_out(row: PowerUse, found: Power) -> None:
    Evidence.objects.bulk_create(
        Evidence(use=row, number=number, words=words)
        for number, words in enumerate(found.evidence, start=1)
    )
    Limb.objects.bulk_create(
        Limb(use=row, number=number, words=words)
        for number, words in enumerate(found.limbs, start=1)
    )
    Consultee.objects.bulk_create(
        Consultee(
            use=row,
            number=each.number,
            words=each.words,
            is_hard=each.is_hard,
            only_when=each.only_when,
        )
        for each in to_consult(found.code)
    )


def _subject(text: str, found: Power) -> Subject:
    if text not in Subject.values:
        raise CannotStart("Choose what it is about", argument="subject")
    about = Subject(text)
    if not found.targets & TARGETS_OF_SUBJECTS[about]:
        raise CannotStart("This power is not used on that", argument="subject")
    return about


def _pointer(about: Subject, system: str, reference: str) -> tuple[str, str]:
    if about == Subject.PLACE and not (system.strip() or reference.strip()):
        return "", ""
    if not system.strip():
        raise CannotStart("Enter which system the reference is of", argument="system")
    if not reference.strip():
        raise CannotStart("Enter the reference, and no name", argument="reference")
    return system.strip(), problems.clean_pointer(reference)


def _agencies(chosen: Sequence[UUID | str], problem_id: UUID, by: Actor) -> list[UUID]:
    """Agencies to share a use with: those that work on the problem, and no others."""
    wanted = {UUID(str(agency)) for agency in chosen} - {by.agency_id}
    on_it = {agency for agency, _ in agencies_to_share_with(problem_id, by)}
    if not {str(agency) for agency in wanted} <= on_it:
        raise CannotStart("Choose agencies that work on the problem", argument="agencies")
    return sorted(wanted, key=str)


def agencies_to_share_with(problem_id: UUID, by: Actor) -> list[tuple[str, str]]:
    """Agencies that work on a problem, apart from one's own, by name."""
    ids = set(problems.agencies_on([problem_id], by).get(problem_id, ())) - {by.agency_id}
    rows = Agency.objects.filter(id__in=ids).order_by("name")
    return [(str(each.id), each.name) for each in rows]
