"""Addresses of the catalogue of powers, what could be used at a place, and the lawyer's queue."""

from django.urls import path

from frankpledge.powers import views

app_name = "powers"
urlpatterns = [
    path("", views.index, name="index"),
    path("here/", views.here, name="here"),
    path("sheets/", views.sheets, name="sheets"),
    path("sheets/<slug:code>/", views.sheet, name="sheet"),
    path("review/", views.queue, name="queue"),
    path("officers/<int:number>/end/", views.end_delegation, name="end-delegation"),
    path("<slug:code>/", views.power, name="power"),
    path("<slug:code>/review/", views.review, name="review"),
    path("<slug:code>/officer/", views.delegate, name="delegate"),
]
