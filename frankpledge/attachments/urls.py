"""The addresses of attachments."""

from django.urls import path

from frankpledge.attachments import views

app_name = "attachments"
urlpatterns = [
    path("beside/<str:kind>/<uuid:uid>/", views.beside, name="beside"),
    path("<uuid:uid>/", views.attachment, name="attachment"),
    path("<uuid:uid>/preview/", views.preview, name="preview"),
    path("<uuid:uid>/dispose/", views.dispose, name="dispose"),
]
