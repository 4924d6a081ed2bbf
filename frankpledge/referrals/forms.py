"""What is asked when somebody looks for a door, sends a referral, or says what became of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from frankpledge.referrals import catalogue, first_responders, following
from frankpledge.referrals.models import (
    Agreement,
    Exploitation,
    Form,
    NeedOutcome,
    StandingKind,
    State,
)
from frankpledge.referrals.reference_files import words_in
from frankpledge.referrals.routing import Pathway
from frankpledge.referrals.sending import CAPACITY
from frankpledge.ui.api import AnyOf, GovDateField, LongText, OneOf, YesNo

Choices = Sequence[tuple[str, str]]
OLDEST = 120


def offer(form: forms.Form, name: str, choices: Choices) -> None:
    """Let a field be answered with these and nothing else."""
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = list(choices)


# --- finding a door --------------------------------------------------------------------------


class Begin(forms.Form):
    """Whose eyes, and whom it is about."""

    work = OneOf(label="What is your work?", choices=[])
    about = OneOf(
        label="Who is it about?",
        choices=[
            ("child", "A child or young person under 18"),
            ("adult", "An adult"),
            ("place", "A home or other place"),
            ("unknown", "I do not know how old they are"),
        ],
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        offer(self, "work", catalogue.workforces())


class Saw(forms.Form):
    """What was seen. Nothing here is kept, and no name is asked for."""

    signs = AnyOf(label="What did you see?", choices=[], required=False)
    more_signs = AnyOf(label="Did you see any of these?", choices=[], required=False)
    circumstances = AnyOf(label="Is any of this so?", choices=[], required=False)
    age = forms.IntegerField(
        label="How old are they? (optional)", min_value=0, max_value=OLDEST, required=False
    )
    learning_disability = YesNo(
        label="Does the child have a learning disability? (optional)", required=False
    )
    care_needs = YesNo(
        label="Does the adult need care or support? (optional)",
        help_text="For instance from age, illness, disability or dependence.",
        required=False,
    )
    agrees = YesNo(label="Do they agree to help? (optional)", required=False)

    def __init__(self, *args: Any, card: catalogue.Card, about: str, **options: Any) -> None:
        super().__init__(*args, **options)
        offer(self, "signs", [(sign.code, sign.words) for sign in card.first])
        offer(self, "more_signs", [(sign.code, sign.words) for sign in card.rest])
        offer(
            self,
            "circumstances",
            [
                (each.code, each.question)
                for each in catalogue.circumstances().values()
                if about == "unknown" or each.form in ("any", about)
            ],
        )
        if not card.rest:
            del self.fields["more_signs"]
        if about == "child":
            del self.fields["care_needs"]
        if about in ("adult", "place"):
            del self.fields["learning_disability"]
        if about == "place":
            for name in ("age", "care_needs", "agrees"):
                del self.fields[name]


# --- sending ---------------------------------------------------------------------------------


class Which(forms.Form):
    """Which door, and whose form."""

    pathway = forms.ChoiceField(label="Which door?")
    form = OneOf(label="Whose form is it?", choices=Form.choices)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        doors = sorted(catalogue.pathways().values(), key=lambda door: (door.order, door.code))
        offer(
            self,
            "pathway",
            [
                ("", "Choose a door"),
                *((door.code, door.name) for door in doors if not door.is_emergency),
            ],
        )


_ASKED: Mapping[str, str] = {
    "child": "What did the parent say, and the child if they can?",
    "adult": "What did the person say?",
    "place": "What did whoever lives there say?",
}


class Send(forms.Form):
    """What is noted of a referral. A child's and an adult's form ask different things."""

    area = forms.ChoiceField(label="Which district?")
    name = forms.CharField(label="Name (optional)", max_length=120, required=False)
    person = forms.CharField(
        label="Name (optional)",
        help_text="Kept as a code that cannot be read, so that a safeguarding lead is told when "
        "another agency is concerned about the same person.",
        max_length=120,
        required=False,
    )
    born_on = GovDateField(
        label="When were they born? (optional)", what="the day they were born", required=False
    )
    place = forms.CharField(label="Address (optional)", max_length=200, required=False)
    concern = LongText(label="What worries you?", rows=4, max_length=2000)
    wishes = LongText(
        label="What do they want? (optional)", rows=3, max_length=2000, required=False
    )
    safe_contact = forms.CharField(
        label="How can they be reached safely? (optional)", max_length=200, required=False
    )
    capacity = OneOf(label="Can they decide about this for themselves?", choices=CAPACITY)
    needs = AnyOf(label="What do they need? (optional)", choices=[], required=False)
    exploitation = AnyOf(
        label="For what are they exploited?",
        help_text="Choose all that you know of.",
        choices=Exploitation.choices,
    )
    safeguarding_first = YesNo(label="Has a child protection referral been sent first?")
    informed = YesNo(label="Were they told what it means, in words they understand?")
    interpreter = OneOf(
        label="Was there an interpreter?",
        choices=[
            ("used", "Yes"),
            ("not_needed", "None was needed"),
            ("refused", "They did not want one"),
        ],
    )
    seen_alone = YesNo(label="Were they seen alone?")
    offer_again_on = GovDateField(
        label="When will it be offered again?", what="the day to offer it again"
    )
    agreement = OneOf(label="What did they say?", choices=Agreement.choices)
    duty = forms.ChoiceField(
        label="If they did not agree, which duty stands in its place? (optional)", required=False
    )
    told = YesNo(label="Were they told of this referral?", reveals={"no": "why_not_told"})
    why_not_told = forms.ChoiceField(label="Why not?", required=False)
    eighteen_on = GovDateField(
        label="When do they turn 18? (optional)",
        help_text="So that somebody begins in time on what comes after it.",
        what="the day they turn 18",
        required=False,
    )
    their_reference = forms.CharField(
        label="The door’s own reference (optional)", max_length=40, required=False
    )

    def __init__(
        self, *args: Any, door: Pathway, form: str, areas: Choices, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        offer(self, "area", [("", "Choose a district"), *areas])
        offer(self, "needs", words_in("needs.csv"))
        offer(self, "duty", [("", "None is needed"), *words_in("duties.csv")])
        offer(self, "why_not_told", [("", "Choose why"), *words_in("not_told_reasons.csv")])
        self.fields["agreement"].label = _ASKED[form]
        for name in _left_out(door, form):
            del self.fields[name]
        if "place" in self.fields and not door.worked_here:
            self.fields[
                "place"
            ].help_text = (
                "Kept as a code that cannot be read, so that nothing is enforced there unseen."
            )


def _left_out(door: Pathway, form: str) -> set[str]:
    """Which questions that door's form does not ask."""
    gone = set[str]()
    if not door.worked_here:
        gone |= {"name", "concern", "wishes", "safe_contact", "capacity", "needs"}
    else:
        gone |= {"their_reference", "person"}
    if form != Form.ADULT:
        gone |= {"capacity", "born_on"}
    if form != Form.CHILD:
        gone |= {"eighteen_on", "safeguarding_first"}
    if form == Form.PLACE:
        gone |= {"name", "person"}
    if door.code not in first_responders.DOORS:
        gone |= {"safeguarding_first", "exploitation"}
    if door.code not in (first_responders.ADULT, first_responders.NOTIFY):
        gone |= {"informed", "interpreter", "seen_alone"}
    if door.code != first_responders.NOTIFY:
        gone |= {"offer_again_on"}
    else:
        gone |= {"place", "their_reference", "person", "born_on"}
    return gone


class Describe(forms.Form):
    """What whoever helps has to know."""

    name = forms.CharField(label="Name (optional)", max_length=120, required=False)
    place = forms.CharField(label="Address (optional)", max_length=200, required=False)
    concern = LongText(label="What worries you?", rows=4, max_length=2000)
    wishes = LongText(
        label="What do they want? (optional)", rows=3, max_length=2000, required=False
    )
    safe_contact = forms.CharField(
        label="How can they be reached safely? (optional)", max_length=200, required=False
    )
    capacity = OneOf(
        label="Can they decide about this for themselves? (optional)",
        choices=CAPACITY,
        required=False,
    )


# --- what became of it -----------------------------------------------------------------------


class Accept(forms.Form):
    """Who took it on, by their own reference."""

    their_reference = forms.CharField(
        label="Their reference (optional)", max_length=40, required=False
    )


class Decline(forms.Form):
    """Why not, and what could be tried instead."""

    reason = OneOf(label="Why?", choices=[])
    other_pathway = forms.ChoiceField(
        label="What could be tried instead?",
        help_text="For an adult for whom a test is not met, the vulnerability panel is told by "
        "itself, where there is one.",
        required=False,
    )

    def __init__(self, *args: Any, pathway: str, **options: Any) -> None:
        super().__init__(*args, **options)
        offer(self, "reason", following.decline_reasons(pathway))
        offer(self, "other_pathway", _doors("Choose a door", besides=pathway, nothing=True))


class Transfer(forms.Form):
    """To which other door, and why."""

    to_pathway = forms.ChoiceField(label="To which door?")
    reason = OneOf(label="Why?", choices=[])

    def __init__(self, *args: Any, pathway: str, **options: Any) -> None:
        super().__init__(*args, **options)
        offer(self, "to_pathway", _doors("Choose a door", besides=pathway))
        offer(self, "reason", list(following.move_reasons("transfer").items()))


class Reopen(forms.Form):
    """Why it is opened again."""

    reason = OneOf(label="Why is it opened again?", choices=[])

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        offer(self, "reason", list(following.move_reasons("reopen").items()))


class Close(forms.Form):
    """What came of it."""

    outcome = OneOf(label="What came of it?", choices=[])

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        offer(self, "outcome", words_in("outcomes.csv"))


def _doors(first: str, *, besides: str, nothing: bool = False) -> Choices:
    doors = sorted(catalogue.pathways().values(), key=lambda door: (door.order, door.code))
    return [
        ("", first),
        *(
            (door.code, door.name)
            for door in doors
            if door.code != besides and not door.is_emergency
        ),
        *([(following.NO_OTHER, "Nothing that we know of")] if nothing else []),
    ]


class Needs(forms.Form):
    """Each need, and what became of it."""

    def __init__(self, *args: Any, known: Mapping[str, str], **options: Any) -> None:
        super().__init__(*args, **options)
        for code, words in words_in("needs.csv"):
            self.fields[code] = forms.ChoiceField(
                label=words,
                required=False,
                initial=(known[code] or "unknown") if code in known else "",
                choices=[
                    ("", "No such need"),
                    ("unknown", "A need. What became of it is not known yet"),
                    *NeedOutcome.choices,
                ],
            )

    def outcomes(self, known: Mapping[str, str]) -> dict[str, str]:
        """What was said of each need that there is."""
        return {
            code: "" if said == "unknown" else said
            for code, said in self.cleaned_data.items()
            if said or code in known
        }


class SayStanding(forms.Form):
    """How the person stands, since when, and who says so."""

    standing = OneOf(
        label="How do they stand?",
        help_text="Others stay as they are: one person can be harmed and do harm.",
        choices=StandingKind.choices,
    )
    since = GovDateField(label="Since when?", what="the day since when")
    source = forms.CharField(
        label="Who says so?",
        help_text="For example: the joint visit, an arrest, a decision of the competent authority.",
        max_length=200,
    )


# --- lists and what doors need ---------------------------------------------------------------


class Narrow(forms.Form):
    """Which referrals."""

    reference = forms.CharField(label="Our reference", max_length=12, required=False)
    state = forms.ChoiceField(label="State", choices=[("", "Any"), *State.choices], required=False)
    form = forms.ChoiceField(label="Form", choices=[("", "Any"), *Form.choices], required=False)


class SetDuty(forms.Form):
    """Whom to ring in a district."""

    area = forms.ChoiceField(label="Which district?")
    name = forms.CharField(label="Name", max_length=120)
    post = forms.CharField(label="Post", max_length=120)
    telephone = forms.CharField(label="Telephone number", max_length=40)
    hours = forms.CharField(label="Their hours", max_length=120)
    out_of_hours = forms.CharField(label="Number at other hours", max_length=120)

    def __init__(self, *args: Any, areas: Choices, **options: Any) -> None:
        super().__init__(*args, **options)
        offer(self, "area", [("", "Choose a district"), *areas])


class SetDoor(forms.Form):
    """Where a pathway goes in a district."""

    pathway = forms.ChoiceField(label="Which door?")
    area = forms.ChoiceField(label="Which district?")
    agency = forms.ChoiceField(label="Whose door is it?")
    how = forms.CharField(label="How does one get there?", max_length=300)
    forum = forms.ChoiceField(label="Which panel hears of it? (optional)", required=False)
    next_meets_on = GovDateField(
        label="When does it next meet? (optional)", what="the next meeting", required=False
    )

    def __init__(
        self, *args: Any, areas: Choices, agencies: Choices, forums: Choices, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        offer(self, "pathway", _doors("Choose a door", besides=""))
        offer(self, "area", [("", "Choose a district"), *areas])
        offer(self, "agency", [("", "Choose an agency"), *agencies])
        offer(self, "forum", [("", "None"), *forums])
