"""Every address, by the module that answers it."""

from importlib.util import find_spec

from django.urls import URLPattern, URLResolver, include, path

from frankpledge.config import health

handler400 = "frankpledge.ui.errors.bad_request"
handler403 = "frankpledge.ui.errors.permission_denied"
handler404 = "frankpledge.ui.errors.page_not_found"
handler500 = "frankpledge.ui.errors.server_error"

MODULES = ("problems", "intelligence", "governance", "plans", "profiles")

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", health.process),
    path("readyz", health.ready),
    path("", include("frankpledge.access.urls")),
    *(
        path(f"{module}/", include(f"frankpledge.{module}.urls"))
        for module in MODULES
        if find_spec(f"frankpledge.{module}") and find_spec(f"frankpledge.{module}.urls")
    ),
    *(
        path("", include(f"frankpledge.{module}.urls"))
        for module in ("ui", "demonstration", "pages")
        if find_spec(f"frankpledge.{module}") and find_spec(f"frankpledge.{module}.urls")
    ),
]
