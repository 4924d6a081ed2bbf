"""Knows where inside an area a type of crime is hotter than chance, square by square."""

from frankpledge.analysis import api as analysis
from frankpledge.profiles import outlines, words
from frankpledge.profiles.asking import Asked, Section
from frankpledge.profiles.blocks import Block, Column, Figure, Map, Outline, Table

TITLE = "Hotspots"
MOST = 2
"""How many types are mapped: the first that can be, of those nearest to organised crime."""
LONGEST_LIST = 15
PLACE = "Square"
ELSEWHERE = "not hotter than chance elsewhere"


def section(asked: Asked) -> Section:
    """Squares of 500 m that are hotter than chance after correction, with a table beside."""
    figures: list[Figure] = []
    maps: list[Map] = []
    leads: list[str] = []
    reasons: dict[str, list[str]] = {}
    for kind in asked.chosen:
        if len(figures) == MOST:
            break
        try:
            found = analysis.hotspots_of(
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
            f"hotspots.{words.slug(kind)}",
            f"{kind}: share in hotspots",
            found.share,
            words.percent(found.share.value or 0, signed=False),
        )
        figures.append(figure)
        leads.append(_lead(kind, found, figure))
        if found.hot:
            maps.append(_map(asked, kind, found))
    refusals = tuple(
        f"No hotspots are given for {words.listed(kinds)}: {reason}"
        for reason, kinds in reasons.items()
    )
    return Section(
        block=Block(
            id="hotspots",
            title=TITLE,
            lead=tuple(leads),
            maps=tuple(maps),
            refusals=refusals,
            caveats=tuple(dict.fromkeys(text for each in figures for text in each.caveats)),
        ),
        figures=tuple(figures),
    )


def _lead(kind: str, found: analysis.Hotspots, figure: Figure) -> str:
    if not found.hot:
        return (
            f"{kind}: none of {found.cells:,} squares is hotter than chance once all are tested "
            "together."
        )
    return (
        f"{kind}: {words.count_of(len(found.hot), 'square')} of {found.cells:,} "
        f"{'is' if len(found.hot) == 1 else 'are'} hotter than chance, each counted with those "
        f"that touch it; {figure.text} of the count lies there."
    )


def _map(asked: Asked, kind: str, found: analysis.Hotspots) -> Map:
    title = f"Hotspots of {words.crime(kind)}, {asked.area.name}, {asked.period_words}"
    drawn = analysis.boundaries(asked.store, area=asked.area.code, level="district")
    ground = outlines.simplified(drawn.features) if drawn else {}
    names = (
        {each["id"]: each["properties"]["name"] for each in drawn.features["features"]}
        if drawn
        else {}
    )
    shapes = [
        Outline(code=code, name=names[code], value=None, label=ELSEWHERE, polygons=polygons)
        for code, polygons in ground.items()
    ]
    squares = [
        Outline(
            code=f"square-{at}",
            name=_where(cell),
            value=cell.z,
            label=f"{words.number(cell.count)} recorded; z score {words.number(cell.z, 1)}",
            polygons=(((*_corners(cell),),),),
        )
        for at, cell in enumerate(found.hot, start=1)
    ]
    breaks = outlines.breaks_of([square.value for square in squares])
    return Map(
        title=title,
        unit="Gi* z score",
        place=PLACE,
        tiles=False,
        breaks=breaks,
        outlines=(*shapes, *squares),
        svg=outlines.drawing(
            [*shapes, *squares], breaks, title=title, labels=False, own=asked.area.code
        ),
        table=Table(
            caption=f"{title}: the {min(len(found.hot), LONGEST_LIST)} hottest of "
            f"{words.count_of(len(found.hot), 'square')}",
            columns=(
                Column(text="Middle of the square (latitude, longitude)"),
                Column(text="Recorded", numeric=True),
                Column(text="z score", numeric=True),
                Column(text="Corrected p", numeric=True),
            ),
            rows=tuple(
                (
                    _where(cell),
                    words.number(cell.count),
                    words.number(cell.z, 1),
                    "below 0.001" if cell.q < 0.001 else words.number(cell.q, 3),
                )
                for cell in found.hot[:LONGEST_LIST]
            ),
        ),
    )


def _where(cell: analysis.Cell) -> str:
    north, east = cell.south + cell.height / 2, cell.west + cell.width / 2
    return f"{words.number(north, 4)}, {words.number(east, 4)}"


def _corners(cell: analysis.Cell) -> tuple[tuple[float, float], ...]:
    east, north = cell.west + cell.width, cell.south + cell.height
    return (
        (cell.west, cell.south),
        (east, cell.south),
        (east, north),
        (cell.west, north),
        (cell.west, cell.south),
    )
