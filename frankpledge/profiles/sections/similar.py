"""Knows how the area stands beside those most like it, and says how they were chosen."""

from frankpledge.analysis import api as analysis
from frankpledge.profiles import drawings, words
from frankpledge.profiles.asking import Asked, Section
from frankpledge.profiles.blocks import Block, Chart, Column, Figure, Table

TITLE = "Beside similar areas"


def section(asked: Asked) -> Section:
    """Rates of the chosen types beside the five areas most like this one."""
    try:
        beside = analysis.beside_similar(
            asked.store,
            area=asked.area.code,
            first=asked.period.first,
            last=asked.period.last,
            kinds=asked.chosen,
        )
    except analysis.Refused as refused:
        return Section(block=Block(id="similar", title=TITLE, refusals=(str(refused),)))
    figures = _figures(asked, beside)
    return Section(
        block=Block(
            id="similar",
            title=TITLE,
            lead=(
                f"The {len(beside.peers)} of {beside.candidates} areas that are most like "
                f"{asked.area.name}: in how many people live there, how deprived their small areas "
                "are, and how much those differ. No crime figure takes part in the choice. "
                f"How it is worked out: {beside.method[:1].lower()}{beside.method[1:]}",
                f"In the chart, {asked.area.name} is orange and the others are grey. A higher rate "
                "is a question to ask, not a mark for anyone's work.",
            ),
            tables=(_likeness(beside),),
            charts=(_chart(asked, beside, figures),) if figures else (),
            caveats=tuple(dict.fromkeys(each.text for each in beside.caveats)),
        ),
        figures=tuple(figure for places in figures.values() for figure in places.values()),
    )


def _figures(asked: Asked, beside: analysis.Beside) -> dict[str, dict[str, Figure]]:
    names = {each.code: each.name for each in (beside.own, *beside.peers)}
    return {
        kind: {
            code: asked.figure(
                f"similar.{words.slug(kind)}.{code}",
                f"{kind}, {names[code]}",
                analysis.figure(kind, rate, beside.evidence, beside.caveats),
                words.number(rate.value or 0, 2 if (rate.value or 0) < 10 else 1),
                residents=True,
                decimals=2 if (rate.value or 0) < 10 else 1,
            )
            for code, rate in rates.items()
        }
        for kind, rates in beside.rates.items()
    }


def _likeness(beside: analysis.Beside) -> Table:
    return Table(
        caption=f"The {len(beside.peers)} most similar of {beside.candidates} areas",
        columns=(
            Column(text="Area"),
            Column(text="Distance", numeric=True),
            *(
                Column(text=trait[:1].upper() + trait[1:], numeric=True)
                for trait in analysis.TRAITS
            ),
        ),
        rows=tuple(
            (
                each.name,
                "–" if each is beside.own else words.number(each.distance, 2),
                *(words.number(value, 1) for value in each.traits),
            )
            for each in (beside.own, *beside.peers)
        ),
        marked=(0,),
    )


def _chart(asked: Asked, beside: analysis.Beside, figures: dict[str, dict[str, Figure]]) -> Chart:
    names = {each.code: each.name for each in (beside.own, *beside.peers)}
    title = f"Crimes per 1,000 residents beside similar areas, {asked.period_words}"
    dots = [
        drawings.Dot(
            panel=kind,
            name=names[code],
            value=figure.value or 0.0,
            low=figure.interval.low if figure.interval else 0.0,
            high=(figure.interval.high if figure.interval else None) or 0.0,
            own=code == asked.area.code,
        )
        for kind, places in figures.items()
        for code, figure in places.items()
    ]
    return Chart(
        title=title,
        alt=f"Each area's rate with its interval, one panel for each of "
        f"{words.listed(list(figures))}. The table gives every figure.",
        svg=drawings.standings(dots, list(figures)),
        table=Table(
            caption=f"{title}, with 95% intervals",
            columns=(
                Column(text="Area"),
                *(Column(text=kind, numeric=True) for kind in figures),
            ),
            rows=tuple(
                (
                    name,
                    *(
                        f"{places[code].text} ({places[code].interval_text})"
                        for places in figures.values()
                    ),
                )
                for code, name in names.items()
            ),
            marked=(0,),
        ),
    )
