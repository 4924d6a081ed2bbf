"""There is no way to a record but as somebody."""

import ast
from collections import Counter

import pytest
from django.apps import apps
from django.db import models

from frankpledge.access.api import GuardedModel
from tests.architecture.source import PACKAGE, python_files, shown, tree

GUARDED = [model for model in apps.get_models() if issubclass(model, GuardedModel)]
BYPASSES = {"raw", "extra", "RawSQL"}


def test_there_are_guarded_models():
    assert GUARDED


@pytest.mark.parametrize("model", GUARDED, ids=lambda model: model.__name__)
def test_a_guarded_model_has_no_objects(model):
    assert not hasattr(model, "objects"), f"{model.__name__}.objects is a way round visible_to"
    assert [manager.name for manager in model._meta.managers] == ["_rows"]


@pytest.mark.parametrize("model", GUARDED, ids=lambda model: model.__name__)
def test_a_guarded_record_is_its_protection(model):
    assert model._meta.pk.name == "protection"
    assert model.KIND


def test_each_kind_is_kept_in_one_model():
    counted = Counter(model.KIND for model in GUARDED)

    assert [kind for kind, times in counted.items() if times > 1] == []


def test_no_record_can_be_walked_to_backwards():
    walkable = [
        f"{field.model.__name__}.{field.name}: give it related_name='+'"
        for model in apps.get_models()
        if model.__module__.startswith("frankpledge.")
        for field in model._meta.get_fields()
        if isinstance(field, models.ForeignKey | models.ManyToManyField)
        and issubclass(model, GuardedModel)
        and not field.remote_field.hidden
    ]

    assert not walkable, "\n".join(sorted(walkable))


def test_ways_in_are_not_rewritten_by_a_model():
    rewritten = [
        f"{model.__name__}.{name}"
        for model in GUARDED
        for name in ("visible_to", "open_to")
        if name in vars(model) and not model.__module__.startswith("frankpledge.access.")
    ]

    assert not rewritten, "the one rule is asked in GuardedModel: " + ", ".join(rewritten)


def private_rows_used_in(path) -> list[str]:
    """Where a file reaches for the rows of a class that it does not define itself."""
    own = {node.name for node in ast.walk(tree(path)) if isinstance(node, ast.ClassDef)}
    return [
        f"{shown(path)}:{node.lineno} {node.value.id}._rows"
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute)
        and node.attr == "_rows"
        and isinstance(node.value, ast.Name)
        and node.value.id not in own | {"self", "cls"}
    ]


def test_private_rows_are_used_only_where_the_model_is_written():
    inside = PACKAGE / "access"
    found = [
        line
        for path in python_files()
        if inside not in path.parents
        for line in private_rows_used_in(path)
    ]

    assert not found, "use visible_to or open_to instead:\n" + "\n".join(found)


def test_no_query_goes_round_the_filter():
    found = [
        f"{shown(path)}:{node.lineno} {name}"
        for path in python_files()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call)
        for name in [getattr(node.func, "attr", getattr(node.func, "id", ""))]
        if name in BYPASSES
    ]

    assert not found, "\n".join(found)


def test_no_filter_takes_what_a_browser_sent_as_it_is():
    found = [
        f"{shown(path)}:{node.lineno}"
        for path in python_files()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.keyword)
        and node.arg is None
        and ast.unparse(node.value).startswith(("request.GET", "request.POST"))
    ]

    assert not found, "\n".join(found)


def test_no_signals_decide_anything():
    found = [
        f"{shown(path)}:{node.lineno}"
        for path in python_files()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ImportFrom)
        and (node.module or "").startswith(("django.db.models.signals", "django.dispatch"))
    ]

    assert not found, "say it in the act instead:\n" + "\n".join(found)
