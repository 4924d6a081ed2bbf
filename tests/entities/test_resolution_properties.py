"""What must hold of clusters whatever people decide, in whatever order, on whatever day."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from hypothesis import given, strategies as st

from frankpledge.entities.models import Verdict
from frankpledge.entities.resolution import (
    Judged,
    cluster_of,
    clusters,
    contradictions,
    history,
    name_of,
)

START = datetime(2026, 4, 1, tzinfo=UTC)
MENTIONS = [UUID(int=number + 1) for number in range(7)]
NOTED = {uid: START + timedelta(hours=7 - place) for place, uid in enumerate(MENTIONS)}
AFTER = START + timedelta(days=99)

mentions = st.sampled_from(MENTIONS)
days = st.integers(1, 20).map(lambda day: START + timedelta(days=day))


@st.composite
def judged(draw, verdicts=tuple(Verdict)):
    left, right = draw(st.lists(mentions, min_size=2, max_size=2, unique=True))
    at = draw(days)
    withdrawn = draw(st.none() | st.integers(0, 20).map(lambda more: at + timedelta(days=more)))
    return Judged(
        left=left,
        right=right,
        verdict=draw(st.sampled_from(verdicts)),
        at=at,
        withdrawn_at=withdrawn,
    )


judgements = st.lists(judged(), max_size=12)


def joined(decided, at=AFTER):
    return {cluster for cluster in clusters(decided, at=at) if len(cluster) > 1}


@given(decided=judgements, at=days, random=st.randoms(use_true_random=False))
def test_the_order_people_decided_in_makes_no_difference(decided, at, random):
    shuffled = random.sample(decided, k=len(decided))

    assert clusters(shuffled, at=at) == clusters(decided, at=at)


@given(decided=judgements, at=days)
def test_every_mention_is_in_exactly_one_cluster(decided, at):
    members = [uid for cluster in clusters(decided, at=at) for uid in cluster]

    assert len(members) == len(set(members))
    for uid in MENTIONS:
        assert uid in cluster_of(uid, decided, at=at)


@given(decided=judgements, at=days, other=judged(verdicts=(Verdict.DIFFERENT, Verdict.UNSURE)))
def test_saying_that_two_differ_or_cannot_be_told_joins_nothing(decided, at, other):
    assert joined([*decided, other], at) == joined(decided, at)


@given(decided=judgements, other=judged())
def test_a_judgement_that_is_withdrawn_leaves_no_trace_in_the_clusters(decided, other):
    undone = Judged(
        left=other.left,
        right=other.right,
        verdict=other.verdict,
        at=other.at,
        withdrawn_at=AFTER - timedelta(days=1),
    )

    assert joined([*decided, undone]) == joined(decided)


@given(decided=judgements, at=days, later=judged())
def test_what_is_judged_later_does_not_change_an_earlier_day(decided, at, later):
    if later.at > at:
        assert clusters([*decided, later], at=at) == clusters(decided, at=at)


@given(decided=judgements, at=days)
def test_a_later_withdrawal_does_not_change_an_earlier_day(decided, at):
    still = [
        Judged(left=each.left, right=each.right, verdict=each.verdict, at=each.at)
        if each.withdrawn_at is not None and each.withdrawn_at > at
        else each
        for each in decided
    ]

    assert clusters(still, at=at) == clusters(decided, at=at)


@given(decided=judgements, at=days, other=judged(verdicts=(Verdict.SAME,)))
def test_a_cluster_that_gains_others_is_named_for_the_oldest_of_them_all(decided, at, other):
    before = {name_of(cluster, NOTED) for cluster in joined(decided, at)}
    after = {name_of(cluster, NOTED) for cluster in joined([*decided, other], at)}
    oldest = {min(cluster, key=lambda uid: (NOTED[uid], uid)) for cluster in joined(decided, at)}

    assert before == oldest
    # A join takes away at most one name, which a member still leads from, and no name is new
    # unless two mentions that stood alone were joined.
    assert len(before - after) <= 1


@given(decided=judgements, other=judged(verdicts=(Verdict.SAME,)))
def test_a_split_gives_both_parts_the_names_they_had(decided, other):
    names = {uid: name_of(cluster_of(uid, decided, at=AFTER), NOTED) for uid in MENTIONS}
    split = Judged(
        left=other.left,
        right=other.right,
        verdict=Verdict.SAME,
        at=other.at,
        withdrawn_at=AFTER,
    )

    again = [*decided, split]
    assert {uid: name_of(cluster_of(uid, again, at=AFTER), NOTED) for uid in MENTIONS} == names


@given(decided=judgements, uid=mentions)
def test_the_history_of_a_mention_ends_where_it_stands(decided, uid):
    members = frozenset({uid})
    for change in history(uid, decided, NOTED):
        assert change.joined.isdisjoint(members)
        assert change.left <= members
        members = (members | change.joined) - change.left
        assert change.name == name_of(members, NOTED)

    assert members == cluster_of(uid, decided, at=AFTER)


@given(decided=judgements, at=days)
def test_only_pairs_that_were_judged_different_and_are_joined_are_at_odds(decided, at):
    for pair in contradictions(decided, at=at):
        left, right = pair
        assert cluster_of(left, decided, at=at) == cluster_of(right, decided, at=at)
        assert any(
            each.stands(at)
            and each.verdict == Verdict.DIFFERENT
            and {each.left, each.right} == set(pair)
            for each in decided
        )
