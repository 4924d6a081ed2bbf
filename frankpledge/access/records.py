"""The only door to records: making, finding, opening, changing and joining them as somebody."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TypeVar
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet

from frankpledge.access.actors import Actor
from frankpledge.access.decisions import (
    ALLOW,
    Decision,
    NotFound,
    deny,
    require,
    sentence_for,
)
from frankpledge.access.holds import require_unheld
from frankpledge.access.moments import moment_of, ticks
from frankpledge.access.protection import (
    GuardedModel,
    Link,
    LinkKind,
    Protection,
    ProtectionCondition,
    ProtectionConditionValue,
    ProtectionTerm,
    Ref,
    What,
)
from frankpledge.access.record import record
from frankpledge.access.rule import Condition, Thing, decide
from frankpledge.access.scope import within_scope
from frankpledge.access.vocabulary import Action, Kind

log = logging.getLogger("frankpledge.policy")

Row = TypeVar("Row", bound=GuardedModel)


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One entry of a record's protection. `until` belongs to `named` alone, and must be given."""

    what: What
    value: str
    until: datetime | None = None


class Act(StrEnum):
    """What can be done with protections and links themselves."""

    PROTECT = "access.protect"
    AMEND = "access.amend"
    LINK = "access.link"


def ref_of(row: GuardedModel) -> Ref:
    """The reference that names *row*."""
    return Ref(kind=row.KIND, uid=row.protection_id)


def thing_of(protection: Protection) -> Thing:
    """What the rule needs to know of a record, read afresh, with all that it hangs below."""
    agencies: dict[str, list[str]] = {}
    named: dict[str, int] = {}
    for what, value, until in ProtectionTerm.objects.filter(protection=protection).values_list(
        "what", "value", "until"
    ):
        if what == What.NAMED:
            named[value] = ticks(until) if until else 0
        else:
            agencies.setdefault(what, []).append(value)

    def having(what: What) -> frozenset[str]:
        return frozenset(agencies.get(what, ()))

    return Thing(
        id=str(protection.uid),
        kind=Kind(protection.kind),
        owner=str(protection.owner_id),
        min_vetting=protection.min_vetting,
        tags=having(What.TAG),
        code=protection.code,
        conditions=_conditions_of(protection),
        agencies=having(What.AGENCY),
        forums=having(What.FORUM),
        named=named,
        editors=having(What.EDITOR),
        excluded_persons=having(What.EXCLUDED_PERSON),
        excluded_agencies=having(What.EXCLUDED_AGENCY),
        restricted=protection.restricted,
        districts=having(What.DISTRICT),
        nominals=having(What.NOMINAL),
        state=protection.state,
        parent=thing_of(protection.parent) if protection.parent else None,
    )


def _conditions_of(protection: Protection) -> tuple[Condition, ...]:
    if protection.code == "P":
        return ()
    return tuple(
        Condition(
            name=row.name,
            values=frozenset(
                ProtectionConditionValue.objects.filter(condition=row).values_list(
                    "value", flat=True
                )
            ),
            until=ticks(row.until) if row.until else 0,
        )
        for row in ProtectionCondition.objects.filter(protection=protection).order_by("id")
    )


def check(by: Actor, action: Action, row: GuardedModel | Protection) -> Decision:
    """Whether *by* may take *action* on *row*, by the one rule, with a sentence if not."""
    protection = row if isinstance(row, Protection) else row.protection
    return decide_on(by, action, thing_of(protection))


def decide_on(by: Actor, action: Action, thing: Thing) -> Decision:
    """The rule's verdict on *thing* as a decision that carries its sentence."""
    verdict = decide(by.subject, action, thing, by.context)
    if verdict.allow:
        return ALLOW
    return deny(sentence_for(verdict.clause, action), clause=verdict.clause)


def find(rows: QuerySet[Row], uid: UUID) -> Row:
    """The one record of *rows* with this identity. Raises `NotFound` whatever the cause."""
    found = rows.filter(pk=uid).first()
    if found is None:
        raise NotFound
    return found


def fetch(
    model: type[Row],
    uid: UUID,
    *,
    by: Actor,
    at: datetime,
    act: StrEnum,
    action: Action = Action.READ,
    lock: bool = False,
) -> Row:
    """Open one record in order to take *action* on it, and record that it was opened.

    The database filter decides whether it may be known; the rule decides again, in code, on what
    was found. Raises `NotFound` for whatever *by* may not know of, and `NotPermitted` with the
    reason where it may be known and *action* is refused. *lock* holds the row until the
    transaction ends, for acts that change it.
    """
    rows = model.visible_to(by).select_related("protection")
    if lock:
        rows = rows.select_for_update(of=("self",)) if _can_lock() else rows
    row = find(rows, uid)
    thing = thing_of(row.protection)
    if not decide_on(by, Action.DISCOVER, thing):
        log.error("policy.divergence kind=%s uid=%s", model.KIND, uid)
        raise NotFound
    require(decide_on(by, action, thing))
    record(act, row, by=by, at=at)
    return row


def _can_lock() -> bool:
    from django.db import connection

    return connection.features.has_select_for_update


@transaction.atomic
def protect(
    kind: Kind,
    *,
    owner: UUID,
    by: Actor,
    at: datetime,
    parent: GuardedModel | Ref | None = None,
    terms: Sequence[Term] = (),
    districts: Iterable[str] = (),
    agencies: Iterable[UUID] = (),
    forums: Iterable[str] = (),
    named: Iterable[UUID] = (),
    editors: Iterable[UUID] = (),
    nominals: Iterable[str] = (),
    tags: Iterable[str] = (),
    excluded_persons: Iterable[UUID] = (),
    code: str = "P",
    conditions: Sequence[Condition] = (),
    restricted: bool = False,
    min_vetting: int = 0,
    state: str = "live",
    veiled: bool = False,
) -> Protection:
    """Make the protection of a new record, if *by* may make such a record there.

    The rule is asked about the record as it will stand, so nobody can make what their post, area
    or agreement would not let them make. People who are *named* are so until the year 9999; give
    a `Term` to end sooner. Raises `NotPermitted`, and `NotFound` for a parent out of sight.
    """
    above = _parent(parent, by)
    protection = Protection(
        kind=kind,
        owner_id=owner,
        min_vetting=min_vetting,
        code=code,
        restricted=restricted,
        state=state,
        parent=above,
        depth=above.depth + 1 if above else 0,
    )
    entries = [
        *terms,
        *(Term(what=What.NAMED, value=str(value), until=NO_END) for value in named),
        *(
            Term(what=what, value=value)
            for what, values in (
                (What.DISTRICT, districts),
                (What.AGENCY, agencies),
                (What.FORUM, forums),
                (What.EDITOR, editors),
                (What.NOMINAL, nominals),
                (What.TAG, tags),
                (What.EXCLUDED_PERSON, excluded_persons),
            )
            # In a fixed order, so that the same acts always leave the same rows.
            for value in sorted(str(value) for value in values)
        ),
    ]
    protection.save(force_insert=True)
    _add(protection, entries)
    _set_conditions(protection, conditions)
    require(decide_on(by, Action.CREATE, thing_of(protection)))
    record(Act.PROTECT, protection, by=by, at=at, veiled=veiled)
    return protection


NO_END = moment_of(253_402_300_799_000_000)
"""The last second of the year 9999: what has no end is stored as ending then."""


def _parent(parent: GuardedModel | Ref | None, by: Actor) -> Protection | None:
    if parent is None:
        return None
    uid = parent.uid
    found = Protection.objects.filter(within_scope("uid", None, Action.READ, by), uid=uid).first()
    if found is None:
        raise NotFound
    return found


def _add(protection: Protection, entries: Iterable[Term]) -> None:
    unique = {(entry.what, entry.value): entry for entry in entries}
    ProtectionTerm.objects.bulk_create(
        ProtectionTerm(protection=protection, what=entry.what, value=entry.value, until=entry.until)
        for entry in unique.values()
    )


def _set_conditions(protection: Protection, conditions: Sequence[Condition]) -> None:
    if protection.code == "C" and not conditions:
        raise ValueError("a record of code C carries at least one condition that can be checked")
    for condition in conditions:
        row = ProtectionCondition.objects.create(
            protection=protection,
            name=condition.name,
            until=moment_of(condition.until) if condition.name == "until" else None,
        )
        ProtectionConditionValue.objects.bulk_create(
            ProtectionConditionValue(condition=row, value=value)
            for value in sorted(condition.values)
        )


@transaction.atomic
def amend(
    row: GuardedModel,
    *,
    by: Actor,
    at: datetime,
    action: Action = Action.SHARE,
    add: Sequence[Term] = (),
    remove: Sequence[Term] = (),
    state: str | None = None,
    code: str | None = None,
    conditions: Sequence[Condition] | None = None,
    owner: UUID | None = None,
) -> None:
    """Change who may see *row*, if *by* may share it (or take another *action* that says so).

    Adding a term that is there already changes its end. The version goes up by one. Raises
    `NotPermitted`, and `OnLegalHold` where it would be disposed of and must be kept. The
    recipients go into the record with it.
    """
    require(check(by, action, row))
    protection = row.protection
    if state == "disposed":
        require_unheld(protection.uid)
    for entry in (*remove, *add):
        ProtectionTerm.objects.filter(
            protection=protection, what=entry.what, value=entry.value
        ).delete()
    _add(protection, add)
    if code is not None:
        protection.code = code
    if conditions is not None:
        ProtectionConditionValue.objects.filter(condition__protection=protection).delete()
        ProtectionCondition.objects.filter(protection=protection).delete()
        _set_conditions(protection, conditions)
    if state is not None:
        protection.state = state
    if owner is not None:
        protection.owner_id = owner
    protection.version += 1
    protection.save()
    recipients = [UUID(entry.value) for entry in add if entry.what in (What.AGENCY, What.NAMED)]
    record(Act.AMEND, protection, by=by, at=at, recipients=recipients)


def agencies_with(uid: UUID, by: Actor) -> frozenset[UUID]:
    """The agency that owns a record that *by* may read, and those that it is shared with by name.

    Nobody for any other record.
    """
    seen = Protection.objects.filter(within_scope("uid", None, Action.READ, by), uid=uid)
    owner = seen.values_list("owner_id", flat=True)
    shared = ProtectionTerm.objects.filter(protection__in=seen, what=What.AGENCY)
    return frozenset([*owner, *(UUID(value) for value in shared.values_list("value", flat=True))])


def lacking(rows: QuerySet[Row], what: What) -> QuerySet[Row]:
    """Those of *rows* whose protection has no entry of one sort."""
    having = ProtectionTerm.objects.filter(what=what).values("protection")
    return rows.exclude(protection__in=having)


def touched(row: GuardedModel) -> None:
    """Raise the version of a record whose contents have changed."""
    row.protection.version += 1
    row.protection.save(update_fields=["version"])


@transaction.atomic
def link(
    earlier: GuardedModel | Ref,
    later: GuardedModel | Ref,
    relation: LinkKind,
    *,
    by: Actor,
    at: datetime,
    owner: UUID | None = None,
    agencies: Iterable[UUID] = (),
    forums: Iterable[str] = (),
) -> None:
    """Say that one record has to do with another. Saying it twice changes nothing.

    The link is a record of its own: whoever sees it must be let see it and both ends. By default
    it is seen by those agencies that see the later end. Raises `NotFound` if *by* may not know of
    an end.
    """
    ends = []
    for end in (earlier, later):
        found = Protection.objects.filter(
            within_scope("uid", None, Action.DISCOVER, by), uid=end.uid
        ).first()
        if found is None:
            raise NotFound
        ends.append(found)
    if Link.joins(ends[0], ends[1], relation):
        return
    reach = thing_of(ends[1])
    protection = protect(
        Kind.LINK,
        owner=owner or by.agency_id,
        by=by,
        at=at,
        agencies={*agencies, *(UUID(value) for value in reach.agencies), UUID(reach.owner)},
        forums={*forums, *reach.forums},
        terms=[
            Term(what=What.NAMED, value=value, until=moment_of(until))
            for value, until in reach.named.items()
        ],
    )
    joined = Link(protection=protection, earlier=ends[0], later=ends[1], relation=relation)
    joined.save(force_insert=True)
    record(Act.LINK, [protection, *ends], by=by, at=at)


def nominals_of(refs: Iterable[Ref], by: Actor) -> list[str]:
    """Whom records concern, of those that *by* may know of, for a record that arises from them.

    Somebody with a conflict then finds neither. The tokens say nothing to whoever reads them.
    """
    known = Protection.objects.filter(
        within_scope("uid", None, Action.DISCOVER, by), uid__in=[ref.uid for ref in refs]
    )
    terms = ProtectionTerm.objects.filter(protection__in=known, what=What.NOMINAL)
    return sorted(set(terms.values_list("value", flat=True)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """A link as it is seen from one of its ends."""

    relation: LinkKind
    earlier: Ref
    later: Ref


def links_of(uid: UUID, by: Actor) -> list[Joined]:
    """Links from and to a record that *by* may see, both of whose ends *by* may know exist."""
    return links_of_each([uid], by)[uid]


def links_of_each(uids: Iterable[UUID], by: Actor) -> dict[UUID, list[Joined]]:
    """The links of each of several records, as `links_of` gives them, in one question."""
    found: dict[UUID, list[Joined]] = {uid: [] for uid in uids}
    rows = Link.open_to(by).filter(Q(earlier_id__in=found) | Q(later_id__in=found))
    for row in rows.select_related("earlier", "later").order_by("relation", "earlier", "later"):
        joined = Joined(
            relation=LinkKind(row.relation),
            earlier=Ref(kind=Kind(row.earlier.kind), uid=row.earlier_id),
            later=Ref(kind=Kind(row.later.kind), uid=row.later_id),
        )
        for end in {row.earlier_id, row.later_id} & set(found):
            found[end].append(joined)
    return found
