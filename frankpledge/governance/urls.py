"""Addresses of meetings and their items."""

from django.urls import path

from frankpledge.governance import views

app_name = "governance"
urlpatterns = [
    path("", views.index, name="index"),
    path("call/", views.call, name="call"),
    path("<uuid:meeting_id>/", views.meeting, name="meeting"),
    path("<uuid:meeting_id>/call-off/", views.call_off, name="call-off"),
    path("<uuid:meeting_id>/agenda/", views.build, name="build"),
    path("<uuid:meeting_id>/updates/", views.ask, name="ask"),
    path("<uuid:meeting_id>/chase/", views.chase, name="chase"),
    path("<uuid:meeting_id>/attendance/", views.attendance, name="attendance"),
    path("<uuid:meeting_id>/undertaking/", views.undertake, name="undertake"),
    path("<uuid:meeting_id>/minutes/", views.minutes, name="minutes"),
    path("<uuid:meeting_id>/minutes/file/<slug:kind>/", views.minutes_file, name="minutes-file"),
    path("<uuid:meeting_id>/minutes/schedule/", views.minutes_schedule, name="minutes-schedule"),
    path("items/<uuid:item_id>/", views.item, name="item"),
    path("items/<uuid:item_id>/conflict/", views.conflict, name="conflict"),
]
