"""Telling the story up to a moment: every scene whose time has come, in the order of time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from random import Random

from frankpledge.demonstration import (
    asking_story,
    before,
    boards_story,
    elsewhere,
    forums_story,
    groups_story,
    learning_story,
    measures_story,
    plans_story,
    powers_story,
    profiles_story,
    referrals_story,
    six_weeks,
)
from frankpledge.demonstration.stage import STORY_BEGINS, STORY_ENDS, Scene, Stage

__all__ = ["STORY_BEGINS", "STORY_ENDS", "scenes", "tell"]


def scenes(*, size: str, seed: int) -> Iterator[Scene]:
    """Every scene of a demonstration of this size, in no order."""
    yield from before.scenes()
    yield from six_weeks.scenes()
    yield from asking_story.asking_scenes()
    yield from powers_story.powers_scenes()
    yield from referrals_story.referrals_scenes()
    yield from measures_story.measures_scenes()
    yield from groups_story.groups_scenes()
    yield from forums_story.forums_scenes()
    yield from profiles_story.profiles_scenes()
    yield from plans_story.plans_scenes()
    yield from learning_story.learning_scenes()
    yield from boards_story.boards_scenes()
    yield from elsewhere.scenes(size=size, seed=seed)


def tell(
    *, until: datetime, size: str, seed: int, on: Stage | None = None, after: datetime | None = None
) -> int:
    """Play every scene up to and including *until*, and say how many there were.

    A story that was told up to *after* goes on from there, on the stage that it was told on.
    """
    due = sorted(
        (
            scene
            for scene in scenes(size=size, seed=seed)
            if scene.at <= until and (after is None or scene.at > after)
        ),
        key=lambda scene: scene.at,
    )
    stage = on or Stage(random=Random(seed))
    for scene in due:
        scene.play(stage, scene.at)
    return len(due)
