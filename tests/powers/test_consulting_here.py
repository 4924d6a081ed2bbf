"""Agencies that answer a consultation here themselves: who may, what blocks, who is chased."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from frankpledge.access.api import NotFound, NotPermitted, Role
from frankpledge.powers import api as powers
from frankpledge.powers.api import Sort, Stage
from frankpledge.powers.models import Consultee
from frankpledge.powers.reading import page
from tests.makers import make_agency, make_person
from tests.powers.conftest import HERE
from tests.powers.test_uses import denied, refused


def asked_of_care(case, number=1):
    """A use on which adult care is asked to answer here."""
    use = case.to(Stage.CONSULTING)
    powers.ask_consultee(
        use_id=use,
        number=number,
        whom="Duty manager, adult care",
        agency=str(case.people["care"].agency_id),
        **case.did(),
    )
    return use


def sorts(case, name):
    return [each.sort for each in powers.awaiting(case.actor(name), case.now)]


def test_whoever_is_asked_here_reads_the_use_and_answers_in_their_own_name(case):
    use = case.to(Stage.CONSULTING)
    with pytest.raises(NotFound):
        page(use_id=use, **case.did("care"))
    powers.ask_consultee(
        use_id=use,
        number=1,
        whom="Duty manager, adult care",
        agency=str(case.people["care"].agency_id),
        **case.did(),
    )
    assert sorts(case, "care") == [Sort.TO_ANSWER]

    powers.answer_consultation(
        use_id=use, number=1, answer="conditions", words="Tell the tenant first", **case.did("care")
    )

    line = page(use_id=use, **case.did()).consultees[0]
    assert (line.said, line.said_words) == ("They agree, with conditions", "Tell the tenant first")
    assert line.said_by.startswith("Says Joan Lisle")
    assert sorts(case, "care") == []
    assert "not asked" in denied(
        powers.answer_consultation, use_id=use, number=1, answer="agrees", **case.did("care")
    )


def test_nobody_answers_for_an_agency_that_was_asked_here_and_it_blocks_until_then(case):
    use = asked_of_care(case)
    hard = {"use_id": use, "number": 1, **case.did()}
    assert "answer here by themselves" in refused(
        case, powers.note_consultee, answer="agrees", **hard
    )
    denied(powers.answer_consultation, answer="agrees", **hard)
    ask = {"use_id": use, "number": 2, **case.did()}
    powers.ask_consultee(whom="The owner, by letter", **ask)
    powers.note_consultee(answer="informed", **ask)
    go_on = {"use_id": use, "words": "The police were told", **case.did()}
    assert "have not been consulted" in refused(case, powers.finish_consultation, **go_on)

    powers.answer_consultation(use_id=use, number=1, answer="agrees", **case.did("care"))
    powers.finish_consultation(**go_on)
    assert case.stage(use) is Stage.ASKING


def test_a_refusal_has_its_reason_and_is_answered_before_it_goes_on(case):
    use = asked_of_care(case)
    mine = {"use_id": use, "number": 1, **case.did("care")}
    refused(case, powers.answer_consultation, "words", answer="objects", **mine)
    refused(case, powers.answer_consultation, "answer", answer="informed", **mine)
    refused(case, powers.answer_consultation, "answer", answer="does_not_apply", **mine)
    powers.answer_consultation(answer="objects", words="He would sleep rough", **mine)
    ask = {"use_id": use, "number": 2, **case.did()}
    powers.ask_consultee(whom="The owner", **ask)
    powers.note_consultee(answer="informed", **ask)

    refused(case, powers.finish_consultation, "words", use_id=use, **case.did())


def test_an_answer_that_is_late_is_chased_on_both_sides_and_can_be_asked_for_otherwise(case):
    use = asked_of_care(case)
    case.now += timedelta(days=6)
    assert Sort.ANSWER_OWED in sorts(case, "csm")
    assert sorts(case, "care") == [Sort.TO_ANSWER]

    ask = {"use_id": use, "number": 1, **case.did()}
    powers.ask_consultee(whom="Duty manager, by telephone", **ask)
    assert sorts(case, "care") == []
    powers.note_consultee(answer="agrees", **ask)
    assert page(use_id=use, **case.did()).consultees[0].said_by.startswith("Noted by Asha")


def test_only_an_agency_that_works_there_is_asked_and_only_it_answers(case):
    use = case.to(Stage.CONSULTING)
    far = make_agency("far")
    for agency in (str(far.id), str(case.county.council.id), "nobody"):
        refused(
            case,
            powers.ask_consultee,
            "agency",
            use_id=use,
            number=1,
            whom="Somebody",
            agency=agency,
            **case.did(),
        )
    asked = asked_of_care(case)
    for name in ("desk", "teller"):
        with pytest.raises((NotFound, NotPermitted)):
            powers.answer_consultation(use_id=asked, number=1, answer="agrees", **case.did(name))
    with pytest.raises(NotFound):
        powers.answer_consultation(use_id=asked, number=2, answer="agrees", **case.did("care"))


def test_what_is_put_aside_asks_nobody_any_more(case):
    use = asked_of_care(case)
    powers.park_use(use_id=use, words="The tenant is in hospital", **case.did())
    assert sorts(case, "care") == []
    denied(powers.answer_consultation, use_id=use, number=1, answer="agrees", **case.did("care"))
    powers.take_up_use(use_id=use, **case.did())
    assert not Consultee.objects.filter(use=use, asks__isnull=False).exists()


def test_the_database_lets_nobody_be_asked_here_without_having_been_asked(case):
    use = case.to(Stage.CONSULTING)
    with pytest.raises(IntegrityError), transaction.atomic():
        Consultee.objects.filter(use=use).update(asks=case.county.council)


def test_it_is_asked_and_answered_on_the_pages(case, monkeypatch):
    use = case.to(Stage.CONSULTING)
    monkeypatch.setattr("frankpledge.access.requests.moment_now", lambda: case.now)
    csm, care, other = Client(), Client(), Client()
    csm.force_login(case.people["csm"])
    care.force_login(case.people["care"])
    nurse = make_person(make_agency("nurses", kind="nhs"), Role.SAFEGUARDING_LEAD, districts=[HERE])
    other.force_login(nurse)
    ask = f"/powers/uses/{use}/consult/1/"
    assert "No, I note their answer" in csm.get(ask).content.decode()
    typed = {"whom": "Duty manager", "agency": str(case.people["care"].agency_id)}
    assert csm.post(ask, typed).status_code == 302
    assert "answers here" in csm.get(f"/powers/uses/{use}/").content.decode()

    assert other.get(f"/powers/uses/{use}/").status_code == 404
    assert "Your agency is consulted on" in care.get("/").content.decode()
    assert "Answer for your agency" in care.get(f"/powers/uses/{use}/").content.decode()
    answer = f"{ask}answer/"
    assert care.post(answer, {"answer": "objects"}).status_code == 422
    assert csm.get(answer).status_code == 403
    assert care.post(answer, {"answer": "agrees"}).status_code == 302
    assert "They agree" in csm.get(f"/powers/uses/{use}/").content.decode()
    assert "Your agency is consulted on" not in care.get("/").content.decode()
