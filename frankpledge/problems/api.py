"""Problems's front door: what other modules may use."""

from frankpledge.problems.asks import (
    NOT_CLEARANCE,
    AskLine,
    answer_ask,
    answers_back,
    ask,
    asks_waiting,
    chase_ask,
)
from frankpledge.problems.asks import at_problem as asks_at
from frankpledge.problems.asks import at_problems as asks_at_each
from frankpledge.problems.casework import (
    describe,
    move,
    open_problem,
    point,
    share_problem,
    tell,
)
from frankpledge.problems.models import PlaceKind, Status
from frankpledge.problems.policies import may_list_problems, may_open_problem
from frankpledge.problems.references import caption_of, nominal_of, problem_behind, url_of
from frankpledge.problems.register import (
    ProblemLine,
    agencies_on,
    among,
    for_forum,
    open_problems,
)
from frankpledge.problems.revisits import VisitLine, record_revisit, revisits_due, set_revisits
from frankpledge.problems.revisits import at_problem as revisits_at

__all__ = [
    "NOT_CLEARANCE",
    "AskLine",
    "PlaceKind",
    "ProblemLine",
    "Status",
    "VisitLine",
    "agencies_on",
    "among",
    "answer_ask",
    "answers_back",
    "ask",
    "asks_at",
    "asks_at_each",
    "asks_waiting",
    "caption_of",
    "chase_ask",
    "describe",
    "for_forum",
    "may_list_problems",
    "may_open_problem",
    "move",
    "nominal_of",
    "open_problem",
    "open_problems",
    "point",
    "problem_behind",
    "record_revisit",
    "revisits_at",
    "revisits_due",
    "set_revisits",
    "share_problem",
    "tell",
    "url_of",
]
