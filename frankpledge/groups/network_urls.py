"""Addresses of the network: to look at, and to take away."""

from django.urls import path

from frankpledge.groups.views import network

app_name = "network"
urlpatterns = [
    path("", network.index, name="index"),
    path("around/<uuid:group_id>/", network.around, name="around"),
    path("notes/", network.note, name="note"),
    path("ties/", network.ties, name="ties"),
    path("ties/take-in/", network.add_ties, name="add-ties"),
    path("ranks/", network.ranks, name="ranks"),
    path("own/", network.own, name="own"),
    path("export/<slug:form>/", network.export, name="export"),
]
