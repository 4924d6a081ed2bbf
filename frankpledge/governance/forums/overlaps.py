"""Questions 1, 2, 4, 8, 10 and 13: hours, members and purposes that forums have in common. Pure.

Formulas: the project's domain notes on forum mapping, section 4.2.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

from frankpledge.governance.forums.mapped import Forums, MappedForum

HOURS_OF_A_POST = 160.0
"""Hours of a full post in a month: 37 a week."""
LEAST_ATTENDANCE, OF_MEETINGS = 0.7, 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """Hours a month that one organisation, or one post of it, gives to forums."""

    organisation: str
    name: str
    post: str
    forums: tuple[str, ...]
    hours: float
    not_known: int
    is_heavy: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two forums and what they have in common: `likeness` is shared over all, from 0 to 1."""

    one: str
    other: str
    shared: frozenset[str]
    likeness: float
    posts: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class SamePurpose:
    """Two forums with a subject, a test and an area in common. A person says if they repeat."""

    one: str
    other: str
    subjects: frozenset[str]
    test: str
    harms: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """A required organisation that was at too few of the last four meetings."""

    forum: str
    organisation: str
    came: int
    of: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadByBasis:
    """Hours a month by whether the law asks for a forum: of one member each, and of all."""

    basis: str
    forums: int
    hours: float
    member_hours: float
    not_known: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CrossBorder:
    """A forum with members who work wholly outside its area."""

    forum: str
    members: tuple[str, ...]


def loads(forums: Forums, *, share: float) -> tuple[Load, ...]:
    """Question 1. Σ (meetings a month × (length + preparation)) by organisation and post.

    Heavy where it passes *share* of a full post. Forums whose hours nobody knows are counted
    beside the sum, never as nothing. Most hours first.
    """
    found: dict[tuple[str, str], list[tuple[MappedForum, str]]] = {}
    for forum in forums:
        for key, name in {(m.organisation, m.post): m.name for m in forum.members}.items():
            found.setdefault(key, []).append((forum, name))
    lines = []
    for (organisation, post), sat in found.items():
        known = [each.hours_a_month for each, _ in sat if each.hours_a_month is not None]
        lines.append(
            Load(
                organisation=organisation,
                name=sat[0][1],
                post=post,
                forums=tuple(sorted(each.code for each, _ in sat)),
                hours=sum(known),
                not_known=len(sat) - len(known),
                is_heavy=sum(known) > share * HOURS_OF_A_POST,
            )
        )
    return tuple(sorted(lines, key=lambda each: (-each.hours, each.name, each.post)))


def shared_members(forums: Forums, *, least: float = 0.0) -> tuple[Pair, ...]:
    """Question 2. Jaccard of the sets of required organisations, and posts that sit on both.

    Only pairs with something in common and a likeness of *least* or more; most alike first.
    """
    posts = {
        each.code: frozenset(
            f"{member.name}: {member.post}" for member in each.members if member.post
        )
        for each in forums
    }
    pairs = []
    for one, other in combinations(sorted(forums, key=lambda each: each.code), 2):
        shared, either = one.required & other.required, one.required | other.required
        likeness = len(shared) / len(either) if either else 0.0
        same = posts[one.code] & posts[other.code]
        if (shared and likeness >= least) or same:
            pairs.append(
                Pair(one=one.code, other=other.code, shared=shared, likeness=likeness, posts=same)
            )
    return tuple(sorted(pairs, key=lambda pair: (-pair.likeness, pair.one, pair.other)))


def same_purpose(forums: Forums) -> tuple[SamePurpose, ...]:
    """Question 4. Pairs that share a subject, the band of their threshold, and an area.

    Most harms in common first. That they repeat one another is for a person to say.
    """
    pairs = [
        SamePurpose(
            one=one.code,
            other=other.code,
            subjects=one.subjects & other.subjects,
            test=one.test,
            harms=one.harms & other.harms,
        )
        for one, other in combinations(sorted(forums, key=lambda each: each.code), 2)
        if one.subjects & other.subjects and one.test == other.test and one.areas & other.areas
    ]
    return tuple(sorted(pairs, key=lambda pair: (-len(pair.harms), pair.one, pair.other)))


def missing_members(forums: Forums) -> tuple[Missing, ...]:
    """Question 8. Required organisations at fewer than 70 in 100 of the last four meetings.

    Forums that have not had four meetings with attendance noted say nothing.
    """
    return tuple(
        Missing(
            forum=forum.code,
            organisation=organisation,
            came=forum.attended.get(organisation, 0),
            of=forum.meetings_noted,
        )
        for forum in sorted(forums, key=lambda each: each.code)
        if forum.meetings_noted >= OF_MEETINGS
        for organisation in sorted(forum.required)
        if forum.attended.get(organisation, 0) / forum.meetings_noted < LEAST_ATTENDANCE
    )


def load_by_basis(forums: Forums) -> tuple[LoadByBasis, ...]:
    """Question 10. Hours a month of forums that the law asks for, and of those it does not."""
    lines = []
    for basis, stands in (("statutory", True), ("discretionary", False), ("not_clear", None)):
        those = [each for each in forums if each.is_statutory is stands]
        known = [(each.hours_a_month, len(each.members)) for each in those]
        hours = [(hours, members) for hours, members in known if hours is not None]
        lines.append(
            LoadByBasis(
                basis=basis,
                forums=len(those),
                hours=sum(each for each, _ in hours),
                member_hours=sum(each * members for each, members in hours),
                not_known=len(known) - len(hours),
            )
        )
    return tuple(lines)


def cross_border(forums: Forums) -> tuple[CrossBorder, ...]:
    """Question 13. Forums with a member none of whose area lies in the forum's."""
    return tuple(
        CrossBorder(forum=forum.code, members=outside)
        for forum in sorted(forums, key=lambda each: each.code)
        for outside in [
            tuple(
                sorted(
                    {
                        member.name
                        for member in forum.members
                        if member.reach and forum.areas and not member.reach & forum.areas
                    }
                )
            )
        ]
        if outside
    )
