"""The mess that the demonstration holds on purpose, of each kind a stated count.

Real partnerships are untidy, and a demonstration that is not would prove nothing. This is a plan
and nothing else: the files and the story realise it, and a test counts what they realised.
"""

from dataclasses import asdict, dataclass

FIRST_MONTH, LAST_MONTH = "2024-05", "2026-04"
STORY_BEGINS, STORY_ENDS = "2026-04-13", "2026-05-22"


@dataclass(frozen=True, kw_only=True)
class CrimeMess:
    """What is wrong with one county's crime files, counted over all their months."""

    unplaced_share: float = 0.01
    """Rows that say "No Location", as a share of all."""
    repeated_rows: int = 12
    """Rows that stand twice, Crime ID and all. They are kept: content is no key."""
    outside_rows: int = 6
    """Rows in a small area of the force next door."""
    unknown_area_rows: int = 2
    """Rows in a small area that no lookup has."""
    impossible_rows: tuple[str, ...] = ("month", "type", "point")
    """Rows that cannot be: the thirteenth month, no crime type, a longitude that is a word."""
    old_code_months: tuple[str, ...] = ("2024-05", "2024-06", "2024-07", "2024-08")
    """Months whose files still carry the small areas of 2011."""
    old_name_month: str = "2024-06"
    """The month after one district's change of name, whose file still says the old one."""


@dataclass(frozen=True, kw_only=True)
class PeopleMess:
    """Standing that has run out, of which every screen must take notice."""

    leavers: int
    """People who left and whose user name still stands."""
    expired_vetting: int
    """People at work whose vetting has ended."""
    vetting_ending: int
    """People whose vetting ends within the six weeks after the story."""
    expired_agreements: int
    """Agencies whose only agreement has ended: none of their people may do anything."""
    agreements_ending: int
    """Agencies whose agreement ends within the six weeks after the story."""
    movers: int
    """People who hold another post now than they held a year ago."""


@dataclass(frozen=True, kw_only=True)
class SubmissionMess:
    """What goes wrong between somebody's telling and their being told."""

    duplicates: int
    """Submissions that tell of the same thing twice, by the same or another agency."""
    wrong_grades_corrected: int
    """Reports graded wrongly at first and corrected later, both grades kept."""
    overdue_feedback: int
    """Senders whose answer is owed and late."""
    handovers_without_force_reference: int
    """Handed to the force, its reference not yet typed back."""
    not_for_here: int
    """Submissions that were a crime report or a complaint about bins."""
    recalled: int
    """Alerts sent to the wrong group and recalled."""


@dataclass(frozen=True, kw_only=True)
class WorkMess:
    """What slips in the partnership's week."""

    revisits_overdue: int
    actions_late: int
    actions_proposed: int
    """Actions that another agency was asked to take on and has neither agreed to nor declined."""
    disputes: int
    """Actions that the agency asked has declined, saying whose it takes them to be."""
    updates_missing_before_meeting: int
    conflicts_declared: int
    problems_closed_and_reopened: int
    asks_unanswered: int
    asks_refused: int
    asks_nil: int
    """A nil answer is an answer, and is counted apart from silence."""


@dataclass(frozen=True, kw_only=True)
class MessPlan:
    """All the mess of one size of demonstration."""

    size: str
    crime: CrimeMess
    people: PeopleMess
    submissions: SubmissionMess
    work: WorkMess

    def counts(self) -> dict[str, int]:
        """Every kind of mess that is a count, by its dotted name."""
        return {
            f"{part}.{kind}": count
            for part, kinds in asdict(self).items()
            if isinstance(kinds, dict)
            for kind, count in kinds.items()
            if isinstance(count, int)
        }


def _plan(size: str, *, times: int) -> MessPlan:
    return MessPlan(
        size=size,
        crime=CrimeMess(
            repeated_rows=12 * times, outside_rows=6 * times, unknown_area_rows=2 * times
        ),
        people=PeopleMess(
            leavers=2 * times,
            expired_vetting=2 * times,
            vetting_ending=2 * times,
            expired_agreements=2,
            agreements_ending=2,
            movers=1 * times,
        ),
        submissions=SubmissionMess(
            duplicates=3 * times,
            wrong_grades_corrected=2 * times,
            overdue_feedback=3 * times,
            handovers_without_force_reference=2 * times,
            not_for_here=2 * times,
            recalled=1,
        ),
        work=WorkMess(
            revisits_overdue=2 * times,
            actions_late=3 * times,
            actions_proposed=1 * times,
            disputes=1 * times,
            updates_missing_before_meeting=2,
            conflicts_declared=1,
            problems_closed_and_reopened=1 * times,
            asks_unanswered=1 * times,
            asks_refused=1 * times,
            asks_nil=4 * times,
        ),
    )


PLANS = {
    "district": _plan("district", times=1),
    "county": _plan("county", times=5),
    "region": _plan("region", times=5),
}
"""The plan of each size. A region's counts are those of each of its counties."""
