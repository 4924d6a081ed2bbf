"""The database filter and the rule say the same of everybody and everything in a world."""

from collections.abc import Iterable
from uuid import UUID

import pytest

from frankpledge.access.actors import Actor
from frankpledge.access.cases import decide_case, read_case
from frankpledge.access.models import Agency, BreakGlass, Person, Protection
from frankpledge.access.records import thing_of
from frankpledge.access.rule import Thing
from frankpledge.access.scope import within_scope
from frankpledge.access.vocabulary import Action, policy_table
from tests.access.loaded_worlds import Loaded, as_stored, load
from tests.access.worlds import world

ACTIONS = (Action.DISCOVER, Action.READ, Action.EDIT, Action.SHARE, Action.EXPORT, Action.COMMENT)


def allowed_by_the_rule(loaded: Loaded, subject: object, action: Action, purpose: str) -> set[UUID]:
    context = as_stored(loaded.world.context(purpose))
    return {
        UUID(thing["id"])
        for thing in loaded.objects
        if decide_case(
            {"subject": subject, "action": action, "object": thing, "context": context}
        ).allow
    }


def allowed_by_the_database(actor: Actor, action: Action) -> set[UUID]:
    rows = Protection.objects.filter(within_scope("uid", None, action, actor))
    return set(rows.values_list("uid", flat=True))


def differences(seeds: Iterable[int], people: int, records: int) -> tuple[int, int, list[str]]:
    """How many pairs were asked, how many were allowed, and every pair on which the two differ."""
    asked = allowed = 0
    wrong = []
    for seed in seeds:
        made = world(seed, people, records, table=policy_table())
        loaded = load(made)
        for action in ACTIONS:
            for subject, actor in loaded.actors(made.purpose):
                expected = allowed_by_the_rule(loaded, subject, action, made.purpose)
                found = allowed_by_the_database(actor, action)
                asked += len(loaded.objects)
                allowed += len(expected)
                wrong += [
                    f"seed {seed}: {actor.name} {action} {uid}: "
                    f"{'rule' if uid in expected else 'database'} alone allows"
                    for uid in expected ^ found
                ]
        clear()
    return asked, allowed, wrong


def clear() -> None:
    BreakGlass.objects.all().delete()
    while Protection.objects.exists():
        parents = Protection.objects.exclude(parent=None).values("parent_id")
        Protection.objects.exclude(
            uid__in=list(parents.values_list("parent_id", flat=True))
        ).delete()
    Person.objects.all().delete()
    Agency.objects.all().delete()


@pytest.mark.django_db
def test_scope_and_rule_agree_on_small_worlds() -> None:
    asked, allowed, wrong = differences(range(3), people=12, records=40)

    assert not wrong, "\n".join(wrong[:10])
    assert asked == 3 * len(ACTIONS) * 12 * 40
    assert 0.03 < allowed / asked < 0.4, f"{allowed} of {asked} allowed: not near misses"


@pytest.mark.thorough
@pytest.mark.django_db
def test_scope_and_rule_agree_on_many_worlds() -> None:
    asked, allowed, wrong = differences(range(100, 130), people=25, records=80)

    assert not wrong, "\n".join(wrong[:10])
    assert 0.03 < allowed / asked < 0.4


def codes_of(thing: Thing | None) -> set[str]:
    """The handling codes of a record and of all that it is part of."""
    return {thing.code, *codes_of(thing.parent)} if thing else set()


@pytest.mark.django_db
def test_what_the_rule_is_told_of_a_stored_record_is_what_was_stored() -> None:
    made = world(7, 10, 40, table=policy_table())
    loaded = load(made)
    context = as_stored(made.context())
    for thing in loaded.objects:
        case = {
            "subject": as_stored(made.subjects[0]),
            "action": "read",
            "object": thing,
            "context": context,
        }
        written = read_case(case)[2]
        stored = thing_of(Protection.objects.get(uid=thing["id"]))
        if "P" in codes_of(written):
            continue
        assert stored == written
