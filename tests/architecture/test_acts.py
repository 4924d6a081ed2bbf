"""Whatever can be done has a name, a policy and a line in the record."""

import ast
import importlib
import inspect
from collections import Counter
from enum import StrEnum

import pytest

from tests.architecture.source import PACKAGE, python_files, shown, tree

WRITES_THE_RECORD = {"record", "fetch", "protect", "amend", "link", "refuse"}


def act_classes() -> list[type[StrEnum]]:
    """Every `class Act` in the package."""
    found = []
    for path in python_files():
        if PACKAGE not in path.parents:
            continue
        if any(isinstance(node, ast.ClassDef) and node.name == "Act" for node in tree(path).body):
            name = ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts)
            found.append(importlib.import_module(name).Act)
    return found


def policy_modules() -> list[str]:
    return sorted(path.parent.name for path in PACKAGE.glob("*/policies.py"))


def acts() -> list[tuple[str, str]]:
    return [
        (module, member.name)
        for module in policy_modules()
        for member in importlib.import_module(f"frankpledge.{module}.policies").Act
    ]


def test_there_are_acts():
    assert acts()


@pytest.mark.parametrize(("module", "name"), acts())
def test_each_act_has_a_policy_whose_first_line_can_be_published(module, name):
    policies = importlib.import_module(f"frankpledge.{module}.policies")
    policy = getattr(policies, f"may_{name.lower()}", None)

    assert policy, f"frankpledge/{module}/policies.py has no may_{name.lower()}"
    first_line = (inspect.getdoc(policy) or "").partition("\n")[0]
    assert len(first_line) > 10, f"may_{name.lower()} does not say who may"
    assert first_line.endswith("."), first_line


@pytest.mark.parametrize(("module", "name"), acts())
def test_each_act_is_recorded_somewhere(module, name):
    uses = [
        node
        for path in (PACKAGE / module).rglob("*.py")
        if path.name != "policies.py"
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute)
        and node.attr == name
        and ast.unparse(node.value).split(".")[-1] == "Act"
    ]

    assert uses, f"Act.{name} of {module} is never recorded"


@pytest.mark.parametrize("module", policy_modules())
def test_each_policy_belongs_to_an_act(module):
    policies = importlib.import_module(f"frankpledge.{module}.policies")
    named = {f"may_{member.name.lower()}" for member in policies.Act}
    written = {
        name
        for name, value in vars(policies).items()
        if name.startswith("may_") and getattr(value, "__module__", "") == policies.__name__
    }

    assert written - named == set()


def test_stored_codes_are_unique_and_begin_with_their_module():
    members = [member for act in act_classes() for member in act]
    counted = Counter(str(member) for member in members)
    strays = [
        f"{member!r}"
        for member in members
        if str(member).split(".")[0] != type(member).__module__.split(".")[1]
    ]

    assert [code for code, times in counted.items() if times > 1] == []
    assert strays == []


def acts_in(path) -> list[ast.FunctionDef]:
    """Functions done by somebody at a moment, in one transaction."""
    return [
        node
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef)
        and {"by", "at"} <= {argument.arg for argument in node.args.kwonlyargs}
        and any("atomic" in ast.unparse(decorator) for decorator in node.decorator_list)
    ]


def is_recorded(act: ast.FunctionDef) -> bool:
    """Whether it writes a line itself or hands *by* on to what does."""
    for node in ast.walk(act):
        if isinstance(node, ast.Call):
            called = ast.unparse(node.func).split(".")[-1]
            handed_on = {keyword.arg for keyword in node.keywords} & {"by"}
            if called in WRITES_THE_RECORD or handed_on:
                return True
    return False


def test_whatever_is_done_by_somebody_is_recorded():
    silent = [
        f"{shown(path)}:{act.lineno} {act.name}"
        for path in python_files()
        for act in acts_in(path)
        if not is_recorded(act)
    ]

    assert not silent, "\n".join(silent)


def test_an_act_that_records_nothing_would_be_seen():
    silent = ast.parse("def keep(*, by, at):\n    row.save()").body[0]
    spoken = ast.parse("def keep(*, by, at):\n    record(Act.KEEP, row, by=by, at=at)").body[0]

    assert not is_recorded(silent)
    assert is_recorded(spoken)


def test_acts_take_who_and_when_by_name():
    loose = [
        f"{shown(path)}:{node.lineno} {node.name}"
        for path in python_files()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef)
        and any("atomic" in ast.unparse(decorator) for decorator in node.decorator_list)
        and {"by", "at"} & {argument.arg for argument in node.args.args}
    ]

    assert not loose, "put a * before by and at:\n" + "\n".join(loose)


def test_only_the_edge_asks_the_clock():
    edge = {
        "views.py",
        "requests.py",
        "context.py",
        "explaining.py",
        "clock.py",
        "cli.py",
        "commands.py",
        "sealing.py",
    }
    asked = [
        f"{shown(path)}:{node.lineno} {ast.unparse(node.func)}"
        for path in python_files()
        if PACKAGE in path.parents
        and path.name not in edge
        and "management" not in path.parts
        and "commands" not in path.parts
        and not path.stem.endswith("_commands")
        and "demonstration" not in path.parts
        and "config" not in path.parts
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call)
        and ast.unparse(node.func)
        in {"timezone.now", "datetime.now", "date.today", "timezone.localdate", "moment_now"}
    ]

    assert not asked, "pass the moment in:\n" + "\n".join(asked)
