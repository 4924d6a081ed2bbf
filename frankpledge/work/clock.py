"""The machine's own time, by which leases go: a killed worker is gone by no story's clock."""

from datetime import datetime

from django.utils import timezone


def machine_now() -> datetime:
    """Now, by the machine that runs this, in a demonstration too."""
    return timezone.now()
