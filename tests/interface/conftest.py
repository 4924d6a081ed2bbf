"""A small partnership, and figures of an invented county beside it."""

import pytest

from tests.problems.partnership import Partnership, make_partnership, stopped_clock
from tests.profiles.conftest import county, home

__all__ = ["county", "home", "stopped_clock"]


@pytest.fixture
def people(db: None, stopped_clock: object) -> Partnership:
    return make_partnership()
