"""Knows how recorded crime lies on the ground: by small area, or by district for a force area."""

from collections.abc import Sequence
from dataclasses import dataclass

from frankpledge.analysis import api as analysis
from frankpledge.profiles import outlines, words
from frankpledge.profiles.asking import Asked, Section
from frankpledge.profiles.blocks import Block, Column, Map, Outline, Table

TITLE = "On the map"
FEWEST_RESIDENTS = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class _Value:
    name: str
    count: int
    residents: int | None

    @property
    def rate(self) -> float | None:
        if not self.residents or self.residents < FEWEST_RESIDENTS:
            return None
        return 1000 * self.count / self.residents

    @property
    def words(self) -> str:
        crimes = words.count_of(self.count, "crime")
        if self.rate is None:
            return f"{crimes}; no rate"
        return f"{words.number(self.rate, 1)} ({crimes})"


def section(asked: Asked) -> Section:
    """A map of the rate of all recorded crime, with every value in a table."""
    if not asked.is_whole:
        return _refused(f"No map is drawn: {asked.missing_reason}")
    if asked.is_district:
        drawn = analysis.boundaries(asked.store, area=asked.area.code, level="lsoa21")
        if drawn is not None:
            return _of_small_areas(asked, drawn)
        return _of_districts(
            asked,
            "The outlines of small areas are not held, so the map shows whole districts. Add the "
            "boundaries of small areas (LSOA 2021) to see inside the district.",
        )
    return _of_districts(asked, "")


def _refused(reason: str) -> Section:
    return Section(block=Block(id="map", title=TITLE, refusals=(reason,)))


def _of_small_areas(asked: Asked, drawn: analysis.Drawn) -> Section:
    units = analysis.units_of(asked.store, area=asked.area.code)
    values = _by_unit(asked)
    wards = asked.wards
    shapes = outlines.simplified(drawn.features)
    outlined = []
    for feature in drawn.features["features"]:
        code = feature["id"]
        unit = units.get(code, code)
        value = values.get(unit) or _Value(
            name=feature["properties"]["name"], count=0, residents=None
        )
        ward = wards.get(unit)
        outlined.append(
            Outline(
                code=code,
                name=f"{value.name}, {ward}" if ward else value.name,
                value=value.rate,
                label=value.words,
                polygons=shapes[code],
            )
        )
    refusals = []
    if drawn.missing:
        missing = words.count_of(len(drawn.missing), "small area")
        refusals.append(f"The outlines of {missing} are not held, so the map leaves them out.")
    return _section(
        asked, outlined, place="Small area", tiles=False, refusals=refusals, labels=False
    )


def _by_unit(asked: Asked) -> dict[str, _Value]:
    held = analysis.profile_figures(
        asked.store,
        area=asked.area.code,
        first=asked.period.first,
        last=asked.period.last,
        by=("lsoa", "type"),
    )
    values: dict[str, _Value] = {}
    for row in held.rows:
        if row.lsoa is None:
            continue
        known = values.get(row.lsoa)
        counted = 0 if row.type == words.ASB else row.count
        values[row.lsoa] = _Value(
            name=row.lsoa_name or row.lsoa,
            count=counted + (known.count if known else 0),
            residents=row.population,
        )
    return values


def _of_districts(asked: Asked, reason: str) -> Section:
    if asked.force is None:
        return _refused("No map is drawn: no lookup says which force area this lies in.")
    values = {}
    for district in asked.store.districts_of(asked.force):
        monthly = asked.store.counts_by_month(district, asked.period)
        counted = sum(sum(monthly[kind].values()) for kind in monthly if kind != words.ASB)
        values[district.code] = _Value(
            name=district.name, count=counted, residents=district.residents
        )
    drawn = analysis.boundaries(asked.store, area=asked.force.code, level="district")
    if drawn is not None and not drawn.missing:
        shapes = outlines.simplified(drawn.features)
        tiles = False
    else:
        laid = analysis.tiles(asked.store, area=asked.force.code)
        shapes = {tile.code: outlines.square(tile.column, tile.row) for tile in laid}
        tiles = True
    outlined = [
        Outline(
            code=code,
            name=value.name,
            value=value.rate,
            label=value.words,
            polygons=shapes[code],
        )
        for code, value in values.items()
    ]
    refusals = [reason] if reason else []
    if tiles and not reason:
        refusals.append(
            "The outlines of districts are not held, so each stands as a square near where it "
            "lies. Add the boundaries of districts to see their shapes."
        )
    return _section(asked, outlined, place="District", tiles=tiles, refusals=refusals, labels=True)


def _section(
    asked: Asked,
    outlined: Sequence[Outline],
    *,
    place: str,
    tiles: bool,
    refusals: Sequence[str],
    labels: bool,
) -> Section:
    whole = asked.area if place == "Small area" or asked.force is None else asked.force
    title = f"Recorded crime per 1,000 residents, {whole.name}, {asked.period_words}"
    breaks = outlines.breaks_of([outline.value for outline in outlined])
    ordered = sorted(outlined, key=lambda each: (each.value is None, -(each.value or 0), each.name))
    table = Table(
        caption=title,
        columns=(
            Column(text=place),
            Column(text="Per 1,000 residents (crimes)", numeric=True),
        ),
        rows=tuple(dict.fromkeys((each.name, each.label) for each in ordered)),
        marked=tuple(row for row, each in enumerate(ordered) if each.code == asked.area.code),
    )
    return Section(
        block=Block(
            id="map",
            title=TITLE,
            lead=(
                "All recorded crime without anti-social behaviour. Town centres, ports and "
                "shopping areas look dark because few people live where many people come; that is "
                "not the risk to those who live there.",
            ),
            maps=(
                Map(
                    title=title,
                    unit="Crimes per 1,000 residents",
                    place=place,
                    tiles=tiles,
                    breaks=breaks,
                    outlines=tuple(outlined),
                    svg=outlines.drawing(
                        outlined, breaks, title=title, labels=labels, own=asked.area.code
                    ),
                    table=table,
                ),
            ),
            refusals=tuple(refusals),
        )
    )
