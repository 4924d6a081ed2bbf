"""Lines that cannot be read: each an allowed case with one thing missing, unknown or misshapen."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from tests.access.makings import Policy
from tests.access.oracle import Table

Path = tuple[str | int, ...]
NOW, LATER = 1000, 2000

TEXT: list[Any] = [None, 7, [], {}]
NUMBER: list[Any] = [None, "5", 1500.5, float("inf"), True, False, [], {}]
FLAG: list[Any] = [None, "no", 0, 1, [], {}]
LIST: list[Any] = [None, "P1", 7, {}, [7], [None], [[]]]
TIMES: list[Any] = [None, "P1", 7, [], {"P1": None}, {"P1": "2000"}, {"P1": 1500.5}, {"P1": True}]
GRANTS: list[Any] = [
    None, "P1", 7, {}, ["P1"], [["P1", "O1"]], [["P1", "O1", None]], [["P1", "O1", 1500.5]],
    [["P1", "O1", True]], [["P1", "O1", LATER, LATER]],
]  # fmt: skip

SUBJECT: dict[str, list[Any]] = {
    "id": TEXT, "agency": TEXT, "roles": LIST, "vetting": NUMBER, "vetting_until": NUMBER,
    "active": FLAG, "locked": FLAG, "until": NUMBER, "districts": LIST, "force_wide": FLAG,
    "forums": TIMES, "tag_authority": TIMES, "conflicts": LIST,
}  # fmt: skip
OBJECT: dict[str, list[Any]] = {
    "id": TEXT, "kind": TEXT, "owner": TEXT, "min_vetting": NUMBER, "tags": LIST, "code": TEXT,
    "conditions": LIST, "agencies": LIST, "forums": LIST, "named": TIMES, "editors": LIST,
    "excluded_persons": LIST, "excluded_agencies": LIST, "restricted": FLAG, "districts": LIST,
    "nominals": LIST, "state": TEXT,
}  # fmt: skip
CONTEXT: dict[str, list[Any]] = {
    "now": NUMBER, "purpose": TEXT, "agreements": TIMES, "break_glass": GRANTS,
}  # fmt: skip


def replaced(case: Any, path: Path, value: Any) -> Any:
    """The case with something else at that place."""
    copy = deepcopy(case)
    at = copy
    for step in path[:-1]:
        at = at[step]
    at[path[-1]] = value
    return copy


def without(case: Any, path: Path) -> Any:
    """The case with nothing at that place."""
    copy = deepcopy(case)
    at = copy
    for step in path[:-1]:
        at = at[step]
    del at[path[-1]]
    return copy


def person(uid: str, role: str, delegation: Any = None) -> dict[str, Any]:
    """Somebody whom nothing stops."""
    return {
        "id": uid, "agency": "A1", "roles": [role], "vetting": 4, "vetting_until": LATER,
        "active": True, "locked": False, "until": LATER, "districts": ["D1"], "force_wide": True,
        "forums": {"F1": LATER}, "tag_authority": {"child": LATER}, "conflicts": [],
        "delegation": delegation,
    }  # fmt: skip


def record(uid: str, kind: str, parent: Any = None) -> dict[str, Any]:
    """A record that is open to them on every ground, so that nothing but its shape can refuse."""
    return {
        "id": uid, "kind": kind, "owner": "A1", "min_vetting": 1, "tags": ["child"], "code": "C",
        "conditions": [["until", LATER]], "agencies": ["A1"], "forums": ["F1"],
        "named": {"P1": LATER}, "editors": ["P1"], "excluded_persons": [],
        "excluded_agencies": [], "restricted": False, "districts": ["D1"], "nominals": [],
        "state": "live", "parent": parent,
    }  # fmt: skip


def wholes(policy: Policy) -> Iterator[tuple[str, Any]]:
    """The cases that all the others are made from: allowed, as long as nobody touches them."""
    role, kind = policy.grants["read"][0]
    context = {
        "now": NOW,
        "purpose": policy.purposes["read"][0],
        "agreements": {"A1": LATER},
        "break_glass": [["P1", "O1", LATER]],
    }
    own = {"subject": person("P1", role), "action": "read", "object": record("O1", kind)}
    yield "own right", {**own, "context": context}
    acting = {"principal": person("P2", role), "until": LATER, "scope": [["read", kind]]}
    yield "delegate", {**own, "subject": person("P1", role, acting), "context": context}
    above = record("O1", kind, record("O2", kind, record("O3", kind)))
    yield "under parents", {**own, "object": above, "context": context}


def misshapen(name: str, case: Any, at: Path, fields: dict[str, list[Any]]) -> Iterator[Any]:
    """Each field of one part missing, then of the wrong type."""
    place = ".".join(map(str, at))
    for field, wrongs in fields.items():
        yield f"{name}: no {place}.{field}", without(case, (*at, field))
        for wrong in wrongs:
            yield f"{name}: {place}.{field} is {wrong!r}", replaced(case, (*at, field), wrong)


def wrong_words(name: str, case: Any) -> Iterator[tuple[str, Any]]:
    """Words that the rule does not know."""
    thing = ("object",)
    for word in ("", "obliterate", "READ", "read "):
        yield f"{name}: action {word!r}", replaced(case, ("action",), word)
        yield f"{name}: kind {word!r}", replaced(case, (*thing, "kind"), word)
        yield f"{name}: condition {word!r}", replaced(case, (*thing, "conditions"), [[word, None]])
        yield f"{name}: only role {word!r}", replaced(case, ("subject", "roles"), [word])
        more = [*case["subject"]["roles"], word]
        yield f"{name}: also role {word!r}", replaced(case, ("subject", "roles"), more)
        yield f"{name}: purpose {word!r}", replaced(case, ("context", "purpose"), word)
        yield f"{name}: state {word!r}", replaced(case, (*thing, "state"), word)
        yield f"{name}: code {word!r}", replaced(case, (*thing, "code"), word)
    wrongs: list[Any] = [
        ["until"], ["until", None], ["until", "2000"], ["until", 1500.5], ["agencies", "A1"],
        ["agencies", "A12"], ["agencies", None], ["purpose", case["context"]["purpose"]],
        ["purpose", None], "until", None, [], [None, None], [["until"], LATER],
        ["until", LATER, LATER], ["until", True], ["agencies", ["A1", 7]],
    ]  # fmt: skip
    for wrong in wrongs:
        conditions = [["until", LATER], wrong]
        changed = replaced(case, (*thing, "conditions"), conditions)
        yield f"{name}: condition {wrong!r}", changed
    unread = replaced(case, (*thing, "conditions"), [["obliterate", None]])
    yield f"{name}: unknown condition under code P", replaced(unread, (*thing, "code"), "P")


def wrong_delegation(case: Any) -> Iterator[tuple[str, Any]]:
    """A delegation that says too little, or says it oddly."""
    at: Path = ("subject", "delegation")
    for field, wrongs in {"principal": LIST, "until": NUMBER, "scope": LIST}.items():
        yield f"delegate: no delegation.{field}", without(case, (*at, field))
        for wrong in wrongs:
            yield f"delegate: delegation.{field} is {wrong!r}", replaced(case, (*at, field), wrong)
    kind = case["object"]["kind"]
    scopes: list[Any] = [
        [], ["read"], [["read"]], [[kind, "read"]], [["obliterate", kind]], [["read", ""]], [[]],
        [None], "read",
    ]  # fmt: skip
    for scope in scopes:
        yield f"delegate: scope is {scope!r}", replaced(case, (*at, "scope"), scope)
    odd: list[Any] = [[], "P2", 7, False, {}]
    for wrong in odd:
        yield f"delegate: delegation is {wrong!r}", replaced(case, at, wrong)
    yield "delegate: no delegation", without(case, at)
    more = [*case["subject"]["roles"], "wizard"]
    yield "delegate: principal also wizard", replaced(case, (*at, "principal", "roles"), more)
    alone = replaced(case, ("object", "restricted"), True)
    named = replaced(alone, ("object", "named"), {"P1": LATER, "P2": LATER})
    yield (
        "delegate of oneself has no right of one's own",
        replaced(named, (*at, "principal", "id"), "P1"),
    )


def loops(case: Any) -> Iterator[tuple[str, Any]]:
    """Records that stand above themselves."""
    above: Path = ("object", "parent")
    yield "its own parent", replaced(case, (*above, "id"), "O1")
    yield "its own grandparent", replaced(case, (*above, "parent", "id"), "O1")
    yield "a parent that is its own parent", replaced(case, (*above, "parent", "id"), "O2")
    endless = deepcopy(case)
    endless["object"]["parent"]["parent"]["parent"] = endless["object"]
    yield "a loop without an end", endless
    short = deepcopy(case)
    short["object"]["parent"] = short["object"]
    yield "a record that holds itself", short
    odd: list[Any] = [[], "O2", 7, False, {}]
    for wrong in odd:
        yield f"parent is {wrong!r}", replaced(case, above, wrong)
    yield "no parent field", without(case, above)
    yield "no parent field above", without(case, (*above, "parent"))


def malformed_cases(table: Table, *, whole: bool = False) -> list[tuple[str, Any]]:
    """Every broken line with its name; or, if asked, the whole lines that they were made from."""
    policy = Policy(table)
    made = dict(wholes(policy))
    if whole:
        return list(made.items())
    cases: list[tuple[str, Any]] = []
    no_parts: list[Any] = [None, 7, [], {}]
    for name, case in made.items():
        for part in ("subject", "action", "object", "context"):
            cases.append((f"{name}: no {part}", without(case, (part,))))
            cases += [(f"{name}: {part} is {wrong!r}", replaced(case, (part,), wrong))
                      for wrong in no_parts]  # fmt: skip
        cases += misshapen(name, case, ("subject",), SUBJECT)
        cases += misshapen(name, case, ("object",), OBJECT)
        cases += misshapen(name, case, ("context",), CONTEXT)
        cases += wrong_words(name, case)
    at_principal: Path = ("subject", "delegation", "principal")
    cases += misshapen("delegate", made["delegate"], at_principal, SUBJECT)
    cases += wrong_delegation(made["delegate"])
    for above in (("object", "parent"), ("object", "parent", "parent")):
        cases += misshapen("under parents", made["under parents"], above, OBJECT)
    cases += loops(made["under parents"])
    odd: list[Any] = [None, 7, "case", [], {}]
    return [*cases, *((f"the whole line is {line!r}", line) for line in odd)]
