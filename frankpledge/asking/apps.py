"""How Django knows this module, and what it says on pages of the module below."""

from django.apps import AppConfig


class AskingConfig(AppConfig):
    """Asking: before acting, round a table, and what police or partners want to know."""

    name = "frankpledge.asking"
    label = "asking"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let a problem show what was asked before going there, and a month what was in time."""
        from frankpledge.asking.alerts import look_outs
        from frankpledge.asking.beside import parts_about
        from frankpledge.asking.monthly import answered_by_telling, answered_in_time
        from frankpledge.intelligence.api import bring_counts, bring_look_outs
        from frankpledge.problems.api import provide_beside

        provide_beside("asking", parts_about)
        bring_counts(answered_in_time)
        bring_counts(answered_by_telling)
        bring_look_outs(look_outs)
