"""Addresses of finding a door, of referrals, and of what doors need."""

from django.urls import path

from frankpledge.referrals.views import boards, finding, keeping, working

app_name = "referrals"
urlpatterns = [
    path("", working.index, name="index"),
    path("find/", finding.begin, name="begin"),
    path("find/<slug:work>/<slug:about>/", finding.saw, name="saw"),
    path("lists/", finding.sources, name="sources"),
    path("notices/", keeping.notices, name="notices"),
    path("ring/", keeping.who_to_ring, name="who-to-ring"),
    path("ring/set/", keeping.set_duty, name="set-duty"),
    path("doors/set/", keeping.set_door, name="set-door"),
    path("services/", boards.index, name="services"),
    path("services/add/", boards.keep_service, name="keep-service"),
    path("services/<int:number>/places/", boards.count_places, name="count-places"),
    path("boards/", boards.joint, name="joint"),
    path("boards/own/", boards.agree_joint, name="agree-joint"),
    path("measures/", boards.measures, name="measures"),
    path("measures/freeze/", boards.freeze_quarter, name="freeze-quarter"),
    path("send/", working.which, name="which"),
    path("send/<slug:pathway>/<slug:whose>/", working.refer, name="refer"),
    path("<uuid:referral_id>/", working.referral, name="referral"),
    path("<uuid:referral_id>/received/", working.receive, name="receive"),
    path("<uuid:referral_id>/accept/", working.accept, name="accept"),
    path("<uuid:referral_id>/decline/", working.decline, name="decline"),
    path("<uuid:referral_id>/pass-on/", working.transfer, name="transfer"),
    path("<uuid:referral_id>/open-again/", working.reopen, name="reopen"),
    path("<uuid:referral_id>/close/", working.close, name="close"),
    path("<uuid:referral_id>/describe/", working.describe, name="describe"),
    path("<uuid:referral_id>/needs/", working.needs, name="needs"),
    path("<uuid:referral_id>/standing/", working.standing, name="standing"),
    path("<uuid:referral_id>/standing/<slug:code>/end/", working.end_standing, name="end-standing"),
]
