"""Who may do what with profiles, findings and comments, and why not."""

from __future__ import annotations

from enum import StrEnum
from uuid import UUID

from frankpledge.access.api import ALLOW, Action, Actor, Decision, Kind, Role, check, deny
from frankpledge.intelligence.api import GivenToUs
from frankpledge.profiles.models import NEXT, Finding, Profile, Release, Stage


class Act(StrEnum):
    """What can be done here. Stored, and never renamed."""

    LIST_PROFILES = "profiles.list_profiles"
    READ_PROFILE = "profiles.read_profile"
    DRAFT_PROFILE = "profiles.draft_profile"
    SHARE_PROFILE = "profiles.share_profile"
    COMMENT_ON_PROFILE = "profiles.comment_on_profile"
    READ_FINDING = "profiles.read_finding"
    ADD_FINDING = "profiles.add_finding"
    EDIT_FINDING = "profiles.edit_finding"
    WRITE_PROFILE = "profiles.write_profile"
    REQUEST_RETURNS = "profiles.request_returns"
    SUPPLY_RETURN = "profiles.supply_return"
    ANSWER_COMMENT = "profiles.answer_comment"
    CLEAR_VERSION = "profiles.clear_version"
    RELEASE_VERSION = "profiles.release_version"
    LIST_RELEASES = "profiles.list_releases"
    READ_RELEASE = "profiles.read_release"
    SIGN_RELEASE = "profiles.sign_release"
    RECALL_RELEASE = "profiles.recall_release"
    ACKNOWLEDGE_RELEASE = "profiles.acknowledge_release"
    MAKE_DOCUMENTS = "profiles.make_documents"


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


RELEASED = "This profile has been released, so what it says stands. Build a new one."


def may_write_profile(actor: Actor, profile: Profile) -> Decision:
    """An analyst of the agency that made the profile, until it is released."""
    if profile.stage == Stage.RELEASED_INTERNALLY:
        return deny(RELEASED)
    return check(actor, Action.EDIT, profile)


def may_request_returns(actor: Actor, profile: Profile) -> Decision:
    """The agency that made the profile, until it is released."""
    if profile.stage == Stage.RELEASED_INTERNALLY:
        return deny(RELEASED)
    return check(actor, Action.SHARE, profile)


def may_supply_return(actor: Actor, profile: Profile, asked: UUID) -> Decision:
    """Whoever comments on profiles in the agency that was asked, until the profile is released."""
    if profile.stage == Stage.RELEASED_INTERNALLY:
        return deny(RELEASED)
    if actor.agency_id != asked:
        return deny("Only the agency that was asked can answer.", clause="owner")
    return check(actor, Action.COMMENT, profile)


def may_answer_comment(actor: Actor, profile: Profile) -> Decision:
    """An analyst of the agency that made the profile, while it is out for comment."""
    if profile.stage != Stage.CONSULTING:
        return deny("Comments are answered while the profile is out for comment.")
    return check(actor, Action.EDIT, profile)


def may_clear_version(actor: Actor, profile: Profile) -> Decision:
    """An intelligence supervisor who reads the profile and did not build it.

    What is cleared are the very words: a change after it needs a new clearance.
    """
    if profile.stage != Stage.CONSULTING and profile.stage != Stage.RELEASED_INTERNALLY:
        return deny("A version is cleared once the profile has been out for comment.")
    if not actor.holds(Role.INTELLIGENCE_SUPERVISOR):
        return deny("An intelligence supervisor clears what is released.", clause="role")
    if profile.drafted_by_id == actor.person_id:
        return deny("Whoever built the profile cannot clear it.")
    return check(actor, Action.READ, profile)


def may_release_version(actor: Actor, profile: Profile) -> Decision:
    """The agency that made it, once comments are answered and the version is cleared."""
    if profile.stage not in (Stage.CONSULTING, Stage.RELEASED_INTERNALLY):
        return deny("Only a profile that has been out for comment can be released.")
    return check(actor, Action.PUBLISH, profile) and check(actor, Action.SHARE, profile)


def may_list_releases(actor: Actor) -> Decision:
    """Whoever's post reads releases sees those that went to their agency, and no others."""
    if Kind.RELEASE not in actor.kinds_for(Action.READ):
        return deny("Your post does not read released profiles.", clause="role")
    return ALLOW


def may_read_release(actor: Actor, release: Release) -> Decision:
    """Posts that read releases, in the agencies that it went to."""
    return check(actor, Action.READ, release)


def may_sign_release(actor: Actor, release: Release) -> Decision:
    """A chief officer of the agency that made it: only then can anybody read the public version."""
    if release.audience != "public":
        return deny("Only the public version needs a chief officer’s signature.")
    if release.recalled_at is not None:
        return deny("This version has been recalled.")
    if release.signed_at is not None:
        return deny("This version has been signed.")
    if not actor.holds(Role.BOARD_MEMBER) or actor.agency_id != release.protection.owner_id:
        return deny("A chief officer of the agency that made it signs.", clause="role")
    return check(actor, Action.READ, release)


def may_acknowledge_release(actor: Actor, release: Release, given: GivenToUs | None) -> Decision:
    """Posts that read releases, once for each agency that was given one, while it stands."""
    if given is None or release.recalled_at is not None:
        return deny("This was not given to your agency, so there is nothing to acknowledge.")
    if given.acknowledged_at is not None:
        return deny("Your agency has acknowledged this.")
    return check(actor, Action.READ, release)


def may_recall_release(actor: Actor, release: Release) -> Decision:
    """The agency that released it, at any time, with a reason that recipients are told."""
    if release.recalled_at is not None:
        return deny("This version has been recalled.")
    return check(actor, Action.PUBLISH, release)


def may_make_documents(actor: Actor) -> Decision:
    """Whoever’s post takes profiles away, of those that they may take away."""
    if Kind.PROFILE not in actor.kinds_for(Action.EXPORT):
        return deny("Your post does not take profiles away.", clause="role")
    return ALLOW
