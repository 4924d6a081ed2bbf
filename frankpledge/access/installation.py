"""What a database holds: a demonstration or a real partnership, and never both."""

from datetime import datetime

from django.conf import settings

from frankpledge.access.people import Installation, Nature


class WrongNature(Exception):
    """The database holds one thing and the settings say another. The sentence says which."""


def agree_with_settings() -> None:
    """Go on only if the settings and the database mean the same. Raises `WrongNature`."""
    installed = Installation.objects.first()
    if installed is None:
        return
    demonstration = installed.nature == Nature.DEMONSTRATION
    if demonstration and not settings.FRANKPLEDGE_DEMO:
        raise WrongNature(
            "This database holds the demonstration: set FRANKPLEDGE_DEMO=1 to serve it, or point "
            "FRANKPLEDGE_HOME or DATABASE_URL at a database of your own."
        )
    if not demonstration and settings.FRANKPLEDGE_DEMO:
        raise WrongNature(
            "This database holds a real partnership: unset FRANKPLEDGE_DEMO to serve it, or point "
            "FRANKPLEDGE_HOME or DATABASE_URL elsewhere for the demonstration."
        )


def note_nature(nature: Nature, *, at: datetime, story_at: datetime | None = None) -> None:
    """Write down what this database is for, and when it was made; a later word moves its story on.

    When it was made is what tells its record from every other, so it stays as it was first
    written. Raises `WrongNature` if the database is for the other purpose.
    """
    installed = Installation.objects.first()
    if installed is not None and installed.nature != nature:
        raise WrongNature("This database is already for the other purpose, and stays so.")
    Installation.objects.update_or_create(
        id=1,
        defaults={"story_at": story_at},
        create_defaults={"nature": nature, "made_at": at, "story_at": story_at},
    )
