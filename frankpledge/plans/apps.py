"""How Django knows this module."""

from django.apps import AppConfig


class PlansConfig(AppConfig):
    """Plans: actions, their owners and their progress, and the page on which tasking is run."""

    name = "frankpledge.plans"
    label = "plans"
    default_auto_field = "django.db.models.BigAutoField"
