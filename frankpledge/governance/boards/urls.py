"""Addresses of boards: papers, packs, the action log, the register and arrangements."""

from django.urls import path

from frankpledge.governance.boards import paper_views, register_views, views

app_name = "boards"
urlpatterns = [
    path("", views.index, name="index"),
    path("meetings/<uuid:meeting_id>/", views.agenda, name="agenda"),
    path("meetings/<uuid:meeting_id>/plan/", views.plan, name="plan"),
    path("meetings/<uuid:meeting_id>/pack/<slug:audience>/<slug:kind>/", views.pack, name="pack"),
    path("templates/", views.templates, name="templates"),
    path("templates/<int:number>/end/", views.end_template, name="end-template"),
    path("register/", register_views.register, name="register"),
    path("register/write/", register_views.write, name="write-priority"),
    path("register/<uuid:priority_id>/", register_views.priority, name="priority"),
    path("arrangements/", register_views.arrangements, name="arrangements"),
    path("arrangements/say/", register_views.say, name="say-arrangement"),
    path("arrangements/<int:number>/end/", register_views.end, name="end-arrangement"),
    path("<uuid:paper_id>/", paper_views.paper, name="paper"),
    path("<uuid:paper_id>/header/", paper_views.header, name="header"),
    path("<uuid:paper_id>/section/<slug:section>/", paper_views.section, name="section"),
    path("<uuid:paper_id>/ask/", paper_views.recommend, name="recommend"),
    path("<uuid:paper_id>/send/", paper_views.send, name="send"),
    path("<uuid:paper_id>/clear/", paper_views.clear, name="clear"),
    path("<uuid:paper_id>/publish/", paper_views.publish, name="publish"),
    path("<uuid:paper_id>/withdraw/", paper_views.withdraw, name="withdraw"),
    path("<uuid:paper_id>/decision/", paper_views.take_back, name="take-back"),
    path("<uuid:paper_id>/figures/<int:number>/", paper_views.figure, name="figure"),
    path("<uuid:paper_id>/schedule/", paper_views.schedule, name="schedule"),
    path("<uuid:paper_id>/actions/<int:number>/", paper_views.action, name="action"),
    path("<uuid:paper_id>/actions/<int:number>/close/", paper_views.close, name="close-action"),
    path("<uuid:paper_id>/file/<slug:kind>/", paper_views.file, name="file"),
]
