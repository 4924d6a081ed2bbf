"""Addresses of the map of forums, of offers, and of shared cases."""

from django.urls import path

from frankpledge.governance.forums import entry_views, map_views, offer_views, shared_views

app_name = "forums"
urlpatterns = [
    path("", map_views.index, name="index"),
    path("questions/<int:number>/", map_views.question, name="question"),
    path("due/", entry_views.due, name="due"),
    path("write/", entry_views.write, name="write"),
    path("reference/", entry_views.reference, name="reference"),
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
    path("<uuid:entry_id>/", entry_views.entry, name="entry"),
    path("<uuid:entry_id>/stops/", map_views.stops, name="stops"),
    path("<uuid:entry_id>/change/", entry_views.change, name="change"),
    path("<uuid:entry_id>/verify/", entry_views.verify, name="verify"),
    path("<uuid:entry_id>/figures/", entry_views.figures, name="figures"),
    path("<uuid:entry_id>/estimate/", entry_views.estimate, name="estimate"),
    path("<uuid:entry_id>/judge/<uuid:other_id>/", entry_views.judge, name="judge"),
]
