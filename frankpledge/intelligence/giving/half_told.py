"""Something half told: the answers so far, as they were typed, and which questions come next."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields
from typing import Self

from django import forms
from django.utils.datastructures import MultiValueDict

from frankpledge.intelligence.giving import forms as asked
from frankpledge.intelligence.giving.recognition import Found, found_in
from frankpledge.intelligence.giving.splitting import Suggestion, suggested_parts
from frankpledge.intelligence.models import CameBy, Route

Typed = dict[str, list[str]]
"""What was typed on one page, by the names of its boxes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What the questions need to know of where they are asked."""

    districts: Sequence[tuple[str, str]]
    agencies: Sequence[tuple[str, str]] = ()
    grades_own: bool = False


@dataclass(slots=True, kw_only=True)
class HalfTold:
    """The answers so far. Kept whole, as typed, so that nothing is lost on the way."""

    typed: dict[str, Typed] = field(default_factory=dict)
    answered: list[str] = field(default_factory=list)
    people: list[dict[str, str]] = field(default_factory=list)
    rest: list[str] = field(default_factory=list)
    number: int = 1
    of: int = 1
    route: str = Route.ORDINARY.value
    came_by: str = CameBy.FORM.value
    answers_request: str = ""
    is_call: bool = False
    caller: str = ""
    caller_agency: str = ""
    danger_known: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def kept(self) -> dict[str, object]:
        """As it is sealed away."""
        return asdict(self)

    @classmethod
    def opened(cls, kept: Mapping[str, object]) -> Self:
        """Out of what was sealed away; what a later version added or dropped does no harm."""
        known = {each.name for each in fields(cls)}
        return cls(**{name: value for name, value in kept.items() if name in known})  # type: ignore[arg-type]

    @property
    def text(self) -> str:
        """What somebody saw, as far as they have written it."""
        return "".join(self.says(WORDS, "text")).strip().replace("\r\n", "\n")

    def says(self, page: str, box: str) -> list[str]:
        """What was typed into one box of a page, if it has been answered."""
        return self.typed.get(page, {}).get(box, [])

    def take(self, name: str, typed: Typed, *, is_answered: bool) -> None:
        """Take what was typed on one page. New words ask again what was found in the old ones."""
        if name == WORDS and typed != self.typed.get(WORDS):
            self._forget(DIVIDE, CONFIRM)
        self.typed[name] = typed
        self.answered = [each for each in self.answered if each != name]
        if is_answered:
            self.answered.append(name)

    def divide(self, parts: Sequence[str]) -> None:
        """Go on with the first of several reports; the others wait their turn."""
        self.rest = [*parts[1:], *self.rest]
        self.of = self.number + len(self.rest)
        self.typed[WORDS] = {"text": [parts[0]]}
        self._forget(CONFIRM)

    def next_report(self) -> HalfTold | None:
        """The report that waits after this one, or None. It asks everything anew."""
        if not self.rest:
            return None
        return HalfTold(
            typed={WORDS: {"text": [self.rest[0]]}},
            answered=[WORDS, DIVIDE],
            rest=self.rest[1:],
            number=self.number + 1,
            of=self.of,
            route=self.route,
            came_by=self.came_by,
            is_call=self.is_call,
            caller=self.caller,
            caller_agency=self.caller_agency,
            danger_known=list(self.danger_known),
        )

    def _forget(self, *names: str) -> None:
        for name in names:
            self.typed.pop(name, None)
            self.answered = [each for each in self.answered if each != name]


WORDS, DIVIDE, CONFIRM, WHO = "words", "divide", "found", "who"

Form = Callable[[Mapping[str, object] | None, HalfTold, Setting], forms.Form]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One page: what it is called, what it asks, and when."""

    name: str
    title: str
    form: Form
    is_asked: Callable[[HalfTold, Setting], bool] = lambda half, setting: True
    words: str = ""


def found_by(half: HalfTold) -> tuple[Found, ...]:
    """What stands in somebody's words that can be looked for elsewhere."""
    return found_in(half.text)


def parts_of(half: HalfTold) -> Suggestion | None:
    """How somebody's words might be told in several reports."""
    return suggested_parts(half.text)


def _plain(form: type[forms.Form]) -> Form:
    return lambda typed, half, setting: form(typed)


def _where(typed: Mapping[str, object] | None, half: HalfTold, setting: Setting) -> forms.Form:
    return asked.Where(typed, districts=setting.districts)


def _divide(typed: Mapping[str, object] | None, half: HalfTold, setting: Setting) -> forms.Form:
    suggestion = parts_of(half)
    return asked.Divide(typed, parts=suggestion.parts if suggestion else ())


def _found(typed: Mapping[str, object] | None, half: HalfTold, setting: Setting) -> forms.Form:
    return asked.Confirm(typed, found=found_by(half))


def _own(typed: Mapping[str, object] | None, half: HalfTold, setting: Setting) -> forms.Form:
    return asked.OwnGrading(typed, agencies=setting.agencies)


QUESTIONS = (
    Question(name=WORDS, title="What you know", form=_plain(asked.Words)),
    Question(
        name=DIVIDE,
        title="This may be more than one report",
        form=_divide,
        is_asked=lambda half, setting: DIVIDE in half.answered or parts_of(half) is not None,
    ),
    Question(name="where", title="The place", form=_where),
    Question(name="when", title="The time", form=_plain(asked.When)),
    Question(
        name=CONFIRM,
        title="What we found in your words",
        form=_found,
        is_asked=lambda half, setting: bool(found_by(half)),
    ),
    Question(
        name=WHO,
        title="Who it is about",
        form=_plain(asked.Who),
        words="Leave this empty if you do not know, or have said it already.",
    ),
    Question(name="how", title="How you know", form=_plain(asked.How)),
    Question(name="risk", title="People who may need help", form=_plain(asked.AtRisk)),
    Question(
        name="trace",
        title="Keeping whoever told us safe",
        form=_plain(asked.Traceable),
        words="Your answers decide how carefully it is handled. Leave out what you do not know.",
    ),
    Question(name="contact", title="Coming back to you", form=_plain(asked.Reachable)),
    Question(
        name="grade",
        title="Your agency’s own grade",
        form=_own,
        is_asked=lambda half, setting: setting.grades_own and half.route == Route.ORDINARY,
        words="It stays as you give it, and its conditions bind whoever works with this.",
    ),
)
"""Every page, in order. The page that checks the answers is made of the same list."""


def question(name: str) -> Question | None:
    """The page with this name, if there is one."""
    return next((each for each in QUESTIONS if each.name == name), None)


def asked_of(half: HalfTold, setting: Setting) -> Iterator[Question]:
    """The pages that are asked, given the answers so far."""
    return (each for each in QUESTIONS if each.is_asked(half, setting))


def next_of(half: HalfTold, setting: Setting) -> Question | None:
    """The first page that has not been answered, or None where all have been."""
    waiting = (each for each in asked_of(half, setting) if each.name not in half.answered)
    return next(waiting, None)


def form_of(each: Question, half: HalfTold, setting: Setting) -> forms.Form:
    """A page's form with the answers that were given on it, to be checked again."""
    return each.form(boxes(half.typed.get(each.name, {})), half, setting)


def boxes(typed: Typed) -> MultiValueDict[str, str]:
    """What was typed, as a form takes it."""
    return MultiValueDict(typed)


def typed_on(form: forms.Form, given: MultiValueDict[str, str]) -> Typed:
    """Of all that was sent with a page, what belongs to its form."""
    names = set(form.fields) | {
        f"{name}_{part}" for name in form.fields for part in ("day", "month", "year")
    }
    return {name: given.getlist(name) for name in given if name in names}


def begun(each: Question, half: HalfTold, setting: Setting) -> forms.Form:
    """A page's form as it was left, without a word about what is missing from it."""
    form = each.form(None, half, setting)
    given = boxes(half.typed.get(each.name, {}))
    if given:
        form.initial = {
            name: box.widget.value_from_datadict(given, MultiValueDict(), name)
            for name, box in form.fields.items()
        }
    return form
