"""What every page here does with a form: one call, and its refusal beside the field it names."""

from collections.abc import Callable
from typing import TypeVar

from django.forms import Form
from django.http import HttpRequest, QueryDict

from frankpledge.kernel import DomainError

Result = TypeVar("Result")


def accepted(form: Form, act: Callable[[], Result]) -> Result | None:
    """What *act* gives, or None after its refusal has been added to the field that it names."""
    try:
        return act()
    except DomainError as problem:
        form.add_error(problem.argument if problem.argument in form.fields else None, str(problem))
        return None


def status_of(form: Form) -> int:
    """422 for a form with something to put right, otherwise 200."""
    return 422 if form.errors else 200


def typed(request: HttpRequest) -> QueryDict | None:
    """What was sent with the page, or None where the page has only been asked for."""
    return request.POST if request.method == "POST" else None
