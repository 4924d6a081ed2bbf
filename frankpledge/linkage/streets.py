"""Knows how a line of an address is read: the number at the door, and the street."""

import re

from frankpledge.linkage import names

_DOOR = re.compile(r"([0-9]+) ?([a-z]?)\b[ ,]*")
_ENDS = {
    "street": "st", "str": "st", "road": "rd", "avenue": "ave", "av": "ave", "lane": "ln",
    "close": "cl", "drive": "dr", "gardens": "gdns", "gdn": "gdns", "crescent": "cres",
    "court": "ct", "place": "pl", "square": "sq", "terrace": "tce", "terr": "tce", "grove": "gr",
}  # fmt: skip


def line(text: str) -> tuple[str, str]:
    """The door and the street of a line, each empty where it says nothing of it.

    >>> line("Flat 2, 12a High Street, Northby"), line("Mill Road")
    (('12a', 'high st'), ('', 'mill rd'))
    """
    lowered = text.lower()
    door, rest = "", lowered
    # The last number that words follow stands at the door; a flat's comes before it.
    for match in _DOOR.finditer(lowered):
        after = lowered[match.end() :]
        if re.match(r"[a-z]{3}", after):
            door, rest = match[1] + match[2], after
    words = names.plain(rest.partition(",")[0]).split()
    if words:
        words[-1] = _ENDS.get(words[-1], words[-1])
    street = " ".join(words)
    return door, "" if names.is_missing(street) else street
