"""The ways in which a mention can be found again: one key for each, so that one error hides none.

Several keys are made from each identifier. Two mentions are compared if they share any. What is
kept and what is sought differ where that keeps the number of those compared small.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from frankpledge.entities.identifiers import What
from frankpledge.entities.names import folded, roots_of, sound

Values = Sequence[tuple[What, str]]

YEARS_ABOUT = 2
"""How many years either way "about 1980" may be wrong."""
_ALIKE_SIGNS = str.maketrans("OQIZSB", "001258")
_COMMON_WORDS = frozenset(
    [
        "flat",
        "the",
        "road",
        "street",
        "avenue",
        "lane",
        "close",
        "court",
        "drive",
        "gardens",
        "place",
        "square",
        "crescent",
        "terrace",
        "house",
        "of",
        "at",
        "near",
    ]
)


def kept(values: Values) -> frozenset[str]:
    """The keys under which what is held is kept."""
    return frozenset(_people(values, sought=False)) | frozenset(_things(values, sought=False))


def sought(values: Values) -> frozenset[str]:
    """The keys by which something like what was submitted is looked for."""
    return frozenset(_people(values, sought=True)) | frozenset(_things(values, sought=True))


def all_of(values: Values, what: What) -> list[str]:
    """The values of one kind."""
    return [value for kind, value in values if kind == what]


# --- people ---------------------------------------------------------------------------------


def _people(values: Values, *, sought: bool) -> Iterator[str]:
    names = all_of(values, What.NAME)
    if not names:
        return
    born = all_of(values, What.BORN)
    postcodes = all_of(values, What.POSTCODE)
    for name in names:
        given, family = (part.split() for part in name.split("|"))
        yield from _by_name_and_birth(given, family, born, sought=sought)
        initials = {part[0] for part in [*forms(given), *family]}
        for postcode in postcodes:
            yield from (f"p|{postcode}|{initial}" for initial in initials)


def forms(given: Iterable[str]) -> set[str]:
    """Given names with whatever each may be short for."""
    return {form for part in given for form in (part, *roots_of(part))}


def _by_name_and_birth(
    given: list[str], family: list[str], born: list[str], *, sought: bool
) -> Iterator[str]:
    full = [value for value in born if len(value) == 10]
    # Names may stand the other way round, so a last name that is sought may be a short first name.
    lasts = forms(family) if sought else set(family)
    pairs = {
        "|".join(sorted((sound(first), sound(last)))) for first in forms(given) for last in lasts
    }
    # Sought without a whole date of birth, a name is compared with everyone of that name. Sought
    # with one, only with those of whom no date is known.
    everyone = not (sought and full)
    if everyone:
        yield from (f"n|{pair}" for pair in pairs)
    if sought or not full:
        yield from (f"m|{pair}" for pair in pairs)
    parts = [*forms(given), *family]
    crossed = {
        key
        for first in forms(given)
        for last in lasts
        # One name by its sound, the other by how it ends: a slip at the start of one hides neither.
        for key in (f"{sound(last)}|{sound(first)[-1:]}", f"{sound(first)}|{sound(last)[-1:]}")
    }
    for value in full:
        year, month, day = value.split("-")
        # Day and month swapped come to the same key.
        when = "".join(sorted((day, month)))
        yield from (f"d|{year}{when}|{initial}" for initial in {part[0] for part in parts})
        # Any two of day, month and year, in case the third is wrong.
        for two in (f"{year}-{month}", f"{year}--{day}", f"-{month}-{day}"):
            yield from (f"b|{two}|{key}" for key in crossed)
    for value in born:
        for tag, near in _years(value, sought=sought):
            yield from (f"{tag}|{near}|{key}" for key in crossed)


def _years(value: str, *, sought: bool) -> Iterator[tuple[str, int]]:
    """Years under which a birth is kept or sought: near ones too, where either was a guess.

    `y` finds everyone of the year, `w` those of whom no whole date is known, and `a` those whose
    year was a guess. Sought with a whole date, only the last two.
    """
    about, full = value.startswith("~"), len(value) == 10
    year = int(value.lstrip("~")[:4])
    near = range(year - YEARS_ABOUT, year + YEARS_ABOUT + 1)
    if sought:
        yield "a", year
        yield from (("w" if full else "y", each) for each in (near if about else [year]))
    elif about:
        yield from (("a", each) for each in near)
    else:
        yield "y", year
        if not full:
            yield "w", year


# --- things ---------------------------------------------------------------------------------


def _things(values: Values, *, sought: bool) -> Iterator[str]:
    named = any(what == What.NAME for what, _ in values)
    postcodes = all_of(values, What.POSTCODE)
    for what, value in values:
        if what == What.PHONE:
            yield from _phone(value, sought=sought)
        elif what == What.MARK:
            yield from _mark(value, sought=sought)
        elif what == What.ADDRESS:
            yield from _address(value, postcodes)
        elif what == What.FIRM:
            heard = sorted({sound(word) for word in value.split()})[:5]
            yield from (f"f|{'|'.join(pair)}" for pair in combinations(heard, 2))
            if len(heard) == 1:
                yield f"f|{heard[0]}"
        elif what == What.ACCOUNT:
            yield f"c|{value[-8:]}"
        elif what in _WHOLE:
            yield f"{_WHOLE[what]}|{value}"
        elif what == What.POSTCODE and not named and not all_of(values, What.ADDRESS):
            yield f"q|{value}"


_WHOLE = {What.UPRN: "u", What.EMAIL: "e", What.HANDLE: "s", What.COMPANY: "g"}


def _phone(value: str, *, sought: bool) -> Iterator[str]:
    digits = value.lstrip("+")
    if len(digits) < 9:
        yield f"t|{digits}"
        return
    yield from _two_of_three("t", digits[-9:], (3, 6), sought=sought)


def alike_signs(mark: str) -> str:
    """A mark with signs that are taken for one another written one way."""
    return mark.translate(_ALIKE_SIGNS)


def _mark(value: str, *, sought: bool) -> Iterator[str]:
    mark = alike_signs(value)
    half = re.fullmatch(r"[A-Z0-9]{2}[0-9]{2}", mark) is not None
    if half and sought:
        # The first half of a mark, which is what people remember.
        yield f"k1|{mark}"
    if half or (sought and len(mark) >= 6 and "?" not in mark[:4]):
        yield f"kh|{mark[:4]}"
    third = len(mark) // 3
    cuts = (2, 4) if len(mark) >= 6 else (third, 2 * third)
    yield from _two_of_three("k", mark, cuts, sought=sought)
    if sought and len(mark) in (6, 8) and "?" not in mark:
        # A sign left out or put in moves what follows, and leaves two of the pieces whole.
        moved = len(mark) - 7
        yield f"k2|{mark[:2]}.{mark[4 + moved :]}"
        yield f"k3|{mark[2 + moved : 4 + moved]}.{mark[4 + moved :]}"


def _two_of_three(tag: str, text: str, cuts: tuple[int, int], *, sought: bool) -> Iterator[str]:
    """Any two of three pieces: one wrong sign leaves one pair whole.

    Two signs swapped across a cut would spoil two pieces, so they are sought swapped back too.
    """
    first, second = cuts
    spellings = [text]
    if sought:
        spellings += [
            text[: cut - 1] + text[cut] + text[cut - 1] + text[cut + 1 :]
            for cut in cuts
            if 0 < cut < len(text)
        ]
    for number, spelling in enumerate(spellings):
        a, b, c = spelling[:first], spelling[first:second], spelling[second:]
        pairs = {"1": a + b, "2": f"{a}.{c}", "3": f"{b}.{c}"}
        for place, pair in pairs.items():
            # Swapped back, it is one number more to look for, for which one pair is enough.
            if "?" in pair or (number and place != "2"):
                continue
            if tag == "k" and place == "1" and c and "?" not in c:
                # Too many marks begin alike, so one of the letters after it has to agree too.
                yield f"k4|{pair}{c[0]}"
                yield f"k5|{pair}{c[-1]}"
                if sought:
                    continue
            yield f"{tag}{place}|{pair}"


def _address(value: str, postcodes: list[str]) -> Iterator[str]:
    words = folded(value).split()
    numbers = {word for word in words if word[0].isdigit()}
    heard = {sound(word) for word in words if word.isalpha() and word not in _COMMON_WORDS}
    yield from (f"h|{number}|{word}" for number in numbers for word in heard)
    for postcode in postcodes:
        yield from (f"q|{postcode}|{number}" for number in numbers or {""})
