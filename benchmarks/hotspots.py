"""Gi* of a country's squares, beside esda working out the same z scores from its own neighbours."""

from __future__ import annotations

import warnings
from collections.abc import Iterator

import numpy as np

from benchmarks.measure import Measurement, best_of
from frankpledge.analysis.hotspots import gi_star

SIDE = 305
TIMES = 5
LIMIT = 0.01
CLOSE = 1e-9


def run() -> Iterator[Measurement]:
    """Some 93,000 squares, about as many as have any crime in England and Wales."""
    from esda.getisord import G_Local
    from libpysal.weights import W

    counts = np.random.default_rng(7).negative_binomial(1, 0.01, size=(SIDE, SIDE)).astype(float)
    inside = np.ones(counts.shape, dtype=bool)
    near = {
        y * SIDE + x: [
            b * SIDE + a
            for b in range(max(y - 1, 0), min(y + 2, SIDE))
            for a in range(max(x - 1, 0), min(x + 2, SIDE))
            if (b, a) != (y, x)
        ]
        for y in range(SIDE)
        for x in range(SIDE)
    }
    weights = W(near, silence_warnings=True)
    found: dict[str, np.ndarray] = {}

    def ours() -> None:
        found["ours"] = gi_star(counts, inside)

    def theirs() -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            made = G_Local(counts.ravel(), weights, transform="B", star=True, permutations=0)
        found["theirs"] = made.Zs.reshape(counts.shape)

    value, peer_value = best_of(TIMES, ours), best_of(1, theirs)
    furthest = float(np.abs(found["ours"] - found["theirs"]).max())
    assert furthest <= CLOSE, f"the two differ by up to {furthest}"
    yield Measurement(
        name="Gi* of a country's squares",
        value=value,
        unit="s",
        peer="esda, with its neighbours given",
        peer_value=peer_value,
        limit=LIMIT,
        n=SIDE * SIDE,
    )
