"""Counts for boards: gathered by each agency's own service, rounded, and frozen once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localtime

from frankpledge.access.api import (
    Action,
    Actor,
    Agency,
    Area,
    Kind,
    Person,
    Protection,
    Purpose,
    Role,
    Tag,
    acting_for,
    areas_in,
    make_service,
    record,
    require,
)
from frankpledge.kernel import DomainError
from frankpledge.referrals import catalogue, clocks, quarters
from frankpledge.referrals.models import (
    Exploitation,
    Form,
    Frozen,
    FrozenCount,
    Need,
    NrmExploitation,
    Referral,
)
from frankpledge.referrals.policies import Act, may_freeze_quarter, may_read_measures
from frankpledge.referrals.quarters import Counted
from frankpledge.referrals.reference_files import rows, word_for

MAY_BE_SUCCESS = "More than before. It may be that more is seen and asked for, which is success."
_AT_ONCE = 400


class NotToBeFrozen(DomainError):
    """A quarter is frozen once, after it is over, for an area that there is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureLine:
    """One count as boards read it, beside the quarter before.

    `code` and `rounded` say the same to a program: to the nearest five, so that nought is 0 to 2.
    """

    code: str
    rounded: int
    measure: str
    part: str
    count: str
    before: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QuarterShown:
    """The counts of one area and one quarter."""

    area: str
    first_day: date
    lines: tuple[MeasureLine, ...]


def counting_service(agency_id: UUID, *, at: datetime) -> Actor:
    """The service of an agency that counts its referrals, made when first asked for.

    Nobody can sign in as it. It counts children's cases too, and reads no word of any.
    """
    code = f"counts-referrals-{agency_id.hex}"
    found = Person.objects.filter(username=code).values_list("id", flat=True).first()
    service = (
        found
        or make_service(
            agency_id, code=code, title="Counts referrals", role=Role.ANALYST, tags=(Tag.CHILD,)
        ).id
    )
    return acting_for(
        service, (Purpose.STATISTICS, Purpose.PARTNERSHIP_WORKING, Purpose.SAFEGUARDING), at=at
    )


@transaction.atomic
def freeze_quarter(*, area: str, first_day: date, by: Actor, at: datetime) -> None:
    """Count what was sent in a quarter that is over, round it, and keep it for good.

    Raises `NotPermitted` and `NotToBeFrozen`.
    """
    require(may_freeze_quarter(by))
    if first_day != quarters.first_day_of(first_day):
        raise NotToBeFrozen("Choose the first day of a quarter", argument="first_day")
    ends = quarters.next_quarter(first_day)
    if ends > localtime(at).date():
        raise NotToBeFrozen("This quarter is not over yet", argument="first_day")
    if not Area.objects.filter(code=area).exists():
        raise NotToBeFrozen("Choose the area", argument="area")
    if Frozen.objects.filter(area=area, first_day=first_day).exists():
        raise NotToBeFrozen("This quarter has been frozen, once for good", argument="first_day")
    starts_at = datetime.combine(first_day, time(), clocks.HERE)
    ends_at = datetime.combine(ends, time(), clocks.HERE)
    inside = [area, *(each.code for each in areas_in(area, localtime(at).date()))]
    owners = Protection.objects.filter(kind=Kind.REFERRAL).values("owner_id").distinct()
    found = [
        row
        for agency in Agency.objects.filter(id__in=owners).order_by("code")
        for row in _owned_by(agency.id, inside, starts_at, ends_at, at)
    ]
    frozen = Frozen.objects.create(
        area_id=area, first_day=first_day, frozen_at=at, frozen_by_id=by.person_id
    )
    FrozenCount.objects.bulk_create(
        FrozenCount(frozen=frozen, measure=measure, part=part, rounded=quarters.rounded(count))
        for (measure, part), count in sorted(quarters.counts(found, ends_at=ends_at).items())
    )
    record(Act.FREEZE_QUARTER, None, by=by, at=at, fields=[area, str(first_day)])


def _owned_by(
    agency: UUID, areas: Iterable[str], starts_at: datetime, ends_at: datetime, at: datetime
) -> list[Counted]:
    service = counting_service(agency, at=at)
    sent = Referral.open_to(service, Action.AGGREGATE).filter(
        protection__owner_id=agency,
        area_id__in=list(areas),
        sent_at__gte=starts_at,
        sent_at__lt=ends_at,
    )
    found = list(
        sent.order_by("pk").values_list(
            "pk",
            "pathway",
            "state",
            "opened_itself",
            "due_at",
            "decided_at",
            "sent_at",
            "form",
            "from_agency__kind",
            "to_agency__kind",
            "came_by__kind",
        )
    )
    needs: dict[UUID, list[tuple[str, str]]] = {}
    sorts: dict[UUID, list[str]] = {}
    for start in range(0, len(found), _AT_ONCE):
        some = [row[0] for row in found[start : start + _AT_ONCE]]
        said = Need.objects.filter(referral__in=some).order_by("id")
        for uid, need, outcome in said.values_list("referral_id", "need", "outcome"):
            needs.setdefault(uid, []).append((need, outcome))
        named = NrmExploitation.objects.filter(referral__in=some).order_by("id")
        for uid, sort in named.values_list("referral_id", "sort"):
            sorts.setdefault(uid, []).append(sort)
    return [
        Counted(
            door=door,
            state=state,
            opened_itself=itself,
            due_at=due_at,
            decided_at=decided_at,
            needs=tuple(needs.get(uid, ())),
            hand_off=_hand_off(came_by or from_kind, to_kind),
            days=clocks.working_days_between(sent_at, decided_at)
            if decided_at is not None and decided_at < ends_at
            else None,
            exploitation=tuple(f"{form}:{sort}" for sort in sorts.get(uid, ())),
        )
        for (
            uid,
            door,
            state,
            itself,
            due_at,
            decided_at,
            sent_at,
            form,
            from_kind,
            to_kind,
            came_by,
        ) in found
    ]


_BOARD_OF = {"children_services": "children", "adult_care": "adults"}
"""Whose work a safeguarding board oversees, by the kind of agency at the door."""


def _hand_off(from_kind: str, to_kind: str | None) -> str:
    """Which way somebody was handed between a partnership and a board, if they were."""
    sender, door = _BOARD_OF.get(from_kind, ""), _BOARD_OF.get(to_kind or "", "")
    if to_kind is None or sender == door:
        return ""
    return f"{door}:to" if door else f"{sender}:from"


def quarter(*, area: str, first_day: date, by: Actor, at: datetime) -> QuarterShown | None:
    """The frozen counts of an area and a quarter, or None where it has not been frozen.

    Raises `NotPermitted`.
    """
    require(may_read_measures(by))
    record(Act.READ_MEASURES, None, by=by, at=at, fields=[area, str(first_day)])
    frozen = Frozen.objects.filter(area=area, first_day=first_day).select_related("area").first()
    if frozen is None:
        return None
    before = Frozen.objects.filter(area=area, first_day__lt=first_day).order_by("first_day").last()
    is_next = before is not None and quarters.next_quarter(before.first_day) == first_day
    earlier = _kept(before) if before is not None and is_next else None
    now = _kept(frozen)
    known = {row["code"]: row for row in rows("board_measures.csv")}
    keys = sorted(now, key=lambda key: (list(known).index(key[0]), key[1]))
    return QuarterShown(
        area=frozen.area.name,
        first_day=first_day,
        lines=tuple(_line(key, now[key], earlier, known[key[0]]) for key in keys),
    )


def frozen_quarters(*, areas: Iterable[str]) -> list[tuple[str, date]]:
    """Which areas and quarters have been frozen, the newest first."""
    found = Frozen.objects.filter(area__in=list(areas)).order_by("-first_day", "area__name")
    return list(found.values_list("area_id", "first_day"))


def _kept(frozen: Frozen) -> dict[tuple[str, str], int]:
    kept = FrozenCount.objects.filter(frozen=frozen)
    return {(m, p): n for m, p, n in kept.values_list("measure", "part", "rounded")}


def _line(
    key: tuple[str, str],
    count: int,
    earlier: dict[tuple[str, str], int] | None,
    words: Mapping[str, str],
) -> MeasureLine:
    measure, part = key
    before = earlier.get(key, 0) if earlier is not None else None
    rises = quarters.is_rise(count, before) and words["rise_may_be_success"] == "yes"
    return MeasureLine(
        code=measure,
        rounded=count,
        measure=words["words"],
        part=_part(measure, part),
        count=quarters.in_words(count),
        before="Not counted" if before is None else quarters.in_words(before),
        note=MAY_BE_SUCCESS if rises else "",
    )


_BOARD_WORDS = {"children": "children’s services", "adults": "adults’ services"}


def hand_offs(
    *, area: str, board: str, by: Actor, at: datetime
) -> tuple[date, tuple[MeasureLine, ...]] | None:
    """The hand-offs between a district's partnership and a board in the newest frozen quarter.

    None where no quarter has been frozen. Raises `NotPermitted`.
    """
    newest = next(iter(frozen_quarters(areas=[area])), None)
    if newest is None:
        return None
    shown = quarter(area=area, first_day=newest[1], by=by, at=at)
    assert shown is not None
    told = tuple(line for line in shown.lines if line.part.endswith(_BOARD_WORDS[board]))
    return newest[1], told


def _part(measure: str, part: str) -> str:
    if measure == "by_door":
        door = catalogue.pathway(part)
        return door.name if door else part
    if measure.startswith("handed"):
        board, _, way = part.partition(":")
        return f"{'To' if way == 'to' else 'From'} {_BOARD_WORDS[board]}"
    if measure == "nrm":
        form, _, sort = part.partition(":")
        return f"{Form(form).label}: {Exploitation(sort).label.lower()}"
    return word_for("needs.csv", part) if part else "All"


def areas_to_choose(on: date) -> list[tuple[str, str]]:
    """Areas whose counts can be frozen: districts, unitaries and counties, by name."""
    found = Area.objects.filter(kind__in=("county", "district", "unitary")).order_by("name")
    dated = found.filter(Q(valid_from=None) | Q(valid_from__lte=on))
    return [(row.code, row.name) for row in dated.filter(Q(valid_to=None) | Q(valid_to__gt=on))]


def quarters_over(on: date) -> list[tuple[str, str]]:
    """The last eight quarters that are over on *on*, the newest first."""
    first = quarters.first_day_of(on)
    found = []
    for _ in range(8):
        first = quarters.first_day_of(first - timedelta(days=1))
        found.append((str(first), f"Quarter from {first:%-d %B %Y}"))
    return found
