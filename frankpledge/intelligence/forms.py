"""Questions that intelligence asks, in plain words."""

from collections.abc import Sequence

from django import forms

from frankpledge.intelligence import models
from frankpledge.ui.api import AnyOf, GovDateField, LongText, OneOf

Choices = Sequence[tuple[str, str]]


class SendBack(forms.Form):
    """Why a product goes back to whoever sanitised it."""

    reason = LongText(
        label="What has to change?",
        rows=3,
        max_length=500,
        error_messages={"required": "Enter what has to change"},
    )


class Share(forms.Form):
    """Who a product is shared with. Names are those of `dissemination.share`."""

    agencies = AnyOf(label="Agencies", choices=[], required=False)
    forums = AnyOf(label="Forums", choices=[], required=False)
    basis = OneOf(
        label="Under which law?",
        choices=models.Basis.choices,
        error_messages={"required": "Choose the law under which it is shared"},
    )
    expires_on = GovDateField(
        label="Last day",
        what="the last day",
        help_text="Leave empty if it has none",
        required=False,
    )

    def __init__(
        self, *args: object, agencies: Choices, forums: Choices, **options: object
    ) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]
        for name, choices in (("agencies", agencies), ("forums", forums)):
            field = self.fields[name]
            assert isinstance(field, AnyOf)
            field.choices = list(choices)
