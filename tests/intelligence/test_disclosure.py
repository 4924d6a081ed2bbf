"""Sanitising and sharing as one act: conditions, the originator, and proof of what is gone."""

from datetime import timedelta
from pathlib import Path

import pytest

from frankpledge.access.api import (
    Action,
    Forum,
    Kind,
    NotFound,
    NotPermitted,
    Purpose,
    Ref,
    Role,
    actor_for,
    protect,
)
from frankpledge.entities import api as entities
from frankpledge.intelligence.models import (
    OriginatorConsent,
    Product,
    Report,
)
from frankpledge.intelligence.policies import (
    may_share,
)
from frankpledge.intelligence.sharing import (
    absence,
    approval,
    disclosure,
    dissemination,
    originators,
    sanitisation,
)
from frankpledge.intelligence.sharing.dissemination import EndsTooSoon, NotAmongThoseNamed
from frankpledge.intelligence.sharing.originators import OriginatorNotConsulted, OriginatorRefused
from frankpledge.intelligence.sharing.sanitisation import OtherPurpose, Plan
from frankpledge.intelligence.sharing.unsafe import UnsafeText
from tests.intelligence.makers import (
    ALL_CONFIRMED,
    SAFE_TEXT,
    evaluate,
    make_agency,
    make_county,
    make_person,
    overt_use,
    release,
    share,
)


@pytest.fixture
def many(db, keys, now):
    """A county in which enough agencies could have told for one person to release."""
    return make_county(now, partners=3)


def look(county, uid, by="imogen", at=None):
    at = at or county.now
    return dissemination.open_product(product_id=uid, by=county.actor(by, at=at), at=at)


# --- one act -------------------------------------------------------------------------------


def disclose(county, report, *, by="imogen", **more):
    return disclosure.disclose(
        report_id=report,
        text=SAFE_TEXT,
        place="Tern Court",
        confirmed=ALL_CONFIRMED,
        by=county.actor(by),
        at=county.now,
        **more,
    )


def test_sanitising_and_sharing_are_one_act(many):
    county = many
    plan = Plan(agencies=(county.agency("wantsum-council"),))
    uid = disclose(county, evaluate(county), plan=plan)

    assert look(county, uid, "asha").text == SAFE_TEXT
    assert look(county, uid).proved is not None


def test_if_it_cannot_be_shared_it_is_not_sanitised_either(many):
    county = many
    report = evaluate(county)
    past = Plan(agencies=(county.agency("wantsum-council"),), expires_on=county.now.date())
    with pytest.raises(EndsTooSoon):
        disclose(county, report, plan=past)

    graded_c = evaluate(county, grade=overt_use(county, "wantsum-council"))
    for unnamed in (
        Plan(agencies=(county.agency("fallow-fire"),)),
        Plan(forums=("wantsum-csp-delivery",)),
    ):
        with pytest.raises(NotAmongThoseNamed):
            disclose(county, graded_c, plan=unnamed)
    assert not Product._rows.exists(), "nothing of either was kept"


def test_what_waits_for_a_second_person_is_shared_as_planned_when_they_approve(county):
    plan = Plan(
        agencies=(county.agency("wantsum-council"),),
        basis="policing",
        expires_on=county.now.date() + timedelta(days=14),
    )
    uid = disclose(county, evaluate(county), plan=plan)
    assert look(county, uid).planned_recipients == ("Wantsum Borough Council",)
    with pytest.raises(NotFound):
        look(county, uid, "asha")

    disclosure.approve(product_id=uid, by=county.actor("martin"), at=county.now)
    [line] = look(county, uid).ledger
    assert (line.basis, line.expires_on) == ("A policing purpose at common law", plan.expires_on)
    assert look(county, uid, "asha").text == SAFE_TEXT


# --- conditions of the one rule ------------------------------------------------------------


def test_overt_use_carries_its_limits_and_conditions_to_those_named(county):
    report = evaluate(county, grade=overt_use(county, "wantsum-council"))
    uid = disclose(county, report, limits="Only for visits to homes", no_export=True)
    approval.approve(product_id=uid, by=county.actor("martin"), at=county.now)
    share(county, uid, "wantsum-council")

    handling = look(county, uid, "asha").handling
    assert "Only for visits to homes" in handling
    assert "Do not copy it into another system" in handling
    assert Product.open_to(county.actor("martin"), Action.EXPORT).count() == 0
    assert Product.open_to(county.actor("martin")).count() == 1


def test_a_purpose_that_is_stated_is_held_by_the_rule(county):
    report = evaluate(county, grade=overt_use(county, "wantsum-council"))
    with pytest.raises(OtherPurpose):
        disclose(county, report, purposes=["safeguarding"])
    as_police = actor_for(county.people["imogen"], at=county.now, purpose=Purpose.LAW_ENFORCEMENT)
    uid = sanitisation.sanitise(
        report_id=report,
        text=SAFE_TEXT,
        place="Tern Court",
        confirmed=ALL_CONFIRMED,
        purposes=["safeguarding"],
        by=as_police,
        at=county.now,
    )
    assert Product.open_to(as_police).filter(pk=uid).count() == 1
    assert Product.open_to(county.actor("imogen")).filter(pk=uid).count() == 0


def test_limits_that_say_who_told_it_are_refused(county):
    report = evaluate(county, grade=overt_use(county, "wantsum-council"))

    with pytest.raises(UnsafeText):
        disclose(county, report, limits="Only after ringing Saltmarsh Homes")
    assert Product._rows.count() == 0


# --- the originator ------------------------------------------------------------------------


def consult(county, report, *, agreed=True, **more):
    originators.consult_originator(
        report_id=report,
        agreed=agreed,
        how=more.pop("how", "telephone"),
        by=county.actor("imogen"),
        at=county.now,
        **more,
    )


def test_s2_is_not_released_before_the_originator_has_agreed(county):
    report = evaluate(county, grade=overt_use(county, "wantsum-council", sanitisation="S2"))

    with pytest.raises(OriginatorNotConsulted):
        disclose(county, report)
    consult(county, report, agreed=False)
    with pytest.raises(OriginatorRefused):
        disclose(county, report)
    # Confirming on the form does not overrule what they said.
    with pytest.raises(OriginatorRefused):
        disclose(county, report, originator_consulted=True)
    consult(county, report, limits="Only by the council")
    draft = sanitisation.draft(report_id=report, by=county.actor("imogen"), at=county.now)
    assert draft.limits == "Only by the council"
    assert "agreed" in draft.consent
    assert Product._rows.get(pk=disclose(county, report)).no_onward


def test_what_the_originator_said_names_nobody_and_only_the_unit_keeps_it(county):
    report = evaluate(county, grade=overt_use(county, "wantsum-council", sanitisation="S2"))

    with pytest.raises(OriginatorNotConsulted):
        consult(county, report, how="rumour")
    with pytest.raises(UnsafeText):
        consult(county, report, limits="Nia Person says not before 16:40")
    with pytest.raises(NotFound):
        originators.consult_originator(
            report_id=report, agreed=True, how="telephone", by=county.actor("asha"), at=county.now
        )
    assert OriginatorConsent._rows.count() == 0


# --- how nearly it says when ---------------------------------------------------------------


def test_where_few_could_have_told_it_the_month_is_offered_and_shown(county):
    report = evaluate(county)
    draft = sanitisation.draft(report_id=report, by=county.actor("imogen"), at=county.now)
    assert draft.blur == "month"
    assert "which agency could know this" in draft.only_holder
    uid = disclose(county, report, blur="month")

    shown = look(county, uid)
    assert (shown.week_of, shown.month_of) == (None, county.now.date().replace(day=1))


def test_where_many_could_have_told_it_the_week_is_offered(many):
    draft = sanitisation.draft(report_id=evaluate(many), by=many.actor("imogen"), at=many.now)

    assert (draft.blur, draft.only_holder) == ("week", "")


@pytest.mark.parametrize(
    "text",
    [
        "They came on Tuesday",
        "Seen last night by the gate",
        "Ring 07700 900123",
        "Write to a.b@homes.example",
        "A van AB12 CDE",
        "The occupier, aged 58, was not seen",
    ],
)
def test_days_numbers_marks_and_ages_are_refused(county, text):
    with pytest.raises(UnsafeText):
        sanitisation.sanitise(
            report_id=evaluate(county),
            text=text,
            place="Tern Court",
            confirmed=ALL_CONFIRMED,
            by=county.actor("imogen"),
            at=county.now,
        )


# --- proof that nothing removed survives ---------------------------------------------------


def test_the_proof_looks_everywhere_and_finds_nothing(county):
    uid = disclose(county, evaluate(county))
    proved = look(county, uid).proved

    assert proved.found == ()
    assert proved.phrases >= 3
    assert proved.places > 50


@pytest.mark.parametrize(
    ("kept", "where"),
    [
        ("the product", "the product"),
        ("a log", "file site.log"),
        ("another table", "table access_forum"),
    ],
)
def test_the_proof_fails_where_something_was_left(county, settings, kept, where):
    words = "Strangers answer the door and the tenant has not been seen for weeks"
    uid = disclose(county, evaluate(county))
    if kept == "the product":
        Product._rows.filter(pk=uid).update(text=f"{SAFE_TEXT} {words}.")
        # What stands in the product was not removed; the words of the report were.
        Product._rows.filter(pk=uid).update(limits="", sent_back_because="Flat 6, as Nia says")
        Report._rows.update(place="Flat 6, Tern Court")
    elif kept == "a log":
        folder = Path(settings.FRANKPLEDGE_HOME)
        (folder / "site.log").write_text(f"WARNING {words.upper()}\n")
    else:
        Forum.objects.create(code="left", name=words)
    proof = absence.prove(product_id=uid, by=county.actor("imogen"), at=county.now)

    assert not proof.holds
    assert where in proof.found
    assert where in look(county, uid).proved.found
    row = Product._rows.select_related("protection").get(pk=uid)
    row.stage = "released"
    decision = may_share(county.actor("imogen"), row)
    assert bool(decision) == (kept != "the product")
    assert decision or "removed still stands in it" in decision.reason


def test_the_proof_does_not_tell_that_somebody_else_holds_the_same(county):
    uid = disclose(county, evaluate(county))
    imogen = county.actor("imogen")
    before = absence.prove(product_id=uid, by=imogen, at=county.now)
    make_agency(county, "register", "Register of groups", kind="police")
    make_person(county, "ruth", "register", Role.OCG_COORDINATOR)
    ruth = county.actor("ruth")
    kept = protect(
        Kind.GROUP,
        owner=ruth.agency_id,
        by=ruth,
        at=county.now,
        named=[ruth.person_id],
        restricted=True,
    )
    words = "Strangers answer the door and the tenant has not been seen for weeks"
    entities.take_in(
        [entities.Mentioned(sort=entities.Sort.PERSON, typed=words)],
        source=Ref(kind=Kind.GROUP, uid=kept.uid),
        by=ruth,
        at=county.now,
    )

    assert absence.prove(product_id=uid, by=imogen, at=county.now) == before


def test_only_the_unit_may_prove(county):
    uid = release(county)
    share(county, uid, "wantsum-council")

    with pytest.raises(NotPermitted):
        absence.prove(product_id=uid, by=county.actor("asha"), at=county.now)
    with pytest.raises(NotFound):
        absence.prove(product_id=uid, by=county.actor("sam"), at=county.now)
    assert look(county, uid, "asha").proved is None
