"""Questions that governance asks."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import time
from typing import Any

from django import forms

from frankpledge.governance.meetings import MemberLine
from frankpledge.governance.models import Basis
from frankpledge.ui.api import AnyOf, GovDateField, LongText, OneOf


class CallMeeting(forms.Form):
    """Which forum meets, when and where."""

    forum = forms.ChoiceField(
        label="Which meeting?", error_messages={"required": "Choose the meeting"}
    )
    on = GovDateField(label="On which day?", what="the day of the meeting")
    starts = forms.TimeField(
        label="When does it start?",
        help_text="For example, 14:00",
        initial=time(14, 0),
        error_messages={
            "required": "Enter when it starts",
            "invalid": "Enter a time such as 14:00",
        },
    )
    place = forms.CharField(label="Where?", required=False, max_length=120)

    def __init__(self, *args: Any, forums: Iterable[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["forum"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(forums)


class CallOffMeeting(forms.Form):
    """Why a meeting does not take place."""

    because = forms.CharField(
        label="Why is it called off?",
        help_text="Everybody who could come reads this. Name nobody.",
        max_length=200,
        error_messages={"required": "Say why it is called off"},
    )


class GiveUpdate(forms.Form):
    """What an agency has done on an item since last time."""

    text = LongText(
        label="What has happened since last time?",
        help_text="A few lines. Do not name anybody: give another system’s reference.",
        max_length=500,
        error_messages={"required": "Write what has happened, or that nothing has"},
    )
    basis = OneOf(
        label="Is this what happened, or what you think?",
        choices=Basis.choices,
        hints={
            "fact": "It was seen, done or written down",
            "opinion": "It is a judgement, and the minutes say so",
        },
        error_messages={"required": "Choose whether this is fact or opinion"},
    )


class DeclareConflict(forms.Form):
    """That somebody should not see an item, said by themselves."""

    sure = forms.BooleanField(
        label="I understand that I will no longer see this problem or anything about it",
        error_messages={"required": "Confirm that you understand what this does"},
    )


class NoteAttendance(forms.Form):
    """Who came, and who sent word."""

    present = AnyOf(label="Who is here?", choices=[], required=False)
    apologies = AnyOf(label="Who sent apologies?", choices=[], required=False)

    def __init__(self, *args: Any, members: Iterable[MemberLine], **options: Any) -> None:
        super().__init__(*args, **options)
        people = [(str(one.person_id), f"{one.name}, {one.agency}") for one in members]
        for name in ("present", "apologies"):
            field = self.fields[name]
            assert isinstance(field, forms.MultipleChoiceField)
            field.choices = people
