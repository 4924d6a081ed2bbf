"""Inheriting: a district’s page takes up what the wider profile says, until it says its own."""

from __future__ import annotations

from collections.abc import Mapping

from frankpledge.access.api import Actor
from frankpledge.profiles import catalogue
from frankpledge.profiles.drafting import districts_of
from frankpledge.profiles.models import Passage, Profile
from frankpledge.profiles.passages import PassageMark, marks


def is_district(profile: Profile) -> bool:
    """Whether the profile is of one district, and so the page of a wider one."""
    return bool(districts_of(profile.area_code, profile.area_level))


def wider(profile: Profile, by: Actor) -> Profile | None:
    """The newest profile wider than this district, of like origin, that *by* may open."""
    if not is_district(profile):
        return None
    rows = Profile.open_to(by).exclude(area_level=profile.area_level).defer("content")
    return rows.filter(origin=profile.origin).order_by("-built_at", "pk").first()


def passages(profile: Profile, above: Profile | None) -> dict[str, tuple[Passage, str]]:
    """The words of each section, and the name of the area that they are inherited from, if any."""
    found: dict[str, tuple[Passage, str]] = {}
    if above is not None:
        inheriting = {each.code for each in catalogue.sections() if each.inherits}
        for row in Passage.objects.filter(profile=above, section__in=inheriting):
            found[row.section] = (row, above.area_name)
    for row in Passage.objects.filter(profile=profile):
        found[row.section] = (row, "")
    return found


def marks_in(written: Mapping[str, tuple[Passage, str]]) -> tuple[PassageMark, ...]:
    """Every passage of these sections, in the catalogue's order."""
    return marks(
        (each.code, written[each.code][0].text)
        for each in catalogue.sections()
        if each.code in written
    )


def marks_of(profile: Profile, by: Actor) -> tuple[PassageMark, ...]:
    """Every passage that stands in a profile, inherited ones included."""
    return marks_in(passages(profile, wider(profile, by)))
