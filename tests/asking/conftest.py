"""What every test of asking may use."""

from tests.asking.makers import asking, stopped_at

__all__ = ["asking", "stopped_at"]
