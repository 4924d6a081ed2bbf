"""Pictures of networks: nothing is left out, no name is hidden, colour is never the only sign."""

import json

from django.template import Context, Template

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


def test_names_are_written_while_they_can_be_read_and_it_is_said_when_not():
    assert networks.drawing(picture(30)).count("<text") == 30
    assert networks.drawing(picture(31)).count("<text") == 2
    assert networks.drawing(picture(151)).count("<text") == 0
    assert "Not every name is in the picture" in drawn(31)
    assert "Not every name is in the picture" not in drawn(30)


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
