"""Questions that case studies ask."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms

from frankpledge.learning.cases import SHOWN
from frankpledge.learning.evidence import GRADE_WORDS
from frankpledge.learning.forms import Choices, choose_from
from frankpledge.learning.models import EMMIE, OSARA, WRITTEN, Involvement, NeedCode
from frankpledge.ui.api import AnyOf, GovDateField, LongText, OneOf, YesNo

POWERS = ("power_1", "power_2", "power_3")
SHOWN_LABELS = {
    "document": "Which document was seen?",
    "second_source": "Which second source agrees?",
    "before": "What was measured before, over which months?",
    "after": "What was measured after, over which months?",
    "compared_with": "With which other place and months was it compared?",
}


class WriteCase(forms.Form):
    """The beginning of a case study."""

    title = forms.CharField(
        label="What is it called?",
        help_text="So that nobody can tell who or where it was.",
        max_length=120,
        error_messages={"required": "Give the case study a name"},
    )
    area = forms.ChoiceField(
        label="In which district?", error_messages={"required": "Choose the district"}
    )
    objective = LongText(
        label=WRITTEN["objective"],
        max_length=1500,
        error_messages={"required": "Say what was to change"},
    )
    involvement = OneOf(
        label="How far did partners take part?",
        choices=[(str(value), words) for value, words in Involvement.choices],
        error_messages={"required": "Choose how far partners took part"},
    )
    agencies = AnyOf(
        label="Which other agencies took part?",
        help_text="Each reads the draft and clears its words. Yours does too.",
        choices=[],
        required=False,
    )
    threats = AnyOf(label="Which threats was it about?", choices=[], required=False)
    places = AnyOf(label="At which sort of place?", choices=[], required=False)
    power_1 = forms.ChoiceField(label="Which power was used?", required=False)
    power_2 = forms.ChoiceField(label="And which other?", required=False)
    power_3 = forms.ChoiceField(label="And which third?", required=False)
    needs = AnyOf(label="What can be learned from it?", choices=NeedCode.choices, required=False)

    def __init__(
        self,
        *args: Any,
        areas: Choices,
        agencies: Choices,
        threats: Choices,
        powers: Choices,
        places: Choices,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        choose_from(self, "area", areas)
        choose_from(self, "agencies", agencies)
        choose_from(self, "threats", threats)
        choose_from(self, "places", places)
        offered = [("", "None"), *powers]
        for name in POWERS:
            choose_from(self, name, offered)

    def clean(self) -> dict[str, Any]:
        """The act's arguments: the powers that were chosen, together."""
        given = dict(super().clean() or {})
        chosen = [given.pop(name, "") for name in POWERS]
        return {**given, "powers": [code for code in chosen if code]}


class ChangeCase(forms.Form):
    """The words of a case study and its evidence."""

    title = forms.CharField(
        label="What is it called?",
        max_length=120,
        error_messages={"required": "Give the case study a name"},
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name, words in WRITTEN.items():
            longest = 1500 if name in (*OSARA, "lessons") else 800
            self.fields[name] = LongText(
                label=words,
                max_length=longest,
                required=name == "objective",
                rows=3 if name in EMMIE else 5,
            )
        self.fields["claimed"] = OneOf(
            label="How good is the evidence?",
            help_text="It counts as far as what it needs is given below.",
            choices=[(grade.value, words) for grade, words in GRADE_WORDS.items()],
        )
        for name in SHOWN:
            self.fields[name] = forms.CharField(
                label=SHOWN_LABELS[name],
                max_length=120 if name in ("before", "after") else 200,
                required=False,
            )

    @property
    def act(self) -> Mapping[str, Any]:
        """The act's arguments."""
        given = self.cleaned_data
        return {
            "title": given["title"],
            "claimed": given["claimed"],
            "words": {name: given[name] for name in WRITTEN},
            "shown": {name: given[name] for name in SHOWN},
        }


class AskClearance(forms.Form):
    """Why words by which somebody might be recognised may stay."""

    thought_about = LongText(
        label="Why may what was found stay?",
        help_text="Only where something was found that need not be taken out.",
        max_length=400,
        required=False,
    )


class ClearCase(forms.Form):
    """What an agency says of the words."""

    cleared = YesNo(
        label="Does your agency clear these words?",
        hints={"yes": "Any agency may then read them, while all of you clear them."},
        error_messages={"required": "Say whether your agency clears them"},
    )
    until = GovDateField(
        label="Until which day?",
        help_text="If it does. At most a year from today.",
        what="the last day",
        required=False,
    )
    reason = forms.CharField(
        label="Why not?", help_text="If it does not.", required=False, max_length=300
    )


class WithdrawClearance(forms.Form):
    """Why an agency takes its clearance back."""

    reason = forms.CharField(label="Why?", max_length=300, error_messages={"required": "Say why"})


class NarrowCases(forms.Form):
    """Which case studies to list."""

    threat = forms.ChoiceField(label="Threat", required=False)
    place = forms.ChoiceField(label="Sort of place", required=False)
    power = forms.ChoiceField(label="Power", required=False)
    partners = OneOf(
        label="Partners",
        required=False,
        choices=[
            ("", "Any"),
            ("with", "A partner did something of its own"),
            ("without", "Police alone, or partners only told or asked"),
        ],
    )

    def __init__(
        self, *args: Any, threats: Choices, powers: Choices, places: Choices, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        choose_from(self, "threat", [("", "Any"), *threats])
        choose_from(self, "power", [("", "Any"), *powers])
        choose_from(self, "place", [("", "Any"), *places])
