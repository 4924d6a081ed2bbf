"""Addresses of events, coverage and case studies."""

from django.urls import path

from frankpledge.learning.views import cases, door, events

app_name = "learning"
urlpatterns = [
    path("", events.index, name="index"),
    path("plan/", events.make, name="make-event"),
    path("door/", door.door, name="door"),
    path("pass/", door.back, name="pass"),
    path("coverage/", events.coverage, name="coverage"),
    path("coverage/register/", events.keep_audience, name="keep-audience"),
    path("issue/<uuid:issue_id>/", events.issue, name="issue"),
    path("cases/", cases.index, name="cases"),
    path("cases/write/", cases.write, name="write-case"),
    path("cases/<uuid:case_id>/", cases.case, name="case"),
    path("cases/<uuid:case_id>/change/", cases.change, name="change-case"),
    path("cases/<uuid:case_id>/ask/", cases.ask, name="ask-clearance"),
    path("cases/<uuid:case_id>/clear/", cases.clear, name="clear-case"),
    path("cases/<uuid:case_id>/withdraw/", cases.withdraw, name="withdraw-clearance"),
    path("<uuid:event_id>/", events.event, name="event"),
    path("<uuid:event_id>/invite/", events.invite, name="invite"),
    path("<uuid:event_id>/reply/", events.reply, name="reply"),
    path("<uuid:event_id>/held/", events.hold, name="hold"),
    path("<uuid:event_id>/call-off/", events.call_off, name="call-off"),
    path("<uuid:event_id>/come/", events.come, name="come"),
    path("<uuid:event_id>/list/", events.note_attendance, name="note-attendance"),
    path("<uuid:event_id>/sure/<slug:when>/", events.rate, name="rate"),
    path("<uuid:event_id>/need/", events.need, name="need"),
    path("<uuid:event_id>/issue/", events.raise_issue, name="raise-issue"),
    path("<uuid:event_id>/afterwards/", events.tell_afterwards, name="tell-afterwards"),
    path("<uuid:event_id>/follow-up/", events.follow_up, name="follow-up"),
]
