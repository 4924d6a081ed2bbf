"""What the kit needs of the settings, said at start instead of on the first page."""

from collections.abc import Sequence

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, register

RENDERER = "frankpledge.ui.forms.GovRenderer"
FURNITURE = "frankpledge.ui.context.furniture"


@register()
def settings_suit_the_kit(
    app_configs: Sequence[AppConfig] | None, **options: object
) -> list[CheckMessage]:
    """Forms drawn by the kit, and the furniture's names in every template."""
    found: list[CheckMessage] = []
    if settings.FORM_RENDERER != RENDERER:
        found.append(
            Error(
                "Forms would not have GOV.UK's markup.",
                hint=f'Set FORM_RENDERER = "{RENDERER}".',
                id="ui.E001",
            )
        )
    if FURNITURE not in str(settings.TEMPLATES):
        found.append(
            Error(
                "Pages would not say who is signed in, or that a demonstration is one.",
                hint=f'Add "{FURNITURE}" to the context processors in TEMPLATES.',
                id="ui.E002",
            )
        )
    return found
