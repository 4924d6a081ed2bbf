"""Making the whole folder of a demonstration's files, and saying on each that it is synthetic."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from frankpledge.demonstration.area_files import write_area_files
from frankpledge.demonstration.county import SIZES, counties_of
from frankpledge.demonstration.crimes import (
    CHANGES,
    HOT_TYPE,
    TYPES,
    CrimeTruth,
    months as all_months,
    write_crimes,
)
from frankpledge.demonstration.geography import Land, lay_out
from frankpledge.demonstration.mess import PLANS
from frankpledge.demonstration.partnership_files import write_partnership_files
from frankpledge.demonstration.published import (
    write_boundaries,
    write_deprivation,
    write_lookups,
    write_residents,
)

SYNTHETIC = "synthetic.json"
TRUTH = "truth.json"


@dataclass(frozen=True, kw_only=True)
class MadeFolder:
    """Where the files of a demonstration lie."""

    root: Path
    areas: Path
    partnership: Path
    published: Path
    """What the importer is given: crime, lookups, residents, deprivation and boundaries."""
    truth: Path


def make_folder(
    root: Path, *, size: str = "district", seed: int = 1, months: Sequence[str] = ()
) -> MadeFolder:
    """Make the files of a demonstration under *root*: the same bytes for the same size and seed.

    *months* makes the crime files of those months alone. Files that stand there under the same
    names are replaced.
    """
    chosen, mess = SIZES[size], PLANS[size]
    made = MadeFolder(
        root=root,
        areas=root / "areas",
        partnership=root / "partnership",
        published=root / "published",
        truth=root / TRUTH,
    )
    root.mkdir(parents=True, exist_ok=True)
    counties = counties_of(chosen)
    note = {"synthetic": True, "made_by": "frankpledge demo", "seed": seed, "size": size}
    for folder in (root, made.areas, made.partnership, made.published):
        folder.mkdir(exist_ok=True)
        _write_json(folder / SYNTHETIC, note)
    write_area_files(made.areas, counties)
    write_partnership_files(made.partnership, counties, mess=mess.people, seed=seed)
    lands = [lay_out(county, size=chosen, seed=seed) for county in counties]
    write_lookups(made.published / "lookups", lands)
    write_residents(made.published / "residents", lands)
    write_deprivation(made.published / "deprivation", lands, seed=seed)
    write_boundaries(made.published / "boundaries", lands)
    truths = [
        write_crimes(
            made.published / "crime", land, mess=mess.crime, size=size, seed=seed, every=months
        )
        for land in lands
    ]
    _write_json(
        made.truth,
        {
            **note,
            "months": list(months or all_months()),
            "mess": mess.counts(),
            "counties": [
                _county_truth(land, truth, size) for land, truth in zip(lands, truths, strict=True)
            ],
        },
    )
    return made


def _county_truth(land: Land, truth: CrimeTruth, size: str) -> dict[str, object]:
    """What a profile of one county should find, and what it should not."""
    codes = {district.name: district.code for district in land.county.districts}
    counts: dict[str, dict[str, dict[str, int]]] = {}
    for (district, kind, month), count in sorted(truth.counts.items()):
        counts.setdefault(district, {}).setdefault(kind, {})[month] = count
    put_in = [change for change in CHANGES if change.district in codes and size in change.sizes]
    changes = [
        {
            "area": codes[change.district],
            "name": change.district,
            "type": change.crime_type,
            "since": change.since,
            "ratio": change.ratio,
            "before": _sum(counts, codes[change.district], change.crime_type, "", change.since),
            "after": _sum(counts, codes[change.district], change.crime_type, change.since, "9"),
        }
        for change in put_in
    ]
    fields = ("rows", "kept", "unplaced", "outside", "rejected", "repeated", "without_id")
    accounts = [asdict(account) for account in truth.accounts]
    return {
        "county": truth.county,
        "force": truth.force,
        "changes": changes,
        "unchanged_types": sorted(
            {k.name for k in TYPES} - {change.crime_type for change in put_in}
        ),
        "concentration": {"area": truth.hot_area, "type": HOT_TYPE, "count": truth.hot_count},
        "season": {k.name: k.summer for k in TYPES if k.summer},
        "levels": {district.code: district.level for district in land.county.districts},
        "residents": {
            district.code: sum(area.residents for area in land.areas_of(district))
            for district in land.county.districts
        },
        "totals": {name: sum(account[name] for account in accounts) for name in fields},
        "files": accounts,
        "counts": counts,
    }


def _sum(
    counts: dict[str, dict[str, dict[str, int]]], area: str, kind: str, first: str, before: str
) -> int:
    by_month = counts.get(area, {}).get(kind, {})
    return sum(count for month, count in by_month.items() if first <= month < before)


def _write_json(path: Path, content: object) -> None:
    path.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
