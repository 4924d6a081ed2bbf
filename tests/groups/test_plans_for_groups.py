"""Plans for mapped groups: chased until they are made, and held up by what is not assessed."""

from __future__ import annotations

import pytest

from frankpledge.access.api import Kind, Ref
from frankpledge.groups import api as groups, register
from frankpledge.kernel import DomainError
from frankpledge.plans import api as plans
from frankpledge.plans.planning import HeldUp
from tests.groups.makers import DISTRICT, active, put_forward
from tests.makers import NOW, later

pytestmark = pytest.mark.django_db


def test_a_plan_is_chased_until_one_is_made_that_the_reader_may_see(cast):
    group = active(cast, tier="T4")
    soon, late = later(days=10), later(days=20)

    def waits(at, who="coordinator"):
        return [(x.what, x.is_late) for x in groups.awaiting(cast.actor(who, at), at)]

    def stops(who="coordinator"):
        return register.page(group_id=group, by=cast.actor(who, late), at=late).line.stops

    assert waits(NOW) == []
    assert waits(soon) == [("Make its plan", False)]
    assert waits(late) == [("Make its plan", True)]
    assert stops() == ("Its plan is late: none has been made that you may see.",)

    plans.make_plan(
        level="threat",
        title="What is sold behind the shop",
        area=DISTRICT,
        starts_on=NOW.date(),
        ends_on=later(days=90).date(),
        safeguarding="Tenants are asked first, and safeguarding says stop",
        arises_from=[Ref(kind=Kind.GROUP, uid=group)],
        by=cast.actor("coordinator", soon),
        at=soon,
    )
    assert waits(late) == []
    assert stops() == ()
    # Somebody who may not see the plan is told what they would be told if there were none.
    assert stops("lead") == ("Its plan is late: none has been made that you may see.",)


def test_no_plan_is_made_on_what_has_waited_too_long_but_to_keep_somebody_safe(cast):
    group, late = put_forward(cast), later(days=29)
    given = {
        "level": "threat",
        "title": "What is sold behind the shop",
        "area": DISTRICT,
        "starts_on": late.date(),
        "ends_on": later(days=90).date(),
        "safeguarding": "Tenants are asked first, and safeguarding says stop",
        "arises_from": [Ref(kind=Kind.GROUP, uid=group)],
        "by": cast.actor("coordinator", late),
        "at": late,
    }
    for kept_out in ({}, {"ground": "ordinary"}):
        with pytest.raises(HeldUp, match="more than 28 days"):
            plans.make_plan(**given, **kept_out)
    with pytest.raises(DomainError, match="Choose why"):
        plans.make_plan(**given, ground="boredom")
    for ground in ("safeguarding", "threat_to_life"):
        assert plans.make_plan(**given, ground=ground)
    in_time = {**given, "by": cast.actor("coordinator"), "at": NOW}
    assert plans.make_plan(**in_time)
