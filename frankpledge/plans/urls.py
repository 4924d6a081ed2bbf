"""Addresses of actions and of tasking."""

from django.urls import path

from frankpledge.plans import views

app_name = "plans"
urlpatterns = [
    path("", views.index, name="index"),
    path("add/", views.add, name="add"),
    path("<uuid:action_id>/", views.action, name="action"),
    path("tasking/<uuid:meeting_id>/", views.tasking, name="tasking"),
    path("tasking/<uuid:meeting_id>/minutes/", views.minutes, name="minutes"),
    path("tasking/<uuid:meeting_id>/<uuid:item_id>/", views.item, name="item"),
]
