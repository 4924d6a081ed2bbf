"""A chart of shares by month, drawn by hand so that nothing but figures goes into it."""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape

from frankpledge.intelligence.measures.freezing import Trend
from frankpledge.ui.api import Chart, Column

WIDTH, HEIGHT, LEFT, TOP, STEP = 640, 240, 48, 16, 60
INKS = ("#17404b", "#a34a00")
DASHES = ("", "6 4")
SOURCE = "the unit’s own closed months; what is small is left out"


def shares_by_month(trends: Sequence[Trend]) -> Chart | None:
    """The shares over the months, with every value in the table, or None for fewer than two
    months, and where every one is too small to show."""
    months = sorted({month for trend in trends for month, _, _ in trend.points})
    if len(months) < 2 or all(share is None for trend in trends for _, share, _ in trend.points):
        return None
    values = [
        {month: share for month, share, _ in trend.points if share is not None} for trend in trends
    ]
    width = max(WIDTH, LEFT + STEP * len(months))
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {HEIGHT + 64}" '
        'font-family="Arial, sans-serif" font-size="13">'
    ]
    for part in (0, 50, 100):
        y = _y(part / 100)
        parts.append(f'<path d="M{LEFT} {y}H{width - 8}" stroke="#d5d9d7"/>')
        parts.append(f'<text x="{LEFT - 8}" y="{y + 4}" text-anchor="end">{part}%</text>')
    xs = {month: LEFT + 24 + number * STEP for number, month in enumerate(months)}
    for month, x in xs.items():
        parts.append(f'<text x="{x}" y="{HEIGHT + 12}" text-anchor="middle">{month:%b %y}</text>')
    for number, (trend, found) in enumerate(zip(trends, values, strict=True)):
        ink, dash = INKS[number % 2], DASHES[number % 2]
        line = " ".join(f"{xs[month]},{_y(share)}" for month, share in sorted(found.items()))
        parts.append(
            f'<polyline points="{line}" fill="none" stroke="{ink}" stroke-width="2" '
            f'stroke-dasharray="{dash}"/>'
        )
        parts.extend(
            f'<circle cx="{xs[month]}" cy="{_y(share)}" r="4" fill="{ink}"/>'
            for month, share in found.items()
        )
        y = HEIGHT + 32 + 18 * number
        parts.append(
            f'<path d="M{LEFT} {y}h24" stroke="{ink}" stroke-width="2" '
            f'stroke-dasharray="{dash}"/>'
            f'<text x="{LEFT + 32}" y="{y + 4}">{escape(trend.name)}</text>'
        )
    return Chart(
        svg="".join([*parts, "</svg>"]),
        title="In time, month by month",
        alt="Lines of the share read within two working days and answered within 28 days, by "
        "month. The table below holds every value.",
        source=SOURCE,
        columns=(
            Column(text="Month"),
            *(Column(text=trend.name, numeric=True) for trend in trends),
        ),
        rows=tuple(
            (
                f"{month:%B %Y}",
                *(f"{100 * each[month]:.0f}%" if month in each else None for each in values),
            )
            for month in months
        ),
    )


def _y(share: float) -> int:
    return round(TOP + (1 - share) * (HEIGHT - TOP - 16))
