"""What every test of asking may use."""

from tests.asking.makers import asking, stopped_at
from tests.intelligence.conftest import keys

__all__ = ["asking", "keys", "stopped_at"]
