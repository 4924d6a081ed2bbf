"""Referrals as lists and pages show them: frozen facts, as far as somebody may read them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import F, Q, QuerySet
from django.utils.timezone import localtime

from frankpledge.access.api import Actor, Agency, Area, Decision, Kind, Ref, fetch, record, require
from frankpledge.referrals import catalogue, clocks, lives, policies
from frankpledge.referrals.doors import door_of
from frankpledge.referrals.models import (
    Agreement,
    Exploitation,
    Form,
    Need,
    NeedOutcome,
    NrmAnswers,
    NrmExploitation,
    Referral,
    Standing,
    StandingKind,
    State,
    Step,
)
from frankpledge.referrals.policies import Act, may_list_referrals
from frankpledge.referrals.reference_files import word_for, words_in
from frankpledge.referrals.routing import Pathway
from frankpledge.referrals.sending import CAPACITY, Content

SHOWN_AT_ONCE = 25
UNDECIDED = (State.SENT, State.RECEIVED)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralLine:
    """One referral in a list. It says nothing of the case."""

    uid: UUID
    reference: str
    pathway: str
    code: str
    worked_here: bool
    form: str
    area: str
    area_code: str
    from_agency: str
    to_agency: str
    sent_at: datetime
    state: State
    due_at: datetime | None
    is_late: bool
    is_for_us: bool
    is_ours: bool
    opened_itself: bool
    eighteen_on: date | None
    state_at: datetime

    @property
    def is_complete(self) -> bool:
        """Whether somebody has taken it on."""
        return lives.is_complete(self.state)


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A page of a list: its lines, and where the next page begins, if there is one."""

    lines: tuple[ReferralLine, ...]
    after: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StepLine:
    """One step of a referral's life."""

    at: datetime
    title: str
    who: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedLine:
    """A need, and what became of it. An empty outcome is not known yet."""

    code: str
    words: str
    outcome: str
    outcome_words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingLine:
    """How the person stands or stood, since when, and who says so."""

    code: str
    words: str
    source: str
    since: date
    until: date | None
    said_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """What a referral rests on, and who was told."""

    agreement: str
    duty: str
    told: str
    capacity: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralFacts:
    """A referral as its page shows it."""

    line: ReferralLine
    pathway: Pathway
    how: str
    their_reference: str
    basis: Basis
    content: Content
    needs: tuple[NeedLine, ...]
    standings: tuple[StandingLine, ...]
    steps: tuple[StepLine, ...]
    nrm: tuple[tuple[str, str], ...]
    earlier: ReferralLine | None
    later: tuple[ReferralLine, ...]
    crosses_soon: bool
    outcome: str
    portal_text: str
    may_describe: Decision
    may_receive: Decision
    may_accept: Decision
    may_decline: Decision
    may_transfer: Decision
    may_reopen: Decision
    may_close: Decision
    may_say_needs: Decision
    may_say_standing: Decision


def listed(
    *,
    by: Actor,
    at: datetime,
    state: str = "",
    form: str = "",
    reference: str = "",
    after: UUID | None = None,
) -> Listed:
    """Referrals that *by* may open, the newest first, a page at a time. Raises `NotPermitted`."""
    require(may_list_referrals(by))
    rows = Referral.open_to(by)
    if reference:
        rows = rows.filter(reference=reference.strip().upper())
    elif state:
        rows = rows.filter(state=state)
    if form:
        rows = rows.filter(form=form)
    if after is not None:
        last = Referral.open_to(by).filter(pk=after).values_list("sent_at", flat=True).first()
        if last is not None:
            rows = rows.filter(Q(sent_at__lt=last) | Q(sent_at=last, pk__gt=after))
    found = _newest(rows, by, at)
    shown = found[:SHOWN_AT_ONCE]
    record(Act.LIST_REFERRALS, _refs(shown), by=by, at=at)
    return Listed(lines=shown, after=shown[-1].uid if len(found) > len(shown) else None)


def ways(by: Actor, *, of: str = "") -> list[Q]:
    """Each way in which an agency comes to know of a referral; *of* stands before each column."""
    return [
        Q((f"{of}from_agency_id", by.agency_id)),
        Q((f"{of}to_agency_id", by.agency_id)),
        Q((f"{of}came_by_id", by.agency_id)),
        ~Q((f"{of}panel", "")) & Q((f"{of}panel__in", sorted(by.forums))),
    ]


def _newest(rows: QuerySet[Referral], by: Actor, at: datetime) -> tuple[ReferralLine, ...]:
    """The first page of *rows* and one more, from each way in which an agency comes to know of one.

    Each way is read by an index of its own in the order of time, so that a list takes as long
    whatever others hold.
    """
    found = {
        line.uid: line
        for way in ways(by)
        for line in _lines(rows.filter(way).order_by("-sent_at", "pk")[: SHOWN_AT_ONCE + 1], by, at)
    }
    ordered = sorted(found.values(), key=lambda line: (-line.sent_at.timestamp(), line.uid))
    return tuple(ordered[: SHOWN_AT_ONCE + 1])


def awaiting(*, by: Actor, at: datetime, most: int) -> tuple[ReferralLine, ...]:
    """What nobody has decided on and concerns *by*'s agency, the soonest due first."""
    own = Q(to_agency_id=by.agency_id) | Q(from_agency_id=by.agency_id)
    rows = Referral.open_to(by).filter(own, state__in=UNDECIDED)
    lines = _lines(rows.order_by(F("due_at").asc(nulls_last=True), "pk")[:most], by, at)
    if lines:
        record(Act.LIST_REFERRALS, _refs(lines), by=by, at=at)
    return lines


def decided_since(
    *, by: Actor, since: datetime, at: datetime, most: int
) -> tuple[ReferralLine, ...]:
    """What others have decided on, of what *by*'s agency sent, and doors that opened themselves."""
    rows = Referral.open_to(by).filter(
        Q(state__in=(State.ACCEPTED, State.DECLINED, State.TRANSFERRED)) | Q(opened_itself=True),
        from_agency_id=by.agency_id,
        state_at__gte=since,
    )
    lines = _lines(rows.order_by("-state_at", "pk")[:most], by, at)
    if lines:
        record(Act.LIST_REFERRALS, _refs(lines), by=by, at=at)
    return lines


def crossing(*, by: Actor, at: datetime, most: int) -> tuple[ReferralLine, ...]:
    """Children who turn 18 within half a year, or have, and are still helped."""
    by_then = localtime(at).date() + lives.CROSSING_BEGINS
    rows = Referral.open_to(by).filter(
        eighteen_on__lte=by_then, state__in=(*UNDECIDED, State.ACCEPTED)
    )
    lines = _lines(rows.order_by("eighteen_on", "pk")[:most], by, at)
    if lines:
        record(Act.LIST_REFERRALS, _refs(lines), by=by, at=at)
    return lines


def page(*, referral_id: UUID, by: Actor, at: datetime) -> ReferralFacts:
    """A referral with its life, its needs, how the person stands, and what *by* may do.

    Raises `NotFound` and `NotPermitted`.
    """
    row = fetch(Referral, referral_id, by=by, at=at, act=Act.READ_REFERRAL)
    door = catalogue.pathways()[row.pathway]
    where = door_of(row.pathway, row.area_id, at)
    near = Referral.visible_to(by).filter(
        Q(follows=row.uid) | Q(pk__in=[uid for uid in (row.uid, row.follows) if uid])
    )
    lines = _lines(near.order_by("sent_at", "pk"), by, at)
    (line,) = (each for each in lines if each.uid == row.uid)
    return ReferralFacts(
        line=line,
        pathway=door,
        how=where.how if where else door.route,
        their_reference=row.their_reference,
        basis=_basis(row),
        content=Content(
            name=row.name,
            place=row.place,
            concern=row.concern,
            wishes=row.wishes,
            safe_contact=row.safe_contact,
            capacity=row.capacity,
        ),
        needs=_needs(row),
        standings=_standings(row),
        steps=_steps(row),
        nrm=_nrm(row),
        earlier=next((each for each in lines if each.uid == row.follows), None),
        later=tuple(each for each in lines if each.uid not in (row.uid, row.follows)),
        crosses_soon=lives.crosses_soon(row.eighteen_on, localtime(at).date()),
        outcome=word_for("outcomes.csv", row.outcome),
        portal_text=portal_text(door, row.reference, _basis(row)),
        may_describe=policies.may_describe(by, row),
        may_receive=policies.may_receive(by, row),
        may_accept=policies.may_accept(by, row),
        may_decline=policies.may_decline(by, row),
        may_transfer=policies.may_transfer(by, row),
        may_reopen=policies.may_reopen(by, row),
        may_close=policies.may_close(by, row),
        may_say_needs=policies.may_say_needs(by, row),
        may_say_standing=policies.may_say_standing(by, row),
    )


def districts(by: Actor) -> list[tuple[str, str]]:
    """The districts that *by* may send people from, by name."""
    rows = Area.objects.filter(kind__in=("district", "unitary")).order_by("name")
    if not by.force_wide:
        rows = rows.filter(code__in=by.districts)
    return [(row.code, row.name) for row in rows]


def kind_of(by: Actor) -> str:
    """The kind of agency that *by* belongs to."""
    return str(Agency.objects.values_list("kind", flat=True).get(id=by.agency_id))


def portal_text(door: Pathway, reference: str, basis: Basis) -> str:
    """What to paste into the door's own form: its questions, and what is already known."""
    said = basis.agreement + (f" {basis.duty}" if basis.duty else "")
    known = [
        door.name,
        f"Our reference: {reference}",
        f"Agreement or duty: {said}",
        f"Who was told: {basis.told}",
    ]
    asked = [f"{field[0].upper()}{field[1:]}:" for field in door.fields]
    return "\n".join([*known, "", *asked])


def _lines(rows: QuerySet[Referral], by: Actor, at: datetime) -> tuple[ReferralLine, ...]:
    known = catalogue.pathways()
    wanted = rows.select_related("area", "from_agency", "to_agency").defer(
        "name", "place", "concern", "wishes", "safe_contact"
    )
    return tuple(_line(row, known[row.pathway], by, at) for row in wanted)


def _line(row: Referral, door: Pathway, by: Actor, at: datetime) -> ReferralLine:
    undecided = lives.awaits_decision(row.state)
    return ReferralLine(
        uid=row.uid,
        reference=row.reference,
        pathway=door.name,
        code=door.code,
        worked_here=row.worked_here,
        form=Form(row.form).label,
        area=row.area.name,
        area_code=row.area_id,
        from_agency=row.from_agency.short_name,
        to_agency=row.to_agency.short_name if row.to_agency else "",
        sent_at=row.sent_at,
        state=State(row.state),
        due_at=row.due_at if undecided else None,
        is_late=undecided and clocks.is_late(row.due_at, at),
        is_for_us=row.to_agency_id == by.agency_id,
        is_ours=row.from_agency_id == by.agency_id,
        opened_itself=row.opened_itself,
        eighteen_on=row.eighteen_on,
        state_at=row.state_at,
    )


def _refs(lines: Iterable[ReferralLine]) -> list[Ref]:
    return [Ref(kind=Kind.REFERRAL, uid=line.uid) for line in lines]


def _basis(row: Referral) -> Basis:
    told = "They were told." if row.told else word_for("not_told_reasons.csv", row.why_not_told)
    return Basis(
        agreement=f"{Agreement(row.agreement).label}.",
        duty=word_for("duties.csv", row.duty),
        told=told if row.told else f"They were not told. {told}.",
        capacity=dict(CAPACITY).get(row.capacity, ""),
    )


def _needs(row: Referral) -> tuple[NeedLine, ...]:
    said = dict(Need.objects.filter(referral=row).values_list("need", "outcome"))
    return tuple(
        NeedLine(
            code=code,
            words=words,
            outcome=said[code],
            outcome_words=NeedOutcome(said[code]).label if said[code] else "Not known yet",
        )
        for code, words in words_in("needs.csv")
        if code in said
    )


def _standings(row: Referral) -> tuple[StandingLine, ...]:
    found = Standing.objects.filter(referral=row).select_related("said_by")
    return tuple(
        StandingLine(
            code=each.standing,
            words=StandingKind(each.standing).label,
            source=each.source,
            since=each.since,
            until=each.until,
            said_by=each.said_by.name,
        )
        for each in found.order_by(F("until").asc(nulls_first=True), "since", "id")
    )


_STEP_WORDS = {**{state.value: str(state.label) for state in State}, "reopened": "Opened again"}


def _steps(row: Referral) -> tuple[StepLine, ...]:
    known = catalogue.pathways()
    reasons = dict(words_in("decline_reasons.csv")) | dict(words_in("move_reasons.csv"))
    found = Step.objects.filter(referral=row).select_related("by", "agency")
    lines = []
    for each in found.order_by("-at", "-id"):
        words = [f"{reasons[each.reason]}." if each.reason in reasons else ""]
        if each.other_pathway in known:
            before = "Goes on at" if each.state == State.TRANSFERRED else "Try instead"
            words.append(f"{before}: {known[each.other_pathway].name}.")
        if each.due_at is not None:
            words.append(f"A decision is due {localtime(each.due_at):%A %-d %B, %H:%M}.")
        lines.append(
            StepLine(
                at=each.at,
                title=_STEP_WORDS[each.state],
                who=f"{each.by.name}, {each.agency.short_name}",
                words=" ".join(part for part in words if part),
            )
        )
    return tuple(lines)


def _nrm(row: Referral) -> tuple[tuple[str, str], ...]:
    said = NrmAnswers.objects.filter(referral=row).first()
    if said is None:
        return ()

    def yes(value: bool) -> str:  # noqa: FBT001
        return "Yes" if value else "No"

    interpreter = {"used": "Used", "not_needed": "Not needed", "refused": "Refused"}
    found = [
        ("Told what it means, in words they understand", yes(said.informed)),
        ("Seen alone", yes(said.seen_alone)),
        ("Interpreter", interpreter[said.interpreter]),
    ]
    if row.form == Form.CHILD:
        found = [("Child protection referral sent first", yes(said.safeguarding_first))]
    sorts = NrmExploitation.objects.filter(referral=row).values_list("sort", flat=True)
    named = [str(each.label) for each in Exploitation if each in set(sorts)]
    found.insert(0, ("Exploited", "; ".join(named)))
    if said.offer_again_on is not None:
        found.append(("To be offered again on", f"{said.offer_again_on:%-d %B %Y}"))
    return tuple(found)
