"""Profiles's front door: what other modules may use."""

from frankpledge.profiles.collecting import (
    refuse_return,
    request_returns,
    requests_of,
    returns_awaited,
    supply_return,
)
from frankpledge.profiles.consultation import (
    answer_comment,
    comment_on_profile,
    share_profile,
    unanswered,
)
from frankpledge.profiles.drafting import draft_all, draft_profile
from frankpledge.profiles.findings import (
    FindingFacts,
    add_finding,
    edit_finding,
    findings_of,
)
from frankpledge.profiles.policies import may_draft_profile, may_list_profiles
from frankpledge.profiles.reading import ProfileLine, figures_of, latest
from frankpledge.profiles.references import caption_of, url_of
from frankpledge.profiles.releasing import (
    InTheWay,
    ReleaseLine,
    clear_version,
    recall_release,
    release_version,
    releases,
    sign_release,
    version,
)
from frankpledge.profiles.writing import ask_agency, write_passage, write_threat

__all__ = [
    "FindingFacts",
    "InTheWay",
    "ProfileLine",
    "ReleaseLine",
    "add_finding",
    "answer_comment",
    "ask_agency",
    "caption_of",
    "clear_version",
    "comment_on_profile",
    "draft_all",
    "draft_profile",
    "edit_finding",
    "figures_of",
    "findings_of",
    "latest",
    "may_draft_profile",
    "may_list_profiles",
    "recall_release",
    "refuse_return",
    "release_version",
    "releases",
    "request_returns",
    "requests_of",
    "returns_awaited",
    "share_profile",
    "sign_release",
    "supply_return",
    "unanswered",
    "url_of",
    "version",
    "write_passage",
    "write_threat",
]
