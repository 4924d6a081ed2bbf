"""Whatever comes in is matched with all that is held; the owner is told, and nobody else.

What is done while somebody sends something in, and what anybody else is shown, is the same with a
match as without one: the same statements, the same bytes.
"""

import re
from datetime import timedelta

import pytest
from click.testing import CliRunner
from django.db import OperationalError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from frankpledge.access.api import AuditEvent, AuditObject, NotFound, NotPermitted
from frankpledge.demonstration.repeatable import repeatable_identities
from frankpledge.entities import api as entities, blind, matching
from frankpledge.entities.api import Sort, What
from frankpledge.entities.commands import match
from frankpledge.entities.indexing import index_again
from frankpledge.entities.models import Held, Identifier, Match, MatchKey, Mention, Waiting
from tests.entities.makers import (
    COLIN,
    PHONE,
    keep_restricted,
    make_source,
    person,
    take_in,
    thing,
)

LITERALS = re.compile(r"'[^']*'|-?\b\d+\b|x'[0-9a-f]*'|\"s\d+_x\d+\"", re.IGNORECASE)


def notices(made, name):
    return entities.notices_for(by=made.actor(name), at=made.now)


def test_the_owner_of_a_restricted_record_is_told_and_nobody_else(made):
    (held,) = keep_restricted(made, person(*COLIN))
    take_in(made, person(*COLIN))
    assert entities.match_waiting(at=made.now) == 2

    (told,) = notices(made, "ruth")
    assert told.held == held
    assert told.submitted is None
    assert told.submitted_typed == ""
    assert told.ask == "Unit Agency"
    assert "Same date of birth" in told.why
    for other in ("imogen", "ivo", "martin", "rhys", "olive"):
        assert notices(made, other) == ()


def test_an_owner_who_may_read_both_is_shown_both(made):
    (held,) = take_in(made, person(*COLIN))
    (submitted,) = take_in(made, person(*COLIN))
    entities.match_waiting(at=made.now)

    (told,) = notices(made, "ivo")
    assert (told.held, told.submitted) == (held, submitted)
    assert notices(made, "olive") == ()


def test_another_units_records_are_told_to_that_unit(made):
    take_in(made, person(*COLIN), by=made.service("other-unit"))
    take_in(made, person(*COLIN))
    entities.match_waiting(at=made.now)

    assert len(notices(made, "olive")) == 1
    assert notices(made, "imogen") == ()


def test_of_two_that_wait_together_the_one_kept_first_is_what_is_held(made):
    (first,) = take_in(made, thing(Sort.PHONE, What.PHONE, PHONE))
    (second,) = take_in(made, thing(Sort.PHONE, What.PHONE, PHONE))
    entities.match_waiting(at=made.now)
    entities.match_waiting(at=made.now)

    (match,) = Match.objects.all()
    assert (match.held_id, match.submitted_id) == (first, second)


def test_mentions_of_one_source_are_not_matched_with_one_another(made):
    take_in(made, person(*COLIN), person(*COLIN), thing(Sort.PHONE, What.PHONE, PHONE))
    entities.match_waiting(at=made.now)

    assert not Match.objects.exists()


def test_what_was_mentioned_together_vouches_for_one_another(made):
    name = (What.NAME, "John Smith")
    take_in(made, person(name), thing(Sort.PHONE, What.PHONE, PHONE))
    take_in(made, person(name))
    entities.match_waiting(at=made.now)
    # Too many people are called that.
    assert not Match.objects.exists()

    take_in(made, person(name), thing(Sort.PHONE, What.PHONE, PHONE))
    entities.match_waiting(at=made.now)
    assert sorted(Match.objects.values_list("held__sort", flat=True)) == ["person", "phone"]


def test_no_number_of_hidden_records_pushes_out_one_that_may_be_told(made):
    (held,) = take_in(made, person((What.NAME, "Colin Malory"), (What.BORN, "1968")))
    for _ in range(30):
        keep_restricted(made, person(*COLIN))
    take_in(made, person(*COLIN))
    entities.match_waiting(at=made.now)

    assert held in {each.held for each in notices(made, "imogen")}


def statements(act):
    with CaptureQueriesContext(connection) as asked:
        act()
    return [" ".join(LITERALS.sub("?", each["sql"]).split()) for each in asked]


def test_taking_in_does_the_same_whatever_is_held(made):
    def send():
        take_in(made, person(*COLIN), thing(Sort.PHONE, What.PHONE, PHONE))

    # The service is made when it is first asked for.
    made.service()
    without = statements(send)
    keep_restricted(made, person(*COLIN), thing(Sort.PHONE, What.PHONE, PHONE))
    entities.match_waiting(at=made.now)

    assert len(without) > 10
    assert statements(send) == without


def test_nothing_is_matched_while_somebody_waits(made):
    keep_restricted(made, person(*COLIN))
    take_in(made, person(*COLIN))

    assert not Match.objects.exists()
    assert Waiting.objects.filter(matched_at=None).count() == 2


def test_a_source_that_mentions_nothing_waits_like_any_other(made):
    take_in(made)

    assert Waiting.objects.count() == 1
    assert entities.match_waiting(at=made.now) == 1
    assert entities.match_waiting(at=made.now) == 0


class Undone(Exception):
    """Ends a world."""


def world(made, browse, *, with_hidden):
    """What others are shown after a submission, in a world with a hidden match or without."""
    shown = {}
    try:
        with transaction.atomic():
            if with_hidden:
                with repeatable_identities("hidden"):
                    keep_restricted(made, person(*COLIN), thing(Sort.PHONE, What.PHONE, PHONE))
            with repeatable_identities("seen"):
                seen = take_in(made, person(*COLIN), at=made.now - timedelta(days=1))
                sent = take_in(made, person(*COLIN), thing(Sort.PHONE, What.PHONE, PHONE))
            with repeatable_identities("matching"):
                entities.match_waiting(at=made.now)
            for name in ("imogen", "martin", "olive"):
                client = browse(name)
                for address in (
                    reverse("entities:index"),
                    reverse("entities:notices"),
                    reverse("entities:review"),
                    reverse("entities:subject", args=[sent[0]]),
                    reverse("entities:subject", args=[sent[1]]),
                    reverse("entities:pair", args=[seen[0], sent[0]]),
                ):
                    answer = client.get(address)
                    shown[name, address] = answer.status_code, without_nonce(answer.content)
                found = client.post(reverse("entities:index"), {"what": "phone", "typed": PHONE})
                shown[name, "look up"] = found.status_code, without_nonce(found.content)
            raise Undone
    except Undone:
        return shown


def without_nonce(content):
    return re.sub(rb'name="csrfmiddlewaretoken" value="[^"]*"', b"", content)


def test_what_others_are_shown_is_the_same_byte_for_byte(made, browse):
    # The services are made once, before either world begins.
    made.service()
    full = world(made, browse, with_hidden=True)
    bare = world(made, browse, with_hidden=False)

    assert {key for key in full if full[key] != bare[key]} == set()
    assert any(b"Put the two side by side" in content for _, content in full.values())


def test_the_record_of_telling_the_owner_names_no_submission(made):
    (held,) = keep_restricted(made, person(*COLIN))
    (submitted,) = take_in(made, person(*COLIN))
    entities.match_waiting(at=made.now)

    (told,) = AuditEvent.objects.filter(act="entities.tell_owner")
    spoken_of = set(AuditObject.objects.filter(event=told).values_list("object", flat=True))
    assert spoken_of == {held}
    assert str(submitted) not in told.leaf


def test_the_index_cannot_be_read_without_the_secret(made, settings):
    take_in(made, person(*COLIN), thing(Sort.PHONE, What.PHONE, PHONE))
    kept = b"".join(bytes(box) for box in Held.objects.values_list("box", flat=True))

    assert b"mallory" not in kept
    assert b"900123" not in kept
    here = set(MatchKey.objects.values_list("key", flat=True))
    settings.SECRET_KEY = "another secret than the one that the index was made with"
    there = set(blind.keys_to_keep([(What.PHONE, "+447700900123")]))
    assert here.isdisjoint(there)


def test_the_index_is_made_again_for_a_new_secret(made, settings):
    (held,) = keep_restricted(made, person(*COLIN), owner="ruth")
    settings.SECRET_KEY = "another secret than the one that the index was made with"

    assert index_again() == 1

    take_in(made, person(*COLIN))
    entities.match_waiting(at=made.now)
    assert [each.held for each in notices(made, "ruth")] == [held]


def test_restricted_or_not_a_mention_stands_in_the_index_alike(made):
    (hidden,) = keep_restricted(made, thing(Sort.PHONE, What.PHONE, PHONE))
    (seen,) = take_in(made, thing(Sort.PHONE, What.PHONE, PHONE))
    keys_of = [
        set(MatchKey.objects.filter(held__mention=uid).values_list("key", flat=True))
        for uid in (hidden, seen)
    ]

    assert keys_of[0] == keys_of[1] != set()


def test_who_may_not_take_in_and_what_may_not_be_read(made):
    source = make_source(made)
    with pytest.raises(NotPermitted, match="does not let you say who or what"):
        entities.take_in([], source=source, by=made.actor("dev"), at=made.now)
    with pytest.raises(NotFound):
        entities.take_in(
            [person(*COLIN)], source=source, by=made.service("other-unit"), at=made.now
        )
    assert not Waiting.objects.exists()


def test_what_a_record_mentions_is_shown_to_those_who_may_read_it(made):
    source = make_source(made)
    take_in(made, person(*COLIN), source=source)

    (shown,) = entities.mentions_of(source, made.actor("imogen"))
    assert shown.typed == "Colin Mallory"
    assert shown.source == source
    assert (What.BORN, "12 March 1968") in shown.identifiers
    assert entities.mentions_of(source, made.actor("olive")) == ()


def test_what_is_let_go_of_is_gone_from_words_and_index(made):
    source = make_source(made)
    (uid,) = take_in(made, person(*COLIN), source=source)
    take_in(made, person(*COLIN))
    entities.match_waiting(at=made.now)

    assert entities.forget(source=source, by=made.service(), at=made.now) == 1

    assert not Identifier.objects.filter(mention=uid).exists()
    assert not Held.objects.filter(mention=uid).exists()
    assert MatchKey.objects.exclude(held__in=Held.objects.all()).count() == 0
    assert not Mention.open_to(made.actor("imogen")).filter(pk=uid).exists()
    before = Match.objects.filter(held=uid).count()
    take_in(made, person(*COLIN))
    entities.match_waiting(at=made.now)
    assert Match.objects.filter(held=uid).count() == before == 1


def test_what_fails_is_tried_again_and_then_left(made, monkeypatch):
    take_in(made, person(*COLIN))

    def fail(*_, **__):
        raise ValueError("on purpose")

    monkeypatch.setattr(matching, "match", fail)
    for _ in range(matching.TRIES + 1):
        assert entities.match_waiting(at=made.now) == 0
    monkeypatch.undo()

    assert Waiting.objects.get().tries == matching.TRIES
    assert entities.match_waiting(at=made.now) == 0


def test_matching_outlives_a_database_that_is_away_for_a_moment(db, monkeypatch):
    away = OperationalError("away")
    monkeypatch.setattr("frankpledge.entities.commands.PAUSE_SECONDS", 0)

    def run(*words: str, answers: list[object]) -> BaseException | None:
        def answer(**_: object) -> object:
            said = answers.pop(0)
            if isinstance(said, int):
                return said
            raise said

        monkeypatch.setattr(matching, "match_waiting", answer)
        return CliRunner().invoke(match, words).exception

    assert run(answers=[away]) is away
    heard = [away, away, 1, KeyboardInterrupt()]
    assert isinstance(run("--watch", answers=heard), SystemExit)
    assert heard == []


def test_a_service_that_may_no_longer_take_in_matches_nothing(made):
    from frankpledge.access.models import Holding

    take_in(made, person(*COLIN))
    service = made.service()
    Holding.objects.filter(person_id=service.person_id).update(ends_at=made.now)

    assert entities.match_waiting(at=made.now) == 0
    assert Waiting.objects.get().matched_at is None
