"""The safeguarding gate: always the same contact, a call before anything, a stop, an override."""

from datetime import timedelta

import pytest

from frankpledge.access.api import NotFound, NotPermitted
from frankpledge.powers import api as powers
from frankpledge.powers.api import Stage
from frankpledge.powers.gate import contact_for
from frankpledge.powers.models import GateCheck
from frankpledge.powers.reading import page
from frankpledge.powers.use_steps import NotYet, OutOfOrder
from frankpledge.referrals import api as referrals
from frankpledge.referrals.models import DutyLine, Thought
from tests.powers.conftest import browse
from tests.powers.test_pages import text
from tests.powers.use_makers import post_of


def ring(case, use, **changed):
    facts = {
        "spoke_to": "Joan Lisle",
        "rung_at": case.now,
        "answer": "go",
        "words": "Go with somebody whom the tenant knows",
    } | changed
    powers.answer_gate(use_id=use, **facts, **case.did())


def test_the_page_shows_whom_to_ring_and_says_nothing_of_the_place(case):
    use = case.start()
    shown = text(browse(case.people["csm"]).get(f"/powers/uses/{use}/gate/"))

    assert "Joan Lisle" in shown
    assert "01632 960301" in shown
    assert "It says nothing of this place" in shown
    assert "Would what is taken leave somebody owing a debt" in shown


def test_before_the_call_nothing_can_be_checked_consulted_on_or_done(case):
    use, did = case.start(), case.did()
    facts = page(use_id=use, **did)
    assert {name for name, decision in facts.may.items() if decision} == {
        "answer_gate",
        "park_use",
        "withdraw_use",
        "share_use",
    }
    with pytest.raises(NotPermitted):
        powers.note_evidence(use_id=use, number=1, held=False, **did)
    with pytest.raises(NotPermitted):
        powers.ask_consultee(use_id=use, number=1, whom="Somebody", **did)
    with pytest.raises(NotPermitted):
        powers.bring_in_force(use_id=use, since=case.now, words="x", **did)


def test_the_call_is_kept_with_who_was_shown_who_answered_when_and_what_they_said(case):
    use = case.start()
    ring(case, use, spoke_to="Somebody else on duty")

    [call] = page(use_id=use, **case.did()).gates
    assert call.contact == "Joan Lisle, Adult care duty manager"
    assert (call.spoke_to, call.rung_at, call.answer) == (
        "Somebody else on duty",
        case.now,
        "Go on",
    )
    assert case.stage(use) is Stage.CHECKING


@pytest.mark.parametrize(
    ("changed", "argument"),
    [
        ({"spoke_to": " "}, "spoke_to"),
        ({"words": ""}, "words"),
        ({"answer": ""}, "answer"),
    ],
)
def test_what_is_not_said_is_asked_for(case, changed, argument):
    use = case.start()
    with pytest.raises(NotYet) as refusal:
        ring(case, use, **changed)
    assert refusal.value.argument == argument
    assert case.stage(use) is Stage.IDEA


@pytest.mark.parametrize("off", [timedelta(minutes=1), timedelta(days=-1, minutes=-1)])
def test_a_call_that_was_not_made_or_was_for_something_else_does_not_count(case, off):
    use = case.start()
    with pytest.raises(OutOfOrder):
        ring(case, use, rung_at=case.now + off)


def test_do_not_stops_it_until_a_named_manager_overrides_with_a_reason(case):
    use = case.start()
    ring(case, use, answer="stop", words="Do not close it to the tenant")
    assert case.stage(use) is Stage.STOPPED
    give = {"use_id": use, "reason": "The court has ordered it"}

    for who in ("csm", "boss", "tom"):
        with pytest.raises(NotPermitted) as refusal:
            powers.override_stop(**give, **case.did(who))
        assert "named for it" in refusal.value.reason
    powers.name_overrider(
        post=str(post_of(case.people["boss"])),
        ends_on=case.now.date() + timedelta(days=300),
        **case.did("lawyer"),
    )
    [waits] = powers.awaiting(case.actor("boss"), case.now)
    assert waits.sort == powers.Sort.STOPPED
    with pytest.raises(NotYet):
        powers.override_stop(use_id=use, reason=" ", **case.did("boss"))
    powers.override_stop(**give, **case.did("boss"))

    assert case.stage(use) is Stage.CHECKING
    [call] = page(use_id=use, **case.did()).gates
    assert (call.answer, call.overridden_by, call.override_reason) == (
        "Do not",
        "Ada Boss",
        "The court has ordered it",
    )


def test_a_named_manager_does_not_override_the_stop_of_their_own_use(case):
    powers.name_overrider(
        post=str(post_of(case.people["csm"])),
        ends_on=case.now.date() + timedelta(days=300),
        **case.did("lawyer"),
    )
    use = case.start()
    ring(case, use, answer="stop")
    with pytest.raises(NotPermitted) as refusal:
        powers.override_stop(use_id=use, reason="Mine", **case.did())
    assert "someone else must decide" in refusal.value.reason


def test_whoever_names_managers_does_so_for_their_own_agency(case):
    with pytest.raises(NotPermitted):
        powers.name_overrider(
            post=str(post_of(case.people["boss"])),
            ends_on=case.now.date() + timedelta(days=3),
            **case.did("csm"),
        )
    lawyer = browse(case.people["lawyer"])
    refused = lawyer.post("/powers/overriders/", {"post": "x"})
    assert refused.status_code == 422
    done = lawyer.post(
        "/powers/overriders/",
        {
            "post": str(post_of(case.people["boss"])),
            "ends_on_day": "1",
            "ends_on_month": "4",
            "ends_on_year": "2027",
        },
    )
    assert done.status_code == 302
    assert "until 1 April 2027" in text(lawyer.get("/powers/overriders/"))
    assert browse(case.people["csm"]).get("/powers/overriders/").status_code == 403


def test_it_is_handed_over_the_wall_and_nothing_comes_back(case):
    before = Thought.objects.count()
    use = case.start()
    assert Thought.objects.count() == before + 1
    [thought] = Thought.objects.order_by("-id")[:1]
    assert (thought.place, thought.area_id) == ("6 Tern Court", "D1")
    shown = text(browse(case.people["csm"]).get(f"/powers/uses/{use}/"))
    assert "referral" not in shown.split("<main")[1].split("</main>")[0].casefold()


def test_a_district_without_a_duty_contact_says_so_and_the_call_is_still_needed(case):
    DutyLine.objects.all().delete()
    use = case.start()

    assert not contact_for("D1", **case.did()).is_set
    assert "Nobody is set" in text(browse(case.people["csm"]).get(f"/powers/uses/{use}/gate/"))
    ring(case, use)
    assert "Nobody is set" in GateCheck.objects.get(use=use).contact_name


def test_the_gate_shows_the_same_whatever_is_held_at_the_place(case):
    """The module behind the wall proves that its answer does not depend on what it holds; here
    the page is the same for a place about which a lead has been told and one never thought of."""
    use = case.start()
    client = browse(case.people["csm"])
    first = text(client.get(f"/powers/uses/{use}/gate/"))
    referrals.note_gate(area="D1", place="6 Tern Court", what="Something else", **case.did("csm"))

    assert remade(first) == remade(text(client.get(f"/powers/uses/{use}/gate/")))


def remade(page_text):
    """A page without the token that is made anew each time."""
    import re

    page_text = re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", page_text)
    return re.sub(r'nonce="[^"]*"', "", page_text)


def test_who_may_not_read_the_use_finds_no_gate(case):
    use = case.start()
    assert browse(case.people["care"]).get(f"/powers/uses/{use}/gate/").status_code == 404
    with pytest.raises(NotFound):
        powers.answer_gate(
            use_id=use,
            spoke_to="x",
            rung_at=case.now,
            answer="go",
            words="x",
            **case.did("care"),
        )
