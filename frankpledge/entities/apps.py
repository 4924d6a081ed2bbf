"""How Django knows this module."""

from django.apps import AppConfig


class EntitiesConfig(AppConfig):
    """Entities: who and what is mentioned, and what people judge to be the same."""

    name = "frankpledge.entities"
    label = "entities"
    default_auto_field = "django.db.models.BigAutoField"
