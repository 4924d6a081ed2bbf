"""The gallery: every component in every state, safe from what a person might have written."""

import dataclasses

import pytest
from django.template import engines
from django.template.library import import_library

from frankpledge.access.api import moment_now
from frankpledge.ui import example_facts, examples, gallery
from tests.plugins.browsers import axe_findings
from tests.ui.markup import ids_of

STATES = [
    pytest.param(state, id=f"{example.name}: {state.name}")
    for example in examples.EXAMPLES
    for state in example.states
]
INNER = {"errors", "notices", "form_fields", "field_group", "front_end", "figure", "origin", "time"}
"""Tags that other components and pages draw with, and that are seen there."""


def rendered(state: examples.State, facts: dict[str, object]) -> str:
    return gallery._rendered(state.source, {"moment": example_facts.NOW, **facts})


@pytest.mark.parametrize("state", STATES)
def test_every_state_can_be_drawn(state):
    made = rendered(state, dict(state.facts()))

    assert made.strip()
    assert " style=" not in made
    assert len(ids_of(made)) == len(set(ids_of(made)))


def spoilt(value: object) -> object:
    """The same facts with markup in every word that a person might have written."""
    if isinstance(value, str) and not hasattr(value, "__html__") and not isinstance(value, KEPT):
        return f"{value}<b onclick='x'>\"&"
    if isinstance(value, tuple | list):
        return [spoilt(inner) for inner in value]
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        changes = {
            field.name: spoilt(getattr(value, field.name))
            for field in dataclasses.fields(value)
            if field.name not in ("order", "svg", "geometry")
        }
        return dataclasses.replace(value, **changes)
    return value


KEPT = (example_facts.Tone,)


@pytest.mark.parametrize("state", STATES)
def test_what_a_person_wrote_never_becomes_markup(state):
    facts = {name: spoilt(value) for name, value in state.facts().items()}

    assert "<b onclick" not in rendered(state, facts)


def test_every_component_is_in_the_gallery():
    library = import_library("frankpledge.ui.templatetags.ui")
    sources = " ".join(state.source for example in examples.EXAMPLES for state in example.states)

    assert [tag for tag in library.tags if tag not in INNER and f"{{% {tag} " not in sources] == []


def test_every_template_says_what_it_is_for():
    folder = engines["django"].get_template("ui/page.html").origin.name.rsplit("/", 1)[0]
    from pathlib import Path

    silent = [
        file.name
        for file in Path(folder).parent.rglob("*.html")
        if not file.read_text(encoding="utf-8").startswith("{#")
    ]

    assert silent == []


@pytest.mark.parametrize("address", ["/ui", "/ui/"])
def test_the_gallery_is_open_to_anyone_in_a_demonstration(client, settings, address):
    settings.FRANKPLEDGE_DEMO = True
    response = client.get(address)

    assert response.status_code == 200
    assert "{% action may_share %}" in response.content.decode()


def test_elsewhere_the_gallery_asks_who_you_are(client, settings):
    settings.FRANKPLEDGE_DEMO = False
    response = client.get("/ui")

    assert response.status_code == 302
    assert "invented" not in response.content.decode()


@pytest.fixture(autouse=True)
def _the_clock_is_known(request):
    """The server answers in threads of its own. What they would ask a database for the first time
    is asked here, since nobody closes their connections."""
    if "live_server" in request.fixturenames:
        request.getfixturevalue("live_server")
        moment_now()


def show(page, settings, live_server, width: int) -> None:
    settings.FRANKPLEDGE_DEMO = True
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{live_server.url}/ui")
    page.locator("frank-map[data-running]").wait_for()


@pytest.mark.browser
@pytest.mark.parametrize("width", [1280, 360])
def test_axe_finds_nothing_in_the_gallery(browser_page, settings, live_server, width):
    show(browser_page, settings, live_server, width)

    assert axe_findings(browser_page) == []


@pytest.mark.browser
@pytest.mark.parametrize("width", [1280, 320])
def test_no_component_makes_the_page_scroll_sideways(browser_page, settings, live_server, width):
    show(browser_page, settings, live_server, width)

    assert browser_page.evaluate("document.documentElement.scrollWidth") == width


@pytest.mark.browser
def test_the_policy_refuses_nothing_that_the_kit_does(browser_page, settings, live_server):
    refused: list[str] = []
    browser_page.on("console", lambda message: refused.append(message.text))
    show(browser_page, settings, live_server, 1280)

    assert [text for text in refused if "Content Security Policy" in text] == []


@pytest.mark.browser
def test_an_area_is_found_on_the_map_by_keyboard(browser_page, settings, live_server):
    show(browser_page, settings, live_server, 1280)
    browser_page.get_by_label("Find on the map").focus()
    browser_page.keyboard.type("Harbour")

    told = browser_page.locator(".frank-map__told")
    told.get_by_text("Harbour: 63.0").wait_for()
    assert told.locator("a").get_attribute("href") == "#ward-1"


@pytest.mark.browser
def test_a_field_under_an_answer_appears_with_it(browser_page, settings, live_server):
    show(browser_page, settings, live_server, 1280)
    form = browser_page.locator("#form form").first
    below = form.get_by_label("What was it? (optional)")

    assert not below.is_visible()
    form.get_by_label("Something else").check()
    assert below.is_visible()
    form.get_by_label("A shop").check()
    assert not below.is_visible()


@pytest.mark.browser
def test_without_scripts_the_map_stands_still_and_nothing_is_hidden(
    chromium, settings, live_server
):
    settings.FRANKPLEDGE_DEMO = True
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{live_server.url}/ui")

    assert page.locator(".frank-map__still").first.is_visible()
    assert page.locator("#form form").first.get_by_label("What was it? (optional)").is_visible()
    context.close()


@pytest.mark.browser
def test_on_paper_the_still_map_and_every_source_are_seen(browser_page, settings, live_server):
    show(browser_page, settings, live_server, 1280)
    browser_page.emulate_media(media="print")

    assert browser_page.locator(".frank-map__still").first.is_visible()
    assert not browser_page.locator(".frank-map__live").first.is_visible()
    assert browser_page.get_by_text("Mind that").first.is_visible()
