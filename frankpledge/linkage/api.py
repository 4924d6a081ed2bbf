"""The front door of linkage: what other modules may use."""

from frankpledge.linkage.columns import Part
from frankpledge.linkage.linking import Linked, Wish, link
from frankpledge.linkage.lists import Rejection
from frankpledge.linkage.refusals import EngineAbsent, Refused, UnusableList, WrongUse

__all__ = [
    "EngineAbsent",
    "Linked",
    "Part",
    "Refused",
    "Rejection",
    "UnusableList",
    "Wish",
    "WrongUse",
    "link",
]
