"""Questions that profiles ask."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.forms import ChoiceField

from frankpledge.intelligence import api as intelligence
from frankpledge.profiles import catalogue, consultation, words
from frankpledge.profiles.blocks import Content
from frankpledge.profiles.drafting import Choices
from frankpledge.profiles.models import REACHES, Confidence, Says, Yardstick
from frankpledge.profiles.passages import PassageMark
from frankpledge.ui.api import AnyOf, GovDateField, LongText, MonthField, OneOf

OFFERED_KINDS = (("change", "Change"), ("rate", "Rate"), ("top-share", "Share"))


class DraftProfile(forms.Form):
    """What a profile is built of, and what it is compared with."""

    area = forms.ChoiceField(label="Area", error_messages={"required": "Choose the area"})
    first = MonthField(
        label="First month", months=(), error_messages={"required": "Choose the first month"}
    )
    last = MonthField(
        label="Last month", months=(), error_messages={"required": "Choose the last month"}
    )
    compare_first = MonthField(
        label="Compare with: first month",
        help_text="An earlier period of the same length. Leave both empty to compare with none.",
        months=(),
        required=False,
    )
    compare_last = MonthField(label="Compare with: last month", months=(), required=False)

    def __init__(self, *args: Any, choices: Choices, **options: Any) -> None:
        super().__init__(*args, **options)
        area = self.fields["area"]
        assert isinstance(area, forms.ChoiceField)
        area.choices = [("", "Choose an area"), *choices.areas]
        for name in ("first", "last", "compare_first", "compare_last"):
            _offer_months(self.fields[name], choices.months)


class StudyDistricts(forms.Form):
    """Which force area's districts are looked at together, and over which months."""

    area = forms.ChoiceField(label="Force area", error_messages={"required": "Choose the area"})
    first = MonthField(
        label="First month",
        help_text="A year gives rates. Two give the change and the slope as well.",
        months=(),
        error_messages={"required": "Choose the first month"},
    )
    last = MonthField(
        label="Last month", months=(), error_messages={"required": "Choose the last month"}
    )

    def __init__(self, *args: Any, choices: Choices, **options: Any) -> None:
        super().__init__(*args, **options)
        area = self.fields["area"]
        assert isinstance(area, forms.ChoiceField)
        area.choices = [("", "Choose an area"), *choices.forces]
        for name in ("first", "last"):
            _offer_months(self.fields[name], choices.months)


def _offer_months(field: forms.Field, months: Sequence[str]) -> None:
    assert isinstance(field, MonthField)
    field.months = sorted(months, reverse=True)
    offered = [(month, words.month(month)) for month in field.months]
    select: Any = field.widget
    select.choices = [("", "Choose a month" if field.required else "None"), *offered]


class _Judged(forms.Form):
    """Words, and where somebody judges them, how likely and how sure."""

    text = LongText(
        label="What do the figures and what you know say?",
        help_text="One or two plain sentences. Name nobody.",
        max_length=600,
        rows=4,
        error_messages={"required": "Write the finding"},
    )
    yardstick = forms.ChoiceField(
        label="How likely is it?",
        help_text="Only where it is a judgement. A figure needs none.",
        choices=[("", "This is no judgement of probability"), *Yardstick.choices],
        required=False,
    )
    confidence = OneOf(
        label="How sure are you of that?",
        choices=Confidence.choices,
        inline=True,
        required=False,
    )


class EditFinding(_Judged):
    """A finding in a person's words."""


class AddFinding(_Judged):
    """A finding beside those that are there."""

    figures = AnyOf(label="Which figures does it rest on?", choices=[], required=False)
    products = AnyOf(
        label="Which cleared intelligence does it rest on?",
        help_text="Only those who may read it see that the finding rests on it.",
        choices=[],
        required=False,
    )

    returns = AnyOf(label="Which returns does it rest on?", choices=[], required=False)
    issues = AnyOf(
        label="From which issues raised at events does it arise?",
        help_text="They are joined by a link, so that whoever raised one sees what came of it.",
        choices=[],
        required=False,
    )
    reach = OneOf(
        label="Who may read it?",
        choices=REACHES,
        initial="partner",
        required=False,
    )

    def __init__(
        self,
        *args: Any,
        content: Content,
        products: Sequence[intelligence.SharedProduct] = (),
        returns: Sequence[tuple[str, str]] = (),
        issues: Sequence[tuple[str, str]] = (),
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        raised = self.fields["issues"]
        assert isinstance(raised, AnyOf)
        raised.choices = list(issues)
        if not issues:
            del self.fields["issues"]
        returned = self.fields["returns"]
        assert isinstance(returned, AnyOf)
        returned.choices = list(returns)
        if not returns:
            del self.fields["returns"]
        shared = self.fields["products"]
        assert isinstance(shared, AnyOf)
        shared.choices = [(str(each.uid), f"{each.reference}: {each.place}") for each in products]
        if not products:
            del self.fields["products"]
        wanted = [
            (f"{kind}.{words.slug(each)}", f"{label}: {each}")
            for kind, label in OFFERED_KINDS
            for each in (words.ALL_CRIME, *words.CHOSEN_TYPES)
        ]
        field = self.fields["figures"]
        assert isinstance(field, AnyOf)
        field.choices = [
            (figure_id, f"{label} ({figure.text})")
            for figure_id, label in wanted
            if (figure := content.figure(figure_id)) is not None and figure.value is not None
        ]

    def clean_reach(self) -> str:
        """Partners, where nothing was chosen."""
        return self.cleaned_data["reach"] or "partner"


class ShareProfile(forms.Form):
    """Who is asked to comment, on what, and by when."""

    agencies = AnyOf(label="Which agencies do you ask?", choices=[], required=False)
    forum = forms.ChoiceField(
        label="Or which forum?",
        help_text="Every agency that sits in it is asked.",
        required=False,
    )
    posts = AnyOf(
        label="Which posts do you ask by name?",
        help_text="A post outlasts whoever holds it. Its agency can read the profile.",
        choices=[],
        required=False,
    )
    sections = AnyOf(
        label="What do you ask about most?",
        help_text="A whole section, or one passage of it.",
        choices=[],
        required=False,
        error_messages={"invalid_choice": consultation.PASSAGE_CHANGED},
    )
    due_on = GovDateField(label="By when?", required=False)

    def __init__(
        self,
        *args: Any,
        agencies: tuple[tuple[str, str], ...],
        posts: tuple[tuple[str, str], ...] = (),
        forums: tuple[tuple[str, str], ...] = (),
        marks: Sequence[PassageMark] = (),
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        sections = tuple(_sections_and_passages(marks))
        for name, choices in (("agencies", agencies), ("posts", posts), ("sections", sections)):
            field = self.fields[name]
            assert isinstance(field, AnyOf)
            field.choices = list(choices)
        forum = self.fields["forum"]
        assert isinstance(forum, ChoiceField)
        forum.choices = [("", "No forum"), *forums]

    def clean(self) -> dict[str, Any]:
        """Somebody has to be asked."""
        given = super().clean() or {}
        if not any(given.get(name) for name in ("agencies", "forum", "posts")):
            self.add_error("agencies", "Choose at least one agency, forum or post")
        return given


class CommentOnProfile(forms.Form):
    """What an agency says to a profile."""

    says = OneOf(
        label="What do you have for us?",
        choices=Says.choices,
        error_messages={"required": "Choose what you have for us"},
    )
    block = forms.ChoiceField(
        label="Which part is it about?",
        required=False,
        error_messages={"invalid_choice": consultation.PASSAGE_CHANGED},
    )
    text = LongText(
        label="What do you want to say?",
        help_text="What is missing, wrong, or different from what you see. Name nobody.",
        max_length=1000,
        required=False,
    )

    def __init__(
        self, *args: Any, content: Content, marks: Sequence[PassageMark] = (), **options: Any
    ) -> None:
        super().__init__(*args, **options)
        field = self.fields["block"]
        assert isinstance(field, ChoiceField)
        field.choices = [
            ("", "The whole of it"),
            *_sections_and_passages(marks),
            *((block.id, block.title) for block in content.blocks),
        ]


def _sections_and_passages(marks: Sequence[PassageMark]) -> Iterator[tuple[str, str]]:
    """Every section as a choice, each followed by its passages."""
    for section in catalogue.sections():
        yield section.code, section.title
        yield from ((each.mark, each.label) for each in marks if each.section == section.code)
