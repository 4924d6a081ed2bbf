"""Access's front door: what other modules may use."""

from frankpledge.access.actors import Actor, actor_for
from frankpledge.access.clock import forget_the_offset, moment_now
from frankpledge.access.decisions import ALLOW, Decision, NotFound, NotPermitted, deny, require
from frankpledge.access.inspection import Week, last_week, may_inspect
from frankpledge.access.installation import WrongNature, agree_with_settings, note_nature
from frankpledge.access.keeping import keep_once
from frankpledge.access.loading import UnusableFolder, load_areas, load_partnership
from frankpledge.access.moments import moment_of, ticks
from frankpledge.access.people import (
    Agency,
    Conflict,
    Forum,
    ForumMember,
    Holding,
    Installation,
    Nature,
    Person,
    Post,
    PostArea,
    PostRole,
    TagAuthority,
)
from frankpledge.access.places import (
    Area,
    Body,
    area_names_on,
    areas_in,
    areas_of,
    bodies_on,
    successors_of,
)
from frankpledge.access.protection import GuardedModel, Link, LinkKind, Protection, Ref, What
from frankpledge.access.record import AuditEvent, AuditObject, Outcome, pseudonym, record
from frankpledge.access.records import (
    NO_END,
    Joined,
    Term,
    amend,
    check,
    fetch,
    find,
    link,
    links_of,
    links_of_each,
    protect,
    ref_of,
    touched,
)
from frankpledge.access.references import new_reference
from frankpledge.access.requests import actor_of, now_of
from frankpledge.access.rule import Condition
from frankpledge.access.scope import within_scope
from frankpledge.access.vocabulary import Action, Kind, Purpose, Role, Tag

__all__ = [
    "ALLOW",
    "NO_END",
    "Action",
    "Actor",
    "Agency",
    "Area",
    "AuditEvent",
    "AuditObject",
    "Body",
    "Condition",
    "Conflict",
    "Decision",
    "Forum",
    "ForumMember",
    "GuardedModel",
    "Holding",
    "Installation",
    "Joined",
    "Kind",
    "Link",
    "LinkKind",
    "Nature",
    "NotFound",
    "NotPermitted",
    "Outcome",
    "Person",
    "Post",
    "PostArea",
    "PostRole",
    "Protection",
    "Purpose",
    "Ref",
    "Role",
    "Tag",
    "TagAuthority",
    "Term",
    "UnusableFolder",
    "Week",
    "What",
    "WrongNature",
    "actor_for",
    "actor_of",
    "agree_with_settings",
    "amend",
    "area_names_on",
    "areas_in",
    "areas_of",
    "bodies_on",
    "check",
    "deny",
    "fetch",
    "find",
    "forget_the_offset",
    "keep_once",
    "last_week",
    "link",
    "links_of",
    "links_of_each",
    "load_areas",
    "load_partnership",
    "may_inspect",
    "moment_now",
    "moment_of",
    "new_reference",
    "note_nature",
    "now_of",
    "protect",
    "pseudonym",
    "record",
    "ref_of",
    "require",
    "successors_of",
    "ticks",
    "touched",
    "within_scope",
]
