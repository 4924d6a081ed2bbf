"""Questions that plans, disruptions and returns ask."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms

from frankpledge.groups import api as groups
from frankpledge.plans.models import DisruptionLevel, FourP, Level, PlanState
from frankpledge.plans.returns.shown import BlockFacts
from frankpledge.ui.api import AnyOf, GovDateField, LongText, OneOf


def _choose_from(form: forms.Form, name: str, choices: Iterable[tuple[str, str]]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = list(choices)


GAPS = "What is not known that would change it?"
GAPS_ARE_OURS = "Your agency alone reads this"


GROUNDS = (
    (groups.Ground.SAFEGUARDING.value, "Yes, to safeguard somebody"),
    (groups.Ground.THREAT_TO_LIFE.value, "Yes, there is a threat to life"),
    (groups.Ground.ORDINARY.value, "No"),
)


class MakePlan(forms.Form):
    """A plan of one level."""

    level = OneOf(
        label="What is the plan for?",
        choices=Level.choices,
        error_messages={"required": "Choose what the plan is for"},
    )
    title = forms.CharField(
        label="What is it called?",
        max_length=120,
        error_messages={"required": "Give the plan a name"},
    )
    area = forms.ChoiceField(
        label="Which district?", error_messages={"required": "Choose the district"}
    )
    starts_on = GovDateField(label="From which day?", what="the first day")
    ends_on = GovDateField(label="To which day?", what="the last day")
    summary = LongText(label="What is it about?", required=False, max_length=600)
    safeguarding = LongText(
        label="How are people kept safe while it is carried out?",
        help_text="Who may be hurt or used, who is asked first, and who says stop. "
        "It is never left empty.",
        max_length=1000,
        error_messages={"required": "Say how people are kept safe while this is done"},
    )
    gaps = LongText(label=GAPS, help_text=GAPS_ARE_OURS, required=False, max_length=1000)
    agencies = AnyOf(label="Which other agencies read it?", choices=[], required=False)
    ground = OneOf(
        label="Is it made to keep somebody safe?",
        choices=GROUNDS,
        error_messages={"required": "Choose why it is made"},
    )

    def __init__(
        self,
        *args: Any,
        areas: Iterable[tuple[str, str]],
        agencies: Iterable[tuple[str, str]],
        is_held: bool,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        if not is_held:
            del self.fields["ground"]
        _choose_from(self, "area", areas)
        _choose_from(self, "agencies", agencies)


class DescribePlan(forms.Form):
    """Where a plan stands, and how people are kept safe."""

    state = OneOf(label="Where does it stand?", choices=PlanState.choices)
    summary = LongText(label="What is it about?", required=False, max_length=600)
    safeguarding = LongText(
        label="How are people kept safe while it is carried out?",
        max_length=1000,
        error_messages={"required": "Say how people are kept safe while this is done"},
    )
    gaps = LongText(label=GAPS, help_text=GAPS_ARE_OURS, required=False, max_length=1000)


class AddObjective(forms.Form):
    """One thing that a plan is to achieve."""

    text = forms.CharField(
        label="What is to be achieved?",
        max_length=300,
        error_messages={"required": "Say what is to be achieved"},
    )
    four_p = OneOf(
        label="Which of the four Ps is it most of all?",
        choices=FourP.choices,
        error_messages={"required": "Choose the strand that it is most of all"},
    )


class JoinPlan(forms.Form):
    """Another plan that this one has to do with."""

    other = forms.ChoiceField(
        label="Which plan has to do with this one?",
        error_messages={"required": "Choose another plan"},
    )

    def __init__(self, *args: Any, plans: Iterable[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        _choose_from(self, "other", plans)


class NarrowDisruptions(forms.Form):
    """Which disruptions to list."""

    state = OneOf(
        label="State",
        required=False,
        choices=[
            ("", "Any"),
            ("waiting", "Waits to be moderated"),
            ("review", "Did it last?"),
            *((level.value, level.name.capitalize()) for level in DisruptionLevel),
        ],
    )
    four_p = OneOf(label="Strand", required=False, choices=[("", "Any"), *FourP.choices])
    partner_only = forms.BooleanField(label="By partners without the police", required=False)


class Claim(forms.Form):
    """One event that made crime harder."""

    title = forms.CharField(
        label="What was it?",
        help_text="Give the place, and name nobody.",
        max_length=120,
        error_messages={"required": "Say what it was"},
    )
    happened_on = GovDateField(label="When did it happen?", what="the day it happened")
    area = forms.ChoiceField(
        label="In which district?", error_messages={"required": "Choose the district"}
    )
    what = LongText(
        label="What was done?",
        help_text="It need not have been an arrest. Do not name anybody.",
        max_length=400,
        error_messages={"required": "Say what was done"},
    )
    effect = forms.CharField(
        label="What is harder for them now?",
        help_text="Their means, money, name, freedom or market, as far as you know.",
        required=False,
        max_length=300,
    )
    four_p = OneOf(
        label="Which of the four Ps is it most of all?",
        choices=FourP.choices,
        error_messages={"required": "Choose the strand that it is most of all"},
    )
    level = OneOf(
        label="How far was crime disrupted?",
        choices=DisruptionLevel.choices,
        error_messages={"required": "Choose how far it was disrupted"},
    )
    contributors = AnyOf(
        label="Which other agencies took part?",
        help_text="It stays one event, and they see it.",
        choices=[],
        required=False,
    )
    outside_reference = forms.CharField(
        label="Another system’s reference, if there is one", required=False, max_length=40
    )

    def __init__(
        self,
        *args: Any,
        areas: Iterable[tuple[str, str]],
        agencies: Iterable[tuple[str, str]],
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        _choose_from(self, "area", areas)
        _choose_from(self, "contributors", agencies)


class JoinIn(forms.Form):
    """An agency that took part."""

    agency = forms.ChoiceField(
        label="Which agency took part?", error_messages={"required": "Choose the agency"}
    )
    note = forms.CharField(label="What did it do?", required=False, max_length=200)

    def __init__(self, *args: Any, agencies: Iterable[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        _choose_from(self, "agency", agencies)


class Moderate(forms.Form):
    """What somebody else says of a claim."""

    level = OneOf(
        label="What do you agree to?",
        choices=[*DisruptionLevel.choices, ("none", "Not a disruption")],
        error_messages={"required": "Choose what you agree to"},
    )
    reason = forms.CharField(
        label="Why, if it is not what was claimed?", required=False, max_length=300
    )

    def clean_level(self) -> str:
        """The level, or empty where it is none."""
        level = str(self.cleaned_data["level"])
        return "" if level == "none" else level


class AskReturns(forms.Form):
    """A quarter's returns, asked for by a day."""

    quarter = forms.ChoiceField(label="Which quarter?")
    area = forms.ChoiceField(label="Of which area?")
    due_on = GovDateField(label="By when?", what="the day the returns are due")
    invited = forms.ChoiceField(label="Who is asked by invitation?", required=False)

    def __init__(
        self,
        *args: Any,
        quarters: Iterable[tuple[str, str]],
        areas: Iterable[tuple[str, str]],
        guests: Iterable[tuple[str, str]],
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        _choose_from(self, "quarter", quarters)
        _choose_from(self, "area", areas)
        _choose_from(self, "invited", [("", "Nobody"), *guests])


class FillBlock(forms.Form):
    """The numbers and words of one block of a return."""

    def __init__(self, *args: Any, block: BlockFacts, **options: Any) -> None:
        super().__init__(*args, **options)
        for line in block.figures:
            code = line.measure.code
            words = f"{line.measure.words} ({code})"
            self.fields[f"number_{code}"] = forms.IntegerField(
                label=words,
                help_text="Counted from what is here." if line.is_counted else "",
                required=False,
                min_value=0,
                max_value=line.measure.most,
                initial=line.number,
                widget=forms.TextInput(attrs={"inputmode": "numeric"}),
                error_messages={
                    "invalid": f"{code} must be a whole number",
                    "min_value": f"{code} must be 0 or more",
                    "max_value": f"{code} must be {line.measure.most:,} or less",
                },
            )
            self.fields[f"why_{code}"] = forms.CharField(
                label=f"Why there is no number for {code}, if there is none",
                required=False,
                max_length=200,
                initial=line.why_none,
            )
            self.fields[f"apart_{code}"] = forms.CharField(
                label=f"Why {code} cannot be compared with other quarters, if it cannot",
                required=False,
                max_length=200,
                initial=line.not_comparable,
            )
        self.fields["words"] = LongText(
            label="What should the reader know?",
            help_text="Name nobody, and no home.",
            required=False,
            max_length=1000,
            initial=block.words,
        )

    def filled(self) -> Mapping[str, Any]:
        """What the act of filling a block is told."""
        given = self.cleaned_data
        codes = [name.partition("_")[2] for name in self.fields if name.startswith("number_")]
        return {
            "numbers": {code: given[f"number_{code}"] for code in codes},
            "reasons": {code: given[f"why_{code}"] for code in codes},
            "not_comparable": {code: given[f"apart_{code}"] for code in codes},
            "words": given["words"],
        }


class Hand(forms.Form):
    """To whom a return is handed to sign."""

    chair = forms.ChoiceField(
        label="Who signs it for the partnership?",
        error_messages={"required": "Choose who signs it"},
    )

    def __init__(self, *args: Any, chairs: Iterable[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        _choose_from(self, "chair", chairs)


class SendBack(forms.Form):
    """Why a return is not signed."""

    note = forms.CharField(
        label="What has to be put right?",
        max_length=300,
        error_messages={"required": "Say what has to be put right"},
    )


class CheckReturn(forms.Form):
    """What becomes of a return that has been signed."""

    state = OneOf(
        label="What becomes of it?",
        choices=[],
        error_messages={"required": "Choose what becomes of it"},
    )
    note = forms.CharField(label="Why, if you query or reopen it?", required=False, max_length=300)

    def __init__(self, *args: Any, states: Iterable[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        _choose_from(self, "state", states)


class TakeBack(forms.Form):
    """A workbook that came back."""

    workbook = forms.FileField(
        label="The workbook", error_messages={"required": "Choose the workbook"}
    )


class AddLayout(forms.Form):
    """A partner's workbook and what it is called."""

    name = forms.CharField(
        label="Whose workbook is it?",
        max_length=120,
        error_messages={"required": "Enter whose workbook it is"},
    )
    workbook = forms.FileField(
        label="The workbook, as XLSX",
        help_text="Write in brackets what stands where: [reference] in one cell, then [B1] where "
        "the number of B1 goes, and [B1 why] for why there is none. [quarter] and [partnership] "
        "are filled in. Formulas, macros and links are refused",
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx"}),
        error_messages={"required": "Choose the workbook", "empty": "This file is empty"},
    )
