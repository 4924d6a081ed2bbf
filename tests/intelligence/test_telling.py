"""What is told: every answer as given, what binds, what is confidential, and no trace of who."""

import logging
from datetime import date, timedelta
from uuid import UUID

import pytest
from django.db import DatabaseError, connection, transaction

from frankpledge.access.api import AuditEvent, NotFound, NotPermitted, Protection
from frankpledge.intelligence.desk import accreditation, triage
from frankpledge.intelligence.desk.accreditation import (
    ImpossibleOwnGrade,
    NotAccredited,
    OwnGiven,
    own_grade_of,
)
from frankpledge.intelligence.desk.confidential import NobodyToTell
from frankpledge.intelligence.giving import mentions, receipts
from frankpledge.intelligence.giving.mentions import ImpossibleMention, Named
from frankpledge.intelligence.giving.submission import receipt_again, submit
from frankpledge.intelligence.giving.suggestion import suggested_grade
from frankpledge.intelligence.giving.told import Call, Unreadable, WrongOrder
from frankpledge.intelligence.models import (
    ASKED_HOW,
    CameBy,
    HowKnown,
    Mention,
    OwnGrade,
    Receipt,
    SourceIdentity,
    Submission,
)
from tests.intelligence.makers import newest, tell, tell_by_card, told
from tests.intelligence.test_ways_in import every_value

TOLD = "Strangers came in AB12 CDE to 6 Tern Court."
VAN = Named(kind="vehicle", text="AB12 CDE", value="AB12CDE", start=18, end=26)


def kept() -> int:
    return Submission._rows.count() + Receipt._rows.count() + SourceIdentity._rows.count()


def row_of(proof) -> Submission:
    return Submission._rows.select_related("protection").get(reference=proof.reference)


# --- answers -------------------------------------------------------------------------------

EVERYTHING = {
    "precision": "exact",
    "seen_from": date(2026, 4, 10),
    "seen_until": date(2026, 4, 12),
    "learned_on": date(2026, 4, 13),
    "urgent": True,
    "corroborated": "yes",
    "doubt": "no",
    "knowers": "few",
    "could_guess": "yes",
    "risk_if_acted": "unsure",
    "spare_teller": True,
    "referral_made": "yes",
    "referral_reference": "MASH 12",
    "crime_reference": "46/1/26",
    "answers_request": "K7FQ-2M9X",
    "how_known": "told",
}


def test_every_answer_is_kept_as_it_was_given(county):
    row = row_of(tell(county, **EVERYTHING))

    assert {name: getattr(row, name) for name in EVERYTHING} == EVERYTHING
    assert row.week_of == date(2026, 4, 6)
    assert row.route == "ordinary"
    assert row.came_by == "form"


@pytest.mark.parametrize(
    ("answers", "argument"),
    [
        ({"seen_from": date(2026, 4, 2), "seen_until": date(2026, 4, 1)}, "seen_until"),
        ({"seen_from": date(2026, 4, 2), "learned_on": date(2026, 4, 1)}, "learned_on"),
    ],
)
def test_dates_out_of_order_are_refused(county, answers, argument):
    with pytest.raises(WrongOrder) as refusal:
        tell(county, **answers)
    assert refusal.value.argument == argument
    assert kept() == 0
    same = date(2026, 4, 2)
    tell(county, seen_from=same, seen_until=same, learned_on=same)


@pytest.mark.parametrize("field", ["text", "place", "contact", "doubt_why", "crime_reference"])
@pytest.mark.parametrize("letter", ["\x00", "\ud800"])
def test_what_no_database_keeps_is_refused(county, field, letter):
    with pytest.raises(Unreadable):
        tell(county, **{field: f"a{letter}b"})
    assert kept() == 0


@pytest.mark.parametrize(
    "text",
    ["a\u202eb", "\u200bx", "\x07bell", "'; DROP TABLE x; --", "=cmd()", "{{ 7*7 }}", "\U0001f600"],
)
def test_whatever_else_is_typed_is_kept_as_typed(county, text):
    assert row_of(tell(county, text=text, place=text)).text == text


# --- what is named -------------------------------------------------------------------------


def test_what_is_named_is_kept_as_typed_and_shown_to_whoever_may_read_it(county):
    person = Named(kind="person", text="Big Dave", role="suspected", about="about 40")
    proof = tell(county, text=TOLD, named=(person, VAN))
    uid = row_of(proof).uid

    shown = mentions.mentions_of(submission_id=uid, by=county.actor("imogen"), at=county.now)
    assert shown == (VAN, person)
    assert mentions.mentions_of(submission_id=uid, by=county.actor("nia"), at=county.now) == shown
    assert AuditEvent.objects.filter(act="intelligence.read_submission").count() == 2


@pytest.mark.parametrize("name", ["asha", "sam", "dev", "petra", "noel"])
def test_what_is_named_is_hidden_with_its_submission(county, name):
    uid = row_of(tell(county, text=TOLD, named=(VAN,))).uid

    with pytest.raises(NotFound):
        mentions.mentions_of(submission_id=uid, by=county.actor(name), at=county.now)


@pytest.mark.parametrize(
    "named",
    [
        Named(kind="planet", text="Mars"),
        Named(kind="person", text="Dave", role="king"),
        Named(kind="person", text=" "),
        Named(kind="person", text="x" * 201),
        Named(kind="vehicle", text="AB12 CDE", start=0, end=8),
    ],
)
def test_what_is_not_there_cannot_be_named(county, named):
    with pytest.raises(ImpossibleMention):
        tell(county, text=TOLD, named=(named,))
    assert kept() == Mention._rows.count() == 0


def test_too_much_cannot_be_named(county):
    person = Named(kind="person", text="Dave")
    with pytest.raises(ImpossibleMention):
        tell(county, named=(person,) * (mentions.MOST + 1))
    tell(county, named=(person,) * mentions.MOST)


@pytest.mark.parametrize("table", ["mention", "owngrade", "submission"])
def test_what_came_with_it_is_never_rewritten(county, table):
    accredit(county)
    tell(county, text=TOLD, named=(VAN,), own_grade=OwnGiven(source=1, intelligence="A"))
    column = {"mention": "text", "owngrade": "code", "submission": "route"}[table]

    with (
        pytest.raises(DatabaseError, match="never rewritten"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"UPDATE intelligence_{table} SET {column} = {column}")


# --- what the answers suggest --------------------------------------------------------------


@pytest.mark.parametrize(
    ("how", "letter"),
    list(zip([code for code, _ in ASKED_HOW], "AACDCDDD", strict=True)),
)
def test_how_it_is_known_suggests_a_grade(county, how, letter):
    suggestion = suggested_grade(row_of(tell(county, how_known=how)))

    assert (suggestion.source, suggestion.intelligence, suggestion.code) == (2, letter, "P")


def test_what_was_told_before_the_eight_answers_still_has_a_suggestion(county):
    assert suggested_grade(row_of(tell(county, how_known=HowKnown.OTHER))).intelligence == "D"


@pytest.mark.parametrize(
    ("answers", "letter"),
    [
        ({"how_known": "told", "corroborated": "yes"}, "B"),
        ({"how_known": "told", "corroborated": "no"}, "C"),
        ({"how_known": "told", "corroborated": "unsure"}, "C"),
        ({"how_known": "saw", "corroborated": "yes"}, "A"),
        ({"how_known": "saw", "doubt": "yes"}, "E"),
        ({"how_known": "saw", "doubt": "no"}, "A"),
        ({"how_known": "rumour", "corroborated": "yes", "doubt": "yes"}, "E"),
    ],
)
def test_corroboration_and_doubt_change_what_is_suggested(county, answers, letter):
    assert suggested_grade(row_of(tell(county, **answers))).intelligence == letter


@pytest.mark.parametrize(
    ("answers", "code"),
    [
        ({"knowers": "one"}, "C"),
        ({"knowers": "few"}, "C"),
        ({"knowers": "some"}, "P"),
        ({"could_guess": "yes"}, "C"),
        ({"could_guess": "unsure"}, "P"),
        ({"risk_if_acted": "yes"}, "C"),
        ({}, "P"),
    ],
)
def test_a_risk_to_whoever_told_it_suggests_conditions(county, answers, code):
    suggestion = suggested_grade(row_of(tell(county, **answers)))

    assert suggestion.code == code
    assert (suggestion.action, suggestion.sanitisation) == (
        ("A3", "S2") if code == "C" else ("", "")
    )
    assert len(suggestion.why) == (2 if code == "C" else 1)


# --- an accredited agency's own grade ------------------------------------------------------


def accredit(county, agency="saltmarsh-homes") -> int:
    return accreditation.accredit(
        agency_id=county.agency(agency),
        reference="Agreement 7",
        by=county.actor("martin"),
        at=county.now,
    )


def own(county, **more) -> OwnGiven:
    given = {
        "source": 1,
        "intelligence": "B",
        "code": "C",
        "action": "A3",
        "sanitisation": "S2",
        "recipients": (county.agency("wantsum-council"),),
        "instructions": "Speak to us first",
    }
    return OwnGiven(**given | more)


def test_an_accredited_agencys_grade_stays_as_it_came(county):
    accredit(county)
    row = row_of(tell(county, own_grade=own(county)))

    assert own_grade_of(row) == own(county)
    assert OwnGrade._rows.get().in_short == "1 B C A3 S2"
    assert suggested_grade(row).intelligence == "A"
    assert own_grade_of(row_of(tell(county))) is None


def test_its_conditions_bind_through_the_one_rule(county):
    accredit(county)
    row = row_of(tell(county, own_grade=own(county)))
    conditions = dict(
        row.protection.__class__.objects.filter(pk=row.pk).values_list("code", "min_vetting")
    )

    assert list(conditions) == ["C"]
    assert Submission.open_to(county.actor("imogen")).count() == 1
    assert Submission.open_to(county.actor("nia")).count() == 1
    assert Submission.visible_to(county.actor("asha")).count() == 0


@pytest.mark.parametrize("action", ["A1", "A2", "A3"])
def test_conditions_name_whom_it_may_reach(county, action):
    accredit(county)
    named = (county.agency("wantsum-council"),) if action == "A3" else ()
    given = own(county, action=action, recipients=named)
    unit, teller = county.agency("fallow-intelligence"), county.agency("saltmarsh-homes")

    found = accreditation.conditions_of(given, agency=teller, unit=unit)

    assert found[0].values == frozenset(str(each) for each in (unit, teller, *named))
    assert [each.name for each in found] == ["agencies", "no_onward"]


def test_nobody_else_is_taken_at_their_grade(county):
    with pytest.raises(NotAccredited):
        tell(county, own_grade=own(county))
    number = accredit(county)
    tell(county, own_grade=own(county))
    accreditation.end_accreditation(
        accreditation_id=number, by=county.actor("martin"), at=county.now
    )
    with pytest.raises(NotAccredited):
        tell(county, own_grade=own(county))
    assert OwnGrade._rows.count() == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"source": 4},
        {"intelligence": "F"},
        {"code": "P"},
        {"code": "X"},
        {"action": ""},
        {"sanitisation": ""},
        {"action": "A1"},
    ],
)
def test_codes_that_do_not_go_together_are_refused(county, wrong):
    accredit(county)
    with pytest.raises(ImpossibleOwnGrade):
        tell(county, own_grade=own(county, **wrong))
    assert kept() == 0


def test_only_a_supervisor_accredits(county):
    for name in ("imogen", "nia", "petra"):
        with pytest.raises(NotPermitted):
            accreditation.accredit(
                agency_id=county.agency("fallow-fire"),
                reference="x",
                by=county.actor(name),
                at=county.now,
            )
        with pytest.raises(NotPermitted):
            accreditation.accredited(by=county.actor(name))


# --- in confidence -------------------------------------------------------------------------


def in_confidence(county, by="nia"):
    return tell(county, by, text="An officer warns them before raids.", route="confidential")


def test_what_is_confidential_is_found_by_named_supervisors_alone(county):
    proof = in_confidence(county)

    for name in ("martin", "maud"):
        assert Submission.open_to(county.actor(name)).count() == 1
    for name in ("imogen", "ivo", "nia", "noel", "asha", "sam", "petra"):
        assert Submission.visible_to(county.actor(name)).count() == 0, name
        assert Receipt.visible_to(county.actor(name)).count() == 0, name
    assert row_of(proof).route == "confidential"


def test_the_usual_queue_is_the_same_with_and_without_it(county):
    tell(county)
    before = triage.queue(by=county.actor("imogen"), at=county.now)
    in_confidence(county)

    assert triage.queue(by=county.actor("imogen"), at=county.now) == before


def test_its_code_is_the_only_way_to_its_answer(county):
    proof = in_confidence(county)

    assert receipts.by_code(proof.code, at=county.now).reference == proof.reference
    assert receipts.mine(by=county.actor("nia"), at=county.now) == []
    assert receipts.words_of_our_agency(by=county.actor("nia"), at=county.now) == []


def test_sent_twice_it_is_kept_once(county):
    by, token = county.actor("nia"), county.token()
    words = told(route="confidential")
    first = submit(told=words, token=token, by=by, at=county.now)
    second = submit(told=words, token=token, by=by, at=county.now)

    assert first == second
    assert kept() == 3


def test_where_nobody_could_read_it_nothing_is_kept(county):
    from frankpledge.access.models import Holding

    supervisors = [county.people["martin"], county.people["maud"]]
    Holding.objects.filter(person_id__in=supervisors).update(ends_at=county.now)

    with pytest.raises(NobodyToTell):
        in_confidence(county)
    assert kept() == 0


# --- by telephone --------------------------------------------------------------------------


def take_call(county, by="imogen", agency="saltmarsh-homes", at=None):
    at = at or county.now
    return submit(
        told=told(),
        token=county.token(),
        by=county.actor(by, at=at),
        at=at,
        call=Call(caller="Carol Caller", agency_id=county.agency(agency) if agency else None),
    )


def test_what_the_desk_takes_down_belongs_to_the_callers_agency(county):
    proof = take_call(county)
    row = row_of(proof)

    assert row.came_by == CameBy.TELEPHONE
    assert row.protection.owner_id == county.agency("saltmarsh-homes")
    assert Submission.open_to(county.actor("nia")).count() == 1
    assert receipts.by_code(proof.code, at=county.now).reference == proof.reference


def test_a_call_from_nobody_known_belongs_to_the_unit(county):
    row = row_of(take_call(county, agency=""))

    assert row.protection.owner_id == county.agency("fallow-intelligence")


def test_what_a_practitioner_takes_down_belongs_to_their_own_agency(county):
    row = row_of(take_call(county, by="nia", agency="fallow-fire"))

    assert row.protection.owner_id == county.agency("saltmarsh-homes")
    assert receipts.mine(by=county.actor("nia"), at=county.now) == []


def test_a_call_has_the_same_clock_as_a_form(county):
    call, form = row_of(take_call(county)), row_of(tell(county))

    assert (call.received_on, call.slot) == (form.received_on, form.slot)
    due = set(Receipt._rows.values_list("due_on", flat=True))
    assert due == {county.now.date() + timedelta(days=28)}


def test_whoever_took_it_down_does_not_decide_on_it(county):
    take_call(county)
    uid = newest(county)

    with pytest.raises(NotPermitted, match="someone else"):
        triage.triage(
            submission_id=uid, outcome="no_action", by=county.actor("imogen"), at=county.now
        )
    opened = triage.open_submission(submission_id=uid, by=county.actor("ivo"), at=county.now)
    assert opened.may_triage


@pytest.mark.parametrize("name", ["dev", "bea", "nobody", "petra"])
def test_not_everybody_takes_calls(county, name):
    with pytest.raises(NotPermitted):
        take_call(county, by=name)
    assert kept() == 0


# --- sent twice, and no trace --------------------------------------------------------------


def test_only_whoever_sent_a_form_gets_its_receipt_again(county):
    by, token = county.actor("nia"), county.token()
    proof = submit(told=told(), token=token, by=by, at=county.now)

    assert receipt_again(token=token, by=by, at=county.now) == proof
    assert receipt_again(token=token, by=county.actor("dev"), at=county.now) is None
    assert receipt_again(token="another", by=by, at=county.now) is None
    assert receipt_again(token="", by=by, at=county.now) is None


def test_no_table_and_no_log_says_who_told_it(county, caplog):
    caplog.set_level(logging.DEBUG)
    accredit(county)
    contact = "canary-3f9c2b7d@saltmarsh.example"
    before = every_value()
    with caplog.at_level(logging.DEBUG, logger="frankpledge"):
        tell(county, "nia", contact=contact, named=(VAN,), text=TOLD, own_grade=own(county))
        in_confidence(county)
        tell_by_card(county, contact=contact)
        take_call(county)
    after = every_value()

    assert contact not in after
    assert "Carol Caller" not in after
    for person in ("nia", "imogen"):
        uid: UUID = county.people[person]
        for form in (str(uid), uid.hex):
            assert after.count(form) == before.count(form), person
    logged = "\n".join(
        record.getMessage() for record in caplog.records if "django.db" not in record.name
    )
    for secret in (contact, "Carol Caller", str(county.people["nia"]), TOLD):
        assert secret not in logged
    assert SourceIdentity._rows.count() == 4
    assert Protection.objects.filter(kind="submission").count() == 4
