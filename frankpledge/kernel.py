"""What every module needs and nothing more: errors that speak to the reader."""


class DomainError(Exception):
    """Something a person asked for cannot be done, said so that they can put it right.

    `argument` names the form field (and the function argument) at fault, or is None when the
    whole request is. The message is shown to the person, so it is a sentence in plain English.
    """

    def __init__(self, message: str, *, argument: str | None = None) -> None:
        super().__init__(message)
        self.argument = argument
