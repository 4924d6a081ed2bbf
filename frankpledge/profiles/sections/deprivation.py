"""Knows how recorded crime goes with deprivation in an area, and claims no cause."""

from frankpledge.analysis import api as analysis
from frankpledge.profiles import words
from frankpledge.profiles.asking import Asked, Section
from frankpledge.profiles.blocks import Block, Column, Figure, Table

TITLE = "By deprivation"
FIFTHS = ("Most deprived fifth", "Second", "Third", "Fourth", "Least deprived fifth")


def section(asked: Asked) -> Section:
    """The rate of each chosen type in fifths of the area's small areas, and most over least."""
    figures: list[Figure] = []
    rows: dict[str, tuple[str, ...]] = {}
    reasons: dict[str, list[str]] = {}
    places: tuple[analysis.Fifth, ...] = ()
    for kind in asked.chosen:
        try:
            made = analysis.gradient_of(
                asked.store,
                area=asked.area.code,
                first=asked.period.first,
                last=asked.period.last,
                kind=kind,
            )
        except analysis.Refused as refused:
            reasons.setdefault(str(refused), []).append(words.crime(kind))
            continue
        figure = asked.figure(
            f"deprivation.{words.slug(kind)}",
            f"{kind}: rate in the most deprived fifth over the least deprived",
            made.ratio,
            words.number(made.ratio.value or 0, 1),
            residents=True,
        )
        figures.append(figure)
        places = made.fifths
        rows[kind] = (
            *(words.number(each.rate.value or 0, 1) for each in made.fifths),
            f"{figure.text} ({figure.interval_text})",
        )
    refusals = tuple(
        reason
        if len(kinds) == len(asked.chosen)
        else f"Not given for {words.listed(kinds)}: {reason}"
        for reason, kinds in reasons.items()
    )
    if not rows:
        return Section(block=Block(id="deprivation", title=TITLE, refusals=refusals))
    return Section(
        block=Block(
            id="deprivation",
            title=TITLE,
            lead=(
                f"The {sum(each.places for each in places):,} small areas of {asked.area.name} in "
                "fifths, from the most to the least deprived by the Indices of Deprivation "
                "without their crime domain. It describes places: it says nothing about who "
                "commits crime, and explains none of it.",
            ),
            tables=(
                Table(
                    caption=f"Crimes per 1,000 residents, {asked.period_words}",
                    columns=(
                        Column(text="Type"),
                        *(Column(text=name, numeric=True) for name in FIFTHS),
                        Column(text="Most over least (95% interval)", numeric=True),
                    ),
                    rows=tuple((kind, *cells) for kind, cells in rows.items()),
                ),
            ),
            refusals=refusals,
            caveats=tuple(dict.fromkeys(text for each in figures for text in each.caveats)),
        ),
        figures=tuple(figures),
    )
