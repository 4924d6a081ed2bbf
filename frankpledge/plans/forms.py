"""Questions that plans ask."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from frankpledge.plans.models import (
    Duty,
    Evidence,
    FourP,
    Lasting,
    Status,
)
from frankpledge.ui.api import AnyOf, GovDateField, LongText, OneOf

LONGEST_VERB = 30


class Narrow(forms.Form):
    """Which actions to list."""

    whose = OneOf(
        label="Whose",
        required=False,
        choices=[("", "Everybody’s"), ("mine", "Mine"), ("agency", "My agency’s")],
    )
    four_p = OneOf(label="Strand", required=False, choices=[("", "Any"), *FourP.choices])
    status = OneOf(
        label="State",
        required=False,
        choices=[
            ("", "Still to do"),
            ("late", "Late"),
            ("blocked", "Blocked"),
            ("confirm", "Done, to be confirmed"),
            *Status.choices,
        ],
    )
    area = forms.ChoiceField(label="District", required=False)
    agency = forms.ChoiceField(label="Agency", required=False)

    def __init__(
        self,
        *args: Any,
        areas: Iterable[tuple[str, str]],
        agencies: Iterable[tuple[str, str]],
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        for name, choices in (("area", areas), ("agency", agencies)):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [("", "Any"), *choices]


class AddAction(forms.Form):
    """What is to be done, by whom and by when, in the fewest questions."""

    verb = forms.CharField(
        label="What is to be done?",
        help_text="One word to begin with, such as Visit, Change or Find out.",
        max_length=30,
        error_messages={"required": "Begin with what is to be done, such as Visit"},
    )
    text = forms.CharField(
        label="To what or where?",
        help_text="Do not name anybody. Give the place, or another system’s reference.",
        max_length=200,
        error_messages={"required": "Say what it is done to, or where"},
    )
    owner_agency = forms.ChoiceField(
        label="Which agency?", error_messages={"required": "Choose the agency"}
    )
    owner_post = forms.CharField(
        label="Which post, if you know it?", required=False, max_length=120
    )
    four_p = OneOf(
        label="Which of the four Ps is it most of all?",
        choices=FourP.choices,
        error_messages={"required": "Choose the strand that it is most of all"},
    )
    due_on = GovDateField(label="By when?", what="the day it is due")
    csp_duty = forms.ChoiceField(
        label="Which duty of the partnership does it serve?",
        required=False,
        choices=[("", "Not said"), *Duty.choices],
    )
    output_measure = forms.CharField(
        label="How will we know that it was done?",
        help_text="What can be seen or counted, such as “new locks on six doors”.",
        required=False,
        max_length=200,
    )
    outcome_measure = forms.CharField(
        label="How will we know that it worked?",
        help_text="What will be different, such as “no calls from the block in four weeks”.",
        required=False,
        max_length=200,
    )

    def __init__(self, *args: Any, agencies: Iterable[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["owner_agency"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(agencies)


class CatchAction(forms.Form):
    """An action in one line, as it is said at the table."""

    line = forms.CharField(
        label="Action, verb first",
        max_length=200,
        error_messages={"required": "Write the action, such as “Fit new locks”"},
    )
    owner_agency = forms.ChoiceField(
        label="Agency", error_messages={"required": "Choose the agency"}
    )
    four_p = forms.ChoiceField(
        label="Strand",
        choices=[("", "Choose"), *FourP.choices],
        error_messages={"required": "Choose the strand that it is most of all"},
    )
    days = forms.TypedChoiceField(
        label="By when",
        coerce=int,
        initial=7,
        choices=[(2, "In 2 days"), (7, "In a week"), (14, "In two weeks"), (28, "In four weeks")],
    )

    def __init__(self, *args: Any, agencies: Iterable[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["owner_agency"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(agencies)

    def clean_line(self) -> tuple[str, str]:
        """The verb, and what it is done to."""
        verb, _, text = self.cleaned_data["line"].partition(" ")
        if not text or len(verb) > LONGEST_VERB:
            raise ValidationError("Write a verb and what it is done to, such as “Fit new locks”")
        return verb, text

    def action(self, today: date) -> Mapping[str, Any]:
        """What the act of adding an action is told."""
        verb, text = self.cleaned_data["line"]
        return {
            "verb": verb,
            "text": text,
            "owner_agency": self.cleaned_data["owner_agency"],
            "four_p": self.cleaned_data["four_p"],
            "due_on": today + timedelta(days=self.cleaned_data["days"]),
        }


class Progress(forms.Form):
    """How far an action is."""

    status = OneOf(
        label="How far is it?", choices=[], error_messages={"required": "Choose how far it is"}
    )
    note = LongText(
        label="What should the others know?",
        help_text="If it will not be done, say why. Do not name anybody.",
        required=False,
        max_length=300,
    )
    output = forms.CharField(label="What was done, if it is done?", required=False, max_length=300)
    outcome = forms.CharField(
        label="What came of it, as far as you know?", required=False, max_length=300
    )
    evidence = forms.ChoiceField(
        label="What does that rest on?",
        required=False,
        choices=[("", "Not said"), *Evidence.choices],
    )

    def __init__(self, *args: Any, states: Iterable[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["status"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(states)


class Decide(forms.Form):
    """A decision, caught in one line."""

    text = forms.CharField(
        label="What was decided?",
        max_length=300,
        error_messages={"required": "Write what was decided"},
    )


class Describe(forms.Form):
    """Who does an action, who steps in, which duty it serves and how it is measured."""

    owner_post = forms.CharField(label="Which post does it?", required=False, max_length=120)
    deputy = forms.ChoiceField(label="Who steps in?", required=False)
    csp_duty = forms.ChoiceField(
        label="Which duty of the partnership does it serve?",
        required=False,
        choices=[("", "Not said"), *Duty.choices],
    )
    output_measure = forms.CharField(
        label="How will we know that it was done?", required=False, max_length=200
    )
    outcome_measure = forms.CharField(
        label="How will we know that it worked?", required=False, max_length=200
    )

    def __init__(self, *args: Any, deputies: Iterable[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["deputy"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "Nobody yet"), *deputies]


class PlaceAction(forms.Form):
    """The plan that an action belongs to."""

    plan = forms.ChoiceField(
        label="Which plan does it belong to?",
        required=False,
        error_messages={"invalid_choice": "Choose one of your agency’s plans"},
    )

    def __init__(self, *args: Any, plans: Iterable[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["plan"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "None"), *plans]


class Blocker(forms.Form):
    """What stands in an action's way."""

    blocker = forms.CharField(
        label="What stands in its way?",
        help_text="Leave this empty when nothing does any more.",
        required=False,
        max_length=300,
    )
    at_risk = forms.BooleanField(label="It may become late, so flag a risk", required=False)


class ByHand(forms.Form):
    """A colour in place of the computed one."""

    colour = OneOf(
        label="How does it stand?",
        required=False,
        choices=[
            ("", "As it is worked out"),
            ("green", "Green"),
            ("amber", "Amber"),
            ("red", "Red"),
        ],
    )
    reason = forms.CharField(
        label="Why is what is worked out wrong here?",
        help_text="Everybody who sees the colour sees this.",
        required=False,
        max_length=300,
    )


class AddMilestone(forms.Form):
    """A day on the way."""

    text = forms.CharField(
        label="What will have been reached?",
        max_length=200,
        error_messages={"required": "Say what will have been reached"},
    )
    due_on = GovDateField(label="By when?", what="the day of the milestone")


class Look(forms.Form):
    """Whether what was achieved still holds."""

    found = OneOf(
        label="Did it last?",
        choices=Lasting.choices,
        error_messages={"required": "Choose whether it lasted"},
    )
    note = forms.CharField(label="How do you know?", required=False, max_length=300)


class Paste(forms.Form):
    """An e-mail out of which an action is made."""

    email = LongText(
        label="Paste the e-mail",
        help_text="It is not kept. Only what you leave on the next page is.",
        rows=12,
        max_length=20_000,
        error_messages={"required": "Paste the e-mail"},
    )


class Bulk(forms.Form):
    """How far several actions are, at once."""

    chosen = AnyOf(
        label="Which actions?",
        choices=[],
        error_messages={"required": "Choose at least one action"},
    )
    status = OneOf(
        label="How far are they?",
        choices=Status.choices,
        error_messages={"required": "Choose how far they are"},
    )
    note = LongText(
        label="What should the others know?",
        help_text="If they will not be done, say why.",
        required=False,
        max_length=300,
    )

    def __init__(self, *args: Any, lines: Iterable[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["chosen"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = list(lines)
