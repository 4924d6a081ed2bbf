"""Demonstration's front door: what other modules may use."""

from frankpledge.demonstration.cast import Character, personas

__all__ = ["Character", "personas"]
