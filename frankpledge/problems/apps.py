"""How Django knows this module."""

from django.apps import AppConfig


class ProblemsConfig(AppConfig):
    """Problems at places, re-visits and asks."""

    name = "frankpledge.problems"
    label = "problems"
    default_auto_field = "django.db.models.BigAutoField"
