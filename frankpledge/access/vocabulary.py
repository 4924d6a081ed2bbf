"""The words of the rule: actions, kinds, roles and purposes, and what each role may do.

Stored codes are the values and never change. The tables are printed by `frankpledge policy table`.
"""

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum


class Action(StrEnum):
    """What somebody may ask to do with a record."""

    DISCOVER = "discover"
    READ = "read"
    AGGREGATE = "aggregate"
    CREATE = "create"
    COMMENT = "comment"
    EDIT = "edit"
    SHARE = "share"
    EXPORT = "export"
    REGRADE = "regrade"
    SANITISE = "sanitise"
    APPROVE = "approve"
    PUBLISH = "publish"
    DISPOSE = "dispose"


class Kind(StrEnum):
    """What a protected record is. Kinds of systems that are still to come stand here too."""

    SUBMISSION = "submission"
    RECEIPT = "receipt"
    REPORT = "report"
    PRODUCT = "product"
    SOURCE_IDENTITY = "source_identity"
    REQUIREMENT = "requirement"
    REQUEST = "request"
    ALERT = "alert"
    DISSEMINATION = "dissemination"
    GROUP = "group"
    NOMINAL = "nominal"
    VULNERABILITY = "vulnerability"
    LINK = "link"
    DISRUPTION = "disruption"
    SCORE = "score"
    REFERRAL = "referral"
    PROBLEM = "problem"
    REVISIT = "revisit"
    ASK = "ask"
    PLAN = "plan"
    ACTION = "action"
    RETURN = "return"
    ATTACHMENT = "attachment"
    COMMENT = "comment"
    MEETING = "meeting"
    AGENDA_ITEM = "agenda_item"
    DECISION = "decision"
    PAPER = "paper"
    PRIORITY = "priority"
    FORUM_ENTRY = "forum_entry"
    PROFILE = "profile"
    FINDING = "finding"
    RELEASE = "release"
    EXPORT = "export"
    AUDIT_EVENT = "audit_event"
    POWER_USE = "power_use"
    CASE_STUDY = "case_study"
    EVENT = "event"
    ISSUE = "issue"
    DELEGATION = "delegation"
    BREAK_GLASS = "break_glass"


class Role(StrEnum):
    """What a post lets its holder do. Roles belong to posts, so a mover keeps none."""

    CONTRIBUTOR = "contributor"
    PRACTITIONER = "practitioner"
    CSM = "csm"
    INTELLIGENCE_OFFICER = "intelligence_officer"
    INTELLIGENCE_SUPERVISOR = "intelligence_supervisor"
    ANALYST = "analyst"
    COUNTY_TEAM = "county_team"
    LEAD_OFFICER = "lead_officer"
    OCG_COORDINATOR = "ocg_coordinator"
    SAFEGUARDING_LEAD = "safeguarding_lead"
    COUNCIL_LAWYER = "council_lawyer"
    BOARD_MEMBER = "board_member"
    INFORMATION_GOVERNANCE = "information_governance"
    AUDITOR = "auditor"
    BOARD_COUNTER = "board_counter"
    ADMINISTRATOR = "administrator"
    NO_GRANTS = "no_grants"


class Purpose(StrEnum):
    """Why somebody looks. An agreement names the purposes that an agency may have."""

    PARTNERSHIP_WORKING = "partnership_working"
    LAW_ENFORCEMENT = "law_enforcement"
    SAFEGUARDING = "safeguarding"
    STATISTICS = "statistics"
    OVERSIGHT = "oversight"
    ADMINISTRATION = "administration"


class Tag(StrEnum):
    """What is so sensitive that a person needs an authority of their own to see it."""

    CHILD = "child"
    VICTIM = "victim"
    MEDICAL = "medical"
    PRIVILEGED = "lpp"
    SOURCE = "source"


_WORKING = frozenset({Purpose.PARTNERSHIP_WORKING, Purpose.LAW_ENFORCEMENT, Purpose.SAFEGUARDING})
_LOOKING = _WORKING | {Purpose.STATISTICS, Purpose.OVERSIGHT}

PURPOSES: Mapping[Action, frozenset[Purpose]] = {
    Action.DISCOVER: _LOOKING,
    Action.READ: _LOOKING,
    Action.AGGREGATE: _LOOKING,
    Action.CREATE: _WORKING,
    Action.COMMENT: _WORKING,
    Action.EDIT: _WORKING,
    Action.SHARE: _WORKING,
    Action.EXPORT: _WORKING | {Purpose.OVERSIGHT},
    Action.REGRADE: _WORKING,
    Action.SANITISE: _WORKING,
    Action.APPROVE: _WORKING | {Purpose.OVERSIGHT},
    Action.PUBLISH: _WORKING,
    Action.DISPOSE: _WORKING | {Purpose.OVERSIGHT},
}
"""Purposes for which each action may be taken; they nest: export within read within discover."""

_READS = frozenset({Action.READ, Action.DISCOVER})
IMPLIES: Mapping[Action, frozenset[Action]] = {
    Action.DISCOVER: frozenset(),
    Action.READ: frozenset({Action.DISCOVER}),
    Action.AGGREGATE: frozenset({Action.DISCOVER}),
    Action.CREATE: frozenset(),
    Action.COMMENT: _READS,
    Action.EDIT: _READS,
    Action.SHARE: _READS,
    Action.EXPORT: _READS,
    Action.REGRADE: _READS,
    Action.SANITISE: _READS,
    Action.APPROVE: _READS,
    Action.PUBLISH: _READS,
    Action.DISPOSE: _READS,
}
"""What each action brings with it: who may edit may read, and who may read may discover."""

Grant = tuple[Action, Kind]


def down(grants: Iterable[Grant]) -> frozenset[Grant]:
    """Close *grants* downwards, so that nobody holds an action without what it implies."""
    return frozenset(
        (implied, kind)
        for action, kind in grants
        for implied in (action, *IMPLIES.get(action, frozenset()))
    )


def _may(actions: str, kinds: str) -> set[Grant]:
    return {(Action(action), Kind(kind)) for action in actions.split() for kind in kinds.split()}


_BETWEEN_RECORDS = _may("read create", "link") | _may("read create edit", "attachment comment")
_GOES_TO_EVENTS = (
    _may("read comment", "event")
    | _may("read create", "issue")
    | _may("read approve", "case_study")
)
_CONTRIBUTOR = (
    _may("create", "submission source_identity link attachment")
    | _may("read create", "receipt")
    | _may("read", "alert")
)
_PRACTITIONER = (
    _CONTRIBUTOR
    | _BETWEEN_RECORDS
    | _may("read", "submission product requirement meeting decision plan profile finding")
    | _may("read", "forum_entry dissemination vulnerability")
    | _GOES_TO_EVENTS
    | _may("read comment create edit", "problem revisit ask action agenda_item request referral")
    | _may("comment", "meeting plan profile finding product")
    | _may("read comment create edit", "disruption")
    | _may("approve", "request")
    | _may("share", "problem ask")
    | _may("read comment create edit share approve aggregate", "power_use")
)
_CSM = (
    _PRACTITIONER
    | _may("create edit share", "meeting agenda_item decision plan action priority return")
    | _may("edit share export", "problem revisit ask")
    | _may("create edit publish", "paper event case_study forum_entry disruption")
    | _may("edit", "issue")
    | _may("aggregate", "problem action revisit ask disruption power_use return product")
    | _may("export", "plan action return")
    | _may("read", "release")
    | _may("comment create edit share", "vulnerability")
    | _may("aggregate", "request")
)
_INTELLIGENCE_OFFICER = (
    _BETWEEN_RECORDS
    | _GOES_TO_EVENTS
    | _may("read edit create regrade", "submission")
    | _may("create edit", "receipt")
    | _may("create", "source_identity")
    | _may("read create edit regrade sanitise", "report")
    | _may("read create edit share", "product dissemination alert request requirement")
    | _may("read comment", "problem revisit ask action meeting agenda_item finding profile")
    | _may("read create edit", "nominal vulnerability")
    | _may("read create", "group")
    | _may("read", "disruption")
    | _may("aggregate", "submission receipt report product dissemination")
    | _may("comment aggregate", "request")
    | _may("create aggregate", "ask")
)
_INTELLIGENCE_SUPERVISOR = (
    _INTELLIGENCE_OFFICER
    | _may("approve publish dispose export", "report product dissemination alert")
    | _may("approve dispose", "submission")
    | _may("approve", "requirement request")
    | _may("read approve", "source_identity")
    | _may("approve", "group")
)
_ANALYST = (
    _BETWEEN_RECORDS
    | _GOES_TO_EVENTS
    | _may("read create edit share publish export", "profile finding release")
    | _may("read comment", "product problem action disruption vulnerability group requirement")
    | _may("aggregate", "product problem action disruption vulnerability group return referral")
    | _may("create edit share", "requirement request dissemination")
    | _may("read create", "score")
    | _may("read", "meeting decision return dissemination")
)
_COUNTY_TEAM = (
    _BETWEEN_RECORDS
    | _GOES_TO_EVENTS
    | _may("read create edit share publish export", "meeting agenda_item decision paper priority")
    | _may("read comment create edit share", "plan action event case_study forum_entry")
    | _may("edit", "issue")
    | _may("read aggregate export", "return disruption")
    | _may("comment", "return")
    | _may("read comment", "profile finding release problem")
    | _may("aggregate", "problem action revisit ask power_use product referral request")
    | _may("read", "alert requirement vulnerability")
    | _may("approve", "paper")
)
_LEAD_OFFICER = (
    _BETWEEN_RECORDS
    | _GOES_TO_EVENTS
    | _may("read comment edit create share", "plan action disruption problem revisit ask")
    | _may("read comment create edit share approve aggregate", "power_use")
    | _may("read comment", "group product vulnerability profile finding")
    | _may("read comment", "agenda_item")
    | _may("read", "meeting decision")
    | _may("read approve", "return paper")
    | _may("read comment create edit approve", "request")
    | _may("read", "alert requirement dissemination priority")
)
_OCG_COORDINATOR = (
    _BETWEEN_RECORDS
    | _GOES_TO_EVENTS
    | _may("read comment create edit share", "group nominal vulnerability disruption score")
    | _may("read comment create edit share", "plan action")
    | _may("read comment", "report product problem profile finding")
    | _may("approve", "disruption score")
    | _may("aggregate", "group nominal vulnerability disruption")
    | _may("read", "dissemination")
    | _may("export", "group link")
)
_SAFEGUARDING_LEAD = (
    _CONTRIBUTOR
    | _BETWEEN_RECORDS
    | _GOES_TO_EVENTS
    | _may("read create edit share approve", "referral")
    | _may("read", "power_use")
    | _may("read comment edit", "problem ask action agenda_item")
    | _may("create", "problem ask")
    | _may("read comment create edit", "disruption")
    | _may("read comment create edit approve", "request")
    | _may("read", "requirement")
    | _may("read", "product dissemination revisit meeting decision profile finding vulnerability")
    | _may("read", "submission")
)
_COUNCIL_LAWYER = (
    _BETWEEN_RECORDS
    | _GOES_TO_EVENTS
    | _may("read create edit approve", "power_use")
    | _may("read comment", "problem action plan")
    | _may("read", "product dissemination revisit")
)
_BOARD_MEMBER = (
    _may("read", "paper decision priority meeting release case_study forum_entry")
    | _may("aggregate", "return disruption action")
    | _may("read approve", "return paper")
)
_INFORMATION_GOVERNANCE = (
    _may("read export", "audit_event dissemination release export")
    | _may("edit", "dissemination")
    | _may("read create edit approve", "break_glass delegation")
    | _may("approve", "release export")
    | _may("read", "forum_entry")
)
_AUDITOR = _may("read export aggregate", "audit_event") | _may(
    "aggregate", "submission report product problem referral action disruption return export"
)
_BOARD_COUNTER = _may("aggregate", "problem revisit disruption dissemination") | _may(
    "read", "problem"
)
"""Held by services alone, which count for boards. Re-visits hang below the problems they read."""

PERMISSIONS: Mapping[Role, frozenset[Grant]] = {
    Role.CONTRIBUTOR: down(_CONTRIBUTOR),
    Role.PRACTITIONER: down(_PRACTITIONER),
    Role.CSM: down(_CSM),
    Role.INTELLIGENCE_OFFICER: down(_INTELLIGENCE_OFFICER),
    Role.INTELLIGENCE_SUPERVISOR: down(_INTELLIGENCE_SUPERVISOR),
    Role.ANALYST: down(_ANALYST),
    Role.COUNTY_TEAM: down(_COUNTY_TEAM),
    Role.LEAD_OFFICER: down(_LEAD_OFFICER),
    Role.OCG_COORDINATOR: down(_OCG_COORDINATOR),
    Role.SAFEGUARDING_LEAD: down(_SAFEGUARDING_LEAD),
    Role.COUNCIL_LAWYER: down(_COUNCIL_LAWYER),
    Role.BOARD_MEMBER: down(_BOARD_MEMBER),
    Role.INFORMATION_GOVERNANCE: down(_INFORMATION_GOVERNANCE),
    Role.AUDITOR: down(_AUDITOR),
    Role.BOARD_COUNTER: down(_BOARD_COUNTER),
    Role.ADMINISTRATOR: frozenset(),
    Role.NO_GRANTS: frozenset(),
}
"""What each role may do with each kind. Administrators keep the machine and read nothing."""


def policy_table() -> dict[str, Mapping[str, Sequence[object]]]:
    """The tables as `frankpledge policy table` prints them, in a fixed order."""
    return {
        "permissions": {
            role: [[action, kind] for action, kind in sorted(grants)]
            for role, grants in PERMISSIONS.items()
        },
        "purposes": {action: sorted(purposes) for action, purposes in PURPOSES.items()},
        "implies": {action: sorted(implied) for action, implied in IMPLIES.items()},
    }
