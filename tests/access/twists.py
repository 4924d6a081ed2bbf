"""What can be wrong with an allowed case, from delegation to state; what must not matter."""

from __future__ import annotations

from typing import Any

from tests.access import harmless, twists_of_need
from tests.access.breaking import Register, Twist
from tests.access.draft import Draft
from tests.access.makings import TAGS

HARMLESS = [Twist(name=name, change=change) for name, change in harmless.CHANGES.items()]
REGISTER = Register()
breaks = REGISTER.breaks


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

    twist = Twist(name=name, change=change, clause=clause, spreads=True, at_now=at_now)
    REGISTER.entries.setdefault(clause, []).append(twist)


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


BREAKS = {**REGISTER.entries, **twists_of_need.REGISTER.entries}
