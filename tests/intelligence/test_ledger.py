"""The ledger: who was given which version, who opened it, its end, and what a mistake sets off."""

import csv
import io
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from frankpledge.access.api import (
    Action,
    Agency,
    Forum,
    ForumMember,
    Holding,
    Kind,
    NotFound,
    NotPermitted,
    Ref,
    Role,
)
from frankpledge.access.vocabulary import PERMISSIONS
from frankpledge.intelligence import thread
from frankpledge.intelligence.desk import grading, overview as desk
from frankpledge.intelligence.desk.grading import Given
from frankpledge.intelligence.models import (
    Breach,
    Dissemination,
    Product,
    Report,
)
from frankpledge.intelligence.policies import (
    may_export_ledger,
    may_read_ledger,
    may_share,
    may_start_breach,
    may_work_breach,
)
from frankpledge.intelligence.sharing import breach, dissemination, ledger, sanitisation
from frankpledge.intelligence.sharing.breach import KnownLater, NoVerdict, UnknownStep
from frankpledge.intelligence.sharing.dissemination import NoSuchEnd
from tests.intelligence.makers import (
    ALL_CONFIRMED,
    SAFE_TEXT,
    County,
    make_agency,
    make_county,
    make_person,
    release,
    share,
)

GROUP = "wantsum-retailers"


@pytest.fixture
def many(db, keys, now):
    """A county in which enough agencies could have told for one person to release."""
    return make_county(now, partners=3)


@pytest.fixture
def governed(county: County) -> County:
    """The county with a force beside the unit, whose information governance answers for it."""
    make_agency(county, "fallow-police", "Fallow Police", kind="police")
    make_person(county, "ingrid", "fallow-police", Role.INFORMATION_GOVERNANCE)
    make_person(county, "piet", "fallow-police", Role.PRACTITIONER, areas=["D1"])
    return county


def retailers(county: County) -> list[str]:
    """Five shop managers, of three agencies, who sit on one group."""
    Forum.objects.create(code=GROUP, name="Wantsum retailers’ group")
    names = []
    for number in range(5):
        agency = f"shop-{number % 3}"
        if agency not in county.agencies:
            make_agency(county, agency, f"Shop {'ABC'[number % 3]}", kind="retailer_group")
        name = f"manager-{number}"
        make_person(county, name, agency, Role.PRACTITIONER, areas=["D1"])
        ForumMember.objects.create(
            forum_id=GROUP,
            person_id=county.people[name],
            until=county.now + timedelta(days=90),
        )
        names.append(name)
    return names


def look(county, uid, by="imogen", at=None):
    at = at or county.now
    return dissemination.open_product(product_id=uid, by=county.actor(by, at=at), at=at)


def recall(county, entry, *, at=None, by="imogen", **more):
    at = at or county.now
    return dissemination.recall(dissemination_id=entry, by=county.actor(by, at=at), at=at, **more)


# --- a mistake, within a minute ------------------------------------------------------------


def test_two_of_five_had_opened_it_before_it_was_recalled_and_the_clock_is_offered(county):
    names = retailers(county)
    uid = release(county)
    [entry] = share(county, uid, forums=[GROUP])
    for name in names[:2]:
        look(county, uid, name, at=county.now + timedelta(seconds=20))
    look(county, uid, names[1], at=county.now + timedelta(seconds=30))
    recall(county, entry, at=county.now + timedelta(seconds=50))

    [line] = look(county, uid, at=county.now + timedelta(minutes=2)).ledger
    assert line.opened_in_words == "2 of 5 had opened it"
    assert line.ended_because == "Sent to the wrong people"
    for name in names:
        with pytest.raises(NotFound):
            look(county, uid, name, at=county.now + timedelta(minutes=1))
    at = county.now + timedelta(minutes=3)
    shown = breach.breach_of(dissemination_id=entry, by=county.actor("imogen", at=at), at=at)
    assert [reader.name for reader in shown.opened] == [
        "Manager-0 Person",
        "Manager-1 Person",
    ]
    assert shown.meant_for == 5
    assert shown.may_start
    assert shown.clocks == ()


def test_what_another_line_still_gives_them_stands_after_a_recall(county):
    [name, *_] = retailers(county)
    uid = release(county)
    [group] = share(county, uid, forums=[GROUP])
    share(county, uid, "shop-0")
    recall(county, group)

    assert look(county, uid, name).text == SAFE_TEXT
    with pytest.raises(NotFound):
        look(county, uid, "manager-1")


def test_a_recall_has_a_reason_from_the_list(county):
    uid = release(county)
    [entry] = share(county, uid, "wantsum-council")

    with pytest.raises(NoSuchEnd):
        recall(county, entry, because="replaced")
    recall(county, entry, because="changed")
    assert look(county, uid).ledger[0].ended_because == "No longer right, or no longer needed"


# --- the clock of 72 hours -----------------------------------------------------------------


def test_the_clock_runs_from_becoming_aware_once_for_each_controller(governed):
    county = governed
    uid = release(county)
    [entry] = share(county, uid, "wantsum-council")
    recall(county, entry, at=county.now + timedelta(minutes=1))
    at = county.now + timedelta(hours=1)
    aware = county.now + timedelta(minutes=1)
    reference = breach.start(
        dissemination_id=entry, aware_at=aware, by=county.actor("imogen", at=at), at=at
    )

    row = Breach._rows.get()
    assert row.reference == reference
    assert row.due_at - row.aware_at == timedelta(hours=72)
    # The unit answers to its force: its officers and the force's governance keep one clock.
    assert row.controller_id == county.agency("fallow-police")
    for name in ("imogen", "ingrid"):
        by = county.actor(name, at=at)
        with pytest.raises(NotPermitted) as refusal:
            breach.start(dissemination_id=entry, aware_at=aware, by=by, at=at)
        assert "running already" in refusal.value.reason


def test_nobody_is_aware_before_it_was_shared_nor_in_the_future(county):
    uid = release(county)
    [entry] = share(county, uid, "wantsum-council")
    recall(county, entry)
    for aware in (county.now - timedelta(seconds=1), county.now + timedelta(seconds=1)):
        with pytest.raises(KnownLater):
            breach.start(
                dissemination_id=entry, aware_at=aware, by=county.actor("imogen"), at=county.now
            )
    assert Breach._rows.count() == 0


@pytest.fixture
def running(governed):
    uid = release(governed)
    [entry] = share(governed, uid, "wantsum-council")
    recall(governed, entry)
    breach.start(
        dissemination_id=entry,
        aware_at=governed.now,
        by=governed.actor("ingrid"),
        at=governed.now,
    )
    return governed, entry


def test_each_step_is_done_once_and_stands_with_who_did_it(running):
    county, entry = running
    for step, _ in breach.steps_known():
        breach.take_step(
            dissemination_id=entry, step=step, by=county.actor("ingrid"), at=county.now
        )
    with pytest.raises(UnknownStep):
        breach.take_step(
            dissemination_id=entry, step="contained", by=county.actor("ingrid"), at=county.now
        )
    shown = breach.breach_of(dissemination_id=entry, by=county.actor("ingrid"), at=county.now)
    assert {step.done_by for step in shown.steps} == {"Ingrid Person"}


@pytest.mark.parametrize(("hours", "is_late"), [(72, False), (72.001, True)])
def test_to_the_hour_it_is_in_time_and_after_it_says_why_it_is_late(running, hours, is_late):
    county, entry = running
    at = county.now + timedelta(hours=hours)

    def tell(**more):
        breach.conclude(
            dissemination_id=entry,
            verdict="told",
            reason="Told by telephone and form",
            by=county.actor("ingrid", at=at),
            at=at,
            **more,
        )

    if is_late:
        with pytest.raises(NoVerdict):
            tell()
        tell(late_because="The office was shut")
    else:
        tell()
    shown = breach.breach_of(dissemination_id=entry, by=county.actor("ingrid", at=at), at=at)
    assert [clock.is_late for clock in shown.clocks] == [is_late]
    with pytest.raises(NotPermitted) as refusal:
        tell(late_because="Again")
    assert "decided already" in refusal.value.reason


def test_a_verdict_needs_a_reason(running):
    county, entry = running
    for verdict, reason in (("", "Because"), ("not_needed", " "), ("perhaps", "Because")):
        with pytest.raises(NoVerdict):
            breach.conclude(
                dissemination_id=entry,
                verdict=verdict,
                reason=reason,
                by=county.actor("ingrid"),
                at=county.now,
            )


def test_the_database_refuses_a_late_telling_without_a_reason(running):
    assert running
    row = Breach._rows.get()
    row.verdict, row.reason = "told", "Told"
    row.decided_at = row.due_at + timedelta(seconds=1)

    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


def test_who_may_start_and_work_a_breach_by_near_misses(running):
    county, entry = running
    row = Dissemination._rows.select_related("protection").get(pk=entry)
    clock = Breach._rows.get()
    ingrid = county.actor("ingrid")
    force = county.agency("fallow-police")

    assert may_start_breach(county.actor("imogen"), row, is_running=False)
    assert "running already" in may_start_breach(ingrid, row, is_running=True).reason
    for name in ("asha", "nia", "piet", "petra", "nobody"):
        assert not may_start_breach(county.actor(name), row, is_running=False)
        assert not may_work_breach(county.actor(name), clock, row, controller=force)
    assert may_work_breach(ingrid, clock, row, controller=force)
    stranger = may_work_breach(ingrid, clock, row, controller=county.agency("wantsum-council"))
    assert "another controller" in stranger.reason
    row.recalled_at = None
    assert "Recall it first" in may_start_breach(ingrid, row, is_running=False).reason


# --- the end of a share is in the one rule -------------------------------------------------


def test_at_the_end_of_a_share_nothing_of_it_is_left_in_any_list_caption_or_count(many):
    county = many
    uid = release(county)
    [entry] = share(
        county, uid, "wantsum-council", expires_on=county.now.date() + timedelta(days=2)
    )
    ref = Ref(kind=Kind.PRODUCT, uid=uid)
    # Midnight where the partnership is: 23:00 in Greenwich in April.
    end = county.now.replace(day=16, hour=23, minute=0, second=0, microsecond=0)
    before = county.actor("asha", at=end - timedelta(microseconds=1))
    after = county.actor("asha", at=end)

    assert thread.caption_of(ref, before) is not None
    assert len(desk.products_shared_with(before)) == 1
    assert Product.visible_to(before).count() == 1
    assert thread.caption_of(ref, after) is None
    assert desk.products_shared_with(after) == []
    assert Product.visible_to(after).count() == 0
    assert Dissemination.visible_to(after).count() == 0
    assert dissemination.products(by=after, at=end) == []
    # The unit keeps the product and the line.
    assert [line.uid for line in look(county, uid, at=end).ledger] == [entry]


def test_a_share_with_an_end_is_by_name_and_for_those_who_work_there_that_day(many):
    county = many
    make_person(county, "away", "wantsum-council", Role.PRACTITIONER, areas=["D2"])
    make_person(county, "left", "wantsum-council", Role.PRACTITIONER, areas=["D1"])
    Holding.objects.filter(person_id=county.people["left"]).update(ends_at=county.now)
    uid = release(county)
    share(county, uid, "wantsum-council", expires_on=county.now.date() + timedelta(days=2))
    make_person(county, "late", "wantsum-council", Role.PRACTITIONER, areas=["D1"])

    assert look(county, uid, "asha").text == SAFE_TEXT
    for name in ("away", "left", "late", "nobody"):
        with pytest.raises((NotFound, NotPermitted)):
            look(county, uid, name)
    readers = set(Dissemination._rows.get().readers)
    assert readers == {str(county.people[name]) for name in ("asha", "bea")}


def test_of_two_ends_the_later_holds_and_recalling_one_leaves_the_other(many):
    county = many
    [name, *_] = retailers(county)
    uid = release(county)
    soon, late = (county.now.date() + timedelta(days=days) for days in (2, 5))
    [group] = share(county, uid, forums=[GROUP], expires_on=late)
    share(county, uid, "shop-0", expires_on=soon)

    assert look(county, uid, name, at=county.now + timedelta(days=3)).text == SAFE_TEXT
    recall(county, group)
    assert look(county, uid, name, at=county.now + timedelta(days=1)).text == SAFE_TEXT
    with pytest.raises(NotFound):
        look(county, uid, name, at=county.now + timedelta(days=3))


def test_what_has_ended_can_be_shared_anew_on_a_line_of_its_own(many):
    county = many
    uid = release(county)
    share(county, uid, "wantsum-council", expires_on=county.now.date() + timedelta(days=2))
    later = county.now + timedelta(days=4)
    dissemination.share(
        product_id=uid,
        agencies=[county.agency("wantsum-council")],
        by=county.actor("imogen", at=later),
        at=later,
    )

    assert look(county, uid, "asha", at=later).text == SAFE_TEXT
    assert [line.ended_because for line in look(county, uid, at=later).ledger] == [
        "",
        "It had ended, and was shared anew",
    ]


# --- versions ------------------------------------------------------------------------------


def second_version(county, at):
    report = Report._rows.get().uid
    grading.regrade(
        report_id=report,
        grade=Given(source=2, intelligence="B"),
        by=county.actor("imogen", at=at),
        at=at,
    )
    return sanitisation.sanitise(
        report_id=report,
        text="A newer telling of the same, as vague as before.",
        place="Tern Court",
        confirmed=ALL_CONFIRMED,
        by=county.actor("imogen", at=at),
        at=at,
    )


def test_a_new_version_replaces_the_old_one_and_ends_it_for_whoever_is_given_the_new(many):
    county = many
    old = release(county)
    share(county, old, "wantsum-council", "fallow-fire")
    at = county.now + timedelta(days=1)
    new = second_version(county, at)

    assert look(county, old, "sam", at=at).is_replaced
    assert look(county, old, "sam", at=at).newer is None
    decision = may_share(
        county.actor("imogen", at=at), Product._rows.select_related("protection").get(pk=old)
    )
    assert "newer version" in decision.reason
    dissemination.share(
        product_id=new,
        agencies=[county.agency("wantsum-council")],
        by=county.actor("imogen", at=at),
        at=at,
    )
    with pytest.raises(NotFound):
        look(county, old, "asha", at=at)
    assert look(county, new, "asha", at=at).text.startswith("A newer telling")
    assert look(county, old, "sam", at=at).text == SAFE_TEXT
    ended = {line.recipient: line.ended_because for line in look(county, old, at=at).ledger}
    assert ended["Wantsum Borough Council"] == "Replaced by a newer version"
    assert ended["Fallow Fire and Rescue"] == ""


# --- the mark of the reader ----------------------------------------------------------------


def test_each_reader_sees_their_own_mark_which_is_the_same_all_day(county):
    uid = release(county)
    share(county, uid, "wantsum-council", "fallow-fire")
    asha, sam = look(county, uid, "asha"), look(county, uid, "sam")

    assert "Asha Person, Wantsum Borough Council, on 15 April 2026" in asha.watermark
    marks = {each.watermark.rpartition(" ")[2] for each in (asha, sam)}
    assert len(marks) == 2
    again = look(county, uid, "asha", at=county.now + timedelta(hours=3))
    assert again.watermark == asha.watermark
    tomorrow = look(county, uid, "asha", at=county.now + timedelta(days=1))
    assert tomorrow.watermark.rpartition(" ")[2] not in marks


# --- the ledger itself ---------------------------------------------------------------------


def test_information_governance_reads_the_ledger_and_not_what_was_shared(governed):
    county = governed
    uid = release(county)
    share(county, uid, "wantsum-council")
    by = county.actor("ingrid")

    [line] = ledger.ledger(by=by, at=county.now).lines
    assert (line.recipient, line.product) == ("Wantsum Borough Council", None)
    assert line.reference == Product._rows.get().reference
    assert Product.visible_to(by).count() == 0
    assert SAFE_TEXT not in ledger.export_ledger(by=by, at=county.now)


def test_who_reads_the_ledger_by_near_misses(governed):
    county = governed
    for name in ("imogen", "martin", "ingrid"):
        assert may_read_ledger(county.actor(name))
    for name in ("asha", "nia", "piet", "petra", "nobody", "dev"):
        assert not may_read_ledger(county.actor(name))
        with pytest.raises(NotPermitted):
            ledger.ledger(by=county.actor(name), at=county.now)
    for name in ("martin", "ingrid"):
        assert may_export_ledger(county.actor(name))
    for name in ("imogen", "asha"):
        assert not may_export_ledger(county.actor(name))
        with pytest.raises(NotPermitted):
            ledger.export_ledger(by=county.actor(name), at=county.now)


def test_people_of_the_force_do_not_read_the_products_of_its_unit(governed):
    uid = release(governed)
    share(governed, uid, "wantsum-council")

    with pytest.raises(NotFound):
        look(governed, uid, "piet")
    assert dissemination.products(by=governed.actor("piet"), at=governed.now) == []


def test_the_file_holds_every_line_and_no_live_formula(governed):
    county = governed
    agency = county.agency("wantsum-council")
    Agency.objects.filter(id=agency).update(name="=HYPERLINK(1)")
    uid = release(county)
    share(county, uid, "wantsum-council", "fallow-fire")
    rows = list(
        csv.DictReader(io.StringIO(ledger.export_ledger(by=county.actor("martin"), at=county.now)))
    )

    assert {row["recipient"] for row in rows} == {"'=HYPERLINK(1)", "Fallow Fire and Rescue"}
    assert {row["state"] for row in rows} == {"Not opened"}


def test_the_queries_of_the_ledger_do_not_grow_with_its_lines(governed):
    county = governed
    by = county.actor("martin")

    def count():
        with CaptureQueriesContext(connection) as queries:
            ledger.ledger(by=by, at=county.now)
        return len(queries)

    share(county, release(county), "wantsum-council")
    ledger.ledger(by=by, at=county.now)
    few = count()
    for _ in range(3):
        share(county, release(county), "wantsum-council", "fallow-fire")
    assert count() == few


def test_the_queries_of_a_product_do_not_grow_with_its_lines(governed):
    county = governed
    uid = release(county)

    def count():
        with CaptureQueriesContext(connection) as queries:
            look(county, uid)
        return len(queries)

    share(county, uid, "wantsum-council")
    few = count()
    share(county, uid, "fallow-fire", "saltmarsh-homes", "fallow-probation")
    assert count() == few


@pytest.mark.parametrize(
    "role", [role for role in Role if (Action.READ, Kind.PRODUCT) in PERMISSIONS[role]]
)
def test_whoever_may_read_products_reads_what_is_shared_with_their_agency(county, browse, role):
    make_person(county, "reader", "wantsum-council", role, areas=["D1"])
    product = release(county)
    share(county, product, "wantsum-council")
    client = browse("reader")

    assert str(product) in client.get("/intelligence/products/").content.decode()
    assert client.get(f"/intelligence/products/{product}/").status_code == 200
