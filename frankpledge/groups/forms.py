"""Questions that groups ask. Each field is named for the argument of the act that it goes to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from frankpledge.groups import schemes
from frankpledge.groups.assessing import SURENESS
from frankpledge.groups.models import Closed, Nature, Standing
from frankpledge.groups.models.register import TIERS
from frankpledge.groups.moving import Choices as GroupChoices
from frankpledge.groups.sorts import SORT_WORDS
from frankpledge.groups.states import ARCHIVED_WORDS, PROPOSABLE, STATUS_WORDS, Status
from frankpledge.groups.vulnerabilities import Choices
from frankpledge.ui.api import AnyOf, GovDateField, LongText, OneOf, YesNo

Offer = Sequence[tuple[str, str]]


def offer(form: forms.Form, name: str, choices: Offer, *, first: str = "") -> None:
    """Let a field be answered from *choices*, with *first* standing for no answer."""
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = [("", first), *choices] if first else list(choices)


class RecordVulnerability(forms.Form):
    """What crime exploits, where, and who sees to it."""

    title = forms.CharField(
        label="What is exploited?",
        help_text="A few words, such as “Flats above shops”. Do not name anybody.",
        max_length=120,
        error_messages={"required": "Enter what is exploited"},
    )
    nature = OneOf(
        label="What sort of thing is it?",
        choices=Nature.choices,
        error_messages={"required": "Choose what sort of thing it is"},
    )
    words = LongText(
        label="How is it exploited?",
        rows=4,
        max_length=600,
        error_messages={"required": "Enter how it is exploited"},
    )
    threats = AnyOf(
        label="By which threats?",
        choices=[],
        error_messages={"required": "Choose at least one threat"},
    )
    area = forms.ChoiceField(
        label="Which district?", error_messages={"required": "Choose the district"}
    )
    lead = forms.ChoiceField(label="Who sees to it?", required=False)
    agencies = AnyOf(label="Which other agencies should see it?", choices=[], required=False)

    def __init__(self, *args: Any, choices: Choices, **options: Any) -> None:
        super().__init__(*args, **options)
        offer(self, "threats", choices.threats)
        offer(self, "area", choices.areas, first="Choose a district")
        offer(self, "lead", choices.people, first="Me")
        offer(self, "agencies", choices.agencies)


class NarrowVulnerabilities(forms.Form):
    """Which vulnerabilities to list."""

    standing = OneOf(
        label="State", required=False, choices=[("", "Open"), (Standing.CLOSED.value, "Closed")]
    )


class ReviewVulnerability(forms.Form):
    """What a review of a vulnerability found."""

    found = LongText(
        label="What did you find?",
        rows=4,
        max_length=500,
        error_messages={"required": "Enter what you found"},
    )
    next_on = GovDateField(
        label="When should it be looked at again?",
        what="the next review",
        required=False,
        help_text="In three months, if you leave this empty",
    )


class CloseVulnerability(forms.Form):
    """Why a vulnerability is closed."""

    why = OneOf(
        label="Why is it closed?",
        choices=Closed.choices,
        error_messages={"required": "Choose why it is closed"},
    )
    found = LongText(label="What was done?", rows=3, max_length=500, required=False)


class ThreatDay(forms.Form):
    """On which day to show the list of threats."""

    on = GovDateField(label="As the list stood on", what="the day", required=False)


class CountSheet(forms.Form):
    """A sheet of counts, before it is looked through."""

    sheet = forms.FileField(
        label="The sheet",
        help_text="A CSV or XLSX file of up to 1 MB with the columns District, Type, Threat, Tier "
        "and Groups. It must hold numbers and no names.",
        error_messages={"required": "Choose a file", "empty": "The file is empty"},
    )
    area = forms.ChoiceField(
        label="Which area do the counts cover?", error_messages={"required": "Choose the area"}
    )
    as_at = GovDateField(label="As at which day?", what="the day of the counts")
    source = forms.CharField(
        label="Who counted them?",
        max_length=200,
        error_messages={"required": "Enter who counted them"},
    )

    def __init__(self, *args: Any, areas: Offer, **options: Any) -> None:
        super().__init__(*args, **options)
        offer(self, "area", areas)


class TakeIn(forms.Form):
    """The same sheet, looked through, to be taken in whole."""

    content = forms.CharField(widget=forms.HiddenInput, max_length=1_000_000)
    area = forms.CharField(widget=forms.HiddenInput, max_length=12)
    as_at = forms.DateField(widget=forms.HiddenInput)
    source = forms.CharField(widget=forms.HiddenInput, max_length=200)


class OneArea(forms.Form):
    """An area."""

    area = forms.ChoiceField(label="Which area?", error_messages={"required": "Choose the area"})

    def __init__(self, *args: Any, areas: Offer, **options: Any) -> None:
        super().__init__(*args, **options)
        offer(self, "area", areas)


class SwitchOn(OneArea):
    """On whose word the register is switched on."""

    officer = forms.CharField(
        label="Who is the data-protection officer?",
        help_text="Their name is shown to everybody who works on the register",
        max_length=120,
        error_messages={"required": "Enter the name of the data-protection officer"},
    )
    assessment = forms.CharField(
        label="Reference of the impact assessment",
        max_length=120,
        error_messages={"required": "Enter the reference of the impact assessment"},
    )


class Narrow(forms.Form):
    """Which groups to list."""

    words = forms.CharField(label="Codename or reference", required=False, max_length=40)
    sort = forms.ChoiceField(label="Type", required=False)
    status = forms.ChoiceField(label="State", required=False)
    tier = forms.ChoiceField(label="Tier", required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        offer(
            self, "sort", [(sort.value, words) for sort, words in SORT_WORDS.items()], first="Any"
        )
        shown = [
            (status.value, words)
            for status, words in STATUS_WORDS.items()
            if status not in (Status.ERROR, Status.DISPOSED)
        ]
        offer(self, "status", shown, first="All that is live")
        offer(self, "tier", [(tier, tier) for tier in TIERS], first="Any")


class Known(forms.Form):
    """What is known of a group. What is not known is left out, and is never taken for no."""

    card = LongText(
        label="What may its lead officer read?",
        help_text="They may be of a partner. Do not name anybody, and nothing that shows a source.",
        rows=4,
        max_length=600,
        required=False,
    )
    people_known = forms.IntegerField(
        label="How many people are in it, as far as is known?",
        required=False,
        min_value=0,
        max_value=999,
    )
    acts_together = YesNo(label="Do they act together?", required=False)
    is_serious = YesNo(
        label="Could the offending bring the years in prison that the test asks for?",
        required=False,
    )
    is_current = YesNo(label="Is the intelligence recent?", required=False)
    reports = forms.IntegerField(
        label="On how many independent reports does it rest?",
        required=False,
        min_value=0,
        max_value=999,
    )
    last_intelligence_on = GovDateField(
        label="When did the latest intelligence come in?", what="the day it came in", required=False
    )
    children_involved = forms.IntegerField(
        label="How many children are involved, as far as is known?",
        required=False,
        min_value=0,
        max_value=999,
    )


class PutForward(Known):
    """A group that is put forward for the register."""

    sort = OneOf(
        label="What is it?",
        choices=[(sort.value, words) for sort, words in SORT_WORDS.items()],
        error_messages={"required": "Choose what it is"},
    )
    area = forms.ChoiceField(
        label="Which district?", error_messages={"required": "Choose the district"}
    )
    main_threat = forms.ChoiceField(
        label="What is it mainly?", error_messages={"required": "Choose the main threat"}
    )
    threats = AnyOf(label="What else?", choices=[], required=False)
    score_owner = forms.ChoiceField(label="Which body owns its score?", required=False)

    field_order = ("sort", "area", "main_threat", "threats", "score_owner")

    def __init__(self, *args: Any, choices: GroupChoices, **options: Any) -> None:
        super().__init__(*args, **options)
        offer(self, "area", choices.areas, first="Choose a district")
        offer(self, "main_threat", choices.threats, first="Choose a threat")
        offer(self, "threats", choices.threats)
        offer(self, "score_owner", choices.agencies, first="Our own unit")


class Move(forms.Form):
    """What goes with a move. Only what the move asks for is shown."""

    why = LongText(label="Why?", rows=3, max_length=500, required=False)
    waiver = LongText(
        label="If too little is known, why may it go on without?",
        rows=3,
        max_length=500,
        required=False,
    )
    plan_due_on = GovDateField(
        label="When is its plan due?", what="the day the plan is due", required=False
    )
    out_of_action = YesNo(label="Are all at its core in custody or inactive?", required=False)
    archived = OneOf(
        label="Why is it archived?",
        required=False,
        choices=[(each.value, ARCHIVED_WORDS[each]) for each in PROPOSABLE],
    )
    debrief = LongText(label="What was learned?", rows=4, max_length=500, required=False)

    ASKED = {
        Status.SCOPING: (),
        Status.REJECTED: ("why",),
        Status.ASSESSED: ("waiver",),
        Status.ACTIVE: ("plan_due_on", "why"),
        Status.MONITORED: ("out_of_action", "why"),
        Status.ARCHIVED: ("archived", "debrief"),
        Status.DISPOSED: ("why",),
    }

    def __init__(self, *args: Any, to: Status, **options: Any) -> None:
        super().__init__(*args, **options)
        for name in list(self.fields):
            if name not in self.ASKED.get(to, ()):
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        """Yes, no and no answer as the act takes them."""
        given = super().clean() or {}
        if "out_of_action" in self.fields:
            given["out_of_action"] = bool(given.get("out_of_action"))
        return given


class Assess(forms.Form):
    """The questions of one scheme. Not known is an answer, and the first."""

    def __init__(self, *args: Any, scheme: schemes.Scheme, **options: Any) -> None:
        super().__init__(*args, **options)
        unknown = (schemes.UNKNOWN, "Not known")
        if scheme.asks_of_activities:
            for place in range(1, schemes.ACTIVITIES_ASKED + 1):
                for scale, label in (
                    ("severity", "how severe is it?"),
                    ("scope", "how far does it reach?"),
                    ("frequency", "how often?"),
                ):
                    self.fields[f"{scale}{place}"] = forms.ChoiceField(
                        label=f"Activity {place}: {label}",
                        choices=[unknown, *schemes.scale_choices(scale)],
                        required=False,
                    )
        for question in scheme.questions:
            self.fields[question.code] = forms.ChoiceField(
                label=question.label,
                help_text=f"Most: {question.words.lower()}" if question.words else "",
                choices=[unknown, *question.choices],
                required=False,
            )
        self.fields["sureness"] = OneOf(
            label="How sure are you?",
            help_text="Shown beside the score, and never part of it",
            choices=list(SURENESS),
            error_messages={"required": "Choose how sure you are"},
        )
        self.fields["why"] = LongText(label="Why?", rows=3, max_length=300, required=False)

    def answers(self) -> dict[str, str]:
        """Codes of the scales by question, without how sure somebody is and why."""
        return {
            name: value
            for name, value in self.cleaned_data.items()
            if name not in ("sureness", "why") and value
        }


class DecideTier(forms.Form):
    """A tier, and why."""

    tier = OneOf(
        label="Which tier?",
        choices=[(tier, tier) for tier in TIERS],
        error_messages={"required": "Choose a tier"},
    )
    why = LongText(label="Why?", rows=3, max_length=300, error_messages={"required": "Enter why"})


class NameLead(forms.Form):
    """Who leads."""

    lead = forms.ChoiceField(
        label="Who leads on it?", error_messages={"required": "Choose a lead officer"}
    )

    def __init__(self, *args: Any, leads: Offer, **options: Any) -> None:
        super().__init__(*args, **options)
        offer(self, "lead", leads, first="Choose somebody")


class ReviewGroup(forms.Form):
    """What a review found and what stops the work."""

    found = LongText(
        label="What did the review find?",
        rows=4,
        max_length=500,
        error_messages={"required": "Enter what the review found"},
    )
    stops = LongText(label="What stops the work?", rows=2, max_length=300, required=False)
    next_on = GovDateField(
        label="When is it looked at again?",
        what="the next review",
        required=False,
        help_text="As late as its tier allows, if you leave this empty",
    )


class ProposeArchive(forms.Form):
    """Why a lead officer would have it archived."""

    why = OneOf(
        label="Why should it go into the archive?",
        choices=[(each.value, ARCHIVED_WORDS[each]) for each in PROPOSABLE],
        error_messages={"required": "Choose why"},
    )


class Merge(forms.Form):
    """Which group it is one with."""

    into = forms.ChoiceField(
        label="Which group is it one with?", error_messages={"required": "Choose a group"}
    )
    debrief = LongText(
        label="What was learned?",
        rows=3,
        max_length=500,
        error_messages={"required": "Enter what was learned"},
    )

    def __init__(self, *args: Any, groups: Offer, **options: Any) -> None:
        super().__init__(*args, **options)
        offer(self, "into", groups, first="Choose a group")


class Transfer(forms.Form):
    """To whom it is handed over."""

    to = forms.CharField(
        label="Which body takes it on?",
        max_length=120,
        error_messages={"required": "Enter the body that takes it on"},
    )
    debrief = LongText(
        label="What was learned?",
        rows=3,
        max_length=500,
        error_messages={"required": "Enter what was learned"},
    )


class Why(forms.Form):
    """A reason."""

    why = LongText(label="Why?", rows=3, max_length=300, error_messages={"required": "Enter why"})


class Reconcile(forms.Form):
    """What a second assessor makes of it."""

    note = LongText(
        label="What do you make of it?",
        rows=4,
        max_length=500,
        error_messages={"required": "Enter what you make of it"},
    )


class NoteIntelligence(forms.Form):
    """When the latest intelligence came in."""

    on = GovDateField(label="When did the latest intelligence come in?", what="the day it came in")


class Confirm(forms.Form):
    """Nothing to fill in: the button says it all."""
