"""Addresses of the interface. It answers 401 itself, where a page would send one to sign in."""

from django.contrib.auth.decorators import login_not_required
from django.urls import URLPattern, URLResolver, path

from frankpledge.interface.asking import description, interface

_patterns, _app, _space = interface.urls
_operations = [each for each in _patterns if getattr(each, "name", "") != "api-root"]
for _operation in _operations:
    if isinstance(_operation, URLPattern):
        _operation.callback = login_not_required(_operation.callback)

urlpatterns: list[URLPattern | URLResolver] = [
    path("openapi.json", description, name="openapi"),
    path("", (_operations, _app, _space)),
]
