"""The gallery at /ui: every component in every state, when to use it, and how it is written.

What is shown is made from what is quoted: each example's source is rendered for the page.
Open to anyone in a demonstration or under DEBUG; elsewhere to whoever is signed in.
"""

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template import Context, Template
from django.utils.safestring import SafeString

from frankpledge.ui import example_facts, examples
from frankpledge.ui.context import furniture, is_demonstration


@dataclass(frozen=True, kw_only=True, slots=True)
class Shown:
    """One state of one component: its name, what was written, and what came of it."""

    state: str
    source: str
    result: SafeString


@dataclass(frozen=True, kw_only=True, slots=True)
class Exhibit:
    """One component with what it is for and every state it can be in."""

    name: str
    slug: str
    when: str
    states: Sequence[Shown]


def exhibits(request: HttpRequest) -> list[Exhibit]:
    """Every component, rendered from the examples."""
    surroundings = furniture(request) | {"moment": example_facts.NOW}
    return [
        Exhibit(
            name=example.name,
            slug=example.name.lower().replace(" ", "-"),
            when=example.when,
            states=[
                Shown(
                    state=state.name,
                    source=state.source,
                    result=_rendered(state.source, surroundings | dict(state.facts())),
                )
                for state in example.states
            ],
        )
        for example in examples.EXAMPLES
    ]


@login_not_required
@transaction.non_atomic_requests
def gallery(request: HttpRequest) -> HttpResponse:
    """The page at /ui."""
    open_to_all = is_demonstration() or settings.DEBUG
    if not open_to_all and getattr(request, "actor", None) is None:
        return redirect(settings.LOGIN_URL)
    return render(request, "ui/gallery.html", {"exhibits": exhibits(request)})


def _rendered(source: str, facts: Mapping[str, object]) -> SafeString:
    return _template(source).render(Context(facts))


@functools.cache
def _template(source: str) -> Template:
    return Template("{% load ui %}" + source)
