"""What can be wrong with an allowed case, clause by clause; and what must make no difference."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.access import harmless
from tests.access.draft import Draft
from tests.access.makings import (
    AGENCIES,
    DISTRICTS,
    SPARE_AGENCY,
    SPARE_DISTRICT,
    SPARE_FORUM,
    SPARE_PERSON,
    TAGS,
)
from tests.access.oracle import CLAUSES, LOOKING, OWNERS_ACTS

Change = Callable[[Draft], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Twist:
    """One change; `spreads` if it reaches the records above as well; `at_now` if a boundary."""

    name: str
    change: Change
    clause: str = "ok"
    spreads: bool = False
    at_now: bool = False


HARMLESS = [Twist(name=name, change=change) for name, change in harmless.CHANGES.items()]
BREAKS: dict[str, list[Twist]] = {clause: [] for clause in CLAUSES if clause != "parent"}


def breaks(
    clause: str, *, spreads: bool = False, at_now: bool = False, weight: int = 1
) -> Callable[[Change], Change]:
    """Enter a change under the clause that it breaks; a weight for one that seldom applies."""

    def enter(change: Change) -> Change:
        name = change.__name__.replace("_", " ")
        twist = Twist(name=name, change=change, clause=clause, spreads=spreads, at_now=at_now)
        BREAKS[clause].extend([twist] * weight)
        return change

    return enter


# delegation


@breaks("delegation", spreads=True, at_now=True)
def delegation_ends_now(draft: Draft) -> bool:
    if draft.delegation is None:
        return False
    draft.delegation["until"] = draft.now
    return True


@breaks("delegation", spreads=True)
def delegation_has_ended(draft: Draft) -> bool:
    if draft.delegation is None:
        return False
    draft.delegation["until"] = draft.past()
    return True


@breaks("delegation")
def scope_lacks_the_permission(draft: Draft) -> bool:
    if draft.delegation is None:
        return False
    reach, (action, kind) = draft.policy.oracle.reach, draft.wanted
    kept = [
        [each, on]
        for each, on in draft.delegation["scope"]
        if on != kind or action not in reach[each]
    ]
    left = {(lower, on) for each, on in kept for lower in reach[each]}
    if not left.issuperset(draft.wanted_elsewhere):
        return False
    decoys = [[lower, kind] for lower in reach[action] if lower != action]
    decoys += [[action, on] for each, on in left if each == action]
    draft.delegation["scope"] = [*kept, *decoys]
    return True


# live


def set_person(clause: str, who: str, name: str, *, at_now: bool, **values: Any) -> None:
    """Enter a change of the eyes or of the principal."""

    def change(draft: Draft) -> bool:
        if who == "entitled" and draft.delegation is None:
            return False
        part = draft.eyes if who == "eyes" else draft.entitled
        for field, value in values.items():
            part[field] = value(draft) if callable(value) else value
        return True

    BREAKS[clause].append(
        Twist(name=name, change=change, clause=clause, spreads=True, at_now=at_now)
    )


for each_one in ("eyes", "entitled"):
    set_person("live", each_one, f"{each_one} not active", at_now=False, active=False)
    set_person("live", each_one, f"{each_one} locked", at_now=False, locked=True)
    set_person("live", each_one, f"{each_one} end now", at_now=True, until=lambda it: it.now)
    set_person("live", each_one, f"{each_one} have ended", at_now=False, until=Draft.past)


# agreement


@breaks("agreement", spreads=True, at_now=True)
def agreement_ends_now(draft: Draft) -> bool:
    mine = draft.entitled["agency"]
    draft.context["agreements"] = {**draft.context["agreements"], mine: draft.now}
    return True


@breaks("agreement", spreads=True)
def agreement_has_ended_or_never_was(draft: Draft) -> bool:
    mine, theirs = draft.entitled["agency"], draft.eyes["agency"]
    left = {each: end for each, end in draft.context["agreements"].items() if each != mine}
    if theirs != mine:
        left[theirs] = draft.later()
    if draft.rng.random() < 0.5:
        left[mine] = draft.past()
    draft.context["agreements"] = left
    return True


# excluded, conflict


@breaks("excluded")
def eyes_excluded(draft: Draft) -> bool:
    draft.thing["excluded_persons"] = [*draft.thing["excluded_persons"], draft.eyes["id"]]
    return True


@breaks("excluded")
def entitled_excluded(draft: Draft) -> bool:
    draft.thing["excluded_persons"] = [draft.entitled["id"], *draft.thing["excluded_persons"]]
    return True


@breaks("excluded")
def agency_of_the_eyes_excluded(draft: Draft) -> bool:
    draft.thing["excluded_agencies"] = [*draft.thing["excluded_agencies"], draft.eyes["agency"]]
    return True


@breaks("conflict")
def conflict_mentioned(draft: Draft) -> bool:
    if not draft.eyes["conflicts"]:
        return False
    nominal = draft.rng.choice(draft.eyes["conflicts"])
    draft.thing["nominals"] = [*draft.thing["nominals"], nominal]
    return True


@breaks("conflict", spreads=True)
def conflict_declared(draft: Draft) -> bool:
    if not draft.thing["nominals"]:
        return False
    nominal = draft.rng.choice(draft.thing["nominals"])
    draft.eyes["conflicts"] = [nominal, *draft.eyes["conflicts"]]
    return True


# vetting, tags


@breaks("vetting")
def vetting_one_short(draft: Draft) -> bool:
    current = draft.eyes["vetting"] if draft.eyes["vetting_until"] > draft.now else 0
    draft.thing["min_vetting"] = current + 1
    if draft.delegation is not None:
        draft.entitled.update(vetting=4, vetting_until=draft.later())
    return True


@breaks("vetting", spreads=True, at_now=True)
def vetting_ends_now(draft: Draft) -> bool:
    draft.thing["min_vetting"] = max(1, draft.thing["min_vetting"])
    draft.eyes.update(vetting=4, vetting_until=draft.now)
    return True


@breaks("vetting", spreads=True)
def vetting_has_ended(draft: Draft) -> bool:
    draft.thing["min_vetting"] = max(1, draft.thing["min_vetting"])
    draft.eyes.update(vetting=draft.thing["min_vetting"], vetting_until=draft.past())
    return True


@breaks("tags")
def tag_without_authority(draft: Draft) -> bool:
    held = draft.eyes["tag_authority"]
    lacking = [tag for tag in TAGS if held.get(tag, draft.now) <= draft.now]
    if not lacking:
        return False
    tag = draft.rng.choice(lacking)
    draft.thing["tags"] = [*draft.thing["tags"], tag]
    if draft.delegation is not None:
        draft.entitled["tag_authority"] = {**draft.entitled["tag_authority"], tag: draft.later()}
    return True


@breaks("tags", spreads=True, at_now=True)
def tag_authority_ends_now(draft: Draft) -> bool:
    tag = draft.rng.choice(draft.thing["tags"] or TAGS)
    draft.thing["tags"] = list({tag: 1, **dict.fromkeys(draft.thing["tags"])})
    draft.eyes["tag_authority"] = {**draft.eyes["tag_authority"], tag: draft.now}
    return True


# role, state


@breaks("role")
def no_role_carries_it(draft: Draft) -> bool:
    lacking = draft.policy.lacking(draft.wanted)
    chosen: list[str] = []
    for pair in draft.wanted_elsewhere:
        carrying = [each for each in lacking if pair in draft.policy.granted[each]]
        if not carrying:
            return False
        chosen.append(draft.rng.choice(carrying))
    near = [
        each
        for each in lacking
        for _, on in draft.policy.granted[each]
        if on == draft.thing["kind"]
    ]
    if near and draft.rng.random() < 0.7:
        chosen.append(draft.rng.choice(near))
    if draft.delegation is not None:
        draft.eyes["roles"] = draft.entitled["roles"]
    draft.entitled["roles"] = list(dict.fromkeys(chosen))
    return True


@breaks("state")
def disposed_of(draft: Draft) -> bool:
    draft.thing["state"] = "disposed"
    return True


@breaks("state")
def still_another_agencys_draft(draft: Draft) -> bool:
    if draft.owns:
        return False
    draft.thing["state"] = "draft"
    return True


# need


def change_owner(draft: Draft) -> None:
    """Give the record to another agency, so that only its ground of need may suffer."""
    thing, mine, theirs = draft.thing, draft.entitled["agency"], draft.eyes["agency"]
    others = [each for each in AGENCIES if each not in (mine, theirs)]
    decoy = theirs != mine and draft.rng.random() < 0.5
    thing["owner"] = theirs if decoy else draft.rng.choice(others)
    if thing["state"] == "draft":
        thing["state"] = "live"
    if draft.action in OWNERS_ACTS:
        thing["editors"] = [*thing["editors"], draft.eyes["id"]]
    if draft.action == "share":
        thing["conditions"] = [each for each in thing["conditions"] if each[0] != "no_onward"]


def close(draft: Draft) -> None:
    """Take every ground of need away."""
    thing, person = draft.thing, draft.entitled["id"]
    if draft.owns:
        change_owner(draft)
    mine = draft.entitled["agency"]
    thing["named"] = {each: end for each, end in thing["named"].items() if each != person}
    thing["agencies"] = [each for each in thing["agencies"] if each != mine]
    thing["forums"] = [SPARE_FORUM] if thing["forums"] else []
    draft.context["break_glass"] = [
        grant for grant in draft.context["break_glass"] if grant[1] != thing["id"]
    ]


@breaks("need")
def every_ground_gone(draft: Draft) -> bool:
    close(draft)
    if draft.delegation is not None:
        eyes, thing = draft.eyes, draft.thing
        thing["named"] = {**thing["named"], eyes["id"]: draft.later()}
        if eyes["agency"] != draft.entitled["agency"]:
            thing["agencies"] = [*thing["agencies"], eyes["agency"]]
    return True


@breaks("need", at_now=True)
def name_ends_now(draft: Draft) -> bool:
    if draft.ground not in {"named", "restricted"}:
        close(draft)
    draft.thing["named"] = {**draft.thing["named"], draft.entitled["id"]: draft.now}
    return True


@breaks("need", at_now=True)
def restricted_name_ends_now(draft: Draft) -> bool:
    if draft.delegation is not None:
        return False
    draft.thing["restricted"] = True
    draft.thing["named"] = {**draft.thing["named"], draft.entitled["id"]: draft.now}
    return True


@breaks("need")
def restricted_and_not_named(draft: Draft) -> bool:
    thing, person = draft.thing, draft.entitled["id"]
    thing["restricted"] = True
    if draft.delegation is None:
        thing["named"] = {each: end for each, end in thing["named"].items() if each != person}
        if draft.action in LOOKING and draft.rng.random() < 0.5:
            grant = [person, thing["id"], draft.later()]
            draft.context["break_glass"] = [*draft.context["break_glass"], grant]
    return True


@breaks("need")
def restricted_to_a_delegate_of_the_named(draft: Draft) -> bool:
    if draft.delegation is None:
        return False
    draft.thing["restricted"] = True
    both = {draft.entitled["id"]: draft.later(), draft.eyes["id"]: draft.later()}
    draft.thing["named"] = {**draft.thing["named"], **both}
    return True


@breaks("need")
def another_district(draft: Draft) -> bool:
    if draft.ground not in {"owner", "agency", "forum"} or draft.entitled["force_wide"]:
        return False
    away = [each for each in DISTRICTS if each not in draft.entitled["districts"]]
    place = draft.rng.choice([*away, SPARE_DISTRICT])
    draft.thing["districts"] = [place]
    if draft.delegation is not None:
        draft.eyes["districts"] = [*draft.eyes["districts"], place]
    return True


@breaks("need", spreads=True, at_now=True, weight=4)
def seat_ends_now(draft: Draft) -> bool:
    seats = draft.thing["forums"]
    if draft.ground != "forum":
        return False
    ended = dict.fromkeys((seat for seat in seats if seat in draft.entitled["forums"]), draft.now)
    draft.entitled["forums"] = {**draft.entitled["forums"], **ended}
    return True


@breaks("need")
def seat_in_another_forum(draft: Draft) -> bool:
    if draft.ground != "forum":
        return False
    if draft.delegation is not None:
        draft.eyes["forums"] = {**draft.eyes["forums"], SPARE_FORUM: draft.later()}
    draft.thing["forums"] = [SPARE_FORUM]
    return True


@breaks("need", at_now=True, weight=2)
def glass_ends_now(draft: Draft) -> bool:
    if draft.delegation is not None or draft.action not in LOOKING:
        return False
    close(draft)
    grant = [draft.eyes["id"], draft.thing["id"], draft.now]
    draft.context["break_glass"] = [*draft.context["break_glass"], grant]
    return True


@breaks("need")
def glass_for_another(draft: Draft) -> bool:
    close(draft)
    me, uid, end = draft.eyes["id"], draft.thing["id"], draft.later()
    grants = [[me, "O90", end], [SPARE_PERSON, uid, end], [me, uid, draft.past()]]
    draft.context["break_glass"] = [*draft.context["break_glass"], draft.rng.choice(grants)]
    return True


@breaks("need")
def glass_where_it_opens_nothing(draft: Draft) -> bool:
    if draft.delegation is None and draft.action in LOOKING:
        return False
    close(draft)
    both = [[draft.eyes["id"], draft.thing["id"], draft.later()],
            [draft.entitled["id"], draft.thing["id"], draft.later()]]  # fmt: skip
    draft.context["break_glass"] = [*draft.context["break_glass"], *both]
    return True


# conditions, purpose, owner


def condition(draft: Draft, name: str, value: Any) -> bool:
    """Add an unmet condition among the others."""
    conditions = [*draft.thing["conditions"]]
    conditions.insert(int(draft.rng.random() * (len(conditions) + 1)), [name, value])
    draft.thing.update(code="C", conditions=conditions)
    return True


@breaks("conditions", at_now=True)
def condition_ends_now(draft: Draft) -> bool:
    return condition(draft, "until", draft.now)


@breaks("conditions")
def condition_has_ended(draft: Draft) -> bool:
    return condition(draft, "until", draft.past())


@breaks("conditions")
def condition_names_other_agencies(draft: Draft) -> bool:
    mine, theirs = draft.entitled["agency"], draft.eyes["agency"]
    return condition(draft, "agencies", [SPARE_AGENCY] if mine == theirs else [SPARE_AGENCY, mine])


@breaks("conditions")
def condition_names_other_purposes(draft: Draft) -> bool:
    others = [each for each in draft.policy.all_purposes if each != draft.context["purpose"]]
    return condition(draft, "purpose", others)


@breaks("conditions")
def condition_forbids_this_action(draft: Draft) -> bool:
    forbidding = [
        name
        for name, forbids in (
            ("no_export", draft.action == "export"),
            ("no_onward", draft.action == "share" and not draft.owns),
            ("view_only", draft.action not in LOOKING),
        )
        if forbids
    ]
    return bool(forbidding) and condition(draft, draft.rng.choice(forbidding), None)


@breaks("purpose")
def purpose_of_another_action(draft: Draft) -> bool:
    purposes = draft.policy.purposes
    others = [
        each
        for each in draft.policy.all_purposes
        if each not in purposes[draft.action] and (not draft.deepest or each in purposes["read"])
    ]
    if not others and draft.deepest:
        return False
    purpose = draft.rng.choice(others or ["curiosity"])
    for thing in draft.chain:
        thing["conditions"] = [
            [name, [*value, purpose] if name == "purpose" else value]
            for name, value in thing["conditions"]
        ]
    draft.context["purpose"] = purpose
    return True


@breaks("owner")
def owner_elsewhere_and_no_editor(draft: Draft) -> bool:
    if draft.action not in OWNERS_ACTS:
        return False
    thing = draft.thing
    if draft.owns:
        change_owner(draft)
        thing["agencies"] = [*thing["agencies"], draft.entitled["agency"]]
    editors = [each for each in thing["editors"] if each != draft.eyes["id"]]
    if draft.delegation is not None:
        editors.append(draft.entitled["id"])
    thing["editors"] = editors
    return True
