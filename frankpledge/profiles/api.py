"""Profiles's front door: what other modules may use."""

from frankpledge.profiles.consultation import (
    comment_on_profile,
    release_internally,
    share_profile,
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

__all__ = [
    "FindingFacts",
    "ProfileLine",
    "add_finding",
    "caption_of",
    "comment_on_profile",
    "draft_all",
    "draft_profile",
    "edit_finding",
    "figures_of",
    "findings_of",
    "latest",
    "may_draft_profile",
    "may_list_profiles",
    "release_internally",
    "share_profile",
    "url_of",
]
