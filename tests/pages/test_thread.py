"""The thread is walked both ways, as far as somebody may see, and never above the valve."""

from __future__ import annotations

from itertools import pairwise

import pytest

from frankpledge.access.api import (
    Action,
    Actor,
    AuditEvent,
    AuditObject,
    Kind,
    LinkKind,
    NotFound,
    NotPermitted,
    Protection,
    Ref,
    link,
    protect,
    within_scope,
)
from frankpledge.pages import captions, thread
from frankpledge.pages.stages import ABOVE_THE_VALVE, STAGES
from tests.makers import NOW, as_actor
from tests.pages.conftest import DISTRICT

CHAIN = (
    (Kind.SUBMISSION, LinkKind.EVALUATED_AS),
    (Kind.REPORT, LinkKind.SANITISED_AS),
    (Kind.PRODUCT, LinkKind.INFORMS),
    (Kind.PROBLEM, LinkKind.SUPPORTS),
    (Kind.FINDING, LinkKind.RAISED_AT),
    (Kind.AGENDA_ITEM, LinkKind.DECIDED_AS),
    (Kind.DECISION, LinkKind.GAVE_RISE_TO),
    (Kind.ACTION, LinkKind.GAVE_RISE_TO),
    (Kind.DISRUPTION, LinkKind.ANSWERED_BY),
)
BELOW = [kind for kind, _ in CHAIN if kind not in ABOVE_THE_VALVE]


def called(ref: Ref, by: Actor) -> str | None:
    """Stands in for the modules' own captions: the kind, to whoever may read the record."""
    readable = Protection.objects.filter(within_scope("uid", ref.kind, Action.READ, by))
    return str(ref.kind) if readable.filter(uid=ref.uid).exists() else None


@pytest.fixture(autouse=True)
def _captions_for_every_kind(monkeypatch):
    monkeypatch.setattr(captions, "_CAPTIONS", (called,))
    monkeypatch.setattr(captions, "_ADDRESSES", ())


@pytest.fixture
def chain(cast) -> dict[Kind, Ref]:
    """One record of each stage, joined to the next; the council sees from the product on."""
    maker = as_actor(cast.everything)
    made: dict[Kind, Ref] = {}
    for kind, _ in CHAIN:
        shared = kind not in ABOVE_THE_VALVE
        protection = protect(
            kind,
            owner=cast.police.id,
            by=maker,
            at=NOW,
            districts=[DISTRICT],
            agencies=[cast.council.id] if shared else [],
        )
        made[kind] = Ref(kind=kind, uid=protection.uid)
    for (kind, relation), (following, _) in pairwise(CHAIN):
        link(made[kind], made[following], relation, by=maker, at=NOW)
    return made


def walked(person, ref: Ref) -> list[Kind]:
    found = thread.walk(kind=ref.kind, uid=ref.uid, by=as_actor(person), at=NOW)
    return [part.kind for shown in found.stages for part in shown.parts]


def test_every_kind_of_record_belongs_to_one_stage_at_most():
    kinds = [kind for stage in STAGES for kind in stage.kinds]

    assert len(kinds) == len(set(kinds))


def test_the_intelligence_unit_walks_from_end_to_end(cast, chain):
    assert walked(cast.everything, chain[Kind.SUBMISSION]) == [kind for kind, _ in CHAIN]


@pytest.mark.parametrize("start", [kind for kind, _ in CHAIN])
def test_the_whole_thread_is_found_from_every_part_of_it(cast, chain, start):
    assert walked(cast.everything, chain[start]) == [kind for kind, _ in CHAIN]


@pytest.mark.parametrize("start", BELOW)
def test_for_a_partner_the_thread_begins_at_what_was_sanitised(cast, chain, start):
    assert walked(cast.csm, chain[start]) == BELOW


def test_somebody_who_may_read_reports_and_is_not_of_the_unit_does_not_walk_up(cast, chain):
    assert Kind.REPORT in as_actor(cast.coordinator).kinds_for(Action.READ)
    assert ABOVE_THE_VALVE.isdisjoint(walked(cast.coordinator, chain[Kind.PRODUCT]))


def test_a_part_that_is_hidden_cannot_be_told_from_none(cast, chain):
    hidden = protect(
        Kind.ACTION,
        owner=cast.police.id,
        by=as_actor(cast.everything),
        at=NOW,
        districts=[DISTRICT],
    )
    before = thread.walk(
        kind=Kind.PROBLEM, uid=chain[Kind.PROBLEM].uid, by=as_actor(cast.csm), at=NOW
    )
    link(
        chain[Kind.PROBLEM],
        Ref(kind=Kind.ACTION, uid=hidden.uid),
        LinkKind.GAVE_RISE_TO,
        by=as_actor(cast.everything),
        at=NOW,
    )
    after = thread.walk(
        kind=Kind.PROBLEM, uid=chain[Kind.PROBLEM].uid, by=as_actor(cast.csm), at=NOW
    )

    assert after == before
    assert len(walked(cast.everything, chain[Kind.PROBLEM])) == len(CHAIN) + 1


def test_what_hangs_below_a_record_is_on_its_thread(cast, chain):
    problem, maker = chain[Kind.PROBLEM], as_actor(cast.everything)
    visits = [
        protect(
            Kind.REVISIT,
            owner=cast.police.id,
            by=maker,
            at=NOW,
            parent=problem,
            districts=[DISTRICT],
            agencies=shared,
        )
        for shared in ([cast.council.id], [])
    ]

    assert walked(cast.csm, problem).count(Kind.REVISIT) == 1
    assert walked(cast.everything, problem).count(Kind.REVISIT) == 2
    seen = Ref(kind=Kind.REVISIT, uid=visits[0].uid)
    assert Kind.PROBLEM in walked(cast.csm, seen)


def test_no_link_leads_from_an_action_to_a_submission_of_ones_own_agency(cast, chain):
    maker = as_actor(cast.everything)
    theirs = protect(
        Kind.SUBMISSION,
        owner=cast.police.id,
        by=maker,
        at=NOW,
        districts=[DISTRICT],
        agencies=[cast.council.id],
    )
    own = Ref(kind=Kind.SUBMISSION, uid=theirs.uid)
    link(own, chain[Kind.ACTION], LinkKind.INFORMS, by=maker, at=NOW, agencies=[cast.council.id])

    assert called(own, as_actor(cast.csm)), "they may read it, and still there is no way to it"
    assert walked(cast.csm, chain[Kind.ACTION]) == BELOW
    found = thread.walk(kind=own.kind, uid=own.uid, by=as_actor(cast.csm), at=NOW)
    assert [part.kind for shown in found.stages for part in shown.parts] == [Kind.SUBMISSION]
    assert found.words == captions.FIXED_WORDS


def test_hidden_and_missing_are_the_same(cast, chain):
    hidden = chain[Kind.REPORT]

    for ref in (hidden, Ref(kind=Kind.ACTION, uid=hidden.uid)):
        with pytest.raises(NotFound):
            thread.walk(kind=ref.kind, uid=ref.uid, by=as_actor(cast.csm), at=NOW)


def test_somebody_whose_post_opens_nothing_finds_nothing(cast, chain):
    for ref in chain.values():
        with pytest.raises((NotFound, NotPermitted)):
            thread.walk(kind=ref.kind, uid=ref.uid, by=as_actor(cast.newcomer), at=NOW)


def test_a_walk_is_recorded_with_what_was_shown_and_no_more(cast, chain):
    walked(cast.csm, chain[Kind.ACTION])

    event = AuditEvent.objects.get(act="pages.walk_thread")
    seen = set(AuditObject.objects.filter(event=event).values_list("object", flat=True))
    assert seen == {chain[kind].uid for kind in BELOW}


def test_a_thread_too_long_for_a_page_says_so(cast, chain, monkeypatch):
    monkeypatch.setattr(thread, "LONGEST", 3)

    found = thread.walk(kind=Kind.ACTION, uid=chain[Kind.ACTION].uid, by=as_actor(cast.csm), at=NOW)

    assert found.is_cut
    assert sum(len(shown.parts) for shown in found.stages) == 3


def test_the_page_shows_the_stages_in_order(cast, chain, client):
    client.force_login(cast.csm)

    answer = client.get(f"/thread/action/{chain[Kind.ACTION].uid}/")

    body = answer.content.decode()
    titles = [stage.title for stage in STAGES if f">{stage.title}</h2>" in body]
    assert answer.status_code == 200
    assert titles == [stage.title for stage in STAGES if set(stage.kinds) & set(BELOW)]
    assert "submission" not in body


@pytest.mark.parametrize("kind", ["nothing-of-the-kind", "report", "action"])
def test_an_address_that_leads_nowhere_gives_the_one_page_for_that(cast, chain, client, kind):
    client.force_login(cast.csm)
    missing = client.get("/thread/action/00000000-0000-4000-8000-000000000000/")

    answer = client.get(f"/thread/{kind}/{chain[Kind.REPORT].uid}/")

    assert answer.status_code == 404
    assert answer.content == missing.content
