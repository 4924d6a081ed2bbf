"""Commands that take in published files and count from them: `data` and `profile`."""

from __future__ import annotations

import csv
import io
import json
import os
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from click._termui_impl import ProgressBar

    from frankpledge.analysis.api import Added, Figures, Holdings, Row

CRIME_ARCHIVE = "https://data.police.uk/data/archive"
NO = 1
WRONG_USE = 2
BAR_AFTER_SECONDS = 1.0


def data_home() -> Path:
    """The data directory: FRANKPLEDGE_HOME, or `var` where the command is run."""
    return Path(os.environ.get("FRANKPLEDGE_HOME") or "var").expanduser().resolve()


def stop(sentence: str, status: int) -> None:
    """Says why on standard error, in one sentence, and ends with the status."""
    click.echo(sentence, err=True)
    sys.exit(status)


@contextmanager
def saying_no() -> Iterator[None]:
    """Turns a refusal of the library into its sentence and an exit status."""
    from frankpledge.analysis.api import Refused, UnknownGrouping

    try:
        yield
    except UnknownGrouping as wrong:
        stop(str(wrong), WRONG_USE)
    except Refused as refused:
        stop(str(refused), NO)
    except OSError as broken:
        named = f" ({broken.filename})" if broken.filename else ""
        stop(
            f"The data directory {data_home()} cannot be used: {broken.strerror}{named}; check "
            "that it can be written to and has room.",
            NO,
        )


@contextmanager
def progress(doing: str = "Taking in") -> Iterator[Callable[[int, int, str], None]]:
    """A bar on a terminal, once the work has taken a while; elsewhere nothing."""
    begun = time.monotonic()
    bars: list[ProgressBar[int]] = []

    def step(done: int, total: int, label: str) -> None:
        if not sys.stderr.isatty() or time.monotonic() - begun < BAR_AFTER_SECONDS:
            return
        if not bars:
            bars.append(click.progressbar(length=total, label=doing, file=sys.stderr))
            bars[0].__enter__()
        bars[0].length = total
        bars[0].label = f"{doing} {label.rpartition('/')[2]}"
        bars[0].update(done - bars[0].pos)

    try:
        yield step
    finally:
        if bars:
            bars[0].__exit__(None, None, None)


@click.group("data")
def data_group() -> None:
    """Published crime files, lookups, residents and boundaries that are held.

    Example: frankpledge data add downloads/
    """


@data_group.command("add")
@click.argument(
    "paths", metavar="PATH...", nargs=-1, required=True, type=click.Path(path_type=Path)
)
@click.option("--synthetic", is_flag=True, help="Mark every file of this call as made up.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON only.")
def data_add(*, paths: tuple[Path, ...], synthetic: bool, as_json: bool) -> None:
    """Take in files, folders and archives; what each is shows in its header, not its name.

    Street crime as data.police.uk publishes it (.csv, .csv.gz, or the archive's .zip); lookups
    between areas, residents, ranks of deprivation; boundaries as GeoJSON; and counts of crime by
    force, month, lsoa_code and crime_type (n), as CSV or Parquet, to compare with. All are taken
    in, or none. A file that is held already is skipped; a corrected month replaces the month that
    was held, and street rows replace counts.

    Example: frankpledge data add lookups/ 2025-01-kent-street.csv
    """
    from frankpledge.analysis.api import add

    absent = next((path for path in paths if not path.exists()), None)
    if absent is not None:
        stop(f"{absent}: there is no such file or folder; check the path.", WRONG_USE)
    with saying_no(), progress() as step:
        added = add(data_home(), paths, synthetic=synthetic, today=date.today(), progress=step)
    if as_json:
        click.echo(json.dumps(added_as_json(added), ensure_ascii=False, indent=1))
    elif added.recognised:
        _tell_added(added)
    if not added.recognised:
        stop(_nothing_known(added, paths[0]), NO)


def _nothing_known(added: Added, path: Path) -> str:
    if not added.unrecognised:
        return f"{path}: the folder holds no files; give the files that were downloaded."
    first = added.unrecognised[0]
    more = f" and {len(added.unrecognised) - 1} more" if len(added.unrecognised) > 1 else ""
    return (
        f"{first.file}, line 1{more}: this is no kind of file that Frankpledge knows (it begins "
        f"{first.header[:80]!r}), so nothing was taken in; give street crime CSVs, lookups, "
        "residents, deprivation, counts or boundaries."
    )


def added_as_json(added: Added) -> dict[str, object]:
    """What `data add --json` prints."""
    account = added.account
    return {
        "files": added.files,
        "skipped_unchanged": len(added.skipped),
        "rows_read": account.read,
        "rows_kept": account.kept,
        "rows_unplaced": account.unplaced,
        "rows_outside": account.outside,
        "rows_rejected": account.rejected,
        "rows_awaiting_lookup": account.awaiting,
        "rows_placed_again": added.placed_again,
        "rejected": [asdict(each) for each in added.rejected],
        "reference": [asdict(each) for each in added.reference],
        "unrecognised": [asdict(each) for each in added.unrecognised],
        "replaced": [asdict(each) for each in added.replaced],
        "left_out": [asdict(each) for each in added.left_out],
    }


def _tell_added(added: Added) -> None:
    account = added.account
    taken = added.recognised - len(added.skipped)
    click.echo(f"Files: {added.files}, taken in {taken}, held already {len(added.skipped)}.")
    if account.read:
        click.echo(
            f"Street rows: {account.read:,} read = {account.kept:,} kept + {account.unplaced:,} "
            f"without a place + {account.outside:,} outside the force + {account.rejected:,} "
            "rejected."
        )
    if account.awaiting:
        click.echo(f"{account.awaiting:,} of the kept rows wait for a lookup to place them.")
    if added.placed_again:
        click.echo(f"{added.placed_again:,} rows held before were placed again.")
    for reference in added.reference:
        click.echo(f"{reference.kind.capitalize()}: {reference.file}, {reference.rows:,} rows.")
    for each in added.left_out:
        click.echo(
            f"Left out: {each.force} in {each.month} of {each.file}; its street rows are held."
        )
    for replaced in added.replaced:
        click.echo(
            f"Replaced: {replaced.force} in {replaced.month} ({replaced.rows_before:,} rows) by "
            f"{replaced.file} ({replaced.rows_after:,} rows)."
        )
    for rejection in added.rejected:
        click.echo(f"Rejected: {rejection.file}, line {rejection.line}: {rejection.reason}.")
    for unknown in added.unrecognised:
        click.echo(f"Left alone: {unknown.file} (its header: {unknown.header[:80]!r}).", err=True)


@data_group.command("fetch")
@click.argument("addresses", metavar="[ADDRESS]...", nargs=-1)
@click.option("--force", default="", metavar="NAME", help="As the publisher writes it: kent.")
@click.option("--from", "first", default="", metavar="YYYY-MM", help="The first month.")
@click.option("--to", "last", default="", metavar="YYYY-MM", help="The last month.")
@click.option(
    "--out",
    metavar="DIR",
    type=click.Path(path_type=Path, file_okay=False),
    help="Where to put the files.  [default: downloads in the data directory]",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON only.")
def fetch_published(
    *,
    addresses: tuple[str, ...],
    force: str,
    first: str,
    last: str,
    out: Path | None,
    as_json: bool,
) -> None:
    """Download published files: the months of a force, or any file by its ADDRESS.

    Months come out of the archives of data.police.uk (or of FRANKPLEDGE_CRIME_ARCHIVE), of which
    only what is needed is read. Each file is checked for size, checksum and kind, and takes its
    place when it is whole. A download that was stopped is carried on. Nothing is taken in yet: give
    the folder to data add.

    Example: frankpledge data fetch --force kent --from 2025-01 --to 2025-12
    """
    from frankpledge.analysis.api import (
        Fetched,
        NotComparable,
        Period,
        fetch_file,
        fetch_street,
    )

    given = [bool(each) for each in (force, first, last)]
    if any(given) != all(given) or not (any(given) or addresses):
        stop("Give --force, --from and --to together, or the ADDRESS of a file.", WRONG_USE)
    if force:
        try:
            Period(first=first, last=last)
        except NotComparable as wrong:
            stop(str(wrong), WRONG_USE)
    folder = out or data_home() / "downloads"
    files: list[Fetched] = []
    missing: tuple[str, ...] = ()
    with saying_no(), progress("Fetching") as step:
        if force:
            archive = os.environ.get("FRANKPLEDGE_CRIME_ARCHIVE") or CRIME_ARCHIVE
            got = fetch_street(
                folder, archive=archive, force=force, first=first, last=last, progress=step
            )
            files.extend(got.files)
            missing = got.missing
        files.extend(fetch_file(folder, address) for address in addresses)
    if as_json:
        plain = [{**asdict(each), "path": str(each.path)} for each in files]
        click.echo(json.dumps({"files": plain, "missing": missing}, indent=1))
        return
    for each in files:
        click.echo(f"Fetched: {each.path}, {each.size:,} bytes, sha256 {each.digest[:16]}….")
    if missing:
        click.echo(f"The publisher does not have {', '.join(missing)}.")
    click.echo(f"Take in: frankpledge data add {folder}")


@data_group.command("recount")
@click.option(
    "--engine",
    type=click.Choice(["duckdb", "spark"]),
    default="duckdb",
    show_default=True,
    help="Spark is for what outgrows one machine.",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON only.")
def recount_published(*, engine: str, as_json: bool) -> None:
    """Count every row that is held once more, and compare with what figures are read from.

    0 all agree, 1 some do not; each that does not is named.

    Example: frankpledge data recount --engine spark
    """
    from frankpledge.analysis.api import open_store, recount

    with saying_no():
        found = recount(open_store(data_home()), engine=engine)
    if as_json:
        click.echo(json.dumps(asdict(found), ensure_ascii=False, indent=1))
    else:
        click.echo(
            f"Counted {found.total:,} rows again with {engine}: {found.counts:,} counts by "
            f"district, type and month, of which {len(found.differing):,} differ."
        )
        for each in found.differing:
            click.echo(f"Differs: {each}")
    if found.differing:
        sys.exit(NO)


@data_group.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print JSON only.")
def data_list(*, as_json: bool) -> None:
    """Show what is held: months and gaps of each force, vintages, origins and licences.

    Example: frankpledge data list
    """
    from frankpledge.analysis.api import holdings, open_store

    with saying_no():
        held = holdings(open_store(data_home()))
    if as_json:
        click.echo(json.dumps(_held_as_json(held), ensure_ascii=False, indent=1))
        return
    if not held.forces and not held.reference:
        click.echo("Nothing is held yet. Example: frankpledge data add downloads/")
        return
    _tell_held(held)


def _held_as_json(held: Holdings) -> dict[str, object]:
    return {
        "forces": [
            {
                "force": force.force,
                "area": force.area_code,
                "origin": force.origin,
                "months": force.months,
                "missing": force.missing,
                **{f"rows_{name}": count for name, count in asdict(force.account).items()},
            }
            for force in held.forces
        ],
        "reference": [asdict(reference) for reference in held.reference],
        "licences": held.licences,
    }


def _tell_held(held: Holdings) -> None:
    from frankpledge.analysis.api import ranges

    for force in held.forces:
        click.echo(f"{force.force} ({force.origin}): {ranges(force.months)}.")
        if force.missing:
            click.echo(f"  Missing: {ranges(force.missing)}.")
        account = force.account
        click.echo(
            f"  {account.read:,} rows read, {account.kept:,} kept, {account.unplaced:,} without a "
            f"place, {account.outside:,} outside, {account.rejected:,} rejected."
        )
    for reference in held.reference:
        vintages = f", {', '.join(reference.vintages)}" if reference.vintages else ""
        click.echo(
            f"{reference.kind.capitalize()} ({reference.origin}): {reference.file}, "
            f"{reference.rows:,} rows{vintages}."
        )
    for licence in held.licences:
        click.echo(licence)


@click.group("profile")
def profile_group() -> None:
    """Figures and profiles of an area.

    Example: frankpledge profile figures --area E23000032 --from 2025-01 --to 2025-12
    """


@profile_group.command("figures")
@click.option("--area", required=True, metavar="CODE", help="The code of a district, force, …")
@click.option("--from", "first", required=True, metavar="YYYY-MM", help="The first month.")
@click.option("--to", "last", required=True, metavar="YYYY-MM", help="The last month.")
@click.option(
    "--by",
    default="district,type",
    show_default=True,
    metavar="COLUMNS",
    help="Any of district, type, month, lsoa, with commas between.",
)
@click.option("--csv", "as_csv", is_flag=True, help="Print CSV.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON only.")
def profile_figures(
    *, area: str, first: str, last: str, by: str, as_csv: bool, as_json: bool
) -> None:
    """Count kept rows exactly, with rates per 1,000 residents where residents are held.

    These are internal counts, not made safe to publish. A group with no rows is left out.

    Example: frankpledge profile figures --area E07000114 --from 2025-01 --to 2025-12
    --by type,month --csv
    """
    from frankpledge.analysis.api import NotComparable, Period, open_store, profile_figures as count

    if as_csv and as_json:
        stop("Choose one of --csv and --json.", WRONG_USE)
    try:
        Period(first=first, last=last)
    except NotComparable as wrong:
        stop(str(wrong), WRONG_USE)
    with saying_no():
        figures = count(
            open_store(data_home()), area=area, first=first, last=last, by=by.split(",")
        )
    if as_json:
        click.echo(json.dumps(figures_as_json(figures), ensure_ascii=False, indent=1))
    elif as_csv:
        click.echo(figures_as_csv(figures), nl=False)
        _tell_elsewhere(figures, err=True)
    else:
        _tell_figures(figures)


def figures_as_json(figures: Figures) -> dict[str, object]:
    """What `profile figures --json` prints."""
    return {
        "area": {"code": figures.area.code, "name": figures.area.name},
        "from": figures.period.first,
        "to": figures.period.last,
        "rows": [_plain(row, figures.by) for row in figures.rows],
        "unplaced": figures.unplaced,
        "outside": figures.outside,
        "months_held": figures.evidence.months,
        "months_missing": figures.evidence.months_missing,
        "origin": figures.evidence.origin,
        "caveats": [caveat.text for caveat in figures.caveats],
        "attribution": figures.evidence.attribution,
    }


def _plain(row: Row, by: tuple[str, ...]) -> dict[str, object]:
    grouped: dict[str, object] = {}
    if "district" in by:
        grouped |= {"district": row.district, "district_name": row.district_name}
    if "type" in by:
        grouped["type"] = row.type
    if "month" in by:
        grouped["month"] = row.month
    if "lsoa" in by:
        grouped |= {
            "lsoa": row.lsoa,
            "lsoa_name": row.lsoa_name,
            "lsoa_vintage": row.lsoa_vintage,
        }
    return {
        **grouped,
        "count": row.count,
        "population": row.population,
        "rate_per_1000": row.rate_per_1000,
    }


def figures_as_csv(figures: Figures) -> str:
    """What `profile figures --csv` prints."""
    text = io.StringIO()
    rows = [_plain(row, figures.by) for row in figures.rows]
    if rows:
        writer = csv.DictWriter(text, fieldnames=list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows({key: _cell(value) for key, value in row.items()} for row in rows)
    return text.getvalue()


def _cell(value: object) -> object:
    # A spreadsheet runs a text that begins like a formula; names come from other people's files.
    risky = isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r")
    return f"'{value}" if risky else value


def _tell_elsewhere(figures: Figures, *, err: bool) -> None:
    click.echo(
        f"Without a place: {sum(figures.unplaced.values()):,}. Outside the force: "
        f"{sum(figures.outside.values()):,}.",
        err=err,
    )


def _tell_figures(figures: Figures) -> None:
    click.echo(f"{figures.area.name}, {figures.period} ({figures.evidence.origin})")
    tell_rows([_plain(row, figures.by) for row in figures.rows])
    _tell_elsewhere(figures, err=False)
    for caveat in figures.caveats:
        click.echo(f"Note: {caveat.text}")
    click.echo(figures.evidence.attribution)


def tell_rows(rows: Sequence[Mapping[str, object]]) -> None:
    """Prints rows as a table under their names; nothing where there are none."""
    if rows:
        table = [list(rows[0])]
        table += [[_shown(value) for value in row.values()] for row in rows]
        widths = [max(len(line[at]) for line in table) for at in range(len(table[0]))]
        for line in table:
            cells = (cell.ljust(width) for cell, width in zip(line, widths, strict=True))
            click.echo("  ".join(cells).rstrip())


def _shown(value: object) -> str:
    if value is None:
        return "-"
    if isinstance(value, float):
        return f"{value:.2f}"
    return f"{value:,}" if isinstance(value, int) else str(value)
