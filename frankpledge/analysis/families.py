"""Knows how to judge many tests at once, so that chance alone does not make findings."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np


def false_discovery(p_values: np.ndarray) -> np.ndarray:
    """The p values of a family, each corrected for all the others; in the order given.

    Benjamini and Hochberg (1995), Journal of the Royal Statistical Society B 57: of those at or
    below 0.05 after correction, about one in twenty is expected to be chance. It holds for tests
    that move together, as those of neighbouring places do (Benjamini and Yekutieli 2001, Annals of
    Statistics 29).
    """
    # Imported here: it takes longer to load than most commands take to answer.
    import numpy as np

    count = len(p_values)
    order = np.argsort(p_values, kind="stable")[::-1]
    scaled = p_values[order] * count / np.arange(count, 0, -1)
    corrected = np.empty(count)
    corrected[order] = np.minimum(np.minimum.accumulate(scaled), 1.0)
    return corrected
