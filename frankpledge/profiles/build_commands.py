"""The command that builds a profile from what is held, without a database: `profile build`."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from frankpledge.profiles.commands import (
    NO,
    WRONG_USE,
    data_home,
    profile_group,
    saying_no,
    stop,
)

if TYPE_CHECKING:
    from frankpledge.profiles.again import Again
    from frankpledge.profiles.blocks import Content


@profile_group.command("build")
@click.option("--area", required=True, metavar="CODE", help="The code of a district, force, …")
@click.option("--from", "first", required=True, metavar="YYYY-MM", help="The first month.")
@click.option("--to", "last", required=True, metavar="YYYY-MM", help="The last month.")
@click.option("--compare-from", default="", metavar="YYYY-MM", help="Compare with: first month.")
@click.option("--compare-to", default="", metavar="YYYY-MM", help="Compare with: last month.")
@click.option(
    "--out",
    required=True,
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="The folder for the files.",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON only.")
def build(
    *,
    area: str,
    first: str,
    last: str,
    compare_from: str,
    compare_to: str,
    out: Path,
    as_json: bool,
) -> None:
    """Build a draft profile: recorded crime as context, each figure with source and method.

    What cannot be given is refused in its place, with the reason. Written are profile.json, .html,
    .docx, .pdf (PDF/UA-1), .xlsx with a dictionary and .geojson, and a summary.pdf of one page.
    The HTML stands by itself; every chart and map is also there as a table. Where the folder
    holds an earlier build, it says whether the files behind it and the figures are the same.

    Example: frankpledge profile build --area E07000114 --from 2025-01 --to 2025-12
    --compare-from 2022-01 --compare-to 2022-12 --out thanet/
    """
    from frankpledge.analysis.api import open_store
    from frankpledge.profiles import context, outputs
    from frankpledge.profiles.again import AGAIN_WORDS, Again

    _stop_on_wrong_months(first, last, compare_from, compare_to)
    if out.exists() and not out.is_dir():
        stop(f"{out} is a file; give a folder for the profile.", WRONG_USE)
    if sys.stderr.isatty():
        click.echo("Building the profile …", err=True)
    with saying_no():
        content = context.build(
            open_store(data_home()),
            area=area,
            first=first,
            last=last,
            compare_first=compare_from,
            compare_last=compare_to,
        )
    again = outputs.beside_earlier(content, out)
    try:
        written = outputs.write(outputs.draft_files(content, made_at=datetime.now(UTC)), out)
    except OSError as broken:
        stop(
            f"{out} cannot be written to: {broken.strerror}; choose a folder that can be.",
            NO,
        )
        return
    if as_json:
        click.echo(json.dumps(_told(content, written, again), ensure_ascii=False, indent=1))
        return
    click.echo(
        f"{content.area_name}, {content.period.words} ({content.origin}): {len(content.figures)} "
        f"figures, {len(content.findings)} drafted findings."
    )
    if again is not Again.FIRST:
        click.echo(AGAIN_WORDS[again])
    for reason in _refusals(content):
        click.echo(f"Not given: {reason}")
    for path in written:
        click.echo(f"Written: {path}")


def _stop_on_wrong_months(first: str, last: str, compare_from: str, compare_to: str) -> None:
    from frankpledge.analysis.api import NotComparable, Period

    if bool(compare_from) != bool(compare_to):
        stop("Give both --compare-from and --compare-to, or neither.", WRONG_USE)
    try:
        Period(first=first, last=last)
        if compare_from:
            Period(first=compare_from, last=compare_to)
    except NotComparable as wrong:
        stop(str(wrong), WRONG_USE)


def _refusals(content: Content) -> list[str]:
    return [reason for block in content.blocks for reason in block.refusals]


def _told(content: Content, written: Sequence[Path], again: Again) -> dict[str, object]:
    return {
        "files": [str(path) for path in written],
        "area": {"code": content.area_code, "name": content.area_name},
        "origin": content.origin,
        "figures": len(content.figures),
        "findings": len(content.findings),
        "refusals": _refusals(content),
        "inputs_digest": content.inputs_digest,
        "figures_digest": content.figures_digest,
        "again": again.value,
    }
