"""Cards, addresses, one-time codes and drafts: ways in that keep nothing of who came."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection

from frankpledge.access.api import AuditEvent, NotPermitted, TooManyTries
from frankpledge.intelligence.giving import cards, drafts, exits, work_address
from frankpledge.intelligence.giving.jobs import SIGNS, job, jobs
from frankpledge.intelligence.giving.submission import SENDS_BY_A_CARD
from frankpledge.intelligence.models import Draft, Exit, OneTimeCode, Submission
from frankpledge.intelligence.reference_files import rows
from tests.intelligence.makers import tell_by_card

MINUTE = timedelta(minutes=1)
ADDRESS = "dev.rowntree@saltmarsh.example"


def every_value() -> str:
    """All that stands in any table, as text."""
    with connection.cursor() as cursor:
        found = []
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            found.append(str(cursor.fetchall()))
    return "\n".join(found)


# --- jobs and exits ------------------------------------------------------------------------


def test_each_job_has_eight_signs_and_there_are_ten_jobs_or_more():
    assert len(jobs()) >= 10
    for each in jobs():
        assert len(set(each.signs)) == SIGNS, each.code
    assert {row["job"] for row in rows("job_signs.csv")} == {each.code for each in jobs()}
    assert job("astronaut") is None


@pytest.mark.django_db
@pytest.mark.parametrize("way", list(Exit))
def test_each_exit_says_what_to_do_and_whom_to_call(way, now):
    out = exits.offer(way, now=now)

    assert out.title
    assert out.first
    assert out.second
    assert out.contacts
    assert exits.times_offered(way, first=now.date(), last=now.date()) == 1


@pytest.mark.django_db
def test_an_area_gives_its_own_numbers_first(now, settings, tmp_path):
    settings.FRANKPLEDGE_HOME = tmp_path
    (tmp_path / "reference").mkdir()
    (tmp_path / "reference" / "exit_contacts.csv").write_text(
        "exit,area,who,number\nsafeguarding,*,Anyone,1\nsafeguarding,D1,Wantsum team,01632 960001\n"
    )

    out = exits.offer(Exit.SAFEGUARDING, now=now, areas=[("D1", "Wantsum"), ("D2", "Stoursea")])

    assert [(each.area, each.who) for each in out.contacts] == [
        ("Wantsum", "Wantsum team"),
        ("", "Anyone"),
    ]
    assert out.contacts[0].address == "tel:01632960001"


# --- cards ---------------------------------------------------------------------------------


def make(county, **more) -> str:
    details = {"agency_id": county.agency("saltmarsh-homes"), **more}
    return cards.make_card(by=county.actor("imogen"), at=county.now, **details)


def test_a_withdrawn_card_is_of_use_to_nobody(county):
    assert cards.scanned(county.card, at=county.now) is not None
    cards.withdraw_card(code=county.card, by=county.actor("imogen"), at=county.now)
    cards.withdraw_card(code=county.card, by=county.actor("imogen"), at=county.now)

    assert cards.scanned(county.card, at=county.now) is None
    assert AuditEvent.objects.filter(act="intelligence.withdraw_card").count() == 2


def test_only_the_unit_looks_after_cards(county):
    for name in ("nia", "asha", "petra"):
        with pytest.raises(NotPermitted):
            cards.withdraw_card(code=county.card, by=county.actor(name), at=county.now)
        with pytest.raises(NotPermitted):
            cards.listed(by=county.actor(name), at=county.now)
    assert cards.scanned(county.card, at=county.now) is not None


def test_an_unknown_card_cannot_be_withdrawn(county):
    with pytest.raises(cards.NoSuchCard):
        cards.withdraw_card(code="NOPE", by=county.actor("imogen"), at=county.now)


def test_a_card_bears_the_signs_of_its_job(county):
    code = make(county, job_code="repairs")

    assert cards.scanned(code, at=county.now).job.name.startswith("Repairs")
    with pytest.raises(cards.NoSuchJob):
        make(county, job_code="astronaut")


def test_a_code_that_is_taken_is_refused(county):
    with pytest.raises(cards.CodeTaken):
        make(county, code=county.card)


def test_cards_of_one_agency_share_its_service(county):
    code = make(county)

    assert (
        cards.scanned(code, at=county.now).actor.person_id
        == cards.scanned(county.card, at=county.now).actor.person_id
    )


def test_a_card_sends_so_often_an_hour_and_then_waits(county):
    for _ in range(SENDS_BY_A_CARD):
        tell_by_card(county)
    with pytest.raises(TooManyTries):
        tell_by_card(county)
    assert Submission._rows.count() == SENDS_BY_A_CARD

    tell_by_card(county, at=county.now + timedelta(hours=1))
    assert Submission._rows.count() == SENDS_BY_A_CARD + 1


# --- a code to a work address --------------------------------------------------------------


@pytest.fixture
def link(county) -> str:
    work_address.set_domains(
        agency_id=county.agency("saltmarsh-homes"),
        domains=["@Saltmarsh.example", ""],
        by=county.actor("imogen"),
        at=county.now,
    )
    return make(county, kind="link")


def sent_code() -> str:
    return "".join(c for c in mail.outbox[-1].body.split("It works")[0] if c.isdigit())


def test_a_code_to_a_work_address_gives_a_pass_for_an_hour(county, link):
    challenge = work_address.send_code(ADDRESS, card=link, now=county.now)
    given = work_address.prove(challenge, sent_code(), now=county.now)

    assert mail.outbox[-1].to == [ADDRESS]
    assert work_address.passes(given, link, now=county.now + 59 * MINUTE)
    assert not work_address.passes(given, link, now=county.now + 60 * MINUTE)
    assert not work_address.passes(given, county.card, now=county.now)
    assert not work_address.passes(given[:-1], link, now=county.now)
    assert not work_address.passes("", link, now=county.now)


def test_nothing_of_the_address_is_kept_anywhere(county, link):
    work_address.send_code(ADDRESS, card=link, now=county.now)

    kept = every_value()
    assert "rowntree" not in kept
    assert sent_code() not in [row.code for row in OneTimeCode.objects.all()]


def test_a_code_works_once(county, link):
    challenge = work_address.send_code(ADDRESS, card=link, now=county.now)
    work_address.prove(challenge, sent_code(), now=county.now)

    with pytest.raises(work_address.WrongCode):
        work_address.prove(challenge, sent_code(), now=county.now)


@pytest.mark.parametrize(
    ("after", "works"), [(15 * MINUTE - timedelta(seconds=1), True), (15 * MINUTE, False)]
)
def test_a_code_is_good_until_its_time_is_up(county, link, after, works):
    challenge = work_address.send_code(ADDRESS, card=link, now=county.now)

    if works:
        assert work_address.prove(challenge, sent_code(), now=county.now + after)
    else:
        with pytest.raises(work_address.WrongCode):
            work_address.prove(challenge, sent_code(), now=county.now + after)


def test_five_wrong_tries_spoil_a_code(county, link):
    challenge = work_address.send_code(ADDRESS, card=link, now=county.now)
    right = sent_code()
    wrong = "000000" if right != "000000" else "111111"
    for _ in range(work_address.MOST_TRIES):
        with pytest.raises(work_address.WrongCode):
            work_address.prove(challenge, wrong, now=county.now)

    with pytest.raises(work_address.WrongCode):
        work_address.prove(challenge, right, now=county.now)


def test_a_code_works_only_in_the_window_that_asked(county, link):
    work_address.send_code(ADDRESS, card=link, now=county.now)

    for challenge in ("", "another challenge"):
        with pytest.raises(work_address.WrongCode):
            work_address.prove(challenge, sent_code(), now=county.now)


@pytest.mark.parametrize(
    "address",
    [
        "dev@elsewhere.example",
        "dev@notsaltmarsh.example",
        "dev@saltmarsh.example.elsewhere.example",
        "saltmarsh.example",
        "",
    ],
)
def test_an_address_elsewhere_gets_no_message(county, link, address):
    with pytest.raises(work_address.NotAWorkAddress):
        work_address.send_code(address, card=link, now=county.now)
    assert mail.outbox == []


def test_one_address_gets_three_messages_and_then_waits(county, link):
    for _ in range(work_address.MOST_SENT):
        work_address.send_code(ADDRESS, card=link, now=county.now)
    with pytest.raises(TooManyTries):
        work_address.send_code(ADDRESS.upper(), card=link, now=county.now)
    assert len(mail.outbox) == work_address.MOST_SENT


def test_a_message_that_cannot_be_sent_leaves_nothing(county, link, settings, caplog):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    with pytest.raises(work_address.CannotSend):
        work_address.send_code(ADDRESS, card=link, now=county.now)

    assert OneTimeCode.objects.count() == 0
    assert "rowntree" not in caplog.text


def test_only_the_unit_says_which_addresses_prove_somebody(county):
    with pytest.raises(NotPermitted):
        work_address.set_domains(
            agency_id=county.agency("saltmarsh-homes"),
            domains=["x.example"],
            by=county.actor("nia"),
            at=county.now,
        )
    with pytest.raises(work_address.NotAWorkAddress):
        work_address.set_domains(
            agency_id=county.agency("saltmarsh-homes"),
            domains=["not a domain"],
            by=county.actor("imogen"),
            at=county.now,
        )


def test_the_code_of_any_card_in_use_is_an_agency_code(county, link):
    other = cards.make_card(
        agency_id=county.agency("fallow-fire"), by=county.actor("imogen"), at=county.now
    )

    assert cards.is_agency_code(county.card, link=link, at=county.now)
    assert not cards.is_agency_code(other, link=link, at=county.now)
    assert not cards.is_agency_code(link, link=link, at=county.now)
    assert not cards.is_agency_code("NOPE\x00", link=link, at=county.now)
    cards.withdraw_card(code=county.card, by=county.actor("imogen"), at=county.now)
    assert not cards.is_agency_code(county.card, link=link, at=county.now)


# --- drafts --------------------------------------------------------------------------------


def test_a_draft_is_read_with_its_code_however_it_is_typed(county):
    whose, code = county.people["nia"], drafts.new_code()
    drafts.keep(code, {"text": "Men at the door"}, whose=whose, now=county.now)

    for typed in (code, code.lower(), code.replace("-", " ")):
        assert drafts.read(typed, whose=whose, now=county.now) == {"text": "Men at the door"}


def test_a_draft_opens_for_nobody_else_and_with_no_other_code(county):
    whose, code = county.people["nia"], drafts.new_code()
    drafts.keep(code, {"text": "Men at the door"}, whose=whose, now=county.now)

    assert drafts.read(code, whose=county.people["dev"], now=county.now) is None
    assert drafts.read(drafts.new_code(), whose=whose, now=county.now) is None
    assert drafts.read("", whose=whose, now=county.now) is None


def test_a_draft_says_nothing_of_who_writes_or_what(county):
    whose, code = county.people["nia"], drafts.new_code()
    before = every_value()
    drafts.keep(code, {"text": "Men at the door of 6 Tern Court"}, whose=whose, now=county.now)

    row = Draft.objects.get()
    kept = f"{row.key}{bytes(row.sealed)!r}{row.ends_on}"
    for told in ("Tern", str(whose), whose.hex, code, drafts.plain(code)):
        assert told not in kept
    assert len(row.sealed) > drafts.BLOCK
    row.delete()
    assert every_value() == before


def test_short_and_long_answers_make_boxes_of_one_size(county):
    whose = county.people["nia"]
    for text in ("a", "b" * 2000):
        drafts.keep(drafts.new_code(), {"text": text}, whose=whose, now=county.now)

    assert len({len(row.sealed) for row in Draft.objects.all()}) == 1


def test_a_draft_is_gone_on_its_day(county):
    whose, code = county.people["nia"], drafts.new_code()
    ends_on = drafts.keep(code, {"text": "x"}, whose=whose, now=county.now)
    assert ends_on == county.now.date() + timedelta(days=drafts.KEPT_DAYS)
    last = county.now + timedelta(days=drafts.KEPT_DAYS - 1)
    gone = county.now + timedelta(days=drafts.KEPT_DAYS)

    assert drafts.read(code, whose=whose, now=last) is not None
    assert drafts.read(code, whose=whose, now=gone) is None
    assert drafts.purge(now=last) == 0
    assert drafts.purge(now=gone) == 1
    assert Draft.objects.count() == 0


def test_keeping_another_draft_removes_those_whose_day_has_come(county):
    whose = county.people["nia"]
    drafts.keep(drafts.new_code(), {}, whose=whose, now=county.now)
    drafts.keep(drafts.new_code(), {}, whose=whose, now=county.now + timedelta(days=8))

    assert Draft.objects.count() == 1


def test_what_was_altered_in_the_database_opens_as_nothing(county):
    whose, code = county.people["nia"], drafts.new_code()
    drafts.keep(code, {"text": "x"}, whose=whose, now=county.now)
    Draft.objects.update(sealed=b"something else that is long enough to be a box, or nearly so")

    assert drafts.read(code, whose=whose, now=county.now) is None
