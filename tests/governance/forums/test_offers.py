"""What agencies offer against threats: offered, agreed for a year, ended, and the gaps."""

from __future__ import annotations

from datetime import timedelta

import pytest

from frankpledge.access.api import NotFound, NotPermitted
from frankpledge.governance.forums import offers
from frankpledge.governance.forums.offers import EmptyOffer
from tests.governance.forums.conftest import County
from tests.makers import NOW, as_actor

TODAY = NOW.date()


def make(county: County, by=None, **said) -> int:
    asked = {"threat": "cuckooing", "sort": "see", "words": "New locks on home visits"} | said
    return offers.offer(by=as_actor(by or county.sam), at=NOW, **asked)


def agree(county: County, number: int, by=None):
    return offers.agree_offer(number=number, by=as_actor(by or county.gwen), at=NOW)


def missing(county: County, on=TODAY) -> dict[str, tuple[str, ...]]:
    lines = offers.offers(by=as_actor(county.gwen), on=on)
    return {gap.threat: gap.sorts for gap in offers.gaps(lines, on=on)}


def test_an_offer_counts_once_it_is_agreed_and_for_a_year(county: County) -> None:
    number = make(county)
    assert missing(county)["cuckooing"] == ("see", "do", "supply")

    review_on = agree(county, number)
    assert review_on == TODAY + timedelta(days=365)
    assert missing(county)["cuckooing"] == ("do", "supply")
    assert missing(county, on=review_on)["cuckooing"] == ("see", "do", "supply")
    (line,) = offers.offers(by=as_actor(county.helena), on=review_on)
    assert line.state(review_on) == "To be looked at again"


def test_only_the_county_team_agrees_and_never_its_own(county: County) -> None:
    number, own = make(county), make(county, by=county.asha)

    for person in (county.sam, county.asha, county.helena):
        with pytest.raises(NotPermitted, match="Only the county team"):
            agree(county, number, by=person)
    agree(county, own)
    with pytest.raises(NotPermitted, match="has been agreed"):
        agree(county, own)
    with pytest.raises(NotFound):
        agree(county, 999)


def test_an_agency_ends_its_own_offer_and_no_other(county: County) -> None:
    number = make(county)
    agree(county, number)

    with pytest.raises(NotPermitted, match="your own agency"):
        offers.end_offer(number=number, by=as_actor(county.asha), at=NOW)
    offers.end_offer(number=number, by=as_actor(county.sam), at=NOW)
    with pytest.raises(NotPermitted, match="has ended"):
        offers.end_offer(number=number, by=as_actor(county.sam), at=NOW)
    assert offers.offers(by=as_actor(county.sam), on=TODAY) == ()


def test_an_offer_says_what_and_against_what(county: County) -> None:
    for argument, wrong in (("threat", "rain"), ("sort", "hope"), ("words", " ")):
        with pytest.raises(EmptyOffer) as refused:
            make(county, **{argument: wrong})
        assert refused.value.argument == argument


def test_who_has_no_use_for_the_map_neither_sees_nor_makes_offers(county: County) -> None:
    with pytest.raises(NotPermitted):
        offers.offers(by=as_actor(county.joan), on=TODAY)
    for person in (county.joan, county.helena, county.ivor):
        with pytest.raises(NotPermitted):
            make(county, by=person)
    with pytest.raises(NotPermitted):
        offers.end_offer(number=make(county), by=as_actor(county.joan), at=NOW)
