"""What takes minutes is begun first, so that no processor stands idle while the last of it ends."""

from __future__ import annotations

from pathlib import Path

import pytest

LONG = (
    "tests/architecture/test_twin_worlds.py",
    "tests/journeys/test_every_page.py",
    "tests/architecture/test_no_way_to_what_was_told.py",
    "tests/intelligence/test_canaries.py",
)
"""The longest, longest first."""

JOURNEYS = "tests/journeys/"
"""In the order of the story, since each moment of it is told on from the one before."""


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    gone = [name for name in LONG if not (config.rootpath / name).exists()]
    if gone:
        raise pytest.UsageError(f"{Path(__file__).name} names what is not there: {gone}")
    items.sort(key=lambda item: _place(item.path.relative_to(config.rootpath)))


def _place(path: Path) -> tuple[int, str]:
    name = path.as_posix()
    if name in LONG:
        return LONG.index(name), name
    return (len(LONG), name) if name.startswith(JOURNEYS) else (len(LONG) + 1, "")
