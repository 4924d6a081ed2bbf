"""What is installed is pinned to its contents, and nothing says where it was downloaded from."""

import json
import re
import tomllib

import pytest

from tests.architecture.source import ROOT

LOCKS = sorted((ROOT / "requirements").glob("*.txt"))
PIN = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==(\S+)(?:\s*;[^\\]*)?\s*\\?$")


def pins(name: str) -> dict[str, str]:
    lines = (ROOT / "requirements" / name).read_text(encoding="utf-8").splitlines()
    return {match[1].lower(): match[2] for line in lines if (match := PIN.match(line))}


def name_of(requirement: str) -> str:
    return re.split(r"[\[<>=!~; ]", requirement)[0].lower()


@pytest.mark.parametrize("path", LOCKS, ids=lambda path: path.name)
def test_every_pin_carries_hashes_and_no_address(path):
    text = path.read_text(encoding="utf-8")
    joined = text.replace("\\\n", " ")

    assert "://" not in text
    assert "--index" not in text
    for line in joined.splitlines():
        assert re.match(r"^[a-z0-9._-]+(\[[^\]]*\])?==", line), line
        assert "--hash=sha256:" in line, line


def test_the_tests_run_on_the_versions_that_are_shipped():
    run, dev, rivals = pins("run.txt"), pins("dev.txt"), pins("rivals.txt")

    assert {name: version for name, version in run.items() if dev.get(name) != version} == {}
    assert {name: rivals[name] for name in dev.keys() & rivals if dev[name] != rivals[name]} == {}


def test_everything_that_the_project_asks_for_is_pinned():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    asked = {name_of(requirement) for requirement in project["project"]["dependencies"]}
    groups = project["dependency-groups"]
    development = {
        name_of(requirement)
        for group in ("assets", "dev")
        for requirement in groups[group]
        if isinstance(requirement, str)
    }

    assert asked - set(pins("run.txt")) == set()
    assert development - set(pins("dev.txt")) == set()
    assert {name_of(each) for each in groups["rivals"]} - set(pins("rivals.txt")) == set()


def test_the_front_end_is_locked_without_addresses():
    lock = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))
    packages = {name: entry for name, entry in lock["packages"].items() if name}

    assert packages
    assert [name for name, entry in packages.items() if "resolved" in entry] == []
    assert [name for name, entry in packages.items() if not entry.get("integrity")] == []


def test_front_end_packages_are_named_exactly():
    manifest = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))
    asked = {**manifest.get("dependencies", {}), **manifest.get("devDependencies", {})}

    assert {name: version for name, version in asked.items() if not version[0].isdigit()} == {}
