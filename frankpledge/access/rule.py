"""The one rule of who may discover, read, share and otherwise act on a record. Pure.

`access.scope` says the same to the database; tests hold the two together, and an oracle that was
written from the documents holds both to what was meant. Times are integers on one scale; at
`until` exactly, a thing has ended.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from frankpledge.access.vocabulary import (
    PERMISSIONS,
    PURPOSES,
    Action,
    Grant,
    Kind,
    Role,
    down,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Delegation:
    """Authority lent by *principal* for *scope* until a moment."""

    principal: "Subject"
    until: int
    scope: frozenset[Grant]


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """Somebody who looks, or whose entitlement is used by somebody who looks."""

    id: str
    agency: str
    roles: frozenset[Role]
    vetting: int
    vetting_until: int
    active: bool
    locked: bool
    until: int
    districts: frozenset[str] = frozenset()
    force_wide: bool = False
    forums: Mapping[str, int] = field(default_factory=dict)
    tag_authority: Mapping[str, int] = field(default_factory=dict)
    conflicts: frozenset[str] = frozenset()
    delegation: Delegation | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """One machine-checked condition on a record of code C, such as `agencies` or `no_onward`."""

    name: str
    values: frozenset[str] = frozenset()
    until: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """What the rule needs to know of a record, and nothing of its contents."""

    id: str
    kind: Kind
    owner: str
    min_vetting: int = 0
    tags: frozenset[str] = frozenset()
    code: str = "P"
    conditions: tuple[Condition, ...] = ()
    agencies: frozenset[str] = frozenset()
    forums: frozenset[str] = frozenset()
    named: Mapping[str, int] = field(default_factory=dict)
    editors: frozenset[str] = frozenset()
    excluded_persons: frozenset[str] = frozenset()
    excluded_agencies: frozenset[str] = frozenset()
    restricted: bool = False
    districts: frozenset[str] = frozenset()
    nominals: frozenset[str] = frozenset()
    state: str = "live"
    parent: "Thing | None" = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """The moment, the declared purpose, and what is true of the world then."""

    now: int
    purpose: str
    agreements: Mapping[str, int]
    break_glass: Mapping[tuple[str, str], int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """Whether it is allowed, and the first clause that denies (`ok` when none does)."""

    allow: bool
    clause: str


OK = Verdict(allow=True, clause="ok")


def decide(subject: Subject, action: Action, thing: Thing, context: Context) -> Verdict:
    """Decide whether *subject* may take *action* on *thing*, and name the first clause against.

    Clauses about the person test whoever looks; clauses about entitlement test whoever lent the
    authority, so a delegate never gains clearance, and a conflict is never lent away.
    """
    for clause, holds in _CLAUSES.items():
        if not holds(subject, action, thing, context):
            return Verdict(allow=False, clause=clause)
    return OK


def denials(subject: Subject, action: Action, thing: Thing, context: Context) -> frozenset[str]:
    """Every clause that denies, for explaining a refusal to whoever runs the machine."""
    return frozenset(
        clause for clause, holds in _CLAUSES.items() if not holds(subject, action, thing, context)
    )


def _delegation(s: Subject, action: Action, o: Thing, x: Context) -> bool:
    lent = s.delegation
    return lent is None or (lent.until > x.now and (action, o.kind) in down(lent.scope))


def _live(s: Subject, action: Action, o: Thing, x: Context) -> bool:
    return all(who.active and not who.locked and who.until > x.now for who in (s, entitled(s)))


def _agreement(s: Subject, action: Action, o: Thing, x: Context) -> bool:
    return x.agreements.get(entitled(s).agency, x.now) > x.now


def _excluded(s: Subject, action: Action, o: Thing, x: Context) -> bool:
    return (
        s.id not in o.excluded_persons
        and entitled(s).id not in o.excluded_persons
        and s.agency not in o.excluded_agencies
    )


def _conflict(s: Subject, action: Action, o: Thing, x: Context) -> bool:
    return not s.conflicts & o.nominals


def _vetting(s: Subject, action: Action, o: Thing, x: Context) -> bool:
    return (s.vetting if s.vetting_until > x.now else 0) >= o.min_vetting


def _tags(s: Subject, action: Action, o: Thing, x: Context) -> bool:
    return all(s.tag_authority.get(tag, x.now) > x.now for tag in o.tags)


def _role(s: Subject, action: Action, o: Thing, x: Context) -> bool:
    return any((action, o.kind) in PERMISSIONS[role] for role in entitled(s).roles)


def _state(s: Subject, action: Action, o: Thing, x: Context) -> bool:
    return o.state == "live" or (o.state == "draft" and entitled(s).agency == o.owner)


def _need(s: Subject, action: Action, o: Thing, x: Context) -> bool:
    p = entitled(s)
    named = o.named.get(p.id, x.now) > x.now
    if o.restricted:
        return named and s is p
    in_area = not o.districts or p.force_wide or bool(p.districts & o.districts)
    shared = (
        p.agency == o.owner
        or p.agency in o.agencies
        or any(p.forums.get(forum, x.now) > x.now for forum in o.forums)
    )
    glass_broken = (
        s is p
        and action in (Action.DISCOVER, Action.READ)
        and x.break_glass.get((s.id, o.id), x.now) > x.now
    )
    return named or (in_area and shared) or glass_broken


def _conditions(s: Subject, action: Action, o: Thing, x: Context) -> bool:
    return o.code == "P" or all(
        _CONDITIONS[condition.name](condition, s, action, o, x) for condition in o.conditions
    )


def _purpose(s: Subject, action: Action, o: Thing, x: Context) -> bool:
    return x.purpose in PURPOSES[action]


def _owner(s: Subject, action: Action, o: Thing, x: Context) -> bool:
    return (
        action not in (Action.EDIT, Action.SHARE)
        or entitled(s).agency == o.owner
        or s.id in o.editors
    )


def _parent(s: Subject, action: Action, o: Thing, x: Context) -> bool:
    return o.parent is None or decide(s, Action.READ, o.parent, x).allow


_Test = Callable[[Subject, Action, Thing, Context], bool]
_CLAUSES: Mapping[str, _Test] = {
    "delegation": _delegation,
    "live": _live,
    "agreement": _agreement,
    "excluded": _excluded,
    "conflict": _conflict,
    "vetting": _vetting,
    "tags": _tags,
    "role": _role,
    "state": _state,
    "need": _need,
    "conditions": _conditions,
    "purpose": _purpose,
    "owner": _owner,
    "parent": _parent,
}
CLAUSES = tuple(_CLAUSES)
"""The clauses in the order in which the first that denies is named."""


def entitled(s: Subject) -> Subject:
    """Whose entitlement is used: the principal's under a delegation, otherwise one's own."""
    return s.delegation.principal if s.delegation else s


_CONDITIONS: Mapping[str, Callable[[Condition, Subject, Action, Thing, Context], bool]] = {
    "agencies": lambda c, s, action, o, x: s.agency in c.values,
    "until": lambda c, s, action, o, x: c.until > x.now,
    "purpose": lambda c, s, action, o, x: x.purpose in c.values,
    "no_export": lambda c, s, action, o, x: action != Action.EXPORT,
    "no_onward": lambda c, s, action, o, x: action != Action.SHARE or entitled(s).agency == o.owner,
    "view_only": lambda c, s, action, o, x: action in (Action.DISCOVER, Action.READ),
}
CONDITION_NAMES = tuple(_CONDITIONS)
