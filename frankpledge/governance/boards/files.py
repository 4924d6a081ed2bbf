"""Papers and packs as files to save."""

from __future__ import annotations

from django.http import HttpResponse

from frankpledge.access.api import NotFound
from frankpledge.papers.api import Paper, as_docx, as_html, as_pdf, invented
from frankpledge.ui.api import is_demonstration

KINDS = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "html": "text/html; charset=utf-8",
}


def written(paper: Paper, kind: str, *, template: bytes | None = None) -> bytes:
    """What a file of one kind holds, which says so where it is the demonstration's."""
    if is_demonstration():
        paper = invented(paper)
    if kind == "docx":
        return as_docx(paper, template=template)
    return as_pdf(paper) if kind == "pdf" else as_html(paper)


def file_of(paper: Paper, kind: str, *, name: str, template: bytes | None = None) -> HttpResponse:
    """A paper as a file of one kind. Raises `NotFound` for a kind that there is none of."""
    if kind not in KINDS:
        raise NotFound
    answer = HttpResponse(written(paper, kind, template=template), content_type=KINDS[kind])
    answer["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    return answer
