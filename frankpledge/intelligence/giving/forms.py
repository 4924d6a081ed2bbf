"""Questions for whoever tells what they saw. Names of fields are those of `told.Told`."""

from __future__ import annotations

from collections.abc import Sequence

from django import forms

from frankpledge.intelligence import models
from frankpledge.intelligence.giving import exits
from frankpledge.intelligence.giving.recognition import Found
from frankpledge.ui.api import AnyOf, GovDateField, LongText, OneOf, YesNo

Choices = Sequence[tuple[str, str]]

NOTHING_TO_LEAVE = "none"
KEEP, SPLIT = "keep", "split"

ROUTES = {
    models.Exit.DANGER: "Somebody is in danger now",
    models.Exit.IN_PROGRESS: "A crime is happening now",
    models.Exit.CRIME: "I want to report a crime",
    models.Exit.SAFEGUARDING: "A child or an adult may be being harmed",
    models.Exit.RADICALISATION: "Somebody may be being drawn into terrorism",
    models.Exit.CORRUPTION: "Somebody in the police, or in a position of trust, may be corrupt",
}


class Stop(forms.Form):
    """Before anything is written: whether somebody else should hear of it first."""

    way = AnyOf(
        label="What do you want to tell?",
        help_text="Choose all that are true.",
        choices=[
            *((way.value, ROUTES[way]) for way in exits.IN_ORDER),
            (NOTHING_TO_LEAVE, "None of these. I noticed something that the police should know"),
        ],
        error_messages={"required": "Choose what you want to tell"},
    )

    def clean_way(self) -> list[str]:
        """“None of these” and one of them cannot both be true; what is urgent counts."""
        chosen: list[str] = self.cleaned_data["way"]
        return [way for way in chosen if way != NOTHING_TO_LEAVE] or chosen


class Words(forms.Form):
    """What somebody saw, in their own words."""

    text = LongText(
        label="What did you see or hear?",
        help_text="One matter at a time, in your own words: who, what, where, when. Leave out "
        "your name and your job. Do not look into it yourself, and do not ask anybody questions "
        "for us.",
        rows=8,
        strip=True,
        error_messages={"required": "Enter what you saw or heard"},
    )

    def clean_text(self) -> str:
        """One sort of line end, so that places in the text are counted alike everywhere."""
        return str(self.cleaned_data["text"]).replace("\r\n", "\n")


class Where(forms.Form):
    """The place, and how exactly it is known."""

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
    precision = OneOf(
        label="How exactly do you know the place? (optional)",
        choices=models.Precision.choices,
        required=False,
    )

    def __init__(self, *args: object, districts: Choices, **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]
        field = self.fields["district"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "Choose a district"), *districts]


class When(forms.Form):
    """When it was, as nearly as it is known, and when it was learned."""

    seen = OneOf(
        label="When was it?",
        choices=models.Seen.choices,
        error_messages={"required": "Choose when it was"},
    )
    seen_from = GovDateField(
        label="On which day, or from which day? (optional)",
        what="the day on which it was",
        help_text="For example, 14 4 2026",
        required=False,
    )
    seen_until = GovDateField(
        label="Until which day? (optional)",
        what="the day on which it ended",
        help_text="Only if it went on for longer than a day",
        required=False,
    )
    learned_on = GovDateField(
        label="When did you learn of it? (optional)",
        what="the day on which you learned of it",
        help_text="Only if that was later",
        required=False,
    )
    urgent = YesNo(
        label="Is something about to happen, so that it cannot wait a day? (optional)",
        help_text="If it is happening now, call 999 instead.",
        required=False,
    )


class How(forms.Form):
    """How somebody knows it. It asks for no grade: the desk is shown what it suggests."""

    how_known = OneOf(
        label="How do you know?",
        choices=models.ASKED_HOW,
        error_messages={"required": "Choose how you know"},
    )
    corroborated = OneOf(
        label="Has anybody else said the same, who did not hear it from you or from each other? "
        "(optional)",
        choices=models.Certainty.choices,
        required=False,
    )
    doubt = OneOf(
        label="Is there any reason to doubt it? (optional)",
        choices=models.Certainty.choices,
        reveals={"yes": "doubt_why"},
        required=False,
    )
    doubt_why = forms.CharField(label="What makes you doubt it?", max_length=500, required=False)


class AtRisk(forms.Form):
    """Whether somebody needs protecting, and what has been done about it already."""

    risk = OneOf(
        label="Could a child or an adult be at risk of harm?",
        help_text="Your own duty to make a referral stays with you.",
        choices=models.Risk.choices,
        error_messages={"required": "Choose whether somebody could be at risk"},
    )
    referral_made = OneOf(
        label="Has a safeguarding referral been made? (optional)",
        choices=models.Certainty.choices,
        reveals={"yes": "referral_reference"},
        required=False,
    )
    referral_reference = forms.CharField(
        label="Its reference, if you know it", max_length=60, required=False
    )
    crime_reference = forms.CharField(
        label="The crime number, if a crime was reported (optional)", max_length=60, required=False
    )


class Traceable(forms.Form):
    """Whether acting on it could tell who told it."""

    knowers = OneOf(
        label="How many people could know this? (optional)",
        choices=models.Knowers.choices,
        required=False,
    )
    could_guess = OneOf(
        label="Could those it is about guess who told us? (optional)",
        choices=models.Certainty.choices,
        required=False,
    )
    risk_if_acted = OneOf(
        label="Would anybody be at risk if the police acted on it? (optional)",
        choices=models.Certainty.choices,
        required=False,
    )


class Reachable(forms.Form):
    """Whether the police may come back to whoever tells it."""

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
    spare_teller = forms.BooleanField(
        label="If somebody told me: do not contact the person who told me", required=False
    )


class Tell(Words, Where, When, How, AtRisk, Traceable, Reachable):
    """Every question on one page, for those who know it."""

    field_order: tuple[str, ...] = (
        "text", "place", "district", "precision", "seen", "seen_from", "seen_until", "learned_on",
        "urgent",
        "how_known", "corroborated", "doubt", "doubt_why", "risk", "referral_made",
        "referral_reference", "crime_reference", "knowers", "could_guess", "risk_if_acted",
        "may_contact", "contact", "spare_teller",
    )  # fmt: skip


class Divide(forms.Form):
    """Whether a text that seems to hold several matters is told in several reports."""

    whole = OneOf(
        label="How do you want to send it?",
        choices=[
            (SPLIT, "As separate reports, each with its own receipt"),
            (KEEP, "As one report: it is all one matter, and all from me"),
        ],
        error_messages={"required": "Choose how you want to send it"},
    )

    def __init__(self, *args: object, parts: Sequence[str], **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]
        for number, part in enumerate(parts, start=1):
            self.fields[f"part_{number}"] = LongText(
                label=f"Report {number}", rows=4, initial=part, required=False, strip=True
            )

    def clean(self) -> dict[str, object]:
        cleaned: dict[str, object] = super().clean() or {}
        if cleaned.get("whole") == SPLIT and not self.parts():
            self.add_error("part_1", "Enter what you saw or heard")
        return cleaned

    def parts(self) -> list[str]:
        """The parts as they were left, without those that were emptied."""
        return [
            str(self.cleaned_data[name])
            for name in self.fields
            if name.startswith("part_") and self.cleaned_data.get(name)
        ]


class Confirm(forms.Form):
    """What was found in somebody's words, for them to say whether it is right."""

    found = AnyOf(
        label="Which of these are right? (optional)",
        help_text="We found them in what you wrote. Tick those that are what we took them for.",
        choices=[],
        required=False,
    )

    def __init__(self, *args: object, found: Sequence[Found], **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]
        field = self.fields["found"]
        assert isinstance(field, AnyOf)
        field.choices = [(each.code, each.label) for each in found]


class Who(forms.Form):
    """One person or business that it is about."""

    name = forms.CharField(
        label="Their name or nickname, or what the business is called (optional)",
        max_length=200,
        required=False,
    )
    what = OneOf(
        label="Is that a person or a business?",
        choices=[
            (models.MentionKind.PERSON.value, "A person"),
            (models.MentionKind.BUSINESS.value, "A business"),
        ],
        initial=models.MentionKind.PERSON.value,
        required=False,
    )
    role = OneOf(
        label="What have they to do with it?",
        choices=models.MentionRole.choices,
        required=False,
    )
    about = forms.CharField(
        label="What else do you know of them? (optional)",
        help_text="Age or date of birth, what they look like, where they live",
        max_length=500,
        required=False,
    )

    def clean(self) -> dict[str, object]:
        cleaned: dict[str, object] = super().clean() or {}
        if cleaned.get("about") and not cleaned.get("name"):
            self.add_error("name", "Enter a name, or a few words such as “man in a grey coat”")
        if cleaned.get("name") and not cleaned.get("role"):
            self.add_error("role", "Choose what they have to do with it")
        return cleaned


class OwnGrading(forms.Form):
    """The 3x5x2 grade of an agency that grades its own. It stays as it is given."""

    own_source = OneOf(
        label="Source evaluation",
        choices=[(str(value), label) for value, label in models.SourceGrade.choices],
        error_messages={"required": "Choose how reliable the source is"},
    )
    own_intelligence = OneOf(
        label="Intelligence assessment",
        choices=models.IntelligenceGrade.choices,
        error_messages={"required": "Choose how it is known"},
    )
    own_code = OneOf(
        label="Handling code",
        choices=models.Code.choices,
        error_messages={"required": "Choose the handling code"},
    )
    own_action = OneOf(
        label="Action code, for code C",
        choices=[("", "None"), *models.ActionCode.choices],
        required=False,
    )
    own_sanitisation = OneOf(
        label="Sanitisation code, for code C",
        choices=[("", "None"), *models.SanitisationCode.choices],
        required=False,
    )
    own_recipients = AnyOf(label="Agencies that overt use (A3) is for", choices=[], required=False)
    own_instructions = forms.CharField(
        label="Handling instructions (optional)", max_length=500, required=False
    )

    def __init__(self, *args: object, agencies: Choices, **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]
        field = self.fields["own_recipients"]
        assert isinstance(field, AnyOf)
        field.choices = list(agencies)


class TellAndGrade(Tell, OwnGrading):
    """Every question on one page, for those whose agency grades its own."""

    field_order = (
        *Tell.field_order, "own_source", "own_intelligence", "own_code", "own_action",
        "own_sanitisation", "own_recipients", "own_instructions",
    )  # fmt: skip


class Paste(forms.Form):
    """An e-mail, to take what somebody saw out of."""

    pasted = LongText(
        label="Paste the e-mail here",
        help_text="Its headers and signature are left out, and what it quotes is marked. You can "
        "change it before you send it.",
        rows=12,
        error_messages={"required": "Paste the e-mail"},
    )
