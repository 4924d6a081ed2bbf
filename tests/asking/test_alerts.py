"""Alerts: for districts and roles, opened, acknowledged, over, and recalled from everybody."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from frankpledge.access.api import AuditEvent, NotFound, NotPermitted
from frankpledge.asking import alerts, clocks
from frankpledge.asking.alerts import NotForThem
from frankpledge.asking.rules import UnknownChoice
from frankpledge.intelligence.giving import cards
from tests.asking.makers import NOON, Asking

LAST = date(2026, 5, 15)


def listed(asking: Asking, name: str, at: datetime = NOON) -> list:
    return [each.uid for each in alerts.listed(by=asking.actor(name, at), at=at)]


def opened(asking: Asking, uid, name: str, at: datetime = NOON):
    return alerts.open_alert(alert_id=uid, by=asking.actor(name, at), at=at)


def test_an_official_alert_goes_to_everybody_in_the_district_contributors_too(asking: Asking):
    uid = asking.alert()

    for name in ("dev", "nia", "asha", "sam"):
        assert listed(asking, name) == [uid], name
    assert listed(asking, "noel") == [], "he works in the other district"


def test_a_sensitive_alert_goes_by_name_to_a_role_and_no_further(asking: Asking):
    uid = asking.alert(marking="sensitive", roles=["csm"])

    assert listed(asking, "asha") == listed(asking, "avis") == [uid]
    for name in ("dev", "nia", "sam", "noel"):
        assert listed(asking, name) == [], name
        with pytest.raises(NotFound):
            opened(asking, uid, name)
        assert asking.client(name).get(f"/asking/alerts/{uid}/").status_code == 404


def test_contributors_never_get_what_is_sensitive(asking: Asking):
    with pytest.raises(NotForThem, match="OFFICIAL alerts only"):
        asking.alert(marking="sensitive", roles=["csm", "contributor"])
    with pytest.raises(NotForThem, match="Choose the roles"):
        asking.alert(marking="sensitive")


def test_an_alert_can_go_to_one_agency_only(asking: Asking):
    uid = asking.alert(agencies=[asking.agency("fallow-fire")])

    assert listed(asking, "sam") == [uid]
    assert listed(asking, "asha") == []


@pytest.mark.parametrize(
    ("changed", "error"),
    [
        ({"expires_on": date(2026, 4, 16)}, NotForThem),
        ({"signs": ["  "]}, UnknownChoice),
        ({"roles": ["administrator"]}, NotForThem),
        ({"roles": ["county_team"]}, NotForThem),
    ],
)
def test_an_alert_that_goes_nowhere_is_refused(asking: Asking, changed, error):
    with pytest.raises(error):
        asking.alert(**changed)


def test_only_the_unit_issues_alerts(asking: Asking):
    with pytest.raises(NotPermitted, match="Only the intelligence unit"):
        asking.alert("asha")


def test_that_it_was_opened_and_acknowledged_is_seen_by_the_unit_alone(asking: Asking):
    uid = asking.alert(marking="sensitive", roles=["csm"])
    assert [line.is_new for line in alerts.new_alerts(asking.actor("asha"), NOON)] == [True]
    facts = opened(asking, uid, "asha")
    alerts.acknowledge_alert(alert_id=uid, by=asking.actor("asha"), at=NOON)

    assert facts.reach is None
    assert alerts.new_alerts(asking.actor("asha"), NOON) == ()
    reach = opened(asking, uid, "imogen").reach
    assert reach is not None
    assert (reach.meant_for, reach.opened, reach.acknowledged) == (2, 1, 1)
    with pytest.raises(NotPermitted, match="have acknowledged"):
        alerts.acknowledge_alert(alert_id=uid, by=asking.actor("asha"), at=NOON)
    with pytest.raises(NotPermitted, match="Those who receive it"):
        alerts.acknowledge_alert(alert_id=uid, by=asking.actor("imogen"), at=NOON)


@pytest.mark.parametrize(("marking", "roles"), [("official", []), ("sensitive", ["csm"])])
def test_an_alert_is_over_after_its_last_day(asking: Asking, marking, roles):
    uid = asking.alert(marking=marking, roles=roles)
    last = datetime.combine(LAST, time(23, 59), clocks.HERE)
    after = datetime.combine(LAST + timedelta(days=1), time(0), clocks.HERE)

    assert listed(asking, "asha", last) == [uid]
    assert listed(asking, "asha", after) == []
    with pytest.raises(NotFound):
        opened(asking, uid, "asha", after)
    assert listed(asking, "imogen", after) == [uid]


@pytest.mark.parametrize(("marking", "roles"), [("official", []), ("sensitive", ["csm"])])
def test_a_recall_takes_it_from_everybody_and_starts_the_breach_clock(
    asking: Asking, marking, roles
):
    uid = asking.alert(marking=marking, roles=roles)
    opened(asking, uid, "asha")
    recalled = NOON + timedelta(minutes=1)
    by = asking.actor("imogen", recalled)

    assert alerts.recall_alert(alert_id=uid, why="Wrong group", by=by, at=recalled) == 1

    for name in ("asha", "avis", "nia", "dev"):
        assert listed(asking, name, recalled) == []
        with pytest.raises(NotFound):
            opened(asking, uid, name, recalled)
    reach = opened(asking, uid, "imogen", recalled).reach
    assert reach is not None
    assert reach.opened_before_recall == 1
    assert reach.opened_by[0].startswith("Asha Person")
    assert reach.breach_due_at == recalled + timedelta(hours=72)
    with pytest.raises(NotPermitted, match="has been recalled"):
        alerts.recall_alert(alert_id=uid, why="Again", by=by, at=recalled)


def test_only_the_unit_recalls(asking: Asking):
    uid = asking.alert()

    with pytest.raises(NotPermitted):
        alerts.recall_alert(alert_id=uid, why="x", by=asking.actor("asha"), at=NOON)


def test_the_list_asks_the_database_as_often_for_many_as_for_few(asking: Asking, stopped_at):
    stopped_at(NOON)
    client = asking.client("nia")

    def cost() -> int:
        client.get("/asking/alerts/")
        with CaptureQueriesContext(connection) as queries:
            assert client.get("/asking/alerts/").status_code == 200
        return len(queries)

    asking.alert()
    few = cost()
    for _ in range(5):
        asking.alert()

    assert cost() == few


def test_whoever_tells_by_a_card_is_shown_what_is_official_and_nothing_else(asking: Asking, keys):
    asking.alert()
    asking.alert(title="For managers", roles=["csm"])
    asking.alert(title="Sensitive matter", marking="sensitive", roles=["csm", "practitioner"])
    asking.alert(title="For the fire service", agencies=[asking.agency("fallow-fire")])
    recalled = asking.alert(title="Taken back")
    alerts.recall_alert(alert_id=recalled, why="wrong", by=asking.actor("imogen"), at=NOON)
    scanned = cards.scanned(asking.county.card, at=NOON)

    shown = alerts.look_outs(by=scanned.actor, at=NOON)

    assert [each.title for each in shown] == ["Homes taken over"]
    assert shown[0].signs == ("New locks", "The tenant is not seen")
    over = datetime(2026, 5, 16, 12, tzinfo=UTC)
    assert alerts.look_outs(by=cards.scanned(asking.county.card, at=over).actor, at=over) == ()
    assert alerts.look_outs(by=asking.actor("petra"), at=NOON) == ()


def test_the_page_of_a_card_says_what_to_look_out_for(asking: Asking, keys, stopped_at):
    stopped_at(NOON)
    asking.alert()
    words = Client().get(f"/intelligence/card/{asking.county.card}/").content.decode()

    assert "Look out for: Homes taken over" in words
    assert "New locks" in words
    # The record says in which half hour a card was looked at, and no nearer.
    [event] = AuditEvent.objects.filter(act="asking.list_alerts")
    assert event.at.minute in (0, 30)
