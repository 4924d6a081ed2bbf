"""Addresses of the map of forums, of offers, and of shared cases."""

from django.urls import path

from frankpledge.governance.forums import offer_views, shared_views, views

app_name = "forums"
urlpatterns = [
    path("", views.index, name="index"),
    path("questions/<int:number>/", views.question, name="question"),
    path("due/", views.due, name="due"),
    path("write/", views.write, name="write"),
    path("reference/", views.reference, name="reference"),
    path("offers/", offer_views.index, name="offers"),
    path("offers/make/", offer_views.offer, name="offer"),
    path("offers/<int:number>/agree/", offer_views.agree, name="agree-offer"),
    path("offers/<int:number>/end/", offer_views.end, name="end-offer"),
    path("shared/", shared_views.index, name="shared"),
    path("shared/offline/", shared_views.offline, name="offline"),
    path("shared/open/", shared_views.open_run, name="open-run"),
    path("shared/<int:number>/give/", shared_views.give, name="give-hashes"),
    path("shared/<int:number>/count/", shared_views.count, name="count-run"),
    path("shared/<int:number>/empty/", shared_views.empty, name="empty-run"),
    path("<uuid:entry_id>/", views.entry, name="entry"),
    path("<uuid:entry_id>/stops/", views.stops, name="stops"),
    path("<uuid:entry_id>/change/", views.change, name="change"),
    path("<uuid:entry_id>/verify/", views.verify, name="verify"),
    path("<uuid:entry_id>/figures/", views.figures, name="figures"),
    path("<uuid:entry_id>/estimate/", views.estimate, name="estimate"),
    path("<uuid:entry_id>/judge/<uuid:other_id>/", views.judge, name="judge"),
]
