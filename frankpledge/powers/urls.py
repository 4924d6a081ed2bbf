"""Addresses of the catalogue of powers, what could be used at a place, and the lawyer's queue."""

from django.urls import path

from frankpledge.powers import use_views as acts, views

app_name = "powers"
urlpatterns = [
    path("", views.index, name="index"),
    path("here/", views.here, name="here"),
    path("sheets/", views.sheets, name="sheets"),
    path("sheets/<slug:code>/", views.sheet, name="sheet"),
    path("review/", views.queue, name="queue"),
    path("uses/", acts.uses, name="uses"),
    path("uses/start/<uuid:problem_id>/<slug:code>/", acts.start_use, name="start-use"),
    path("uses/<uuid:use_id>/", acts.use, name="use"),
    path("uses/<uuid:use_id>/gate/", acts.answer_gate, name="answer-gate"),
    path("uses/<uuid:use_id>/override/", acts.override_stop, name="override-stop"),
    path("uses/<uuid:use_id>/evidence/<int:number>/", acts.note_evidence, name="note-evidence"),
    path("uses/<uuid:use_id>/evidence/", acts.add_evidence, name="add-evidence"),
    path("uses/<uuid:use_id>/limb/<int:number>/", acts.tick_limb, name="tick-limb"),
    path("uses/<uuid:use_id>/checked/", acts.finish_check, name="finish-check"),
    path("uses/<uuid:use_id>/consult/<int:number>/", acts.ask_consultee, name="ask-consultee"),
    path(
        "uses/<uuid:use_id>/consult/<int:number>/said/",
        acts.note_consultee,
        name="note-consultee",
    ),
    path("uses/<uuid:use_id>/consulted/", acts.finish_consultation, name="finish-consultation"),
    path("uses/<uuid:use_id>/asked/", acts.note_asked, name="note-asked"),
    path("uses/<uuid:use_id>/authorise/", acts.authorise_use, name="authorise-use"),
    path("uses/<uuid:use_id>/reject/", acts.reject_use, name="reject-use"),
    path("uses/<uuid:use_id>/in-force/", acts.bring_in_force, name="bring-in-force"),
    path("uses/<uuid:use_id>/hearing/", acts.note_hearing, name="note-hearing"),
    path("uses/<uuid:use_id>/breach/", acts.note_breach, name="note-breach"),
    path("uses/<uuid:use_id>/breach/answer/", acts.answer_breach, name="answer-breach"),
    path("uses/<uuid:use_id>/appeal/", acts.note_appeal, name="note-appeal"),
    path("uses/<uuid:use_id>/appeal/decided/", acts.decide_appeal, name="decide-appeal"),
    path("uses/<uuid:use_id>/end/", acts.end_use, name="end-use"),
    path("uses/<uuid:use_id>/review/", acts.review_use, name="review-use"),
    path("uses/<uuid:use_id>/park/", acts.park_use, name="park-use"),
    path("uses/<uuid:use_id>/take-up/", acts.take_up_use, name="take-up-use"),
    path("uses/<uuid:use_id>/withdraw/", acts.withdraw_use, name="withdraw-use"),
    path("uses/<uuid:use_id>/share/", acts.share_use, name="share-use"),
    path("overriders/", acts.name_overrider, name="overriders"),
    path("overriders/<int:number>/end/", acts.end_overrider, name="end-overrider"),
    path("officers/<int:number>/end/", views.end_delegation, name="end-delegation"),
    path("<slug:code>/", views.power, name="power"),
    path("<slug:code>/review/", views.review, name="review"),
    path("<slug:code>/officer/", views.delegate, name="delegate"),
]
