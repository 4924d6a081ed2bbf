"""Questions that profiles ask."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from frankpledge.intelligence import api as intelligence
from frankpledge.profiles import words
from frankpledge.profiles.blocks import Content
from frankpledge.profiles.drafting import Choices
from frankpledge.profiles.models import Confidence, Yardstick
from frankpledge.ui.api import AnyOf, LongText, MonthField, OneOf

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
            field = self.fields[name]
            assert isinstance(field, MonthField)
            field.months = sorted(choices.months, reverse=True)
            offered = [(month, words.month(month)) for month in field.months]
            none = "Choose a month" if field.required else "None"
            select: Any = field.widget
            select.choices = [("", none), *offered]


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

    def __init__(
        self,
        *args: Any,
        content: Content,
        products: Sequence[intelligence.SharedProduct] = (),
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
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


class ShareProfile(forms.Form):
    """Who is asked to comment."""

    agencies = AnyOf(
        label="Which agencies do you ask?",
        choices=[],
        error_messages={"required": "Choose at least one agency"},
    )

    def __init__(self, *args: Any, agencies: tuple[tuple[str, str], ...], **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["agencies"]
        assert isinstance(field, AnyOf)
        field.choices = list(agencies)


class CommentOnProfile(forms.Form):
    """What an agency says to a profile."""

    block = forms.ChoiceField(label="Which part is it about?", required=False)
    text = LongText(
        label="What do you want to say?",
        help_text="What is missing, wrong, or different from what you see. Name nobody.",
        max_length=1000,
        error_messages={"required": "Write your comment"},
    )

    def __init__(self, *args: Any, content: Content, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["block"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            ("", "The whole of it"),
            *((block.id, block.title) for block in content.blocks),
        ]
