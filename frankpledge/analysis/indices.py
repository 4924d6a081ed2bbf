"""Knows the Indices of Deprivation, and adds them up without what is made from recorded crime."""

import math
from collections.abc import Mapping
from enum import StrEnum


class Domain(StrEnum):
    """The domains of the English Indices of Deprivation, less the one made from crime."""

    INCOME = "income"
    EMPLOYMENT = "employment"
    EDUCATION = "education"
    HEALTH = "health"
    HOUSING = "housing"
    ENVIRONMENT = "environment"


WEIGHTS: Mapping[str, float] = {
    Domain.INCOME: 0.225,
    Domain.EMPLOYMENT: 0.225,
    Domain.EDUCATION: 0.135,
    Domain.HEALTH: 0.135,
    Domain.HOUSING: 0.093,
    Domain.ENVIRONMENT: 0.093,
}
"""The weights of the Indices of 2019 and 2025; the crime domain has the 0.093 that is left out."""

# How far each domain is stretched before they are added, so that a low rank in one domain does not
# cancel a high one in another.
STRETCH = 23.0


def transformed(rank: int, ranked: int) -> float:
    """A domain's rank (1 the most deprived of ``ranked``) as the Indices add it up: 0 to 100.

    From “English Indices of Deprivation: technical report”, on combining the domains.
    """
    share = (ranked - rank + 1) / ranked
    return -STRETCH * math.log(1 - share * (1 - math.exp(-100 / STRETCH)))


def score(ranks: Mapping[str, int], ranked: int) -> float:
    """Deprivation without crime, 0 to 100, from the ranks of the six other domains.

    The Indices' own method with the weights of the six shared out again to make 1.
    """
    whole = sum(WEIGHTS.values())
    return sum(
        weight / whole * transformed(ranks[domain], ranked) for domain, weight in WEIGHTS.items()
    )
