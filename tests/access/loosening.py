"""Changes of a whole case in one known direction: more grants, fewer grants, more in the way."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from random import Random
from typing import Any

from tests.access.draft import Part
from tests.access.makings import FORUMS, SPARE_AGENCY, SPARE_FORUM, TAGS, Policy


def people(case: Part) -> list[Part]:
    """The one who looks and, if there is one, the principal."""
    subject = case["subject"]
    if subject["delegation"] is None:
        return [subject]
    return [subject, subject["delegation"]["principal"]]


def entitled(case: Part) -> Part:
    """The one whose entitlement counts."""
    return people(case)[-1]


def chain(case: Part) -> Iterator[Part]:
    """The record and everything above it."""
    thing = case["object"]
    while thing is not None:
        yield thing
        thing = thing["parent"]


def all_ends(case: Part) -> Iterator[tuple[Any, Any]]:
    """Every moment at which something ends, as the place where it is kept and its key there."""
    for person in people(case):
        yield person, "until"
        yield person, "vetting_until"
        for field in ("forums", "tag_authority"):
            yield from ((person[field], key) for key in person[field])
    if case["subject"]["delegation"] is not None:
        yield case["subject"]["delegation"], "until"
    for thing in chain(case):
        yield from ((thing["named"], key) for key in thing["named"])
        yield from ((each, 1) for each in thing["conditions"] if each[0] == "until")
    agreements = case["context"]["agreements"]
    yield from ((agreements, key) for key in agreements)
    yield from ((grant, 2) for grant in case["context"]["break_glass"])


def grant_everything(case: Part, policy: Policy) -> None:
    """Every role, seat, name, clearance and share that there is; nothing is taken out of the way
    but what the persons themselves lack."""
    after = case["context"]["now"] + 1000
    for person in people(case):
        person.update(
            roles=list(policy.roles), vetting=9, vetting_until=after, active=True, locked=False,
            until=after, force_wide=True, forums=dict.fromkeys((*FORUMS, SPARE_FORUM), after),
            tag_authority=dict.fromkeys(TAGS, after), conflicts=[],
        )  # fmt: skip
        case["context"]["agreements"][person["agency"]] = after
    delegation = case["subject"]["delegation"]
    if delegation is not None:
        delegation["until"] = after
        delegation["scope"] = [
            [action, thing["kind"]] for action in policy.grants for thing in chain(case)
        ]
    for thing in chain(case):
        everyone = {person["id"]: after for person in people(case)}
        thing["named"].update(everyone)
        thing.update(
            owner=entitled(case)["agency"], editors=list(everyone), agencies=[],
            excluded_persons=[], excluded_agencies=[], districts=[], code="P",
            restricted=thing["restricted"] and delegation is None,
        )  # fmt: skip
        case["context"]["break_glass"].append([case["subject"]["id"], thing["id"], after])


def take_every_need(case: Part) -> None:
    """No name, share, seat, ownership or break-glass is left on the record itself."""
    case["object"].update(
        named={}, agencies=[], forums=[], owner=SPARE_AGENCY, editors=[case["subject"]["id"]]
    )
    case["context"]["break_glass"] = []


def exclude(case: Part) -> None:
    """Exclude the one who looks."""
    case["object"]["excluded_persons"] = [case["subject"]["id"]]


def exclude_principal(case: Part) -> None:
    """Exclude the one on whose behalf."""
    case["object"]["excluded_persons"] = [entitled(case)["id"]]


def exclude_agency(case: Part) -> None:
    """Exclude the agency of the one who looks."""
    case["object"]["excluded_agencies"] = [case["subject"]["agency"]]


def conflict(case: Part) -> None:
    """Let the one who looks have a conflict."""
    case["object"]["nominals"] = ["N1"]
    case["subject"]["conflicts"] = ["N1"]


def leave(case: Part) -> None:
    """End the post now."""
    case["subject"]["until"] = case["context"]["now"]


def principal_leaves(case: Part) -> None:
    """End the principal's post now."""
    entitled(case)["until"] = case["context"]["now"]


def lock(case: Part) -> None:
    """Lock the account."""
    case["subject"]["locked"] = True


def end_agreement(case: Part) -> None:
    """End the agreement now."""
    case["context"]["agreements"][entitled(case)["agency"]] = case["context"]["now"]


def end_vetting(case: Part) -> None:
    """End the vetting now, where some is asked."""
    case["object"]["min_vetting"] = 1
    case["subject"]["vetting_until"] = case["context"]["now"]


def dispose(case: Part) -> None:
    """Dispose of the record."""
    case["object"]["state"] = "disposed"


DOMINATING: dict[str, Callable[[Part], None]] = {
    change.__name__: change
    for change in (
        exclude, exclude_principal, exclude_agency, conflict, leave, principal_leaves, lock,
        end_agreement, end_vetting, dispose,
    )
}  # fmt: skip


def drop(part: Part, field: str, rng: Random) -> None:
    """Take one entry of a list or dictionary away, if there is one."""
    kept = list(part[field])
    if kept:
        kept.pop(int(rng.random() * len(kept)))
    held = part[field]
    part[field] = {key: held[key] for key in kept} if isinstance(held, dict) else kept


def from_person(field: str) -> Callable[[Part, Random], None]:
    """Take something of this kind from the one or the other person."""
    return lambda case, rng: drop(rng.choice(people(case)), field, rng)


def from_record(field: str) -> Callable[[Part, Random], None]:
    """Take something of this kind from the record or one above it."""
    return lambda case, rng: drop(rng.choice(list(chain(case))), field, rng)


def onto_record(field: str, *values: Any) -> Callable[[Part, Random], None]:
    """Put something of this kind on the record or one above it."""

    def change(case: Part, rng: Random) -> None:
        thing = rng.choice(list(chain(case)))
        thing[field] = [*thing[field], rng.choice(values)]

    return change


def set_on_record(**values: Any) -> Callable[[Part, Random], None]:
    """Set a field of the record or one above it."""
    return lambda case, rng: rng.choice(list(chain(case))).update(values)


def set_on_person(**values: Any) -> Callable[[Part, Random], None]:
    """Set a field of the one or the other person."""
    return lambda case, rng: rng.choice(people(case)).update(values)


def end_something_sooner(case: Part, rng: Random) -> None:
    """End one thing a little sooner; every end in a case is the end of something granted."""
    place, key = rng.choice(list(all_ends(case)))
    place[key] -= 1 + int(rng.random() * 3)


def narrow_scope(case: Part, rng: Random) -> None:
    """Take one permission from a delegation."""
    if case["subject"]["delegation"] is not None:
        drop(case["subject"]["delegation"], "scope", rng)


def lower_vetting(case: Part, rng: Random) -> None:
    """Take one level of vetting away."""
    person = rng.choice(people(case))
    person["vetting"] = max(0, person["vetting"] - 1)


def raise_min_vetting(case: Part, rng: Random) -> None:
    """Ask one level more."""
    rng.choice(list(chain(case)))["min_vetting"] += 1


REMOVALS: dict[str, Callable[[Part, Random], None]] = {
    "a role": from_person("roles"),
    "a seat": from_person("forums"),
    "a district of a person": from_person("districts"),
    "a tag authority": from_person("tag_authority"),
    "force-wide": set_on_person(force_wide=False),
    "active": set_on_person(active=False),
    "an agency shared with": from_record("agencies"),
    "a forum shared with": from_record("forums"),
    "a name": from_record("named"),
    "an editor": from_record("editors"),
    "break-glass": lambda case, rng: drop(case["context"], "break_glass", rng),
    "an agreement": lambda case, rng: drop(case["context"], "agreements", rng),
    "some of the time": end_something_sooner,
    "some of the scope": narrow_scope,
    "some vetting": lower_vetting,
}
TIGHTENINGS: dict[str, Callable[[Part, Random], None]] = {
    "a tag": onto_record("tags", *TAGS),
    "an excluded person": onto_record("excluded_persons", "P1", "P2", "P3"),
    "an excluded agency": onto_record("excluded_agencies", "A1", "A2", "A3"),
    "a nominal": onto_record("nominals", "N1", "N2", "N3"),
    "a condition": onto_record("conditions", ["no_export", None], ["view_only", None],
                               ["agencies", ["A1"]], ["until", 1000], ["no_onward", None]),
    "code C": set_on_record(code="C"),
    "restricted": set_on_record(restricted=True),
    "disposal": set_on_record(state="disposed"),
    "more vetting asked": raise_min_vetting,
    "a conflict": lambda case, _rng: case["subject"]["conflicts"].append("N1"),
    "a lock": set_on_person(locked=True),
}  # fmt: skip


def shuffle_and_repeat(case: Part, rng: Random) -> None:
    """Every list in another order and with repetitions, every dictionary in another order."""
    parts = [*people(case), *chain(case), case["context"]]
    if case["subject"]["delegation"] is not None:
        parts.append(case["subject"]["delegation"])
    for part in parts:
        for field, value in part.items():
            if isinstance(value, list) and value:
                mixed = [*value, *(each for each in value if rng.random() < 0.5)]
                rng.shuffle(mixed)
                part[field] = mixed
            elif isinstance(value, dict) and field not in {"parent", "delegation"}:
                keys = sorted(value, key=lambda _: rng.random())
                part[field] = {key: value[key] for key in keys}
