"""References that people can say over the telephone, and that tell nothing of order or number."""

import secrets

_LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"


def new_reference() -> str:
    """A random reference such as `K7FQ-2M9X`: no vowels to make words, nothing easily misread."""
    letters = "".join(secrets.choice(_LETTERS) for _ in range(8))
    return f"{letters[:4]}-{letters[4:]}"
