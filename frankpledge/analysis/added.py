"""Knows what a call that took files in has to tell: what came, where rows went, what was not."""

from collections.abc import Iterator
from dataclasses import dataclass

from frankpledge.analysis.arrivals import Arrivals, Skipped, Unrecognised
from frankpledge.analysis.ledger import Account
from frankpledge.analysis.references import Statements
from frankpledge.analysis.street import Rejection


@dataclass(frozen=True, kw_only=True)
class ReferenceTaken:
    """A lookup, table of residents or boundary file that was taken in."""

    file: str
    kind: str
    rows: int


@dataclass(frozen=True, kw_only=True)
class Replaced:
    """A month that a corrected file took the place of."""

    force: str
    month: str
    file: str
    rows_before: int
    rows_after: int


@dataclass(frozen=True, kw_only=True)
class LeftOut:
    """A force's month of a file of counts that was not taken in, as its street rows are held."""

    file: str
    force: str
    month: str


@dataclass(frozen=True, kw_only=True)
class Added:
    """What one call did. The account is of the street rows that it read."""

    files: int
    skipped: tuple[Skipped, ...]
    account: Account
    rejected: tuple[Rejection, ...]
    reference: tuple[ReferenceTaken, ...]
    unrecognised: tuple[Unrecognised, ...]
    replaced: tuple[Replaced, ...]
    placed_again: int
    recognised: int
    left_out: tuple[LeftOut, ...] = ()

    @property
    def rows_read(self) -> int:
        """How many street rows the call read, whatever became of them."""
        return self.account.read


def references_taken(arrivals: Arrivals) -> Iterator[ReferenceTaken]:
    """The reference files among what arrived."""
    for table in arrivals.references:
        yield ReferenceTaken(file=table.name, kind=table.table.kind, rows=table.rows)
    for file in arrivals.boundaries:
        yield ReferenceTaken(file=file.name, kind="boundaries", rows=len(file.boundaries))


def vintages_of(statements: Statements) -> tuple[str, ...]:
    """Which years' codes the statements speak of."""
    said = {(high, vintage) for _, high, vintage in statements.belongs}
    said |= set(statements.names)
    said |= {(level, 0) for level in (*statements.residents, *statements.ranks)}
    return tuple(sorted({vintage_of(level, vintage) for level, vintage in said}))


def vintage_of(level: str, vintage: int) -> str:
    """A level and its year as a person says them: “LSOA 2021”, “district 2024”."""
    plain = level.removesuffix("11").removesuffix("21")
    if plain != level:
        return f"{plain.upper()} 20{level[-2:]}"
    return f"{plain} 20{vintage:02d}" if vintage else plain
