"""Papers and packs as files to save."""

from __future__ import annotations

from django.http import HttpResponse

from frankpledge.access.api import NotFound
from frankpledge.papers.api import Paper, as_docx, as_html, as_pdf

KINDS = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "html": "text/html; charset=utf-8",
}


def file_of(paper: Paper, kind: str, *, name: str, template: bytes | None = None) -> HttpResponse:
    """A paper as a file of one kind. Raises `NotFound` for a kind that there is none of."""
    if kind not in KINDS:
        raise NotFound
    if kind == "docx":
        held = as_docx(paper, template=template)
    else:
        held = as_pdf(paper) if kind == "pdf" else as_html(paper)
    answer = HttpResponse(held, content_type=KINDS[kind])
    answer["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    return answer
