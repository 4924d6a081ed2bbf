"""Pages of quarterly returns: the maker's, the chair's and the county team's."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localtime
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from frankpledge.access.api import Decision, NotFound, actor_of, now_of, require
from frankpledge.kernel import DomainError, whole_number
from frankpledge.plans import further_forms as forms, policies, tables
from frankpledge.plans.returns import asking, collation, layouts, making, workbook
from frankpledge.plans.returns.adding import in_words
from frankpledge.plans.returns.measures import BLOCKS
from frankpledge.plans.returns.quarters import Quarter, quarter_called, quarter_of
from frankpledge.plans.returns.sent_back import LARGEST
from frankpledge.plans.returns.shown import ReturnFacts
from frankpledge.ui.api import accepted, file_name, form_page, status_of, typed

get_or_post = require_http_methods(["GET", "POST"])
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """What is owed, what has been made, and the county's rounds."""
    actor, now = actor_of(request), now_of(request)
    require(policies.may_list_returns(actor))
    today = localtime(now).date()
    quarter = quarter_of(today)
    collates = policies.may_collate_returns(actor)
    found = making.listed(by=actor, at=now, after=request.GET.get("after", ""))
    page = {
        "owed": making.owed(actor, today),
        "bodies": asking.own_bodies(actor, today),
        "quarter": quarter,
        "table": tables.returns(found.lines, collates=bool(collates)),
        "next": f"?{urlencode({'after': found.next})}" if found.next else "",
        "collates": collates,
        "may_add_layout": policies.may_add_layout(actor),
        "rounds": collation.rounds(actor) if collates else (),
    }
    return render(request, "plans/returns/index.html", page)


@require_GET
def preview(request: HttpRequest, body: str, quarter: str) -> HttpResponse:
    """What a return would already hold."""
    actor, now = actor_of(request), now_of(request)
    shown = making.preview(body=body, quarter=_quarter(quarter), by=actor, at=now)
    page = {
        "preview": shown,
        "blocks": [(block, tables.figures(block.figures)) for block in shown.blocks],
    }
    return render(request, "plans/returns/preview.html", page)


@require_POST
def begin(request: HttpRequest, body: str, quarter: str) -> HttpResponse:
    """A return, begun for a round that asks for it."""
    actor, now = actor_of(request), now_of(request)
    require(policies.may_make_return(actor))
    asked = next(
        (
            each
            for own in asking.own_bodies(actor, localtime(now).date())
            if own.code == body
            for each in asking.rounds_asking(own, localtime(now).date())
            if each.quarter == quarter
        ),
        None,
    )
    if asked is None:
        raise NotFound
    try:
        made = making.begin_return(round_id=asked.pk, body=body, by=actor, at=now)
    except DomainError as problem:
        messages.error(request, str(problem))
        return redirect("plans:returns")
    return redirect("plans:return", made)


@require_GET
def one(request: HttpRequest, return_id: UUID) -> HttpResponse:
    """One return: its nine blocks, and what may be done with it."""
    actor, now = actor_of(request), now_of(request)
    facts = making.page(return_id=return_id, by=actor, at=now)
    page = {
        "made": facts,
        "blocks": [(block, tables.figures(block.figures)) for block in facts.blocks],
        "steps": tables.return_steps(facts.steps),
        "check": forms.CheckReturn(states=facts.next_checks),
    }
    return render(request, "plans/returns/return.html", page)


@get_or_post
def fill(request: HttpRequest, return_id: UUID, block: str) -> HttpResponse:
    """One block's numbers and words."""
    actor, now = actor_of(request), now_of(request)
    facts = making.page(return_id=return_id, by=actor, at=now)
    shown = next((each for each in facts.blocks if each.letter == block.upper()), None)
    if shown is None:
        raise NotFound
    form = forms.FillBlock(typed(request), block=shown)
    return _changed(
        request,
        form,
        facts,
        lambda: making.fill_block(
            return_id=return_id, block=shown.letter, by=actor, at=now, **form.filled()
        ),
        title=f"{shown.letter}. {BLOCKS[shown.letter]}",
        decision=facts.may_fill,
        words="Nought is a number. Where you do not know, leave it empty and say why.",
    )


@require_POST
def refill(request: HttpRequest, return_id: UUID) -> HttpResponse:
    """What is counted here, counted again."""
    actor, now = actor_of(request), now_of(request)
    return _done(
        request, return_id, lambda: making.refill_return(return_id=return_id, by=actor, at=now)
    )


@require_POST
def nil(request: HttpRequest, return_id: UUID) -> HttpResponse:
    """There was nothing to tell."""
    actor, now = actor_of(request), now_of(request)
    return _done(request, return_id, lambda: making.make_nil(return_id=return_id, by=actor, at=now))


@get_or_post
def hand(request: HttpRequest, return_id: UUID) -> HttpResponse:
    """To whom it is handed to sign."""
    actor, now = actor_of(request), now_of(request)
    facts = making.page(return_id=return_id, by=actor, at=now)
    form = forms.Hand(typed(request), chairs=making.chairs(return_id, actor))
    return _changed(
        request,
        form,
        facts,
        lambda: making.hand_return(return_id=return_id, by=actor, at=now, **form.cleaned_data),
        title="Hand it to the chair",
        decision=facts.may_hand,
        words="Whoever signs it sees it from then on. It counts when it is signed.",
    )


@require_POST
def take_back(request: HttpRequest, return_id: UUID) -> HttpResponse:
    """Its maker takes it back from the chair."""
    actor, now = actor_of(request), now_of(request)
    return _done(
        request, return_id, lambda: making.take_back_return(return_id=return_id, by=actor, at=now)
    )


@require_POST
def sign(request: HttpRequest, return_id: UUID) -> HttpResponse:
    """The chair signs it."""
    actor, now = actor_of(request), now_of(request)
    return _done(
        request, return_id, lambda: making.sign_return(return_id=return_id, by=actor, at=now)
    )


@get_or_post
def send_back(request: HttpRequest, return_id: UUID) -> HttpResponse:
    """The chair does not sign it."""
    actor, now = actor_of(request), now_of(request)
    facts = making.page(return_id=return_id, by=actor, at=now)
    form = forms.SendBack(typed(request))
    return _changed(
        request,
        form,
        facts,
        lambda: making.send_back_return(return_id=return_id, by=actor, at=now, **form.cleaned_data),
        title="Send it back",
        decision=facts.may_sign,
        words="Its maker changes it. You see it again when it is handed to you again.",
        # Whoever has sent it back may not open it, so they are taken to the list.
        done=("Sent back", reverse("plans:returns")),
    )


@get_or_post
def check(request: HttpRequest, return_id: UUID) -> HttpResponse:
    """What the county team makes of it."""
    actor, now = actor_of(request), now_of(request)
    facts = making.page(return_id=return_id, by=actor, at=now)
    form = forms.CheckReturn(typed(request), states=facts.next_checks)
    return _changed(
        request,
        form,
        facts,
        lambda: making.check_return(return_id=return_id, by=actor, at=now, **form.cleaned_data),
        title="Check the return",
        decision=facts.may_check,
    )


@get_or_post
def spreadsheet(request: HttpRequest, return_id: UUID) -> HttpResponse:
    """The workbooks that came back, what each would change, and where one is taken in."""
    actor, now = actor_of(request), now_of(request)
    facts = making.page(return_id=return_id, by=actor, at=now)
    require(facts.may_fill)
    form = forms.TakeBack(typed(request), request.FILES or None)
    if form.is_valid() and accepted(
        form,
        lambda: workbook.take_workbook(
            return_id=return_id,
            content=form.cleaned_data["workbook"].read(LARGEST + 1),
            by=actor,
            at=now,
        ),
    ):
        return redirect("plans:return-workbook", return_id)
    page = {
        "made": facts,
        "form": form,
        "layouts": layouts.layouts(actor),
        "loads": [
            (load, tables.changes(load.changes)) for load in workbook.loads(return_id, actor)
        ],
    }
    status = 422 if form.errors else 200
    return render(request, "plans/returns/workbook.html", page, status=status)


@require_GET
def send_workbook(request: HttpRequest, return_id: UUID) -> HttpResponse:
    """The return as a workbook."""
    actor, now = actor_of(request), now_of(request)
    content = workbook.send_workbook(
        return_id=return_id,
        layout=whole_number(request.GET.get("layout", "")),
        by=actor,
        at=now,
    )
    return _file(content, XLSX, f"return-{return_id}.xlsx")


@get_or_post
def own_layouts(request: HttpRequest) -> HttpResponse:
    """The layouts of the reader's agency, and a form that takes one in."""
    actor, now = actor_of(request), now_of(request)
    decision = policies.may_add_layout(actor)
    require(decision)
    form = forms.AddLayout(typed(request), request.FILES or None)
    if form.is_valid():
        given = form.cleaned_data
        if accepted(
            form,
            lambda: layouts.add_layout(
                name=given["name"], content=given["workbook"].read(LARGEST + 1), by=actor, at=now
            ),
        ):
            messages.success(request, "Returns can be sent out in this layout")
            return redirect("plans:layouts")
    page = {"lines": layouts.layouts(actor), "form": form, "decision": decision}
    return render(request, "plans/returns/layouts.html", page, status=status_of(form))


@require_POST
def end_layout(request: HttpRequest, number: int) -> HttpResponse:
    """A layout is used no longer."""
    layouts.end_layout(number=number, by=actor_of(request), at=now_of(request))
    messages.success(request, "The layout is used no longer")
    return redirect("plans:layouts")


@require_POST
def load(request: HttpRequest, return_id: UUID, number: int) -> HttpResponse:
    """A workbook that came back is applied, or undone."""
    actor, now = actor_of(request), now_of(request)
    act = workbook.undo_load if "undo" in request.POST else workbook.apply_load
    try:
        act(return_id=return_id, load=number, by=actor, at=now)
        messages.success(request, "Undone" if "undo" in request.POST else "Applied")
    except DomainError as problem:
        messages.error(request, str(problem))
    return redirect("plans:return-workbook", return_id)


# --- the county team ------------------------------------------------------------------------


@get_or_post
def ask(request: HttpRequest) -> HttpResponse:
    """A quarter's returns, asked for."""
    actor, now = actor_of(request), now_of(request)
    decision = policies.may_request_returns(actor)
    require(decision)
    this = quarter_of(localtime(now).date())
    form = forms.AskReturns(
        typed(request),
        quarters=[(each.code, each.words.capitalize()) for each in (this.before, this)],
        areas=asking.areas_to_ask(actor),
        guests=asking.guests(actor, localtime(now).date()),
    )
    if form.is_valid() and (
        made := accepted(
            form, lambda: asking.request_returns(by=actor, at=now, **form.cleaned_data)
        )
    ):
        return redirect("plans:county", made.result)
    return form_page(
        request,
        form,
        title="Ask for a quarter’s returns",
        button="Ask for them",
        back=reverse("plans:returns"),
        decision=decision,
        words="Every partnership that exists in the area in that quarter is asked, each for its "
        "own days.",
    )


@require_GET
def county(request: HttpRequest, round_id: int) -> HttpResponse:
    """The county's quarter."""
    actor, now = actor_of(request), now_of(request)
    facts = collation.county(round_id=round_id, by=actor, at=now)
    page = {
        "county": facts,
        "bodies": tables.bodies(facts.bodies),
        "blocks": [
            (block, tables.county_lines(block.lines, round_id, facts)) for block in facts.blocks
        ],
        "joint_work": tables.joint_work(facts),
        "missing": [line for line in facts.bodies if not line.has_arrived and not line.is_invited],
        "may_chase": policies.may_chase_return(actor),
        "may_extract": policies.may_extract_returns(actor),
    }
    return render(request, "plans/returns/county.html", page)


@require_GET
def number(request: HttpRequest, round_id: int, code: str) -> HttpResponse:
    """One number of the county, opened into its parts."""
    actor, now = actor_of(request), now_of(request)
    found = collation.opened(round_id=round_id, code=code.upper(), by=actor, at=now)
    total = in_words(found.sum.total, found.sum.rounded) if found.sum.total is not None else ""
    page = {"opened": found, "total": total, "table": tables.parts(found.parts)}
    return render(request, "plans/returns/number.html", page)


@require_POST
def chase(request: HttpRequest, round_id: int, body: str) -> HttpResponse:
    """A partnership is reminded."""
    actor, now = actor_of(request), now_of(request)
    asking.chase_return(round_id=round_id, body=body, by=actor, at=now)
    messages.success(request, "Reminded")
    return redirect("plans:county", round_id)


@require_GET
def extract(request: HttpRequest, round_id: int, audience: str) -> HttpResponse:
    """A quarter as CSV."""
    actor, now = actor_of(request), now_of(request)
    require(policies.may_extract_returns(actor))
    if audience not in collation.AUDIENCES:
        raise NotFound
    text = collation.extract(round_id=round_id, audience=audience, by=actor, at=now)
    return _file(text.encode(), "text/csv; charset=utf-8", file_name(f"returns-{audience}.csv"))


def _file(content: bytes, content_type: str, name: str) -> HttpResponse:
    return HttpResponse(
        content,
        content_type=content_type,
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "Cache-Control": "private, no-store",
        },
    )


def _quarter(code: str) -> Quarter:
    found = quarter_called(code)
    if found is None:
        raise NotFound
    return found


def _changed(
    request: HttpRequest,
    form: Form,
    facts: ReturnFacts,
    act: Callable[[], object],
    *,
    title: str,
    decision: Decision,
    words: str = "",
    done: tuple[str, str] = ("Saved", ""),
) -> HttpResponse:
    if form.is_valid() and accepted(form, act):
        said, after = done
        messages.success(request, said)
        return redirect(after or reverse("plans:return", args=[facts.line.uid]))
    return form_page(
        request,
        form,
        title=title,
        about=f"{facts.line.body}, {facts.line.quarter.words}",
        button="Save",
        back=reverse("plans:return", args=[facts.line.uid]),
        decision=decision,
        words=words,
    )


def _done(request: HttpRequest, return_id: UUID, act: Callable[[], object]) -> HttpResponse:
    try:
        act()
        messages.success(request, "Saved")
    except DomainError as problem:
        messages.error(request, str(problem))
    return redirect("plans:return", return_id)
