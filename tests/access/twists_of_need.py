"""What can be wrong with an allowed case: need, conditions, purpose and owner."""

from __future__ import annotations

from typing import Any

from tests.access.breaking import Register
from tests.access.draft import Draft
from tests.access.makings import (
    AGENCIES,
    DISTRICTS,
    SPARE_AGENCY,
    SPARE_DISTRICT,
    SPARE_FORUM,
    SPARE_PERSON,
)
from tests.access.oracle import LOOKING, OWNERS_ACTS

REGISTER = Register()
breaks = REGISTER.breaks


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
