"""Addresses that exist in a demonstration and nowhere else."""

from django.urls import path

from frankpledge.demonstration import views

app_name = "demonstration"
urlpatterns = [
    path("demo", views.people, name="people"),
    path("demo/", views.people),
    path("demo/sign-in", views.sign_in, name="sign-in"),
]
