"""From the published files to a reader: built, consulted on, answered, cleared, released, read.

Through the site's own pages, as each person; one district of Kent always, all thirteen areas in the
thorough runs.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

import docx
import pypdf
import pytest
from django.test import Client
from django.urls import reverse

from frankpledge.access.api import Agency, Person, Role
from frankpledge.analysis.api import open_store
from frankpledge.profiles import context
from frankpledge.profiles.models import Profile, Stage
from tests.makers import as_actor, make_agency, make_area, make_person

pytestmark = [pytest.mark.django_db, pytest.mark.open_data]
KENT, THANET = "E23000032", "E07000114"
MONTHS = {
    "first": "2025-01",
    "last": "2025-12",
    "compare_first": "2022-01",
    "compare_last": "2022-12",
}
PASSAGE = "Adults who live alone and are known to few services."


@dataclass(frozen=True)
class Readers:
    """Who builds, clears and reads: a force, and the council of one district."""

    analyst: Person
    supervisor: Person
    council: Agency
    manager: Person
    late: Person


@pytest.fixture
def force(kent_home: Path, settings: Any) -> Agency:
    """The force, with the figures of the published files in the site's own data directory."""
    settings.FRANKPLEDGE_HOME = kent_home
    return make_agency("police")


def readers(force: Agency, code: str) -> Readers:
    make_area(code, name=code)
    council = make_agency(f"council-{code}")
    return Readers(
        analyst=make_person(force, Role.ANALYST, force_wide=True),
        supervisor=make_person(force, Role.INTELLIGENCE_SUPERVISOR, force_wide=True),
        council=council,
        manager=make_person(council, Role.CSM, districts=[code]),
        late=make_person(make_agency(f"other-{code}"), Role.CSM, districts=[code]),
    )


def as_(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def sent(client: Client, address: str, key: list[object], /, **fields: object) -> str:
    """Sends a form and says where it leads; a form that is refused fails here with its page."""
    answer = client.post(reverse(f"profiles:{address}", args=key), fields)
    assert answer.status_code == 302, answer.content.decode()
    return answer.headers["Location"]


def from_files_to_reader(code: str, force: Agency) -> str:
    """Takes one area all the way and gives the digest of its figures."""
    who = readers(force, code)
    analyst, supervisor, manager = as_(who.analyst), as_(who.supervisor), as_(who.manager)
    home = sent(analyst, "draft", [], area=code, **MONTHS)
    profile = Profile.open_to(as_actor(who.analyst)).get(area_code=code)
    draft: list[object] = [profile.pk]
    assert home == reverse("profiles:profile", args=draft)

    analyst_page = analyst.get(home).content.decode()
    assert "open data" in analyst_page.lower()
    assert "synthetic" not in analyst_page.lower()
    sent(analyst, "write", [*draft, "P08"], text=PASSAGE, reach="partner", version="0")
    sent(
        analyst,
        "add-threat",
        draft,
        name="Home takeover",
        harm="high",
        likelihood="unknown",
        trend="rising",
        confidence="low",
        reach="partner",
        version="0",
    )
    sent(analyst, "share", draft, agencies=[str(who.council.id)], sections=["P08"])

    sent(manager, "comment", draft, says="comment", block="P08", text="Two in one street.")
    version = reverse("profiles:version", args=[*draft, "partner"])
    assert "Unanswered" in analyst.get(version).content.decode()
    (comment,) = _comments(profile.pk, who.analyst)
    sent(analyst, "answer-comment", [comment], outcome="kept", answer="The section says so.")

    looked = supervisor.get(version)
    sent(supervisor, "clear-version", [*draft, "partner"], digest=looked.context["facts"].digest)
    assert "Nothing stands in the way" in analyst.get(version).content.decode()
    released = sent(
        analyst,
        "release-version",
        [*draft, "partner"],
        agencies=[str(who.council.id)],
        basis="cda115",
    )

    read = manager.get(released)
    told = read.content.decode()
    assert read.status_code == 200
    assert PASSAGE in told
    assert "Answer: The section says so." in told
    assert "Recorded crime" in told
    assert as_(who.late).get(released).status_code == 404
    title = _read_as_files(manager, released, read.context["line"].area_name)
    assert read.context["line"].area_name in title
    key: list[object] = [read.context["line"].uid]
    sent(manager, "acknowledge-release", key)
    assert "Acknowledged" in analyst.get(released).content.decode()
    profile.refresh_from_db()
    assert profile.stage == Stage.RELEASED_INTERNALLY
    return profile.figures_digest


def _comments(profile: UUID, person: Person) -> tuple[UUID, ...]:
    from frankpledge.profiles.consultation import unanswered

    return unanswered(profile, as_actor(person))


def _read_as_files(client: Client, released: str, area: str) -> str:
    """Reads the Word file and the PDF as a reader's own programs would; gives the PDF's title."""
    word = docx.Document(io.BytesIO(client.get(f"{released}as/profile.docx").content))
    headings = [
        each.text for each in word.paragraphs if each.style and "Heading" in each.style.name
    ]
    assert {"Vulnerability", "Threats", "Recorded crime as context"} <= set(headings)
    assert word.tables
    pdf = pypdf.PdfReader(io.BytesIO(client.get(f"{released}as/profile.pdf").content))
    text = " ".join(page.extract_text() for page in pdf.pages)
    assert "OFFICIAL-SENSITIVE" in text
    assert area in text
    return str(pdf.metadata.title if pdf.metadata else "")


def test_a_district_of_kent_is_built_consulted_on_released_and_read(
    force: Agency, kent_home: Path
) -> None:
    digest = from_files_to_reader(THANET, force)
    again = context.build(open_store(kent_home), area=THANET, **MONTHS)
    assert again.figures_digest == digest, "a second build gives the same figures"


@pytest.mark.thorough
def test_all_thirteen_areas_of_kent_are_built_consulted_on_released_and_read(
    force: Agency, kent_home: Path
) -> None:
    store = open_store(kent_home)
    codes = [each.code for each in store.districts_of(store.area(KENT))]
    assert len(codes) == 13
    digests = {code: from_files_to_reader(code, force) for code in codes}
    assert len(set(digests.values())) == 13
