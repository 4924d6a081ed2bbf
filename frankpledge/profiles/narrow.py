"""Knows how charts of single lines are drawn for a phone: each name stands above its line.

The wide drawings keep names beside their lines. Both say the same, and a table says it again.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from frankpledge.profiles import words

if TYPE_CHECKING:
    from frankpledge.profiles.drawings import Bar, Share

WIDE, EDGE, ROW, FOOT = 312, 8, 46, 44
INK, QUIET, LINE = "#14232a", "#4a5a61", "#d5d9d7"
TONES = {"rose": "#a34a00", "fell": "#26757a", "unclear": QUIET}
STEPS = (1, 2, 5, 10, 20, 25, 50, 100, 200)
MOST_TICKS = 6


def changes(bars: Sequence[Bar]) -> str:
    """Percentage changes with their intervals, one under another."""
    reach = max(10.0, *(abs(end) for bar in bars for end in (bar.low, bar.high)))
    chart = _Chart(-reach, reach, "Change (%), with 95% interval")
    for bar in bars:
        tone = TONES[bar.tone]
        chart.row(bar.name, bar.words, tone)
        chart.span(bar.low, bar.high, tone, thick=3)
        chart.dot(bar.value, tone)
    return chart.drawn()


def shares(rows: Sequence[Share]) -> str:
    """How much lies in the busiest places, beside the range that chance would give."""
    most = max(20.0, *(row.value for row in rows))
    chart = _Chart(0, most, "Share in the busiest small areas (%)")
    for row in rows:
        chart.row(row.name, row.words, INK)
        chart.span(0, row.value, TONES["fell"], thick=14)
        chart.span(row.low, row.high, INK, thick=5)
    return chart.drawn()


class _Chart:
    """Rows that share one scale."""

    def __init__(self, low: float, high: float, title: str) -> None:
        self.low, self.high, self.title = low, high, title
        self.marks: list[str] = []
        self.middle = 0.0

    def across(self, value: float) -> float:
        inside = min(max(value, self.low), self.high)
        return EDGE + (inside - self.low) / (self.high - self.low) * (WIDE - 2 * EDGE)

    def row(self, name: str, said: str, tone: str) -> None:
        top = self.middle - 14 + ROW if self.middle else 16.0
        self.middle = top + 14
        self.marks.append(
            f'<text x="0" y="{top:g}" fill="{INK}" stroke="#ffffff" stroke-width="4" '
            f'paint-order="stroke">{escape(name)}</text>'
            f'<text x="{WIDE}" y="{top:g}" text-anchor="end" fill="{tone}">{escape(said)}</text>'
        )

    def span(self, low: float, high: float, tone: str, *, thick: int) -> None:
        self.marks.append(
            f'<path d="M{self.across(low):.1f} {self.middle:g}H{self.across(high):.1f}" '
            f'stroke="{tone}" stroke-width="{thick}"/>'
        )

    def dot(self, value: float, tone: str) -> None:
        self.marks.append(
            f'<circle cx="{self.across(value):.1f}" cy="{self.middle:g}" r="5" fill="{tone}"/>'
        )

    def drawn(self) -> str:
        foot = self.middle + 14
        high = foot + FOOT
        scale = "".join(
            f'<path d="M{self.across(tick):.1f} 0V{foot:g}" '
            f'stroke="{LINE if tick else QUIET}"/>'
            f'<text x="{self.across(tick):.1f}" y="{foot + 16:g}" text-anchor="middle" '
            f'fill="{QUIET}">{escape(words.number(float(tick), 0))}</text>'
            for tick in self._ticks()
        )
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDE} {high:g}" '
            f'width="{WIDE}" height="{high:g}" font-family="Arial, sans-serif" font-size="14">'
            f'<rect width="{WIDE}" height="{high:g}" fill="#ffffff"/>{scale}{"".join(self.marks)}'
            f'<text x="{WIDE / 2:g}" y="{foot + 36:g}" text-anchor="middle" fill="{INK}">'
            f"{escape(self.title)}</text></svg>"
        )

    def _ticks(self) -> range:
        wanted = (self.high - self.low) / MOST_TICKS
        step = next((each for each in STEPS if each >= wanted), STEPS[-1])
        first = int(self.low / step) * step
        return range(first, int(self.high) + 1, step)
