"""The catalogue taken away and brought back: nothing lost, shown first, all of it in or none."""

import io

import pytest
from click.testing import CliRunner
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given, strategies as st
from openpyxl import load_workbook

from frankpledge.access.api import NotPermitted
from frankpledge.powers import catalogue_file as files
from frankpledge.powers.catalogue import power, powers
from frankpledge.powers.commands import export_group, import_group
from frankpledge.powers.models import CatalogueChange
from frankpledge.powers.reviews import review, standing_of
from frankpledge.powers.taking_in import (
    NotTakenIn,
    export_catalogue,
    import_catalogue,
    preview_catalogue,
    token_now,
)
from tests.makers import NOW, as_actor
from tests.powers.conftest import browse
from tests.powers.test_pages import text

TODAY = NOW.date()


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.FRANKPLEDGE_HOME = tmp_path


def changed(code="PW001", **values):
    """The catalogue as CSV with some values of one power changed."""
    return files.as_csv(
        {**line, **values} if line["id"] == code else line for line in files.lines_now()
    )


def preview(county, content, name="powers.csv"):
    data = content if isinstance(content, bytes) else content.encode()
    return preview_catalogue(content=data, name=name, by=as_actor(county.lawyer), at=NOW)


# --- the file ------------------------------------------------------------------------------


def test_a_file_that_was_not_touched_changes_nothing_as_csv_and_as_a_workbook():
    lines = files.lines_now()
    for content, name in (
        (files.as_csv(lines).encode("utf-8-sig"), "powers.csv"),
        (files.as_workbook(lines), "powers.xlsx"),
    ):
        found = files.read(content, name=name)
        assert found.faults == ()
        assert found.lines == lines
        assert files.changes(lines, found.lines) == ()


cells = st.text(
    alphabet=st.characters(blacklist_categories=["Cs", "Cc"]), max_size=12
) | st.sampled_from(["=1+1", "+44", "-x", "@me", "'quoted", "'=x", "\tx", ""])


@given(cell=cells)
def test_no_cell_is_a_formula_and_none_is_lost(cell):
    kept = files.guarded(cell)

    assert not kept.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert files.unguarded(kept) == cell


def test_a_workbook_holds_texts_only():
    line = dict.fromkeys(files.COLUMNS, "=HYPERLINK(1)")
    sheet = load_workbook(io.BytesIO(files.as_workbook([line]))).active
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} == {"s"}


@pytest.mark.parametrize(
    ("values", "column"),
    [
        ({"name": ""}, "name"),
        ({"test": ""}, "test"),
        ({"holder": "sheriff"}, "holder"),
        ({"holder": ""}, "holder"),
        ({"four_p": "Punish"}, "four_p"),
        ({"limits": "in force"}, "limits"),
        ({"limits": "status:soon"}, "limits"),
        ({"targets": "ghost"}, "targets"),
        ({"targets": ""}, "targets"),
        ({"least_age": "ten"}, "least_age"),
        ({"least_age": "18", "most_age": "17"}, "most_age"),
        ({"summary": "x" * 4001}, "summary"),
    ],
)
def test_a_bad_row_is_named_by_line_and_column_and_nothing_is_read(values, column):
    found = files.read(changed(**values).encode(), name="powers.csv")

    assert found.lines == ()
    assert {(fault.line, fault.column) for fault in found.faults} == {(2, column)}
    assert all(fault.reason for fault in found.faults)


def test_a_code_that_is_none_or_is_there_twice_is_refused():
    text_now = files.as_csv(files.lines_now())
    twice = text_now + text_now.splitlines()[1] + "\n"
    assert files.read(twice.encode(), name="x.csv").faults[0].reason == "PW001 is on line 2 too"
    other = files.read(changed(id="Closure").encode(), name="x.csv")
    assert other.faults[0].column == "id"


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"", "x.csv"),
        (b"id,name\nPW001,Closure", "x.csv"),
        (b"\xff\xfe", "x.csv"),
        (b"PK no workbook", "x.xlsx"),
        (b"x" * 400_001, "x.csv"),
    ],
)
def test_what_is_no_such_file_is_refused_whole(content, name):
    with pytest.raises(files.UnreadableFile):
        files.read(content, name=name)


# --- taking it in --------------------------------------------------------------------------


def test_what_would_change_is_shown_and_nothing_is_until_it_is_confirmed(county):
    shown = preview(county, changed(name="Notice of closure"))

    [change] = shown.changes
    assert (change.power, change.column, change.after) == ("PW001", "name", "Notice of closure")
    assert power("PW001").name == "Closure notice"
    assert (
        import_catalogue(
            content=shown.content, token=shown.token, by=as_actor(county.lawyer), at=NOW
        )
        == 1
    )
    assert power("PW001").name == "Notice of closure"
    assert len(powers()) == 145
    assert CatalogueChange.objects.get().before == "Closure notice"


def test_a_changed_power_waits_for_a_lawyer_again_and_others_do_not(county):
    for code in ("PW001", "PW002"):
        review(code=code, verdict="right", by=as_actor(county.lawyer), at=NOW)
    shown = preview(county, changed(least_age="16"))
    import_catalogue(content=shown.content, token=shown.token, by=as_actor(county.lawyer), at=NOW)

    assert power("PW001").least_age == 16
    assert not standing_of(power("PW001"), on=TODAY).is_reviewed
    assert standing_of(power("PW002"), on=TODAY).is_reviewed


def test_powers_that_the_file_leaves_out_stay_and_a_new_one_comes_in(county):
    lines = files.lines_now()
    content = files.as_csv([{**lines[0], "id": "PW999", "name": "A new power"}])
    shown = preview(county, content)
    import_catalogue(content=shown.content, token=shown.token, by=as_actor(county.lawyer), at=NOW)
    assert len(powers()) == 146
    assert power("PW999").name == "A new power"


def test_a_catalogue_that_has_moved_on_is_not_overwritten(county):
    by = as_actor(county.lawyer)
    first, second = (
        preview(county, changed(name=name)) for name in ("First words", "Second words")
    )
    import_catalogue(content=first.content, token=first.token, by=by, at=NOW)
    with pytest.raises(NotTakenIn):
        import_catalogue(content=second.content, token=second.token, by=by, at=NOW)
    with pytest.raises(NotTakenIn):
        import_catalogue(content=first.content, token=token_now(), by=by, at=NOW)
    with pytest.raises(NotTakenIn):
        import_catalogue(content=changed(name=""), token=token_now(), by=by, at=NOW)
    assert power("PW001").name == "First words"


def test_only_a_lawyer_takes_it_in_and_whoever_works_with_powers_takes_it_away(county):
    csm = as_actor(county.csm)
    assert export_catalogue(kind="csv", by=csm, at=NOW).startswith(b"\xef\xbb\xbfid,name")
    with pytest.raises(NotPermitted):
        preview_catalogue(content=b"", name="x.csv", by=csm, at=NOW)
    with pytest.raises(NotPermitted):
        import_catalogue(content="", token="", by=csm, at=NOW)
    with pytest.raises(NotPermitted):
        export_catalogue(kind="csv", by=as_actor(county.teller), at=NOW)


# --- pages ---------------------------------------------------------------------------------


def test_a_lawyer_takes_it_in_by_the_page_and_reads_what_changed(county):
    lawyer = browse(county.lawyer)
    assert lawyer.get("/powers/export/xlsx/").content.startswith(b"PK")
    assert lawyer.get("/powers/export/pdf/").status_code == 404
    assert lawyer.post("/powers/import/", {}).status_code == 422
    bad = lawyer.post("/powers/import/", {"file": sent(changed(targets="ghost"))})
    assert bad.status_code == 422
    assert "Nothing was taken in" in text(bad)
    assert "nothing that a power is used on" in text(bad)
    same = lawyer.post("/powers/import/", {"file": sent(changed())})
    assert "Nothing in it is different" in text(same)
    lines = {"limits": "status:in_force|from 1 July 2026"}
    shown = lawyer.post("/powers/import/", {"file": sent(changed("PW038", **lines))})
    assert "Makes it available" in text(shown)
    answer = shown.context["confirm"].initial
    done = lawyer.post("/powers/import/", answer)
    assert done.status_code == 302
    assert power("PW038").is_available
    again = lawyer.post("/powers/import/", answer)
    assert again.status_code == 422
    assert "send the file once more" in text(again)
    log = text(browse(county.csm).get("/powers/changes/"))
    assert "from 1 July 2026" in log
    assert "Bea Holroyd" in log
    assert browse(county.csm).get("/powers/import/").status_code == 403


def sent(content):
    return SimpleUploadedFile("powers.csv", content.encode(), content_type="text/csv")


def test_the_banner_says_when_the_catalogue_was_last_reviewed(county):
    lawyer = browse(county.lawyer)
    assert "No named lawyer has reviewed any" in text(lawyer.get("/powers/"))
    review(code="PW001", verdict="right", by=as_actor(county.lawyer), at=NOW)
    assert "last legally reviewed on 15 April 2026. 1 of 145" in text(lawyer.get("/powers/"))
    queue = text(lawyer.get("/powers/review/?statute=Care+Act+2014"))
    assert "Care Act 2014" in queue


# --- the command line ----------------------------------------------------------------------


def test_the_command_line_takes_it_away_shows_and_takes_it_in(county, tmp_path, monkeypatch):
    monkeypatch.setattr("frankpledge.access.api.moment_now", lambda: NOW)
    run, who = CliRunner(), county.lawyer.username
    out = tmp_path / "away.xlsx"
    done = run.invoke(export_group, ["powers", "--as", who, "--out", str(out)])
    assert done.exit_code == 0, done.output
    back = tmp_path / "back.csv"
    back.write_text(changed(name="Notice of closure"), encoding="utf-8")
    shown = run.invoke(import_group, ["powers", "--as", who, "--dry-run", str(back)])
    assert (shown.exit_code, "Values that differ: 1. Taken in: 0" in shown.output) == (0, True)
    taken = run.invoke(import_group, ["powers", "--as", who, "--json", str(back)])
    assert '"taken_in": 1' in taken.output
    assert power("PW001").name == "Notice of closure"
    back.write_text(changed(targets="ghost"), encoding="utf-8")
    bad = run.invoke(import_group, ["powers", "--as", who, str(back)])
    assert bad.exit_code == 1
    assert "line 2, targets" in bad.output
    nobody = run.invoke(import_group, ["powers", "--as", "nobody", str(back)])
    assert nobody.exit_code == 2
