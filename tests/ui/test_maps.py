"""Maps: classes that hold what they say, drawings that lose no area, payloads that do not drift."""

import json

import pytest
from django.template import Context, Template
from hypothesis import given, strategies as st

from frankpledge.ui import maps, payloads
from frankpledge.ui.api import AreaMap, AreaShape, breaks_for
from tests.ui.markup import text_of

VALUES = st.lists(st.one_of(st.none(), st.floats(0, 1e6, allow_nan=False)), max_size=40)


def square(x: float, y: float) -> dict[str, object]:
    return {"type": "Polygon", "coordinates": [[(x, y), (x + 1, y), (x + 1, y + 1), (x, y)]]}


def areas(*values: float | None) -> list[AreaShape]:
    return [
        AreaShape(code=f"W{n}", name=f"Ward <{n}>", value=value, geometry=square(n, 51))
        for n, value in enumerate(values)
    ]


def drawn(*values: float | None) -> str:
    chart = AreaMap(title="Crime </script>", unit="per 1,000", source="s", areas=areas(*values))
    return Template("{% load ui %}{% map chart %}").render(Context({"chart": chart}))


@given(VALUES)
def test_every_known_value_falls_in_one_of_five_classes(values):
    breaks = breaks_for(values)

    assert list(breaks) == sorted(set(breaks))
    assert len(breaks) < len(maps.SHADES)
    for value in values:
        if value is not None:
            assert 0 <= maps.class_of(value, breaks) < len(maps.SHADES)


@given(VALUES)
def test_no_class_is_empty_when_the_breaks_were_chosen(values):
    breaks = breaks_for(values)
    used = {maps.class_of(value, breaks) for value in values if value is not None}

    if used:
        assert used == set(range(len(breaks) + 1))


@given(VALUES)
def test_there_is_a_line_in_the_legend_for_every_class(values):
    breaks = breaks_for(values)
    lines = maps.legend(values, breaks, 1)

    assert "none" not in lines
    assert len(lines) == (len(breaks) + 1 if any(v is not None for v in values) else 0)


def test_a_value_on_a_break_belongs_above_it():
    assert maps.class_of(10, (10, 20)) == 1
    assert maps.class_of(9.9, (10, 20)) == 0


def test_five_even_values_get_a_class_each():
    assert breaks_for([1, 2, 3, 4, 5]) == (2, 3, 4, 5)
    assert breaks_for([7, 7, 7]) == ()
    assert breaks_for([None]) == ()


def test_the_drawing_holds_every_area_with_its_figure():
    made = drawn(1, 2, None)

    assert made.count("<path ") == 3
    assert "Ward &lt;2&gt;: No figure" in made
    assert "url(#map-hatch)" in made


def test_what_has_no_figure_is_not_shaded_as_the_lowest():
    sent = maps.payload(AreaMap(title="t", unit="u", source="s", areas=areas(5, None)))
    drawing = maps.drawing(sent, "m")

    assert drawing.count(maps.SHADES[0]) == 1


def test_the_table_says_the_same_highest_first_and_missing_last():
    words = text_of(drawn(1, None, 3).split("<table")[1])

    assert words.index("Ward <2> 3.0") < words.index("Ward <0> 1.0") < words.index("Ward <1>")
    assert "No figure" in words


def test_the_payload_cannot_end_its_own_element():
    made = drawn(1)
    sent = made.split('type="application/json">')[1].split("</script>")[0]

    assert json.loads(sent)["title"] == "Crime </script>"


def test_a_short_table_is_printed_and_a_long_one_says_that_it_is_not():
    assert "frank-screen-only" not in drawn(*range(maps.ON_PAPER))
    assert "all 61 areas is not printed" in drawn(*range(maps.ON_PAPER + 1))


def test_points_that_fall_together_are_sent_once():
    ring = [(0, 51), (0.00001, 51), (1, 51), (1, 52), (0, 51)]
    shape = AreaShape(
        code="W", name="W", value=1, geometry={"type": "Polygon", "coordinates": [ring]}
    )
    sent = maps.payload(AreaMap(title="t", unit="u", source="s", areas=[shape]))

    assert sent.areas[0].rings == (((0, 51), (1, 51), (1, 52), (0, 51)),)


def test_holes_and_islands_are_kept():
    ring = [(0, 0), (4, 0), (4, 4), (0, 0)]
    hole = [(1, 1), (2, 1), (2, 2), (1, 1)]
    geometry = {"type": "MultiPolygon", "coordinates": [[ring, hole], [ring]]}
    shape = AreaShape(code="W", name="W", value=1, geometry=geometry)
    sent = maps.payload(AreaMap(title="t", unit="u", source="s", areas=[shape]))

    assert len(sent.areas[0].rings) == 3
    assert 'fill-rule="evenodd"' in maps.drawing(sent, "m")


def test_a_map_of_nothing_draws_nothing():
    assert "<path" not in drawn()


def test_the_shades_of_the_still_and_the_movable_map_are_the_same():
    source = (payloads.TYPES.parent / "map" / "layers.ts").read_text(encoding="utf-8")

    assert ", ".join(f'"{shade}"' for shade in maps.SHADES) in source


def test_the_types_of_the_islands_are_made_from_the_payloads():
    assert payloads.TYPES.read_text(encoding="utf-8") == payloads.typescript(), (
        "run: python -m frankpledge.ui.payloads"
    )


def test_a_payload_with_a_shape_that_has_no_type_is_refused():
    with pytest.raises(TypeError, match="plainer type"):
        payloads._word(dict[str, str])
