"""Makes lists of invented people as agencies keep them, and says who is who.

People live in households that share a surname, an address and often a telephone; some are twins,
some are called as their father is. Records of one person differ as they do in life: slips of the
pen, short forms, names that changed places, a new address, a new surname, and much that is missing.
Everything follows from the seed.
"""

import csv
import random
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from importlib.resources import files
from pathlib import Path

VOWELS = "aeiou"
ENDS = ("son", "er", "man", "ley", "ton", "wick", "by", "ski", "ova", "ani", "well", "stock", "")
STREETS = ("Street", "Road", "Lane", "Avenue", "Close", "Drive", "Court", "Gardens", "Crescent")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
Person = dict[str, str]


@dataclass(frozen=True, kw_only=True)
class Wear:
    """How likely each kind of difference is in a record; each is a share of records."""

    slip: float = 0.25
    second_slip: float = 0.05
    short_form: float = 0.12
    swapped: float = 0.03
    moved: float = 0.15
    new_surname: float = 0.03
    turned_birth: float = 0.03
    initial_only: float = 0.02
    missing: Mapping[str, float] = field(
        default_factory=lambda: {
            "first": 0.02, "surname": 0.02, "birth": 0.06, "postcode": 0.08, "street": 0.1,
            "house": 0.1, "town": 0.1, "phone": 0.4, "email": 0.5, "national_id": 0.4,
        }
    )  # fmt: skip


class Invented:
    """A population, and the words that it is made from."""

    def __init__(self, seed: int, people: int) -> None:
        self.dice = random.Random(seed)
        table = files("frankpledge.linkage").joinpath("nicknames.csv").read_text("utf-8")
        self.short = {
            row["formal"]: row["also"].split() for row in csv.DictReader(table.splitlines())
        }
        self.firsts = [*self.short, *(self._word(2) + "a" for _ in range(60))]
        self.surnames = [self._word(2) + self.dice.choice(ENDS) for _ in range(40 + people // 20)]
        self.towns = [self._word(2) + self.dice.choice(("ham", "ford", "bury", "mouth"))
                      for _ in range(4 + people // 4_000)]  # fmt: skip
        self.streets = [f"{self._word(2)} {self.dice.choice(STREETS)}".title()
                        for _ in range(10 + people // 40)]  # fmt: skip

    def _word(self, syllables: int) -> str:
        letters = "bcdfghjklmnprstvw"
        return "".join(
            self.dice.choice(letters) + self.dice.choice(VOWELS) for _ in range(syllables)
        ) + self.dice.choice(letters)

    def _popular(self, words: list[str]) -> str:
        """The first words are the commonest, as names are."""
        return words[int(len(words) * self.dice.random() ** 2.2)]

    def people(self, count: int) -> list[Person]:
        """So many people, household by household."""
        people: list[Person] = []
        while len(people) < count:
            people += self._household()
        return people[:count]

    def _household(self) -> list[Person]:
        dice = self.dice
        surname = self._popular(self.surnames).title()
        home = self.address()
        size = dice.choices((1, 2, 3, 4, 5), (35, 32, 15, 12, 6))[0]
        phone = self.phone()
        members: list[Person] = []
        for number in range(size):
            first = self._popular(self.firsts)
            birth = f"{dice.randint(1935, 2012)}{dice.randint(1, 12):02d}{dice.randint(1, 28):02d}"
            if members and dice.random() < 0.03:
                birth = members[-1]["birth"]
            if members and dice.random() < 0.03:
                first = members[0]["first"].lower()
            shares = dice.random() < 0.8 or not number
            members.append(
                home
                | {
                    "first": first.title(),
                    "middle": self._popular(self.firsts).title() if dice.random() < 0.5 else "",
                    "surname": surname if shares else self._popular(self.surnames).title(),
                    "birth": birth,
                    "phone": phone if dice.random() < 0.3 else self.phone(),
                    "email": f"{first}.{surname.lower()}{dice.randint(1, 999)}@example.org",
                    "national_id": f"{self._letters(2)}{dice.randint(100000, 999999)}"
                    + self._letters(1),
                    "sex": dice.choice("MF"),
                }
            )
        return members

    def _letters(self, count: int) -> str:
        return "".join(self.dice.choice("ABCEGHJKLMNPRSTWXYZ") for _ in range(count))

    def address(self) -> Person:
        """Somewhere to live."""
        dice = self.dice
        street = dice.randrange(len(self.streets))
        town = street % len(self.towns)
        return {
            "house": str(dice.randint(1, 180)),
            "street": self.streets[street],
            "town": self.towns[town].title(),
            # One postcode holds one side of a part of one street.
            "postcode": f"Z{chr(65 + town % 26)}{town // 26 % 9 + 1} "
            f"{street % 10}{chr(65 + street // 10 % 26)}{chr(65 + dice.randint(0, 3))}",
        }

    def phone(self) -> str:
        """A number of the kind that is kept for stories."""
        return f"07700 9{self.dice.randint(0, 99_999):05d}{self.dice.randint(0, 9)}"[:12]

    def worn(self, person: Person, wear: Wear) -> Person:
        """The same person as somebody else wrote them down."""
        dice, record = self.dice, dict(person)
        self._live(record, wear)
        self._be_written(record, wear)
        if dice.random() < wear.swapped:
            record["first"], record["surname"] = record["surname"], record["first"]
        for part, chance in wear.missing.items():
            if dice.random() < chance:
                record[part] = ""
        return record

    def _live(self, record: Person, wear: Wear) -> None:
        """What happens to people: they move, and marry."""
        dice = self.dice
        if dice.random() < wear.moved:
            record |= self.address()
            if dice.random() < 0.3:
                record["phone"] = self.phone()
        if dice.random() < wear.new_surname:
            new = self._popular(self.surnames).title()
            record["surname"] = dice.choice((new, f"{record['surname']}-{new}"))

    def _be_written(self, record: Person, wear: Wear) -> None:
        """What happens at the keyboard."""
        dice = self.dice
        if dice.random() < wear.short_form and record["first"].lower() in self.short:
            record["first"] = dice.choice(self.short[record["first"].lower()]).title()
        for chance in (wear.slip, wear.second_slip):
            if dice.random() < chance:
                part = dice.choice(("first", "surname", "birth", "postcode", "street", "phone"))
                record[part] = self.slip(record[part])
        birth = record["birth"]
        if dice.random() < wear.turned_birth and birth[6:] <= "12":
            record["birth"] = birth[:4] + birth[6:] + birth[4:6]
        if dice.random() < wear.initial_only:
            record["first"] = record["first"][:1]

    def slip(self, text: str) -> str:
        """One slip of the pen or of the ear."""
        if len(text) < 3:
            return text
        dice = self.dice
        at = dice.randrange(1, len(text) - 1)
        if text[at].isdigit():
            return text[:at] + str(dice.randint(0, 9)) + text[at + 1 :]
        kind = dice.randrange(4)
        other = dice.choice("abcdefghijklmnopqrstuvwxyz")
        if kind == 0:
            return text[:at] + text[at + 1 :]
        if kind == 1:
            return text[:at] + other + text[at:]
        if kind == 2:
            return text[:at] + other + text[at + 1 :]
        return text[:at] + text[at + 1] + text[at] + text[at + 2 :]


@dataclass(frozen=True, kw_only=True)
class Look:
    """How an agency writes its list: its columns by what they hold, and its habits."""

    columns: Mapping[str, str]
    separator: str = ","
    encoding: str = "utf-8"
    birth: str = "{y}-{m}-{d}"
    capitals: bool = False
    nothing: str = ""


PLAIN = Look(
    columns={
        "id": "unique_id", "first": "first_name", "surname": "surname", "birth": "dob",
        "postcode": "postcode", "house": "house_number", "street": "street", "town": "town",
        "phone": "phone", "email": "email",
    }
)  # fmt: skip


def shown(record: Person, look: Look) -> Person:
    """The record as the agency writes it."""
    record = dict(record)
    birth = record["birth"]
    if birth:
        record["birth"] = look.birth.format(
            y=birth[:4], m=birth[4:6], d=birth[6:], yy=birth[2:4],
            month=MONTHS[(int(birth[4:6]) - 1) % 12],
        )  # fmt: skip
    first, surname = record["first"], record["surname"]
    record["name"] = " ".join(filter(None, (first, record.get("middle"), surname)))
    record["comma_name"] = f"{surname.upper()}, {first}" if surname else first
    lines = (f"{record['house']} {record['street']}".strip(), record["town"], record["postcode"])
    record["address"] = ", ".join(filter(None, lines))
    record["line"] = lines[0]
    if look.capitals:
        record = {part: text.upper() for part, text in record.items()}
    return {part: text or look.nothing for part, text in record.items()}


def write_list(path: Path, records: list[Person], look: Look) -> Path:
    """The list as a file."""
    with path.open("w", encoding=look.encoding, newline="") as text:
        writer = csv.writer(text, delimiter=look.separator)
        writer.writerow(look.columns.values())
        for record in records:
            written = shown(record, look) | {"id": record["id"]}
            writer.writerow([written.get(part, "") for part in look.columns])
    return path


def one_list(
    seed: int, *, records: int, again: float = 0.2, wear: Wear | None = None
) -> tuple[list[Person], dict[str, str]]:
    """Records of which a share are of somebody who stands in the list already; who each one is."""
    wear = wear or Wear()
    invented = Invented(seed, records)
    people = invented.people(max(1, round(records * (1 - again))))
    rows = [(str(at), invented.worn(person, gentle(wear))) for at, person in enumerate(people)]
    while len(rows) < records:
        at = invented.dice.randrange(len(people))
        rows.append((str(at), invented.worn(people[at], wear)))
    invented.dice.shuffle(rows)
    truth: dict[str, str] = {}
    for number, (person, record) in enumerate(rows, start=1):
        record["id"] = str(number)
        truth[record["id"]] = person
    return [record for _, record in rows], truth


def two_lists(
    seed: int, *, records: int, shared: float = 0.4, within: float = 0.0, wear: Wear | None = None
) -> tuple[list[Person], list[Person], dict[str, str]]:
    """Two lists that share people, each perhaps with some of its own twice; who each one is."""
    wear = wear or Wear()
    invented = Invented(seed, records)
    common = round(records * shared)
    people = invented.people(2 * records - common)
    sides = (people[:records], people[records - common :])
    starts = (0, records - common)
    truth: dict[str, str] = {}
    lists: list[list[Person]] = []
    for name, side, start in zip("AB", sides, starts, strict=True):
        rows: list[Person] = []
        for at, person in enumerate(side):
            for _ in range(2 if invented.dice.random() < within else 1):
                record = invented.worn(person, wear)
                record["id"] = f"{name}{len(rows)}"
                truth[record["id"]] = str(start + at)
                rows.append(record)
        lists.append(rows)
    return lists[0], lists[1], truth


def gentle(wear: Wear) -> Wear:
    """The wear of a record that was taken with care: half of each."""
    return replace(
        wear, slip=wear.slip / 2, second_slip=0, swapped=wear.swapped / 3, moved=0, new_surname=0
    )
