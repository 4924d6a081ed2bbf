"""Questions that pages about mentions ask."""

from __future__ import annotations

from typing import Any

from django import forms

from frankpledge.entities.identifiers import LABELS, LONGEST_TYPED, What
from frankpledge.entities.models import LONGEST_REASON, Verdict
from frankpledge.ui.api import GovDateField


class LookUp(forms.Form):
    """One whole identifier to look up."""

    what = forms.ChoiceField(
        label="What do you have?", choices=[(what.value, LABELS[what]) for what in What]
    )
    typed = forms.CharField(
        label="Look up",
        help_text="All of it, as you have it. Spaces and capitals make no difference.",
        max_length=LONGEST_TYPED,
        error_messages={"required": "Enter what to look up"},
    )


class Judge(forms.Form):
    """What somebody decided about a pair, and why. The button says which."""

    verdict = forms.ChoiceField(
        choices=Verdict.choices,
        widget=forms.HiddenInput,
        error_messages={"required": "Say whether they are the same"},
    )
    reason = forms.CharField(
        label="Why?",
        help_text="Kept for as long as the judgement is. Do not name anybody in it.",
        max_length=LONGEST_REASON,
        error_messages={"required": "Say why"},
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        # The three buttons carry the verdict, so no box for it is drawn.
        self.order_fields(["reason", "verdict"])


class Withdraw(forms.Form):
    """Why a judgement is to stand no longer."""

    reason = forms.CharField(
        label="Why do you withdraw the judgement?",
        max_length=LONGEST_REASON,
        error_messages={"required": "Say why"},
    )


class AsAt(forms.Form):
    """The day whose end to look back to."""

    on = GovDateField(label="As it stood at the end of", what="the day", required=False)
