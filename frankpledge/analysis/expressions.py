"""Knows what is counted of rows of street crime, written once for every engine that reads Parquet.

Ibis turns each expression into the language of DuckDB or of Spark; nothing here knows which. How
they are run stands in `recount`.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from frankpledge.analysis.concentration import TOP_SHARE
from frankpledge.analysis.months import Period

if TYPE_CHECKING:
    from ibis.expr.types import Table

TOP_PERCENT = round(100 * TOP_SHARE)
TABLE = "street_rows"
COLUMNS = {
    "month": "string",
    "force": "string",
    "district": "string",
    "unit": "string",
    "type": "string",
    "placement": "string",
    "n": "int32",
}


def rows() -> Table:
    """The rows of every part, as a table that is not yet anywhere."""
    import ibis

    return ibis.table(COLUMNS, name=TABLE)


def kept(period: Period) -> Table:
    """Rows that are placed in an area, of the period."""
    table = rows()
    return table.filter(
        table.placement == "kept", table.month >= period.first, table.month <= period.last
    )


def by_district(period: Period) -> Table:
    """The count of each district, type and month."""
    table = kept(period)
    return (
        table.filter(table.district.notnull())
        .group_by("district", "type", "month")
        .agg(n=table.n.sum())
        .order_by("district", "type", "month")
    )


def spread(period: Period) -> Table:
    """By type: how many small areas have any of it, its count, and the % in the top 5% of them."""
    import ibis

    table = kept(period)
    places = table.filter(table.unit.notnull()).group_by("type", "unit").agg(n=table.n.sum())
    order: Any = ibis.window(group_by=places.type, order_by=[places.n.desc(), places.unit])
    whole: Any = ibis.window(group_by=places.type)
    ranked = places.mutate(
        rank=ibis.row_number().over(order),
        places=places.n.count().over(whole),
        total=places.n.sum().over(whole),
    )
    # The rank begins at 0; of 21 places the top 5% are two, as `concentration` has it.
    top = (ranked.rank < (ranked.places * TOP_PERCENT + 99) // 100).ifelse(ranked.n, 0)
    return (
        ranked.mutate(top=top)
        .group_by("type")
        .agg(
            places=lambda each: each.places.max(),
            n=lambda each: each.total.max(),
            top_share=lambda each: 100 * each.top.sum() / each.total.max(),
        )
        .order_by("type")
    )


def moved(before: Period, after: Period) -> Table:
    """By district and type: both counts and the change in %; none where there were none before."""
    table = rows()
    placed = table.filter(table.placement == "kept", table.district.notnull())

    def within(period: Period) -> Any:
        chosen = (placed.month >= period.first) & (placed.month <= period.last)
        return chosen.ifelse(placed.n, 0)

    counted = (
        placed.mutate(old=within(before), new=within(after))
        .group_by("district", "type")
        .agg(old=lambda each: each.old.sum(), new=lambda each: each.new.sum())
    )
    return (
        counted.filter(counted.old + counted.new > 0)
        .mutate(change=lambda each: 100 * (each.new - each.old) / each.old.nullif(0))
        .order_by("district", "type")
    )


def plainly(value: object, *, digits: int = 6) -> object:
    """A value as two engines must agree on it: whole numbers whole, others rounded."""
    if isinstance(value, float):
        return None if math.isnan(value) else round(value, digits)
    return value
