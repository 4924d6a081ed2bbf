"""An invented register of people with phones and vehicles, and submissions that mention some.

Everything is drawn from a seed. Submissions spell people as they are misheard and mistyped: short
names, letters wrong, swapped or left out, first and last names the wrong way round, double names
halved, days and months swapped, figures wrong, half a birth date or none, digits and signs wrong.
"""

from __future__ import annotations

import random
import string
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate

from frankpledge.entities.api import Mentioned, Sort, What
from frankpledge.entities.names import _roots, _widespread

SEED = 20260415
FAMILY_NAMES = 30_000
KNOWN = 0.7
_STARTS = [
    "b",
    "br",
    "c",
    "ch",
    "cl",
    "d",
    "dr",
    "f",
    "fl",
    "g",
    "gr",
    "h",
    "j",
    "k",
    "kr",
    "l",
    "m",
    "n",
    "p",
    "pr",
    "qu",
    "r",
    "s",
    "sh",
    "st",
    "t",
    "th",
    "tr",
    "v",
    "w",
    "y",
]
_VOWELS = ["a", "e", "i", "o", "u", "ai", "ea", "ee", "ie", "oo", "ou"]
_ENDS = [
    "b",
    "ck",
    "d",
    "g",
    "l",
    "ll",
    "ld",
    "m",
    "n",
    "nd",
    "ng",
    "nt",
    "p",
    "r",
    "rd",
    "rk",
    "rn",
    "s",
    "sh",
    "st",
    "t",
    "tt",
    "x",
    "by",
    "don",
    "ham",
    "ley",
    "man",
    "ridge",
    "son",
    "ton",
    "well",
    "wick",
    "worth",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Individual:
    """One invented person as the register holds them. What is not held is empty."""

    number: int
    given: str
    family: str
    born: str
    postcode: str
    phone: str
    mark: str

    @property
    def name(self) -> str:
        return f"{self.given} {self.family}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """A submission of five mentions, with who or what each truly is, or None for nobody held."""

    mentions: tuple[Mentioned, ...]
    truly: tuple[tuple[str, int] | None, ...]
    people: tuple[Individual, ...]


class Names:
    """Names to draw from: common ones are common, and there are many that are not."""

    def __init__(self, dice: random.Random) -> None:
        roots = _roots()
        formal = sorted({root for forms in roots.values() for root in forms})
        dice.shuffle(formal)
        self.short: dict[str, list[str]] = {}
        for form, names in roots.items():
            for name in names:
                if form != name:
                    self.short.setdefault(name, []).append(form)
        common = sorted(_widespread())
        dice.shuffle(common)
        made = {self._made(dice) for _ in range(FAMILY_NAMES)}
        # Put in order first: a set has another in each process.
        rarer = sorted(made - set(common))
        dice.shuffle(rarer)
        self.families = [*common, *rarer]
        self.givens = [
            *formal,
            *(f"{name}{end}" for name in formal[:120] for end in ("a", "o", "is")),
        ]
        self.family_weights = list(
            accumulate(1 / (rank + 12) for rank in range(len(self.families)))
        )
        self.given_weights = list(accumulate(1 / (rank + 6) for rank in range(len(self.givens))))

    @staticmethod
    def _made(dice: random.Random) -> str:
        parts = [
            dice.choice(_STARTS) + dice.choice(_VOWELS) for _ in range(dice.choice((1, 1, 2, 2, 3)))
        ]
        return "".join(parts) + dice.choice(_ENDS)

    def family(self, dice: random.Random) -> str:
        name = dice.choices(self.families, cum_weights=self.family_weights)[0]
        if dice.random() < 0.03:
            name += "-" + dice.choices(self.families, cum_weights=self.family_weights)[0]
        return name

    def given(self, dice: random.Random) -> str:
        return dice.choices(self.givens, cum_weights=self.given_weights)[0]


def all_names() -> Names:
    """The names that register and submissions draw from."""
    return Names(random.Random(SEED + 1))


def individual(names: Names, dice: random.Random, number: int) -> Individual:
    """One person: all have a name, nearly all a birth date, most an address, a phone, a vehicle."""
    born = date(1940, 1, 1) + timedelta(days=dice.randrange(365 * 70))
    return Individual(
        number=number,
        given=names.given(dice),
        family=names.family(dice),
        born=born.isoformat() if dice.random() < 0.95 else str(born.year),
        postcode=_postcode(dice) if dice.random() < 0.85 else "",
        phone=f"+447{dice.randrange(10**9):09d}" if dice.random() < 0.8 else "",
        mark=_mark(dice) if dice.random() < 0.6 else "",
    )


def _postcode(dice: random.Random) -> str:
    area = dice.choice(("BE", "FA", "WN", "ZY", "QA"))
    tail = "".join(dice.choices("ABDEFGHJLNPQRSTUWXYZ", k=2))
    return f"{area}{dice.randrange(1, 25)}{dice.randrange(1, 10)}{tail}"


def _mark(dice: random.Random) -> str:
    first = dice.choice("ABCDEFGHKLMNPRSTVWY") + dice.choice("ABCDEFGHJKLMNOPRSTUVWXY")
    tail = "".join(dice.choices("ABCDEFGHJKLMNOPRSTUVWXYZ", k=3))
    return f"{first}{dice.choice((2, 5, 6, 7, 0, 1)) * 10 + dice.randrange(10):02d}{tail}"


CHUNK = 10_000


def chunk(names: Names, number: int) -> Iterator[Individual]:
    """Ten thousand people of the register, the same whoever asks and in whatever order."""
    dice = random.Random(SEED * 1_000 + number)
    for place in range(CHUNK):
        yield individual(names, dice, number * CHUNK + place)


def submissions(held: dict[int, Individual], many: int) -> list[Sent]:
    """Submissions, most of which mention people of the register, drawn from *held*."""
    dice = random.Random(SEED + 2)
    names = all_names()
    numbers = sorted(held)
    return [_sent(names, dice, held, numbers) for _ in range(many)]


def _sent(
    names: Names, dice: random.Random, held: dict[int, Individual], numbers: list[int]
) -> Sent:
    """Two people, a phone of the first, a vehicle of the second, and a phone of somebody else."""
    chosen = []
    for _ in range(3):
        known = dice.random() < KNOWN
        one = held[dice.choice(numbers)] if known else individual(names, dice, -1)
        chosen.append(one)
    first, second, third = chosen
    # Whoever has no phone or vehicle on the register turns up with one that nobody knows.
    phones = [
        (one, one.phone or f"+447{dice.randrange(10**9):09d}", bool(one.phone))
        for one in (first, third)
    ]
    mark, known_mark = second.mark or _mark(dice), bool(second.mark)
    mentions = [_person(first, names, dice), _person(second, names, dice)]
    truly: list[tuple[str, int] | None] = [_true("person", first), _true("person", second)]
    for one, number, known in phones:
        typed = _slip(number[3:], string.digits, dice) if dice.random() < 0.15 else number[3:]
        mentions.append(
            Mentioned(sort=Sort.PHONE, typed=f"0{typed}", identifiers=((What.PHONE, f"0{typed}"),))
        )
        truly.append(_true("phone", one) if known else None)
    typed = _misread(mark, dice) if dice.random() < 0.2 else mark
    mentions.append(Mentioned(sort=Sort.VEHICLE, typed=typed, identifiers=((What.MARK, typed),)))
    truly.append(_true("vehicle", second) if known_mark else None)
    return Sent(mentions=tuple(mentions), truly=tuple(truly), people=(first, second))


def _true(sort: str, one: Individual) -> tuple[str, int] | None:
    return (sort, one.number) if one.number >= 0 else None


def _person(one: Individual, names: Names, dice: random.Random) -> Mentioned:
    given, family = one.given, one.family
    if dice.random() < 0.25 and given in names.short:
        given = dice.choice(names.short[given])
    if dice.random() < 0.10:
        given = _slip(given, string.ascii_lowercase, dice)
    if dice.random() < 0.15:
        family = _slip(family, string.ascii_lowercase, dice)
    if "-" in family and dice.random() < 0.5:
        family = dice.choice(family.split("-"))
    typed = f"{given} {family}"
    if dice.random() < 0.06:
        typed = f"{family} {given}"
    elif dice.random() < 0.1:
        typed = f"{family.upper()}, {given}"
    born = _told_birth(one.born, dice)
    identifiers = [(What.NAME, typed.title()), *([(What.BORN, born)] if born else [])]
    # A name by itself is one of many: who has no birth date told comes with where they live.
    if one.postcode and (not born or dice.random() < 0.5):
        identifiers.append((What.POSTCODE, one.postcode))
    return Mentioned(sort=Sort.PERSON, typed=typed, identifiers=tuple(identifiers))


def _told_birth(born: str, dice: random.Random) -> str:
    drawn = dice.random()
    if len(born) < 10:
        return born
    year, month, day = born.split("-")
    if drawn < 0.12:
        return ""
    if drawn < 0.22:
        return year
    if drawn < 0.28 and int(day) <= 12:
        return f"{month}/{day}/{year}"
    if drawn < 0.36:
        return _one_figure_off(year, month, day, dice)
    return f"{day}/{month}/{year}"


def _one_figure_off(year: str, month: str, day: str, dice: random.Random) -> str:
    while True:
        figures = list(f"{day}{month}{year}")
        figures[dice.choice((0, 1, 2, 3, 6, 7))] = dice.choice(string.digits)
        d, m, y = "".join(figures[:2]), "".join(figures[2:4]), "".join(figures[4:])
        try:
            date(int(y), int(m), int(d))
        except ValueError:
            continue
        return f"{d}/{m}/{y}"


def _slip(word: str, signs: str, dice: random.Random) -> str:
    """One slip of the hand: a sign wrong, two swapped, and in words one left out or put in."""
    kinds = "wrong swapped" if word.isdigit() else "wrong swapped left-out put-in"
    kind, place = dice.choice(kinds.split()), dice.randrange(len(word) - 1)
    if kind == "wrong":
        return word[:place] + dice.choice(signs) + word[place + 1 :]
    if kind == "swapped":
        return word[:place] + word[place + 1] + word[place] + word[place + 2 :]
    if kind == "left-out":
        return word[:place] + word[place + 1 :]
    return word[:place] + dice.choice(signs) + word[place:]


def _misread(mark: str, dice: random.Random) -> str:
    """A mark read from afar: a sign taken for one like it, or for another."""
    alike = {"O": "0", "0": "O", "I": "1", "1": "I", "S": "5", "5": "S", "B": "8", "8": "B"}
    places = [place for place, sign in enumerate(mark) if sign in alike]
    if places and dice.random() < 0.5:
        place = dice.choice(places)
        return mark[:place] + alike[mark[place]] + mark[place + 1 :]
    return _slip(mark, string.ascii_uppercase, dice)
