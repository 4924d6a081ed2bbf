"""Questions about answers to senders, and about the digest."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django import forms

from frankpledge.intelligence.answers import feedback
from frankpledge.intelligence.measures.digest import ThemeLine, led_to_words
from frankpledge.ui.api import LongText, OneOf

Choices = Sequence[tuple[str, str]]
LEFT_OUT = ("", "Leave this out")


def offer(form: forms.Form, name: str, choices: Choices) -> None:
    """Give the answers of one question, which are read from a list each time."""
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = list(choices)


class Answer(forms.Form):
    """An answer in fixed words. Names are those of `feedback.answer`."""

    wording_code = OneOf(
        label="What they will read",
        choices=[],
        error_messages={"required": "Choose what they will read"},
    )
    usefulness = OneOf(label="How useful was it?", choices=[], required=False)
    tip = forms.ChoiceField(
        label="A tip for next time", help_text="One line, from the list", required=False
    )
    theme = forms.ChoiceField(
        label="What was it about?",
        help_text="For the monthly digest, which counts themes of five reports or more. "
        "The sender does not see this.",
        required=False,
    )
    corrects = forms.BooleanField(label="This corrects what they were told before", required=False)

    def __init__(self, *args: object, was_answered: bool, **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]
        offer(self, "wording_code", feedback.wordings())
        offer(self, "usefulness", [LEFT_OUT, *feedback.usefulnesses()])
        offer(self, "tip", [LEFT_OUT, *feedback.tips()])
        offer(self, "theme", [LEFT_OUT, *feedback.themes()])
        if not was_answered:
            del self.fields["corrects"]


class ProposeResult(forms.Form):
    """Words about one result. Names are those of `results.propose_result`."""

    words = LongText(
        label="What they will read, once a supervisor agrees",
        help_text="What came of it and may be known: a place made safe, a shop closed. Nobody is "
        "named, and nothing is said of what is still being done.",
        rows=5,
        error_messages={"required": "Enter what they will read"},
    )


class SendBackResult(forms.Form):
    """Why words are sent back. Names are those of `results.send_back_result`."""

    because = LongText(
        label="Why it is sent back",
        rows=3,
        error_messages={"required": "Enter why it is sent back"},
    )


class NameHead(forms.Form):
    """Which post leads the unit. Names are those of `chasing.name_head`."""

    post_id = forms.ChoiceField(
        label="Which post leads the unit?",
        help_text="The last reminders go to whoever holds it.",
        error_messages={"required": "Choose a post"},
    )

    def __init__(self, *args: object, posts: Choices, **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]
        offer(self, "post_id", [("", "Choose a post"), *posts])


class DraftDigest(forms.Form):
    """Which month a digest is of. Names are those of `digest.draft_digest`."""

    month = forms.ChoiceField(
        label="Which month?",
        help_text="Months that are over and have no digest yet",
        error_messages={"required": "Choose a month"},
    )

    def __init__(self, *args: object, months: Sequence[date], **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]
        offer(self, "month", [(f"{each:%Y-%m-%d}", f"{each:%B %Y}") for each in months])

    def clean_month(self) -> date:
        """The month's first day."""
        return date.fromisoformat(self.cleaned_data["month"])


class ChooseLedTo(forms.Form):
    """What each theme of a draft led to, in words of the list."""

    def __init__(self, *args: object, themes: Sequence[ThemeLine], **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]
        for line in themes:
            self.fields[line.code] = forms.ChoiceField(
                label=f"{line.theme}: what it led to",
                choices=led_to_words(),
                initial=line.led_to_code,
            )
