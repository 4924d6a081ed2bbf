"""Knows what a figure is: a value that never goes without its source, method, n and caveats."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Interval:
    """The range of values that the count is compatible with, at a confidence level."""

    low: float
    high: float | None
    level: float = 0.95


@dataclass(frozen=True, kw_only=True)
class Caveat:
    """What a reader must know before using a figure; the code never changes, the text may."""

    code: str
    text: str


@dataclass(frozen=True, kw_only=True)
class SourceFile:
    """A file that a figure was made from."""

    name: str
    digest: str
    kind: str
    month: str | None = None


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """What stands behind a figure; ``origin`` is “open data” or “synthetic”, never both."""

    area_code: str
    area_name: str
    months: tuple[str, ...]
    months_missing: tuple[str, ...]
    origin: str
    sources: tuple[SourceFile, ...]
    attribution: str


@dataclass(frozen=True, kw_only=True)
class Estimate:
    """The outcome of a calculation, before anyone says what it was made from.

    ``value`` is none where the method has no answer; the caveats then say why.
    """

    value: float | None
    unit: str
    n: int
    interval: Interval | None
    method: str
    caveats: tuple[Caveat, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Figure:
    """A value that can be shown, traced and repeated."""

    name: str
    value: float | None
    unit: str
    n: int
    interval: Interval | None
    method: str
    caveats: tuple[Caveat, ...]
    evidence: Evidence


def figure(
    name: str, estimate: Estimate, evidence: Evidence, caveats: tuple[Caveat, ...] = ()
) -> Figure:
    """The estimate with what it was made from; its own caveats come first, each once."""
    every = {caveat.code: caveat for caveat in (*estimate.caveats, *caveats)}
    return Figure(
        name=name,
        value=estimate.value,
        unit=estimate.unit,
        n=estimate.n,
        interval=estimate.interval,
        method=estimate.method,
        caveats=tuple(every.values()),
        evidence=evidence,
    )
