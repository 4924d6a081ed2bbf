"""The GOV.UK tag gives what GOV.UK Frontend gives, for every example that it publishes."""

import json
from pathlib import Path

import pytest
from django.template import Context, Template, TemplateSyntaxError
from django.utils.safestring import mark_safe

from frankpledge.ui import build
from frankpledge.ui.macros import UnsafeAttributes, component
from tests.ui.markup import reading

FIXTURES = build.PACKAGES / "govuk-frontend" / "dist" / "govuk" / "components"
WITH_A_CROWN = {"header", "footer"}


def fixtures() -> list[tuple[str, dict[str, object]]]:
    return [
        (file.parent.name, fixture)
        for file in sorted(FIXTURES.glob("*/fixtures.json"))
        if file.parent.name not in WITH_A_CROWN
        for fixture in json.loads(file.read_text(encoding="utf-8"))["fixtures"]
    ]


def as_an_author_would(value: object, key: str = "") -> object:
    """Options with their markup marked safe, as whoever writes a page has to."""
    if isinstance(value, str):
        return mark_safe(value) if key.lower().endswith("html") or key == "attributes" else value
    if isinstance(value, dict):
        return {name: as_an_author_would(inner, name) for name, inner in value.items()}
    if isinstance(value, list):
        return [as_an_author_would(inner, key) for inner in value]
    return value


def test_every_published_example_of_govuk_frontend_comes_out_the_same():
    if not FIXTURES.is_dir():
        pytest.skip("The front end's packages are not here. Fetch them: frankpledge assets")
    different = []
    for name, fixture in fixtures():
        made = component(name, as_an_author_would(fixture["options"]))
        if reading(made) != reading(fixture["html"]):
            different.append(f"{name}: {fixture['name']}")

    assert different == []
    assert len(fixtures()) > 500


def test_the_versions_are_the_pair_that_was_tried():
    manifest = json.loads((build.ROOT / "package.json").read_text(encoding="utf-8"))
    project = (build.ROOT / "pyproject.toml").read_text(encoding="utf-8")

    assert manifest["dependencies"]["govuk-frontend"] == "6.3.0"
    assert '"govuk-frontend-jinja==4.1.0"' in project


def rendered(source: str, **facts: object) -> str:
    return Template("{% load ui %}" + source).render(Context(facts))


def test_words_from_a_person_stay_words_under_any_option():
    for option in ("text", "html"):
        made = rendered(
            f'{{% gds "inset-text" {option}=words %}}', words="<script>alert(1)</script>"
        )

        assert "<script>" not in made
        assert "&lt;script&gt;" in made


def test_markup_that_was_marked_safe_stays_markup():
    made = rendered('{% gds "inset-text" html=words %}', words=mark_safe("<em>now</em>"))

    assert "<em>now</em>" in made


def test_html_deep_inside_the_options_is_escaped_too():
    made = component("radios", {"name": "x", "items": [{"value": "1", "html": "<b>bold</b>"}]})

    assert "<b>" not in made


def test_attributes_as_one_string_are_refused():
    with pytest.raises(UnsafeAttributes):
        component("inset-text", {"text": "x", "attributes": ' onclick="alert(1)"'})


def test_two_underscores_go_one_level_in():
    made = rendered('{% gds "input" id="who" name="who" label__text="Your name" %}')

    assert "Your name" in made
    assert 'name="who"' in made


def test_an_option_given_whole_and_in_parts_is_refused():
    with pytest.raises(TemplateSyntaxError):
        rendered('{% gds "input" label="a" label__text="b" %}')


def test_no_template_of_the_kit_uses_the_stock_header_or_footer():
    kit = Path(build.__file__).parent
    sources = [*kit.rglob("templates/**/*.html"), *kit.glob("*.py")]

    assert sources
    for source in sources:
        assert 'gds "header"' not in source.read_text(encoding="utf-8")
        assert 'gds "footer"' not in source.read_text(encoding="utf-8")
