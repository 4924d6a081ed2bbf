"""Areas and the bodies that cover them, as dated data. No name of a place stands in code."""

from collections.abc import Iterable
from datetime import date

from django.db import models
from django.db.models import Q


def _on(day: date, start: str = "valid_from", end: str = "valid_to") -> Q:
    """True on *day*: from the first day on, and before the last (which is the first day after)."""
    return (Q(**{f"{start}__isnull": True}) | Q(**{f"{start}__lte": day})) & (
        Q(**{f"{end}__isnull": True}) | Q(**{f"{end}__gt": day})
    )


class Area(models.Model):
    """A place with a code: district, unitary, county, force area, region. It is not a body."""

    code = models.CharField(max_length=12, primary_key=True)
    kind = models.CharField(max_length=20)
    name = models.CharField(max_length=120)
    style = models.CharField(max_length=40, blank=True)
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)

    def __str__(self) -> str:
        return self.name


class AreaName(models.Model):
    """What an area was called between two dates. The code does not change with the name."""

    area = models.ForeignKey(Area, models.CASCADE, related_name="+")
    name = models.CharField(max_length=120)
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)


class AreaPart(models.Model):
    """One area lies within another between two dates."""

    whole = models.ForeignKey(Area, models.CASCADE, related_name="+")
    part = models.ForeignKey(Area, models.CASCADE, related_name="+")
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="area_is_no_part_of_itself", condition=~Q(whole=models.F("part"))
            )
        ]


class AreaSuccession(models.Model):
    """From a day on, what was the old area's is the new one's."""

    old = models.ForeignKey(Area, models.CASCADE, related_name="+")
    new = models.ForeignKey(Area, models.CASCADE, related_name="+")
    on = models.DateField()
    source = models.CharField(max_length=400, blank=True)


class Body(models.Model):
    """A partnership, board or service that covers areas between dates, such as a CSP."""

    code = models.CharField(max_length=20, primary_key=True)
    kind = models.CharField(max_length=40)
    name = models.CharField(max_length=160)
    short_name = models.CharField(max_length=60, blank=True)
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    statutory_basis = models.CharField(max_length=200, blank=True)
    note = models.CharField(max_length=400, blank=True)

    def __str__(self) -> str:
        return self.name


class BodyName(models.Model):
    """What a body was called between two dates."""

    body = models.ForeignKey(Body, models.CASCADE, related_name="+")
    name = models.CharField(max_length=160)
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)


class BodyArea(models.Model):
    """A body covers an area between two dates."""

    body = models.ForeignKey(Body, models.CASCADE, related_name="+")
    area = models.ForeignKey(Area, models.CASCADE, related_name="+")
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)


class BodyStatisticalCode(models.Model):
    """The code under which a statistics office publishes figures for a body."""

    body = models.ForeignKey(Body, models.CASCADE, related_name="+")
    ons_code = models.CharField(max_length=12)
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)


class BodySuccession(models.Model):
    """From a day on, the new body does what the old one did."""

    old = models.ForeignKey(Body, models.CASCADE, related_name="+")
    new = models.ForeignKey(Body, models.CASCADE, related_name="+")
    on = models.DateField()
    source = models.CharField(max_length=400, blank=True)


def area_names_on(codes: list[str], day: date) -> dict[str, str]:
    """Names of the areas as they were called on *day*, by code."""
    names = {area.code: area.name for area in Area.objects.filter(code__in=codes)}
    names.update(
        AreaName.objects.filter(_on(day), area_id__in=codes).values_list("area_id", "name")
    )
    return names


def areas_in(whole: str, day: date, *, kinds: tuple[str, ...] = ()) -> list[Area]:
    """Every area that lies within *whole* on *day*, itself included, by code.

    With *kinds*, only areas of those kinds. An unknown code gives an empty list.
    """
    found = {whole}
    edge = {whole}
    while edge:
        edge = (
            set(
                AreaPart.objects.filter(_on(day), whole_id__in=edge).values_list(
                    "part_id", flat=True
                )
            )
            - found
        )
        found |= edge
    areas = Area.objects.filter(_on(day), code__in=found).order_by("code")
    return list(areas.filter(kind__in=kinds) if kinds else areas)


def areas_around(part: str, day: date) -> frozenset[str]:
    """The codes of every area that *part* lies within on *day*, its own included."""
    found = {part}
    edge = {part}
    while edge:
        edge = (
            set(
                AreaPart.objects.filter(_on(day), part_id__in=edge).values_list(
                    "whole_id", flat=True
                )
            )
            - found
        )
        found |= edge
    return frozenset(found)


def bodies_on(day: date, *, kind: str, within: str | None = None) -> list[Body]:
    """Bodies of a kind that exist on *day*, and cover some part of *within* then, by name.

    This is the y of "x of y partnerships": counted from the bodies valid that day.
    """
    bodies = Body.objects.filter(_on(day), kind=kind).order_by("name")
    if within is not None:
        areas = [area.code for area in areas_in(within, day)]
        covering = BodyArea.objects.filter(_on(day), area_id__in=areas)
        bodies = bodies.filter(code__in=covering.values("body_id"))
    return list(bodies)


def bodies_between(first: date, last: date, *, kind: str, within: str | None = None) -> list[Body]:
    """Bodies of a kind that exist on any day from *first* to *last*, by name.

    A body that ends or begins in between is among them: its own dates say for which days. With
    *within*, only those that cover some part of it on one of those days.
    """
    on_any_day = (Q(valid_from=None) | Q(valid_from__lte=last)) & (
        Q(valid_to=None) | Q(valid_to__gt=first)
    )
    bodies = Body.objects.filter(on_any_day, kind=kind).order_by("name", "code")
    if within is not None:
        areas = {area.code for day in (first, last) for area in areas_in(within, day)}
        bodies = bodies.filter(
            code__in=BodyArea.objects.filter(on_any_day, area_id__in=areas).values("body_id")
        )
    return list(bodies)


def bodies_covering(areas: Iterable[str], first: date, last: date) -> list[str]:
    """The codes of every body that covers one of *areas* on any day from *first* to *last*."""
    on_any_day = (Q(valid_from=None) | Q(valid_from__lte=last)) & (
        Q(valid_to=None) | Q(valid_to__gt=first)
    )
    rows = BodyArea.objects.filter(on_any_day, area_id__in=list(areas))
    return sorted(set(rows.values_list("body_id", flat=True)))


def areas_of(body: str, day: date) -> list[Area]:
    """The areas that a body covers on *day*, by code."""
    covered = BodyArea.objects.filter(_on(day), body_id=body).values("area_id")
    return list(Area.objects.filter(code__in=covered).order_by("code"))


def successors_of(code: str, day: date) -> list[str]:
    """The areas that stand in the place of *code* on *day*: itself while nothing succeeded it."""
    now, settled = {code}, set[str]()
    while now:
        current = now.pop()
        following = set(
            AreaSuccession.objects.filter(old_id=current, on__lte=day).values_list(
                "new_id", flat=True
            )
        )
        if following:
            now |= following - settled
        else:
            settled.add(current)
    return sorted(settled)
