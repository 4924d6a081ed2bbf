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
    """One item: its words, its address, and further paths under which it is where we are."""

    text: str
    href: str
    also: tuple[str, ...] = ()

    def holds(self, path: str) -> int:
        """How closely a page at *path* belongs to this place: 0 where it does not."""
        return max(
            (len(start) for start in (self.href, *self.also) if _begins(path, start)), default=0
        )


def _begins(path: str, start: str) -> bool:
    """Whether *path* lies under *start*; under the first page lies only that page itself."""
    return path == start if start == "/" else path.startswith(start)


Source = Callable[[HttpRequest], Sequence[Place]]

_sources: list[Source] = []


def provide(source: Source) -> None:
    """From now on the navigation shows what *source* gives. The last one given counts."""
    _sources[:] = [source]


def items(request: HttpRequest) -> list[dict[str, object]]:
    """The places for this request, the one that we are on or in marked as such."""
    if not _sources:
        return []
    places = _sources[0](request)
    here = max(places, key=lambda place: place.holds(request.path), default=None)
    if here is not None and not here.holds(request.path):
        here = None
    return [
        {
            "text": place.text,
            "href": place.href,
            "current": place is here and place.href == request.path,
            "active": place is here and place.href != request.path,
        }
        for place in places
    ]
