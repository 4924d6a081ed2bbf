"""From what somebody saw to the doors that are open: pure, and without a verdict. No Django.

Nothing is added up. How much concern there is, is the greatest that any one sign gives, so a
further sign never lowers it and a strength never takes it away. A child under 13, or with a
learning disability, is never put low once there is a sign. Doors are shown together, in a fixed
order; the reader takes each that fits.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum, IntEnum

ADULT_AT = 18
NEVER_LOW_UNDER = 13
FIRST_RESPONDER_DOORS = frozenset({"PA10", "PA11", "PA12", "PA13"})
EMERGENCY, CHILD_DOOR, ADULT_DOOR = "PA01", "PA05", "PA14"
SECOND_DOOR, REFUSED_HELP_DOOR, FAMILY_DOOR = "PA17", "PA15", "PA07"
NRM_ADULT, NRM_NOTIFY = "PA11", "PA12"
REPORTING_KINDS = frozenset({"school", "retailer_group"})
"""Kinds of agency that report what they see. They work no case of the partnership's."""
REPORT_INSTEAD = "You report what you saw, and need do no more. Tell the community safety manager"


class Sort(Enum):
    """What a row of the signs is."""

    SIGN = "sign"
    VULNERABILITY = "vulnerability"
    NEVER_LOW = "never_low"
    PROTECTIVE = "protective"


class Concern(IntEnum):
    """How soon to act. It says nothing of whether harm was done."""

    NOTHING_SEEN = 0
    ASK_MORE = 1
    SIGNS = 2
    AT_ONCE = 3


CONCERN_WORDS: Mapping[Concern, str] = {
    Concern.NOTHING_SEEN: "Nothing was ticked. That is not a sign that nothing is wrong.",
    Concern.ASK_MORE: "Something makes harm easier. Ask more, and look again.",
    Concern.SIGNS: "There are signs. Use each door below that fits.",
    Concern.AT_ONCE: "There are signs that must not wait. Use the doors below today.",
}
VERY_STRONG = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Pathway:
    """One door: who may use it, for whom, under what, how soon it answers."""

    code: str
    name: str
    who: str
    threshold: str
    route: str
    timescale: str
    fields: tuple[str, ...]
    outputs: tuple[str, ...]
    provenance: str
    order: int
    form: str
    least_age: int | None
    most_age: int | None
    worked_here: bool
    agreement: str
    duty: str
    referrers: frozenset[str]
    ask_instead: str
    working_days: int | None
    hours: int | None
    second_doors: tuple[str, ...]
    version: str

    @property
    def is_emergency(self) -> bool:
        """Whether it leads out of here, to 999."""
        return self.code == EMERGENCY


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """One thing that can be seen."""

    code: str
    harm: str
    words: str
    seen_by: frozenset[str]
    strength: int
    sort: Sort
    also: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstance:
    """One question whose yes leads to doors by itself."""

    code: str
    question: str
    form: str
    pathways: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """All that the router works by."""

    pathways: Mapping[str, Pathway]
    signs: Mapping[str, Sign]
    circumstances: Mapping[str, Circumstance]
    harms: Mapping[tuple[str, str], tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What somebody says they saw, and of whom. What is not known is None, and leaves nothing out.

    `care_needs` is whether an adult has needs for care or support, and `agrees` whether they agree
    to what is offered. `kind` is the kind of agency that asks.
    """

    signs: frozenset[str] = frozenset()
    circumstances: frozenset[str] = frozenset()
    about: str = ""
    age: int | None = None
    learning_disability: bool | None = None
    care_needs: bool | None = None
    agrees: bool | None = None
    kind: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """One door that is open, why, and whether this agency may use it itself."""

    pathway: Pathway
    why: tuple[str, ...]
    may_refer: bool
    instead: str
    is_second_door: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What to do: the doors in order, how soon, and what nobody has asked about yet."""

    concern: Concern
    routes: tuple[Route, ...]
    strengths: tuple[str, ...]
    never_low: str
    gaps: tuple[str, ...]
    is_emergency: bool

    @property
    def words(self) -> str:
        """How soon to act, in a sentence."""
        return CONCERN_WORDS[self.concern]


def forms_of(seen: Seen) -> tuple[str, ...]:
    """Whose doors are shown: a person's by age, a place's; both ages where it is not known."""
    if seen.age is not None:
        return ("child",) if seen.age < ADULT_AT else ("adult",)
    if seen.about in ("child", "adult", "place"):
        return (seen.about,)
    return ("child", "adult", "place")


def route(seen: Seen, book: Book) -> Answer:
    """The doors that are open for what was seen, and how soon. Unknown codes are left out."""
    signs = [book.signs[code] for code in sorted(seen.signs) if code in book.signs]
    asked = [book.circumstances[c] for c in sorted(seen.circumstances) if c in book.circumstances]
    forms = forms_of(seen)
    if any(EMERGENCY in each.pathways for each in asked):
        return _answer(seen, signs, forms, {EMERGENCY: ["Somebody is in danger now"]}, book)
    why: dict[str, list[str]] = {}
    for sign in signs:
        for form in forms:
            for code in _doors_of(sign, form, book):
                _say(why, code, sign.words)
    for each in asked:
        if each.form in ("any", *forms):
            for code in each.pathways:
                _say(why, code, each.question)
    second = _second_doors(seen, signs, forms, why)
    return _answer(seen, signs, forms, why, book, second)


def concern_of(signs: Iterable[Sign], seen: Seen) -> Concern:
    """The greatest concern that any one sign gives. Strengths take nothing away."""
    found = Concern.NOTHING_SEEN
    for sign in signs:
        if sign.sort is Sort.VULNERABILITY:
            found = max(found, Concern.ASK_MORE)
        elif sign.sort is Sort.NEVER_LOW or (
            sign.sort is Sort.SIGN and (sign.strength >= VERY_STRONG or never_low(seen))
        ):
            found = max(found, Concern.AT_ONCE)
        elif sign.sort is Sort.SIGN:
            found = max(found, Concern.SIGNS)
    return found


def never_low(seen: Seen) -> str:
    """Why this child is never put low once there is a sign; nothing for anybody else."""
    is_child = "child" in forms_of(seen)
    if is_child and seen.age is not None and seen.age < NEVER_LOW_UNDER:
        return "A child under 13 with any sign is never put low."
    if is_child and seen.learning_disability:
        return "A child with a learning disability and any sign is never put low."
    return ""


def _doors_of(sign: Sign, form: str, book: Book) -> tuple[str, ...]:
    if sign.sort is Sort.PROTECTIVE:
        return sign.also
    if sign.sort is Sort.VULNERABILITY:
        # It makes harm easier and is none itself: help is offered, and no threshold is met by it.
        return (*((FAMILY_DOOR,) if form == "child" else ()), *sign.also)
    return (*book.harms.get((sign.harm, form), ()), *sign.also)


def _second_doors(
    seen: Seen, signs: Iterable[Sign], forms: tuple[str, ...], why: dict[str, list[str]]
) -> frozenset[str]:
    """Doors that open by themselves: for an adult who has no care needs, and one who refuses."""
    found = set[str]()
    if "adult" in forms and any(sign.sort in (Sort.SIGN, Sort.NEVER_LOW) for sign in signs):
        if seen.care_needs is not True:
            _say(why, SECOND_DOOR, "An adult without care needs has no section 42 door")
            found.add(SECOND_DOOR)
        if seen.agrees is False:
            _say(why, REFUSED_HELP_DOOR, "They refuse help. That is a risk, and no reason to stop")
            found.add(REFUSED_HELP_DOOR)
    if seen.care_needs is False:
        why.pop(ADULT_DOOR, None)
    if NRM_ADULT in why and seen.agrees is False:
        reasons = why.pop(NRM_ADULT)
        for reason in (*reasons, "They do not agree: the duty to notify is left, naming nobody"):
            _say(why, NRM_NOTIFY, reason)
    return frozenset(found)


def _answer(
    seen: Seen,
    signs: list[Sign],
    forms: tuple[str, ...],
    why: Mapping[str, list[str]],
    book: Book,
    second: frozenset[str] = frozenset(),
) -> Answer:
    routes = [
        _route(book.pathways[code], reasons, seen, is_second=code in second)
        for code, reasons in why.items()
        if code in book.pathways and _fits(book.pathways[code], seen, forms)
    ]
    emergency = any(each.pathway.is_emergency for each in routes)
    harm_seen = any(sign.sort in (Sort.SIGN, Sort.NEVER_LOW) for sign in signs)
    return Answer(
        concern=Concern.AT_ONCE if emergency else concern_of(signs, seen),
        routes=tuple(sorted(routes, key=lambda each: (each.pathway.order, each.pathway.code))),
        strengths=tuple(sign.words for sign in signs if sign.sort is Sort.PROTECTIVE),
        never_low=never_low(seen) if harm_seen else "",
        gaps=gaps_of(seen, forms),
        is_emergency=emergency,
    )


def _fits(pathway: Pathway, seen: Seen, forms: tuple[str, ...]) -> bool:
    """Whether a door takes somebody of that age, as far as it is known."""
    if seen.age is None:
        return pathway.form in ("any", "place") or pathway.form in forms
    return (pathway.least_age is None or pathway.least_age <= seen.age) and (
        pathway.most_age is None or seen.age <= pathway.most_age
    )


def _route(pathway: Pathway, reasons: list[str], seen: Seen, *, is_second: bool) -> Route:
    may = may_refer(pathway, seen.kind)
    return Route(
        pathway=pathway,
        why=tuple(reasons),
        may_refer=may,
        instead="" if may else pathway.ask_instead or REPORT_INSTEAD,
        is_second_door=is_second,
    )


def may_refer(pathway: Pathway, kind: str) -> bool:
    """Whether an agency of this kind uses that door itself. Schools and retailers report."""
    if pathway.worked_here and kind in REPORTING_KINDS and kind not in pathway.referrers:
        return False
    return "any" in pathway.referrers or kind in pathway.referrers


def gaps_of(seen: Seen, forms: tuple[str, ...]) -> tuple[str, ...]:
    """What nobody has asked about, of what would open or close a door."""
    asked = []
    if seen.age is None and seen.about != "place":
        asked.append("How old they are. If you do not know, treat them as a child")
    if "child" in forms and seen.learning_disability is None:
        asked.append("Whether the child has a learning disability")
    if "child" in forms and "missing" not in seen.circumstances:
        asked.append("Whether the child was missing")
    if "adult" in forms and seen.care_needs is None:
        asked.append("Whether the adult needs care or support")
    if "adult" in forms and seen.agrees is None:
        asked.append("What the person wants")
    return tuple(asked)


def _say(why: dict[str, list[str]], code: str, reason: str) -> None:
    said = why.setdefault(code, [])
    if reason not in said:
        said.append(reason)
