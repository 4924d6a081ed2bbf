"""The briefing pack: a page a district as files, of what is on the pages and nothing else."""

from __future__ import annotations

import io
import zipfile

import docx
import pypdf
import pytest

from frankpledge.access.api import AuditEvent, NotFound, NotPermitted
from frankpledge.groups import api as groups
from frankpledge.groups.briefing_papers import chart, make_briefing
from frankpledge.groups.counts import Count
from frankpledge.groups.policies import Act
from frankpledge.papers.api import INVENTED
from tests.groups.makers import DISTRICT, ELSEWHERE, FORCE, active
from tests.groups.test_owned import record_one
from tests.makers import NOW

pytestmark = pytest.mark.django_db

SHEET = (
    "District,Type,Threat,Tier,Groups\n"
    "Wantsum,Organised crime group,DRG,T2,27\n"
    "Brindlemere,Street gang,USG,T4,2\n"
)


def opened(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def words_of(files: dict[str, bytes]) -> str:
    paper = docx.Document(io.BytesIO(files["briefing.docx"]))
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(part.text for part in paper.paragraphs), *cells])


@pytest.fixture
def counted(cast, settings):
    # Small counts are rounded by a draw that depends on it: with this one, two groups to none.
    settings.SECRET_KEY = "kept the same for these tests"
    groups.import_counts(
        content=SHEET.encode(),
        area=FORCE,
        as_at=NOW.date(),
        source="The regional unit",
        by=cast.actor("coordinator"),
        at=NOW,
    )
    return cast


def test_each_district_has_a_page_in_word_and_pdf_and_a_chart(counted):
    record_one(counted)
    files = opened(make_briefing(by=counted.actor("analyst"), at=NOW))

    said = words_of(files)
    for district in ("Wantsum", "Brindlemere"):
        assert district in said
    assert len(pypdf.PdfReader(io.BytesIO(files["briefing.pdf"])).pages) == 2
    assert AuditEvent.objects.filter(act=Act.MAKE_BRIEFING).count() == 1
    assert AuditEvent.objects.filter(act=Act.READ_BRIEFING).count() == 2
    # Whether 2 is shown as fewer than 5 or as 1 to 9 rests on the site's own secret.
    drawn = [
        code
        for code in (DISTRICT, ELSEWHERE)
        if groups.briefing(code=code, by=counted.actor("analyst"), at=NOW).threats
    ]
    assert DISTRICT in drawn
    assert set(files) == {
        "briefing.docx",
        "briefing.pdf",
        *(f"charts/{code}.svg" for code in drawn),
    }


@pytest.mark.parametrize("shows", [True, False])
def test_in_a_demonstration_every_page_says_that_it_is_invented(counted, settings, shows):
    settings.FRANKPLEDGE_DEMO = shows
    files = opened(make_briefing(by=counted.actor("analyst"), at=NOW))

    pages = pypdf.PdfReader(io.BytesIO(files["briefing.pdf"])).pages
    assert [INVENTED in page.extract_text() for page in pages] == [shows, shows]
    head = docx.Document(io.BytesIO(files["briefing.docx"])).sections[0].header
    assert (INVENTED in head.paragraphs[0].text) is shows


def test_what_is_taken_away_says_no_more_than_the_page(counted):
    codename = groups.among([uid := active(counted)], counted.actor("coordinator"), NOW)[
        uid
    ].codename
    page = groups.briefing(code=DISTRICT, by=counted.actor("csm"), at=NOW)
    files = opened(make_briefing(code=DISTRICT, by=counted.actor("csm"), at=NOW))
    said = words_of(files) + files[f"charts/{DISTRICT}.svg"].decode()

    assert codename not in said
    assert page.in_district in said
    for each in page.threats:
        assert each.words in said
    # 27 lies between what is shown, and is itself shown nowhere.
    assert "27" not in said


def test_it_is_made_for_districts_within_ones_post_alone(counted):
    with pytest.raises(NotFound):
        make_briefing(code=ELSEWHERE, by=counted.actor("csm"), at=NOW)
    with pytest.raises(NotPermitted):
        make_briefing(by=counted.actor("newcomer"), at=NOW)
    alone = opened(make_briefing(by=counted.actor("csm"), at=NOW))
    assert "Brindlemere" not in words_of(alone)


def test_without_counts_it_says_so_and_has_no_chart(cast):
    files = opened(make_briefing(code=DISTRICT, by=cast.actor("csm"), at=NOW))

    assert set(files) == {"briefing.docx", "briefing.pdf"}
    assert "No counts of mapped groups have been given out" in words_of(files)


def test_a_chart_says_in_words_what_it_draws_and_no_name_breaks_it():
    drawn = chart([Count(code="X", name="Arms & <powder>", words="4 to 12")])

    assert "Arms &amp; &lt;powder&gt;" in drawn
    assert "4 to 12" in drawn


def test_the_pages_offer_it_and_give_it(counted, client):
    client.force_login(counted.board)
    assert "Make the briefing pack" in client.get("/groups/briefing/").content.decode()
    answer = client.post("/groups/briefing/take-away/", {"code": DISTRICT})
    assert answer["Content-Type"] == "application/zip"
    assert "briefing.pdf" in opened(answer.content)
    assert client.post("/groups/briefing/take-away/", {"code": "NONE"}).status_code == 404
    client.force_login(counted.newcomer)
    assert client.post("/groups/briefing/take-away/").status_code == 403
