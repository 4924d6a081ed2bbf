"""How Django knows this module."""

from django.apps import AppConfig


class AccessConfig(AppConfig):
    """Access: agencies, people, areas, the one rule and the record."""

    name = "frankpledge.access"
    label = "access"
    default_auto_field = "django.db.models.BigAutoField"
