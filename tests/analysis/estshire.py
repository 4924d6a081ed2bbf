"""An invented county small enough to count by hand, in the publishers' own formats."""

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from frankpledge.analysis.api import Added, add

TODAY = date(2026, 4, 15)
HEADER = (
    "Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,"
    "Crime type,Last outcome category,Context"
)
FORCE = "Estshire Police"
FORCE_CODE = "E23900001"
NORTHMARSH = "E07900001"
SOUTHMARSH = "E07900002"
WESTHAM = "E07900003"

# Northmarsh keeps two areas; Southmarsh has one that was split and two that were merged;
# Westham lies in the next force.
UNCHANGED = "E01900001"
ALSO_UNCHANGED = "E01900002"
SPLIT = "E01900003"
SPLIT_PARTS = ("E01910031", "E01910032")
MERGED_PARTS = ("E01900004", "E01900005")
MERGED = "E01910045"
ACROSS_THE_BORDER = "E01900006"


def row(
    *,
    month: str = "2025-01",
    lsoa: str = UNCHANGED,
    kind: str = "Drugs",
    force: str = FORCE,
    crime: str = "a" * 64,
    point: tuple[str, str] = ("0.969601", "51.253674"),
) -> str:
    """One row of a street crime file."""
    longitude, latitude = point if lsoa else ("", "")
    return (
        f"{crime},{month},{force},{force},{longitude},{latitude},On or near Mill Lane,{lsoa},"
        f"Somewhere 001A,{kind},Under investigation,"
    )


def street(rows: Sequence[str]) -> str:
    """A whole street crime file."""
    return "\n".join([HEADER, *rows]) + "\n"


def write(folder: Path, name: str, text: str) -> Path:
    """The text as a file."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def month_file(folder: Path, rows: Sequence[str], name: str = "street.csv") -> Path:
    """A street crime file of these rows."""
    return write(folder, name, street(rows))


def lookups(folder: Path) -> Path:
    """Every lookup that places Estshire's rows, in a folder of their own."""
    places = folder / "lookups"
    write(
        places,
        "changes.csv",
        "LSOA11CD,LSOA11NM,LSOA21CD,LSOA21NM,CHGIND,LAD22CD,LAD22NM\n"
        + "".join(
            f"{old},Old {old},{new},New {new},{change},{home},District {home}\n"
            for old, new, change, home in (
                (UNCHANGED, UNCHANGED, "U", NORTHMARSH),
                (ALSO_UNCHANGED, ALSO_UNCHANGED, "U", NORTHMARSH),
                (SPLIT, SPLIT_PARTS[0], "S", SOUTHMARSH),
                (SPLIT, SPLIT_PARTS[1], "S", SOUTHMARSH),
                (MERGED_PARTS[0], MERGED, "M", SOUTHMARSH),
                (MERGED_PARTS[1], MERGED, "M", SOUTHMARSH),
                (ACROSS_THE_BORDER, ACROSS_THE_BORDER, "U", WESTHAM),
            )
        ),
    )
    write(
        places,
        "partnerships.csv",
        "\ufeffCSP24CD,CSP24NM,LAD24CD,LAD24NM,PFA24CD,PFA24NM\n"
        f"E22900001,Marshes,{NORTHMARSH},Northmarsh,{FORCE_CODE},Estshire\n"
        f"E22900001,Marshes,{SOUTHMARSH},Southmarsh,{FORCE_CODE},Estshire\n"
        f"E22900003,Westham,{WESTHAM},Westham,E23900002,Westshire\n",
    )
    write(
        places,
        "county.csv",
        "ltla23_code,ltla23_name,utla23_code,utla23_name\n"
        f"{NORTHMARSH},Northmarsh,E10900001,Estshire County\n"
        f"{SOUTHMARSH},Southmarsh,E10900001,Estshire County\n"
        f"{WESTHAM},Westham,{WESTHAM},Westham\n",
    )
    return places


RESIDENTS = {
    UNCHANGED: 1500,
    ALSO_UNCHANGED: 1600,
    SPLIT_PARTS[0]: 1000,
    SPLIT_PARTS[1]: 1200,
    MERGED: 1700,
    ACROSS_THE_BORDER: 1400,
}


def residents(folder: Path) -> Path:
    """The residents of every small area."""
    text = "LSOA21CD,total_residents\n"
    text += "".join(f"{code},{count}\n" for code, count in RESIDENTS.items())
    return write(folder, "residents.csv", text)


def district_boundaries(folder: Path) -> Path:
    """Two square districts, side by side."""
    features = [
        {
            "type": "Feature",
            "properties": {"LAD24CD": code, "LAD24NM": name},
            "geometry": {
                "type": "Polygon",
                "coordinates": [[[x, 51], [x + 1, 51], [x + 1, 52], [x, 52], [x, 51]]],
            },
        }
        for code, name, x in ((NORTHMARSH, "Northmarsh", 0), (SOUTHMARSH, "Southmarsh", 1))
    ]
    text = json.dumps({"type": "FeatureCollection", "features": features})
    return write(folder, "districts.geojson", text)


def take_in(home: Path, *paths: Path, synthetic: bool = False) -> Added:
    """Adds the paths as of the tests' own day."""
    return add(home, paths, today=TODAY, synthetic=synthetic, patience=0.2)
