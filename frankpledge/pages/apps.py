"""How Django knows this module, and where the navigation gets its places from."""

from django.apps import AppConfig


class PagesConfig(AppConfig):
    """Pages that speak for several modules."""

    name = "frankpledge.pages"
    label = "pages"

    def ready(self) -> None:
        """Give the kit the list of places, which only this module knows."""
        from frankpledge.pages import places
        from frankpledge.ui.api import provide

        provide(places.for_request)
