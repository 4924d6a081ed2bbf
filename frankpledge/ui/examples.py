"""What the gallery shows: for each component, its states, each as one would write it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from frankpledge.ui import example_facts
from frankpledge.ui.components import Side, Task
from frankpledge.ui.tables import Tone


def _nothing() -> Mapping[str, object]:
    return {}


@dataclass(frozen=True, kw_only=True, slots=True)
class State:
    """One state: its name, its source, and the facts that the source names."""

    name: str
    source: str
    facts: Callable[[], Mapping[str, object]] = _nothing


@dataclass(frozen=True, kw_only=True, slots=True)
class Example:
    """One component: what it is for, and every state."""

    name: str
    when: str
    states: Sequence[State]


EXAMPLES: tuple[Example, ...] = (
    Example(
        name="Action",
        when="Where something can be done. Give it the decision: it shows the button, or why not.",
        states=(
            State(
                name="Allowed",
                source="{% action may_share %}Share with partners{% endaction %}",
                facts=lambda: {"may_share": example_facts.Refusal()},
            ),
            State(
                name="Refused",
                source="{% action may_share %}Share with partners{% endaction %}",
                facts=lambda: {
                    "may_share": example_facts.Refusal(
                        reason="You graded this report, so someone else must sanitise it."
                    )
                },
            ),
            State(
                name="As a link, less weight",
                source='{% action may_open href="#open" kind="secondary" %}'
                "Open a problem{% endaction %}",
                facts=lambda: {"may_open": example_facts.Refusal()},
            ),
            State(
                name="Cannot be undone",
                source='{% action may_recall kind="warning" %}Recall it now{% endaction %}',
                facts=lambda: {"may_recall": example_facts.Refusal()},
            ),
        ),
    ),
    Example(
        name="Table",
        when="For facts of the same kind about several things. The first cell names its row.",
        states=(
            State(
                name="With links, notes and states; stacked on a phone",
                source='{% table caption="Open problems" columns=columns rows=rows %}',
                facts=example_facts.problems,
            ),
            State(
                name="Wide: more than seven columns scroll inside their frame",
                source='{% table caption="Offences by type and month" columns=columns rows=rows %}',
                facts=example_facts.wide,
            ),
            State(
                name="Nothing in it",
                source='{% table caption="Actions that are late" columns=columns rows=rows '
                'empty="No action is late." %}',
                facts=lambda: {"columns": example_facts.PROBLEMS, "rows": ()},
            ),
        ),
    ),
    Example(
        name="Summary",
        when="For what is known about one thing.",
        states=(
            State(name="By itself", source="{% summary rows=rows %}", facts=example_facts.summary),
            State(
                name="As a card",
                source='{% summary rows=rows title="Tern Court" %}',
                facts=example_facts.summary,
            ),
        ),
    ),
    Example(
        name="Status",
        when="For a state, in words. The colour follows from what the state means to the reader.",
        states=tuple(
            State(name=tone.value, source=f'{{% status "{words}" tone="{tone.value}" %}}')
            for tone, words in (
                (Tone.NEUTRAL, "Draft"),
                (Tone.ACTIVE, "Open"),
                (Tone.GOOD, "Done"),
                (Tone.WARNING, "Due today"),
                (Tone.URGENT, "Late"),
                (Tone.QUIET, "Closed"),
            )
        ),
    ),
    Example(
        name="Clock",
        when="For a deadline. It says how long is left, and the date to whoever listens or hovers.",
        states=tuple(
            State(
                name=name,
                source="{% clock until %}",
                facts=partial(example_facts.clock, length),
            )
            for name, length in (
                ("Days left", timedelta(days=9)),
                ("Within a day", timedelta(hours=5, minutes=10)),
                ("Late", -timedelta(days=3)),
            )
        ),
    ),
    Example(
        name="Marking",
        when="Above and below protected text. A page does it by itself when its context has "
        "`marking` (and `handling`).",
        states=(
            State(
                name="With handling",
                source='{% marking "OFFICIAL-SENSITIVE" handling="Named recipients only." %}',
            ),
            State(name="Alone", source='{% marking "OFFICIAL" %}'),
        ),
    ),
    Example(
        name="Timeline",
        when="For what happened to one thing, in order.",
        states=(
            State(
                name="With items", source="{% timeline items=items %}", facts=example_facts.timeline
            ),
            State(
                name="Nothing yet", source="{% timeline items=items %}", facts=lambda: {"items": ()}
            ),
        ),
    ),
    Example(
        name="Form",
        when="For anything that is asked. Every field gets its pattern and errors link to their "
        "boxes. Answer 422 when the form is not valid.",
        states=(
            State(
                name="Empty",
                source='<form method="post" novalidate>{{ form }}'
                "{% action may_send %}Send{% endaction %}</form>",
                facts=lambda: {"form": example_facts.Seen(), "may_send": example_facts.Refusal()},
            ),
            State(
                name="With errors",
                source='<form method="post" novalidate>{{ form }}</form>',
                facts=example_facts.form_with_errors,
            ),
        ),
    ),
    Example(
        name="Filter",
        when="Above a list that can be narrowed. It works by the page’s address.",
        states=(
            State(
                name="Not in use",
                source='{% filter form results="214 problems" %}',
                facts=lambda: {"form": example_facts.Narrow(auto_id="idle_%s")},
            ),
            State(
                name="In use",
                source='{% filter form results="3 of 214" clear="#filter" what="problems" %}',
                facts=lambda: {"form": example_facts.Narrow({"status": "open"}, auto_id="used_%s")},
            ),
        ),
    ),
    Example(
        name="Pagination",
        when="Under a list that is read in order, a page at a time.",
        states=(
            State(
                name="In the middle",
                source='{% pagination next="#next" previous="#previous" what="Problems" %}',
            ),
            State(name="At the start", source='{% pagination next="#next" what="Late actions" %}'),
        ),
    ),
    Example(
        name="Figures",
        when="For a number that matters. It is never shown without its source.",
        states=(State(name="Three", source="{% figures figures %}", facts=example_facts.figures),),
    ),
    Example(
        name="Chart",
        when="Where a drawing says more than its table. The table is always there too.",
        states=(State(name="Bars", source="{% chart chart %}", facts=example_facts.chart),),
    ),
    Example(
        name="Map",
        when="For areas shaded by one figure. Without JavaScript, and on paper, it stands still.",
        states=(
            State(
                name="Wards",
                source='{% map map element_id="wards" %}',
                facts=example_facts.map_of_wards,
            ),
        ),
    ),
    Example(
        name="Network",
        when="For who is tied to whom. Tables of the same stand before it and do all that it does.",
        states=(
            State(
                name="Two groups and a broker",
                source='{% network picture element_id="brokers" %}',
                facts=example_facts.network,
            ),
        ),
    ),
    Example(
        name="Compare",
        when="For two texts that must be read beside each other.",
        states=(
            State(
                name="What came in and what would go out",
                source="{% compare left=left right=right %}",
                facts=lambda: {
                    "left": Side(
                        title="As sent",
                        text="Tuesday, about 16:40. Strangers answer the door at flat 6. "
                        "I do the repairs there.",
                        marking="OFFICIAL-SENSITIVE",
                    ),
                    "right": Side(
                        title="As it would be shared",
                        text="In the week of 13 April, people not known to live there were "
                        "answering the door at an address in the block.",
                        notes=("The day and hour are gone", "The flat is gone", "The job is gone"),
                    ),
                },
            ),
        ),
    ),
    Example(
        name="Task list",
        when="For several things that one person has to do.",
        states=(
            State(
                name="Mixed",
                source="{% task_list tasks=tasks %}",
                facts=lambda: {
                    "tasks": (
                        Task(
                            title="Re-visit Tern Court", href="#a", status="Late", tone=Tone.URGENT
                        ),
                        Task(
                            title="Comment on the profile",
                            href="#b",
                            hint="Two passages ask for you",
                            status="Due today",
                            tone=Tone.WARNING,
                        ),
                        Task(title="Send the return", status="Not yet", tone=Tone.QUIET),
                    )
                },
            ),
        ),
    ),
    Example(
        name="Stop notice",
        when="Before anyone writes anything, and at once when words mean danger.",
        states=(
            State(
                name="Before writing",
                source='{% stop_notice hours="What you write here is read from 08:00 to 18:00, '
                'Monday to Friday." %}',
            ),
            State(
                name="Danger",
                source='{% stop_notice hours="Nobody reads this until 08:00 tomorrow." '
                "danger=True %}",
            ),
        ),
    ),
    Example(
        name="Receipt",
        when="After something was sent.",
        states=(
            State(
                name="With what happens now",
                source='{% receipt title="We have it" reference="TRC-7K4-92M" next_steps=steps %}',
                facts=lambda: {
                    "steps": (
                        "A person reads it by 10:00 tomorrow.",
                        "Look here with your reference to see what became of it.",
                    )
                },
            ),
        ),
    ),
    Example(
        name="Empty",
        when="Where a list would stand when there is nothing in it.",
        states=(
            State(name="Alone", source='{% empty "No visit is due today." %}'),
            State(
                name="With what to do",
                source='{% empty "No problem is open." href="#open" link="Open a problem" %}',
            ),
        ),
    ),
    Example(
        name="GOV.UK component",
        when="For anything that GOV.UK Frontend has and this kit does not wrap, by its own name.",
        states=(
            State(
                name="Warning text",
                source='{% gds "warning-text" text="You can be fined." '
                'iconFallbackText="Warning" %}',
            ),
            State(
                name="Notification banner",
                source='{% gds "notification-banner" '
                'text="The return is open until Friday." titleId="gallery-note" %}',
            ),
            State(
                name="Details",
                source='{% gds "details" summaryText="Why we ask" text="The law asks us to." %}',
            ),
            State(name="Back link", source='{% gds "back-link" text="Back" href="#" %}'),
            State(name="Inset text", source='{% gds "inset-text" text="It takes two minutes." %}'),
        ),
    ),
)
