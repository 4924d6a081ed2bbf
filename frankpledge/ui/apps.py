"""The kit as a Django app, so that its templates, tags and static files are found."""

from importlib import import_module

from django.apps import AppConfig


class UiConfig(AppConfig):
    """The design kit."""

    name = "frankpledge.ui"
    label = "ui"

    def ready(self) -> None:
        import_module("frankpledge.ui.checks")
