"""Removing what was half told and never sent, once its day has come."""

from django.core.management.base import BaseCommand

from frankpledge.access.api import moment_now
from frankpledge.intelligence.giving import drafts


class Command(BaseCommand):
    """Remove drafts whose day has come. Keeping another draft does so as well."""

    help = "Remove what was half told and lay for longer than it is kept."

    def handle(self, **options: object) -> None:
        removed = drafts.purge(now=moment_now())
        self.stdout.write(f"{removed} drafts removed.")
