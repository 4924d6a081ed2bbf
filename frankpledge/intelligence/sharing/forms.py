"""Questions that sanitising, sharing, sources and breaches ask, in plain words."""

from collections.abc import Sequence
from typing import Any

from django import forms

from frankpledge.intelligence import models
from frankpledge.intelligence.sharing import sanitisation
from frankpledge.ui.api import AnyOf, GovDateField, LongText, OneOf

Choices = Sequence[tuple[str, str]]
PURPOSES = (
    ("safeguarding", "Safeguarding only"),
    ("partnership_working", "Work in the partnership only"),
)


class Sanitise(forms.Form):
    """What partners will read, and who. Names are those of `disclosure.disclose`."""

    text = LongText(
        label="What partners will read",
        rows=10,
        error_messages={"required": "Enter what partners will read"},
    )
    place = forms.CharField(
        label="Place, no nearer than the block or the street",
        max_length=200,
        error_messages={"required": "Enter the block or the street"},
    )
    blur = OneOf(
        label="How nearly may it say when it was?",
        choices=models.Blur.choices,
        error_messages={"required": "Choose the week or the month"},
    )
    confirmed = AnyOf(
        label="Confirm each of these",
        choices=list(sanitisation.CHECKLIST),
        error_messages={"required": "Confirm each of these"},
    )
    originator_consulted = forms.BooleanField(
        label="The originator was consulted and agreed (needed for S2)", required=False
    )
    limits = forms.CharField(
        label="Limits within which it may be used",
        help_text="For overt use (A3). Readers see them beside the text",
        max_length=500,
        required=False,
    )
    no_export = forms.BooleanField(
        label="It may not be copied into another system (code C)", required=False
    )
    purposes = AnyOf(
        label="Only for these purposes (code C)",
        help_text="Leave empty to allow any purpose of the agreement",
        choices=PURPOSES,
        required=False,
    )
    agencies = AnyOf(
        label="Share it with these agencies once it is released", choices=[], required=False
    )
    forums = AnyOf(label="And with these forums", choices=[], required=False)
    basis = OneOf(
        label="Under which law?",
        choices=models.Basis.choices,
        required=False,
    )
    expires_on = GovDateField(
        label="Last day",
        what="the last day",
        help_text="With a last day, it is shared by name with the people who can read it today",
        required=False,
    )

    def __init__(self, *args: Any, agencies: Choices, forums: Choices, **options: Any) -> None:
        super().__init__(*args, **options)
        for name, choices in (("agencies", agencies), ("forums", forums)):
            field = self.fields[name]
            assert isinstance(field, AnyOf)
            field.choices = list(choices)


class ConsultOriginator(forms.Form):
    """What an originator said. Names are those of `originators.consult_originator`."""

    agreed = OneOf(
        label="Did the originator agree that it is passed on?",
        choices=[("yes", "Yes"), ("no", "No")],
        error_messages={"required": "Choose whether they agreed"},
    )
    how = OneOf(
        label="How were they consulted?",
        choices=models.AskedBy.choices,
        error_messages={"required": "Choose how they were consulted"},
    )
    limits = forms.CharField(
        label="Within which limits?",
        help_text="Nothing that would say who they are",
        max_length=500,
        required=False,
    )


class Recall(forms.Form):
    """Why something is taken back. The name is that of `dissemination.recall`."""

    because = OneOf(
        label="Why is it recalled?",
        choices=[
            (value, label)
            for value, label in models.Ended.choices
            if value in (models.Ended.MISTAKE, models.Ended.CHANGED)
        ],
        required=False,
    )


class AskToOpen(forms.Form):
    """Why a box has to be opened. Names are those of `opening.ask`."""

    why = OneOf(
        label="Why does the box have to be opened?",
        choices=models.Why.choices,
        error_messages={"required": "Choose why the box has to be opened"},
    )
    reason = LongText(
        label="Say why, for the person who decides",
        help_text="At least 20 characters. It is kept, and read by whoever inspects",
        rows=4,
        max_length=500,
        error_messages={"required": "Say why in at least 20 characters"},
    )


class DecideOpening(forms.Form):
    """A second person's answer. Names are those of `opening.decide`."""

    approve = OneOf(
        label="May the box be opened?",
        choices=[("yes", "Yes, once, within 24 hours"), ("no", "No, it stays closed")],
        error_messages={"required": "Choose whether the box may be opened"},
    )
    because = LongText(label="If not, why?", rows=3, max_length=500, required=False)


class Remark(forms.Form):
    """What the source unit makes of a source. The name is that of `sources.remark_on`."""

    remark = LongText(
        label="What does the unit make of this source?",
        help_text="Nothing that would say who it is",
        rows=3,
        max_length=500,
        required=False,
    )


class StartBreach(forms.Form):
    """When a controller became aware: the day, and the time by the clock on the wall here."""

    aware_on = GovDateField(
        label="On which day did your agency become aware?",
        what="the day on which your agency became aware",
        error_messages={"required": "Enter the day on which your agency became aware"},
    )
    aware_at = forms.TimeField(
        label="At what time?",
        help_text="For example, 09:30",
        input_formats=["%H:%M", "%H.%M"],
        widget=forms.TextInput(attrs={"class": "govuk-input--width-5", "inputmode": "numeric"}),
        error_messages={
            "required": "Enter the time, such as 09:30",
            "invalid": "Enter the time, such as 09:30",
        },
    )


class TakeStep(forms.Form):
    """A step that has been done. The name is that of `breach.take_step`."""

    step = OneOf(
        label="Which step has been done?",
        choices=[],
        error_messages={"required": "Choose a step that has been done"},
    )

    def __init__(self, *args: Any, steps: Choices, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["step"]
        assert isinstance(field, OneOf)
        field.choices = list(steps)


class Conclude(forms.Form):
    """Whether the Commissioner was told. Names are those of `breach.conclude`."""

    verdict = OneOf(
        label="Was the Information Commissioner told?",
        choices=models.Verdict.choices,
        error_messages={"required": "Choose whether the Commissioner was told"},
    )
    reason = LongText(
        label="Why?",
        rows=3,
        max_length=500,
        error_messages={"required": "Enter why"},
    )
    late_because = LongText(
        label="If more than 72 hours have passed, why is it late?",
        rows=3,
        max_length=500,
        required=False,
    )
