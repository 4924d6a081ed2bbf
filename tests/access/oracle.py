"""A second, independent reading of the access rule: it lists every reason to refuse, then answers.

It was written from the published rule alone, by someone who had not seen the code that the site
uses, and in another shape: nothing here stops at the first refusal. Two readings that agree on
many near misses are unlikely to share a mistake.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

CLAUSES = (
    "delegation",
    "live",
    "agreement",
    "excluded",
    "conflict",
    "vetting",
    "tags",
    "role",
    "state",
    "need",
    "conditions",
    "purpose",
    "owner",
    "parent",
)
LOOKING = frozenset({"discover", "read"})
OWNERS_ACTS = frozenset({"edit", "share"})

Record = Mapping[str, Any]
Table = Mapping[str, Any]
Pair = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the oracle says: every reason to refuse, and whether the case could be read at all."""

    reasons: frozenset[str]
    well_formed: bool = True

    @property
    def allow(self) -> bool:
        """Nothing speaks against it."""
        return not self.reasons

    @property
    def clause(self) -> str:
        """The first reason in the rule's order, or `ok`."""
        return next((clause for clause in CLAUSES if clause in self.reasons), "ok")


def closed(implies: Mapping[str, Iterable[str]]) -> dict[str, frozenset[str]]:
    """For each action: itself and everything that it brings with it, however far down."""
    reach = {action: {action, *lower} for action, lower in implies.items()}
    for _ in reach:
        for action, lower in reach.items():
            reach[action] = lower.union(*(reach.get(each, {each}) for each in lower))
    return {action: frozenset(lower) for action, lower in reach.items()}


class Oracle:
    """The published rule over one policy table, as `frankpledge policy table` prints it."""

    def __init__(self, table: Table) -> None:
        self.reach = closed(table["implies"])
        self.purposes = {action: frozenset(each) for action, each in table["purposes"].items()}
        self.actions = frozenset(self.purposes) | frozenset(self.reach)
        self.granted = {
            role: self.down((action, kind) for action, kind in pairs)
            for role, pairs in table["permissions"].items()
        }
        self.kinds = frozenset(kind for pairs in self.granted.values() for _, kind in pairs)

    def down(self, pairs: Iterable[Any]) -> frozenset[Pair]:
        """A set of permissions closed downward: who may export may read, who may read may find."""
        return frozenset(
            (lower, kind)
            for action, kind in pairs
            for lower in self.reach.get(action, frozenset({action}))
        )

    def judge(self, case: object) -> Answer:
        """Judge any line whatever: what cannot be read is refused."""
        faults = faults_of(case, self)
        if faults or not isinstance(case, Mapping):
            return Answer(reasons=frozenset(faults), well_formed=False)
        return self.judge_well_formed(case)

    def judge_well_formed(self, case: Record) -> Answer:
        """Judge a case that is known to be complete and of the right types."""
        return Answer(
            reasons=frozenset(
                self.reasons(case["subject"], case["action"], case["object"], case["context"])
            )
        )

    def reasons(self, eyes: Record, action: str, thing: Record, context: Record) -> set[str]:
        """Every clause that refuses, all of them asked."""
        delegation = eyes["delegation"]
        entitled = eyes if delegation is None else delegation["principal"]
        now, pair, kind = context["now"], (action, thing["kind"]), thing["kind"]
        lookers = {eyes["id"], entitled["id"]}
        owns = entitled["agency"] == thing["owner"]
        current_tags = {tag for tag, until in eyes["tag_authority"].items() if until > now}
        vetting = eyes["vetting"] if eyes["vetting_until"] > now else 0
        granting = {role for role in entitled["roles"] if pair in self.granted.get(role, ())}
        unmet = {
            index
            for index, (name, value) in enumerate(thing["conditions"])
            if not CONDITIONS[name](value, eyes, entitled, action, thing, context)
        }
        parent = thing["parent"]
        above = set() if parent is None else self.reasons(eyes, "read", parent, context)
        refused = {
            "delegation": delegation is not None
            and not (
                delegation["until"] > now and (action, kind) in self.down(delegation["scope"])
            ),
            "live": not (is_live(eyes, now) and is_live(entitled, now)),
            "agreement": not context["agreements"].get(entitled["agency"], now) > now,
            "excluded": bool(lookers & set(thing["excluded_persons"]))
            or eyes["agency"] in set(thing["excluded_agencies"]),
            "conflict": bool(set(eyes["conflicts"]) & set(thing["nominals"])),
            "vetting": vetting < thing["min_vetting"],
            "tags": bool(set(thing["tags"]) - current_tags),
            "role": not granting,
            "state": thing["state"] == "disposed" or (thing["state"] == "draft" and not owns),
            "need": not admitting(eyes, entitled, action, thing, context),
            "conditions": thing["code"] != "P" and bool(unmet),
            "purpose": context["purpose"] not in self.purposes.get(action, ()),
            "owner": action in OWNERS_ACTS and not owns and eyes["id"] not in set(thing["editors"]),
            "parent": bool(above),
        }
        return {clause for clause, refuses in refused.items() if refuses}


def is_live(person: Record, now: int) -> bool:
    """In post today: active, not locked out, and not yet at the end date."""
    return person["active"] is True and person["locked"] is False and person["until"] > now


def admitting(
    eyes: Record, entitled: Record, action: str, thing: Record, context: Record
) -> set[str]:
    """Every ground on which this person has need of this record."""
    now = context["now"]
    own_right = eyes["delegation"] is None
    places = set(thing["districts"])
    in_area = not places or entitled["force_wide"] or bool(places & set(entitled["districts"]))
    seats = {forum for forum, until in entitled["forums"].items() if until > now}
    glass = {(person, record) for person, record, until in context["break_glass"] if until > now}
    grounds = {
        "named": thing["named"].get(entitled["id"], now) > now,
        "owner": in_area and entitled["agency"] == thing["owner"],
        "agency": in_area and entitled["agency"] in set(thing["agencies"]),
        "forum": in_area and bool(seats & set(thing["forums"])),
        "glass": own_right and action in LOOKING and (eyes["id"], thing["id"]) in glass,
    }
    usable = set(grounds) if not thing["restricted"] else {"named"} if own_right else set()
    return {ground for ground, holds in grounds.items() if holds} & usable


Condition = Callable[[Any, Record, Record, str, Record, Record], bool]

CONDITIONS: dict[str, Condition] = {
    "agencies": lambda value, eyes, *_: eyes["agency"] in set(value),
    "until": lambda value, *rest: value > rest[-1]["now"],
    "purpose": lambda value, *rest: rest[-1]["purpose"] in set(value),
    "no_export": lambda _value, _eyes, _entitled, action, *_: action != "export",
    "no_onward": lambda _value, _eyes, entitled, action, thing, _context: (
        action != "share" or entitled["agency"] == thing["owner"]
    ),
    "view_only": lambda _value, _eyes, _entitled, action, *_: action in LOOKING,
}


# What each field must be, and the clause that a missing one belongs to.


def is_text(value: object) -> bool:
    """A name or a code."""
    return isinstance(value, str)


def is_number(value: object) -> bool:
    """A whole number; true and false are not numbers here."""
    return type(value) is int


def is_flag(value: object) -> bool:
    """True or false, and nothing that merely behaves so."""
    return type(value) is bool


def is_texts(value: object) -> bool:
    """A list of names or codes."""
    return isinstance(value, list | tuple) and all(isinstance(each, str) for each in value)


def is_times(value: object) -> bool:
    """Names or codes, each with the moment at which it ends."""
    return isinstance(value, Mapping) and all(
        isinstance(key, str) and type(until) is int for key, until in value.items()
    )


def is_pairs(value: object) -> bool:
    """A list of pairs whose first is a name."""
    return isinstance(value, list | tuple) and all(
        isinstance(each, list | tuple) and len(each) == 2 and isinstance(each[0], str)
        for each in value
    )


def is_grants(value: object) -> bool:
    """A list of person, record and end."""
    return isinstance(value, list | tuple) and all(
        isinstance(each, list | tuple) and len(each) == 3 and type(each[2]) is int for each in value
    )


Shape = Mapping[str, tuple[Callable[[object], bool], str]]

SUBJECT: Shape = {
    "id": (is_text, "excluded"),
    "agency": (is_text, "agreement"),
    "roles": (is_texts, "role"),
    "vetting": (is_number, "vetting"),
    "vetting_until": (is_number, "vetting"),
    "active": (is_flag, "live"),
    "locked": (is_flag, "live"),
    "until": (is_number, "live"),
    "districts": (is_texts, "need"),
    "force_wide": (is_flag, "need"),
    "forums": (is_times, "need"),
    "tag_authority": (is_times, "tags"),
    "conflicts": (is_texts, "conflict"),
}
OBJECT: Shape = {
    "id": (is_text, "need"),
    "kind": (is_text, "role"),
    "owner": (is_text, "state"),
    "min_vetting": (is_number, "vetting"),
    "tags": (is_texts, "tags"),
    "code": (is_text, "conditions"),
    "conditions": (is_pairs, "conditions"),
    "agencies": (is_texts, "need"),
    "forums": (is_texts, "need"),
    "named": (is_times, "need"),
    "editors": (is_texts, "owner"),
    "excluded_persons": (is_texts, "excluded"),
    "excluded_agencies": (is_texts, "excluded"),
    "restricted": (is_flag, "need"),
    "districts": (is_texts, "need"),
    "nominals": (is_texts, "conflict"),
    "state": (is_text, "state"),
}
CONTEXT: Shape = {
    "now": (is_number, "delegation"),
    "purpose": (is_text, "purpose"),
    "agreements": (is_times, "agreement"),
    "break_glass": (is_grants, "need"),
}
DELEGATION: Shape = {"until": (is_number, "delegation"), "scope": (is_pairs, "delegation")}
ARGUMENTS: dict[str, Callable[[object], bool]] = {
    "agencies": is_texts,
    "until": is_number,
    "purpose": is_texts,
}


def misfits(record: object, shape: Shape, whole: str) -> set[str]:
    """The clauses to which the missing or wrong fields of one part belong."""
    if not isinstance(record, Mapping):
        return {whole}
    return {
        clause
        for field, (fits, clause) in shape.items()
        if field not in record or not fits(record[field])
    }


def faults_of(case: object, oracle: Oracle) -> set[str]:
    """Every clause that cannot be answered because its part of the case is missing or wrong."""
    if not isinstance(case, Mapping):
        return {"delegation"}
    faults = subject_faults(case.get("subject"), oracle)
    faults |= object_faults(case.get("object"), oracle, ())
    faults |= misfits(case.get("context"), CONTEXT, "delegation")
    action = case.get("action")
    if not is_text(action) or action not in oracle.actions:
        faults.add("role")
    return faults


def subject_faults(subject: object, oracle: Oracle) -> set[str]:
    """What is wrong with the one who looks, the delegation and the one on whose behalf."""
    faults = misfits(subject, SUBJECT, "live")
    if not isinstance(subject, Mapping) or "delegation" not in subject:
        return faults | {"delegation"}
    people = [subject]
    delegation = subject["delegation"]
    if delegation is not None:
        if not isinstance(delegation, Mapping):
            return faults | {"delegation"}
        principal = delegation.get("principal")
        faults |= misfits(delegation, DELEGATION, "delegation")
        faults |= misfits(principal, SUBJECT, "delegation")
        people.append(principal if isinstance(principal, Mapping) else {})
    if any(set(person["roles"]) - set(oracle.granted) for person in people if sound_roles(person)):
        faults.add("role")
    return faults


def sound_roles(person: Record) -> bool:
    """Whether the roles can be read at all; if not, that was counted already."""
    return is_texts(person.get("roles"))


def object_faults(thing: object, oracle: Oracle, below: tuple[object, ...]) -> set[str]:
    """What is wrong with a record; anything wrong above it is wrong with its parent."""
    faults = misfits(thing, OBJECT, "role")
    if not isinstance(thing, Mapping) or "parent" not in thing:
        return faults | {"parent"}
    if thing.get("id") in below:
        return faults | {"parent"}
    if not faults:
        faults |= unknown_words(thing, oracle)
    parent = thing["parent"]
    if parent is not None and object_faults(parent, oracle, (*below, thing.get("id"))):
        faults.add("parent")
    return faults


def unknown_words(thing: Record, oracle: Oracle) -> set[str]:
    """Words that the rule does not know, in the fields that hold one of a fixed few."""
    return {
        clause
        for clause, known in {
            "role": thing["kind"] in oracle.kinds,
            "state": thing["state"] in {"draft", "live", "disposed"},
            "conditions": thing["code"] in {"P", "C"}
            and all(
                name in CONDITIONS and (name not in ARGUMENTS or ARGUMENTS[name](value))
                for name, value in thing["conditions"]
            ),
        }.items()
        if not known
    }
