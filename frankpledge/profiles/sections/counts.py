"""Knows how many crimes were recorded, and how many that is for each thousand residents."""

from collections.abc import Sequence

from frankpledge.analysis import api as analysis
from frankpledge.profiles import words
from frankpledge.profiles.asking import Asked, Section
from frankpledge.profiles.blocks import Block, Column, Figure, Table

ALL = words.slug(words.ALL_CRIME)


def section(asked: Asked) -> Section:
    """Counts and rates of every type, with the total of crimes and of incidents kept apart."""
    measured = analysis.measures(
        asked.store,
        area=asked.area.code,
        first=asked.period.first,
        last=asked.period.last,
    )
    figures: list[Figure] = [*_all_crime(asked, measured)]
    rows: list[tuple[str, ...]] = [_row(asked, words.ALL_CRIME, figures)]
    for each in measured:
        made = _of_type(asked, each)
        figures.extend(made)
        rows.append(_row(asked, each.type, list(made)))
    columns = [Column(text="Type")]
    if asked.earlier:
        columns.append(Column(text=asked.earlier_words, numeric=True))
    columns += [
        Column(text=asked.period_words, numeric=True),
        Column(text="Per 1,000 residents", numeric=True),
        Column(text="95% interval of the rate", numeric=True),
    ]
    block = Block(
        id="counts",
        title="What was recorded",
        lead=(
            f"Crimes and incidents recorded in {asked.area.name} and how many that is for each "
            f"1,000 residents in {asked.period_words}. The interval is the range that chance alone "
            "could explain. “All recorded crime” leaves out anti-social behaviour: those reports "
            "are incidents, not crimes.",
        ),
        headline=(f"count.{ALL}", f"rate.{ALL}", *_incidents(figures)),
        tables=(
            Table(
                caption=f"Recorded in {asked.area.name}, by type",
                columns=tuple(columns),
                rows=tuple(rows),
                marked=(0,),
            ),
        ),
        refusals=() if asked.is_whole else (f"Rates are not given: {asked.missing_reason}",),
        caveats=_caveats(figures),
    )
    return Section(block=block, figures=tuple(figures))


def _incidents(figures: list[Figure]) -> tuple[str, ...]:
    wanted = f"count.{words.slug(words.ASB)}"
    return tuple(figure.id for figure in figures if figure.id == wanted)


def _all_crime(asked: Asked, measured: Sequence[analysis.Measured]) -> tuple[Figure, Figure]:
    """The total of crimes. Incidents of anti-social behaviour are no crimes and stand apart."""
    kinds = [kind for kind in asked.monthly if kind != words.ASB]
    total = sum(sum(asked.monthly[kind].values()) for kind in kinds)
    counted = analysis.Estimate(
        value=total,
        unit="recorded",
        n=total,
        interval=analysis.poisson_interval(total),
        method="Rows of the published files that are placed in the area, all types but "
        "anti-social behaviour. 95% interval: exact Poisson (Garwood 1936).",
    )
    said = _shared_caveats(measured)
    count = asked.figure(
        f"count.{ALL}",
        words.ALL_CRIME,
        analysis.figure(words.ALL_CRIME, counted, asked.evidence, said),
        words.number(total),
        decimals=0,
    )
    return (count, _rate(asked, ALL, words.ALL_CRIME, total, said))


def _shared_caveats(measured: Sequence[analysis.Measured]) -> tuple[analysis.Caveat, ...]:
    """What the library says beside every count here, whatever its type."""
    every = [{caveat.code: caveat for caveat in each.count.caveats} for each in measured]
    if not every:
        return ()
    return tuple(caveat for code, caveat in every[0].items() if all(code in each for each in every))


def _rate(
    asked: Asked, slug: str, label: str, count: int, said: tuple[analysis.Caveat, ...]
) -> Figure:
    unit = "per 1,000 residents"
    if not asked.is_whole:
        return asked.refused(f"rate.{slug}", label, unit, asked.missing_reason)
    try:
        made = analysis.rate(count, asked.area.residents)
    except analysis.NotComparable as refused:
        return asked.refused(f"rate.{slug}", label, unit, str(refused))
    return asked.figure(
        f"rate.{slug}",
        label,
        analysis.figure(label, made, asked.evidence, said),
        words.number(made.value or 0, _decimals(made.value)),
        residents=True,
        decimals=_decimals(made.value),
    )


def _of_type(asked: Asked, measured: analysis.Measured) -> tuple[Figure, Figure]:
    slug = words.slug(measured.type)
    count = asked.figure(
        f"count.{slug}",
        measured.type,
        measured.count,
        words.number(measured.count.value or 0),
        decimals=0,
    )
    unit = "per 1,000 residents"
    if not asked.is_whole:
        return count, asked.refused(f"rate.{slug}", measured.type, unit, asked.missing_reason)
    if measured.rate is None:
        return count, asked.refused(f"rate.{slug}", measured.type, unit, measured.refusal)
    decimals = _decimals(measured.rate.value)
    rate = asked.figure(
        f"rate.{slug}",
        measured.type,
        measured.rate,
        words.number(measured.rate.value or 0, decimals),
        residents=True,
        decimals=decimals,
    )
    return count, rate


def _decimals(value: float | None) -> int:
    return 2 if value is not None and value < 10 else 1


def _row(asked: Asked, kind: str, made: list[Figure]) -> tuple[str, ...]:
    count, rate = made[0], made[1]
    cells = [kind]
    if asked.earlier:
        cells.append(_earlier(asked, kind))
    return (*cells, count.text, rate.text, rate.interval_text or "–")


def _earlier(asked: Asked, kind: str) -> str:
    held = asked.earlier_monthly
    if not any(held.values()):
        return "not held"
    if kind == words.ALL_CRIME:
        counted = [sum(held[each].values()) for each in held if each != words.ASB]
        return words.number(sum(counted))
    return words.number(sum(held.get(kind, {}).values()))


def _caveats(figures: list[Figure]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for figure in figures for text in figure.caveats))
