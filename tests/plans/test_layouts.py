"""A partner's own workbook: it goes out filled in, and comes back with nothing else changed."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client
from openpyxl import Workbook, load_workbook

from frankpledge.access.api import NotFound, NotPermitted
from frankpledge.papers.api import INVENTED
from frankpledge.plans.models import QuarterReturn, ReturnFigure, ReturnLayout
from frankpledge.plans.returns import layouts, workbook
from frankpledge.plans.returns.sent_back import UnusableWorkbook
from tests.makers import as_actor
from tests.plans.partnership import ASKED, Here, ask, begin, make_county

THEIRS = {
    "A1": "Saltmarsh Homes, quarterly figures",
    "D1": "Our ref",
    "E1": "[reference]",
    "A2": "[partnership]",
    "B2": "[quarter]",
    "A4": "Jobs begun",
    "C4": "[B1]",
    "A5": "Homes visited",
    "C5": "[d3]",
    "D5": "[D3 why]",
}


@pytest.fixture
def here(db: None) -> Here:
    return make_county(2)


@pytest.fixture
def made(here: Here) -> UUID:
    return begin(here, ask(here), "D1")


def their_workbook(cells: Mapping[str, object] = THEIRS, *, title: str = "Figures") -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    for place, value in cells.items():
        sheet[place] = value
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def add(here: Here, content: bytes, *, name: str = "Saltmarsh Homes", code: str = "D1") -> int:
    return layouts.add_layout(
        name=name, content=content, by=as_actor(here.managers[code], at=ASKED), at=ASKED
    )


def sent(here: Here, made: UUID, number: int) -> bytes:
    return workbook.send_workbook(
        return_id=made, layout=number, by=as_actor(here.managers["D1"], at=ASKED), at=ASKED
    )


def cells(content: bytes) -> dict[str, object]:
    sheet = load_workbook(io.BytesIO(content))["Figures"]
    return {place: sheet[place].value for place in THEIRS}


def filled_in(content: bytes, **values: object) -> bytes:
    book = load_workbook(io.BytesIO(content))
    for place, value in values.items():
        book["Figures"][place] = value
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def take(here: Here, made: UUID, content: bytes) -> tuple[workbook.Change, ...]:
    by = as_actor(here.managers["D1"], at=ASKED)
    workbook.take_workbook(return_id=made, content=content, by=by, at=ASKED)
    return workbook.loads(made, by)[0].changes


def test_it_goes_out_in_their_words_and_comes_back_into_our_measures(
    here: Here, made: UUID
) -> None:
    ReturnFigure.objects.filter(made_in_id=made, measure="B1").update(number=4, why_none="")
    out = sent(here, made, add(here, their_workbook()))

    assert cells(out) == {
        **THEIRS,
        "E1": QuarterReturn._rows.get(pk=made).reference,
        "A2": "CSP-D1",
        "B2": "Quarter 4 of 2025-26",
        "C4": 4,
        "C5": None,
        "D5": "Not known here yet",
    }
    assert take(here, made, out) == ()
    changes = take(here, made, filled_in(out, C4=9, C5=0))
    assert [(each.measure, each.was, each.becomes) for each in changes] == [
        ("B1", 4, 9),
        ("D3", None, 0),
    ]
    (changed,) = take(here, made, filled_in(out, D5="Nobody counted"))
    assert (changed.measure, changed.becomes, changed.why_none) == ("D3", None, "Nobody counted")


@pytest.mark.parametrize("shows", [True, False])
def test_in_a_demonstration_each_sheet_says_so_where_it_is_printed(here, made, settings, shows):
    settings.FRANKPLEDGE_DEMO = shows
    out = sent(here, made, add(here, their_workbook()))

    for sheet in load_workbook(io.BytesIO(out)).worksheets:
        assert (sheet.oddHeader.center.text == INVENTED) is shows
    assert take(here, made, out) == ()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"A4": "Jobs ended"}, "Sheet Figures, cell A4 must say “Jobs begun”, as it was sent"),
        ({"A5": None}, "Sheet Figures, cell A5 must say “Homes visited”"),
        ({"C4": "many"}, "Sheet Figures, cell C4: B1 must be a whole number from 0 to 1,000,000"),
        ({"C4": -1}, "cell C4: B1 must be a whole number"),
        ({"C5": 10**9}, "cell C5: D3 must be a whole number"),
        ({"E1": "ZZZZ-ZZZZ"}, "This is the workbook of return ZZZZ-ZZZZ, and you are in"),
        ({"E1": None}, "This is the workbook of return unknown"),
        ({"C4": "=1+1"}, "holds a formula"),
    ],
)
def test_what_was_changed_besides_a_number_is_said_with_its_cell(
    here: Here, made: UUID, change: dict[str, object], said: str
) -> None:
    out = sent(here, made, add(here, their_workbook()))

    with pytest.raises(UnusableWorkbook, match=said.replace("(", r"\(")):
        take(here, made, filled_in(out, **change))
    assert workbook.loads(made, as_actor(here.managers["D1"], at=ASKED)) == ()


def test_another_quarters_workbook_is_not_taken_for_this_one(here: Here, made: UUID) -> None:
    number = add(here, their_workbook())
    before = begin(here, ask(here, quarter="2025-26-q3"), "D1")

    with pytest.raises(UnusableWorkbook, match="This is the workbook of return"):
        take(here, made, sent(here, before, number))


def test_a_workbook_is_read_in_the_layout_that_it_is_most_like(here: Here, made: UUID) -> None:
    other = {**THEIRS, "A1": "Northquay Housing", "C4": "[B2]", "A4": "Jobs ended"}
    add(here, their_workbook())
    theirs = add(here, their_workbook(other), name="Northquay")

    (change,) = take(here, made, filled_in(sent(here, made, theirs), C4=3))

    assert (change.measure, change.becomes) == ("B2", 3)
    with pytest.raises(UnusableWorkbook, match="a sheet called Return"):
        take(here, made, their_workbook(title="Elsewhere"))


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"E1": "ref"}, r"Write \[reference\] in one cell"),
        ({"C4": "", "C5": "", "D5": ""}, r"where a number is to stand, such as \[B1\]"),
        ({"C4": "[Z9]"}, r"cell C4: \[Z9\] is not a measure of this return"),
        ({"C4": "[D3]"}, r"cell C5: \[d3\] stands there twice"),
        ({"D5": "[A1 why]"}, r"cell D5: there is no \[A1\] for it"),
        ({"D5": "[quarter why]"}, r"cell D5: \[quarter why\] is not a measure"),
        ({"B6": "=SUM(C4:C5)"}, "holds a formula"),
    ],
)
def test_a_layout_that_could_not_come_back_is_refused(
    here: Here, wrong: dict[str, object], said: str
) -> None:
    with pytest.raises(UnusableWorkbook, match=said):
        add(here, their_workbook({**THEIRS, **wrong}))
    assert not ReturnLayout.objects.exists()


def with_part(content: bytes, name: str, held: bytes = b"x") -> bytes:
    out = io.BytesIO(content)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(name, held)
    return out.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"MZ not a workbook",
        b"x" * 1_000_001,
        with_part(their_workbook(), "xl/vbaProject.bin"),
        with_part(their_workbook(), "xl/externalLinks/externalLink1.xml"),
        with_part(their_workbook(), "../../evil.xml"),
        with_part(their_workbook(), "xl/media/x.xml", b" " * 20_000_000),
        with_part(
            their_workbook(),
            "xl/drawings/d.xml",
            b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
        ),
    ],
)
def test_nothing_that_could_do_harm_is_taken_in(here: Here, content: bytes) -> None:
    with pytest.raises(UnusableWorkbook):
        add(here, content)
    assert not ReturnLayout.objects.exists()


def test_a_layout_is_its_agencys_own_and_can_be_ended(here: Here, made: UUID) -> None:
    number = add(here, their_workbook())
    neighbour = as_actor(here.managers["D2"], at=ASKED)

    assert layouts.layouts(neighbour) == ()
    with pytest.raises(NotFound):
        layouts.end_layout(number=number, by=neighbour, at=ASKED)
    theirs = add(here, their_workbook(), code="D2")
    with pytest.raises(NotFound):
        sent(here, made, theirs)
    second = add(here, their_workbook())
    manager = as_actor(here.managers["D1"], at=ASKED)
    assert [line.number for line in layouts.layouts(manager)] == [second]
    with pytest.raises(NotFound):
        sent(here, made, number)
    layouts.end_layout(number=second, by=manager, at=ASKED)
    assert layouts.layouts(manager) == ()
    with pytest.raises(NotPermitted, match="does not make returns"):
        layouts.add_layout(
            name="x", content=their_workbook(), by=as_actor(here.gwen, at=ASKED), at=ASKED
        )


def test_an_agency_has_one_layout_of_a_name_and_each_has_one(here: Here) -> None:
    number = add(here, their_workbook())
    row = ReturnLayout.objects.get(pk=number)
    for wrong in ({"name": "Saltmarsh Homes"}, {"name": ""}):
        with pytest.raises(IntegrityError), transaction.atomic():
            ReturnLayout.objects.create(
                agency=row.agency, content=b"", added_at=ASKED, added_by=row.added_by, **wrong
            )


def test_the_pages_take_a_layout_in_send_it_out_and_end_it(here: Here, made: UUID) -> None:
    client = Client()
    client.force_login(here.managers["D1"])
    address = "/plans/returns/layouts/"
    assert address in client.get("/plans/returns/").content.decode()
    county = Client()
    county.force_login(here.gwen)
    assert address not in county.get("/plans/returns/").content.decode()
    bad = client.post(address, {"name": "Theirs", "workbook": SimpleUploadedFile("x.xlsx", b"no")})
    assert bad.status_code == 422
    assert "Choose an .xlsx workbook" in bad.content.decode()
    good = SimpleUploadedFile("x.xlsx", their_workbook())
    assert client.post(address, {"name": "Theirs", "workbook": good}).status_code == 302
    page = client.get(f"/plans/returns/{made}/workbook/").content.decode()
    number = ReturnLayout.objects.get().pk
    assert f"workbook.xlsx?layout={number}" in page
    got = client.get(f"/plans/returns/{made}/workbook.xlsx?layout={number}")
    assert cells(got.content)["A4"] == "Jobs begun"
    assert client.get(f"/plans/returns/{made}/workbook.xlsx?layout=999999").status_code == 404
    assert client.post(f"{address}{number}/end/").status_code == 302
    assert client.post(f"{address}{number}/end/").status_code == 404
    assert "Your agency has given no layout" in client.get(address).content.decode()
