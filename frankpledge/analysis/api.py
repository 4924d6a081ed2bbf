"""Knows the library's front door: what other modules may use of it, and nothing else.

Open a store with ``open_store(home)``; it shows what was held at that moment. Every answer comes
with its evidence and caveats, and every refusal is a ``Refused`` whose text is one sentence.
"""

from frankpledge.analysis.added import Added
from frankpledge.analysis.caveats import ranges
from frankpledge.analysis.change import Change, change
from frankpledge.analysis.concentration import Concentration, concentration, generalised_gini, gini
from frankpledge.analysis.deprivation import Fifth, Gradient, gradient_of
from frankpledge.analysis.disclosure import (
    SMALLEST_EVENTS,
    SMALLEST_PEOPLE,
    CannotBeMadeSafe,
    Counted,
    Cube,
    Method as DisclosureMethod,
    Shown,
    frozen,
    made_safe,
    words_of,
)
from frankpledge.analysis.evidence import (
    Caveat,
    Estimate,
    Evidence,
    Figure,
    Interval,
    SourceFile,
    figure,
)
from frankpledge.analysis.fetching import CannotFetch, Fetch, Fetched, fetch_file, fetch_street
from frankpledge.analysis.figures import GROUPINGS, Figures, Row, profile_figures
from frankpledge.analysis.fitness import harm_of, near_repeats_of
from frankpledge.analysis.geography import OPEN, SYNTHETIC, Area
from frankpledge.analysis.headers import Level
from frankpledge.analysis.holdings import ForceHeld, Holdings, ReferenceHeld, holdings
from frankpledge.analysis.hotspots import Cell, Hotspots, hotspots_of
from frankpledge.analysis.intake import add
from frankpledge.analysis.maps import (
    Drawn,
    Feature,
    FeatureCollection,
    Tile,
    boundaries,
    tiles,
    units_of,
)
from frankpledge.analysis.measures import (
    Compared,
    Concentrated,
    Measured,
    Moved,
    Ordered,
    changes,
    concentration_of,
    measures,
    ranking_of,
    trend_of,
)
from frankpledge.analysis.months import Period
from frankpledge.analysis.overview import Heat, Overview, overview
from frankpledge.analysis.ranking import Ranked, Ranking, ranking
from frankpledge.analysis.rates import poisson_interval, rate
from frankpledge.analysis.recount import ENGINES, Recounted, recount
from frankpledge.analysis.refusals import (
    ConflictingFiles,
    MixedOrigins,
    NotComparable,
    NothingHeld,
    Refused,
    StoreBusy,
    UnknownArea,
    UnknownGrouping,
    UnusableFile,
)
from frankpledge.analysis.similar import TRAITS, Beside, Likeness, beside_similar
from frankpledge.analysis.store import Store, open_store
from frankpledge.analysis.trend import Trend, trend

__all__ = [
    "ENGINES",
    "GROUPINGS",
    "OPEN",
    "SMALLEST_EVENTS",
    "SMALLEST_PEOPLE",
    "SYNTHETIC",
    "TRAITS",
    "Added",
    "Area",
    "Beside",
    "CannotBeMadeSafe",
    "CannotFetch",
    "Caveat",
    "Cell",
    "Change",
    "Compared",
    "Concentrated",
    "Concentration",
    "ConflictingFiles",
    "Counted",
    "Cube",
    "DisclosureMethod",
    "Drawn",
    "Estimate",
    "Evidence",
    "Feature",
    "FeatureCollection",
    "Fetch",
    "Fetched",
    "Fifth",
    "Figure",
    "Figures",
    "ForceHeld",
    "Gradient",
    "Heat",
    "Holdings",
    "Hotspots",
    "Interval",
    "Level",
    "Likeness",
    "Measured",
    "MixedOrigins",
    "Moved",
    "NotComparable",
    "NothingHeld",
    "Ordered",
    "Overview",
    "Period",
    "Ranked",
    "Ranking",
    "Recounted",
    "ReferenceHeld",
    "Refused",
    "Row",
    "Shown",
    "SourceFile",
    "Store",
    "StoreBusy",
    "Tile",
    "Trend",
    "UnknownArea",
    "UnknownGrouping",
    "UnusableFile",
    "add",
    "beside_similar",
    "boundaries",
    "change",
    "changes",
    "concentration",
    "concentration_of",
    "fetch_file",
    "fetch_street",
    "figure",
    "frozen",
    "generalised_gini",
    "gini",
    "gradient_of",
    "harm_of",
    "holdings",
    "hotspots_of",
    "made_safe",
    "measures",
    "near_repeats_of",
    "open_store",
    "overview",
    "poisson_interval",
    "profile_figures",
    "ranges",
    "ranking",
    "ranking_of",
    "rate",
    "recount",
    "tiles",
    "trend",
    "trend_of",
    "units_of",
    "words_of",
]
