"""Letting go of what was told: a track record keeps it, and the key's keeper clears its box."""

import json
from datetime import timedelta

import pytest
from click.testing import CliRunner

from frankpledge.access.api import AuditEvent, NotPermitted, Protection
from frankpledge.intelligence.desk import handover, purging
from frankpledge.intelligence.models import Source, SourceIdentity
from frankpledge.intelligence.policies import may_clear_boxes
from frankpledge.intelligence.sources import custody, track_records as sources
from frankpledge.intelligence.sources.commands import source
from frankpledge.intelligence.sources.custody import NoPrivateKey
from tests.intelligence.makers import newest, tell
from tests.intelligence.test_sources import ask, decide, open_it, records, unit

__all__ = ["unit"]


def let_go(county, *, days=90):
    at = county.now + timedelta(days=days)
    [service] = purging.retention_actors(at=at)
    return purging.purge(by=service, at=at, really=True)


def hand_over_newest(county):
    return handover.transfer(
        submission_id=newest(county),
        force_reference="FP/26/1",
        by=county.actor("imogen"),
        at=county.now,
    )


def test_what_is_let_go_of_still_counts_once(unit):
    for times in (1, 2):
        tell(unit, "nia")
        hand_over_newest(unit)
        before = records(unit)
        assert before[0].items == times
    assert len(let_go(unit)) == 2

    assert records(unit) == before
    assert Source._rows.get().carried["items"] == 2


def test_whoever_has_nothing_to_do_with_sources_carries_nothing_over(unit):
    tell(unit, "nia")

    with pytest.raises(NotPermitted):
        sources.carry_over(submission_id=newest(unit), by=unit.actor("imogen"), at=unit.now)


# --- clearing boxes whose words are gone ---------------------------------------------------


def test_the_keeper_of_the_key_clears_the_boxes_of_what_is_gone(unit, keys):
    tell(unit, "nia")
    hand_over_newest(unit)
    tell(unit, "dev")
    stays = newest(unit)

    def clear(**more):
        return custody.clear_boxes(key_file=keys, at=unit.now, **more)

    assert clear(really=True) == 0
    let_go(unit)
    assert clear() == 1
    assert SourceIdentity._rows.count() == 2, "counting lets go of nothing"
    assert clear(really=True) == 1
    asked = ask(unit, stays)
    decide(unit, asked.uid)
    assert open_it(unit, keys, asked).submission == str(stays)
    assert Protection.objects.filter(kind="source_identity", state="disposed").count() == 1
    [event] = AuditEvent.objects.filter(act="intelligence.clear_boxes")
    assert event.actor == str(unit.service)
    assert clear(really=True) == 0


def test_no_box_is_cleared_without_its_key(unit, keys, tmp_path):
    tell(unit, "nia")
    hand_over_newest(unit)
    let_go(unit)

    with pytest.raises(NoPrivateKey):
        custody.clear_boxes(key_file=tmp_path / "none", at=unit.now, really=True)
    assert SourceIdentity._rows.count() == 1
    assert not may_clear_boxes(unit.actor("martin"), is_service=False)


def test_the_command_counts_unless_told_to_clear(unit, keys, monkeypatch):
    tell(unit, "nia")
    hand_over_newest(unit)
    let_go(unit)
    run = CliRunner()

    counted = run.invoke(source, ["clear", "--key", str(keys)])
    assert (counted.exit_code, counted.output) == (0, "Boxes that would be let go of: 1.\n")
    cleared = run.invoke(source, ["clear", "--key", str(keys), "--really", "--json"])
    assert json.loads(cleared.output) == {"boxes": 1, "done": True}
    refused = run.invoke(source, ["clear", "--key", "/nowhere/source.key"])
    assert refused.exit_code == 1
    assert "does not hold the private key" in refused.output
