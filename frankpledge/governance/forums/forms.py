"""Questions that the map of forums asks of whoever keeps it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django import forms

from frankpledge.governance.forums.mapped import AGE_WORDS, SUBJECT_WORDS, TEST_WORDS
from frankpledge.governance.forums.reference import harms
from frankpledge.governance.forums.said import EntryFacts, RouteCount, SeatFacts
from frankpledge.governance.models import Exists, Level, OfferSort, Standing
from frankpledge.governance.models.shared_cases import BANDS
from frankpledge.ui.api import AnyOf, GovDateField, LongText, OneOf, YesNo

Choices = Sequence[tuple[str, str]]
DERIVED_WORDS = {
    "level": "Its level",
    "subjects": "Whom or what it discusses",
    "ages": "For which ages",
    "harms": "Against which harms",
    "test": "The sort of its threshold",
    "areas": "Where",
    "hours": "How often and how long",
    "members": "Who belongs to it",
}
_STATUTORY = (("yes", "Yes"), ("no", "No"), ("unclear", "Partly, or nobody knows"))


def _number(label: str, help_text: str = "", *, most: int = 10_000) -> forms.IntegerField:
    return forms.IntegerField(
        label=f"{label} (optional)",
        help_text=help_text or "Leave it empty if nobody knows",
        min_value=0,
        max_value=most,
        required=False,
    )


class Entry(forms.Form):
    """All that an entry says. What nobody knows is left empty, and is not counted as nothing."""

    name = forms.CharField(
        label="What is it called?",
        max_length=160,
        error_messages={"required": "Enter what the forum is called"},
    )
    purpose = LongText(
        label="What is it for?",
        rows=3,
        max_length=600,
        error_messages={"required": "Say what it is for"},
    )
    level = OneOf(
        label="At which level does it work?",
        choices=Level.choices,
        error_messages={"required": "Choose the level"},
    )
    statutory = OneOf(
        label="Does the law ask for it?",
        choices=_STATUTORY,
        error_messages={"required": "Choose whether the law asks for it"},
    )
    statute = forms.CharField(label="Which law? (optional)", max_length=200, required=False)
    chair = forms.CharField(
        label="Which post chairs it? (optional)", max_length=160, required=False
    )
    meetings_a_year = _number("How many times a year does it meet?", most=366)
    minutes_long = _number("How many minutes does it last?", most=1000)
    minutes_to_prepare = _number("How many minutes does a member prepare?", most=1000)
    capacity = _number("How many cases can one meeting hear?", most=1000)
    threshold = forms.CharField(
        label="What is its threshold, in words? (optional)", max_length=300, required=False
    )
    test = OneOf(
        label="What sort of threshold is that?",
        choices=tuple(TEST_WORDS.items()),
        error_messages={"required": "Choose the sort of threshold"},
    )
    legal_basis = forms.CharField(
        label="On which basis does it share information? (optional)",
        max_length=300,
        required=False,
    )
    subjects = AnyOf(
        label="Whom or what does it discuss?", choices=SUBJECT_WORDS.items(), required=False
    )
    ages = AnyOf(label="For which ages?", choices=AGE_WORDS.items(), required=False)
    harms = AnyOf(label="Against which harms?", choices=[], required=False)
    areas = AnyOf(label="Where?", choices=[], error_messages={"required": "Choose where it works"})
    members = LongText(
        label="Who belongs to it?",
        help_text="One on each line: the agency; the post, if one is named; invited or informed, "
        "if they do not have to be there. For example, Probation; Senior officer; invited",
        rows=8,
        required=False,
    )
    hands_to = AnyOf(label="Which forums does it hand cases to?", choices=[], required=False)

    def __init__(self, *args: Any, areas: Choices, others: Choices, **options: Any) -> None:
        super().__init__(*args, **options)
        for name, choices in (
            ("harms", [(each.code, each.name) for each in harms()]),
            ("areas", areas),
            ("hands_to", others),
        ):
            field = self.fields[name]
            assert isinstance(field, forms.MultipleChoiceField)
            field.choices = list(choices)
        self.others = dict(others)

    def facts(self, was: EntryFacts | None, agencies: Choices) -> EntryFacts:
        """What was answered, with what this form does not ask kept as it was.

        Fields that were derived and have been changed are no longer derived.
        """
        given = self.cleaned_data
        known = {name.casefold(): code for code, name in agencies}
        kept = tuple(
            (to, name) for to, name in (was.hands_to if was else ()) if to not in self.others
        )
        made = EntryFacts(
            name=given["name"],
            purpose=given["purpose"],
            level=given["level"],
            is_statutory={"yes": True, "no": False}.get(given["statutory"]),
            statute=given["statute"],
            chair=given["chair"],
            frequency=was.frequency if was else "",
            meetings_a_year=given["meetings_a_year"],
            minutes_long=given["minutes_long"],
            minutes_to_prepare=given["minutes_to_prepare"],
            capacity=given["capacity"],
            threshold=given["threshold"],
            test=given["test"],
            legal_basis=given["legal_basis"],
            provenance=was.provenance if was else "",
            subjects=tuple(sorted(given["subjects"])),
            ages=tuple(sorted(given["ages"])),
            harms=tuple(sorted(given["harms"])),
            areas=tuple(sorted(given["areas"])),
            seats=_seats(given["members"], known),
            hands_to=(*kept, *((to, self.others[to]) for to in given["hands_to"])),
        )
        if was is None:
            return made
        return _still_derived(made, was)


def _still_derived(made: EntryFacts, was: EntryFacts) -> EntryFacts:
    same = {
        "hours": (made.meetings_a_year, made.minutes_long, made.minutes_to_prepare)
        == (was.meetings_a_year, was.minutes_long, was.minutes_to_prepare),
        "members": made.seats == was.seats,
        **{
            name: getattr(made, name) == getattr(was, name)
            for name in ("level", "subjects", "ages", "harms", "test", "areas")
        },
    }
    return replace(made, derived=tuple(name for name in was.derived if same.get(name)))


def _seats(text: str, known: dict[str, str]) -> tuple[SeatFacts, ...]:
    seats = []
    for line in text.splitlines():
        parts = [part.strip() for part in line.split(";") if part.strip()]
        if not parts:
            continue
        standing = parts[-1].casefold() if len(parts) > 1 else ""
        if standing in Standing.values:
            parts = parts[:-1]
        seats.append(
            SeatFacts(
                organisation=parts[0][:160],
                agency=known.get(parts[0].casefold(), ""),
                post=parts[1][:120] if len(parts) > 1 else "",
                standing=standing if standing in Standing.values else Standing.REQUIRED,
            )
        )
    return tuple(seats)


def entry_initial(facts: EntryFacts) -> dict[str, object]:
    """An entry as the form begins with it."""
    return {
        "name": facts.name,
        "purpose": facts.purpose,
        "level": facts.level,
        "statutory": {True: "yes", False: "no", None: "unclear"}[facts.is_statutory],
        "statute": facts.statute,
        "chair": facts.chair,
        "meetings_a_year": facts.meetings_a_year,
        "minutes_long": facts.minutes_long,
        "minutes_to_prepare": facts.minutes_to_prepare,
        "capacity": facts.capacity,
        "threshold": facts.threshold,
        "test": facts.test,
        "legal_basis": facts.legal_basis,
        "subjects": list(facts.subjects),
        "ages": list(facts.ages),
        "harms": list(facts.harms),
        "areas": list(facts.areas),
        "members": "\n".join(
            "; ".join(
                part
                for part in (
                    seat.organisation,
                    seat.post,
                    seat.standing if seat.standing != Standing.REQUIRED else "",
                )
                if part
            )
            for seat in facts.seats
        ),
        "hands_to": [to for to, _ in facts.hands_to],
    }


class Verify(forms.Form):
    """That an entry is true today."""

    exists = OneOf(
        label="Does it meet?",
        choices=[choice for choice in Exists.choices if choice[0] != Exists.UNKNOWN],
        error_messages={"required": "Choose whether it meets"},
    )
    last_met_on = GovDateField(
        label="When did it last meet? (optional)", what="the day it last met", required=False
    )
    confirmed = AnyOf(
        label="We worked these out. Which of them are right?",
        help_text="Change the entry first where one is wrong.",
        choices=[],
        required=False,
    )

    def __init__(self, *args: Any, to_check: Sequence[str], **options: Any) -> None:
        super().__init__(*args, **options)
        if not to_check:
            del self.fields["confirmed"]
            return
        field = self.fields["confirmed"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(name, DERIVED_WORDS[name]) for name in to_check]


class Figures(forms.Form):
    """What was counted in a period that is over."""

    first_on = GovDateField(label="From which day?", what="the first day")
    last_on = GovDateField(label="To which day?", what="the last day")
    cases = _number("How many cases did it hear?")
    exploited = _number("How many were tagged exploitation or organised crime?")
    left_at_18 = _number("How many left because they turned 18?")
    left_at_18_to_adults = _number("How many of those were passed on to a forum for adults?")

    def __init__(self, *args: Any, hands_to: Choices, **options: Any) -> None:
        super().__init__(*args, **options)
        self.hands_to = tuple(hands_to)
        for code, name in self.hands_to:
            for part, words in _OF_A_ROUTE:
                self.fields[f"{part}/{code}"] = _number(words.format(name))

    def given(self) -> dict[str, Any]:
        """What was counted, with one count for each forum of which anything was said."""
        parts = {part for part, _ in _OF_A_ROUTE}
        found = {
            name: value
            for name, value in self.cleaned_data.items()
            if name.split("/")[0] not in parts
        }
        routes = (
            RouteCount(to=code, **{part: self.cleaned_data.get(f"{part}/{code}") for part in parts})
            for code, _ in self.hands_to
        )
        return found | {
            "routes": [each for each in routes if each != RouteCount(to=each.to)],
        }


_OF_A_ROUTE = (
    ("sent", "{}: how many cases were handed to it?"),
    ("in_time", "{}: how many of those did it accept in time?"),
    ("came_back", "{}: how many came back within 90 days?"),
    ("days", "{}: after how many days did it first decide (the median)?"),
)


class Estimate(forms.Form):
    """How many cases another forum knows too, as its keeper believes."""

    other = forms.ChoiceField(
        label="Which other forum?", error_messages={"required": "Choose the other forum"}
    )
    band = OneOf(
        label="How many of your cases does it know too?",
        choices=BANDS,
        error_messages={"required": "Choose about how many"},
    )

    def __init__(self, *args: Any, others: Choices, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["other"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "Choose a forum"), *others]


class Judge(forms.Form):
    """Whether two forums repeat one another."""

    are_the_same = YesNo(
        label="Do they repeat one another?",
        error_messages={"required": "Choose whether they repeat one another"},
    )
    words = LongText(label="Why?", rows=3, max_length=300, error_messages={"required": "Say why"})


class MakeOffer(forms.Form):
    """What one's own agency can bring against a threat."""

    threat = forms.ChoiceField(
        label="Against which threat?", error_messages={"required": "Choose the threat"}
    )
    sort = OneOf(
        label="What sort of offer is it?",
        choices=OfferSort.choices,
        hints={
            OfferSort.SEE: "What your staff or systems notice",
            OfferSort.DO: "What you may do, or may ask a court for",
            OfferSort.SUPPLY: "People, places, training, money or figures",
        },
        error_messages={"required": "Choose what sort of offer it is"},
    )
    words = LongText(
        label="What can your agency bring?",
        help_text="Do not name anybody.",
        rows=3,
        max_length=300,
        error_messages={"required": "Say what your agency can bring"},
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["threat"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "Choose a threat"), *((each.code, each.name) for each in harms())]


class OpenRun(forms.Form):
    """A count of shared cases, with what the offline page showed when it made the key."""

    assessment = forms.CharField(
        label="What is the reference of the impact assessment?",
        max_length=80,
        error_messages={"required": "Enter the reference of the impact assessment"},
    )
    code = forms.CharField(
        label="What is the run called?",
        help_text="As the offline page showed it when it made the key",
        max_length=12,
        error_messages={"required": "Enter the name of the run"},
    )
    check_value = forms.CharField(
        label="What is its check value?",
        help_text="64 letters and figures. It is not the key. Never type the key here",
        max_length=64,
        error_messages={"required": "Enter the check value"},
    )


class GiveHashes(forms.Form):
    """A forum's file of hashes."""

    entry = forms.ChoiceField(
        label="For which forum?", error_messages={"required": "Choose the forum"}
    )
    text = forms.FileField(
        label="The file that the offline page made",
        error_messages={
            "required": "Choose the file that the offline page made",
            "empty": "The file is empty",
        },
    )

    def __init__(self, *args: Any, entries: Choices, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["entry"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "Choose a forum"), *entries]
