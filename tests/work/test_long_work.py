"""Long work: asked for once, done as somebody, left and come back to, called off, handed over."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import OperationalError
from django.utils import timezone

from frankpledge.access.api import (
    NO_END,
    Agency,
    AuditEvent,
    NotFound,
    NotPermitted,
    Outcome,
    Person,
    Role,
    deny,
)
from frankpledge.access.models import DelegatedAuthority
from frankpledge.kernel import DomainError
from frankpledge.work import api as work, asking, carrying_on, shelf
from frankpledge.work.models import Job
from frankpledge.work.policies import Act
from tests.makers import LONG_AGO, NOW, as_actor, later, make_agency, make_person

pytestmark = pytest.mark.django_db


def carry_on() -> bool:
    return carrying_on.carry_on_one(at=NOW, beating=False)


def lapse() -> None:
    """As if a minute had gone by since its worker was killed."""
    Job.objects.filter(state="running").update(lease_until=timezone.now() - timedelta(seconds=1))


def test_the_same_work_asked_for_twice_is_one_job(ask):
    first = ask()

    assert ask() == first
    assert ask(to=4) != first
    assert AuditEvent.objects.filter(act=Act.ASK).count() == 2


def test_what_was_done_is_given_again_and_what_failed_can_be_asked_for_anew(ask, asker, counting):
    done = ask()
    carry_on()
    assert ask() == done

    counting.stepped = lambda number: (_ for _ in ()).throw(
        DomainError("There is no more to count")
    )
    failed = ask(to=5)
    carry_on()
    found = work.progress(job_id=failed, by=as_actor(asker))
    assert (found.state, found.sentence) == ("failed", "There is no more to count")
    assert ask(to=5) != failed


def test_it_is_done_as_whoever_asked_and_handed_to_nobody_else(ask, asker):
    job = ask()
    assert carry_on()
    assert not carry_on()
    by = as_actor(asker)

    found = work.progress(job_id=job, by=by)
    assert (found.state, found.done, found.whole, found.share) == ("done", 3, 3, 100)
    handed = work.open_result(job_id=job, by=by, at=NOW)
    assert handed.content == b"Asha Penrose counted to 3"
    acts = AuditEvent.objects.filter(act__startswith="work.").values_list("act", "actor")
    assert set(acts) == {(act, str(asker.id)) for act in (Act.ASK, Act.PERFORM, Act.OPEN_RESULT)}

    other = as_actor(make_person(make_agency("other"), Role.CSM))
    assert work.listed(by=other) == ()
    for nothing in (
        lambda: work.progress(job_id=job, by=other),
        lambda: work.open_result(job_id=job, by=other, at=NOW),
        lambda: asking.call_off(job_id=job, by=other, at=NOW),
    ):
        with pytest.raises(NotFound):
            nothing()


def test_it_ended_when_it_was_done_and_not_when_it_was_begun(ask, asker, counting, monkeypatch):
    clock = [carrying_on.machine_now()]

    def stepped(number: int) -> None:
        clock[0] += timedelta(seconds=30)

    monkeypatch.setattr(carrying_on, "machine_now", lambda: clock[0])
    counting.stepped = stepped
    job = ask(to=3)
    assert carry_on()

    assert Job.objects.get(pk=job).ended_at == NOW + timedelta(seconds=90)


def test_the_rule_is_asked_again_when_it_is_done_and_when_its_result_is_opened(
    ask, asker, counting
):
    done, by = ask(), as_actor(asker)
    carry_on()
    late = ask(to=4)
    counting.allowed = deny("Your post no longer counts.")
    carry_on()

    found = work.progress(job_id=late, by=by)
    assert (found.state, found.sentence) == ("failed", "Your post no longer counts.")
    assert counting.begun_at == [0]
    assert AuditEvent.objects.get(act=Act.PERFORM, outcome=Outcome.DENIED)
    with pytest.raises(NotPermitted, match="no longer counts"):
        work.open_result(job_id=done, by=by, at=NOW)
    with pytest.raises(NotPermitted, match="no longer counts"):
        ask(to=6)


def test_nothing_is_done_for_an_account_that_has_ended(ask, asker, counting):
    job = ask()
    Person.objects.filter(pk=asker.pk).update(locked=True)
    carry_on()

    found = Job.objects.get(pk=job)
    assert "ended or is locked" in found.sentence
    assert counting.begun_at == []


def test_another_worker_carries_on_from_what_was_kept(ask, asker, counting):
    job = ask(to=5)

    def cut_short(number: int) -> None:
        if number == 3:
            raise SystemExit

    counting.stepped = cut_short
    with pytest.raises(SystemExit):
        carry_on()
    counting.stepped = lambda number: None
    assert not carry_on(), "its worker may still be at it"
    lapse()
    assert carry_on()

    assert counting.begun_at == [0, 3]
    assert work.progress(job_id=job, by=as_actor(asker)).state == "done"
    assert Job.objects.get(pk=job).attempts == 2


def test_a_worker_that_only_seemed_dead_hands_nothing_over(ask, asker, counting):
    job = ask(to=4)
    slow = iter([True])

    def overtaken(number: int) -> None:
        if number == 2 and next(slow, False):
            lapse()
            assert carry_on()

    counting.stepped = overtaken
    assert carry_on()

    assert work.progress(job_id=job, by=as_actor(asker)).state == "done"
    assert AuditEvent.objects.filter(act=Act.PERFORM).count() == 1
    assert len(list((shelf.folder() / str(job)).iterdir())) == 1


def test_what_is_kept_is_kept_with_the_word_that_it_is_done_or_not_at_all(ask, asker, counting):
    def keep() -> str:
        make_agency("kept")
        return "An agency was made."

    counting.keep = keep
    job = ask()
    carry_on()
    assert work.progress(job_id=job, by=as_actor(asker)).sentence == "An agency was made."
    assert Agency.objects.filter(code="kept").count() == 1

    def keep_badly() -> str:
        make_agency("lost")
        raise DomainError("It was there already")

    counting.keep = keep_badly
    job = ask(to=6)
    carry_on()
    found = work.progress(job_id=job, by=as_actor(asker))
    assert (found.state, found.sentence) == ("failed", "It was there already")
    assert not Agency.objects.filter(code="lost").exists()


def test_what_is_cut_short_three_times_is_given_up_with_a_sentence(ask, asker, counting):
    job = ask()

    def killed(number: int) -> None:
        raise SystemExit

    counting.stepped = killed
    for _ in range(carrying_on.MOST_ATTEMPTS):
        with pytest.raises(SystemExit):
            carry_on()
        lapse()
    assert not carry_on()
    assert carrying_on.give_up_the_hopeless(at=NOW) == 1

    assert work.progress(job_id=job, by=as_actor(asker)).sentence == carrying_on.GAVE_UP


def test_while_the_database_cannot_be_used_work_is_put_back_and_at_last_given_up(
    ask, asker, counting, caplog, monkeypatch
):
    # A test's own transaction would go with its connection.
    monkeypatch.setattr(carrying_on, "close_old_connections", lambda: None)

    def unusable(number: int) -> None:
        raise OperationalError("gone")

    counting.stepped = unusable
    job = ask()
    for _ in range(carrying_on.MOST_ATTEMPTS):
        assert carry_on()
    assert Job.objects.get(pk=job).state == "waiting"
    assert not carry_on()
    carrying_on.give_up_the_hopeless(at=NOW)

    assert work.progress(job_id=job, by=as_actor(asker)).sentence == carrying_on.GAVE_UP


def test_a_fault_of_the_program_is_told_without_its_words(ask, asker, counting, caplog):
    def broken(number: int) -> None:
        raise ZeroDivisionError("a name that nobody should read")

    counting.stepped = broken
    job = ask()
    carry_on()

    assert work.progress(job_id=job, by=as_actor(asker)).sentence == carrying_on.A_FAULT
    assert "ZeroDivisionError" in caplog.text


def test_called_off_while_it_is_done_hands_nothing_over(ask, asker, counting):
    job = ask()
    by = as_actor(asker)
    counting.stepped = lambda number: (
        asking.call_off(job_id=job, by=by, at=NOW) if number == 1 else None
    )
    carry_on()

    found = work.progress(job_id=job, by=by)
    assert (found.state, found.files) == ("called_off", ())
    assert not AuditEvent.objects.filter(act=Act.PERFORM).exists()
    with pytest.raises(NotPermitted, match="ended already"):
        asking.call_off(job_id=job, by=by, at=NOW)
    with pytest.raises(NotPermitted, match="no result"):
        work.open_result(job_id=job, by=by, at=NOW)


def test_a_site_that_is_stopped_puts_its_work_back_without_counting_it(ask, counting):
    job = ask()

    def stopped(number: int) -> None:
        raise KeyboardInterrupt

    counting.stepped = stopped
    with pytest.raises(KeyboardInterrupt):
        carry_on()

    found = Job.objects.get(pk=job)
    assert (found.state, found.attempts) == ("waiting", 0)


def test_long_work_is_asked_for_in_ones_own_name_and_within_bounds(ask, asker, counting):
    from frankpledge.access.api import actor_for

    lent = DelegatedAuthority.objects.create(
        delegate=asker,
        principal=make_person(make_agency("lender"), Role.CSM),
        starts_at=LONG_AGO,
        until=NO_END,
    )
    by = actor_for(asker.id, at=NOW, delegation_id=lent.pk)
    with pytest.raises(NotPermitted, match="own name"):
        work.ask("tests.counting", given={"to": 1}, by=by, at=NOW)

    for number in range(asking.MOST_UNFINISHED):
        ask(to=number + 1)
    with pytest.raises(work.TooMuchAsked, match="not done yet"):
        ask(to=99)


def test_what_ended_a_week_ago_is_forgotten_with_its_files(ask, asker):
    job, waiting = ask(), ask(to=4)
    Job.objects.filter(pk=waiting).update(asked_at=later(days=1))
    carry_on()
    (shelf.folder() / "6f9f4a34-6b5b-4c3e-9d52-0f6d8e4b7c11").mkdir()

    assert carrying_on.clear_away(at=later(days=6)) == 0
    assert [each.name for each in shelf.folder().iterdir()] == [str(job)]
    assert carrying_on.clear_away(at=later(days=8)) == 1
    assert list(shelf.folder().iterdir()) == []
    assert Job.objects.filter(pk=waiting).exists()


def test_a_result_that_is_gone_is_refused_with_the_remedy(ask, asker):
    job = ask()
    carry_on()
    (held,) = (shelf.folder() / str(job)).iterdir()
    held.write_bytes(b"something else")

    with pytest.raises(NotPermitted, match="Ask for it again"):
        work.open_result(job_id=job, by=as_actor(asker), at=NOW)


def test_the_pages(ask, asker, client, counting):
    client.force_login(asker)
    assert b"You have asked for nothing" in client.get("/long-work/").content

    job = ask(to=4)
    page = client.get(f"/long-work/{job}/").content.decode()
    assert "Waiting for its turn" in page
    assert "data-progress" in page
    assert "Look again how far it is" in page
    seen: list[str] = []
    carrying_on_saying = carrying_on.SAID_EVERY_SECONDS
    counting.stepped = lambda number: seen.append(client.get(f"/long-work/{job}/").content.decode())
    try:
        carrying_on.SAID_EVERY_SECONDS = 0.0
        carry_on()
    finally:
        carrying_on.SAID_EVERY_SECONDS = carrying_on_saying
    assert "2 of 4 done" in seen[2]

    page = client.get(f"/long-work/{job}/").content.decode()
    assert "data-progress" not in page
    assert "count.txt" in page
    answer = client.get(f"/long-work/{job}/files/0/")
    assert answer.content == b"Asha Penrose counted to 4"
    assert "count.txt" in answer["Content-Disposition"]
    assert client.get(f"/long-work/{job}/files/1/").status_code == 404
    assert client.post(f"/long-work/{job}/call-off/").status_code == 403

    off = ask(to=9)
    client.post(f"/long-work/{off}/call-off/")
    assert b"It was called off" in client.get(f"/long-work/{off}/").content
    assert b"Called off" in client.get("/long-work/").content
    nobody = make_person(make_agency("other"), Role.CSM)
    client.force_login(nobody)
    assert client.get(f"/long-work/{job}/").status_code == 404
