"""Addresses of problems, re-visits and asks."""

from django.urls import path

from frankpledge.problems import handing_views, views

app_name = "problems"
urlpatterns = [
    path("", views.index, name="index"),
    path("open/", views.open_problem, name="open"),
    path("revisits/", views.revisits_index, name="revisits"),
    path("revisits/<uuid:revisit_id>/", views.revisit, name="revisit"),
    path("asks/", views.asks_index, name="asks"),
    path("asks/<uuid:ask_id>/", views.ask_page, name="ask"),
    path("asks/<uuid:ask_id>/chase/", views.chase, name="chase"),
    path("asks/<uuid:ask_id>/again/", views.answer_again, name="answer-again"),
    path("asks/<uuid:ask_id>/withdraw/", views.withdraw_round, name="withdraw-round"),
    path("<uuid:problem_id>/", views.problem, name="problem"),
    path("<uuid:problem_id>/describe/", views.describe, name="describe"),
    path("<uuid:problem_id>/tell/", views.tell, name="tell"),
    path("<uuid:problem_id>/point/", views.point, name="point"),
    path("<uuid:problem_id>/share/", views.share, name="share"),
    path("<uuid:problem_id>/move/", views.move, name="move"),
    path("<uuid:problem_id>/merge/", handing_views.merge, name="merge"),
    path("<uuid:problem_id>/split/", handing_views.split, name="split"),
    path("<uuid:problem_id>/offer/", handing_views.offer, name="offer"),
    path("<uuid:problem_id>/take-on/", handing_views.answer_offer, name="answer-offer"),
    path("<uuid:problem_id>/revisits/", views.set_revisits, name="set-revisits"),
    path("<uuid:problem_id>/ask/", views.ask_round, name="ask-round"),
    path("<uuid:problem_id>/ask/chase/", views.chase_late, name="chase-late"),
]
