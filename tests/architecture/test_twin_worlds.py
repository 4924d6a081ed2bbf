"""Whoever may not know of something is answered as in a world in which it never was.

Two worlds are made, one with records that an observer may not see and one without them. Every
address of the site is asked for in both, as the observer; the answers are compared byte by byte.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import product
from uuid import UUID

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.converters import UUIDConverter

from frankpledge.access import actors, requests
from frankpledge.access.api import ALLOW, Action, Kind, Link
from frankpledge.analysis.api import add
from frankpledge.demonstration.folder import make_folder
from frankpledge.intelligence.api import make_source_keys
from frankpledge.pages import captions
from frankpledge.profiles import context
from tests.architecture import twin_stories as told
from tests.architecture.twin_world import MARK, NOW, World, passing, play
from tests.makers import as_actor
from tests.plugins.both_databases import on_postgres

NONCES = (
    # Made anew for each answer against forged requests; says nothing of any record.
    re.compile(rb'name="csrfmiddlewaretoken" value="[^"]*"'),
    # Drawn anew for each form, so that a form sent twice is kept once.
    re.compile(rb'name="token" value="[^"]*"'),
)
HEADERS_COMPARED = ("Content-Type", "Location", "Cache-Control", "Content-Disposition", "ETag")

NOT_ASKED = {
    "healthz": "says that the process answers, and reads nothing",
    "readyz": "reads the last line of the record, which is there in both worlds, and the schema",
    "access:sign-out": "changes who is asking",
    "demonstration:people": "there is none outside a demonstration",
    "demonstration:sign-in": "there is none outside a demonstration",
}
"""Addresses that are left out, each with the reason."""

KIND_OF = {
    "problem_id": Kind.PROBLEM,
    "revisit_id": Kind.REVISIT,
    "ask_id": Kind.ASK,
    "meeting_id": Kind.MEETING,
    "item_id": Kind.AGENDA_ITEM,
    "submission_id": Kind.SUBMISSION,
    "report_id": Kind.REPORT,
    "product_id": Kind.PRODUCT,
    "dissemination_id": Kind.DISSEMINATION,
    "action_id": Kind.ACTION,
    "plan_id": Kind.PLAN,
    "disruption_id": Kind.DISRUPTION,
    "return_id": Kind.RETURN,
    "profile_id": Kind.PROFILE,
    "finding_id": Kind.FINDING,
    "comment_id": Kind.COMMENT,
    "release_id": Kind.RELEASE,
    "request_id": Kind.REQUEST,
    "requirement_id": Kind.REQUIREMENT,
    "alert_id": Kind.ALERT,
    "referral_id": Kind.REFERRAL,
    "group_id": Kind.GROUP,
    "vulnerability_id": Kind.VULNERABILITY,
    "link_id": Kind.LINK,
    "job_id": Kind.EXPORT,
    "mention_id": Kind.NOMINAL,
    "left_id": Kind.NOMINAL,
    "right_id": Kind.NOMINAL,
    "entry_id": Kind.FORUM_ENTRY,
    "other_id": Kind.FORUM_ENTRY,
    "use_id": Kind.POWER_USE,
    "event_id": Kind.EVENT,
    "issue_id": Kind.ISSUE,
    "case_id": Kind.CASE_STUDY,
    "paper_id": Kind.PAPER,
    "priority_id": Kind.PRIORITY,
}
"""Which kind of record the part of an address with this name is."""

KIND_UNDER = {
    "/intelligence/submissions/": Kind.SUBMISSION,
    "/intelligence/reports/": Kind.REPORT,
    "/intelligence/products/": Kind.PRODUCT,
    "/intelligence/shared/": Kind.DISSEMINATION,
    "/intelligence/incidents/": Kind.DISSEMINATION,
    "/intelligence/quarantine/": Kind.SUBMISSION,
    "/intelligence/sources/": Kind.SOURCE_IDENTITY,
    "/attachments/beside/": Kind.PROBLEM,
    "/attachments/": Kind.ATTACHMENT,
}
"""Which kind it is where its name does not say so, by where the address begins."""

OF_ANY_KIND = {"pages:thread", "pages:hold", "pages:lift-hold"}
"""Addresses that name a record of whatever kind, which is a part of the address."""

ABSENT = UUID("00000000-0000-4000-8000-000000000007")

QUERIES = {
    "plans:index": ("?status=late", "?whose=agency", "?from=problem:" + str(ABSENT)),
    "powers:uses": ("?stage=stopped", "?stage=checking"),
    "network:index": ("?d=on", "?order=betweenness", "?within=1"),
    "problems:index": ("?status=closed", f"?words={MARK}", "?words=Strangers", "?words=zz"),
}
"""Further forms of an address that narrows what it shows."""

WORLDS, MANY_WORLDS = 3, 100


@dataclass(frozen=True)
class Address:
    """One address of the site: its name, its pattern and the names of the parts that vary."""

    name: str
    pattern: str
    parts: tuple[tuple[str, bool], ...]

    def filled(self, values: dict[str, str]) -> str:
        return re.sub(r"<(?:\w+:)?(\w+)>", lambda found: values[found[1]], self.pattern)


def addresses(
    resolver: URLResolver | None = None, before: str = "", space: str = ""
) -> Iterator[Address]:
    for entry in (resolver or get_resolver()).url_patterns:
        text = before + str(entry.pattern).lstrip("^").rstrip("$")
        if isinstance(entry, URLResolver):
            yield from addresses(
                entry, text, f"{space}{entry.namespace}:" if entry.namespace else space
            )
        elif isinstance(entry, URLPattern):
            converters = getattr(entry.pattern, "converters", {})
            yield Address(
                name=space + (entry.name or text.strip("/")),
                pattern="/" + text,
                parts=tuple(
                    (name, isinstance(converter, UUIDConverter))
                    for name, converter in converters.items()
                ),
            )


ADDRESSES = sorted(set(addresses()), key=lambda address: (address.name, address.pattern))
ASKED = [address for address in ADDRESSES if address.name not in NOT_ASKED]


def paths_of(address: Address, full: World) -> Iterator[tuple[str, bool]]:
    """Every form of an address that is asked for, and whether it names what is hidden.

    *full* is the world that has what is hidden: both worlds are asked for the same addresses.
    """
    if not address.parts:
        for query in ("", *QUERIES.get(address.name, ())):
            yield address.pattern + query, False
        return
    if address.name in OF_ANY_KIND:
        for kind in sorted({*full.kinds.values(), Kind.RECEIPT, Kind.LINK}):
            for uid, hidden in uids(full, kind):
                named = {"kind": kind.value, "uid": str(uid), "number": "7"}
                yield address.filled(named), hidden
        return
    named = [name for name, _ in address.parts]
    for chosen in product(
        *(forms_of(address, name, is_uuid, full) for name, is_uuid in address.parts)
    ):
        values = {name: value for name, (value, _) in zip(named, chosen, strict=True)}
        yield address.filled(values), any(hidden for _, hidden in chosen)


def forms_of(address: Address, part: str, is_uuid: bool, full: World) -> list[tuple[str, bool]]:
    """What stands in one part of an address, and whether it names what is hidden."""
    if not is_uuid:
        return [(value, False) for value in other_parts(address, part)]
    kind = kind_in(address, part)
    assert kind, f"what does {part} of {address.name} name?"
    return [(str(uid), hidden) for uid, hidden in uids(full, kind)]


def kind_in(address: Address, part: str) -> Kind | None:
    """The kind of record that a part of an address names, if this test has been told."""
    if part in KIND_OF:
        return KIND_OF[part]
    return next(
        (kind for begins, kind in KIND_UNDER.items() if address.pattern.startswith(begins)), None
    )


def uids(full: World, kind: Kind | None) -> list[tuple[UUID, bool]]:
    return [
        *((uid, False) for uid in full.uids(kind, hidden=False)),
        *((uid, True) for uid in full.uids(kind, hidden=True)),
        (ABSENT, True),
    ]


def other_parts(address: Address, part: str) -> tuple[str, ...]:
    """What stands in a part of an address that is no identity, if this test has been told."""
    return OTHER_PARTS_OF.get((address.name, part)) or OTHER_PARTS.get(part, ())


OTHER_PARTS: dict[str, tuple[str, ...]] = {
    "code": ("NONE-0000",),
    "reference": ("NONE-0000",),
    "number": ("7",),
    "contact_id": ("7",),
    "onward_id": ("7",),
    "unit_id": ("1",),
    "year": ("2026",),
    "work": ("housing",),
    "about": ("adult",),
    "pathway": ("PA17",),
    "whose": ("adult",),
    "to": ("scoping",),
    "scheme": ("harm",),
    "secret": ("none",),
    "milestone": ("7",),
    "recheck": ("7",),
    "body": ("csp-wantsum",),
    "quarter": ("2025-26-q4",),
    "round_id": ("1",),
    "block": ("b",),
    "audience": ("partner", "public"),
    "when": ("before", "after"),
}
"""What stands in parts of an address that are no identity, by the part's name."""

OTHER_PARTS_OF: dict[tuple[str, str], tuple[str, ...]] = {
    ("intelligence:question", "name"): ("words",),
    ("intelligence:card-question", "name"): ("words",),
    ("intelligence:quarantine", "kind"): ("submission",),
    ("attachments:beside", "kind"): ("problem",),
    ("forums:question", "number"): ("1", "3", "4", "6", "12", "14", "99"),
    ("powers:export", "kind"): ("csv",),
    ("boards:section", "section"): ("2",),
    ("boards:file", "kind"): ("html",),
    ("governance:minutes-file", "kind"): ("html",),
    ("boards:pack", "audience"): ("board", "public"),
    ("boards:pack", "kind"): ("html",),
    ("powers:start-use", "code"): ("PW001",),
    ("network:export", "form"): ("graphml", "gexf"),
    ("groups:briefing", "code"): (told.DISTRICT, "NONE-0000"),
    ("profiles:released-file", "name"): ("profile.pdf", "profile.xlsx"),
    ("profiles:write", "code"): ("P08",),
    ("profiles:supply", "code"): ("LA-HOU",),
    ("profiles:return-template", "code"): ("LA-HOU",),
    ("profiles:threat", "number"): ("1",),
}
"""The same, where the name of a part alone does not say it."""


def answers(world: World, paths: Iterable[tuple[str, bool]], observer: str) -> dict[str, bytes]:
    """What the site answers to each address, without what is declared to differ each time."""
    client = Client()
    client.force_login(world.people[observer])
    session = client.session
    session["purpose"] = world.people[observer].usual_purpose
    session.save()
    found = {}
    for path, hidden in paths:
        found[f"GET {path}"] = told_by(client.get(path))
        if hidden:
            found[f"POST {path}"] = told_by(client.post(path))
    return found


def told_by(answer) -> bytes:
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    for nonce in NONCES:
        body = nonce.sub(b"a nonce", body)
    headers = "\n".join(f"{name}: {answer.headers.get(name, '')}" for name in HEADERS_COMPARED)
    return f"{answer.status_code}\n{headers}\n\n".encode() + body


def world_of(seed: int, *, with_hidden: bool) -> World:
    actors._facts.cache_clear()
    return play(told.cast(seed), told.steps(seed), seed=seed, with_hidden=with_hidden)


def differences(seed: int, *, only: str = "") -> list[str]:
    """Where the two worlds of *seed* differ in what any observer is answered, in words.

    *only* begins the names of the addresses that are asked for, where that is enough.
    """
    looking = observers(seed)
    asked = [address for address in ASKED if address.name.startswith(only)]
    with passing():
        full = world_of(seed, with_hidden=True)
        paths = [path for address in asked for path in paths_of(address, full)]
        with_it = {who: answers(full, paths, who) for who in looking}
    with passing():
        bare = world_of(seed, with_hidden=False)
        without_it = {who: answers(bare, paths, who) for who in looking}
    found = []
    for who in looking:
        for path, answer in with_it[who].items():
            if answer != without_it[who][path]:
                found.append(f"{who} {path}: {first_difference(answer, without_it[who][path])}")
            if MARK.encode() in answer.replace(f"words={MARK}".encode(), b"").replace(
                f'value="{MARK}"'.encode(), b""
            ):
                found.append(f"{who} {path} shows what was written in a hidden record")
    return found


def observers(seed: int) -> tuple[str, ...]:
    """Who looks: the one who has declared a conflict and another; one in turn in many worlds, and
    on PostgreSQL."""
    if seed < WORLDS and not on_postgres():
        return told.OBSERVERS[0], told.OBSERVERS[1 + seed % (len(told.OBSERVERS) - 1)]
    return (told.OBSERVERS[seed % len(told.OBSERVERS)],)


def first_difference(one: bytes, other: bytes) -> str:
    at = next(
        (at for at, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]),
        min(len(one), len(other)),
    )
    cut = slice(max(0, at - 60), at + 60)
    return f"{one[cut]!r} / {other[cut]!r}"


@pytest.fixture(scope="session")
def figures(tmp_path_factory):
    """A data folder with two months of invented figures, on which profiles rest."""
    home = tmp_path_factory.mktemp("figures")
    made = make_folder(home / "made", months=("2026-01", "2026-02"))
    add(home, [made.published], synthetic=True, today=NOW.date())
    return home


@pytest.fixture(autouse=True)
def _time_stands_still(monkeypatch, tmp_path, settings, request, caplog):
    if "django_db" not in request.keywords:
        return
    # Most answers here are refusals, and writing each of them up takes longer than the answer.
    caplog.set_level(logging.CRITICAL, logger="django.request")
    settings.FRANKPLEDGE_HOME = request.getfixturevalue("figures")
    settings.SOURCE_PUBLIC_KEY = tmp_path / "source.pub"
    settings.CUSTODY_FOLDER = tmp_path / "custody"
    make_source_keys()
    monkeypatch.setattr(requests, "moment_now", lambda: NOW)
    monkeypatch.setattr(context, "build", request.getfixturevalue("counted"))


@pytest.fixture(scope="session")
def counted():
    """Counting the same figures again gives the same content, so it is done once for all worlds."""
    return cache_of(context.build)


def cache_of(build):
    kept = {}

    def built(store, **asked):
        key = tuple(sorted(asked.items()))
        if key not in kept:
            kept[key] = build(store, **asked)
        return kept[key]

    return built


# One world on PostgreSQL: that both databases let the same records through is shown elsewhere.
@pytest.mark.django_db
@pytest.mark.parametrize(
    "seed",
    [
        0,
        pytest.param(1, marks=pytest.mark.sqlite),
        *(pytest.param(seed, marks=pytest.mark.thorough) for seed in range(2, WORLDS)),
    ],
)
def test_no_answer_tells_of_what_is_hidden(seed):
    assert differences(seed) == []


@pytest.mark.thorough
@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(WORLDS, MANY_WORLDS))
def test_no_answer_tells_of_what_is_hidden_in_many_worlds(seed):
    assert differences(seed) == []


@pytest.mark.sqlite
@pytest.mark.django_db
def test_the_worlds_hold_what_they_are_meant_to_hide():
    hidden, seen = set(), set()
    for seed in range(WORLDS):
        with passing():
            world = world_of(seed, with_hidden=True)
            hidden |= {world.kinds[name] for name in world.hidden}
            seen |= {kind for name, kind in world.kinds.items() if name not in world.hidden}
            officer = as_actor(world.people["officer"], at=NOW)
            assert Link.open_to(officer).exists()

    assert hidden >= told.HIDDEN_KINDS
    assert seen >= told.SEEN_KINDS


@pytest.mark.sqlite
@pytest.mark.django_db
def test_what_is_visible_is_the_same_record_in_both_worlds():
    with passing():
        full = world_of(0, with_hidden=True)
        visible = {name: uid for name, uid in full.made.items() if name not in full.hidden}
    with passing():
        bare = world_of(0, with_hidden=False)

    assert bare.made == visible
    assert full.hidden


def test_every_address_is_asked_for_or_left_out_with_a_reason():
    known = {address.name for address in ADDRESSES}
    unknown = {
        f"{address.name}: {part}"
        for address in ASKED
        if address.name not in OF_ANY_KIND
        for part, is_uuid in address.parts
        if (is_uuid and kind_in(address, part) is None)
        or (not is_uuid and not other_parts(address, part))
    }

    assert set(NOT_ASKED) - known == set()
    assert unknown == set(), "say in this test what these parts of addresses are"


# --- the test itself is tested: leaks that are planted are found -------------------------------


def plant_a_count(monkeypatch):
    """The list of problems says how many there are in all."""
    from frankpledge.problems import register
    from frankpledge.problems.models import Problem

    true_line = register._line

    def line(row):
        every = Problem._rows.count()
        told = true_line(row)
        return replace(told, title=f"{told.title} (1 of {every})")

    monkeypatch.setattr(register, "_line", line)


def plant_a_refusal(monkeypatch):
    """What is hidden is refused instead of not being there."""
    from frankpledge.access import records

    def find(rows, uid):
        row = rows.model._rows.filter(pk=uid).first()
        if row is None:
            raise records.NotFound
        return row

    def decide_on(by, action, thing, truly=records.decide_on):
        return truly(by, action, thing) if action != Action.DISCOVER else ALLOW

    monkeypatch.setattr(records, "find", find)
    monkeypatch.setattr(records, "decide_on", decide_on)


def plant_a_link(monkeypatch):
    """The thread counts every link there is, whatever it joins, and names what it leads to."""
    monkeypatch.setattr(
        Link, "open_to", classmethod(lambda cls, actor, action=None: cls._rows.all())
    )
    truly = captions.caption_of
    monkeypatch.setattr(
        captions, "caption_of", lambda ref, by: truly(ref, by) or f"Something: {ref.kind}"
    )


def plant_an_order(monkeypatch):
    """The agenda numbers its items as they were put on it, so that gaps can be seen."""
    from frankpledge.governance import agenda
    from frankpledge.governance.models import AgendaItem

    true_facts = agenda._facts

    def facts(rows, by, on):
        order = list(AgendaItem._rows.order_by("added_at", "pk").values_list("pk", flat=True))
        return tuple(
            replace(item, number=order.index(item.uid) + 1) for item in true_facts(rows, by, on)
        )

    monkeypatch.setattr(agenda, "_facts", facts)


PLANTED = {
    plant_a_count: "problems:index",
    plant_a_refusal: "problems:problem",
    plant_a_link: "pages:thread",
    plant_an_order: "governance:",
}
"""Each leak, and the addresses at which it shows."""


@pytest.mark.sqlite
@pytest.mark.django_db
@pytest.mark.parametrize("plant", PLANTED, ids=lambda leak: leak.__name__)
def test_a_leak_that_is_planted_is_found(plant, monkeypatch):
    plant(monkeypatch)

    assert any(differences(seed, only=PLANTED[plant]) for seed in range(WORLDS))
