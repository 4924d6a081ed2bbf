"""Knows what must be said beside recorded crime counts, and when."""

from collections.abc import Iterable, Sequence

from frankpledge.analysis.evidence import Caveat
from frankpledge.analysis.months import after

RECORDED = Caveat(
    code="recorded-not-occurred",
    text="These are crimes that the police recorded. Much crime is never reported or recorded, "
    "and how it is recorded changes over time.",
)
SNAPPED = Caveat(
    code="snapped-points",
    text="Published points are moved to a nearby anonymous map point, which can lie across a "
    "boundary: counts for small areas are approximate.",
)
POLICE_ACTIVITY = Caveat(
    code="police-activity",
    text="“Drugs” and “Possession of weapons” mostly measure what the police looked for, such as "
    "searches, not how much there is.",
)
NO_CRIME_ID = Caveat(
    code="asb-no-id",
    text="Reports of anti-social behaviour are incidents, not crimes. They have no crime ID, so "
    "two reports of one event count twice.",
)
SHOPLIFTING = Caveat(
    code="shoplifting-places",
    text="Shoplifting depends on where shops are and on whether they report it; a rate per "
    "resident does not describe the risk to residents.",
)
CENSUS_2021 = Caveat(
    code="census-2021",
    text="Rates use the residents counted by the Census of March 2021, whatever the year of the "
    "crimes. Town centres, ports and resorts have many people who are not residents.",
)
NO_RESIDENTS = Caveat(
    code="no-residents",
    text="The number of residents is not held for every place, so those rates are left out.",
)
SPLIT_AREAS = Caveat(
    code="split-areas",
    text="Small areas that were split in 2021 are compared as they were in 2011, with the "
    "residents of their parts added up; merged ones as they are in 2021.",
)
REDRAWN_AREAS = Caveat(
    code="redrawn-areas",
    text="A few small areas were redrawn in 2021 in ways that cannot be compared: each is "
    "counted under its own code.",
)
SYNTHETIC_ROWS = Caveat(
    code="synthetic",
    text="Synthetic: these figures were made up to show the program. They describe no real place.",
)
SMALL_COUNTS = Caveat(
    code="small-counts",
    text="One of the counts is below 10: a percentage of so few says little.",
)
PART_OF_CYCLE = Caveat(
    code="different-months",
    text="The two periods are not the same months of the year, so the seasons differ too.",
)
FEW_YEARS = Caveat(
    code="few-years",
    text="Fewer than three years are held: a trend cannot be told from the seasons with certainty.",
)
RANK_ALONE = Caveat(
    code="rank-alone",
    text="Places whose intervals overlap cannot be put in order; a rank by itself is no finding.",
)
ALIKE_IN_SOME_WAYS = Caveat(
    code="alike-in-some-ways",
    text="Areas that are alike in residents and deprivation differ in other ways, such as their "
    "town centres, ports and visitors, and forces record differently.",
)
NOT_THE_CRIME_DOMAIN = Caveat(
    code="deprivation-without-crime",
    text="Deprivation here leaves out the Indices' crime domain: it is made from recorded crime, "
    "and would explain crime by itself.",
)
SQUARES = Caveat(
    code="squares-are-a-choice",
    text="The size of the squares and where the grid begins are choices; other squares would have "
    "other edges. A hotspot is a place to look at, not a line on the ground.",
)
ONLY_SQUARES_WITH_ANY = Caveat(
    code="only-squares-with-any",
    text="Squares with nothing in them take no part here, and are laid for the middle of the "
    "country; a profile's hotspots count the empty ones within the outline too.",
)
WITHOUT_INTERVALS = Caveat(
    code="without-intervals",
    text="Many places stand side by side without intervals or tests: it shows where to look, and "
    "is no finding. Build the profile of a place before saying anything of it.",
)
SEVERAL_TESTS = Caveat(
    code="several-tests",
    text="Several comparisons stand side by side: about one in twenty would look like a change "
    "by chance alone.",
)

_BY_TYPE = {
    "drugs": POLICE_ACTIVITY,
    "possession of weapons": POLICE_ACTIVITY,
    "anti-social behaviour": NO_CRIME_ID,
    "shoplifting": SHOPLIFTING,
}


def about_types(types: Iterable[str]) -> tuple[Caveat, ...]:
    """What is particular to the types of crime."""
    said = [_BY_TYPE[kind.lower()] for kind in sorted(set(types)) if kind.lower() in _BY_TYPE]
    return tuple(dict.fromkeys(said))


def missing_months(missing: Sequence[str]) -> Caveat:
    """Which months of the period some force of the area lacks; they are absent, not zero."""
    return Caveat(
        code="missing-months",
        text=f"{len(missing)} of the months asked for are not held ({ranges(missing)}). They are "
        "missing, not zero.",
    )


def doubtful_months(doubtful: Sequence[str]) -> Caveat:
    """Which months hold so few rows that their files are perhaps not whole."""
    return Caveat(
        code="doubtful-months",
        text=f"{ranges(sorted(set(doubtful)))} holds under half of the rows that are usual for the "
        "force: the file is perhaps not whole. Add the month again.",
    )


def missing_forces(names: Sequence[str]) -> Caveat:
    """Which forces of the area nothing is held for."""
    return Caveat(
        code="missing-forces",
        text=f"Nothing is held for {len(names)} of the area's forces ({', '.join(names)}): their "
        "part of it is missing, not zero.",
    )


def without_place(unplaced: int, outside: int, *, whole_force: bool) -> Caveat:
    """How many rows are in no district, and that no place can be told they belong to."""
    scope = "" if whole_force else " of the whole force"
    return Caveat(
        code="rows-without-place",
        text=f"{unplaced:,} rows{scope} have no location and {outside:,} lie outside the force's "
        "area. They are counted in no district.",
    )


def ranges(listed: Sequence[str]) -> str:
    """Months in order, with runs shortened: “2023-01 to 2024-12”."""
    runs: list[list[str]] = []
    for month in sorted(listed):
        if runs and after(runs[-1][-1]) == month:
            runs[-1].append(month)
        else:
            runs.append([month])
    return ", ".join(run[0] if len(run) == 1 else f"{run[0]} to {run[-1]}" for run in runs)
