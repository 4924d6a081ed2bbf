"""The addresses of long work."""

from django.urls import path

from frankpledge.work import views

app_name = "work"
urlpatterns = [
    path("", views.index, name="index"),
    path("<uuid:job_id>/", views.job, name="job"),
    path("<uuid:job_id>/call-off/", views.call_off, name="call-off"),
    path("<uuid:job_id>/files/<int:number>/", views.result, name="result"),
]
