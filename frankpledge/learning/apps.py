"""How Django knows this module."""

from django.apps import AppConfig


class LearningConfig(AppConfig):
    """Learning: events, whom they reached, and case studies."""

    name = "frankpledge.learning"
    label = "learning"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let a problem show case studies of places like it."""
        from frankpledge.learning.beside import parts_about
        from frankpledge.problems.api import provide_beside

        provide_beside("learning", parts_about)
