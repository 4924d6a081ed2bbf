"""Addresses of profiles, findings and comments."""

from django.urls import path

from frankpledge.profiles import release_views, views, writing_views

app_name = "profiles"
urlpatterns = [
    path("", views.index, name="index"),
    path("draft/", views.draft, name="draft"),
    path("districts/", views.study, name="study"),
    path("documents/", views.make_documents, name="make-documents"),
    path("public/", release_views.public_index, name="public"),
    path("public/<uuid:release_id>/", release_views.public_edition, name="public-edition"),
    path("public/<uuid:release_id>/pdf/", release_views.public_pdf, name="public-pdf"),
    path("released/", release_views.index, name="releases"),
    path("released/<uuid:release_id>/", release_views.released, name="released"),
    path(
        "released/<uuid:release_id>/as/<str:name>",
        release_views.released_file,
        name="released-file",
    ),
    path("released/<uuid:release_id>/sign/", release_views.sign, name="sign-release"),
    path(
        "released/<uuid:release_id>/acknowledge/",
        release_views.acknowledge,
        name="acknowledge-release",
    ),
    path("released/<uuid:release_id>/recall/", release_views.recall, name="recall-release"),
    path("findings/<uuid:finding_id>/edit/", views.edit_finding, name="edit-finding"),
    path(
        "comments/<uuid:comment_id>/answer/",
        writing_views.answer_comment,
        name="answer-comment",
    ),
    path("<uuid:profile_id>/", views.profile, name="profile"),
    path("<uuid:profile_id>/figures/", views.figures, name="figures"),
    path("<uuid:profile_id>/findings/add/", views.add_finding, name="add-finding"),
    path("<uuid:profile_id>/sections/<slug:code>/", writing_views.passage, name="write"),
    path("<uuid:profile_id>/threats/add/", writing_views.threat, name="add-threat"),
    path("<uuid:profile_id>/threats/<int:number>/", writing_views.threat, name="threat"),
    path("<uuid:profile_id>/asks/add/", writing_views.ask, name="add-ask"),
    path("<uuid:profile_id>/returns/ask/", writing_views.request_returns, name="request-returns"),
    path("<uuid:profile_id>/returns/<slug:code>/", writing_views.supply, name="supply"),
    path(
        "<uuid:profile_id>/returns/<slug:code>/template/",
        writing_views.template,
        name="return-template",
    ),
    path("<uuid:profile_id>/share/", views.share, name="share"),
    path("<uuid:profile_id>/comment/", views.comment, name="comment"),
    path("<uuid:profile_id>/as/<slug:audience>/", release_views.version, name="version"),
    path("<uuid:profile_id>/as/<slug:audience>/clear/", release_views.clear, name="clear-version"),
    path(
        "<uuid:profile_id>/as/<slug:audience>/release/",
        release_views.release,
        name="release-version",
    ),
]
