"""How Django knows this module."""

from django.apps import AppConfig


class GroupsConfig(AppConfig):
    """Groups: vulnerabilities, threats, and the register of mapped groups."""

    name = "frankpledge.groups"
    label = "groups"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let what takes longer than a page be asked for as long work."""
        from frankpledge.groups import ranking

        ranking.offer()
