"""Sanitising, a second person, sharing, recalling, and what partners find."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from frankpledge.access.api import NotFound, NotPermitted, Ref, links_of
from frankpledge.intelligence import thread
from frankpledge.intelligence.desk import grading, overview as desk
from frankpledge.intelligence.desk.grading import Given
from frankpledge.intelligence.models import Dissemination, Grade, Product, Report, Submission
from frankpledge.intelligence.policies import (
    may_acknowledge,
    may_approve,
    may_make_card,
    may_read_product,
    may_recall,
    may_sanitise,
    may_send_back,
    may_share,
    may_submit,
)
from frankpledge.intelligence.sharing import approval, dissemination, sanitisation
from frankpledge.intelligence.sharing.approval import NoReason
from frankpledge.intelligence.sharing.dissemination import (
    EndsTooSoon,
    NobodyChosen,
    NotAmongThoseNamed,
)
from frankpledge.intelligence.sharing.sanitisation import (
    OriginatorNotConsulted,
    Unchecked,
    UnsafeText,
)
from tests.intelligence.makers import (
    ALL_CONFIRMED,
    SAFE_TEXT,
    evaluate,
    make_county,
    overt_use,
    release,
    sanitise,
    share,
    tell,
)


@pytest.fixture
def many(db, keys, now):
    """A county in which enough agencies could have told for one person to release."""
    return make_county(now, partners=3)


def product_of(uid):
    return Product._rows.select_related("protection").get(pk=uid)


def shown(county, uid, by="imogen", at=None):
    at = at or county.now
    return dissemination.open_product(product_id=uid, by=county.actor(by, at=at), at=at)


# --- sanitising ----------------------------------------------------------------------------


def test_a_product_holds_no_agency_no_hour_and_no_sender(county):
    uid = sanitise(county)

    row = product_of(uid)
    assert row.protection.owner_id == county.agency("fallow-intelligence")
    names = {field.name for field in Product._meta.get_fields()}
    assert not names & {"agency", "submission", "report", "created_by", "received_on"}
    assert Report._rows.get().text == "Unknown men control a flat at Tern Court."


@pytest.mark.parametrize(
    ("text", "place", "argument"),
    [
        ("Seen at 16:40 by the door", "Tern Court", "text"),
        ("Saltmarsh Homes told us of it", "Tern Court", "text"),
        ("Fallow Fire and Rescue told us of it", "Tern Court", "text"),
        ("Nia Person told us", "Tern Court", "text"),
        (SAFE_TEXT, "Flat 6, Tern Court", "place"),
    ],
)
def test_what_gives_its_source_away_is_refused(county, text, place, argument):
    report = evaluate(county)

    with pytest.raises(UnsafeText) as refusal:
        sanitisation.sanitise(
            report_id=report,
            text=text,
            place=place,
            confirmed=ALL_CONFIRMED,
            by=county.actor("imogen"),
            at=county.now,
        )
    assert refusal.value.argument == argument
    assert refusal.value.giveaways
    assert Product._rows.count() == 0


def test_every_line_of_the_checklist_is_confirmed(county):
    report = evaluate(county)

    for missing in ALL_CONFIRMED:
        with pytest.raises(Unchecked):
            sanitisation.sanitise(
                report_id=report,
                text=SAFE_TEXT,
                place="Tern Court",
                confirmed=ALL_CONFIRMED - {missing},
                by=county.actor("imogen"),
                at=county.now,
            )


def test_s2_asks_for_the_originator_first(county):
    report = evaluate(county, grade=overt_use(county, "wantsum-council", sanitisation="S2"))

    def try_it(**more):
        return sanitisation.sanitise(
            report_id=report,
            text=SAFE_TEXT,
            place="Tern Court",
            confirmed=ALL_CONFIRMED,
            by=county.actor("imogen"),
            at=county.now,
            **more,
        )

    with pytest.raises(OriginatorNotConsulted):
        try_it()
    assert product_of(try_it(originator_consulted=True)).no_onward


def test_who_may_sanitise_what(county):
    report = Report._rows.select_related("protection").get(pk=evaluate(county))
    imogen = county.actor("imogen")

    def graded(**more):
        return Grade(source=2, **({"intelligence": "A", "code": "P", "action": ""} | more))

    assert may_sanitise(imogen, report, graded())
    assert "false" in may_sanitise(imogen, report, graded(intelligence="E")).reason
    for action in ("A1", "A2"):
        refusal = may_sanitise(imogen, report, graded(code="C", action=action))
        assert "never shown to partners" in refusal.reason
    assert "nothing to share" in may_sanitise(imogen, report, None).reason
    assert not may_sanitise(county.actor("nia"), report, graded())
    assert not may_sanitise(county.actor("asha"), report, graded())


@pytest.mark.parametrize(
    "grade",
    [
        Given(source=3, intelligence="E"),
        Given(source=2, intelligence="A", code="C", action="A1", sanitisation="S1"),
        Given(source=2, intelligence="A", code="C", action="A2", sanitisation="S2"),
    ],
)
def test_what_is_kept_from_partners_is_never_sanitised(county, grade):
    with pytest.raises(NotPermitted):
        sanitise(county, grade=grade)
    assert Product._rows.count() == 0


def test_nothing_is_sanitised_twice_from_one_grade(county):
    sanitise(county)
    report = Report._rows.get().uid

    with pytest.raises(NotPermitted) as refusal:
        sanitisation.sanitise(
            report_id=report,
            text=SAFE_TEXT,
            place="Tern Court",
            confirmed=ALL_CONFIRMED,
            by=county.actor("imogen"),
            at=county.now,
        )
    assert "sanitised already" in refusal.value.reason


def test_the_page_for_sanitising_names_what_gives_it_away(county):
    report = evaluate(county)
    draft = sanitisation.draft(report_id=report, by=county.actor("imogen"), at=county.now)

    assert any("6 Tern Court" in line for line in draft.giveaways)
    assert draft.second_person_for == ("Fewer than five agencies could have told us",)


# --- a second person -----------------------------------------------------------------------


def test_a_second_person_is_asked_for_by_code_a_child_and_a_small_source_set(many, county_reasons):
    plain = release_or_wait(many)
    assert plain.stage == "released"
    assert plain.second_person_for == []
    for reason, more in county_reasons(many):
        row = release_or_wait(many, **more)
        assert row.stage == "waiting"
        assert row.second_person_for == [reason]
        assert row.protection.state == "draft"


@pytest.fixture
def county_reasons():
    return lambda county: (
        ("code_c", {"grade": overt_use(county, "wantsum-council")}),
        ("child", {"concerns_child": True}),
    )


def release_or_wait(county, **more):
    return product_of(sanitise(county, **more))


def test_a_small_source_set_asks_for_a_second_person(county):
    assert release_or_wait(county).second_person_for == ["small_source_set"]


def test_approval_by_near_misses(county):
    row = product_of(sanitise(county, by="maud"))

    assert may_approve(county.actor("martin"), row)
    assert "You sanitised this" in may_approve(county.actor("maud"), row).reason
    for name in ("imogen", "ivo", "asha", "nia", "petra", "nobody"):
        assert not may_approve(county.actor(name), row)
    late = county.now + timedelta(days=400)
    assert not may_approve(county.actor("martin", at=late), row)
    row.stage = "released"
    assert "not waiting" in may_approve(county.actor("martin"), row).reason
    assert "not waiting" in may_send_back(county.actor("martin"), row).reason


def test_the_sanitiser_cannot_approve_even_as_supervisor(county):
    uid = sanitise(county, by="martin")

    with pytest.raises(NotPermitted) as refusal:
        approval.approve(product_id=uid, by=county.actor("martin"), at=county.now)
    assert "someone else must approve" in refusal.value.reason
    assert product_of(uid).stage == "waiting"


def test_the_database_refuses_approval_by_the_sanitiser(county):
    uid = sanitise(county)
    row = product_of(uid)
    row.approved_by_id = row.sanitised_by_id

    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


def test_approval_releases_in_a_half_hour_to_nobody_yet(county):
    uid = sanitise(county)
    approval.approve(product_id=uid, by=county.actor("martin"), at=county.now)

    row = product_of(uid)
    assert (row.stage, row.protection.state) == ("released", "live")
    assert (row.released_on, row.slot) == (county.now.date(), 18)
    assert row.approved_by_id == county.people["martin"]
    assert Product.visible_to(county.actor("asha")).count() == 0


def test_what_is_sent_back_is_sanitised_anew(county):
    uid = sanitise(county)
    martin = county.actor("martin")
    with pytest.raises(NoReason):
        approval.send_back(product_id=uid, reason=" ", by=martin, at=county.now)
    approval.send_back(product_id=uid, reason="Too close", by=martin, at=county.now)

    assert product_of(uid).sent_back_because == "Too close"
    assert sanitisation.waiting(county.actor("imogen")).count() == 1
    with pytest.raises(NotPermitted):
        approval.approve(product_id=uid, by=martin, at=county.now)
    with pytest.raises(NotPermitted):
        dissemination.share(
            product_id=uid,
            agencies=[county.agency("wantsum-council")],
            by=county.actor("imogen"),
            at=county.now,
        )


def test_the_sanitiser_does_not_find_their_own_among_what_waits(county):
    sanitise(county, by="martin")

    assert approval.waiting(county.actor("martin")).count() == 0
    assert approval.waiting(county.actor("maud")).count() == 1
    assert approval.waiting(county.actor("imogen")).count() == 0


# --- sharing -------------------------------------------------------------------------------


def test_only_those_it_is_shared_with_find_it(county):
    uid = release(county)
    share(county, uid, "wantsum-council")

    assert shown(county, uid, "asha").text == SAFE_TEXT
    for name in ("nia", "sam", "petra", "nobody", "noel"):
        with pytest.raises(NotFound):
            shown(county, uid, name)


def test_the_ledger_knows_who_opened_and_acknowledged(county):
    uid = release(county)
    [entry] = share(county, uid, "wantsum-council")
    assert Dissemination._rows.get().opened_at is None

    shown(county, uid, "asha")
    later = county.now + timedelta(hours=1)
    shown(county, uid, "asha", at=later)
    row = Dissemination._rows.get()
    assert row.opened_at == county.now

    dissemination.acknowledge(product_id=uid, by=county.actor("asha", at=later), at=later)
    line = shown(county, uid, at=later).ledger[0]
    assert (line.uid, line.acknowledged_at) == (entry, later)
    with pytest.raises(NotPermitted):
        dissemination.acknowledge(product_id=uid, by=county.actor("asha"), at=later)


def test_the_units_own_reading_is_nobodys_opening(county):
    uid = release(county)
    share(county, uid, "wantsum-council")
    shown(county, uid, "imogen")

    assert Dissemination._rows.get().opened_at is None


def test_recall_takes_it_back_at_once_and_keeps_the_ledger(county):
    uid = release(county)
    first, second = share(county, uid, "wantsum-council", "fallow-fire")
    shown(county, uid, "asha")
    dissemination.recall(dissemination_id=first, by=county.actor("imogen"), at=county.now)

    with pytest.raises(NotFound):
        shown(county, uid, "asha")
    assert Dissemination.visible_to(county.actor("asha")).count() == 0
    assert shown(county, uid, "sam").text == SAFE_TEXT
    lines = {line.uid: line for line in shown(county, uid).ledger}
    assert lines[first].recalled_at == county.now
    assert lines[first].opened_at == county.now
    assert lines[second].recalled_at is None
    with pytest.raises(NotPermitted):
        dissemination.recall(dissemination_id=first, by=county.actor("imogen"), at=county.now)


def test_what_was_recalled_can_be_shared_again(county):
    uid = release(county)
    [entry] = share(county, uid, "wantsum-council")
    dissemination.recall(dissemination_id=entry, by=county.actor("imogen"), at=county.now)
    share(county, uid, "wantsum-council")

    assert shown(county, uid, "asha").text == SAFE_TEXT


def test_sharing_twice_changes_nothing(county):
    uid = release(county)
    share(county, uid, "wantsum-council")

    assert share(county, uid, "wantsum-council") == []
    assert Dissemination._rows.count() == 1


def test_what_has_ended_is_no_longer_read(county):
    uid = release(county)
    until = county.now.date() + timedelta(days=2)
    share(county, uid, "wantsum-council", expires_on=until)

    assert shown(county, uid, "asha", at=county.now + timedelta(days=1)).text
    later = county.now + timedelta(days=2)
    with pytest.raises(NotFound):
        shown(county, uid, "asha", at=later)
    assert dissemination.products(by=county.actor("asha", at=later), at=later) == []
    with pytest.raises(EndsTooSoon):
        share(county, uid, "fallow-fire", expires_on=county.now.date())


def test_code_c_goes_only_to_those_it_names(county):
    uid = release(county, grade=overt_use(county, "wantsum-council"))

    with pytest.raises(NotAmongThoseNamed) as refusal:
        share(county, uid, "wantsum-council", "fallow-fire")
    assert "Fallow Fire" in str(refusal.value)
    with pytest.raises(NotAmongThoseNamed):
        share(county, uid, forums=["wantsum-tasking"])
    share(county, uid, "wantsum-council")
    assert "Only for the agencies" in shown(county, uid, "asha").handling


def test_sharing_needs_somebody_to_share_with(county):
    with pytest.raises(NobodyChosen):
        share(county, release(county))


def test_a_forum_reads_what_is_shared_with_it(county):
    from frankpledge.access.api import Forum, ForumMember

    forum = Forum.objects.create(code="wantsum-tasking", name="Wantsum tasking")
    ForumMember.objects.create(
        forum=forum, person_id=county.people["sam"], until=county.now + timedelta(days=90)
    )
    uid = release(county)
    [entry] = share(county, uid, forums=["wantsum-tasking"])

    assert shown(county, uid, "sam").text == SAFE_TEXT
    with pytest.raises(NotFound):
        shown(county, uid, "asha")
    dissemination.recall(dissemination_id=entry, by=county.actor("imogen"), at=county.now)
    with pytest.raises(NotFound):
        shown(county, uid, "sam")


def test_sharing_and_recalling_by_near_misses(county):
    waiting = product_of(sanitise(county))
    assert "not been approved" in may_share(county.actor("imogen"), waiting).reason
    uid = release(county)
    share(county, uid, "wantsum-council")
    row = product_of(uid)
    entry = Dissemination._rows.select_related("protection").get()

    assert may_share(county.actor("imogen"), row)
    assert may_recall(county.actor("imogen"), entry, row)
    for name in ("asha", "nia", "sam"):
        assert not may_share(county.actor(name), row)
        assert not may_recall(county.actor(name), entry, row)
    day = county.now.date()
    assert may_read_product(county.actor("asha"), row, [entry], on=day)
    assert not may_read_product(county.actor("asha"), row, [], on=day)
    assert not may_read_product(county.actor("sam"), row, [entry], on=day)
    assert may_acknowledge(county.actor("asha"), entry, on=day)
    assert not may_acknowledge(county.actor("asha"), None, on=day)
    assert not may_acknowledge(county.actor("sam"), entry, on=day)
    entry.recalled_at = county.now
    assert "recalled already" in may_recall(county.actor("imogen"), entry, row).reason
    assert "no longer shared" in may_read_product(county.actor("asha"), row, [entry], on=day).reason
    assert not may_acknowledge(county.actor("asha"), entry, on=day)
    assert may_make_card(county.actor("imogen"))
    assert may_submit(county.actor("asha"))


def test_grading_anew_keeps_what_was_shared_and_asks_for_a_new_product(county):
    uid = release(county)
    share(county, uid, "wantsum-council")
    grading.regrade(
        report_id=Report._rows.get().uid,
        grade=Given(source=3, intelligence="C"),
        by=county.actor("ivo"),
        at=county.now,
    )

    assert shown(county, uid, "asha").grade.startswith("2 Untested")
    assert sanitisation.waiting(county.actor("imogen")).count() == 1


# --- the valve -----------------------------------------------------------------------------


def everything(county):
    """A whole thread, and its three links."""
    uid = release(county)
    share(county, uid, "wantsum-council", "saltmarsh-homes")
    return Submission._rows.get().uid, Report._rows.get().uid, uid


def test_the_unit_walks_the_whole_thread(county):
    submission, report, product = everything(county)
    imogen = county.actor("imogen")

    assert {each.later.uid for each in links_of(submission, imogen)} == {report}
    assert {each.later.uid for each in links_of(report, imogen)} == {report, product}
    assert {each.earlier.uid for each in links_of(product, imogen)} == {report}


@pytest.mark.parametrize("name", ["nia", "asha", "dev", "sam", "bea", "petra"])
def test_nobody_else_can_pass_the_valve_either_way(county, name):
    submission, report, product = everything(county)
    reader = county.actor(name)

    for uid in (submission, report, product):
        assert links_of(uid, reader) == []
    assert Report.visible_to(reader).count() == 0


def test_the_teller_reads_both_ends_and_nothing_joins_them(county):
    submission, _, product = everything(county)
    nia = county.actor("nia")

    assert Submission.open_to(nia).filter(pk=submission).exists()
    assert shown(county, product, "nia").report is None
    assert str(submission) not in str(shown(county, product, "nia"))


def test_captions_are_for_those_who_may_know(county):
    submission, report, product = everything(county)
    from frankpledge.access.api import Kind

    refs = [
        Ref(kind=Kind.SUBMISSION, uid=submission),
        Ref(kind=Kind.REPORT, uid=report),
        Ref(kind=Kind.PRODUCT, uid=product),
    ]
    by_name = {
        name: [bool(thread.caption_of(ref, county.actor(name))) for ref in refs]
        for name in ("imogen", "nia", "asha", "sam")
    }
    assert by_name == {
        "imogen": [True, True, True],
        "nia": [True, False, True],
        "asha": [False, False, True],
        "sam": [False, False, False],
    }
    other = Ref(kind=Kind.PROBLEM, uid=product)
    assert thread.caption_of(other, county.actor("imogen")) is None
    assert thread.url_of(other) is None
    assert thread.url_of(refs[2]) == f"/intelligence/products/{product}/"


# --- what waits ----------------------------------------------------------------------------


def test_the_desk_is_told_how_much_waits(county):
    tell(county)
    sanitise(county)
    found = desk.desk_summary(county.actor("martin"))

    assert found is not None
    assert (found.undecided, found.to_approve, found.answers_owed) == (1, 1, 2)
    assert found.not_handed_over == 1
    assert found.triage_by is not None
    for name in ("nia", "asha", "petra"):
        assert desk.desk_summary(county.actor(name)) is None


def test_products_shared_are_new_until_they_are_opened(county):
    uid = release(county)
    share(county, uid, "wantsum-council")
    assert [each.is_new for each in desk.products_shared_with(county.actor("asha"))] == [True]

    shown(county, uid, "asha")
    assert [each.is_new for each in desk.products_shared_with(county.actor("asha"))] == [False]
    assert desk.products_shared_with(county.actor("sam")) == []


def test_answers_are_back_for_whoever_holds_the_receipt(county):
    from frankpledge.intelligence.answers import feedback
    from tests.intelligence.makers import newest

    tell(county, "nia")
    nia = county.actor("nia")
    assert desk.answers_for(nia) == []
    feedback.answer(
        submission_id=newest(county),
        wording_code="recorded",
        by=county.actor("imogen"),
        at=county.now,
    )

    assert [each.answered_on for each in desk.answers_for(nia)] == [county.now.date()]
    assert desk.answers_for(nia, since=county.now.date() + timedelta(days=1)) == []
    assert desk.answers_for(county.actor("dev")) == []


def test_feedback_owed_is_the_desks_alone(county):
    tell(county)

    assert len(desk.feedback_owed(county.actor("imogen"))) == 1
    assert desk.feedback_owed(county.actor("nia")) == []
