"""Charts: everything stands where its axis says, nothing runs over an edge or over another word."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import given, strategies as st

from frankpledge.profiles import drawings, lettering, panelled, scales
from frankpledge.profiles.drawings import Bar, Dot, Share

SVG = "{http://www.w3.org/2000/svg}"
Element = ElementTree.Element

BARS = [
    Bar(name="Drugs", value=46.0, low=31.0, high=62.5, tone="rose", words="+46%"),
    Bar(name="Burglary", value=-12.0, low=-20.0, high=-3.0, tone="fell", words="−12%"),
    Bar(name="Robbery", value=4.0, low=-30.0, high=2000.0, tone="unclear", words="+4.0%"),
]
DOTS = [
    Dot(panel=panel, name=name, value=value, low=value * 0.8, high=value * 1.3, own=name == "Ware")
    for panel in ("Drugs", "Robbery", "Burglary")
    for name, value in (("Wantsum", 8.25), ("Ware", 3.5), ("Brindlemere", 2.0))
]
SHARES = [
    Share(name="Robbery", value=28.0, low=14.0, high=23.0, words="28%"),
    Share(name="Burglary", value=6.0, low=5.0, high=41.0, words="6.0%"),
]
MONTHS = [f"{year}-{month:02}" for year in (2024, 2025) for month in range(1, 13)]
COUNTS = {month: 1000 + 90 * number for number, month in enumerate(MONTHS)}


def placed(svg: str) -> list[tuple[Element, float, float]]:
    """Every element with how far right and down the groups around it have moved it."""
    found = []

    def walk(within: Element, right: float, down: float) -> None:
        for each in within:
            moved = each.get("transform", "translate(0,0)")[len("translate(") : -1].split(",")
            at = (
                right + float(moved[0]) + float(each.get("x", 0)) * (each.tag == f"{SVG}svg"),
                down + float(moved[1]) + float(each.get("y", 0)) * (each.tag == f"{SVG}svg"),
            )
            found.append((each, *at))
            walk(each, *at)

    walk(ElementTree.fromstring(svg), 0.0, 0.0)
    return found


def texts(svg: str) -> list[tuple[str, float, float, float]]:
    """Every word with where it begins, where it ends and where it stands."""
    found = []
    for each, right, down in placed(svg):
        if each.tag == f"{SVG}text":
            said = each.text or ""
            size = float(each.get("font-size", drawings.TEXT))
            wide = lettering.width_of(said, size, bold=each.get("font-weight") == "bold")
            x = right + float(each.get("x", 0))
            begins = (
                x
                - {"start": 0.0, "middle": wide / 2, "end": wide}[each.get("text-anchor", "start")]
            )
            found.append((said, begins, begins + wide, down + float(each.get("y", 0))))
    return found


def size_of(svg: str) -> tuple[float, float]:
    whole = ElementTree.fromstring(svg)
    return float(whole.attrib["width"]), float(whole.attrib["height"])


def circles(svg: str) -> list[tuple[float, float, str]]:
    return [
        (right + float(each.attrib["cx"]), down + float(each.attrib["cy"]), each.attrib["fill"])
        for each, right, down in placed(svg)
        if each.tag == f"{SVG}circle"
    ]


def axis_of(svg: str) -> tuple[float, float]:
    """Where nought is and how long one is, by the inner numbers under the axis."""
    known = [
        (float(said.replace("−", "-")), (begins + ends) / 2)
        for said, begins, ends, _ in texts(svg)
        if said.lstrip("−").isdigit()
    ]
    inner = known[1:-1]
    long = (inner[-1][1] - inner[0][1]) / (inner[-1][0] - inner[0][0])
    return inner[0][1] - inner[0][0] * long, long


EVERY = {
    "changes": drawings.changes(BARS),
    "changes on a phone": drawings.changes(BARS, phone=True),
    "standings": drawings.standings(DOTS, ["Drugs", "Robbery", "Burglary"]),
    "trends": drawings.trends({"Drugs": COUNTS, "Robbery": {"2024-01": 3}}, MONTHS),
    "shares": drawings.shares(SHARES),
    "shares on a phone": drawings.shares(SHARES, phone=True),
}
every_drawing = pytest.mark.parametrize("svg", EVERY.values(), ids=list(EVERY))


@every_drawing
def test_nothing_that_is_said_or_drawn_runs_over_the_edge(svg: str) -> None:
    wide, high = size_of(svg)

    for said, begins, ends, y in texts(svg):
        assert begins >= 0, said
        assert ends <= wide, said
        assert 8 <= y <= high - 3, said
    assert all(3 <= x <= wide - 3 for x, _, _ in circles(svg))


@every_drawing
def test_no_word_stands_on_another(svg: str) -> None:
    lines: dict[float, list[tuple[float, float, str]]] = {}
    for said, begins, ends, y in texts(svg):
        lines.setdefault(y, []).append((begins, ends, said))

    for line in lines.values():
        for before, after in pairwise(sorted(line)):
            assert before[1] < after[0], (before, after)


@pytest.mark.parametrize("phone", [False, True])
def test_a_change_stands_where_its_axis_says_and_its_interval_around_it(*, phone: bool) -> None:
    svg = drawings.changes(BARS, phone=phone)
    nought, long = axis_of(svg)

    assert [ink for _, _, ink in circles(svg)] == ["#a34a00", "#26757a", "#5b696f"]
    for bar, (x, _, _) in zip(BARS, circles(svg), strict=True):
        assert x == pytest.approx(nought + bar.value * long, abs=0.6)
    assert {"Drugs", "+46%", "Burglary", "−12%"} <= {said for said, *_ in texts(svg)}


def test_an_interval_without_end_stops_at_the_end_of_its_axis() -> None:
    svg = drawings.changes(BARS)
    (last,) = (
        (right, each.attrib["d"])
        for each, right, _ in placed(svg)
        if each.get("stroke-width") == "3" and each.get("stroke") == "#5b696f"
    )

    assert last[1].endswith("H300")
    assert size_of(svg)[0] >= last[0] + 300


def test_the_own_place_stands_out_once_in_each_panel_and_all_are_in_one_order() -> None:
    svg = EVERY["standings"]
    names = [said for said, *_ in texts(svg) if said in ("Brindlemere", "Wantsum", "Ware")]

    assert names == ["Brindlemere", "Wantsum", "Ware"] * 3
    assert [ink for _, _, ink in circles(svg)].count("#a34a00") == 3
    assert panelled.stacked(svg).count("Brindlemere") == 3


def test_a_dot_at_nought_covers_no_name() -> None:
    none = Dot(panel="Robbery", name="Brindlemere", value=0.0, low=0.0, high=1.4, own=False)
    svg = drawings.standings([none], ["Robbery"])
    ((across, _, _),) = circles(svg)
    (ends,) = (ends for said, _, ends, _ in texts(svg) if said == "Brindlemere")

    assert ends < across - float(re.findall(r' r="([0-9.]+)"', svg)[0])


def test_months_that_are_not_held_break_the_line_and_say_so() -> None:
    held = {month: 9 for month in MONTHS if month not in ("2024-05", "2024-06")}
    svg = drawings.trends({"Drugs": held}, MONTHS)
    lines = [each.attrib["d"] for each, _, _ in placed(svg) if each.get("stroke-width") == "2"]

    assert [line.count("L") + 1 for line in lines] == [4, 18]
    assert [said for said, *_ in texts(svg)].count("not held") == 1
    assert [said for said, *_ in texts(svg)].count("2025") == 1
    whole = drawings.trends({"Drugs": held | dict.fromkeys(MONTHS, 1)}, MONTHS)
    assert "not held" not in whole


def test_a_share_is_as_long_as_its_axis_says_and_so_is_what_chance_would_give() -> None:
    svg = drawings.shares(SHARES)
    nought, long = axis_of(svg)
    bars = [
        (right, float(each.attrib["width"]))
        for each, right, _ in placed(svg)
        if each.tag == f"{SVG}rect" and each.get("fill") == "#26757a"
    ]
    chance = [
        (right, each.attrib["d"])
        for each, right, _ in placed(svg)
        if each.get("stroke-width") == "5"
    ]

    for row, (left, wide), (_, line) in zip(SHARES, bars, chance, strict=True):
        assert left + wide == pytest.approx(nought + row.value * long, abs=0.6)
        assert left + float(line.split("H")[1]) == pytest.approx(nought + row.high * long, abs=0.6)


def test_a_name_from_a_file_is_never_markup_and_a_long_one_is_shortened() -> None:
    sly = "<script>&\"'"
    svg = drawings.changes(
        [
            Bar(name=sly, value=1.0, low=0.0, high=2.0, tone="rose", words="+1%"),
            Bar(name="W" * 60, value=1.0, low=0.0, high=2.0, tone="rose", words="+1%"),
        ]
    )

    assert "<script" not in svg
    assert sly in [said for said, *_ in texts(svg)]
    assert any(said.endswith("…") and 5 < len(said) < 60 for said, *_ in texts(svg))


ends = st.floats(min_value=1e-3, max_value=1e7)


@given(low=st.one_of(st.just(0.0), ends.map(lambda each: -each)), high=ends)
def test_an_axis_holds_its_values_ends_at_round_numbers_and_is_marked_evenly(
    low: float, high: float
) -> None:
    scale = scales.rounded_out(low, high, long=300)
    ticks = scale.ticks(8)
    gaps = [after.value - before.value for before, after in pairwise(ticks)]

    assert scale.low <= low < high <= scale.high
    assert scale.high - scale.low <= 1.5 * (high - low)
    assert 2 <= len(ticks) <= 18
    assert all(scale.low <= tick.value <= scale.high for tick in ticks)
    assert gaps == pytest.approx([gaps[0]] * len(gaps))
    assert len({tick.text for tick in ticks}) == len(ticks)
    for tick in ticks:
        assert float(tick.text.replace(",", "").replace("−", "-")) == pytest.approx(tick.value)


@pytest.mark.parametrize(
    ("low", "high", "count", "said"),
    [
        (0, 8.6, 4, ["0", "2", "4", "6", "8"]),
        (0, 1.7, 4, ["0.0", "0.5", "1.0", "1.5"]),
        (-79.0, 79.0, 8, ["−80", "−60", "−40", "−20", "0", "20", "40", "60", "80"]),
        (0, 2500, 4, ["0", "500", "1,000", "1,500", "2,000", "2,500"]),
        (0, 0, 4, ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"]),
    ],
)
def test_an_axis_is_marked_with_numbers_that_people_count_in(
    low: float, high: float, count: int, said: Sequence[str]
) -> None:
    assert [tick.text for tick in scales.rounded_out(low, high, long=1).ticks(count)] == said


@given(st.integers(min_value=1, max_value=300))
def test_the_numbers_of_an_axis_never_run_into_one_another(reach: int) -> None:
    bar = Bar(name="Drugs", value=0.0, low=-reach, high=reach, tone="unclear", words="")
    numbers = [each for each in texts(drawings.changes([bar])) if each[0].lstrip("−").isdigit()]

    assert len(numbers) >= 3
    assert all(after[1] - before[2] >= drawings.APART for before, after in pairwise(numbers))


def test_words_are_measured_as_arial_sets_them() -> None:
    assert lettering.width_of("Drugs", 1000) == 722 + 333 + 556 + 556 + 500
    assert lettering.width_of("Drugs", 1000, bold=True) == 722 + 389 + 611 + 611 + 556
    assert lettering.width_of("é", 13) == lettering.width_of("e", 13)
    assert lettering.width_of("漢", 13) == 13
    assert lettering.shortened("Drugs", 13, room=35) == "Drugs"
    assert lettering.shortened("Drugs", 13, room=30) == "Dr…"
