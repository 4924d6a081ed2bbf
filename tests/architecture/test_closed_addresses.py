"""Every address is closed, except those that are listed here with a reason."""

import re
from collections.abc import Iterator
from uuid import UUID

import pytest
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.converters import IntConverter, UUIDConverter

from frankpledge.access.api import Role
from tests.makers import make_agency, make_person

PUBLIC = {
    "healthz": "says that the process answers, and nothing else",
    "readyz": "says whether the database, record and migrations are in order",
    "access:sign-in": "where people sign in",
    "openapi": "what other programs may ask for; says nothing of any record",
    "intelligence:receipt": "whoever holds a receipt types its words in; nothing without them",
    "intelligence:withdraw-contact": "whoever holds a receipt asks not to be contacted",
    "intelligence:reply": "whoever holds a receipt answers what was asked; nothing without it",
    "profiles:public": "profiles that a chief officer signed for anybody to read",
    "profiles:public-edition": "one of them; what was never signed or was recalled is not there",
    "profiles:public-pdf": "the same as a file",
    "ui:gallery": "components in every state, with invented words",
    "ui:ui": "the same, with a stroke after it",
    "pages:about": "what this is; the same for everybody",
    "pages:accessibility": "the accessibility statement; the same for everybody",
    "pages:help": "whom to call; the same for everybody",
    "pages:open-data": "where published figures come from and their licences",
    "pages:privacy": "the privacy notice; the same for everybody",
    "learning:door": "whoever holds the code of the door is counted in; nothing without it",
    "learning:pass": "whoever holds a pass says how sure they are; nothing without it",
    "plans:calendar": "whoever holds the secret reads references and days; nothing without it",
    "ui:stop": "the stop page: 999 and whom to call",
}
"""Open to anybody at all."""

FOR_ANYBODY_SIGNED_IN = {
    "pages:morning": "their own first page, which holds nothing that they may not see",
    "pages:digest": "how much awaits themselves, of what they may see, and nothing of what",
    "pages:choose-digest": "on which days they have it by e-mail, which is theirs alone",
    "access:sign-out": "everybody may leave",
    "interface:me": "who they are, for a program of theirs",
    "access:password": "everybody may change their own password",
    "access:purpose": "everybody may say why they look; it grants nothing",
}
"""Open to somebody who has signed in and may do nothing."""

CLOSED = {401, 403, 404, 405}


def addresses(resolver: URLResolver | None = None, before: str = "", space: str = "") -> Iterator:
    """The name and an example of every address."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            name = f"{space}{entry.namespace}:" if entry.namespace else space
            yield from addresses(entry, before + example(entry), name)
        elif isinstance(entry, URLPattern):
            path = "/" + before + example(entry)
            yield space + (entry.name or path.strip("/")), path


def example(entry: URLPattern | URLResolver) -> str:
    """The address with something plausible in each place that takes a value."""
    text = str(entry.pattern)
    for name, converter in entry.pattern.converters.items():
        value = "x"
        if isinstance(converter, UUIDConverter):
            value = str(UUID(int=7))
        elif isinstance(converter, IntConverter):
            value = "7"
        text = re.sub(rf"<(?:\w+:)?{name}>", value, text)
    return text.lstrip("^").rstrip("$")


ADDRESSES = sorted(set(addresses()))


def test_the_addresses_are_found():
    assert ("access:sign-in", "/sign-in/") in ADDRESSES
    assert not [path for _, path in ADDRESSES if "<" in path]


def test_what_is_open_still_exists():
    names = {name for name, _ in ADDRESSES}

    assert (PUBLIC.keys() | FOR_ANYBODY_SIGNED_IN.keys()) - names == set()


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "path"), ADDRESSES)
def test_an_address_is_closed_to_somebody_who_has_not_signed_in(client, name, path):
    if name in PUBLIC:
        return
    for answer in (client.get(path), client.post(path)):
        signs_in = answer.status_code == 302 and answer.url.startswith("/sign-in/")
        assert signs_in or answer.status_code in CLOSED, f"{name} answers {answer.status_code}"


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "path"), ADDRESSES)
def test_an_address_is_closed_to_somebody_with_no_grants(client, name, path):
    if name in PUBLIC or name in FOR_ANYBODY_SIGNED_IN:
        return
    client.force_login(make_person(make_agency("empty"), Role.NO_GRANTS))

    for answer in (client.get(path), client.post(path)):
        assert answer.status_code in CLOSED, f"{name} answers {answer.status_code}"
