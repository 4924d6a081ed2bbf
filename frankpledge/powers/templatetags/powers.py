"""What the pages of powers say again and again: a test unticked, and whom to ring."""

from __future__ import annotations

from collections.abc import Iterable

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from frankpledge.powers.catalogue import Power
from frankpledge.powers.consultees import ToConsult
from frankpledge.powers.delegations import Officer
from frankpledge.powers.looking_up import Entry

register = template.Library()

_HEADING = '<h3 class="govuk-heading-s">{}</h3>'
_DERIVED = format_html(
    '<p class="govuk-hint">{}</p>', "Taken apart from the words of the test, for a lawyer to check."
)
_BOX = (
    '<li><span aria-hidden="true">☐ </span>'
    '<span class="govuk-visually-hidden">Not ticked: </span>{}</li>'
)


@register.simple_tag
def test_of(power: Power) -> SafeString:
    """The parts of a legal test, what would show them and whom to consult: all still to be done."""
    parts = [format_html(_HEADING, "To be shown"), _DERIVED, _unticked(power.limbs)]
    if power.evidence:
        parts += [format_html(_HEADING, "What would show it"), _unticked(power.evidence)]
    if power.consult:
        parts += [format_html(_HEADING, "Whom to consult"), _bullets(power.consult)]
    return format_html_join("", "{}", ((part,) for part in parts))


@register.simple_tag
def test_at(entry: Entry) -> SafeString:
    """The parts of a test unticked, what is held and missing, whom to consult, and conflicts."""
    parts = [format_html(_HEADING, "To be shown"), _DERIVED, _unticked(entry.power.limbs)]
    if entry.evidence:
        parts.append(format_html(_HEADING, "Evidence held and missing"))
        parts.append(_bullets(f"{each.words}: {each.state}" for each in entry.evidence))
    if entry.consultees:
        parts.append(format_html(_HEADING, "Whom to consult"))
        parts.append(_bullets(consult_words(each) for each in entry.consultees))
    if entry.clashes:
        parts.append(format_html(_HEADING, "Conflicts to think of"))
        parts.append(_bullets(entry.clashes))
    return format_html_join("", "{}", ((part,) for part in parts))


def consult_words(each: ToConsult) -> str:
    """Somebody to consult, and whether the law names them."""
    if not each.is_hard:
        return f"{each.words} (should be)"
    return (
        f"{each.words} (must be, where {each.only_when})"
        if each.only_when
        else (f"{each.words} (must be)")
    )


@register.simple_tag
def ring(officers: Iterable[Officer]) -> SafeString:
    """Whom to ring for each council that has named somebody."""
    return format_html_join(
        "",
        '<p class="govuk-body">Ring {}, {}, {}: {}</p>',
        (
            (
                ", ".join(each.names) or "whoever holds the post",
                each.post,
                each.agency,
                each.telephone,
            )
            for each in officers
        ),
    )


def _unticked(parts: Iterable[str]) -> SafeString:
    return format_html(
        '<ul class="govuk-list">{}</ul>', format_html_join("", _BOX, ((each,) for each in parts))
    )


def _bullets(parts: Iterable[str]) -> SafeString:
    return format_html(
        '<ul class="govuk-list govuk-list--bullet">{}</ul>',
        format_html_join("", "<li>{}</li>", ((each,) for each in parts)),
    )
