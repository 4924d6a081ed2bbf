"""A return's life: asked for, made, signed, checked; nil, missing and late are different things."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import product

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from frankpledge.access.api import (
    NO_END,
    Forum,
    ForumMember,
    NotFound,
    NotPermitted,
    Person,
    Role,
)
from frankpledge.plans import actions
from frankpledge.plans.actions import ReasonNeeded, UnknownChoice
from frankpledge.plans.models import RETURN_NEXT, QuarterReturn, ReturnState
from frankpledge.plans.returns import asking, blocks, making
from frankpledge.plans.returns.asking import AlreadyAsked
from frankpledge.plans.returns.blocks import Asked
from frankpledge.plans.returns.making import AlreadyBegun, Contradicts, NotFinished, NotNil
from frankpledge.plans.returns.measures import BY_CODE, MEASURES, WITHIN, contradictions
from frankpledge.plans.returns.quarters import Quarter
from frankpledge.referrals.models import Frozen, FrozenCount
from tests.makers import as_actor, make_person
from tests.plans.partnership import (
    ASKED,
    COUNTY,
    DUE,
    LAST,
    Here,
    ask,
    begin,
    check,
    fill,
    make_county,
    returned,
    sign,
)

pytestmark = pytest.mark.django_db
LATE = datetime.fromisoformat("2026-05-11T09:00:00+00:00")


@pytest.fixture
def here() -> Here:
    return make_county(2)


def act(here: Here, code: str, at: datetime) -> None:
    """An action of a district, done in the quarter."""
    by = as_actor(here.managers[code], at=at)
    made = actions.add_action(
        verb="Brief",
        text="the repairs team",
        four_p="prepare",
        due_on=at.date(),
        owner_agency=by.agency_id,
        area=code,
        by=by,
        at=at,
    )
    actions.progress_action(action_id=made, status="done", by=by, at=at)


def page(here: Here, made: object, code: str = "D1") -> making.ReturnFacts:
    return making.page(return_id=made, by=as_actor(here.managers[code], at=ASKED), at=ASKED)  # type: ignore[arg-type]


def numbers(facts: making.ReturnFacts) -> dict[str, int | None]:
    return {line.measure.code: line.number for block in facts.blocks for line in block.figures}


def test_a_return_is_mostly_filled_from_what_is_here_and_what_is_not_known_is_not_nought(
    here: Here,
) -> None:
    act(here, "D1", datetime.fromisoformat("2026-02-03T09:00:00+00:00"))
    act(here, "D2", datetime.fromisoformat("2026-02-03T09:00:00+00:00"))
    act(here, "D1", datetime.fromisoformat("2026-04-01T08:00:00+00:00"))
    made = begin(here, ask(here), "D1")
    facts = page(here, made)
    found = numbers(facts)

    assert len(facts.blocks) == 9
    assert (found["B1"], found["B2"], found["B8"], found["F1"]) == (1, 1, 1, 1)
    assert found["C1"] == found["F2"] == found["H2"] == 0
    assert found["D1"] is None
    assert [block.letter for block in facts.blocks if not block.is_counted] == ["D"]
    assert [block.letter for block in facts.blocks if block.is_filled] == ["B", "F"]


def test_a_preview_shows_the_same_before_anything_is_begun(here: Here) -> None:
    act(here, "D1", datetime.fromisoformat("2026-02-03T09:00:00+00:00"))
    shown = making.preview(
        body="csp-d1",
        quarter=Quarter(year=2025, number=4),
        by=as_actor(here.managers["D1"], at=ASKED),
        at=ASKED,
    )

    assert shown.filled == 2
    assert not QuarterReturn._rows.exists()
    for code in ("csp-d2", "nothing"):
        with pytest.raises(NotFound):
            making.preview(
                body=code,
                quarter=Quarter(year=2025, number=4),
                by=as_actor(here.managers["D1"], at=ASKED),
                at=ASKED,
            )


def test_referrals_come_rounded_once_the_counts_of_every_district_are_frozen(here: Here) -> None:
    round_id = ask(here)
    made = begin(here, round_id, "D1")
    assert numbers(page(here, made))["D1"] is None
    frozen = Frozen.objects.create(
        area_id="D1", first_day=date(2026, 1, 1), frozen_at=ASKED, frozen_by=here.gwen
    )
    for measure, count in (("sent", 15), ("accepted", 0), ("late", 5)):
        FrozenCount.objects.create(frozen=frozen, measure=measure, rounded=count)
    making.refill_return(return_id=made, by=as_actor(here.managers["D1"], at=ASKED), at=ASKED)
    found = numbers(page(here, made))

    assert (found["D1"], found["D2"], found["D3"]) == (15, 0, None)
    client = Client()
    client.force_login(here.managers["D1"])
    shown = client.get(f"/plans/returns/{made}/").content.decode()
    assert "About 15" in shown
    assert "0 to 2" in shown
    assert "Counted here, to the nearest 5" in shown
    whole = Asked(areas=("D1", "D2"), first=date(2026, 1, 1), last=date(2026, 3, 31))
    part = Asked(areas=("D1",), first=date(2026, 2, 15), last=date(2026, 3, 31))
    by = as_actor(here.managers["D1"], at=ASKED)
    for asked in (whole, part):
        assert blocks.vulnerability_block(asked, by, ASKED) == {}


def test_what_is_asked_of_others_is_counted_when_it_is_taken_on(here: Here) -> None:
    asked_at = datetime.fromisoformat("2026-02-03T09:00:00+00:00")
    manager = as_actor(here.managers["D1"], at=asked_at)
    others = make_person(here.police, Role.PRACTITIONER, districts=["D1"])
    made = [
        actions.add_action(
            verb="Visit",
            text=text,
            four_p="protect",
            due_on=asked_at.date(),
            owner_agency=here.police.id,
            area="D1",
            by=manager,
            at=asked_at,
        )
        for text in ("the parade", "the park", "the pier")
    ]
    act(here, "D1", asked_at)
    for uid, *states in ((made[0], "agreed", "done"), (made[1], "agreed")):
        for state in states:
            actions.progress_action(
                action_id=uid, status=state, by=as_actor(others, at=asked_at), at=asked_at
            )
    found = numbers(page(here, begin(here, ask(here), "D1")))

    assert (found["B9"], found["B10"]) == (2, 1)
    assert (found["E5"], found["E6"]) == (None, None)


def test_a_median_is_of_days_and_halves_go_up() -> None:
    assert [blocks._median(days).number for days in ([], [3], [1, 2], [4, 1, 9])] == [None, 3, 2, 4]


def test_a_quarter_is_asked_for_once_and_by_the_county_team(here: Here) -> None:
    ask(here)
    with pytest.raises(AlreadyAsked):
        ask(here)
    with pytest.raises(NotPermitted, match="Your post does not collate returns"):
        asking.request_returns(
            quarter="2026-27-q1",
            due_on=date(2026, 7, 31),
            area=COUNTY,
            by=as_actor(here.managers["D1"], at=ASKED),
            at=ASKED,
        )
    with pytest.raises(UnknownChoice):
        ask(here, quarter="2026-27-q9")


def test_a_draft_is_its_makers_alone_then_the_chairs_then_the_countys(here: Here) -> None:
    made = begin(here, ask(here), "D1")
    chair, gwen = as_actor(here.chairs["D1"], at=ASKED), as_actor(here.gwen, at=ASKED)

    def readers() -> list[str]:
        people = {
            "chair": chair,
            "gwen": gwen,
            "neighbour": as_actor(here.managers["D2"], at=ASKED),
        }
        return [name for name, who in people.items() if QuarterReturn.open_to(who).filter(pk=made)]

    assert readers() == []
    fill(here, made, "D1")
    making.hand_return(
        return_id=made,
        chair=here.chairs["D1"].id,
        by=as_actor(here.managers["D1"], at=ASKED),
        at=ASKED,
    )
    assert readers() == ["chair"]
    assert [line.uid for line in making.to_sign(chair)] == [made]
    making.sign_return(return_id=made, by=chair, at=ASKED)
    assert readers() == ["chair", "gwen"]
    assert [line.uid for line in making.to_check(gwen)] == [made]


def test_it_is_not_handed_over_while_something_is_neither_known_nor_explained(here: Here) -> None:
    made = begin(here, ask(here), "D1")
    manager = as_actor(here.managers["D1"], at=ASKED)
    with pytest.raises(NotFinished, match="A1, D1, D2, D3"):
        making.hand_return(return_id=made, chair=here.chairs["D1"].id, by=manager, at=ASKED)
    fill(here, made, "D1", C1=None)
    with pytest.raises(UnknownChoice):
        making.hand_return(return_id=made, chair=here.chairs["D2"].id, by=manager, at=ASKED)
    sign(here, made, "D1")
    assert numbers(page(here, made))["C1"] is None


def test_only_the_chair_to_whom_it_was_handed_signs_and_may_send_it_back(here: Here) -> None:
    made = begin(here, ask(here), "D1")
    fill(here, made, "D1")
    manager = as_actor(here.managers["D1"], at=ASKED)
    making.hand_return(return_id=made, chair=here.chairs["D1"].id, by=manager, at=ASKED)
    with pytest.raises(NotPermitted):
        making.sign_return(return_id=made, by=manager, at=ASKED)
    with pytest.raises(NotPermitted, match="with the chair is not changed"):
        fill(here, made, "D1")
    chair = as_actor(here.chairs["D1"], at=ASKED)
    with pytest.raises(ReasonNeeded):
        making.send_back_return(return_id=made, note="", by=chair, at=ASKED)
    making.send_back_return(return_id=made, note="Two are missing", by=chair, at=ASKED)
    assert page(here, made).line.state == ReturnState.DRAFT
    with pytest.raises(IntegrityError, match="return_is_signed_by_another"), transaction.atomic():
        QuarterReturn._rows.update(signed_by=here.managers["D1"].id, signed_at=ASKED)


def test_its_maker_takes_it_back_from_a_chair_who_has_not_signed(here: Here) -> None:
    made = begin(here, ask(here), "D1")
    fill(here, made, "D1")
    manager = as_actor(here.managers["D1"], at=ASKED)
    with pytest.raises(NotPermitted, match="It is not with the chair"):
        making.take_back_return(return_id=made, by=manager, at=ASKED)
    making.hand_return(return_id=made, chair=here.chairs["D1"].id, by=manager, at=ASKED)
    for other in (here.chairs["D1"], here.managers["D2"], here.gwen):
        with pytest.raises((NotFound, NotPermitted)):
            making.take_back_return(return_id=made, by=as_actor(other, at=ASKED), at=ASKED)

    making.take_back_return(return_id=made, by=manager, at=ASKED)

    facts = page(here, made)
    assert (facts.line.state, facts.steps[0].note) == (
        ReturnState.DRAFT,
        "Taken back before it was signed",
    )
    with pytest.raises(NotFound):
        making.sign_return(return_id=made, by=as_actor(here.chairs["D1"], at=ASKED), at=ASKED)
    sign(here, made, "D1")
    with pytest.raises(NotPermitted, match="It is not with the chair"):
        making.take_back_return(return_id=made, by=manager, at=ASKED)


def test_a_chair_reads_a_return_no_longer_once_it_went_back(here: Here) -> None:
    made = begin(here, ask(here), "D1")
    fill(here, made, "D1")
    manager, chair = (as_actor(each["D1"], at=ASKED) for each in (here.managers, here.chairs))
    client = Client()
    client.force_login(here.chairs["D1"])
    address = f"/plans/returns/{made}/"

    def hand(to: Person) -> None:
        making.hand_return(return_id=made, chair=to.id, by=manager, at=ASKED)

    hand(here.chairs["D1"])
    assert client.get(address).status_code == 200
    sent = client.post(f"{address}back/", {"note": "Two are missing"})
    assert (sent.status_code, sent.headers["Location"]) == (302, "/plans/returns/")
    assert "Sent back" in client.get("/plans/returns/").content.decode()
    assert client.get(address).status_code == 404
    assert making.listed(by=chair, at=ASKED).lines == ()
    assert QuarterReturn._rows.get(pk=made).protection.state == "draft"

    hand(here.chairs["D1"])
    assert client.get(address).status_code == 200
    making.take_back_return(return_id=made, by=manager, at=ASKED)
    assert client.get(address).status_code == 404

    hand(here.chairs["D1"])
    making.sign_return(return_id=made, by=chair, at=ASKED)
    check(here, made, "accepted", "reopened", note="Counted twice")
    assert client.get(address).status_code == 200
    other = make_person(here.police, Role.LEAD_OFFICER, districts=["D1"])
    ForumMember.objects.create(forum=Forum.objects.get(code="d1-csp"), person=other, until=NO_END)
    hand(other)
    assert client.get(address).status_code == 404
    making.take_back_return(return_id=made, by=manager, at=ASKED)
    assert not QuarterReturn.open_to(as_actor(other, at=ASKED)).filter(pk=made).exists()
    assert QuarterReturn.open_to(as_actor(here.gwen, at=ASKED)).filter(pk=made).exists()


def test_a_part_that_says_more_than_its_whole_is_explained_or_put_right(here: Here) -> None:
    made = begin(here, ask(here), "D1")
    fill(here, made, "D1", E1=3, E2=4)
    manager = as_actor(here.managers["D1"], at=ASKED)
    block = next(each for each in page(here, made).blocks if each.letter == "E")
    assert block.contradictions == ("E2 (4) says more than E1 (3).",)
    with pytest.raises(Contradicts, match=r"E2 \(4\) says more than E1 \(3\)"):
        making.hand_return(return_id=made, chair=here.chairs["D1"].id, by=manager, at=ASKED)
    assert page(here, made).line.state == ReturnState.DRAFT
    client = Client()
    client.force_login(here.managers["D1"])
    assert "Contradicts itself" in client.get(f"/plans/returns/{made}/").content.decode()

    making.fill_block(
        return_id=made,
        block="E",
        numbers={line.measure.code: line.number for line in block.figures},
        reasons={},
        not_comparable={},
        words="One answer came to an ask of the quarter before.",
        by=manager,
        at=ASKED,
    )
    sign(here, made, "D1")


def test_what_is_not_known_or_was_rounded_contradicts_nothing() -> None:
    assert not contradictions({"E1": None, "E2": 9})
    assert not contradictions({"G1": 4, "G2": 4, "G3": 0, "G4": 0})
    assert contradictions({"D1": 0, "D2": 1}) == (("D2", "D1"),)
    assert all({part, whole} <= BY_CODE.keys() for part, whole in WITHIN)


def test_a_nil_return_is_an_answer_and_not_given_where_something_was_counted(here: Here) -> None:
    round_id = ask(here)
    act(here, "D1", datetime.fromisoformat("2026-02-03T09:00:00+00:00"))
    busy, quiet = begin(here, round_id, "D1"), begin(here, round_id, "D2")
    with pytest.raises(NotNil):
        making.make_nil(return_id=busy, by=as_actor(here.managers["D1"], at=ASKED), at=ASKED)
    making.make_nil(return_id=quiet, by=as_actor(here.managers["D2"], at=ASKED), at=ASKED)
    facts = page(here, quiet, "D2")
    assert facts.line.is_nil
    nought = {measure.code for measure in MEASURES if measure.nought_if_nil}
    assert {number for code, number in numbers(facts).items() if code in nought} == {0}
    assert {"A1", "E5", "E6"}.isdisjoint(nought)


def test_each_check_follows_the_table_and_no_other_does(here: Here) -> None:
    made = returned(here, ask(here), "D1")
    theirs = {ReturnState.QUERY, ReturnState.ACCEPTED, ReturnState.LOCKED, ReturnState.REOPENED}
    by_the_chair = (ReturnState.WITH_CHAIR, ReturnState.SUBMITTED)

    for start, end in product(ReturnState, ReturnState):
        row = QuarterReturn._rows.filter(pk=made)
        row.update(state=start, signed_at=ASKED, signed_by=here.chairs["D1"].id)
        if end in RETURN_NEXT[start] & theirs:
            check(here, made, end, note="Why")
            assert row.get().state == end
        elif (start, end) != by_the_chair:
            with pytest.raises(NotPermitted):
                check(here, made, end, note="Why")


def test_a_query_and_a_reopening_say_why_and_a_reopened_one_is_signed_again(here: Here) -> None:
    made = returned(here, ask(here), "D1")
    with pytest.raises(ReasonNeeded):
        check(here, made, "query")
    check(here, made, "accepted", "locked")
    with pytest.raises(ReasonNeeded):
        check(here, made, "reopened")
    assert page(here, made).came_back_with is None
    check(here, made, "reopened", note="Counted twice")
    came_back = page(here, made).came_back_with
    assert came_back is not None
    assert (came_back.by, came_back.note) == ("Gwen", "Counted twice")
    fill(here, made, "D1", C1=4)
    sign(here, made, "D1")
    facts = page(here, made)

    assert (facts.line.edition, facts.line.state) == (2, ReturnState.SUBMITTED)
    assert [step.note for step in facts.steps if step.note] == ["Counted twice"]


def test_late_is_late_by_its_first_signature(here: Here) -> None:
    round_id = ask(here)
    on_time, late = returned(here, round_id, "D1"), returned(here, round_id, "D2", at=LATE)

    assert not page(here, on_time).line.was_late
    assert page(here, late, "D2").line.was_late


def test_what_came_back_after_it_was_signed_in_time_is_owed_and_not_late(here: Here) -> None:
    round_id = ask(here)
    check(here, returned(here, round_id, "D1"), "query", note="Why none?")
    check(here, returned(here, round_id, "D2", at=LATE), "query", note="Why none?")
    after = LATE + timedelta(days=1)

    (in_time,) = making.owed(as_actor(here.managers["D1"], at=after), after.date())
    (late,) = making.owed(as_actor(here.managers["D2"], at=after), after.date())
    assert not in_time.is_late(after.date())
    assert late.is_late(after.date())


def test_what_is_owed_is_said_with_its_day_until_it_is_signed(here: Here) -> None:
    round_id = ask(here)
    manager = as_actor(here.managers["D1"], at=ASKED)
    asking.chase_return(
        round_id=round_id, body="csp-d1", by=as_actor(here.gwen, at=ASKED), at=ASKED
    )
    (owed,) = making.owed(manager, ASKED.date())
    assert (owed.state, owed.due_on, owed.chased_on) == ("Not begun", DUE, ASKED.date())
    returned(here, round_id, "D1")
    assert making.owed(manager, ASKED.date()) == ()
    assert owed.is_late(DUE + timedelta(days=1))
    assert not owed.is_late(DUE)
    with pytest.raises(NotFound):
        asking.chase_return(
            round_id=round_id, body="csp-u1", by=as_actor(here.gwen, at=ASKED), at=ASKED
        )


def test_a_partnership_makes_one_return_and_only_its_own(here: Here) -> None:
    round_id = ask(here)
    made = begin(here, round_id, "D1")
    assert begin(here, round_id, "D1") == made
    other = make_person(here.councils["D2"], Role.CSM, districts=["D1"])
    with pytest.raises(AlreadyBegun):
        making.begin_return(
            round_id=round_id, body="csp-d1", by=as_actor(other, at=ASKED), at=ASKED
        )
    with pytest.raises(NotFound):
        making.begin_return(
            round_id=round_id,
            body="csp-d1",
            by=as_actor(here.managers["D2"], at=ASKED),
            at=ASKED,
        )
    assert making.chairs(made, as_actor(other, at=ASKED)) == ()


def test_a_number_that_is_typed_over_what_was_counted_stays_when_it_is_counted_again(
    here: Here,
) -> None:
    act(here, "D1", datetime.fromisoformat("2026-02-03T09:00:00+00:00"))
    made = begin(here, ask(here), "D1")
    fill(here, made, "D1", B1=9)
    making.refill_return(return_id=made, by=as_actor(here.managers["D1"], at=ASKED), at=ASKED)
    found = numbers(page(here, made))

    assert (found["B1"], found["B2"]) == (9, 1)


def test_a_strength_above_four_is_refused_at_its_field(here: Here) -> None:
    made = begin(here, ask(here), "D1")
    with pytest.raises(UnknownChoice) as refused:
        fill(here, made, "D1", A1=5)
    assert refused.value.argument == "number_A1"


def test_the_pages_take_a_return_from_its_beginning_to_its_end(here: Here) -> None:
    round_id = ask(here)
    maker, chair, county = Client(), Client(), Client()
    for client, person in (
        (maker, here.managers["D1"]),
        (chair, here.chairs["D1"]),
        (county, here.gwen),
    ):
        client.force_login(person)
    assert "already holds" in maker.get("/plans/returns/").content.decode()
    begun = maker.post(f"/plans/returns/begin/csp-d1/{LAST}/")
    address = begun.headers["Location"]
    assert maker.get(f"{address}block/c/").status_code == 200
    assert maker.post(f"{address}block/c/", {"number_C1": "x"}).status_code == 422
    assert (
        maker.post(f"{address}block/c/", {"number_C1": "3", "why_C2": "Not ours"}).status_code
        == 302
    )
    assert maker.get(f"{address}block/z/").status_code == 404
    fill(here, QuarterReturn._rows.get().uid, "D1", C1=3)
    assert maker.post(f"{address}hand/", {"chair": str(here.chairs["D1"].id)}).status_code == 302
    assert "Sign it" in chair.get(address).content.decode()
    assert chair.post(f"{address}sign/").status_code == 302
    assert county.post(f"{address}check/", {"state": "reopened"}).status_code == 422
    assert county.post(f"{address}check/", {"state": "accepted"}).status_code == 302
    assert "Accepted" in maker.get(address).content.decode()
    shown = county.get(f"/plans/returns/county/{round_id}/").content.decode()
    assert "1 of 2 partnerships have returned" in shown


def test_hidden_and_missing_returns_are_one_page(here: Here) -> None:
    made = begin(here, ask(here), "D1")
    client = Client()
    client.force_login(here.managers["D2"])

    hidden = client.get(f"/plans/returns/{made}/")
    missing = client.get("/plans/returns/6f9f4a34-6b5b-4c3e-9d52-0f6d8e4b7c11/")
    assert hidden.status_code == missing.status_code == 404
    assert hidden.content == missing.content


def test_returns_are_read_a_page_at_a_time_and_miss_nothing(here: Here) -> None:
    for quarter in ("2025-26-q2", "2025-26-q3", LAST):
        round_id = ask(here, quarter=quarter)
        for code in ("D1", "D2"):
            returned(here, round_id, code)
    gwen = as_actor(here.gwen, at=ASKED)
    whole = making.listed(by=gwen, at=ASKED).lines
    found, after = [], ""
    while True:
        part = making.listed(by=gwen, at=ASKED, after=after, size=2)
        found += part.lines
        after = part.next
        if not after:
            break

    assert tuple(found) == whole
    assert [(line.first_day, line.body_code) for line in found] == sorted(
        [(line.first_day, line.body_code) for line in found],
        key=lambda each: (-each[0].toordinal(), each[1]),
    )
    assert len(found) == 6
    for wrong in ("x", "2026-01-01", "2026-01-01.csp-d1.x"):
        with pytest.raises(NotFound):
            making.listed(by=gwen, at=ASKED, after=wrong)


def test_pages_ask_the_database_as_often_for_many_returns_as_for_few(here: Here) -> None:
    maker, county = Client(), Client()
    maker.force_login(here.managers["D1"])
    county.force_login(here.gwen)

    def cost(client: Client, path: str) -> int:
        client.get(path)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(path).status_code == 200
        return len(queries)

    first = ask(here, quarter="2024-25-q1", at=ASKED - timedelta(days=400))
    returned(here, first, "D1", at=ASKED - timedelta(days=400))
    paths = [
        (maker, "/plans/returns/"),
        (county, "/plans/returns/"),
        (county, f"/plans/returns/county/{first}/"),
    ]
    few = [cost(*each) for each in paths]
    for quarter in ("2024-25-q2", "2024-25-q3", "2024-25-q4"):
        made = ask(here, quarter=quarter)
        returned(here, made, "D1")
    returned(here, first, "D2")

    assert [cost(*each) for each in paths] == few
