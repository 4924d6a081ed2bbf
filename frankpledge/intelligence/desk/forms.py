"""Questions that the desk asks of itself, in plain words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django import forms

from frankpledge.intelligence import models, slots
from frankpledge.intelligence.desk import legacy_grades, outcomes
from frankpledge.intelligence.desk.grade_rules import Given, GivenItem
from frankpledge.intelligence.desk.legacy_grades import Legacy, read_legacy
from frankpledge.intelligence.desk.outcomes import OutcomeRule, Passed
from frankpledge.intelligence.giving import tasking
from frankpledge.ui.api import AnyOf, GovDateField, LongText, OneOf

Choices = Sequence[tuple[str, str]]

MOST_ITEMS = 9
NO_CHOICE = [("", "Choose")]


class Narrow(forms.Form):
    """Which part of the queue to show."""

    only = forms.ChoiceField(label="Queue", required=False)
    district = forms.ChoiceField(label="District", required=False)

    def __init__(
        self, *args: object, queues: Sequence[str], districts: Choices, **options: object
    ) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]
        for name, choices in (
            ("only", [(queue, queue) for queue in queues]),
            ("district", list(districts)),
        ):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [("", "All"), *choices]


class Choose(forms.Form):
    """What a submission is."""

    outcome = OneOf(
        label="What is it?",
        choices=models.Outcome.choices,
        error_messages={"required": "Choose what it is"},
    )

    def __init__(self, *args: object, **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]
        field = self.fields["outcome"]
        assert isinstance(field, OneOf)
        field.choices = [(str(rule.outcome), rule.title) for rule in outcomes.outcome_rules()]


class Close(forms.Form):
    """What one outcome asks for. Names are those of `outcomes.Passed`."""

    outcome = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: object, rule: OutcomeRule, alike: Choices, **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]
        self.rule = rule
        for name in rule.fields:
            self._ask(name, alike)

    def _ask(self, name: str, alike: Choices) -> None:
        required = name in self.rule.asks
        sentence = {"required": outcomes.SENTENCES.get(name, "Enter its reference")}
        label = self.rule.labels.get(name)
        if name == "passed_at":
            self.fields["passed_on"] = GovDateField(
                label="On which day was it passed on?", what="the day", required=required
            )
            self.fields[name] = forms.TimeField(
                label="At what time was it passed on?",
                help_text="For example, 09:05",
                required=required,
                error_messages=sentence | {"invalid": "Enter a time, such as 09:05"},
            )
        elif name == "same_as":
            self.fields[name] = OneOf(
                label="Which report is it a duplicate of?",
                choices=alike,
                required=required,
                error_messages=sentence,
            )
        elif name == "note":
            self.fields[name] = LongText(
                label="Why?", rows=3, max_length=500, required=required, error_messages=sentence
            )
        else:
            usual = {
                "passed_to": "Who took it?",
                "passed_door": "Which safeguarding team or door took it?",
                "passed_reference": "Reference",
            }[name]
            if label:
                sentence = {"required": f"Enter this: {label[0].lower()}{label[1:]}"}
            self.fields[name] = forms.CharField(
                label=label or usual,
                max_length=60 if name == "passed_reference" else 120,
                required=required,
                error_messages=sentence,
            )

    @property
    def passed(self) -> Passed:
        """What was answered."""
        given = self.cleaned_data
        at = None
        if given.get("passed_on") and given.get("passed_at"):
            at = datetime.combine(given["passed_on"], given["passed_at"], slots.HERE)
        return Passed(
            passed_to=given.get("passed_to", ""),
            passed_door=given.get("passed_door", ""),
            passed_reference=given.get("passed_reference", ""),
            passed_at=at,
            same_as=UUID(given["same_as"]) if given.get("same_as") else None,
            note=given.get("note", ""),
        )


class Regrade(forms.Form):
    """A 3x5x2 grade, with what code C asks for. Names are those of `grade_rules.Given`."""

    source = forms.TypedChoiceField(
        label="Source evaluation",
        choices=models.SourceGrade.choices,
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how reliable the source is"},
    )
    intelligence = OneOf(
        label="Intelligence assessment",
        choices=models.IntelligenceGrade.choices,
        error_messages={"required": "Choose how it is known"},
    )
    note = LongText(
        label="Why it is suspected to be false, or what else is to be known of the source",
        help_text="Needed for 1 with E. Never shown outside the unit.",
        rows=2,
        max_length=500,
        required=False,
    )
    code = OneOf(
        label="Handling code",
        choices=models.Code.choices,
        error_messages={"required": "Choose the handling code"},
    )
    action = OneOf(
        label="Action code, for code C",
        choices=[("", "None"), *models.ActionCode.choices],
        required=False,
    )
    sanitisation = OneOf(
        label="Sanitisation code, for code C",
        choices=[("", "None"), *models.SanitisationCode.choices],
        required=False,
    )
    recipients = AnyOf(
        label="Agencies that overt use (A3) is for",
        choices=[],
        required=False,
    )
    instructions = LongText(
        label="Handling instructions, for code C", rows=2, max_length=500, required=False
    )

    def __init__(self, *args: object, agencies: Choices, **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]
        field = self.fields["recipients"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = list(agencies)

    def given(self, *, origin: str) -> Given:
        """The grade as it was answered."""
        answers = self.cleaned_data
        return Given(
            source=answers["source"],
            intelligence=answers["intelligence"],
            code=answers["code"],
            action=answers["action"],
            sanitisation=answers["sanitisation"],
            recipients=tuple(UUID(each) for each in answers["recipients"]),
            origin=origin,
            note=answers["note"],
            instructions=answers["instructions"],
        )


class RegradeItems(Regrade):
    """A new grade for each of several items; `numbers` are theirs, with what they say."""

    def __init__(
        self, *args: object, numbers: Sequence[tuple[int, str]], **options: object
    ) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]
        self.numbers = [number for number, _ in numbers]
        if len(numbers) < 2:
            return
        for name in ("source", "intelligence"):
            self.fields[name].required = False
            self.fields[name].widget = forms.HiddenInput()
        for number, title in numbers:
            _ask_for_grade(self, str(number), title, required=True)
        self.order_fields([f"{what}_{n}" for n in self.numbers for what in ("source", "known")])

    @property
    def item_grades(self) -> dict[int, tuple[int, str]]:
        """Each item's grade; none for a report that says one thing."""
        if len(self.numbers) < 2:
            return {}
        return {
            number: (
                int(self.cleaned_data[f"source_{number}"]),
                self.cleaned_data[f"known_{number}"],
            )
            for number in self.numbers
        }

    def given(self, *, origin: str) -> Given:
        """The grade as it was answered, that of the first item where there are several."""
        if self.item_grades:
            first = self.item_grades[self.numbers[0]]
            self.cleaned_data["source"], self.cleaned_data["intelligence"] = first
        return super().given(origin=origin)


class Evaluate(Regrade):
    """A report of intelligence: its text, its place, and its first grade.

    More items, each with a grade of its own, are asked for one at a time.
    """

    text = LongText(
        label="What is known",
        help_text="Who, what, where, when, why and how. Facts apart from opinion.",
        rows=8,
        error_messages={"required": "Enter what is known"},
    )
    place = forms.CharField(label="Place", max_length=200, required=False)
    concerns_child = forms.BooleanField(label="It concerns a child", required=False)
    origin = OneOf(
        label="Where was the grade given?",
        choices=models.Origin.choices,
        reveals={"force": "force_reference"},
        error_messages={"required": "Choose where the grade was given"},
    )
    force_reference = forms.CharField(
        label="The force system’s reference", max_length=60, required=False
    )
    provenance = LongText(
        label="Provenance: how it came to be known",
        help_text="Leave empty if there is nothing to say. It is graded, and goes no further.",
        rows=2,
        required=False,
    )
    legacy = forms.CharField(
        label="The grade that it came with, if it is older than 3x5x2",
        help_text="A letter and two numbers, such as B 2 1. It is kept as it is.",
        max_length=20,
        required=False,
    )
    legacy_scheme = forms.ChoiceField(
        label="Scheme of that grade",
        choices=[("", "Choose"), (legacy_grades.SCHEME, legacy_grades.SCHEME)],
        required=False,
    )
    count = forms.IntegerField(
        widget=forms.HiddenInput, min_value=1, max_value=MOST_ITEMS, required=False
    )

    field_order = (
        "text",
        "place",
        "concerns_child",
        "origin",
        "force_reference",
        "source",
        "intelligence",
        "note",
    )

    def __init__(self, *args: object, count: int = 1, **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]
        self.how_many = min(max(count, 1), MOST_ITEMS)
        self.fields["count"].initial = self.how_many
        for number in range(2, self.how_many + 1):
            self.fields[f"text_{number}"] = LongText(
                label=f"Item {number}: what is known",
                rows=4,
                error_messages={"required": f"Enter what is known in item {number}"},
            )
            _ask_for_grade(self, str(number), f"Item {number}", required=True)
        _ask_for_grade(self, "provenance", "Provenance", required=False)
        more = [
            f"{what}_{number}"
            for number in range(2, self.how_many + 1)
            for what in ("text", "source", "known")
        ]
        rest = ("source_provenance", "known_provenance")
        self.order_fields([*self.field_order, *more, "provenance", *rest])

    def clean(self) -> dict[str, object]:
        given = super().clean() or {}
        if given.get("provenance") and not (
            given.get("source_provenance") and given.get("known_provenance")
        ):
            self.add_error("source_provenance", "Grade the provenance too")
        return given

    @property
    def items(self) -> tuple[GivenItem, ...]:
        """What it says, item by item; none where it says one thing."""
        given = self.cleaned_data
        if self.how_many == 1:
            return ()
        first = GivenItem(
            text=given["text"], source=given["source"], intelligence=given["intelligence"]
        )
        return (first, *(self._item(str(n)) for n in range(2, self.how_many + 1)))

    def _item(self, number: str) -> GivenItem:
        given = self.cleaned_data
        return GivenItem(
            text=given[f"text_{number}"],
            source=int(given[f"source_{number}"]),
            intelligence=given[f"known_{number}"],
        )

    @property
    def came_from(self) -> GivenItem | None:
        """How it came to be known, with its grade."""
        given = self.cleaned_data
        if not given["provenance"]:
            return None
        return GivenItem(
            text=given["provenance"],
            source=int(given["source_provenance"]),
            intelligence=given["known_provenance"],
        )

    def read_older(self) -> Legacy | None:
        """The older grade that it came with. Raises `AmbiguousGrade` and `UnreadableGrade`."""
        given = self.cleaned_data
        if not given["legacy"]:
            return None
        return read_legacy(given["legacy"], scheme=given["legacy_scheme"])


def _ask_for_grade(form: forms.Form, name: str, title: str, *, required: bool) -> None:
    form.fields[f"source_{name}"] = forms.ChoiceField(
        label=f"{title}: source evaluation",
        choices=[*NO_CHOICE, *((str(value), label) for value, label in models.SourceGrade.choices)],
        required=required,
        error_messages={"required": f"{title}: choose how reliable the source is"},
    )
    form.fields[f"known_{name}"] = forms.ChoiceField(
        label=f"{title}: intelligence assessment",
        choices=[*NO_CHOICE, *models.IntelligenceGrade.choices],
        required=required,
        error_messages={"required": f"{title}: choose how it is known"},
    )


class HandOver(forms.Form):
    """The reference that the force's own system gave, typed back."""

    force_reference = forms.CharField(
        label="The force system’s reference",
        max_length=60,
        error_messages={"required": "Enter the reference that the force’s own system gave"},
    )


class AskBack(forms.Form):
    """A question to whoever told something. Names are those of `questions.ask_back`."""

    question = OneOf(
        label="What do you need to know?",
        choices=[],
        error_messages={"required": "Choose a question"},
    )
    about = forms.CharField(
        label="Which part of what they told do you mean?",
        help_text="A few words of theirs. Nothing that asks them to look, to go or to ask anybody.",
        max_length=tasking.LONGEST,
        required=False,
    )

    def __init__(self, *args: object, **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]
        field = self.fields["question"]
        assert isinstance(field, OneOf)
        field.choices = tasking.questions()


class ReplyAsHolder(forms.Form):
    """An answer to what was asked. Names are those of `questions.reply_as_holder`."""

    text = LongText(
        label="Your answer",
        help_text="Only what you know already. Do not look into it, and do not ask anybody.",
        rows=5,
        required=False,
    )
    danger_is_over = forms.BooleanField(
        label="Nobody is in danger now, or I have called 999", required=False
    )


class Reply(ReplyAsHolder):
    """An answer with a code instead of an account. Names are those of `questions.reply`."""

    code = forms.CharField(
        label="Your code",
        help_text="For example, 4F7K-2M9X-PQ3R",
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": "Enter your code"},
    )
    field_order = ("code", "text", "danger_is_over")


class Hold(forms.Form):
    """Why what was told has to be kept."""

    reason = LongText(
        label="Why does it have to be kept?",
        help_text="An inquiry, unused material in a case, or a complaint, with its reference.",
        rows=3,
        max_length=500,
        error_messages={"required": "Enter why it has to be kept"},
    )


class Settle(forms.Form):
    """What was decided about a pattern of telling."""

    settlement = LongText(
        label="What was decided?",
        help_text="For example, that the source unit was told, or that it is no cause for concern. "
        "Name nobody.",
        rows=3,
        max_length=500,
        error_messages={"required": "Enter what was decided"},
    )
