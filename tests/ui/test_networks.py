"""Pictures of networks: nothing is left out, no name is hidden, colour is never the only sign."""

import html
import json
import re
from dataclasses import replace
from itertools import combinations
from typing import NamedTuple, Self

from django.template import Context, Template
from hypothesis import given, strategies as st

from frankpledge.ui import networks
from frankpledge.ui.api import DrawnNode, DrawnTie, NetworkPicture


def picture(many: int) -> NetworkPicture:
    nodes = [
        DrawnNode(
            name=f"Node <{n}>",
            told="2 ties.",
            x=n / max(many - 1, 1),
            y=0.5,
            community=n % 12 + 1,
            size=n / many,
            square=n == 0,
            cut=n == 1,
            href=f"?node={n}",
        )
        for n in range(many)
    ]
    ties = [DrawnTie(one=n, other=n + 1, bridge=n == 0) for n in range(many - 1)]
    return NetworkPicture(title="Ties </script>", source="s", nodes=nodes, ties=ties)


def drawn(many: int) -> str:
    return Template("{% load ui %}{% network picture %}").render(
        Context({"picture": picture(many)})
    )


def test_the_drawing_holds_every_node_and_every_tie():
    made = networks.drawing(picture(12))

    assert made.count("data-node=") == 12
    assert made.count("data-tie=") == 11
    assert "Node &lt;3&gt;. 2 ties." in made
    assert "12 nodes and 11 ties; the same are in the tables" in made


def test_an_articulation_point_is_ringed_a_bridge_is_dashed_and_a_group_is_square():
    made = networks.drawing(picture(5))

    assert made.count('fill="none"') == 1
    assert made.count("stroke-dasharray") == 1
    assert made.count("<rect") == 1


class Covered(NamedTuple):
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Self) -> bool:
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )


def names_of(svg: str) -> dict[int, Covered]:
    """What each name covers, by its node, as a browser would write it in 12 pixels."""
    found = {}
    for number, x, y, anchor, name in re.findall(
        r'<text data-name="(\d+)" x="([^"]+)" y="([^"]+)" text-anchor="(\w+)"[^>]*>([^<]*)<', svg
    ):
        wide = 6 * len(html.unescape(name))
        left = float(x) - wide * {"start": 0, "middle": 0.5, "end": 1}[anchor]
        found[int(number)] = Covered(left, float(y) - 9, left + wide, float(y) + 2)
    return found


def shapes_of(svg: str) -> list[Covered]:
    circles = re.findall(r'<circle cx="([^"]+)" cy="([^"]+)" r="([^"]+)"', svg)
    squares = re.findall(r'<rect x="([^"]+)" y="([^"]+)" width="([^"]+)"', svg)
    made = [(x - r, y - r, 2 * r) for x, y, r in (map(float, each) for each in circles)]
    made += [(x, y, wide) for x, y, wide in (map(float, each) for each in squares)]
    return [Covered(x, y, x + wide, y + wide) for x, y, wide in made]


places = st.tuples(st.floats(0, 1), st.floats(0, 1), st.floats(0, 1), st.booleans(), st.booleans())


@given(st.lists(places, max_size=70))
def test_no_name_stands_on_another_on_a_shape_or_over_the_edge(placed):
    nodes = [
        DrawnNode(name=f"Atlas {n}", told="", x=x, y=y, community=1, size=size, square=square,
                  cut=cut)
        for n, (x, y, size, square, cut) in enumerate(placed)
    ]  # fmt: skip
    svg = networks.drawing(NetworkPicture(title="t", source="s", nodes=nodes, ties=[]))
    names, shapes = names_of(svg), shapes_of(svg)

    assert not any(one.meets(other) for one, other in combinations(names.values(), 2))
    assert not any(name.meets(shape) for name in names.values() for shape in shapes)
    within = [min(name.left, name.top) >= 0 for name in names.values()]
    within += [name.right <= networks.WIDTH for name in names.values()]
    within += [name.bottom <= networks.HEIGHT for name in names.values()]
    assert all(within)
    assert len(names) <= networks.MOST_NAMES


def test_the_chief_nodes_are_named_first_and_it_is_said_when_a_name_has_no_room():
    def crowd(many: int) -> NetworkPicture:
        nodes = [DrawnNode(name=f"Person {n}", told="", x=0.5, y=0.5, community=1, size=n / 90,
                           square=n == 3, cut=n == 7) for n in range(many)]  # fmt: skip
        return NetworkPicture(title="t", source="s", nodes=nodes, ties=[])

    alone = Template("{% load ui %}{% network picture %}").render(Context({"picture": crowd(1)}))
    assert "has no room" not in alone
    assert list(names_of(networks.drawing(crowd(1)))) == [0]
    assert list(names_of(networks.drawing(crowd(9)))) == [7]  # whose ring reaches furthest
    spread = [replace(node, x=n % 10 / 9, y=n // 10 / 7) for n, node in enumerate(crowd(80).nodes)]
    many = replace(crowd(80), nodes=spread)
    assert {3, 7, 79} < set(names_of(networks.drawing(many)))
    assert 0 not in names_of(networks.drawing(many))
    assert "A name that has no room is left out" in Template(
        "{% load ui %}{% network picture %}"
    ).render(Context({"picture": many}))


def test_where_many_are_drawn_each_is_drawn_smaller_and_none_too_small_to_see():
    def smallest(many: int) -> float:
        return min(each.right - each.left for each in shapes_of(networks.drawing(picture(many))))

    assert smallest(80) == smallest(2) == 11
    assert 4.5 < smallest(400) == smallest(500) < smallest(200) < smallest(80)


def test_communities_beyond_those_that_can_be_told_apart_share_a_colour():
    assert networks.colour_of(9) == networks.colour_of(400) == networks.OTHER_COLOUR
    assert len({networks.colour_of(number) for number in range(1, 9)}) == 8
    assert "Other communities" in drawn(12)
    assert "Other communities" not in drawn(8)


def test_the_payload_cannot_end_its_own_element_and_says_the_same():
    made = drawn(3)
    sent = json.loads(made.split('type="application/json">')[1].split("</script>")[0])

    assert sent["title"] == "Ties </script>"
    assert sent["ties"] == [[0, 1], [1, 2]]
    assert [node["name"] for node in sent["nodes"]] == ["Node <0>", "Node <1>", "Node <2>"]


def test_everything_stands_inside_the_picture():
    made = networks.drawing(picture(9))
    across = [float(part.split('"')[0]) for part in made.split('x1="')[1:]]

    assert min(across) >= networks.MARGIN
    assert max(across) <= networks.WIDTH - networks.MARGIN


def test_a_network_of_nothing_is_drawn_as_nothing():
    assert "data-node" not in drawn(0)
