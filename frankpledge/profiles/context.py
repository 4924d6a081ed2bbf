"""Knows how recorded crime becomes the context of a profile: what is asked, in which order.

Pure: it reads the store and nothing else, so the site, the command and a later run agree.
"""

from pathlib import PurePath

from frankpledge.analysis import api as analysis
from frankpledge.profiles.asking import Asked, Section, months_of
from frankpledge.profiles.blocks import Content, Input
from frankpledge.profiles.sections import (
    account,
    change,
    counts,
    deprivation,
    hotspots,
    maps,
    places,
    similar,
    standing,
    trend,
)

SECTIONS = (
    counts.section,
    change.section,
    standing.section,
    similar.section,
    maps.section,
    places.section,
    hotspots.section,
    deprivation.section,
    trend.section,
    account.limits,
    account.section,
)


def build(
    store: analysis.Store,
    *,
    area: str,
    first: str,
    last: str,
    compare_first: str = "",
    compare_last: str = "",
) -> Content:
    """The recorded crime context of an area for a period, beside an earlier one where given.

    What cannot be given is refused in its place. Raises a `Refused` with a sentence where there is
    nothing to give: an unknown area, no month held, periods that overlap, mixed origins.
    """
    asked = _asked(store, area, first, last, compare_first, compare_last)
    sections: list[Section] = [make(asked) for make in SECTIONS]
    return Content(
        area_code=asked.area.code,
        area_name=asked.area.name,
        area_level=asked.area.level,
        period=months_of(asked.period, asked.evidence.months_missing),
        compared=months_of(asked.earlier, asked.earlier_missing) if asked.earlier else None,
        origin=asked.evidence.origin,
        attribution=asked.evidence.attribution,
        inputs=_inputs(asked),
        figures=tuple(figure for section in sections for figure in section.figures),
        blocks=tuple(section.block for section in sections),
        findings=tuple(finding for section in sections for finding in section.findings),
    )


def _asked(
    store: analysis.Store,
    area: str,
    first: str,
    last: str,
    compare_first: str,
    compare_last: str,
) -> Asked:
    place = store.area(area)
    if place.shares_a_district:
        raise analysis.UnknownArea(
            f"{place.name} ({place.code}) covers only a part of a district, and rows are placed in "
            "whole districts; ask for the district."
        )
    period = analysis.Period(first=first, last=last)
    earlier = None
    if compare_first or compare_last:
        earlier = analysis.Period(
            first=compare_first or compare_last, last=compare_last or compare_first
        )
        if not (earlier.last < period.first or period.last < earlier.first):
            raise analysis.NotComparable(
                f"The two periods overlap ({earlier} and {period}); choose two that do not."
            )
        if earlier.first > period.last:
            raise analysis.NotComparable(
                f"The period to compare with ({earlier}) comes after the other ({period}); swap "
                "the two."
            )
    return Asked(
        store=store,
        area=place,
        period=period,
        earlier=earlier,
        evidence=store.evidence(place, period),
        earlier_missing=store.coverage(place, earlier).missing if earlier else (),
    )


def _inputs(asked: Asked) -> tuple[Input, ...]:
    """Every file behind the figures, under its own name, wherever it lay on this machine."""
    sources = list(asked.evidence.sources)
    if asked.earlier and len(asked.earlier_missing) < len(asked.earlier.months):
        sources.extend(asked.store.evidence(asked.area, asked.earlier).sources)
    return tuple(
        Input(name=PurePath(each.name).name, digest=each.digest, kind=each.kind, month=each.month)
        for each in sorted(set(sources), key=lambda each: (each.month or "", each.kind, each.name))
    )
