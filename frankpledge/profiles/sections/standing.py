"""Knows where a district stands among the others of its force, without making a league of them."""

from dataclasses import dataclass

from frankpledge.analysis import api as analysis
from frankpledge.profiles import drawings, words
from frankpledge.profiles.asking import Asked, Section
from frankpledge.profiles.blocks import Block, Chart, Column, DraftFinding, Figure, Table

MOST = 2 / 3
"""A district is said to stand high or low only when it does beside this share of the others."""
TITLE = "Where the district stands"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    code: str
    name: str
    figure: Figure

    @property
    def low(self) -> float:
        return self.figure.interval.low if self.figure.interval else 0.0

    @property
    def high(self) -> float:
        interval = self.figure.interval
        return interval.high if interval and interval.high is not None else self.low


def section(asked: Asked) -> Section:
    """Each district's rate of the chosen types with its interval, in order of name."""
    title = TITLE if asked.is_district else "How the districts differ"
    reason = _reason_against(asked)
    if reason or asked.force is None:
        return Section(block=Block(id="standing", title=title, refusals=(reason,)))
    panels: dict[str, list[_Place]] = {}
    caveats: list[str] = []
    refusals: list[str] = []
    for kind in asked.chosen:
        try:
            ordered = analysis.ranking_of(
                asked.store,
                area=asked.force.code,
                first=asked.period.first,
                last=asked.period.last,
                kind=kind,
            )
        except analysis.Refused as refused:
            refusals.append(f"{kind}: {refused}")
            continue
        panels[kind] = _places(asked, kind, ordered)
        caveats.extend(caveat.text for caveat in ordered.caveats)
    if not panels:
        return Section(block=Block(id="standing", title=title, refusals=tuple(refusals)))
    tables = (_own_table(asked, panels),) if asked.is_district else ()
    return Section(
        block=Block(
            id="standing",
            title=title,
            lead=_lead(asked),
            tables=tables,
            charts=(_chart(asked, panels),),
            refusals=tuple(refusals),
            caveats=tuple(dict.fromkeys(caveats)),
        ),
        figures=tuple(place.figure for places in panels.values() for place in places),
        findings=_findings(asked, panels),
    )


def _reason_against(asked: Asked) -> str:
    if asked.force is None:
        return "The districts are not compared: no lookup says which force area this lies in."
    if not asked.is_whole:
        return f"The districts are not compared: {asked.missing_reason}"
    return ""


def _lead(asked: Asked) -> tuple[str, ...]:
    if not asked.is_district:
        return (
            f"Rates for each 1,000 residents in {asked.period_words}, with 95% intervals, in order "
            "of name. Where intervals overlap, the order of two districts cannot be told.",
        )
    return (
        f"Rates for each 1,000 residents in {asked.period_words}, beside the other districts of "
        "the force area. A district counts as higher or lower only where the 95% intervals do not "
        "overlap. A higher rate is a question to ask, not a mark for anyone's work.",
        f"In the chart, {asked.area.name} is orange and the others are grey.",
    )


def _places(asked: Asked, kind: str, ordered: analysis.Ordered) -> list[_Place]:
    assert asked.force is not None
    names = {each.code: each.name for each in asked.store.districts_of(asked.force)}
    places = []
    for ranked in ordered.ranking.places:
        rate = ranked.rate
        made = analysis.figure(kind, rate, ordered.evidence, ordered.caveats)
        decimals = 2 if (rate.value or 0) < 10 else 1
        places.append(
            _Place(
                code=ranked.place,
                name=names[ranked.place],
                figure=asked.figure(
                    f"rate.{words.slug(kind)}.{ranked.place}",
                    f"{kind}, {names[ranked.place]}",
                    made,
                    words.number(rate.value or 0, decimals),
                    residents=True,
                    decimals=decimals,
                ),
            )
        )
    return sorted(places, key=lambda place: place.name)


def _chart(asked: Asked, panels: dict[str, list[_Place]]) -> Chart:
    dots = [
        drawings.Dot(
            panel=kind,
            name=place.name,
            value=place.figure.value or 0.0,
            low=place.low,
            high=place.high,
            own=place.code == asked.area.code,
        )
        for kind, places in panels.items()
        for place in places
    ]
    title = f"Crimes per 1,000 residents by district, {asked.period_words}"
    first = next(iter(panels.values()))
    own = f" {asked.area.name} stands out in another colour." if asked.is_district else ""
    return Chart(
        title=title,
        alt=f"Each district's rate with its interval, one panel for each of "
        f"{words.listed(list(panels))}.{own} The table gives every figure.",
        svg=drawings.standings(dots, list(panels)),
        table=Table(
            caption=f"{title}, with 95% intervals",
            columns=(
                Column(text="District"),
                *(Column(text=kind, numeric=True) for kind in panels),
            ),
            rows=tuple(
                (
                    place.name,
                    *(
                        f"{each[row].figure.text} ({each[row].figure.interval_text})"
                        for each in panels.values()
                    ),
                )
                for row, place in enumerate(first)
            ),
            marked=tuple(row for row, place in enumerate(first) if place.code == asked.area.code),
        ),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stand:
    own: _Place
    below: list[_Place]
    above: list[_Place]
    others: int


def _stand(asked: Asked, places: list[_Place]) -> _Stand:
    own = next(place for place in places if place.code == asked.area.code)
    others = [place for place in places if place is not own]
    return _Stand(
        own=own,
        below=[place for place in others if place.high < own.low],
        above=[place for place in others if place.low > own.high],
        others=len(others),
    )


def _own_table(asked: Asked, panels: dict[str, list[_Place]]) -> Table:
    rows = []
    for kind, places in panels.items():
        stand = _stand(asked, places)
        unclear = stand.others - len(stand.below) - len(stand.above)
        rows.append(
            (
                kind,
                f"{stand.own.figure.text} ({stand.own.figure.interval_text})",
                str(len(stand.below)),
                str(unclear),
                str(len(stand.above)),
            )
        )
    return Table(
        caption=f"{asked.area.name} beside the other districts, {asked.period_words}",
        columns=(
            Column(text="Type"),
            Column(text="Per 1,000 residents (95% interval)", numeric=True),
            Column(text="Higher than", numeric=True),
            Column(text="Too close to tell", numeric=True),
            Column(text="Lower than", numeric=True),
        ),
        rows=tuple(rows),
    )


def _findings(asked: Asked, panels: dict[str, list[_Place]]) -> tuple[DraftFinding, ...]:
    if asked.is_district:
        found = _of_one(asked, panels)
    else:
        found = [_of_all(asked, kind, places) for kind, places in list(panels.items())[:3]]
    return tuple(found)


def _of_one(asked: Asked, panels: dict[str, list[_Place]]) -> list[DraftFinding]:
    found = []
    for kind, places in panels.items():
        stand = _stand(asked, places)
        for word, which in (("higher", stand.below), ("lower", stand.above)):
            if len(which) >= MOST * stand.others:
                reach = "all" if len(which) == stand.others else f"{len(which)} of the"
                found.append(
                    DraftFinding(
                        text=f"The recorded rate of {words.crime(kind)} in {asked.period_words}, "
                        f"{stand.own.figure.text} per 1,000 residents (95% interval "
                        f"{stand.own.figure.interval_text}), is {word} than in {reach} "
                        f"{stand.others} other districts.",
                        figures=(
                            stand.own.figure.id,
                            *(place.figure.id for place in which),
                        ),
                    )
                )
    return found


def _of_all(asked: Asked, kind: str, places: list[_Place]) -> DraftFinding:
    ordered = sorted(places, key=lambda place: place.figure.value or 0.0)
    least, most = ordered[0], ordered[-1]
    apart = "" if least.high < most.low else "; the intervals of the two overlap"
    return DraftFinding(
        text=f"The recorded rate of {words.crime(kind)} in {asked.period_words} runs from "
        f"{least.figure.text} per 1,000 residents in {least.name} to {most.figure.text} in "
        f"{most.name}{apart}.",
        figures=(least.figure.id, most.figure.id),
    )
