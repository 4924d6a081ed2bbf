"""How Django knows this module, and what it says on pages of the module below."""

from django.apps import AppConfig


class PowersConfig(AppConfig):
    """Powers: the catalogue, who holds what, and the lawyer's queue."""

    name = "frankpledge.powers"
    label = "powers"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let a problem show where to find what could be used there."""
        from frankpledge.powers.beside import parts_about
        from frankpledge.problems.api import provide_beside

        provide_beside("powers", parts_about)
