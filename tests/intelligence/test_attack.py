"""From what a partner may read, no path, count, date, order or number leads to what was told."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from frankpledge.access.api import (
    AuditEvent,
    Link,
    LinkKind,
    Protection,
    link,
    links_of,
)
from frankpledge.intelligence.answers import feedback
from frankpledge.intelligence.desk import grading, triage
from frankpledge.intelligence.desk.grading import Given
from frankpledge.intelligence.giving import receipts
from frankpledge.intelligence.models import Dissemination, Product, Receipt, Report, Submission
from frankpledge.intelligence.sharing import approval, dissemination, sanitisation
from frankpledge.problems import api as problems
from tests.intelligence.makers import (
    ALL_CONFIRMED,
    SAFE_TEXT,
    County,
    evaluate,
    make_county,
    release,
    share,
    tell,
)

READERS = ("nia", "noel", "dev", "asha", "bea", "sam", "petra", "nobody")
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="\w+"')
UPSTREAM = (Submission, Report, Receipt)


@pytest.fixture
def many(db, keys, now):
    """A county in which enough agencies could have told for one person to release."""
    return make_county(now, partners=3)


def chain(county: County) -> tuple[UUID, UUID]:
    """A product that is shared, and a problem that it informs."""
    product = release(county)
    share(county, product, "wantsum-council", "saltmarsh-homes", "fallow-fire")
    asha = county.actor("asha")
    problem = problems.open_problem(
        title="Tern Court",
        place="Tern Court",
        place_kind="other",
        area="D1",
        agencies=[county.agency("saltmarsh-homes"), county.agency("fallow-fire")],
        by=asha,
        at=county.now,
    )
    link(
        Product._rows.get(pk=product),
        next(ref for ref in [_ref(problem)]),
        LinkKind.INFORMS,
        by=asha,
        at=county.now,
    )
    return product, problem


def _ref(uid: UUID):
    from frankpledge.access.api import Kind, Ref

    return Ref(kind=Kind(Protection.objects.get(uid=uid).kind), uid=uid)


def upstream() -> set[UUID]:
    return {row.pk for model in UPSTREAM for row in model._rows.all()}


# --- paths ---------------------------------------------------------------------------------


@pytest.mark.parametrize("name", READERS)
def test_no_walk_along_links_from_anything_reaches_what_was_told(county, name):
    product, problem = chain(county)
    reader = county.actor(name)
    met = {product, problem}
    edge = set(met)
    while edge:
        found = {
            end.uid
            for uid in edge
            for joined in links_of(uid, reader)
            for end in (joined.earlier, joined.later)
        }
        edge = found - met
        met |= found

    assert not met & upstream()
    # Nor from below a record, or above it.
    hanging = Protection.objects.filter(parent__in=met) | Protection.objects.filter(
        uid__in=Protection.objects.filter(uid__in=met).values("parent")
    )
    assert not set(hanging.values_list("uid", flat=True)) & upstream()


@pytest.mark.parametrize("name", ["asha", "nia", "sam"])
def test_the_thread_begins_at_the_product_for_everybody_but_the_unit(county, browse, name):
    product, problem = chain(county)
    client = browse(name)
    for address in (f"/thread/product/{product}/", f"/thread/problem/{problem}/"):
        answer = client.get(address)
        assert answer.status_code == 200
        words = answer.content.decode()
        for uid in upstream():
            assert str(uid) not in words
        for row in Submission._rows.all():
            assert row.reference not in words
        assert "What somebody saw" not in words
        assert "What we told" not in words


def test_the_unit_walks_to_what_was_told_and_to_what_was_answered(county, browse):
    product, problem = chain(county)
    told = Submission._rows.get()
    feedback.answer(
        submission_id=told.pk,
        wording_code=feedback.wordings()[0][0],
        by=county.actor("imogen"),
        at=county.now,
    )
    words = browse("imogen").get(f"/thread/product/{product}/").content.decode()

    assert "What somebody saw" in words
    assert str(told.pk) in words
    assert "What we told whoever saw it" in words
    assert problem


@pytest.mark.parametrize("kind", ["submissions", "reports"])
@pytest.mark.parametrize("name", ["asha", "sam", "petra"])
def test_a_guessed_address_answers_like_one_that_never_was(county, browse, kind, name):
    chain(county)
    row = (Submission if kind == "submissions" else Report)._rows.get()
    client = browse(name)
    real = client.get(f"/intelligence/{kind}/{row.pk}/")
    never = client.get(f"/intelligence/{kind}/{uuid4()}/")

    assert real.status_code == never.status_code
    assert real.content == never.content
    assert sorted(real.headers.items()) == sorted(never.headers.items())


# --- numbers, dates and order --------------------------------------------------------------


def values_of(row) -> set[object]:
    """What could name or date a record: identities, references and moments, however stored."""
    found: set[object] = set()
    for field in row._meta.concrete_fields:
        value = getattr(row, field.attname)
        if isinstance(value, UUID | datetime):
            found.add(str(value))
        if isinstance(value, str) and field.name in ("reference", "code_hash", "digest", "holder"):
            found.add(value)
    return found - {""}


def test_nothing_that_a_partner_can_be_shown_shares_a_number_or_moment_with_what_was_told(county):
    tell(county, "sam")
    chain(county)
    above = set().union(*(values_of(row) for model in UPSTREAM for row in model._rows.all()))
    below = set().union(
        *(values_of(row) for model in (Product, Dissemination) for row in model._rows.all())
    )
    shared = above & below

    # The people and the agency of the unit, who work on both sides of the valve.
    unit = {str(county.people[name]) for name in ("imogen", "ivo", "martin", "maud")}
    assert shared <= unit | {str(county.agency("fallow-intelligence"))}


def test_what_a_line_of_the_record_says_of_sharing_names_nothing_that_was_told(county):
    product, _ = chain(county)
    told = {str(uid) for uid in upstream()}
    for act in ("intelligence.share", "intelligence.recall", "intelligence.acknowledge"):
        for event in AuditEvent.objects.filter(act=act):
            assert not [uid for uid in told if uid in event.leaf]
    assert product


def page_of(county, browse, uid, name="asha"):
    """A partner's page without what is random by design: its token, identities and references."""
    row = Product._rows.get(pk=uid)
    words = TOKEN.sub("", browse(name).get(f"/intelligence/products/{uid}/").content.decode())
    words = words.replace(str(uid), "uid").replace(row.reference, "reference")
    return re.sub(r"Mark \w{4}-\w{4}", "Mark", words)


@pytest.mark.parametrize(
    "earlier",
    [timedelta(minutes=5), timedelta(minutes=17), timedelta(hours=11), timedelta(days=1)],
)
def test_when_it_was_told_changes_no_byte_of_what_a_partner_reads(county, browse, earlier):
    pages = []
    for back, by in ((timedelta(), "nia"), (earlier, "sam")):
        at = county.now - back
        tell(county, by, at=at)
        told = triage.undecided(county.actor("imogen")).get()
        report = grading.evaluate(
            submission_id=told.pk,
            text="Unknown men control a flat at Tern Court.",
            grade=Given(source=2, intelligence="A"),
            by=county.actor("imogen"),
            at=county.now,
        )
        uid = sanitisation.sanitise(
            report_id=report,
            text=SAFE_TEXT,
            place="Tern Court",
            confirmed=ALL_CONFIRMED,
            by=county.actor("imogen"),
            at=county.now,
        )
        approval.approve(product_id=uid, by=county.actor("martin"), at=county.now)
        share(county, uid, "wantsum-council")
        pages.append(page_of(county, browse, uid))

    assert pages[0] == pages[1]


def test_products_of_one_half_hour_stand_in_no_order_of_what_was_told(many):
    county = many
    made = []
    for _ in range(12):
        uid = release(county)
        share(county, uid, "wantsum-council")
        made.append(uid)
    listed = [each.uid for each in dissemination.products(by=county.actor("asha"), at=county.now)]

    assert listed == sorted(made)
    # One chance in 479,001,600 that identities at random come in the order of telling.
    assert listed != made
    assert listed != made[::-1]


def test_identities_are_drawn_at_random_on_both_sides_of_the_valve(county):
    chain(county)
    for uid in Protection.objects.values_list("uid", flat=True):
        assert uid.version == 4


def test_released_on_a_day_and_half_hour_and_never_nearer(county):
    uid = release(county)
    row = Product._rows.get(pk=uid)

    assert isinstance(row.released_on, date)
    assert not isinstance(row.released_on, datetime)
    assert 0 <= row.slot <= 47
    moments = {
        field.name
        for field in Product._meta.get_fields()
        if field.get_internal_type() == "DateTimeField"
    }
    assert moments == set()


# --- what the teller learns ----------------------------------------------------------------


def test_a_receipt_reads_the_same_whether_or_not_anything_was_made_of_it(many):
    county = many
    tell(county, "nia")
    first = triage.undecided(county.actor("imogen")).get()
    report = grading.evaluate(
        submission_id=first.pk,
        text="Unknown men control a flat at Tern Court.",
        grade=Given(source=2, intelligence="A"),
        by=county.actor("imogen"),
        at=county.now,
    )
    uid = sanitisation.sanitise(
        report_id=report,
        text=SAFE_TEXT,
        place="Tern Court",
        confirmed=ALL_CONFIRMED,
        by=county.actor("imogen"),
        at=county.now,
    )
    share(county, uid, "wantsum-council", "saltmarsh-homes")
    tell(county, "noel", district="D2")
    second = triage.undecided(county.actor("imogen")).get()
    triage.open_submission(submission_id=second.pk, by=county.actor("imogen"), at=county.now)

    def reads(name):
        [standing] = receipts.mine(by=county.actor(name), at=county.now)
        return re.sub(r"[A-Z0-9]{4}-[A-Z0-9]{4}", "reference", str(standing))

    assert reads("nia") == reads("noel")


def test_colleagues_of_the_teller_cannot_tell_that_a_product_came_of_their_words(county):
    """Both ends may be read by them, and nothing that they can count or open joins the two."""
    product, _ = chain(county)
    nia = county.actor("nia")
    told = Submission._rows.get()

    assert Submission.visible_to(nia).count() == 1
    assert Product.visible_to(nia).count() == 1
    ends = {told.pk, product}
    for row in Link.open_to(nia):
        assert {row.earlier_id, row.later_id} != ends
        assert told.pk not in (row.earlier_id, row.later_id)


def test_a_second_submission_of_the_same_thing_changes_no_count_that_a_partner_sees(county, browse):
    chain(county)
    client = browse("asha")
    addresses = ("/", "/intelligence/products/")
    for address in addresses:
        client.get(address)
    before = [TOKEN.sub("", client.get(address).content.decode()) for address in addresses]
    evaluate(county)
    tell(county, "sam")
    after = [TOKEN.sub("", client.get(address).content.decode()) for address in addresses]

    assert before == after
