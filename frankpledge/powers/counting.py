"""Uses of powers as facts that a quarter's return and a case study read: no place and no person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils.timezone import localtime, make_aware

from frankpledge.access.api import Action, Actor, Kind, Ref, areas_in, record, require
from frankpledge.powers.catalogue import power
from frankpledge.powers.lifecycle import Stage
from frankpledge.powers.models import Breach, EndedHow, GateAnswer, GateCheck, LaterLook, PowerUse
from frankpledge.powers.policies import Act, may_count_uses


@dataclass(frozen=True, slots=True, kw_only=True)
class UsedFact:
    """One use as it is counted: which power, by whom, how far it came, and what came of it.

    `turned` holds what the looks back after three and six months found, by months; a look that has
    not been made is not in it. Unknown is a finding of its own.
    """

    uid: UUID
    power: str
    power_name: str
    four_p: tuple[str, ...]
    area: str
    agency: str
    stage: Stage
    started_on: date
    authorised_on: date | None
    in_force_on: date | None
    ended_on: date | None
    outcome: EndedHow | None
    was_stopped: bool
    was_breached: bool
    turned: tuple[tuple[int, str], ...]


@transaction.atomic
def uses_in(area: str, first: date, last: date, *, by: Actor, at: datetime) -> tuple[UsedFact, ...]:
    """Uses in *area* started, authorised, in force or ended in the days from *first* to *last*.

    Those that *by* may count, and no others; one use is one fact, whoever takes part in it. The
    look is recorded. Raises `NotPermitted`.
    """
    require(may_count_uses(by))
    begins = make_aware(datetime.combine(first, datetime.min.time()))
    ends = make_aware(datetime.combine(date.fromordinal(last.toordinal() + 1), datetime.min.time()))

    def within(field: str) -> Q:
        return Q(**{f"{field}__gte": begins, f"{field}__lt": ends})

    running = Q(in_force_at__lt=begins) & (Q(ended_at=None) | Q(ended_at__gte=begins))
    stopped = GateCheck.objects.filter(use=OuterRef("pk"), answer=GateAnswer.STOP)
    rows = list(
        PowerUse.open_to(by, Action.AGGREGATE)
        .filter(area_id__in=[each.code for each in areas_in(area, last)])
        .filter(
            within("started_at")
            | within("authorised_at")
            | within("in_force_at")
            | within("ended_at")
            | running
        )
        .annotate(
            was_stopped=Exists(stopped),
            was_breached=Exists(Breach.objects.filter(use=OuterRef("pk"))),
        )
        .select_related("area", "protection__owner")
        .order_by("started_at", "pk")
    )
    looks: dict[UUID, list[tuple[int, str]]] = {}
    made = LaterLook.objects.filter(use__in=rows, looked_at__isnull=False).order_by("months")
    for look in made:
        looks.setdefault(look.use_id, []).append((look.months, look.turned))
    record(
        Act.COUNT_USES,
        [Ref(kind=Kind.POWER_USE, uid=row.uid) for row in rows],
        by=by,
        at=at,
    )
    return tuple(_fact(row, tuple(looks.get(row.uid, ()))) for row in rows)


def _fact(row: PowerUse, turned: tuple[tuple[int, str], ...]) -> UsedFact:
    found = power(row.power)
    return UsedFact(
        uid=row.uid,
        power=row.power,
        power_name=found.name if found else row.power,
        four_p=found.four_p if found else (),
        area=row.area_id,
        agency=row.protection.owner.name,
        stage=Stage(row.stage),
        started_on=localtime(row.started_at).date(),
        authorised_on=localtime(row.authorised_at).date() if row.authorised_at else None,
        in_force_on=localtime(row.in_force_at).date() if row.in_force_at else None,
        ended_on=localtime(row.ended_at).date() if row.ended_at else None,
        outcome=EndedHow(row.ended_how) if row.ended_how else None,
        was_stopped=bool(getattr(row, "was_stopped", False)),
        was_breached=bool(getattr(row, "was_breached", False)),
        turned=turned,
    )
