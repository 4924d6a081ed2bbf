"""What the components are given: frozen facts, never records."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.contrib.messages import ERROR, SUCCESS
from django.contrib.messages.storage.base import Message
from django.utils.html import format_html
from django.utils.safestring import SafeString

from frankpledge.ui import wording
from frankpledge.ui.macros import component
from frankpledge.ui.tables import Tone, status


@dataclass(frozen=True, kw_only=True, slots=True)
class Link:
    """Words that lead somewhere. `about` is read aloud after them where they are not enough."""

    text: str
    href: str
    about: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Fact:
    """One thing that is known, under its name, with what may be done about it."""

    name: str
    value: object
    tone: Tone | None = None
    links: Sequence[Link] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Happening:
    """One thing that happened. `by` says who, or which agency, in the words the reader may see."""

    at: datetime | date
    title: str
    by: str = ""
    text: str = ""
    href: str = ""
    tone: Tone = Tone.NEUTRAL


@dataclass(frozen=True, kw_only=True, slots=True)
class Side:
    """One of two texts that are read beside each other."""

    title: str
    text: str
    notes: Sequence[str] = ()
    marking: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Task:
    """One thing to do and how it stands."""

    title: str
    href: str = ""
    hint: str = ""
    status: str = ""
    tone: Tone = Tone.NEUTRAL


@dataclass(frozen=True, kw_only=True, slots=True)
class Figure:
    """A number that can be checked: nothing is shown without where it came from.

    `origin` is "open data" or "synthetic". `interval` is in words: "31.2 to 33.9 (95%)".
    """

    label: str
    value: str
    source: str
    origin: str
    unit: str = ""
    interval: str = ""
    n: int | None = None
    method: str = ""
    caveats: Sequence[str] = field(default_factory=tuple)
    change: str = ""
    href: str = ""

    @property
    def count(self) -> str:
        """How many it rests on, in words."""
        return "" if self.n is None else wording.number(self.n)


def summary(
    *, rows: Mapping[str, object] | Iterable[Fact | tuple[str, object]], title: str = ""
) -> SafeString:
    """Facts about one thing as a list of names and values; as a card when it has a title."""
    pairs = rows.items() if isinstance(rows, Mapping) else rows
    facts = [
        row if isinstance(row, Fact) else Fact(name=str(row[0]), value=row[1]) for row in pairs
    ]
    options: dict[str, Any] = {"rows": [_summary_row(fact) for fact in facts]}
    if title:
        options["card"] = {"title": {"text": title}}
    return component("summary-list", options)


def notice(message: Message, number: int) -> SafeString:
    """One of Django's messages as a banner; a failure is announced at once."""
    options: dict[str, Any] = {"text": str(message), "titleId": f"notice-{number}"}
    if message.level >= ERROR:
        options |= {"titleText": "Not done", "role": "alert"}
    elif message.level == SUCCESS:
        options |= {"titleText": "Done", "type": "success"}
    return component("notification-banner", options)


def _summary_row(fact: Fact) -> dict[str, Any]:
    row: dict[str, Any] = {"key": {"text": fact.name}, "value": {"html": _value(fact)}}
    if fact.links:
        row["actions"] = {
            "items": [
                {
                    "text": link.text,
                    "href": link.href,
                    "visuallyHiddenText": link.about or fact.name.lower(),
                }
                for link in fact.links
            ]
        }
    return row


def _value(fact: Fact) -> SafeString:
    value = fact.value
    if value is None or value == "":
        return format_html('<span class="frank-missing">{}</span>', "Not given")
    if isinstance(value, Link):
        return format_html('<a class="govuk-link" href="{}">{}</a>', value.href, value.text)
    if isinstance(value, bool):
        value = "Yes" if value else "No"
    elif isinstance(value, datetime):
        value = wording.moment(value)
    elif isinstance(value, date):
        value = wording.day(value)
    elif isinstance(value, int):
        value = wording.number(value)
    elif isinstance(value, list | tuple):
        parts = [_value(Fact(name=fact.name, value=part)) for part in value]
        return format_html("{}" + "<br>{}" * (len(parts) - 1), *parts)
    if fact.tone is not None:
        return SafeString(status(fact.tone, str(value)))
    return format_html("{}", value)
