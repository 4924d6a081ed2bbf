"""Answering at even moments, so that how long a search took says nothing of what it passed over."""

from __future__ import annotations

import math
import time

TICK = 0.03
"""Seconds. An answer that is ready within the first tick, as nearly all are, leaves at its end."""


def wait_for_tick(began: float) -> None:
    """Wait until a whole number of ticks has passed since *began* (of `time.monotonic`)."""
    taken = time.monotonic() - began
    ends = max(1, math.ceil(taken / TICK)) * TICK
    time.sleep(max(0.0, began + ends - time.monotonic()))
