"""Whatever a file holds, its rows add up, and counting them is what counting them by hand is."""

import csv
import tempfile
from collections import Counter
from pathlib import Path

from hypothesis import given, strategies as st

from frankpledge.analysis.api import open_store, profile_figures
from tests.analysis import estshire
from tests.analysis.estshire import take_in

HOME_OF = {
    estshire.UNCHANGED: estshire.NORTHMARSH,
    estshire.ALSO_UNCHANGED: estshire.NORTHMARSH,
    estshire.SPLIT: estshire.SOUTHMARSH,
    **dict.fromkeys((*estshire.SPLIT_PARTS, *estshire.MERGED_PARTS), estshire.SOUTHMARSH),
    estshire.MERGED: estshire.SOUTHMARSH,
}

sound = st.builds(
    estshire.row,
    lsoa=st.sampled_from([*HOME_OF, "", estshire.ACROSS_THE_BORDER, "E01777777"]),
    kind=st.sampled_from(["Drugs", "Burglary", "Anti-social behaviour", "Robbery"]),
    crime=st.sampled_from(["", "a" * 64, "b" * 64, "not hexadecimal"]),
)
spoilt = st.one_of(
    st.sampled_from(
        [
            estshire.row(month="2025-00"),
            estshire.row(month="2025-02"),
            estshire.row(kind=""),
            estshire.row(force=""),
            estshire.row(point=("1e3", "51")),
            "a,b",
            ",,,,,,,,,,,",
            estshire.row() + ",",
            estshire.row() + ",extra",
        ]
    ),
    st.text(
        st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1, max_size=30
    ).filter(lambda text: bool(text.strip()) and text.count(",") != 11),
)


@given(
    rows=st.lists(sound, min_size=1, max_size=30),
    bad=st.lists(spoilt, max_size=4),
    ending=st.sampled_from(["\n", "\r\n"]),
    order=st.randoms(use_true_random=False),
)
def test_every_row_has_one_place_in_the_account(
    rows: list[str], bad: list[str], ending: str, order: object
) -> None:
    lines = [*rows, *bad]
    order.shuffle(lines)  # type: ignore[attr-defined]
    # A row of another month is no slip where most rows are of that month.
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        text = estshire.street(lines).replace("\n", ending)
        path = Path(folder) / "street.csv"
        path.write_bytes(text.encode())
        added = take_in(home, estshire.lookups(Path(folder)), path)
        account = added.account
        assert account.read == len(lines)
        assert account.kept + account.unplaced + account.outside + account.rejected == account.read
        assert account.rejected == len(bad) == len(added.rejected)
        assert {lines[each.line - 2] for each in added.rejected} == set(bad)
        figures = profile_figures(
            open_store(home),
            area=estshire.FORCE_CODE,
            first="2025-01",
            last="2025-01",
            by=["district", "type"],
        )
        assert {(row.district, row.type): row.count for row in figures.rows} == by_hand(rows)
        counted = sum(row.count for row in figures.rows)
        elsewhere = sum(figures.unplaced.values()) + sum(figures.outside.values())
        assert counted + elsewhere == account.read - account.rejected


def by_hand(rows: list[str]) -> dict[tuple[str | None, str | None], int]:
    """The count of each district and type, made without the library."""
    counts: Counter[tuple[str | None, str | None]] = Counter()
    for row in csv.reader(rows):
        if row[7] in HOME_OF:
            counts[HOME_OF[row[7]], row[9]] += 1
    return dict(counts)
