"""Knows every way in which a network says no, each as one sentence with a remedy."""

from pathlib import Path

from frankpledge.kernel import DomainError


class Refused(DomainError):
    """The work is declined and nothing was written; the text is one sentence for a person."""


class WrongUse(Refused):
    """What was asked for does not fit together."""


class UnusableFile(Refused):
    """A file that cannot be read as it stands.

    Expected: a whole list of ties in CSV with a header line, or the workbook of two sheets.
    Likely causes: another kind of file, an interrupted copy, a spreadsheet's own encoding.
    Remedy: in the sentence.
    """

    def __init__(self, file: Path | str, line: int | None, problem: str, remedy: str) -> None:
        self.file = str(file)
        self.line = line
        self.problem = problem
        self.remedy = remedy
        where = self.file if line is None else f"{self.file}, line {line}"
        super().__init__(f"{where}: {problem}; {remedy}.")
