"""Every district's draft, profiles as files and a study of all: long work, done as who asked."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from frankpledge.access.api import Action, Actor, Agency, Decision, NotFound, record, require
from frankpledge.analysis import api as analysis
from frankpledge.papers.api import Part, as_docx, as_pdf
from frankpledge.profiles import documents, drafting, leading, paper, policies, sheets, study, words
from frankpledge.profiles.again import Again
from frankpledge.profiles.blocks import Content, thawed
from frankpledge.profiles.catalogue import Reach
from frankpledge.profiles.models import Profile
from frankpledge.profiles.policies import Act
from frankpledge.work import api as work

DRAFTS = "profiles.drafts"
DOCUMENTS = "profiles.documents"
STUDY = "profiles.study"
SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def ask_for_drafts(
    *,
    force: str,
    first: str,
    last: str,
    compare_first: str = "",
    compare_last: str = "",
    by: Actor,
    at: datetime,
) -> UUID:
    """Ask for a draft for every district of a force area, and one for the whole.

    Asked for twice before it is done, it is the same work; afterwards it is another.
    """
    newest = Profile.open_to(by).order_by("-built_at", "pk").values_list("pk", flat=True).first()
    given = {
        "force": force,
        "first": first,
        "last": last,
        "compare_first": compare_first,
        "compare_last": compare_last,
        "after": str(newest or ""),
    }
    return work.ask(DRAFTS, given=given, by=by, at=at)


@transaction.atomic
def ask_for_documents(*, by: Actor, at: datetime) -> UUID:
    """Ask for the files of the newest profile of each area that *by* may take away.

    Raises `NotPermitted`, and `NotFound` where there is none.
    """
    require(policies.may_make_documents(by))
    newest: dict[str, UUID] = {}
    rows = Profile.open_to(by, Action.EXPORT).order_by("-built_at", "pk")
    for uid, area in rows.values_list("pk", "area_code"):
        newest.setdefault(area, uid)
    if not newest:
        raise NotFound
    chosen = sorted(newest.values(), key=str)
    record(Act.MAKE_DOCUMENTS, list(Profile.open_to(by).filter(pk__in=chosen)), by=by, at=at)
    given = {"profiles": [str(uid) for uid in chosen]}
    return work.ask(DOCUMENTS, given=given, by=by, at=at, anew=True)


def _may_draft(by: Actor, given: work.Given, at: datetime) -> Decision:
    return policies.may_draft_profile(by)


def _draft(given: work.Given, by: Actor, at: datetime, going: work.Going) -> work.Result:
    asked = {name: str(value) for name, value in given.items()}
    built = drafting.build_all(
        force=asked["force"],
        first=asked["first"],
        last=asked["last"],
        compare_first=asked["compare_first"],
        compare_last=asked["compare_last"],
        step=going.step,
    )

    def keep() -> str:
        kept = drafting.keep(contents=built, by=by, at=at)
        have = "has" if len(kept) == 1 else "have"
        said = f"{words.count_of(len(kept), 'draft')} {have} been built."
        found = drafting.beside_earlier(kept, by)
        same, other = found.count(Again.SAME), found.count(Again.OTHER_FIGURES)
        if same or other:
            said += f" Of those built before from the same files, {same} have the same figures"
            said += f" and {other} have not." if other else "."
        return said

    return work.Result(keep=keep)


def ask_for_study(*, area: str, first: str, last: str, by: Actor, at: datetime) -> UUID:
    """Ask for the figures of every district of a force area at once, as `data study` gives them."""
    given = {"area": area, "first": first, "last": last}
    return work.ask(STUDY, given=given, by=by, at=at, anew=True)


def _study(given: work.Given, by: Actor, at: datetime, going: work.Going) -> work.Result:
    store = analysis.open_store(settings.FRANKPLEDGE_HOME)
    area, first, last = (str(given[each]) for each in ("area", "first", "last"))
    found = analysis.overview(store, first=first, last=last, area=area)
    held = study.workbook(study.as_told(store, found, area), made_at=at)
    return work.Result(
        files=[work.Made(name="districts.xlsx", media_type=SPREADSHEET, content=held)]
    )


def _may_take_away(by: Actor, given: work.Given, at: datetime) -> Decision:
    return policies.may_make_documents(by)


def _write(given: work.Given, by: Actor, at: datetime, going: work.Going) -> work.Result:
    uids = [UUID(str(uid)) for uid in _listed(given["profiles"])]
    held = io.BytesIO(going.kept() or b"")
    with zipfile.ZipFile(held, "a", zipfile.ZIP_DEFLATED) as packed:
        written = {name.partition("/")[0] for name in packed.namelist()}
    for number, uid in enumerate(uids):
        content, lead, owner = _opened(uid, by=by, at=at)
        folder = f"{content.area_code}-{re.sub(r'[^a-z]+', '-', content.area_name.lower())}"
        if folder not in written:
            with zipfile.ZipFile(held, "a", zipfile.ZIP_DEFLATED) as packed:
                for name, each in files_of(content, lead=lead, owner=owner, at=at).items():
                    packed.writestr(f"{folder}/{name}", each)
            going.keep(held.getvalue())
        going.step(number + 1, len(uids))
    made = work.Made(name="profiles.zip", media_type="application/zip", content=held.getvalue())
    return work.Result(files=[made])


def _listed(value: object) -> list[object]:
    assert isinstance(value, list)
    return value


@transaction.atomic
def _opened(uid: UUID, *, by: Actor, at: datetime) -> tuple[Content, tuple[Part, ...], str]:
    """What is printed of one profile, if *by* may still take it away. Recorded."""
    row = Profile.open_to(by, Action.EXPORT).select_related("protection").filter(pk=uid).first()
    if row is None:
        raise NotFound
    record(Act.MAKE_DOCUMENTS, row, by=by, at=at)
    made = leading.led(leading.held_of(row, by=by, at=at), version=Reach.FULL)
    owner = Agency.objects.get(id=row.protection.owner_id).name
    return thawed(row.content), made.parts, owner


def files_of(
    content: Content, *, lead: tuple[Part, ...], owner: str, at: datetime
) -> Mapping[str, bytes]:
    """The full version of a profile as every kind of file, by its name."""
    marking, handling = paper.WORKING_MARKING, documents.DRAFT
    whole = documents.whole_paper(
        content,
        lead=lead,
        title=f"Profile of {content.area_name}, {content.period.words}",
        above="Serious and organised crime local profile",
        marking=marking,
        handling=handling,
        author=owner,
        made_at=at,
        facts=(("Owner", owner),),
    )
    summary = documents.summary_paper(
        content,
        lead=documents.first_parts(lead),
        marking=marking,
        handling=handling,
        author=owner,
        made_at=at,
    )
    return {
        "profile.docx": as_docx(whole),
        "profile.pdf": as_pdf(whole),
        "profile.xlsx": sheets.workbook(content, notes=[marking, handling], made_at=at),
        "profile.geojson": f"{sheets.geojson(content)}\n".encode(),
        "summary.pdf": as_pdf(summary),
    }


def _back(given: work.Given) -> str:
    return reverse("profiles:index")


def offer() -> None:
    """Let each be asked for as long work."""
    for code, title, may, perform in (
        (DRAFTS, "Drafts for every district", _may_draft, _draft),
        (DOCUMENTS, "Profiles as files", _may_take_away, _write),
        (STUDY, "Every district at once", _may_draft, _study),
    ):
        work.offer(work.Sort(code=code, title=title, may=may, perform=perform, back=_back))
