"""Knows what a profile is asked about: area, period, comparison, and what stands behind figures."""

from dataclasses import dataclass, field
from functools import cached_property

from frankpledge.analysis import api as analysis
from frankpledge.profiles import words
from frankpledge.profiles.blocks import Block, DraftFinding, Figure, Months, Span, Status
from frankpledge.profiles.wards import wards_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """What one part of the profile adds to the whole."""

    block: Block
    figures: tuple[Figure, ...] = ()
    findings: tuple[DraftFinding, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One profile's question, with the answers that several of its parts need."""

    store: analysis.Store
    area: analysis.Area
    period: analysis.Period
    earlier: analysis.Period | None
    evidence: analysis.Evidence
    earlier_missing: tuple[str, ...] = field(default=())

    @property
    def is_district(self) -> bool:
        """Whether the area is one district; otherwise it is several, such as a force area."""
        return self.area.districts == (self.area.code,)

    @property
    def is_whole(self) -> bool:
        """Whether every month of the period is held."""
        return not self.evidence.months_missing

    @property
    def missing_reason(self) -> str:
        """Why what needs a whole period is refused."""
        gaps = words.runs(self.evidence.months_missing)
        return (
            f"{gaps} {'is' if len(self.evidence.months_missing) == 1 else 'are'} not held, and a "
            "rate over a period with a gap would be too low. Add the missing files, or choose a "
            "period that is whole."
        )

    @property
    def period_words(self) -> str:
        """The period as it stands in a sentence."""
        return words.period(self.period.first, self.period.last)

    @property
    def earlier_words(self) -> str:
        """The comparison period as it stands in a sentence."""
        return words.period(self.earlier.first, self.earlier.last) if self.earlier else ""

    @cached_property
    def force(self) -> analysis.Area | None:
        """The force area that the district is compared within; none where it is not known."""
        if not self.is_district:
            return self.area
        forces = self.store.forces_of(self.area)
        return forces[0] if len(forces) == 1 else None

    @cached_property
    def monthly(self) -> dict[str, dict[str, int]]:
        """Kept rows of the period by type and month."""
        return self.store.counts_by_month(self.area, self.period)

    @cached_property
    def earlier_monthly(self) -> dict[str, dict[str, int]]:
        """Kept rows of the comparison period by type and month."""
        return self.store.counts_by_month(self.area, self.earlier) if self.earlier else {}

    @cached_property
    def wards(self) -> dict[str, str]:
        """The ward of each small area, by the code that its figures are given under."""
        return wards_of(self.store, area=self.area.code)

    @property
    def chosen(self) -> list[str]:
        """The types that come nearest to organised crime, as far as the area has them."""
        return [kind for kind in words.CHOSEN_TYPES if kind in self.monthly]

    @property
    def publisher(self) -> str:
        """Whose files these are."""
        return "synthetic files" if self.evidence.origin == analysis.SYNTHETIC else "data.police.uk"

    def source(self, evidence: analysis.Evidence | None = None, *, residents: bool = False) -> str:
        """What a figure was made from, in a line."""
        evidence = evidence or self.evidence
        files = sum(1 for each in evidence.sources if each.kind == "street")
        held = f"{words.count_of(files, 'monthly file')} of street-level crime"
        if any(each.kind == "counts" for each in evidence.sources):
            counts = "counts by small area, month and type"
            held = f"{held} and {counts}" if files else counts
        said = f"{held} ({words.runs(evidence.months)}), {self.publisher}"
        if residents:
            made_up = evidence.origin == analysis.SYNTHETIC
            said += "; synthetic residents" if made_up else "; residents, Census 2021 (ONS)"
        return said + "."

    def figure(
        self,
        figure_id: str,
        label: str,
        made: analysis.Figure,
        text: str,
        *,
        residents: bool = False,
        decimals: int = 1,
    ) -> Figure:
        """A figure of the library's as a profile keeps it."""
        status = Status.NOT_APPLICABLE
        if made.value is not None:
            status = Status.ZERO if made.value == 0 and made.n == 0 else Status.OBSERVED
        return Figure(
            id=figure_id,
            label=label,
            value=made.value,
            status=status,
            text=text,
            unit=made.unit,
            interval=span(made.interval),
            interval_text=interval_words(made.interval, decimals),
            n=made.n,
            method=made.method,
            source=self.source(made.evidence, residents=residents),
            origin=made.evidence.origin,
            caveats=tuple(caveat.text for caveat in made.caveats),
        )

    def refused(self, figure_id: str, label: str, unit: str, reason: str) -> Figure:
        """A figure that is not given, in its place, with why."""
        return Figure(
            id=figure_id,
            label=label,
            value=None,
            status=Status.NOT_SUPPLIED,
            text="not given",
            unit=unit,
            interval=None,
            interval_text="",
            n=None,
            method="",
            source=self.source(),
            origin=self.evidence.origin,
            caveats=(),
            reason=reason,
        )


def span(interval: analysis.Interval | None) -> Span | None:
    """The library's interval as a profile keeps it."""
    if interval is None:
        return None
    return Span(low=interval.low, high=interval.high, level=interval.level)


def interval_words(interval: analysis.Interval | None, decimals: int) -> str:
    """An interval in words: 4.4 to 5.1."""
    if interval is None:
        return ""
    low = words.number(interval.low, decimals)
    if interval.high is None:
        return f"{low} or more"
    return f"{low} to {words.number(interval.high, decimals)}"


def months_of(period: analysis.Period, missing: tuple[str, ...]) -> Months:
    """A period as a profile keeps it."""
    return Months(
        first=period.first,
        last=period.last,
        words=words.period(period.first, period.last),
        missing=missing,
    )
