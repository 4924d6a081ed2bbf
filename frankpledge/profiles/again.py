"""Knows how a build stands to the one before it of the same question, and how a reader is told."""

from enum import StrEnum


class Again(StrEnum):
    """How a build stands to the one before it."""

    FIRST = "first"
    SAME = "same"
    OTHER_INPUTS = "other_inputs"
    OTHER_FIGURES = "other_figures"


AGAIN_WORDS = {
    Again.SAME: "Built again from the same files: every figure is the same.",
    Again.OTHER_INPUTS: "Built from other files or for another question than the one before, so "
    "figures may differ.",
    Again.OTHER_FIGURES: "Built again from the same files, and figures differ: the program's "
    "methods have changed since.",
}
