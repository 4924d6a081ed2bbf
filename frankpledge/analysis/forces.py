"""Knows that “Kent Police” and “Kent” are one force, for any force, without a list of forces."""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

# Words that say that a body is a police force and not which one.
_COMMON = frozenset({"police", "constabulary", "service", "force", "area", "the", "of", "county"})


@lru_cache(maxsize=1024)
def plain_name(name: str) -> str:
    """The words that tell one force from another, in the order in which they are spoken."""
    text = name.casefold().replace("&", " and ")
    # Lookups write “London, City of” where the force itself writes “City of London”.
    turned = re.fullmatch(r"\s*(.+?)\s*,\s*(.+? of)\s*", text)
    if turned:
        text = f"{turned[2]} {turned[1]}"
    words = re.findall(r"[a-z0-9]+", text.replace("'", "").replace("’", ""))
    return " ".join(word for word in words if word not in _COMMON)


def match_forces(spoken: Iterable[str], areas: Mapping[str, str]) -> dict[str, str | None]:
    """For each name in “Falls within”, the code of its police force area, or none.

    ``areas`` gives the name of each area by its code. A name that could be two areas is none.
    Where an area has since been given a longer name (“Hampshire” and “Hampshire and Isle of
    Wight”), the shorter is taken for the longer if only one area begins so.
    """
    by_name: dict[str, set[str]] = {}
    for code, name in areas.items():
        by_name.setdefault(plain_name(name), set()).add(code)
    return {name: _matched(plain_name(name), by_name) for name in spoken}


def _matched(name: str, by_name: Mapping[str, set[str]]) -> str | None:
    exact = by_name.get(name)
    if exact is None:
        exact = set()
        for other, codes in by_name.items():
            if other.startswith(f"{name} and ") or name.startswith(f"{other} and "):
                exact |= codes
    return next(iter(exact)) if len(exact) == 1 else None
