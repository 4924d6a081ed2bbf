"""Sources: a track record that names nobody, and a box that two people and a key open, once."""

import json
import subprocess
import sys
from datetime import timedelta

import grimp
import pytest
from click.testing import CliRunner
from django.apps import apps
from django.db import IntegrityError, transaction

from frankpledge.access.api import (
    AuditEvent,
    NotFound,
    NotPermitted,
    TagAuthority,
)
from frankpledge.access.people import Person
from frankpledge.intelligence.desk import grading, triage
from frankpledge.intelligence.desk.grading import Given
from frankpledge.intelligence.desk.outcomes import Passed
from frankpledge.intelligence.models import (
    Report,
    Source,
    SourceIdentity,
    SourceOpening,
    Submission,
)
from frankpledge.intelligence.policies import (
    may_ask_to_open_source,
    may_decide_opening,
    may_open_source,
    may_read_sources,
    may_withdraw_opening,
)
from frankpledge.intelligence.sharing.unsafe import UnsafeText
from frankpledge.intelligence.sources import custody, opening, track_records as sources
from frankpledge.intelligence.sources.commands import source
from frankpledge.intelligence.sources.custody import BoxNotFound, NoPrivateKey, NoSuchCode
from frankpledge.intelligence.sources.opening import NoGoodReason
from tests.intelligence.makers import County, evaluate, newest, tell, tell_by_card

REASON = "She has been followed home and must be warned tonight"
NOBODY = ("imogen", "ivo", "nia", "dev", "asha", "bea", "sam", "petra", "nobody")


@pytest.fixture
def unit(county: County) -> County:
    """The county, whose two supervisors have the authority for sources."""
    for name in ("martin", "maud"):
        TagAuthority.objects.create(
            person_id=county.people[name], tag="source", until=county.now + timedelta(days=200)
        )
    return county


def ask(county, submission=None, *, by="martin", at=None, **more):
    at = at or county.now
    return opening.ask(
        submission_id=submission or newest(county),
        why=more.pop("why", "protect"),
        reason=more.pop("reason", REASON),
        by=county.actor(by, at=at),
        at=at,
    )


def decide(county, uid, *, by="maud", approve=True, at=None, **more):
    at = at or county.now
    opening.decide(opening_id=uid, approve=approve, by=county.actor(by, at=at), at=at, **more)


def open_it(county, keys, asked, *, at=None):
    return custody.open_source(code=asked.code, key_file=keys, at=at or county.now)


@pytest.fixture
def agreed(unit):
    """A box that was asked for by one supervisor and agreed to by the other."""
    tell(unit, "nia", contact="07700 900123")
    asked = ask(unit)
    decide(unit, asked.uid)
    return asked


# --- two people and a key ------------------------------------------------------------------


def test_two_people_and_the_key_open_one_box_once(unit, keys):
    tell(unit, "dev")
    tell(unit, "nia", contact="07700 900123")
    told = Submission._rows.order_by("pk").last()
    asked = ask(unit, told.uid)
    decide(unit, asked.uid)

    found = open_it(unit, keys, asked)
    assert found.submission == str(told.uid)
    with pytest.raises(NotPermitted) as refusal:
        open_it(unit, keys, asked)
    assert "once only" in refusal.value.reason


def test_the_box_says_who_told_it(unit, keys, agreed):
    found = open_it(unit, keys, agreed)

    assert found.person == str(unit.people["nia"])
    assert found.contact == "07700 900123"


def test_one_person_opens_nothing(unit, keys):
    tell(unit)
    asked = ask(unit)

    with pytest.raises(NotPermitted) as refusal:
        decide(unit, asked.uid, by="martin")
    assert "someone else must decide" in refusal.value.reason
    with pytest.raises(NotPermitted) as refusal:
        open_it(unit, keys, asked)
    assert "has not decided" in refusal.value.reason


def test_the_database_refuses_one_person_for_two(unit):
    tell(unit)
    ask(unit)
    row = SourceOpening._rows.get()
    row.decided_by_id, row.decided_at, row.is_approved = row.asked_by_id, unit.now, True

    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


def test_what_was_refused_stays_closed(unit, keys):
    tell(unit)
    asked = ask(unit)
    with pytest.raises(NoGoodReason):
        decide(unit, asked.uid, approve=False, because=" ")
    decide(unit, asked.uid, approve=False, because="Nobody is in danger")

    with pytest.raises(NotPermitted) as refusal:
        open_it(unit, keys, asked)
    assert "stays closed" in refusal.value.reason
    shown = opening.opening(opening_id=asked.uid, by=unit.actor("martin"), at=unit.now)
    assert (shown.state, shown.refused_because) == ("Refused", "Nobody is in danger")


def test_what_was_withdrawn_stays_closed_even_if_it_was_agreed(unit, keys, agreed):
    with pytest.raises(NotPermitted):
        opening.withdraw(opening_id=agreed.uid, by=unit.actor("maud"), at=unit.now)
    opening.withdraw(opening_id=agreed.uid, by=unit.actor("martin"), at=unit.now)

    with pytest.raises(NotPermitted):
        open_it(unit, keys, agreed)
    with pytest.raises(NotPermitted):
        decide(unit, agreed.uid)


@pytest.mark.parametrize(
    ("after", "opens"),
    [(timedelta(hours=24, microseconds=-1), True), (timedelta(hours=24), False)],
)
def test_an_agreement_runs_out_after_a_day(unit, keys, agreed, after, opens):
    if opens:
        assert open_it(unit, keys, agreed, at=unit.now + after)
    else:
        with pytest.raises(NotPermitted) as refusal:
            open_it(unit, keys, agreed, at=unit.now + after)
        assert "run out" in refusal.value.reason


@pytest.mark.parametrize(
    ("after", "decides"),
    [(timedelta(days=3, microseconds=-1), True), (timedelta(days=3), False)],
)
def test_a_request_that_nobody_answers_runs_out_after_three_days(unit, after, decides):
    tell(unit)
    asked = ask(unit)
    at = unit.now + after
    if decides:
        decide(unit, asked.uid, at=at)
    else:
        with pytest.raises(NotPermitted):
            decide(unit, asked.uid, at=at)
    state = opening.opening(opening_id=asked.uid, by=unit.actor("maud", at=at), at=at).state
    assert state == ("Approved: to be opened" if decides else "Run out")


@pytest.mark.parametrize("name", ["martin", "maud"])
@pytest.mark.parametrize("how", ["tag", "vetting", "left", "locked"])
def test_authority_that_ended_since_opens_nothing(unit, keys, agreed, name, how):
    person = Person.objects.get(id=unit.people[name])
    if how == "tag":
        TagAuthority.objects.filter(person=person).delete()
    elif how == "vetting":
        person.vetting = 2
    elif how == "left":
        person.ends_at = unit.now
    else:
        person.locked = True
    person.save()

    with pytest.raises(NotPermitted):
        open_it(unit, keys, agreed)
    assert SourceOpening._rows.get().opened_at is None


def test_a_code_that_is_not_one_and_a_key_that_is_not_the_one_open_nothing(unit, keys, agreed):
    with pytest.raises(NoSuchCode):
        custody.open_source(code="AAAA-BBBB-CCCC-DDDD", key_file=keys, at=unit.now)
    other = keys.with_name("other.key")
    other.write_bytes(b"00" * 32)
    for key_file in (keys.with_name("none.key"), other):
        with pytest.raises(NoPrivateKey):
            custody.open_source(code=agreed.code, key_file=key_file, at=unit.now)
    # What failed for want of a key has not been used up.
    assert open_it(unit, keys, agreed)


def test_a_box_that_was_disposed_of_is_said_to_be_gone(unit, keys, agreed):
    SourceIdentity._rows.all().delete()

    with pytest.raises(BoxNotFound):
        open_it(unit, keys, agreed)


def test_a_box_is_asked_for_with_a_reason_and_once(unit):
    tell(unit)
    for why, reason in (("curiosity", REASON), ("life", "Because"), ("life", " " * 40)):
        with pytest.raises(NoGoodReason):
            ask(unit, why=why, reason=reason)
    asked = ask(unit)
    with pytest.raises(NotPermitted) as refusal:
        ask(unit)
    assert "already" in refusal.value.reason
    opening.withdraw(opening_id=asked.uid, by=unit.actor("martin"), at=unit.now)
    assert ask(unit).code != asked.code


def test_every_step_and_every_try_is_in_the_record(unit, keys, agreed):
    with pytest.raises(NotPermitted):
        open_it(unit, keys, agreed, at=unit.now + timedelta(days=2))
    open_it(unit, keys, agreed)

    acts = [
        (event.act, event.outcome)
        for event in AuditEvent.objects.order_by("at", "act")
        if event.act.endswith(("_to_open_source", "decide_opening", ".open_source"))
    ]
    assert sorted(acts) == [
        ("intelligence.ask_to_open_source", "done"),
        ("intelligence.decide_opening", "done"),
        ("intelligence.open_source", "denied"),
        ("intelligence.open_source", "done"),
    ]
    leaves = "".join(AuditEvent.objects.values_list("leaf", flat=True))
    assert "07700 900123" not in leaves
    assert REASON not in leaves


# --- who may -------------------------------------------------------------------------------


def test_who_has_to_do_with_sources_by_near_misses(unit):
    tell(unit)
    asked = ask(unit)
    row = SourceOpening._rows.select_related("protection").get()
    told = Submission._rows.select_related("protection").get()
    martin, maud = unit.actor("martin"), unit.actor("maud")

    assert may_read_sources(martin)
    assert may_ask_to_open_source(maud, told, is_asked=False)
    assert may_decide_opening(maud, row)
    assert may_withdraw_opening(martin, row)
    assert not may_open_source(maud, row)
    for name in NOBODY:
        actor = unit.actor(name)
        for decision in (
            may_read_sources(actor),
            may_ask_to_open_source(actor, told, is_asked=False),
            may_decide_opening(actor, row),
            may_withdraw_opening(actor, row),
            may_open_source(actor, row),
        ):
            assert not decision
        assert SourceOpening.open_to(actor).count() == 0
        with pytest.raises(NotFound):
            opening.opening(opening_id=asked.uid, by=actor, at=unit.now)
        with pytest.raises((NotFound, NotPermitted)):
            ask(unit, told.uid, by=name)


@pytest.mark.parametrize("change", ["no_tag", "vetting_2", "vetting_ended"])
def test_a_supervisor_without_the_authority_finds_nothing(unit, change):
    tell(unit)
    asked = ask(unit)
    person = Person.objects.get(id=unit.people["maud"])
    if change == "no_tag":
        TagAuthority.objects.filter(person=person).delete()
    elif change == "vetting_2":
        person.vetting = 2
    else:
        person.vetting_until = unit.now
    person.save()
    maud = unit.actor("maud")

    assert not may_read_sources(maud)
    assert SourceOpening.open_to(maud).count() == 0
    with pytest.raises(NotFound):
        decide(unit, asked.uid)
    with pytest.raises(NotPermitted):
        sources.track_records(by=maud, at=unit.now)


def test_not_even_the_source_unit_can_read_a_box(unit):
    tell(unit)

    for name in ("martin", "maud"):
        assert SourceIdentity.visible_to(unit.actor(name)).count() == 0


def test_the_second_person_finds_on_their_first_page_that_a_box_is_asked_for(unit, browse):
    tell(unit)
    asked = ask(unit)
    words = "1 request to open a sealed box"

    assert words in browse("maud").get("/").content.decode()
    for name in ("martin", "imogen", "nia"):
        assert words not in browse(name).get("/").content.decode()
    decide(unit, asked.uid)
    assert words not in browse("maud").get("/").content.decode()


# --- apart from the site -------------------------------------------------------------------


def test_nothing_that_answers_the_web_can_open_a_box():
    graph = grimp.build_graph("frankpledge", exclude_type_checking_imports=True)
    assert graph.find_modules_that_directly_import("frankpledge.intelligence.sources.custody") == {
        "frankpledge.intelligence.sources.commands"
    }
    assert (
        graph.find_modules_that_directly_import("frankpledge.intelligence.sources.commands")
        == set()
    )
    loaded = subprocess.run(
        [
            sys.executable,
            "-c",
            "import os, sys; os.environ['DJANGO_SETTINGS_MODULE'] = 'frankpledge.config.settings';"
            "import django; django.setup();"
            "from django.urls import get_resolver; get_resolver().url_patterns;"
            "print([n for n in sys.modules if n.endswith(('custody', 'source_commands'))])",
        ],
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    assert loaded.stdout.strip() == "[]"


def test_the_keepers_command_shows_the_box_once(unit, keys, agreed, monkeypatch):
    monkeypatch.setattr("frankpledge.access.api.moment_now", lambda: unit.now)
    shown = CliRunner().invoke(source, ["open", agreed.code, "--key", str(keys), "--json"])
    again = CliRunner().invoke(source, ["open", agreed.code, "--key", str(keys)])

    assert shown.exit_code == 0, shown.output
    assert json.loads(shown.stdout)["person"] == str(unit.people["nia"])
    assert again.exit_code == 1
    assert again.stdout == ""
    assert "once only" in again.stderr


def test_the_pages_of_the_source_unit_never_name_anybody(unit, browse, keys):
    tell(unit, "nia", contact="07700 900123")
    told = newest(unit)
    martin, maud = browse("martin"), browse("maud")
    pages = [martin.get("/intelligence/sources/")]
    address = f"/intelligence/submissions/{told}/source/"
    pages.append(martin.get(address))
    asked = martin.post(f"{address}open/", {"why": "protect", "reason": REASON})
    assert asked.status_code == 200
    code = asked.context["code"]
    assert code in asked.content.decode()
    uid = SourceOpening._rows.get().pk
    request = f"/intelligence/sources/openings/{uid}/"
    pages.append(maud.get(request))
    assert maud.post(request, {"approve": "yes"}).status_code == 302
    assert maud.post(request, {"approve": "maybe"}).status_code == 422
    pages += [martin.get(request), martin.get("/intelligence/sources/"), martin.get(address)]
    words = "".join(page.content.decode() for page in pages)

    assert {page.status_code for page in pages} == {200}
    assert code not in words
    for forbidden in ("Nia", "07700", "Saltmarsh", str(unit.people["nia"])):
        assert forbidden not in words
    assert custody.open_source(code=code, key_file=keys, at=unit.now).person


@pytest.mark.parametrize("name", ["imogen", "asha", "nia", "petra"])
def test_the_pages_of_the_source_unit_are_closed_to_everybody_else(unit, browse, name):
    tell(unit)
    asked = ask(unit)
    client = browse(name)

    assert client.get("/intelligence/sources/").status_code == 403
    for address in (
        f"/intelligence/sources/openings/{asked.uid}/",
        f"/intelligence/submissions/{newest(unit)}/source/",
    ):
        assert client.get(address).status_code in (403, 404)
        assert client.post(address).status_code in (403, 404, 405)


# --- the track record ----------------------------------------------------------------------


def grade_newest(county, source_grade, letter):
    grading.evaluate(
        submission_id=newest(county),
        text="Unknown men control a flat at Tern Court.",
        grade=Given(source=source_grade, intelligence=letter),
        by=county.actor("imogen"),
        at=county.now,
    )


def records(county, by="martin"):
    return sources.track_records(by=county.actor(by), at=county.now)


def test_a_track_record_counts_what_became_of_each_thing(unit):
    tell(unit, "nia")
    grade_newest(unit, 2, "A")
    tell(unit, "nia")
    grade_newest(unit, 2, "C")
    tell(unit, "nia")
    triage.triage(
        submission_id=newest(unit),
        outcome="no_action",
        passed=Passed(note="Nothing to be done"),
        by=unit.actor("imogen"),
        at=unit.now,
    )
    tell(unit, "nia")
    tell(unit, "sam")
    first, second = records(unit)

    assert (first.items, first.undecided, first.not_intelligence) == (4, 1, 1)
    assert dict(first.by_source) == {"2 Untested": 2}
    assert {label[0]: times for label, times in first.by_intelligence} == {"A": 1, "C": 1}
    assert (second.items, second.undecided) == (1, 1)
    assert first.reference != second.reference


def test_a_grade_given_anew_counts_anew(unit):
    tell(unit, "nia")
    grade_newest(unit, 2, "C")
    grading.regrade(
        report_id=Report._rows.get().uid,
        grade=Given(source=1, intelligence="B"),
        by=unit.actor("ivo"),
        at=unit.now,
    )

    [only] = records(unit)
    assert dict(only.by_source) == {"1 Reliable": 1}


def test_a_card_has_no_track_record(unit):
    tell_by_card(unit)
    found = sources.source_of(submission_id=newest(unit), by=unit.actor("martin"), at=unit.now)

    assert found.record is None
    assert records(unit) == []


def test_a_remark_says_nothing_of_who_it_is_and_stays_with_the_source(unit):
    tell(unit, "nia")
    first = newest(unit)

    def remark(words):
        return sources.remark_on(
            submission_id=first, remark=words, by=unit.actor("martin"), at=unit.now
        )

    with pytest.raises(UnsafeText):
        remark("Nia Person is usually right")
    reference = remark("Usually right about the block")
    tell(unit, "nia")
    [only] = records(unit, by="maud")
    assert (only.reference, only.remark, only.items) == (
        reference,
        "Usually right about the block",
        2,
    )
    remark("")
    assert records(unit)[0].remark == ""
    assert Source._rows.count() == 1


def test_the_mark_of_a_source_joins_nothing_that_can_be_read_elsewhere(unit):
    tell(unit, "nia")
    sources.remark_on(
        submission_id=newest(unit), remark="Careful", by=unit.actor("martin"), at=unit.now
    )
    row = Source._rows.get()
    held = {row.mark, row.reference}
    for model in apps.get_models():
        if model is Source or not model.__module__.startswith("frankpledge"):
            continue
        for values in model._base_manager.values_list():
            assert not held & {str(value) for value in values}, model.__name__
    targets = {
        field.related_model.__name__ for field in Source._meta.get_fields() if field.is_relation
    }
    assert targets == {"Protection"}


def test_evaluated_elsewhere_the_report_says_nothing_of_its_source(unit):
    evaluate(unit)
    names = {field.name for field in Report._meta.get_fields()}

    assert not names & {"source", "source_ref", "sources", "submission", "created_by"}
