"""From any action, finding, figure or page, nobody outside the unit comes upon a submission.

The worlds of the twin test are played with everything in them. Everybody but the unit opens every
page that there is, from whatever it may be about, and looks for what was told by other agencies:
for its identity, its reference and its receipt, however written; and follows every link.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.utils.http import urlencode

from frankpledge.access.api import Kind, Link, Purpose, Role, links_of, new_reference
from frankpledge.intelligence.models import Receipt, Report, Submission
from tests.architecture import twin_stories as told
from tests.architecture.test_twin_worlds import (
    ABSENT,
    ASKED,
    NONCES,
    _time_stands_still,
    counted,
    figures,
    paths_of,
    world_of,
)
from tests.architecture.twin_world import NOW, World
from tests.makers import as_actor, make_person

# On one database: that both let the same records through is shown by the tests of `access`.
pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]

__all__ = ["_time_stands_still", "counted", "figures"]

SEED = 1
READERS = ("csm", "ocg_coordinator")
MORE_READERS = (
    "safety",
    "analyst",
    "county_team",
    "tenancy",
    "neighbour",
    "lead_officer",
    "council_lawyer",
    "board_member",
    "administrator",
)
ROLES = (
    Role.COUNTY_TEAM,
    Role.LEAD_OFFICER,
    Role.OCG_COORDINATOR,
    Role.COUNCIL_LAWYER,
    Role.BOARD_MEMBER,
    Role.ADMINISTRATOR,
)
"""Posts that may see much of the area, held by people of an agency that told nothing."""
UPSTREAM = (Submission, Report, Receipt)
HREF = re.compile(r'(?:href|action|src)="(/[^"#]*)')


@pytest.fixture
def world(_time_stands_still) -> World:
    world = world_of(SEED, with_hidden=True)
    there = world.people["neighbour"].agency
    for role in ROLES:
        purpose = Purpose.OVERSIGHT if role == Role.BOARD_MEMBER else Purpose.PARTNERSHIP_WORKING
        world.people[role.value] = make_person(
            there, role, name=role.value, force_wide=True, vetting=4, purpose=purpose
        )
    return world


def signed_in(world: World, name: str) -> Client:
    client = Client()
    client.force_login(world.people[name])
    session = client.session
    session["purpose"] = world.people[name].usual_purpose
    session.save()
    return client


def kept_from(world: World, name: str) -> dict[UUID, str]:
    """What was told and made of it that somebody may not open, with its reference."""
    actor = as_actor(world.people[name], at=NOW)
    found: dict[UUID, str] = {}
    for model in UPSTREAM:
        open_to_them = set(model.open_to(actor).values_list("pk", flat=True))
        for row in model._rows.exclude(pk__in=open_to_them):
            found[row.pk] = row.reference
    return found


def ways_to_write(uid: UUID, reference: str) -> Iterator[bytes]:
    """How an identity or a reference may stand in a page, an address or a picture."""
    yield from (str(uid).encode(), uid.hex.encode(), reference.encode())
    yield reference.replace("-", "").encode()
    yield base64.b64encode(uid.bytes).rstrip(b"=")
    yield base64.urlsafe_b64encode(uid.bytes).rstrip(b"=")
    yield str(uid.int).encode()


def asked_by(world: World, secrets: dict[UUID, str]) -> list[str]:
    """Every address, about everything there is, that does not itself name what is kept secret."""
    named = {str(uid) for uid in (*secrets, ABSENT)}
    paths = [path for address in ASKED for path, _ in paths_of(address, world)]
    return [path for path in paths if not any(name in path for name in named)]


def read(client: Client, path: str) -> bytes:
    answer = client.get(path)
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    for nonce in NONCES:
        body = nonce.sub(b"a nonce", body)
    return body + str(sorted(answer.headers.items())).encode()


@pytest.mark.parametrize("name", READERS)
def test_no_page_from_anywhere_names_or_leads_to_what_was_told(world, name):
    open_everything(world, name)


@pytest.mark.thorough
@pytest.mark.parametrize("name", MORE_READERS)
def test_no_page_leads_anybody_else_there_either(world, name):
    open_everything(world, name)


def open_everything(world, name):
    """Open every page and follow every link, and find nothing of what was told."""
    secrets = kept_from(world, name)
    assert len(secrets) >= 6, "there is nothing to find"
    forbidden = {way for pair in secrets.items() for way in ways_to_write(*pair)}
    client = signed_in(world, name)
    waiting = asked_by(world, secrets)
    asked, found = set[str](), []
    while waiting:
        path = waiting.pop()
        if path in asked:
            continue
        asked.add(path)
        body = read(client, path)
        found += [f"{path}: {way!r}" for way in forbidden if way in body]
        if "/entities/pairs/" not in path:
            led = {
                link.replace("&amp;", "&") for link in HREF.findall(body.decode(errors="ignore"))
            }
            waiting += [link for link in led if "/sign-out" not in link and "/static" not in link]

    assert found == []
    assert len(asked) > 100


@pytest.mark.parametrize("name", ["csm", "ocg_coordinator"])
def test_looking_for_what_was_told_finds_what_looking_for_nothing_finds(world, name):
    """A reference, an identity and words of it, in every box that looks for something."""
    client = signed_in(world, name)
    boxes = ("/search/", "/problems/", "/entities/", "/plans/", "/intelligence/products/")

    def looked_for(words: str) -> list[bytes]:
        answers = []
        for box in boxes:
            for asked in ({"words": words}, {"words": words, "order": "closest"}):
                body = read(client, f"{box}?{urlencode(asked)}")
                answers.append(
                    body.replace(words.encode(), b"").replace(
                        urlencode({"": words})[1:].encode(), b""
                    )
                )
        return answers

    nothing = looked_for(new_reference())
    for uid, reference in kept_from(world, name).items():
        assert looked_for(reference) == nothing
        assert looked_for(str(uid)) == looked_for(str(uuid4()))


def test_no_link_that_somebody_may_see_has_what_was_told_at_either_end(world):
    for name in (*READERS, *MORE_READERS):
        actor = as_actor(world.people[name], at=NOW)
        secrets = set(kept_from(world, name))
        for row in Link.open_to(actor):
            assert not {row.earlier_id, row.later_id} & secrets
        for made in set(world.made.values()) - secrets:
            for joined in links_of(made, actor):
                assert not {joined.earlier.uid, joined.later.uid} & secrets


def test_the_unit_does_come_upon_it_so_that_the_search_is_worth_something(world):
    client = signed_in(world, "officer")
    uid = world.uids(Kind.PRODUCT, hidden=False)[0]
    body = read(client, f"/thread/product/{uid}/")
    told_uids = [str(each).encode() for each in Submission._rows.values_list("pk", flat=True)]

    assert any(each in body for each in told_uids)
    assert told.OBSERVERS
