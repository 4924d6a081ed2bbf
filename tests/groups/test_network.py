"""What ties groups together: graded, dated and sourced, as at any day."""

from __future__ import annotations

from datetime import timedelta

import pytest

from frankpledge.access.api import NotPermitted
from frankpledge.groups import api as groups
from tests.groups.makers import active, link
from tests.makers import NOW, later

pytestmark = pytest.mark.django_db


def test_a_tie_carries_the_weakest_grade_behind_it_and_every_source(cast):
    group = active(cast)
    link(cast, group, source="INT/1", source_grade=1, intelligence_grade="A")
    link(cast, group, source="INT/2", source_grade=3, intelligence_grade="C")
    (tie,) = groups.ties(by=cast.actor("coordinator"))

    assert (tie.weight, tie.grade, tie.sources) == (2, "3C", ("INT/1", "INT/2"))
    assert tie.right == group
    found = groups.network(by=cast.actor("coordinator"))
    assert {node.uid for node in found.nodes} == {tie.left, tie.right}
    assert not any("NOM" in node.label for node in found.nodes)


def test_d_is_left_out_unless_asked_for_and_e_always(cast):
    group = active(cast)
    link(cast, group, intelligence_grade="D")
    by = cast.actor("coordinator")

    assert groups.ties(by=by) == ()
    assert len(groups.ties(by=by, grades="ABCDE")) == 1
    assert groups.ties(by=by, grades="E") == ()


def test_a_tie_is_there_from_its_first_day_until_it_ended(cast):
    group = active(cast)
    one = link(cast, group)
    groups.end_link(link_id=one, why="Left", by=cast.actor("coordinator"), at=NOW)
    by, first = cast.actor("coordinator"), NOW.date() - timedelta(days=30)

    assert groups.ties(by=by, on=first - timedelta(days=1)) == ()
    assert len(groups.ties(by=by, on=first)) == 1
    assert len(groups.ties(by=by, on=NOW.date() - timedelta(days=1))) == 1
    assert groups.ties(by=by, on=NOW.date()) == ()


def test_groups_are_tied_to_groups_and_one_can_be_looked_at_with_what_is_near(cast):
    one, two, three = active(cast), active(cast), active(cast)
    by = cast.actor("coordinator")
    for left, right in ((one, two), (two, three)):
        groups.link_group(
            group_id=left,
            other=str(right),
            relation="supplies",
            source_grade=2,
            intelligence_grade="B",
            source="INT/3",
            from_on=NOW.date(),
            by=by,
            at=NOW,
        )

    assert len(groups.ties(by=by)) == 2
    near = groups.network(by=by, around=one)
    assert {node.uid for node in near.nodes} == {one, two}
    assert len(near.ties) == 1


def test_the_network_is_never_shown_to_lead_officers_or_partners(cast):
    active(cast)
    for name in ("lead", "partner_lead", "csm", "practitioner", "board", "governance"):
        with pytest.raises(NotPermitted):
            groups.network(by=cast.actor(name))


def test_the_look_is_recorded(cast):
    from frankpledge.access.api import AuditEvent

    active(cast)
    groups.network(by=cast.actor("analyst", later(days=1)))

    assert AuditEvent.objects.filter(act="groups.read_network").count() == 1
