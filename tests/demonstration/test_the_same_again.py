"""The same size and seed make the same demonstration, row for row."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import transaction

from frankpledge.demonstration.telling import STORY_BEGINS
from tests.demonstration.told import tell_in

DIFFERENT_EACH_TIME = {
    "access_epoch": "a token that must not repeat",
    "django_session": "nothing of the demonstration's",
    "intelligence_sourceidentity": "sealed with a new key each time",
}
UNUSABLE = "!"


def rows() -> dict[str, list[tuple[object, ...]]]:
    """Every row of ours, by table; a password that nobody can use is as good as any other."""
    found = {}
    for model in apps.get_models():
        table = model._meta.db_table
        if table in DIFFERENT_EACH_TIME or not model.__module__.startswith("frankpledge."):
            continue
        manager = model._meta.default_manager
        assert manager is not None
        columns = [field.attname for field in model._meta.concrete_fields]
        found[table] = sorted(
            (
                tuple(UNUSABLE if str(value).startswith(UNUSABLE) else value for value in row)
                for row in manager.values_list(*columns)
            ),
            key=repr,
        )
    return found


@pytest.mark.sqlite
@pytest.mark.django_db
def test_the_same_seed_tells_the_same_story(tmp_path: Path, settings: Any) -> None:
    told = []
    for time in ("first", "second"):
        with transaction.atomic():
            tell_in(tmp_path / time, settings, until=STORY_BEGINS)
            told.append(rows())
            transaction.set_rollback(True)
    first, second = told
    assert sum(len(kept) for kept in first.values()) > 1_000
    assert [table for table in first if first[table] != second[table]] == []
