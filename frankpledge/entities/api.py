"""The front door of entities: what other modules may use.

On submission: `take_in(mentions, source=ref_of(submission), by=matching_service(unit.agency_id,
at=at), at=at)`. It does the same whatever is held; matching follows by `match_waiting`.
"""

from frankpledge.entities.identifiers import What, born_from_age
from frankpledge.entities.matching import match_waiting
from frankpledge.entities.models import Part, Sort
from frankpledge.entities.notices import Notice, notices_for
from frankpledge.entities.policies import may_look_up, may_read_notices
from frankpledge.entities.references import caption_of, url_of
from frankpledge.entities.service import matching_service
from frankpledge.entities.taking_in import Mentioned, MentionFacts, forget, mentions_of, take_in

__all__ = [
    "MentionFacts",
    "Mentioned",
    "Notice",
    "Part",
    "Sort",
    "What",
    "born_from_age",
    "caption_of",
    "forget",
    "match_waiting",
    "matching_service",
    "may_look_up",
    "may_read_notices",
    "mentions_of",
    "notices_for",
    "take_in",
    "url_of",
]
