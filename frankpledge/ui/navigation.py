"""Where the site's places are: one list, given by the module that knows them all.

The kit draws the navigation but may not know the modules above it, so `pages` hands over a
source of items once, when the site starts:

    class PagesConfig(AppConfig):
        def ready(self) -> None:
            navigation.provide(places.for_request)
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.http import HttpRequest


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """One item: its words, its address, and the path under which it counts as where we are."""

    text: str
    href: str
    within: str = ""

    def holds(self, path: str) -> bool:
        """Whether a page at *path* belongs to this place."""
        within = self.within or self.href
        return path == within if within == "/" else path.startswith(within)


Source = Callable[[HttpRequest], Sequence[Place]]

_sources: list[Source] = []


def provide(source: Source) -> None:
    """From now on the navigation shows what *source* gives. The last one given counts."""
    _sources[:] = [source]


def items(request: HttpRequest) -> list[dict[str, object]]:
    """The places for this request, the one we are in marked."""
    if not _sources:
        return []
    places = _sources[0](request)
    here = max(
        (place for place in places if place.holds(request.path)),
        key=lambda place: len(place.within or place.href),
        default=None,
    )
    return [{"text": place.text, "href": place.href, "active": place is here} for place in places]
