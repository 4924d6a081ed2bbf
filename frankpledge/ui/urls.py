"""Addresses of the kit itself: the gallery, and the page that says who to call."""

from django.urls import path

from frankpledge.ui import gallery, stop

app_name = "ui"

urlpatterns = [
    path("ui", gallery.gallery, name="gallery"),
    path("ui/", gallery.gallery),
    path("stop/", stop.stop, name="stop"),
]
