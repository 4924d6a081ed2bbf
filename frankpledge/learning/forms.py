"""Questions that events and coverage ask."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, time
from typing import Any

from django import forms
from django.utils.timezone import make_aware

from frankpledge.learning.attending import SOMEWHERE_ELSE
from frankpledge.learning.confidence import STATEMENTS
from frankpledge.learning.coverage import Reach
from frankpledge.learning.models import EventSort, NeedCode, Work
from frankpledge.ui.api import AnyOf, GovDateField, LongText, OneOf, YesNo

Choices = Iterable[tuple[str, str]]
SURE = [
    ("1", "1: not at all"),
    ("2", "2"),
    ("3", "3"),
    ("4", "4"),
    ("5", "5: fully"),
]
REACH_WORDS = {Reach.NEVER: "Never reached", Reach.DUE: "Due again", Reach.REACHED: "Reached"}


def choose_from(form: forms.Form, name: str, choices: Choices) -> None:
    """Give a field of *form* its choices."""
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField | forms.MultipleChoiceField)
    field.choices = list(choices)


class _Clock(forms.TimeField):
    def __init__(self, *, label: str, initial: time) -> None:
        super().__init__(
            label=label,
            help_text="For example, 14:00",
            initial=initial,
            error_messages={
                "required": "Enter the time",
                "invalid": "Enter a time such as 14:00",
            },
        )


class MakeEvent(forms.Form):
    """A workshop, training or briefing that is still to come."""

    title = forms.CharField(
        label="What is it called?",
        max_length=120,
        error_messages={"required": "Give the event a name"},
    )
    sort = OneOf(
        label="What sort of event is it?",
        choices=EventSort.choices,
        error_messages={"required": "Choose what sort of event it is"},
    )
    area = forms.ChoiceField(
        label="For which area?", error_messages={"required": "Choose the area"}
    )
    venue = forms.CharField(
        label="Where?", max_length=160, error_messages={"required": "Say where it is"}
    )
    day = GovDateField(label="On which day?", what="the day of the event")
    begins = _Clock(label="When does it begin?", initial=time(9, 30))
    ends = _Clock(label="When does it end?", initial=time(12, 30))
    aims = LongText(
        label="What will people be able to do afterwards?",
        max_length=600,
        error_messages={"required": "Say what people will be able to do afterwards"},
    )
    programme = LongText(label="What is on the programme?", max_length=2000, required=False)
    topics = AnyOf(label="Which needs does it answer?", choices=NeedCode.choices, required=False)

    def __init__(self, *args: Any, areas: Choices, **options: Any) -> None:
        super().__init__(*args, **options)
        choose_from(self, "area", areas)

    def clean(self) -> dict[str, Any]:
        """The act's arguments: two moments instead of a day and two times."""
        given = dict(super().clean() or {})
        day, begins, ends = (given.pop(name, None) for name in ("day", "begins", "ends"))
        if day and begins and ends:
            given["starts_at"] = make_aware(datetime.combine(day, begins))
            given["ends_at"] = make_aware(datetime.combine(day, ends))
        return given


class Invite(forms.Form):
    """Which agencies are asked to send people."""

    agencies = AnyOf(
        label="Which agencies are asked?",
        choices=[],
        error_messages={"required": "Choose at least one agency"},
    )
    work = forms.ChoiceField(
        label="Whom should they send?",
        required=False,
        choices=[("", "Anybody"), *Work.choices],
    )

    def __init__(self, *args: Any, agencies: Choices, **options: Any) -> None:
        super().__init__(*args, **options)
        choose_from(self, "agencies", agencies)


class Reply(forms.Form):
    """Whether anybody comes from one's agency."""

    coming = YesNo(
        label="Does anybody come from your agency?",
        reveals={"yes": "people"},
        error_messages={"required": "Say whether anybody comes"},
    )
    people = forms.IntegerField(
        label="How many people?", required=False, min_value=1, max_value=500
    )


class CallOff(forms.Form):
    """Why an event is called off."""

    why = forms.CharField(
        label="Why?",
        max_length=200,
        error_messages={"required": "Say why, for those who meant to come"},
    )


class Come(forms.Form):
    """What somebody who came does, and where."""

    work = OneOf(
        label="What do you do most of all?",
        choices=Work.choices,
        error_messages={"required": "Choose what you do most of all"},
    )
    area = forms.ChoiceField(
        label="In which district?", error_messages={"required": "Choose the district"}
    )

    def __init__(self, *args: Any, areas: Choices, **options: Any) -> None:
        super().__init__(*args, **options)
        choose_from(self, "area", areas)


class ComeByCode(Come):
    """The same without an account: where somebody works is chosen, and no name is asked."""

    organisation = forms.ChoiceField(
        label="Where do you work?", error_messages={"required": "Choose where you work"}
    )
    field_order = ("organisation", "work", "area")

    def __init__(self, *args: Any, organisations: Iterable[str], **options: Any) -> None:
        super().__init__(*args, **options)
        choose_from(
            self, "organisation", [(each, each) for each in (*organisations, SOMEWHERE_ELSE)]
        )


class Code(forms.Form):
    """The code at the door, or a pass."""

    code = forms.CharField(
        label="The code",
        max_length=24,
        error_messages={"required": "Enter the code"},
        widget=forms.TextInput(attrs={"spellcheck": "false", "autocomplete": "off"}),
    )


class NoteAttendance(forms.Form):
    """How many came from one place, from a list on paper."""

    organisation = forms.ChoiceField(
        label="Where do they work?",
        help_text="From the register of who ought to be reached.",
        error_messages={"required": "Choose where they work"},
    )
    work = forms.ChoiceField(label="What do they do?", choices=Work.choices)
    area = forms.ChoiceField(label="In which district?")
    people = forms.IntegerField(
        label="How many came?",
        min_value=1,
        max_value=300,
        error_messages={"required": "Enter how many came"},
    )

    def __init__(
        self, *args: Any, organisations: Iterable[str], areas: Choices, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        choose_from(self, "organisation", [(each, each) for each in organisations])
        choose_from(self, "area", areas)


class Rate(forms.Form):
    """How sure somebody is of each statement."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for statement, words in STATEMENTS.items():
            self.fields[statement.value] = OneOf(
                label=words, choices=SURE, required=False, inline=True
            )

    @property
    def ratings(self) -> Mapping[str, int]:
        """What was answered, by the statement."""
        return {name: int(each) for name, each in self.cleaned_data.items() if each}


class SayNeeds(forms.Form):
    """What somebody needs to learn."""

    needs = AnyOf(
        label="What do you need to learn?",
        choices=NeedCode.choices,
        error_messages={"required": "Choose at least one"},
    )
    words = forms.CharField(
        label="In your words",
        help_text="Name nobody.",
        required=False,
        max_length=200,
    )


class SayNeedsByCode(forms.Form):
    """The same without an account: codes alone, so that nothing is typed."""

    needs = AnyOf(
        label="What do you need to learn?",
        choices=NeedCode.choices,
        error_messages={"required": "Choose at least one"},
    )


class RaiseIssue(forms.Form):
    """Something that somebody ought to take up."""

    text = LongText(
        label="What was raised?",
        help_text="One matter at a time. Name nobody, and no address.",
        max_length=300,
        error_messages={"required": "Say what was raised"},
    )


class TellAfterwards(forms.Form):
    """What somebody does differently after three months."""

    did_differently = LongText(
        label="What did you do differently because of it?",
        help_text="That you did nothing is an answer. Name nobody.",
        max_length=400,
        error_messages={"required": "Say what you did differently, or that you did nothing"},
    )


class FollowUp(forms.Form):
    """What came of an event."""

    words = LongText(
        label="What do people do differently, as far as you know?",
        max_length=600,
        error_messages={"required": "Say what people do differently, as far as you know"},
    )


class NarrowEvents(forms.Form):
    """Which events to list."""

    state = OneOf(
        label="State",
        required=False,
        choices=[
            ("", "Any"),
            ("coming", "Still to come"),
            ("past", "Past"),
            ("due", "To be followed up"),
        ],
    )


class NarrowCoverage(forms.Form):
    """Which cells to show."""

    area = forms.ChoiceField(label="District", required=False)
    reach = OneOf(
        label="Reached",
        required=False,
        choices=[("", "Any"), *((each.value, words) for each, words in REACH_WORDS.items())],
    )

    def __init__(self, *args: Any, areas: Choices, **options: Any) -> None:
        super().__init__(*args, **options)
        choose_from(self, "area", [("", "Any"), *areas])


class KeepAudience(forms.Form):
    """A line of the register of who ought to be reached."""

    organisation = forms.CharField(
        label="Which organisation, or sort of business?",
        help_text="Such as an agency, or Taxi drivers. Name no person.",
        max_length=160,
        error_messages={"required": "Name the organisation"},
    )
    work = OneOf(
        label="What do they do?",
        choices=Work.choices,
        error_messages={"required": "Choose what they do"},
    )
    area = forms.ChoiceField(label="In which district?")
    people = forms.IntegerField(
        label="How many are there?",
        help_text="Leave it empty if nobody knows. That is not nought.",
        required=False,
        min_value=0,
        max_value=100_000,
    )

    def __init__(self, *args: Any, areas: Choices, **options: Any) -> None:
        super().__init__(*args, **options)
        choose_from(self, "area", areas)
