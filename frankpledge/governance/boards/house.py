"""An agency's own Word template: taken in clean or refused, and used for papers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localtime

from frankpledge.access.api import Actor, NotFound, record, require
from frankpledge.attachments.api import Sort, look_at
from frankpledge.governance import policies
from frankpledge.governance.models import HouseTemplate
from frankpledge.governance.policies import Act
from frankpledge.kernel import DomainError
from frankpledge.papers.api import Paper, as_docx

LARGEST = 5_000_000
"""Bytes: a template is a letterhead and styles."""


PLAIN = "Save the template in Word as a DOCX without macros, links to other files and objects"
"""What somebody can do about a file that is refused."""


class UnusableTemplate(DomainError):
    """A file is not taken as a template. The message says what is wrong with it."""

    def __init__(self, message: str) -> None:
        super().__init__(message, argument="template")


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateLine:
    """One template of somebody's agency."""

    number: int
    name: str
    added_on: date


def templates(by: Actor) -> tuple[TemplateLine, ...]:
    """The templates of *by*'s own agency, by name."""
    rows = HouseTemplate.objects.filter(agency=by.agency_id, ended_at=None).order_by("name")
    return tuple(
        TemplateLine(number=row.pk, name=row.name, added_on=localtime(row.added_at).date())
        for row in rows.only("name", "added_at")
    )


@transaction.atomic
def add_template(*, name: str, content: bytes, by: Actor, at: datetime) -> int:
    """Take in a Word template for *by*'s agency, in place of one of the same name.

    It is judged and written anew as every file that comes in: macros, parts that act, references
    to anything outside, names that climb out, packages that swell and declared entities are
    refused. Then one paper is made with it, so that nobody finds out later that it does not work.
    Raises `UnusableTemplate`.
    """
    require(policies.may_add_template(by))
    if len(content) > LARGEST:
        raise UnusableTemplate("This file is larger than 5 MB. A template is smaller")
    verdict = look_at(content, "template.docx")
    if not verdict.is_accepted:
        raise UnusableTemplate(f"{verdict.refusal.partition('. ')[0]}. {PLAIN}")
    if verdict.sort != Sort.DOCX:
        raise UnusableTemplate("This is not a Word document. Save the template as DOCX")
    try:
        as_docx(_trial(at), template=verdict.clean)
    except DomainError as refusal:
        raise UnusableTemplate(str(refusal)) from refusal
    HouseTemplate.objects.filter(agency=by.agency_id, name=name, ended_at=None).update(ended_at=at)
    row = HouseTemplate.objects.create(
        agency_id=by.agency_id,
        name=name,
        content=verdict.clean,
        added_at=at,
        added_by_id=by.person_id,
    )
    record(Act.ADD_TEMPLATE, None, by=by, at=at)
    return row.pk


def _trial(at: datetime) -> Paper:
    return Paper(title="Trial", marking="OFFICIAL", made_at=at, author="Trial", parts=())


@transaction.atomic
def end_template(*, number: int, by: Actor, at: datetime) -> None:
    """Use a template of one's own agency no longer. Raises `NotFound`."""
    require(policies.may_end_template(by))
    ended = HouseTemplate.objects.filter(pk=number, agency=by.agency_id, ended_at=None)
    if not ended.update(ended_at=at):
        raise NotFound
    record(Act.END_TEMPLATE, None, by=by, at=at)


def content_of(number: int, by: Actor) -> bytes:
    """A template of one's own agency. Raises `NotFound`."""
    row = HouseTemplate.objects.filter(pk=number, agency=by.agency_id, ended_at=None).first()
    if row is None:
        raise NotFound
    return bytes(row.content)
