"""Long forms, one question a page: what was answered travels with the page, and is kept nowhere."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.forms import Form
from django.http import QueryDict

from frankpledge.kernel import whole_number

Build = Callable[[QueryDict | None], Form]
NOT_ANSWERS = {"csrfmiddlewaretoken", "step", "back"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The question that is shown next, and the answers so far, which go with it unseen."""

    number: int
    count: int
    form: Form
    carried: tuple[tuple[str, str], ...]

    @property
    def is_last(self) -> bool:
        """Whether nothing is asked after it."""
        return self.number == self.count - 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """Every question answered, by the names of the fields, with the forms they were given in."""

    given: dict[str, object]
    forms: tuple[Form, ...]


def walk(questions: Sequence[Build], sent: QueryDict | None) -> Page | Answers:
    """The next question, or all answers when the last one has been answered.

    An earlier answer that does not hold is asked again, whatever page was sent.
    """
    if sent is None:
        return _page(questions, 0, None)
    answered = _number(sent.get("step", ""), len(questions))
    if "back" in sent:
        return _page(questions, max(0, answered - 1), sent, bound=False)
    forms = [build(sent) for build in questions[: answered + 1]]
    for number, form in enumerate(forms):
        if not form.is_valid():
            return page_of(questions, number, form, sent)
    if answered + 1 < len(questions):
        return _page(questions, answered + 1, sent, bound=False)
    given = {name: value for form in forms for name, value in form.cleaned_data.items()}
    return Answers(given=given, forms=tuple(forms))


def at_fault(questions: Sequence[Build], answers: Answers, sent: QueryDict) -> Page | None:
    """The first question whose form has been found wrong by what it was sent to."""
    for number, form in enumerate(answers.forms):
        if form.errors:
            return page_of(questions, number, form, sent)
    return None


def page_of(questions: Sequence[Build], number: int, form: Form, sent: QueryDict) -> Page:
    """One question with what was answered to it, right or wrong."""
    return Page(number=number, count=len(questions), form=form, carried=_carried(form, sent))


def _number(text: str, count: int) -> int:
    return min(whole_number(text) or 0, count - 1)


def _page(
    questions: Sequence[Build], number: int, sent: QueryDict | None, *, bound: bool = True
) -> Page:
    form = questions[number](None)
    if sent is not None and not bound and _has_any(form, sent):
        form = _filled(questions[number], sent)
    return Page(
        number=number,
        count=len(questions),
        form=form,
        carried=_carried(form, sent) if sent is not None else (),
    )


def _filled(build: Build, sent: QueryDict) -> Form:
    """A question that was answered before, with its answers, and nothing said of them."""
    before = build(sent)
    before.is_valid()
    form = build(None)
    form.initial = {**form.initial, **before.cleaned_data}
    return form


def _names(form: Form) -> tuple[str, ...]:
    return tuple(form.fields)


def _belongs(key: str, names: Sequence[str]) -> bool:
    return any(
        key in (name, *(f"{name}_{part}" for part in ("day", "month", "year"))) for name in names
    )


def _has_any(form: Form, sent: QueryDict) -> bool:
    return any(_belongs(key, _names(form)) for key in sent)


def _carried(form: Form, sent: QueryDict) -> tuple[tuple[str, str], ...]:
    names = _names(form)
    return tuple(
        (key, value)
        for key in sorted(sent)
        if key not in NOT_ANSWERS and not _belongs(key, names)
        for value in sent.getlist(key)
    )
