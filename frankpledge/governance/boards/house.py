"""An agency's own Word template: taken in clean or refused, and used for papers."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from frankpledge.access.api import Actor, record, require
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
    number = HouseTemplate.take(name=name, content=verdict.clean, by=by, at=at)
    record(Act.ADD_TEMPLATE, None, by=by, at=at)
    return number


def _trial(at: datetime) -> Paper:
    return Paper(title="Trial", marking="OFFICIAL", made_at=at, author="Trial", parts=())


@transaction.atomic
def end_template(*, number: int, by: Actor, at: datetime) -> None:
    """Use a template of one's own agency no longer. Raises `NotFound`."""
    require(policies.may_end_template(by))
    HouseTemplate.end(number, by=by, at=at)
    record(Act.END_TEMPLATE, None, by=by, at=at)


templates = HouseTemplate.listed
content_of = HouseTemplate.content_of
