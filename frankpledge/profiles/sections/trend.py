"""Knows how each chosen type has gone month by month, with gaps left as gaps."""

from frankpledge.analysis import api as analysis
from frankpledge.profiles import drawings, words
from frankpledge.profiles.asking import Asked, Section
from frankpledge.profiles.blocks import Block, Chart, Column, Figure, Table


def section(asked: Asked) -> Section:
    """The monthly series of the chosen types over both periods and all between them."""
    whole = analysis.Period(
        first=min(asked.period.first, asked.earlier.first if asked.earlier else "9"),
        last=max(asked.period.last, asked.earlier.last if asked.earlier else "0"),
    )
    series: dict[str, dict[str, int]] = {}
    figures: list[Figure] = []
    slopes: dict[str, str] = {}
    refusals: dict[str, list[str]] = {}
    held = asked.store.counts_by_month(asked.area, whole, types=asked.chosen)
    for kind in asked.chosen:
        series[kind] = held[kind]
        try:
            moved = analysis.trend_of(
                asked.store, area=asked.area.code, first=whole.first, last=whole.last, kind=kind
            )
        except analysis.Refused as refused:
            refusals.setdefault(str(refused), []).append(kind)
            continue
        figure = asked.figure(
            f"trend.{words.slug(kind)}",
            f"{kind}: change in the monthly count, per year",
            moved.figure,
            _slope(moved.figure.value),
        )
        figures.append(figure)
        slopes[kind] = f"{figure.text} ({figure.interval_text})"
    if not series:
        return Section(
            block=Block(
                id="trend",
                title="Month by month",
                refusals=("None of the types that are drawn month by month was recorded here.",),
            )
        )
    missing = [
        month for month in whole.months if not any(month in each for each in series.values())
    ]
    lead = ["Each panel has its own scale, and every scale starts at nought."]
    if missing:
        verb = "is" if len(missing) == 1 else "are"
        lead.append(
            f"{words.runs(missing)} {verb} not held. The line is broken there, not drawn through."
        )
    said = [text for figure in figures for text in figure.caveats]
    return Section(
        block=Block(
            id="trend",
            title="Month by month",
            lead=tuple(lead),
            charts=(_chart(asked, whole, series, missing),),
            tables=(_slopes(slopes),) if slopes else (),
            refusals=tuple(
                f"No trend is given for {words.listed([words.crime(kind) for kind in kinds])}: "
                f"{reason}"
                for reason, kinds in refusals.items()
            ),
            caveats=tuple(dict.fromkeys(said)),
        ),
        figures=tuple(figures),
    )


def _slope(value: float | None) -> str:
    if value is None:
        return "not given"
    return f"{'+' if value > 0 else ''}{words.number(value, 1)}"


def _slopes(slopes: dict[str, str]) -> Table:
    return Table(
        caption="Typical change in the monthly count for each year that passed",
        columns=(Column(text="Type"), Column(text="Change (95% interval)", numeric=True)),
        rows=tuple(slopes.items()),
    )


def _chart(
    asked: Asked,
    whole: analysis.Period,
    series: dict[str, dict[str, int]],
    missing: list[str],
) -> Chart:
    title = f"Recorded each month in {asked.area.name}"
    shown = [month for month in whole.months if month not in set(missing)]
    ranges = [
        f"{kind} from {min(counts.values())} to {max(counts.values())}"
        for kind, counts in series.items()
        if counts
    ]
    gap = f" Nothing is drawn for {words.runs(missing)}, which is not held." if missing else ""
    return Chart(
        title=title,
        alt=f"Lines by month: {'; '.join(ranges)}.{gap} The table gives every figure.",
        svg=drawings.trends(series, whole.months),
        table=Table(
            caption=title,
            columns=(
                Column(text="Month"),
                *(Column(text=kind, numeric=True) for kind in series),
            ),
            rows=tuple(
                (words.month(month), *(words.number(counts[month]) for counts in series.values()))
                for month in shown
            ),
        ),
    )
