"""How Django knows this module."""

from django.apps import AppConfig


class IntelligenceConfig(AppConfig):
    """Community intelligence, from what somebody saw to what they are told in the end."""

    name = "frankpledge.intelligence"
    label = "intelligence"
    default_auto_field = "django.db.models.BigAutoField"
