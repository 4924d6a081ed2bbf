"""Finding in a text what can be looked for elsewhere: numbers, marks, addresses and dates.

Everything is given as it was typed, with where it stands and the one form it is compared by.
Nothing is guessed at: a name is a thing that only whoever tells it can point out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from frankpledge.intelligence.models import MentionKind

MOST = 40
"""No more than this is offered: a longer list would be ticked unread."""
SCANNED = 200_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One thing found: what it is, as typed, where it stands, and the form it is compared by."""

    kind: str
    text: str
    value: str
    start: int
    end: int

    @property
    def label(self) -> str:
        """Vehicle: AB12 CDE."""
        return f"{MentionKind(self.kind).label}: {self.text}"

    @property
    def code(self) -> str:
        """What stands for it in a form."""
        return f"{self.kind}:{self.start}:{self.end}"


_EMAIL = re.compile(r"(?<![\w.+@])[\w.+-]{1,64}@(?:[\w-]{1,63}\.){1,5}[a-zA-Z]{2,24}\b")
_SITES = r"(?:facebook|instagram|tiktok|twitter|x|snapchat|telegram|youtube|onlyfans)"
_PROFILE = re.compile(rf"(?i)\b(?:www\.)?{_SITES}\.com/(?:add/)?@?[\w.]{{2,40}}|\bt\.me/\w{{3,40}}")
_HANDLE = re.compile(r"(?<![\w@/.])@[A-Za-z_][\w.]{1,29}(?<!\.)")
_NAMED_HANDLE = re.compile(
    r"(?i)\b(?:snapchat|snap|insta(?:gram)?|telegram|tiktok)\s*(?:name|handle|account|user)?"
    r"\s*(?:is|:|-)\s*(?P<name>@?[\w.]{3,30}(?<!\.))"
)
_POSTCODE = re.compile(
    r"(?i)\b(?:GIR ?0AA|(?:[A-PR-UWYZ](?:\d{1,2}|[A-HK-Y]\d{1,2}|\d[A-HJKPSTUW]"
    r"|[A-HK-Y]\d[ABEHMNPRVWXY])) {0,2}\d[ABD-HJLNP-UW-Z]{2})\b"
)
_MARK = re.compile(
    r"\b(?:"
    r"(?i:[A-HJ-PR-Y][A-HJ-PR-Y]\d{2} ?[A-HJ-PR-Z]{3})"  # from 2001: AB12 CDE
    r"|(?:[A-HJ-NPR-TV-Y]\d{1,3} ?[A-HJ-PR-Y]{3})"  # from 1983: A123 BCD
    r"|(?:[A-HJ-PR-Y]{3} ?\d{1,3}[A-HJ-NPR-TV-Y])"  # from 1963: ABC 123D
    r"|(?:[A-Z]{3} ?\d{3,4})"  # Northern Ireland: ABZ 1234
    r")\b"
)
_NOT_A_MARK = re.compile(r"^(?:PC|DC|PS|REF|URN|TEL|FAX|OCG|ASB|GMT|BST|UTC|ISO|NHS|URN|SIA)\b")
_SORT = r"\d{2}[- ]\d{2}[- ]\d{2}"
_SORT_AND_ACCOUNT = re.compile(
    rf"(?i)(?<!\d)(?P<sort>{_SORT}|\d{{6}})\W{{1,3}}(?:(?:account|acc(?:t)?|a/c)\W*(?:no|number)?"
    r"\W{0,3})?(?P<account>\d{8})(?!\d)"
)
_SAID_ACCOUNT = re.compile(
    r"(?i)\b(?:bank\s+)?(?:account|acc(?:t)?|a/c)(?:\s+(?:no|number))?\W{1,4}(?:is\s+)?"
    r"(?P<account>\d{8})(?!\d)"
)
_SAID_SORT = re.compile(rf"(?i)\bsort\s*code\W{{0,3}}(?:is\s+)?(?P<sort>{_SORT}|\d{{6}})(?!\d)")
_MONTHS = (
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
)  # fmt: skip
_BORN = re.compile(
    r"(?i)\b(?:d\.?o\.?b\.?|date\s+of\s+birth|born)(?:\s+(?:on|is))?\W{0,3}"
    r"(?P<whole>(?P<day>[0-3]?\d)(?:st|nd|rd|th)?[\s/.-]+(?:of\s+)?"
    r"(?P<month>[01]?\d|[a-z]{3,9})[\s/.,-]+(?P<year>(?:19|20)\d{2}|\d{2}))(?!\d)"
)


def found_in(text: str) -> tuple[Found, ...]:
    """What stands in *text*, in its order, each thing once. Of two that overlap the surer stays."""
    taken: list[Found] = []
    for found in _surest_first(text[:SCANNED]):
        if all(found.end <= other.start or found.start >= other.end for other in taken):
            taken.append(found)
    seen: set[tuple[str, str]] = set()
    unique = []
    for found in sorted(taken, key=lambda each: each.start):
        if (found.kind, found.value) not in seen:
            seen.add((found.kind, found.value))
            unique.append(found)
    return tuple(unique[:MOST])


def _surest_first(text: str) -> Iterator[Found]:
    yield from _matches(_EMAIL, text, MentionKind.EMAIL, str.lower)
    yield from _matches(_PROFILE, text, MentionKind.HANDLE, _lowered)
    yield from _matches(_NAMED_HANDLE, text, MentionKind.HANDLE, _lowered, group="name")
    yield from _matches(_HANDLE, text, MentionKind.HANDLE, _lowered)
    yield from _born(text)
    for pattern in (_SORT_AND_ACCOUNT, _SAID_ACCOUNT):
        yield from _matches(pattern, text, MentionKind.ACCOUNT, _digits, group="account")
    for pattern in (_SORT_AND_ACCOUNT, _SAID_SORT):
        yield from _matches(pattern, text, MentionKind.SORT_CODE, _digits, group="sort")
    yield from _postcodes(text)
    yield from _marks(text)
    yield from _phones(text)


def _phones(text: str) -> Iterator[Found]:
    from phonenumbers import Leniency, PhoneNumberFormat, PhoneNumberMatcher, format_number

    # "Possible" rather than "valid": the numbers kept for drama and examples are not valid, and
    # a number half remembered is worth offering.
    for match in PhoneNumberMatcher(text, "GB", leniency=Leniency.POSSIBLE, max_tries=5000):
        digits = _digits(match.raw_string)
        # As typed it is no telephone number unless it begins as one does here, or abroad.
        if len(digits) >= 10 and (digits.startswith("0") or match.raw_string.startswith("+")):
            yield Found(
                kind=MentionKind.PHONE,
                text=match.raw_string,
                value=format_number(match.number, PhoneNumberFormat.E164),
                start=match.start,
                end=match.end,
            )


def _postcodes(text: str) -> Iterator[Found]:
    for found in _matches(_POSTCODE, text, MentionKind.POSTCODE, _closed_up):
        # Written closed up and small, it is more likely a word that only looks like one.
        if " " in found.text or found.text.isupper():
            yield found


def _marks(text: str) -> Iterator[Found]:
    for found in _matches(_MARK, text, MentionKind.VEHICLE, _closed_up):
        if not _NOT_A_MARK.match(found.text):
            yield found


def _born(text: str) -> Iterator[Found]:
    for match in _BORN.finditer(text):
        day = _date(match["day"], match["month"], match["year"])
        if day is not None:
            yield Found(
                kind=MentionKind.BORN,
                text=match["whole"],
                value=day.isoformat(),
                start=match.start("whole"),
                end=match.end("whole"),
            )


def _date(day: str, month: str, year: str) -> date | None:
    number = int(month) if month.isdigit() else _month(month)
    whole = int(year) if len(year) == 4 else 1900 + int(year)
    try:
        return date(whole, number, int(day))
    except ValueError:
        return None


def _month(name: str) -> int:
    """Which month a name means, or 0, which is none."""
    short = name.lower()[:3]
    return _MONTHS.index(short) + 1 if short in _MONTHS else 0


def _matches(
    pattern: re.Pattern[str],
    text: str,
    kind: MentionKind,
    value: Callable[[str], str],
    group: str = "",
) -> Iterator[Found]:
    for match in pattern.finditer(text):
        which: str | int = group or 0
        if match[which] is not None:
            yield Found(
                kind=kind,
                text=match[which],
                value=value(match[which]),
                start=match.start(which),
                end=match.end(which),
            )


def _digits(text: str) -> str:
    return "".join(letter for letter in text if letter.isdigit())


def _closed_up(text: str) -> str:
    return text.replace(" ", "").upper()


def _lowered(text: str) -> str:
    return text.lower().removeprefix("@")
