"""Whether two texts may tell of the same thing. Pure, and a hint: people decide."""

from frankpledge.intelligence.danger import normalised

_SHORTEST_WORD = 4
_SHARE_ALIKE = 0.5


def words_that_count(text: str) -> frozenset[str]:
    """The longer words of a text, each once."""
    return frozenset(word for word in normalised(text).split() if len(word) >= _SHORTEST_WORD)


def likeness(one: str, other: str) -> float:
    """The share of words that two texts have in common, from 0 to 1.

    >>> likeness("strangers answer the door", "strangers answer the door")
    1.0
    """
    first, second = words_that_count(one), words_that_count(other)
    if not first or not second:
        return 0.0
    return len(first & second) / len(first | second)


def are_alike(place: str, text: str, other_place: str, other_text: str) -> bool:
    """Whether they name the same place, or say much the same."""
    same_place = bool(normalised(place)) and normalised(place) == normalised(other_place)
    return same_place or likeness(text, other_text) >= _SHARE_ALIKE
