"""Questions that problems ask."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from frankpledge.problems import gateways
from frankpledge.problems.asks import USUAL_DAYS_TO_ANSWER
from frankpledge.problems.models import (
    SAID,
    TOLD,
    USUAL_PURPOSE,
    USUAL_QUESTION,
    Answer,
    Outcome,
    PlaceKind,
    Status,
    StillSafe,
)
from frankpledge.problems.register import Choices
from frankpledge.problems.revisits import LONGEST_WAIT, USUAL_DAYS
from frankpledge.ui.api import AnyOf, GovDateField, LongText, OneOf

NOBODY = ("", "Nobody yet")


class Narrow(forms.Form):
    """Which problems to list."""

    words = forms.CharField(label="Words, place or reference", required=False, max_length=80)
    status = OneOf(
        label="State",
        required=False,
        choices=[("", "Open and watched"), *Status.choices],
    )


class OpenProblem(forms.Form):
    """The place first, then what the problem is and who works on it."""

    place = forms.CharField(
        label="Where is it?",
        help_text="An address, a shop, a street or a park. Do not name anybody.",
        max_length=200,
        error_messages={"required": "Say where it is"},
    )
    place_kind = OneOf(
        label="What kind of place is it?",
        choices=PlaceKind.choices,
        error_messages={"required": "Choose the kind of place"},
    )
    area = forms.ChoiceField(
        label="Which district is it in?", error_messages={"required": "Choose the district"}
    )
    title = forms.CharField(
        label="What do you call the problem?",
        help_text="A few words. You do not need to know what kind of crime it is, if any.",
        max_length=120,
        error_messages={"required": "Say what you call the problem"},
    )
    forum = forms.ChoiceField(label="Which meeting should hear of it?", required=False)
    agencies = AnyOf(label="Which other agencies should see it?", choices=[], required=False)
    lead = forms.ChoiceField(label="Who leads on it?", required=False)
    lead_post = forms.CharField(label="Or which post leads on it?", required=False, max_length=120)

    def __init__(self, *args: Any, choices: Choices, **options: Any) -> None:
        super().__init__(*args, **options)
        _offer(self, "area", [("", "Choose a district"), *choices.areas])
        _offer(self, "forum", [("", "None for now"), *choices.forums])
        _offer(self, "agencies", choices.agencies)
        _offer(self, "lead", [NOBODY, *choices.people])


class Describe(forms.Form):
    """What a problem is called and who leads on it."""

    title = forms.CharField(label="What do you call the problem?", max_length=120)
    label = forms.CharField(
        label="Label",
        help_text="A theme, if one has become clear. It can stay empty.",
        required=False,
        max_length=60,
    )
    lead = forms.ChoiceField(label="Who leads on it?", required=False)
    lead_post = forms.CharField(label="Or which post leads on it?", required=False, max_length=120)

    def __init__(self, *args: Any, choices: Choices, **options: Any) -> None:
        super().__init__(*args, **options)
        _offer(self, "lead", [NOBODY, *choices.people])


class Tell(forms.Form):
    """What happened there."""

    what = OneOf(
        label="What happened?",
        choices=[(what.value, what.label) for what in TOLD],
        error_messages={"required": "Choose what happened"},
    )
    note = LongText(
        label="What should the others know?",
        help_text="Everybody who works on the problem reads this. Do not name anybody.",
        max_length=500,
        error_messages={"required": "Say what the others should know"},
    )


class Point(forms.Form):
    """Where somebody is on file elsewhere."""

    system = forms.CharField(
        label="Which system?",
        help_text="For example, housing or adult care.",
        max_length=60,
        error_messages={"required": "Say which system"},
    )
    reference = forms.CharField(
        label="Its reference",
        help_text="The reference only, never a name.",
        max_length=40,
        error_messages={"required": "Enter the reference"},
    )


class Share(forms.Form):
    """Who else should see it."""

    agencies = AnyOf(label="Which other agencies should see it?", choices=[], required=False)
    forum = forms.ChoiceField(label="Which meeting should hear of it?", required=False)

    def __init__(self, *args: Any, choices: Choices, **options: Any) -> None:
        super().__init__(*args, **options)
        _offer(self, "agencies", choices.agencies)
        _offer(self, "forum", [("", "Leave it as it is"), *choices.forums])


class Move(forms.Form):
    """Where the problem stands now."""

    status = OneOf(
        label="How does the problem stand?",
        choices=[choice for choice in Status.choices if choice[0] != Status.MERGED],
        hints={"watching": "Nothing is being done now, and re-visits go on."},
        error_messages={"required": "Choose how the problem stands"},
    )
    still_safe = OneOf(
        label="If it is closed: are people still safe 28 days on?",
        choices=StillSafe.choices,
        required=False,
    )
    note = LongText(label="Why?", max_length=500, required=False)


class Merge(forms.Form):
    """Which problem goes on for both."""

    into = forms.ChoiceField(
        label="Which problem is it the same as?",
        error_messages={"required": "Choose the problem that goes on for both"},
    )
    note = LongText(label="How do you know?", max_length=400, required=False)

    def __init__(self, *args: Any, others: Sequence[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        _offer(self, "into", [("", "Choose a problem"), *others])


class Split(forms.Form):
    """What becomes a problem of its own."""

    title = forms.CharField(
        label="What do you call the new problem?",
        max_length=120,
        error_messages={"required": "Say what you call the new problem"},
    )
    place = forms.CharField(
        label="Where is it?",
        help_text="Do not name anybody.",
        max_length=200,
        error_messages={"required": "Say where it is"},
    )
    place_kind = OneOf(
        label="What kind of place is it?",
        choices=PlaceKind.choices,
        error_messages={"required": "Choose the kind of place"},
    )
    note = LongText(label="Why is it another problem?", max_length=400, required=False)


class Offer(forms.Form):
    """Who should lead on the problem from now on."""

    agency = OneOf(
        label="Which agency should lead on it?",
        choices=[],
        error_messages={"required": "Choose the agency"},
    )
    note = LongText(label="Why?", max_length=400, required=False)

    def __init__(self, *args: Any, agencies: Sequence[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        _offer(self, "agency", agencies)


class AnswerOffer(forms.Form):
    """Whether one's agency takes a problem on."""

    takes_on = OneOf(
        label="Does your agency take it on?",
        choices=[("yes", "Yes, we lead on it from now on"), ("no", "No")],
        error_messages={"required": "Say whether your agency takes it on"},
    )
    note = LongText(label="If not, why not?", max_length=400, required=False)

    def clean_takes_on(self) -> bool:
        """Whether the answer is yes."""
        return bool(self.cleaned_data["takes_on"] == "yes")


class SetRevisits(forms.Form):
    """When to go back, and who goes."""

    after = GovDateField(label="When was something last done there?", what="the date")
    days = forms.CharField(
        label="Go back after how many days?",
        help_text="Such as 2, 7, 28.",
        initial=", ".join(str(day) for day in USUAL_DAYS),
    )
    visitor = forms.ChoiceField(label="Who goes?", required=False)
    visitor_post = forms.CharField(label="Or which post goes?", required=False, max_length=120)
    alone = OneOf(
        label="Alone?",
        choices=[("", "Not decided"), ("yes", "Alone"), ("no", "With somebody else")],
        required=False,
    )

    def __init__(self, *args: Any, choices: Choices, **options: Any) -> None:
        super().__init__(*args, **options)
        _offer(self, "visitor", [NOBODY, *choices.people])

    def clean_days(self) -> tuple[int, ...]:
        """The days as numbers."""
        parts = self.cleaned_data["days"].replace(",", " ").split()
        if not parts or not all(part.isdigit() and len(part) <= 3 for part in parts):
            raise ValidationError(f"Enter days between 1 and {LONGEST_WAIT}, such as 2, 7, 28")
        return tuple(int(part) for part in parts)

    def clean_alone(self) -> bool | None:
        """Alone, with somebody, or not decided."""
        return {"yes": True, "no": False}.get(self.cleaned_data["alone"])


class RecordRevisit(forms.Form):
    """What the visit found."""

    outcome = OneOf(
        label="What did you find?",
        choices=Outcome.choices,
        error_messages={"required": "Choose what you found"},
    )
    note = forms.CharField(
        label="Anything that the others should know",
        help_text="Do not name anybody. If nobody went, say why.",
        required=False,
        max_length=300,
    )


class AskRound(forms.Form):
    """One question about one place: what, why, under which law, and to whom."""

    question = forms.CharField(
        label="What do you ask?",
        help_text="One question, about this place. Do not name anybody.",
        initial=USUAL_QUESTION,
        max_length=300,
        required=False,
    )
    purpose = forms.CharField(
        label="What is the answer for?", initial=USUAL_PURPOSE, max_length=200, required=False
    )
    gateway = OneOf(
        label="Which law lets them tell you?",
        help_text="It is a power to tell, and not a duty: each agency may refuse.",
        choices=[],
        initial=gateways.USUAL,
        required=False,
    )
    agencies = AnyOf(
        label="Which agencies do you ask?",
        help_text="Each agency that you ask will be able to see this problem.",
        choices=[],
        error_messages={"required": "Choose at least one agency"},
    )
    days = forms.TypedChoiceField(
        label="By when?",
        coerce=int,
        initial=USUAL_DAYS_TO_ANSWER,
        choices=[(1, "Tomorrow"), (2, "In 2 days"), (7, "In a week"), (14, "In two weeks")],
    )

    def __init__(self, *args: Any, choices: Choices, **options: Any) -> None:
        super().__init__(*args, **options)
        _offer(self, "agencies", choices.agencies)
        field = self.fields["gateway"]
        if isinstance(field, OneOf):
            field.hints = {each.code: each.basis for each in gateways.gateways()}
        _offer(self, "gateway", [(each.code, each.words) for each in gateways.gateways()])

    def clean_gateway(self) -> str:
        """The law that was chosen, or the usual one."""
        return self.cleaned_data["gateway"] or gateways.USUAL


class AnswerAsk(forms.Form):
    """What one's own agency says."""

    answer = OneOf(
        label="What does your agency answer?",
        choices=[(answer.value, answer.label) for answer in SAID],
        hints={
            "held": "Say whom to speak to. Leave what you hold in your own system.",
            "nil": "You looked, and found nothing. This clears nobody and no place.",
            "refused": "Give the reason. You need not answer: the law is a power, not a duty.",
        },
        reveals={"refused": "reason"},
        error_messages={"required": "Choose your agency’s answer"},
    )
    reason = forms.ChoiceField(label="Why can you not say?", required=False)
    words = forms.CharField(label="Whom to speak to, or the reason", required=False, max_length=300)
    only_for = AnyOf(
        label="Keep it for named people",
        help_text="Choose nobody, and everybody who sees the question sees the answer. "
        "Choose somebody, and only they and you read it.",
        choices=[],
        required=False,
    )

    def __init__(self, *args: Any, people: Sequence[tuple[str, str]] = (), **options: Any) -> None:
        super().__init__(*args, **options)
        _offer(self, "reason", [("", "Choose a reason"), *gateways.refusal_reasons()])
        _offer(self, "only_for", people)

    def clean(self) -> dict[str, Any]:
        """A reason belongs to a refusal, and a refusal has one."""
        given = super().clean() or {}
        if given.get("answer") != Answer.REFUSED:
            given["reason"] = ""
        elif not given.get("reason"):
            self.add_error("reason", "Choose why you cannot say")
        return given


def _offer(form: forms.Form, name: str, choices: Any) -> None:
    field = form.fields[name]
    if isinstance(field, forms.ChoiceField):
        field.choices = list(choices)
