"""Text that would still give its source away, whoever it is read by."""

from __future__ import annotations

from frankpledge.access.api import Agency, Person
from frankpledge.intelligence.models import Unit
from frankpledge.intelligence.sharing.giveaways import Giveaway, giveaways_in
from frankpledge.kernel import DomainError


class UnsafeText(DomainError):
    """The text would still give its source away. `giveaways` lists every place."""

    def __init__(self, giveaways: list[Giveaway], *, argument: str) -> None:
        words = " ".join(str(each) for each in giveaways)
        super().__init__(f"This would tell the reader who told us. {words}", argument=argument)
        self.giveaways = giveaways


def giveaways(*texts: str) -> list[Giveaway]:
    """What in *texts* gives away who told us, knowing every agency and everyone who uses the site.

    Every agency's name is refused, and so every reader sees the same answer whoever told it.
    """
    units = Unit.objects.values("agency_id")
    agencies = [
        name
        for pair in Agency.objects.exclude(id__in=units).values_list("name", "short_name")
        for name in pair
    ]
    people = Person.objects.filter(is_service=False).exclude(agency_id__in=units)
    return giveaways_in(
        *texts, agencies=agencies, people=people.order_by("name").values_list("name", flat=True)
    )


def refuse_giveaways(text: str, *, argument: str) -> None:
    """Raise `UnsafeText` if *text* would give away who told us."""
    if found := giveaways(text):
        raise UnsafeText(found, argument=argument)
