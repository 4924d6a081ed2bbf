"""Knows which files a profile is written as, and writes all of them or none that is half done."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from frankpledge.papers.api import as_docx, as_pdf
from frankpledge.profiles import documents, paper, sheets
from frankpledge.profiles.again import Again
from frankpledge.profiles.blocks import Content


def beside_earlier(content: Content, folder: Path) -> Again:
    """Whether the folder's earlier build had the same files behind it, and the same figures."""
    try:
        plain = json.loads((folder / "profile.json").read_text(encoding="utf-8"))
        asked = (
            plain["inputs_digest"],
            plain["area_code"],
            plain["period"]["words"],
            (plain["compared"] or {}).get("words"),
        )
        figures = plain["figures_digest"]
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return Again.FIRST
    compared = content.compared.words if content.compared else None
    if asked != (content.inputs_digest, content.area_code, content.period.words, compared):
        return Again.OTHER_INPUTS
    return Again.SAME if figures == content.figures_digest else Again.OTHER_FIGURES


def draft_files(content: Content, *, made_at: datetime) -> Mapping[str, bytes]:
    """Every file of a draft by its name: to work with, to read, to print and to map."""
    whole = documents.draft_paper(content, made_at=made_at)
    summary = documents.summary_paper(
        content, lead=(), marking=paper.MARKING, handling=documents.DRAFT, made_at=made_at
    )
    return {
        "profile.json": f"{paper.as_json(content)}\n".encode(),
        "profile.html": f"{paper.as_html(content)}\n".encode(),
        "profile.docx": as_docx(whole),
        "profile.pdf": as_pdf(whole),
        "profile.xlsx": sheets.workbook(content, notes=[documents.DRAFT], made_at=made_at),
        "profile.geojson": f"{sheets.geojson(content)}\n".encode(),
        "summary.pdf": as_pdf(summary),
    }


def write(files: Mapping[str, bytes], folder: Path) -> tuple[Path, ...]:
    """Writes files into the folder, made if it is not there; each appears only when it is whole."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, held in files.items():
        path = folder / name
        unfinished = path.with_name(f".{name}.new")
        unfinished.write_bytes(held)
        unfinished.replace(path)
        written.append(path)
    return tuple(written)
