"""One passage is asked about and commented on; what is being written is kept by itself."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from frankpledge.access.api import Person, Role
from frankpledge.profiles import consultation, passages, writing
from frankpledge.profiles.catalogue import Reach
from frankpledge.profiles.consultation import PassageChanged
from frankpledge.profiles.models import PassageDraft
from tests.makers import NOW, as_actor, make_person
from tests.profiles.conftest import FORCE, Partnership
from tests.profiles.steps import answer, consult, make_draft, page, say, way, words_of, write

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("built_at_once")]
FIRST, SECOND = "Adults who live alone.", "Shops that change hands."


@pytest.fixture
def written(draft: UUID, partnership: Partnership) -> UUID:
    """The draft with a section of two passages."""
    write(draft, partnership.analyst, f"{FIRST}\n\n{SECOND}", 0)
    return draft


def mark(text: str) -> str:
    return passages.mark_of("P08", text)


def test_a_passage_is_a_paragraph_and_is_named_by_its_words() -> None:
    found = passages.marks([("P08", f"{FIRST}\n\n\n Shops that\nchange hands. \n\n{FIRST}")])
    assert [each.text for each in found] == [FIRST, SECOND]
    assert [each.mark for each in found] == [mark(FIRST), mark(SECOND)]
    assert mark(FIRST) != passages.mark_of("P10", FIRST)
    assert all(passages.MARK.fullmatch(each.mark) for each in found)


def test_an_agency_is_asked_about_a_passage_and_comments_on_it(
    written: UUID, partnership: Partnership, client: Client
) -> None:
    client.force_login(partnership.analyst)
    sent = {"agencies": [str(partnership.council.id)], "sections": ["P05", mark(SECOND)]}
    assert client.post(reverse("profiles:share", args=[written]), sent).status_code == 302
    client.force_login(partnership.manager)
    home = client.get(reverse("profiles:profile", args=[written])).content.decode()
    assert "Your agency is asked most about:" in home
    address = f"{reverse('profiles:comment', args=[written])}?on={mark(SECOND)}"
    assert address in home
    assert f'value="{mark(SECOND)}" selected' in client.get(address).content.decode()
    said = {"says": "comment", "block": mark(SECOND), "text": "Three since May."}
    assert client.post(address, said).status_code == 302
    told = client.get(reverse("profiles:profile", args=[written])).content.decode()
    assert f"On “{passages.section_title('P08')}”: “{SECOND}”" in told
    assert "Three since May." in told


def test_a_comment_on_a_passage_is_answered_before_release_and_printed(
    written: UUID, partnership: Partnership
) -> None:
    consult(written, partnership)
    comment = say(written, partnership.manager, "Three since May.", block=mark(SECOND))
    assert way(written, partnership.analyst)[0].startswith("Unanswered")
    answer(comment, partnership.analyst)
    assert way(written, partnership.analyst)[0].startswith("Uncleared")
    printed = words_of(written, partnership.analyst, Reach.PARTNER)
    assert f"on “{SECOND}”" in printed


def test_the_words_that_a_comment_is_about_outlast_a_change(
    written: UUID, partnership: Partnership, client: Client
) -> None:
    consult(written, partnership)
    say(written, partnership.manager, "Three since May.", block=mark(SECOND))
    write(written, partnership.analyst, FIRST, 1)
    (comment,) = page(written, partnership.analyst).comments
    assert comment.passage == SECOND
    client.force_login(partnership.analyst)
    told = client.get(reverse("profiles:profile", args=[written])).content.decode()
    assert "(That passage has been changed since.)" in told


def test_a_passage_that_was_changed_meanwhile_is_said_and_the_comment_is_not_lost(
    written: UUID, partnership: Partnership, client: Client
) -> None:
    consult(written, partnership)
    write(written, partnership.analyst, FIRST, 1)
    with pytest.raises(PassageChanged):
        say(written, partnership.manager, block=mark(SECOND))
    client.force_login(partnership.manager)
    said = {"says": "comment", "block": mark(SECOND), "text": "Three since May."}
    refused = client.post(reverse("profiles:comment", args=[written]), said)
    assert refused.status_code == 422
    assert "has been changed or taken out since you looked" in refused.content.decode()
    assert "Three since May." in refused.content.decode()
    with pytest.raises(PassageChanged):
        consultation.share_profile(
            profile_id=written,
            agencies=[partnership.council.id],
            sections=[mark(SECOND)],
            by=as_actor(partnership.analyst),
            at=NOW,
        )


def test_who_was_asked_before_is_asked_about_a_passage_too(
    written: UUID, partnership: Partnership
) -> None:
    for sections in (["P05"], ["P05", mark(FIRST)]):
        consultation.share_profile(
            profile_id=written,
            agencies=[partnership.council.id],
            sections=sections,
            by=as_actor(partnership.analyst),
            at=NOW,
        )
    asked = consultation.asked_about(written, as_actor(partnership.manager))
    assert asked is not None
    assert len(asked.parts) == 2
    assert asked.parts[1].endswith(f": “{FIRST}”")
    assert consultation.asked_about(written, as_actor(partnership.analyst)) is None


def test_an_inherited_passage_can_be_commented_on(partnership: Partnership) -> None:
    county, district = make_draft(partnership.analyst, FORCE), make_draft(partnership.analyst)
    write(county, partnership.analyst, FIRST, 0)
    consult(district, partnership)
    # The manager may not open the county's profile, so she is not asked about its words.
    assert page(district, partnership.manager).marks == ()
    assert [each.text for each in page(district, partnership.analyst).marks] == [FIRST]


# Kept by itself


@pytest.fixture
def second(partnership: Partnership) -> Person:
    """Another analyst of the same agency."""
    return make_person(partnership.police, Role.ANALYST, force_wide=True)


def kept(client: Client, profile: UUID, text: str, version: int) -> dict[str, object]:
    sent = {"text": text, "reach": "partner", "version": str(version), "by_itself": "yes"}
    answered = client.post(reverse("profiles:write", args=[profile, "P08"]), sent)
    assert answered.status_code == 200
    found: dict[str, object] = answered.json()
    return found


def opened(profile: UUID, person: Person) -> writing.PassageFacts:
    return writing.open_passage(profile_id=profile, code="P08", by=as_actor(person), at=NOW)


def test_what_is_being_written_is_kept_by_itself_for_whoever_writes_it(
    written: UUID, partnership: Partnership, second: Person, client: Client
) -> None:
    client.force_login(partnership.analyst)
    told = kept(client, written, "Half a", 1)
    assert told["kept"] is True
    assert str(told["words"]).startswith("Your words were kept at ")
    assert opened(written, partnership.analyst).text == "Half a"
    assert opened(written, second).text == f"{FIRST}\n\n{SECOND}"
    assert "Half a" not in words_of(written, partnership.analyst, Reach.FULL)
    home = client.get(reverse("profiles:write", args=[written, "P08"])).content.decode()
    assert "data-keeps-itself" in home
    assert 'role="status"' in home


def test_what_cannot_be_kept_says_so(
    written: UUID, partnership: Partnership, client: Client
) -> None:
    client.force_login(partnership.analyst)
    told = kept(client, written, " ", 1)
    assert (told["kept"], PassageDraft.objects.count()) == (False, 0)
    assert "have not been kept" in str(told["words"])


def test_whoever_writes_is_told_when_the_other_saved_first(
    written: UUID, partnership: Partnership, second: Person, client: Client
) -> None:
    client.force_login(second)
    assert "kept at" in str(kept(client, written, "Mine.", 1)["words"])
    write(written, partnership.analyst, "Theirs.", 1)
    told = kept(client, written, "Mine and more.", 1)
    assert told["kept"] is True
    assert "Somebody else has saved this section since you opened it" in str(told["words"])


def test_words_kept_before_the_other_saved_do_not_overwrite_theirs_later(
    written: UUID, partnership: Partnership, second: Person, client: Client
) -> None:
    client.force_login(second)
    kept(client, written, "Mine.", 1)
    write(written, partnership.analyst, "Theirs.", 1)
    home = client.get(reverse("profiles:write", args=[written, "P08"])).content.decode()
    assert "Somebody has changed this section since you opened it" in home
    assert "Theirs." in home
    assert "Mine." in home
    again = opened(written, second)
    assert again.meanwhile is not None
    assert set(again.meanwhile.changes) == {"+ Theirs.", f"- {FIRST}", f"- {SECOND}"}
    assert [each.text for each in again.history] == ["Theirs.", f"{FIRST}\n\n{SECOND}"]


def test_words_on_their_way_do_not_come_back_after_the_section_was_saved(
    written: UUID, partnership: Partnership
) -> None:
    write(written, partnership.analyst, "Whole.", 1)
    late = {
        "profile_id": written,
        "code": "P08",
        "text": "Who",
        "reach": "partner",
        "version": 1,
        "by": as_actor(partnership.analyst),
    }
    assert not writing.keep_draft(**late, at=NOW + timedelta(seconds=1))  # type: ignore[arg-type]
    assert opened(written, partnership.analyst).draft_saved_at is None
    writing.keep_draft(**late, at=NOW + timedelta(minutes=1))  # type: ignore[arg-type]
    assert opened(written, partnership.analyst).draft_saved_at is not None
