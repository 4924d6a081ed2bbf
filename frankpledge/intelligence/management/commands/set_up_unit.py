"""Letting an agency be the intelligence unit of an area."""

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from frankpledge.access.api import Agency, Area
from frankpledge.intelligence.units import NotAnAgencyOfItsOwn, set_up_unit


class Command(BaseCommand):
    """Let an agency read what is told in an area, and make the service that works for it."""

    help = "Let an agency be the intelligence unit of an area, such as a police force's."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--agency", required=True, help="Code of the unit's own agency.")
        parser.add_argument("--area", required=True, help="Code of the area it reads for.")

    def handle(self, *, agency: str, area: str, **options: object) -> None:
        try:
            row = Agency.objects.get(code=agency)
            set_up_unit(agency_id=row.id, area=area, at=timezone.now())
        except Agency.DoesNotExist as problem:
            raise CommandError(f"There is no agency with the code {agency}.") from problem
        except Area.DoesNotExist as problem:
            raise CommandError(f"There is no area with the code {area}.") from problem
        except NotAnAgencyOfItsOwn as problem:
            raise CommandError(f"{problem}.") from problem
        self.stdout.write(f"{row.name} reads what is told in {area}.")
