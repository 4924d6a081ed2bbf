"""Knows how a profile puts numbers, months and kinds of crime into words. Pure."""

from collections.abc import Sequence
from datetime import date

MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
MINUS = "−"

ASB = "Anti-social behaviour"
BURGLARY = "Burglary"
ALL_CRIME = "All recorded crime"
CHOSEN_TYPES = (
    "Drugs",
    "Possession of weapons",
    "Robbery",
    BURGLARY,
    "Vehicle crime",
    "Shoplifting",
)
"""The published categories that come nearest to what organised crime does in a district."""

_MASS_NOUNS = {
    "Drugs": "drug offences",
    "Public order": "public order offences",
    "Anti-social behaviour": "anti-social behaviour incidents",
    "Violence and sexual offences": "violence and sexual offences",
    ALL_CRIME: "crime (all types together)",
}
_PLURALS = frozenset({"Drugs", "Public order", ASB, "Violence and sexual offences"})


def number(value: float, decimals: int = 0) -> str:
    """1,234 or 12.3, with a real minus sign."""
    text = f"{value:,.{decimals}f}"
    if float(text.replace(",", "")) == 0:
        text = text.removeprefix("-")
    return text.replace("-", MINUS)


def percent(value: float, *, signed: bool = True) -> str:
    """+46%, or −3.2% where the first decimal matters."""
    decimals = 1 if abs(value) < 10 else 0
    sign = "+" if signed and round(value, decimals) > 0 else ""
    return f"{sign}{number(value, decimals)}%"


def month(value: str) -> str:
    """April 2026, from 2026-04."""
    return f"{MONTHS[int(value[5:]) - 1]} {value[:4]}"


def period(first: str, last: str) -> str:
    """2025 for a calendar year, otherwise the months at both ends."""
    if first[:4] == last[:4] and first.endswith("-01") and last.endswith("-12"):
        return first[:4]
    if first == last:
        return month(first)
    if first[:4] == last[:4]:
        return f"{MONTHS[int(first[5:]) - 1]} to {month(last)}"
    return f"{month(first)} to {month(last)}"


def runs(months: Sequence[str]) -> str:
    """Months that are listed, with unbroken runs as one: 2023 to 2024, or May 2025."""
    found: list[list[str]] = []
    for each in sorted(months):
        if found and _position(each) == _position(found[-1][-1]) + 1:
            found[-1].append(each)
        else:
            found.append([each])
    return listed([_run(run[0], run[-1]) for run in found])


def _run(first: str, last: str) -> str:
    if first.endswith("-01") and last.endswith("-12"):
        years = int(last[:4]) - int(first[:4])
        joined = " and " if years == 1 else " to "
        return first[:4] if years == 0 else f"{first[:4]}{joined}{last[:4]}"
    return period(first, last)


def _position(value: str) -> int:
    return int(value[:4]) * 12 + int(value[5:])


def listed(parts: Sequence[str]) -> str:
    """A, B and C."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} and {parts[-1]}"


def crime(kind: str) -> str:
    """What a type of crime is called within a sentence."""
    return _MASS_NOUNS.get(kind, kind[:1].lower() + kind[1:])


def is_plural(kind: str) -> bool:
    """Whether the words for a type of crime take a plural verb."""
    return kind in _PLURALS


def slug(kind: str) -> str:
    """A type of crime as part of an id."""
    return "-".join("".join(c if c.isalnum() else " " for c in kind.lower()).split())


def count_of(how_many: int, one: str, many: str | None = None) -> str:
    """1 crime, 2 crimes."""
    return f"{how_many:,} {one if how_many == 1 else many or one + 's'}"


LONGEST = 90


def short(text: str) -> str:
    """The beginning of a longer text, for a line that names it."""
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1].rstrip()}…"


def day(on: date) -> str:
    """14 May 2026."""
    return f"{on.day} {MONTHS[on.month - 1]} {on.year}"
