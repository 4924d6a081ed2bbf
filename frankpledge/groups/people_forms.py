"""Questions about people of the register, their links and a way out."""

from __future__ import annotations

from typing import Any

from django import forms

from frankpledge.groups.forms import Offer, offer
from frankpledge.groups.linking import GRADES, GROUP_RELATIONS, PERSON_RELATIONS
from frankpledge.groups.models import AgeBand, Ethnicity
from frankpledge.groups.removals import FOR_WHOM
from frankpledge.groups.sorts import CATEGORY_WORDS, RELATION_WORDS
from frankpledge.ui.api import GovDateField, LongText, OneOf, YesNo

SOURCE_GRADES = (("1", "1 Reliable"), ("2", "2 Untested"), ("3", "3 Not reliable"))
GRADE_WORDS = {
    "A": "A Known directly to the source",
    "B": "B Known indirectly, and corroborated",
    "C": "C Known indirectly",
    "D": "D Not known",
}


class Graded(forms.Form):
    """What every link has: its grade, its source and its first day."""

    source_grade = OneOf(
        label="How reliable is the source?",
        choices=SOURCE_GRADES,
        error_messages={"required": "Choose how reliable the source is"},
    )
    intelligence_grade = OneOf(
        label="How is the intelligence assessed?",
        choices=[(grade, GRADE_WORDS[grade]) for grade in GRADES],
        error_messages={"required": "Choose how the intelligence is assessed"},
    )
    source = forms.CharField(
        label="The force’s reference of what it rests on",
        max_length=60,
        error_messages={"required": "Enter the force’s reference"},
    )
    from_on = GovDateField(label="From when?", what="the first day")


class LinkGroup(Graded):
    """What one group is to another."""

    other = forms.ChoiceField(
        label="Which other group?", error_messages={"required": "Choose a group"}
    )
    relation = OneOf(
        label="What is this group to the other?",
        choices=[(each.value, RELATION_WORDS[each]) for each in GROUP_RELATIONS],
        error_messages={"required": "Choose what one is to the other"},
    )
    field_order = ("other", "relation")

    def __init__(self, *args: Any, groups: Offer, **options: Any) -> None:
        super().__init__(*args, **options)
        offer(self, "other", groups, first="Choose a group")


class LinkPerson(Graded):
    """Who is linked, by where they are on file, and what safeguards ask."""

    system = forms.CharField(
        label="In which system are they on file?",
        max_length=60,
        error_messages={"required": "Enter the system"},
    )
    pointer = forms.CharField(
        label="Their reference there",
        help_text="Never a name",
        max_length=40,
        error_messages={"required": "Enter their reference"},
    )
    category = OneOf(
        label="What are they?",
        help_text="A victim or a witness never counts towards a group",
        choices=[(each.value, words) for each, words in CATEGORY_WORDS.items()],
        error_messages={"required": "Choose what they are"},
    )
    relation = OneOf(
        label="What are they to the group?",
        choices=[(each.value, RELATION_WORDS[each]) for each in PERSON_RELATIONS],
        error_messages={"required": "Choose what they are to the group"},
    )
    age = OneOf(
        label="How old are they?",
        choices=AgeBand.choices,
        error_messages={"required": "Choose how old they are"},
    )
    consulted_whom = forms.CharField(
        label="If under 18, whom in safeguarding did you consult?", required=False, max_length=120
    )
    consulted_on = GovDateField(
        label="And when?", what="the day of the consultation", required=False
    )
    ethnicity = OneOf(
        label="Their ethnicity, as they say it themselves",
        help_text="Counted once a quarter, so that unfairness can be seen",
        choices=Ethnicity.choices,
        error_messages={"required": "Choose their ethnicity, or that it is not known"},
    )
    area = forms.ChoiceField(
        label="In which district are they?", error_messages={"required": "Choose the district"}
    )
    harm = forms.IntegerField(
        label="Harm on record, if a score is held",
        help_text="Leave it empty if it is not known. Nought puts the record forward for removal.",
        required=False,
        min_value=0,
        max_value=999,
    )
    noticed_on = GovDateField(
        label="When did they last come to notice?", what="the day they last came to notice"
    )
    field_order = (
        "system",
        "pointer",
        "category",
        "relation",
        "age",
        "consulted_whom",
        "consulted_on",
        "ethnicity",
        "area",
        "harm",
        "noticed_on",
    )

    def __init__(self, *args: Any, areas: Offer, **options: Any) -> None:
        super().__init__(*args, **options)
        offer(self, "area", areas, first="Choose a district")


class AskWayOut(forms.Form):
    """For whom a way out is asked, and what has changed."""

    system = forms.CharField(
        label="In which system are they on file?",
        max_length=60,
        error_messages={"required": "Enter the system"},
    )
    pointer = forms.CharField(
        label="Their reference there",
        help_text="Never a name",
        max_length=40,
        error_messages={"required": "Enter their reference"},
    )
    for_whom = OneOf(
        label="Who asks for it?",
        choices=FOR_WHOM,
        error_messages={"required": "Choose who asks for it"},
    )
    words = LongText(
        label="What has changed for them?",
        help_text="Do not name anybody",
        rows=4,
        max_length=500,
        error_messages={"required": "Enter what has changed for them"},
    )
    area = forms.ChoiceField(
        label="Which district?", error_messages={"required": "Choose the district"}
    )

    def __init__(self, *args: Any, areas: Offer, **options: Any) -> None:
        super().__init__(*args, **options)
        offer(self, "area", areas, first="Choose a district")


class DecideWayOut(forms.Form):
    """Whether the links end, and why."""

    ended = YesNo(
        label="Should every link that there is be ended?",
        error_messages={"required": "Choose yes or no"},
    )
    why = LongText(
        label="Why?",
        help_text="Whoever asked is told that it was considered, and not what you write here",
        rows=3,
        max_length=500,
        error_messages={"required": "Enter why"},
    )
