"""The front door of networks: what other modules may use."""

from frankpledge.networks.changes import Changes, changes_between, changes_of
from frankpledge.networks.charts import (
    CATEGORIES,
    Chart,
    Kind,
    Node,
    Tie,
    grade_of,
    weakest,
)
from frankpledge.networks.communities import Communities, communities_of
from frankpledge.networks.exporting import Form, Format, Leaving, export, forms
from frankpledge.networks.graph import Graph, numbers
from frankpledge.networks.layout import MOST_DRAWN, joined, places
from frankpledge.networks.measures import Measures, articulation_points, bridges, measure
from frankpledge.networks.paths import shortest_paths
from frankpledge.networks.ranks import (
    RankRanges,
    RankRuns,
    begun,
    carried_on,
    ranges,
    rank_ranges,
    resumed,
    runs_for,
)
from frankpledge.networks.reading import Fault, Preview, Said, read_network
from frankpledge.networks.refusals import Refused, UnusableFile, WrongUse
from frankpledge.networks.workbook import preview_workbook

__all__ = [
    "CATEGORIES",
    "MOST_DRAWN",
    "Changes",
    "Chart",
    "Communities",
    "Fault",
    "Form",
    "Format",
    "Graph",
    "Kind",
    "Leaving",
    "Measures",
    "Node",
    "Preview",
    "RankRanges",
    "RankRuns",
    "Refused",
    "Said",
    "Tie",
    "UnusableFile",
    "WrongUse",
    "articulation_points",
    "begun",
    "bridges",
    "carried_on",
    "changes_between",
    "changes_of",
    "communities_of",
    "export",
    "forms",
    "grade_of",
    "joined",
    "measure",
    "numbers",
    "places",
    "preview_workbook",
    "ranges",
    "rank_ranges",
    "read_network",
    "resumed",
    "runs_for",
    "shortest_paths",
    "weakest",
]
