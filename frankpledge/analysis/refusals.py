"""Knows every way in which the library says no, each as one sentence with a remedy."""

from pathlib import Path

from frankpledge.kernel import DomainError


class Refused(DomainError):
    """The library declines and has changed nothing; the text is one sentence for a person."""


class UnusableFile(Refused):
    """A file that cannot be taken in.

    Expected: a file in one of the publishers' formats, whole and in UTF-8. Likely causes: an
    interrupted download, or a file that a spreadsheet has saved again. Remedy: in the sentence.
    """

    def __init__(self, file: str, line: int | None, problem: str, remedy: str) -> None:
        self.file = file
        self.line = line
        self.problem = problem
        self.remedy = remedy
        where = file if line is None else f"{file}, line {line}"
        super().__init__(f"{where}: {problem}; {remedy}.")


class ConflictingFiles(Refused):
    """Two inputs say different things about one subject, so neither is taken in."""


class StoreBusy(Refused):
    """Another process is adding to the store, and did not finish while this one waited."""


class StoreUnreadable(Refused):
    """The store's ledger is missing something it names, or was written by a later version."""


class UnknownArea(Refused):
    """No lookup that is held knows the code."""


class UnknownGrouping(Refused):
    """A column was asked for that figures are not grouped by."""


class NothingHeld(Refused):
    """No month of the period is held for the area."""


class MixedOrigins(Refused):
    """The answer would add synthetic rows to published ones."""


class NotComparable(Refused):
    """The method must not be used on what it was given; the sentence says why."""


def missing_path(path: Path) -> UnusableFile:
    """The refusal for a path that does not exist."""
    return UnusableFile(str(path), None, "there is no such file or folder", "check the path")
