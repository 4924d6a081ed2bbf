"""Files that a network leaves and arrives in: nothing lost on the way, and nothing live."""

import io
import json
import re
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID

import networkx as nx
import openpyxl
import pytest
from hypothesis import given, strategies as st

from frankpledge.networks.api import (
    CATEGORIES,
    Chart,
    Format,
    Kind,
    Leaving,
    Node,
    Tie,
    UnusableFile,
    export,
    forms,
    preview_workbook,
    read_network,
)

LEAVING = Leaving(
    title="Heron as at 12 May 2026",
    marking="OFFICIAL-SENSITIVE",
    at=datetime(2026, 5, 12, 9, 30, tzinfo=UTC),
)
CHART = Chart.of(
    [
        Node(id="g1", label="Heron", kind=Kind.GROUP),
        Node(id="p1", label="=HYPERLINK(\"http://x\")", kind=Kind.PERSON),
        Node(id="alone", label="Nobody’s", kind=Kind.PLACE),
    ],
    [
        Tie(
            source="p1", target="g1", weight=2.5, kind="member", grade="2BP",
            references=("IR-1", "IR-2"), since=date(2026, 4, 13), until=date(2026, 5, 22),
            categories=("suspect", "victim"),
        ),
        Tie(source="g1", target="p1", kind="+meets", grade="1A"),
        Tie(source="p1", target="t 7"),
    ],
)  # fmt: skip

words = st.text(
    st.characters(exclude_categories=("C",), exclude_characters=";"), min_size=1, max_size=12
).map(str.strip).filter(bool)  # fmt: skip
charts = st.builds(
    Chart.of,
    st.lists(
        st.builds(Node, id=words, label=words, kind=st.sampled_from(Kind)),
        max_size=4,
        unique_by=lambda node: node.id,
    ),
    st.lists(
        st.builds(
            Tie,
            source=words,
            target=words,
            weight=st.integers(1, 10**9).map(lambda thousandths: thousandths / 1000),
            kind=words,
            grade=st.sampled_from(["", "1A", "2BP", "3EC"]),
            references=st.lists(words, max_size=3).map(tuple),
            categories=st.lists(st.sampled_from(CATEGORIES), max_size=2, unique=True).map(tuple),
            since=st.one_of(st.none(), st.dates(date(1990, 1, 1), date(2030, 1, 1))),
            until=st.one_of(st.none(), st.dates(date(2030, 1, 2), date(2040, 1, 1))),
        ),
        max_size=5,
    ),
)


@given(charts)
def test_a_workbook_comes_back_as_it_left(chart):
    again = preview_workbook(export(chart, Format.WORKBOOK, LEAVING))
    assert again.faults == ()
    assert again.chart == chart


def test_no_cell_of_a_workbook_is_a_formula() -> None:
    book = openpyxl.load_workbook(io.BytesIO(export(CHART, Format.WORKBOOK, LEAVING)))
    assert book.sheetnames == ["Entities", "Links"]
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert all(cell.data_type != "f" for cell in cells)
    dangerous = [cell for cell in cells if str(cell.value)[:1] in "=+"]
    assert len(dangerous) == 2
    assert all(cell.quotePrefix for cell in dangerous)


def test_a_sheet_holds_only_the_columns_that_are_allowed() -> None:
    book = openpyxl.load_workbook(io.BytesIO(export(CHART, Format.WORKBOOK, LEAVING)))
    assert [cell.value for cell in book["Entities"][1]] == ["Identity", "Type", "Label"]
    assert [cell.value for cell in book["Links"][1]] == [
        "From", "To", "Type", "Strength", "Grade", "Sources", "Began", "Ended", "Category",
    ]  # fmt: skip


@given(charts)
def test_graphml_and_gexf_say_the_same_to_the_reference_library(chart):
    written = export(chart, Format.GRAPHML, LEAVING)
    read = nx.read_graphml(io.BytesIO(written), force_multigraph=True)
    assert_carried(chart, read)
    read = nx.read_gexf(io.BytesIO(export(chart, Format.GEXF, LEAVING)))
    assert set(read) == {node.id for node in chart.nodes}


def assert_carried(chart: Chart, read: nx.MultiGraph) -> None:
    assert {name: facts["kind"] for name, facts in read.nodes(data=True)} == {
        node.id: node.kind.value for node in chart.nodes
    }
    assert sorted(told(*edge) for edge in read.edges(data=True)) == sorted(
        (
            *sorted((tie.source, tie.target)),
            tie.weight,
            tie.grade,
            "; ".join(tie.references),
            str(tie.since or ""),
            str(tie.until or ""),
            "; ".join(tie.categories),
        )
        for tie in chart.ties
    )


def told(a: str, b: str, facts: dict[str, object]) -> tuple[object, ...]:
    return (
        *sorted((a, b)),
        facts["weight"],
        *(facts.get(name, "") for name in ("grade", "references", "since", "until", "category")),
    )


def test_gexf_puts_ties_on_a_timeline_of_days_with_their_grades() -> None:
    chart = Chart.of(CHART.nodes, CHART.ties[:1])
    read = nx.read_gexf(io.BytesIO(export(chart, Format.GEXF, LEAVING)))
    facts = read.edges["p1", "g1"]
    assert (facts["start"], facts["end"]) == ("2026-04-13", "2026-05-21")
    assert (facts["grade"], facts["references"], facts["weight"]) == ("2BP", "IR-1; IR-2", 2.5)
    assert facts["category"] == "suspect; victim"
    assert read.nodes["g1"]["label"] == "Heron"


def test_follow_the_money_has_an_entity_a_line_and_links_between_them() -> None:
    lines = [json.loads(x) for x in export(CHART, Format.FOLLOW_THE_MONEY, LEAVING).splitlines()]
    by_schema = {line["id"]: line["schema"] for line in lines}
    assert len(by_schema) == len(lines) == 7
    assert by_schema["g1"] == "Organization"
    assert by_schema["alone"] == "Address"
    link = next(line for line in lines if line["schema"] == "UnknownLink")["properties"]
    assert link == {
        "subject": ["p1"],
        "object": ["g1"],
        "role": ["member"],
        "status": ["suspect", "victim"],
        "summary": ["Grade 2BP (3x5x2). Strength 2.5."],
        "recordId": ["IR-1", "IR-2"],
        "startDate": ["2026-04-13"],
        "endDate": ["2026-05-22"],
    }
    held = {"id", "schema", "properties"}
    assert all(set(line) == held and line["properties"] for line in lines)


MOMENT = re.compile(r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$")


def test_a_stix_bundle_is_whole_by_the_rules_of_the_standard() -> None:
    bundle = json.loads(export(CHART, Format.STIX, LEAVING))
    objects = {each["id"]: each for each in bundle["objects"]}
    assert len(objects) == len(bundle["objects"])
    assert set(bundle) == {"type", "id", "objects"}
    for identifier, each in [(bundle["id"], bundle), *objects.items()]:
        kind, _, unique = identifier.partition("--")
        assert kind == each["type"]
        assert UUID(unique).version == 5
    for each in objects.values():
        assert each["spec_version"] == "2.1"
        assert MOMENT.match(each["created"])
        referred = [each.get(name) for name in ("created_by_ref", "source_ref", "target_ref")]
        referred += each.get("object_marking_refs", [])
        referred += each.get("extensions", {})
        assert all(ref in objects for ref in referred if ref)
    ties = [each for each in objects.values() if each["type"] == "relationship"]
    assert len(ties) == 3
    assert ties[0]["start_time"] < ties[0]["stop_time"]
    assert [ref["external_id"] for ref in ties[0]["external_references"]] == ["IR-1", "IR-2"]
    (extension,) = ties[0]["extensions"].values()
    assert (extension["grade"], extension["strength"]) == ("2BP", 2.5)
    assert extension["subject_categories"] == ["suspect", "victim"]
    assert all("confidence" not in tie for tie in ties)


@pytest.mark.parametrize("form", [form for form in Format if form is not Format.WORKBOOK])
def test_the_same_network_is_written_the_same(form: Format) -> None:
    assert export(CHART, form, LEAVING) == export(CHART, form, LEAVING)


@pytest.mark.parametrize("form", list(Format))
def test_signs_that_no_file_can_hold_are_marked_and_a_network_of_nothing_can_leave(
    form: Format,
) -> None:
    odd = Chart.of([Node(id="a", label="x\x00\ud800y")], [Tie(source="a", target="b\x0c")])
    assert export(odd, form, LEAVING)
    assert export(Chart.of([Node(id="a")], []), form, LEAVING)
    export(Chart.of([], []), form, LEAVING)
    assert forms()[form].name


@pytest.mark.parametrize("form", list(Format))
def test_what_was_measured_does_not_leave(form: Format) -> None:
    content = export(CHART, form, LEAVING)
    if form is Format.WORKBOOK:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            content = b"".join(packed.read(name) for name in packed.namelist())
    assert not re.search(rb"betweenness|centrality|\brank|community|score", content)


def workbook(**sheets: list[list[object]]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_workbook_is_read_whatever_its_columns_order_and_its_numbers_are() -> None:
    content = workbook(
        Links=[[], ["TO", "Colour", "From", "Began"], [2, "red", 1, datetime(2026, 5, 1)], []]
    )
    with pytest.raises(UnusableFile, match="sheet Links, line 1: no column is called From"):
        preview_workbook(content)
    content = workbook(
        Links=[["TO", "Colour", "From", "Began"], [], [2, "red", 1, datetime(2026, 5, 1)]]
    )
    read = preview_workbook(content)
    assert read.chart.ties == (Tie(source="1", target="2", since=date(2026, 5, 1)),)
    assert read.said.unused == ("Colour",)


def test_each_fault_of_a_workbook_has_its_sheet_its_row_and_its_column() -> None:
    content = workbook(
        Entities=[["Identity", "Type"], ["a", "person"], ["a", "group"], [None, "place"]],
        Links=[
            ["From", "To", "Strength", "Grade", "Began", "Ended"],
            ["a", None, 1, "2B", None, None],
            ["a", "b", -3, "9Z", "soon", None],
            ["a", "b", 1, "2B", datetime(2026, 5, 2), datetime(2026, 5, 1)],
        ],
    )
    read = preview_workbook(content, name="chart.xlsx")
    assert [(f.file.rpartition(" ")[2], f.line, f.column) for f in read.faults] == [
        ("Entities", 3, "Identity"), ("Entities", 4, "Identity"), ("Links", 2, "To"),
        ("Links", 3, "Strength"), ("Links", 3, "Grade"), ("Links", 3, "Began"),
        ("Links", 4, "Ended"),
    ]  # fmt: skip
    assert str(read.faults[2]) == (
        "chart.xlsx, sheet Links, line 2: To is empty; fill it in or remove the line."
    )
    with pytest.raises(UnusableFile, match="sheet Entities, line 3: the node 'a' stands on line 2"):
        read.whole()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "this is not a workbook"),
        (b"source,target\n", "this is not a workbook"),
        (b"PK\x03\x04 and nothing more", "the file is cut short"),
        (workbook(Entities=[["Identity"]]), "there is no sheet called Links"),
        (workbook(Links=[["Who", "Whom"]]), "no column is called From"),
    ],
)
def test_what_is_no_workbook_of_two_sheets_is_refused(content: bytes, said: str) -> None:
    with pytest.raises(UnusableFile, match=said):
        preview_workbook(content)


def test_a_workbook_that_was_damaged_on_its_way_is_refused_wherever_the_damage_is() -> None:
    content = export(CHART, Format.WORKBOOK, LEAVING)
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        parts = [part for part in packed.infolist() if part.compress_size > 40]
    assert any("sheet" in part.filename for part in parts)
    for part in parts:
        at = part.header_offset + 30 + len(part.filename) + part.compress_size // 2
        damaged = content[:at] + bytes([content[at] ^ 255]) + content[at + 1 :]
        with pytest.raises(UnusableFile, match=r"the file is (damaged|cut short); copy it again"):
            preview_workbook(damaged)


def test_a_workbook_that_would_fill_the_memory_is_refused_unread() -> None:
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as made,
        made.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part,
    ):
        for _ in range(201):
            part.write(bytes(1024**2))
    with pytest.raises(UnusableFile, match="unpacked it is larger than 200 MB"):
        preview_workbook(packed.getvalue())


def test_many_faults_are_told_up_to_as_many_as_anybody_reads() -> None:
    read = preview_workbook(workbook(Links=[["From", "To"], *([["a", None]] * 150)]))
    assert len(read.faults) == 100
    assert read.more_faults


def test_a_list_carries_grades_references_and_days(tmp_path: Path) -> None:
    path = tmp_path / "ties.csv"
    path.write_text(
        "source,target,weight,grade,references,since,until,category\n"
        "a,b,2,2bp,IR-1; IR-2,2026-04-13,2026-05-22T00:00:00,Victim;suspect\n",
        encoding="utf-8",
    )
    assert read_network(path).chart.ties == (
        Tie(
            source="a", target="b", weight=2, grade="2BP", references=("IR-1", "IR-2"),
            since=date(2026, 4, 13), until=date(2026, 5, 22), categories=("victim", "suspect"),
        ),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("column", "cell", "said"),
    [
        ("category", "suspekt", "'suspekt' is not what somebody is in law; write suspect, "
         "convicted, victim, witness or other, or leave it empty."),
        ("since", "2026-05-1499", "'2026-05-1499' in since is not a day; write it as 2026-05-14."),
        ("kind", "k" * 201, "kind is longer than 200 letters; say it in fewer."),
    ],
)  # fmt: skip
def test_what_a_cell_may_not_hold_is_said_and_never_cut(
    tmp_path: Path, column: str, cell: str, said: str
) -> None:
    path = tmp_path / "ties.csv"
    path.write_text(f"source,target,{column}\na,b,{cell}\n", encoding="utf-8")
    (fault,) = read_network(path).faults
    assert str(fault) == f"{path}, line 2: {said}"
