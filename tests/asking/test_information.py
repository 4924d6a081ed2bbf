"""Requests for information: every stage, who moves it, its clock, and passing an answer on."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from frankpledge.access.api import NotFound, NotPermitted
from frankpledge.asking import contacts, information, onward, requesting
from frankpledge.asking.contacts import NamedAlready, NotAble
from frankpledge.asking.information import MustSay
from frankpledge.asking.models import Information, Stage
from frankpledge.asking.rules import UnknownChoice
from frankpledge.problems.gateways import UnknownGateway, UnknownReason
from tests.asking.makers import NOON, Asking

DUE = datetime.fromisoformat("2026-04-20T12:40+01:00")


def facts(asking: Asking, uid, name: str = "asha", at: datetime = NOON):
    return information.page(request_id=uid, by=asking.actor(name, at), at=at)


def act(asking: Asking, verb, uid, name: str, at: datetime = NOON, **more):
    return verb(request_id=uid, by=asking.actor(name, at), at=at, **more)


def test_a_draft_is_not_there_for_the_agency_that_will_be_asked(asking: Asking):
    uid = asking.draft()

    with pytest.raises(NotFound):
        facts(asking, uid, "sam")
    assert information.listed(by=asking.actor("sam"), at=NOON) == ()
    act(asking, requesting.authorise, uid, "avis")
    with pytest.raises(NotFound):
        facts(asking, uid, "sam")
    act(asking, requesting.send, uid, "asha")
    assert facts(asking, uid, "sam").line.stage == Stage.SENT


def test_a_request_goes_from_draft_to_closed(asking: Asking):
    uid = asking.sent()
    act(asking, requesting.acknowledge_request, uid, "sam")
    act(asking, requesting.answer_request, uid, "sam", response="full", words="One, in March.")
    act(asking, requesting.close_request, uid, "asha")

    shown = facts(asking, uid)

    assert shown.line.stage == Stage.CLOSED
    assert shown.words == "One, in March."
    assert [step.title for step in reversed(shown.happened)] == [
        "Draft",
        "Authorised",
        "Sent",
        "Acknowledged",
        "Answered",
        "Closed",
    ]


def test_nobody_authorises_their_own_draft(asking: Asking):
    uid = asking.draft("avis")

    with pytest.raises(NotPermitted, match="You drafted this"):
        act(asking, requesting.authorise, uid, "avis")


def test_only_a_point_of_contact_authorises(asking: Asking):
    uid = asking.draft("avis")

    with pytest.raises(NotPermitted, match="single point of contact authorises"):
        act(asking, requesting.authorise, uid, "asha")


def test_nothing_is_sent_before_it_is_authorised(asking: Asking):
    uid = asking.draft()

    with pytest.raises(NotPermitted, match="another stage: draft"):
        act(asking, requesting.send, uid, "asha")


@pytest.mark.parametrize(
    ("verb", "more"),
    [
        (requesting.acknowledge_request, {}),
        (requesting.clarify, {"words": "Which year?"}),
        (requesting.answer_request, {"response": "nil_held"}),
    ],
)
def test_only_the_point_of_contact_of_the_agency_that_is_asked_decides(asking: Asking, verb, more):
    uid = asking.sent()

    with pytest.raises(NotPermitted, match="Only your agency’s single point of contact"):
        act(asking, verb, uid, "faye", **more)
    with pytest.raises(NotPermitted, match="Only the agency that is asked"):
        act(asking, verb, uid, "asha", **more)
    act(asking, verb, uid, "sam", **more)


def test_others_do_not_know_of_it(asking: Asking):
    uid = asking.sent()

    for outsider in ("nia", "pat", "imogen"):
        with pytest.raises(NotFound):
            facts(asking, uid, outsider)
        assert asking.client(outsider).get(f"/asking/requests/{uid}/").status_code == 404


# --- the clock -------------------------------------------------------------------------------


def test_an_answer_is_overdue_a_moment_after_it_is_due_and_not_at_it(asking: Asking):
    uid = asking.sent()

    assert facts(asking, uid).line.due_at == DUE
    assert not facts(asking, uid, at=DUE).line.is_overdue
    late = DUE + timedelta(seconds=1)
    assert facts(asking, uid, at=late).line.is_overdue
    with pytest.raises(NotPermitted, match="not overdue"):
        act(asking, requesting.escalate, uid, "asha", at=DUE)
    act(asking, requesting.escalate, uid, "asha", at=late)
    assert facts(asking, uid, "sam", at=late).line.stage == Stage.ESCALATED


def test_what_is_escalated_is_answered_like_any_other(asking: Asking):
    uid = asking.sent()
    late = DUE + timedelta(days=1)
    act(asking, requesting.escalate, uid, "asha", at=late)
    act(asking, requesting.answer_request, uid, "sam", at=late, response="nil_held")

    assert facts(asking, uid, at=late).line.response == "Nothing is held"


def test_the_clock_stands_still_while_the_question_is_not_clear(asking: Asking):
    uid = asking.sent(urgency="urgent")
    asked = NOON + timedelta(hours=1)
    act(asking, requesting.clarify, uid, "sam", at=asked, words="Which year?")
    weekend = NOON + timedelta(days=2)
    assert not facts(asking, uid, at=weekend).line.is_overdue
    assert facts(asking, uid, at=weekend).line.due_at is None
    monday = datetime.fromisoformat("2026-04-20T09:00+01:00")
    act(asking, requesting.explain, uid, "asha", at=monday, words="This year")

    shown = facts(asking, uid, at=monday).line

    assert shown.stage == Stage.ACKNOWLEDGED
    assert shown.due_at == monday + timedelta(hours=3)


def test_only_the_asker_explains_and_only_when_asked(asking: Asking):
    uid = asking.sent()

    with pytest.raises(NotPermitted, match="another stage"):
        act(asking, requesting.explain, uid, "asha", words="This year")
    act(asking, requesting.clarify, uid, "sam", words="Which year?")
    with pytest.raises(NotPermitted, match="Only the agency that asks"):
        act(asking, requesting.explain, uid, "sam", words="This year")


# --- answers ---------------------------------------------------------------------------------


def test_that_nothing_is_held_is_not_a_refusal(asking: Asking):
    nil, refused = asking.sent(), asking.sent()
    act(asking, requesting.answer_request, nil, "sam", response="nil_held")
    act(asking, requesting.answer_request, refused, "sam", response="refused", refusal="harm")

    assert facts(asking, nil).line.response == "Nothing is held"
    assert facts(asking, nil).refusal == ""
    assert facts(asking, refused).line.response == "Refused"
    assert facts(asking, refused).refusal == "Telling it could put somebody at risk"


@pytest.mark.parametrize(
    ("said", "error"),
    [
        ({"response": "full"}, MustSay),
        ({"response": "partial"}, MustSay),
        ({"response": "nil_held", "words": "But there was one"}, MustSay),
        ({"response": "refused"}, UnknownReason),
        ({"response": "refused", "refusal": "because"}, UnknownReason),
    ],
)
def test_an_answer_that_contradicts_itself_is_refused(asking: Asking, said, error):
    uid = asking.sent()

    with pytest.raises(error):
        act(asking, requesting.answer_request, uid, "sam", **said)


def test_an_answer_is_given_once(asking: Asking):
    uid = asking.sent()
    act(asking, requesting.answer_request, uid, "sam", response="nil_held")

    with pytest.raises(NotPermitted, match="another stage: answered"):
        act(asking, requesting.answer_request, uid, "sam", response="full", words="x")


def test_what_is_withdrawn_needs_no_answer(asking: Asking):
    uid = asking.sent()
    act(asking, requesting.withdraw_request, uid, "asha")

    with pytest.raises(NotPermitted, match="withdrawn"):
        act(asking, requesting.answer_request, uid, "sam", response="nil_held")
    with pytest.raises(NotPermitted, match="another stage"):
        act(asking, requesting.withdraw_request, uid, "asha")


# --- directions and laws -----------------------------------------------------------------------


def test_police_ask_partners_partners_ask_police_and_one_another(asking: Asking):
    to_police = asking.draft("asha", "fallow-intelligence")
    between = asking.draft("asha", "fallow-fire")
    from_police = asking.draft("imogen", "fallow-fire")

    assert facts(asking, to_police).line.direction == "Partner to police"
    assert facts(asking, between).line.direction == "Partner to partner"
    assert facts(asking, from_police, "imogen").line.direction == "Police to partner"
    act(asking, requesting.authorise, from_police, "martin")
    act(asking, requesting.send, from_police, "imogen")
    act(asking, requesting.answer_request, from_police, "sam", response="nil_held")
    act(asking, requesting.authorise, to_police, "avis")
    act(asking, requesting.send, to_police, "asha")
    act(asking, requesting.answer_request, to_police, "ivo", response="nil_held")


def test_the_law_decides_the_regime(asking: Asking):
    asking.contact("pat")

    assert facts(asking, asking.draft()).regime == "UK GDPR"
    police = asking.draft("imogen", "fallow-police")
    assert facts(asking, police, "imogen").regime == "Data Protection Act 2018, part 3"


@pytest.mark.parametrize(
    ("changed", "error"),
    [
        ({"gateway": "because"}, UnknownGateway),
        ({"urgency": "soon"}, UnknownChoice),
        ({"necessity": ""}, MustSay),
        ({"proportionality": ""}, MustSay),
        ({"system": "Housing"}, MustSay),
        ({"system": "Housing", "subject": "Colin"}, MustSay),
    ],
)
def test_a_draft_that_lacks_its_grounds_is_refused(asking: Asking, changed, error):
    with pytest.raises(error):
        asking.draft(**changed)


def test_an_agency_without_a_point_of_contact_cannot_be_asked(asking: Asking):
    with pytest.raises(UnknownChoice, match="point of contact"):
        asking.draft(to="fallow-police")


# --- passing on --------------------------------------------------------------------------------


def answered(asking: Asking):
    uid = asking.sent()
    act(
        asking,
        requesting.answer_request,
        uid,
        "sam",
        response="partial",
        words="One, in March.",
        asks_before_onward=True,
    )
    return uid


def test_an_answer_is_passed_on_only_after_its_owner_agreed(asking: Asking):
    uid = answered(asking)
    asked = {"to": asking.agency("saltmarsh-homes"), "why": "They own the block"}
    wish = act(asking, onward.ask_onward, uid, "asha", **asked)

    with pytest.raises(NotPermitted, match="has not agreed"):
        act(asking, onward.pass_on, uid, "asha", onward_id=wish)
    with pytest.raises(NotPermitted, match="single point of contact"):
        act(asking, onward.decide_onward, uid, "faye", onward_id=wish, agreed=True)
    act(asking, onward.decide_onward, uid, "sam", onward_id=wish, agreed=True)
    with pytest.raises(NotFound):
        facts(asking, uid, "nia")
    act(asking, onward.pass_on, uid, "asha", onward_id=wish)

    assert facts(asking, uid, "nia").words == "One, in March."
    assert facts(asking, uid, "nia").happened == ()


def test_an_answer_whose_owner_did_not_agree_stays_where_it_is(asking: Asking):
    uid = answered(asking)
    asked = {"to": asking.agency("saltmarsh-homes"), "why": "They own the block"}
    wish = act(asking, onward.ask_onward, uid, "asha", **asked)
    act(asking, onward.decide_onward, uid, "sam", onward_id=wish, agreed=False)

    with pytest.raises(NotPermitted, match="has not agreed"):
        act(asking, onward.pass_on, uid, "asha", onward_id=wish)
    with pytest.raises(MustSay, match="has been decided"):
        act(asking, onward.decide_onward, uid, "sam", onward_id=wish, agreed=True)
    with pytest.raises(MustSay, match="asked about this agency"):
        act(asking, onward.ask_onward, uid, "asha", **asked)


def test_a_nil_cannot_be_passed_on(asking: Asking):
    uid = asking.sent()
    act(asking, requesting.answer_request, uid, "sam", response="nil_held")

    with pytest.raises(NotPermitted, match="Nothing was told"):
        act(
            asking,
            onward.ask_onward,
            uid,
            "asha",
            to=asking.agency("saltmarsh-homes"),
            why="They own the block",
        )


# --- points of contact -------------------------------------------------------------------------


def test_only_a_supervisor_of_the_unit_names_points_of_contact(asking: Asking):
    for name in ("asha", "imogen"):
        with pytest.raises(NotPermitted, match="Only a supervisor"):
            contacts.name_contact(
                person_id=asking.county.people["faye"], by=asking.actor(name), at=NOON
            )


def test_somebody_whose_post_cannot_answer_is_not_named(asking: Asking):
    for name in ("petra", "nobody", "dev"):
        with pytest.raises(NotAble):
            asking.contact(name)


def test_nobody_is_named_twice_and_whoever_has_ended_decides_no_longer(asking: Asking):
    with pytest.raises(NamedAlready):
        asking.contact("sam")
    uid = asking.sent()
    (sam,) = [
        each
        for each in contacts.listed(by=asking.actor("asha"), at=NOON)
        if each.agency == "Fallow Fire and Rescue"
    ]
    contacts.end_contact(contact_id=sam.id, by=asking.actor("martin"), at=NOON)

    with pytest.raises(NotPermitted, match="single point of contact"):
        act(asking, requesting.acknowledge_request, uid, "sam")
    with pytest.raises(UnknownChoice):
        asking.draft()
    with pytest.raises(UnknownChoice):
        contacts.end_contact(contact_id=sam.id, by=asking.actor("martin"), at=NOON)


@pytest.mark.parametrize(
    "wrong",
    [
        {"response": "refused", "refusal": ""},
        {"response": "nil_held", "words": "x"},
        {"response": "full", "words": ""},
        {"stage": "lost"},
        {"sent_at": None},
        {"necessity": ""},
    ],
)
def test_the_database_refuses_a_request_that_cannot_be(asking: Asking, wrong):
    uid = asking.sent()

    with pytest.raises(IntegrityError), transaction.atomic():
        Information.objects.filter(request=uid).update(**wrong)
