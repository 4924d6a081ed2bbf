"""A use of a power taken to any stage, by the acts that the site offers."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from frankpledge.access.api import Actor, Person, Purpose, Role
from frankpledge.asking import api as asking
from frankpledge.intelligence import api as intelligence
from frankpledge.powers import api as powers
from frankpledge.powers.models import Consultee, Evidence, Limb, PowerUse
from frankpledge.problems import api as problems
from frankpledge.referrals import api as referrals
from tests.makers import NOW, as_actor, make_agency, make_person
from tests.powers.conftest import HERE, County

CLOSURE = "PW001"
CHECKED = tuple(code for code, _ in asking.checklist())


@dataclass(kw_only=True)
class Case:
    """The county with a problem in it, and short ways of taking a use of a power on."""

    county: County
    now: datetime = NOW
    people: dict[str, Person] = field(default_factory=dict)
    problem: UUID = field(default_factory=lambda: UUID(int=0))

    def actor(self, name: str, at: datetime | None = None) -> Actor:
        return as_actor(self.people[name], at=at or self.now)

    def did(self, name: str = "csm") -> dict[str, object]:
        """Who and when, for an act of now."""
        return {"by": self.actor(name), "at": self.now}

    def start(self, by: str = "csm", **changed: object) -> UUID:
        facts: dict[str, object] = {
            "problem_id": self.problem,
            "code": CLOSURE,
            "measure": "A partial closure, to everybody but the tenant",
            "aim": "To let the tenant live at home without those who took it over",
        } | changed
        return powers.start_use(**facts, **self.did(by))  # type: ignore[arg-type]

    def ring(self, use: UUID, answer: str = "go", by: str = "csm") -> None:
        powers.answer_gate(
            use_id=use,
            spoke_to="Joan Lisle, duty manager",
            rung_at=self.now,
            answer=answer,
            words="Go with somebody whom the tenant knows",
            **self.did(by),  # type: ignore[arg-type]
        )

    def check(self, use: UUID, by: str = "csm") -> None:
        """Hold everything, and say of every part of the test that it is shown."""
        for each in Evidence.objects.filter(use=use).order_by("number"):
            powers.note_evidence(
                use_id=use, number=each.number, held=True, where="File C/12", **self.did(by)
            )
        for limb in Limb.objects.filter(use=use).order_by("number"):
            powers.tick_limb(
                use_id=use,
                number=limb.number,
                shown=True,
                why="Seen on three visits",
                rests_on=[1],
                **self.did(by),
            )
        powers.finish_check(use_id=use, equality_note="The least that helps", **self.did(by))

    def consult(self, use: UUID, by: str = "csm") -> None:
        for each in Consultee.objects.filter(use=use).order_by("number"):
            powers.ask_consultee(
                use_id=use, number=each.number, whom="Duty manager, adult care", **self.did(by)
            )
            powers.note_consultee(use_id=use, number=each.number, answer="agrees", **self.did(by))
        powers.finish_consultation(use_id=use, **self.did(by))

    def ask_first(self, use: UUID, by: str = "csm", verdict: str = "proceed") -> UUID:
        """Ask before acting, be answered at the next release, and name the answer."""
        today = self.now.date()
        asked = asking.ask_before(
            place="6 Tern Court",
            area=HERE,
            planned="Serve a notice",
            goers="Two officers",
            first_day=today + timedelta(days=1),
            last_day=today + timedelta(days=2),
            problem_id=self.problem,
            **self.did(by),  # type: ignore[arg-type]
        )
        asking.answer_before(
            request_id=asked, verdict=verdict, safety="pairs", checked=CHECKED, **self.did("desk")
        )
        self.now += timedelta(days=1)
        powers.note_asked(use_id=use, request_id=str(asked), **self.did(by))
        return asked

    def authorise(self, use: UUID, by: str = "tom") -> None:
        powers.authorise_use(use_id=use, words="It is the least that helps", **self.did(by))

    def serve(self, use: UUID, **changed: object) -> None:
        facts: dict[str, object] = {
            "since": self.now,
            "lasts_until": (self.now + timedelta(days=2)).date(),
            "words": "Notice C/12, posted on the door; photographed",
        } | changed
        powers.bring_in_force(use_id=use, **facts, **self.did())  # type: ignore[arg-type]

    def to(self, stage: powers.Stage, **changed: object) -> UUID:
        """A use that stands at a stage on the way from an idea to its end."""
        use = self.start(**changed)
        steps = {
            powers.Stage.CHECKING: self.ring,
            powers.Stage.CONSULTING: self.check,
            powers.Stage.ASKING: self.consult,
            powers.Stage.DECIDING: self.ask_first,
            powers.Stage.AUTHORISED: self.authorise,
            powers.Stage.IN_FORCE: self.serve,
            powers.Stage.ENDED: self.end,
        }
        for reached, step in steps.items():
            if self.stage(use) == stage:
                break
            step(use)
            assert self.stage(use) == reached
        return use

    def end(self, use: UUID) -> None:
        powers.end_use(
            use_id=use,
            how="achieved",
            words="The tenant is home, and the callers have gone",
            displacement_note="Not known",
            **self.did(),  # type: ignore[arg-type]
        )

    def stage(self, use: UUID) -> powers.Stage:
        return powers.Stage(self.row(use).stage)

    def row(self, use: UUID) -> PowerUse:
        return PowerUse.visible_to(self.actor("csm")).get(pk=use)


def make_case(county: County) -> Case:
    """A problem at Tern Court, whom to ring, a unit that answers, and Tom, who is delegated."""
    unit = make_agency("unit", kind="police")
    desk = make_person(
        unit,
        Role.INTELLIGENCE_OFFICER,
        force_wide=True,
        vetting=4,
        purpose=Purpose.LAW_ENFORCEMENT,
        name="Imogen Tarrant",
    )
    intelligence.set_up_unit(agency_id=unit.id, area="C1", at=NOW - timedelta(days=9))
    care = make_person(
        make_agency("care", kind="adult_care"),
        Role.SAFEGUARDING_LEAD,
        districts=[HERE],
        purpose=Purpose.SAFEGUARDING,
        name="Joan Lisle",
    )
    boss = make_person(county.council, Role.PRACTITIONER, districts=[HERE], name="Ada Boss")
    case = Case(
        county=county,
        people={
            "csm": county.csm,
            "tom": county.tom,
            "lawyer": county.lawyer,
            "teller": county.teller,
            "desk": desk,
            "care": care,
            "boss": boss,
        },
    )
    referrals.set_duty(
        area=HERE,
        name="Joan Lisle",
        post="Adult care duty manager",
        telephone="01632 960301",
        hours="Monday to Friday, 8.30am to 5pm",
        out_of_hours="01632 960302",
        by=as_actor(care),
        at=NOW,
    )
    case.problem = problems.open_problem(
        title="Tern Court",
        place="6 Tern Court",
        place_kind="address",
        area=HERE,
        by=as_actor(county.csm),
        at=NOW,
    )
    lawyer = as_actor(county.lawyer)
    for code in (CLOSURE, "PW002", "PW005"):
        powers.review(code=code, verdict="right", by=lawyer, at=NOW)
        powers.delegate(
            code=code,
            post=str(post_of(county.tom)),
            telephone="01632 960141",
            ends_on=date(2027, 3, 31),
            by=lawyer,
            at=NOW,
        )
    return case


def post_of(person: Person) -> UUID:
    from frankpledge.access.models import Holding

    return Holding.objects.get(person=person).post_id
