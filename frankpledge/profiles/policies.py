"""Who may do what with profiles, findings and comments, and why not."""

from __future__ import annotations

from enum import StrEnum

from frankpledge.access.api import ALLOW, Action, Actor, Decision, Kind, check, deny
from frankpledge.profiles.models import NEXT, Finding, Profile, Stage


class Act(StrEnum):
    """What can be done here. Stored, and never renamed."""

    LIST_PROFILES = "profiles.list_profiles"
    READ_PROFILE = "profiles.read_profile"
    DRAFT_PROFILE = "profiles.draft_profile"
    SHARE_PROFILE = "profiles.share_profile"
    RELEASE_INTERNALLY = "profiles.release_internally"
    COMMENT_ON_PROFILE = "profiles.comment_on_profile"
    READ_FINDING = "profiles.read_finding"
    ADD_FINDING = "profiles.add_finding"
    EDIT_FINDING = "profiles.edit_finding"


def may_list_profiles(actor: Actor) -> Decision:
    """Whoever's post reads profiles sees those that they may open, and no others."""
    if Kind.PROFILE not in actor.kinds_for(Action.READ):
        return deny("Your post does not read profiles.", clause="role")
    return ALLOW


def may_read_profile(actor: Actor, profile: Profile) -> Decision:
    """The agency that made it; agencies that it was shared with, within the district."""
    return check(actor, Action.READ, profile)


def may_draft_profile(actor: Actor) -> Decision:
    """An analyst, for an area in which their post works."""
    if Kind.PROFILE not in actor.kinds_for(Action.CREATE):
        return deny("Your post does not build profiles.", clause="role")
    return ALLOW


def may_share_profile(actor: Actor, profile: Profile) -> Decision:
    """The agency that made it, while it is a draft or out for comment."""
    if Stage.CONSULTING not in NEXT[Stage(profile.stage)]:
        return deny("This profile has been released. Build a new one to ask for comments again.")
    return check(actor, Action.SHARE, profile)


def may_release_internally(actor: Actor, profile: Profile) -> Decision:
    """The agency that made it, to those agencies that were asked to comment on it."""
    if Stage.RELEASED_INTERNALLY not in NEXT[Stage(profile.stage)]:
        return deny("Only a profile that has been out for comment can be released.")
    return check(actor, Action.PUBLISH, profile) and check(actor, Action.SHARE, profile)


def may_comment_on_profile(actor: Actor, profile: Profile) -> Decision:
    """Whoever may read it and comment on profiles, while it is out for comment."""
    if profile.stage != Stage.CONSULTING:
        return deny("This profile is not out for comment.")
    return check(actor, Action.COMMENT, profile)


def may_read_finding(actor: Actor, finding: Finding) -> Decision:
    """Whoever may read the profile that it belongs to, and findings at all."""
    return check(actor, Action.READ, finding)


def may_add_finding(actor: Actor, profile: Profile) -> Decision:
    """An analyst of the agency that made the profile, until it is released."""
    if profile.stage == Stage.RELEASED_INTERNALLY:
        return deny("This profile has been released, so its findings stand.")
    if Kind.FINDING not in actor.kinds_for(Action.CREATE):
        return deny("Your post does not write findings.", clause="role")
    return check(actor, Action.EDIT, profile)


def may_edit_finding(actor: Actor, finding: Finding) -> Decision:
    """An analyst of the agency that made the profile, until it is released."""
    if finding.profile.stage == Stage.RELEASED_INTERNALLY:
        return deny("This profile has been released, so its findings stand.")
    return check(actor, Action.EDIT, finding)
