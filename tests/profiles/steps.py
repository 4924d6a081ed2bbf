"""The steps of a profile's life, each in one call: written, asked about, answered, let go."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from frankpledge.access.api import Person
from frankpledge.profiles import (
    collecting,
    consultation,
    drafting,
    leading,
    reading,
    releasing,
    writing,
)
from frankpledge.profiles.blocks import Block, Content, DraftFinding, Months
from frankpledge.profiles.catalogue import Reach
from frankpledge.profiles.models import Profile
from tests.makers import NOW, as_actor
from tests.profiles.conftest import DISTRICT, NEXT_DISTRICT, Partnership

DUE = date(2026, 5, 1)
AREAS = {DISTRICT: "Wantsum", NEXT_DISTRICT: "Brindlemere"}
THREAT = {
    "harm": "high",
    "likelihood": "likely",
    "trend": "rising",
    "confidence": "moderate",
}


def content(area: str = DISTRICT, level: str = "district") -> Content:
    return Content(
        area_code=area,
        area_name="Wantsum" if area == DISTRICT else "Fallowshire",
        area_level=level,
        period=Months(first="2025-04", last="2025-09", words="April to September 2025", missing=()),
        compared=None,
        origin="synthetic",
        attribution="Made up.",
        inputs=(),
        figures=(),
        blocks=(Block(id="counts", title="What was recorded", lead=("Little.",)),),
        findings=(DraftFinding(text="Recorded crime fell.", figures=()),),
    )


def make_draft(analyst: Person, area: str = DISTRICT) -> UUID:
    return drafting.draft_profile(
        area=area, first="2025-04", last="2025-09", by=as_actor(analyst), at=NOW
    )


def threaten(draft: UUID, analyst: Person, name: str = "Home takeover", **changed: object) -> None:
    told: dict[str, object] = {"profile_id": draft, "name": name, **THREAT, **changed}
    writing.write_threat(by=as_actor(analyst), at=NOW, **told)  # type: ignore[arg-type]


def write(draft: UUID, analyst: Person, text: str, version: int, code: str = "P08") -> None:
    writing.write_passage(
        profile_id=draft,
        code=code,
        text=text,
        reach="partner",
        version=version,
        by=as_actor(analyst),
        at=NOW,
    )


def ask(draft: UUID, partnership: Partnership, *codes: str) -> str:
    collecting.request_returns(
        profile_id=draft,
        agency=partnership.council.id,
        templates=codes or ("FIRE",),
        due_on=DUE,
        by=as_actor(partnership.analyst),
        at=NOW,
    )
    facts = page(draft, partnership.manager)
    return next(each.template for part in facts.lead for each in part.requests)


def page(draft: UUID, person: Person) -> reading.ProfileFacts:
    return reading.page(profile_id=draft, by=as_actor(person), at=NOW)


def return_of(*lines: str) -> bytes:
    header = "area,period,indicator,numerator,denominator,source,value_status"
    return "\n".join([header, *lines]).encode()


def consult(draft: UUID, partnership: Partnership) -> None:
    consultation.share_profile(
        profile_id=draft,
        agencies=[partnership.council.id],
        by=as_actor(partnership.analyst),
        at=NOW,
    )


def words_of(draft: UUID, person: Person, version: Reach) -> str:
    row = Profile.open_to(as_actor(person)).select_related("protection").get(pk=draft)
    held = leading.held_of(row, by=as_actor(person), at=NOW)
    return str(leading.led(held, version=version).parts)


def say(draft: UUID, person: Person, text: str = "Two exits were blocked.", **said: str) -> UUID:
    return consultation.comment_on_profile(
        profile_id=draft, text=text, by=as_actor(person), at=NOW, **said
    )


def answer(comment: UUID, analyst: Person, words: str = "Added to the table.") -> None:
    consultation.answer_comment(
        comment_id=comment, outcome="changed", answer=words, by=as_actor(analyst), at=NOW
    )


def way(draft: UUID, person: Person, audience: str = "partner") -> tuple[str, ...]:
    return releasing.version(
        profile_id=draft, audience=audience, by=as_actor(person), at=NOW
    ).in_the_way


def clear(draft: UUID, person: Person, audience: str = "partner") -> None:
    facts = releasing.version(profile_id=draft, audience=audience, by=as_actor(person), at=NOW)
    releasing.clear_version(
        profile_id=draft, audience=audience, digest=facts.digest, by=as_actor(person), at=NOW
    )


def release(draft: UUID, analyst: Person, audience: str = "partner") -> UUID:
    return releasing.release_version(
        profile_id=draft, audience=audience, by=as_actor(analyst), at=NOW
    )
