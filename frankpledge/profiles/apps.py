"""How Django knows this module."""

from django.apps import AppConfig


class ProfilesConfig(AppConfig):
    """Profiles, their findings and comments."""

    name = "frankpledge.profiles"
    label = "profiles"
    default_auto_field = "django.db.models.BigAutoField"
