"""Addresses of profiles, findings and comments."""

from django.urls import path

from frankpledge.profiles import views

app_name = "profiles"
urlpatterns = [
    path("", views.index, name="index"),
    path("draft/", views.draft, name="draft"),
    path("findings/<uuid:finding_id>/edit/", views.edit_finding, name="edit-finding"),
    path("<uuid:profile_id>/", views.profile, name="profile"),
    path("<uuid:profile_id>/figures/", views.figures, name="figures"),
    path("<uuid:profile_id>/findings/add/", views.add_finding, name="add-finding"),
    path("<uuid:profile_id>/share/", views.share, name="share"),
    path("<uuid:profile_id>/release/", views.release, name="release"),
    path("<uuid:profile_id>/comment/", views.comment, name="comment"),
]
