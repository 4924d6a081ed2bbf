"""The addresses of entities."""

from django.urls import URLPattern

app_name = "entities"
urlpatterns: list[URLPattern] = []
