"""The county of the intelligence tests, with somebody's words to hold files beside."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

import pytest

from frankpledge.access.api import Actor, Kind, Ref
from frankpledge.attachments import standing
from frankpledge.attachments.api import Reach, Standing, attach, offer_beside
from frankpledge.intelligence.models import Submission
from tests.attachments import corpus
from tests.intelligence.conftest import browse, county, keys  # noqa: F401
from tests.intelligence.makers import County, newest, tell


@dataclass
class Beside:
    """A submission of the landlord's that its people and the unit read, and files beside it."""

    county: County
    ref: Ref
    reach: Reach

    def add(self, content: bytes = b"", name: str = "photo.jpg", by: str = "nia") -> UUID:
        return attach(
            parent=self.ref,
            content=content or corpus.jpeg(),
            name=name,
            reach=self.reach,
            by=self.county.actor(by),
            at=self.county.now,
        )

    def actor(self, name: str) -> Actor:
        return self.county.actor(name)


@pytest.fixture
def beside(county: County) -> Iterator[Beside]:  # noqa: F811
    tell(county, "nia")
    reach = Reach(
        owner=county.agency("saltmarsh-homes"),
        agencies=(county.agency("fallow-intelligence"),),
    )
    ref = Ref(kind=Kind.SUBMISSION, uid=newest(county))

    def look(uid: UUID, by: Actor, at: object) -> Standing:
        from frankpledge.access.api import find

        row = find(Submission.open_to(by), uid)
        return Standing(title=row.reference, href="/", reach=reach)

    before = dict(standing._looks)
    offer_beside(Kind.SUBMISSION, look)
    yield Beside(county=county, ref=ref, reach=reach)
    standing._looks.clear()
    standing._looks.update(before)
