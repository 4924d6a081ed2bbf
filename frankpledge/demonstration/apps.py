"""How Django knows this module."""

from django.apps import AppConfig


class DemonstrationConfig(AppConfig):
    """The invented partnership, and signing in as anyone in it."""

    name = "frankpledge.demonstration"
    label = "demonstration"
