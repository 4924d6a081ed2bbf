"""The command that works out every district's figures at once from what is held: `data study`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from frankpledge.profiles.commands import (
    WRONG_USE,
    data_group,
    data_home,
    saying_no,
    stop,
    tell_rows,
)

if TYPE_CHECKING:
    from frankpledge.profiles.study import Told


@data_group.command("study")
@click.option("--from", "first", required=True, metavar="YYYY-MM", help="The first month.")
@click.option("--to", "last", required=True, metavar="YYYY-MM", help="The last month.")
@click.option(
    "--area", default="", metavar="CODE", help="Only the districts of this area.  [default: all]"
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON only.")
def study(*, first: str, last: str, area: str, as_json: bool) -> None:
    """Work out every district's figures at once, by type, from a year or more of what is held.

    The last twelve months' count and rate, the change on the twelve before, the yearly slope of the
    monthly count, how unevenly each type lies over small areas, and the squares of 500 m that hold
    more than chance would put there. What the data do not allow is refused with the reason. For
    looking over many places; intervals and tests are in the profile of each. Every file behind it
    is named by its content, and from the same files come the same figures.

    Example: frankpledge data study --from 2023-01 --to 2025-12 --area E23000032
    """
    from frankpledge.analysis.api import NotComparable, Period, open_store, overview
    from frankpledge.profiles.study import as_told

    try:
        Period(first=first, last=last)
    except NotComparable as wrong:
        stop(str(wrong), WRONG_USE)
    with saying_no():
        store = open_store(data_home())
        found = overview(store, first=first, last=last, area=area)
        told = as_told(store, found, area)
    if as_json:
        click.echo(json.dumps(told, ensure_ascii=False, indent=1))
        return
    _tell(told)


def _tell(told: Told) -> None:
    where = told["area"]["name"] if told["area"] else "Everything that is held"
    now, before = told["figures_of"], told["compared_with"]
    click.echo(f"{where}, {told['from']} to {told['to']} ({told['origin']})")
    click.echo(f"Counts and rates per 1,000 residents are of {now['from']} to {now['to']}.")
    if before:
        click.echo(
            f"Change is on {before['from']} to {before['to']}; slope is of the monthly count, per "
            "year, over all months."
        )
    tell_rows(
        [
            {
                "district": row["district_name"],
                "type": row["type"],
                "count": row["count"],
                "per 1,000": row["rate_per_1000"],
                "change %": row["change_percent"],
                "slope": row["slope_per_year"],
            }
            for row in told["rows"]
        ]
    )
    click.echo("How unevenly each type lies over the small areas that have any of it:")
    tell_rows(
        [
            {
                "type": row["type"],
                "% in the top 5% of areas": row["top_5_percent_of_small_areas_hold_percent"],
                "Gini": row["gini"],
            }
            for row in told["types"]
        ]
    )
    if squares := told["squares"]:
        click.echo(
            f"{squares['hot']:,} of {squares['with_any']:,} squares of 500 m with any crime hold "
            f"more than chance would put there: {squares['percent_of_rows_in_hot']:.1f}% of all."
        )
    for reason in told["refusals"]:
        click.echo(f"Not given: {reason}")
    for text in told["caveats"]:
        click.echo(f"Note: {text}")
    click.echo(
        f"Made from {len(told['inputs'])} files (digest {told['inputs_digest'][:16]}); the same "
        f"files give the same figures (digest {told['figures_digest'][:16]})."
    )
    click.echo(told["attribution"])
