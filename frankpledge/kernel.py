"""What every module needs and nothing more: errors that speak to the reader, and whole numbers."""


class DomainError(Exception):
    """Something a person asked for cannot be done, said so that they can put it right.

    `argument` names the form field (and the function argument) at fault, or is None when the
    whole request is. The message is shown to the person, so it is a sentence in plain English.
    """

    def __init__(self, message: str, *, argument: str | None = None) -> None:
        super().__init__(message)
        self.argument = argument


MOST = 2**31 - 1
"""The largest whole number that every database keeps in a plain column."""


def whole_number(text: str, *, most: int = MOST) -> int | None:
    """The whole number from 0 to *most* that somebody typed, or None where it is not one.

    Only the figures 0 to 9 count, with spaces around them: what Python calls a digit and cannot
    add up ("²"), and numbers too long to be read, are no numbers.
    """
    plain = text.strip()
    if not plain.isascii() or not plain.isdigit() or len(plain.lstrip("0")) > len(str(most)):
        return None
    number = int(plain.lstrip("0") or "0")
    return number if number <= most else None
