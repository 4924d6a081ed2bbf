"""Case studies: writing one, and who clears the words before anybody else reads them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localtime

from frankpledge.access.api import (
    Action,
    Actor,
    Agency,
    Area,
    Kind,
    LinkKind,
    Ref,
    Term,
    What,
    amend,
    fetch,
    link,
    new_reference,
    nominals_of,
    protect,
    record,
    require,
    touched,
)
from frankpledge.kernel import DomainError, whole_number
from frankpledge.learning import policies
from frankpledge.learning.clearing import CLEARED_FOR, Answer, Standing
from frankpledge.learning.events import UnknownChoice, WordsNeeded
from frankpledge.learning.evidence import Grade
from frankpledge.learning.identifying import Found, to_take_out
from frankpledge.learning.models import (
    WRITTEN,
    CaseMark,
    CaseState,
    CaseStudy,
    Clearance,
    Involvement,
    MarkSort,
    NeedCode,
)
from frankpledge.learning.policies import Act
from frankpledge.learning.reading import (
    place_kinds,
    power_names,
    signs_of,
    standing_of,
    threat_names,
)

ARISES_FROM = (Kind.PROBLEM, Kind.DISRUPTION, Kind.ACTION, Kind.POWER_USE)
"""What a case study may be written about."""

NEEDED = ("objective", "scanning", "analysis", "response", "assessment", "lessons")
"""What is written before anybody is asked to clear it."""

SHOWN = ("document", "second_source", "before", "after", "compared_with")


class CouldIdentify(DomainError):
    """Words by which somebody could be recognised."""


class NotWhole(DomainError):
    """A part that a reader needs is not written."""


class WrongDay(DomainError):
    """A clearance ends within a year."""


@transaction.atomic
def write_case(
    *,
    title: str,
    area: str,
    objective: str,
    involvement: int | str,
    agencies: Sequence[UUID | str] = (),
    threats: Sequence[str] = (),
    powers: Sequence[str] = (),
    places: Sequence[str] = (),
    needs: Sequence[str] = (),
    arises_from: Sequence[Ref] = (),
    by: Actor,
    at: datetime,
) -> UUID:
    """Begin a case study. *agencies* took part, see the draft, and each clears its words.

    It concerns whom what it arises from concerns, so a conflict hides it. Raises `UnknownChoice`,
    and `NotFound` for an origin out of sight.
    """
    require(policies.may_write_case(by))
    here = Area.objects.filter(code=area).first()
    if here is None:
        raise UnknownChoice("Choose the district", argument="area")
    level = whole_number(str(involvement))
    if level not in Involvement.values:
        raise UnknownChoice("Choose how far partners took part", argument="involvement")
    took_part = set(Agency.objects.filter(id__in={str(each) for each in agencies})) | {
        Agency.objects.get(id=by.agency_id)
    }
    row = CaseStudy(
        protection=protect(
            Kind.CASE_STUDY,
            owner=by.agency_id,
            by=by,
            at=at,
            agencies={agency.id for agency in took_part} - {by.agency_id},
            nominals=nominals_of(arises_from, by),
        ),
        reference=new_reference(),
        title=title,
        area=here,
        objective=objective,
        involvement=level,
        claimed=Grade.E0,
        written_at=at,
        written_by_id=by.person_id,
    )
    row.save(force_insert=True)
    for agency in sorted(took_part, key=lambda each: each.code):
        Clearance.objects.create(case_study=row, agency=agency)
    _mark(
        row,
        {
            MarkSort.THREAT: (threats, threat_names()),
            MarkSort.POWER: (powers, power_names()),
            MarkSort.PLACE: (places, place_kinds()),
            MarkSort.NEED: (needs, dict(NeedCode.choices)),
        },
    )
    for origin in arises_from:
        if origin.kind not in ARISES_FROM:
            raise UnknownChoice("A case study cannot be about that")
        link(origin, row, LinkKind.GAVE_RISE_TO, by=by, at=at)
    record(Act.WRITE_CASE, row, by=by, at=at, recipients=sorted(each.id for each in took_part))
    return row.uid


def _mark(
    row: CaseStudy, marks: Mapping[MarkSort, tuple[Sequence[str], Mapping[str, str]]]
) -> None:
    for sort, (codes, known) in marks.items():
        if set(codes) - set(known):
            raise UnknownChoice("Choose from the list")
        CaseMark.objects.bulk_create(
            CaseMark(case_study=row, sort=sort, code=code) for code in dict.fromkeys(codes)
        )


def _opened(case_id: UUID, by: Actor, at: datetime) -> CaseStudy:
    return fetch(CaseStudy, case_id, by=by, at=at, act=Act.READ_CASE, lock=True)


@transaction.atomic
def change_case(
    *,
    case_id: UUID,
    title: str,
    claimed: str,
    words: Mapping[str, str],
    shown: Mapping[str, str],
    by: Actor,
    at: datetime,
) -> None:
    """Change the words and the evidence. It is a draft again, and nobody has cleared these words.

    *words* are by the names of `WRITTEN`, *shown* by those of `Shown`. Those to whom it was shown
    because it was cleared know of it no longer.
    """
    row = _opened(case_id, by, at)
    require(policies.may_change_case(by, row))
    if claimed not in list(Grade):
        raise UnknownChoice("Choose how good the evidence is", argument="claimed")
    if not title.strip() or not words.get("objective", "").strip():
        raise WordsNeeded("Say what it is called and what was to change", argument="title")
    if row.state == CaseState.OUT:
        _shut(row, by=by, at=at)
    row.title, row.claimed = title.strip(), Grade(claimed)
    for name in WRITTEN:
        setattr(row, name, words.get(name, "").strip())
    for name in SHOWN:
        setattr(row, name, shown.get(name, "").strip())
    row.version += 1
    row.state, row.thought_about = CaseState.DRAFT, ""
    row.save()
    touched(row)
    record(Act.CHANGE_CASE, row, by=by, at=at, fields=["words"])


@transaction.atomic
def ask_clearance(*, case_id: UUID, thought_about: str = "", by: Actor, at: datetime) -> None:
    """Ask each agency that took part to clear these words.

    Raises `NotWhole` where a part is missing, and `CouldIdentify` where there are words by which
    somebody could be recognised: some have to be gone, and for others it is said in
    *thought_about* why they may stay.
    """
    row = _opened(case_id, by, at)
    require(policies.may_ask_clearance(by, row))
    missing = [WRITTEN[name] for name in NEEDED if not getattr(row, name)]
    if missing:
        raise NotWhole(f"Write this first: {missing[0]}")
    found = signs_of(row, by)
    out = to_take_out(found)
    if out:
        raise CouldIdentify(f"Take this out first: {_named(out)}")
    if found and not thought_about.strip():
        raise CouldIdentify(
            f"Say why this may stay, or take it out: {_named(found)}", argument="thought_about"
        )
    row.state, row.thought_about = CaseState.OUT, thought_about.strip()
    row.save(update_fields=["state", "thought_about"])
    touched(row)
    asked = Clearance.objects.filter(case_study=row).values_list("agency_id", flat=True)
    record(Act.ASK_CLEARANCE, row, by=by, at=at, recipients=sorted(asked))


def _named(found: Sequence[Found]) -> str:
    return "; ".join(f"{each.sign.words} (“{each.excerpt}”)" for each in found[:3])


@transaction.atomic
def clear_case(
    *,
    case_id: UUID,
    cleared: bool,
    until: date | None = None,
    reason: str = "",
    by: Actor,
    at: datetime,
) -> None:
    """Clear these words for one's agency until a day, at most a year away, or refuse to.

    When the last agency has cleared them, every agency may read them. Raises `WrongDay`, and
    `WordsNeeded` for a refusal without its reason.
    """
    row = _opened(case_id, by, at)
    asked = Clearance.objects.filter(case_study=row, agency_id=by.agency_id).first()
    require(policies.may_clear_case(by, row, asked))
    assert asked is not None
    on = localtime(at).date()
    if cleared and (until is None or not on < until <= on + CLEARED_FOR):
        raise WrongDay("Choose a day within a year", argument="until")
    if not cleared and not reason.strip():
        raise WordsNeeded("Say why, so that its author can put it right", argument="reason")
    asked.version, asked.answered_at, asked.answered_by_id = row.version, at, by.person_id
    asked.answer = Answer.CLEARED if cleared else Answer.REFUSED
    asked.until, asked.reason = (until, "") if cleared else (None, reason.strip())
    asked.save()
    touched(row)
    record(Act.CLEAR_CASE, row, by=by, at=at, fields=["clearance"])
    if standing_of(row, on) == Standing.CLEARED:
        amend(row, add=_everybody_else(row), action=Action.APPROVE, by=by, at=at)
    else:
        _shut(row, by=by, at=at, action=Action.APPROVE)


@transaction.atomic
def withdraw_clearance(*, case_id: UUID, reason: str, by: Actor, at: datetime) -> None:
    """Take back what one's agency cleared. From now on only those that took part know of it."""
    row = _opened(case_id, by, at)
    given = Clearance.objects.filter(case_study=row, agency_id=by.agency_id).first()
    cleared = given is not None and given.answer == Answer.CLEARED
    stands = Standing.CLEARED if cleared else Standing.WAITING
    require(policies.may_withdraw_clearance(by, row, stands))
    assert given is not None
    if not reason.strip():
        raise WordsNeeded("Say why, so that its author can put it right", argument="reason")
    given.answer, given.reason, given.until = Answer.WITHDRAWN, reason.strip(), None
    given.answered_at, given.answered_by_id = at, by.person_id
    given.save()
    _shut(row, by=by, at=at, action=Action.APPROVE)
    record(Act.WITHDRAW_CLEARANCE, row, by=by, at=at, fields=["clearance"])


def _everybody_else(row: CaseStudy) -> list[Term]:
    parties = Clearance.objects.filter(case_study=row).values("agency_id")
    others = Agency.objects.exclude(id__in=parties).order_by("code").values_list("id", flat=True)
    return [Term(what=What.AGENCY, value=str(each)) for each in others]


def _shut(row: CaseStudy, *, by: Actor, at: datetime, action: Action = Action.EDIT) -> None:
    amend(row, remove=_everybody_else(row), action=action, by=by, at=at)
