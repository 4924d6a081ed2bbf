"""Questions that intelligence asks, in plain words."""

from collections.abc import Sequence

from django import forms

from frankpledge.intelligence import feedback, models, sanitisation
from frankpledge.ui.api import AnyOf, GovDateField, LongText, OneOf, YesNo

Choices = Sequence[tuple[str, str]]

NOTHING_TO_LEAVE = "none"


class Stop(forms.Form):
    """Before anything is written: whether somebody else should hear of it first."""

    way = OneOf(
        label="What do you want to tell?",
        choices=[
            (models.Exit.DANGER.value, "Somebody is in danger, or a crime is happening now"),
            (models.Exit.CRIME.value, "I want to report a crime"),
            (models.Exit.SAFEGUARDING.value, "A child or an adult may be being harmed"),
            (NOTHING_TO_LEAVE, "None of these. I noticed something that the police should know"),
        ],
        error_messages={"required": "Choose what you want to tell"},
    )


class Tell(forms.Form):
    """What somebody saw. The names of the fields are those of `submission.Told`."""

    text = LongText(
        label="What did you see or hear?",
        help_text="What you know, in your own words. Leave out your name and your job. "
        "Do not look into it yourself, and do not ask anybody questions for us.",
        rows=8,
        strip=True,
        error_messages={"required": "Enter what you saw or heard"},
    )
    place = forms.CharField(
        label="Where was it?",
        help_text="An address, a shop, a street or a park",
        max_length=200,
        error_messages={"required": "Enter where it was"},
    )
    district = forms.ChoiceField(
        label="Which district is that in?",
        error_messages={"required": "Choose the district"},
    )
    seen = OneOf(
        label="When was it?",
        choices=models.Seen.choices,
        error_messages={"required": "Choose when it was"},
    )
    how_known = OneOf(
        label="How do you know?",
        choices=models.HowKnown.choices,
        error_messages={"required": "Choose how you know"},
    )
    risk = OneOf(
        label="Could a child or an adult be at risk of harm?",
        help_text="Your own duty to make a referral stays with you.",
        choices=models.Risk.choices,
        error_messages={"required": "Choose whether somebody could be at risk"},
    )
    may_contact = YesNo(
        label="May the police contact you about this?",
        reveals={"yes": "contact"},
        error_messages={"required": "Choose whether the police may contact you"},
    )
    contact = forms.CharField(
        label="How can you be reached?",
        help_text="A telephone number or an e-mail address. It is sealed, and kept apart from "
        "what you tell.",
        max_length=200,
        required=False,
    )

    def __init__(self, *args: object, districts: Choices, **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]
        field = self.fields["district"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "Choose a district"), *districts]


class ReadReceipt(forms.Form):
    """The code that somebody was given when they told something."""

    code = forms.CharField(
        label="Your code",
        help_text="For example, 4F7K-2M9X-PQ3R",
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": "Enter your code"},
    )


class Triage(forms.Form):
    """What a submission is, when it is not intelligence."""

    outcome = OneOf(
        label="What is it, if it is not intelligence?",
        choices=[
            (value, label)
            for value, label in models.Outcome.choices
            if value != models.Outcome.INTELLIGENCE
        ],
        error_messages={"required": "Choose what it is"},
    )


class Regrade(forms.Form):
    """A 3x5x2 grade, with what code C asks for. Names are those of `grading.Given`."""

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

    def __init__(self, *args: object, agencies: Choices, **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]
        field = self.fields["recipients"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = list(agencies)


class Evaluate(Regrade):
    """A report of intelligence: its text, its place, and its first grade."""

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

    field_order = ("text", "place", "concerns_child", "origin", "force_reference")


class HandOver(forms.Form):
    """The reference that the force's own system gave, typed back."""

    force_reference = forms.CharField(
        label="The force system’s reference",
        max_length=60,
        error_messages={"required": "Enter the reference that the force’s own system gave"},
    )


class Sanitise(forms.Form):
    """What partners will read. Names are those of `sanitisation.sanitise`."""

    text = LongText(
        label="What partners will read",
        rows=10,
        error_messages={"required": "Enter what partners will read"},
    )
    place = forms.CharField(
        label="Place, no nearer than the block or the street",
        max_length=200,
        error_messages={"required": "Enter the block or the street"},
    )
    confirmed = AnyOf(
        label="Confirm each of these",
        choices=list(sanitisation.CHECKLIST),
        error_messages={"required": "Confirm each of these"},
    )
    originator_consulted = forms.BooleanField(
        label="The originator was consulted (needed for S2)", required=False
    )


class SendBack(forms.Form):
    """Why a product goes back to whoever sanitised it."""

    reason = LongText(
        label="What has to change?",
        rows=3,
        max_length=500,
        error_messages={"required": "Enter what has to change"},
    )


class Share(forms.Form):
    """Who a product is shared with. Names are those of `dissemination.share`."""

    agencies = AnyOf(label="Agencies", choices=[], required=False)
    forums = AnyOf(label="Forums", choices=[], required=False)
    basis = OneOf(
        label="Under which law?",
        choices=models.Basis.choices,
        error_messages={"required": "Choose the law under which it is shared"},
    )
    expires_on = GovDateField(
        label="Last day",
        what="the last day",
        help_text="Leave empty if it has none",
        required=False,
    )

    def __init__(
        self, *args: object, agencies: Choices, forums: Choices, **options: object
    ) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]
        for name, choices in (("agencies", agencies), ("forums", forums)):
            field = self.fields[name]
            assert isinstance(field, AnyOf)
            field.choices = list(choices)


class Answer(forms.Form):
    """An answer in fixed words. Names are those of `feedback.answer`."""

    wording_code = OneOf(
        label="What they will read",
        choices=[],
        error_messages={"required": "Choose what they will read"},
    )
    usefulness = OneOf(label="How useful was it?", choices=[], required=False)

    def __init__(self, *args: object, **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]
        for name, choices in (
            ("wording_code", feedback.wordings()),
            ("usefulness", [("", "Leave this out"), *feedback.usefulnesses()]),
        ):
            field = self.fields[name]
            assert isinstance(field, OneOf)
            field.choices = choices


class MakeCard(forms.Form):
    """Which agency a card is for."""

    agency = forms.ChoiceField(
        label="Which agency is the card for?",
        error_messages={"required": "Choose an agency"},
    )

    def __init__(self, *args: object, agencies: Choices, **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]
        field = self.fields["agency"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "Choose an agency"), *agencies]
