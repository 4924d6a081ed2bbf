"""What the islands are sent, and the same shapes in TypeScript, made from these."""

import dataclasses
import sys
import types
import typing
from dataclasses import dataclass
from pathlib import Path

TYPES = Path(__file__).parent / "assets" / "islands" / "payloads.d.ts"


@dataclass(frozen=True, kw_only=True, slots=True)
class MapArea:
    """One area. `rings` are closed loops of [longitude, latitude]; the even-odd rule cuts holes."""

    code: str
    name: str
    value: float | None
    label: str
    href: str
    rings: tuple[tuple[tuple[float, float], ...], ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class MapPayload:
    """A map of areas shaded by one figure. `breaks` are the lower ends of classes 2 and up."""

    title: str
    unit: str
    source: str
    breaks: tuple[float, ...]
    legend: tuple[str, ...]
    missing: str
    areas: tuple[MapArea, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class NetworkNode:
    """One node of a network, as it is told of. Where it stands is in the drawing."""

    name: str
    told: str
    href: str


@dataclass(frozen=True, kw_only=True, slots=True)
class NetworkPayload:
    """A network that is drawn already. `ties` are pairs of places in the list of nodes."""

    title: str
    nodes: tuple[NetworkNode, ...]
    ties: tuple[tuple[int, int], ...]


SHAPES: tuple[type, ...] = (MapArea, MapPayload, NetworkNode, NetworkPayload)


def typescript() -> str:
    """The declarations that the islands are compiled against."""
    parts = [
        "// Made from frankpledge/ui/payloads.py by `python -m frankpledge.ui.payloads`. "
        "Do not edit.\n"
    ]
    for shape in SHAPES:
        hints = typing.get_type_hints(shape)
        lines = [
            f"  readonly {field.name}: {_word(hints[field.name])};"
            for field in dataclasses.fields(shape)
        ]
        parts.append(f"export interface {shape.__name__} {{\n" + "\n".join(lines) + "\n}\n")
    return "\n".join(parts)


def _word(hint: object) -> str:
    plain = {str: "string", float: "number", int: "number", bool: "boolean", type(None): "null"}
    if isinstance(hint, type) and hint in plain:
        return plain[hint]
    if isinstance(hint, type) and dataclasses.is_dataclass(hint):
        return hint.__name__
    parts = typing.get_args(hint)
    if isinstance(hint, types.UnionType):
        return " | ".join(_word(part) for part in parts)
    if typing.get_origin(hint) is tuple:
        if parts[-1] is Ellipsis:
            return f"readonly {_bracketed(_word(parts[0]))}[]"
        return "readonly [" + ", ".join(_word(part) for part in parts) + "]"
    raise TypeError(f"no TypeScript for {hint!r}: give the payload a plainer type")


def _bracketed(word: str) -> str:
    return f"({word})" if " " in word else word


if __name__ == "__main__":
    TYPES.write_text(typescript(), encoding="utf-8")
    sys.stdout.write(f"wrote {TYPES.name}\n")
