"""The sorts of mapped group, and what somebody is to one: words that every other file shares."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class Sort(StrEnum):
    """What has been mapped. Stored, and never renamed."""

    ORGANISED_GROUP = "organised_group"
    STREET_GANG = "street_gang"
    PRIORITY_INDIVIDUAL = "priority_individual"


SORT_WORDS: Mapping[Sort, str] = {
    Sort.ORGANISED_GROUP: "Organised crime group",
    Sort.STREET_GANG: "Street gang",
    Sort.PRIORITY_INDIVIDUAL: "Priority individual",
}


class Category(StrEnum):
    """What somebody is in law, as far as the record goes. Each link says one."""

    SUSPECT = "suspect"
    CONVICTED = "convicted"
    VICTIM = "victim"
    WITNESS = "witness"
    OTHER = "other"


CATEGORY_WORDS: Mapping[Category, str] = {
    Category.SUSPECT: "Suspected of an offence",
    Category.CONVICTED: "Convicted of an offence",
    Category.VICTIM: "Victim",
    Category.WITNESS: "Witness",
    Category.OTHER: "Somebody else",
}

SCORES = frozenset({Category.SUSPECT, Category.CONVICTED})
"""Only these count towards what is known of a group. A victim or a witness never does."""


class Relation(StrEnum):
    """What one end of a link is to the other, said from left to right."""

    MEMBER = "member"
    ASSOCIATE = "associate"
    WORKS_WITH = "works_with"
    SUPPLIES = "supplies"
    RIVAL = "rival"
    EXPLOITS = "exploits"
    EXPLOITED = "exploited"


RELATION_WORDS: Mapping[Relation, str] = {
    Relation.MEMBER: "belongs to",
    Relation.ASSOCIATE: "is an associate of",
    Relation.WORKS_WITH: "works with",
    Relation.SUPPLIES: "supplies",
    Relation.RIVAL: "is a rival of",
    Relation.EXPLOITS: "exploits",
    Relation.EXPLOITED: "is exploited or harmed by",
}

NOT_OF_VICTIMS = frozenset({Relation.MEMBER, Relation.EXPLOITS})
"""What is never said of a victim or a witness: the record would read as an accusation."""

USUAL_GRADES = frozenset({"A", "B", "C"})
"""Assessments that are drawn unless asked otherwise: D is left out, and E always is."""
