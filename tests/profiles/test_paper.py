"""The profile as files that stand by themselves, and the command that writes them."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from frankpledge.analysis.api import add, open_store
from frankpledge.papers.api import Words
from frankpledge.papers.pictures import width_of
from frankpledge.profiles import context, documents, kit, panelled, paper
from frankpledge.profiles.blocks import Content
from frankpledge.profiles.build_commands import build
from tests.analysis import estshire
from tests.plugins.browsers import axe_findings
from tests.profiles.conftest import (
    DISTRICT,
    NOW_FIRST,
    NOW_LAST,
    THEN_FIRST,
    THEN_LAST,
    County,
)


@pytest.fixture(scope="module")
def content(county: County) -> Content:
    return context.build(
        open_store(county.home),
        area=DISTRICT,
        first=NOW_FIRST,
        last=NOW_LAST,
        compare_first=THEN_FIRST,
        compare_last=THEN_LAST,
    )


@pytest.fixture(scope="module")
def html(content: Content) -> str:
    return paper.as_html(content)


class Reader(HTMLParser):
    """Notes every identity and every address of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.addresses: list[str] = []
        self.tags: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        for name, value in attrs:
            if name == "id":
                self.ids.append(value or "")
            if name in ("href", "src"):
                self.addresses.append(value or "")


def read(html: str) -> Reader:
    reader = Reader()
    reader.feed(html)
    return reader


def test_the_html_fetches_nothing_and_runs_nothing(html: str) -> None:
    reader = read(html)

    assert "script" not in reader.tags
    assert "link" not in reader.tags
    assert all(each.startswith(("#", "data:image/svg+xml")) for each in reader.addresses)
    assert "url(" not in html


def test_every_address_within_the_html_leads_somewhere(html: str) -> None:
    reader = read(html)

    assert len(reader.ids) == len(set(reader.ids))
    assert {each[1:] for each in reader.addresses if each.startswith("#")} <= set(reader.ids)


def test_the_html_is_marked_and_says_what_it_is(content: Content, html: str) -> None:
    assert "<strong>OFFICIAL</strong>" in html
    assert "Synthetic.</strong> Everything here is invented" in html
    assert paper.CONTEXT in html
    assert content.attribution in html
    assert html.index(paper.CONTEXT) < html.index("What the figures say")


def test_every_chart_and_map_is_also_a_table(content: Content, html: str) -> None:
    drawn = [each for block in content.blocks for each in (*block.charts, *block.maps)]

    assert len(drawn) >= 4
    assert html.count("The same as a table") == len(drawn)
    for each in drawn:
        assert f"<caption>{each.table.caption}</caption>" in html


PHONE = 320
"""How much room a drawing has on the narrowest phone that is looked after."""


def test_every_chart_has_a_drawing_that_fits_a_phone_without_being_moved(
    content: Content, html: str
) -> None:
    charts = [each for block in content.blocks for each in block.charts]
    narrow = [each.for_a_phone for each in charts]

    assert len(charts) >= 4
    assert all(0 < width_of(each) <= PHONE for each in narrow)
    assert html.count('<source media="screen and (max-width: 40em)"') == len(charts)
    for chart, drawn in zip(charts, narrow, strict=True):
        assert words_of(drawn) >= words_of(chart.svg) - scale_of(chart.svg), chart.title


def words_of(svg: str) -> set[str]:
    return set(re.findall(r">([^<>]*[A-Za-z][^<>]*)</text>", svg))


def scale_of(svg: str) -> set[str]:
    """Words that a wide drawing may shorten or leave to the title."""
    return {each for each in words_of(svg) if "…" in each}


def test_a_drawing_of_one_panel_is_not_stacked() -> None:
    assert panelled.stacked('<svg width="9" height="9"></svg>') == ""


def test_a_caveat_is_said_once_on_paper_and_named_by_its_number_afterwards(
    content: Content,
) -> None:
    parts = [
        part.text
        for part in documents.context_parts(content)
        if isinstance(part, Words) and part.strong == "Mind that:"
    ]
    repeated = [
        text
        for block in content.blocks
        for text in block.caveats
        if sum(text in other.caveats for other in content.blocks) > 1
    ]

    assert repeated
    for text in repeated:
        assert " ".join(parts).count(text) == 1
    assert any("holds here too" in part or "hold here too" in part for part in parts[1:])


def test_the_map_of_hotspots_does_not_call_the_rest_of_the_district_unknown(
    content: Content,
) -> None:
    maps = [
        kit._map(content, each)
        for block in content.blocks
        if block.id == "hotspots"
        for each in block.maps
    ]

    assert maps
    assert {each.missing for each in maps} == {"Not hotter than chance"}


def test_every_figure_is_in_both_files(content: Content, html: str) -> None:
    plain = json.loads(paper.as_json(content))

    assert [each["id"] for each in plain["figures"]] == [each.id for each in content.figures]
    for figure in content.figures:
        assert f'id="figure-{figure.id}"' in html
    for each in plain["figures"]:
        assert {"source", "method", "n", "interval", "caveats", "origin"} <= each.keys()
    assert (plain["marking"], plain["status"], plain["origin"]) == (
        "OFFICIAL", "draft", "synthetic",
    )  # fmt: skip


def test_the_file_to_work_with_holds_no_drawing(content: Content) -> None:
    held = paper.as_json(content)

    assert any(chart.narrow for block in content.blocks for chart in block.charts)
    assert "<svg" not in held
    assert "polygons" not in held


def test_names_from_files_are_escaped(content: Content) -> None:
    import dataclasses

    sly = dataclasses.replace(content, area_name="<script>alert(1)</script>")

    assert "<script" not in paper.as_html(sly)


def test_published_figures_say_open_data_and_never_synthetic(tmp_path: Path) -> None:
    rows = [estshire.row(month="2025-01")] * 30
    add(
        tmp_path / "home",
        [
            estshire.lookups(tmp_path),
            estshire.residents(tmp_path),
            estshire.month_file(tmp_path, rows),
        ],
        today=estshire.TODAY,
    )
    made = context.build(
        open_store(tmp_path / "home"), area=estshire.NORTHMARSH, first="2025-01", last="2025-01"
    )
    text = paper.as_html(made)

    assert '<span class="origin">Open data</span>' in text
    assert "ynthetic" not in text
    assert "Open Government Licence" in text


@pytest.fixture
def run(county: County, monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    """The command, in a data directory that holds the county."""
    monkeypatch.setenv("FRANKPLEDGE_HOME", str(county.home))

    def command(*options: str, area: str = DISTRICT, out: str = "") -> Result:
        periods = () if "--from" in options else ("--from", NOW_FIRST, "--to", NOW_LAST)
        where = out or str(tmp_path / "out")
        return CliRunner().invoke(build, ["--area", area, *periods, *options, "--out", where])

    return command


def test_the_command_writes_every_format(run, tmp_path: Path) -> None:
    done = run("--compare-from", THEN_FIRST, "--compare-to", THEN_LAST, "--json")

    assert done.exit_code == 0, done.output
    told = json.loads(done.stdout)
    plain = json.loads((tmp_path / "out" / "profile.json").read_text(encoding="utf-8"))
    assert told["figures"] == len(plain["figures"])
    assert told["figures_digest"] == plain["figures_digest"]
    assert (tmp_path / "out" / "profile.html").read_text(encoding="utf-8").startswith("<!doctype")
    assert sorted(each.name for each in (tmp_path / "out").iterdir()) == [
        "profile.docx", "profile.geojson", "profile.html", "profile.json", "profile.pdf",
        "profile.xlsx", "summary.pdf",
    ]  # fmt: skip


def test_a_second_build_says_whether_the_figures_are_the_same(run, tmp_path: Path) -> None:
    made = tmp_path / "out" / "profile.json"

    assert json.loads(run("--json").stdout)["again"] == "first"
    assert "every figure is the same" in run().output
    plain = json.loads(made.read_text(encoding="utf-8"))
    made.write_text(json.dumps({**plain, "figures_digest": "0" * 64}), encoding="utf-8")
    assert "figures differ" in run().output
    assert (
        "for another question"
        in run("--compare-from", THEN_FIRST, "--compare-to", THEN_LAST).output
    )


@pytest.mark.parametrize(
    ("options", "area", "status", "sentence"),
    [
        ((), "E07000000", 1, "No lookup that is held knows the area"),
        (("--from", "2019-01", "--to", "2019-02"), DISTRICT, 1, "No month from 2019-01"),
        (("--from", "2025-13", "--to", "2025-13"), DISTRICT, 2, "is not a month"),
        (("--compare-from", "2024-04"), DISTRICT, 2, "or neither"),
        (("--compare-from", "2025-05", "--compare-to", "2025-06"), DISTRICT, 1, "overlap"),
    ],
)
def test_the_command_says_no_in_one_sentence(
    run, tmp_path: Path, options: tuple[str, ...], area: str, status: int, sentence: str
) -> None:
    refused = run(*options, area=area)

    assert refused.exit_code == status
    assert sentence in refused.stderr
    assert len(refused.stderr.strip().splitlines()) == 1
    assert not (tmp_path / "out").exists()


def test_a_file_where_a_folder_should_be_is_wrong_use(run, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("")
    refused = run(out=str(tmp_path / "taken"))

    assert refused.exit_code == 2
    assert "give a folder" in refused.stderr


@pytest.mark.browser
@pytest.mark.parametrize("width", [1280, 360])
def test_axe_finds_nothing_and_nothing_runs_over_the_edge(
    browser_page: Any, html: str, tmp_path: Path, width: int
) -> None:
    (tmp_path / "profile.html").write_text(html, encoding="utf-8")
    browser_page.set_viewport_size({"width": width, "height": 900})
    browser_page.goto((tmp_path / "profile.html").as_uri())

    assert axe_findings(browser_page) == []
    across = browser_page.evaluate("document.documentElement.scrollWidth")
    assert across <= width


@pytest.mark.browser
def test_what_is_folded_away_is_printed(browser_page: Any, html: str, tmp_path: Path) -> None:
    from pypdf import PdfReader

    (tmp_path / "profile.html").write_text(html, encoding="utf-8")
    browser_page.goto((tmp_path / "profile.html").as_uri())
    browser_page.pdf(path=str(tmp_path / "profile.pdf"), prefer_css_page_size=True)
    pages = [page.extract_text() for page in PdfReader(tmp_path / "profile.pdf").pages]

    assert all("OFFICIAL" in page and "Synthetic" in page for page in pages)
    assert "exact Poisson (Garwood 1936)" in re.sub(r"\s+", " ", " ".join(pages))
