"""The map that the demonstration holds: its mess is there, as often as its maker says."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

import pytest

from frankpledge.access.api import Person, load_areas, load_partnership
from frankpledge.demonstration import forums_story as story, forums_table as table
from frankpledge.demonstration.folder import MadeFolder
from frankpledge.demonstration.repeatable import repeatable_identities
from frankpledge.demonstration.stage import Stage
from frankpledge.demonstration.telling import STORY_BEGINS
from frankpledge.governance.forums import entries, forum_map, offers, routes
from frankpledge.governance.forums.answers import Side, answer
from frankpledge.governance.forums.questions import QUESTIONS
from frankpledge.governance.models import Run, RunCount, RunHash
from tests.makers import as_actor

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]


def tell_of_forums(made: MadeFolder) -> None:
    """The county's people, and of its story only what concerns the map."""
    with repeatable_identities(1):
        load_areas(made.areas)
        load_partnership(made.partnership)
        stage = Stage(random=Random(1))
        for scene in sorted(story.forums_scenes(), key=lambda scene: scene.at):
            scene.play(stage, scene.at)


def test_the_map_holds_its_mess_and_answers_all_fourteen(made: MadeFolder) -> None:
    tell_of_forums(made)
    gwen = as_actor(Person.objects.get(username="gwen.sallis"), at=STORY_BEGINS)
    asha = as_actor(Person.objects.get(username="asha.penrose"), at=STORY_BEGINS)
    on = STORY_BEGINS.date()
    mapped = forum_map.mapped(by=gwen, at=STORY_BEGINS)

    # What is wrong on purpose, and nothing else of its kind.
    standing = mapped.standing
    overdue = {code for code, each in standing.items() if each.next_on and each.next_on <= on}
    never = {code for code, each in standing.items() if each.verified_on is None}
    stopped = {each.code for each in mapped.forums if each.exists == "no"}
    found = routes.hand_offs(mapped.forums)
    assert overdue == set(story.OVERDUE)
    assert never == set(story.NEVER_VERIFIED)
    assert stopped == {table.STOPPED}
    assert found.pairs == (story.LOOP,)
    assert found.lost_at == (table.DEAD_END,)
    waiting = entries.due(by=gwen, on=on) + entries.due(by=asha, on=on)
    assert len(waiting) == len(story.OVERDUE) + len(story.NEVER_VERIFIED)

    # All fourteen say something of it.
    said = {
        each.number: answer(each.number, side=Side(), by=gwen, at=STORY_BEGINS).answer
        for each in QUESTIONS
    }
    empty = [number for number, each in said.items() if not each.lines]
    assert empty == []
    assert {line.key for line in said[8].lines} == {f"fallowshire-working-group/{story.ABSENT}"}
    assert [line.key for line in said[13].lines] == [table.DEAD_END]
    three = {line.key: line.cells[2:] for line in said[3].lines}
    own, over_hashes = three["wantsum-tasking/wantsum-vulnerability-panel"]
    assert own == "5 to 9"
    assert over_hashes.startswith("People: about ")
    assert all("Fewer than 5" in (line.cells[2], "Fewer than 5") for line in said[14].lines)

    # Compared with last autumn, the panel meets more often, so its members give more hours.
    compared = answer(
        1, side=Side(), other=Side(on=date(2025, 10, 1)), by=gwen, at=STORY_BEGINS
    ).compared
    assert compared

    # The run is over, and nothing is left of what it counted.
    assert Run.objects.exclude(deleted_at=None).count() == 1
    assert RunHash.objects.count() == 0
    assert RunCount.objects.count() == 3
    lines = offers.offers(by=gwen, on=on)
    assert sum(line.agreed_on is None for line in lines) == 1
    assert {gap.threat for gap in offers.gaps(lines, on=on + timedelta(days=400))} == {
        gap.threat for gap in offers.gaps((), on=on)
    }
