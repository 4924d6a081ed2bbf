"""Whether two addresses are one place, or two names and birthdays one person, so far as is told.

Compared within one district and within this module alone. What is kept for comparing is a keyed
hash, so that a table of it is no list of homes.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from django.conf import settings

_POSTCODE = re.compile(r"\b([A-Z]{1,2}[0-9][A-Z0-9]?)\s*([0-9][A-Z]{2})\b")
_APART = re.compile(r"[^A-Z0-9]+")
_LONG = {
    "RD": "ROAD",
    "ST": "STREET",
    "AVE": "AVENUE",
    "AV": "AVENUE",
    "CT": "COURT",
    "CL": "CLOSE",
    "DR": "DRIVE",
    "GDNS": "GARDENS",
    "LN": "LANE",
    "PL": "PLACE",
    "SQ": "SQUARE",
    "TERR": "TERRACE",
    "APARTMENT": "FLAT",
    "APT": "FLAT",
}
_FILLER = {"THE", "NO", "NUMBER"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """The first line of an address as it is compared, and its postcode where one was given."""

    line: str
    postcode: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceKeys:
    """An address as it is kept for comparing: two keyed hashes, the second empty if unknown."""

    line: str
    postcode: str


def address_of(typed: str) -> Address:
    """What of a typed address is compared: capitals, usual words written out, no stops.

    >>> address_of("6, Tern Ct., Wantsum, ZZ9 9ZZ")
    Address(line='6 TERN COURT', postcode='ZZ99ZZ')
    """
    upper = typed.upper()
    found = _POSTCODE.search(upper)
    rest = upper[: found.start()] + upper[found.end() :] if found else upper
    lines = [_words(part) for part in re.split(r"[,\n]", rest)]
    named = [line for line in lines if line]
    first = named[0] if named else ""
    # A flat, or a number that stands alone, says too little: the next line belongs to it.
    if len(named) > 1 and (first.startswith(("FLAT ", "UNIT ", "ROOM ")) or first.isdigit()):
        first = f"{first} {named[1]}"
    return Address(line=first, postcode="".join(found.groups()) if found else "")


def _words(text: str) -> str:
    words = [word for word in _APART.split(text.replace("'", "").replace("’", "")) if word]
    return " ".join(_LONG.get(word, word) for word in words if word not in _FILLER)


def keys_of(*, area: str, typed: str) -> PlaceKeys:
    """The keys under which a place is compared. Without a first line there is nothing to find."""
    found = address_of(typed)
    return PlaceKeys(
        line=_hidden(f"line {area} {found.line}") if found.line else "",
        postcode=_hidden(f"postcode {area} {found.postcode}") if found.postcode else "",
    )


def person_key(*, name: str, eighteen_on: date | None) -> str:
    """The key under which a person is compared, or nothing where name or birthday is not known.

    The order of names, capitals, accents and stops do not matter; a name that is spelt otherwise
    is another. The birthday is that of coming of age, which a child's form asks for.
    """
    plain = unicodedata.normalize("NFKD", name.upper()).replace("'", "").replace("’", "")
    letters = "".join(each for each in plain if not unicodedata.combining(each))
    names = sorted(word for word in _APART.split(letters) if word)
    if len(names) < 2 or eighteen_on is None:
        return ""
    return _hidden(f"person {' '.join(names)} {eighteen_on.isoformat()}")


def _hidden(text: str) -> str:
    key = hashlib.sha256(f"frankpledge places of referrals {settings.SECRET_KEY}".encode()).digest()
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()[:32]
