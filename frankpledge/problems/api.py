"""Problems's front door: what other modules may use."""

from frankpledge.problems.asks import (
    NOT_CLEARANCE,
    AskLine,
    answer_again,
    answer_ask,
    answers_back,
    ask,
    asks_waiting,
    at_problem as asks_at,
    at_problems as asks_at_each,
    chase_ask,
    chase_late,
    withdraw_round,
)
from frankpledge.problems.beside import Part, provide_beside
from frankpledge.problems.casework import (
    describe,
    move,
    open_problem,
    point,
    share_problem,
    tell,
)
from frankpledge.problems.counts import Work, work_between
from frankpledge.problems.followed import Followed, followed
from frankpledge.problems.gateways import (
    Gateway,
    check_reason,
    gateway_called,
    gateway_words,
    gateways,
    reason_words,
    refusal_reasons,
)
from frankpledge.problems.handing import (
    answer_offer,
    merge_problem,
    offer_problem,
    offered_to_us,
    split_problem,
)
from frankpledge.problems.models import PlaceKind, Status
from frankpledge.problems.policies import may_list_problems, may_open_problem
from frankpledge.problems.promptness import Promptness, promptness
from frankpledge.problems.reference_files import (
    rows as reference_rows,
    version as reference_version,
)
from frankpledge.problems.references import (
    caption_of,
    clean_pointer,
    nominal_of,
    problem_behind,
    url_of,
)
from frankpledge.problems.register import (
    ProblemLine,
    agencies_on,
    among,
    for_forum,
    listed,
    open_problems,
    page as problem_page,
)
from frankpledge.problems.revisits import (
    VisitLine,
    at_problem as revisits_at,
    record_revisit,
    revisits_due,
    set_revisits,
)

__all__ = [
    "NOT_CLEARANCE",
    "AskLine",
    "Followed",
    "Gateway",
    "Part",
    "PlaceKind",
    "ProblemLine",
    "Promptness",
    "Status",
    "VisitLine",
    "Work",
    "agencies_on",
    "among",
    "answer_again",
    "answer_ask",
    "answer_offer",
    "answers_back",
    "ask",
    "asks_at",
    "asks_at_each",
    "asks_waiting",
    "caption_of",
    "chase_ask",
    "chase_late",
    "check_reason",
    "clean_pointer",
    "describe",
    "followed",
    "for_forum",
    "gateway_called",
    "gateway_words",
    "gateways",
    "listed",
    "may_list_problems",
    "may_open_problem",
    "merge_problem",
    "move",
    "nominal_of",
    "offer_problem",
    "offered_to_us",
    "open_problem",
    "open_problems",
    "point",
    "problem_behind",
    "problem_page",
    "promptness",
    "provide_beside",
    "reason_words",
    "record_revisit",
    "reference_rows",
    "reference_version",
    "refusal_reasons",
    "revisits_at",
    "revisits_due",
    "set_revisits",
    "share_problem",
    "split_problem",
    "tell",
    "url_of",
    "withdraw_round",
    "work_between",
]
