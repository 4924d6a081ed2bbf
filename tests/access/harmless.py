"""Changes of an allowed case that must not matter: each is what a wrong rule would trip over."""

from __future__ import annotations

from collections.abc import Callable

from tests.access.draft import Draft
from tests.access.makings import (
    AGENCIES,
    DISTRICTS,
    SPARE_AGENCY,
    SPARE_DISTRICT,
    SPARE_FORUM,
    SPARE_PERSON,
)
from tests.access.oracle import LOOKING


def others_excluded(draft: Draft) -> bool:
    """Exclude other people; and the principal's agency, which is not that of the eyes."""
    mine, theirs = draft.entitled["agency"], draft.eyes["agency"]
    draft.thing["excluded_persons"] = [SPARE_PERSON, "P91"]
    draft.thing["excluded_agencies"] = [SPARE_AGENCY] if mine == theirs else [SPARE_AGENCY, mine]
    return True


def principal_without_clearance(draft: Draft) -> bool:
    """Clearance, tags and conflicts are asked of the eyes alone."""
    if draft.delegation is None:
        return False
    nominals = [each for thing in draft.chain for each in thing["nominals"]]
    draft.entitled.update(
        vetting=0, vetting_until=draft.past(), tag_authority={}, conflicts=nominals
    )
    return True


def delegate_without_standing(draft: Draft) -> bool:
    """Role, area, seat and agreement are asked of the principal alone."""
    if draft.delegation is None:
        return False
    draft.eyes.update(roles=[], districts=[], force_wide=False, forums={})
    mine, theirs = draft.entitled["agency"], draft.eyes["agency"]
    if mine != theirs:
        draft.context["agreements"] = {mine: draft.later(), theirs: draft.now}
    return True


def principal_has_delegated_too(draft: Draft) -> bool:
    """A principal's own delegation counts for nothing."""
    if draft.delegation is None:
        return False
    locked = {**draft.entitled, "id": SPARE_PERSON, "locked": True}
    draft.entitled["delegation"] = {"principal": locked, "until": draft.past(), "scope": []}
    return True


def code_p_asks_nothing(draft: Draft) -> bool:
    """Conditions count under code C only."""
    conditions = [["until", draft.now], ["agencies", []], ["view_only", None], ["no_export", None]]
    draft.thing.update(code="P", conditions=conditions)
    return True


def met_conditions(draft: Draft) -> bool:
    """Conditions that this action meets."""
    met = [["until", draft.now + 1], ["agencies", [draft.eyes["agency"]]],
           ["purpose", [draft.context["purpose"]]]]  # fmt: skip
    if draft.action in LOOKING:
        met.append(["view_only", None])
    if draft.action != "export":
        met.append(["no_export", None])
    if draft.action != "share" or draft.owns:
        met.append(["no_onward", None])
    draft.rng.shuffle(met)
    draft.thing.update(code="C", conditions=met)
    return True


def code_c_with_no_condition(draft: Draft) -> bool:
    """The rule itself is content with none."""
    draft.thing.update(code="C", conditions=[])
    return True


def everything_ends_next_moment(draft: Draft) -> bool:
    """One moment before the end, all is as ever."""
    soon = draft.now + 1
    for person in (draft.eyes, draft.entitled):
        person["until"] = soon
        if person["vetting_until"] > draft.now:
            person["vetting_until"] = soon
        for field in ("forums", "tag_authority"):
            person[field] = {key: min(end, soon) for key, end in person[field].items()}
    if draft.delegation is not None:
        draft.delegation["until"] = soon
    for thing in draft.chain:
        thing["named"] = {person: min(end, soon) for person, end in thing["named"].items()}
    agreements = draft.context["agreements"]
    draft.context["agreements"] = {agency: min(end, soon) for agency, end in agreements.items()}
    draft.context["break_glass"] = [
        [person, uid, min(end, soon)] for person, uid, end in draft.context["break_glass"]
    ]
    return True


def doubled_and_shuffled(draft: Draft) -> bool:
    """Order and repetition say nothing."""
    for part in (draft.eyes, draft.entitled, *draft.chain, draft.context):
        for field, value in part.items():
            if isinstance(value, list):
                twice = [*value, *value]
                draft.rng.shuffle(twice)
                part[field] = twice
    return True


def an_ended_ground_beside_it(draft: Draft) -> bool:
    """An ended grant takes nothing from one that runs."""
    grant = [draft.eyes["id"], draft.thing["id"], draft.now]
    draft.context["break_glass"] = [*draft.context["break_glass"], grant]
    draft.entitled["forums"] = {**draft.entitled["forums"], SPARE_FORUM: draft.now}
    return True


def second_ground(draft: Draft) -> bool:
    """More than one ground is no worse than one."""
    thing, mine = draft.thing, draft.entitled["agency"]
    if thing["restricted"]:
        return False
    thing["agencies"] = [*thing["agencies"], mine]
    thing["named"] = {**thing["named"], draft.entitled["id"]: draft.later()}
    return True


def restricted_to_the_named(draft: Draft) -> bool:
    """Someone named in their own right may use a restricted record, wherever it is."""
    if draft.delegation is not None:
        return False
    named = {draft.entitled["id"]: draft.later(), SPARE_PERSON: draft.past()}
    draft.thing.update(restricted=True, named=named, districts=[SPARE_DISTRICT], agencies=[])
    return True


def named_and_elsewhere(draft: Draft) -> bool:
    """A name holds outside the district, the agency and the forum."""
    thing = draft.thing
    if thing["restricted"]:
        return False
    thing["named"] = {draft.entitled["id"]: draft.later(), SPARE_PERSON: draft.now}
    thing.update(districts=[SPARE_DISTRICT], agencies=[], forums=[])
    return True


def draft_of_ones_own(draft: Draft) -> bool:
    """The owner's people may use their agency's draft."""
    if not draft.owns:
        return False
    draft.thing["state"] = "draft"
    return True


def vetting_exactly_enough(draft: Draft) -> bool:
    """As much as is asked is enough."""
    if draft.eyes["vetting_until"] <= draft.now:
        return False
    draft.thing["min_vetting"] = draft.eyes["vetting"]
    return True


def vetting_ended_and_none_asked(draft: Draft) -> bool:
    """Ended vetting is none, and none may be enough."""
    for thing in draft.chain:
        thing["min_vetting"] = 0
    draft.eyes["vetting_until"] = draft.now
    return True


def force_wide(draft: Draft) -> bool:
    """A force-wide post needs no district of its own."""
    draft.entitled.update(force_wide=True, districts=[])
    return True


def no_district_at_all(draft: Draft) -> bool:
    """A record without a district is in everybody's."""
    draft.thing["districts"] = []
    return True


def one_district_in_common(draft: Draft) -> bool:
    """One of several is enough."""
    place = draft.rng.choice(DISTRICTS)
    draft.entitled["districts"] = [SPARE_DISTRICT, place, *draft.entitled["districts"]]
    draft.thing["districts"] = [*draft.thing["districts"], place, "D91"]
    return True


def editors_and_owner_where_nobody_asks(draft: Draft) -> bool:
    """Only editing and sharing ask who the owner or an editor is."""
    if draft.action in {"edit", "share"}:
        return False
    draft.thing["editors"] = []
    return True


def other_seats_and_shares(draft: Draft) -> bool:
    """What is shared with others besides changes nothing."""
    thing = draft.thing
    thing["agencies"] = [*AGENCIES[3:5], *thing["agencies"]]
    thing["forums"] = [SPARE_FORUM, *thing["forums"]]
    return True


CHANGES: dict[str, Callable[[Draft], bool]] = {
    change.__name__.replace("_", " "): change
    for change in (
        others_excluded,
        principal_without_clearance,
        delegate_without_standing,
        principal_has_delegated_too,
        code_p_asks_nothing,
        met_conditions,
        code_c_with_no_condition,
        everything_ends_next_moment,
        doubled_and_shuffled,
        an_ended_ground_beside_it,
        second_ground,
        restricted_to_the_named,
        named_and_elsewhere,
        draft_of_ones_own,
        vetting_exactly_enough,
        vetting_ended_and_none_asked,
        force_wide,
        no_district_at_all,
        one_district_in_common,
        editors_and_owner_where_nobody_asks,
        other_seats_and_shares,
    )
}
