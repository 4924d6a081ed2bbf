"""What is written about the code agrees with it."""

import ast
import json
import re
import subprocess
import sys
import tomllib

import pytest

from tests.architecture.source import PACKAGE, ROOT, files, shown, tree

DOCS = ROOT / "docs"
ARCHITECTURE = (DOCS / "architecture.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PARTS = [
    "## Why this came up",
    "## What we decided",
    "## What we gave up",
    "## What would change our minds",
    "## How we know it still holds",
]
SHORT_FOR = {"django-stubs[compatible-mypy]": "django-stubs"}


# --- architecture.md -----------------------------------------------------------------------


def layers_drawn() -> list[set[str]]:
    """The lines of the first drawing, from top to bottom."""
    drawing = ARCHITECTURE.split("```")[1].strip().splitlines()
    return [set(re.split(r" · ", line.split("  ")[0].strip())) for line in drawing]


def layers_enforced() -> list[set[str]]:
    contracts = PROJECT["tool"]["importlinter"]["contracts"]
    layers = next(contract["layers"] for contract in contracts if contract["type"] == "layers")
    return [set(re.findall(r"frankpledge\.(\w+)", line)) for line in layers]


def test_the_layers_drawn_are_the_layers_enforced():
    built = {path.stem for path in PACKAGE.iterdir() if path.suffix == ".py" or path.is_dir()}
    enforced = [line & built for line in layers_enforced()]

    assert layers_drawn() == [line for line in enforced if line]


def test_every_module_stands_on_a_line():
    known = set().union(*layers_enforced())
    standing = {
        path.parent.name
        for path in PACKAGE.glob("*/__init__.py")
        if path.parent.name != "reference"
    }

    assert standing - known == set()


def test_files_named_in_documents_exist():
    missing = [
        f"{shown(document)}: {name}"
        for document in files(".md")
        for name in re.findall(
            r"`((?:frankpledge|tests|docs|requirements|benchmarks)/[\w./-]+)`",
            document.read_text(encoding="utf-8"),
        )
        if not (ROOT / name).exists()
    ]

    assert not missing, "\n".join(missing)


def test_links_between_documents_lead_somewhere():
    broken = [
        f"{shown(document)}: {target}"
        for document in files(".md")
        for target in re.findall(r"\]\(([^)#]+)[^)]*\)", document.read_text(encoding="utf-8"))
        if "://" not in target and not (document.parent / target).exists()
    ]

    assert not broken, "\n".join(broken)


# --- README and CONTRIBUTING -----------------------------------------------------------------


def make_targets() -> set[str]:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    return {
        name for line in re.findall(r"^([a-z ]+):", makefile, re.MULTILINE) for name in line.split()
    }


def test_every_make_command_that_is_written_about_exists():
    written = {
        (shown(document), name)
        for document in files(".md")
        for name in re.findall(
            r"(?:^|`|=\S+ )make ([a-z]+)", document.read_text(encoding="utf-8"), re.MULTILINE
        )
    }

    assert {name for _, name in written} >= {"run", "test", "check", "fix", "bench", "thorough"}
    assert {(where, name) for where, name in written if name not in make_targets()} == set()


def test_make_only_calls_the_bootstrap():
    bootstrap = ast.get_docstring(tree(ROOT / "bootstrap.py")) or ""

    assert [
        name for name in make_targets() - {"help"} if f"bootstrap.py {name}" not in bootstrap
    ] == []


def test_every_frankpledge_command_that_is_written_about_exists():
    from frankpledge.config.cli import COMMANDS

    written = {
        (shown(document), name)
        for document in files(".md")
        for name in re.findall(
            r"(?:bin/|`|^)frankpledge ([a-z]+)", document.read_text(encoding="utf-8"), re.MULTILINE
        )
    }

    assert written
    assert {(where, name) for where, name in written if name not in COMMANDS} == set()


def test_ci_runs_the_commands_of_the_readme():
    ci = (ROOT / ".ci" / "run").read_text(encoding="utf-8")

    assert "\nmake test\n" in README
    assert re.search(r"^make check", ci, re.MULTILINE)
    assert re.search(r"make test", ci)
    assert "FRANKPLEDGE_NO_SKIPS=1" in ci


# --- reference -------------------------------------------------------------------------------


def test_reference_pages_agree_with_the_code():
    done = subprocess.run(
        [sys.executable, "-m", "frankpledge.config.reference_docs", "--check"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr


def rows_of(title: str) -> set[str]:
    """First cells of the table under *title* in the page on dependencies."""
    page = (DOCS / "reference" / "dependencies.md").read_text(encoding="utf-8")
    section = page.split(f"## {title}\n")[1].split("\n## ")[0]
    rows = re.findall(r"^\| (\S+) \| (.+) \|$", section, re.MULTILINE)
    assert all(len(why) > 10 for name, why in rows if name not in {"package", "---"})
    return {name for name, _ in rows} - {"package", "---"}


def names(requirements: list[object]) -> set[str]:
    return {
        re.split(r"[\[<>=!~; ]", requirement)[0]
        for requirement in requirements
        if isinstance(requirement, str)
    }


def test_every_dependency_says_why_it_is_here():
    groups = PROJECT["dependency-groups"]

    assert rows_of("The program") == names(PROJECT["project"]["dependencies"])
    assert rows_of("Building the front end") == names(groups["assets"])
    assert rows_of("Development") == names(groups["dev"])
    assert rows_of("Rivals in the benchmarks") == names(groups["rivals"])


def test_every_front_end_dependency_says_why_it_is_here():
    manifest = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))

    assert rows_of("In the browser") == set(manifest["dependencies"])
    assert rows_of("Building what is in the browser") == set(manifest["devDependencies"])


def test_what_is_thorough_is_written_down():
    page = (DOCS / "reference" / "thorough.md").read_text(encoding="utf-8")
    marked = {
        shown(path)
        for path in files(".py")
        if path.name.startswith("test_") and "mark.thorough" in path.read_text(encoding="utf-8")
    } - {"tests/architecture/test_documents.py"}

    assert {path for path in marked if f"`{path}`" not in page} == set()


# --- decisions -------------------------------------------------------------------------------


DECISIONS = sorted((DOCS / "decisions").glob("*.md"))


def test_decisions_are_numbered_without_gaps():
    assert [int(path.name[:4]) for path in DECISIONS] == list(range(1, len(DECISIONS) + 1))


@pytest.mark.parametrize("path", DECISIONS, ids=lambda path: path.stem)
def test_a_decision_has_all_its_parts(path):
    text = path.read_text(encoding="utf-8")

    assert re.match(
        rf"# {int(path.name[:4])}\. .+\n\n\d{{4}}-\d\d-\d\d\. \w+\. Decided by: .+\n", text
    )
    assert [part for part in text.splitlines() if part.startswith("## ")] == PARTS
