"""The kit's front door: what pages give to components, and the fields that forms are made of."""

from frankpledge.ui.answering import Done, accepted, form_page, status_of, typed
from frankpledge.ui.build import (
    CannotBuild,
    build as build_assets,
    check as check_assets,
    is_fresh as assets_are_fresh,
)
from frankpledge.ui.charts import Chart
from frankpledge.ui.components import Fact, Figure, Happening, Link, Side, Task
from frankpledge.ui.context import file_name, is_demonstration
from frankpledge.ui.fields import AnyOf, GovDateField, LongText, MonthField, OneOf, YesNo
from frankpledge.ui.macros import compile_components
from frankpledge.ui.maps import AreaMap, AreaShape, breaks_for
from frankpledge.ui.navigation import Place, provide
from frankpledge.ui.networks import DrawnNode, DrawnTie, NetworkPicture
from frankpledge.ui.stop import STOP_HEADERS, STOP_PAGE, STOP_PATH
from frankpledge.ui.tables import Cell, Column, Row, Table, Tone

__all__ = [
    "STOP_HEADERS",
    "STOP_PAGE",
    "STOP_PATH",
    "AnyOf",
    "AreaMap",
    "AreaShape",
    "CannotBuild",
    "Cell",
    "Chart",
    "Column",
    "Done",
    "DrawnNode",
    "DrawnTie",
    "Fact",
    "Figure",
    "GovDateField",
    "Happening",
    "Link",
    "LongText",
    "MonthField",
    "NetworkPicture",
    "OneOf",
    "Place",
    "Row",
    "Side",
    "Table",
    "Task",
    "Tone",
    "YesNo",
    "accepted",
    "assets_are_fresh",
    "breaks_for",
    "build_assets",
    "check_assets",
    "compile_components",
    "file_name",
    "form_page",
    "is_demonstration",
    "provide",
    "status_of",
    "typed",
]
