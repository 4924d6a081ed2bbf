"""Leading: what stands before recorded crime in a profile, built up for those who are to read it.

A version is made of what is cleared for it. Nothing is taken out of a wider one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.timezone import localtime

from frankpledge.access.api import Actor
from frankpledge.analysis.api import CannotBeMadeSafe, Shown
from frankpledge.papers.api import Column, Grid, Heading, Listed, Notice, Part, Words
from frankpledge.plans import api as plans
from frankpledge.profiles import (
    catalogue,
    collecting,
    consultation,
    findings,
    inheriting,
    words,
)
from frankpledge.profiles.blocks import Status
from frankpledge.profiles.catalogue import Reach, Section
from frankpledge.profiles.collecting import RequestFacts
from frankpledge.profiles.consultation import Consulted
from frankpledge.profiles.findings import FindingFacts
from frankpledge.profiles.indicators import ReturnedRow
from frankpledge.profiles.models import (
    LIKELIHOODS,
    AgencyAsk,
    Confidence,
    CountedCell,
    DataRequest,
    Harm,
    Passage,
    PrintedFigure,
    Profile,
    ReturnedFigure,
    Stage,
    Threat,
    Trend,
)
from frankpledge.profiles.notes import grounds_of
from frankpledge.profiles.passages import PassageMark, paragraphs
from frankpledge.profiles.protected import SafeTable, safe_tables

HARM_ORDER = [each.value for each in Harm]
LIKELY = dict(LIKELIHOODS)
NOTHING_HELD = "Nothing has been written here yet."
LOW_AND_UNKNOWN = (
    "Threats that are low or not known stand in the table as well: leaving one out would say more "
    "than is known. Volume of reports measures what was looked for, not the threat."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A threat with where it comes from: this profile, or the county's that it inherits from."""

    threat: Threat
    inherited: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """Everything that may lead a profile, before anybody asks how far it goes."""

    profile: Profile
    product_type: str
    threats: tuple[Line, ...]
    passages: Mapping[str, tuple[Passage, str]]
    findings: tuple[FindingFacts, ...]
    actions: tuple[plans.ActionLine, ...]
    asks: tuple[AgencyAsk, ...]
    requests: tuple[RequestFacts, ...]
    rows: tuple[ReturnedRow, ...]
    look_back: tuple[plans.ActionLine, ...]
    earlier: str
    consulted: tuple[Consulted, ...]
    comments: tuple[consultation.CommentFacts, ...]

    @property
    def marks(self) -> tuple[PassageMark, ...]:
        """Every passage that can be commented on, in the sections' order."""
        return inheriting.marks_in(self.passages)


@dataclass(frozen=True, slots=True, kw_only=True)
class Led:
    """What leads one version, and the protected figures that it prints."""

    parts: tuple[Part, ...]
    tables: tuple[SafeTable, ...]

    @property
    def shown(self) -> tuple[Shown, ...]:
        """Every protected figure as this version prints it."""
        return tuple(each for table in self.tables for each in table.shown)


def held_of(profile: Profile, *, by: Actor, at: datetime) -> Held:
    """What may lead this profile, as far as *by* may see it."""
    on = localtime(at).date()
    wider = inheriting.wider(profile, by)
    found = findings.findings_of(profile.uid, by)
    before = _earlier(profile, by)
    actions = plans.actions_from_each([each.uid for each in found], by, on)
    earlier_findings = findings.findings_of(before.uid, by) if before else ()
    looked = plans.actions_from_each([each.uid for each in earlier_findings], by, on)
    comments = consultation.comments_on(profile.uid, by)
    return Held(
        profile=profile,
        product_type="district_page" if inheriting.is_district(profile) else "local_profile",
        threats=_threats(profile, wider),
        passages=inheriting.passages(profile, wider),
        findings=found,
        actions=_once(actions.values()),
        asks=tuple(
            AgencyAsk.objects.filter(profile=profile)
            .select_related("agency")
            .order_by("agency__name", "pk")
        ),
        requests=tuple(
            collecting.facts_of(row, profile, by, on)
            for row in collecting.requests_seen(profile, by)
        ),
        rows=rows_of(profile, by),
        look_back=_once(looked.values()),
        earlier=str(before) if before else "",
        consulted=consultation.consulted(profile.uid, comments),
        comments=comments,
    )


def rows_of(profile: Profile, by: Actor) -> tuple[ReturnedRow, ...]:
    """What partners returned for a profile: all for whoever made it, and once it is consulted on
    for whoever reads it; before that an agency has its own."""
    seen = DataRequest.objects.filter(profile=profile)
    is_out = profile.stage not in (Stage.DRAFT, Stage.COLLECTING)
    if by.agency_id != profile.protection.owner_id and not is_out:
        seen = seen.filter(agency_id=by.agency_id)
    rows = ReturnedFigure.objects.filter(request__in=seen).order_by(
        "indicator", "period", "area_name", "area_code"
    )
    return tuple(
        ReturnedRow(
            area_code=row.area_code,
            area_name=row.area_name,
            period=row.period,
            indicator=row.indicator,
            numerator=row.numerator,
            denominator=row.denominator,
            status=Status(row.status),
            source=row.source,
        )
        for row in rows
    )


def _once(groups: Iterable[Iterable[plans.ActionLine]]) -> tuple[plans.ActionLine, ...]:
    return tuple({line.uid: line for group in groups for line in group}.values())


def _earlier(profile: Profile, by: Actor) -> Profile | None:
    """The newest of an earlier period: a second draft of this one has nothing to look back on."""
    rows = Profile.open_to(by).filter(area_code=profile.area_code, last__lt=profile.last)
    return rows.defer("content").order_by("-last", "-built_at", "pk").first()


def _threats(profile: Profile, wider: Profile | None) -> tuple[Line, ...]:
    own = list(Threat.objects.filter(profile=profile))
    lines = [Line(threat=row, inherited="") for row in own]
    if wider is not None:
        named = {row.name for row in own}
        lines += [
            Line(threat=row, inherited=wider.area_name)
            for row in Threat.objects.filter(profile=wider)
            if row.name not in named
        ]
    return tuple(
        sorted(lines, key=lambda line: (HARM_ORDER.index(line.threat.harm), line.threat.name))
    )


def led(held: Held, *, version: Reach) -> Led:
    """What leads this version: sections in their order, each from what is cleared for it.

    Raises `CannotBeMadeSafe` where what was printed before gives a returned count away.
    """
    tables: tuple[SafeTable, ...] = ()
    if Reach.PARTNER.goes_to(version) and held.rows:
        tables = safe_tables(held.rows, earlier=_printed(), counted=_counted())
    parts: list[Part] = []
    for section in catalogue.sections_of(held.product_type):
        if not section.reach.goes_to(version):
            continue
        inside = [
            part
            for kind in section.holds
            for part in _WRITTEN[kind](held, section, version, tables)
        ]
        if inside or section.required:
            parts.append(Heading(text=section.title))
            parts.extend(inside or [Words(text=NOTHING_HELD, small=True)])
    return Led(parts=tuple(parts), tables=tables)


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadingSection:
    """A section as the page of a profile shows it, with what can be changed from there."""

    code: str
    title: str
    words: str
    parts: tuple[Part, ...]
    is_written: bool
    threats: tuple[tuple[int, str], ...]
    requests: tuple[RequestFacts, ...]
    marks: tuple[PassageMark, ...]


def sections_for_the_page(held: Held) -> tuple[LeadingSection, ...]:
    """Every section of the full version, the empty ones included. Findings and comments have
    places of their own on the page, so they are left out here."""
    tables: tuple[SafeTable, ...] = ()
    unsafe = ""
    if held.rows:
        try:
            tables = safe_tables(held.rows, earlier=_printed(), counted=_counted())
        except CannotBeMadeSafe as disclosive:
            unsafe = str(disclosive)
    found = []
    marks = held.marks
    for section in catalogue.sections_of(held.product_type):
        kinds = [kind for kind in section.holds if kind not in ("findings", "consultation")]
        parts = [
            part for kind in kinds for part in _WRITTEN[kind](held, section, Reach.FULL, tables)
        ]
        if unsafe and "returns" in kinds:
            parts.insert(0, Notice(text=unsafe))
        if not kinds or (section.code == "P01"):
            continue
        found.append(
            LeadingSection(
                code=section.code,
                title=section.title,
                words=section.words,
                parts=tuple(parts),
                is_written="passage" in kinds,
                threats=tuple(
                    (line.threat.number, line.threat.name)
                    for line in held.threats
                    if "threats" in kinds and not line.inherited
                ),
                requests=held.requests if "requests" in kinds else (),
                marks=tuple(each for each in marks if each.section == section.code),
            )
        )
    return tuple(found)


def _printed() -> tuple[Shown, ...]:
    return tuple(
        Shown(name=row.name, cells=frozenset(row.cells), value=row.value, give=row.give)
        for row in PrintedFigure.objects.order_by("pk")
    )


def _counted() -> dict[str, int]:
    return dict(CountedCell.objects.values_list("cell", "count"))


def _passage(
    held: Held, section: Section, version: Reach, tables: Sequence[SafeTable]
) -> Iterator[Part]:
    found = held.passages.get(section.code)
    if found is None or not Reach(found[0].reach).goes_to(version):
        return
    row, inherited = found
    if inherited:
        yield Words(text=f"From the profile of {inherited}.", small=True)
    for paragraph in paragraphs(row.text):
        yield Words(text=paragraph)


def _threat_table(
    held: Held, section: Section, version: Reach, tables: Sequence[SafeTable]
) -> Iterator[Part]:
    lines = [line for line in held.threats if Reach(line.threat.reach).goes_to(version)]
    if not lines:
        return
    yield Grid(
        caption="Threats by harm",
        columns=tuple(
            Column(text=text)
            for text in ("Threat", "Harm", "Likelihood", "Trend", "Confidence", "Why")
        ),
        rows=tuple(
            (
                f"{line.threat.name} ({line.inherited})" if line.inherited else line.threat.name,
                Harm(line.threat.harm).label,
                LIKELY[line.threat.likelihood],
                Trend(line.threat.trend).label,
                Confidence(line.threat.confidence).label,
                line.threat.words or "–",
            )
            for line in lines
        ),
    )
    yield Words(text=LOW_AND_UNKNOWN, small=True)


def _judgements(
    held: Held, section: Section, version: Reach, tables: Sequence[SafeTable]
) -> Iterator[Part]:
    # What rules drew from recorded crime stands with it, as context; what people judge leads.
    chosen = [
        each for each in held.findings if each.is_by_a_person and Reach(each.reach).goes_to(version)
    ]
    for number, each in enumerate(chosen, start=1):
        said = f"{each.text} {each.judgement}.".strip() if each.judgement else each.text
        yield Words(strong=f"{number}.", text=said)
        if grounds := grounds_of(each.figures, each.returns):
            yield Words(text=f"Rests on {grounds}.", small=True)


def _returns(
    held: Held, section: Section, version: Reach, tables: Sequence[SafeTable]
) -> Iterator[Part]:
    if tables:
        yield Words(
            text="“Withheld” says nothing of how many: some are withheld only so that others "
            "cannot be worked out. These figures share no total with published ones.",
            small=True,
        )
    for table in tables:
        yield table.grid


def _requests(
    held: Held, section: Section, version: Reach, tables: Sequence[SafeTable]
) -> Iterator[Part]:
    if not held.requests:
        yield Words(text="No partner has been asked for a return yet.")
        return
    missing = [each for each in held.requests if each.status in ("late", "sent", "refused")]
    came = len(held.requests) - len(missing)
    yield Words(
        text=f"{words.count_of(len(held.requests), 'return was', 'returns were')} asked for; "
        f"{came} came. "
        + (
            "Missing: " + words.listed([f"{each.agency} ({each.holder})" for each in missing]) + "."
            if missing
            else "None is missing."
        )
    )
    yield Grid(
        caption="Returns asked for",
        columns=tuple(Column(text=text) for text in ("Agency", "Asked for", "Due", "What came")),
        rows=tuple(
            (
                each.agency,
                each.ask,
                words.day(each.due_on),
                f"{each.label}: {each.reason}" if each.reason else each.label,
            )
            for each in held.requests
        ),
    )


def _asks(
    held: Held, section: Section, version: Reach, tables: Sequence[SafeTable]
) -> Iterator[Part]:
    chosen = [each for each in held.asks if Reach(each.reach).goes_to(version)]
    if chosen:
        yield Grid(
            caption="What each agency is asked to do",
            columns=(Column(text="Agency"), Column(text="Asked to")),
            rows=tuple((each.agency.name, each.text) for each in chosen),
        )


def _actions(
    held: Held, section: Section, version: Reach, tables: Sequence[SafeTable]
) -> Iterator[Part]:
    if not held.actions:
        return
    yield _action_table("Proposed actions", held.actions)
    if absent := plans.without_actions(held.actions):
        yield Words(text=f"Nothing is proposed under {words.listed(absent)}.")


def _look_back(
    held: Held, section: Section, version: Reach, tables: Sequence[SafeTable]
) -> Iterator[Part]:
    if not held.earlier:
        yield Words(text="No earlier profile of this area is held, so there is none to look at.")
    elif not held.look_back:
        yield Words(text=f"The profile before ({held.earlier}) gave rise to no action held here.")
    else:
        done = [each for each in held.look_back if each.status.value == "done"]
        yield Words(
            text=f"Of {words.count_of(len(held.look_back), 'action')} that the profile before "
            f"({held.earlier}) gave rise to, {len(done)} "
            f"{'is' if len(done) == 1 else 'are'} done."
        )
        yield _action_table("What came of them", held.look_back)


def _action_table(caption: str, lines: Sequence[plans.ActionLine]) -> Grid:
    return Grid(
        caption=caption,
        columns=tuple(
            Column(text=text) for text in ("Action", "P", "Agency", "Due", "Standing", "Outcome")
        ),
        rows=tuple(
            (
                line.words,
                line.four_p,
                line.owner_agency,
                words.day(line.due_on),
                "Late" if line.is_late else line.status.label,
                line.outcome or "–",
            )
            for line in lines
        ),
    )


def _consultation(
    held: Held, section: Section, version: Reach, tables: Sequence[SafeTable]
) -> Iterator[Part]:
    if not held.consulted:
        yield Words(text="No agency has been asked to comment yet.")
        return
    yield Grid(
        caption="Who was asked to comment",
        columns=tuple(Column(text=text) for text in ("Agency", "Post", "What came")),
        rows=tuple((each.agency, each.post or "–", each.reply) for each in held.consulted),
    )
    silent = [each.agency for each in held.consulted if each.is_silent]
    if silent:
        yield Notice(
            text=f"Asked, and did not reply: {words.listed(silent)}. Silence is not agreement."
        )
    if not Reach.PARTNER.goes_to(version):
        return
    for each in held.comments:
        if each.text:
            about = f", on “{words.short(each.passage)}”" if each.passage else ""
            yield Words(strong=f"{each.agency}{about}:", text=each.text)
            yield Words(text=f"Answer: {each.answer}" if each.answer else "Not answered yet.")


def _gaps(
    held: Held, section: Section, version: Reach, tables: Sequence[SafeTable]
) -> Iterator[Part]:
    found = [
        f"{line.threat.name}: {what} not known"
        for line in held.threats
        if Reach(line.threat.reach).goes_to(version)
        for what in (
            *(["harm"] if line.threat.harm == "unknown" else []),
            *(["likelihood"] if line.threat.likelihood == "unknown" else []),
            *(["trend"] if line.threat.trend == "unknown" else []),
        )
    ]
    found += [
        f"{each.holder}, {each.agency}: no return"
        for each in held.requests
        if each.status in ("late", "refused")
    ]
    if found:
        yield Listed(items=tuple(found), numbered=True)


def _nothing(
    held: Held, section: Section, version: Reach, tables: Sequence[SafeTable]
) -> Iterator[Part]:
    return iter(())


def _control(
    held: Held, section: Section, version: Reach, tables: Sequence[SafeTable]
) -> Iterator[Part]:
    yield Listed(
        items=(
            f"Version: {version.label.lower()}",
            f"Built on {words.day(localtime(held.profile.built_at).date())}",
            f"Figures digest {held.profile.figures_digest[:16]}",
        )
    )


_WRITTEN: Mapping[str, Callable[[Held, Section, Reach, Sequence[SafeTable]], Iterator[Part]]] = {
    "passage": _passage,
    "threats": _threat_table,
    "findings": _judgements,
    "returns": _returns,
    "requests": _requests,
    "asks": _asks,
    "actions": _actions,
    "look_back": _look_back,
    "consultation": _consultation,
    "gaps": _gaps,
    "districts": _nothing,
    "control": _control,
}
"""How each kind of thing that a section may hold is written. A file that names another fails."""
