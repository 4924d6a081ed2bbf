"""What every test may use, and what none may do."""

import os
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, settings

pytest_plugins = [
    "tests.plugins.both_databases",
    "tests.plugins.fences",
    "tests.plugins.browsers",
    "tests.plugins.long_first",
]

FULL = os.environ.get("FULL", "") not in ("", "0")
SLOW_IS_FINE = [HealthCheck.too_slow, HealthCheck.data_too_large]

# The usual run tries the same examples every time; the thorough one looks for new ones.
settings.register_profile(
    "usual",
    max_examples=50,
    deadline=None,
    derandomize=True,
    suppress_health_check=SLOW_IS_FINE,
)
settings.register_profile(
    "thorough",
    max_examples=20_000 if FULL else 2_000,
    deadline=None,
    suppress_health_check=SLOW_IS_FINE,
    print_blob=True,
)
settings.load_profile("thorough" if os.environ.get("FRANKPLEDGE_THOROUGH") else "usual")


def pytest_configure(config: pytest.Config) -> None:
    # Built files are found where they are built; nothing is collected into a folder for a test.
    config.addinivalue_line("filterwarnings", "ignore:No directory at:UserWarning")


@pytest.fixture
def now() -> datetime:
    """A Wednesday morning in the demonstration's six weeks. Tests pass it; nothing asks a clock."""
    return datetime(2026, 4, 15, 8, 20, tzinfo=UTC)
