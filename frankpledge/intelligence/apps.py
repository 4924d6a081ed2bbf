"""How Django knows this module."""

from django.apps import AppConfig


class IntelligenceConfig(AppConfig):
    """Community intelligence, from what somebody saw to what they are told in the end."""

    name = "frankpledge.intelligence"
    label = "intelligence"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell the module below what of a file's words may not be held, once."""
        from frankpledge.intelligence.giving import files_beside

        files_beside.say_so()
