"""What is written down before anybody acts on an articulation point or a bridge, and kept."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape

import pytest
from django.db import DatabaseError, transaction

from frankpledge.access.api import AuditEvent, Kind, NotFound, NotPermitted, Protection
from frankpledge.groups import api as groups, cutting, measuring
from frankpledge.groups.charting import Asked
from frankpledge.groups.models import CutNote
from frankpledge.groups.policies import Act
from tests.groups.makers import active
from tests.makers import NOW, later

TODAY = Asked(on=NOW.date())
pytestmark = pytest.mark.django_db


@pytest.fixture
def chain(cast):
    """Three groups, the middle one holding the two others together."""
    uids = [active(cast) for _ in range(3)]
    for left, right in ((uids[0], uids[1]), (uids[1], uids[2])):
        groups.link_group(
            group_id=left,
            other=str(right),
            relation="supplies",
            source_grade=2,
            intelligence_grade="B",
            source="INT/3",
            from_on=NOW.date(),
            by=cast.actor("coordinator"),
            at=NOW,
        )
    nodes = {node.uid: node for node in groups.network(by=cast.actor("coordinator")).nodes}
    return [nodes[uid].reference for uid in uids]


def write(cast, references, who="analyst", **changed):
    words = {"text": "Two others wait to take its place", "may_raise": True} | changed
    return cutting.note_cut(references=references, asked=TODAY, by=cast.actor(who), at=NOW, **words)


def test_what_an_analyst_wrote_stands_beside_the_point_for_whoever_sees_it(cast, chain):
    write(cast, [chain[1]])
    found = measuring.measured(by=cast.actor("coordinator"))

    (ends,) = found.notes
    assert ends == {chain[1]}
    assert found.notes[ends].text == "Two others wait to take its place"
    assert AuditEvent.objects.filter(act=Act.NOTE_CUT).count() == 1


def test_a_bridge_is_the_same_from_either_end_and_the_latest_note_is_shown(cast, chain):
    write(cast, [chain[0], chain[1]])
    cutting.note_cut(
        references=[chain[1], chain[0]],
        asked=TODAY,
        text="They have parted since",
        may_raise=False,
        by=cast.actor("coordinator", later(days=1)),
        at=later(days=1),
    )
    about = cutting.cut(references=[chain[0], chain[1]], asked=TODAY, by=cast.actor("analyst"))

    assert about.is_bridge
    assert [note.text for note in about.notes] == [
        "They have parted since",
        "Two others wait to take its place",
    ]
    found = measuring.measured(by=cast.actor("analyst"))
    assert found.notes[frozenset(chain[:2])].text == "They have parted since"


def test_nothing_is_written_of_what_holds_nothing_together(cast, chain):
    for references in ([chain[0]], [chain[0], chain[2]], ["NONE-0000"], []):
        with pytest.raises(NotFound):
            write(cast, references)


def test_who_may_not_is_told_and_half_a_note_is_none(cast, chain):
    for name in ("officer", "lead", "partner_lead", "csm", "board"):
        with pytest.raises(NotPermitted):
            write(cast, [chain[1]], name)
    with pytest.raises(cutting.NotNoted, match="Write down why"):
        write(cast, [chain[1]], text=" ")
    with pytest.raises(cutting.NotNoted, match="at most"):
        write(cast, [chain[1]], text="x" * 1_001)
    with pytest.raises(cutting.NotNoted, match="may raise violence"):
        write(cast, [chain[1]], may_raise=None)
    assert not CutNote.objects.exists()


def leads_to(page: str) -> list[str]:
    return [unescape(each) for each in re.findall(r'href="(/network/notes/[^"]*)"', page)]


def test_what_holds_together_around_one_group_or_on_another_day_is_written_of_there(
    cast, chain, client
):
    # With a tie between the ends nothing holds the three together but the ties of one day.
    by = cast.actor("coordinator")
    uid = {node.reference: node.uid for node in groups.network(by=by).nodes}
    groups.link_group(
        group_id=uid[chain[0]],
        other=str(uid[chain[2]]),
        relation="supplies",
        source_grade=2,
        intelligence_grade="D",
        source="INT/4",
        from_on=NOW.date() - timedelta(days=9),
        by=by,
        at=NOW,
    )
    client.force_login(cast.analyst)
    assert leads_to(client.get("/network/?d=on").content.decode()) == []
    past = NOW.date() - timedelta(days=3)
    day = f"on_day={past.day}&on_month={past.month}&on_year={past.year}"
    around = f"/network/around/{uid[chain[1]]}/"
    for page in (around, "/network/"):
        (address,) = [
            each for each in leads_to(client.get(page).content.decode()) if each.count("end=") == 1
        ]
        assert client.get(address).status_code == 200
        sent = client.post(address, {"text": "Two others wait", "may_raise": "yes"})
        assert sent.url.startswith(page)
        assert "Two others wait" in client.get(sent.url).content.decode()
    assert client.get(f"/network/notes/?end={chain[1]}&{day}").status_code == 404
    assert client.get(f"/network/notes/?end={chain[1]}&d=on").status_code == 404


def test_whoever_may_not_write_reads_and_is_led_nowhere(cast, chain, client):
    write(cast, [chain[1]])
    client.force_login(cast.officer)
    page = client.get("/network/").content.decode()
    assert leads_to(page) == []
    assert "Two others wait to take its place" in page


def test_a_note_is_never_rewritten(cast, chain):
    write(cast, [chain[1]])

    with pytest.raises(DatabaseError, match="never rewritten"), transaction.atomic():
        CutNote.objects.update(text="something else")


def test_a_note_on_what_is_restricted_is_its_writers_alone(cast, chain):
    uid = next(
        node.uid
        for node in groups.network(by=cast.actor("coordinator")).nodes
        if node.reference == chain[1]
    )
    note = write(cast, [chain[1]])
    assert Protection.objects.get(uid=note).kind == Kind.COMMENT
    assert measuring.measured(by=cast.actor("supervisor")).notes
    Protection.objects.filter(uid=uid).update(restricted=True)
    assert not measuring.measured(by=cast.actor("supervisor")).notes


def test_the_page_and_the_table(cast, chain, client):
    client.force_login(cast.analyst)
    page = client.get("/network/").content.decode()
    assert "Not written yet" in page
    address = f"/network/notes/?end={chain[1]}"
    page = client.get(address).content.decode()
    assert "Nothing has been written yet" in page
    assert "may raise violence" in page
    assert client.post(address, {"text": ""}).status_code == 422

    sent = client.post(address, {"text": "Two others wait", "may_raise": "yes"}, follow=True)
    assert "Two others wait" in sent.content.decode()
    assert "It may" in sent.content.decode()
    assert client.get("/network/notes/?end=NONE-0000").status_code == 404
    assert client.get("/network/notes/").status_code == 404
    client.force_login(cast.lead)
    assert client.get(address).status_code == 403
