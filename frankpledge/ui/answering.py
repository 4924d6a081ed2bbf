"""How a page answers a form: what was done, or what has to be put right."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.forms import Form
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

from frankpledge.access.api import Decision, require
from frankpledge.kernel import DomainError

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Done(Generic[Result]):
    """An act that was done, with what it gave. Always true, whatever that was."""

    result: Result


def accepted(form: Form, act: Callable[[], Result]) -> Done[Result] | None:
    """What *act* gave, or None after its refusal has been added to the field that it names."""
    try:
        return Done(act())
    except DomainError as problem:
        form.add_error(problem.argument if problem.argument in form.fields else None, str(problem))
        return None


def status_of(form: Form) -> int:
    """422 for a form with something to put right, otherwise 200."""
    return 422 if form.errors else 200


def typed(request: HttpRequest) -> QueryDict | None:
    """What was sent with the page, or None where the page has only been asked for."""
    return request.POST if request.method == "POST" else None


def form_page(
    request: HttpRequest,
    form: Form,
    *,
    title: str,
    button: str,
    back: str,
    decision: Decision,
    about: str = "",
    words: str = "",
) -> HttpResponse:
    """A page that is one form: its title, what it is about, its fields and its button.

    Raises `NotPermitted` where *decision* is a refusal, so that nobody fills in a form in vain.
    """
    require(decision)
    page = {
        "title": title,
        "about": about,
        "words": words,
        "form": form,
        "button": button,
        "back": back,
        "decision": decision,
    }
    return render(request, "ui/form.html", page, status=status_of(form))
