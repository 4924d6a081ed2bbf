"""What is asked when powers are looked up, reviewed or delegated."""

from __future__ import annotations

from collections.abc import Sequence

from django import forms

from frankpledge.kernel import DomainError
from frankpledge.powers.catalogue import TARGET_WORDS, threats
from frankpledge.powers.models import Subject, Verdict
from frankpledge.problems.api import clean_pointer
from frankpledge.ui.api import AnyOf, GovDateField, LongText, OneOf

Choices = Sequence[tuple[str, str]]
OLDEST = 120


class LookUp(forms.Form):
    """What it is about. What is not known is left empty, and then leaves nothing out."""

    area = forms.ChoiceField(
        label="Which district is it in?", error_messages={"required": "Choose the district"}
    )
    about = OneOf(
        label="Is it about a place, a person, a business or a group? (optional)",
        choices=Subject.choices,
        required=False,
    )
    reference = forms.CharField(
        label="The reference of the person, business or group, if it is about one (optional)",
        help_text="A reference of another system. It is not kept. Do not enter a name.",
        max_length=40,
        required=False,
    )
    targets = AnyOf(
        label="What would it be used on? (optional)",
        choices=[(target.value, words) for target, words in TARGET_WORDS.items()],
        required=False,
    )
    harm = AnyOf(label="What kind of harm is it? (optional)", choices=[], required=False)
    age = forms.IntegerField(
        label="How old is the person, if it is about one? (optional)",
        min_value=0,
        max_value=OLDEST,
        required=False,
    )

    def __init__(self, *args: object, districts: Choices, **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]
        area, harm = self.fields["area"], self.fields["harm"]
        assert isinstance(area, forms.ChoiceField)
        assert isinstance(harm, forms.MultipleChoiceField)
        area.choices = [("", "Choose a district"), *districts]
        harm.choices = [(each, in_words(each)) for each in threats()]

    def clean_reference(self) -> str:
        """The reference, tidied. One that reads like a name is refused."""
        text = self.cleaned_data["reference"].strip()
        try:
            return clean_pointer(text) if text else ""
        except DomainError as problem:
            raise forms.ValidationError(str(problem)) from problem


class Review(forms.Form):
    """What a lawyer found."""

    verdict = OneOf(
        label="What did you find?",
        choices=Verdict.choices,
        error_messages={"required": "Choose what you found"},
    )
    words = LongText(
        label="What is wrong, or has to be known (optional)",
        rows=3,
        max_length=1000,
        required=False,
    )


class Delegate(forms.Form):
    """Which post may use a power, and how to reach whoever holds it."""

    post = forms.ChoiceField(
        label="Which post may use it?", error_messages={"required": "Choose the post"}
    )
    telephone = forms.CharField(
        label="Their telephone number",
        max_length=40,
        error_messages={"required": "Enter how to reach them"},
    )
    ends_on = GovDateField(what="the last day", label="Until which day?")
    limits = forms.CharField(label="Limits of it (optional)", max_length=300, required=False)

    def __init__(self, *args: object, posts: Choices, **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]
        field = self.fields["post"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "Choose a post"), *posts]


def in_words(code: str) -> str:
    """A code of the catalogue as people read it."""
    words = code.replace("_", " ")
    return {"cse": "Child sexual exploitation", "cce": "Child criminal exploitation"}.get(
        code, words[0].upper() + words[1:]
    )
