"""A return goes out as a workbook and comes back: seen before it counts, all or nothing, undone."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from hypothesis import given, strategies as st
from openpyxl import Workbook, load_workbook

from frankpledge.access.api import NotPermitted
from frankpledge.papers.api import INVENTED
from frankpledge.plans.models import QuarterReturn, ReturnFigure, ReturnPart
from frankpledge.plans.returns import workbook
from frankpledge.plans.returns.measures import MEASURES
from frankpledge.plans.returns.sent_back import UnusableWorkbook, tables_of
from frankpledge.plans.returns.workbook import COLUMNS, NothingToApply
from tests.makers import as_actor
from tests.plans.partnership import ASKED, Here, ask, begin, fill, make_county, sign


@pytest.fixture
def here(db: None) -> Here:
    return make_county(1)


@pytest.fixture
def made(here: Here) -> UUID:
    return begin(here, ask(here), "D1")


def sent(here: Here, made: UUID) -> bytes:
    return workbook.send_workbook(
        return_id=made, by=as_actor(here.managers["D1"], at=ASKED), at=ASKED
    )


def changed(content: bytes, **numbers: object) -> bytes:
    book = load_workbook(io.BytesIO(content))
    for row in book["Return"].iter_rows(min_row=2):
        if row[0].value in numbers:
            row[3].value = numbers[row[0].value]
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def take(here: Here, made: UUID, content: bytes) -> int:
    return workbook.take_workbook(
        return_id=made, content=content, by=as_actor(here.managers["D1"], at=ASKED), at=ASKED
    )


def apply(here: Here, made: UUID, load: int, act: Callable[..., object]) -> None:
    act(return_id=made, load=load, by=as_actor(here.managers["D1"], at=ASKED), at=ASKED)


def numbers(made: UUID) -> dict[str, tuple[int | None, str, bool]]:
    lines = ReturnFigure.objects.filter(made_in_id=made)
    return {line.measure: (line.number, line.why_none, line.is_counted) for line in lines}


def test_it_goes_out_with_every_measure_and_without_a_formula(here: Here, made: UUID) -> None:
    content = sent(here, made)
    reference, read = workbook.in_our_layout(tables_of(content))

    assert reference == QuarterReturn._rows.get(pk=made).reference
    assert list(read) == [measure.code for measure in MEASURES]
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        for name in packed.namelist():
            assert b"<f>" not in packed.read(name)


@pytest.mark.parametrize("shows", [True, False])
def test_in_a_demonstration_it_says_so_where_it_says_how_to_fill_it_in(
    here: Here, made: UUID, settings, shows: bool
) -> None:
    settings.FRANKPLEDGE_DEMO = shows
    book = load_workbook(io.BytesIO(sent(here, made)))

    said = [cell.value for (cell,) in book["How to fill this in"].iter_rows()]
    assert (f"{INVENTED}." in said) is shows


def test_what_comes_back_unchanged_changes_nothing(here: Here, made: UUID) -> None:
    before = numbers(made)
    load = take(here, made, sent(here, made))

    assert workbook.loads(made, as_actor(here.managers["D1"], at=ASKED))[0].changes == ()
    with pytest.raises(NothingToApply):
        apply(here, made, load, workbook.apply_load)
    assert numbers(made) == before


def test_it_is_seen_before_it_counts_then_applied_then_undone(here: Here, made: UUID) -> None:
    line = ReturnFigure.objects.get(made_in_id=made, measure="B1")
    part = ReturnPart.objects.create(made_in_id=made, measure="B1", uid=UUID(int=7))
    before = numbers(made)
    load = take(here, made, changed(sent(here, made), B1=12, D3=0))

    (shown,) = workbook.loads(made, as_actor(here.managers["D1"], at=ASKED))
    assert [(each.measure, each.was, each.becomes) for each in shown.changes] == [
        ("B1", line.number, 12),
        ("D3", None, 0),
    ]
    assert numbers(made) == before
    apply(here, made, load, workbook.apply_load)
    after = numbers(made)
    assert (after["B1"], after["D3"]) == ((12, "", False), (0, "", False))
    assert {code: value for code, value in after.items() if code not in ("B1", "D3")} == {
        code: value for code, value in before.items() if code not in ("B1", "D3")
    }
    with pytest.raises(NothingToApply):
        apply(here, made, load, workbook.apply_load)
    apply(here, made, load, workbook.undo_load)
    assert numbers(made) == before
    assert ReturnPart.objects.get(made_in_id=made, measure="B1").uid == part.uid
    with pytest.raises(NothingToApply):
        apply(here, made, load, workbook.undo_load)


def test_the_workbook_of_another_quarter_is_refused_by_its_reference(
    here: Here, made: UUID
) -> None:
    before = begin(here, ask(here, quarter="2025-26-q3"), "D1")
    theirs = QuarterReturn._rows.get(pk=before).reference
    content = changed(sent(here, before), D3=3)

    with pytest.raises(UnusableWorkbook, match=f"the workbook of return {theirs}, and you are in"):
        take(here, made, content)
    without = load_workbook(io.BytesIO(content))
    without["Return"]["F1"].value = None
    out = io.BytesIO()
    without.save(out)
    with pytest.raises(UnusableWorkbook, match="the workbook of return unknown"):
        take(here, before, out.getvalue())
    take(here, before, content)


def test_applied_twice_it_says_that_it_was_applied(here: Here, made: UUID) -> None:
    load = take(here, made, changed(sent(here, made), D3=3))
    apply(here, made, load, workbook.apply_load)

    with pytest.raises(NothingToApply, match="has been applied already"):
        apply(here, made, load, workbook.apply_load)
    again = take(here, made, changed(sent(here, made), D3=3))
    with pytest.raises(NothingToApply, match="changes nothing"):
        apply(here, made, again, workbook.apply_load)


def test_it_is_not_applied_over_what_has_changed_since(here: Here, made: UUID) -> None:
    load = take(here, made, changed(sent(here, made), D3=3))
    ReturnFigure.objects.filter(made_in_id=made, measure="D3").update(number=5, why_none="")

    with pytest.raises(NothingToApply, match="changed since"):
        apply(here, made, load, workbook.apply_load)
    assert numbers(made)["D3"][0] == 5


@pytest.mark.parametrize("value", [-1, 1.5, "many", "1e3", 10**9, True])
def test_what_is_no_whole_number_is_refused_with_its_row(
    here: Here, made: UUID, value: object
) -> None:
    before = numbers(made)
    with pytest.raises(UnusableWorkbook, match=r"Row \d+: D3 must be a whole number"):
        take(here, made, changed(sent(here, made), D3=value, B1=4))
    assert numbers(made) == before


def test_a_formula_is_refused(here: Here, made: UUID) -> None:
    with pytest.raises(UnusableWorkbook, match="holds a formula"):
        take(here, made, changed(sent(here, made), D3="=1+1"))


def with_part(content: bytes, name: str) -> bytes:
    out = io.BytesIO(content)
    with zipfile.ZipFile(out, "a") as packed:
        packed.writestr(name, b"x")
    return out.getvalue()


@pytest.mark.parametrize("name", ["xl/vbaProject.bin", "xl/externalLinks/externalLink1.xml"])
def test_a_macro_or_a_link_is_refused(here: Here, made: UUID, name: str) -> None:
    with pytest.raises(UnusableWorkbook, match="macro, a link"):
        take(here, made, with_part(sent(here, made), name))


def other_workbook(*rows: tuple[object, ...], title: str = "Return") -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    for row in rows:
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "xlsx"),
        (b"PK\x03\x04 not really", "xlsx"),
        (b"x" * 1_000_001, "larger than 1 MB"),
        (other_workbook(("a",), title="Other"), "a sheet called Return"),
        (other_workbook(("Code", "Number")), "first row must hold the headings"),
        (other_workbook(COLUMNS, ("Z9", "", "", 1)), "Row 2: Z9 is not a measure"),
        (other_workbook(COLUMNS, ("D3", "", "", 1), ("D3", "", "", 2)), "Row 3: D3"),
        (other_workbook(COLUMNS, ("", "", "", 1)), "Row 2: an empty code"),
    ],
)
def test_what_is_not_this_workbook_is_refused_in_words(content: bytes, said: str) -> None:
    with pytest.raises(UnusableWorkbook, match=said):
        workbook.in_our_layout(tables_of(content))


@given(st.binary(max_size=400))
def test_whatever_is_sent_is_read_or_refused_and_never_breaks(content: bytes) -> None:
    with pytest.raises(UnusableWorkbook):
        workbook.in_our_layout(tables_of(content))


def test_a_return_that_is_signed_takes_none(here: Here, made: UUID) -> None:
    content = sent(here, made)
    fill(here, made, "D1")
    sign(here, made, "D1")
    with pytest.raises(NotPermitted, match="submitted is not changed"):
        take(here, made, content)


def test_the_page_takes_it_shows_it_and_applies_it(here: Here, made: UUID) -> None:
    client = Client()
    client.force_login(here.managers["D1"])
    address = f"/plans/returns/{made}/workbook/"
    got = client.get(f"/plans/returns/{made}/workbook.xlsx")
    content = b"".join(got.streaming_content) if got.streaming else got.content  # type: ignore[attr-defined]
    wrong = client.post(address, {"workbook": SimpleUploadedFile("r.xlsx", b"x")})
    assert wrong.status_code == 422
    back = SimpleUploadedFile("r.xlsx", changed(content, D3=6))
    assert client.post(address, {"workbook": back}).status_code == 302
    shown = client.get(address).content.decode()
    assert "Change all of this" in shown
    (load,) = workbook.loads(made, as_actor(here.managers["D1"], at=ASKED))
    assert client.post(f"{address}{load.number}/", {"apply": "1"}).status_code == 302
    assert numbers(made)["D3"][0] == 6
    assert client.post(f"{address}{load.number}/", {"undo": "1"}).status_code == 302
    assert numbers(made)["D3"][0] is None
