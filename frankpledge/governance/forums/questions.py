"""The fourteen questions that the map answers: each with its formula in words, and its lines. Pure.

An answer's lines have keys, so that the answers of two days, or of two areas, can be laid side by
side.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from frankpledge.governance.forums import coverage, overlaps, routes
from frankpledge.governance.forums.mapped import (
    AGE_WORDS,
    LEVEL_WORDS,
    SUBJECT_WORDS,
    TEST_WORDS,
    Forums,
    Level,
    safe,
    safe_share,
)
from frankpledge.governance.forums.overlap_safety import either_way

SHARE_OF_A_POST = 0.2
"""A post that gives more of its month than this to forums is shown as heavy."""
ALIKE = 0.5
"""Two forums are listed as sharing members from this likeness on; the matrix shows all."""
BASIS_WORDS = {
    "statutory": "The law asks for it",
    "discretionary": "The law does not ask for it",
    "not_clear": "Partly, by policy, or not known",
}

Value = str | int | float


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of an answer. `key` is the same for the same thing on another day."""

    key: str
    cells: tuple[Value, ...]
    is_flagged: bool = False
    forums: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the map answers: a sentence, and lines under columns."""

    says: str
    columns: tuple[str, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a question is asked of. Estimates and counts are by two forums' codes."""

    forums: Forums
    harms: Mapping[str, str]
    areas: Mapping[str, str]
    estimates: Mapping[tuple[str, str], str] = field(default_factory=dict)
    counts: Mapping[tuple[str, str], str] = field(default_factory=dict)
    judged: Mapping[tuple[str, str], str] = field(default_factory=dict)
    stops: str = ""
    share: float = SHARE_OF_A_POST

    def name(self, code: str) -> str:
        """What a forum is called."""
        return next((each.name for each in self.forums if each.code == code), code)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One of the fourteen: what is asked, how it is worked out, and the working."""

    number: int
    title: str
    formula: str
    answer: Callable[[Asked], Answer]


def _load(asked: Asked) -> Answer:
    lines = overlaps.loads(asked.forums, share=asked.share)
    heavy = sum(each.is_heavy for each in lines)
    return Answer(
        says=f"{heavy} of {len(lines)} posts and agencies give more than "
        f"{100 * asked.share:.0f}% of a full post to forums.",
        columns=("Agency", "Post", "Forums", "Hours a month", "Forums whose hours nobody knows"),
        lines=tuple(
            Line(
                key=f"{each.organisation}/{each.post}",
                cells=(
                    each.name,
                    each.post or "Not named",
                    len(each.forums),
                    round(each.hours, 1),
                    each.not_known,
                ),
                is_flagged=each.is_heavy,
                forums=each.forums,
            )
            for each in lines
        ),
    )


def _members(asked: Asked) -> Answer:
    pairs = overlaps.shared_members(asked.forums, least=ALIKE)
    names = {m.organisation: m.name for each in asked.forums for m in each.members}
    return Answer(
        says=f"{len(pairs)} pairs of forums have at least half of their required agencies in "
        "common, or somebody's post on both.",
        columns=("One forum", "Another", "In common", "Likeness", "The same post"),
        lines=tuple(
            Line(
                key=f"{pair.one}/{pair.other}",
                cells=(
                    asked.name(pair.one),
                    asked.name(pair.other),
                    ", ".join(sorted(names[each] for each in pair.shared)),
                    round(pair.likeness, 2),
                    ", ".join(sorted(pair.posts)) or "None named",
                ),
                is_flagged=pair.likeness == 1,
                forums=(pair.one, pair.other),
            )
            for pair in pairs
        ),
    )


def _cases(asked: Asked) -> Answer:
    said = {either_way(*pair) for pair in asked.estimates}
    pairs = sorted(set(asked.estimates) | (set(asked.counts) - said))
    return Answer(
        says=f"{len(pairs)} pairs of forums have said, or been counted, how many cases they share. "
        "Nobody is named, and nothing under five is shown.",
        columns=("One forum", "Another", "It says itself", "Counted over hashes"),
        lines=tuple(
            Line(
                key=f"{one}/{other}",
                cells=(
                    asked.name(one),
                    asked.name(other),
                    asked.estimates.get((one, other), "Not said"),
                    asked.counts.get(either_way(one, other), "Not counted"),
                ),
                forums=(one, other),
            )
            for one, other in pairs
        ),
    )


def _purpose(asked: Asked) -> Answer:
    pairs = overlaps.same_purpose(asked.forums)
    return Answer(
        says=f"{len(pairs)} pairs share a subject, the sort of their threshold and an area. "
        "Whether they repeat one another is for people to say.",
        columns=("One forum", "Another", "Subjects", "Threshold", "Harms in common", "Judged"),
        lines=tuple(
            Line(
                key=f"{pair.one}/{pair.other}",
                cells=(
                    asked.name(pair.one),
                    asked.name(pair.other),
                    ", ".join(sorted(SUBJECT_WORDS[each] for each in pair.subjects)),
                    TEST_WORDS[pair.test],
                    ", ".join(sorted(asked.harms.get(each, each) for each in pair.harms)),
                    asked.judged.get((pair.one, pair.other), "Not yet"),
                ),
                is_flagged=len(pair.harms) > 1 and (pair.one, pair.other) not in asked.judged,
                forums=(pair.one, pair.other),
            )
            for pair in pairs
        ),
    )


def _gaps(asked: Asked) -> Answer:
    found = coverage.gaps(asked.forums, harms=asked.harms, areas=asked.areas)
    lines = []
    for harm, words in asked.harms.items():
        for age, age_words in AGE_WORDS.items():
            cells: list[Value] = []
            for level in Level:
                states = [
                    state
                    for cell, state in found.items()
                    if (cell.harm, cell.age, cell.level) == (harm, age, level)
                ]
                cells.append(_covered(states))
            lines.append(
                Line(
                    key=f"{harm}/{age}",
                    cells=(words, age_words, *cells),
                    is_flagged=any("No forum" in str(cell) for cell in cells),
                )
            )
    empty = sum(state == coverage.Cover.NONE for state in found.values())
    return Answer(
        says=f"{empty} of {len(found)} combinations of harm, age, area and level have no forum.",
        columns=("Harm", "Age", *(LEVEL_WORDS[level] for level in Level)),
        lines=tuple(lines),
    )


def _covered(states: list[coverage.Cover]) -> str:
    """How the areas are covered, as words: one state where all are alike, or how many have none."""
    if len(set(states)) == 1:
        return coverage.COVER_WORDS[states[0]]
    none = states.count(coverage.Cover.NONE)
    if none:
        return f"No forum in {none} of {len(states)} areas"
    return "A lead in law in some areas only"


def _hand_offs(asked: Asked) -> Answer:
    found = routes.hand_offs(asked.forums)
    names = asked.name
    lines = [
        Line(
            key=f"ring/{'/'.join(ring)}",
            cells=("Ring", " · ".join(names(code) for code in ring), _ring_words(ring)),
            is_flagged=True,
            forums=ring,
        )
        for ring in found.rings
        if len(ring) > 2
    ]
    lines += [
        Line(
            key=f"pair/{one}/{other}",
            cells=("Loop", f"{names(one)} · {names(other)}", "Each hands cases to the other"),
            is_flagged=True,
            forums=(one, other),
        )
        for one, other in found.pairs
    ]
    lines += [
        Line(
            key=f"dead/{code}",
            cells=(
                ("Dead end", names(code), "Is handed cases and hands none on")
                if code in found.lost_at
                else ("Ends here", names(code), "Strategic: what is handed up may stay")
            ),
            is_flagged=code in found.lost_at,
            forums=(code,),
        )
        for code in found.dead_ends
    ]
    for each in asked.forums:
        for route in each.routes:
            if route.sent is not None:
                lines.append(
                    Line(
                        key=f"route/{each.code}/{route.to}",
                        cells=(
                            "Figures",
                            f"{each.name} to {route.name}",
                            f"Sent: {safe(route.sent)}. Accepted in time: {safe(route.in_time)}. "
                            f"Back within 90 days: {safe(route.came_back)}",
                        ),
                        forums=(each.code, route.to),
                    )
                )
    return Answer(
        says=f"{_counted(len(found.pairs), 'loop')} of two forums, "
        f"{_counted(sum(len(ring) > 2 for ring in found.rings), 'ring')} of more, "
        f"{_counted(len(found.lost_at), 'dead end')} below the strategic level.",
        columns=("What", "Forums", "Why it matters"),
        lines=tuple(lines),
    )


def _counted(number: int, one: str) -> str:
    return f"{number} {one}" if number == 1 else f"{number} {one}s"


def _ring_words(ring: tuple[str, ...]) -> str:
    return f"A case can go round these {len(ring)} forums and come back"


def _first_decision(asked: Asked) -> Answer:
    known = [
        (each, route)
        for each in asked.forums
        for route in each.routes
        if route.days is not None and (route.sent or 0) >= 5
    ]
    known.sort(key=lambda pair: -(pair[1].days or 0))
    return Answer(
        says=f"{len(known)} routes have said how long it takes. The rest is not known.",
        columns=("From", "To", "Days to the first decision (median)"),
        lines=tuple(
            Line(
                key=f"{each.code}/{route.to}",
                cells=(each.name, route.name, route.days or 0),
                forums=(each.code, route.to),
            )
            for each, route in known
        ),
    )


def _absent(asked: Asked) -> Answer:
    lines = overlaps.missing_members(asked.forums)
    noted = sum(each.meetings_noted >= overlaps.OF_MEETINGS for each in asked.forums)
    names = {m.organisation: m.name for each in asked.forums for m in each.members}
    return Answer(
        says=f"{noted} forums have had four meetings that you may open and whose attendance was "
        f"noted. At those, {len(lines)} required agencies were at fewer than three.",
        columns=("Forum", "Agency", "Came to", "Of the last"),
        lines=tuple(
            Line(
                key=f"{each.forum}/{each.organisation}",
                cells=(asked.name(each.forum), names[each.organisation], each.came, each.of),
                is_flagged=True,
                forums=(each.forum,),
            )
            for each in lines
        ),
    )


def _escalation(asked: Asked) -> Answer:
    found = routes.escalations(asked.forums)
    without = sum(not each.path for each in found)
    known = {each.code: each for each in asked.forums}
    ordered = sorted(found, key=lambda each: (bool(each.path), asked.name(each.forum)))
    return Answer(
        says=f"{without} of {len(found)} forums that are not strategic cannot reach one that is.",
        columns=("Forum", "Level", "The way up"),
        lines=tuple(
            Line(
                key=each.forum,
                cells=(
                    asked.name(each.forum),
                    LEVEL_WORDS[known[each.forum].level],
                    " → ".join(asked.name(code) for code in each.path[1:]) or "None",
                ),
                is_flagged=not each.path,
                forums=(each.forum,),
            )
            for each in ordered
        ),
    )


def _basis(asked: Asked) -> Answer:
    found = overlaps.load_by_basis(asked.forums)
    return Answer(
        says="Hours a month, preparing included, by whether the law asks for the forum.",
        columns=(
            "Basis",
            "Forums",
            "Hours of one member each",
            "Hours of all members",
            "Forums whose hours nobody knows",
        ),
        lines=tuple(
            Line(
                key=each.basis,
                cells=(
                    BASIS_WORDS[each.basis],
                    each.forums,
                    round(each.hours, 1),
                    round(each.member_hours, 1),
                    each.not_known,
                ),
            )
            for each in found
        ),
    )


def _cliff(asked: Asked) -> Answer:
    found = coverage.age_cliffs(asked.forums)
    bare = sum(not each.adult_forums for each in found)
    return Answer(
        says=f"{bare} of {len(found)} forums for children hand cases to no forum for adults.",
        columns=("Forum", "Adult forums it hands to", "Left at 18", "Passed on to adults"),
        lines=tuple(
            Line(
                key=each.forum,
                cells=(
                    asked.name(each.forum),
                    ", ".join(asked.name(code) for code in each.adult_forums) or "None",
                    safe(each.left),
                    safe(each.passed_on),
                ),
                is_flagged=not each.adult_forums,
                forums=(each.forum,),
            )
            for each in found
        ),
    )


def _stops(asked: Asked) -> Answer:
    codes = [asked.stops] if asked.stops else [each.code for each in asked.forums]
    lines = []
    for code in codes:
        found = routes.what_breaks(asked.forums, code, harms=asked.harms, areas=asked.areas)
        gaps = {(cell.harm, cell.age, cell.level) for cell in found.gaps}
        lines.append(
            Line(
                key=code,
                cells=(
                    asked.name(code),
                    len(found.orphans),
                    len(found.duties),
                    len(gaps),
                    len(found.cut_off),
                    len(found.lose_every_input) + len(found.lose_every_exit),
                ),
                is_flagged=bool(found.duties or found.cut_off),
                forums=(code,),
            )
        )
    return Answer(
        says="Take a forum off the map: what is then left without an end, an owner or a forum.",
        columns=(
            "If this stops",
            "Routes that lead nowhere",
            "Duties unmet",
            "Combinations without a forum",
            "Forums without a way up",
            "Forums that lose every input or exit",
        ),
        lines=tuple(lines),
    )


def _border(asked: Asked) -> Answer:
    found = overlaps.cross_border(asked.forums)
    return Answer(
        says=f"{len(found)} forums have members who work wholly outside their area.",
        columns=("Forum", "Members from outside"),
        lines=tuple(
            Line(
                key=each.forum,
                cells=(asked.name(each.forum), ", ".join(each.members)),
                forums=(each.forum,),
            )
            for each in found
        ),
    )


def _exploited(asked: Asked) -> Answer:
    known = [each for each in asked.forums if each.cases is not None]
    return Answer(
        says=f"{len(known)} of {len(asked.forums)} forums have given figures. A small number is "
        "not shown, and a share is to the nearest ten in a hundred.",
        columns=("Forum", "Cases", "Tagged exploitation or organised crime", "Share"),
        lines=tuple(
            Line(
                key=each.code,
                cells=(
                    each.name,
                    safe(each.cases),
                    safe(each.exploited),
                    safe_share(each.exploited, each.cases),
                ),
                forums=(each.code,),
            )
            for each in known
        ),
    )


QUESTIONS: tuple[Question, ...] = tuple(
    Question(number=number, title=title, formula=formula, answer=answer)
    for number, (title, formula, answer) in enumerate(
        (
            (
                "Who is on too many forums?",
                "For each agency and post: meetings a month, times the length of a meeting with "
                "the preparation for it, added up over its forums. Heavy where that passes a set "
                "share of a full post of 160 hours. Forums whose hours nobody knows stand apart.",
                _load,
            ),
            (
                "Which forums share members?",
                "For each two forums: required agencies that sit on both, divided by required "
                "agencies that sit on either. 1 is the same agencies, 0 is none in common. Posts "
                "that sit on both are named.",
                _members,
            ),
            (
                "Which forums share cases?",
                "What forums say themselves, as a band; and counts over keyed hashes, moved by "
                "chance, shown from five up and to the nearest five. Pairs only, and no names.",
                _cases,
            ),
            (
                "Which forums have the same purpose?",
                "Each two forums that discuss one sort of subject, have the same sort of threshold "
                "and cover one area in common. A person then says whether they repeat one another.",
                _purpose,
            ),
            (
                "Whom is no forum for?",
                "For each harm, age (children, adults), area and level: is there a forum, and has "
                "one of them a lead in law?",
                _gaps,
            ),
            (
                "Where do hand-offs fail?",
                "Loops: two forums that hand to one another. Rings: forums among which a case can "
                "go round and come back. Dead ends: forums that are handed cases and hand none on. "
                "Beside them, cases sent, accepted within the clock, and back within 90 days.",
                _hand_offs,
            ),
            (
                "How long until a first decision?",
                "The median of days from hand-off to first decision, for each route on which "
                "five cases or more were sent.",
                _first_decision,
            ),
            (
                "Which agency is missing?",
                "Required agencies that were at fewer than 70 in 100 of the last four meetings.",
                _absent,
            ),
            (
                "Does every forum have a way up?",
                "From each forum that is not strategic, the shortest chain of hand-offs to one "
                "that is.",
                _escalation,
            ),
            (
                "How much of the load does the law ask for?",
                "Hours a month of forums that the law asks for and of those it does not, for one "
                "member of each and for all of their members.",
                _basis,
            ),
            (
                "Who falls off at 18?",
                "Forums for children alone: the forums for adults that they hand cases to, the "
                "cases that left at 18, and those that were passed on.",
                _cliff,
            ),
            (
                "What breaks if a forum stops?",
                "Take the forum off the map. Count the routes that lead to it, the law that no "
                "other forum of its area stands on, combinations of harm, age, area and level that "
                "lose their last forum, and forums that lose their way up.",
                _stops,
            ),
            (
                "Which forums cross a border?",
                "Forums with a member none of whose area lies in the forum's area.",
                _border,
            ),
            (
                "Where do cases of organised crime sit?",
                "Of each forum's cases in its last counted period, those tagged exploitation or "
                "organised crime.",
                _exploited,
            ),
        ),
        start=1,
    )
)


def question(number: int) -> Question | None:
    """The question with this number."""
    return next((each for each in QUESTIONS if each.number == number), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """One line of two answers: what it was on each side, and how they differ."""

    change: str
    left: Line | None
    right: Line | None


def compare(left: Answer, right: Answer) -> tuple[Compared, ...]:
    """Two answers to one question, line by line by key. What is the same on both is left out."""
    one = {line.key: line for line in left.lines}
    other = {line.key: line for line in right.lines}
    found = []
    for key in dict.fromkeys([*one, *other]):
        was, is_now = one.get(key), other.get(key)
        if was is None:
            found.append(Compared(change="Only on the second", left=None, right=is_now))
        elif is_now is None:
            found.append(Compared(change="Only on the first", left=was, right=None))
        elif was.cells != is_now.cells:
            found.append(Compared(change="Different", left=was, right=is_now))
    return tuple(found)
