"""Deleting the keyed hashes of runs whose time has ended."""

from django.core.management.base import BaseCommand

from frankpledge.access.api import moment_now
from frankpledge.governance.forums import shared_cases


class Command(BaseCommand):
    """Delete hashes whose run has ended. Looking at the runs does so as well."""

    help = "Delete the keyed hashes of counts of shared cases whose time has ended."

    def handle(self, **options: object) -> None:
        emptied = shared_cases.delete_what_ended(moment_now())
        self.stdout.write(f"{emptied} runs emptied.")
