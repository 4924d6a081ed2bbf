"""Settings that would spoil every page are refused at start."""

from frankpledge.ui.checks import FURNITURE, RENDERER, settings_suit_the_kit


def found(settings, **changes: object) -> list[str | None]:
    for name, value in changes.items():
        setattr(settings, name, value)
    return [message.id for message in settings_suit_the_kit(None)]


WITH_FURNITURE = [{"OPTIONS": {"context_processors": [FURNITURE]}}]


def test_settings_that_suit_are_let_through(settings):
    assert found(settings, FORM_RENDERER=RENDERER, TEMPLATES=WITH_FURNITURE) == []


def test_forms_in_other_markup_are_refused(settings):
    other = "django.forms.renderers.DjangoTemplates"

    assert found(settings, FORM_RENDERER=other, TEMPLATES=WITH_FURNITURE) == ["ui.E001"]


def test_pages_without_furniture_are_refused(settings):
    bare = [{"OPTIONS": {"context_processors": []}}, {}]

    assert found(settings, FORM_RENDERER=RENDERER, TEMPLATES=bare) == ["ui.E002"]
