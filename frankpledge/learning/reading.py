"""Reading case studies: lists, one of them, and those that are like what somebody faces."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.timezone import localtime

from frankpledge.access.api import (
    Action,
    Actor,
    Agency,
    Area,
    Decision,
    Kind,
    Ref,
    fetch,
    record,
    require,
)
from frankpledge.governance import api as governance
from frankpledge.learning import policies
from frankpledge.learning.clearing import (
    SOON,
    STANDING_WORDS,
    Answer,
    Given,
    Standing,
    standing,
    together,
)
from frankpledge.learning.evidence import GRADE_WORDS, Grade, caption, earned
from frankpledge.learning.identifying import Found, signs_in
from frankpledge.learning.likeness import Likeness, Situation, likeness
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
from frankpledge.powers import api as powers
from frankpledge.problems import api as problems

LISTED = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseLine:
    """A case study in a list, with the words that stand beside it whatever it says."""

    uid: UUID
    reference: str
    title: str
    area: str
    area_code: str
    involvement: int
    grade: Grade
    caption: str
    stands: Standing
    is_draft: bool
    is_party: bool
    ends_on: date | None
    situation: Situation
    needs: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClearanceLine:
    """What one agency said of the words."""

    agency: str
    standing: Standing
    until: date | None
    reason: str
    by: str
    at: datetime | None
    is_ours: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFacts:
    """A case study as its page shows it."""

    line: CaseLine
    words: tuple[tuple[str, str, str], ...]
    involvement: str
    claimed: Grade
    shown: tuple[tuple[str, str], ...]
    threats: tuple[str, ...]
    powers: tuple[str, ...]
    places: tuple[str, ...]
    needs: tuple[str, ...]
    author: str
    clearances: tuple[ClearanceLine, ...]
    signs: tuple[Found, ...]
    thought_about: str
    alike: tuple[AlikeLine, ...]
    may_change: Decision
    may_ask: Decision
    may_clear: Decision
    may_withdraw: Decision


@dataclass(frozen=True, slots=True, kw_only=True)
class AlikeLine:
    """A case study that is like something, and in what."""

    line: CaseLine
    likeness: Likeness
    reasons: tuple[str, ...]


def threat_names() -> Mapping[str, str]:
    """What a case study can be about, by code: the harms of the map of forums."""
    return governance.harm_words()


def power_names() -> Mapping[str, str]:
    """Every power by its code."""
    return powers.power_names()


def place_kinds() -> Mapping[str, str]:
    """The sorts of place that a problem can be at, by code."""
    return dict(problems.PlaceKind.choices)


def _given(row: Clearance) -> Given:
    answer = Answer(row.answer) if row.answer else None
    return Given(answer=answer, version=row.version, until=row.until)


def standing_of(row: CaseStudy, on: date) -> Standing:
    """How all clearances together stand on a day. A draft waits."""
    return standing_among(row, list(Clearance.objects.filter(case_study=row)), on)


def standing_among(row: CaseStudy, clearances: Iterable[Clearance], on: date) -> Standing:
    """The same, of clearances that have been read already."""
    if row.state == CaseState.DRAFT:
        return Standing.WAITING
    return together(standing(_given(each), version=row.version, on=on) for each in clearances)


def _lines(rows: Sequence[CaseStudy], by: Actor) -> list[CaseLine]:
    """Those of *rows* that *by* may read now: a clearance that has run out hides the rest."""
    on = localtime(by.at).date()
    clearances: dict[UUID, list[Clearance]] = {row.uid: [] for row in rows}
    for each in Clearance.objects.filter(case_study__in=clearances).order_by("id"):
        clearances[each.case_study_id].append(each)
    marks: dict[UUID, dict[str, set[str]]] = {row.uid: {} for row in rows}
    for mark in CaseMark.objects.filter(case_study__in=marks).order_by("code"):
        marks[mark.case_study_id].setdefault(mark.sort, set()).add(mark.code)
    lines = []
    for row in rows:
        given = clearances[row.uid]
        stands = standing_among(row, given, on)
        is_party = by.agency_id in {each.agency_id for each in given}
        if policies.may_read_case(by, row, is_party=is_party, stands=stands):
            ends = [each.until for each in given if each.until]
            lines.append(_line(row, marks[row.uid], stands, ends, is_party=is_party))
    return lines


def _line(
    row: CaseStudy,
    marks: Mapping[str, set[str]],
    stands: Standing,
    ends: Sequence[date],
    *,
    is_party: bool,
) -> CaseLine:
    grade = earned(Grade(row.claimed), row.shown)
    return CaseLine(
        uid=row.uid,
        reference=row.reference,
        title=row.title,
        area=row.area.name,
        area_code=row.area_id,
        involvement=row.involvement,
        grade=grade,
        caption=caption(grade, is_synthetic=settings.FRANKPLEDGE_DEMO),
        stands=stands,
        is_draft=row.state == CaseState.DRAFT,
        is_party=is_party,
        ends_on=min(ends) if ends and stands == Standing.CLEARED else None,
        situation=Situation(
            threats=frozenset(marks.get(MarkSort.THREAT, ())),
            powers=frozenset(marks.get(MarkSort.POWER, ())),
            place_kinds=frozenset(marks.get(MarkSort.PLACE, ())),
            areas=frozenset({row.area_id}),
        ),
        needs=frozenset(marks.get(MarkSort.NEED, ())),
    )


def line_of(case_id: UUID, by: Actor) -> CaseLine | None:
    """A case study as a list shows it, or None where *by* may not read it now."""
    rows = CaseStudy.open_to(by).filter(pk=case_id).select_related("area", "protection")
    return next(iter(_lines(list(rows), by)), None)


def _readable(by: Actor) -> list[CaseLine]:
    rows = CaseStudy.open_to(by).select_related("area", "protection")
    return _lines(list(rows.order_by("-written_at", "pk")[:LISTED]), by)


@transaction.atomic
def listed(
    *,
    threat: str = "",
    power: str = "",
    place: str = "",
    partners: str = "",
    by: Actor,
    at: datetime,
) -> tuple[CaseLine, ...]:
    """Case studies that *by* may read, the latest first, narrowed by what they are about.

    *partners* is `with` (level 3 and above: a partner did something of its own), `without`, or
    empty for both. Looking is recorded.
    """
    require(policies.may_list_cases(by))
    lines = [
        line
        for line in _readable(by)
        if (not threat or threat in line.situation.threats)
        and (not power or power in line.situation.powers)
        and (not place or place in line.situation.place_kinds)
        and (not partners or (partners == "with") == (line.involvement >= Involvement.OWN_POWER))
    ]
    record(Act.LIST_CASES, [_ref(line) for line in lines], by=by, at=at)
    return tuple(lines)


def cleared(*, by: Actor, at: datetime) -> tuple[CaseLine, ...]:
    """Case studies that every agency in them has cleared for now, the latest first. Recorded."""
    return tuple(line for line in listed(by=by, at=at) if line.stands == Standing.CLEARED)


def _ref(line: CaseLine) -> Ref:
    return Ref(kind=Kind.CASE_STUDY, uid=line.uid)


def cases_like(
    wanted: Situation, by: Actor, *, apart_from: UUID | None = None, limit: int = 5
) -> tuple[AlikeLine, ...]:
    """Cleared case studies that *by* may read and that are like *wanted*, the most alike first."""
    names = {**threat_names(), **power_names(), **place_kinds()}
    found = []
    for line in _readable(by):
        shared = likeness(wanted, line.situation)
        if shared and line.stands == Standing.CLEARED and line.uid != apart_from:
            reasons = [
                names.get(code, code)
                for code in (*shared.threats, *shared.powers, *shared.place_kinds)
            ]
            if shared.areas:
                reasons.append(line.area)
            found.append(AlikeLine(line=line, likeness=shared, reasons=tuple(reasons)))
    found.sort(key=lambda each: (-each.likeness.weight, each.line.title, each.line.reference))
    return tuple(found[:limit])


def signs_of(row: CaseStudy, by: Actor) -> tuple[Found, ...]:
    """By what somebody could be recognised in the words as they are now.

    Places are those of problems that *by* may open; of others it says nothing.
    """
    parts = {words: getattr(row, name) for name, words in WRITTEN.items() if getattr(row, name)}
    known = [
        *Agency.objects.values_list("name", flat=True),
        *Area.objects.values_list("name", flat=True),
        *threat_names().values(),
        *power_names().values(),
    ]
    places = [line.place for line in problems.open_problems(by)]
    return signs_in({"What is it called?": row.title, **parts}, known=known, places=places)


@transaction.atomic
def page(*, case_id: UUID, by: Actor, at: datetime) -> CaseFacts:
    """Open a case study. Looking is recorded.

    Raises `NotFound` for one that *by* may not know of, and `NotPermitted` for one that they may
    know of whose clearance has run out.
    """
    row = fetch(CaseStudy, case_id, by=by, at=at, act=Act.READ_CASE, action=Action.READ)
    on = localtime(at).date()
    given = list(
        Clearance.objects.filter(case_study=row)
        .select_related("agency", "answered_by")
        .order_by("agency__name")
    )
    ours = next((each for each in given if each.agency_id == by.agency_id), None)
    stands = standing_among(row, given, on)
    require(policies.may_read_case(by, row, is_party=ours is not None, stands=stands))
    (line,) = _lines([row], by)
    our_standing = standing(_given(ours), version=row.version, on=on) if ours else Standing.WAITING
    marks = line.situation
    may_change = policies.may_change_case(by, row)
    return CaseFacts(
        line=line,
        words=tuple((name, words, getattr(row, name)) for name, words in WRITTEN.items()),
        involvement=Involvement(row.involvement).label,
        claimed=Grade(row.claimed),
        shown=(
            ("Document", row.document),
            ("Second source", row.second_source),
            ("Before", row.before),
            ("After", row.after),
            ("Compared with", row.compared_with),
        ),
        threats=_named(marks.threats, threat_names()),
        powers=_named(marks.powers, power_names()),
        places=_named(marks.place_kinds, place_kinds()),
        needs=_named(line.needs, dict(NeedCode.choices)),
        author=row.written_by.name if ours else "",
        clearances=tuple(_clearance(each, row, by, on) for each in given) if ours else (),
        signs=signs_of(row, by) if may_change else (),
        thought_about=row.thought_about if ours else "",
        alike=cases_like(marks, by, apart_from=row.uid),
        may_change=may_change,
        may_ask=policies.may_ask_clearance(by, row),
        may_clear=policies.may_clear_case(by, row, ours),
        may_withdraw=policies.may_withdraw_clearance(by, row, our_standing),
    )


def _named(codes: Iterable[str], names: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(sorted(names.get(code, code) for code in codes))


def _clearance(each: Clearance, row: CaseStudy, by: Actor, on: date) -> ClearanceLine:
    return ClearanceLine(
        agency=each.agency.name,
        standing=standing(_given(each), version=row.version, on=on),
        until=each.until,
        reason=each.reason,
        by=each.answered_by.name if each.answered_by else "",
        at=each.answered_at,
        is_ours=each.agency_id == by.agency_id,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseDue:
    """A case study that waits for somebody, and for what."""

    line: CaseLine
    what: str
    is_late: bool


def awaiting(by: Actor, on: date) -> tuple[CaseDue, ...]:
    """Case studies that wait for *by*: to be cleared, to be put right, or cleared once more."""
    if not policies.may_list_cases(by):
        return ()
    rows = CaseStudy.open_to(by).filter(state=CaseState.OUT).select_related("area", "protection")
    found = []
    for row in rows.order_by("written_at", "pk")[:LISTED]:
        given = list(Clearance.objects.filter(case_study=row))
        ours = next((each for each in given if each.agency_id == by.agency_id), None)
        if ours is None:
            continue
        stands = standing(_given(ours), version=row.version, on=on)
        what = _due(row, ours, stands, by, on)
        all_stand = standing_among(row, given, on)
        if not what and policies.may_change_case(by, row):
            what = (
                "Put right what was refused or taken back"
                if all_stand in (Standing.REFUSED, Standing.WITHDRAWN)
                else ""
            )
        if what:
            (line,) = _lines([row], by)
            found.append(CaseDue(line=line, what=what, is_late=all_stand == Standing.LAPSED))
    return tuple(found)


def _due(row: CaseStudy, ours: Clearance, stands: Standing, by: Actor, on: date) -> str:
    if not policies.may_clear_case(by, row, ours):
        return ""
    if stands == Standing.WAITING:
        return "Clear the words, or say why not"
    if stands == Standing.LAPSED:
        return "Your agency’s clearance has run out"
    if stands == Standing.CLEARED and ours.until and ours.until - SOON <= on:
        return f"{STANDING_WORDS[stands]} until {ours.until:%-d %B %Y}: clear it again"
    return ""


__all__ = [
    "GRADE_WORDS",
    "AlikeLine",
    "CaseDue",
    "CaseFacts",
    "CaseLine",
    "ClearanceLine",
    "awaiting",
    "cases_like",
    "line_of",
    "listed",
    "page",
    "place_kinds",
    "power_names",
    "signs_of",
    "standing_among",
    "standing_of",
    "threat_names",
]
