"""Street crime files to measure with: the published ones of Kent, or as many made-up ones."""

import gzip
import os
import random
from dataclasses import dataclass
from pathlib import Path

from frankpledge.analysis.api import Period

OPEN_DATA = Path(
    os.environ.get("FRANKPLEDGE_OPEN_DATA") or Path(__file__).parents[2] / "shared" / "data"
)
HEADER = (
    "Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,"
    "Crime type,Last outcome category,Context\n"
)
TYPES = ("Drugs", "Robbery", "Shoplifting", "Burglary", "Public order", "Anti-social behaviour")
ROWS_A_MONTH = 15_000


@dataclass(frozen=True, kw_only=True)
class CrimeFiles:
    """Packed files as they are downloaded, the same unpacked for the rival, and the lookups."""

    packed: tuple[Path, ...]
    plain: tuple[Path, ...]
    lookups: tuple[Path, ...]
    place_table: Path
    force: str
    district: str
    rows: int
    called: str


def crime_files(folder: Path) -> CrimeFiles:
    """Two years of months: Kent's where they are, else invented ones of about the size."""
    published = sorted((OPEN_DATA / "crime" / "kent-street").glob("*.csv.gz"))
    called = "24 months of Kent"
    lookups: tuple[Path, ...] = tuple(
        OPEN_DATA / "lookups" / name
        for name in (
            "kent_master_lsoa21_ward24_lad24_csp24_pfa24.csv",
            "lookup_lsoa11_lsoa21_ltla22.csv.gz",
        )
    )
    force, district = "E23000032", "E07000114"
    if not published:
        called = "24 invented months (the published files are not here)"
        force, district = "E23990001", "E07990001"
        lookups = (_invented_lookup(folder),)
        published = [_invented_month(folder, month) for month in _months()]
    plain = []
    rows = 0
    for path in published:
        unpacked = folder / path.name.removesuffix(".gz")
        content = gzip.decompress(path.read_bytes())
        unpacked.write_bytes(content)
        rows += content.count(b"\n") - 1
        plain.append(unpacked)
    return CrimeFiles(
        packed=tuple(published),
        plain=tuple(plain),
        lookups=lookups,
        place_table=lookups[0],
        force=force,
        district=district,
        rows=rows,
        called=called,
    )


def _months() -> tuple[str, ...]:
    return (
        *Period(first="2022-01", last="2022-12").months,
        *Period(first="2025-01", last="2025-12").months,
    )


def _invented_lookup(folder: Path) -> Path:
    path = folder / "lookup.csv"
    text = "lsoa21_code,ltla24_code,ltla24_name,pfa24_code,pfa24_name\n"
    for number in range(1_000):
        district = number % 12 + 1
        text += f"E0199{number:04d},E0799{district:04d},District {district},E23990001,Estshire\n"
    path.write_text(text, encoding="utf-8")
    return path


def _invented_month(folder: Path, month: str) -> Path:
    dice = random.Random(month)
    lines = [HEADER]
    for _ in range(ROWS_A_MONTH):
        crime = f"{dice.getrandbits(256):064x}"
        longitude, latitude = dice.uniform(0, 1.4), dice.uniform(51, 51.5)
        lines.append(
            f"{crime},{month},Estshire Police,Estshire Police,{longitude:.6f},{latitude:.6f},"
            f"On or near Mill Lane,E0199{dice.randrange(1_000):04d},Somewhere 001A,"
            f"{dice.choice(TYPES)},Under investigation,\n"
        )
    path = folder / f"{month}-estshire-street.csv.gz"
    path.write_bytes(gzip.compress("".join(lines).encode(), compresslevel=6))
    return path
