"""Making the keys that seal who told us, once, for a real installation."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser

from frankpledge.intelligence.sources.sealing import KeysExist, make_source_keys


class Command(BaseCommand):
    """Make the public key in the data folder and the private one in custody."""

    help = "Make the keys that seal who told us. Never replaces keys that exist."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--public", type=Path, help="File for the public key.")
        parser.add_argument("--custody", type=Path, help="Folder for the private key.")

    def handle(
        self, *, public: Path | None = None, custody: Path | None = None, **options: object
    ) -> None:
        try:
            private = make_source_keys(public=public, custody=custody)
        except KeysExist as problem:
            raise CommandError(str(problem)) from problem
        self.stdout.write(f"The private key is {private}. Keep two copies away from this machine.")
