"""The furniture of every page, and the pages for what cannot be answered."""

from dataclasses import dataclass

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from django.core.exceptions import PermissionDenied
from django.template import engines

from frankpledge.ui import errors, navigation
from frankpledge.ui.api import Place
from tests.ui.markup import ids_of, text_of


@dataclass(frozen=True)
class Somebody:
    name: str = "Asha <Penrose>"
    post_title: str = "Community Safety Manager"
    agency_name: str = "Wantsum District Council"
    purpose: str = "partnership_working"


@pytest.fixture
def ask(rf, now):
    def _ask(path="/problems/1/", *, actor=None):
        request = rf.get(path)
        request.now, request.actor, request.user = now, actor, AnonymousUser()
        return request

    return _ask


@pytest.fixture
def places():
    kept = list(navigation._sources)
    navigation.provide(
        lambda request: [
            Place(text="Morning", href="/"),
            Place(text="Problems", href="/problems/"),
            Place(text="Mine", href="/problems/mine/", also=("/kept/",)),
        ]
    )
    yield
    navigation._sources[:] = kept


SOURCE = (
    '{% extends "ui/page.html" %}{% block title %}Tern Court{% endblock %}'
    "{% block main %}<h1>Tern Court</h1>{% endblock %}"
)


def page(request, **facts: object) -> str:
    return engines["django"].from_string(SOURCE).render(facts, request)


@pytest.mark.parametrize("path", ["/", "/problems/", "/problems/mine/"])
def test_the_navigation_marks_the_page_that_we_are_on(ask, places, path):
    made = page(ask(path))

    assert made.count("aria-current") == 1
    assert f'href="{path}" aria-current="page"' in made


@pytest.mark.parametrize(
    ("path", "place"),
    [("/problems/1/", "/problems/"), ("/problems/mine/1/", "/problems/mine/"),
     ("/kept/1/", "/problems/mine/")],
)  # fmt: skip
def test_the_navigation_marks_the_one_place_that_we_are_in(ask, places, path, place):
    made = page(ask(path))

    assert made.count("aria-current") == 1
    assert f'href="{place}" aria-current="true"' in made


def test_a_page_of_no_place_marks_none(ask, places):
    assert "aria-current" not in page(ask("/elsewhere/"))


def test_without_places_there_is_no_navigation(ask):
    kept = list(navigation._sources)
    navigation._sources.clear()
    try:
        assert "govuk-service-navigation" not in page(ask())
    finally:
        navigation._sources[:] = kept


def test_the_header_says_who_is_signed_in_and_from_where(ask):
    made = page(ask(actor=Somebody()))

    assert "Asha &lt;Penrose&gt;" in made
    assert "Community Safety Manager, Wantsum District Council" in text_of(made)
    assert "For partnership working" in text_of(made)
    assert "Sign out" in made


def test_nobody_signed_in_has_no_name_and_nothing_to_sign_out_of(ask):
    made = page(ask())

    assert "frank-header__person" not in made
    assert "Sign out" not in made


def test_every_page_of_a_demonstration_says_so_with_its_moment(ask, settings):
    settings.FRANKPLEDGE_DEMO = True
    words = text_of(page(ask()))

    assert "Synthetic data Everything here is invented" in words
    assert "Wednesday 15 April 2026, 09:20" in words


def test_a_page_of_the_real_thing_does_not_say_that_it_is_invented(ask, settings):
    settings.FRANKPLEDGE_DEMO = False

    assert "invented" not in page(ask())


def test_every_page_offers_999_a_way_past_the_header_and_where_the_facts_come_from(ask):
    made = page(ask())

    assert made.index('href="#main-content"') < made.index("<header")
    assert 'id="main-content"' in made
    assert made.count('href="/stop/"') == 2
    assert "Open Government Licence" in made
    assert 'href="/accessibility/"' in made
    assert 'href="/about/"' in made


def test_a_marking_stands_above_and_below(ask):
    made = page(ask(), marking="OFFICIAL-SENSITIVE", handling="Named recipients only.")

    assert made.count("OFFICIAL-SENSITIVE") == 2
    assert made.index("OFFICIAL-SENSITIVE") < made.index("<h1>") < made.rindex("OFFICIAL-SENSITIVE")
    assert "frank-marking" not in page(ask())


def test_no_page_holds_a_style_or_a_script_of_its_own(ask, places):
    made = page(ask(actor=Somebody()))

    assert "<style" not in made
    assert " style=" not in made
    assert " on" not in [attribute[:3] for attribute in made.split('"')[::2]]
    assert made.count("<script") == made.count('<script type="module" src="/static/dist/')
    assert len(ids_of(made)) == len(set(ids_of(made)))


def test_what_is_missing_and_what_is_hidden_are_the_same_bytes(ask, settings):
    settings.FRANKPLEDGE_DEMO = False
    plain = errors.page_not_found(ask("/a/"), Exception("no such record"))
    hidden = errors.page_not_found(ask("/b/?x=1", actor=Somebody()), PermissionDenied("hidden"))

    assert plain.status_code == hidden.status_code == 404
    assert plain.content == hidden.content
    assert dict(plain.headers) == dict(hidden.headers)
    for told in (b"Asha", b"csrf", b"no such record", b"/a/"):
        assert told not in plain.content


def test_a_refusal_says_why(ask):
    class Refused(PermissionDenied):
        reason = "You graded this report, so someone else must sanitise it."

    response = errors.permission_denied(ask(actor=Somebody()), Refused())

    assert response.status_code == 403
    assert Refused.reason in text_of(response.content.decode())


def test_a_refusal_without_words_still_has_some(ask):
    response = errors.permission_denied(ask(), PermissionDenied())

    assert errors.NO_REASON in response.content.decode()


@pytest.mark.parametrize(
    ("answer", "status"),
    [
        (lambda request: errors.bad_request(request, Exception("secret")), 400),
        (lambda request: errors.csrf_failure(request, reason="secret"), 403),
        (lambda request: errors.server_error(request), 500),
        (lambda request: errors.unavailable(request), 503),
    ],
)
def test_a_fault_gives_a_page_that_says_what_to_do_and_tells_nothing(ask, answer, status):
    response = answer(ask(actor=Somebody()))
    made = response.content.decode()

    assert response.status_code == status
    assert "<h1" in made
    assert "secret" not in made
    assert "Asha" not in made


def test_django_finds_its_way_to_the_same_pages_by_their_names(ask):
    for name in ("400.html", "403.html", "404.html", "500.html", "503.html", "403_csrf.html"):
        made = engines["django"].get_template(name).render({"exception": "because"})

        assert "<h1" in made
        assert "– Frankpledge</title>" in made


def test_what_was_done_and_what_was_not_are_told_apart(ask):
    told = [
        Message(constants.SUCCESS, "The <b>problem</b> is open."),
        Message(constants.ERROR, "It was not sent."),
        Message(constants.INFO, "The return is due."),
    ]
    made = page(ask(), messages=told)

    assert "Done The <b>problem</b> is open." in text_of(made)
    assert "Not done It was not sent." in text_of(made)
    assert "<b>problem" not in made
    assert made.count('role="alert"') == 2
    assert len(ids_of(made)) == len(set(ids_of(made)))


def test_the_title_starts_with_error_when_a_form_has_errors(ask):
    class Form:
        errors = {"name": ["Enter a name"]}

    assert "<title>Error: Tern Court – Frankpledge</title>" in page(ask(), form=Form())
    assert "<title>Tern Court – Frankpledge</title>" in page(ask())
