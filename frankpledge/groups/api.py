"""Groups's front door: what other modules may use."""

from frankpledge.groups.assessing import assess, decide_tier, disagreeing, reconcile
from frankpledge.groups.briefing import Briefing, briefing
from frankpledge.groups.charting import Asked
from frankpledge.groups.counts import (
    Counts,
    districts_counted,
    give_counts,
    import_counts,
    read_counts,
)
from frankpledge.groups.duties import Duty, Sort as DutySort, duties
from frankpledge.groups.fairness import make_fairness
from frankpledge.groups.linking import end_link, link_group, link_person, sign_off
from frankpledge.groups.lists import Threat, threat_words, threats_on
from frankpledge.groups.moving import (
    agree_error,
    ask_error,
    describe_group,
    merge,
    move_group,
    note_intelligence,
    propose_archive,
    put_forward,
    strike_error,
    transfer,
)
from frankpledge.groups.network import Network, Node, Tie, network, ties
from frankpledge.groups.policies import (
    governs as may_govern,
    may_ask_way_out,
    may_list_vulnerabilities,
    may_read_counts,
    may_read_network,
)
from frankpledge.groups.ranking import rank_network
from frankpledge.groups.references import caption_of, url_of
from frankpledge.groups.register import GroupLine, among, why_no_work
from frankpledge.groups.removals import ask_way_out, decide_way_out, ways_out
from frankpledge.groups.reviewing import Awaiting, awaiting, name_lead, review_group
from frankpledge.groups.states import Ground
from frankpledge.groups.switching import areas_on, switch_off, switch_on
from frankpledge.groups.vulnerabilities import (
    VulnerabilityLine,
    close_vulnerability,
    due as vulnerabilities_due,
    open_vulnerability,
    review_vulnerability,
)

__all__ = [
    "Asked",
    "Awaiting",
    "Briefing",
    "Counts",
    "Duty",
    "DutySort",
    "Ground",
    "GroupLine",
    "Network",
    "Node",
    "Threat",
    "Tie",
    "VulnerabilityLine",
    "agree_error",
    "among",
    "areas_on",
    "ask_error",
    "ask_way_out",
    "assess",
    "awaiting",
    "briefing",
    "caption_of",
    "close_vulnerability",
    "decide_tier",
    "decide_way_out",
    "describe_group",
    "disagreeing",
    "districts_counted",
    "duties",
    "end_link",
    "give_counts",
    "import_counts",
    "link_group",
    "link_person",
    "make_fairness",
    "may_ask_way_out",
    "may_govern",
    "may_list_vulnerabilities",
    "may_read_counts",
    "may_read_network",
    "merge",
    "move_group",
    "name_lead",
    "network",
    "note_intelligence",
    "open_vulnerability",
    "propose_archive",
    "put_forward",
    "rank_network",
    "read_counts",
    "reconcile",
    "review_group",
    "review_vulnerability",
    "sign_off",
    "strike_error",
    "switch_off",
    "switch_on",
    "threat_words",
    "threats_on",
    "ties",
    "transfer",
    "url_of",
    "vulnerabilities_due",
    "ways_out",
    "why_no_work",
]
