"""Knows in how few small areas each type of crime lies, and which those are."""

from dataclasses import dataclass

from frankpledge.analysis import api as analysis
from frankpledge.profiles import drawings, words
from frankpledge.profiles.asking import Asked, Section
from frankpledge.profiles.blocks import Block, Chart, Column, DraftFinding, Figure, Table

LONGEST_LIST = 10
SHORTEST_LIST = 3
NOT_A_STREET = (
    "A small area (LSOA) is not a street: where a problem lies within it is for local knowledge."
)
FINDINGS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class _Spread:
    kind: str
    figure: Figure
    found: analysis.Concentration
    busiest: tuple[analysis.Row, ...]


def section(asked: Asked) -> Section:
    """The share of each chosen type in the busiest small areas, beside what chance would give."""
    rows = _rows_by_type(asked)
    spreads: list[_Spread] = []
    reasons: dict[str, list[str]] = {}
    for kind in asked.chosen:
        try:
            made = analysis.concentration_of(
                asked.store,
                area=asked.area.code,
                first=asked.period.first,
                last=asked.period.last,
                kind=kind,
            )
        except analysis.Refused as refused:
            reasons.setdefault(str(refused), []).append(words.crime(kind))
            continue
        spreads.append(
            _Spread(
                kind=kind,
                found=made.concentration,
                figure=asked.figure(
                    f"top-share.{words.slug(kind)}",
                    f"{kind}: share in the busiest small areas",
                    made.figure,
                    words.percent(made.figure.value or 0, signed=False),
                ),
                busiest=tuple(rows.get(kind, ())[: made.concentration.top_places]),
            )
        )
    refusals = tuple(
        f"How concentrated {words.listed(kinds)} {'is' if len(kinds) == 1 else 'are'} cannot be "
        f"told. {reason}"
        for reason, kinds in reasons.items()
    )
    wards = asked.wards
    caveats = [text for spread in spreads for text in spread.figure.caveats]
    if wards:
        caveats.append(
            "A small area is named with the ward that its middle lies in; it can reach into others."
        )
    return Section(
        block=Block(
            id="places",
            title="Where it is concentrated",
            lead=_lead(asked, spreads[0]) if spreads else (NOT_A_STREET,),
            charts=(_chart(asked, spreads),) if spreads else (),
            tables=(_list(asked, spreads, rows, wards),),
            refusals=refusals,
            caveats=tuple(dict.fromkeys(caveats)),
        ),
        figures=tuple(spread.figure for spread in spreads),
        findings=_findings(asked, spreads, wards),
    )


def _rows_by_type(asked: Asked) -> dict[str, list[analysis.Row]]:
    held = analysis.profile_figures(
        asked.store,
        area=asked.area.code,
        first=asked.period.first,
        last=asked.period.last,
        by=("lsoa", "type"),
    )
    rows: dict[str, list[analysis.Row]] = {}
    for row in held.rows:
        if row.type is not None and row.lsoa is not None:
            rows.setdefault(row.type, []).append(row)
    return {
        kind: sorted(found, key=lambda row: (-row.count, row.lsoa or ""))
        for kind, found in rows.items()
    }


def _lead(asked: Asked, spread: _Spread) -> tuple[str, ...]:
    return (
        f"{asked.area.name} has {spread.found.places:,} small areas (LSOAs) of one to three "
        f"thousand people. The chart shows how much of each type lies in the busiest "
        f"{words.count_of(spread.found.top_places, 'one', 'of them').replace('1 one', 'one')} "
        "(5%); the dark mark is the range that chance would put in so few if every resident were "
        "as likely to be near a crime.",
        NOT_A_STREET,
    )


def _chart(asked: Asked, spreads: list[_Spread]) -> Chart:
    title = f"Share in the busiest 5% of small areas, {asked.period_words}"
    ordered = sorted(spreads, key=lambda spread: -(spread.figure.value or 0))
    rows = [
        drawings.Share(
            name=spread.kind,
            value=spread.figure.value or 0.0,
            low=spread.found.by_chance.low,
            high=spread.found.by_chance.high or spread.found.by_chance.low,
            words=spread.figure.text,
        )
        for spread in ordered
    ]
    return Chart(
        title=title,
        alt=f"Bars of the share of each type, from {ordered[0].kind} "
        f"({ordered[0].figure.text}) to {ordered[-1].kind} ({ordered[-1].figure.text}), with what "
        "chance would give. The table gives every figure.",
        svg=drawings.shares(rows),
        narrow=drawings.shares(rows, phone=True),
        table=Table(
            caption=title,
            columns=(
                Column(text="Type"),
                Column(text="Counted", numeric=True),
                Column(text="Share in the busiest 5%", numeric=True),
                Column(text="By chance (95%)", numeric=True),
                Column(text="Half lies in", numeric=True),
            ),
            rows=tuple(
                (
                    spread.kind,
                    words.number(spread.figure.n or 0),
                    spread.figure.text,
                    f"{words.number(spread.found.by_chance.low, 1)}% to "
                    f"{words.number(spread.found.by_chance.high or 0, 1)}%",
                    f"{words.number(spread.found.half_in, 0)}% of small areas",
                )
                for spread in ordered
            ),
        ),
    )


def _list(
    asked: Asked,
    spreads: list[_Spread],
    rows_by_type: dict[str, list[analysis.Row]],
    wards: dict[str, str],
) -> Table:
    busiest = {spread.kind: spread.busiest[:LONGEST_LIST] for spread in spreads}
    shortened = any(len(spread.busiest) > LONGEST_LIST for spread in spreads)
    rows = []
    for kind in asked.chosen:
        every = rows_by_type.get(kind, [])
        total = sum(row.count for row in every)
        for row in busiest.get(kind, tuple(every[:SHORTEST_LIST])):
            share = words.percent(100 * row.count / total, signed=False)
            rows.append((_name(row, wards), kind, words.number(row.count), share))
    most = f"the first {SHORTEST_LIST}"
    if spreads:
        most = f"the first {LONGEST_LIST} of the busiest 5%" if shortened else "the busiest 5%"
    return Table(
        caption=f"Small areas with the most, by type ({most})",
        columns=(
            Column(text="Small area"),
            Column(text="Type"),
            Column(text="Recorded", numeric=True),
            Column(text="Share of the type", numeric=True),
        ),
        rows=tuple(rows),
    )


def _name(row: analysis.Row, wards: dict[str, str]) -> str:
    ward = wards.get(row.lsoa or "")
    name = row.lsoa_name or row.lsoa or ""
    return f"{name}, {ward}" if ward else name


def _findings(
    asked: Asked, spreads: list[_Spread], wards: dict[str, str]
) -> tuple[DraftFinding, ...]:
    beyond = [
        spread
        for spread in spreads
        if (spread.figure.value or 0) > 2 * (spread.found.by_chance.high or 100.0)
    ]
    beyond.sort(key=lambda spread: -(spread.figure.value or 0))
    found = []
    for spread in beyond[:FINDINGS]:
        chance = spread.found.by_chance
        near = _near(spread, wards)
        found.append(
            DraftFinding(
                text=f"{spread.figure.text} of recorded {words.crime(spread.kind)} in "
                f"{asked.period_words} lay in {spread.found.top_places:,} of "
                f"{spread.found.places:,} small areas{near}; chance would put "
                f"{words.number(chance.low)}% to {words.number(chance.high or 0)}% there.",
                figures=(spread.figure.id,),
            )
        )
    return tuple(found)


def _near(spread: _Spread, wards: dict[str, str]) -> str:
    """The wards of the busiest places, where they are few enough to be worth naming."""
    named: dict[str, int] = {}
    for row in spread.busiest:
        ward = wards.get(row.lsoa or "")
        if ward:
            named[ward] = named.get(ward, 0) + row.count
    if not named or len(spread.busiest) > LONGEST_LIST:
        return ""
    first = sorted(named, key=lambda ward: -named[ward])[:3]
    return f", most of all in {words.listed(first)}"
