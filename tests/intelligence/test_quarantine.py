"""What must never be held: refused where it is clear, and set apart where it may be."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from frankpledge.access.api import AuditEvent, Kind, NotFound, NotPermitted, Ref, Role
from frankpledge.attachments import shelf
from frankpledge.attachments.api import Reach, Unacceptable, attach, held_beside
from frankpledge.intelligence import slots
from frankpledge.intelligence.answers import feedback
from frankpledge.intelligence.desk import opened, waiting
from frankpledge.intelligence.giving import receipts, refused_words
from frankpledge.intelligence.models import Incident, Receipt, Report, Submission, Tombstone
from frankpledge.intelligence.quarantine import setting_apart as quarantine, spills
from frankpledge.intelligence.quarantine.markings import Grounds, look_for
from frankpledge.intelligence.quarantine.policies import may_list_incidents
from frankpledge.intelligence.sharing import dissemination
from tests.attachments import corpus
from tests.intelligence.makers import (
    County,
    make_agency,
    make_person,
    newest,
    release,
    share,
    tell,
)

DOUBTFUL = "The man in flat 6 said that he is my informant and gets paid for it."
TOKEN = "c0ffee00d15ea5e5c0ffee00d15ea5e5"


@pytest.fixture
def governed(county: County) -> County:
    """The county, with the force's information governance and another council's."""
    make_agency(county, "fallow-police", "Fallow Police", kind="police")
    make_person(county, "gita", "fallow-police", Role.INFORMATION_GOVERNANCE, vetting=4)
    make_person(county, "lee", "fallow-police", Role.LEAD_OFFICER, vetting=3)
    make_person(county, "cora", "wantsum-council", Role.INFORMATION_GOVERNANCE)
    return county


def told_in_doubt(county: County, **changed):
    changed.setdefault("text", DOUBTFUL)
    return tell(county, "nia", **changed)


def incident_seen_by(county: County, who: str) -> Incident | None:
    return Incident.open_to(county.actor(who)).first()


def seen_by(county: County, who: str) -> list[str]:
    return [row.text for row in Submission.visible_to(county.actor(who))]


# --- on arrival -----------------------------------------------------------------------------


def test_what_is_doubtful_is_taken_and_set_apart_and_its_teller_learns_nothing(governed):
    ordinary = tell(governed, "nia", text="A van comes at night.")
    doubtful = told_in_doubt(governed)

    assert len(doubtful.code) == len(ordinary.code)
    assert doubtful.next_steps == ordinary.next_steps
    for who in ("nia", "imogen", "ivo", "asha", "lee", "sam"):
        assert DOUBTFUL not in seen_by(governed, who)
    for who in ("martin", "maud"):
        assert DOUBTFUL in seen_by(governed, who)
    assert seen_by(governed, "gita") == []


def test_only_those_who_deal_with_spills_know_that_there_is_one(governed):
    told_in_doubt(governed)

    for who in ("martin", "maud", "gita"):
        assert incident_seen_by(governed, who) is not None
    for who in ("nia", "imogen", "ivo", "lee", "cora", "asha", "nobody", "petra"):
        assert incident_seen_by(governed, who) is None


def test_the_queue_and_the_answers_owed_show_no_gap(governed):
    tell(governed, "nia", text="A van comes at night.")
    imogen = governed.actor("imogen")
    before = (len(waiting.queue(by=imogen, at=governed.now)), len(owed(governed, "imogen")))

    told_in_doubt(governed)

    assert (len(waiting.queue(by=imogen, at=governed.now)), len(owed(governed, "imogen"))) == before


def owed(county: County, who: str) -> list:
    return feedback.owed(county.actor(who), on=slots.day_and_slot(county.now)[0])


def test_its_receipt_stands_for_its_holder_as_any_other_does(governed):
    proof = told_in_doubt(governed)

    standing = receipts.by_code(proof.code, at=governed.now)
    mine = receipts.mine(by=governed.actor("nia"), at=governed.now)

    assert standing is not None
    assert standing.progress == "Received. Nobody has read it yet."
    assert [each.reference for each in mine] == [proof.reference]


def test_nothing_of_the_incident_points_at_whoever_told_it(governed):
    told_in_doubt(governed)

    incident = incident_seen_by(governed, "gita")
    assert incident.found_by_id is None
    assert DOUBTFUL not in str(vars(incident))
    nia = str(governed.people["nia"])
    events = AuditEvent.objects.filter(act="intelligence.quarantine")
    assert events.count() == 1
    assert all(nia not in event.leaf for event in events)
    assert nia not in str(vars(incident))


def test_what_is_said_in_the_usual_words_is_not_set_apart(governed):
    tell(governed, "nia", text="It is no secret that the dog handler lives at number 4.")

    assert incident_seen_by(governed, "martin") is None
    assert len(seen_by(governed, "imogen")) == 1


def test_what_is_refused_is_written_down_without_its_words_and_told(governed):
    finding = look_for(f"TOP SECRET {TOKEN}")

    reference = refused_words.note_refusal(finding, district="D1", at=governed.now)

    for who in ("martin", "gita"):
        [line] = spills.spills_waiting(by=governed.actor(who), on=governed.now.date())
        assert (line.reference, line.is_open) == (reference, False)
    shown = spills.incident_of(
        incident_id=incident_seen_by(governed, "gita").uid, by=governed.actor("gita"),
        at=governed.now,
    )  # fmt: skip
    assert (shown.about, shown.opened, shown.is_open) == ("", (), False)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM intelligence_incident")
        assert TOKEN not in str(cursor.fetchall())


def test_what_comes_in_the_half_hour_in_which_the_first_was_set_apart_is_set_apart_too(governed):
    tell(governed, "nia")
    set_apart(governed, newest(governed))

    told_in_doubt(governed)

    assert Incident.open_to(governed.actor("gita")).count() == 2


# --- by a person, at once -------------------------------------------------------------------


def set_apart(county: County, uid, who="imogen", kind=Kind.SUBMISSION) -> str:
    return quarantine.quarantine(
        ref=Ref(kind=kind, uid=uid), by=county.actor(who), at=county.now,
        grounds=Grounds.COVERT_SOURCE,
    )  # fmt: skip


def test_an_officer_sets_something_apart_at_once_and_loses_it_with_everybody_else(governed):
    tell(governed, "nia")
    uid = newest(governed)

    set_apart(governed, uid)

    for who in ("imogen", "ivo", "nia", "gita"):
        with pytest.raises(NotFound):
            opened.open_submission(submission_id=uid, by=governed.actor(who), at=governed.now)
    assert opened.open_submission(submission_id=uid, by=governed.actor("maud"), at=governed.now)


@pytest.mark.parametrize("who", ["nia", "asha"])
def test_nobody_but_the_police_sets_anything_apart(governed, who):
    tell(governed, who)
    uid = Submission.visible_to(governed.actor(who)).get().uid

    with pytest.raises(NotPermitted, match="Only the police"):
        set_apart(governed, uid, who)


def test_nobody_sets_apart_what_they_may_not_know_of(governed):
    tell(governed, "nia")

    with pytest.raises(NotFound):
        set_apart(governed, newest(governed), "lee")
    with pytest.raises(NotFound):
        set_apart(governed, newest(governed), "imogen", kind=Kind.PROBLEM)


def test_what_is_set_apart_is_not_set_apart_again(governed):
    told_in_doubt(governed)
    uid = Submission.visible_to(governed.actor("martin")).get().uid

    with pytest.raises(quarantine.AlreadySetApart):
        set_apart(governed, uid, "martin")


def test_a_product_is_lost_at_once_by_those_it_was_shared_with_and_goes_no_further(governed):
    product = release(governed)
    share(governed, product, "wantsum-council")
    asha, imogen = governed.actor("asha"), governed.actor("imogen")
    dissemination.open_product(product_id=product, by=asha, at=governed.now)

    set_apart(governed, product, "imogen", kind=Kind.PRODUCT)

    for actor in (asha, imogen):
        with pytest.raises(NotFound):
            dissemination.open_product(product_id=product, by=actor, at=governed.now)
    with pytest.raises(NotFound):
        share(governed, product, "fallow-fire")
    shown = spills.incident_of(
        incident_id=incident_seen_by(governed, "gita").uid, by=governed.actor("gita"),
        at=governed.now,
    )  # fmt: skip
    assert {"Asha Person", "Imogen Person"} <= {look.name for look in shown.opened}


def test_what_was_made_of_it_goes_with_it(governed):
    product = release(governed)
    told = Submission.visible_to(governed.actor("martin")).get().uid

    set_apart(governed, told)

    imogen = governed.actor("imogen")
    assert list(Report.visible_to(imogen)) == []
    with pytest.raises(NotFound):
        dissemination.open_product(product_id=product, by=imogen, at=governed.now)
    assert len(incident_seen_by(governed, "gita").set_apart) == 4


def test_files_beside_it_are_hidden_with_it(governed):
    tell(governed, "nia")
    uid = newest(governed)
    ref = add_file(governed, uid)

    set_apart(governed, uid)

    for who in ("nia", "imogen"):
        assert held_beside(ref, by=governed.actor(who), at=governed.now) == []
    assert len(held_beside(ref, by=governed.actor("martin"), at=governed.now)) == 1


def add_file(county: County, uid) -> Ref:
    ref = Ref(kind=Kind.SUBMISSION, uid=uid)
    attach(
        parent=ref, content=corpus.jpeg(), name="a.jpg", by=county.actor("nia"), at=county.now,
        reach=Reach(
            owner=county.agency("saltmarsh-homes"),
            agencies=(county.agency("fallow-intelligence"),),
        ),
    )  # fmt: skip
    return ref


# --- what becomes of it ---------------------------------------------------------------------


def the_incident(county: County):
    return incident_seen_by(county, "martin").uid


def test_who_had_opened_it_is_read_off_the_record(governed):
    tell(governed, "nia")
    uid = newest(governed)
    opened.open_submission(submission_id=uid, by=governed.actor("ivo"), at=governed.now)
    set_apart(governed, uid, "imogen")

    shown = spills.incident_of(
        incident_id=the_incident(governed), by=governed.actor("gita"), at=governed.now
    )

    assert {look.name for look in shown.opened} == {"Ivo Person", "Imogen Person"}
    assert shown.held_since == governed.now.date()
    assert not shown.may_read_words


def test_what_may_be_held_after_all_is_seen_again_as_before(governed):
    tell(governed, "nia")
    proof_before = [row.reference for row in Receipt.visible_to(governed.actor("imogen"))]
    uid = newest(governed)
    set_apart(governed, uid, "imogen")

    spills.release(incident_id=the_incident(governed), by=governed.actor("martin"), at=governed.now)

    for who in ("imogen", "ivo", "nia"):
        assert len(seen_by(governed, who)) == 1
    assert [r.reference for r in Receipt.visible_to(governed.actor("imogen"))] == proof_before
    assert [r.reference for r in Receipt.visible_to(governed.actor("nia"))] == proof_before
    for who in ("lee", "gita", "sam"):
        assert seen_by(governed, who) == []


def test_whoever_set_it_apart_does_not_put_it_back(governed):
    tell(governed, "nia")
    set_apart(governed, newest(governed), "martin")

    with pytest.raises(NotPermitted, match="someone else must put it back"):
        spills.release(
            incident_id=the_incident(governed), by=governed.actor("martin"), at=governed.now
        )
    with pytest.raises(NotPermitted, match="Only a supervisor"):
        spills.release(
            incident_id=the_incident(governed), by=governed.actor("gita"), at=governed.now
        )


def delete(county: County, *, asks="martin", deletes="gita") -> None:
    incident = the_incident(county)
    spills.ask_deletion(incident_id=incident, by=county.actor(asks), at=county.now)
    spills.delete_spill(incident_id=incident, by=county.actor(deletes), at=county.now)


def test_nothing_is_deleted_by_one_person_alone(governed):
    told_in_doubt(governed)
    incident = the_incident(governed)

    with pytest.raises(NotPermitted, match="ask for it to be deleted first"):
        spills.delete_spill(incident_id=incident, by=governed.actor("maud"), at=governed.now)
    spills.ask_deletion(incident_id=incident, by=governed.actor("martin"), at=governed.now)
    with pytest.raises(NotPermitted, match="someone else must do it"):
        spills.delete_spill(incident_id=incident, by=governed.actor("martin"), at=governed.now)
    assert DOUBTFUL in seen_by(governed, "martin")


def test_the_database_holds_to_two_people_too(governed):
    told_in_doubt(governed)
    row = incident_seen_by(governed, "martin")
    row.stage, row.asked_by_id, row.decided_by_id = "deleted", *[governed.people["martin"]] * 2
    row.asked_at = row.decided_at = governed.now

    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


def test_two_people_delete_it_and_nothing_of_its_words_is_left_anywhere(
    governed, django_capture_on_commit_callbacks
):
    words = f"{DOUBTFUL} {TOKEN}"
    told_in_doubt(governed, text=words, place=f"6 Tern Court {TOKEN}")
    uid = Submission.visible_to(governed.actor("martin")).get().uid

    with django_capture_on_commit_callbacks(execute=True):
        delete(governed)

    for who in ("martin", "maud", "imogen", "nia", "gita"):
        assert seen_by(governed, who) == []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            assert TOKEN not in str(cursor.fetchall()), table
    tombstone = Tombstone._rows.get(submission=uid)
    assert (tombstone.why, tombstone.report) == ("spill", None)
    shown = spills.incident_of(
        incident_id=the_incident(governed), by=governed.actor("gita"), at=governed.now
    )
    assert shown.stage == "Deleted by two people"
    assert (shown.asked_by, shown.decided_by) == ("Martin Person", "Gita Person")
    for act in ("quarantine", "ask_deletion", "delete_spill"):
        assert AuditEvent.objects.filter(act=f"intelligence.{act}").exists()


def test_what_was_made_of_it_and_its_files_are_deleted_with_it(
    governed, django_capture_on_commit_callbacks
):
    product = release(governed)
    told = Submission.visible_to(governed.actor("martin")).get().uid
    add_file(governed, told)
    set_apart(governed, told)

    with django_capture_on_commit_callbacks(execute=True):
        delete(governed)

    martin = governed.actor("martin")
    assert list(Report.visible_to(martin)) == []
    with pytest.raises(NotFound):
        dissemination.open_product(product_id=product, by=martin, at=governed.now)
    assert [path for path in shelf.folder().rglob("*") if path.is_file()] == []
    with connection.cursor() as cursor:
        for table, column in (("report", "text"), ("product", "text"), ("item", "text")):
            cursor.execute(f"SELECT {column} FROM intelligence_{table}")
            assert {row[0] for row in cursor.fetchall()} <= {spills.REMOVED}


def test_its_receipt_is_still_answered_on_its_day(governed):
    proof = told_in_doubt(governed)
    delete(governed)

    standing = receipts.by_code(proof.code, at=governed.now)
    assert standing is not None


def test_the_backups_that_hold_it_are_noted(governed):
    told_in_doubt(governed)
    incident = the_incident(governed)

    with pytest.raises(spills.NothingNoted):
        spills.note_backups(incident_id=incident, words=" ", by=governed.actor("gita"),
                            at=governed.now)  # fmt: skip
    spills.note_backups(
        incident_id=incident, words="The nightly one of 15 April", by=governed.actor("gita"),
        at=governed.now,
    )  # fmt: skip

    shown = spills.incident_of(incident_id=incident, by=governed.actor("maud"), at=governed.now)
    assert (shown.backups, shown.backups_by) == ("The nightly one of 15 April", "Gita Person")


def test_what_is_over_is_not_decided_again(governed):
    told_in_doubt(governed)
    incident = the_incident(governed)
    delete(governed)

    for act in (spills.release, spills.ask_deletion, spills.delete_spill):
        with pytest.raises(NotPermitted):
            act(incident_id=incident, by=governed.actor("maud"), at=governed.now)


@pytest.mark.parametrize("who", ["imogen", "nia", "lee", "cora"])
def test_others_can_do_nothing_with_an_incident(governed, who):
    told_in_doubt(governed)
    incident = the_incident(governed)

    acts = (spills.incident_of, spills.release, spills.ask_deletion, spills.delete_spill)
    for act in acts:
        with pytest.raises(NotFound):
            act(incident_id=incident, by=governed.actor(who), at=governed.now)
    if may_list_incidents(governed.actor(who)):
        assert spills.incidents(by=governed.actor(who), at=governed.now) == []
    else:
        with pytest.raises(NotPermitted):
            spills.incidents(by=governed.actor(who), at=governed.now)
    assert spills.spills_waiting(by=governed.actor(who), on=governed.now.date()) == []


# --- files ----------------------------------------------------------------------------------


@pytest.mark.parametrize("words", ["TOP SECRET", "my informant told me", "legal advice privilege"])
def test_a_file_that_may_not_be_held_is_refused_in_doubt_too(governed, words):
    tell(governed, "nia")
    uid = newest(governed)

    for name, content in (
        ("a.pdf", corpus.pdf(words=f"{words}: legally privileged" if "legal" in words else words)),
        ("a.docx", corpus.docx(words=f"legally privileged {words}" if "legal" in words else words)),
    ):
        with pytest.raises(Unacceptable, match="may not be held here"):
            attach(
                parent=Ref(kind=Kind.SUBMISSION, uid=uid), content=content, name=name,
                reach=Reach(owner=governed.agency("saltmarsh-homes")),
                by=governed.actor("nia"), at=governed.now,
            )  # fmt: skip
    assert [path for path in shelf.folder().rglob("*") if path.is_file()] == []


# --- pages ----------------------------------------------------------------------------------


def test_an_officer_sets_something_apart_from_its_page(governed, browse):
    tell(governed, "nia")
    address = reverse("intelligence:quarantine", args=["submission", newest(governed)])
    imogen = browse("imogen")

    asked = imogen.get(address)
    assert "What does it hold?" in asked.content.decode()
    assert imogen.post(address, {}).status_code == 422
    done = imogen.post(address, {"grounds": "marked"})

    assert done.status_code == 302
    assert imogen.get(address).status_code == 404


def test_two_people_take_a_spill_to_its_end_by_its_pages(governed, browse):
    told_in_doubt(governed)
    uid = the_incident(governed)
    page = reverse("intelligence:incident", args=[uid])
    martin, gita = browse("martin"), browse("gita")

    assert "Set apart" in gita.get(reverse("intelligence:incidents")).content.decode()
    shown = gita.get(page).content.decode()
    assert "Who had opened it" in shown
    assert "informant and gets paid" not in shown
    assert gita.post(page, {"words": "Nightly, 15 April"}).status_code == 302
    assert martin.post(reverse("intelligence:ask-deletion", args=[uid])).status_code == 302
    assert martin.post(reverse("intelligence:delete-spill", args=[uid])).status_code == 403
    assert gita.post(reverse("intelligence:delete-spill", args=[uid])).status_code == 302
    assert "Deleted by two people" in gita.get(page).content.decode()


def test_the_pages_of_a_spill_are_not_there_for_anybody_else(governed, browse):
    told_in_doubt(governed)
    hidden = reverse("intelligence:incident", args=[the_incident(governed)])
    missing = reverse("intelligence:incident", args=[governed.people["nia"]])
    imogen = browse("imogen")

    assert imogen.get(hidden).status_code == 404
    assert imogen.get(hidden).content == imogen.get(missing).content
