"""What leads a profile: written, returned, consulted on, cleared, released, signed and recalled."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from uuid import UUID

import pytest
from click.testing import CliRunner
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from frankpledge.access.api import NotFound, NotPermitted, Person, Role
from frankpledge.profiles import (
    collecting,
    consultation,
    leading,
    policies,
    release_commands,
    releasing,
    writing,
)
from frankpledge.profiles.catalogue import Reach
from frankpledge.profiles.collecting import CannotAsk, NothingReturned
from frankpledge.profiles.consultation import AlreadyAnswered, NothingSaid
from frankpledge.profiles.findings import TooFar, UnsafeWords, add_finding
from frankpledge.profiles.models import PrintedFigure, Profile, PublicEdition, Release
from frankpledge.profiles.releasing import InTheWay
from frankpledge.profiles.writing import Meanwhile
from tests.makers import NOW, as_actor, later, make_agency, make_person
from tests.profiles.conftest import DISTRICT, FORCE, Partnership
from tests.profiles.steps import (
    DUE,
    THREAT,
    answer,
    ask,
    clear,
    consult,
    make_draft,
    page,
    release,
    return_of,
    say,
    threaten,
    way,
    words_of,
    write,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("built_at_once")]


# Writing


def test_the_threat_table_keeps_what_is_low_and_what_is_unknown(
    partnership: Partnership, draft: UUID
) -> None:
    threaten(draft, partnership.analyst)
    threaten(draft, partnership.analyst, "Waste", harm="low")
    threaten(
        draft, partnership.analyst, "Labour", harm="unknown", likelihood="unknown", trend="unknown"
    )
    said = words_of(draft, partnership.analyst, Reach.PARTNER)

    assert said.index("Home takeover") < said.index("Waste") < said.index("Labour")
    assert "Labour: harm not known" in said
    assert "Home takeover" not in words_of(draft, partnership.analyst, Reach.PUBLIC)


def test_a_line_that_somebody_changed_meanwhile_is_not_overwritten(
    partnership: Partnership, draft: UUID
) -> None:
    threaten(draft, partnership.analyst)
    threaten(draft, partnership.analyst, version=1, harm="severe")

    with pytest.raises(Meanwhile, match="has been changed"):
        threaten(draft, partnership.analyst, version=1, harm="low")
    with pytest.raises(UnsafeWords, match="might"):
        threaten(draft, partnership.analyst, "Fraud", words="It might grow.")


def test_two_people_edit_one_section_and_nothing_is_lost(
    partnership: Partnership, draft: UUID, client: Client
) -> None:
    second = make_person(partnership.police, Role.ANALYST, force_wide=True)
    write(draft, partnership.analyst, "First.", 0)
    client.force_login(second)
    address = reverse("profiles:write", args=[draft, "P08"])
    assert client.get(address).status_code == 200
    write(draft, partnership.analyst, "First.\nAdults who live alone.", 1)
    answer = client.post(address, {"text": "Mine.", "reach": "partner", "version": "1"})
    told = answer.content.decode()

    assert answer.status_code == 409
    assert "Adults who live alone." in told
    assert "Mine." in told
    kept = writing.open_passage(profile_id=draft, code="P08", by=as_actor(second), at=NOW)
    assert (kept.text, kept.version) == ("Mine.", 2)
    again = client.post(address, {"text": "Both.", "reach": "partner", "version": "2"})
    assert again.status_code == 302
    opened = writing.open_passage(
        profile_id=draft, code="P08", by=as_actor(partnership.analyst), at=NOW
    )
    assert (opened.text, opened.version, len(opened.history)) == ("Both.", 3, 3)


def test_words_can_be_kept_without_changing_the_section(
    partnership: Partnership, draft: UUID, client: Client
) -> None:
    client.force_login(partnership.analyst)
    address = reverse("profiles:write", args=[draft, "P08"])
    sent = {"text": "Half a", "reach": "partner", "version": "0", "keep": "yes"}

    assert client.post(address, sent).headers["Location"] == address
    assert "Half a" in client.get(address).content.decode()
    assert "Half a" not in words_of(draft, partnership.analyst, Reach.FULL)


def test_a_district_inherits_from_the_county_and_overrides_it(partnership: Partnership) -> None:
    county, district = make_draft(partnership.analyst, FORCE), make_draft(partnership.analyst)
    write(county, partnership.analyst, "County words.", 0)
    threaten(county, partnership.analyst, "Fraud")
    inherited = words_of(district, partnership.analyst, Reach.PARTNER)
    assert "County words." in inherited
    assert "Fraud (Fallowshire)" in inherited
    write(district, partnership.analyst, "District words.", 0)
    threaten(district, partnership.analyst, "Fraud", harm="low")
    own = words_of(district, partnership.analyst, Reach.PARTNER)

    assert "County words." not in own
    assert "District words." in own
    assert "Fraud (Fallowshire)" not in own


def test_what_came_of_last_years_actions_is_asked_of_an_earlier_period(
    partnership: Partnership, draft: UUID
) -> None:
    make_draft(partnership.analyst)
    assert "No earlier profile" in words_of(draft, partnership.analyst, Reach.PARTNER)
    earlier = make_draft(partnership.analyst)
    Profile.open_to(as_actor(partnership.analyst)).filter(pk=earlier).update(
        first="2024-04", last="2024-09"
    )

    assert "The profile before (Wantsum, 2024-04 to 2024-09)" in words_of(
        draft, partnership.analyst, Reach.PARTNER
    )


def test_others_do_not_write(partnership: Partnership, draft: UUID) -> None:
    consult(draft, partnership)
    with pytest.raises(NotPermitted):
        threaten(draft, partnership.manager)
    with pytest.raises(NotPermitted):
        write(draft, partnership.manager, "No.", 0)
    with pytest.raises(NotFound):
        threaten(draft, partnership.neighbour)


def test_a_public_finding_rests_on_nothing_that_is_not_public(
    partnership: Partnership, draft: UUID
) -> None:
    with pytest.raises(TooFar):
        add_finding(
            profile_id=draft,
            text="It is so.",
            returns=["deliberate_fires"],
            reach="public",
            by=as_actor(partnership.analyst),
            at=NOW,
        )


# Collecting


def test_a_return_is_asked_for_supplied_and_made_safe(
    partnership: Partnership, draft: UUID, client: Client
) -> None:
    number = ask(draft, partnership)
    client.force_login(partnership.manager)
    address = reverse("profiles:supply", args=[draft, number])
    assert client.get(address).status_code == 200
    good = return_of(
        f"{DISTRICT},2025,deliberate_fires,3,,IRS", f"{DISTRICT},2025,unsafe_premises,12,,IRS"
    )
    checked = client.post(
        address, {"file": SimpleUploadedFile("r.csv", good), "check": "yes"}
    ).content.decode()
    assert "2 rows can be taken in" in checked
    assert client.post(address, {"file": SimpleUploadedFile("r.csv", good)}).status_code == 302
    said = words_of(draft, partnership.analyst, Reach.PARTNER)

    assert "('Wantsum', 'withheld', '–', 'IRS')" in said
    assert "('Wantsum', '12', '–', 'IRS')" in said
    assert "deliberate" not in words_of(draft, partnership.analyst, Reach.PUBLIC).lower()


def test_a_refusal_says_why_and_a_late_return_is_named(
    partnership: Partnership, draft: UUID
) -> None:
    number = ask(draft, partnership, "FIRE", "LA-TS")
    manager = as_actor(partnership.manager)
    with pytest.raises(NothingReturned):
        collecting.refuse_return(profile_id=draft, template=number, reason=" ", by=manager, at=NOW)
    collecting.refuse_return(
        profile_id=draft, template=number, reason="No agreement covers it.", by=manager, at=NOW
    )
    row = Profile.open_to(manager).select_related("protection").get(pk=draft)
    afterwards = leading.held_of(row, by=as_actor(partnership.analyst), at=later(days=60))
    said = str(leading.led(afterwards, version=Reach.PARTNER).parts)

    assert "Refused: No agreement covers it." in said
    assert "Late: nothing came" in said
    assert "2 returns were asked for; 0 came" in said


def test_a_return_is_all_or_nothing_and_only_whoever_was_asked_answers(
    partnership: Partnership, draft: UUID
) -> None:
    number = ask(draft, partnership)
    wrong = return_of(f"{DISTRICT},2025,deliberate_fires,many,,IRS")
    given = {"profile_id": draft, "template": number, "name": "r.csv", "at": NOW}
    with pytest.raises(NothingReturned, match="Row 2, numerator"):
        collecting.supply_return(**given, held=wrong, by=as_actor(partnership.manager))
    with pytest.raises(CannotAsk, match="no such request"):
        collecting.supply_return(**given, held=wrong, by=as_actor(partnership.analyst))
    other = make_person(make_agency("housing"), Role.CSM, districts=[DISTRICT])
    consultation.share_profile(
        profile_id=draft, agencies=[other.agency_id], by=as_actor(partnership.analyst), at=NOW
    )
    with pytest.raises(CannotAsk, match="no such request"):
        collecting.supply_return(**given, held=wrong, by=as_actor(other))


@pytest.mark.parametrize("changed", [{"templates": []}, {"due_on": date(2020, 1, 1)}])
def test_what_cannot_be_asked_is_refused(
    partnership: Partnership, draft: UUID, changed: dict[str, object]
) -> None:
    told = {"agency": partnership.council.id, "templates": ["FIRE"], "due_on": DUE, **changed}
    with pytest.raises(CannotAsk):
        collecting.request_returns(
            profile_id=draft,
            by=as_actor(partnership.analyst),
            at=NOW,
            **told,  # type: ignore[arg-type]
        )


# Consultation


def test_a_comment_is_answered_once_and_both_are_printed(
    partnership: Partnership, draft: UUID
) -> None:
    consult(draft, partnership)
    comment = say(draft, partnership.manager)
    with pytest.raises(NothingSaid):
        answer(comment, partnership.analyst, " ")
    with pytest.raises(NotPermitted):
        answer(comment, partnership.manager)
    answer(comment, partnership.analyst)
    with pytest.raises(AlreadyAnswered):
        answer(comment, partnership.analyst)
    said = words_of(draft, partnership.analyst, Reach.PARTNER)

    assert "Two exits were blocked." in said
    assert "Answer: Added to the table." in said
    assert "Two exits" not in words_of(draft, partnership.analyst, Reach.PUBLIC)


def test_no_comment_is_an_answer_and_silence_is_printed(
    partnership: Partnership, draft: UUID
) -> None:
    other = make_agency("housing")
    consultation.share_profile(
        profile_id=draft,
        agencies=[partnership.council.id, other.id],
        due_on=DUE,
        by=as_actor(partnership.analyst),
        at=NOW,
    )
    say(draft, partnership.manager, "", says="nothing")
    with pytest.raises(NothingSaid):
        say(draft, partnership.manager, "")
    said = words_of(draft, partnership.analyst, Reach.PUBLIC)

    assert "No comment" in said
    assert f"did not reply: {other.name}" in said


# Release


def test_a_version_waits_for_answers_and_for_clearance_of_its_very_words(
    partnership: Partnership, draft: UUID, supervisor: Person
) -> None:
    assert "nobody has been asked" in way(draft, partnership.analyst)[0]
    consult(draft, partnership)
    comment = say(draft, partnership.manager)
    reasons = way(draft, partnership.analyst)
    assert [each.split(":")[0] for each in reasons] == ["Unanswered", "Uncleared"]
    with pytest.raises(InTheWay, match="Unanswered"):
        release(draft, partnership.analyst)
    answer(comment, partnership.analyst)
    clear(draft, supervisor)
    assert way(draft, partnership.analyst) == ()
    threaten(draft, partnership.analyst)

    assert "changed since it was cleared" in way(draft, partnership.analyst)[0]
    with pytest.raises(NotPermitted, match="supervisor"):
        clear(draft, partnership.analyst)
    with pytest.raises(InTheWay, match="changed since you looked"):
        releasing.clear_version(
            profile_id=draft, audience="partner", digest="x", by=as_actor(supervisor), at=NOW
        )


def test_a_release_is_frozen_opened_and_recalled(
    partnership: Partnership, draft: UUID, supervisor: Person, client: Client
) -> None:
    number = ask(draft, partnership)
    collecting.supply_return(
        profile_id=draft,
        template=number,
        name="r.csv",
        held=return_of(f"{DISTRICT},2025,deliberate_fires,12,,IRS"),
        by=as_actor(partnership.manager),
        at=NOW,
    )
    consult(draft, partnership)
    say(draft, partnership.manager, "", says="nothing")
    threaten(draft, partnership.analyst)
    clear(draft, supervisor)
    made = release(draft, partnership.analyst)
    assert release(draft, partnership.analyst) == made
    assert PrintedFigure.objects.get().value == 12
    client.force_login(partnership.manager)
    address = reverse("profiles:released", args=[made])
    assert "Home takeover" in client.get(address).content.decode()
    assert client.get(reverse("profiles:releases")).status_code == 200
    for name, begins in (
        ("profile.pdf", b"%PDF"),
        ("profile.docx", b"PK"),
        ("profile.xlsx", b"PK"),
        ("summary.pdf", b"%PDF"),
        ("profile.geojson", b"{"),
    ):
        file = reverse("profiles:released-file", args=[made, name])
        assert f'href="{file}"' in client.get(address).content.decode()
        held = client.get(file)
        assert held.content.startswith(begins)
        assert held.headers["Content-Disposition"] == f'attachment; filename="{name}"'
    assert client.get(f"{file}.exe").status_code == 404
    facts = releasing.open_release(release_id=made, by=as_actor(partnership.analyst), at=NOW)
    assert facts.recipients == (partnership.council.name,)
    (line,) = facts.ledger
    assert [each.name for each in line.opened] == [partnership.manager.name]
    assert not releasing.releases(as_actor(partnership.analyst), NOW)[0].is_due
    assert releasing.releases(as_actor(partnership.analyst), later(days=200))[0].is_due
    with pytest.raises(NotPermitted):
        threaten(draft, partnership.analyst, "Late")
    client.force_login(partnership.analyst)
    back = client.post(
        reverse("profiles:recall-release", args=[made]),
        {"because": "changed", "reason": "A wrong count."},
    )
    assert back.status_code == 302
    client.force_login(partnership.manager)
    told = client.get(address).content.decode()

    assert "A wrong count." in told
    assert "Home takeover" not in told
    assert client.get(file).status_code == 404, "no file of it is handed out any more"


def test_the_public_version_is_open_only_once_a_chief_officer_has_signed(
    partnership: Partnership, draft: UUID, supervisor: Person, chief: Person, client: Client
) -> None:
    consult(draft, partnership)
    say(draft, partnership.manager, "", says="nothing")
    threaten(draft, partnership.analyst)
    clear(draft, supervisor, "public")
    made = release(draft, partnership.analyst, "public")
    address = reverse("profiles:public-edition", args=[made])
    assert client.get(address).status_code == 404
    assert "Wantsum" not in client.get(reverse("profiles:public")).content.decode()
    with pytest.raises(NotPermitted, match="chief officer"):
        releasing.sign_release(release_id=made, by=as_actor(partnership.analyst), at=NOW)
    client.force_login(chief)
    assert client.post(reverse("profiles:sign-release", args=[made])).status_code == 302
    client.logout()
    shown = client.get(address).content.decode()
    assert "<style" not in shown, "the site forbids styles in a page, so one would go without"
    assert 'href="#part-' in shown
    assert "Recorded crime fell." in shown
    assert "Home takeover" not in shown
    assert "OFFICIAL (for publication)" in shown
    assert client.get(reverse("profiles:public-pdf", args=[made])).content.startswith(b"%PDF")
    assert "Wantsum" in client.get(reverse("profiles:public")).content.decode()
    releasing.recall_release(
        release_id=made, reason="Superseded.", by=as_actor(partnership.analyst), at=NOW
    )

    assert client.get(address).status_code == 404
    assert not PublicEdition.objects.exists()


def test_others_neither_read_nor_recall_a_release(
    partnership: Partnership, draft: UUID, supervisor: Person
) -> None:
    consult(draft, partnership)
    say(draft, partnership.manager, "", says="nothing")
    clear(draft, supervisor)
    made = release(draft, partnership.analyst)
    row = Release.open_to(as_actor(partnership.manager)).select_related("protection").get(pk=made)

    assert not policies.may_recall_release(as_actor(partnership.manager), row)
    assert not policies.may_sign_release(as_actor(partnership.manager), row)
    assert not policies.may_list_releases(as_actor(partnership.nobody))
    with pytest.raises(NotFound):
        releasing.open_release(release_id=made, by=as_actor(partnership.neighbour), at=NOW)


def test_the_command_refuses_with_a_list_and_then_writes_every_file(
    partnership: Partnership, draft: UUID, supervisor: Person, tmp_path: Path
) -> None:
    consult(draft, partnership)
    asked = ["release", "--profile", str(draft), "--audience", "partner", "--out", str(tmp_path)]
    refused = CliRunner().invoke(release_commands.profile_group, asked)
    assert refused.exit_code == 1
    assert "Uncleared" in refused.output
    clear(draft, supervisor)
    done = CliRunner().invoke(release_commands.profile_group, [*asked, "--json"])

    assert done.exit_code == 0, done.output
    assert {each.name for each in tmp_path.iterdir()} == {
        "profile.docx", "profile.geojson", "profile.html", "profile.pdf", "profile.xlsx",
        "summary.pdf",
    }  # fmt: skip
    unknown = CliRunner().invoke(
        release_commands.profile_group, [*asked[:2], str(UUID(int=9)), *asked[3:]]
    )
    assert unknown.exit_code == 1


def test_the_pages_that_ask_are_answered(
    partnership: Partnership, draft: UUID, client: Client, supervisor: Person
) -> None:
    client.force_login(partnership.analyst)
    council = str(partnership.council.id)
    for name, sent in (
        ("add-threat", {"name": "Fraud", **THREAT, "reach": "partner", "version": "0"}),
        ("add-ask", {"agency": council, "text": "Say who visits.", "reach": "partner"}),
        (
            "request-returns",
            {"agency": council, "templates": ["FIRE"], "due_on_day": "1", "due_on_month": "5",
             "due_on_year": "2027"},
        ),
        ("share", {"agencies": [council], "sections": ["P05"]}),
    ):  # fmt: skip
        address = reverse(f"profiles:{name}", args=[draft])
        assert client.get(address).status_code == 200
        assert client.post(address, {}).status_code == 422
        assert client.post(address, sent).status_code == 302, name
    home = client.get(reverse("profiles:profile", args=[draft])).content.decode()
    assert "Fraud" in home
    assert "Say who visits." in home
    comment = say(draft, partnership.manager)
    address = reverse("profiles:answer-comment", args=[comment])
    assert client.get(address).status_code == 200
    assert client.post(address, {}).status_code == 422
    assert client.post(address, {"outcome": "kept", "answer": "It stands."}).status_code == 302
    looked = client.get(reverse("profiles:version", args=[draft, "partner"]))
    assert "What stands in the way" in looked.content.decode()
    assert client.get(reverse("profiles:version", args=[draft, "full"])).status_code == 404
    client.force_login(partnership.manager)
    number = page(draft, partnership.manager).lead
    asked = next(each.template for part in number for each in part.requests)
    address = reverse("profiles:return-template", args=[draft, asked])
    assert client.get(address).content.startswith(b"PK")


def test_a_profile_asks_as_much_for_many_threats_as_for_one(
    partnership: Partnership, draft: UUID, client: Client
) -> None:
    client.force_login(partnership.analyst)
    address = reverse("profiles:profile", args=[draft])
    threaten(draft, partnership.analyst, "One")
    client.get(address)
    with CaptureQueriesContext(connection) as one:
        client.get(address)
    for name in ("Two", "Three", "Four"):
        threaten(draft, partnership.analyst, name)
    with CaptureQueriesContext(connection) as four:
        client.get(address)

    assert len(four) == len(one)
