"""How Django knows this module."""

from django.apps import AppConfig


class ProfilesConfig(AppConfig):
    """Profiles, their findings and comments."""

    name = "frankpledge.profiles"
    label = "profiles"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let what takes longer than a page be asked for as long work."""
        from frankpledge.profiles import in_the_background

        in_the_background.offer()
