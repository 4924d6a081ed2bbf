"""A small partnership, made anew for each test."""

import pytest

from tests.problems.partnership import Partnership, make_partnership, stopped_clock

__all__ = ["stopped_clock"]


@pytest.fixture
def people(db: None, stopped_clock: object) -> Partnership:
    return make_partnership()
