"""The compiled templates: GOV.UK Frontend's own macros, and the kit's where speed matters."""

import functools
from collections.abc import Mapping
from typing import cast

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from jinja2 import Environment, PackageLoader, PrefixLoader, StrictUndefined, Template
from jinja2.runtime import Macro


class UnsafeAttributes(TypeError):
    """A component was given its attributes as one string, which nothing could escape.

    If you are seeing this, pass a mapping instead: `{"data-module": "govuk-button"}`. A string
    that was built and escaped on purpose has to be marked safe where it was built.
    """


@functools.cache
def _govuk() -> Environment:
    return Environment(
        loader=PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")}),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )


@functools.cache
def _ours() -> Environment:
    return Environment(
        loader=PackageLoader("frankpledge.ui", "jinja2"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        undefined=StrictUndefined,
    )


@functools.cache
def _macro(name: str) -> Macro:
    macro = "govuk" + "".join(part.capitalize() for part in name.split("-"))
    module = _govuk().get_template(f"govuk_frontend_jinja/components/{name}/macro.html").module
    return cast(Macro, getattr(module, macro))


@functools.cache
def _template(name: str) -> Template:
    return _ours().get_template(name)


def component(name: str, options: Mapping[str, object]) -> SafeString:
    """One GOV.UK component, by its own name and with its own options.

    Whatever is given as `html` is escaped unless it was marked safe, so that a value from a
    person can never become markup by being put under the wrong option.
    """
    return mark_safe(str(_macro(name)(_guarded(options))))


def compile_components() -> None:
    """Compile every component and template of the kit now, and not for whoever comes first."""
    for environment in (_govuk(), _ours()):
        for name in environment.list_templates(extensions=["html"]):
            environment.get_template(name)
            if name.endswith("/macro.html"):
                _macro(name.split("/")[-2])


def compiled(name: str, **context: object) -> SafeString:
    """One of the kit's own compiled templates."""
    return mark_safe(_template(name).render(context))


def _guarded(value: object, key: str = "") -> object:
    if isinstance(value, str):
        if hasattr(value, "__html__"):
            return value
        if key.lower().endswith("html"):
            return conditional_escape(value)
        if key == "attributes" and value:
            raise UnsafeAttributes(f"attributes came as a string: {value!r}")
        return value
    if isinstance(value, Mapping):
        return {name: _guarded(inner, str(name)) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_guarded(inner, key) for inner in value]
    return value
