"""Files held beside a record. The bytes are on the disk; here is what is known of them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from frankpledge.access.api import GuardedModel, Kind
from frankpledge.attachments.sorts import NAMES, Sort
from frankpledge.database import one_of


class Attachment(GuardedModel):
    """A cleaned file beside one record, whatever its kind.

    The name under which it came is not kept, nor the moment, nor who added it: the record of
    looks and changes knows the last two, as far as anybody may. Once it is disposed of, the row
    stays without its file.
    """

    KIND = Kind.ATTACHMENT

    beside = models.ForeignKey("access.Protection", models.PROTECT, related_name="+")
    sort = models.CharField(max_length=10, choices=[(sort.value, NAMES[sort]) for sort in Sort])
    stored = models.CharField(max_length=120, blank=True)
    fingerprint = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    scanned_by = models.CharField(max_length=60, blank=True)
    added_on = models.DateField()
    disposed_on = models.DateField(null=True)

    class Meta:
        constraints = [
            one_of("attachment_sort_known", "sort", list(Sort)),
            models.CheckConstraint(
                name="attachment_has_its_file_until_disposed",
                condition=Q(disposed_on__isnull=False, stored="")
                | (Q(disposed_on=None) & ~Q(stored="")),
            ),
            models.UniqueConstraint(
                name="attachment_file_once", fields=["stored"], condition=~Q(stored="")
            ),
        ]
        indexes = [models.Index(name="attachment_beside", fields=["beside", "added_on"])]

    @classmethod
    def files_held(cls) -> list[str]:
        """The names of every file that a row speaks of, for nobody but the sweep."""
        return list(cls._rows.exclude(stored="").values_list("stored", flat=True))
