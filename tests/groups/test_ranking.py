"""Rank ranges of a network too large for a page: asked for, done behind it, shown on it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from frankpledge.access.api import NotPermitted
from frankpledge.groups import api as groups, measuring, ranking
from frankpledge.groups.charting import Asked
from frankpledge.work import carrying_on
from frankpledge.work.api import State, progress
from tests.groups.makers import active, link
from tests.makers import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def large(cast, monkeypatch, settings, tmp_path):
    """A chain of three groups that no page works out the ranks of."""
    settings.FRANKPLEDGE_HOME = tmp_path
    monkeypatch.setattr(measuring, "MOST_WORK", 0)
    monkeypatch.setattr(measuring, "MOST_COUNTED", 0)
    measuring._worked_out.cache_clear()
    one, two, three = active(cast), active(cast), active(cast)
    for left, right in ((one, two), (two, three)):
        groups.link_group(
            group_id=left,
            other=str(right),
            relation="supplies",
            source_grade=2,
            intelligence_grade="B",
            source="INT/3",
            from_on=NOW.date() - timedelta(days=3),
            by=cast.actor("coordinator"),
            at=NOW,
        )
    yield cast
    measuring._worked_out.cache_clear()


def asked(cast, who: str = "coordinator"):
    return ranking.rank_network(asked=Asked(on=NOW.date()), by=cast.actor(who), at=NOW)


def carry_on() -> None:
    assert carrying_on.carry_on_one(at=NOW, beating=False)


def test_ranks_are_worked_out_behind_the_page_and_shown_on_it(large):
    by = large.actor("coordinator")
    before = measuring.measured(by=by)
    assert (before.runs, before.ranking) == (0, None)
    assert {line.rank for line in before.nodes} == {None}

    job = asked(large)
    assert asked(large) == job
    assert measuring.measured(by=by).ranking.uid == job
    carry_on()

    after = measuring.measured(by=by)
    assert after.runs == 100
    assert all(line.betweenness is not None for line in after.nodes)
    best = max(after.nodes, key=lambda line: line.betweenness)
    assert best.rank[0] == 1
    # Somebody else's work is nobody else's, even of the same network.
    assert measuring.measured(by=large.actor("analyst")).ranking is None


def test_of_a_network_that_has_changed_meanwhile_nothing_is_given(large):
    job = asked(large)
    link(large, active(large))
    carry_on()

    found = progress(job_id=job, by=large.actor("coordinator"))
    assert (found.state, found.sentence) == (State.FAILED, ranking.CHANGED)


def test_ranks_go_on_from_what_was_kept(large, monkeypatch):
    monkeypatch.setattr(ranking, "KEPT_EVERY_SECONDS", 0.0)
    job = asked(large)
    made = ranking.networks.carried_on
    times = []

    def killed_once(*given, **options):
        times.append(given[0].done)
        if len(times) == 4:
            raise SystemExit
        return made(*given, **options)

    monkeypatch.setattr(ranking.networks, "carried_on", killed_once)
    with pytest.raises(SystemExit):
        carry_on()
    carrying_on.Job.objects.update(lease_until=NOW - timedelta(days=365))
    carry_on()

    assert times[3] == times[4] > 0
    assert progress(job_id=job, by=large.actor("coordinator")).state == State.DONE


def test_nobody_who_may_not_read_the_network_asks_for_ranks(large):
    for name in ("lead", "partner_lead", "csm", "board"):
        with pytest.raises(NotPermitted):
            asked(large, name)


def test_the_page_offers_it_and_leads_to_how_far_it_is(large, client):
    client.force_login(large.coordinator)
    page = client.get("/network/").content.decode()
    assert "Work out the rank ranges" in page

    day = NOW.date()
    sent = {"on_day": day.day, "on_month": day.month, "on_year": day.year}
    answer = client.post("/network/ranks/", sent)
    assert answer.status_code == 302
    assert "Rank ranges of a network" in client.get(answer.url).content.decode()
    assert "See how far the rank ranges are" in client.get("/network/").content.decode()
    carry_on()
    page = client.get(answer.url).content.decode()
    assert "Go back to where you asked for it" in page
    assert client.get(f"{answer.url}files/0/").status_code == 404
    assert "Over 100 runs" in client.get("/network/").content.decode()
    assert client.post("/network/ranks/", {"on_day": "40"}).status_code == 404

    client.force_login(large.csm)
    assert client.post("/network/ranks/", sent).status_code == 403
