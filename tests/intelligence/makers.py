"""A small county with an intelligence unit, made through the site's own tables and acts."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from django.contrib.auth.hashers import make_password

from frankpledge.access.api import (
    Actor,
    Agency,
    Area,
    Holding,
    Person,
    Post,
    PostArea,
    PostRole,
    Purpose,
    Role,
    actor_for,
)
from frankpledge.access.people import Agreement, AgreementPurpose
from frankpledge.access.places import AreaPart
from frankpledge.intelligence import units
from frankpledge.intelligence.desk import grading, triage
from frankpledge.intelligence.desk.grading import Given
from frankpledge.intelligence.giving import cards, submission
from frankpledge.intelligence.giving.submission import Proof
from frankpledge.intelligence.giving.told import Told
from frankpledge.intelligence.sharing import approval, dissemination, sanitisation
from frankpledge.intelligence.sharing.sanitisation import CHECKLIST

EARLIER, LATER = timedelta(days=365), timedelta(days=365)
ALL_CONFIRMED = frozenset(code for code, _ in CHECKLIST)
SAFE_TEXT = "For some weeks several unfamiliar men have controlled who enters a home in the block."


@dataclass
class County:
    """A force area with two districts, a unit, a landlord and a few partners."""

    now: datetime
    people: dict[str, UUID] = field(default_factory=dict)
    agencies: dict[str, UUID] = field(default_factory=dict)
    service: UUID | None = None
    card: str = ""
    tokens: int = 0

    def actor(self, name: str, *, at: datetime | None = None) -> Actor:
        return actor_for(self.people[name], at=at or self.now)

    def agency(self, code: str) -> UUID:
        return self.agencies[code]

    def token(self) -> str:
        self.tokens += 1
        return f"a token of a form, number {self.tokens}"


def make_county(now: datetime, *, partners: int = 0) -> County:
    """The county; *partners* more agencies work in the first district than the four it has."""
    county = County(now=now)
    for code, kind, name in (
        ("F1", "force", "Fallow"),
        ("D1", "district", "Wantsum"),
        ("D2", "district", "Stoursea"),
    ):
        Area.objects.create(code=code, kind=kind, name=name)
    for part in ("D1", "D2"):
        AreaPart.objects.create(whole_id="F1", part_id=part)
    make_agency(county, "fallow-intelligence", "Fallow Intelligence Unit", kind="police")
    make_person(county, "imogen", "fallow-intelligence", Role.INTELLIGENCE_OFFICER, vetting=3)
    make_person(county, "ivo", "fallow-intelligence", Role.INTELLIGENCE_OFFICER, vetting=3)
    make_person(county, "martin", "fallow-intelligence", Role.INTELLIGENCE_SUPERVISOR, vetting=4)
    make_person(county, "maud", "fallow-intelligence", Role.INTELLIGENCE_SUPERVISOR, vetting=4)
    make_agency(county, "saltmarsh-homes", "Saltmarsh Homes", kind="housing")
    make_person(county, "nia", "saltmarsh-homes", Role.PRACTITIONER, areas=["D1"])
    make_person(county, "noel", "saltmarsh-homes", Role.PRACTITIONER, areas=["D2"])
    make_person(county, "dev", "saltmarsh-homes", Role.CONTRIBUTOR, areas=["D1"])
    make_agency(county, "wantsum-council", "Wantsum Borough Council", kind="district_council")
    make_person(county, "asha", "wantsum-council", Role.CSM, areas=["D1"])
    make_person(county, "bea", "wantsum-council", Role.COUNCIL_LAWYER, areas=["D1"])
    make_person(county, "nobody", "wantsum-council", Role.NO_GRANTS, areas=["D1"])
    make_agency(county, "fallow-fire", "Fallow Fire and Rescue", kind="fire")
    make_person(county, "sam", "fallow-fire", Role.PRACTITIONER, areas=["D1"])
    make_agency(county, "fallow-probation", "Fallow Probation", kind="probation")
    make_person(county, "petra", "fallow-probation", Role.ADMINISTRATOR, areas=["D1"])
    for number in range(partners):
        code = f"partner-{number}"
        make_agency(county, code, f"Outreach {'ABCDEFGH'[number]}", kind="charity")
        make_person(county, code, code, Role.PRACTITIONER, areas=["D1"])
    at = now - timedelta(days=30)
    county.service = units.set_up_unit(
        agency_id=county.agency("fallow-intelligence"), area="F1", at=at
    )
    county.card = cards.make_card(
        agency_id=county.agency("saltmarsh-homes"), by=county.actor("imogen", at=at), at=at
    )
    return county


def make_agency(county: County, code: str, name: str, *, kind: str) -> None:
    agency = Agency.objects.create(code=code, name=name, short_name=name, kind=kind)
    agreement = Agreement.objects.create(
        agency=agency,
        title="County agreement",
        controller_role="controller",
        impact_assessment="DPIA 1",
        impact_assessment_ends_at=county.now + LATER,
        starts_at=county.now - EARLIER,
        ends_at=county.now + LATER,
    )
    for purpose in (Purpose.PARTNERSHIP_WORKING, Purpose.LAW_ENFORCEMENT):
        AgreementPurpose.objects.create(
            agreement=agreement, purpose=purpose, regime="uk_gdpr", ends_at=county.now + LATER
        )
    county.agencies[code] = agency.id


def make_person(
    county: County,
    name: str,
    agency: str,
    *roles: Role,
    areas: list[str] | None = None,
    vetting: int = 0,
) -> None:
    person = Person.objects.create(
        username=name,
        password=make_password(None),
        name=f"{name.title()} Person",
        agency_id=county.agency(agency),
        ends_at=county.now + LATER,
        vetting=vetting,
        vetting_until=county.now + LATER,
    )
    post = Post.objects.create(
        code=f"post-{name}",
        title=f"Post of {name}",
        agency_id=county.agency(agency),
        force_wide=areas is None,
    )
    for role in roles:
        PostRole.objects.create(post=post, role=role)
    for area in areas or ():
        PostArea.objects.create(post=post, area_id=area)
    Holding.objects.create(
        person=person, post=post, starts_at=county.now - EARLIER, ends_at=county.now + LATER
    )
    county.people[name] = person.id


def told(**changed: object) -> Told:
    """What Dev saw, or a little otherwise."""
    facts = {
        "text": "Strangers answer the door and the tenant has not been seen for weeks.",
        "place": "6 Tern Court",
        "district": "D1",
        "seen": "this_week",
        "how_known": "saw",
        "risk": "adult",
        "may_contact": True,
        "contact": "07700 900123",
    } | changed
    return Told(**facts)  # type: ignore[arg-type]


def tell(
    county: County, by: str = "nia", *, at: datetime | None = None, **changed: object
) -> Proof:
    """Somebody with an account tells what they saw."""
    at = at or county.now
    return submission.submit(
        told=told(**changed), token=county.token(), by=county.actor(by, at=at), at=at
    )


def tell_by_card(county: County, *, at: datetime | None = None, **changed: object) -> Proof:
    """Somebody with the landlord's card tells what they saw."""
    at = at or county.now
    scanned = cards.scanned(county.card, at=at)
    assert scanned is not None
    return submission.submit(
        told=told(**changed), token=county.token(), by=scanned.actor, at=at, card=scanned.code
    )


def newest(county: County) -> UUID:
    """The submission that came last and that nobody has decided on."""
    return triage.undecided(county.actor("imogen")).values_list("pk", flat=True).last()


def evaluate(county: County, *, by: str = "imogen", grade: Given | None = None, **more) -> UUID:
    """Somebody tells, and an officer grades it."""
    tell(county)
    return grading.evaluate(
        submission_id=newest(county),
        text="Unknown men control a flat at Tern Court.",
        grade=grade or Given(source=2, intelligence="A"),
        by=county.actor(by),
        at=county.now,
        **more,
    )


def sanitise(county: County, *, by: str = "imogen", grade: Given | None = None, **more) -> UUID:
    """Somebody tells, and officers grade and sanitise it."""
    return sanitisation.sanitise(
        report_id=evaluate(county, grade=grade, **more),
        text=SAFE_TEXT,
        place="Tern Court",
        confirmed=ALL_CONFIRMED,
        by=county.actor(by),
        at=county.now,
    )


def release(county: County, **more) -> UUID:
    """Somebody tells; it is graded, sanitised and, where it has to be, approved."""
    product = sanitise(county, **more)
    shown = dissemination.open_product(product_id=product, by=county.actor("imogen"), at=county.now)
    if shown.is_draft:
        approval.approve(product_id=product, by=county.actor("martin"), at=county.now)
    return product


def share(county: County, product: UUID, *codes: str, **more) -> list[UUID]:
    """An officer shares a released product with agencies."""
    return dissemination.share(
        product_id=product,
        agencies=[county.agency(code) for code in codes],
        by=county.actor("imogen"),
        at=county.now,
        **more,
    )


def overt_use(county: County, *codes: str, sanitisation: str = "S1") -> Given:
    """Code C, for overt use by the agencies named."""
    return Given(
        source=2,
        intelligence="A",
        code="C",
        action="A3",
        sanitisation=sanitisation,
        recipients=tuple(county.agency(code) for code in codes),
    )
