"""Knows what each arriving file is, and sets aside what is already held."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from frankpledge.analysis.boundaries import Boundary, is_geojson, read_boundaries
from frankpledge.analysis.containers import CHUNK, Found, Spooled, head_of, spool, too_long
from frankpledge.analysis.counts import CountsFile, is_parquet, read_order
from frankpledge.analysis.geography import OPEN, SYNTHETIC
from frankpledge.analysis.headers import (
    ChangedTable,
    CountsTable,
    ReferenceTable,
    StreetTable,
    Table,
    table_of,
)
from frankpledge.analysis.references import Statements, read_statements
from frankpledge.analysis.refusals import MixedOrigins, UnusableFile
from frankpledge.analysis.street import StreetFile

HEADER_SHOWN = 300
READERS = 2

Step = Callable[[str], None]
_OurTable = StreetTable | CountsTable | ReferenceTable


@dataclass(frozen=True, kw_only=True)
class Unrecognised:
    """A file that is of no kind the program knows; it was left alone."""

    file: str
    header: str


@dataclass(frozen=True, kw_only=True)
class ReferenceFile:
    """A lookup or table of residents that has been read."""

    name: str
    spooled: Spooled
    table: ReferenceTable
    statements: Statements
    rows: int
    origin: str


@dataclass(frozen=True, kw_only=True)
class BoundaryFile:
    """A boundary file that has been read."""

    name: str
    spooled: Spooled
    boundaries: list[Boundary]
    origin: str


@dataclass(frozen=True, kw_only=True)
class Skipped:
    """A file whose very content is held already."""

    name: str
    digest: str


@dataclass(frozen=True, kw_only=True)
class Arrivals:
    """Everything that one call brought, sorted by what it is."""

    street: list[StreetFile] = field(default_factory=list)
    counts: list[CountsFile] = field(default_factory=list)
    references: list[ReferenceFile] = field(default_factory=list)
    boundaries: list[BoundaryFile] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    unrecognised: list[Unrecognised] = field(default_factory=list)

    @property
    def recognised(self) -> int:
        """How many files are of a kind that the program knows."""
        taken = (self.street, self.counts, self.references, self.boundaries, self.skipped)
        return sum(len(each) for each in taken)


def sort_out(found: Sequence[Found], held: dict[str, str], scratch: Path, step: Step) -> Arrivals:
    """Looks at every file, whole; raises for the first that is damaged or nearly right.

    ``held`` gives the origin of each content that is held. The same content given twice in one
    call counts once.
    """
    arrivals = Arrivals()
    known = dict(held)
    copies = [scratch / f"{number}.spool" for number in range(len(found))]
    # Checksums and copies keep no lock, so that two processors read two files at once.
    with ThreadPoolExecutor(READERS) as readers, ExitStack() as ends:
        # One that is refused, or somebody who stops it, ends the reading of those that wait.
        ends.callback(readers.shutdown, wait=False, cancel_futures=True)
        read = zip(found, readers.map(_read, found, copies), strict=True)
        for number, (file, (head, table, spooled)) in enumerate(read):
            step(file.name)
            if spooled is not None and is_parquet(head):
                table = read_order(file.name, spooled.path)
            if spooled is None or (is_parquet(head) and table is None):
                arrivals.unrecognised.append(Unrecognised(file=file.name, header=_shown(head)))
                continue
            origin = SYNTHETIC if file.synthetic else OPEN
            if known.get(spooled.digest, origin) != origin:
                raise MixedOrigins(
                    f"{file.name} is held already as {known[spooled.digest]}; the same content "
                    f"cannot be {origin} as well."
                )
            if spooled.digest in known:
                arrivals.skipped.append(Skipped(name=file.name, digest=spooled.digest))
            elif _file_away(arrivals, number, file, spooled, table, origin):
                known[spooled.digest] = origin
            else:
                arrivals.unrecognised.append(Unrecognised(file=file.name, header=_shown(head)))
    return arrivals


def _read(file: Found, copy: Path) -> tuple[bytes, _OurTable | None, Spooled | None]:
    """A file's first part, the kind of table it is, and a checked copy where it may be ours."""
    head = head_of(file)
    packed = is_parquet(head)
    table = None if packed or is_geojson(head) else _table(file, head)
    if table is None and not packed and not is_geojson(head):
        return head, None, None
    return head, table, spool(file, copy, as_lines=table is not None, as_text=not packed)


def _file_away(
    arrivals: Arrivals,
    number: int,
    file: Found,
    spooled: Spooled,
    table: _OurTable | None,
    origin: str,
) -> bool:
    if isinstance(table, CountsTable):
        arrivals.counts.append(
            CountsFile(
                name=file.name,
                table=table,
                spooled=spooled,
                synthetic=file.synthetic,
                parquet=is_parquet(head_of(file)),
            )
        )
        return True
    if isinstance(table, StreetTable):
        # An archive of all forces has some that sent nothing; by itself such a file is a mistake.
        if spooled.lines <= 1 and file.member is not None:
            return False
        arrivals.street.append(
            StreetFile(
                number=number,
                name=file.name,
                table=table,
                spooled=spooled,
                synthetic=file.synthetic,
            )
        )
        return True
    if isinstance(table, ReferenceTable):
        statements, rows = read_statements(file.name, spooled.path, table)
        arrivals.references.append(
            ReferenceFile(
                name=file.name,
                spooled=spooled,
                table=table,
                statements=statements,
                rows=rows,
                origin=origin,
            )
        )
        return True
    boundaries = read_boundaries(file.name, spooled.path)
    if boundaries is None:
        return False
    arrivals.boundaries.append(
        BoundaryFile(name=file.name, spooled=spooled, boundaries=boundaries, origin=origin)
    )
    return True


def _table(file: Found, head: bytes) -> _OurTable | None:
    """The kind of table, or none; a file that is nearly a table of ours is refused."""
    first, newline, _ = head.partition(b"\n")
    if not newline and len(head) == CHUNK and b"\0" not in head:
        raise too_long(file, 1)
    for encoding in _encodings(head):
        try:
            text = head.decode(encoding, "ignore") if encoding.startswith("utf-16") else None
            line = text.partition("\n")[0] if text is not None else first.decode(encoding)
        except UnicodeDecodeError:
            continue
        table: Table | None = table_of(line)
        if table is None:
            continue
        if encoding != "utf-8-sig":
            called = "UTF-16" if encoding.startswith("utf-16") else "an older encoding"
            raise UnusableFile(
                file.name, 1, f"the text is in {called}, not UTF-8", "save it again as “CSV UTF-8”"
            )
        if isinstance(table, ChangedTable):
            raise UnusableFile(
                file.name,
                1,
                table.problem,
                "download the file again, and give it as it was published",
            )
        return table
    return None


def _encodings(head: bytes) -> tuple[str, ...]:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return ("utf-16",)
    if b"\0" in head:
        return ("utf-8-sig", "utf-16-le", "utf-16-be")
    return ("utf-8-sig", "latin-1")


def _shown(head: bytes) -> str:
    line = head.partition(b"\n")[0].decode("utf-8", "replace")
    return "".join(letter for letter in line if letter.isprintable())[:HEADER_SHOWN]
