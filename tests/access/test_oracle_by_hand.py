"""The oracle answers as a person reading the published rule would, case by case, by hand."""

from __future__ import annotations

from typing import Any

import pytest

from tests.access.oracle import CLAUSES, Oracle

TABLE: dict[str, Any] = {
    "permissions": {
        "officer": [
            ["discover", "report"],
            ["read", "report"],
            ["edit", "report"],
            ["export", "report"],
            ["share", "report"],
            ["comment", "report"],
            ["read", "plan"],
            ["discover", "plan"],
        ],
        "partner": [["read", "plan"], ["discover", "plan"], ["discover", "report"]],
        "planner": [["edit", "plan"], ["share", "plan"], ["comment", "plan"]],
        "clerk": [],
    },
    "purposes": {
        "discover": ["prevention", "safeguarding", "audit"],
        "read": ["prevention", "safeguarding", "audit"],
        "comment": ["prevention", "safeguarding"],
        "edit": ["prevention", "safeguarding"],
        "share": ["prevention"],
        "export": ["prevention"],
    },
    "implies": {
        "discover": [],
        "read": ["discover"],
        "comment": ["read"],
        "edit": ["read", "discover"],
        "share": ["read", "discover"],
        "export": ["read", "discover"],
    },
}
NOW = 100
ENDED, LATER = NOW, NOW + 1


def person(**changes: Any) -> dict[str, Any]:
    """An officer of the police who may see what the district of Wantsum shares."""
    return {
        "id": "P1",
        "agency": "A1",
        "roles": ["officer"],
        "vetting": 2,
        "vetting_until": LATER,
        "active": True,
        "locked": False,
        "until": LATER,
        "districts": ["D1"],
        "force_wide": False,
        "forums": {"F1": LATER},
        "tag_authority": {"child": LATER},
        "conflicts": ["N1"],
        "delegation": None,
        **changes,
    }


def delegate(scope: Any = (("read", "report"),), until: int = LATER, **changes: Any) -> Any:
    """A person with nothing of their own beyond clearance, acting for the officer."""
    principal = changes.pop("principal", person())
    own = {
        "id": "P2",
        "agency": "A2",
        "roles": [],
        "districts": [],
        "forums": {},
        "conflicts": [],
        "delegation": {"principal": principal, "until": until, "scope": [*map(list, scope)]},
    }
    return person(**{**own, **changes})


def record(**changes: Any) -> dict[str, Any]:
    """A report of another agency, shared with the police."""
    return {
        "id": "O1",
        "kind": "report",
        "owner": "A9",
        "min_vetting": 0,
        "tags": [],
        "code": "P",
        "conditions": [],
        "agencies": ["A1"],
        "forums": [],
        "named": {},
        "editors": [],
        "excluded_persons": [],
        "excluded_agencies": [],
        "restricted": False,
        "districts": [],
        "nominals": [],
        "state": "live",
        "parent": None,
        **changes,
    }


def unshared(**changes: Any) -> dict[str, Any]:
    """A report that nothing opens yet."""
    return record(**{"agencies": [], **changes})


def context(**changes: Any) -> dict[str, Any]:
    """A day on which both agencies have an agreement."""
    return {
        "now": NOW,
        "purpose": "prevention",
        "agreements": {"A1": LATER, "A2": LATER},
        "break_glass": [],
        **changes,
    }


def clause(subject: Any, action: str, thing: Any, circumstances: Any = None) -> str:
    """The oracle's answer in one word."""
    case = {
        "subject": subject,
        "action": action,
        "object": thing,
        "context": context() if circumstances is None else circumstances,
    }
    answer = Oracle(TABLE).judge(case)
    assert answer.well_formed
    assert answer.allow == (answer.clause == "ok")
    return answer.clause


CODE_C = {"code": "C"}
IN_PARENT = {"id": "O2", "kind": "plan"}

BY_HAND = [
    # Who looks, and for whom
    ("a partner agency that it is shared with reads it", person(), "read", record(), "ok"),
    ("a delegate reads within the scope", delegate(), "read", record(), "ok"),
    ("a delegate whose day has come is refused", delegate(until=ENDED), "read", record(),
     "delegation"),
    ("a scope to read does not reach export", delegate(), "export", record(), "delegation"),
    ("a scope to export reaches reading", delegate([("export", "report")]), "read", record(),
     "ok"),
    ("a scope over plans says nothing of reports", delegate([("read", "plan")]), "read", record(),
     "delegation"),
    ("an ended delegation is no way back to one's own rights",
     delegate(until=ENDED, id="P1", agency="A1", roles=["officer"]), "read", record(),
     "delegation"),
    ("the principal's own delegation is ignored", delegate(principal=delegate(until=ENDED) | {
        "agency": "A1", "roles": ["officer"]}), "read", record(), "ok"),
    ("whoever looks must be active", person(active=False), "read", record(), "live"),
    ("whoever looks must not be locked out", person(locked=True), "read", record(), "live"),
    ("the last day has ended at its hour", person(until=ENDED), "read", record(), "live"),
    ("the principal must be in post", delegate(principal=person(active=False)), "read", record(),
     "live"),
    ("the delegate must be in post", delegate(locked=True), "read", record(), "live"),
    ("delegation is asked before being in post", delegate(until=ENDED, locked=True), "read",
     record(), "delegation"),
    # What dominates every grant
    ("an excluded person is refused", person(), "read", record(excluded_persons=["P1"]),
     "excluded"),
    ("an excluded principal is refused through a delegate", delegate(), "read",
     record(excluded_persons=["P1"]), "excluded"),
    ("an excluded delegate is refused", delegate(), "read", record(excluded_persons=["P2"]),
     "excluded"),
    ("an excluded agency is that of the eyes", delegate(), "read",
     record(excluded_agencies=["A2"]), "excluded"),
    ("the principal's agency may be excluded, not being the eyes", delegate(), "read",
     record(excluded_agencies=["A1"]), "ok"),
    ("a conflict of the eyes refuses", person(), "read", record(nominals=["N2", "N1"]),
     "conflict"),
    ("a conflict of the principal alone does not", delegate(), "read", record(nominals=["N1"]),
     "ok"),
    ("vetting equal to what is asked is enough", person(), "read", record(min_vetting=2), "ok"),
    ("vetting one short is refused", person(), "read", record(min_vetting=3), "vetting"),
    ("vetting that ends now is none", person(vetting_until=ENDED), "read",
     record(min_vetting=1), "vetting"),
    ("ended vetting matters only where some is asked", person(vetting_until=ENDED), "read",
     record(), "ok"),
    ("a delegate gains no clearance", delegate(vetting=1), "read", record(min_vetting=2),
     "vetting"),
    ("a tag needs its authority", person(), "read", record(tags=["child", "lpp"]), "tags"),
    ("a tag with authority is seen", person(), "read", record(tags=["child"]), "ok"),
    ("tag authority that ends now is none", person(tag_authority={"child": ENDED}), "read",
     record(tags=["child"]), "tags"),
    ("a delegate gains no child authority", delegate(tag_authority={}), "read",
     record(tags=["child"]), "tags"),
    # What the principal is entitled to
    ("a role without the permission is refused", person(roles=["partner"]), "read", record(),
     "role"),
    ("one role of several is enough", person(roles=["clerk", "officer"]), "read", record(), "ok"),
    ("a role to edit plans reads them, being closed downward", person(roles=["planner"]), "read",
     record(kind="plan"), "ok"),
    ("a role to comment finds too, two steps down", person(roles=["planner"]), "discover",
     record(kind="plan"), "ok"),
    ("the delegate's own roles count for nothing",
     delegate(roles=["officer"], principal=person(roles=["partner"])), "read", record(), "role"),
    ("what was disposed of is gone", person(), "read", record(state="disposed"), "state"),
    ("another agency's draft is not shown", person(), "read", record(state="draft"), "state"),
    ("one's own agency's draft is", person(), "read", record(state="draft", owner="A1"), "ok"),
    ("the delegate's agency's draft is not the principal's", delegate(), "read",
     record(state="draft", owner="A2"), "state"),
    # Need
    ("nothing opens it", person(), "read", unshared(), "need"),
    ("the owner's people have need", person(), "read", unshared(owner="A1"), "ok"),
    ("a forum seat gives need", person(), "read", unshared(forums=["F9", "F1"]), "ok"),
    ("a forum seat that ends now gives none", person(forums={"F1": ENDED}), "read",
     unshared(forums=["F1"]), "need"),
    ("a named person has need anywhere", person(), "read",
     unshared(named={"P1": LATER}, districts=["D7"]), "ok"),
    ("a name that ends now gives none", person(), "read", unshared(named={"P1": ENDED}), "need"),
    ("naming the delegate is not naming the principal", delegate(), "read",
     unshared(named={"P2": LATER}), "need"),
    ("sharing with an agency stops at the district", person(), "read", record(districts=["D7"]),
     "need"),
    ("even the owner's people stop at the district", person(), "read",
     record(owner="A1", districts=["D7"]), "need"),
    ("one district in common is enough", person(), "read", record(districts=["D7", "D1"]), "ok"),
    ("force-wide covers every district", person(force_wide=True), "read",
     record(districts=["D7"]), "ok"),
    ("the delegate's districts count for nothing", delegate(districts=["D7"], force_wide=True),
     "read", record(districts=["D7"]), "need"),
    # Restricted
    ("a restricted record opens to the named", person(), "read",
     record(restricted=True, named={"P1": LATER}), "ok"),
    ("a restricted record does not open to its owner", person(), "read",
     record(restricted=True, owner="A1"), "need"),
    ("a restricted record does not open to a delegate of the named", delegate(), "read",
     record(restricted=True, named={"P1": LATER, "P2": LATER}), "need"),
    # Conditions
    ("code C with no condition is satisfied", person(), "read", record(**CODE_C), "ok"),
    ("code P asks no condition", person(), "read", record(conditions=[["until", ENDED]]), "ok"),
    ("a condition that ends now refuses", person(), "read",
     record(**CODE_C, conditions=[["until", ENDED]]), "conditions"),
    ("every condition must hold", person(), "read",
     record(**CODE_C, conditions=[["until", LATER], ["purpose", ["audit"]]]), "conditions"),
    ("the agency of a condition is that of the eyes", delegate(), "read",
     record(**CODE_C, conditions=[["agencies", ["A1"]]]), "conditions"),
    ("and is met by the eyes", delegate(), "read",
     record(**CODE_C, conditions=[["agencies", ["A2"]]]), "ok"),
    ("a condition of purpose", person(), "read",
     record(**CODE_C, conditions=[["purpose", ["prevention"]]]), "ok"),
    ("no export means no export", person(), "export",
     record(**CODE_C, conditions=[["no_export", None]]), "conditions"),
    ("no export still lets read", person(), "read",
     record(**CODE_C, conditions=[["no_export", None]]), "ok"),
    ("no onward sharing by others", person(), "share",
     record(**CODE_C, conditions=[["no_onward", None]], editors=["P1"]), "conditions"),
    ("the owner shares onward", person(), "share",
     record(**CODE_C, conditions=[["no_onward", None]], owner="A1"), "ok"),
    ("the owner is the entitled agency", delegate([("share", "report")]), "share",
     record(**CODE_C, conditions=[["no_onward", None]], owner="A1"), "ok"),
    ("view only refuses a comment", person(), "comment",
     record(**CODE_C, conditions=[["view_only", None]]), "conditions"),
    ("view only lets find", person(), "discover",
     record(**CODE_C, conditions=[["view_only", None]]), "ok"),
    # Owner
    ("a reader of another agency may not edit", person(), "edit", record(), "owner"),
    ("nor share", person(), "share", record(), "owner"),
    ("but may export what was shared", person(), "export", record(), "ok"),
    ("an editor of another agency may edit", person(), "edit", record(editors=["P1"]), "ok"),
    ("an editor is the eyes, not the principal", delegate([("edit", "report")]), "edit",
     record(editors=["P1"]), "owner"),
    ("an editor who is a delegate may edit", delegate([("edit", "report")]), "edit",
     record(editors=["P2"]), "ok"),
    # Parent
    ("what cannot be read above cannot be seen below", person(), "discover",
     record(parent=unshared(**IN_PARENT)), "parent"),
    ("a parent that may only be found is not enough", person(roles=["partner"]), "discover",
     record(parent=record(id="O2")), "parent"),
    ("a parent that may be read is enough", person(), "export", record(parent=record(**IN_PARENT)),
     "ok"),
    ("a conflict two levels up refuses", person(), "read",
     record(parent=record(**IN_PARENT, parent=record(id="O3", nominals=["N1"]))), "parent"),
    ("a delegate needs the scope for the parent, too", delegate(), "read",
     record(parent=record(**IN_PARENT)), "parent"),
]  # fmt: skip

IN_CONTEXT = [
    ("an agreement that ends now refuses", person(), "read", record(),
     context(agreements={"A1": ENDED}), "agreement"),
    ("no agreement at all refuses", person(), "read", record(), context(agreements={}),
     "agreement"),
    ("the agreement is that of the principal's agency", delegate(), "read", record(),
     context(agreements={"A1": LATER}), "ok"),
    ("the delegate's agreement does not help", delegate(), "read", record(),
     context(agreements={"A2": LATER}), "agreement"),
    ("a purpose of reading is not one of sharing", person(), "share", record(owner="A1"),
     context(purpose="audit"), "purpose"),
    ("a purpose nobody has", person(), "read", record(), context(purpose="curiosity"), "purpose"),
    ("break-glass opens a record to its person", person(), "read", unshared(),
     context(break_glass=[["P1", "O1", LATER]]), "ok"),
    ("break-glass that ends now does not", person(), "read", unshared(),
     context(break_glass=[["P1", "O1", ENDED]]), "need"),
    ("one ended grant does not take away another", person(), "read", unshared(),
     context(break_glass=[["P1", "O1", LATER], ["P1", "O1", ENDED]]), "ok"),
    ("break-glass is for one record", person(), "read", unshared(),
     context(break_glass=[["P1", "O2", LATER]]), "need"),
    ("break-glass is for one person", person(), "read", unshared(),
     context(break_glass=[["P2", "O1", LATER]]), "need"),
    ("break-glass does not export", person(), "export", unshared(),
     context(break_glass=[["P1", "O1", LATER]]), "need"),
    ("break-glass is no delegate's", delegate(), "read", unshared(),
     context(break_glass=[["P1", "O1", LATER], ["P2", "O1", LATER]]), "need"),
    ("break-glass does not open the restricted", person(), "read", unshared(restricted=True),
     context(break_glass=[["P1", "O1", LATER]]), "need"),
    ("break-glass leaves vetting in force", person(), "read", unshared(min_vetting=4),
     context(break_glass=[["P1", "O1", LATER]]), "vetting"),
    ("a condition of purpose is asked before the purpose itself", person(), "read",
     record(**CODE_C, conditions=[["purpose", ["prevention"]]]), context(purpose="curiosity"),
     "conditions"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("subject", "action", "thing", "expected"),
    [row[1:] for row in BY_HAND],
    ids=[row[0] for row in BY_HAND],
)
def test_the_rule_read_by_hand(subject: Any, action: str, thing: Any, expected: str) -> None:
    assert clause(subject, action, thing) == expected


@pytest.mark.parametrize(
    ("subject", "action", "thing", "circumstances", "expected"),
    [row[1:] for row in IN_CONTEXT],
    ids=[row[0] for row in IN_CONTEXT],
)
def test_the_rule_read_by_hand_in_context(
    subject: Any, action: str, thing: Any, circumstances: Any, expected: str
) -> None:
    assert clause(subject, action, thing, circumstances) == expected


def test_every_clause_is_met_by_hand() -> None:
    met = {row[-1] for row in BY_HAND} | {row[-1] for row in IN_CONTEXT}
    assert met == {*CLAUSES, "ok"}


def test_all_reasons_are_collected() -> None:
    case = {
        "subject": person(locked=True, until=ENDED),
        "action": "edit",
        "object": unshared(state="disposed", tags=["lpp"], nominals=["N1"]),
        "context": context(agreements={}),
    }
    assert Oracle(TABLE).judge(case).reasons == {
        "live", "agreement", "conflict", "tags", "state", "need", "owner",
    }  # fmt: skip
