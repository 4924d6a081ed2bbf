"""Questions about what must not be held, in plain words."""

from django import forms

from frankpledge.intelligence.quarantine.markings import NAMES
from frankpledge.ui.api import LongText, OneOf


class SetApart(forms.Form):
    """Why something has to leave everybody's sight now."""

    grounds = OneOf(
        label="What does it hold?",
        help_text="If you are not sure, choose the nearest. Somebody else decides what it is.",
        choices=[(grounds.value, name) for grounds, name in NAMES.items()],
        error_messages={"required": "Choose what it holds"},
    )


class NoteBackups(forms.Form):
    """Which backups hold what was set apart."""

    words = LongText(
        label="Which backups hold it, and who keeps them?",
        help_text="Name the backups and the days. Write nothing of what it says.",
        rows=4,
        max_length=500,
        error_messages={"required": "Enter which backups hold it"},
    )
