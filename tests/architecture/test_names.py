"""Files are named for what they know, stay short enough to read, and say what that is."""

import ast
import re

import pytest

from tests.architecture.source import PACKAGE, files, python_files, shown, tree

BANNED = {
    "util", "utils", "helper", "helpers", "common", "misc", "manager", "managers", "handler",
    "handlers", "process", "data", "info", "services", "selectors",
}  # fmt: skip
ALLOWED = {
    "changed_data": "Django's own name for what a form's reader has altered",
    "get_context_data": "Django's own",
    "data": "the word on the command line: frankpledge data add",
    "data_group": "the commands under frankpledge data",
    "data_home": "where frankpledge data keeps things",
    "data_add": "the function behind frankpledge data add",
    "data_list": "the function behind frankpledge data list",
    "value_from_datadict": "Django's own",
    "process_view": "Django's own name for a step of a middleware",
    "process_exception": "Django's own name for a step of a middleware",
    "_manager": "the community safety manager, which is a post",
    "process": "whether the process answers, which is what /healthz asks",
}
LONGEST = 600
MACHINE_NAMED = re.compile(r"^\d{4}_(auto_|alter_|remove_|rename_|delete_)|_and_more$|_squashed_")


def words_of(name: str) -> set[str]:
    # "Open data" is what the field calls published figures, so it is one word.
    return set(re.split(r"[_.\-]", name.lower().replace("open_data", "opendata")))


@pytest.mark.parametrize("path", list(python_files(tests=True)), ids=shown)
def test_file_names_say_what_is_known(path):
    assert not words_of(path.stem) & BANNED
    assert not path.stem.startswith("do_")


def test_function_names_say_what_is_done():
    vague = [
        f"{shown(path)}:{node.lineno} {node.name}"
        for path in python_files()
        if PACKAGE in path.parents
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
        and node.name not in ALLOWED
        and (words_of(node.name) & BANNED or node.name.startswith("do_"))
    ]

    assert not vague, "\n".join(vague)


def test_no_file_is_too_long_to_read():
    long = [
        f"{shown(path)}: {length} lines"
        for path in [*python_files(tests=True), *files(".ts", ".html")]
        if (length := len(path.read_text(encoding="utf-8").splitlines())) > LONGEST
    ]

    assert not long, f"split these by what they know, at {LONGEST} lines:\n" + "\n".join(long)


def test_every_module_begins_with_what_it_knows():
    silent = [
        shown(path)
        for path in python_files(tests=True, migrations=True)
        if path.read_text(encoding="utf-8").strip() and not ast.get_docstring(tree(path))
    ]

    assert not silent, "\n".join(silent)


FOR_MIGRATIONS = {"frankpledge.database"}
"""Operations written for migrations alone; they change only by addition."""
MIGRATIONS = sorted(PACKAGE.glob("*/migrations/0*.py"))


@pytest.mark.parametrize("path", MIGRATIONS, ids=shown)
def test_migrations_are_named_for_what_they_make_true(path):
    assert not MACHINE_NAMED.search(path.stem), "name it for what will be true afterwards"


@pytest.mark.parametrize("path", MIGRATIONS, ids=shown)
def test_migrations_say_why_and_how_they_go(path):
    told = ast.get_docstring(tree(path)) or ""
    first = path.stem.startswith("0001_")
    expected = [] if first else ["Why:", "Lock:", "Old rows:", "Back:"]

    assert told
    assert [word for word in expected if word not in told] == []


@pytest.mark.parametrize("path", MIGRATIONS, ids=shown)
def test_migrations_do_not_run_code_that_may_change_after_them(path):
    ours = {
        node.module
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("frankpledge")
    }

    assert ours - FOR_MIGRATIONS == set()
