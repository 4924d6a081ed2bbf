"""Questions for whoever sets requirements and issues alerts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from frankpledge.asking.alerts import ROLES
from frankpledge.asking.forms import offer
from frankpledge.asking.models import OPENING, Level, Marking, Standing
from frankpledge.ui.api import AnyOf, GovDateField, LongText, OneOf, YesNo

Choices = Sequence[tuple[str, str]]


class Lines(LongText):
    """Several things, one a line."""

    def clean(self, value: Any) -> list[str]:
        """Each line that says something."""
        found = [line.strip() for line in str(super().clean(value)).splitlines() if line.strip()]
        if any(len(line) > 200 for line in found):
            raise ValidationError("Each line can be up to 200 characters long")
        return found


class DraftRequirement(forms.Form):
    """What the unit wants to know, and what partners read of it."""

    theme = forms.CharField(label="Theme", max_length=80)
    level = OneOf(label="Level", choices=Level.choices)
    question = forms.CharField(
        label="What do you want to know?", help_text="Read by the unit only.", max_length=300
    )
    partner_wording = LongText(
        label="What partners read",
        help_text=f"It begins “{OPENING}”. It names nobody and no address, and asks nobody to do "
        "more than notice.",
        max_length=400,
        initial=f"{OPENING} ",
    )
    indicators = Lines(
        label="Signs that they may notice",
        help_text="One a line.",
        max_length=1000,
    )
    police_wording = LongText(
        label="What only the unit reads", required=False, max_length=1000, rows=3
    )
    gap = forms.CharField(
        label="Which gap does it fill?",
        help_text="A section of the profile or a plan.",
        required=False,
        max_length=80,
    )
    agencies = AnyOf(label="Which agencies is it for?", choices=[])
    districts = AnyOf(
        label="In which districts?", help_text="None chosen means all.", choices=[], required=False
    )
    priority = forms.TypedChoiceField(
        label="Priority", coerce=int, initial=2, choices=[(1, "1, first"), (2, "2"), (3, "3")]
    )
    valid_from = GovDateField(label="From which day?", what="the first day")
    valid_to = GovDateField(label="Until which day?", what="the last day")

    def __init__(self, *args: Any, agencies: Choices, districts: Choices, **options: Any) -> None:
        super().__init__(*args, **options)
        offer(self, "agencies", agencies)
        offer(self, "districts", districts)


class CountResponse(forms.Form):
    """Whether what came was of use."""

    useful = YesNo(label="Was it useful?")


class AssessRequirement(forms.Form):
    """What the answers were worth."""

    standing = OneOf(
        label="Is the question answered?",
        choices=[
            (Standing.ANSWERED.value, "Yes"),
            (Standing.PARTIAL.value, "In part"),
        ],
    )
    assessed = forms.CharField(label="What were the answers worth?", max_length=300)


class IssueAlert(forms.Form):
    """Signs to spot, what to report, and for whom."""

    title = forms.CharField(label="What is it about?", max_length=120)
    signs = Lines(label="Signs to spot", help_text="One a line.", max_length=1500)
    report = LongText(label="What to report, and how", max_length=300, rows=3)
    marking = OneOf(
        label="How sensitive is it?",
        choices=Marking.choices,
        hints={"sensitive": "It goes by name to people who hold the roles below, and no further."},
    )
    districts = AnyOf(
        label="For which districts?", help_text="None chosen means all.", choices=[], required=False
    )
    roles = AnyOf(
        label="For which roles?",
        choices=[(role.value, name) for role, name in ROLES.items()],
        required=False,
    )
    agencies = AnyOf(
        label="For which agencies only?",
        help_text="None chosen means all.",
        choices=[],
        required=False,
    )
    expires_on = GovDateField(label="Until which day?", what="the last day")

    def __init__(self, *args: Any, agencies: Choices, districts: Choices, **options: Any) -> None:
        super().__init__(*args, **options)
        offer(self, "agencies", agencies)
        offer(self, "districts", districts)


class RecallAlert(forms.Form):
    """Why an alert is taken back."""

    why = forms.CharField(label="Why do you recall it?", max_length=200)
