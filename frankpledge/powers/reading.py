"""What the page of a use shows, the list of uses, and what awaits somebody."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from frankpledge.access.api import Actor, Decision, Kind, LinkKind, Ref, links_of, record, require
from frankpledge.powers import policies
from frankpledge.powers.catalogue import Power, power, powers
from frankpledge.powers.lifecycle import STAGE_WORDS, Stage
from frankpledge.powers.models import (
    Breach,
    Consultee,
    Evidence,
    GateCheck,
    LaterLook,
    Limb,
    PowerUse,
    UseEvent,
)
from frankpledge.powers.policies import Act, may_list_uses
from frankpledge.powers.use_steps import opened
from frankpledge.ui.api import Happening, Tone

PAGE = 50
"""How many uses a page of the list shows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UseLine:
    """A use in a list."""

    uid: UUID
    reference: str
    code: str
    power: str
    place: str
    area: str
    measure: str
    stage: Stage
    agency: str
    started_by: str
    started_at: datetime
    hear_by: datetime | None
    lasts_until: date | None

    @property
    def stage_words(self) -> str:
        """Where it stands, as people read it."""
        return STAGE_WORDS[self.stage]


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceLine:
    """Something that would show the test: held and where, missing, or not looked for yet."""

    number: int
    words: str
    is_held: bool | None
    where: str

    @property
    def state(self) -> str:
        """How it stands, in words."""
        if self.is_held is None:
            return "Not looked for yet"
        return f"Held: {self.where}" if self.is_held else "Missing"


@dataclass(frozen=True, slots=True, kw_only=True)
class LimbLine:
    """One part of the test, and what an officer said of it."""

    number: int
    words: str
    is_shown: bool | None
    why: str
    by: str
    at: datetime | None
    rests_on: tuple[str, ...]

    @property
    def state(self) -> str:
        """What was said of it, by whom: never that a threshold is met."""
        if self.is_shown is None:
            return "Not ticked"
        return f"Shown, says {self.by}" if self.is_shown else f"Not shown, says {self.by}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsulteeLine:
    """Somebody to be consulted, and how that stands."""

    number: int
    words: str
    is_hard: bool
    only_when: str
    whom: str
    asks: str
    """The agency that answers here by itself, or nothing."""
    is_ours: bool
    """Whether that is the reader's own, and has not answered."""
    said_by: str
    asked_at: datetime | None
    due_at: datetime | None
    said: str
    said_words: str
    answered_at: datetime | None

    @property
    def strength(self) -> str:
        """Whether the law names them, in words."""
        if not self.is_hard:
            return "Should be consulted"
        return f"Must be, where {self.only_when}" if self.only_when else "Must be consulted"

    def is_late(self, at: datetime) -> bool:
        """Whether an answer is owed."""
        return self.due_at is not None and not self.said and self.due_at < at


@dataclass(frozen=True, slots=True, kw_only=True)
class GateLine:
    """One call at the safeguarding gate."""

    contact: str
    telephone: str
    spoke_to: str
    rung_at: datetime
    answer: str
    words: str
    noted_by: str
    overridden_by: str
    overridden_at: datetime | None
    override_reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LookLine:
    """A look back, made or to come."""

    months: int
    due_on: date
    turned: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BreachLine:
    """A breach, and what was done about it."""

    happened_on: date
    words: str
    answered_with: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UseFacts:
    """A use as its page shows it."""

    line: UseLine
    power: Power | None
    is_same_version: bool
    area_code: str
    owner_id: UUID
    aim: str
    subject: str
    pointer: str
    equality_note: str
    evidence: tuple[EvidenceLine, ...]
    limbs: tuple[LimbLine, ...]
    consultees: tuple[ConsulteeLine, ...]
    gates: tuple[GateLine, ...]
    breaches: tuple[BreachLine, ...]
    looks: tuple[LookLine, ...]
    timeline: tuple[Happening, ...]
    problem_id: UUID | None
    asked_before: UUID | None
    authorised: str
    authorised_at: datetime | None
    in_force_at: datetime | None
    hear_by: datetime | None
    heard_at: datetime | None
    court_said: str
    appealed_on: date | None
    appeal_result: str
    ended_at: datetime | None
    ended_how: str
    ended_words: str
    displacement_note: str
    may: Mapping[str, Decision]

    @property
    def kept_the_clock(self) -> bool | None:
        """Whether the court heard it in time, or None where no clock runs or it is not heard."""
        if self.hear_by is None or self.heard_at is None:
            return None
        return self.heard_at <= self.hear_by


def problem_of(use_id: UUID, by: Actor) -> UUID | None:
    """The problem that a use is for, if *by* may know of it."""
    return next(
        (
            joined.earlier.uid
            for joined in links_of(use_id, by)
            if joined.earlier.kind == Kind.PROBLEM and joined.relation == LinkKind.GAVE_RISE_TO
        ),
        None,
    )


def uses_of(problem_id: UUID, by: Actor) -> QuerySet[PowerUse]:
    """The uses for a problem that *by* may open."""
    ends = [
        joined.later.uid
        for joined in links_of(problem_id, by)
        if joined.later.kind == Kind.POWER_USE
    ]
    return PowerUse.open_to(by).filter(pk__in=ends)


def powers_used_at(problem_id: UUID, by: Actor) -> frozenset[str]:
    """The codes of the powers in uses for a problem that *by* may open."""
    return frozenset(uses_of(problem_id, by).values_list("power", flat=True))


def evidence_noted(uses: Iterable[PowerUse]) -> dict[str, tuple[bool, str]]:
    """What the uses given say that they hold or miss, by its words. Held by one counts as held."""
    found: dict[str, tuple[bool, str]] = {}
    rows = Evidence.objects.filter(use__in=list(uses), is_held__isnull=False)
    for row in rows.order_by("is_held", "noted_at", "id"):
        found[row.words] = (bool(row.is_held), row.where)
    return found


def lines_about(problem_id: UUID, *, by: Actor, at: datetime) -> list[UseLine]:
    """The uses for a problem that *by* may open, the newest first. The look is recorded."""
    lines = lines_of(uses_of(problem_id, by).order_by("-started_at", "pk"))
    if lines:
        record(Act.LIST_USES, refs(lines), by=by, at=at)
    return lines


def lines_of(rows: QuerySet[PowerUse]) -> list[UseLine]:
    """Uses as a list shows them, in the order given."""
    names = {each.code: each.name for each in powers()}
    found = rows.select_related("area", "started_by", "protection__owner")
    return [_line(row, names) for row in found]


def _line(row: PowerUse, names: Mapping[str, str]) -> UseLine:
    return UseLine(
        uid=row.uid,
        reference=row.reference,
        code=row.power,
        power=names.get(row.power, row.power),
        place=row.place,
        area=row.area.name,
        measure=row.measure,
        stage=Stage(row.stage),
        agency=row.protection.owner.name,
        started_by=row.started_by.name,
        started_at=row.started_at,
        hear_by=row.hear_by if row.heard_at is None else None,
        lasts_until=row.lasts_until,
    )


@transaction.atomic
def listed(
    *, by: Actor, at: datetime, stage: str = "", before: datetime | None = None
) -> tuple[list[UseLine], bool]:
    """A page of the uses that *by* may open, the newest first, and whether there are more.

    The look is recorded. Raises `NotPermitted`.
    """
    require(may_list_uses(by))
    rows = PowerUse.open_to(by).order_by("-started_at", "-pk")
    if stage in list(Stage):
        rows = rows.filter(stage=stage)
    if before is not None:
        rows = rows.filter(started_at__lt=before)
    lines = lines_of(rows[: PAGE + 1])
    shown = lines[:PAGE]
    record(Act.LIST_USES, refs(shown), by=by, at=at)
    return shown, len(lines) > PAGE


def refs(lines: Iterable[UseLine]) -> list[Ref]:
    """The references of uses that are shown."""
    return [Ref(kind=Kind.POWER_USE, uid=line.uid) for line in lines]


@transaction.atomic
def page(*, use_id: UUID, by: Actor, at: datetime) -> UseFacts:
    """A use with all that belongs to it, and what *by* may do. Raises `NotFound`."""
    from frankpledge.powers.authorising import delegation_of
    from frankpledge.powers.consulting import to_answer
    from frankpledge.powers.overriders import is_overrider

    row = opened(use_id, by=by, at=at, lock=False)
    row = (
        PowerUse.open_to(by)
        .select_related("area", "started_by", "authorised_by", "protection__owner")
        .get(pk=row.pk)
    )
    found = power(row.power)
    return UseFacts(
        line=_line(row, {row.power: found.name if found else row.power}),
        power=found,
        is_same_version=found is not None and found.version == row.power_version,
        area_code=row.area_id,
        owner_id=row.protection.owner_id,
        aim=row.aim,
        subject=row.get_subject_display(),
        pointer=f"{row.pointer_system} {row.pointer_reference}".strip(),
        equality_note=row.equality_note,
        evidence=evidence_of(row),
        limbs=_limbs(row),
        consultees=_consultees(row, by),
        gates=_gates(row),
        breaches=tuple(
            BreachLine(
                happened_on=each.happened_on, words=each.words, answered_with=each.answered_with
            )
            for each in Breach.objects.filter(use=row).order_by("happened_on", "id")
        ),
        looks=tuple(
            LookLine(
                months=each.months,
                due_on=each.due_on,
                turned=each.get_turned_display(),
                words=each.words,
            )
            for each in LaterLook.objects.filter(use=row).order_by("months")
        ),
        timeline=_timeline(row),
        problem_id=problem_of(row.uid, by),
        asked_before=row.asked_before,
        authorised=f"{row.authorised_by.name}, {row.authorised_post}" if row.authorised_by else "",
        authorised_at=row.authorised_at,
        in_force_at=row.in_force_at,
        hear_by=row.hear_by,
        heard_at=row.heard_at,
        court_said=row.get_court_said_display(),
        appealed_on=row.appealed_on,
        appeal_result=row.get_appeal_result_display(),
        ended_at=row.ended_at,
        ended_how=row.get_ended_how_display(),
        ended_words=row.ended_words,
        displacement_note=row.displacement_note,
        may=_may(
            by,
            row,
            is_officer=delegation_of(row, by, at=at) is not None,
            is_named=is_overrider(by, at=at),
            is_asked=bool(to_answer(row, by)),
        ),
    )


def _may(
    by: Actor, row: PowerUse, *, is_officer: bool, is_named: bool, is_asked: bool
) -> dict[str, Decision]:
    return {
        "answer_consultation": policies.may_answer_consultation(by, row, is_asked=is_asked),
        "answer_gate": policies.may_answer_gate(by, row),
        "override_stop": policies.may_override_stop(by, row, is_named=is_named),
        "tick_limb": policies.may_tick_limb(by, row),
        "note_evidence": policies.may_note_evidence(by, row),
        "finish_check": policies.may_finish_check(by, row),
        "consult": policies.may_consult(by, row),
        "finish_consultation": policies.may_finish_consultation(by, row),
        "note_asked": policies.may_note_asked(by, row),
        "authorise_use": policies.may_authorise_use(by, row, is_officer=is_officer),
        "reject_use": policies.may_reject_use(by, row, is_officer=is_officer),
        "bring_in_force": policies.may_bring_in_force(by, row),
        "note_hearing": policies.may_note_hearing(by, row),
        "note_breach": policies.may_note_breach(by, row),
        "answer_breach": policies.may_answer_breach(by, row),
        "note_appeal": policies.may_note_appeal(by, row),
        "decide_appeal": policies.may_decide_appeal(by, row),
        "end_use": policies.may_end_use(by, row),
        "review_use": policies.may_review_use(by, row),
        "park_use": policies.may_park_use(by, row),
        "take_up_use": policies.may_take_up_use(by, row),
        "withdraw_use": policies.may_withdraw_use(by, row),
        "share_use": policies.may_share_use(by, row),
    }


def evidence_of(row: PowerUse) -> tuple[EvidenceLine, ...]:
    """What would show the test, in order."""
    return tuple(
        EvidenceLine(number=each.number, words=each.words, is_held=each.is_held, where=each.where)
        for each in Evidence.objects.filter(use=row).order_by("number")
    )


def _limbs(row: PowerUse) -> tuple[LimbLine, ...]:
    rows = Limb.objects.filter(use=row).select_related("ticked_by").order_by("number")
    return tuple(
        LimbLine(
            number=each.number,
            words=each.words,
            is_shown=each.is_shown,
            why=each.why,
            by=each.ticked_by.name if each.ticked_by else "",
            at=each.ticked_at,
            rests_on=tuple(
                evidence.words
                for evidence in sorted(each.rests_on.all(), key=lambda one: one.number)
            ),
        )
        for each in rows.prefetch_related("rests_on")
    )


def _consultees(row: PowerUse, by: Actor) -> tuple[ConsulteeLine, ...]:
    found = Consultee.objects.filter(use=row).select_related("asks", "noted_by__agency")
    return tuple(
        ConsulteeLine(
            number=each.number,
            words=each.words,
            is_hard=each.is_hard,
            only_when=each.only_when,
            whom=each.whom,
            asks=each.asks.name if each.asks else "",
            is_ours=each.asks_id == by.agency_id and not each.said,
            said_by=_answered_by(each),
            asked_at=each.asked_at,
            due_at=each.due_at,
            said=each.get_said_display(),
            said_words=each.said_words,
            answered_at=each.answered_at,
        )
        for each in found.order_by("-is_hard", "number")
    )


def _answered_by(each: Consultee) -> str:
    if each.noted_by is None:
        return ""
    who = f"{each.noted_by.name}, {each.noted_by.agency.short_name}"
    return f"Says {who}" if each.asks_id else f"Noted by {who}"


def _gates(row: PowerUse) -> tuple[GateLine, ...]:
    rows = GateCheck.objects.filter(use=row).select_related("noted_by", "overridden_by")
    return tuple(
        GateLine(
            contact=", ".join(part for part in (each.contact_name, each.contact_post) if part),
            telephone=each.contact_telephone,
            spoke_to=each.spoke_to,
            rung_at=each.rung_at,
            answer=each.get_answer_display(),
            words=each.words,
            noted_by=each.noted_by.name,
            overridden_by=each.overridden_by.name if each.overridden_by else "",
            overridden_at=each.overridden_at,
            override_reason=each.override_reason,
        )
        for each in rows.order_by("noted_at", "id")
    )


_TONES = {
    "stopped": Tone.URGENT,
    "overridden": Tone.URGENT,
    "breached": Tone.URGENT,
    "authorised": Tone.GOOD,
    "in_force": Tone.ACTIVE,
    "rejected": Tone.WARNING,
    "appealed": Tone.WARNING,
}


def _timeline(row: PowerUse) -> tuple[Happening, ...]:
    rows = UseEvent.objects.filter(use=row).select_related("told_by__agency")
    return tuple(
        Happening(
            at=each.at,
            title=each.get_what_display(),
            by=f"{each.told_by.name}, {each.told_by.agency.short_name}",
            text=each.words,
            tone=_TONES.get(each.what, Tone.NEUTRAL),
        )
        for each in rows.order_by("-at", "-id")
    )
