"""Pages of one paper: reading, writing, clearing, publishing, and what came of it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from frankpledge.access.api import NotFound, actor_of, now_of
from frankpledge.governance.boards import (
    clearing,
    disclosure,
    files,
    forms,
    house,
    layout,
    log,
    reading,
    rules,
    tables,
    writing,
)
from frankpledge.governance.boards.said import PaperFacts
from frankpledge.governance.boards.views import get_or_post
from frankpledge.governance.models import PaperType, Reach, Section
from frankpledge.kernel import DomainError, whole_number
from frankpledge.ui.api import Fact, accepted, file_name, form_page, typed


@require_GET
def paper(request: HttpRequest, paper_id: UUID) -> HttpResponse:
    """One paper in its layout, and what the reader may do with it."""
    actor, now = actor_of(request), now_of(request)
    facts = reading.page(paper_id=paper_id, by=actor, at=now)
    figures = [figure for each in facts.paragraphs for figure in each.figures]
    sections = [*layout.NUMBERED, *layout.IMPLICATIONS]
    page = {
        "paper": facts,
        "header": layout.header(facts),
        "asked": layout.asked(facts),
        "sections": [
            (section, [each for each in facts.paragraphs if each.section == section])
            for section in layout.NUMBERED
        ],
        "implications": [
            (section, found)
            for section in layout.IMPLICATIONS
            if (found := [each for each in facts.paragraphs if each.section == section])
        ],
        "to_write": [(section, section.label) for section in sections],
        "stage_tone": tables.stage_tone(facts.line.stage),
        "figures": tables.figures(paper_id, figures),
        "clearances": tables.clearances(facts.clearances),
        "actions": tables.actions(facts.actions),
        "templates": house.templates(actor),
    }
    return render(request, "governance/boards/paper.html", page)


def _back(paper_id: UUID) -> str:
    return reverse("boards:paper", args=[paper_id])


@get_or_post
def header(request: HttpRequest, paper_id: UUID) -> HttpResponse:
    """The header and summary are written."""
    actor, now = actor_of(request), now_of(request)
    facts = reading.page(paper_id=paper_id, by=actor, at=now)
    form = forms.Header(typed(request), initial=_header_now(facts))
    if form.is_valid() and accepted(
        form,
        lambda: writing.write_paper(paper_id=paper_id, by=actor, at=now, **form.cleaned_data),
    ):
        return redirect("boards:paper", paper_id)
    return form_page(
        request,
        form,
        title="Header and summary",
        about=facts.line.subject,
        button="Save",
        back=_back(paper_id),
        decision=facts.may_write,
    )


def _header_now(facts: PaperFacts) -> dict[str, object]:
    labels = {label: value for value, label in PaperType.choices}
    reaches = {label: value for value, label in Reach.choices}
    exempt = {words: code for code, words in rules.EXEMPT.items()}
    return {
        "subject": facts.line.subject,
        "paper_type": labels[facts.line.paper_type],
        "summary": facts.summary,
        "is_sensitive": facts.is_sensitive,
        "reach": reaches[facts.line.reach],
        "exempt_paragraph": exempt.get(facts.exempt, ""),
        "public_interest": facts.public_interest,
        "contact": facts.contact,
    }


@get_or_post
def section(request: HttpRequest, paper_id: UUID, section: str) -> HttpResponse:
    """One section is written."""
    if section not in Section.values:
        raise NotFound
    actor, now = actor_of(request), now_of(request)
    facts = reading.page(paper_id=paper_id, by=actor, at=now)
    there = [each for each in facts.paragraphs if each.section == section and not each.is_drafted]
    form = forms.WriteSection(
        typed(request),
        agencies=writing.agencies(),
        initial={
            "words": "\n\n".join(each.text for each in there),
            "originator": str(there[0].originator_id if there else actor.agency_id),
            "basis": there[0].basis if there else "fact",
        },
    )
    if form.is_valid() and accepted(
        form,
        lambda: writing.write_section(
            paper_id=paper_id, section=section, paragraphs=form.written(), by=actor, at=now
        ),
    ):
        return redirect("boards:paper", paper_id)
    return form_page(
        request,
        form,
        title=Section(section).label,
        about=facts.line.subject,
        button="Save",
        back=_back(paper_id),
        decision=facts.may_write,
        words="What was drafted from figures stands before what you write here."
        if section == Section.REPORT
        else "",
    )


@get_or_post
def recommend(request: HttpRequest, paper_id: UUID) -> HttpResponse:
    """What the board is asked is written."""
    actor, now = actor_of(request), now_of(request)
    facts = reading.page(paper_id=paper_id, by=actor, at=now)
    kind = _header_now(facts)["paper_type"]
    initial: dict[str, str] = {}
    for each in facts.recommendations:
        initial |= {f"verb{each.position}": each.verb, f"text{each.position}": each.text}
    form = forms.Recommend(typed(request), verbs=rules.VERBS_BY_TYPE[str(kind)], initial=initial)
    if form.is_valid() and accepted(
        form,
        lambda: writing.recommend(paper_id=paper_id, asked=form.asked(), by=actor, at=now),
    ):
        return redirect("boards:paper", paper_id)
    return form_page(
        request,
        form,
        title="Recommendations",
        about=facts.line.subject,
        button="Save",
        back=_back(paper_id),
        decision=facts.may_write,
    )


@require_POST
def send(request: HttpRequest, paper_id: UUID) -> HttpResponse:
    """A paper goes to be cleared."""
    try:
        clearing.send_paper(paper_id=paper_id, by=actor_of(request), at=now_of(request))
        messages.success(request, "It waits for a colleague to review it")
    except DomainError as problem:
        messages.error(request, str(problem))
    return redirect("boards:paper", paper_id)


@get_or_post
def clear(request: HttpRequest, paper_id: UUID) -> HttpResponse:
    """A paper is cleared for one step, or sent back."""
    actor, now = actor_of(request), now_of(request)
    facts = reading.page(paper_id=paper_id, by=actor, at=now)
    form = forms.Clear(typed(request))
    if form.is_valid():
        done = accepted(
            form,
            lambda: clearing.clear_paper(paper_id=paper_id, by=actor, at=now, **form.cleaned_data),
        )
        if done:
            messages.success(request, f"The paper is now: {done.result.label.lower()}")
            return redirect("boards:index")
    return form_page(
        request,
        form,
        title=f"{facts.line.stage.label}: do you clear it?",
        about=facts.line.subject,
        button="Say so",
        back=_back(paper_id),
        decision=facts.may_clear,
    )


@get_or_post
def publish(request: HttpRequest, paper_id: UUID) -> HttpResponse:
    """A paper gets its number, and stands."""
    actor, now = actor_of(request), now_of(request)
    facts = reading.page(paper_id=paper_id, by=actor, at=now)
    form = forms.Publish(typed(request))
    if form.is_valid():
        done = accepted(
            form,
            lambda: clearing.publish_paper(
                paper_id=paper_id, by=actor, at=now, **form.cleaned_data
            ),
        )
        if done:
            messages.success(request, f"Published as item {done.result}. Nothing in it changes now")
            return redirect("boards:paper", paper_id)
    return form_page(
        request,
        form,
        title="Publish this paper",
        about=facts.line.subject,
        button="Publish",
        back=_back(paper_id),
        decision=facts.may_publish,
        words="From then on neither its words nor its figures change. An exempt or private paper "
        "goes to the board alone.",
    )


@get_or_post
def withdraw(request: HttpRequest, paper_id: UUID) -> HttpResponse:
    """A paper is taken off the agenda."""
    actor, now = actor_of(request), now_of(request)
    facts = reading.page(paper_id=paper_id, by=actor, at=now)
    form = forms.Withdraw(typed(request))
    if form.is_valid() and accepted(
        form,
        lambda: writing.withdraw_paper(paper_id=paper_id, by=actor, at=now, **form.cleaned_data),
    ):
        messages.success(request, "It is off the agenda")
        return redirect("boards:index")
    return form_page(
        request,
        form,
        title="Withdraw this paper",
        about=facts.line.subject,
        button="Withdraw",
        back=_back(paper_id),
        decision=facts.may_withdraw,
    )


@get_or_post
def take_back(request: HttpRequest, paper_id: UUID) -> HttpResponse:
    """What the board resolved is taken back in."""
    actor, now = actor_of(request), now_of(request)
    facts = reading.page(paper_id=paper_id, by=actor, at=now)
    form = forms.TakeBack(typed(request), agencies=writing.agencies())
    if form.is_valid():
        given = form.cleaned_data
        raised = [
            clearing.RaisedAction(
                text=given[f"text{n}"],
                owner_agency=UUID(given[f"owner{n}"]),
                owner_post=given[f"post{n}"],
                due_on=given[f"due{n}"],
            )
            for n in range(1, forms.DECISIONS + 1)
            if given.get(f"text{n}")
        ]
        if accepted(
            form,
            lambda: clearing.take_back_decision(
                paper_id=paper_id,
                resolved=given["resolved"].splitlines(),
                actions=raised,
                by=actor,
                at=now,
            ),
        ):
            return redirect("boards:paper", paper_id)
    return form_page(
        request,
        form,
        title="What did the board resolve?",
        about=f"{facts.to}: {facts.line.subject}",
        button="Take it back in",
        back=_back(paper_id),
        decision=facts.may_take_back,
    )


@require_GET
def figure(request: HttpRequest, paper_id: UUID, number: int) -> HttpResponse:
    """One figure: its source, how it was counted, and what it was made of."""
    actor, now = actor_of(request), now_of(request)
    facts = reading.page(paper_id=paper_id, by=actor, at=now)
    found = next(
        (each for part in facts.paragraphs for each in part.figures if each.number == number), None
    )
    if found is None:
        raise NotFound
    page = {
        "paper": facts,
        "figure": found,
        "facts": [
            Fact(name="Value", value=found.value),
            Fact(name="Source", value=found.source),
            Fact(name="How it is counted", value=found.query),
            Fact(name="Counted on", value=found.counted_on),
            Fact(
                name="Stands",
                value="Frozen: the paper is published"
                if facts.line.number
                else "As drafted. Draft the section again to count it anew",
            ),
        ],
        "parts": tables.parts(found.parts),
    }
    return render(request, "governance/boards/figure.html", page)


@get_or_post
def action(request: HttpRequest, paper_id: UUID, number: int) -> HttpResponse:
    """One row of the action log, and its owner's report on it."""
    actor, now = actor_of(request), now_of(request)
    facts = log.action(paper_id=paper_id, number=number, by=actor, at=now)
    form = forms.ReportOnAction(typed(request))
    if form.is_valid() and accepted(
        form,
        lambda: log.report_on_action(
            paper_id=paper_id, number=number, by=actor, at=now, **form.cleaned_data
        ),
    ):
        messages.success(request, "The board will read this")
        return redirect("boards:action", paper_id, number)
    page = {"action": facts, "form": form, "table": tables.actions([facts])}
    status = 422 if form.errors else 200
    return render(request, "governance/boards/action.html", page, status=status)


@require_POST
def close(request: HttpRequest, paper_id: UUID, number: int) -> HttpResponse:
    """Whoever chairs the board closes an action."""
    log.close_action(paper_id=paper_id, number=number, by=actor_of(request), at=now_of(request))
    messages.success(request, "The action is closed")
    return redirect("boards:action", paper_id, number)


@require_GET
def file(request: HttpRequest, paper_id: UUID, kind: str) -> HttpResponse:
    """The paper as Word, PDF or a page that stands alone."""
    actor, now = actor_of(request), now_of(request)
    facts = reading.page(paper_id=paper_id, by=actor, at=now)
    asked = whole_number(request.GET.get("template", ""))
    template = None if asked is None else house.content_of(asked, actor)
    made = layout.document(facts, made_at=facts.published_at or now)
    return files.file_of(made, kind, name="paper", template=template)


@require_GET
def schedule(request: HttpRequest, paper_id: UUID) -> HttpResponse:
    """Whose each paragraph is, as a file for whoever answers a request for information."""
    actor, now = actor_of(request), now_of(request)
    held = disclosure.schedule(paper_id=paper_id, by=actor, at=now)
    answer = HttpResponse(held, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{file_name("schedule.csv")}"'
    return answer
