"""The addresses of asking."""

from django.urls import path

from frankpledge.asking.views import before, information, knowing

app_name = "asking"
urlpatterns = [
    path("", knowing.index, name="index"),
    path("before/", before.index, name="before-index"),
    path("before/ask/", before.ask, name="ask-before"),
    path("before/acted/", before.acted, name="acted"),
    path("before/<uuid:request_id>/", before.before, name="before"),
    path("before/<uuid:request_id>/withdraw/", before.withdraw, name="withdraw-before"),
    path("before/<uuid:request_id>/chase/", before.chase, name="chase-before"),
    path("before/<uuid:request_id>/risk/", before.act_on_risk, name="act-on-risk"),
    path("before/<uuid:request_id>/answer/", before.answer, name="answer-before"),
    path("before/<uuid:request_id>/return/", before.give_back, name="return-before"),
    path("before/<uuid:request_id>/call/", before.note_call, name="note-call"),
    path("before/<uuid:request_id>/risk/seen/", before.see_risk, name="see-risk"),
    path("requests/", information.index, name="requests"),
    path("requests/draft/", information.draft, name="draft-request"),
    path("requests/<uuid:request_id>/", information.page, name="request"),
    *(
        path(
            f"requests/<uuid:request_id>/{act}/",
            information.move,
            {"act": act},
            name=f"{act}-request",
        )
        for act in information.MOVES
    ),
    path("requests/<uuid:request_id>/clarify/", information.clarify, name="clarify"),
    path("requests/<uuid:request_id>/explain/", information.explain, name="explain"),
    path("requests/<uuid:request_id>/answer/", information.answer, name="answer-request"),
    path("requests/<uuid:request_id>/onward/", information.ask_onward, name="ask-onward"),
    path(
        "requests/<uuid:request_id>/onward/<int:onward_id>/",
        information.decide_onward,
        name="decide-onward",
    ),
    path(
        "requests/<uuid:request_id>/onward/<int:onward_id>/pass/",
        information.pass_on,
        name="pass-on",
    ),
    path("contacts/", information.contacts_index, name="contacts"),
    path("contacts/<int:contact_id>/end/", information.end_contact, name="end-contact"),
    path("lateness/", information.lateness, name="lateness"),
    path("requirements/", knowing.requirements_index, name="requirements"),
    path("requirements/draft/", knowing.draft_requirement, name="draft-requirement"),
    path("requirements/<uuid:requirement_id>/", knowing.requirement, name="requirement"),
    path(
        "requirements/<uuid:requirement_id>/approve/",
        knowing.approve_requirement,
        name="approve-requirement",
    ),
    path(
        "requirements/<uuid:requirement_id>/issue/",
        knowing.issue_requirement,
        name="issue-requirement",
    ),
    path(
        "requirements/<uuid:requirement_id>/withdraw/",
        knowing.withdraw_requirement,
        name="withdraw-requirement",
    ),
    path(
        "requirements/<uuid:requirement_id>/count/",
        knowing.count_response,
        name="count-response",
    ),
    path(
        "requirements/<uuid:requirement_id>/assess/",
        knowing.assess_requirement,
        name="assess-requirement",
    ),
    path("alerts/", knowing.alerts_index, name="alerts"),
    path("alerts/issue/", knowing.issue_alert, name="issue-alert"),
    path("alerts/<uuid:alert_id>/", knowing.alert, name="alert"),
    path(
        "alerts/<uuid:alert_id>/acknowledge/", knowing.acknowledge_alert, name="acknowledge-alert"
    ),
    path("alerts/<uuid:alert_id>/recall/", knowing.recall_alert, name="recall-alert"),
]
