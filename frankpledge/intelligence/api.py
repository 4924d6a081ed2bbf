"""Intelligence's front door: what other modules may use."""

from frankpledge.intelligence.answers.chasing import Reminded, chase
from frankpledge.intelligence.answers.feedback import Owed, answer
from frankpledge.intelligence.answers.policies import (
    may_list_owed,
    may_read_digest,
    may_read_measures,
)
from frankpledge.intelligence.answers.results import (
    agree_result,
    propose_result,
    waiting as results_waiting,
)
from frankpledge.intelligence.calendar import (
    after_working,
    hours_by_weekday,
    is_bank_holiday,
    is_open,
    opens_next,
)
from frankpledge.intelligence.desk.accreditation import OwnGiven, accredit
from frankpledge.intelligence.desk.grading import Given, GivenItem, evaluate, regrade
from frankpledge.intelligence.desk.handover import hand_over, transfer
from frankpledge.intelligence.desk.outcomes import Passed
from frankpledge.intelligence.desk.overview import (
    AnswerBack,
    DeskSummary,
    SharedProduct,
    answers_for,
    desk_summary,
    feedback_owed,
    products_shared_with,
)
from frankpledge.intelligence.desk.purging import purge as purge_submissions, retention_actors
from frankpledge.intelligence.desk.triage import Waiting, open_submission, queue, triage
from frankpledge.intelligence.giving.cards import Scanned, make_card, scanned, withdraw_card
from frankpledge.intelligence.giving.drafts import purge as purge_drafts
from frankpledge.intelligence.giving.exits import WayOut, offer, times_offered
from frankpledge.intelligence.giving.look_out import LookOut, bring_look_outs
from frankpledge.intelligence.giving.mentions import Named, mentions_of
from frankpledge.intelligence.giving.submission import Proof, submit
from frankpledge.intelligence.giving.told import Call, Told
from frankpledge.intelligence.giving.work_address import set_domains
from frankpledge.intelligence.measures.asked_for import AskedFor, told_between, told_for
from frankpledge.intelligence.measures.brought import Brought, bring_counts
from frankpledge.intelligence.measures.digest import approve_digest, draft_digest
from frankpledge.intelligence.measures.freezing import close_month, months as measured_months
from frankpledge.intelligence.models import Basis, Ended, Exit
from frankpledge.intelligence.policies import may_submit
from frankpledge.intelligence.quarantine.markings import Finding, Grounds, look_for
from frankpledge.intelligence.quarantine.policies import may_list_incidents
from frankpledge.intelligence.quarantine.setting_apart import quarantine
from frankpledge.intelligence.quarantine.spills import IncidentLine, spills_waiting
from frankpledge.intelligence.sharing.absence import prove
from frankpledge.intelligence.sharing.approval import approve, send_back
from frankpledge.intelligence.sharing.breach import conclude, start as start_breach, take_step
from frankpledge.intelligence.sharing.disclosure import disclose
from frankpledge.intelligence.sharing.dissemination import (
    EndsTooSoon,
    acknowledge,
    open_product,
    products,
    recall,
    share,
)
from frankpledge.intelligence.sharing.originators import consult_originator
from frankpledge.intelligence.sharing.policies import may_read_ledger
from frankpledge.intelligence.sharing.recalls import count_recalls, units_reading_for
from frankpledge.intelligence.sharing.releases import (
    GivenTo,
    GivenToUs,
    acknowledge_release,
    end_release,
    give_release,
    given_to_us,
    lines_of_release,
    note_opened,
    recipients_of,
)
from frankpledge.intelligence.sharing.sanitisation import CHECKLIST, Plan, sanitise
from frankpledge.intelligence.sources.opening import openings_to_decide
from frankpledge.intelligence.sources.policies import may_read_sources
from frankpledge.intelligence.sources.sealing import make_source_keys
from frankpledge.intelligence.thread import Caption, caption_of, captions_of_products, url_of
from frankpledge.intelligence.units import (
    districts_read_for,
    service_actor,
    set_up_unit,
    unit_for,
    units,
)

__all__ = [
    "CHECKLIST",
    "AnswerBack",
    "AskedFor",
    "Basis",
    "Brought",
    "Call",
    "Caption",
    "DeskSummary",
    "Ended",
    "EndsTooSoon",
    "Exit",
    "Finding",
    "Given",
    "GivenItem",
    "GivenTo",
    "GivenToUs",
    "Grounds",
    "IncidentLine",
    "LookOut",
    "Named",
    "Owed",
    "OwnGiven",
    "Passed",
    "Plan",
    "Proof",
    "Reminded",
    "Scanned",
    "SharedProduct",
    "Told",
    "Waiting",
    "WayOut",
    "accredit",
    "acknowledge",
    "acknowledge_release",
    "after_working",
    "agree_result",
    "answer",
    "answers_for",
    "approve",
    "approve_digest",
    "bring_counts",
    "bring_look_outs",
    "caption_of",
    "captions_of_products",
    "chase",
    "close_month",
    "conclude",
    "consult_originator",
    "count_recalls",
    "desk_summary",
    "disclose",
    "districts_read_for",
    "draft_digest",
    "end_release",
    "evaluate",
    "feedback_owed",
    "give_release",
    "given_to_us",
    "hand_over",
    "hours_by_weekday",
    "is_bank_holiday",
    "is_open",
    "lines_of_release",
    "look_for",
    "make_card",
    "make_source_keys",
    "may_list_incidents",
    "may_list_owed",
    "may_read_digest",
    "may_read_ledger",
    "may_read_measures",
    "may_read_sources",
    "may_submit",
    "measured_months",
    "mentions_of",
    "note_opened",
    "offer",
    "open_product",
    "open_submission",
    "openings_to_decide",
    "opens_next",
    "products",
    "products_shared_with",
    "propose_result",
    "prove",
    "purge_drafts",
    "purge_submissions",
    "quarantine",
    "queue",
    "recall",
    "recipients_of",
    "regrade",
    "results_waiting",
    "retention_actors",
    "sanitise",
    "scanned",
    "send_back",
    "service_actor",
    "set_domains",
    "set_up_unit",
    "share",
    "spills_waiting",
    "start_breach",
    "submit",
    "take_step",
    "times_offered",
    "told_between",
    "told_for",
    "transfer",
    "triage",
    "unit_for",
    "units",
    "units_reading_for",
    "url_of",
    "withdraw_card",
]
