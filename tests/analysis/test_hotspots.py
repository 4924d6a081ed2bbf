"""Hotspots: the statistic against one written out by hand, what is found, and what is refused."""

import json
import math
import random
from pathlib import Path

import numpy
import pytest

from frankpledge.analysis.api import NotComparable, hotspots_of, open_store
from frankpledge.analysis.hotspots import gi_star
from tests.analysis import estshire

BUSY = (0.0401, 51.0301)
OUTLINE = {"west": 0.0, "south": 51.0, "east": 0.1, "north": 51.07}


def by_hand(counts: numpy.ndarray, inside: numpy.ndarray) -> dict[tuple[int, int], float]:
    """Ord and Getis' equation, place by place."""
    places = [(int(y), int(x)) for y, x in numpy.argwhere(inside)]
    n = len(places)
    mean = math.fsum(counts[place] for place in places) / n
    s = math.sqrt(math.fsum(counts[place] ** 2 for place in places) / n - mean**2)
    scores = {}
    for y, x in places:
        near = [(b, a) for b, a in places if abs(b - y) <= 1 and abs(a - x) <= 1]
        w = len(near)
        top = math.fsum(counts[place] for place in near) - mean * w
        scores[y, x] = top / (s * math.sqrt((n * w - w**2) / (n - 1)))
    return scores


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_statistic_is_ord_and_getis(seed: int) -> None:
    dice = numpy.random.default_rng(seed)
    counts = dice.poisson(2.0, size=(9, 14))
    inside = dice.random((9, 14)) < 0.8

    found = gi_star(counts, inside)

    expected = by_hand(counts, inside)
    assert numpy.isnan(found[~inside]).all()
    for place, score in expected.items():
        assert found[place] == pytest.approx(score, abs=1e-9)


def test_squares_that_are_too_few_or_all_alike_are_refused() -> None:
    with pytest.raises(NotComparable, match="Only 9 squares lie in the area"):
        gi_star(numpy.arange(9).reshape(3, 3), numpy.ones((3, 3), dtype=bool))
    with pytest.raises(NotComparable, match="Every square has the same count"):
        gi_star(numpy.ones((9, 9)), numpy.ones((9, 9), dtype=bool))


def outline(folder: Path) -> Path:
    box = OUTLINE
    ring = [
        [box["west"], box["south"]],
        [box["east"], box["south"]],
        [box["east"], box["north"]],
        [box["west"], box["north"]],
        [box["west"], box["south"]],
    ]
    feature = {
        "type": "Feature",
        "properties": {"LAD24CD": estshire.NORTHMARSH, "LAD24NM": "Northmarsh"},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }
    text = json.dumps({"type": "FeatureCollection", "features": [feature]})
    return estshire.write(folder, "outline.geojson", text)


def rows(*, even: int, busy: int) -> list[str]:
    dice = random.Random(7)
    points = [(dice.uniform(0.001, 0.099), dice.uniform(51.001, 51.069)) for _ in range(even)]
    points += [
        (BUSY[0] + dice.uniform(0, 0.002), BUSY[1] + dice.uniform(0, 0.002)) for _ in range(busy)
    ]
    return [estshire.row(point=(f"{x:.6f}", f"{y:.6f}")) for x, y in points]


def found(home: Path, *, last: str = "2025-01"):  # type: ignore[no-untyped-def]
    return hotspots_of(
        open_store(home), area=estshire.NORTHMARSH, first="2025-01", last=last, kind="Drugs"
    )


def test_a_busy_square_is_hot_and_an_even_spread_is_not(tmp_path: Path) -> None:
    for name, busy in (("busy", 60), ("even", 0)):
        folder, home = tmp_path / name, tmp_path / name / "home"
        street = estshire.month_file(folder, rows(even=150, busy=busy))
        estshire.take_in(home, street, estshire.lookups(folder), outline(folder))

    busiest = found(tmp_path / "busy" / "home")
    hottest = busiest.hot[0]
    assert hottest.west <= BUSY[0] + 0.01
    assert hottest.west + hottest.width >= BUSY[0] - 0.01
    assert hottest.q < 0.001
    assert all(cell.q <= 0.05 and cell.z > 0 for cell in busiest.hot)
    assert busiest.share.n == 210
    assert busiest.share.value == pytest.approx(100 * sum(cell.count for cell in busiest.hot) / 210)
    assert {"snapped-points", "squares-are-a-choice"} <= {
        caveat.code for caveat in busiest.share.caveats
    }
    assert found(tmp_path / "even" / "home").hot == ()


def test_hotspots_say_why_they_are_not_given(tmp_path: Path) -> None:
    home = tmp_path / "home"
    street = estshire.month_file(tmp_path, rows(even=70, busy=0))
    estshire.take_in(home, street, estshire.lookups(tmp_path))
    with pytest.raises(NotComparable, match="The outline of Northmarsh is not held"):
        found(home)
    estshire.take_in(home, outline(tmp_path))
    assert found(home).cells > 100
    with pytest.raises(NotComparable, match="lacks 2025-02"):
        found(home, last="2025-02")

    few = tmp_path / "few"
    estshire.take_in(
        few,
        estshire.month_file(tmp_path / "less", rows(even=20, busy=0)),
        estshire.lookups(tmp_path),
        outline(tmp_path),
    )
    with pytest.raises(NotComparable, match="Only 20 points of drugs are held"):
        found(few)
