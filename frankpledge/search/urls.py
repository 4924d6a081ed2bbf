"""The addresses of search."""

from django.urls import path

from frankpledge.search import views

app_name = "search"
urlpatterns = [path("", views.search, name="search")]
