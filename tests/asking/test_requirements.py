"""Intelligence requirements: words that name nobody and task nobody, approved by another."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest

from frankpledge.access.api import NotFound, NotPermitted
from frankpledge.asking import clocks, requirements
from frankpledge.asking.models import OPENING, Standing
from frankpledge.asking.monthly import answered_by_telling
from frankpledge.asking.requirements import OutOfTime, TooMany
from frankpledge.asking.rules import UnknownChoice
from frankpledge.asking.wording import NotForPartners, check_wording
from frankpledge.intelligence.answers import feedback
from tests.asking.makers import NOON, THURSDAY, WORDING, Asking
from tests.intelligence.makers import newest, tell


def at_noon(day: date) -> datetime:
    return datetime.combine(day, time(12), clocks.HERE)


def act(asking: Asking, verb, uid, name: str, **more):
    return verb(requirement_id=uid, by=asking.actor(name), at=NOON, **more)


def reference_of(asking: Asking, uid) -> str:
    facts = requirements.page(requirement_id=uid, by=asking.actor("nia"), at=NOON)
    return facts.line.reference


def live(asking: Asking, name: str = "nia", at: datetime = NOON):
    return [each.uid for each in requirements.current_requirements(asking.actor(name, at), at)]


@pytest.mark.parametrize(
    "more",
    [
        "that Colin Hartley has new visitors",
        "that Colin has new visitors",
        "anything at 6 Tern Court",
        "anything at 14b, Marsh Lane",
        "anything in flat 6",
        "anything at 12 mill road",
        "anything in CT9 1AB",
        "anything near TN24 0GB, tell us",
        "a van marked AB12 CDE",
        "calls from 07700 900123",
        "somebody born on 1/2/1999",
        "mr harrow at the door",
        "anything at Harbour Vapes",
    ],
)
def test_words_that_point_to_somebody_or_somewhere_are_refused(more):
    with pytest.raises(NotForPartners):
        check_wording(f"{OPENING} {more}", argument="partner_wording")


@pytest.mark.parametrize(
    "more",
    [
        "new locks, find out who lives there",
        "new locks, and ask about the tenant",
        "cars at night, follow them",
        "men at the door, watch where they go",
        "a group, photograph them",
        "young people, befriend them",
        "a home, go back later",
        "bags, search them",
    ],
)
def test_words_that_set_a_task_are_refused(more):
    with pytest.raises(NotForPartners, match="more than notice"):
        check_wording(f"{OPENING} {more}", argument="partner_wording")


@pytest.mark.parametrize("text", ["Tell us who is there", "if in the course of", OPENING, ""])
def test_words_that_do_not_begin_as_they_must_are_refused(text):
    with pytest.raises(NotForPartners):
        check_wording(text, argument="partner_wording")


@pytest.mark.parametrize(
    "more",
    [
        "new locks on a home, please tell us. Signs are below.",
        "many callers on a Friday night in Wantsum",
        "SIM cards or Bluetooth speakers in unmarked bags",
        "three or four phones in one room",
    ],
)
def test_words_that_only_ask_to_notice_are_taken(more):
    assert check_wording(f"{OPENING} {more}", known=["Wantsum"], argument="x")


def test_a_requirement_goes_from_draft_to_partners(asking: Asking):
    uid = asking.requirement()
    assert live(asking) == []
    act(asking, requirements.approve_requirement, uid, "martin")
    assert live(asking) == []
    act(asking, requirements.issue_requirement, uid, "imogen")

    (line,) = requirements.current_requirements(asking.actor("nia"), NOON)

    assert (line.wording, line.signs) == (WORDING, ("New locks", "Many callers at night"))
    assert live(asking, "asha") == []
    assert live(asking, "sam") == []


def test_nobody_approves_their_own_or_issues_what_is_not_approved(asking: Asking):
    uid = asking.requirement("martin")

    with pytest.raises(NotPermitted, match="A supervisor has to approve"):
        act(asking, requirements.issue_requirement, uid, "imogen")
    with pytest.raises(NotPermitted, match="You drafted this"):
        act(asking, requirements.approve_requirement, uid, "martin")
    with pytest.raises(NotPermitted):
        act(asking, requirements.approve_requirement, uid, "imogen")
    act(asking, requirements.approve_requirement, uid, "maud")
    with pytest.raises(NotPermitted, match="approved or withdrawn"):
        act(asking, requirements.approve_requirement, uid, "maud")


def test_what_only_police_read_is_on_no_page_of_a_partner(asking: Asking, stopped_at):
    stopped_at(NOON)
    uid = asking.issued()
    nia = asking.client("nia")

    for path in ("/asking/requirements/", f"/asking/requirements/{uid}/"):
        page = nia.get(path).content.decode()
        assert WORDING in page
        for hidden in ("SECRETIVE", "Where are homes", "of which", "Martin", "Imogen"):
            assert hidden not in page, (path, hidden)
    assert requirements.page(requirement_id=uid, by=asking.actor("nia"), at=NOON).for_police is None
    assert (
        "SECRETIVE" in asking.client("imogen").get(f"/asking/requirements/{uid}/").content.decode()
    )


def test_a_draft_or_one_for_others_is_not_there(asking: Asking):
    draft, issued = asking.requirement(), asking.issued()

    for uid, name in ((draft, "nia"), (issued, "asha"), (issued, "sam")):
        with pytest.raises(NotFound):
            requirements.page(requirement_id=uid, by=asking.actor(name), at=NOON)
        assert asking.client(name).get(f"/asking/requirements/{uid}/").status_code == 404


def test_a_requirement_expires_by_itself_after_its_last_day(asking: Asking):
    last = THURSDAY + timedelta(days=2)
    uid = asking.issued(valid_to=last)

    assert live(asking, at=at_noon(last)) == [uid]
    assert live(asking, at=at_noon(last + timedelta(days=1))) == []
    later = at_noon(last + timedelta(days=1))
    page = requirements.page(requirement_id=uid, by=asking.actor("imogen", later), at=later)
    assert page.line.standing == Standing.EXPIRED


def test_a_requirement_is_live_from_its_first_day(asking: Asking):
    first = THURSDAY + timedelta(days=3)
    uid = asking.issued(valid_from=first)

    assert live(asking) == []
    assert live(asking, at=at_noon(first)) == [uid]


def test_an_agency_has_no_more_than_five_before_it(asking: Asking):
    made = [asking.issued() for _ in range(5)]
    sixth = asking.requirement()
    act(asking, requirements.approve_requirement, sixth, "martin")

    with pytest.raises(TooMany, match="5 requirements before it"):
        act(asking, requirements.issue_requirement, sixth, "imogen")
    act(asking, requirements.withdraw_requirement, made[0], "imogen")
    act(asking, requirements.issue_requirement, sixth, "imogen")

    assert len(live(asking)) == 5
    assert made[0] not in live(asking)


def test_expired_ones_do_not_count_against_the_five(asking: Asking):
    for _ in range(5):
        asking.issued(valid_to=THURSDAY)
    later = at_noon(THURSDAY + timedelta(days=1))
    sixth = asking.requirement()
    act(asking, requirements.approve_requirement, sixth, "martin")

    requirements.issue_requirement(requirement_id=sixth, by=asking.actor("imogen", later), at=later)


@pytest.mark.parametrize(
    ("changed", "error"),
    [
        ({"valid_to": THURSDAY - timedelta(days=1)}, OutOfTime),
        ({"agencies": []}, UnknownChoice),
        ({"indicators": [" "]}, UnknownChoice),
        ({"indicators": ["Somebody called Colin"]}, NotForPartners),
        ({"partner_wording": "Find Colin"}, NotForPartners),
    ],
)
def test_a_draft_that_does_not_hold_is_refused(asking: Asking, changed, error):
    with pytest.raises(error):
        asking.requirement(**changed)


def test_only_the_unit_sets_requirements(asking: Asking):
    with pytest.raises(NotPermitted, match="does not set requirements"):
        asking.requirement("asha")
    with pytest.raises(NotPermitted, match="does not read requirements"):
        requirements.listed(by=asking.actor("bea"), at=NOON)


def test_answers_are_counted_without_saying_whose_they_were(asking: Asking):
    uid = asking.issued()
    for useful in (True, False, True):
        act(asking, requirements.count_response, uid, "imogen", useful=useful)
    act(
        asking, requirements.assess_requirement, uid, "imogen", standing="partial", assessed="So so"
    )

    own = requirements.page(requirement_id=uid, by=asking.actor("imogen"), at=NOON).for_police

    assert own is not None
    assert (own.responses, own.useful_responses, own.assessed) == (3, 2, "So so")
    assert live(asking) == []
    with pytest.raises(NotPermitted):
        act(asking, requirements.count_response, uid, "nia", useful=True)


def test_whoever_notices_it_tells_from_its_page_and_it_counts_by_itself(asking: Asking, keys):
    uid = asking.issued()
    nia = asking.client("nia")
    words = nia.get(f"/asking/requirements/{uid}/").content.decode()
    reference = reference_of(asking, uid)
    assert f"/intelligence/tell/?answers={reference}" in words
    stop = nia.get(f"/intelligence/tell/?answers={reference}").content.decode()
    assert f"This answers request {reference}." in stop
    onward = nia.post("/intelligence/tell/", {"way": "none", "answers": reference})
    assert onward["Location"] == f"/intelligence/tell/question/words/?answers={reference}"

    tell(asking.county, at=NOON, answers_request=reference)
    tell(asking.county, "noel", at=NOON, answers_request="", district="D2")
    act(asking, requirements.count_response, uid, "imogen", useful=False)
    own = requirements.page(requirement_id=uid, by=asking.actor("imogen"), at=NOON).for_police

    assert own is not None
    assert (own.responses, own.useful_responses, own.counted_by_hand) == (2, 0, 1)
    assert requirements.page(requirement_id=uid, by=asking.actor("nia"), at=NOON).for_police is None
    assert (
        "Tell what you noticed"
        not in asking.client("imogen").get(f"/asking/requirements/{uid}/").content.decode()
    )


def test_a_month_knows_what_was_told_in_answer_to_what_was_asked(asking: Asking, keys):
    uid = asking.issued()
    reference = reference_of(asking, uid)
    tell(asking.county, at=NOON, answers_request=reference)
    told = newest(asking.county)
    tell(asking.county, at=NOON)
    asking.county.now = NOON
    feedback.answer(
        submission_id=told,
        wording_code=feedback.wordings()[0][0],
        usefulness="very_useful",
        by=asking.actor("imogen"),
        at=NOON,
    )
    by = asking.actor("imogen")

    def brought(first: date, before: date):
        rows = answered_by_telling(by, first, before)
        return {each.code: (each.some, each.of) for each in rows}

    assert brought(date(2026, 4, 1), date(2026, 5, 1)) == {"M9": (1, 1), "M10": (1, 2)}
    assert brought(date(2026, 3, 1), date(2026, 4, 1)) == {"M9": (0, 0), "M10": (0, 0)}
