"""What no test may do without failing: reach the network, skip unseen, show a page a record."""

import os
import socket
from collections.abc import Generator, Iterable, Iterator
from dataclasses import fields, is_dataclass
from itertools import islice
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

NO_SKIPS = os.environ.get("FRANKPLEDGE_NO_SKIPS", "") not in ("", "0")
OPEN_DATA = Path(
    os.environ.get("FRANKPLEDGE_OPEN_DATA")
    or Path(__file__).resolve().parents[3] / "shared" / "data"
)
"""Published files, too large to keep beside the code; tests marked `open_data` read them."""

HERE = {"127.0.0.1", "::1", "localhost"}


# --- what is missing is said, and in CI nothing is -----------------------------------------


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    asked_for_thorough = "thorough" in config.getoption("markexpr", "")
    kept, left = [], []
    for item in items:
        thorough = item.get_closest_marker("thorough") is not None
        (left if thorough and not asked_for_thorough else kept).append(item)
        if item.get_closest_marker("open_data") and not OPEN_DATA.is_dir():
            why = (
                f"There is no open data at {OPEN_DATA}; FRANKPLEDGE_OPEN_DATA names another folder"
            )
            item.add_marker(pytest.mark.skip(reason=why))
    items[:] = kept
    config.hook.pytest_deselected(items=left)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    without_data = item.get_closest_marker("open_data") and not OPEN_DATA.is_dir()
    if NO_SKIPS and report.skipped and not hasattr(report, "wasxfail") and not without_data:
        report.outcome = "failed"
        report.longrepr = f"Skipped where nothing may be skipped: {reason_of(report)}"
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = yield
    if NO_SKIPS and report.skipped:
        report.outcome = "failed"
        report.longrepr = f"Skipped where nothing may be skipped: {reason_of(report)}"
    return report


def reason_of(report: pytest.TestReport | pytest.CollectReport) -> str:
    told = report.longrepr
    return str(told[2] if isinstance(told, tuple) else told)


# --- the network is off --------------------------------------------------------------------


class NetworkOff(RuntimeError):
    """A test tried to reach another machine.

    If you are seeing this, either the code under test calls a service, which should then be
    passed in and replaced by a server on 127.0.0.1; or a library looks something up when it is
    imported, which it must not do in production either.
    """


@pytest.fixture(autouse=True, scope="session")
def _the_network_is_off() -> Iterator[None]:
    patch = pytest.MonkeyPatch()
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        if self.family != getattr(socket, "AF_UNIX", None) and address[0] not in HERE:
            self.close()
            raise NetworkOff(f"a test tried to reach {address[0]}")
        connect(self, address)

    patch.setattr(socket.socket, "connect", guarded)
    yield
    patch.undo()


# --- every test starts from what migrations left -------------------------------------------


@pytest.fixture(autouse=True, scope="session")
def _what_migrations_put_in_is_put_back() -> Iterator[None]:
    """A test that commits is followed by an emptying of every table, this one row included."""
    from django.apps import apps
    from django.db.models.signals import post_migrate

    def put_back(*, sender: Any, using: str, **_: Any) -> None:
        if sender.label == "access":
            epochs = apps.get_model("access", "Epoch")._default_manager.using(using)
            epochs.get_or_create(id=1, defaults={"token": uuid4().hex})

    post_migrate.connect(put_back, weak=False)
    yield
    post_migrate.disconnect(put_back)


# --- pages get facts -----------------------------------------------------------------------


@pytest.fixture(autouse=True)
def _pages_get_facts_not_records() -> Iterator[None]:
    """Fail any test in which a template is given a guarded record, however deep."""
    from django.test.signals import template_rendered

    found: set[str] = set()

    def look(*, template: Any, context: Any, **_: Any) -> None:
        for layer in getattr(context, "dicts", [context]):
            for name, value in dict(layer).items():
                for record in records_in(value, depth=6):
                    found.add(
                        f"{getattr(template, 'name', None) or 'a template'} is given a "
                        f"{record} in {name!r}; give it a frozen dataclass of what it shows"
                    )

    template_rendered.connect(look, weak=False)
    yield
    template_rendered.disconnect(look)
    assert not found, "\n".join(sorted(found))


def records_in(value: Any, *, depth: int) -> Iterator[str]:
    """The names of the guarded models whose records can be reached from *value*."""
    from django.db.models import QuerySet

    from frankpledge.access.api import GuardedModel

    if isinstance(value, GuardedModel):
        yield type(value).__name__
    elif isinstance(value, QuerySet):
        if issubclass(value.model, GuardedModel):
            yield f"queryset of {value.model.__name__}"
    elif depth:
        for inner in islice(parts_of(value), 500):
            yield from records_in(inner, depth=depth - 1)


def parts_of(value: Any) -> Iterable[Any]:
    """What a template could reach from *value* in one step, as far as facts are concerned."""
    if isinstance(value, dict):
        return list(value.values())
    if isinstance(value, list | tuple | set | frozenset):
        return value
    if is_dataclass(value) and not isinstance(value, type):
        return [getattr(value, field.name, None) for field in fields(value)]
    if hasattr(value, "is_bound"):
        # A form made from a model carries its record about with it.
        return [getattr(value, "instance", None)]
    return ()
