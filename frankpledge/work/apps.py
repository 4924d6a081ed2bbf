"""How Django knows this module."""

from django.apps import AppConfig


class WorkConfig(AppConfig):
    """Work: what takes longer than a page may, asked for, carried on and handed over."""

    name = "frankpledge.work"
    label = "work"
    default_auto_field = "django.db.models.BigAutoField"
