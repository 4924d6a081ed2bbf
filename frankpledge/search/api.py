"""The front door of search: what other modules may use."""

from frankpledge.search.finding import Found, Hit, Order, TooOften, find
from frankpledge.search.indexing import forget, index
from frankpledge.search.models import WORDS_TABLE
from frankpledge.search.policies import may_search
from frankpledge.search.words import NothingToLookFor

__all__ = [
    "WORDS_TABLE",
    "Found",
    "Hit",
    "NothingToLookFor",
    "Order",
    "TooOften",
    "find",
    "forget",
    "index",
    "may_search",
]
