"""The command that finds the same people in an agency's own lists: `link`."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

if TYPE_CHECKING:
    from click._termui_impl import ProgressBar

    from frankpledge.linkage.api import Linked, Part

NO = 1
WRONG_USE = 2
STEPS = 6
BAR_AFTER_SECONDS = 1.0
NOT_STATED = "not stated"


def stop(sentence: str, status: int) -> NoReturn:
    """Says why on standard error, in one sentence, and ends with the status."""
    click.echo(sentence, err=True)
    sys.exit(status)


@contextmanager
def progress() -> Iterator[Callable[[str], None]]:
    """A bar on a terminal, once the work has taken a while; elsewhere nothing."""
    begun = time.monotonic()
    bars: list[ProgressBar[int]] = []
    done = 0

    def step(label: str) -> None:
        nonlocal done
        done += 1
        if not sys.stderr.isatty() or (not bars and time.monotonic() - begun < BAR_AFTER_SECONDS):
            return
        if not bars:
            bars.append(click.progressbar(length=STEPS, label=label, file=sys.stderr))
            bars[0].__enter__()
        bars[0].label = label
        bars[0].update(min(done, STEPS) - bars[0].pos)

    try:
        yield step
    finally:
        if bars:
            bars[0].__exit__(None, None, None)


@click.command("link")
@click.argument("files", metavar="FILE [FILE2]", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--out",
    required=True,
    metavar="CLUSTERS.csv",
    type=click.Path(path_type=Path),
    help="Where to write record_id,cluster_id.",
)
@click.option(
    "--pairs",
    metavar="PAIRS.csv",
    type=click.Path(path_type=Path),
    help="Where to write left,right,probability.",
)
@click.option(
    "--map",
    "mapped",
    metavar="PART=COLUMN",
    multiple=True,
    help="What a column holds, where its name does not tell. May be repeated.",
)
@click.option(
    "--id",
    "id_name",
    metavar="COLUMN",
    help="The column that identifies a record. [default: unique_id, rec_id or id]",
)
@click.option(
    "--threshold",
    type=float,
    default=0.5,
    show_default=True,
    help="How likely two records must be one person to be linked.",
)
@click.option("--between-only", is_flag=True, help="Look from one list to the other only.")
@click.option(
    "--one-to-one",
    is_flag=True,
    help="Nobody stands in either list twice: each record has at most one partner.",
)
@click.option(
    "--engine",
    type=click.Choice(["duckdb", "spark"]),
    default="duckdb",
    show_default=True,
    help="Spark is for lists that outgrow one machine.",
)
@click.option("--encoding", metavar="NAME", help="Of the lists, if not UTF-8; such as cp1252.")
@click.option("--purpose", metavar="TEXT", help="Why the lists are linked.")
@click.option(
    "--assessment",
    metavar="REFERENCE",
    help="The data protection impact assessment that covers it.",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON only.")
def link(
    *,
    files: tuple[Path, ...],
    out: Path,
    pairs: Path | None,
    mapped: tuple[str, ...],
    id_name: str | None,
    threshold: float,
    between_only: bool,
    one_to_one: bool,
    engine: str,
    encoding: str | None,
    purpose: str | None,
    assessment: str | None,
    as_json: bool,
) -> None:
    """Find the same people in one or two lists of your own agency.

    Nothing is loaded into the register: the lists are read, the answer is written, and a note of
    why and how stands beside it (CLUSTERS.about.json). Columns are recognised by their names; the
    parts that --map can name are first_name, middle_name, surname, full_name, dob, birth_day,
    birth_month, birth_year, postcode, house_number, street, address, town, phone, email,
    national_id and sex.

    Example: frankpledge link tenants.csv --out clusters.csv --pairs pairs.csv
    --purpose "Clean our tenancy list" --assessment DPIA-2026-014
    """  # fmt: skip
    from frankpledge.linkage.api import Refused, Wish, WrongUse, link as find
    from frankpledge.linkage.note import note_path, write_note

    if not files or len(files) > 2:
        stop("Give one list or two, as in: frankpledge link tenants.csv --out clusters.csv.",
             WRONG_USE)  # fmt: skip
    purpose, assessment = _reasons(purpose, assessment)
    wish = Wish(
        given=_given(mapped),
        id_name=id_name,
        encoding=encoding,
        threshold=threshold,
        between_only=between_only,
        one_to_one=one_to_one,
        engine=engine,
    )
    today = date.today()
    try:
        if note_path(out).resolve() in {path.resolve() for path in files}:
            raise WrongUse(f"{note_path(out)} is one of the lists; name another file for --out.")
        with progress() as step:
            linked = find(
                files, out=out, pairs_out=pairs, wish=wish, this_year=today.year, step=step
            )
        note = write_note(
            out, linked, files=files, wish=wish, purpose=purpose, assessment=assessment, on=today
        )
    except WrongUse as wrong:
        stop(str(wrong), WRONG_USE)
    except Refused as refused:
        stop(str(refused), NO)
    except OSError as broken:
        named = f"{broken.filename}: " if broken.filename else ""
        stop(f"{named}{broken.strerror}; check that it can be read and that there is room.", NO)
    if as_json:
        click.echo(json.dumps(as_plain(linked, purpose, assessment), ensure_ascii=False, indent=1))
    else:
        _tell(linked, files)
        for path in filter(None, (out, pairs, note)):
            click.echo(f"Written: {path}")


def _reasons(purpose: str | None, assessment: str | None) -> tuple[str, str]:
    """Purpose and assessment, asked for where there is somebody to ask."""
    if sys.stdin.isatty() and sys.stderr.isatty():
        purpose = purpose or click.prompt("Purpose", default=NOT_STATED, err=True)
        assessment = assessment or click.prompt(
            "Reference of the impact assessment", default=NOT_STATED, err=True
        )
    for words, option in ((purpose, "--purpose"), (assessment, "--assessment")):
        if not words:
            click.echo(f"No {option} was given: it is recorded as not stated.", err=True)
    return purpose or NOT_STATED, assessment or NOT_STATED


def _given(mapped: tuple[str, ...]) -> dict[Part, str]:
    from frankpledge.linkage.api import Part

    given: dict[Part, str] = {}
    for each in mapped:
        part, equals, column = each.partition("=")
        try:
            known = Part(part.strip())
        except ValueError:
            stop(f"--map {each}: {part!r} is no part that is compared; give one of "
                 f"{', '.join(Part)}.", WRONG_USE)  # fmt: skip
        if not equals or not column.strip():
            stop(f"--map {each}: there is no column; give it as {known}=COLUMN.", WRONG_USE)
        given[known] = column.strip()
    return given


def as_plain(linked: Linked, purpose: str, assessment: str) -> dict[str, object]:
    """What `link --json` prints."""
    return {
        "purpose": purpose,
        "assessment": assessment,
        "records": list(linked.records),
        "clusters": linked.clusters,
        "clusters_of_several": linked.clusters_of_several,
        "pairs": linked.pairs,
        "compared_pairs": linked.compared_pairs,
        "columns": [dict(columns) for columns in linked.columns],
        "unused": [list(names) for names in linked.unused],
        "weighed": list(linked.weighed),
        "ids_prefixed": linked.ids_prefixed,
        "rejected": [asdict(each) for each in linked.rejected],
    }


def _tell(linked: Linked, files: tuple[Path, ...]) -> None:
    click.echo(
        f"{sum(linked.records):,} records are {linked.clusters:,} people; "
        f"{linked.clusters_of_several:,} of them stand there more than once."
    )
    for path, columns, unused in zip(files, linked.columns, linked.unused, strict=True):
        read = ", ".join(f"{column} as {part}" for part, column in columns.items())
        click.echo(f"{path}: {read}.")
        if unused:
            click.echo(f"Not used: {', '.join(unused)}.")
    if linked.ids_prefixed:
        click.echo("Both lists use the same identifiers, so each has its list’s name before it.")
    for rejection in linked.rejected:
        click.echo(f"Left out: {rejection.file}, line {rejection.line}: {rejection.reason}.")
    click.echo("A link is a likelihood, not a fact: look at the records before you act on it.")
