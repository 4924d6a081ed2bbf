"""What is done about words or a file that were refused: only that they were is written down."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from frankpledge.access.api import record, require
from frankpledge.intelligence import slots
from frankpledge.intelligence.models import Incident, IncidentStage, Unit
from frankpledge.intelligence.policies import Act, may_note_refusal
from frankpledge.intelligence.quarantine.markings import Finding, MarkedTooHigh, look_over
from frankpledge.intelligence.quarantine.setting_apart import (
    begin,
    custodian,
    custodian_of,
    people_of,
)
from frankpledge.intelligence.units import NoUnit, unit_for


def with_reference(problem: MarkedTooHigh, *, district: str, at: datetime) -> str:
    """What whoever wrote it is told, with a reference to name to their security officer."""
    reference = note_refusal(problem.finding, district=district, at=at)
    return f"{problem}. Give this reference: {reference}" if reference else str(problem)


@transaction.atomic
def note_refusal(finding: Finding, *, district: str, at: datetime) -> str:
    """Write down that something clearly marked was refused, and tell those who deal with it.

    Neither the words nor who wrote them are kept, and what was refused in one half hour for one
    reason is one incident. Gives its reference, or nothing where no unit could be told. To be
    called once the refusal has undone all else.
    """
    day, slot = slots.day_and_slot(at)
    unit = _told_of_refusals(district, on=day)
    if unit is None:
        return ""
    service = custodian(unit, at=at)
    require(may_note_refusal(is_service=service.person_id == custodian_of(unit)))
    earlier = Incident.open_to(service).filter(
        stage=IncidentStage.REFUSED, rule=finding.rule, found_on=day, slot=slot
    )
    if (known := earlier.first()) is not None:
        return known.reference
    about = slots.blurred(at)
    incident = begin(
        unit,
        people_of(unit, at=about),
        row=None,
        grounds=finding.grounds,
        rule=finding.rule,
        service=service,
        at=about,
    )
    incident.save(force_insert=True)
    record(Act.NOTE_REFUSAL, incident.protection, by=service, at=about)
    return incident.reference


def _told_of_refusals(district: str, *, on: date) -> Unit | None:
    """The unit for the district; or, before anybody has said which it is, the first."""
    try:
        return unit_for(district, on=on)
    except NoUnit:
        return Unit.objects.select_related("agency").order_by("agency__code").first()


def objection_to_file(words: str) -> str:
    """Why a file with these words may not be held, or nothing. A file is refused in doubt too."""
    found = look_over(words)
    if found is None:
        return ""
    return (
        f"This file may not be held here. {found.why} Nothing of it was kept. Speak to your "
        "security officer, who knows the route for it"
    )
