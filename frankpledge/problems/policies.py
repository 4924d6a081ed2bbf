"""Who may do what with problems, re-visits and asks, and why not."""

from __future__ import annotations

from enum import StrEnum

from frankpledge.access.api import ALLOW, Action, Actor, Decision, Kind, check, deny
from frankpledge.problems.models import NEXT, Ask, Problem, Revisit, Status


class Act(StrEnum):
    """What can be done here. Stored, and never renamed."""

    LIST_PROBLEMS = "problems.list_problems"
    READ_PROBLEM = "problems.read_problem"
    OPEN_PROBLEM = "problems.open_problem"
    DESCRIBE = "problems.describe"
    TELL = "problems.tell"
    POINT = "problems.point"
    SHARE_PROBLEM = "problems.share_problem"
    MOVE = "problems.move"
    LIST_REVISITS = "problems.list_revisits"
    READ_REVISIT = "problems.read_revisit"
    SET_REVISITS = "problems.set_revisits"
    RECORD_REVISIT = "problems.record_revisit"
    LIST_ASKS = "problems.list_asks"
    READ_ASK = "problems.read_ask"
    ASK = "problems.ask"
    CHASE_ASK = "problems.chase_ask"
    CHASE_LATE = "problems.chase_late"
    ANSWER_ASK = "problems.answer_ask"
    ANSWER_AGAIN = "problems.answer_again"
    WITHDRAW_ROUND = "problems.withdraw_round"
    COUNT_ASKS = "problems.count_asks"
    COUNT_WORK = "problems.count_work"
    MERGE = "problems.merge"
    SPLIT = "problems.split"
    OFFER = "problems.offer"
    ANSWER_OFFER = "problems.answer_offer"


def _has(actor: Actor, action: Action, kind: Kind, sentence: str) -> Decision:
    return ALLOW if kind in actor.kinds_for(action) else deny(sentence, clause="role")


def _open(problem: Problem) -> Decision:
    if problem.status == Status.CLOSED:
        return deny("This problem is closed. Open it again first.")
    if problem.status == Status.MERGED:
        return deny("This problem was merged into another. Work on that one.")
    return ALLOW


def may_list_problems(actor: Actor) -> Decision:
    """Whoever's post works on problems sees those that they may open, and no others."""
    return _has(actor, Action.READ, Kind.PROBLEM, "Your post does not work on problems.")


def may_read_problem(actor: Actor, problem: Problem) -> Decision:
    """The owning agency, the agencies named and the forum named, within the district."""
    return check(actor, Action.READ, problem)


def may_open_problem(actor: Actor) -> Decision:
    """Anyone whose post works on problems, for a place in their own district."""
    return _has(actor, Action.CREATE, Kind.PROBLEM, "Your post does not open problems.")


def may_describe(actor: Actor, problem: Problem) -> Decision:
    """The owning agency changes the title, the lead and the label while it is not closed."""
    return check(actor, Action.EDIT, problem) and _open(problem)


def may_tell(actor: Actor, problem: Problem) -> Decision:
    """Any agency that the problem is shared with says what happened while it is not closed."""
    return _comment_or_edit(actor, problem) and _open(problem)


def may_point(actor: Actor, problem: Problem) -> Decision:
    """The owning agency adds references of other systems while it is not closed."""
    return check(actor, Action.EDIT, problem) and _open(problem)


def may_share_problem(actor: Actor, problem: Problem) -> Decision:
    """The owning agency shares with named agencies or a tasking forum while it is not closed."""
    return check(actor, Action.SHARE, problem) and _open(problem)


def may_move(actor: Actor, problem: Problem, to: Status | None = None) -> Decision:
    """The owning agency opens, watches and closes a problem, in the order that is laid down."""
    decision = check(actor, Action.EDIT, problem)
    if not decision or to is None:
        return decision
    if to not in NEXT[Status(problem.status)]:
        return deny(f"A problem that is {problem.status} cannot become {to}.")
    return ALLOW


def may_merge(actor: Actor, problem: Problem) -> Decision:
    """The owning agency merges two problems of its own, while neither is closed."""
    return check(actor, Action.EDIT, problem) and _open(problem)


def may_split(actor: Actor, problem: Problem) -> Decision:
    """The owning agency makes part of a problem one of its own, while it is not closed."""
    return may_open_problem(actor) and check(actor, Action.EDIT, problem) and _open(problem)


def may_offer(actor: Actor, problem: Problem) -> Decision:
    """The owning agency offers the problem to one that works on it, while it is not closed."""
    return check(actor, Action.SHARE, problem) and _open(problem)


def may_answer_offer(actor: Actor, problem: Problem) -> Decision:
    """The agency to which it is offered takes the problem on, or says why not."""
    seen = check(actor, Action.COMMENT, problem)
    if not seen:
        return seen
    if problem.offered_to_id is None or problem.offered_to_id != actor.agency_id:
        return deny("This problem is not offered to your agency.")
    role = _has(actor, Action.EDIT, Kind.PROBLEM, "Your post does not lead on problems.")
    return role and _open(problem)


def may_list_revisits(actor: Actor) -> Decision:
    """Whoever's post makes re-visits sees those that they may open."""
    return _has(actor, Action.READ, Kind.REVISIT, "Your post does not make re-visits.")


def may_read_revisit(actor: Actor, revisit: Revisit) -> Decision:
    """Whoever may read the problem that it belongs to and is let see the re-visit."""
    return check(actor, Action.READ, revisit)


def may_set_revisits(actor: Actor, problem: Problem) -> Decision:
    """The owning agency sets re-visits while the problem is not closed."""
    role = _has(actor, Action.CREATE, Kind.REVISIT, "Your post does not set re-visits.")
    return role and check(actor, Action.EDIT, problem) and _open(problem)


def may_record_revisit(actor: Actor, revisit: Revisit) -> Decision:
    """Any agency that works on the problem records what a re-visit found, once."""
    if revisit.outcome:
        return deny("The outcome of this re-visit has been recorded.")
    return _comment_or_edit(actor, revisit)


def may_list_asks(actor: Actor) -> Decision:
    """Whoever's post answers asks sees those that they may open."""
    return _has(actor, Action.READ, Kind.ASK, "Your post does not answer asks.")


def may_read_ask(actor: Actor, ask: Ask) -> Decision:
    """The agency that asked, the agency that was asked and the problem's forum."""
    return check(actor, Action.READ, ask)


def may_ask(actor: Actor, problem: Problem) -> Decision:
    """Any agency that works on the problem asks others, while it is not closed."""
    role = _has(actor, Action.CREATE, Kind.ASK, "Your post does not ask other agencies.")
    return role and check(actor, Action.READ, problem) and _open(problem)


def may_chase_ask(actor: Actor, ask: Ask) -> Decision:
    """The agency that asked chases an answer that has not come."""
    if ask.answer:
        return deny("This has been answered.")
    if ask.withdrawn_at:
        return deny("This was withdrawn.")
    return check(actor, Action.EDIT, ask)


def may_chase_late(actor: Actor, problem: Problem) -> Decision:
    """Any agency that works on the problem chases those that it asked and that are late."""
    return may_ask(actor, problem)


def may_withdraw_round(actor: Actor, ask: Ask) -> Decision:
    """The agency that asked takes back what has not been answered yet."""
    if ask.withdrawn_at:
        return deny("This was withdrawn.")
    return check(actor, Action.EDIT, ask)


def may_count_asks(actor: Actor) -> Decision:
    """Whoever's post counts asks counts those that they may count, and no others."""
    return _has(actor, Action.AGGREGATE, Kind.ASK, "Your post does not count asks.")


def may_answer_ask(actor: Actor, ask: Ask) -> Decision:
    """Only the agency that was asked answers, and only once."""
    if actor.agency_id != ask.agency_id:
        return deny("Only the agency that was asked can answer.")
    if ask.withdrawn_at:
        return deny("This was withdrawn. No answer is needed.")
    if ask.answer:
        return deny("This has been answered.")
    return _comment_or_edit(actor, ask)


def may_answer_again(actor: Actor, ask: Ask) -> Decision:
    """The agency that was asked puts another answer beside its first. Both are kept."""
    if actor.agency_id != ask.agency_id:
        return deny("Only the agency that was asked can answer.")
    if not ask.answer:
        return deny("This has not been answered yet.")
    return _comment_or_edit(actor, ask)


def _comment_or_edit(actor: Actor, row: Problem | Revisit | Ask) -> Decision:
    """Adding to a record that others own; the owner's own people may change it anyway."""
    decision = check(actor, Action.COMMENT, row)
    return decision or check(actor, Action.EDIT, row) or decision


def may_count_work(actor: Actor) -> Decision:
    """Whoever may add up problems and re-visits for a return, as far as they may see them."""
    if Kind.PROBLEM not in actor.kinds_for(Action.AGGREGATE):
        return deny("Your post does not add up problems.", clause="role")
    return ALLOW
