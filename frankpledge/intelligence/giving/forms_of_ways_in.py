"""Questions about how somebody comes in: by card, by address, by code, or through a colleague."""

from __future__ import annotations

from collections.abc import Sequence

from django import forms

from frankpledge.intelligence import models
from frankpledge.ui.api import LongText, OneOf

Choices = Sequence[tuple[str, str]]


class Resume(forms.Form):
    """The code under which something half told is kept."""

    code = forms.CharField(
        label="The code you wrote down",
        help_text="Five groups of four, for example 4F7K-2M9X-PQ3R-7T2W-K8HD",
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": "Enter the code you wrote down"},
    )


class Caller(forms.Form):
    """Whose words somebody takes down."""

    caller = forms.CharField(
        label="Who is telling you?",
        help_text="Their name. It is sealed, and kept apart from what they tell.",
        max_length=200,
        error_messages={"required": "Enter their name, or “would not say”"},
    )
    agency = forms.ChoiceField(label="Which agency do they work for?", required=False)

    def __init__(self, *args: object, agencies: Choices, **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]
        field = self.fields["agency"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "None of these, or not known"), *agencies]
        if not agencies:
            del self.fields["agency"]


class WorkAddress(forms.Form):
    """A work address to send a one-time code to, or a code that the agency has."""

    proof = OneOf(
        label="How do you want to show that you work there?",
        choices=[
            ("address", "Send a code to my work e-mail"),
            ("card", "I have the code from one of its cards"),
        ],
        reveals={"address": "address", "card": "card"},
        error_messages={"required": "Choose how you want to show it"},
    )
    address = forms.EmailField(
        label="Your work e-mail address",
        help_text="We use it to send one message and do not keep it.",
        max_length=200,
        required=False,
    )
    card = forms.CharField(label="The code on the card", max_length=20, required=False)

    def clean(self) -> dict[str, object]:
        cleaned: dict[str, object] = super().clean() or {}
        proof = cleaned.get("proof")
        if proof == "address" and not cleaned.get("address") and "address" not in self.errors:
            self.add_error("address", "Enter your work e-mail address")
        if proof == "card" and not cleaned.get("card"):
            self.add_error("card", "Enter the code on the card")
        return cleaned


class OneTime(forms.Form):
    """The code that was sent to a work address."""

    code = forms.CharField(
        label="The code we sent you",
        help_text="Six figures",
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
        error_messages={"required": "Enter the code we sent you"},
    )


class ReadReceipt(forms.Form):
    """The code that somebody was given when they told something."""

    code = forms.CharField(
        label="Your code",
        help_text="For example, 4F7K-2M9X-PQ3R",
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": "Enter your code"},
    )


class MakeCard(forms.Form):
    """Which agency a card is for, and which job's signs are printed on it."""

    agency = forms.ChoiceField(
        label="Which agency is it for?",
        error_messages={"required": "Choose an agency"},
    )
    kind = OneOf(
        label="What do you want to make?",
        choices=[
            (models.CardKind.CARD.value, "A card to print: whoever holds it can tell"),
            (models.CardKind.LINK.value, "An address to send round: whoever uses it proves first"),
        ],
        initial=models.CardKind.CARD.value,
        required=False,
    )
    job = forms.ChoiceField(label="Whose signs are printed on it? (optional)", required=False)

    def __init__(self, *args: object, agencies: Choices, jobs: Choices, **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]
        for name, first, choices in (
            ("agency", "Choose an agency", agencies),
            ("job", "No job’s", jobs),
        ):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [("", first), *choices]


class SetDomains(forms.Form):
    """What stands after the @ in an agency's work addresses."""

    domains = LongText(
        label="Domains of its work addresses",
        help_text="One on each line, for example saltmarsh.example. Leave empty to take none.",
        rows=4,
        required=False,
    )


class Accredit(forms.Form):
    """An agency whose own grades are taken as they come."""

    agency = forms.ChoiceField(
        label="Which agency grades its own?",
        error_messages={"required": "Choose an agency"},
    )
    reference = forms.CharField(
        label="Where is that written down?",
        help_text="The reference of the agreement or of the accreditation",
        max_length=80,
        error_messages={"required": "Enter the reference"},
    )

    def __init__(self, *args: object, agencies: Choices, **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]
        field = self.fields["agency"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "Choose an agency"), *agencies]
