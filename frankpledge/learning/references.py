"""How events, issues and case studies are named elsewhere: their captions and addresses."""

from django.urls import reverse

from frankpledge.access.api import Actor, Kind, Ref
from frankpledge.learning import reading
from frankpledge.learning.models import Event, Issue

_PAGES = {
    Kind.EVENT: "learning:event",
    Kind.ISSUE: "learning:issue",
    Kind.CASE_STUDY: "learning:case",
}


def caption_of(ref: Ref, by: Actor) -> str | None:
    """What a record of this module is called, or None if it is not one or not open to *by*."""
    if ref.kind == Kind.EVENT:
        event = Event.open_to(by).filter(pk=ref.uid).first()
        return f"{event.get_sort_display()} {event.reference}: {event.title}" if event else None
    if ref.kind == Kind.ISSUE:
        issue = Issue.open_to(by).filter(pk=ref.uid).first()
        return f"Issue {issue.reference}: {issue.text}" if issue else None
    if ref.kind == Kind.CASE_STUDY:
        line = reading.line_of(ref.uid, by)
        return f"Case study {line.reference}: {line.title}" if line else None
    return None


def url_of(ref: Ref, by: Actor) -> str | None:
    """The address of a record of this module, or None if it is not one or not open to *by*."""
    if ref.kind not in _PAGES or caption_of(ref, by) is None:
        return None
    return reverse(_PAGES[ref.kind], args=[ref.uid])
