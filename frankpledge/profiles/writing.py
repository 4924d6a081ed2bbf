"""Writing: threats, passages and asks, by several people, with nothing of anybody's lost."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from frankpledge.access.api import Actor, Agency, fetch, record, require
from frankpledge.kernel import DomainError
from frankpledge.profiles import catalogue, policies
from frankpledge.profiles.catalogue import Reach, Section
from frankpledge.profiles.findings import VAGUE, UnsafeWords
from frankpledge.profiles.models import (
    AgencyAsk,
    Passage,
    PassageDraft,
    PassageVersion,
    Profile,
    Threat,
)
from frankpledge.profiles.policies import Act

ON_THEIR_WAY = timedelta(seconds=10)
"""How long words that are kept by themselves may take to arrive."""


class Meanwhile(DomainError):
    """Somebody else changed it after it was opened. What was typed is kept as a draft."""

    def __init__(self, words: str, *, changes: tuple[str, ...], theirs: str, version: int) -> None:
        super().__init__(words, argument="text")
        self.changes = changes
        self.theirs = theirs
        self.version = version


class NoSuchPart(DomainError):
    """A section, threat or agency that is not there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierWords:
    """The words of a section as somebody left them."""

    version: int
    by: str
    at: datetime
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PassageFacts:
    """A section's words as somebody opens them to write: theirs where they left some unsaved.

    `meanwhile` is what somebody else has made of the section since those were begun.
    """

    section: Section
    text: str
    reach: str
    version: int
    draft_saved_at: datetime | None
    meanwhile: Meanwhile | None
    history: tuple[EarlierWords, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreatFacts:
    """A line of the threat table as somebody opens it."""

    number: int
    name: str
    harm: str
    likelihood: str
    trend: str
    confidence: str
    words: str
    reach: str
    version: int


def passage(*, profile: Profile, code: str, by: Actor) -> PassageFacts:
    """The words of a section, with the reader's own unsaved ones if they left any."""
    section = catalogue.section(code)
    if section is None or "passage" not in section.holds:
        raise NoSuchPart("There is no such section.", argument="section")
    row = Passage.objects.filter(profile=profile, section=code).first()
    draft = PassageDraft.objects.filter(
        profile=profile, section=code, person_id=by.person_id
    ).first()
    earlier = PassageVersion.objects.filter(passage=row) if row else PassageVersion.objects.none()
    return PassageFacts(
        section=section,
        text=draft.text if draft else row.text if row else "",
        reach=draft.reach if draft else row.reach if row else section.reach,
        version=row.version if row else 0,
        draft_saved_at=draft.saved_at if draft else None,
        meanwhile=_meanwhile(row, draft.based_on) if draft else None,
        history=tuple(
            EarlierWords(version=number, by=who, at=when, text=text)
            for number, who, when, text in earlier.order_by("-version").values_list(
                "version", "written_by__name", "written_at", "text"
            )
        ),
    )


@transaction.atomic
def open_passage(*, profile_id: UUID, code: str, by: Actor, at: datetime) -> PassageFacts:
    """Open a section in order to write it. Looking is recorded."""
    profile = fetch(Profile, profile_id, by=by, at=at, act=Act.READ_PROFILE)
    require(policies.may_write_profile(by, profile))
    return passage(profile=profile, code=code, by=by)


@transaction.atomic
def keep_draft(
    *, profile_id: UUID, code: str, text: str, reach: str, version: int, by: Actor, at: datetime
) -> bool:
    """Keep what somebody is still writing, for them alone. The section stays as it is.

    Words that were on their way while they saved the section themselves are not kept, since what
    they saved came after. Says whether somebody else has saved the section since *version*.
    """
    profile = fetch(Profile, profile_id, by=by, at=at, act=Act.READ_PROFILE)
    require(policies.may_write_profile(by, profile))
    passage(profile=profile, code=code, by=by)
    row = Passage.objects.filter(profile=profile, section=code).first()
    if row is None or row.version <= version:
        is_behind = False
    elif row.written_by_id == by.person_id and at - row.written_at < ON_THEIR_WAY:
        return False
    else:
        is_behind = row.written_by_id != by.person_id
    _keep(profile, code, text, reach, version, by, at)
    record(Act.WRITE_PROFILE, profile, by=by, at=at, fields=["draft"])
    return is_behind


def _keep(
    profile: Profile, code: str, text: str, reach: str, version: int, by: Actor, at: datetime
) -> None:
    PassageDraft.objects.update_or_create(
        profile=profile,
        section=code,
        person_id=by.person_id,
        defaults={"text": text, "reach": reach, "based_on": version, "saved_at": at},
    )


def write_passage(
    *, profile_id: UUID, code: str, text: str, reach: str, version: int, by: Actor, at: datetime
) -> None:
    """Put a section into these words, as *version* stood when it was opened; earlier ones are kept.

    Raises `Meanwhile`, and keeps the words as a draft, if somebody has changed it since.
    """
    try:
        _write(profile_id, code, text, reach, version, by=by, at=at)
    except Meanwhile:
        keep_draft(
            profile_id=profile_id, code=code, text=text, reach=reach, version=version, by=by, at=at
        )
        raise


@transaction.atomic
def _write(
    profile_id: UUID, code: str, text: str, reach: str, version: int, *, by: Actor, at: datetime
) -> None:
    profile = fetch(Profile, profile_id, by=by, at=at, act=Act.READ_PROFILE, lock=True)
    require(policies.may_write_profile(by, profile))
    passage(profile=profile, code=code, by=by)
    row = Passage.objects.filter(profile=profile, section=code).first()
    is_same = row is not None and (row.text, row.reach) == (text, reach)
    if not is_same and (meanwhile := _meanwhile(row, version)):
        raise meanwhile
    if row is None:
        row = Passage(profile=profile, section=code, version=0)
    if (row.text, row.reach) != (text, reach):
        row.text, row.reach, row.version = text, reach, row.version + 1
        row.written_by_id, row.written_at = by.person_id, at
        row.save()
        PassageVersion.objects.create(
            passage=row,
            version=row.version,
            text=text,
            reach=reach,
            written_by_id=by.person_id,
            written_at=at,
        )
    PassageDraft.objects.filter(profile=profile, section=code, person_id=by.person_id).delete()
    record(Act.WRITE_PROFILE, profile, by=by, at=at, fields=[code])


def _meanwhile(row: Passage | None, version: int) -> Meanwhile | None:
    """What somebody has made of the section since that version; none where it still stands."""
    if (row.version if row else 0) == version:
        return None
    return Meanwhile(
        "Somebody has changed this section since you opened it. Your words are kept: put the two "
        "together, and save again.",
        changes=_changes(row, version),
        theirs=row.text if row else "",
        version=row.version if row else 0,
    )


def _changes(row: Passage | None, version: int) -> tuple[str, ...]:
    """What became of the words since that version, line by line: + added, - taken out."""
    if row is None:
        return ()
    before = PassageVersion.objects.filter(passage=row, version=version).first()
    lines = difflib.ndiff(before.text.splitlines() if before else [], row.text.splitlines())
    return tuple(line for line in lines if line[:1] in "+-" and line[2:].strip())


@transaction.atomic
def write_threat(
    *,
    profile_id: UUID,
    name: str,
    harm: str,
    likelihood: str,
    trend: str,
    confidence: str,
    words: str = "",
    reach: str = Reach.PARTNER,
    version: int = 0,
    by: Actor,
    at: datetime,
) -> None:
    """Add a line to the threat table, or change the one of that name as *version* stood.

    Raises `Meanwhile` if somebody has changed it since, and `UnsafeWords` for vague ones.
    """
    profile = fetch(Profile, profile_id, by=by, at=at, act=Act.READ_PROFILE, lock=True)
    require(policies.may_write_profile(by, profile))
    if vague := VAGUE.search(words):
        raise UnsafeWords(
            f"“{vague.group()}” says how likely it is a second time, and less exactly. The table "
            "has a column for it.",
            argument="words",
        )
    row = Threat.objects.filter(profile=profile, name=name).first()
    stands = row.version if row else 0
    if stands != version:
        raise Meanwhile(
            f"“{name}” has been changed since you opened it. Look at it again before you save.",
            changes=(),
            theirs=row.words if row else "",
            version=stands,
        )
    row = row or Threat(
        profile=profile,
        name=name,
        version=0,
        number=Threat.objects.filter(profile=profile).count() + 1,
    )
    row.harm, row.likelihood, row.trend, row.confidence = harm, likelihood, trend, confidence
    row.words, row.reach, row.version = words, reach, row.version + 1
    row.written_by_id, row.written_at = by.person_id, at
    row.save()
    record(Act.WRITE_PROFILE, profile, by=by, at=at, fields=["threats"])


@transaction.atomic
def open_threat(*, profile_id: UUID, number: int, by: Actor, at: datetime) -> ThreatFacts:
    """Open a line of the threat table in order to change it."""
    profile = fetch(Profile, profile_id, by=by, at=at, act=Act.READ_PROFILE)
    require(policies.may_write_profile(by, profile))
    row = Threat.objects.filter(profile=profile, number=number).first()
    if row is None:
        raise NoSuchPart("There is no such line.", argument="name")
    return ThreatFacts(
        number=row.number,
        name=row.name,
        harm=row.harm,
        likelihood=row.likelihood,
        trend=row.trend,
        confidence=row.confidence,
        words=row.words,
        reach=row.reach,
        version=row.version,
    )


@transaction.atomic
def ask_agency(
    *,
    profile_id: UUID,
    agency: UUID | str,
    text: str,
    reach: str = Reach.PARTNER,
    by: Actor,
    at: datetime,
) -> None:
    """Say what one agency is asked to do. It stands in the profile; the agency is told with it."""
    profile = fetch(Profile, profile_id, by=by, at=at, act=Act.READ_PROFILE, lock=True)
    require(policies.may_write_profile(by, profile))
    found = Agency.objects.filter(id=agency).first()
    if found is None:
        raise NoSuchPart("Choose an agency", argument="agency")
    AgencyAsk.objects.create(
        profile=profile,
        agency=found,
        text=text,
        reach=reach,
        written_by_id=by.person_id,
        written_at=at,
    )
    record(Act.WRITE_PROFILE, profile, by=by, at=at, fields=["asks"])
