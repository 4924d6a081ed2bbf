"""Judgements are added and never rewritten; each can be withdrawn; who may judge what."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from frankpledge.access.api import AuditEvent, NotFound, NotPermitted
from frankpledge.entities import api as entities, judging, review, subjects
from frankpledge.entities.api import Sort, What
from frankpledge.entities.models import Judgement, Match, Withdrawal
from frankpledge.entities.policies import (
    may_forget,
    may_judge,
    may_look_up,
    may_match,
    may_read_notices,
    may_read_subject,
    may_review,
    may_take_in,
    may_tell_owner,
    may_withdraw,
)
from tests.entities.makers import COLIN, PHONE, keep_restricted, person, take_in, thing


def judge(made, left, right, verdict="same", *, by="imogen", at=None, reason="Same man"):
    judging.judge(
        left_id=left,
        right_id=right,
        verdict=verdict,
        reason=reason,
        by=made.actor(by, at=at),
        at=at or made.now,
    )


def withdraw(made, left, right, *, by="imogen", at=None):
    judging.withdraw(
        left_id=left,
        right_id=right,
        reason="Two cousins",
        by=made.actor(by, at=at),
        at=at or made.now,
    )


def members(made, uid, *, by="imogen", at=None, on=None):
    at = at or made.now
    found = subjects.subject(mention_id=uid, by=made.actor(by, at=at), at=at, on=on)
    return {each.uid for each in found.mentions}


def some(made, count):
    return [
        take_in(made, person(*COLIN), at=made.now - timedelta(days=count - number))[0]
        for number in range(count)
    ]


def test_judging_two_the_same_changes_neither_and_joins_both(made):
    first, second, third = some(made, 3)
    judge(made, first, second)
    judge(made, second, third)

    assert members(made, third) == {first, second, third}
    assert members(made, third, by="ivo") == {first, second, third}
    found = subjects.subject(mention_id=third, by=made.actor("imogen"), at=made.now)
    assert found.name == first
    assert [each.typed for each in found.mentions] == ["Colin Mallory"] * 3


def test_a_withdrawn_judgement_parts_them_and_both_are_kept(made):
    first, second = some(made, 2)
    day = timedelta(days=1)
    judge(made, first, second, at=made.now)
    withdraw(made, first, second, at=made.now + day)

    assert members(made, first, at=made.now + day) == {first}
    assert Judgement.objects.count() == 1
    assert Withdrawal.objects.get().reason == "Two cousins"
    before = made.now.date()
    assert members(made, first, at=made.now + day * 2, on=before) == {first, second}
    found = subjects.subject(
        mention_id=second, by=made.actor("imogen", at=made.now + day), at=made.now + day
    )
    assert [change.name for change in found.changes] == [first, second]


def test_judging_again_withdraws_the_earlier_judgement(made):
    first, second = some(made, 2)
    judge(made, first, second, "same")
    judge(made, second, first, "different", by="ivo")

    standing = judging.standing(first, second)
    assert standing is not None
    assert standing.verdict == "different"
    assert Judgement.objects.count() == 2
    assert members(made, first) == {first}


def test_judgements_that_contradict_one_another_are_said_to(made):
    first, second, third = some(made, 3)
    judge(made, first, second)
    judge(made, second, third)
    judge(made, first, third, "different")

    assert subjects.subject(mention_id=first, by=made.actor("imogen"), at=made.now).at_odds


def test_what_hangs_together_only_through_what_is_hidden_falls_apart(made):
    first, second = some(made, 2)
    (hidden,) = keep_restricted(made, person(*COLIN))
    for uid in (first, second):
        # As somebody who may see all three would judge.
        left, right = sorted([uid, hidden], key=lambda each: each.hex)
        Judgement.objects.create(
            left_id=left,
            right_id=right,
            pair=left.hex + right.hex,
            verdict="same",
            reason="Same man",
            judged_by_id=made.people["ruth"].id,
            judged_at=made.now,
        )

    assert members(made, first) == {first}
    assert members(made, second) == {second}


REWRITING = [
    "UPDATE entities_judgement SET verdict = 'different'",
    "UPDATE entities_judgement SET reason = 'x'",
    "DELETE FROM entities_judgement",
    "UPDATE entities_withdrawal SET reason = 'x'",
    "DELETE FROM entities_withdrawal",
    "UPDATE entities_match SET points = 0",
    "DELETE FROM entities_match",
]


@pytest.mark.parametrize("statement", REWRITING)
def test_what_was_judged_or_matched_is_never_rewritten(made, statement):
    first, second = some(made, 2)
    entities.match_waiting(at=made.now)
    judge(made, first, second)
    withdraw(made, first, second)
    assert Match.objects.exists()

    with (
        pytest.raises(DatabaseError, match="never rewritten"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


@pytest.mark.sqlite
def test_a_judgement_is_not_replaced_on_sqlite(made):
    first, second = some(made, 2)
    judge(made, first, second)

    with (
        pytest.raises(DatabaseError, match="never rewritten"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(
            "INSERT OR REPLACE INTO entities_judgement SELECT id, pair, 'different', reason,"
            " judged_at, judged_by_id, left_id, right_id FROM entities_judgement"
        )


@pytest.mark.postgres
def test_judgements_are_not_truncated_on_postgresql(made):
    with (
        pytest.raises(DatabaseError, match="never rewritten"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("TRUNCATE entities_withdrawal")


@pytest.mark.django_db
def test_the_database_refuses_a_pair_the_wrong_way_round(made):
    first, second = sorted(some(made, 2), key=lambda uid: uid.hex, reverse=True)

    with pytest.raises(DatabaseError, match="in_order"), transaction.atomic():
        Judgement.objects.create(
            left_id=first,
            right_id=second,
            pair="x",
            verdict="same",
            reason="x",
            judged_by_id=made.people["imogen"].id,
            judged_at=made.now,
        )


def test_every_judgement_is_recorded(made):
    first, second = some(made, 2)
    judge(made, first, second)
    withdraw(made, first, second)

    for act in ("entities.judge", "entities.withdraw"):
        assert AuditEvent.objects.filter(act=act, actor=str(made.people["imogen"].id)).exists()


def test_who_may_not_judge_is_told_why(made):
    first, second = some(made, 2)
    (phone,) = take_in(made, thing(Sort.PHONE, What.PHONE, PHONE))

    with pytest.raises(NotPermitted, match="not the same sort of thing"):
        judge(made, first, phone)
    with pytest.raises(NotFound):
        judge(made, first, second, by="olive")
    with pytest.raises(NotFound):
        judge(made, first, first)
    with pytest.raises(NotPermitted, match="No judgement stands"):
        withdraw(made, first, second)


def test_another_agencys_judgement_is_theirs_to_withdraw(made):
    first, second = some(made, 2)
    judge(made, first, second)
    found = judging.standing(first, second)
    assert found is not None

    assert may_withdraw(made.actor("ivo"), found)
    refusal = may_withdraw(made.actor("olive"), found)
    assert "Another agency judged this" in refusal.reason


@pytest.mark.parametrize(
    ("policy", "words"),
    [
        (may_take_in, "does not let you say who or what a record mentions"),
        (may_forget, "does not let you let go"),
        (may_match, "may no longer do so"),
        (may_tell_owner, "may no longer do so"),
        (may_read_notices, "does not let you see who and what"),
        (may_look_up, "does not let you see who and what"),
        (may_review, "does not let you judge"),
    ],
)
def test_each_refusal_has_its_sentence(made, policy, words):
    assert policy(made.service())
    assert words in policy(made.actor("nia")).reason
    assert words in policy(made.actor("dev")).reason


def test_the_policies_of_one_mention_follow_the_rule(made):
    from frankpledge.entities.models import Mention

    first, second = some(made, 2)
    rows = list(Mention.open_to(made.actor("imogen")).filter(pk__in=[first, second]))

    assert may_read_subject(made.actor("imogen"), rows[0])
    assert not may_read_subject(made.actor("olive"), rows[0])
    assert may_judge(made.actor("imogen"), *rows)
    assert not may_judge(made.actor("olive"), *rows)


def test_the_queue_holds_only_pairs_both_of_which_may_be_seen(made):
    keep_restricted(made, person(*COLIN))
    take_in(made, person(*COLIN))
    take_in(made, person(*COLIN), by=made.service("other-unit"))
    entities.match_waiting(at=made.now)

    assert Match.objects.count() == 3
    for name in ("imogen", "olive", "ruth"):
        assert review.queue(by=made.actor(name), at=made.now) == ()
