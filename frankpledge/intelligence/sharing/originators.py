"""Consulting whoever first gave something, before it is passed on (S2): what they said."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from frankpledge.access.api import Actor, fetch, record, require
from frankpledge.intelligence import slots
from frankpledge.intelligence.models import AskedBy, OriginatorConsent, Report
from frankpledge.intelligence.policies import Act, may_consult_originator
from frankpledge.intelligence.sharing.unsafe import refuse_giveaways
from frankpledge.kernel import DomainError


class OriginatorNotConsulted(DomainError):
    """The grade says that whoever told it is consulted before anything is passed on."""


class OriginatorRefused(DomainError):
    """Whoever it came from said that it may not be passed on."""


@transaction.atomic
def consult_originator(
    *, report_id: UUID, agreed: bool, how: str, limits: str = "", by: Actor, at: datetime
) -> None:
    """Keep what whoever it came from said when consulted: not who they are.

    The newest one stands; earlier ones are kept. Raises `NotPermitted`, `UnsafeText` for limits
    that would give them away, and `OriginatorNotConsulted` without a way in which it was done.
    """
    report = fetch(Report, report_id, by=by, at=at, act=Act.READ_REPORT, lock=True)
    require(may_consult_originator(by, report))
    if how not in AskedBy.values:
        raise OriginatorNotConsulted("Choose how they were consulted", argument="how")
    refuse_giveaways(limits, argument="limits")
    OriginatorConsent(
        report=report,
        agreed=agreed,
        how=how,
        limits=limits.strip(),
        recorded_by_id=by.person_id,
        recorded_at=at,
    ).save(force_insert=True)
    record(Act.CONSULT_ORIGINATOR, report, by=by, at=at, fields=["agreed", "how"])


def refuse_without_consent(
    report: Report, *, originator_consulted: bool, by: Actor, at: datetime
) -> None:
    """Raise unless the originator's consent stands; a confirmation on the form is kept as one."""
    consent = OriginatorConsent.standing(report)
    if consent is None and originator_consulted:
        consult_originator(report_id=report.uid, agreed=True, how=AskedBy.TELEPHONE, by=by, at=at)
        return
    if consent is None:
        raise OriginatorNotConsulted(
            "The grade says S2: consult the originator, and then confirm that you have",
            argument="originator_consulted",
        )
    if not consent.agreed:
        raise OriginatorRefused(
            "The originator did not agree, so nothing of this is passed on",
            argument="originator_consulted",
        )


def consent_in_words(consent: OriginatorConsent | None) -> str:
    """What they said, how and on what day."""
    if consent is None:
        return ""
    said = "The originator agreed" if consent.agreed else "The originator did not agree"
    how = AskedBy(consent.how).label.lower()
    return f"{said}, {how}, {_day(consent.recorded_at)}."


def _day(at: datetime) -> str:
    day = slots.day_and_slot(at)[0]
    return f"{day.day} {day:%B %Y}"
