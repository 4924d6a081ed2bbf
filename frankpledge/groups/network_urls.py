"""Addresses of the network: to look at, and to take away."""

from django.urls import path

from frankpledge.groups import network_views

app_name = "network"
urlpatterns = [
    path("", network_views.index, name="index"),
    path("around/<uuid:group_id>/", network_views.around, name="around"),
    path("own/", network_views.own, name="own"),
    path("export/<slug:form>/", network_views.export, name="export"),
]
