"""The components, as template tags: `{% load ui %}`. Every one is shown in every state at /ui."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Protocol

from django import template
from django.contrib.messages.storage.base import Message
from django.forms import BaseForm, BoundField
from django.template import Context
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from frankpledge.ui import (
    charts,
    components,
    forms,
    front_end as built,
    macros,
    maps,
    networks,
    tables,
    wording,
)

register = template.Library()


class Verdict(Protocol):
    """A decision: true or false, and why."""

    @property
    def reason(self) -> str: ...

    def __bool__(self) -> bool: ...


register.filter("day", wording.day)
register.filter("short_day", wording.short_day)
register.filter("weekday", wording.weekday)
register.filter("moment", wording.moment)
register.filter("short_moment", wording.short_moment)
register.filter("clock_time", wording.clock_time)
register.filter("month", wording.month)
register.filter("number", wording.number)


@register.simple_tag
def gds(*component: str, **options: object) -> SafeString:
    """One GOV.UK component by name, with its own options: `{% gds "warning-text" text=words %}`.

    Two underscores go one level in: `label__text="Name"`. What is given as `html` is escaped
    unless it was marked safe. (The component comes unnamed because some have a `name` option.)
    """
    nested: dict[str, object] = {}
    for key, value in options.items():
        level = nested
        *outer, last = key.split("__")
        for part in outer:
            inner = level.setdefault(part, {})
            if not isinstance(inner, dict):
                raise template.TemplateSyntaxError(f"{part} is given both whole and in parts")
            level = inner
        level[last] = value
    return macros.component(component[0], nested)


@register.simple_block_tag
def action(content: str, decision: Verdict, **options: object) -> SafeString:
    """Offer an action, or say why it is not on offer. Never both, never neither.

    `href=` makes it a link that looks like a button; `name=` and `value=` go with the form that
    the button sends; `kind="secondary"` or `"warning"` changes its weight.
    """
    return render_to_string(
        "ui/action.html", {"label": content.strip(), "decision": decision, **options}
    )


@register.simple_tag
def table(
    *,
    columns: Sequence[tables.Column],
    rows: Iterable[tables.Row | Sequence[tables.CellValue]],
    caption: str,
    empty: str = "There is nothing to show yet.",
) -> SafeString:
    """A table of facts, or a sentence when there are none."""
    return tables.table(columns=columns, rows=rows, caption=caption, empty=empty)


@register.simple_tag
def status(text: str, tone: str = "neutral") -> SafeString:
    """A state in words, coloured by what it means to the reader: see `Tone` for the tones."""
    return mark_safe(str(tables.status(tables.Tone(tone), text)))


@register.simple_tag
def summary(
    *,
    rows: Mapping[str, object] | Iterable[components.Fact | tuple[str, object]],
    title: str = "",
) -> SafeString:
    """Facts about one thing, each under its name; with a title, as a card."""
    return components.summary(rows=rows, title=title)


@register.inclusion_tag("ui/timeline.html")
def timeline(*, items: Sequence[components.Happening], title: str = "What has happened") -> object:
    """What happened, when, and who did it, newest first as given."""
    return {"items": items, "title": title}


@register.inclusion_tag("ui/marking.html")
def marking(marking: object, handling: str = "") -> object:
    """How sensitive what follows is and what may be done with it. Nothing for nothing."""
    return {"marking": marking, "handling": handling or getattr(marking, "handling", "")}


@register.inclusion_tag("ui/filter.html")
def filter(  # noqa: A001
    form: BaseForm, results: str = "", clear: str = "?", what: str = "the list"
) -> object:
    """A form that narrows a list by its address, so that it works, and can be kept, as a link."""
    in_use = form.is_bound and any(bound.value() for bound in form)
    return {"form": form, "results": results, "clear": clear, "what": what, "in_use": in_use}


@register.inclusion_tag("ui/chart.html")
def chart(chart: charts.Chart) -> object:
    """A drawn chart with its source, and the same facts as a table."""
    narrow = charts.address(chart.narrow) if chart.narrow else ""
    return {"chart": chart, "address": charts.address(chart.svg), "narrow": narrow}


@register.inclusion_tag("ui/map.html")
def map(payload: maps.AreaMap, element_id: str = "map") -> object:  # noqa: A001
    """Areas shaded by a figure: drawn on the server, movable with JavaScript, and a table."""
    return maps.parts(payload, element_id)


@register.inclusion_tag("ui/network.html")
def network(picture: networks.NetworkPicture, element_id: str = "network") -> object:
    """A network, drawn on the server and movable with JavaScript; its tables stand before it."""
    return networks.parts(picture, element_id)


@register.inclusion_tag("ui/empty.html")
def empty(text: str, href: str = "", link: str = "") -> object:
    """What stands where a list would when there is nothing in it, and what to do about it."""
    return {"text": text, "href": href, "link": link}


@register.inclusion_tag("ui/clock.html", takes_context=True)
def clock(
    context: Context,
    until: datetime,
    now: datetime | None = None,
    soon: timedelta = timedelta(hours=24),
) -> object:
    """How long is left, in words, or how late it is. `now` is the page's own moment if left out."""
    # Adding nothing makes a plain moment of one that is worked out only when it is asked for.
    now = (now or context["moment"]) + timedelta(0)
    tone = "urgent" if until < now else "warning" if until - now <= soon else "neutral"
    return {"until": until, "words": wording.time_left(until, now), "tone": tone}


@register.inclusion_tag("ui/pagination.html")
def pagination(
    *,
    next: str = "",  # noqa: A002
    previous: str = "",
    what: str = "Results",
) -> object:
    """Links to what comes after and before, for lists that are read in order."""
    return {"next": next, "previous": previous, "what": what}


@register.inclusion_tag("ui/stop_notice.html")
def stop_notice(hours: str = "", danger: bool = False) -> object:  # noqa: FBT001, FBT002
    """When to call instead of writing. `hours` says when what is written here is read."""
    return {"hours": hours, "danger": danger}


@register.inclusion_tag("ui/receipt.html")
def receipt(*, reference: str, title: str, next_steps: Sequence[str] = ()) -> object:
    """Proof that something arrived: a reference to keep, and what happens now."""
    return {"reference": reference, "title": title, "next_steps": next_steps}


@register.inclusion_tag("ui/compare.html")
def compare(*, left: components.Side, right: components.Side) -> object:
    """Two texts beside each other: what came in, and what would go out."""
    return {"sides": (left, right)}


@register.inclusion_tag("ui/task_list.html")
def task_list(*, tasks: Sequence[components.Task]) -> object:
    """What is to be done, each with how far it has got."""
    return {"tasks": tasks}


@register.inclusion_tag("ui/figure.html")
def figure(figure: components.Figure) -> object:
    """One number with its unit, interval, count, source, method and caveats."""
    return {"figure": figure}


@register.inclusion_tag("ui/figures.html")
def figures(figures: Sequence[components.Figure]) -> object:
    """Several numbers side by side, each as `figure` gives it."""
    return {"figures": figures}


@register.simple_tag
def notices(messages: Iterable[Message]) -> SafeString:
    """Django's messages as banners: what was done, what was not, what to know."""
    return mark_safe("".join(components.notice(message, n) for n, message in enumerate(messages)))


@register.simple_tag
def origin(words: str) -> SafeString:
    """Whether a figure is open data or synthetic, as a small tag."""
    tone = "quiet" if words == "synthetic" else "active"
    return mark_safe(str(tables.status(tables.Tone(tone), words)))


@register.simple_tag
def front_end() -> SafeString:
    """Links to the built style sheet and script."""
    return built.tags()


@register.simple_tag
def errors(form: BaseForm) -> SafeString:
    """What must be put right in a form, once: later mentions of the same form leave it out."""
    if not isinstance(form, BaseForm) or not form.is_bound:
        return SafeString("")
    form.summary_shown = True  # type: ignore[attr-defined]
    return forms.error_summary(form)


@register.simple_tag
def form_fields(form: BaseForm) -> SafeString:
    """Every field of a form in order, those revealed by an answer under that answer."""
    revealed = forms.revealed_fields(form)
    drawn = [forms.field_group(bound) for bound in form if bound.name not in revealed]
    return mark_safe("\n".join(drawn))


@register.simple_tag
def field_group(field: BoundField) -> SafeString:
    """One field with its label, hint, error and boxes."""
    return forms.field_group(field)


@register.simple_tag
def time(at: datetime | date, style: str = "moment") -> SafeString:
    """A date or a moment in words, and exactly for machines."""
    words = {"moment": wording.moment, "day": wording.day, "weekday": wording.weekday}
    text = words[style](at) if isinstance(at, datetime) else wording.day(at)
    return mark_safe(f'<time datetime="{at.isoformat()}">{text}</time>')
