"""Which tests run on which database, and one summary for both.

On PostgreSQL: every test that touches a database and no browser. On SQLite: everything else
and the same again. A test marked `postgres` needs that database, one marked `sqlite` the other.
"""

import json
import os
from importlib import import_module
from pathlib import Path

import pytest

REPORTS = "FRANKPLEDGE_TEST_REPORTS"
"""Names the file in which the PostgreSQL run leaves its reports for the SQLite run."""

LACKING = "FRANKPLEDGE_TEST_POSTGRES_LACKING"
"""Why there is no PostgreSQL here, where there is none."""

TOUCHES_A_DATABASE = {"db", "transactional_db", "django_db_setup", "live_server"}


def on_postgres() -> bool:
    return os.environ.get("DATABASE_URL", "").startswith("postgres")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "sqlite: is about SQLite itself")
    if REPORTS in os.environ and not hasattr(config, "workerinput"):
        relay = Leaving() if on_postgres() else Taking()
        config.pluginmanager.register(relay, "frankpledge-both-databases")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    kept, left = [], []
    for item in items:
        (kept if belongs_here(item) else left).append(item)
    items[:] = kept
    config.hook.pytest_deselected(items=left)
    if not on_postgres():
        why = os.environ.get(LACKING) or "run the tests with: make test"
        for item in items:
            if item.get_closest_marker("postgres"):
                item.add_marker(pytest.mark.skip(reason=f"There is no PostgreSQL here: {why}"))


def belongs_here(item: pytest.Item) -> bool:
    marked = {mark.name for mark in item.iter_markers()}
    if not on_postgres():
        # Where PostgreSQL has had its own run already, its tests are not missing from this one.
        return "postgres" not in marked or REPORTS not in os.environ
    if marked & {"sqlite", "browser"}:
        return False
    fixtures = set(getattr(item, "fixturenames", ()))
    return bool(marked & {"postgres", "django_db"} or fixtures & TOUCHES_A_DATABASE)


@pytest.fixture(autouse=True)
def _a_slow_test_is_not_an_overdue_seal(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No sealer runs beside a test, whose events wait from the moment its transaction began.

    A test about events that wait too long is marked `postgres` and keeps the real limit.
    """
    if on_postgres() and not request.node.get_closest_marker("postgres"):
        record = import_module("frankpledge.access.record")
        monkeypatch.setattr(record, "OVERDUE_SEAL_SECONDS", 3_600)
        # The question itself is asked now and then only, which would make counts of queries vary.
        monkeypatch.setattr(record, "_CHECK_SEALER_EVERY_SECONDS", float("inf"))


class Leaving:
    """Writes each report of this run where the next one will look."""

    def __init__(self) -> None:
        self.path = Path(os.environ[REPORTS])
        self.path.touch()

    @pytest.hookimpl(trylast=True)
    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.when == "call" or report.outcome != "passed":
            with self.path.open("a", encoding="utf-8") as file:
                file.write(json.dumps(report._to_json(), default=str) + "\n")


class Taking:
    """Adds the reports of the run before to the summary and the exit status of this one."""

    def __init__(self) -> None:
        lines = Path(os.environ[REPORTS]).read_text(encoding="utf-8").splitlines()
        self.reports = [pytest.TestReport._from_json(json.loads(line)) for line in lines]
        for report in self.reports:
            report.nodeid += " [on PostgreSQL]"

    def pytest_terminal_summary(
        self, terminalreporter: pytest.TerminalReporter, config: pytest.Config
    ) -> None:
        for report in self.reports:
            category = config.hook.pytest_report_teststatus(report=report, config=config)[0]
            if category:
                terminalreporter.stats.setdefault(category, []).append(report)

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        if any(report.failed for report in self.reports) and session.exitstatus == 0:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED
