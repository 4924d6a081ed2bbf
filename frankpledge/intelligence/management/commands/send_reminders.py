"""Reminding everybody of what the intelligence units owe, to be run once a day."""

from django.core.management.base import BaseCommand
from django.utils import timezone

from frankpledge.intelligence.answers.chasing import chase
from frankpledge.intelligence.units import service_actor, units


class Command(BaseCommand):
    """Send the reminders whose day has come, for every unit."""

    help = "Remind intelligence units of what they owe. Run it every morning."

    def handle(self, **options: object) -> None:
        at = timezone.now()
        people = clocks = undelivered = 0
        for unit in units():
            done = chase(by=service_actor(unit.service_id, at=at), at=at)
            people, clocks = people + done.people, clocks + done.clocks
            undelivered += done.undelivered
        self.stdout.write(f"{people} people were reminded of {clocks} reports.")
        if undelivered:
            self.stderr.write(f"{undelivered} of them got no mail; it stands on their first page.")
