"""How Django knows this module."""

from django.apps import AppConfig


class AttachmentsConfig(AppConfig):
    """Attachments: files that are held beside a record, cleaned, checked and served by the rule."""

    name = "frankpledge.attachments"
    label = "attachments"
    default_auto_field = "django.db.models.BigAutoField"
