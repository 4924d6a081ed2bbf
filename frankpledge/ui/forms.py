"""Django forms as GOV.UK markup: the renderer, and what each kind of field becomes.

Settings: `FORM_RENDERER = "frankpledge.ui.forms.GovRenderer"`. Nothing else is needed; in
particular `django.forms` does not have to be among the installed apps.
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import django.forms.renderers
from django.db.models.fields import BLANK_CHOICE_DASH
from django.forms import BaseForm, BoundField, Field, widgets
from django.template.backends.django import DjangoTemplates
from django.utils.functional import cached_property
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from frankpledge.ui.fields import DateBoxes
from frankpledge.ui.macros import component

Options = dict[str, Any]
Drawing = Callable[[BoundField, Any], SafeString]

DJANGO_GAP = Field.default_error_messages["required"]
DASHES = BLANK_CHOICE_DASH[0][1]
CHOSEN = (widgets.ChoiceWidget, widgets.FileInput)
LEGENDS = (widgets.RadioSelect, widgets.CheckboxSelectMultiple, DateBoxes)


class GovRenderer(django.forms.renderers.DjangoTemplates):
    """Draws `{{ form }}` with GOV.UK patterns, the error summary and its links with it."""

    @cached_property
    def engine(self) -> DjangoTemplates:
        return DjangoTemplates(
            {
                "APP_DIRS": False,
                "DIRS": [
                    Path(__file__).parent / "templates",
                    Path(django.forms.renderers.__file__).parent / "templates",
                ],
                "NAME": "frankpledge-forms",
                "OPTIONS": {"libraries": {"ui": "frankpledge.ui.templatetags.ui"}},
            }
        )


def errors_of(form: BaseForm) -> list[dict[str, str]]:
    """Every error of a form, in the order of its fields, each with a link to its box."""
    found = [{"text": str(message), "href": ""} for message in form.non_field_errors()]
    for bound in form:
        target = f"#{_first_id(bound)}"
        found.extend({"text": message, "href": target} for message in messages_of(bound))
    return found


def messages_of(bound: BoundField) -> list[str]:
    """A field's errors in words that say what to do: Django's own word for a gap does not."""
    return [_gap(bound) if message == DJANGO_GAP else str(message) for message in bound.errors]


def _gap(bound: BoundField) -> str:
    label, widget = str(bound.label or ""), bound.field.widget
    if isinstance(widget, widgets.CheckboxInput):
        return f"Tick “{label}” to go on"
    if label.endswith("?"):
        return f"Answer “{label}”"
    verb = "Choose" if isinstance(widget, CHOSEN) else "Enter"
    return f"{verb} {_lower_first(label)}"


def _lower_first(label: str) -> str:
    """The label inside a sentence: an abbreviation keeps its capitals."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]


def error_summary(form: BaseForm) -> SafeString:
    """What must be put right, with links, or nothing. A page shows it above its heading."""
    errors = errors_of(form)
    if not errors:
        return SafeString("")
    return component(
        "error-summary",
        {
            "titleText": "There is a problem",
            "errorList": [
                {"text": error["text"], "href": error["href"]}
                if error["href"]
                else {"text": error["text"]}
                for error in errors
            ],
        },
    )


def field_group(bound: BoundField) -> SafeString:
    """One field with its label or legend, hint, error and boxes."""
    widget = bound.field.widget
    if widget.is_hidden:
        return SafeString(bound.as_widget())
    for kind, draw in _DRAWN.items():
        if isinstance(widget, kind):
            return draw(bound, widget)
    return _other(bound)


def revealed_fields(form: BaseForm) -> set[str]:
    """Fields that are drawn under an answer of another field, and so not by themselves."""
    return {
        name
        for field in form.fields.values()
        for name in getattr(field, "reveals", {}).values()
        if name in form.fields
    }


def _first_id(bound: BoundField) -> str:
    """The id of the box that an error is about: for a date, the part that is wrong."""
    if isinstance(bound.field.widget, DateBoxes):
        return f"{bound.auto_id}-{_wrong_part(bound)}"
    return str(bound.auto_id)


def _wrong_part(bound: BoundField) -> str:
    codes = {error.code for error in bound.errors.as_data()}
    return next((part for part in ("day", "month", "year") if part in codes), "day")


def _shared(bound: BoundField) -> Options:
    options: Options = {"id": bound.auto_id, "name": bound.html_name}
    if bound.help_text:
        options["hint"] = (
            {"html": bound.help_text}
            if hasattr(bound.help_text, "__html__")
            else {"text": bound.help_text}
        )
    if bound.errors:
        options["errorMessage"] = {"text": messages_of(bound)[0]}
    label = {"text": _label(bound)}
    if isinstance(bound.field.widget, LEGENDS):
        options["fieldset"] = {"legend": {**label, "classes": "govuk-fieldset__legend--s"}}
    else:
        options["label"] = {**label, "classes": "govuk-label--s"}
    return options


def _label(bound: BoundField) -> str:
    label = str(bound.label or "")
    if bound.field.required or label.endswith("(optional)"):
        return label
    return f"{label} (optional)"


def _attributes(bound: BoundField, *taken: str) -> Options:
    """What the widget was given beyond what has a place of its own."""
    attributes = bound.build_widget_attrs({}, bound.field.widget)
    unwanted = {"class", "required", "aria-describedby", "aria-invalid", "maxlength", *taken}
    return {
        name: value
        for name, value in {**bound.field.widget.attrs, **attributes}.items()
        if name not in unwanted and value is not False
    }


def _input(bound: BoundField, widget: widgets.Widget) -> SafeString:
    attrs = widget.attrs
    options = _shared(bound) | {
        "type": getattr(widget, "input_type", "text"),
        "value": widget.format_value(bound.value()),
        "classes": attrs.get("class", ""),
        "autocomplete": attrs.get("autocomplete"),
        "inputmode": attrs.get("inputmode"),
        "spellcheck": attrs.get("spellcheck"),
        "attributes": _attributes(bound, "autocomplete", "inputmode", "spellcheck"),
    }
    if isinstance(widget, widgets.NumberInput):
        options |= {"type": "text", "inputmode": "numeric", "spellcheck": False}
        options["attributes"] = _attributes(bound, "inputmode", "spellcheck", "min", "max", "step")
    if isinstance(widget, widgets.PasswordInput):
        options["autocomplete"] = options["autocomplete"] or "current-password"
        options["value"] = options["value"] if widget.render_value else None
        return component("password-input", options)
    return component("input", options)


def _textarea(bound: BoundField, widget: widgets.Widget) -> SafeString:
    value = widget.format_value(bound.value()) or ""
    options = _shared(bound) | {
        # Line ends as character references, so that no template can indent what a person wrote.
        "value": mark_safe(escape(value).replace("\n", "&#10;")),
        "rows": widget.attrs.get("rows", 5),
        "classes": widget.attrs.get("class", ""),
        "spellcheck": widget.attrs.get("spellcheck"),
        "attributes": _attributes(bound, "rows", "cols", "spellcheck"),
    }
    limit = getattr(bound.field, "max_length", None)
    if limit:
        return component("character-count", options | {"maxlength": limit, "threshold": 50})
    return component("textarea", options)


def _select(bound: BoundField, widget: widgets.Widget) -> SafeString:
    items = [
        {"value": item["value"], "text": item["text"], "selected": item["checked"]}
        for item in _answers(bound, widget)
    ]
    options = _shared(bound) | {"items": items, "attributes": _attributes(bound)}
    return component("select", options)


def _radios(bound: BoundField, widget: widgets.Widget) -> SafeString:
    inline = getattr(bound.field, "inline", False)
    # Django offers dashes for "no answer", which radio buttons say by having none chosen.
    items = [item for item in _answers(bound, widget) if item["text"] != DASHES]
    options = _shared(bound) | {
        "idPrefix": bound.auto_id,
        "items": items,
        "classes": "govuk-radios--inline" if inline else "",
    }
    return component("radios", options)


def _checkboxes(bound: BoundField, widget: widgets.Widget) -> SafeString:
    options = _shared(bound) | {"idPrefix": bound.auto_id, "items": _answers(bound, widget)}
    return component("checkboxes", options)


def _tick(bound: BoundField, widget: widgets.Widget) -> SafeString:
    """A single box: its label stands beside it, and there is no legend to repeat it."""
    shared = _shared(bound)
    item: Options = {
        "value": "on",
        "text": bound.label,
        "checked": bool(bound.value()),
        "id": bound.auto_id,
    }
    if "hint" in shared:
        item["hint"] = shared.pop("hint")
    shared.pop("label")
    return component("checkboxes", shared | {"idPrefix": bound.auto_id, "items": [item]})


def _date(bound: BoundField, widget: widgets.Widget) -> SafeString:
    value = bound.value()
    boxes = value if isinstance(value, list) else DateBoxes().decompress(value)
    wrong = _wrong_part(bound) if bound.errors else ""
    whole = wrong == "day" and all(boxes)
    items = []
    for part, box in zip(("day", "month", "year"), boxes, strict=True):
        width = "govuk-input--width-4" if part == "year" else "govuk-input--width-2"
        faulty = bool(wrong) and (whole or part == wrong or not any(boxes))
        items.append(
            {
                "name": f"{bound.html_name}_{part}",
                "id": f"{bound.auto_id}-{part}",
                "label": part.capitalize(),
                "classes": f"{width} govuk-input--error" if faulty else width,
                "value": "" if box is None else str(box),
                # A month may be typed in words.
                "inputmode": "text" if part == "month" else "numeric",
            }
        )
    options = _shared(bound) | {"items": items}
    options.pop("name")
    return component("date-input", options)


def _file(bound: BoundField, widget: widgets.Widget) -> SafeString:
    return component(
        "file-upload",
        _shared(bound) | {"javascript": True, "attributes": _attributes(bound)},
    )


def _other(bound: BoundField) -> SafeString:
    """A widget that GOV.UK Frontend has no pattern for keeps its own markup inside the group."""
    shared = _shared(bound)
    hint = (
        component("hint", {"id": f"{bound.auto_id}_helptext", **shared["hint"]})
        if ("hint" in shared)
        else ""
    )
    wrong = component("error-message", shared["errorMessage"]) if bound.errors else ""
    label = component("label", {**shared["label"], "for": bound.id_for_label})
    css = "govuk-form-group govuk-form-group--error" if bound.errors else "govuk-form-group"
    return mark_safe(f'<div class="{css}">{label}{hint}{wrong}{bound.as_widget()}</div>')


def _answers(bound: BoundField, widget: widgets.Widget) -> list[Options]:
    """The choices of a field as a component's items, groups flattened."""
    given = widget.format_value(bound.value())
    chosen = {str(value) for value in (given if isinstance(given, list | tuple) else [given])}
    hints: Mapping[str, str] = getattr(bound.field, "hints", {})
    reveals: Mapping[str, str] = getattr(bound.field, "reveals", {})
    items: list[Options] = []
    for value, text in _flat(getattr(widget, "choices", ())):
        item: Options = {"value": value, "text": text, "checked": value in chosen}
        if value in hints:
            item["hint"] = {"text": hints[value]}
        if reveals.get(value) in bound.form.fields:
            item["conditional"] = {"html": field_group(bound.form[reveals[value]])}
        items.append(item)
    return items


def _flat(choices: Any) -> list[tuple[str, str]]:
    pairs: list[tuple[str, str]] = []
    for value, text in choices:
        if isinstance(text, list | tuple):
            pairs.extend(_flat(text))
        else:
            pairs.append(("" if value is None else str(value), str(text)))
    return pairs


_DRAWN: dict[type[widgets.Widget], Drawing] = {
    DateBoxes: _date,
    widgets.CheckboxSelectMultiple: _checkboxes,  # before the radios that it descends from
    widgets.RadioSelect: _radios,
    widgets.CheckboxInput: _tick,
    widgets.SelectMultiple: _checkboxes,
    widgets.Select: _select,
    widgets.Textarea: _textarea,
    widgets.FileInput: _file,
    widgets.Input: _input,
}
