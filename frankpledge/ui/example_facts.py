"""The invented facts that the gallery's examples are filled with."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from django import forms

from frankpledge.ui.charts import Chart
from frankpledge.ui.components import Fact, Figure, Happening, Link
from frankpledge.ui.fields import AnyOf, GovDateField, LongText, MonthField, OneOf, YesNo
from frankpledge.ui.maps import AreaMap, AreaShape
from frankpledge.ui.networks import DrawnNode, DrawnTie, NetworkPicture
from frankpledge.ui.tables import Cell, Column, Row, Tone

NOW = datetime(2026, 4, 15, 7, 20, tzinfo=UTC)


@dataclass(frozen=True, kw_only=True, slots=True)
class Refusal:
    """A decision for the examples, which stand below the module that makes real ones."""

    reason: str = ""

    def __bool__(self) -> bool:
        return not self.reason


class Seen(forms.Form):
    """A form with one of each kind of field."""

    where = forms.CharField(
        label="Where was it?", help_text="A street and a town are enough", max_length=120
    )
    when = GovDateField(
        label="When did you see it?",
        what="the date that you saw it",
        help_text="For example, 13 4 2026",
        latest=date(2026, 4, 15),
    )
    kind = OneOf(
        label="What was it about?",
        choices=[("home", "Somebody’s home"), ("shop", "A shop"), ("other", "Something else")],
        hints={"home": "Strangers coming and going, a tenant not seen"},
        reveals={"other": "other_words"},
    )
    other_words = forms.CharField(label="What was it?", required=False)
    signs = AnyOf(
        label="What did you notice?",
        choices=[
            ("visitors", "Many short visits"),
            ("locks", "Locks changed"),
            ("none", "Neither"),
        ],
        required=False,
    )
    known = YesNo(label="Do you know who lives there?")
    words = LongText(label="What did you see?", max_length=400)
    agency = forms.ChoiceField(
        label="Your agency",
        choices=[("", "Choose one"), ("homes", "Saltmarsh Homes"), ("fire", "Fire and rescue")],
    )
    month = MonthField(label="Month", months=["2026-02", "2026-03"], required=False)
    visits = forms.IntegerField(label="How many times?", min_value=1, required=False)
    photograph = forms.FileField(label="Photograph", required=False)
    agreed = forms.BooleanField(label="I have not put names in that I do not need to")


class Narrow(forms.Form):
    """A form that narrows a list."""

    status = forms.ChoiceField(
        label="Status", required=False, choices=[("", "Any"), ("open", "Open"), ("shut", "Closed")]
    )
    words = forms.CharField(label="Words", required=False)


PROBLEMS = (
    Column(text="Problem"),
    Column(text="Owner"),
    Column(text="Opened"),
    Column(text="Actions", numeric=True),
    Column(text="State"),
)


def problems() -> Mapping[str, object]:
    return {
        "columns": PROBLEMS,
        "rows": (
            Row(
                cells=(
                    Cell("Tern Court", href="#tern", note="Re-visit due today"),
                    "Asha Penrose",
                    date(2026, 4, 15),
                    3,
                    Cell("Late", tone=Tone.URGENT),
                ),
                tone=Tone.URGENT,
            ),
            Row(
                cells=(
                    Cell("Harbour Vapes", href="#harbour"),
                    "Femi Adair",
                    date(2026, 4, 21),
                    12,
                    Cell("Open", tone=Tone.ACTIVE),
                )
            ),
            Row(
                cells=(
                    Cell("Station car park", href="#station"),
                    None,
                    date(2025, 11, 3),
                    0,
                    Cell("Closed", tone=Tone.QUIET),
                ),
                tone=Tone.QUIET,
            ),
        ),
    }


def wide() -> Mapping[str, object]:
    months = ("Oct", "Nov", "Dec", "Jan", "Feb", "Mar")
    return {
        "columns": (
            Column(text="Type", href="?order=type", order="ascending"),
            *(Column(text=month, numeric=True) for month in months),
            Column(text="Rate per 1,000", numeric=True, decimals=1),
        ),
        "rows": (
            ("Burglary", 31, 28, 40, 22, 19, 35, 4.1),
            ("Drugs", 12, 9, None, 14, 21, 17, 1.73),
            ("Violence and sexual offences", 301, 288, 340, 322, 319, 335, 44.19),
        ),
    }


BARS = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 600 220" width="600" height="220">'
    '<g font-family="sans-serif" font-size="14" fill="#14232a">'
    '<rect x="110" y="10" width="420" height="40" fill="#2a7a7d"/>'
    '<rect x="110" y="70" width="250" height="40" fill="#2a7a7d"/>'
    '<rect x="110" y="130" width="90" height="40" fill="#2a7a7d"/>'
    '<text x="100" y="35" text-anchor="end">Violence</text><text x="538" y="35">335</text>'
    '<text x="100" y="95" text-anchor="end">Theft</text><text x="368" y="95">199</text>'
    '<text x="100" y="155" text-anchor="end">Drugs</text><text x="208" y="155">72</text></g></svg>'
)


def chart() -> Mapping[str, object]:
    return {
        "chart": Chart(
            svg=BARS,
            title="Recorded crime in Wantsum, March 2026",
            alt="Bar chart: violence is the largest with 335 offences, theft has 199, drugs 72.",
            source="invented street-level crime file, March 2026",
            origin="synthetic",
            columns=(Column(text="Type"), Column(text="Offences", numeric=True)),
            rows=(("Violence", 335), ("Theft", 199), ("Drugs", 72)),
        )
    }


def _square(column: int, row: int) -> dict[str, object]:
    x, y = 1.30 + column * 0.02, 51.36 - row * 0.0125
    corners = [(x, y), (x + 0.019, y), (x + 0.019, y + 0.0119), (x, y + 0.0119), (x, y)]
    return {"type": "Polygon", "coordinates": [corners]}


def map_of_wards() -> Mapping[str, object]:
    names = ("Saltmarsh", "Harbour", "Station", "Westfield", "Orchard", "Priory", "Mill", "Quay")
    figures = (41.2, 63.0, 28.4, 12.1, 9.7, 22.5, None, 35.8)
    return {
        "map": AreaMap(
            title="Recorded crime by ward, Wantsum",
            unit="Offences per 1,000 residents, 2025",
            source="invented street-level crime files, 2025",
            place="Ward",
            areas=[
                AreaShape(
                    code=f"W{index}",
                    name=name,
                    value=figure,
                    geometry=_square(index % 4, index // 4),
                    href=f"#ward-{index}",
                )
                for index, (name, figure) in enumerate(zip(names, figures, strict=True))
            ],
        )
    }


def network() -> Mapping[str, object]:
    at = ((0.0, 0.1), (0.05, 0.9), (0.35, 0.5), (0.65, 0.5), (0.95, 0.1), (1.0, 0.9))
    names = ("Heron", "Person P-104", "Person P-221", "Person P-377", "Plover", "Person P-402")
    ties = ((0, 1), (1, 2), (0, 2), (2, 3), (3, 4), (4, 5), (3, 5))
    return {
        "picture": NetworkPicture(
            title="Heron and Plover on 12 May 2026",
            source="links that are graded, dated and sourced",
            sized_by="number of ties",
            table_href="#nodes",
            nodes=[
                DrawnNode(
                    name=name,
                    told="Community 1." if index < 3 else "Community 2.",
                    x=x,
                    y=y,
                    community=1 if index < 3 else 2,
                    size=0.6 if index in (2, 3) else 0.3,
                    square=name in ("Heron", "Plover"),
                    cut=index in (2, 3),
                    href=f"#node-{index}",
                )
                for index, (name, (x, y)) in enumerate(zip(names, at, strict=True))
            ],
            ties=[
                DrawnTie(one=one, other=other, bridge=(one, other) == (2, 3)) for one, other in ties
            ],
        )
    }


def figures() -> Mapping[str, object]:
    return {
        "figures": (
            Figure(
                label="Recorded offences, April 2025 to March 2026",
                value="11,204",
                interval="Counted, not estimated",
                n=11204,
                source="Street-level crime files, 12 months",
                method="Rows whose neighbourhood lies in the district on the last day counted.",
                caveats=("Places are moved to the nearest map point before they are published.",),
                origin="open data",
                change="4% fewer than the year before",
            ),
            Figure(
                label="Rate per 1,000 residents",
                value="77.9",
                unit="per 1,000",
                interval="76.5 to 79.3 (95% interval)",
                n=11204,
                source="The same files, and mid-year residents 2024",
                origin="open data",
            ),
            Figure(
                label="Actions reported as done",
                value="11 of 12",
                source="Quarter’s returns",
                origin="synthetic",
                caveats=("One return is missing; it is not counted as nil.",),
            ),
        )
    }


def timeline() -> Mapping[str, object]:
    return {
        "items": (
            Happening(
                at=datetime(2026, 5, 12, 9, 0, tzinfo=UTC),
                title="Re-visit: all well",
                by="Saltmarsh Homes",
                text="Locks changed. Tenant at home.",
                tone=Tone.GOOD,
            ),
            Happening(
                at=datetime(2026, 4, 17, 13, 30, tzinfo=UTC),
                title="Joint visit",
                by="Asha Penrose",
                href="#visit",
            ),
            Happening(
                at=date(2026, 4, 16),
                title="An answer is late",
                text="Licensing has not answered.",
                tone=Tone.WARNING,
            ),
        )
    }


def summary() -> Mapping[str, object]:
    return {
        "rows": (
            Fact(
                name="Place",
                value="Tern Court",
                links=(Link(text="Change", href="#place"),),
            ),
            Fact(name="Opened", value=date(2026, 4, 15)),
            Fact(name="State", value="Open", tone=Tone.ACTIVE),
            Fact(name="Working on it", value=["Saltmarsh Homes", "Fire and rescue"]),
            Fact(name="Force reference", value=None),
        )
    }


def form_with_errors() -> Mapping[str, object]:
    sent = {
        "where": "",
        "when_day": "31",
        "when_month": "2",
        "when_year": "2026",
        "kind": "other",
        "words": "Two cars, every night.\nNobody sees the tenant.",
    }
    return {"form": Seen(sent, auto_id="wrong_%s")}


def clock(length: timedelta) -> Mapping[str, object]:
    """A deadline so far from the examples' moment."""
    return {"until": NOW + length}
