"""What identifies somebody or something: each kind as typed, and in one form to compare."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from frankpledge.entities.names import firm_name, folded, person_name
from frankpledge.kernel import DomainError

LONGEST_TYPED = 300


class What(StrEnum):
    """Kinds of identifier. Stored, so never renamed."""

    NAME = "name"
    BORN = "born"
    POSTCODE = "postcode"
    ADDRESS = "address"
    UPRN = "uprn"
    MARK = "mark"
    PHONE = "phone"
    EMAIL = "email"
    HANDLE = "handle"
    ACCOUNT = "account"
    FIRM = "firm"
    COMPANY = "company"


LABELS: Mapping[What, str] = {
    What.NAME: "Name",
    What.BORN: "Date of birth",
    What.POSTCODE: "Postcode",
    What.ADDRESS: "Address",
    What.UPRN: "Unique property reference number",
    What.MARK: "Registration mark",
    What.PHONE: "Phone number",
    What.EMAIL: "Email address",
    What.HANDLE: "Social media name",
    What.ACCOUNT: "Bank account",
    What.FIRM: "Business name",
    What.COMPANY: "Company number",
}


class NotAnIdentifier(DomainError):
    """What was typed cannot be read as what it is said to be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Identifier:
    """One identifier: its kind, the very words that were typed, and its one form to compare."""

    what: What
    typed: str
    value: str


def identifier(what: What, typed: str) -> Identifier:
    """Read what was typed. Raises `NotAnIdentifier` with a sentence that says what is missing."""
    if len(typed) > LONGEST_TYPED:
        raise NotAnIdentifier("Enter at most 300 characters", argument="typed")
    value = _READERS[what](typed)
    if not value:
        raise NotAnIdentifier(f"Enter {_WANTED[what]}", argument="typed")
    return Identifier(what=what, typed=typed, value=value)


def readable(what: What, typed: str) -> Identifier | None:
    """The identifier in what was typed, or None where it cannot be read as one."""
    try:
        return identifier(what, typed)
    except NotAnIdentifier:
        return None


def name_value(typed: str) -> str:
    """A person's name as its parts: given names, a bar, family names.

    >>> name_value("PENROSE-Smith, Ana")
    'ana|penrose smith'
    """
    name = person_name(typed)
    return f"{' '.join(name.given)}|{' '.join(name.family)}" if name else ""


_MONTHS = (
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
)  # fmt: skip
_OLDEST = 1890


def born_value(typed: str) -> str:
    """A date of birth, or as much of one as is known: year, year and month, or "about" a year.

    Numbers are read day first, as they are written here.

    >>> born_value("3 March 1980"), born_value("3/4/80"), born_value("March 1980")
    ('1980-03-03', '1980-04-03', '1980-03')
    """
    text = re.sub(r"(\d)(st|nd|rd|th)\b", r"\1", folded(typed))
    about = "~" if re.search(r"\b(about|around|circa|c|approx|approximately)\b", text) else ""
    words = [word for word in re.split(r"[^a-z0-9]+", text) if word]
    months = [_MONTHS.index(word[:3]) + 1 for word in words if word[:3] in _MONTHS]
    numbers = [word for word in words if word.isdigit()]
    month = months[0] if months else 0
    if len(numbers) == 1 and len(numbers[0]) == 8:
        digits = numbers[0]
        year_first = _OLDEST <= int(digits[:4]) <= 2100
        numbers = (
            [digits[:4], digits[4:6], digits[6:]]
            if year_first
            else [digits[:2], digits[2:4], digits[4:]]
        )
    day = 0
    if len(numbers) == 3 and not month:
        if len(numbers[0]) == 4:
            numbers.reverse()
        day, month = int(numbers[0]), int(numbers[1])
    elif len(numbers) == 2 and month:
        if len(numbers[0]) == 4:
            numbers.reverse()
        day = int(numbers[0])
    elif len(numbers) == 2:
        if len(numbers[0]) == 4:
            numbers.reverse()
        month = int(numbers[0])
    elif len(numbers) != 1:
        return ""
    return _dated(_year(numbers[-1]), month, day, about)


def _year(digits: str) -> int:
    year = int(digits)
    if len(digits) == 2:
        # Nobody is born in years to come: "30" is 1930, since few suspects are toddlers.
        year += 2000 if year <= 15 else 1900
    return year


def _dated(year: int, month: int, day: int, about: str) -> str:
    if not _OLDEST <= year <= 2100:
        return ""
    if month > 12 and 1 <= day <= 12:
        day, month = month, day
    if not month:
        return f"{about}{year:04d}"
    if not 1 <= month <= 12:
        return ""
    if not day:
        return f"{year:04d}-{month:02d}"
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""


def born_from_age(age: int, *, on: date) -> str:
    """About when somebody was born who looks *age* years old on a day."""
    return f"~{on.year - age:04d}"


_POSTCODE = re.compile(r"([A-Z]{1,2}[0-9][0-9A-Z]?)([0-9][ABD-HJLNP-UW-Z]{2})")
_POSTCODE_INSIDE = re.compile(
    r"\b([A-Z]{1,2}[0-9][0-9A-Z]?)\s*([0-9][ABD-HJLNP-UW-Z]{2})\b", re.IGNORECASE
)


def postcode_value(typed: str) -> str:
    """A whole postcode in capitals without its space, or nothing.

    >>> postcode_value(" ct1 2ab")
    'CT12AB'
    """
    tight = re.sub(r"[^A-Z0-9]", "", typed.upper())
    return tight if _POSTCODE.fullmatch(tight) else ""


def postcode_in(text: str) -> str:
    """The last postcode that stands in a longer text, as it is compared, or nothing."""
    found = _POSTCODE_INSIDE.findall(text)
    return "".join(found[-1]).upper() if found else ""


_SHORT_FOR = {
    "rd": "road", "st": "street", "ave": "avenue", "av": "avenue", "ln": "lane", "cl": "close",
    "ct": "court", "dr": "drive", "gdns": "gardens", "pl": "place", "sq": "square",
    "cres": "crescent", "ter": "terrace", "terr": "terrace", "apt": "flat", "apartment": "flat",
}  # fmt: skip


def address_value(typed: str) -> str:
    """An address with usual words written out, without its postcode.

    >>> address_value("Flat 2, 6 Tern Ct, CT1 2AB")
    'flat 2 6 tern court'
    """
    words = folded(_POSTCODE_INSIDE.sub(" ", typed)).replace("-", " ").split()
    # "St" is a saint's where a name follows it, and a street's at the end.
    spelled = [
        word if word == "st" and place + 1 < len(words) else _SHORT_FOR.get(word, word)
        for place, word in enumerate(words)
    ]
    return " ".join(spelled)


def uprn_value(typed: str) -> str:
    """The digits of a property's number without leading noughts."""
    digits = re.sub(r"\s", "", typed)
    return digits.lstrip("0") if re.fullmatch(r"\d{1,12}", digits) else ""


def mark_value(typed: str) -> str:
    """A registration mark in capitals without spaces; "?" stands for a sign that was not seen.

    >>> mark_value("gk19 tvz")
    'GK19TVZ'
    """
    tight = re.sub(r"[\s\-.]", "", typed.upper())
    plausible = re.fullmatch(r"[A-Z0-9?]{2,8}", tight) and re.search(r"[A-Z0-9]{2}", tight)
    return tight if plausible else ""


_BRITISH_MOBILE = re.compile(r"(?:\+?44\(?0?\)?|0)(7\d{9})")


def phone_value(typed: str) -> str:
    """A phone number as it is dialled from anywhere, taken as British unless it says otherwise.

    Numbers that could exist are taken, not only those in use, since what is typed from memory is
    to be compared too.

    >>> phone_value("07700 900123")
    '+447700900123'
    """
    tight = re.sub(r"[\s\-.()]", "", typed)
    quick = _BRITISH_MOBILE.fullmatch(tight)
    if quick:
        return f"+44{quick[1]}"
    import phonenumbers

    try:
        number = phonenumbers.parse(typed, "GB")
    except phonenumbers.NumberParseException:
        return ""
    if not phonenumbers.is_possible_number(number):
        return ""
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def email_value(typed: str) -> str:
    """An e-mail address in small letters."""
    tight = typed.strip().casefold()
    return tight if re.fullmatch(r"[^@\s]{1,64}@[^@\s]+\.[^@\s.]+", tight) else ""


def handle_value(typed: str) -> str:
    """A name on a social network without its sign and the network's address."""
    tight = typed.strip().casefold().rstrip("/")
    name = re.split(r"[/@]", tight)[-1]
    return name if re.fullmatch(r"[\w.\-]{2,60}", name) else ""


def account_value(typed: str) -> str:
    """A sort code and account number as fourteen digits, or an IBAN whose check holds.

    >>> account_value("20-00-00 12345678")
    '20000012345678'
    """
    tight = re.sub(r"[\s\-/]", "", typed.upper())
    if re.fullmatch(r"\d{14}", tight):
        return tight
    if re.fullmatch(r"[A-Z]{2}\d{2}[A-Z0-9]{11,30}", tight):
        moved = tight[4:] + tight[:4]
        number = "".join(str(int(sign, 36)) for sign in moved)
        if int(number) % 97 == 1:
            # A British IBAN ends in the same sort code and number.
            return tight[8:] if tight.startswith("GB") and len(tight) == 22 else tight
    return ""


def company_value(typed: str) -> str:
    """A company's number on the register, eight signs."""
    tight = re.sub(r"\s", "", typed.upper())
    if re.fullmatch(r"\d{1,8}", tight):
        return tight.zfill(8)
    return tight if re.fullmatch(r"[A-Z]{2}\d{6}", tight) else ""


_READERS: Mapping[What, Callable[[str], str]] = {
    What.NAME: name_value,
    What.BORN: born_value,
    What.POSTCODE: postcode_value,
    What.ADDRESS: address_value,
    What.UPRN: uprn_value,
    What.MARK: mark_value,
    What.PHONE: phone_value,
    What.EMAIL: email_value,
    What.HANDLE: handle_value,
    What.ACCOUNT: account_value,
    What.FIRM: firm_name,
    What.COMPANY: company_value,
}
_WANTED: Mapping[What, str] = {
    What.NAME: "a name",
    What.BORN: "a date of birth, or as much of it as is known, like 12 3 1980 or 1980",
    What.POSTCODE: "a whole postcode",
    What.ADDRESS: "an address",
    What.UPRN: "a property number of up to 12 digits",
    What.MARK: "a registration mark, with ? for each letter not seen",
    What.PHONE: "a phone number, with its country code if it is not British",
    What.EMAIL: "an email address, like name@example.com",
    What.HANDLE: "the name used on the network",
    What.ACCOUNT: "a sort code and account number, or an IBAN",
    What.FIRM: "the name of the business",
    What.COMPANY: "a company number of 8 characters",
}
