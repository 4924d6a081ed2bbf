"""Thirteen profiles in every format on two cores, and one long paper as PDF from a cold start."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, date, datetime
from multiprocessing import get_context
from pathlib import Path
from time import perf_counter

from benchmarks.measure import Measurement
from frankpledge.analysis.api import Period, add, open_store
from frankpledge.demonstration.folder import make_folder
from frankpledge.profiles import context, outputs

CORES = 2
ALL_FORMATS_LIMIT = 20.0
LONG_PDF_LIMIT = 1.0
AT = datetime(2026, 5, 14, 9, 0, tzinfo=UTC)
FORCE = "E23999001"
PERIODS = {
    "first": "2025-01",
    "last": "2025-12",
    "compare_first": "2024-01",
    "compare_last": "2024-12",
}

LONG_PDF = """
import sys, time
from datetime import UTC, datetime
began = time.perf_counter()
from frankpledge.papers.api import Column, Grid, Heading, Paper, Picture, Words, as_pdf
bars = "".join(
    f'<rect x="120" y="{at * 22}" width="{40 + at * 23 % 300}" height="16" fill="#26757a"/>'
    f'<text x="0" y="{at * 22 + 13}" font-family="Arial" font-size="13">Type {at}</text>'
    for at in range(14)
)
svg = f'<svg xmlns="http://www.w3.org/2000/svg" width="600" height="310">{bars}</svg>'
grid = Grid(
    caption="Counts",
    columns=(Column(text="Type"), Column(text="Now", numeric=True), Column(text="In words")),
    rows=tuple((f"Type {at}", str(at), "fell by a little") for at in range(24)),
)
parts = []
for at in range(50):
    parts += [Heading(text=f"Part {at}"), Words(text="What the figures say and do not. " * 20)]
    parts += [Picture(title="Counts by type", alt="Bars for 14 types.", svg=svg), grid]
made = as_pdf(
    Paper(title="Fifty pages", marking="OFFICIAL", author="Frankpledge", contents=True,
          made_at=datetime(2026, 5, 14, tzinfo=UTC), parts=tuple(parts))
)
taken = time.perf_counter() - began
import io, pypdf
assert len(pypdf.PdfReader(io.BytesIO(made)).pages) >= 50
print(taken)
"""


def run() -> Iterator[Measurement]:
    """From the store to files on disk; then a program that starts, writes one PDF and ends."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        months = [
            *Period(first="2024-01", last="2024-12").months,
            *Period(first="2025-01", last="2025-12").months,
        ]
        made = make_folder(folder / "files", size="county", months=months)
        home = folder / "home"
        add(home, [made.published], today=date(2026, 4, 15))
        store = open_store(home)
        codes = [each.code for each in store.districts_of(store.area(FORCE))]
        began = perf_counter()
        with ProcessPoolExecutor(CORES, mp_context=get_context("spawn")) as pool:
            list(pool.map(written, [(str(home), code, str(folder / code)) for code in codes]))
        yield Measurement(
            name=f"{len(codes)} profiles as json, html, docx, pdf, xlsx, geojson and one page",
            value=perf_counter() - began,
            unit="s",
            limit=ALL_FORMATS_LIMIT,
            n=len(codes),
        )
    yield Measurement(
        name="a PDF/UA-1 of 50 pages with 50 charts, from a cold start",
        value=min(_cold() for _ in range(3)),
        unit="s",
        limit=LONG_PDF_LIMIT,
        n=3,
    )


def written(asked: tuple[str, str, str]) -> int:
    """One profile in every format, in a process of its own."""
    home, code, folder = asked
    content = context.build(open_store(Path(home)), area=code, **PERIODS)
    return len(outputs.write(outputs.draft_files(content, made_at=AT), Path(folder)))


def _cold() -> float:
    taken = subprocess.run(
        [sys.executable, "-c", LONG_PDF], capture_output=True, text=True, check=True
    )
    return float(taken.stdout)
