"""From the answers on all pages to what is told, and to the list that is checked before sending."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django import forms

from frankpledge.intelligence.desk.accreditation import OwnGiven
from frankpledge.intelligence.giving.half_told import (
    CONFIRM,
    DIVIDE,
    WHO,
    HalfTold,
    Question,
    Setting,
    asked_of,
    form_of,
    found_by,
)
from frankpledge.intelligence.giving.mentions import Named
from frankpledge.intelligence.giving.recognition import Found
from frankpledge.intelligence.giving.told import Told
from frankpledge.intelligence.models import MentionKind, MentionRole

NOT_SAID = "Not said"


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """One answer, as its reader chose or typed it, and the page on which it can be changed."""

    label: str
    answer: str
    question: str


def told_by(half: HalfTold, setting: Setting) -> tuple[Told | None, Question | None]:
    """What is told, or None with the first page on which something has to be put right."""
    answers: dict[str, object] = {}
    for each in asked_of(half, setting):
        if each.name in (DIVIDE, WHO):
            continue
        form = form_of(each, half, setting)
        if not form.is_valid():
            return None, each
        answers.update(form.cleaned_data)
    ticked = answers.pop("found", [])
    assert isinstance(ticked, list)
    named = (*confirmed(found_by(half), ticked), *people_named(half.people, half.text))
    return (
        from_answers(
            answers,
            named=named,
            route=half.route,
            came_by=half.came_by,
            answers_request=half.answers_request,
        ),
        None,
    )


def from_answers(
    answers: Mapping[str, object], *, named: tuple[Named, ...] = (), **more: str
) -> Told:
    """What is told, out of checked answers by the names of their fields."""
    own = {name: value for name, value in answers.items() if name.startswith("own_")}
    plain = {name: value for name, value in answers.items() if not name.startswith("own_")}
    return Told(named=named, own_grade=_own_grade(own), **plain, **more)  # type: ignore[arg-type]


def _own_grade(own: Mapping[str, object]) -> OwnGiven | None:
    if not own.get("own_source"):
        return None
    recipients = own.get("own_recipients") or []
    assert isinstance(recipients, list)
    return OwnGiven(
        source=int(str(own["own_source"])),
        intelligence=str(own["own_intelligence"]),
        code=str(own["own_code"]),
        action=str(own.get("own_action") or ""),
        sanitisation=str(own.get("own_sanitisation") or ""),
        recipients=tuple(UUID(str(each)) for each in recipients),
        instructions=str(own.get("own_instructions") or ""),
    )


def confirmed(found: Sequence[Found], ticked: Sequence[str]) -> tuple[Named, ...]:
    """Of what was found in the words, what their writer ticked."""
    return tuple(
        Named(kind=each.kind, text=each.text, value=each.value, start=each.start, end=each.end)
        for each in found
        if each.code in ticked
    )


def people_named(people: Sequence[Mapping[str, str]], text: str) -> tuple[Named, ...]:
    """People and businesses that were typed beside the words, and where they stand in them."""
    named = []
    for each in people:
        start = text.find(each["name"])
        named.append(
            Named(
                kind=each.get("what") or MentionKind.PERSON,
                text=each["name"],
                role=each.get("role") or MentionRole.OTHER,
                about=each.get("about", ""),
                start=start if start >= 0 else None,
                end=start + len(each["name"]) if start >= 0 else None,
            )
        )
    return tuple(named)


def given_by(half: HalfTold, setting: Setting) -> list[Given]:
    """Every answer in words, in the order of the pages, to be checked before it is sent."""
    rows: list[Given] = []
    for each in asked_of(half, setting):
        if each.name == WHO:
            rows.append(Given(label=each.title, answer=_people(half.people), question=each.name))
        elif each.name == CONFIRM:
            rows.append(
                Given(label=each.title, answer=_ticked(half, setting, each), question=each.name)
            )
        elif each.name != DIVIDE:
            rows += in_words(form_of(each, half, setting), question=each.name)
    return rows


def in_words(form: forms.Form, *, question: str = "") -> list[Given]:
    """The answers of one form, leaving out those that hang on an answer that was not given."""
    form.is_valid()
    hidden = {
        name
        for field_name, box in form.fields.items()
        for answer, name in getattr(box, "reveals", {}).items()
        if str(form[field_name].value() or "") != answer
    }
    return [
        Given(
            label=str(bound.label).removesuffix(" (optional)"),
            answer=_said(form, bound.name),
            question=question,
        )
        for bound in form
        if bound.name not in hidden
    ]


def _said(form: forms.Form, name: str) -> str:
    """An answer as its reader chose it: the label rather than what stands for it."""
    value = form.cleaned_data.get(name)
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, date):
        return f"{value.day} {value:%B %Y}"
    labels = {str(code): str(label) for code, label in getattr(form.fields[name], "choices", ())}
    if isinstance(value, list):
        return ", ".join(labels.get(str(each), str(each)) for each in value) or NOT_SAID
    if not value:
        return NOT_SAID
    return labels.get(str(value), str(value))


def _people(people: Sequence[Mapping[str, str]]) -> str:
    said = [
        f"{each['name']} ({MentionRole(each.get('role') or MentionRole.OTHER).label.lower()})"
        for each in people
    ]
    return ", ".join(said) or NOT_SAID


def _ticked(half: HalfTold, setting: Setting, each: Question) -> str:
    form = form_of(each, half, setting)
    ticked = form.cleaned_data["found"] if form.is_valid() else []
    return ", ".join(found.label for found in found_by(half) if found.code in ticked) or "None"
