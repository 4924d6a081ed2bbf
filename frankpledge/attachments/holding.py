"""Holding files beside a record: adding, listing, opening and removing them, through the rule."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from frankpledge.access.api import (
    ALLOW,
    Action,
    Actor,
    Decision,
    GuardedModel,
    Kind,
    NotFound,
    Ref,
    Term,
    amend,
    check,
    fetch,
    find,
    protect,
    record,
    ref_of,
    require,
    require_unheld,
    touched,
    within_scope,
)
from frankpledge.attachments import scanner, shelf
from frankpledge.attachments.models import Attachment
from frankpledge.attachments.policies import (
    Act,
    may_attach,
    may_dispose,
    may_list,
    may_open,
    may_preview,
)
from frankpledge.attachments.sorts import (
    CONTENT_TYPES,
    NAMES,
    PICTURES,
    SUFFIXES,
    TAKEN,
    Sort,
    Unacceptable,
)
from frankpledge.attachments.verdicts import Verdict, look_at

MOST_BESIDE = 20
"""How many files one record may have beside it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """Whom the files are for, said as the record beside which they stand says it.

    Whoever opens a file must be let read that record too, so this can never be the wider of two.
    """

    owner: UUID
    agencies: tuple[UUID, ...] = ()
    forums: tuple[str, ...] = ()
    districts: tuple[str, ...] = ()
    named: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """One file, as a page lists it."""

    uid: UUID
    name: str
    sort: str
    size: int
    added_on: date
    scan: str
    is_picture: bool
    may_dispose: Decision


@dataclass(frozen=True, slots=True, kw_only=True)
class Handed:
    """A file as it is handed out: under our own name, as something to be saved."""

    name: str
    content_type: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Disposable:
    """A file that is about to be removed, as the page that asks once more shows it."""

    name: str
    parent: Ref
    may_dispose: Decision


Objection = Callable[[str], str]
"""Given the words of a file, why they may not be held; or nothing."""

_objections: list[Objection] = []


def object_to(objection: Objection) -> None:
    """Have every file's words put to *objection* before it is kept.

    A module above this one knows what must not be held; it says so once, when the site starts.
    """
    if objection not in _objections:
        _objections.append(objection)


@transaction.atomic
def attach(
    *,
    parent: Ref | GuardedModel,
    content: bytes,
    name: str,
    reach: Reach,
    by: Actor,
    at: datetime,
    verdict: Verdict | None = None,
    is_being_made: bool = False,
    veiled: bool = False,
) -> UUID:
    """Clean a file, have it scanned, and hold it beside *parent*. Its *name* is not kept.

    *is_being_made* is for the act that makes the parent, whose teller may never read it again;
    then nobody is asked whether they may read it. *veiled* keeps who added it out of the record.
    Raises `NotPermitted`, `NotFound` for a parent out of sight, `Unacceptable` with a sentence
    for a file that cannot be held, and `ScannerAway`. Nothing is kept of any of these.
    """
    require(may_attach(by))
    verdict = verdict or look_at(content, name)
    if verdict.sort is None:
        raise Unacceptable(verdict.refusal or TAKEN)
    for objection in _objections:
        if why := objection(verdict.words):
            raise Unacceptable(why)
    beside = parent if isinstance(parent, Ref) else ref_of(parent)
    protection = protect(
        Kind.ATTACHMENT,
        owner=reach.owner,
        by=by,
        at=at,
        parent=None if is_being_made else beside,
        agencies=reach.agencies,
        forums=reach.forums,
        districts=reach.districts,
        named=reach.named,
        veiled=veiled,
    )
    if Attachment.visible_to(by).filter(beside_id=beside.uid).count() >= MOST_BESIDE:
        raise Unacceptable(f"There are {MOST_BESIDE} files here, which is as many as can be")
    scan = scanner.scan(content)
    stored = shelf.put(verdict.clean)
    try:
        row = Attachment(
            protection=protection,
            beside_id=beside.uid,
            sort=verdict.sort,
            stored=stored,
            fingerprint=shelf.fingerprint_of(verdict.clean),
            size=len(verdict.clean),
            scanned_by=scan.scanned_by,
            added_on=at.date(),
        )
        row.save(force_insert=True)
        record(Act.ATTACH, row, by=by, at=at, veiled=veiled)
    except BaseException:
        shelf.remove(stored)
        raise
    return row.uid


def _readable(by: Actor, action: Action = Action.READ) -> QuerySet[Attachment]:
    """Files on which *by* may act, beside records that *by* may read."""
    return Attachment.open_to(by, action).filter(
        within_scope("beside_id", None, Action.READ, by), disposed_on=None
    )


@transaction.atomic
def held_beside(parent: Ref | GuardedModel, *, by: Actor, at: datetime) -> list[Held]:
    """The files beside a record that *by* may open. Looking is recorded.

    Nothing is found, and nothing refused, for somebody whose post opens no files: a page about
    the record is theirs all the same.
    """
    beside = parent if isinstance(parent, Ref) else ref_of(parent)
    if not may_list(by):
        return []
    rows = list(
        _readable(by)
        .filter(beside_id=beside.uid)
        .select_related("protection")
        .order_by("added_on", "protection_id")
    )
    removable = set(
        _readable(by, Action.EDIT).filter(beside_id=beside.uid).values_list("pk", flat=True)
    )
    record(Act.LIST, [beside, *rows], by=by, at=at)
    return [_held(row, is_removable=row.uid in removable, by=by) for row in rows]


def _held(row: Attachment, *, is_removable: bool, by: Actor) -> Held:
    # One question answers for all of them which may be removed; only a refusal needs its reason.
    return Held(
        uid=row.uid,
        name=_our_name(row),
        sort=NAMES[Sort(row.sort)],
        size=row.size,
        added_on=row.added_on,
        scan=scan_words(row.scanned_by),
        is_picture=row.sort in PICTURES,
        may_dispose=ALLOW if is_removable else may_dispose(by, row),
    )


def scan_words(scanned_by: str) -> str:
    """What a page says of whether a file was scanned."""
    return f"Scanned by {scanned_by}" if scanned_by else scanner.NOT_SCANNED


def _our_name(row: Attachment) -> str:
    return f"frankpledge-{row.uid.hex[:8]}.{SUFFIXES[Sort(row.sort)][0]}"


@transaction.atomic
def open_attachment(*, attachment_id: UUID, by: Actor, at: datetime) -> Handed:
    """Open a file. Looking is recorded. Raises `NotFound` and `NotPermitted`."""
    row = _fetched(attachment_id, by=by, at=at, act=Act.OPEN)
    require(may_open(by, row))
    return Handed(
        name=_our_name(row),
        content_type=CONTENT_TYPES[Sort(row.sort)],
        content=shelf.take(row.stored, row.fingerprint),
    )


@transaction.atomic
def preview_of(*, attachment_id: UUID, by: Actor, at: datetime) -> Handed:
    """A small picture of a picture. Looking is recorded. Raises `NotFound` for other files."""
    from frankpledge.attachments import pictures

    row = _fetched(attachment_id, by=by, at=at, act=Act.PREVIEW)
    require(may_preview(by, row))
    if row.sort not in PICTURES:
        raise NotFound
    content = shelf.take(row.stored, row.fingerprint)
    return Handed(
        name=f"frankpledge-{row.uid.hex[:8]}-small.jpg",
        content_type=CONTENT_TYPES[Sort.JPEG],
        content=pictures.preview(content, Sort(row.sort)),
    )


def _fetched(attachment_id: UUID, *, by: Actor, at: datetime, act: Act) -> Attachment:
    find(_readable(by), attachment_id)
    return fetch(Attachment, attachment_id, by=by, at=at, act=act)


@transaction.atomic
def to_dispose(*, attachment_id: UUID, by: Actor, at: datetime) -> Disposable:
    """The page that asks once more. Looking is recorded. Raises `NotFound`."""
    row = _fetched(attachment_id, by=by, at=at, act=Act.LIST)
    return Disposable(name=_our_name(row), parent=_parent_of(row), may_dispose=may_dispose(by, row))


def _parent_of(row: Attachment) -> Ref:
    return Ref(kind=Kind(row.beside.kind), uid=row.beside_id)


@transaction.atomic
def dispose(*, attachment_id: UUID, by: Actor, at: datetime) -> Ref:
    """Remove a file for good. A line stays that it was there; its bytes go with the commit.

    Gives what it stood beside. Raises `NotFound`, `NotPermitted`, and `OnLegalHold` where a hold
    stands on it or on what it stands beside.
    """
    find(_readable(by), attachment_id)
    row = fetch(Attachment, attachment_id, by=by, at=at, act=Act.DISPOSE, lock=True)
    require(may_dispose(by, row))
    _remove(row, at=at)
    return _parent_of(row)


def _remove(row: Attachment, *, at: datetime) -> None:
    require_unheld(row.uid, row.beside_id)
    stored = row.stored
    row.stored, row.disposed_on = "", at.date()
    row.save(update_fields=["stored", "disposed_on"])
    touched(row)
    transaction.on_commit(lambda: shelf.remove(stored))


@transaction.atomic
def dispose_beside(parent: Ref | GuardedModel, *, by: Actor, at: datetime) -> int:
    """Remove every file beside a record that *by* disposes of, and say how many there were."""
    beside = parent if isinstance(parent, Ref) else ref_of(parent)
    rows = [
        row
        for row in _readable(by).filter(beside_id=beside.uid).select_related("protection")
        if check(by, Action.READ, row)
    ]
    for row in rows:
        _remove(row, at=at)
    record(Act.DISPOSE, [beside, *rows], by=by, at=at)
    return len(rows)


@transaction.atomic
def share_beside(
    parent: Ref | GuardedModel,
    *,
    add: Sequence[Term] = (),
    remove: Sequence[Term] = (),
    by: Actor,
    at: datetime,
) -> None:
    """Let the files beside a record go where the record goes. Say the same terms of both."""
    beside = parent if isinstance(parent, Ref) else ref_of(parent)
    for row in _readable(by).filter(beside_id=beside.uid).select_related("protection"):
        amend(row, by=by, at=at, action=Action.READ, add=add, remove=remove)


def sweep() -> int:
    """Remove files that were never finished or that nothing speaks of any more."""
    return shelf.sweep(Attachment.files_held())


def counted(refs: Iterable[UUID], by: Actor) -> dict[UUID, int]:
    """How many files *by* may open beside each of several records, in one question."""
    found = dict.fromkeys(refs, 0)
    for beside in _readable(by).filter(beside_id__in=found).values_list("beside_id", flat=True):
        found[beside] += 1
    return found
