"""How alike two mentions are, in points that add up, each with the sentence that explains it.

Points are rough logarithms of odds: each says how much more often something agrees between two
mentions of one person than between two people. They are fixed. Nothing is counted from what is
held, so no score tells how much is held or of whom.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from rapidfuzz.distance import OSA
from rapidfuzz.fuzz import token_set_ratio

from frankpledge.entities.identifiers import What
from frankpledge.entities.keys import YEARS_ABOUT, alike_signs
from frankpledge.entities.names import REMEMBERED, is_widespread, roots_of, sound

Form = Mapping[str, Sequence[str]]
"""Identifiers by kind, as they are compared."""

Comparison = Callable[[str, str], tuple["Sign", ...]]


class Sign(StrEnum):
    """One thing that speaks for or against two mentions being the same. Stored, never renamed."""

    FAMILY_SAME = "family_same"
    FAMILY_SAME_COMMON = "family_same_common"
    FAMILY_PART = "family_part"
    FAMILY_SOUND = "family_sound"
    FAMILY_NEAR = "family_near"
    FAMILY_OTHER = "family_other"
    GIVEN_SAME = "given_same"
    GIVEN_SAME_COMMON = "given_same_common"
    GIVEN_SHORT = "given_short"
    GIVEN_SOUND = "given_sound"
    GIVEN_NEAR = "given_near"
    GIVEN_MIDDLE = "given_middle"
    GIVEN_INITIAL = "given_initial"
    GIVEN_OTHER = "given_other"
    SWAPPED = "swapped"
    BORN_SAME = "born_same"
    BORN_SWAPPED = "born_swapped"
    BORN_DIGIT = "born_digit"
    BORN_TWO_PARTS = "born_two_parts"
    BORN_MONTH = "born_month"
    BORN_YEAR = "born_year"
    BORN_ABOUT = "born_about"
    BORN_OTHER = "born_other"
    POSTCODE_SAME = "postcode_same"
    POSTCODE_NEAR = "postcode_near"
    POSTCODE_AREA = "postcode_area"
    PHONE_SAME = "phone_same"
    PHONE_NEAR = "phone_near"
    MARK_SAME = "mark_same"
    MARK_ALIKE = "mark_alike"
    MARK_NEAR = "mark_near"
    MARK_PART = "mark_part"
    UPRN_SAME = "uprn_same"
    EMAIL_SAME = "email_same"
    HANDLE_SAME = "handle_same"
    ACCOUNT_SAME = "account_same"
    ACCOUNT_NUMBER = "account_number"
    FIRM_SAME = "firm_same"
    FIRM_NEAR = "firm_near"
    COMPANY_SAME = "company_same"
    ADDRESS_SAME = "address_same"
    ADDRESS_NEAR = "address_near"
    TOGETHER = "together"


@dataclass(frozen=True, slots=True)
class Weight:
    """What a sign is worth, and how it is said."""

    points: float
    words: str


WEIGHTS: Mapping[Sign, Weight] = {
    Sign.FAMILY_SAME: Weight(8, "Same family name"),
    Sign.FAMILY_SAME_COMMON: Weight(5, "Same family name, which many people have"),
    Sign.FAMILY_PART: Weight(6, "One part of a double family name is the same"),
    Sign.FAMILY_SOUND: Weight(5, "Family names sound alike"),
    Sign.FAMILY_NEAR: Weight(4.5, "Family names differ by a letter or two"),
    Sign.FAMILY_OTHER: Weight(-5, "Different family names"),
    Sign.GIVEN_SAME: Weight(6, "Same first name"),
    Sign.GIVEN_SAME_COMMON: Weight(3, "Same first name, which many people have"),
    Sign.GIVEN_SHORT: Weight(3.5, "One first name is short for, or a form of, the other"),
    Sign.GIVEN_SOUND: Weight(3, "First names sound alike"),
    Sign.GIVEN_NEAR: Weight(3, "First names differ by a letter or two"),
    Sign.GIVEN_MIDDLE: Weight(2.5, "One’s first name is the other’s middle name"),
    Sign.GIVEN_INITIAL: Weight(1.5, "Only the first letter of the first name can be compared"),
    Sign.GIVEN_OTHER: Weight(-4, "Different first names"),
    Sign.SWAPPED: Weight(-1, "First and family names stand the other way round"),
    Sign.BORN_SAME: Weight(12, "Same date of birth"),
    Sign.BORN_SWAPPED: Weight(8.5, "Same date of birth with day and month swapped"),
    Sign.BORN_DIGIT: Weight(6.5, "Dates of birth differ by one figure"),
    Sign.BORN_TWO_PARTS: Weight(4.5, "Two of day, month and year of birth are the same"),
    Sign.BORN_MONTH: Weight(6.5, "Same month and year of birth, as far as is known"),
    Sign.BORN_YEAR: Weight(4, "Same year of birth, as far as is known"),
    Sign.BORN_ABOUT: Weight(2, "About the same age"),
    Sign.BORN_OTHER: Weight(-6, "Different dates of birth"),
    Sign.POSTCODE_SAME: Weight(8, "Same postcode"),
    Sign.POSTCODE_NEAR: Weight(4, "Postcodes differ by one sign"),
    Sign.POSTCODE_AREA: Weight(2, "Same part of town, by postcode"),
    Sign.PHONE_SAME: Weight(15, "Same phone number"),
    Sign.PHONE_NEAR: Weight(9.5, "Phone numbers differ by one digit, or two digits are swapped"),
    Sign.MARK_SAME: Weight(15, "Same registration mark"),
    Sign.MARK_ALIKE: Weight(13, "Same registration mark but for signs that look alike"),
    Sign.MARK_NEAR: Weight(9.5, "Registration marks differ by one sign, or two signs are swapped"),
    Sign.MARK_PART: Weight(7, "The part of the registration mark that was seen is the same"),
    Sign.UPRN_SAME: Weight(14, "Same property, by its reference number"),
    Sign.EMAIL_SAME: Weight(15, "Same email address"),
    Sign.HANDLE_SAME: Weight(11, "Same name on a social network"),
    Sign.ACCOUNT_SAME: Weight(15, "Same bank account"),
    Sign.ACCOUNT_NUMBER: Weight(9.5, "Same account number under another sort code"),
    Sign.FIRM_SAME: Weight(11, "Same business name"),
    Sign.FIRM_NEAR: Weight(7, "Business names are nearly the same"),
    Sign.COMPANY_SAME: Weight(15, "Same company number"),
    Sign.ADDRESS_SAME: Weight(11, "Same address"),
    Sign.ADDRESS_NEAR: Weight(7, "Addresses are nearly the same"),
    Sign.TOGETHER: Weight(5, "Something else that was mentioned with each is the same"),
}

_POINTS: Mapping[Sign, float] = {sign: weight.points for sign, weight in WEIGHTS.items()}

TELLING = 9.0
"""From how many points a likeness is told and put before somebody to judge."""


class Strength(StrEnum):
    """How strong a likeness is, in words."""

    STRONG = "Very likely the same"
    LIKELY = "Likely the same"
    POSSIBLE = "Possibly the same"


def strength_of(points: float) -> Strength:
    """A score in words."""
    if points >= 20:
        return Strength.STRONG
    return Strength.LIKELY if points >= 14 else Strength.POSSIBLE


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two mentions are, and the signs that say so."""

    points: float
    signs: tuple[Sign, ...]


def form_of(values: Iterable[tuple[What, str]]) -> dict[str, list[str]]:
    """Identifiers by kind."""
    form: dict[str, list[str]] = {}
    for what, value in values:
        form.setdefault(what.value, []).append(value)
    return form


def values_of(form: Form) -> list[tuple[What, str]]:
    """Identifiers one after another again."""
    return [(What(what), value) for what, values in form.items() for value in values]


def explained(signs: Iterable[str]) -> tuple[tuple[str, float], ...]:
    """Why a pair scored as it did: each sentence with its points, what says most first."""
    known = sorted((Sign(sign) for sign in signs), key=lambda sign: -abs(_POINTS[sign]))
    return tuple((WEIGHTS[sign].words, _POINTS[sign]) for sign in known)


def sentences(signs: Iterable[str]) -> tuple[str, ...]:
    """The sentences alone."""
    return tuple(words for words, _ in explained(signs))


def likeness(one: Form, other: Form) -> Likeness:
    """How alike two mentions are: for each kind that both have, the best that any two values say.

    The same whichever is put first.

    >>> name = {"name": ["ana|penrose"], "phone": ["+447700900123"]}
    >>> [sign.value for sign in likeness(name, name).signs]
    ['family_same', 'given_same', 'phone_same']
    """
    return compared_with(one)(other)


def compared_with(one: Form) -> Callable[[Form], Likeness]:
    """A function that says how alike others are to *one*, quicker than one by one."""
    parts = [(what, compare, one[what]) for what, compare in _COMPARED if one.get(what)]

    def compared(other: Form) -> Likeness:
        points = 0.0
        signs: tuple[Sign, ...] = ()
        for what, compare, ours in parts:
            theirs = other.get(what)
            if not theirs:
                continue
            said = [compare(mine, yours) for mine in ours for yours in theirs]
            best = said[0] if len(said) == 1 else max(said, key=_worth)
            points += _worth(best)
            signs += best
        return Likeness(points, signs)

    return compared


def names(one: str, other: str) -> tuple[Sign, ...]:
    """What two names say, the right way round or with first and family names swapped."""
    given, family = _split(one)
    their_given, their_family = _split(other)
    straight = (_family(family, their_family), _given(given, their_given))
    value = _worth(straight)
    if value >= 7 or not (given and their_given and family and their_family):
        return straight
    if family[0][0] != their_given[0][0] and given[0][0] != their_family[0][0]:
        return straight
    swapped = (_family(family, their_given), _given(given, their_family), Sign.SWAPPED)
    return swapped if _worth(swapped) > value else straight


def _worth(signs: Iterable[Sign]) -> float:
    return sum([_POINTS[sign] for sign in signs])


@lru_cache(maxsize=REMEMBERED)
def _split(name: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    given, _, family = name.partition("|")
    return tuple(given.split()), tuple(family.split())


def _family(one: tuple[str, ...], other: tuple[str, ...]) -> Sign:
    if one == other:
        common = len(one) == 1 and is_widespread(one[0])
        return Sign.FAMILY_SAME_COMMON if common else Sign.FAMILY_SAME
    best = Sign.FAMILY_OTHER
    for mine in one:
        for yours in other:
            if mine == yours:
                return Sign.FAMILY_PART
            if sound(mine) == sound(yours):
                best = Sign.FAMILY_SOUND
            elif best is Sign.FAMILY_OTHER and _near(mine, yours):
                best = Sign.FAMILY_NEAR
    return best


def _near(one: str, other: str) -> bool:
    shorter = min(len(one), len(other))
    if shorter < 3:
        return False
    allowed = 1 if shorter < 7 else 2
    return OSA.distance(one, other, score_cutoff=allowed) <= allowed


def _given(one: tuple[str, ...], other: tuple[str, ...]) -> Sign:
    if not one or not other:
        return Sign.GIVEN_INITIAL if not one and not other else Sign.GIVEN_OTHER
    mine, yours = one[0], other[0]
    if mine == yours and len(mine) > 1:
        return Sign.GIVEN_SAME_COMMON if is_widespread(mine) else Sign.GIVEN_SAME
    if len(mine) == 1 or len(yours) == 1:
        return Sign.GIVEN_INITIAL if mine[0] == yours[0] else Sign.GIVEN_OTHER
    theirs = roots_of(yours)
    if any(root in theirs for root in roots_of(mine)):
        return Sign.GIVEN_SHORT
    if sound(mine) == sound(yours):
        return Sign.GIVEN_SOUND
    if _near(mine, yours):
        return Sign.GIVEN_NEAR
    if mine in other[1:] or yours in one[1:]:
        return Sign.GIVEN_MIDDLE
    return Sign.GIVEN_OTHER


def births(one: str, other: str) -> tuple[Sign, ...]:
    """What two dates of birth say, as far as each is known."""
    if one == other and len(one) == 10:
        return (Sign.BORN_SAME,)
    if one[0] == "~" or other[0] == "~":
        years = int(one.lstrip("~")[:4]), int(other.lstrip("~")[:4])
        return (Sign.BORN_ABOUT if abs(years[0] - years[1]) <= YEARS_ABOUT else Sign.BORN_OTHER,)
    known = min(len(one), len(other))
    if known < 10:
        if one[:known] == other[:known]:
            return (Sign.BORN_MONTH if known == 7 else Sign.BORN_YEAR,)
        return (Sign.BORN_OTHER,)
    same_year, same_month, same_day = (
        one[:4] == other[:4],
        one[5:7] == other[5:7],
        one[8:] == other[8:],
    )
    if same_year and one[5:7] == other[8:] and one[8:] == other[5:7]:
        return (Sign.BORN_SWAPPED,)
    if OSA.distance(one, other, score_cutoff=1) <= 1:
        return (Sign.BORN_DIGIT,)
    if same_year + same_month + same_day == 2:
        return (Sign.BORN_TWO_PARTS,)
    return (Sign.BORN_OTHER,)


def _postcodes(one: str, other: str) -> tuple[Sign, ...]:
    if one == other:
        return (Sign.POSTCODE_SAME,)
    if OSA.distance(one, other, score_cutoff=1) <= 1:
        return (Sign.POSTCODE_NEAR,)
    return (Sign.POSTCODE_AREA,) if one[:-2] == other[:-2] else ()


def _phones(one: str, other: str) -> tuple[Sign, ...]:
    if one == other:
        return (Sign.PHONE_SAME,)
    return (Sign.PHONE_NEAR,) if OSA.distance(one, other, score_cutoff=1) <= 1 else ()


def _marks(one: str, other: str) -> tuple[Sign, ...]:
    if "?" in one + other or min(len(one), len(other)) < 5:
        return (Sign.MARK_PART,) if _fits(one, other) else ()
    if one == other:
        return (Sign.MARK_SAME,)
    mine, yours = alike_signs(one), alike_signs(other)
    if mine == yours:
        return (Sign.MARK_ALIKE,)
    return (Sign.MARK_NEAR,) if OSA.distance(mine, yours, score_cutoff=1) <= 1 else ()


def _fits(one: str, other: str) -> bool:
    """Whether two marks, one of them seen in part, may be one; four signs at least must agree."""
    mine, yours = sorted((alike_signs(one), alike_signs(other)), key=len)
    agree = 0
    for a, b in zip(mine, yours, strict=False):
        if "?" in (a, b):
            continue
        if a != b:
            return False
        agree += 1
    return agree >= 4


def _accounts(one: str, other: str) -> tuple[Sign, ...]:
    if one == other:
        return (Sign.ACCOUNT_SAME,)
    return (Sign.ACCOUNT_NUMBER,) if one[-8:] == other[-8:] else ()


def _firms(one: str, other: str) -> tuple[Sign, ...]:
    if one == other:
        return (Sign.FIRM_SAME,)
    return (Sign.FIRM_NEAR,) if token_set_ratio(one, other, score_cutoff=85) >= 85 else ()


def _addresses(one: str, other: str) -> tuple[Sign, ...]:
    if one == other:
        return (Sign.ADDRESS_SAME,)
    mine, yours = one.split(), other.split()
    numbers = {word for word in mine if word[0].isdigit()}
    if numbers.isdisjoint(word for word in yours if word[0].isdigit()):
        return ()
    return (Sign.ADDRESS_NEAR,) if token_set_ratio(one, other, score_cutoff=85) >= 85 else ()


def _whole(sign: Sign) -> Comparison:
    return lambda one, other: (sign,) if one == other else ()


_COMPARED: Sequence[tuple[What, Comparison]] = (
    (What.NAME, names),
    (What.BORN, births),
    (What.POSTCODE, _postcodes),
    (What.PHONE, _phones),
    (What.MARK, _marks),
    (What.ADDRESS, _addresses),
    (What.FIRM, _firms),
    (What.ACCOUNT, _accounts),
    (What.UPRN, _whole(Sign.UPRN_SAME)),
    (What.EMAIL, _whole(Sign.EMAIL_SAME)),
    (What.HANDLE, _whole(Sign.HANDLE_SAME)),
    (What.COMPANY, _whole(Sign.COMPANY_SAME)),
)
