"""Collecting: what partners are asked to return, and what they returned, refused or left late."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils.timezone import localtime

from frankpledge.access.api import (
    Action,
    Actor,
    Agency,
    Area,
    Decision,
    Kind,
    Term,
    What,
    amend,
    fetch,
    record,
    require,
)
from frankpledge.kernel import DomainError
from frankpledge.profiles import catalogue, indicators, policies
from frankpledge.profiles.drafting import districts_of
from frankpledge.profiles.indicators import Read, UnusableReturn
from frankpledge.profiles.models import (
    Asked,
    DataRequest,
    Profile,
    ReturnedFigure,
    Stage,
)
from frankpledge.profiles.policies import Act

LATE = "late"


class CannotAsk(DomainError):
    """An agency, a request or a day that does not go together."""


class NothingReturned(DomainError):
    """A return without rows that can be kept, or a refusal without a reason."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestFacts:
    """A data request as a page shows it. `status` is late where the day has passed."""

    template: str
    agency: str
    ask: str
    holder: str
    due_on: date
    status: str
    label: str
    reason: str
    answered_at: datetime | None
    rows: int
    may_answer: Decision


@transaction.atomic
def request_returns(
    *,
    profile_id: UUID,
    agency: UUID | str,
    templates: Sequence[str],
    due_on: date,
    by: Actor,
    at: datetime,
) -> None:
    """Ask an agency for what these templates name. It can read the profile from now on.

    Asking twice for the same changes nothing. Raises `CannotAsk`.
    """
    profile = fetch(Profile, profile_id, by=by, at=at, act=Act.READ_PROFILE, lock=True)
    require(policies.may_request_returns(by, profile))
    found = Agency.objects.filter(id=agency).first()
    if found is None:
        raise CannotAsk("Choose an agency", argument="agency")
    unknown = [code for code in templates if catalogue.template(code) is None]
    if unknown or not templates:
        raise CannotAsk("Choose what you ask for", argument="templates")
    if due_on < localtime(at).date():
        raise CannotAsk("The day by which you need it must not have passed", argument="due_on")
    amend(profile, by=by, at=at, add=[Term(what=What.AGENCY, value=str(found.id))], state="live")
    for code in templates:
        DataRequest.objects.get_or_create(
            profile=profile,
            template=code,
            agency=found,
            defaults={"due_on": due_on, "asked_by_id": by.person_id, "asked_at": at},
        )
    if profile.stage == Stage.DRAFT:
        profile.stage = Stage.COLLECTING
        profile.save(update_fields=["stage"])
    record(Act.REQUEST_RETURNS, profile, by=by, at=at, recipients=[found.id])


def areas_of_profile(profile: Profile) -> Mapping[str, str]:
    """The areas that a return may name: the district, or for a wider profile every district.

    A wider area's own total is not taken: it would be a second way to the sum of its districts.
    """
    if districts_of(profile.area_code, profile.area_level):
        return {profile.area_code: profile.area_name}
    rows = Area.objects.filter(kind__in=("district", "unitary")).order_by("name")
    return dict(rows.values_list("code", "name"))


def _own_request(profile: Profile, template: str, by: Actor) -> DataRequest:
    row = requests_seen(profile, by).filter(template=template, agency_id=by.agency_id).first()
    if row is None:
        raise CannotAsk("There is no such request.", argument="request")
    return row


def requests_seen(profile: Profile, by: Actor) -> QuerySet[DataRequest]:
    """Requests of a profile: all for whoever made it, and once it is out for comment for whoever
    reads it, since they are printed in it; before that each agency sees its own."""
    rows = DataRequest.objects.filter(profile=profile).select_related("agency")
    is_out = profile.stage not in (Stage.DRAFT, Stage.COLLECTING)
    if by.agency_id != profile.protection.owner_id and not is_out:
        rows = rows.filter(agency_id=by.agency_id)
    return rows.order_by("agency__name", "template")


@transaction.atomic
def open_request(
    *, profile_id: UUID, template: str, by: Actor, at: datetime
) -> tuple[RequestFacts, Mapping[str, str]]:
    """Open one request, with the areas that a return may name."""
    profile = fetch(Profile, profile_id, by=by, at=at, act=Act.READ_PROFILE)
    row = _own_request(profile, template, by)
    return facts_of(row, profile, by, localtime(at).date()), areas_of_profile(profile)


@transaction.atomic
def preview_return(
    *, profile_id: UUID, template: str, name: str, held: bytes, by: Actor, at: datetime
) -> Read:
    """What a file would add, with every mistake by row and column. Nothing is taken in."""
    profile = fetch(Profile, profile_id, by=by, at=at, act=Act.READ_PROFILE)
    row = _own_request(profile, template, by)
    require(policies.may_supply_return(by, profile, row.agency_id))
    return indicators.read_return(name, held, areas=areas_of_profile(profile))


@transaction.atomic
def supply_return(
    *, profile_id: UUID, template: str, name: str, held: bytes, by: Actor, at: datetime
) -> int:
    """Take in a return, all of it or nothing, in place of an earlier one. Says how many rows.

    Raises `NothingReturned` where a row cannot be kept, and `UnusableReturn` for another file.
    """
    profile = fetch(Profile, profile_id, by=by, at=at, act=Act.READ_PROFILE, lock=True)
    row = _own_request(profile, template, by)
    require(policies.may_supply_return(by, profile, row.agency_id))
    read = indicators.read_return(name, held, areas=areas_of_profile(profile))
    if read.mistakes:
        first = read.mistakes[0]
        raise NothingReturned(
            f"Row {first.row}, {first.column}: {first.problem}. Nothing was taken in.",
            argument="file",
        )
    ReturnedFigure.objects.filter(request=row).delete()
    ReturnedFigure.objects.bulk_create(
        ReturnedFigure(
            request=row,
            area_code=each.area_code,
            area_name=each.area_name,
            period=each.period,
            indicator=each.indicator,
            numerator=each.numerator,
            denominator=each.denominator,
            status=each.status.value,
            source=each.source,
        )
        for each in read.rows
    )
    _answered(row, Asked.RECEIVED, "", by, at)
    record(Act.SUPPLY_RETURN, profile, by=by, at=at, fields=["return"])
    return len(read.rows)


@transaction.atomic
def refuse_return(*, profile_id: UUID, template: str, reason: str, by: Actor, at: datetime) -> None:
    """Say that nothing will be returned, and why. Both are printed in the profile."""
    profile = fetch(Profile, profile_id, by=by, at=at, act=Act.READ_PROFILE, lock=True)
    row = _own_request(profile, template, by)
    require(policies.may_supply_return(by, profile, row.agency_id))
    if not reason.strip():
        raise NothingReturned("Say why nothing can be returned", argument="reason")
    ReturnedFigure.objects.filter(request=row).delete()
    _answered(row, Asked.REFUSED, reason, by, at)
    record(Act.SUPPLY_RETURN, profile, by=by, at=at, fields=["refusal"])


def _answered(row: DataRequest, status: Asked, reason: str, by: Actor, at: datetime) -> None:
    row.status, row.reason = status, reason
    row.answered_by_id, row.answered_at = by.person_id, at
    row.save(update_fields=["status", "reason", "answered_by", "answered_at"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Awaited:
    """A return that somebody's agency has been asked for."""

    profile_id: UUID
    template: str
    holder: str
    area_name: str
    due_on: date
    is_late: bool


def returns_awaited(by: Actor, on: date) -> tuple[Awaited, ...]:
    """Returns that the agency of *by* has not answered, of profiles that *by* may comment on."""
    if Kind.PROFILE not in by.kinds_for(Action.COMMENT):
        return ()
    seen = Profile.open_to(by).exclude(stage=Stage.RELEASED_INTERNALLY).values("pk")
    rows = DataRequest.objects.filter(
        agency_id=by.agency_id, status=Asked.SENT, profile__in=seen
    ).select_related("profile")
    return tuple(
        Awaited(
            profile_id=row.profile_id,
            template=row.template,
            holder=known.holder if (known := catalogue.template(row.template)) else row.template,
            area_name=row.profile.area_name,
            due_on=row.due_on,
            is_late=row.due_on < on,
        )
        for row in rows.defer("profile__content").order_by("due_on", "template", "pk")
    )


def requests_of(profile_id: UUID, by: Actor) -> tuple[str, ...]:
    """Requests of a profile that *by* may open and answer, by their templates' codes."""
    profile = Profile.open_to(by).select_related("protection").filter(pk=profile_id).first()
    if profile is None:
        return ()
    return tuple(
        row.template
        for row in requests_seen(profile, by)
        if policies.may_supply_return(by, profile, row.agency_id)
    )


def facts_of(row: DataRequest, profile: Profile, by: Actor, on: date) -> RequestFacts:
    """A request for a page, late where its day has passed without an answer."""
    known = catalogue.template(row.template)
    late = row.status == Asked.SENT and row.due_on < on
    return RequestFacts(
        template=row.template,
        agency=row.agency.name,
        ask=known.ask if known else row.template,
        holder=known.holder if known else row.template,
        due_on=row.due_on,
        status=LATE if late else row.status,
        label="Late: nothing came" if late else Asked(row.status).label,
        reason=row.reason,
        answered_at=row.answered_at,
        rows=0,
        may_answer=policies.may_supply_return(by, profile, row.agency_id),
    )


__all__ = [
    "CannotAsk",
    "NothingReturned",
    "RequestFacts",
    "UnusableReturn",
    "open_request",
    "preview_return",
    "refuse_return",
    "request_returns",
    "supply_return",
]
