"""Letting go of what was told once its time is over."""

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from frankpledge.intelligence.desk.purging import purge, retention_actors


class Command(BaseCommand):
    """Say what was told long enough ago to be let go of, and let go of it when told to."""

    help = "Let go of what was told once the police have had it for ninety days."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--really", action="store_true", help="Do it. Without this, only say what would go."
        )

    def handle(self, *, really: bool, **options: object) -> None:
        now = timezone.now()
        for actor in retention_actors(at=now):
            found = purge(by=actor, at=now, really=really)
            verb = "let go of" if really else "would let go of"
            self.stdout.write(f"{actor.agency_name}: {verb} {len(found)}")
            for each in found:
                self.stdout.write(f"  {each.reference}, kept since {each.since.isoformat()}")
