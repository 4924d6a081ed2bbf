"""Knows how files become the store: each call is taken in whole or not at all."""

import re
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

import duckdb

from frankpledge.analysis import (
    boundaries,
    counts,
    geography,
    ledger,
    months,
    placement,
    references,
)
from frankpledge.analysis.added import (
    Added,
    LeftOut,
    ReferenceTaken,
    Replaced,
    references_taken,
    vintage_of,
    vintages_of,
)
from frankpledge.analysis.arrivals import Arrivals, sort_out
from frankpledge.analysis.containers import found_in
from frankpledge.analysis.geography import OPEN, SYNTHETIC, Stated
from frankpledge.analysis.ledger import Account, Ledger, Part, Reference
from frankpledge.analysis.refusals import ConflictingFiles, MixedOrigins
from frankpledge.analysis.settled import write_geography
from frankpledge.analysis.street import Rejection, StreetFile, take
from frankpledge.analysis.tables import engine, write_rows

PATIENCE = 60.0
BATCH_BYTES = 64 * 1024**2
BATCH_ROWS = 500_000

Progress = Callable[[int, int, str], None]

_BOUNDARY_COLUMNS = {
    "code": "VARCHAR",
    "name": "VARCHAR",
    "level": "VARCHAR",
    "vintage": "INTEGER",
    "district": "VARCHAR",
    "longitude": "DOUBLE",
    "latitude": "DOUBLE",
    "geometry": "VARCHAR",
}


@dataclass(kw_only=True)
class _Fresh:
    """What the call has written so far, none of which counts until the ledger names it."""

    parts: dict[str, Part] = field(default_factory=dict)
    rejected: list[Rejection] = field(default_factory=list)
    account: Account = ledger.NO_ROWS
    written: list[Path] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)


def _silent(done: int, total: int, label: str) -> None:
    del done, total, label


def add(
    home: Path,
    paths: Sequence[Path],
    *,
    today: date,
    synthetic: bool = False,
    progress: Progress = _silent,
    patience: float = PATIENCE,
) -> Added:
    """Takes in every file under the paths, or, if it raises, nothing.

    Afterwards each recognised file is held, each street row is accounted for, and rows held
    before are placed as the newest lookups say. Files already held are skipped by content; a
    month that came before in another version is replaced.
    """
    store = home / "store"
    with ledger.held_alone(store, patience=patience):
        before = ledger.read_ledger(store)
        ledger.clear_away(store, keep=before.paths())
        scratch = store / "tmp"
        shutil.rmtree(scratch, ignore_errors=True)
        scratch.mkdir()
        try:
            return _Intake(store, scratch, before, today, progress).run(paths, synthetic=synthetic)
        finally:
            shutil.rmtree(scratch, ignore_errors=True)


class _Intake:
    """One call's work, from what was found to the new ledger."""

    def __init__(
        self, store: Path, scratch: Path, before: Ledger, today: date, progress: Progress
    ) -> None:
        self._store = store
        self._scratch = scratch
        self._before = before
        self._this_month = months.month_of(today)
        self._progress = progress
        self._connection: duckdb.DuckDBPyConnection = engine(scratch)
        self._fresh = _Fresh()
        self._done = 0
        self._total = 0
        self._counted_rows: dict[str, int] = {}
        # The geography is settled before the first batch, and the same for all of them.
        self._places: placement.Places | None = None

    def _step(self, label: str) -> None:
        self._progress(self._done, self._total, label)
        self._done += 1

    def run(self, paths: Sequence[Path], *, synthetic: bool) -> Added:
        found = found_in(paths, synthetic=synthetic)
        self._total = 2 * len(found)
        arrivals = sort_out(found, self._before.digests(), self._scratch, self._step)
        after = replace(self._before, sequence=self._before.sequence + 1)
        after = self._with_references(after, arrivals)
        after = self._with_geography(after, arrivals)
        taken_keys = self._keys_skipped(arrivals)
        for batch in _batches(arrivals.street):
            self._take_batch(batch, after, taken_keys)
        for file in arrivals.counts:
            self._take_counts(file, after, taken_keys)
        again = self._place_again(after)
        replaced = self._replaced()
        after = self._with_counts(replace(after, parts={**after.parts, **self._fresh.parts}))
        if self._fresh.written:
            ledger.settle_on_disk(self._fresh.written)
            ledger.settle_on_disk(sorted({path.parent for path in self._fresh.written}))
            ledger.write_ledger(self._store, after)
        return Added(
            files=len(found),
            skipped=tuple(arrivals.skipped),
            account=self._fresh.account,
            rejected=tuple(self._fresh.rejected),
            reference=(
                *references_taken(arrivals),
                *(
                    ReferenceTaken(file=name, kind=ledger.COUNTS, rows=rows)
                    for name, rows in self._counted_rows.items()
                ),
            ),
            left_out=tuple(self._fresh.left_out),
            unrecognised=tuple(arrivals.unrecognised),
            replaced=replaced,
            placed_again=again,
            recognised=arrivals.recognised,
        )

    def _with_references(self, after: Ledger, arrivals: Arrivals) -> Ledger:
        held = list(after.references)
        for table in arrivals.references:
            path = f"reference/{table.spooled.digest[:16]}.json.gz"
            references.save(table.statements, self._writing(path))
            held.append(
                Reference(
                    digest=table.spooled.digest,
                    name=table.name,
                    kind=table.table.kind,
                    rows=table.rows,
                    origin=table.origin,
                    sequence=after.sequence,
                    vintages=vintages_of(table.statements),
                    path=path,
                )
            )
        for file in arrivals.boundaries:
            path = f"boundaries/{file.spooled.digest[:16]}.parquet"
            write_rows(
                self._connection,
                (_plain(boundary) for boundary in file.boundaries),
                _BOUNDARY_COLUMNS,
                self._writing(path),
                self._scratch,
            )
            first = file.boundaries[0]
            held.append(
                Reference(
                    digest=file.spooled.digest,
                    name=file.name,
                    kind="boundaries",
                    rows=len(file.boundaries),
                    origin=file.origin,
                    sequence=after.sequence,
                    vintages=(vintage_of(first.level, first.vintage),),
                    path=path,
                    level=first.level,
                )
            )
        return replace(after, references=tuple(held))

    def _with_geography(self, after: Ledger, arrivals: Arrivals) -> Ledger:
        if not arrivals.references:
            return after
        settled = geography.settle(
            [
                Stated(
                    statements=references.load(self._store / each.path),
                    origin=each.origin,
                    sequence=each.sequence,
                    name=each.name,
                )
                for each in after.references
                if each.kind != "boundaries"
            ]
        )
        folder = f"geography/{after.sequence}"
        written = write_geography(self._connection, settled, self._store / folder, self._scratch)
        self._fresh.written.extend(written)
        return replace(after, geography=folder, placement=settled.placement_digest)

    def _keys_skipped(self, arrivals: Arrivals) -> dict[str, tuple[str, str]]:
        names = {skipped.digest: skipped.name for skipped in arrivals.skipped}
        return {
            key: (part.digest, names[part.digest])
            for key, part in self._before.parts.items()
            if part.digest in names
        }

    def _take_batch(
        self,
        batch: list[StreetFile],
        after: Ledger,
        taken_keys: dict[str, tuple[str, str]],
    ) -> None:
        taken = take(self._connection, batch, this_month=self._this_month, scratch=self._scratch)
        for each in taken:
            key = ledger.part_key(each.force, each.month)
            origin = SYNTHETIC if each.file.synthetic else OPEN
            held = self._before.parts.get(key)
            _refuse_conflict(key, each.force, each.month, each.file, taken_keys, held, origin)
        self._place(after)
        accounts = placement.accounts(self._connection)
        placed = []
        for each in taken:
            self._step(each.file.name)
            kept, unplaced, outside, awaiting = accounts[each.file.number]
            account = Account(
                read=each.rows_read,
                kept=kept,
                unplaced=unplaced,
                outside=outside,
                rejected=each.rows_rejected,
                awaiting=awaiting,
            )
            part = Part(
                force=each.force,
                month=each.month,
                digest=each.file.spooled.digest,
                name=each.file.name,
                origin=SYNTHETIC if each.file.synthetic else OPEN,
                path=_part_path(each.force, each.month, each.file.spooled.digest, after.placement),
                account=account,
                rejected=tuple((one.line, one.reason) for one in each.rejected),
            )
            placed.append((each.file.number, part))
            self._fresh.account += account
            self._fresh.rejected.extend(each.rejected)
        self._keep(placed)

    def _take_counts(
        self, file: counts.CountsFile, after: Ledger, taken_keys: dict[str, tuple[str, str]]
    ) -> None:
        """Takes in each force and month of which no street rows are held: those are finer."""
        rows = counts.load(self._connection, file, this_month=self._this_month)
        self._counted_rows[file.name] = rows
        origin = SYNTHETIC if file.synthetic else OPEN
        chosen = []
        for each in counts.held_in(self._connection):
            key = ledger.part_key(each.force, each.month)
            held = self._fresh.parts.get(key) or self._before.parts.get(key)
            if held is not None and held.kind == ledger.STREET:
                self._fresh.left_out.append(
                    LeftOut(file=file.name, force=each.force, month=each.month)
                )
                continue
            _refuse_conflict(key, each.force, each.month, file, taken_keys, held, origin)
            chosen.append(each)
        self._step(file.name)
        for batch in _count_batches(chosen):
            counts.take(self._connection, batch)
            self._place(after)
            accounts = placement.accounts(self._connection)
            placed = []
            for each in batch:
                kept, unplaced, outside, awaiting = accounts[each.number]
                part = Part(
                    force=each.force,
                    month=each.month,
                    digest=file.spooled.digest,
                    name=file.name,
                    origin=origin,
                    path=_part_path(each.force, each.month, file.spooled.digest, after.placement),
                    account=Account(
                        read=each.total,
                        kept=kept,
                        unplaced=unplaced,
                        outside=outside,
                        rejected=0,
                        awaiting=awaiting,
                    ),
                    rejected=(),
                    kind=ledger.COUNTS,
                )
                placed.append((each.number, part))
            self._keep(placed)

    def _place(self, after: Ledger) -> None:
        if self._places is None:
            folder = self._store / after.geography if after.geography else None
            self._places = placement.load_places(self._connection, folder)
        placement.place(self._connection, self._places)

    def _place_again(self, after: Ledger) -> int:
        if after.placement == self._before.placement:
            return 0
        stale = [part for key, part in after.parts.items() if key not in self._fresh.parts]
        rows = 0
        self._total += len(stale)
        for batch in _part_batches(stale):
            numbered = list(enumerate(batch))
            placement.take_again(
                self._connection,
                [(number, self._store / part.path) for number, part in numbered],
            )
            self._place(after)
            accounts = placement.accounts(self._connection)
            placed = []
            for number, part in numbered:
                self._step(part.name)
                kept, unplaced, outside, awaiting = accounts[number]
                moved = replace(
                    part,
                    path=_part_path(part.force, part.month, part.digest, after.placement),
                    account=replace(
                        part.account,
                        kept=kept,
                        unplaced=unplaced,
                        outside=outside,
                        awaiting=awaiting,
                    ),
                )
                placed.append((number, moved))
                rows += kept + unplaced + outside
            self._keep(placed)
        return rows

    def _keep(self, placed: Sequence[tuple[int, Part]]) -> None:
        """Writes the placed rows of each part, which is then held."""
        for _, part in placed:
            account = part.account
            accounted = account.kept + account.unplaced + account.outside + account.rejected
            if accounted != account.read:
                raise RuntimeError(f"{part.name}: {accounted} of {account.read} rows accounted for")
            self._fresh.parts[part.key] = part
        placement.write_parts(
            self._connection, [(number, self._writing(part.path)) for number, part in placed]
        )

    def _replaced(self) -> tuple[Replaced, ...]:
        return tuple(
            Replaced(
                force=part.force,
                month=part.month,
                file=part.name,
                rows_before=self._before.parts[key].account.read,
                rows_after=part.account.read,
            )
            for key, part in self._fresh.parts.items()
            if key in self._before.parts and self._before.parts[key].digest != part.digest
        )

    def _with_counts(self, after: Ledger) -> Ledger:
        if not self._fresh.parts:
            return after
        by_small_area = dict(after.counts)
        by_month: dict[str, list[Part]] = {}
        for part in self._fresh.parts.values():
            by_month.setdefault(part.month, []).append(part)
        for month, parts in sorted(by_month.items()):
            held = by_small_area.get(month)
            by_small_area[month] = f"counts/{month}-{after.sequence}.parquet"
            placement.write_counts(
                self._connection,
                self._store / held if held else None,
                [(part.key, part.origin, self._store / part.path) for part in parts],
                self._writing(by_small_area[month]),
            )
        districts = f"counts/districts-{after.sequence}.parquet"
        placement.write_districts(
            self._connection,
            self._store / after.districts if after.districts else None,
            [self._store / by_small_area[month] for month in by_month],
            list(by_month),
            self._writing(districts),
        )
        return replace(after, counts=by_small_area, districts=districts)

    def _writing(self, path: str) -> Path:
        target = self._store / path
        target.parent.mkdir(parents=True, exist_ok=True)
        self._fresh.written.append(target)
        return target


def _refuse_conflict(
    key: str,
    force: str,
    month: str,
    file: StreetFile | counts.CountsFile,
    keys: dict[str, tuple[str, str]],
    held: Part | None,
    origin: str,
) -> None:
    digest = file.spooled.digest
    other = keys.get(key)
    if other is not None and other[0] != digest:
        raise ConflictingFiles(
            f"{other[1]} and {file.name} are both about {force} in {month} and differ; give only "
            "the one that is right."
        )
    keys[key] = (digest, file.name)
    if held is not None and held.origin != origin:
        raise MixedOrigins(
            f"{file.name}: {force} in {month} is held as {held.origin} and cannot be replaced by "
            f"{origin}; use another data directory (FRANKPLEDGE_HOME)."
        )


def _part_path(force: str, month: str, digest: str, placed: str) -> str:
    folder = re.sub(r"[^a-z0-9]+", "-", force.lower()).strip("-") or "force"
    return f"parts/{folder}/{month}-{digest[:16]}-{placed[:8] or 'unplaced'}.parquet"


def _batches(files: Sequence[StreetFile]) -> Iterator[list[StreetFile]]:
    batch: list[StreetFile] = []
    size = 0
    for file in files:
        if batch and size + file.spooled.size > BATCH_BYTES:
            yield batch
            batch, size = [], 0
        batch.append(file)
        size += file.spooled.size
    if batch:
        yield batch


def _count_batches(chosen: Sequence[counts.Counted]) -> Iterator[list[counts.Counted]]:
    """Forces and months together, by what they add up to: never more rows than that."""
    batch: list[counts.Counted] = []
    total = 0
    for each in chosen:
        if batch and total + each.total > BATCH_ROWS:
            yield batch
            batch, total = [], 0
        batch.append(each)
        total += each.total
    if batch:
        yield batch


def _part_batches(parts: Sequence[Part]) -> Iterator[list[Part]]:
    batch: list[Part] = []
    rows = 0
    for part in parts:
        if batch and rows + part.account.read > BATCH_ROWS:
            yield batch
            batch, rows = [], 0
        batch.append(part)
        rows += part.account.read
    if batch:
        yield batch


def _plain(boundary: boundaries.Boundary) -> dict[str, object]:
    return {name: getattr(boundary, name) for name in _BOUNDARY_COLUMNS}
