"""What is asked of services, of steps agreed with boards, and of quarters to freeze."""

from __future__ import annotations

from typing import Any

from django import forms

from frankpledge.referrals import joint
from frankpledge.referrals.forms import OLDEST, Choices, offer
from frankpledge.referrals.reference_files import words_in
from frankpledge.ui.api import AnyOf, GovDateField, OneOf


class NarrowServices(forms.Form):
    """For whom a service is looked for."""

    area = forms.ChoiceField(label="District", required=False)
    age = forms.IntegerField(label="Age", min_value=0, max_value=OLDEST, required=False)
    need = forms.ChoiceField(label="Need", required=False)

    def __init__(self, *args: Any, areas: Choices, **options: Any) -> None:
        super().__init__(*args, **options)
        offer(self, "area", [("", "Any"), *areas])
        offer(self, "need", [("", "Any"), *words_in("needs.csv")])


class KeepService(forms.Form):
    """A service."""

    name = forms.CharField(label="Name of the service", max_length=120)
    provider = forms.CharField(label="Who provides it?", max_length=120)
    need = OneOf(label="What is it for?", choices=[])
    areas = AnyOf(label="Which districts does it serve?", choices=[])
    least_age = forms.IntegerField(label="Youngest age", min_value=0, max_value=OLDEST)
    most_age = forms.IntegerField(label="Oldest age", min_value=0, max_value=OLDEST)
    route = forms.CharField(label="How does one get there?", max_length=300)
    telephone = forms.CharField(label="Telephone (optional)", max_length=40, required=False)

    def __init__(self, *args: Any, areas: Choices, **options: Any) -> None:
        super().__init__(*args, **options)
        offer(self, "need", words_in("needs.csv"))
        offer(self, "areas", areas)


class CountPlaces(forms.Form):
    """How it stands today."""

    places = forms.IntegerField(label="Places free (optional)", min_value=0, required=False)
    waiting = forms.IntegerField(label="People waiting (optional)", min_value=0, required=False)
    weeks = forms.IntegerField(
        label="Weeks that somebody new would wait (optional)", min_value=0, required=False
    )


class AgreeJoint(forms.Form):
    """A step and its owners."""

    area = forms.ChoiceField(label="Which district?")
    board = OneOf(label="Which board?", choices=joint.BOARDS)
    step = forms.ChoiceField(label="Which step?")
    partnership_owner = forms.ChoiceField(label="Who owns it on the partnership’s side?")
    board_owner = forms.ChoiceField(label="Who owns it on the board’s side?")
    review_on = GovDateField(
        label="When is it looked at again?", what="the day to look at it again"
    )

    def __init__(self, *args: Any, areas: Choices, posts: Choices, **options: Any) -> None:
        super().__init__(*args, **options)
        offer(self, "area", [("", "Choose a district"), *areas])
        offer(self, "step", [("", "Choose a step"), *joint.steps_to_choose()])
        for name in ("partnership_owner", "board_owner"):
            offer(self, name, [("", "Choose a post"), *posts])


class FreezeQuarter(forms.Form):
    """An area and a quarter that is over."""

    area = forms.ChoiceField(label="Which area?")
    first_day = forms.ChoiceField(label="Which quarter?")

    def __init__(self, *args: Any, areas: Choices, quarters: Choices, **options: Any) -> None:
        super().__init__(*args, **options)
        offer(self, "area", [("", "Choose an area"), *areas])
        offer(self, "first_day", [("", "Choose a quarter"), *quarters])
