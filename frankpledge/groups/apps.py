"""How Django knows this module."""

from django.apps import AppConfig


class GroupsConfig(AppConfig):
    """Groups: vulnerabilities, threats, and the register of mapped groups."""

    name = "frankpledge.groups"
    label = "groups"
    default_auto_field = "django.db.models.BigAutoField"
