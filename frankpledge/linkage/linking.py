"""Finding the same people in one or two lists, from files to files; nothing is kept in between."""

import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import duckdb
import numpy as np

from frankpledge.linkage.clusters import clusters, one_to_one
from frankpledge.linkage.columns import Part
from frankpledge.linkage.comparing import comparisons
from frankpledge.linkage.engines import Engine, OnDuckDB, OnSpark
from frankpledge.linkage.judging import MOST_DRAWN, Judged, judge, possible_pairs
from frankpledge.linkage.keys import make_keys
from frankpledge.linkage.lists import Rejection, Source, source_of
from frankpledge.linkage.outputs import Records, check_outputs, write_clusters, write_pairs
from frankpledge.linkage.people import People, read_people
from frankpledge.linkage.refusals import WrongUse

THRESHOLD = 0.5
"""Two records are linked where they are likelier than not to be one person."""
LEAST_KEPT = 0.01
ENGINES = ("duckdb", "spark")
_TELLING = frozenset({"first", "surname", "phone", "email", "national_id"})


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What is asked for beside the lists and where the answer goes."""

    given: Mapping[Part, str] = field(default_factory=dict)
    """Columns that were named, where their own names do not tell."""
    id_name: str | None = None
    encoding: str | None = None
    threshold: float = THRESHOLD
    between_only: bool = False
    """Look only from one list to the other, never within one."""
    one_to_one: bool = False
    """Besides, each record has at most one partner."""
    engine: str = "duckdb"


@dataclass(frozen=True, kw_only=True)
class Linked:
    """What was found, in figures."""

    records: tuple[int, ...]
    clusters: int
    clusters_of_several: int
    pairs: int
    compared_pairs: int
    columns: tuple[Mapping[str, str], ...]
    """For each list which column was taken for what."""
    unused: tuple[tuple[str, ...], ...]
    weighed: tuple[str, ...]
    rejected: tuple[Rejection, ...]
    ids_prefixed: bool
    """Whether both lists use the same identifiers, so that the list's name is put before them."""


def link(
    files: Sequence[Path],
    *,
    out: Path,
    pairs_out: Path | None = None,
    wish: Wish,
    this_year: int,
    step: Callable[[str], None] = lambda _: None,
) -> Linked:
    """Writes one row a record with its cluster, and if asked for the pairs that hold it together.

    Raises `Refused` with a sentence, and then neither file is written. The same lists always give
    the same files.
    """
    _check(files, wish)
    check_outputs(files, [out] if pairs_out is None else [out, pairs_out])
    rejected: list[Rejection] = []
    with tempfile.TemporaryDirectory(prefix="frankpledge-link-") as folder, _engine() as connection:
        scratch = Path(folder)
        connection.execute(f"SET temp_directory='{scratch / 'spill'}'")
        step("Reading")
        sources = [
            source_of(
                path,
                scratch=scratch,
                encoding=wish.encoding,
                id_name=wish.id_name,
                given=wish.given,
            )
            for path in files
        ]
        people = read_people(
            connection, sources, scratch=scratch, this_year=this_year, rejected=rejected
        )
        if not people.present & _TELLING and people.total > 1:
            raise WrongUse(
                f"{files[0]}, line 1: no column is known that tells people apart; say which one "
                "does, as in --map surname=COLUMN."
            )
        found = _judge(connection, scratch, people, wish=wish, step=step)
        step("Joining")
        records, prefixed = _records(connection, sources)
        left, right, probability = _pairs(connection, one_each=wish.one_to_one)
        named = clusters(people.total, left, right, probability, threshold=wish.threshold)
        named = records.smallest(named)
        step("Writing")
        sizes = np.bincount(named, minlength=people.total)
        held = (named[left] == named[right]) & (probability >= wish.threshold)
        write_clusters(out, records, named)
        if pairs_out is not None:
            write_pairs(pairs_out, records, left[held], right[held], probability[held])
    return Linked(
        records=people.counts,
        clusters=int((sizes > 0).sum()),
        clusters_of_several=int((sizes > 1).sum()),
        pairs=int(held.sum()),
        compared_pairs=found.compared_pairs if found else 0,
        columns=tuple(
            {str(part): source.shape.header[at] for part, at in source.shape.parts.items()}
            for source in sources
        ),
        unused=tuple(source.shape.unused for source in sources),
        weighed=tuple(each.name for each in found.learned.compared) if found else (),
        rejected=tuple(rejected),
        ids_prefixed=prefixed,
    )


def _check(files: Sequence[Path], wish: Wish) -> None:
    if not 1 <= len(files) <= 2:
        raise WrongUse("Give one list or two.")
    if len(files) == 1 and (wish.between_only or wish.one_to_one):
        raise WrongUse("There is one list; --between-only and --one-to-one need two.")
    if not LEAST_KEPT < wish.threshold < 1:
        raise WrongUse(
            f"The threshold {wish.threshold} is not between {LEAST_KEPT} and 1; leave it out for "
            f"{THRESHOLD}."
        )


@contextmanager
def _engine() -> Iterator[duckdb.DuckDBPyConnection]:
    """A database in memory that keeps to this machine: it loads and fetches nothing."""
    connection = duckdb.connect()
    try:
        connection.execute("SET autoinstall_known_extensions=false")
        connection.execute("SET autoload_known_extensions=false")
        yield connection
    finally:
        connection.close()


def _judge(
    connection: duckdb.DuckDBPyConnection,
    scratch: Path,
    people: People,
    *,
    wish: Wish,
    step: Callable[[str], None],
) -> Judged | None:
    """Leaves the pairs in `judged`; none where there is nothing to compare."""
    between_only = wish.between_only or wish.one_to_one
    compared = comparisons(people.present, people=people.total)
    pairs = possible_pairs(people, between_only=between_only)
    keys = make_keys(connection, people) if pairs > MOST_DRAWN else []
    if not compared or people.total < 2 or (pairs > MOST_DRAWN and not keys):
        connection.execute(
            "CREATE TABLE judged (left_rid BIGINT, right_rid BIGINT, probability DOUBLE)"
        )
        return None
    engine: Engine
    if wish.engine == "spark":
        step("Starting Spark")
        engine = OnSpark(connection, scratch)
    else:
        engine = OnDuckDB(connection)
    try:
        return judge(
            connection,
            engine,
            people,
            compared,
            keys,
            between_only=between_only,
            least=LEAST_KEPT,
            step=step,
        )
    finally:
        engine.close()


def _records(
    connection: duckdb.DuckDBPyConnection, sources: Sequence[Source]
) -> tuple[Records, bool]:
    rows = connection.execute("SELECT id, list FROM ids ORDER BY rid").fetchall()
    ids = [str(row[0]) for row in rows]
    prefixed = len(set(ids)) < len(ids)
    if prefixed:
        stems = [source.path.stem for source in sources]
        names = stems if len(set(stems)) == len(stems) else ["1", "2"]
        ids = [f"{names[row[1]]}:{row[0]}" for row in rows]
    return Records(ids=tuple(ids)), prefixed


def _pairs(
    connection: duckdb.DuckDBPyConnection, *, one_each: bool
) -> "tuple[np.ndarray, np.ndarray, np.ndarray]":
    found = connection.execute(
        "SELECT left_rid - 1 AS l, right_rid - 1 AS r, round(probability, 6) AS p FROM judged "
        "ORDER BY l, r"
    ).fetchnumpy()
    left = np.asarray(found["l"], dtype=np.int64)
    right = np.asarray(found["r"], dtype=np.int64)
    probability = np.asarray(found["p"], dtype=np.float64)
    if one_each:
        kept = one_to_one(left, right, probability)
        left, right, probability = left[kept], right[kept], probability[kept]
    return left, right, probability
