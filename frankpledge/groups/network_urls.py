"""Addresses of the network: to look at, and to take away."""

from django.urls import path

from frankpledge.groups.views import network

app_name = "network"
urlpatterns = [
    path("", network.index, name="index"),
    path("around/<uuid:group_id>/", network.around, name="around"),
    path("own/", network.own, name="own"),
    path("export/<slug:form>/", network.export, name="export"),
]
