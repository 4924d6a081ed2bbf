"""How Django knows this module."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    """Search: finding records by their words, only among those that somebody may see."""

    name = "frankpledge.search"
    label = "search"
    default_auto_field = "django.db.models.BigAutoField"
