"""How an allowed case is built: people, records with parents, and the day on which it is asked."""

from __future__ import annotations

from itertools import pairwise
from random import Random
from typing import Any

from tests.access.draft import Base, Part
from tests.access.oracle import LOOKING, OWNERS_ACTS, Oracle, Table

AGENCIES = ("A1", "A2", "A3", "A4", "A5", "A6", "A7", "A12")
PERSONS = ("P1", "P2", "P3", "P4", "P5", "P6", "P7", "P12")
DISTRICTS = ("D1", "D2", "D3", "D4", "D5", "D12")
FORUMS = ("F1", "F2", "F3", "F4", "F12")
NOMINALS = ("N1", "N2", "N3", "N4", "N5", "N12")
TAGS = ("child", "victim", "medical", "lpp", "source")
SPARE_AGENCY, SPARE_PERSON, SPARE_DISTRICT, SPARE_FORUM = "A90", "P90", "D90", "F90"
ACTION_WEIGHTS = {"read": 6, "discover": 3, "export": 4, "edit": 5, "share": 6, "comment": 3}
DEPTHS = (0, 0, 0, 0, 0, 0, 1, 1, 2, 3)
MOMENTS = (0, 1, 1000, 1000, 1000, 1_700_000_000)


class Policy:
    """The policy table, turned round so that cases can be made from it quickly."""

    def __init__(self, table: Table) -> None:
        oracle = Oracle(table)
        self.oracle = oracle
        self.granted = oracle.granted
        self.roles = sorted(self.granted)
        self.purposes = {action: sorted(each) for action, each in oracle.purposes.items()}
        self.all_purposes = sorted({each for listed in self.purposes.values() for each in listed})
        self.grants: dict[str, list[tuple[str, str]]] = {}
        for role in self.roles:
            for action, kind in sorted(self.granted[role]):
                self.grants.setdefault(action, []).append((role, kind))
        usable = [action for action in sorted(self.grants) if self.purposes.get(action)]
        self.draw = [action for action in usable for _ in range(ACTION_WEIGHTS.get(action, 2))]
        self.above = {
            action: sorted(each for each, reach in oracle.reach.items() if action in reach)
            or [action]
            for action in usable
        }
        self.by_kind: dict[tuple[str, str], list[str]] = {}
        for role in self.roles:
            for pair in self.granted[role]:
                self.by_kind.setdefault(pair, []).append(role)

    def lacking(self, pair: tuple[str, str]) -> list[str]:
        """Roles that do not carry this permission."""
        return [role for role in self.roles if pair not in self.granted[role]]


def some(rng: Random, pool: tuple[str, ...], most: int) -> list[str]:
    """A few of these, each at most once."""
    return rng.sample(pool, int(rng.random() * (most + 1)))


def later(rng: Random, now: int) -> int:
    """When something that still runs will end: often the next moment."""
    return now + 1 if rng.random() < 0.5 else now + 2 + int(rng.random() * 500)


def ends(rng: Random, now: int, chance_ended: float) -> int:
    """When something ends that may have ended, perhaps this moment."""
    if rng.random() >= chance_ended:
        return later(rng, now)
    return now if rng.random() < 0.5 else now - 1 - int(rng.random() * 50)


def make_person(rng: Random, now: int, uid: str, agency: str) -> Part:
    """Somebody in post, with some standing of their own."""
    return {
        "id": uid,
        "agency": agency,
        "roles": [],
        "vetting": int(rng.random() * 5),
        "vetting_until": ends(rng, now, 0.15),
        "active": True,
        "locked": False,
        "until": later(rng, now),
        "districts": some(rng, DISTRICTS, 2),
        "force_wide": rng.random() < 0.15,
        "forums": {forum: ends(rng, now, 0.3) for forum in some(rng, FORUMS, 2)},
        "tag_authority": {tag: ends(rng, now, 0.3) for tag in some(rng, TAGS, 3)},
        "conflicts": some(rng, NOMINALS, 2),
        "delegation": None,
    }


def build_base(policy: Policy, rng: Random) -> Base:
    """An allowed case: own right or delegate, up to three records above, one ground for each."""
    now = rng.choice(MOMENTS)
    action = rng.choice(policy.draw)
    role, kind = rng.choice(policy.grants[action])
    wanted = [(role, action, kind)]
    for _ in range(rng.choice(DEPTHS)):
        role, kind = rng.choice(policy.grants["read"])
        wanted.append((role, "read", kind))
    first, second = rng.sample(AGENCIES, 2)
    persons = rng.sample(PERSONS, 2)
    entitled = make_person(rng, now, persons[0], first)
    roles = {role for role, _, _ in wanted}
    if rng.random() < 0.2:
        roles.add(rng.choice(policy.roles))
    entitled["roles"] = rng.sample(sorted(roles), len(roles))
    eyes = entitled
    if rng.random() < 0.35:
        eyes = make_person(rng, now, persons[1], second if rng.random() < 0.75 else first)
        if rng.random() < 0.5:
            eyes["roles"] = [rng.choice(policy.roles)]
        eyes["delegation"] = {
            "principal": entitled,
            "until": later(rng, now),
            "scope": make_scope(policy, rng, wanted),
        }
    purposes = policy.purposes[action]
    if len(wanted) > 1:
        purposes = [each for each in purposes if each in policy.purposes["read"]] or purposes
    context: Part = {
        "now": now,
        "purpose": rng.choice(purposes),
        "agreements": {agency: ends(rng, now, 0.2) for agency in some(rng, AGENCIES, 3)},
        "break_glass": [],
    }
    context["agreements"] = {**context["agreements"], first: later(rng, now)}
    if eyes["vetting_until"] <= now:
        eyes = {**eyes, "vetting": rng.choice((0, 2, 4))}
    maker = RecordMaker(rng, now, eyes, entitled, context)
    things = [maker.make(f"O{level}", *each[1:]) for level, each in enumerate(wanted)]
    for below, above in pairwise(things):
        below["parent"] = above
    case = {"subject": eyes, "action": action, "object": things[0], "context": context}
    return Base(case=case, grounds=tuple(maker.grounds))


def make_scope(policy: Policy, rng: Random, wanted: list[tuple[str, str, str]]) -> list[list[str]]:
    """A scope that reaches what is wanted, often only because it is closed downward."""
    scope = [[rng.choice(policy.above[action]), kind] for _, action, kind in wanted]
    for _ in range(int(rng.random() * 3)):
        action = rng.choice(policy.draw)
        scope.append([action, rng.choice(policy.grants[action])[1]])
    rng.shuffle(scope)
    return scope


class RecordMaker:
    """Makes records that one pair of eyes may use on the behalf of one entitled person."""

    def __init__(self, rng: Random, now: int, eyes: Part, entitled: Part, context: Part) -> None:
        self.rng, self.now, self.context = rng, now, context
        self.eyes, self.entitled = eyes, entitled
        self.own_right = eyes is entitled or eyes["delegation"] is None
        self.vetting = eyes["vetting"] if eyes["vetting_until"] > now else 0
        self.current = [tag for tag, until in eyes["tag_authority"].items() if until > now]
        self.clear = [each for each in NOMINALS if each not in eyes["conflicts"]]
        self.seats = [forum for forum, until in entitled["forums"].items() if until > now]
        self.others = [
            each for each in AGENCIES if each not in (eyes["agency"], entitled["agency"])
        ]
        self.grounds: list[str] = []

    def make(self, uid: str, action: str, kind: str) -> Part:
        """One record, with one ground of need and nothing against it."""
        rng = self.rng
        ground = self.choose_ground(action)
        self.grounds.append(ground)
        owner = self.choose_owner(ground)
        owns = owner == self.entitled["agency"]
        code, conditions = self.make_conditions(action, owns=owns)
        editors = some(rng, ("P7", "P12", SPARE_PERSON), 1)
        if action in OWNERS_ACTS and not owns:
            editors = [*editors, self.eyes["id"]]
        thing: Part = {
            "id": uid,
            "kind": kind,
            "owner": owner,
            "min_vetting": self.vetting
            if rng.random() < 0.5
            else int(rng.random() * (self.vetting + 1)),
            "tags": rng.sample(self.current, min(len(self.current), int(rng.random() * 3))),
            "code": code,
            "conditions": conditions,
            "agencies": some(rng, (*self.others[:3], SPARE_AGENCY), 2),
            "forums": [SPARE_FORUM] if rng.random() < 0.2 else [],
            "named": {SPARE_PERSON: later(rng, self.now)} if rng.random() < 0.3 else {},
            "editors": editors,
            "excluded_persons": [SPARE_PERSON] if rng.random() < 0.2 else [],
            "excluded_agencies": [SPARE_AGENCY] if rng.random() < 0.2 else [],
            "restricted": False,
            "districts": [],
            "nominals": rng.sample(self.clear, min(len(self.clear), int(rng.random() * 3))),
            "state": "draft" if owns and rng.random() < 0.5 else "live",
            "parent": None,
        }
        self.place(thing, ground)
        self.open_by(thing, ground)
        return thing

    def choose_ground(self, action: str) -> str:
        """One of the grounds that are open to these two for this action."""
        grounds = ["named", "owner", "agency"]
        if self.seats:
            grounds += ["forum", "forum"]
        if self.own_right:
            grounds.append("restricted")
            if action in LOOKING:
                grounds += ["glass", "glass"]
        return self.rng.choice(grounds)

    def choose_owner(self, ground: str) -> str:
        """The owner; the entitled agency only where that does not open the record by itself."""
        alone = ground in {"named", "glass"} and not self.entitled["force_wide"]
        mine = str(self.entitled["agency"])
        if ground == "owner":
            return mine
        if (ground == "restricted" or alone) and self.rng.random() < 0.4:
            return mine
        theirs = str(self.eyes["agency"])
        return (
            theirs if theirs != mine and self.rng.random() < 0.4 else self.rng.choice(self.others)
        )

    def place(self, thing: Part, ground: str) -> None:
        """Districts: in the person's area where the ground needs it, elsewhere where it can be."""
        rng, mine = self.rng, self.entitled["districts"]
        away = [each for each in DISTRICTS if each not in mine]
        owned = thing["owner"] == self.entitled["agency"]
        if ground in {"named", "glass"}:
            if owned or rng.random() < 0.5:
                thing["districts"] = rng.sample(away, 1 + int(rng.random() * 2))
        elif self.entitled["force_wide"] and rng.random() < 0.7:
            thing["districts"] = rng.sample(away, 1)
        elif mine and rng.random() < 0.7:
            thing["districts"] = rng.sample([rng.choice(mine), *rng.sample(away, 1)], 2)

    def open_by(self, thing: Part, ground: str) -> None:
        """Put the one ground in place."""
        now, until = self.now, later(self.rng, self.now)
        if ground in {"named", "restricted"}:
            thing["named"] = {**thing["named"], self.entitled["id"]: until}
            thing["restricted"] = ground == "restricted"
        elif self.rng.random() < 0.2:
            thing["named"] = {**thing["named"], self.entitled["id"]: ends(self.rng, now, 1.0)}
        if ground == "agency":
            thing["agencies"] = [self.entitled["agency"], *thing["agencies"]]
        if ground == "forum":
            thing["forums"] = [*thing["forums"], self.rng.choice(self.seats)]
        if ground == "glass":
            grant = [self.eyes["id"], thing["id"], until]
            self.context["break_glass"] = [*self.context["break_glass"], grant]

    def make_conditions(self, action: str, *, owns: bool) -> tuple[str, list[list[Any]]]:
        """A handling code with conditions: met under C; under P they may be anything."""
        rng = self.rng
        if rng.random() < 0.5:
            unmet: list[list[Any]] = [["until", self.now], ["view_only", None], ["agencies", []]]
            return "P", [rng.choice(unmet)] if rng.random() < 0.3 else []
        met: list[list[Any]] = [
            ["agencies", [SPARE_AGENCY, self.eyes["agency"]]],
            ["until", later(rng, self.now)],
            ["purpose", [self.context["purpose"]]],
        ]
        if action != "export":
            met.append(["no_export", None])
        if action != "share" or owns:
            met.append(["no_onward", None])
        if action in LOOKING:
            met.append(["view_only", None])
        return "C", rng.sample(met, int(rng.random() * 3))
