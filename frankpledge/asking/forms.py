"""Questions that asking asks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms

from frankpledge.access.api import Agency
from frankpledge.asking import answering, rules
from frankpledge.asking.models import (
    CallTold,
    Response,
    Safety,
    Verdict,
)
from frankpledge.problems import api as problems
from frankpledge.ui.api import AnyOf, GovDateField, LongText, OneOf, YesNo

Choices = Sequence[tuple[str, str]]


def offer(form: forms.Form, name: str, choices: Choices) -> None:
    """Let a field be answered with these and nothing else."""
    field = form.fields[name]
    if isinstance(field, forms.ChoiceField):
        field.choices = list(choices)


def agency_choices(*, apart_from: UUID) -> Choices:
    """Every agency but one, by name."""
    rows = Agency.objects.exclude(id=apart_from).order_by("name")
    return [(str(row.id), row.name) for row in rows]


# --- before acting ---------------------------------------------------------------------------


class BeforeWhere(forms.Form):
    """Where they mean to go."""

    place = forms.CharField(
        label="Where do you mean to go?",
        help_text="One place, with enough of its address to be found. Do not name anybody.",
        max_length=200,
    )
    area = forms.ChoiceField(label="Which district is it in?")

    def __init__(self, *args: Any, areas: Choices, **options: Any) -> None:
        super().__init__(*args, **options)
        offer(self, "area", [("", "Choose a district"), *areas])


class BeforePlan(forms.Form):
    """What they mean to do."""

    planned = LongText(
        label="What do you mean to do there?",
        help_text="For example: a tenancy visit, a licensing check, a change of locks.",
        max_length=300,
        rows=3,
    )


class BeforeDays(forms.Form):
    """When they mean to go."""

    first_day = GovDateField(label="When do you mean to go?", what="the day you mean to go")
    last_day = GovDateField(
        label="Or up to which day?",
        help_text="Leave it empty if it is one day only.",
        what="the last day",
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """One day only, where no other is given."""
        given = super().clean() or {}
        if not given.get("last_day") and given.get("first_day"):
            given["last_day"] = given["first_day"]
        return given


class BeforePeople(forms.Form):
    """Who goes."""

    goers = forms.CharField(
        label="Who goes?",
        help_text="How many of you, and their posts. For example: two, a housing officer and a "
        "fire safety officer.",
        max_length=200,
    )
    agencies = AnyOf(
        label="Which other agencies go along?",
        help_text="They read the answer too.",
        choices=[],
        required=False,
    )

    def __init__(self, *args: Any, agencies: Choices, **options: Any) -> None:
        super().__init__(*args, **options)
        offer(self, "agencies", agencies)


class Nothing(forms.Form):
    """The last page, on which nothing is asked but whether to go on."""


class ActedOnRisk(forms.Form):
    """What was done at once."""

    words = LongText(
        label="What did you do, and why could it not wait?",
        help_text="Do not name anybody.",
        max_length=300,
        rows=3,
    )


class ActedWithoutAsking(BeforeWhere):
    """Where somebody acted at once, and what they did."""

    planned = forms.CharField(label="What did you do?", max_length=300)
    words = LongText(label="Why could it not wait?", max_length=300, rows=3)


class AnswerBefore(forms.Form):
    """The unit's answer, after checking by hand."""

    checked = AnyOf(label="What have you checked by hand?", choices=[])
    verdict = OneOf(
        label="What is your answer?",
        choices=[
            (Verdict.PROCEED.value, Verdict.PROCEED.label),
            (Verdict.CALL.value, Verdict.CALL.label),
            (Verdict.DEFER.value, f"{Verdict.DEFER.label} a day"),
        ],
        hints={
            "proceed": "Nothing stands against it. Some of these are released as a call all the "
            "same, so that a call says nothing.",
            "call": "They read only your number and their reference. Why is told by telephone.",
            "defer": "They read only the day.",
        },
        reveals={"defer": "defer_to"},
    )
    defer_to = GovDateField(label="To which day?", what="the day to put it off to", required=False)
    safety = OneOf(
        label="How should staff go?",
        help_text="This is about their safety alone, and it is always given.",
        choices=Safety.choices,
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        offer(self, "checked", answering.checklist())


class ReturnBefore(forms.Form):
    """Why a question cannot be answered."""

    reason = OneOf(label="Why can you not answer this?", choices=[])

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        offer(self, "reason", rules.words_in("returned_words.csv"))


class NoteCall(forms.Form):
    """What a caller was told."""

    told = OneOf(label="They have called. What were they told?", choices=CallTold.choices)


# --- requests for information ----------------------------------------------------------------


class RequestTo(forms.Form):
    """Which agency is asked."""

    to = OneOf(
        label="Which agency do you ask?",
        help_text="Agencies without a point of contact cannot be asked here yet.",
        choices=[],
    )

    def __init__(self, *args: Any, agencies: Choices, **options: Any) -> None:
        super().__init__(*args, **options)
        offer(self, "to", agencies)


class RequestWhat(forms.Form):
    """What is wanted, and what for."""

    wanted = LongText(label="What do you want to know?", max_length=500)
    purpose = forms.CharField(label="What is it for?", max_length=200)


class RequestAbout(forms.Form):
    """Whom it is about, as a reference."""

    system = forms.CharField(
        label="Is it about somebody? In which system are they on file?",
        help_text="Never write a name here. Leave it empty if it is about nobody.",
        max_length=60,
        required=False,
    )
    subject = forms.CharField(label="Their reference there", max_length=40, required=False)


class RequestLaw(forms.Form):
    """The law that lets them answer."""

    gateway = OneOf(
        label="Which law lets them tell you?",
        help_text="It is a power to tell, and not a duty: they may refuse.",
        choices=[],
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        known = problems.gateways()
        field = self.fields["gateway"]
        if isinstance(field, OneOf):
            field.hints = {each.code: each.basis for each in known}
        offer(self, "gateway", [(each.code, each.words) for each in known])


class RequestWhy(forms.Form):
    """Why it is needed, and why no less would do."""

    necessity = LongText(label="Why do you need it?", max_length=300, rows=3)
    proportionality = LongText(
        label="Why would less not do?",
        help_text="What else did you try, and what does it cost the person it is about?",
        max_length=300,
        rows=3,
    )


class RequestHowSoon(forms.Form):
    """How soon it is needed."""

    urgency = OneOf(
        label="How soon do you need it?",
        help_text="Time is counted in working hours. For danger now, call 999.",
        choices=[],
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        offer(self, "urgency", rules.words_in("urgencies.csv"))


class Words(forms.Form):
    """A few words to the other agency."""

    words = LongText(label="Say it in a few words", max_length=500, rows=3)

    def __init__(self, *args: Any, label: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["words"].label = label


class AnswerRequest(forms.Form):
    """What one's own agency tells."""

    response = OneOf(
        label="What do you decide?",
        choices=Response.choices,
        hints={
            "nil_held": "You looked, and hold nothing. This is not a refusal.",
            "refused": "You tell nothing, and give a reason. It says nothing of what you hold.",
        },
        reveals={"refused": "refusal"},
    )
    refusal = forms.ChoiceField(label="Why do you refuse?", required=False)
    words = LongText(label="What you tell them", required=False, max_length=4000)
    conditions = forms.CharField(label="Conditions on using it", required=False, max_length=300)
    asks_before_onward = YesNo(label="Must they ask you before they pass it on?", required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        offer(self, "refusal", [("", "Choose a reason"), *problems.refusal_reasons()])

    def clean_asks_before_onward(self) -> bool:
        """Nothing chosen is no."""
        return bool(self.cleaned_data["asks_before_onward"])


class AskOnward(forms.Form):
    """To whom an answer is to be passed on."""

    to = forms.ChoiceField(label="Which agency should read it?")
    why = forms.CharField(label="Why?", max_length=300)

    def __init__(self, *args: Any, agencies: Choices, **options: Any) -> None:
        super().__init__(*args, **options)
        offer(self, "to", [("", "Choose an agency"), *agencies])


class NameContact(forms.Form):
    """Who answers for their agency."""

    person_id = forms.ChoiceField(label="Who answers for their agency?")

    def __init__(self, *args: Any, people: Choices, **options: Any) -> None:
        super().__init__(*args, **options)
        offer(self, "person_id", [("", "Choose somebody"), *people])
