"""Questions that boards' papers, their action log and the register ask."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.core.files.uploadedfile import UploadedFile

from frankpledge.governance.boards import rules
from frankpledge.governance.boards.writing import Written
from frankpledge.governance.models import (
    ArrangementSort,
    Basis,
    Lineage,
    PaperType,
    Reach,
    Report,
    Strength,
)
from frankpledge.ui.api import GovDateField, LongText, OneOf, YesNo

Choices = Iterable[tuple[str, str]]
DECISIONS = 3
"""How many actions one form asks for; more can be taken back from another paper."""


def _choose(form: forms.Form, name: str, choices: Choices) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = list(choices)


class PlanPaper(forms.Form):
    """What is to go to which meeting."""

    subject = forms.CharField(
        label="What is it about?",
        max_length=160,
        error_messages={"required": "Enter the subject of the paper"},
    )
    paper_type = OneOf(
        label="What is the board asked for?",
        choices=PaperType.choices,
        hints={
            kind: f"It may ask the board to {', '.join(verbs)}"
            for kind, verbs in rules.VERBS_BY_TYPE.items()
        },
        error_messages={"required": "Choose what the board is asked for"},
    )
    about = forms.ChoiceField(
        label="Which problem does it come from? (optional)",
        required=False,
        help_text="The board is not told. Whoever has a conflict with the problem does not find "
        "the paper",
    )

    def __init__(self, *args: Any, problems: Choices, **options: Any) -> None:
        super().__init__(*args, **options)
        _choose(self, "about", [("", "None"), *problems])


class Header(forms.Form):
    """The header and the summary."""

    subject = forms.CharField(label="Subject", max_length=160)
    paper_type = OneOf(label="Classification", choices=PaperType.choices)
    summary = LongText(
        label="Summary",
        help_text="One paragraph. It stands first, and has no number",
        max_length=1500,
        rows=5,
        error_messages={"required": "Write a summary of one paragraph"},
    )
    is_sensitive = YesNo(label="Is it OFFICIAL-SENSITIVE?")
    reach = OneOf(
        label="Who may have it?",
        choices=Reach.choices,
        hints={
            Reach.EXEMPT: "The public is told that there is one, and why it is kept back",
            Reach.PRIVATE: "The board alone. The public’s pack does not name it",
        },
        reveals={Reach.EXEMPT: "exempt_paragraph"},
    )
    exempt_paragraph = forms.ChoiceField(
        label="For which reason is it exempt?",
        choices=[("", "Choose"), *((code, words) for code, words in rules.EXEMPT.items())],
        required=False,
    )
    public_interest = forms.CharField(
        label="Why does keeping it back serve the public better? (if it is exempt)",
        max_length=400,
        required=False,
    )
    contact = forms.CharField(
        label="For further information",
        help_text="Name, role, organisation and how to reach them at work",
        max_length=300,
    )


class WriteSection(forms.Form):
    """One section: a paragraph to each empty line, whose they are, and whether they are fact."""

    words = LongText(
        label="Paragraphs",
        help_text="Leave an empty line between paragraphs. Numbers are given by themselves. Do "
        "not name anybody",
        max_length=9000,
        rows=14,
        required=False,
    )
    originator = forms.ChoiceField(
        label="Whose information is it?", help_text="Whom to ask before it is passed on"
    )
    basis = OneOf(
        label="What is it?",
        choices=Basis.choices,
        hints={Basis.OPINION: "What somebody thinks follows from what happened"},
        inline=True,
    )

    def __init__(self, *args: Any, agencies: Choices, **options: Any) -> None:
        super().__init__(*args, **options)
        _choose(self, "originator", agencies)

    def clean_words(self) -> list[str]:
        """The paragraphs, each on one line."""
        text = str(self.cleaned_data["words"]).replace("\r\n", "\n")
        found = [" ".join(part.split()) for part in text.split("\n\n")]
        if any(len(part) > 2500 for part in found):
            raise forms.ValidationError("A paragraph is longer than 2,500 signs. Divide it")
        return [part for part in found if part]

    def written(self) -> list[Written]:
        """What was answered, as paragraphs."""
        return [
            Written(
                text=text,
                originator=UUID(self.cleaned_data["originator"]),
                basis=self.cleaned_data["basis"],
            )
            for text in self.cleaned_data["words"]
        ]


VERB_MISSING = "Choose what the board is asked to do"
WORDS_MISSING = "Write what it is that the board is asked for"


class Recommend(forms.Form):
    """What the board is asked, up to three things."""

    def __init__(self, *args: Any, verbs: Sequence[str], **options: Any) -> None:
        super().__init__(*args, **options)
        for number in range(1, 4):
            more = "" if number == 1 else " (optional)"
            self.fields[f"verb{number}"] = forms.ChoiceField(
                label=f"{number}. The partnership is asked to{more}",
                choices=[("", "Choose"), *((verb, rules.VERBS[verb]) for verb in verbs)],
                required=number == 1,
                error_messages={"required": VERB_MISSING},
            )
            self.fields[f"text{number}"] = forms.CharField(
                label=f"{number}. What?{more}",
                max_length=600,
                required=number == 1,
                error_messages={"required": WORDS_MISSING},
            )

    def clean(self) -> dict[str, Any]:
        """What was given; half a recommendation is not left out in silence."""
        given = super().clean() or self.cleaned_data
        for number in range(2, 4):
            verb, text = given.get(f"verb{number}"), given.get(f"text{number}")
            if verb and not text:
                self.add_error(f"text{number}", WORDS_MISSING)
            if text and not verb and f"verb{number}" not in self.errors:
                self.add_error(f"verb{number}", VERB_MISSING)
        return given

    def asked(self) -> list[tuple[str, str]]:
        """Verbs with their words."""
        given = self.cleaned_data
        pairs = [(given.get(f"verb{n}", ""), given.get(f"text{n}", "")) for n in range(1, 4)]
        return [(verb, text) for verb, text in pairs if verb and text]


class Clear(forms.Form):
    """Whether a paper is cleared, or has to be changed."""

    is_cleared = YesNo(label="Do you clear this paper for your part?")
    words = LongText(
        label="If you do not, what has to be changed?", max_length=600, rows=3, required=False
    )


class Publish(forms.Form):
    """Why a paper goes out late, if it does."""

    late_reason = forms.CharField(
        label="If fewer than five clear days are left: why?", max_length=300, required=False
    )


class Withdraw(forms.Form):
    """Why a paper is taken off the agenda."""

    reason = forms.CharField(
        label="Why is it withdrawn?",
        max_length=300,
        error_messages={"required": "Say why it is withdrawn"},
    )


class TakeBack(forms.Form):
    """What the board resolved, and what it asked somebody to do."""

    resolved = LongText(
        label="RESOLVED that …",
        help_text="As the clerk minuted it, one resolution on each line, without the word RESOLVED",
        max_length=1800,
        rows=4,
        error_messages={"required": "Write what the board resolved"},
    )

    def __init__(self, *args: Any, agencies: Choices, **options: Any) -> None:
        super().__init__(*args, **options)
        choices = [("", "Nobody"), *agencies]
        for n in range(1, DECISIONS + 1):
            self.fields[f"text{n}"] = forms.CharField(
                label=f"Action {n} (optional)", max_length=500, required=False
            )
            self.fields[f"owner{n}"] = forms.ChoiceField(
                label=f"Action {n}: which agency?", choices=choices, required=False
            )
            self.fields[f"post{n}"] = forms.CharField(
                label=f"Action {n}: which post?", max_length=120, required=False
            )
            self.fields[f"due{n}"] = GovDateField(
                label=f"Action {n}: by when?", what="the day it is due", required=False
            )

    def clean(self) -> dict[str, Any]:
        """An action has all of its parts, or none."""
        given = super().clean() or {}
        for n in range(1, DECISIONS + 1):
            parts = {name: given.get(f"{name}{n}") for name in ("text", "owner", "post", "due")}
            if any(parts.values()) and not all(parts.values()):
                lacking = next(name for name, value in parts.items() if not value)
                self.add_error(f"{lacking}{n}", "An action has words, an agency, a post and a day")
        return given


class ReportOnAction(forms.Form):
    """How far an action is."""

    state = OneOf(label="How far is it?", choices=Report.choices)
    words = LongText(
        label="What has been done?",
        max_length=600,
        rows=3,
        error_messages={"required": "Say what has been done"},
    )
    evidence = forms.CharField(label="What shows it? (optional)", max_length=300, required=False)


class AddTemplate(forms.Form):
    """A Word template and what it is called."""

    name = forms.CharField(
        label="What is it called?",
        max_length=120,
        error_messages={"required": "Enter what the template is called"},
    )
    template = forms.FileField(
        label="The template, as DOCX",
        help_text="Put [paper] alone on a line where the paper is to go. Macros, links to other "
        "files and anything that can act are refused",
        widget=forms.ClearableFileInput(attrs={"accept": ".docx"}),
        error_messages={"required": "Choose a file", "empty": "This file is empty"},
    )

    def clean_template(self) -> bytes:
        """The file's bytes, no more of them than a template can have."""
        sent = self.cleaned_data["template"]
        assert isinstance(sent, UploadedFile)
        if (sent.size or 0) > 5_000_000:
            raise forms.ValidationError("This file is larger than 5 MB. A template is smaller")
        return bytes(sent.read())


class WritePriority(forms.Form):
    """How strongly a plan carries it, and the words that show it."""

    body = forms.ChoiceField(label="Which partnership?")
    strength = OneOf(
        label="How strongly does its plan carry serious and organised crime?",
        choices=[(str(value), label) for value, label in Strength.choices],
    )
    name = forms.CharField(
        label="What is the priority called in the plan? (if it is there)",
        max_length=200,
        required=False,
    )
    document = forms.CharField(
        label="In which document?",
        max_length=200,
        error_messages={"required": "Enter the document that you looked in"},
    )
    page = forms.CharField(label="On which page? (optional)", max_length=20, required=False)
    quoted = LongText(
        label="Its own words (if it is there)", max_length=600, rows=3, required=False
    )
    came_from = forms.ChoiceField(
        label="Which earlier line did it come from? (optional)", required=False
    )
    how = forms.ChoiceField(
        label="How did it come from that one? (if it did)",
        choices=Lineage.choices,
        required=False,
    )

    def __init__(self, *args: Any, bodies: Choices, earlier: Choices, **options: Any) -> None:
        super().__init__(*args, **options)
        _choose(self, "body", bodies)
        _choose(self, "came_from", [("", "None"), *earlier])


class SayArrangement(forms.Form):
    """What a body has arranged."""

    body = forms.ChoiceField(label="Which body?")
    sort = OneOf(label="What has it arranged?", choices=ArrangementSort.choices)
    words = forms.CharField(
        label="In one sentence", max_length=400, error_messages={"required": "Say it"}
    )
    document = forms.CharField(
        label="Which document says so?",
        max_length=200,
        error_messages={"required": "Enter the document"},
    )
    from_on = GovDateField(label="From which day?", what="the day from which it stands")

    def __init__(self, *args: Any, bodies: Choices, **options: Any) -> None:
        super().__init__(*args, **options)
        _choose(self, "body", bodies)


class EndArrangement(forms.Form):
    """When an arrangement ended."""

    until_on = GovDateField(
        label="From which day does it no longer stand?", what="the day from which it does not stand"
    )
