"""Questions that are asked of those who write, supply, answer and release a profile."""

from __future__ import annotations

from typing import Any

from django import forms

from frankpledge.intelligence import api as intelligence
from frankpledge.profiles import catalogue
from frankpledge.profiles.indicators import LARGEST
from frankpledge.profiles.models import LIKELIHOODS, REACHES, Confidence, Harm, Outcome, Trend
from frankpledge.ui.api import AnyOf, GovDateField, LongText, OneOf

HOW_FAR = "A wider version is made only of what is cleared for it."


class WritePassage(forms.Form):
    """The words of a section. `version` is the one that was opened."""

    text = LongText(
        label="What stands here",
        help_text="Plain sentences; an empty line between paragraphs. Name nobody.",
        max_length=8000,
        rows=14,
        error_messages={"required": "Write the section"},
    )
    reach = OneOf(label="Who may read it?", help_text=HOW_FAR, choices=REACHES)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class WriteThreat(forms.Form):
    """One line of the threat table."""

    name = forms.CharField(
        label="Threat",
        help_text="What it is, such as “Home takeover”. Never the name of a group or person.",
        max_length=120,
        error_messages={"required": "Enter the threat"},
    )
    harm = OneOf(
        label="How much harm does it do here?",
        choices=Harm.choices,
        error_messages={"required": "Choose how much harm it does, or that it is not known"},
    )
    likelihood = forms.ChoiceField(
        label="How likely is it in the next year?",
        choices=[("", "Choose"), *LIKELIHOODS],
        error_messages={"required": "Choose how likely it is, or that it is not known"},
    )
    trend = OneOf(
        label="Where is it going?",
        choices=Trend.choices,
        error_messages={"required": "Choose where it is going, or that it is not known"},
    )
    confidence = OneOf(
        label="How sure are you of this line?",
        choices=Confidence.choices,
        inline=True,
        error_messages={"required": "Choose how sure you are"},
    )
    words = LongText(label="Why", max_length=400, rows=3, required=False)
    reach = OneOf(label="Who may read it?", help_text=HOW_FAR, choices=REACHES)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class AskAgency(forms.Form):
    """What one agency is asked to do."""

    agency = forms.ChoiceField(
        label="Which agency?", error_messages={"required": "Choose an agency"}
    )
    text = LongText(
        label="What is it asked to do?",
        max_length=400,
        rows=3,
        error_messages={"required": "Write what it is asked to do"},
    )
    reach = OneOf(label="Who may read it?", help_text=HOW_FAR, choices=REACHES)

    def __init__(self, *args: Any, agencies: tuple[tuple[str, str], ...], **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["agency"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "Choose an agency"), *agencies]


class RequestReturns(forms.Form):
    """What an agency is asked to return, and by when."""

    agency = forms.ChoiceField(
        label="Which agency?",
        help_text="It can read the profile from now on.",
        error_messages={"required": "Choose an agency"},
    )
    templates = AnyOf(
        label="What do you ask for?",
        choices=[],
        error_messages={"required": "Choose what you ask for"},
    )
    due_on = GovDateField(
        label="By when?", error_messages={"required": "Enter the day by which you need it"}
    )

    def __init__(self, *args: Any, agencies: tuple[tuple[str, str], ...], **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["agency"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "Choose an agency"), *agencies]
        asked = self.fields["templates"]
        assert isinstance(asked, AnyOf)
        asked.choices = [
            (each.code, f"{each.holder}: {each.ask[:1].lower()}{each.ask[1:]}")
            for each in catalogue.templates()
        ]


class SupplyReturn(forms.Form):
    """A return as a file, or why there is none."""

    file = forms.FileField(
        label="Your return",
        help_text="The template as XLSX or CSV, at most 2 MB.",
        required=False,
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv"}),
    )
    reason = LongText(
        label="Or say why you cannot return anything",
        help_text="It is printed in the profile.",
        max_length=300,
        rows=3,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """One of the two, and a file that is not too large to be read."""
        given = super().clean() or {}
        file, reason = given.get("file"), given.get("reason")
        if bool(file) == bool(reason):
            self.add_error("file", "Choose a file, or say why there is none")
        elif file and file.size > LARGEST:
            self.add_error("file", "The file must be 2 MB or smaller")
        return given


class AnswerComment(forms.Form):
    """What came of a comment."""

    outcome = OneOf(
        label="What came of it?",
        choices=Outcome.choices,
        error_messages={"required": "Choose what came of it"},
    )
    answer = LongText(
        label="Your answer",
        help_text="What was changed, or why nothing was. It is printed beside the comment.",
        max_length=1000,
        error_messages={"required": "Write your answer"},
    )


class ReleaseVersion(forms.Form):
    """Who receives a version, under which law, and until when."""

    agencies = AnyOf(
        label="Who receives it?",
        help_text="Those who were asked are chosen. Only these agencies can read it.",
        choices=[],
        error_messages={"required": "Choose who receives it"},
    )
    basis = OneOf(
        label="On which basis is it given?",
        choices=intelligence.Basis.choices,
        error_messages={"required": "Choose the basis on which it is given"},
    )
    expires_on = GovDateField(
        label="Until when, if it ends?",
        help_text="From that day on nobody who received it can find it.",
        required=False,
    )

    def __init__(self, *args: Any, agencies: tuple[tuple[str, str], ...], **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["agencies"]
        assert isinstance(field, AnyOf)
        field.choices = list(agencies)


class RecallRelease(forms.Form):
    """Why a release is taken back."""

    because = OneOf(
        label="What happened?",
        choices=[
            (each.value, str(each.label))
            for each in (intelligence.Ended.CHANGED, intelligence.Ended.MISTAKE)
        ],
        error_messages={"required": "Choose what happened"},
    )
    reason = LongText(
        label="Why is it recalled?",
        help_text="Those who received it are told.",
        max_length=300,
        rows=3,
        error_messages={"required": "Say why it is recalled"},
    )
