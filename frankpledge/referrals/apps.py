"""How Django knows this module."""

from django.apps import AppConfig


class ReferralsConfig(AppConfig):
    """People who need help: where to go for them, and what became of it. Walled from the rest."""

    name = "frankpledge.referrals"
    label = "referrals"
    default_auto_field = "django.db.models.BigAutoField"
