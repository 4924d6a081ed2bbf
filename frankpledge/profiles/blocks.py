"""Knows the parts of a profile: figures, tables, charts, maps and the blocks that hold them."""

import hashlib
import json
import types
import typing
from collections.abc import Mapping, Sequence
from dataclasses import MISSING, asdict, dataclass, fields, is_dataclass
from enum import StrEnum
from typing import TypeVar, get_args, get_origin, get_type_hints

from frankpledge.profiles import panelled

FORMAT = 1
Shape = TypeVar("Shape")


class Status(StrEnum):
    """Whether there is a value, and if not, why: nothing, nought and unknown are kept apart."""

    OBSERVED = "observed"
    ZERO = "zero"
    SUPPRESSED = "suppressed"
    NOT_SUPPLIED = "not_supplied"
    NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """The interval around a value; an end that has no bound is none."""

    low: float
    high: float | None
    level: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number that can be traced. `id` never changes between builds, so findings can cite it."""

    id: str
    label: str
    value: float | None
    status: Status
    text: str
    unit: str
    interval: Span | None
    interval_text: str
    n: int | None
    method: str
    source: str
    origin: str
    caveats: tuple[str, ...]
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """What one column of a table holds."""

    text: str
    numeric: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rows of words ready to be read; the first cell names its row. `marked` rows stand out."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    marked: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A drawing with the same facts as a table, and a sentence for those who cannot see it.

    `narrow` is the same drawn for a phone, where that is another drawing.
    """

    title: str
    alt: str
    svg: str
    table: Table
    narrow: str = ""

    @property
    def for_a_phone(self) -> str:
        """What is shown on a phone: the drawing for it, or the panels in one column."""
        return self.narrow or panelled.stacked(self.svg)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """One area on a map: rings of longitude and latitude (or tile corners), holes included."""

    code: str
    name: str
    value: float | None
    label: str
    polygons: tuple[tuple[tuple[tuple[float, float], ...], ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Map:
    """Areas shaded by a figure, drawn once; `tiles` when no boundaries were held."""

    title: str
    unit: str
    place: str
    tiles: bool
    breaks: tuple[float, ...]
    outlines: tuple[Outline, ...]
    svg: str
    table: Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One part of a profile. `refusals` say, in place, what could not be given and why."""

    id: str
    title: str
    lead: tuple[str, ...] = ()
    headline: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()
    charts: tuple[Chart, ...] = ()
    maps: tuple[Map, ...] = ()
    refusals: tuple[str, ...] = ()
    caveats: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftFinding:
    """A sentence that rules drew from figures, naming those that it rests on."""

    text: str
    figures: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """A file that the figures were made from."""

    name: str
    digest: str
    kind: str
    month: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Months:
    """Whole months, both ends included, with those that are not held."""

    first: str
    last: str
    words: str
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """The whole of a profile's recorded crime context, frozen when it was built."""

    area_code: str
    area_name: str
    area_level: str
    period: Months
    compared: Months | None
    origin: str
    attribution: str
    inputs: tuple[Input, ...]
    figures: tuple[Figure, ...]
    blocks: tuple[Block, ...]
    findings: tuple[DraftFinding, ...]

    def figure(self, figure_id: str) -> Figure | None:
        """The figure with this id, if the profile has it."""
        return next((figure for figure in self.figures if figure.id == figure_id), None)

    @property
    def inputs_digest(self) -> str:
        """Changes exactly when another set of files was used."""
        listed = sorted({each.digest for each in self.inputs})
        return hashlib.sha256("\n".join(listed).encode()).hexdigest()

    @property
    def figures_digest(self) -> str:
        """The same for two builds that give the same figures."""
        listed = [asdict(figure) for figure in self.figures]
        return hashlib.sha256(json.dumps(listed, sort_keys=True).encode()).hexdigest()


def frozen(content: Content) -> str:
    """The content as text to be kept."""
    return json.dumps(
        {"format": FORMAT, **asdict(content)}, ensure_ascii=False, separators=(",", ":")
    )


def thawed(text: str) -> Content:
    """The content that was kept. Raises `ValueError` for another format."""
    plain = json.loads(text)
    if plain.pop("format", None) != FORMAT:
        raise ValueError("this profile was kept in another format; build it again")
    return _shaped(plain, Content)


def _shaped(plain: object, wanted: type[Shape]) -> Shape:
    """The plain value as what its type says: dataclasses, tuples, enums and the rest as is."""
    if is_dataclass(wanted):
        if not isinstance(plain, Mapping):
            raise ValueError(f"{wanted.__name__} was kept as something else")
        hints = _hints(wanted)
        return wanted(
            **{
                each.name: _shaped(plain[each.name], hints[each.name])
                for each in fields(wanted)
                # What was kept before a part had this has the part's own answer for it.
                if each.name in plain or each.default is MISSING
            }
        )
    origin = get_origin(wanted)
    if origin is tuple:
        if not isinstance(plain, Sequence):
            raise ValueError("a list was kept as something else")
        inner = get_args(wanted)
        if len(inner) == 2 and inner[1] is Ellipsis:
            shaped = tuple(_shaped(each, inner[0]) for each in plain)
        else:
            shaped = tuple(_shaped(each, kind) for each, kind in zip(plain, inner, strict=True))
        return typing.cast(Shape, shaped)
    if origin in (types.UnionType, typing.Union):
        if plain is None:
            return typing.cast(Shape, None)
        (kind,) = [each for each in get_args(wanted) if each is not type(None)]
        return typing.cast(Shape, _shaped(plain, kind))
    if isinstance(wanted, type) and issubclass(wanted, StrEnum):
        return typing.cast(Shape, wanted(str(plain)))
    return typing.cast(Shape, plain)


_known_hints: dict[type, dict[str, type]] = {}


def _hints(wanted: type) -> dict[str, type]:
    if wanted not in _known_hints:
        _known_hints[wanted] = get_type_hints(wanted)
    return _known_hints[wanted]
