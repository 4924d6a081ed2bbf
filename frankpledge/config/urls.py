"""Every address, by the module that answers it."""

from django.urls import URLPattern, URLResolver, include, path

from frankpledge.config import health

handler400 = "frankpledge.ui.errors.bad_request"
handler403 = "frankpledge.ui.errors.permission_denied"
handler404 = "frankpledge.ui.errors.page_not_found"
handler500 = "frankpledge.ui.errors.server_error"

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", health.process),
    path("readyz", health.ready),
    path("api/", include("frankpledge.interface.urls")),
    path("", include("frankpledge.access.urls")),
    path("attachments/", include("frankpledge.attachments.urls")),
    path("search/", include("frankpledge.search.urls")),
    path("long-work/", include("frankpledge.work.urls")),
    path("entities/", include("frankpledge.entities.urls")),
    path("problems/", include("frankpledge.problems.urls")),
    path("card/", include("frankpledge.intelligence.urls_of_cards")),
    path("referrals/", include("frankpledge.referrals.urls")),
    path("intelligence/", include("frankpledge.intelligence.urls")),
    path("asking/", include("frankpledge.asking.urls")),
    path("groups/", include("frankpledge.groups.urls")),
    path("powers/", include("frankpledge.powers.urls")),
    path("network/", include("frankpledge.groups.network_urls")),
    path("governance/", include("frankpledge.governance.urls")),
    path("forums/", include("frankpledge.governance.forums.urls")),
    path("learning/", include("frankpledge.learning.urls")),
    path("boards/", include("frankpledge.governance.boards.urls")),
    path("plans/", include("frankpledge.plans.urls")),
    path("profiles/", include("frankpledge.profiles.urls")),
    path("", include("frankpledge.ui.urls")),
    path("", include("frankpledge.demonstration.urls")),
    path("", include("frankpledge.pages.urls")),
]
