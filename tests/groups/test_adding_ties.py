"""Ties between groups from a list: shown first, refused by the row, taken in once."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from frankpledge.access.api import AuditEvent, NotPermitted
from frankpledge.groups import adding_ties, api as groups, measuring
from frankpledge.groups.policies import Act
from frankpledge.networks.api import Format, UnusableFile
from tests.groups.makers import active, link
from tests.makers import NOW

pytestmark = pytest.mark.django_db

HEADER = "source,target,kind,grade,references,since,until\n"


@pytest.fixture
def named(cast):
    """The codenames of three active groups."""
    uids = [active(cast) for _ in range(3)]
    labels = {node.uid: node.label for node in groups.network(by=cast.actor("coordinator")).nodes}
    return [labels[uid] for uid in uids]


def shown(cast, text, who="coordinator", name="ties.csv"):
    content = text if isinstance(text, bytes) else (HEADER + text).encode()
    return adding_ties.preview_ties(content=content, name=name, by=cast.actor(who), at=NOW)


def take_in(cast, held, who="coordinator"):
    return adding_ties.add_ties(held=held, by=cast.actor(who), at=NOW)


def test_what_is_shown_is_kept_nowhere_until_it_is_taken_in_and_then_once(cast, named):
    one, two, three = named
    found = shown(
        cast,
        f"{one},{two},supplies,2B,INT/7; INT/8,2026-04-01,\n"
        f"{two.upper()},{three},works_with,1A,INT/9,2026-03-01,\n",
    )
    assert found.can_be_taken_in
    by = cast.actor("coordinator")
    assert groups.ties(by=by) == ()

    assert take_in(cast, found.held) == 2
    assert take_in(cast, found.held) == 0
    grades = sorted((tie.grade, tie.relation, tie.sources) for tie in groups.ties(by=by))
    assert grades == [("1A", "works_with", ("INT/9",)), ("2B", "supplies", ("INT/7; INT/8",))]
    assert AuditEvent.objects.filter(act=Act.ADD_TIES).count() == 2
    again = shown(cast, f"{one},{two},supplies,2B,INT/7; INT/8,2026-04-01,\n")
    assert (again.ties, again.there_already, again.can_be_taken_in) == ((), 1, False)


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("{0},Nobody Known,supplies,2B,INT/7,2026-04-01,", "No group that you may change"),
        ("{0},{1},knows,2B,INT/7,2026-04-01,", "what one is to the other"),
        ("{0},{1},supplies,,INT/7,2026-04-01,", "not graded"),
        ("{0},{1},supplies,2E,INT/7,2026-04-01,", "not graded"),
        ("{0},{1},supplies,2B,,2026-04-01,", "what it rests on"),
        ("{0},{1},supplies,2B,INT/7,,", "since when"),
        ("{0},{1},supplies,2B,INT/7,2026-12-01,", "since when"),
    ],
    ids=["unknown", "relation", "ungraded", "false", "unsourced", "undated", "to-come"],
)
def test_one_tie_that_lacks_something_keeps_all_out_and_says_which(cast, named, row, problem):
    one, two, three = named
    good = f"{two},{three},supplies,2B,INT/1,2026-04-01,\n"
    found = shown(cast, good + row.format(one, two) + "\n")

    assert [problem in each.problem for each in found.wrong] == [True]
    assert found.wrong[0].remedy
    assert (found.held, found.can_be_taken_in) == ("", False)


def test_people_are_never_taken_in_from_a_list_nor_what_has_ended(cast, named):
    group = active(cast)
    link(cast, group)
    content = measuring.export_network(form=Format.WORKBOOK, by=cast.actor("coordinator"), at=NOW)
    found = shown(cast, content, name="network.xlsx")
    assert (found.of_people, found.ties, found.wrong) == (1, (), ())

    ended = shown(cast, f"{named[0]},{named[1]},supplies,2B,INT/7,2026-03-01,2026-04-01\n")
    assert (ended.ended, ended.can_be_taken_in) == (1, False)


def test_a_file_that_is_none_gets_a_sentence(cast, named):
    for content, name in ((b"\x00\x01", "a.csv"), (b"PK\x03\x04cut short", "a.xlsx"), (b"", "a")):
        with pytest.raises(UnusableFile):
            shown(cast, content, name=name)


def test_what_was_shown_is_taken_in_by_whoever_saw_it_unaltered_and_in_time(
    cast, named, monkeypatch
):
    found = shown(cast, f"{named[0]},{named[1]},supplies,2B,INT/7,2026-04-01,\n")
    with pytest.raises(adding_ties.NotAdded, match="somebody else"):
        take_in(cast, found.held, "second_coordinator")
    with pytest.raises(adding_ties.NotAdded, match="altered"):
        take_in(cast, found.held + "x")
    monkeypatch.setattr(adding_ties, "HELD_SECONDS", -1)
    with pytest.raises(adding_ties.NotAdded, match="too old"):
        take_in(cast, found.held)
    for name in ("analyst", "lead", "csm", "board"):
        with pytest.raises(NotPermitted):
            shown(cast, "", name)
        with pytest.raises(NotPermitted):
            take_in(cast, found.held, name)


def test_the_pages(cast, named, client):
    client.force_login(cast.coordinator)
    assert "Take ties into the register" in client.get("/network/").content.decode()

    def give(text):
        held = SimpleUploadedFile("ties.csv", (HEADER + text).encode())
        return client.post("/network/ties/", {"ties": held})

    bad = give(f"{named[0]},Nobody,supplies,2B,INT/7,2026-04-01,\n")
    assert bad.status_code == 422
    assert "No group that you may change is called Nobody" in bad.content.decode()
    faulty = give("a,b,supplies,2B,INT/7,yesterday,\n")
    assert faulty.status_code == 422
    assert "Faults by row and column" in faulty.content.decode()

    page = give(f"{named[0]},{named[1]},supplies,2B,INT/7,2026-04-01,\n")
    assert "Take them in" in page.content.decode()
    held = page.context["shown"].held
    answer = client.post("/network/ties/take-in/", {"held": held}, follow=True)
    assert "Ties taken into the register: 1" in answer.content.decode()
    answer = client.post("/network/ties/take-in/", {"held": "made up"}, follow=True)
    assert "too old or was altered" in answer.content.decode()
    client.force_login(cast.analyst)
    assert client.get("/network/ties/").status_code == 403
    assert client.post("/network/ties/take-in/", {"held": held}).status_code == 403
