"""What partners own: vulnerabilities, the list of threats, counts and the briefing."""

from __future__ import annotations

import io
from datetime import date, timedelta

import openpyxl
import pytest

from frankpledge.access.api import NotFound, NotPermitted
from frankpledge.groups import api as groups, counts, lists, sheets, vulnerabilities
from frankpledge.groups.models import CountLine, CountSheet
from tests.groups.makers import DISTRICT, FORCE, TODAY, active
from tests.makers import NOW, later

pytestmark = pytest.mark.django_db


def record_one(cast, as_="csm", **given):
    wanted = {
        "title": "Flats above shops",
        "nature": "premises",
        "words": "Rooms let by the week, with nobody checking who lives there",
        "threats": ["CUC", "DRG"],
        "area": DISTRICT,
    } | given
    return groups.open_vulnerability(by=cast.actor(as_), at=NOW, **wanted)


# --- vulnerabilities -------------------------------------------------------------------------


def test_a_safety_manager_records_what_crime_exploits_without_any_register(off):
    uid = record_one(off)
    found = vulnerabilities.page(vulnerability_id=uid, by=off.actor("csm"), at=NOW)

    assert found.line.threats == ("Cuckooing (a home taken over)", "Illegal drugs")
    assert found.line.review_on == NOW.date() + timedelta(days=91)
    assert found.may_review
    assert [x.uid for x in vulnerabilities.listed(by=off.actor("csm"), at=NOW)] == [uid]


def test_who_reads_it(off):
    uid = record_one(off, agencies=[off.actor("practitioner").agency_id])

    assert vulnerabilities.page(vulnerability_id=uid, by=off.actor("practitioner"), at=NOW)
    for name in ("neighbour", "coordinator", "analyst"):
        with pytest.raises(NotFound):
            vulnerabilities.page(vulnerability_id=uid, by=off.actor(name), at=NOW)
    with pytest.raises(NotPermitted):
        record_one(off, as_="practitioner")
    with pytest.raises(NotPermitted):
        vulnerabilities.listed(by=off.actor("newcomer"), at=NOW)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"threats": []}, "from the list"),
        ({"threats": ["NONE"]}, "from the list"),
        ({"area": "E07999102"}, "your post covers"),
        ({"words": " "}, "what is exploited"),
        ({"lead": "nobody"}, "own agency"),
    ],
)
def test_what_makes_no_vulnerability(off, given, words):
    with pytest.raises(Exception, match=words):
        record_one(off, **given)


def test_a_review_chases_and_a_close_says_why(off):
    uid = record_one(off)
    soon = later(days=90)
    assert [x.uid for x in groups.vulnerabilities_due(off.actor("csm", soon), soon.date())] == [uid]
    with pytest.raises(NotPermitted):
        groups.review_vulnerability(
            vulnerability_id=record_one(off, agencies=[off.actor("practitioner").agency_id]),
            found="x",
            by=off.actor("practitioner"),
            at=NOW,
        )
    groups.review_vulnerability(
        vulnerability_id=uid, found="Two let again", by=off.actor("csm", soon), at=soon
    )
    due = groups.vulnerabilities_due(off.actor("csm", soon), soon.date())
    assert uid not in {each.uid for each in due}
    groups.close_vulnerability(
        vulnerability_id=uid, why="mended", found="Licensed now", by=off.actor("csm"), at=soon
    )
    with pytest.raises(NotPermitted, match="closed"):
        groups.review_vulnerability(vulnerability_id=uid, found="x", by=off.actor("csm"), at=soon)
    found = vulnerabilities.page(vulnerability_id=uid, by=off.actor("csm"), at=soon)
    assert [each.title for each in found.timeline] == ["Closed", "Reviewed", "Recorded"]


# --- threats ---------------------------------------------------------------------------------


def test_the_list_of_threats_is_as_it_stood_on_the_day():
    codes = {each.code for each in lists.threats_on(date(2026, 4, 15))}
    before = {each.code for each in lists.threats_on(date(2017, 1, 1))}

    assert {"CSA", "MSHT", "OIC", "DRG", "FIR", "OAC", "CYB", "FRD", "MLN", "BCS"} <= codes
    assert "SV" in codes
    assert "SV" not in before
    assert "USG" in before


def test_a_threat_that_left_the_list_keeps_its_words(monkeypatch):
    real = lists.rows

    def shortened(name):
        return tuple(
            dict(row) | ({"valid_to": "2026-01-01"} if row.get("code") == "LOAN" else {})
            for row in real(name)
        )

    monkeypatch.setattr(lists, "rows", shortened)
    assert "LOAN" in {each.code for each in lists.threats_on(date(2025, 12, 31))}
    assert "LOAN" not in {each.code for each in lists.threats_on(date(2026, 1, 1))}
    assert lists.threat_words(["LOAN"]) == ("Loan sharking",)


# --- counts ----------------------------------------------------------------------------------

HEAD = "District,Type,Threat,Tier,Groups\n"
GOOD = HEAD + (
    "Wantsum,Organised crime group,Illegal drugs,T2,7\n"
    "Wantsum,Street gang,USG,T4,2\n"
    "E07999102,organised_group,FRD,t3,1\n"
)
DISTRICTS = {"Wantsum": DISTRICT, "Brindlemere": "E07999102"}
THREATS = {"Illegal drugs": "DRG", "Street gangs": "USG", "Fraud and other economic crime": "FRD"}


def read(text):
    content = text if isinstance(text, bytes) else text.encode()
    return sheets.read_sheet(content, districts=DISTRICTS, threats=THREATS)


def as_xlsx(text):
    book = openpyxl.Workbook()
    for row in text.strip().split("\n"):
        book.active.append([int(cell) if cell.isdigit() else cell for cell in row.split(",")])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_sheet_says_the_same_as_csv_and_as_a_workbook():
    assert read(GOOD) == read(as_xlsx(GOOD)) == read("\ufeff" + GOOD)
    assert [line.count for line in read(GOOD).lines] == [7, 2, 1]
    assert read(sheets.as_csv(read(GOOD).lines)) == read(GOOD)


@pytest.mark.parametrize(
    ("text", "row", "column"),
    [
        ("", 1, ""),
        ("District,Type\n", 1, "threat, tier, groups"),
        (HEAD, 2, ""),
        (HEAD + "Nowhere,Street gang,USG,T1,1\n", 2, "district"),
        (HEAD + "Wantsum,Club,USG,T1,1\n", 2, "type"),
        (HEAD + "Wantsum,Street gang,Piracy,T1,1\n", 2, "threat"),
        (HEAD + "Wantsum,Street gang,USG,T9,1\n", 2, "tier"),
        (HEAD + "Wantsum,Street gang,USG,T1,\n", 2, "groups"),
        (HEAD + "Wantsum,Street gang,USG,T1,-1\n", 2, "groups"),
        (HEAD + "Wantsum,Street gang,USG,T1,1.5\n", 2, "groups"),
        (HEAD + "Wantsum,Street gang,USG,T1,some\n", 2, "groups"),
        (HEAD + "Wantsum,Street gang,USG,T1,1\nWantsum,street gang,usg,t1,2\n", 3, "district"),
        (b"\x00\x01\x02", 1, ""),
        (b"PK\x03\x04rubbish", 1, ""),
        (b"\xff\xfe\xfd", 1, ""),
    ],
)
def test_a_fault_says_where_it_is_and_nothing_is_taken_in(text, row, column):
    found = read(text)

    assert found.lines == ()
    assert (found.faults[0].row, found.faults[0].column) == (row, column)


def take_in(cast, text=GOOD, as_at=TODAY, as_="analyst"):
    return counts.import_counts(
        content=text.encode(),
        area=FORCE,
        as_at=as_at,
        source="Regional unit’s sheet of April",
        by=cast.actor(as_),
        at=NOW,
    )


def test_a_sheet_is_taken_in_whole_or_not_at_all(off):
    with pytest.raises(counts.NotTakenIn):
        take_in(off, GOOD + "Nowhere,Street gang,USG,T1,1\n")
    assert not CountSheet.objects.exists()
    assert take_in(off) == 3
    assert CountLine.objects.count() == 3
    with pytest.raises(counts.NotTakenIn, match="never given out again"):
        take_in(off)
    with pytest.raises(counts.NotTakenIn, match="to come"):
        take_in(off, as_at=NOW.date() + timedelta(days=1))
    with pytest.raises(NotPermitted):
        take_in(off, as_="csm", as_at=date(2026, 1, 1))


def test_partners_read_numbers_and_nature_made_safe_with_no_register(off):
    take_in(off)
    for name in ("csm", "practitioner", "board", "analyst", "coordinator", "lead", "partner_lead"):
        (found,) = counts.read_counts(by=off.actor(name), at=NOW)
        words = {each.name: each.words for each in found.districts}
        assert set(words) == {"Wantsum", "Brindlemere"}
        assert words["Brindlemere"] in ("Fewer than 5", "1 to 9")
        assert all(
            not any(c in each for c in "1234678") for each in words.values() if "Few" in each
        )
    with pytest.raises(NotPermitted):
        counts.read_counts(by=off.actor("newcomer"), at=NOW)
    with pytest.raises(NotPermitted):
        counts.read_counts(by=off.actor("administrator"), at=NOW)


def test_the_register_gives_out_counts_once_and_nothing_that_is_restricted(cast):
    active(cast)
    before = counts.table_of([], districts=[DISTRICT], threats=["DRG"])
    assert before[0][counts.TOTAL] == 0
    assert groups.give_counts(area=FORCE, by=cast.actor("coordinator"), at=NOW) == 1
    line = CountLine.objects.get()
    assert (line.district_id, line.sort, line.threat, line.tier, line.count) == (
        DISTRICT,
        "organised_group",
        "DRG",
        "T3",
        1,
    )
    with pytest.raises(NotPermitted):
        groups.give_counts(area=FORCE, by=cast.actor("analyst"), at=later(days=1))


# --- the briefing ----------------------------------------------------------------------------


def test_the_briefing_names_nobody_and_no_group(cast):
    group = active(cast)
    groups.give_counts(area=FORCE, by=cast.actor("coordinator"), at=NOW)
    uid = record_one(cast)
    found = groups.briefing(code=DISTRICT, by=cast.actor("csm"), at=NOW)
    codename = groups.among([group], cast.actor("coordinator"), NOW)[group].codename

    assert [each.uid for each in found.vulnerabilities] == [uid]
    assert found.in_district in ("Fewer than 5", "1 to 9")
    assert codename not in repr(found)
    with pytest.raises(NotFound):
        groups.briefing(code="E07999102", by=cast.actor("csm"), at=NOW)
    assert groups.briefing(code="E07999102", by=cast.actor("board"), at=NOW).vulnerabilities == ()
