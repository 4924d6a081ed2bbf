"""What is asked in the life of a use of a power. Fields are named as the acts name them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils.timezone import make_aware

from frankpledge.powers.models import (
    AppealResult,
    CourtSaid,
    EndedHow,
    GateAnswer,
    Said,
    Subject,
    Turned,
)
from frankpledge.ui.api import AnyOf, GovDateField, LongText, OneOf, YesNo

Choices = Sequence[tuple[str, str]]
NAME_NOBODY = "Do not name anybody. Use posts, and references of other systems."
_CLOCK = re.compile(r"(\d{1,2})[:.]?(\d{2})")


class ClockField(forms.CharField):
    """A time of day by the 24-hour clock, such as 14:05."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("max_length", 5)
        options.setdefault("help_text", "By the 24-hour clock, such as 14:05")
        super().__init__(**options)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        found = _CLOCK.fullmatch(text.strip())
        if found is None or int(found[1]) > 23 or int(found[2]) > 59:
            raise forms.ValidationError("Enter a time by the 24-hour clock, such as 14:05")
        return time(int(found[1]), int(found[2]))


def moment_of(day: date, clock: time) -> datetime:
    """The moment of a day and a time here."""
    return make_aware(datetime.combine(day, clock))


def offer(form: forms.Form, name: str, choices: Choices) -> None:
    """Give a field of a form what can be chosen."""
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = list(choices)


class StartUse(forms.Form):
    """What would be done, why, and what it is about."""

    measure = forms.CharField(
        label="What exactly would be done?",
        help_text="For example: a partial closure, to everybody but the tenant",
        max_length=200,
        error_messages={"required": "Enter what exactly would be done"},
    )
    aim = LongText(
        label="What is it to achieve?",
        help_text=NAME_NOBODY,
        rows=3,
        max_length=300,
        error_messages={"required": "Enter what it is to achieve"},
    )
    subject = OneOf(
        label="What is it about?",
        choices=Subject.choices,
        error_messages={"required": "Choose what it is about"},
    )
    system = forms.CharField(
        label="Which system is the reference of? (not for a place)", max_length=60, required=False
    )
    reference = forms.CharField(
        label="Its reference there (not for a place)",
        help_text="A person, a business or a group is only pointed at. Do not enter a name.",
        max_length=40,
        required=False,
    )
    agencies = AnyOf(
        label="Which agencies that work on the problem may read it? (optional)",
        choices=[],
        required=False,
    )

    def __init__(self, *args: object, agencies: Choices, **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]
        offer(self, "agencies", agencies)
        if not agencies:
            del self.fields["agencies"]


class AnswerGate(forms.Form):
    """Who was rung, when, and what they said."""

    spoke_to = forms.CharField(
        label="Who answered?",
        help_text="Their name and post. It may be somebody else on duty.",
        max_length=150,
        error_messages={"required": "Enter who answered"},
    )
    rung_day = GovDateField(what="the day of the call", label="On which day did you ring?")
    rung_clock = ClockField(
        label="At what time?", error_messages={"required": "Enter the time of the call"}
    )
    answer = OneOf(
        label="What did they say?",
        choices=GateAnswer.choices,
        hints={"stop": "The use is stopped. Think of another power, or of one used on others."},
        error_messages={"required": "Choose what they said"},
    )
    words = LongText(
        label="Their answer in their words, and any conditions",
        help_text="Do not write down what they told you about anybody.",
        rows=4,
        max_length=500,
        error_messages={"required": "Enter what they said, and any conditions"},
    )


class Because(forms.Form):
    """One question that is answered in words."""

    words = LongText(label="Why?", rows=4, max_length=500)

    def __init__(
        self,
        *args: object,
        label: str,
        empty: str = "",
        hint: str = NAME_NOBODY,
        **options: object,
    ) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]
        field = self.fields["words"]
        field.label, field.help_text, field.required = label, hint, bool(empty)
        field.error_messages["required"] = empty


class NoteEvidence(forms.Form):
    """Whether something that would show the test is held."""

    held = YesNo(label="Does your agency hold it?", error_messages={"required": "Choose yes or no"})
    where = forms.CharField(
        label="Where is it kept, or what is its reference? (if it is held)",
        max_length=200,
        required=False,
    )


class AddEvidence(forms.Form):
    """Something else that is held."""

    words = forms.CharField(
        label="What is it?", max_length=300, error_messages={"required": "Enter what it is"}
    )
    where = forms.CharField(
        label="Where is it kept, or what is its reference?",
        max_length=200,
        error_messages={"required": "Enter where it is kept, or its reference"},
    )


class TickLimb(forms.Form):
    """What an officer says of one part of the test."""

    shown = YesNo(label="Is this shown?", error_messages={"required": "Choose yes or no"})
    rests_on = AnyOf(label="What shows it, of what you hold?", choices=[], required=False)
    why = LongText(
        label="Why?",
        help_text=NAME_NOBODY,
        rows=4,
        max_length=500,
        error_messages={"required": "Enter why"},
    )

    def __init__(self, *args: object, held: Choices, **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]
        offer(self, "rests_on", held)
        if not held:
            del self.fields["rests_on"]


class FinishCheck(forms.Form):
    """Proportionality and equality, before anybody is consulted."""

    equality_note = LongText(
        label="How is it proportionate, and whom could it affect more than others?",
        rows=4,
        max_length=500,
        error_messages={
            "required": "Enter how it is proportionate, and whom it could affect more than others"
        },
    )


class AskConsultee(forms.Form):
    """Whom exactly was asked."""

    whom = forms.CharField(
        label="Whom did you ask?",
        help_text="A post and its agency",
        max_length=200,
        error_messages={"required": "Enter whom you asked: a post and its agency"},
    )
    agency = forms.ChoiceField(
        label="Do they answer here? (optional)",
        help_text="The agency reads this use from now on, and answers by itself. Leave it empty "
        "if you note what they tell you",
        required=False,
    )

    def __init__(self, *args: Any, agencies: Choices, **options: Any) -> None:
        super().__init__(*args, **options)
        offer(self, "agency", [("", "No, I note their answer"), *agencies])


class AnswerConsultation(forms.Form):
    """What one's own agency says."""

    answer = OneOf(
        label="What does your agency say?",
        choices=[
            (Said.AGREES.value, "We agree"),
            (Said.CONDITIONS.value, "We agree, with conditions"),
            (Said.OBJECTS.value, "We object"),
            (Said.NO_VIEW.value, "We have no view"),
        ],
        error_messages={"required": "Choose what your agency says"},
    )
    words = LongText(
        label="In your words (needed for conditions and for an objection)",
        help_text=NAME_NOBODY,
        rows=3,
        max_length=500,
        required=False,
    )


class NoteConsultee(forms.Form):
    """What somebody who was consulted said."""

    answer = OneOf(
        label="What did they say?",
        choices=Said.choices,
        error_messages={"required": "Choose what they said"},
    )
    words = LongText(
        label="In their words (needed for conditions, an objection, or where it does not apply)",
        rows=3,
        max_length=500,
        required=False,
    )


class NoteAsked(forms.Form):
    """Which answer to asking before acting."""

    request_id = OneOf(
        label="Which answer were you given before acting?",
        choices=[],
        error_messages={"required": "Choose the answer that you were given"},
    )

    def __init__(self, *args: object, answers: Choices, **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]
        offer(self, "request_id", answers)


class BringInForce(forms.Form):
    """When and how it was used."""

    since_day = GovDateField(what="the day", label="On which day was it used or served?")
    since_clock = ClockField(
        label="At what time?",
        error_messages={"required": "Enter the time: a clock may run from it"},
    )
    lasts_until = GovDateField(
        what="the last day", label="Until which day does it last? (optional)", required=False
    )
    words = LongText(
        label="What was served, on whom, and how can that be proved?",
        help_text=NAME_NOBODY,
        rows=3,
        max_length=500,
        error_messages={"required": "Enter what was served, on whom, and how it can be proved"},
    )


class NoteHearing(forms.Form):
    """What the court said, and when."""

    heard_day = GovDateField(what="the day of the hearing", label="On which day was it heard?")
    heard_clock = ClockField(
        label="At what time did the hearing begin?",
        error_messages={"required": "Enter the time of the hearing"},
    )
    court_said = OneOf(
        label="What did the court say?",
        choices=CourtSaid.choices,
        error_messages={"required": "Choose what the court said"},
    )
    lasts_until = GovDateField(
        what="the last day", label="Until which day does it last? (optional)", required=False
    )
    words = LongText(label="Its terms (optional)", rows=3, max_length=500, required=False)


class NoteBreach(forms.Form):
    """A breach."""

    happened_on = GovDateField(what="the day", label="On which day?")
    words = LongText(
        label="What happened?",
        help_text=NAME_NOBODY,
        rows=3,
        max_length=500,
        error_messages={"required": "Enter what happened, and name nobody"},
    )


class NoteAppeal(forms.Form):
    """An appeal."""

    appealed_on = GovDateField(what="the day", label="On which day was the appeal made?")
    words = LongText(
        label="On what grounds?",
        help_text=NAME_NOBODY,
        rows=3,
        max_length=500,
        error_messages={"required": "Enter on what grounds, and name nobody"},
    )


class DecideAppeal(forms.Form):
    """What came of an appeal."""

    result = OneOf(
        label="What came of it?",
        choices=AppealResult.choices,
        error_messages={"required": "Choose what came of it"},
    )
    words = LongText(label="In which words? (optional)", rows=3, max_length=500, required=False)


class EndUse(forms.Form):
    """What it came to."""

    how = OneOf(
        label="What did it come to?",
        choices=EndedHow.choices,
        error_messages={"required": "Choose what it came to"},
    )
    words = LongText(
        label="What changed, and how is that known?",
        help_text=NAME_NOBODY,
        rows=3,
        max_length=500,
        error_messages={"required": "Enter what changed, and how that is known"},
    )
    displacement_note = LongText(
        label="Where did people and the harm go?",
        help_text="Write that it is not known if it is not.",
        rows=3,
        max_length=500,
        error_messages={
            "required": "Enter where people and the harm went, or that it is not known"
        },
    )


class ReviewUse(forms.Form):
    """How things are now."""

    turned = OneOf(
        label="How are things there now?",
        choices=Turned.choices,
        error_messages={"required": "Choose how things are now"},
    )
    words = LongText(
        label="How is that known?",
        rows=3,
        max_length=500,
        error_messages={"required": "Enter how that is known"},
    )


class ShareUse(forms.Form):
    """Who else may read it."""

    agencies = AnyOf(
        label="Which agencies that work on the problem may read it?",
        choices=[],
        error_messages={"required": "Choose agencies that work on the problem"},
    )

    def __init__(self, *args: object, agencies: Choices, **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]
        offer(self, "agencies", agencies)


class NameOverrider(forms.Form):
    """Which post may override a stop."""

    post = forms.ChoiceField(
        label="Which post may override a stop?", error_messages={"required": "Choose the post"}
    )
    ends_on = GovDateField(what="the last day", label="Until which day?")

    def __init__(self, *args: object, posts: Choices, **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]
        offer(self, "post", [("", "Choose a post"), *posts])
