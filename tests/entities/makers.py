"""Two intelligence units, a landlord, and reports that mention people, by the site's own acts."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from frankpledge.access.api import Actor, Kind, Person, Ref, Role, protect
from frankpledge.entities import api as entities
from frankpledge.entities.api import Mentioned, Sort, What
from frankpledge.entities.models import Mention
from tests.makers import NOW, as_actor, make_agency, make_person

COLIN = (
    (What.NAME, "Colin Mallory"),
    (What.BORN, "12 March 1968"),
)
PHONE = "07700 900123"


@dataclass
class Partnership:
    """Who is there, by name, and when it is."""

    now: datetime = NOW
    people: dict[str, Person] = field(default_factory=dict)
    agencies: dict[str, UUID] = field(default_factory=dict)

    def actor(self, name: str, *, at: datetime | None = None) -> Actor:
        return as_actor(self.people[name], at=at or self.now)

    def service(self, agency: str = "unit", *, at: datetime | None = None) -> Actor:
        return entities.matching_service(self.agencies[agency], at=at or self.now)


def make_partnership() -> Partnership:
    """Imogen and Ivo read for one unit, Olive for another; Ruth keeps the restricted register."""
    made = Partnership()
    for code, kind in (
        ("unit", "police"),
        ("other-unit", "police"),
        ("register", "police"),
        ("homes", "housing"),
    ):
        agency = make_agency(code, kind=kind)
        made.agencies[code] = agency.id
        for name, role in {
            "unit": (
                ("imogen", Role.INTELLIGENCE_OFFICER),
                ("ivo", Role.INTELLIGENCE_OFFICER),
                ("martin", Role.INTELLIGENCE_SUPERVISOR),
            ),
            "other-unit": (("olive", Role.INTELLIGENCE_OFFICER),),
            "register": (("ruth", Role.OCG_COORDINATOR), ("rhys", Role.OCG_COORDINATOR)),
            "homes": (("dev", Role.CONTRIBUTOR), ("nia", Role.PRACTITIONER)),
        }[code]:
            made.people[name] = make_person(agency, role, force_wide=True, name=name.title())
    return made


def make_source(
    made: Partnership, *, agency: str = "unit", by: Actor | None = None, restricted_to: str = ""
) -> Ref:
    """A report that mentions may hang below: open to its unit, or restricted to one person."""
    maker = by or made.service(agency)
    kind = Kind.GROUP
    if restricted_to:
        owner = made.actor(restricted_to)
        protection = protect(
            kind,
            owner=owner.agency_id,
            by=owner,
            at=made.now,
            named=[owner.person_id],
            restricted=True,
        )
        return Ref(kind=kind, uid=protection.uid)
    protection = protect(Kind.REPORT, owner=maker.agency_id, by=maker, at=made.now)
    return Ref(kind=Kind.REPORT, uid=protection.uid)


def person(*identifiers: tuple[What, str], typed: str = "") -> Mentioned:
    """A person as somebody put it."""
    named = [words for what, words in identifiers if what == What.NAME]
    return Mentioned(
        sort=Sort.PERSON,
        typed=typed or (named[0] if named else "somebody"),
        identifiers=identifiers,
    )


def thing(sort: Sort, what: What, typed: str) -> Mentioned:
    """A vehicle, phone, place, account or business with one identifier."""
    return Mentioned(sort=sort, typed=typed, identifiers=((what, typed),))


def take_in(
    made: Partnership,
    *mentions: Mentioned,
    by: Actor | None = None,
    source: Ref | None = None,
    at: datetime | None = None,
) -> list[UUID]:
    """A source comes in with these mentions; their identities."""
    taker = by or made.service(at=at)
    refs = entities.take_in(
        mentions,
        source=source or make_source(made, by=taker),
        by=taker,
        at=at or made.now,
    )
    return [ref.uid for ref in refs]


def keep_restricted(made: Partnership, *mentions: Mentioned, owner: str = "ruth") -> list[UUID]:
    """The register keeps something that only its owner may know of."""
    return take_in(
        made,
        *mentions,
        by=made.actor(owner),
        source=make_source(made, restricted_to=owner),
    )


def every_mention() -> int:
    """How many mentions there are, whoever may see them."""
    return Mention._rows.count()
