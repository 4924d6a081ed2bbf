"""Access's addresses."""

from django.urls import path

from frankpledge.access import views

app_name = "access"
urlpatterns = [
    path("sign-in/", views.sign_in, name="sign-in"),
    path("sign-out/", views.sign_out, name="sign-out"),
    path("purpose/", views.purpose, name="purpose"),
    path("record/", views.inspect, name="inspect"),
    path("password/", views.password, name="password"),
]
