"""How Django knows this module."""

from django.apps import AppConfig


class GovernanceConfig(AppConfig):
    """Meetings, their agendas and what they decide."""

    name = "frankpledge.governance"
    label = "governance"
    default_auto_field = "django.db.models.BigAutoField"
