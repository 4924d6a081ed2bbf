"""What time it is. Only the edge asks: views, middleware and commands.

In a demonstration, time is the story's own and passes only while somebody uses it: it goes on from
the moment at which the story stopped, or from the last thing that was done since.
"""

from datetime import datetime, timedelta
from functools import lru_cache

from django.conf import settings
from django.utils import timezone


def moment_now() -> datetime:
    """Now, aware; in a demonstration, the demonstration's now."""
    if not settings.FRANKPLEDGE_DEMO:
        return timezone.now()
    return timezone.now() + _offset()


@lru_cache(maxsize=1)
def _offset() -> timedelta:
    """How far the demonstration's time lies from the world's, fixed when a process first asks."""
    from frankpledge.access.people import Installation, Nature
    from frankpledge.access.record import AuditEvent

    story = Installation.objects.filter(nature=Nature.DEMONSTRATION).first()
    if story is None or story.story_at is None:
        return timedelta(0)
    last = AuditEvent.objects.order_by("-at").values_list("at", flat=True).first()
    resumed = max(story.story_at, last) if last else story.story_at
    return resumed - timezone.now()


def forget_the_offset() -> None:
    """Ask the database anew: the story has just been told further, or another was made."""
    _offset.cache_clear()
