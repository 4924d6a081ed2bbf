"""References that people can say over the telephone, and that tell nothing of order or number."""

import os

_LETTERS = "23456789BCDFGHJKMNPQRSTVWXYZ"
_LENGTH = 8


def new_reference() -> str:
    """A random reference such as `K7FQ-2M9X`: no vowels to make words, nothing easily misread."""
    number = int.from_bytes(os.urandom(16), "big")
    letters = []
    for _ in range(_LENGTH):
        number, place = divmod(number, len(_LETTERS))
        letters.append(_LETTERS[place])
    return "".join(letters[:4]) + "-" + "".join(letters[4:])
