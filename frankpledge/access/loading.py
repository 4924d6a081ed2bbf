"""Loading areas, bodies, agencies and people from folders of CSV files."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, time
from pathlib import Path
from typing import TypeVar

from django.db import models, transaction
from django.utils import timezone

from frankpledge.access.people import (
    Agency,
    Agreement,
    AgreementPurpose,
    Forum,
    ForumMember,
    Holding,
    Person,
    Post,
    PostArea,
    PostRole,
    TagAuthority,
)
from frankpledge.access.places import (
    Area,
    AreaName,
    AreaPart,
    AreaSuccession,
    Body,
    BodyArea,
    BodyName,
    BodyStatisticalCode,
    BodySuccession,
)
from frankpledge.access.records import NO_END
from frankpledge.kernel import DomainError

Row = Mapping[str, str]
Made = TypeVar("Made")


class UnusableFolder(DomainError):
    """A file of the folder cannot be used. The sentence names the file, the line and the remedy."""


def _rows(folder: Path, name: str, columns: tuple[str, ...]) -> Iterator[tuple[int, Row]]:
    path = folder / name
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            missing = [column for column in columns if column not in (reader.fieldnames or [])]
            if missing:
                raise UnusableFolder(
                    f"{path}, line 1: there is no column {missing[0]}. "
                    f"The file needs {', '.join(columns)}."
                )
            for row in reader:
                yield reader.line_num, {key: (value or "").strip() for key, value in row.items()}
    except FileNotFoundError as fault:
        raise UnusableFolder(f"{path} is missing: add it, with a header if it is empty.") from fault
    except UnicodeDecodeError as fault:
        raise UnusableFolder(f"{path} is not in UTF-8: save it as CSV in UTF-8.") from fault


def _each(
    folder: Path, name: str, columns: tuple[str, ...], make: Callable[[Row], Made]
) -> list[Made]:
    made = []
    for line, row in _rows(folder, name, columns):
        try:
            made.append(make(row))
        except (ValueError, KeyError, models.ObjectDoesNotExist) as fault:
            raise UnusableFolder(f"{folder / name}, line {line}: {fault}. Mend it.") from fault
    return made


Placed = TypeVar("Placed", bound=models.Model)


def _each_sound(
    folder: Path, name: str, columns: tuple[str, ...], make: Callable[[Row], Placed]
) -> list[Placed]:
    """The same, where each row can be kept: what it names is there, and once."""
    known: dict[type[models.Model], set[object]] = {}
    seen: set[object] = set()

    def sound(row: Row) -> Placed:
        made = make(row)
        _stop_on_unsound(made, known)
        if made.pk is not None and made.pk in seen:
            raise ValueError(f"{made.pk} came before")
        seen.add(made.pk)
        return made

    return _each(folder, name, columns, sound)


def _stop_on_unsound(made: models.Model, known: dict[type[models.Model], set[object]]) -> None:
    named = []
    for field in made._meta.concrete_fields:
        value = getattr(made, field.attname)
        if isinstance(field, models.ForeignKey):
            other = field.remote_field.model
            if other not in known:
                rows = Area.objects if other is Area else Body.objects
                known[other] = set(rows.values_list("pk", flat=True))
            if value not in known[other]:
                what = "area" if other is Area else "body"
                raise ValueError(f"there is no {what} {value}")
            named.append((other, value))
        elif isinstance(field, models.CharField) and field.max_length:
            if len(value) > field.max_length:
                raise ValueError(f"“{value[:20]}…” is longer than {field.max_length} letters")
            if not value and not field.blank:
                raise ValueError(f"{field.name} is empty")
    if len(named) != len(set(named)):
        raise ValueError(f"{named[0][1]} is named with itself")


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _moment(text: str) -> datetime:
    """A moment from a date or a date with a time; nothing means that there is no end."""
    if not text:
        return NO_END
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else timezone.make_aware(moment)


def _start(text: str) -> datetime:
    if not text:
        return timezone.make_aware(datetime.combine(date(2000, 1, 1), time()))
    return _moment(text)


@transaction.atomic
def load_areas(folder: Path) -> dict[str, int]:
    """Load areas, their names, parts and successors, and bodies with what they cover.

    All or nothing. An area or body that is known already is brought up to date; the dated rows
    about those in the folder are replaced by the folder's. Says how many of each there were.
    Raises `UnusableFolder`.
    """
    areas = _each_sound(
        folder,
        "areas.csv",
        ("code", "kind", "name", "style", "valid_from", "valid_to"),
        lambda row: Area(
            code=row["code"],
            kind=row["kind"],
            name=row["name"],
            style=row["style"],
            valid_from=_day(row["valid_from"]),
            valid_to=_day(row["valid_to"]),
        ),
    )
    _keep(Area, areas)
    codes = [area.code for area in areas]
    AreaName.objects.filter(area_id__in=codes).delete()
    AreaPart.objects.filter(whole_id__in=codes).delete()
    AreaSuccession.objects.filter(old_id__in=codes).delete()
    names = _each_sound(
        folder,
        "area_names.csv",
        ("code", "name", "from", "to"),
        lambda row: AreaName(
            area_id=row["code"],
            name=row["name"],
            valid_from=_day(row["from"]),
            valid_to=_day(row["to"]),
        ),
    )
    parts = _each_sound(
        folder,
        "area_parts.csv",
        ("whole", "part", "from", "to"),
        lambda row: AreaPart(
            whole_id=row["whole"],
            part_id=row["part"],
            valid_from=_day(row["from"]),
            valid_to=_day(row["to"]),
        ),
    )
    successions = _each_sound(
        folder,
        "area_successions.csv",
        ("old", "new", "on", "source"),
        lambda row: AreaSuccession(
            old_id=row["old"],
            new_id=row["new"],
            on=date.fromisoformat(row["on"]),
            source=row["source"],
        ),
    )
    AreaName.objects.bulk_create(names)
    AreaPart.objects.bulk_create(parts)
    AreaSuccession.objects.bulk_create(successions)
    return {
        "areas": len(areas),
        "parts": len(parts),
        "successions": len(successions),
        **_load_bodies(folder),
    }


def _load_bodies(folder: Path) -> dict[str, int]:
    bodies = _each_sound(
        folder,
        "bodies.csv",
        ("code", "kind", "name", "short_name", "valid_from", "valid_to", "statutory_basis", "note"),
        lambda row: Body(
            code=row["code"],
            kind=row["kind"],
            name=row["name"],
            short_name=row["short_name"],
            valid_from=_day(row["valid_from"]),
            valid_to=_day(row["valid_to"]),
            statutory_basis=row["statutory_basis"],
            note=row["note"],
        ),
    )
    _keep(Body, bodies)
    codes = [body.code for body in bodies]
    BodyName.objects.filter(body_id__in=codes).delete()
    BodyArea.objects.filter(body_id__in=codes).delete()
    BodyStatisticalCode.objects.filter(body_id__in=codes).delete()
    BodySuccession.objects.filter(old_id__in=codes).delete()
    BodyName.objects.bulk_create(
        _each_sound(
            folder,
            "body_names.csv",
            ("code", "name", "from", "to"),
            lambda row: BodyName(
                body_id=row["code"],
                name=row["name"],
                valid_from=_day(row["from"]),
                valid_to=_day(row["to"]),
            ),
        )
    )
    BodyArea.objects.bulk_create(
        _each_sound(
            folder,
            "body_areas.csv",
            ("body", "area", "from", "to"),
            lambda row: BodyArea(
                body_id=row["body"],
                area_id=row["area"],
                valid_from=_day(row["from"]),
                valid_to=_day(row["to"]),
            ),
        )
    )
    BodyStatisticalCode.objects.bulk_create(
        _each_sound(
            folder,
            "body_statistical_codes.csv",
            ("body", "ons_code", "from", "to"),
            lambda row: BodyStatisticalCode(
                body_id=row["body"],
                ons_code=row["ons_code"],
                valid_from=_day(row["from"]),
                valid_to=_day(row["to"]),
            ),
        )
    )
    BodySuccession.objects.bulk_create(
        _each_sound(
            folder,
            "body_successions.csv",
            ("old", "new", "on", "source"),
            lambda row: BodySuccession(
                old_id=row["old"],
                new_id=row["new"],
                on=date.fromisoformat(row["on"]),
                source=row["source"],
            ),
        )
    )
    return {"bodies": len(bodies)}


Kept = TypeVar("Kept", Area, Body)


def _keep(model: type[Kept], rows: list[Kept]) -> None:
    changing = [field.name for field in model._meta.concrete_fields if not field.primary_key]
    model.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["code"], update_fields=changing
    )


@transaction.atomic
def load_partnership(folder: Path) -> dict[str, int]:
    """Load agencies, agreements, people, posts, who holds them, and forums. All or nothing.

    For an empty partnership: rows that are there already are refused by the database. Passwords
    are never in files: everyone starts without one. Raises `UnusableFolder`.
    """
    agencies = _each(
        folder,
        "agencies.csv",
        ("code", "name", "short_name", "kind"),
        lambda row: Agency(
            code=row["code"], name=row["name"], short_name=row["short_name"], kind=row["kind"]
        ),
    )
    Agency.objects.bulk_create(agencies)
    agency = {row.code: row for row in agencies}
    agreements = _each(
        folder,
        "agreements.csv",
        (
            "agency",
            "title",
            "purposes",
            "regime",
            "controller_role",
            "impact_assessment",
            "starts",
            "ends",
        ),
        lambda row: _agreement(agency[row["agency"]], row),
    )
    people = _each(
        folder,
        "people.csv",
        ("username", "name", "email", "agency", "vetting", "vetting_until", "active", "ends"),
        lambda row: _person(agency[row["agency"]], row),
    )
    Person.objects.bulk_create(people)
    posts = _each(
        folder,
        "posts.csv",
        ("code", "title", "agency", "roles", "areas", "force_wide"),
        lambda row: _post(agency[row["agency"]], row),
    )
    person = {row.username: row for row in people}
    post = {row.code: row for row in posts}
    holdings = _each(
        folder,
        "holdings.csv",
        ("username", "post", "from", "to"),
        lambda row: Holding(
            person=person[row["username"]],
            post=post[row["post"]],
            starts_at=_start(row["from"]),
            ends_at=_moment(row["to"]),
        ),
    )
    Holding.objects.bulk_create(holdings)
    forums = _each(
        folder,
        "forums.csv",
        ("code", "name", "body"),
        lambda row: Forum(code=row["code"], name=row["name"], body_id=row["body"] or None),
    )
    Forum.objects.bulk_create(forums)
    ForumMember.objects.bulk_create(
        _each(
            folder,
            "forum_members.csv",
            ("forum", "username", "until"),
            lambda row: ForumMember(
                forum_id=row["forum"], person=person[row["username"]], until=_moment(row["until"])
            ),
        )
    )
    if (folder / "tag_authorities.csv").exists():
        TagAuthority.objects.bulk_create(
            _each(
                folder,
                "tag_authorities.csv",
                ("username", "tag", "until"),
                lambda row: TagAuthority(
                    person=person[row["username"]], tag=row["tag"], until=_moment(row["until"])
                ),
            )
        )
    return {
        "agencies": len(agencies),
        "agreements": len(agreements),
        "people": len(people),
        "posts": len(posts),
        "forums": len(forums),
    }


def _agreement(agency: Agency, row: Row) -> Agreement:
    ends = _moment(row["ends"])
    agreement = Agreement.objects.create(
        agency=agency,
        title=row["title"],
        controller_role=row["controller_role"],
        impact_assessment=row["impact_assessment"],
        impact_assessment_ends_at=_moment(row.get("impact_assessment_ends", "")),
        starts_at=_start(row["starts"]),
        ends_at=ends,
    )
    AgreementPurpose.objects.bulk_create(
        AgreementPurpose(agreement=agreement, purpose=purpose, regime=row["regime"], ends_at=ends)
        for purpose in row["purposes"].split("|")
    )
    return agreement


def _person(agency: Agency, row: Row) -> Person:
    person = Person(
        username=row["username"],
        name=row["name"],
        email=row["email"],
        agency=agency,
        vetting=int(row["vetting"] or 0),
        vetting_until=_moment(row["vetting_until"]) if row["vetting"] not in ("", "0") else None,
        is_active=row["active"] in ("1", "yes", "true", "True"),
        ends_at=_moment(row["ends"]),
        persona=row.get("persona") or None,
        is_service=row.get("is_service", "") in ("1", "yes", "true", "True"),
    )
    if row.get("purpose"):
        person.usual_purpose = row["purpose"]
    person.set_unusable_password()
    return person


def _post(agency: Agency, row: Row) -> Post:
    post = Post.objects.create(
        code=row["code"],
        title=row["title"],
        agency=agency,
        force_wide=row["force_wide"] in ("1", "yes", "true", "True"),
    )
    PostRole.objects.bulk_create(
        PostRole(post=post, role=role) for role in row["roles"].split("|") if role
    )
    PostArea.objects.bulk_create(
        PostArea(post=post, area_id=area) for area in row["areas"].split("|") if area
    )
    return post
