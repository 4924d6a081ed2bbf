"""Pages of the network: ask, one call, answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localtime
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from frankpledge.access.api import Decision, NotFound, actor_of, now_of, require
from frankpledge.groups import (
    adding_ties,
    cutting,
    measuring,
    network_tables as tables,
    policies,
    ranking,
)
from frankpledge.groups.charting import Asked
from frankpledge.groups.measuring import Measured
from frankpledge.groups.network import TooLarge
from frankpledge.groups.network_forms import Narrow, NoteCut, Own, Way
from frankpledge.groups.switching import areas_on
from frankpledge.kernel import DomainError, whole_number
from frankpledge.networks.api import Format, Preview, Refused, WrongUse, forms as formats
from frankpledge.ui.api import Link, accepted, status_of, typed
from frankpledge.work.api import TooMuchAsked

A_PAGE = 50
PAGED = ("nodes", "ties", "cut-points", "communities")
"""The tables that are read a page at a time, each by the name of its part of the page."""
MOST_OWN = 500
SLUGS = {form: form.value.replace(".", "-") for form in Format}


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Everything that the reader may see, on a day."""
    return _page(request, None)


@require_GET
def around(request: HttpRequest, group_id: UUID) -> HttpResponse:
    """One group and what is tied to it."""
    return _page(request, group_id)


@require_http_methods(["GET", "POST"])
def own(request: HttpRequest) -> HttpResponse:
    """A list of one's own as a network. Nothing is kept."""
    actor, now = actor_of(request), now_of(request)
    require(policies.may_preview_network(actor, areas_on=areas_on(now)))
    form = Own(request.POST or None, request.FILES or None)
    context: dict[str, object] = {"form": form}
    if request.method == "POST" and form.is_valid():
        held = form.cleaned_data["ties"]
        try:
            read, found = measuring.previewed(
                content=held.read(), name=held.name or "list", by=actor, at=now
            )
        except Refused as refused:
            form.add_error("ties", str(refused))
        else:
            context |= {"read": read, "faults": tables.faults(read.faults), "found": found}
            if read.faults:
                form.add_error("ties", "The list has faults. Mend them and give it again")
            if found:
                context |= _own(read, found)
    return render(request, "groups/network_own.html", context, status=status_of(form))


def _own(read: Preview, found: Measured) -> dict[str, object]:
    def nowhere(changes: Mapping[str, str]) -> str:
        return ""

    lines = tables.ordered(found.nodes, "betweenness")
    of_that_day = sum(tie.holds_on(found.on) for tie in read.chart.ties)
    cuts = len(found.articulation_points) + len(found.bridges)
    joined = [line for line in found.communities if line.size > 1]
    return {
        "facts": tables.standing(found, len(lines), ties=found.pairs),
        "nodes": tables.nodes(lines[:MOST_OWN], nowhere),
        "nodes_left_out": max(len(lines) - MOST_OWN, 0),
        "ties": tables.ties(found.ties[:MOST_OWN]),
        "ties_left_out": max(len(found.ties) - MOST_OWN, 0),
        "not_of_that_day": len(read.chart.ties) - of_that_day,
        "cut_points": tables.cut_points(found, kept=False, shown=slice(MOST_OWN)),
        "cut_points_left_out": max(cuts - MOST_OWN, 0),
        "communities": tables.communities(joined[:MOST_OWN], nowhere),
        "communities_left_out": max(len(joined) - MOST_OWN, 0),
        "warning": measuring.WARNING,
        "picture": tables.picture(
            found,
            title="The list as a network",
            address=nowhere,
            source="the list that was given",
            squares="Anything else, or not said",
        ),
    }


@require_http_methods(["GET", "POST"])
def ties(request: HttpRequest) -> HttpResponse:
    """What a list would put into the register. Nothing is taken in here."""
    actor, now = actor_of(request), now_of(request)
    require(policies.may_add_ties(actor, areas_on=areas_on(now)))
    form = Own(typed(request), request.FILES or None)
    context: dict[str, object] = {"form": form}
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data["ties"]
        try:
            shown = adding_ties.preview_ties(
                content=given.read(), name=given.name or "list", by=actor, at=now
            )
        except Refused as refused:
            form.add_error("ties", str(refused))
        else:
            context |= {
                "shown": shown,
                "faults": tables.faults(shown.read.faults),
                "wrong": tables.wrong_ties(shown.wrong),
                "new": tables.new_ties(shown.ties),
            }
            if shown.read.faults or shown.wrong:
                form.add_error("ties", "Nothing is taken in. Mend the list and give it again")
    return render(request, "groups/network_ties.html", context, status=status_of(form))


@require_POST
def add_ties(request: HttpRequest) -> HttpResponse:
    """Take in what was shown, all or none."""
    actor, now = actor_of(request), now_of(request)
    try:
        many = adding_ties.add_ties(held=request.POST.get("held", ""), by=actor, at=now)
    except DomainError as problem:
        messages.error(request, f"{problem}.")
        return redirect("network:ties")
    messages.success(request, f"Ties taken into the register: {many}.")
    return redirect("network:index")


@require_http_methods(["GET", "POST"])
def note(request: HttpRequest) -> HttpResponse:
    """What was written of an articulation point or a bridge, and a box to write more."""
    actor, now = actor_of(request), now_of(request)
    references = request.GET.getlist("end")[:2]
    asked = _asked(request.GET, localtime(now).date())
    about = cutting.cut(references=references, asked=asked, by=actor)
    form = NoteCut(typed(request))
    back = _network_of(request.GET, asked.around)
    if form.is_valid() and accepted(
        form,
        lambda: cutting.note_cut(
            references=references, asked=asked, by=actor, at=now, **form.cleaned_data
        ),
    ):
        messages.success(request, "It has been written down.")
        return redirect(f"{back}#cut-points")
    context = {"form": form, "about": about, "warning": measuring.WARNING, "network": back}
    return render(request, "groups/network_note.html", context, status=status_of(form))


@require_POST
def ranks(request: HttpRequest) -> HttpResponse:
    """Ask for rank ranges that take longer than a page."""
    actor, now = actor_of(request), now_of(request)
    wanted = _asked(request.POST, localtime(now).date())
    try:
        return redirect("work:job", ranking.rank_network(asked=wanted, by=actor, at=now))
    except (TooLarge, TooMuchAsked) as refused:
        messages.error(request, f"{refused}.")
        return redirect("work:index")


@require_GET
def export(request: HttpRequest, form: str) -> HttpResponse:
    """The network in another program's format."""
    actor, now = actor_of(request), now_of(request)
    chosen = next((each for each, slug in SLUGS.items() if slug == form), None)
    if chosen is None:
        raise NotFound
    asked = _asked(request.GET, localtime(now).date())
    try:
        content = measuring.export_network(
            form=chosen,
            by=actor,
            at=now,
            on=asked.on,
            with_unassessable=asked.with_unassessable,
            around=asked.around,
        )
    except TooLarge as refused:
        return _too_large(request, refused)
    name = f"network-{asked.on.isoformat()}.{chosen.value}"
    return HttpResponse(
        content,
        content_type=formats()[chosen].media_type,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _page(request: HttpRequest, group_id: UUID | None) -> HttpResponse:
    actor, now = actor_of(request), now_of(request)
    narrow = Narrow(request.GET or None, today=localtime(now).date())
    asked = narrow.cleaned_data if narrow.is_bound and narrow.is_valid() else {}
    within = _within(request.GET.get("within", ""))
    path = (request.GET.get("start", ""), request.GET.get("end", ""))
    on, since = asked.get("on"), asked.get("since")
    told = ""
    wanted = path if all(path) else None
    with_d = bool(asked.get("d"))
    try:
        found = measuring.measured(
            by=actor,
            on=on,
            since=since,
            with_unassessable=with_d,
            around=group_id,
            within=within,
            path=wanted,
        )
    except TooLarge as refused:
        return _too_large(request, refused)
    except WrongUse:
        told = "No node has that reference. Enter one from the table."
        found = measuring.measured(
            by=actor,
            on=on,
            since=since,
            with_unassessable=with_d,
            around=group_id,
            within=within,
        )
    way = Way(
        request.GET if "start" in request.GET else None,
        nodes=[(line.reference, line.label) for line in found.nodes],
    )
    if way.is_bound and way.is_valid() and told:
        way.add_error("start", told)
    may_note = policies.may_note_cut(actor, areas_on=areas_on(now))
    context = _context(request, found, group_id, asked, may_note=may_note) | {
        "narrow": narrow,
        "way": way,
        "may_add": policies.may_add_ties(actor, areas_on=areas_on(now)),
        "may_export": policies.may_export_network(actor, areas_on=areas_on(now)),
    }
    invalid = any(form.is_bound and form.errors for form in (narrow, way))
    return render(request, "groups/network.html", context, status=422 if invalid else 200)


def _too_large(request: HttpRequest, refused: TooLarge) -> HttpResponse:
    return render(request, "groups/network_too_large.html", {"why": str(refused)}, status=422)


def _context(
    request: HttpRequest,
    found: Measured,
    group_id: UUID | None,
    asked: Mapping[str, object],
    *,
    may_note: Decision,
) -> dict[str, object]:
    def address(changes: Mapping[str, str]) -> str:
        query = request.GET.copy()
        for name in (*PAGED, "start", "end", "csrfmiddlewaretoken"):
            query.pop(name, None)
        _put(query, changes)
        return f"?{query.urlencode()}"

    def write_at(ends: Sequence[str]) -> str:
        query = _kept(request.GET, group_id)
        query.setlist("end", list(ends))
        return f"{reverse('network:note')}?{query.urlencode()}"

    lines = tables.ordered(found.nodes, str(asked.get("order") or "label"))
    node = request.GET.get("node", "")
    chosen = next((line for line in found.nodes if line.reference == node), None)
    shown_ties = [
        tie for tie in found.ties if chosen is None or chosen.reference in (tie.left, tie.right)
    ]
    cuts = len(found.articulation_points) + len(found.bridges)
    joined = [line for line in found.communities if line.size > 1]
    pages = {
        name: _paged(request.GET, name, of, address)
        for name, of in zip(PAGED, (len(lines), len(shown_ties), cuts, len(joined)), strict=True)
    }
    labels = {line.reference: line.label for line in found.nodes}
    group = next((line for line in found.nodes if line.uid == group_id), None)
    title = f"Network around {group.label}" if group else "Network"
    where = f"{title}, community {'.'.join(map(str, found.within))}" if found.within else title
    return {
        "title": where,
        "found": found,
        "facts": tables.standing(found, len(found.nodes), ties=len(found.ties)),
        "pages": pages,
        "cut_pages": pages["cut-points"],
        "nodes": tables.nodes(lines[pages["nodes"].shown], address),
        "chosen": chosen,
        "unchosen": address({"node": ""}) + "#ties",
        "ties": tables.ties(shown_ties[pages["ties"].shown]),
        "cut_points": tables.cut_points(
            found, write_at if may_note else None, shown=pages["cut-points"].shown
        ),
        "warning": measuring.WARNING,
        "communities": tables.communities(joined[pages["communities"].shown], address),
        "whole": address({"within": ""}),
        "changes": tables.changes(found.changes, labels) if found.changes else None,
        "paths": [[labels.get(each, each) for each in path] for path in found.paths],
        "picture": tables.picture(found, title=where, address=address),
        "exports": _exports(request, group_id),
        "to_rank": _to_rank(found, group_id, asked) if found.nodes and not found.runs else None,
        "kept": [
            (name, value)
            for name, value in request.GET.items()
            if name not in ("start", "end", "node", *PAGED)
        ],
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class _Paged:
    """Which lines of a table are shown, and where those after and before them are."""

    shown: slice
    next: str
    previous: str


def _paged(given: QueryDict, name: str, of: int, address: tables.Address) -> _Paged:
    page = whole_number(given.get(name, "1")) or 1
    first = (page - 1) * A_PAGE
    return _Paged(
        shown=slice(first, first + A_PAGE),
        next=f"{address({name: str(page + 1)})}#{name}" if of > first + A_PAGE else "",
        previous=f"{address({name: str(page - 1)})}#{name}" if first else "",
    )


def _to_rank(
    found: Measured, group_id: UUID | None, asked: Mapping[str, object]
) -> list[tuple[str, str]]:
    day = found.on
    hidden: list[tuple[str, object]] = [
        ("on_day", day.day),
        ("on_month", day.month),
        ("on_year", day.year),
    ]
    if asked.get("d"):
        hidden.append(("d", "on"))
    if group_id is not None:
        hidden.append(("around", group_id))
    return [(name, str(value)) for name, value in hidden]


def _put(query: QueryDict, changes: Mapping[str, str]) -> None:
    for name, value in changes.items():
        if value:
            query[name] = value
        else:
            query.pop(name, None)


def _exports(request: HttpRequest, group_id: UUID | None) -> list[Link]:
    query = _kept(request.GET, group_id)
    tail = f"?{query.urlencode()}" if query else ""
    return [
        Link(
            text=known.name,
            href=reverse("network:export", args=[SLUGS[form]]) + tail,
        )
        for form, known in formats().items()
    ]


def _asked(given: QueryDict, today: date) -> Asked:
    """Which network was asked for. Raises `NotFound` for what no page of ours asks."""
    form = Narrow(given, today=today)
    if not form.is_valid():
        raise NotFound
    return Asked(
        on=form.cleaned_data["on"] or today,
        with_unassessable=form.cleaned_data["d"],
        around=_uid(given.get("around", "")),
    )


def _kept(given: QueryDict, around: UUID | None) -> QueryDict:
    """What says which network it is, to be asked again on another page."""
    query = QueryDict(mutable=True)
    for name, value in given.items():
        if name.startswith("on_") or name == "d":
            query[name] = str(value)
    if around is not None:
        query["around"] = str(around)
    return query


def _network_of(given: QueryDict, around: UUID | None) -> str:
    query = _kept(given, None).urlencode()
    at = reverse("network:around", args=[around]) if around else reverse("network:index")
    return f"{at}?{query}" if query else at


def _within(text: str) -> tuple[int, ...]:
    parts = [part for part in text.split(".") if part]
    if not all(part.isascii() and part.isdigit() and len(part) < 6 for part in parts):
        raise NotFound
    return tuple(int(part) for part in parts[:4])


def _uid(text: str) -> UUID | None:
    if not text:
        return None
    try:
        return UUID(text)
    except ValueError:
        raise NotFound from None
