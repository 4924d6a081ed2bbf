"""How Django knows this module."""

from django.apps import AppConfig


class PlansConfig(AppConfig):
    """Plans: actions, plans, disruptions and returns, and the page on which tasking is run."""

    name = "frankpledge.plans"
    label = "plans"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let a problem show the disruptions that came of it."""
        from frankpledge.plans.beside import parts_about
        from frankpledge.problems.api import provide_beside

        provide_beside("plans", parts_about)
