"""What is asked when a network is narrowed, compared, or searched for a way through it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django import forms
from django.core.files.uploadedfile import UploadedFile

from frankpledge.groups.cutting import LONGEST
from frankpledge.ui.api import GovDateField, LongText, YesNo

MOST_BYTES = 5 * 1024**2
MOST_CHOICES = 500
"""With more nodes than this a reference is typed, for nobody reads so long a list."""
ORDERS = (
    ("label", "Name"),
    ("degree", "Number of ties"),
    ("betweenness", "Between others"),
    ("community", "Community"),
)


class Narrow(forms.Form):
    """The day, what to compare it with, and what counts."""

    on = GovDateField(
        label="On which day? (optional)",
        what="the day",
        required=False,
        help_text="Today, if you leave it empty",
    )
    since = GovDateField(
        label="What changed since which day? (optional)", what="the earlier day", required=False
    )
    d = forms.BooleanField(
        label="Count what is not known (D) too",
        required=False,
        help_text="What is suspected to be false (E) never counts",
    )
    order = forms.ChoiceField(label="Order of the nodes", choices=ORDERS, required=False)

    def __init__(self, *args: object, today: date, **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]
        for name in ("on", "since"):
            field = self.fields[name]
            assert isinstance(field, GovDateField)
            field.latest = today

    def clean(self) -> dict[str, object]:
        """Both days, the earlier first."""
        asked = self.cleaned_data
        on, since = asked.get("on"), asked.get("since")
        if on and since and since >= on:
            self.add_error("since", "The earlier day must be before the day that you look at")
        return asked


class Own(forms.Form):
    """A list from elsewhere, to look at."""

    ties = forms.FileField(
        label="Which list?",
        help_text="A CSV of ties (source, target and, if you like, weight, kind, grade, "
        "references, since, until), or a workbook with the sheets Entities and Links. At most 5 MB",
        error_messages={"required": "Choose a list", "empty": "The list is empty"},
    )

    def clean_ties(self) -> UploadedFile[bytes]:
        """The file, where it is not too large to be looked at on a page."""
        held: UploadedFile[bytes] = self.cleaned_data["ties"]
        if (held.size or 0) > MOST_BYTES:
            raise forms.ValidationError("The list must be no larger than 5 MB")
        return held


class NoteCut(forms.Form):
    """Whether taking out a node or a tie may raise violence, and why."""

    may_raise = YesNo(
        label="Could violence rise if this were taken out?",
        error_messages={"required": "Choose whether violence could rise"},
    )
    text = LongText(
        label="Why?",
        help_text="Who might move into the gap, who might blame whom, who is at risk meanwhile. "
        "Name nobody, and nothing that is not in this network",
        rows=5,
        max_length=LONGEST,
        error_messages={"required": "Write down why"},
    )


class Way(forms.Form):
    """The two ends of a way."""

    start = forms.CharField(label="From", error_messages={"required": "Enter where it begins"})
    end = forms.CharField(label="To", error_messages={"required": "Enter where it ends"})

    def __init__(self, *args: object, nodes: Sequence[tuple[str, str]], **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]
        for name, field in list(self.fields.items()):
            if len(nodes) <= MOST_CHOICES:
                self.fields[name] = forms.ChoiceField(
                    label=field.label,
                    choices=[("", "Choose a node"), *nodes],
                    error_messages={
                        "required": f"Choose where it {'begins' if name == 'start' else 'ends'}",
                        "invalid_choice": "Choose a node from the list",
                    },
                )
            else:
                field.help_text = "Its reference, as the table gives it"
