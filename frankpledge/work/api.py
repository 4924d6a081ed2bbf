"""Work's front door: what other modules may use."""

from frankpledge.work.asking import (
    File,
    Handed,
    Progress,
    TooMuchAsked,
    ask,
    listed,
    open_result,
    progress,
    standing,
    taken,
)
from frankpledge.work.models import State
from frankpledge.work.sorts import Given, Going, Left, Made, Result, Sort, offer

__all__ = [
    "File",
    "Given",
    "Going",
    "Handed",
    "Left",
    "Made",
    "Progress",
    "Result",
    "Sort",
    "State",
    "TooMuchAsked",
    "ask",
    "listed",
    "offer",
    "open_result",
    "progress",
    "standing",
    "taken",
]
