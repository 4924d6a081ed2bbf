"""A return's life: made, handed to the chair, signed, checked, locked and reopened."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.timezone import localtime

from frankpledge.access.api import (
    NO_END,
    Action,
    Actor,
    ForumMember,
    Holding,
    Kind,
    NotFound,
    Person,
    PostRole,
    Ref,
    Role,
    Term,
    What,
    amend,
    fetch,
    new_reference,
    protect,
    record,
    require,
    touched,
)
from frankpledge.kernel import DomainError
from frankpledge.plans import policies
from frankpledge.plans.actions import ReasonNeeded, UnknownChoice
from frankpledge.plans.models import (
    ARRIVED,
    RETURN_NEEDS_A_REASON,
    QuarterReturn,
    ReturnChase,
    ReturnFigure,
    ReturnPart,
    ReturnRound,
    ReturnState,
    ReturnStep,
    ReturnWords,
)
from frankpledge.plans.policies import Act
from frankpledge.plans.returns.asking import (
    areas_covered,
    asked_in,
    own_bodies,
    own_body,
    quarter_asked,
    rounds_asking,
)
from frankpledge.plans.returns.blocks import Asked, filled
from frankpledge.plans.returns.measures import BLOCKS, BY_CODE, MEASURES
from frankpledge.plans.returns.quarters import Quarter
from frankpledge.plans.returns.shown import (
    Awaited,
    BlockFacts,
    FigureLine,
    Preview,
    ReturnFacts,
    ReturnLine,
    ReturnPage,
    StepLine,
)

SIGN = (Role.LEAD_OFFICER, Role.BOARD_MEMBER)
"""Roles whose holders may sign for a partnership on which they sit."""
NOT_KNOWN = "Not known here yet"
LISTED = 200
PAGE = 50
"""How many returns a list shows at a time: a year of a county's."""


class AlreadyBegun(DomainError):
    """A partnership makes one return a quarter, and one agency makes it."""


class NotFinished(DomainError):
    """A return is not handed over while it neither says a number nor why there is none."""


class Contradicts(DomainError):
    """A part says more than its whole, and nothing says how that can be."""


class NotNil(DomainError):
    """A nil return has nothing to count."""


# --- making -------------------------------------------------------------------------------------


@transaction.atomic
def preview(*, body: str, quarter: Quarter, by: Actor, at: datetime) -> Preview:
    """What a partnership's return would hold now, before anything is begun. Recorded."""
    require(policies.may_preview_return(by))
    made_by = own_body(body, quarter, by)
    counts = filled(
        Asked(
            areas=areas_covered(made_by, quarter), first=quarter.first_day, last=quarter.last_day
        ),
        by=by,
        at=at,
    )
    record(Act.PREVIEW_RETURN, None, by=by, at=at)
    return Preview(
        body=made_by.name,
        body_code=made_by.code,
        quarter=quarter,
        blocks=_blocks(
            {
                measure.code: FigureLine(
                    measure=measure,
                    number=counts[measure.code].number if measure.code in counts else None,
                    why_none=counts[measure.code].why_none if measure.code in counts else NOT_KNOWN,
                    is_counted=measure.code in counts,
                    not_comparable="",
                )
                for measure in MEASURES
            },
            {},
        ),
    )


@transaction.atomic
def begin_return(*, round_id: int, body: str, by: Actor, at: datetime) -> UUID:
    """Begin a partnership's return, filled from what is here. Begun already, it is the same one.

    It is a draft that its maker's agency alone sees until it is handed to the chair.
    """
    require(policies.may_make_return(by))
    asked = ReturnRound.objects.select_related("invited").filter(pk=round_id).first()
    if asked is None or body not in {asking.body.code for asking in asked_in(asked)}:
        raise NotFound
    quarter = quarter_asked(asked)
    made_by = own_body(body, quarter, by)
    mine = QuarterReturn.open_to(by).filter(round=asked, body=made_by).first()
    if mine is not None:
        return mine.uid
    if QuarterReturn.is_begun(asked, made_by):
        raise AlreadyBegun("Another agency has begun this return")
    asking = next(each for each in asked_in(asked) if each.body == made_by)
    row = QuarterReturn(
        protection=protect(
            Kind.RETURN,
            owner=by.agency_id,
            by=by,
            at=at,
            districts=areas_covered(made_by, quarter),
            state="draft",
        ),
        reference=new_reference(),
        round=asked,
        body=made_by,
        first_day=asking.first_day,
        last_day=asking.last_day,
        cut_off_on=localtime(at).date(),
        begun_at=at,
        begun_by_id=by.person_id,
    )
    row.save(force_insert=True)
    ReturnFigure.objects.bulk_create(
        ReturnFigure(made_in=row, measure=measure.code, why_none=NOT_KNOWN) for measure in MEASURES
    )
    ReturnWords.objects.bulk_create(ReturnWords(made_in=row, block=letter) for letter in BLOCKS)
    _step(row, ReturnState.DRAFT, "", by, at)
    _fill(row, by, at)
    record(Act.MAKE_RETURN, row, by=by, at=at)
    return row.uid


@transaction.atomic
def refill_return(*, return_id: UUID, by: Actor, at: datetime) -> None:
    """Count again what is counted here. What was typed stays as it was typed."""
    row = _to_fill(return_id, by, at)
    _fill(row, by, at)
    touched(row)
    record(Act.FILL_RETURN, row, by=by, at=at, fields=["figures"])


def _fill(row: QuarterReturn, by: Actor, at: datetime) -> None:
    areas = areas_covered(row.body, quarter_asked(row.round))
    counts = filled(Asked(areas=areas, first=row.first_day, last=row.last_day), by=by, at=at)
    lines = [
        line
        for line in ReturnFigure.objects.filter(made_in=row, measure__in=counts)
        if line.is_counted or line.why_none == NOT_KNOWN
    ]
    for line in lines:
        counted = counts[line.measure]
        line.number, line.why_none, line.is_counted = counted.number, counted.why_none, True
    ReturnFigure.objects.bulk_update(lines, ["number", "why_none", "is_counted"])
    measures = [line.measure for line in lines]
    ReturnPart.objects.filter(made_in=row, measure__in=measures).delete()
    ReturnPart.objects.bulk_create(
        ReturnPart(made_in=row, measure=measure, uid=uid)
        for measure in measures
        for uid in counts[measure].parts
    )
    row.cut_off_on = localtime(at).date()
    row.save(update_fields=["cut_off_on"])


@transaction.atomic
def fill_block(
    *,
    return_id: UUID,
    block: str,
    numbers: Mapping[str, int | None],
    reasons: Mapping[str, str],
    not_comparable: Mapping[str, str],
    words: str,
    by: Actor,
    at: datetime,
) -> None:
    """Write a block's numbers and words. A number that is left out says why there is none.

    A number that differs from what was counted is the maker's own from then on, and no longer
    opens into records.
    """
    row = _to_fill(return_id, by, at)
    if block not in BLOCKS:
        raise NotFound
    for line in ReturnFigure.objects.filter(made_in=row).order_by("measure"):
        if BY_CODE[line.measure].block == block:
            set_figure(
                line,
                number=numbers.get(line.measure),
                why_none=reasons.get(line.measure, ""),
                not_comparable=not_comparable.get(line.measure, ""),
            )
    ReturnWords.objects.filter(made_in=row, block=block).update(text=words)
    row.is_nil = False
    row.save(update_fields=["is_nil"])
    touched(row)
    record(Act.FILL_RETURN, row, by=by, at=at, fields=["figures", "words"])


def set_figure(
    line: ReturnFigure, *, number: int | None, why_none: str, not_comparable: str
) -> None:
    """Give one figure its number, or the reason why there is none."""
    measure = BY_CODE[line.measure]
    if number is not None and number > measure.most:
        raise UnknownChoice(
            f"{measure.code} is at most {measure.most:,}", argument=f"number_{measure.code}"
        )
    line.not_comparable = not_comparable
    if number != line.number or number is None:
        if number != line.number:
            line.is_counted = False
            ReturnPart.objects.filter(made_in=line.made_in, measure=line.measure).delete()
        line.number = number
        line.why_none = "" if number is not None else (why_none or NOT_KNOWN)
    line.save(update_fields=["number", "why_none", "is_counted", "not_comparable"])


@transaction.atomic
def make_nil(*, return_id: UUID, by: Actor, at: datetime) -> None:
    """Say that there was nothing to tell this quarter. Nil is an answer; nothing is not.

    Every number becomes nought but those of which nothing makes none, such as the strength of the
    priority and medians. Raises `NotNil` where anything was counted here.
    """
    row = _to_fill(return_id, by, at)
    lines = list(ReturnFigure.objects.filter(made_in=row))
    if any(line.is_counted and line.number for line in lines):
        raise NotNil("Something was counted here, so this return is not nil")
    for line in lines:
        if BY_CODE[line.measure].nought_if_nil:
            line.number, line.why_none = 0, ""
            line.save(update_fields=["number", "why_none"])
    row.is_nil = True
    row.save(update_fields=["is_nil"])
    touched(row)
    record(Act.FILL_RETURN, row, by=by, at=at, fields=["is_nil"])


# --- the chair ------------------------------------------------------------------------------------


def chairs(return_id: UUID, by: Actor) -> tuple[tuple[str, str], ...]:
    """Members of the partnership who could sign, for a list; never whoever asks."""
    row = QuarterReturn.open_to(by).filter(pk=return_id).first()
    if row is None:
        return ()
    return tuple((str(person.id), person.name) for person in _could_sign(row, by))


def _could_sign(row: QuarterReturn, by: Actor) -> Sequence[Person]:
    """Members of the partnership's forum whose post, held now, lets them sign."""
    members = ForumMember.objects.filter(forum__body_id=row.body_id, until__gt=by.at)
    posts = PostRole.objects.filter(role__in=SIGN).values("post_id")
    held = Holding.objects.filter(post_id__in=posts, starts_at__lte=by.at, ends_at__gt=by.at)
    people = Person.objects.filter(
        id__in=members.values("person_id"), is_active=True, is_service=False, ends_at__gt=by.at
    ).filter(id__in=held.values("person_id"))
    return list(people.exclude(id=by.person_id).order_by("name"))


@transaction.atomic
def hand_return(*, return_id: UUID, chair: UUID | str, by: Actor, at: datetime) -> None:
    """Hand a return to a member of the partnership to sign, who sees it from then on."""
    row = fetch(QuarterReturn, return_id, by=by, at=at, act=Act.READ_RETURN, lock=True)
    require(policies.may_hand_return(by, row))
    signer = next((one for one in _could_sign(row, by) if str(one.id) == str(chair)), None)
    if signer is None:
        raise UnknownChoice("Choose a member of the partnership", argument="chair")
    unsaid = ReturnFigure.objects.filter(made_in=row, number=None, why_none=NOT_KNOWN)
    if unsaid.exists():
        codes = ", ".join(sorted(unsaid.values_list("measure", flat=True)))
        raise NotFinished(f"Give a number, or say why there is none: {codes}")
    if odd := _unexplained(blocks_of(row)):
        raise Contradicts(
            f"{' '.join(odd)} Put it right, or say in the words of its block how that can be"
        )
    before = _chair_of(row)
    row.chair, row.handed_by_id = signer, by.person_id
    _move(row, ReturnState.WITH_CHAIR, "", by, at, "chair", "handed_by")
    amend(row, remove=before, add=_chair_of(row), state="live", by=by, at=at)
    record(Act.HAND_RETURN, row, by=by, at=at, recipients=[signer.id])


@transaction.atomic
def sign_return(*, return_id: UUID, by: Actor, at: datetime) -> None:
    """Sign a return as the chair. It counts as returned, and whoever asked for it may read it."""
    row = fetch(QuarterReturn, return_id, by=by, at=at, act=Act.READ_RETURN, lock=True)
    require(policies.may_sign_return(by, row))
    row.signed_at, row.signed_by_id = at, by.person_id
    row.first_signed_on = row.first_signed_on or localtime(at).date()
    _move(row, ReturnState.SUBMITTED, "", by, at, "signed_at", "signed_by", "first_signed_on")
    entries = [Term(what=What.AGENCY, value=str(row.round.agency_id))]
    if row.round.invited_id == row.body_id:
        # Its district is not one that the county team works in, so it is shared by name.
        asker = str(row.round.requested_by_id)
        entries.append(Term(what=What.NAMED, value=asker, until=NO_END))
    amend(row, add=entries, action=Action.APPROVE, by=by, at=at)
    record(Act.SIGN_RETURN, row, by=by, at=at, recipients=[row.round.agency_id])


@transaction.atomic
def send_back_return(*, return_id: UUID, note: str, by: Actor, at: datetime) -> None:
    """Send a return back to its maker unsigned, with words for them.

    The chair reads it no longer, as what its maker now writes was handed to nobody.
    """
    row = fetch(QuarterReturn, return_id, by=by, at=at, act=Act.READ_RETURN, lock=True)
    require(policies.may_sign_return(by, row))
    if not note:
        raise ReasonNeeded("Say what has to be put right", argument="note")
    _move(row, ReturnState.DRAFT, note, by, at)
    record(Act.SIGN_RETURN, row, by=by, at=at, fields=["state"])
    _close_to_chair(row, Action.APPROVE, by, at)


@transaction.atomic
def take_back_return(*, return_id: UUID, by: Actor, at: datetime) -> None:
    """Take a return back from a chair who has not signed it, to change it or to hand it elsewhere.

    The chair reads it no longer. Raises `NotPermitted` once it is signed.
    """
    row = fetch(QuarterReturn, return_id, by=by, at=at, act=Act.READ_RETURN, lock=True)
    require(policies.may_take_back_return(by, row))
    _move(row, ReturnState.DRAFT, "Taken back before it was signed", by, at)
    record(Act.TAKE_BACK_RETURN, row, by=by, at=at, fields=["state"])
    _close_to_chair(row, Action.SHARE, by, at)


def _chair_of(row: QuarterReturn) -> list[Term]:
    """The entry by which the chair of a return sees it; none before it was first handed over."""
    return [Term(what=What.NAMED, value=str(row.chair_id), until=NO_END)] if row.chair_id else []


def _close_to_chair(row: QuarterReturn, action: Action, by: Actor, at: datetime) -> None:
    """Shut an unsigned return to its chair. One that nobody ever signed is a draft again."""
    state = None if row.first_signed_on else "draft"
    amend(row, remove=_chair_of(row), state=state, action=action, by=by, at=at)


# --- the county team ---


@transaction.atomic
def check_return(*, return_id: UUID, state: str, note: str = "", by: Actor, at: datetime) -> None:
    """Query, accept, lock or reopen a return. A query and a reopening say why.

    One that is reopened does not count until its chair has signed it again, as its next edition.
    """
    row = fetch(QuarterReturn, return_id, by=by, at=at, act=Act.READ_RETURN, lock=True)
    if state not in ReturnState.values:
        raise UnknownChoice("Choose what becomes of it", argument="state")
    to = ReturnState(state)
    require(policies.may_check_return(by, row, to))
    if to in RETURN_NEEDS_A_REASON and not note:
        raise ReasonNeeded("Say why, so that its maker knows what to do", argument="note")
    if to == ReturnState.REOPENED:
        row.edition += 1
        row.signed_at = row.signed_by = None
    _move(row, to, note, by, at, "edition", "signed_at", "signed_by")
    record(Act.CHECK_RETURN, row, by=by, at=at, fields=["state"])


# --- reading ------------------------------------------------------------------------------------


def listed(*, by: Actor, at: datetime, after: str = "", size: int = PAGE) -> ReturnPage:
    """A page of the returns that *by* may open, the latest quarter first. Looking is recorded.

    *after* is the `next` of the page before. Raises `NotFound` where it is none.
    """
    require(policies.may_list_returns(by))
    rows = QuarterReturn.open_to(by).select_related("body", "round")
    if after:
        day, body, uid = _place(after)
        later = Q(body__gt=body) | Q(body=body, pk__gt=uid)
        rows = rows.filter(Q(first_day__lt=day) | Q(later, first_day=day))
    found = list(rows.order_by("-first_day", "body_id", "pk")[: size + 1])
    lines = tuple(_line(row) for row in found[:size])
    record(Act.LIST_RETURNS, [Ref(kind=Kind.RETURN, uid=line.uid) for line in lines], by=by, at=at)
    last = lines[-1] if len(found) > size else None
    return ReturnPage(
        lines=lines,
        next=f"{last.first_day.isoformat()}.{last.body_code}.{last.uid}" if last else "",
    )


def _place(after: str) -> tuple[date, str, UUID]:
    try:
        day, body, uid = after.split(".")
        return date.fromisoformat(day), body, UUID(uid)
    except ValueError as fault:
        raise NotFound from fault


def page(*, return_id: UUID, by: Actor, at: datetime) -> ReturnFacts:
    """Open a return: its nine blocks, and what became of it. Looking is recorded."""
    row = fetch(QuarterReturn, return_id, by=by, at=at, act=Act.READ_RETURN)
    require(policies.may_read_return(by, row))
    steps = ReturnStep.objects.filter(made_in=row).select_related("by").order_by("-at", "-id")
    return ReturnFacts(
        line=_line(row),
        cut_off_on=row.cut_off_on,
        blocks=blocks_of(row),
        steps=tuple(
            StepLine(
                state=ReturnState(step.state).label, at=step.at, by=step.by.name, note=step.note
            )
            for step in steps
        ),
        chair=row.chair.name if row.chair else "",
        may_fill=policies.may_fill_return(by, row),
        may_hand=policies.may_hand_return(by, row),
        may_take_back=policies.may_take_back_return(by, row),
        may_sign=policies.may_sign_return(by, row),
        may_check=policies.may_check_return(by, row),
        next_checks=tuple(
            (state.value, state.label)
            for state in ReturnState
            if policies.may_check_return(by, row, state)
        ),
        may_send_workbook=policies.may_send_workbook(by, row),
    )


def owed(actor: Actor, on: date) -> tuple[Awaited, ...]:
    """Returns that the actor's partnerships were asked for and have not got signed, by their day.

    Of drafts only those of the actor's own agency are known here.
    """
    found: list[Awaited] = []
    for body in own_bodies(actor, on):
        asked = rounds_asking(body, on)
        rows = {
            row.round_id: row
            for row in QuarterReturn.open_to(actor).filter(body=body, round__in=asked)
        }
        chases = {
            chase.round_id: chase.at
            for chase in ReturnChase.objects.filter(body=body, round__in=asked).order_by("at")
        }
        for each in asked:
            row = rows.get(each.pk)
            if row is not None and row.state in ARRIVED and row.state != ReturnState.QUERY:
                continue
            chased = chases.get(each.pk)
            found.append(
                Awaited(
                    body=body.name,
                    body_code=body.code,
                    quarter=quarter_asked(each),
                    due_on=each.due_on,
                    return_id=row.uid if row else None,
                    state=ReturnState(row.state).label if row else "Not begun",
                    chased_on=localtime(chased).date() if chased else None,
                    first_signed_on=row.first_signed_on if row else None,
                )
            )
    return tuple(sorted(found, key=lambda each: each.due_on))


def to_sign(actor: Actor) -> tuple[ReturnLine, ...]:
    """Returns that wait for the actor's signature."""
    rows = QuarterReturn.open_to(actor, Action.APPROVE).filter(
        state=ReturnState.WITH_CHAIR, chair_id=actor.person_id
    )
    return _noted(rows.select_related("body", "round").order_by("first_day", "pk"), actor)


def to_check(actor: Actor) -> tuple[ReturnLine, ...]:
    """Returns that have been signed and wait for the county team."""
    rows = QuarterReturn.open_to(actor, Action.COMMENT).filter(state=ReturnState.SUBMITTED)
    return _noted(rows.select_related("body", "round").order_by("first_day", "pk"), actor)


def _noted(rows: QuerySet[QuarterReturn], by: Actor) -> tuple[ReturnLine, ...]:
    lines = tuple(_line(row) for row in rows[:LISTED])
    seen = [Ref(kind=Kind.RETURN, uid=line.uid) for line in lines]
    record(Act.LIST_RETURNS, seen, by=by, at=by.at)
    return lines


def _unexplained(blocks: Sequence[BlockFacts]) -> list[str]:
    """What contradicts itself in blocks without words, each as a sentence."""
    return [each for block in blocks if not block.words for each in block.contradictions]


def blocks_of(row: QuarterReturn) -> tuple[BlockFacts, ...]:
    """The nine blocks of a return that has been opened."""
    figures = {
        line.measure: FigureLine(
            measure=BY_CODE[line.measure],
            number=line.number,
            why_none=line.why_none,
            is_counted=line.is_counted,
            not_comparable=line.not_comparable,
        )
        for line in ReturnFigure.objects.filter(made_in=row)
    }
    words = dict(ReturnWords.objects.filter(made_in=row).values_list("block", "text"))
    return _blocks(figures, words)


def _blocks(figures: Mapping[str, FigureLine], words: Mapping[str, str]) -> tuple[BlockFacts, ...]:
    return tuple(
        BlockFacts(
            letter=letter,
            title=title,
            figures=tuple(figures[measure.code] for measure in MEASURES if measure.block == letter),
            words=words.get(letter, ""),
        )
        for letter, title in BLOCKS.items()
    )


def _to_fill(return_id: UUID, by: Actor, at: datetime) -> QuarterReturn:
    row = fetch(QuarterReturn, return_id, by=by, at=at, act=Act.READ_RETURN, lock=True)
    require(policies.may_fill_return(by, row))
    return row


def _move(
    row: QuarterReturn, to: ReturnState, note: str, by: Actor, at: datetime, *fields: str
) -> None:
    row.state = to
    row.save(update_fields=["state", *fields])
    touched(row)
    _step(row, to, note, by, at)


def _step(row: QuarterReturn, to: ReturnState, note: str, by: Actor, at: datetime) -> None:
    ReturnStep.objects.create(made_in=row, state=to, at=at, by_id=by.person_id, note=note)


def _line(row: QuarterReturn) -> ReturnLine:
    return ReturnLine(
        uid=row.uid,
        reference=row.reference,
        body=row.body.name,
        body_code=row.body_id,
        quarter=quarter_asked(row.round),
        first_day=row.first_day,
        last_day=row.last_day,
        due_on=row.round.due_on,
        state=ReturnState(row.state),
        is_nil=row.is_nil,
        signed_on=localtime(row.signed_at).date() if row.signed_at else None,
        was_late=bool(row.first_signed_on and row.first_signed_on > row.round.due_on),
        edition=row.edition,
        round_id=row.round_id,
    )
