"""Knows where every row went, what stands behind the figures, and what they cannot show."""

from frankpledge.analysis import api as analysis
from frankpledge.profiles import words
from frankpledge.profiles.asking import Asked, Section
from frankpledge.profiles.blocks import Block, Column, Figure, Status, Table

NOT_HERE = (
    "Organised crime groups, county lines, modern slavery, exploitation, fraud against people who "
    "live here, and what was disrupted: none of it can be seen in published crime figures. It "
    "comes from partners' returns and from cleared intelligence.",
    "Crime that nobody reported. For much of what organised crime does, that is most of it.",
    "Dates, addresses and people. Published rows carry a month and a nearby map point, so repeat "
    "victims and near repeats cannot be looked for here.",
)


def section(asked: Asked) -> Section:
    """Kept, unplaced and outside rows, by period, so that the sums equal the files."""
    rows, figures = [], []
    for label, period, words_of in _periods(asked):
        try:
            held = analysis.profile_figures(
                asked.store,
                area=asked.force.code if asked.force else asked.area.code,
                first=period.first,
                last=period.last,
                by=("type",),
            )
        except analysis.Refused:
            rows.append((words_of, "not held", "", "", ""))
            continue
        kept = sum(row.count for row in held.rows)
        unplaced, outside = sum(held.unplaced.values()), sum(held.outside.values())
        rows.append(
            (
                words_of,
                words.number(kept),
                words.number(unplaced),
                words.number(outside),
                words.number(kept + unplaced + outside),
            )
        )
        for name, count in (("kept", kept), ("unplaced", unplaced), ("outside", outside)):
            figures.append(_figure(asked, f"rows-{name}.{label}", name, count, held))
    whole = asked.force.name if asked.force else asked.area.name
    return Section(
        block=Block(
            id="account",
            title="Where every row went",
            lead=(
                f"Rows of the files of the whole force area ({whole}), anti-social behaviour "
                "included. Rows with no location cannot be given to a district, so each district's "
                "counts are a little too low, and nobody can say by how much.",
            ),
            tables=(
                Table(
                    caption=f"Rows of the published files, {whole}",
                    columns=(
                        Column(text="Period"),
                        Column(text="Placed in a district", numeric=True),
                        Column(text="No location", numeric=True),
                        Column(text="Outside the force area", numeric=True),
                        Column(text="In the files", numeric=True),
                    ),
                    rows=tuple(rows),
                ),
            ),
        ),
        figures=tuple(figures),
    )


def limits(asked: Asked) -> Section:
    """What recorded crime cannot show, so that nobody takes it for the whole picture."""
    whole = {
        "area": asked.area.code,
        "first": asked.period.first,
        "last": asked.period.last,
    }
    refusals = []
    try:
        analysis.near_repeats_of(asked.store, kind=words.BURGLARY, **whole)
    except analysis.Refused as refused:
        refusals.append(f"Near repeats of burglary are not given. {refused}")
    try:
        analysis.harm_of(asked.store, **whole)
    except analysis.Refused as refused:
        refusals.append(f"Counts are not weighed by harm. {refused}")
    return Section(
        block=Block(
            id="limits",
            title="What recorded crime cannot show",
            lead=NOT_HERE,
            refusals=tuple(refusals),
        )
    )


def _periods(asked: Asked) -> list[tuple[str, analysis.Period, str]]:
    asked_for = [("now", asked.period, asked.period_words)]
    if asked.earlier:
        asked_for.insert(0, ("before", asked.earlier, asked.earlier_words))
    return asked_for


def _figure(asked: Asked, figure_id: str, name: str, count: int, held: analysis.Figures) -> Figure:
    return Figure(
        id=figure_id,
        label=f"Rows {name}",
        value=count,
        status=Status.OBSERVED if count else Status.ZERO,
        text=words.number(count),
        unit="rows",
        interval=None,
        interval_text="",
        n=count,
        method="Rows of the published files, each counted once in one place.",
        source=asked.source(held.evidence),
        origin=held.evidence.origin,
        caveats=(),
    )
