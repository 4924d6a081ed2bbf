"""The addresses of entities."""

from django.urls import path

from frankpledge.entities import views

app_name = "entities"
urlpatterns = [
    path("", views.index, name="index"),
    path("notices/", views.told, name="notices"),
    path("review/", views.queue, name="review"),
    path("pairs/<uuid:left_id>/<uuid:right_id>/", views.pair, name="pair"),
    path("pairs/<uuid:left_id>/<uuid:right_id>/withdraw/", views.withdraw, name="withdraw"),
    path("subjects/<uuid:mention_id>/", views.subject, name="subject"),
]
