"""Questions that pages of several modules ask."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from frankpledge.pages.digest import WEEKDAYS
from frankpledge.ui.api import AnyOf, GovDateField


class CountPeriod(forms.Form):
    """Which days of which area are counted for boards."""

    area = forms.ChoiceField(label="Which area?")
    first_day = GovDateField(label="From which day?", what="the first day")
    last_day = GovDateField(
        label="Until which day?",
        what="the last day",
        help_text="At least four weeks later, and over. No day is counted twice",
    )

    def __init__(self, *args: Any, areas: Iterable[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["area"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(areas)


class ChooseDigest(forms.Form):
    """On which days of the week the digest comes by e-mail."""

    days = AnyOf(label="Days", choices=WEEKDAYS, required=False)
