"""Knows every way in which linking says no, each as one sentence with a remedy."""

from pathlib import Path

from frankpledge.kernel import DomainError


class Refused(DomainError):
    """Linking declines and has written nothing; the text is one sentence for a person."""


class WrongUse(Refused):
    """The command was asked for something that does not fit together."""


class UnusableList(Refused):
    """A list that cannot be read as it stands.

    Expected: a whole CSV file with a header line, one person on each line and an identifier of
    each. Likely causes: an interrupted copy, a spreadsheet's own format, or an identifier that
    is used twice. Remedy: in the sentence.
    """

    def __init__(self, file: Path | str, line: int | None, problem: str, remedy: str) -> None:
        self.file = str(file)
        self.line = line
        self.problem = problem
        self.remedy = remedy
        where = self.file if line is None else f"{self.file}, line {line}"
        super().__init__(f"{where}: {problem}; {remedy}.")


class EngineAbsent(Refused):
    """The engine that was asked for is not installed here."""
