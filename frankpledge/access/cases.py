"""Reading cases of the rule from JSON, strictly: whatever is missing or unknown denies. Pure."""

from collections.abc import Mapping
from typing import TypeVar

from frankpledge.access.rule import (
    CONDITION_NAMES,
    Condition,
    Context,
    Delegation,
    Subject,
    Thing,
    Verdict,
    decide,
)
from frankpledge.access.vocabulary import Action, Kind, Role

STATES = ("draft", "live", "disposed")

Word = TypeVar("Word", Action, Kind, Role)


class Unreadable(Exception):
    """A case lacks something that the rule needs, so the clause that needs it denies."""

    def __init__(self, clause: str) -> None:
        super().__init__(clause)
        self.clause = clause


def decide_case(case: object) -> Verdict:
    """Decide one case in the contract's format, by the rule that the site uses.

    An unknown action, kind, condition or role, a missing field, a field of the wrong type and a
    parent loop deny, naming the clause that would have needed them.
    """
    try:
        subject, action, thing, context = read_case(case)
    except Unreadable as gap:
        return Verdict(allow=False, clause=gap.clause)
    return decide(subject, action, thing, context)


def read_case(case: object) -> tuple[Subject, Action, Thing, Context]:
    """What a case asks, as the rule takes it. Raises `Unreadable` naming the clause in need."""
    return (
        _subject(_field(case, "subject", "live"), delegated=True),
        _word(Action, _field(case, "action", "role"), "role"),
        _thing(_field(case, "object", "role"), above=frozenset()),
        _context(_field(case, "context", "purpose")),
    )


def _subject(source: object, *, delegated: bool) -> Subject:
    lent = _field(source, "delegation", "delegation")
    delegation = None
    if delegated and lent is not None:
        delegation = Delegation(
            principal=_subject(_field(lent, "principal", "delegation"), delegated=False),
            until=_number(lent, "until", "delegation"),
            scope=frozenset(
                (_word(Action, action, "delegation"), _word(Kind, kind, "delegation"))
                for action, kind in _pairs(_field(lent, "scope", "delegation"), "delegation")
            ),
        )
    return Subject(
        id=_text(source, "id", "live"),
        agency=_text(source, "agency", "agreement"),
        roles=frozenset(_word(Role, role, "role") for role in _texts(source, "roles", "role")),
        vetting=_number(source, "vetting", "vetting"),
        vetting_until=_number(source, "vetting_until", "vetting"),
        active=_flag(source, "active", "live"),
        locked=_flag(source, "locked", "live"),
        until=_number(source, "until", "live"),
        districts=frozenset(_texts(source, "districts", "need")),
        force_wide=_flag(source, "force_wide", "need"),
        forums=_untils(source, "forums", "need"),
        tag_authority=_untils(source, "tag_authority", "tags"),
        conflicts=frozenset(_texts(source, "conflicts", "conflict")),
        delegation=delegation,
    )


def _thing(source: object, *, above: frozenset[str]) -> Thing:
    uid = _text(source, "id", "need")
    if uid in above:
        raise Unreadable("parent")
    parent = _field(source, "parent", "parent")
    state = _text(source, "state", "state")
    if state not in STATES:
        raise Unreadable("state")
    code = _text(source, "code", "conditions")
    if code not in ("P", "C"):
        raise Unreadable("conditions")
    return Thing(
        id=uid,
        kind=_word(Kind, _field(source, "kind", "role"), "role"),
        owner=_text(source, "owner", "need"),
        min_vetting=_number(source, "min_vetting", "vetting"),
        tags=frozenset(_texts(source, "tags", "tags")),
        code=code,
        conditions=tuple(
            _condition(name, argument)
            for name, argument in _pairs(_field(source, "conditions", "conditions"), "conditions")
        ),
        agencies=frozenset(_texts(source, "agencies", "need")),
        forums=frozenset(_texts(source, "forums", "need")),
        named=_untils(source, "named", "need"),
        editors=frozenset(_texts(source, "editors", "owner")),
        excluded_persons=frozenset(_texts(source, "excluded_persons", "excluded")),
        excluded_agencies=frozenset(_texts(source, "excluded_agencies", "excluded")),
        restricted=_flag(source, "restricted", "need"),
        districts=frozenset(_texts(source, "districts", "need")),
        nominals=frozenset(_texts(source, "nominals", "conflict")),
        state=state,
        parent=None if parent is None else _thing(parent, above=above | {uid}),
    )


def _condition(name: object, argument: object) -> Condition:
    if not isinstance(name, str) or name not in CONDITION_NAMES:
        raise Unreadable("conditions")
    if name == "until":
        if not _is_number(argument):
            raise Unreadable("conditions")
        return Condition(name=name, until=int(str(argument)))
    if name in ("agencies", "purpose"):
        if not isinstance(argument, list) or not all(isinstance(item, str) for item in argument):
            raise Unreadable("conditions")
        return Condition(name=name, values=frozenset(argument))
    return Condition(name=name)


def _context(source: object) -> Context:
    broken: dict[tuple[str, str], int] = {}
    entries = _field(source, "break_glass", "need")
    if not isinstance(entries, list):
        raise Unreadable("need")
    for entry in entries:
        if not isinstance(entry, list) or len(entry) != 3 or not _is_number(entry[2]):
            raise Unreadable("need")
        key = (str(entry[0]), str(entry[1]))
        broken[key] = max(broken.get(key, entry[2]), entry[2])
    return Context(
        now=_number(source, "now", "live"),
        purpose=_text(source, "purpose", "purpose"),
        agreements=_untils(source, "agreements", "agreement"),
        break_glass=broken,
    )


def _field(source: object, name: str, clause: str) -> object:
    if not isinstance(source, Mapping) or name not in source:
        raise Unreadable(clause)
    found: object = source[name]
    return found


def _word(words: type[Word], value: object, clause: str) -> Word:
    try:
        return words(value if isinstance(value, str) else "")
    except ValueError as unknown:
        raise Unreadable(clause) from unknown


def _is_number(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _number(source: object, name: str, clause: str) -> int:
    value = _field(source, name, clause)
    if not isinstance(value, int) or isinstance(value, bool):
        raise Unreadable(clause)
    return value


def _flag(source: object, name: str, clause: str) -> bool:
    value = _field(source, name, clause)
    if not isinstance(value, bool):
        raise Unreadable(clause)
    return value


def _text(source: object, name: str, clause: str) -> str:
    value = _field(source, name, clause)
    if not isinstance(value, str):
        raise Unreadable(clause)
    return value


def _texts(source: object, name: str, clause: str) -> list[str]:
    value = _field(source, name, clause)
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise Unreadable(clause)
    return value


def _pairs(value: object, clause: str) -> list[tuple[object, object]]:
    if not isinstance(value, list):
        raise Unreadable(clause)
    pairs: list[tuple[object, object]] = []
    for item in value:
        if not isinstance(item, list) or len(item) != 2:
            raise Unreadable(clause)
        pairs.append((item[0], item[1]))
    return pairs


def _untils(source: object, name: str, clause: str) -> dict[str, int]:
    value = _field(source, name, clause)
    if not isinstance(value, Mapping) or not all(_is_number(until) for until in value.values()):
        raise Unreadable(clause)
    return dict(value)
