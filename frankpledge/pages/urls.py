"""Addresses of the first page, the thread and the pages that stand still."""

from django.urls import path

from frankpledge.pages import board_views, digest_views, hold_views, views

app_name = "pages"
urlpatterns = [
    path("", views.morning, name="morning"),
    path("digest/", digest_views.digest, name="digest"),
    path("digest/days/", digest_views.choose_digest, name="choose-digest"),
    path("thread/<slug:kind>/<uuid:uid>/", views.thread, name="thread"),
    path("boards/<uuid:paper_id>/draft/", board_views.draft, name="draft-paper"),
    path("boards/self-check/", board_views.self_check, name="self-check"),
    path("boards/came-of-it/", board_views.came_of_it, name="came-of-it"),
    path("boards/came-of-it/<int:number>/", board_views.came_of_it, name="came-of-it-in"),
    path("boards/came-of-it/count/", board_views.count_period, name="count-period"),
    path("holds/<slug:kind>/<uuid:uid>/", hold_views.hold, name="hold"),
    path("holds/<slug:kind>/<uuid:uid>/<int:number>/lift/", hold_views.lift, name="lift-hold"),
    path("about/", views.about, name="about"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("open-data/", views.open_sources, name="open-data"),
    path("privacy/", views.privacy, name="privacy"),
    path("help/", views.help_page, name="help"),
]
