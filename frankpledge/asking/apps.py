"""How Django knows this module."""

from django.apps import AppConfig


class AskingConfig(AppConfig):
    """Asking: before acting, round a table, and what police or partners want to know."""

    name = "frankpledge.asking"
    label = "asking"
    default_auto_field = "django.db.models.BigAutoField"
