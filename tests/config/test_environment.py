"""Settings from the environment: a wrong one stops the start, and proxies are named."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from frankpledge.config.environment import PLANNED_FOR, Environment, WrongSetting

ASKED_THROUGH_A_PROXY = """
import sys
from frankpledge.config.wsgi import application
environ = {
    "REQUEST_METHOD": "GET", "PATH_INFO": "/stop/", "SERVER_NAME": "127.0.0.1",
    "SERVER_PORT": "80", "wsgi.input": sys.stdin.buffer, "wsgi.errors": sys.stderr,
    "wsgi.url_scheme": "http", "wsgi.version": (1, 0), "wsgi.multithread": False,
    "wsgi.multiprocess": False, "wsgi.run_once": False, "REMOTE_ADDR": "127.0.0.1",
    "HTTP_X_FORWARDED_FOR": "203.0.113.9, 198.51.100.7", "HTTP_X_FORWARDED_PROTO": "https",
}
b"".join(application(environ, lambda status, headers: None))
print(environ["REMOTE_ADDR"], environ["wsgi.url_scheme"])
"""


@pytest.mark.parametrize(
    ("trusted", "seen"),
    [
        ("127.0.0.1", "198.51.100.7 https"),
        ("10.0.0.0/8, 127.0.0.0/8", "198.51.100.7 https"),
        ("10.0.0.1", "127.0.0.1 http"),
        ("", "127.0.0.1 http"),
    ],
)
def test_only_a_trusted_proxy_is_believed_about_where_a_request_came_from(
    trusted: str, seen: str, tmp_path: Path
) -> None:
    done = subprocess.run(
        [sys.executable, "-c", ASKED_THROUGH_A_PROXY],
        env={
            **{name: value for name, value in os.environ.items() if name != "DATABASE_URL"},
            "FRANKPLEDGE_HOME": str(tmp_path / "home"),
            "TRUSTED_PROXIES": trusted,
            "DJANGO_SETTINGS_MODULE": "frankpledge.config.settings",
        },
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )

    assert done.stdout.strip() == seen


def test_postgresql_plans_for_fast_disks_unless_it_is_told_otherwise() -> None:
    def options(url: str) -> object:
        return Environment({"DATABASE_URL": url}).database(Path("/nowhere"))["OPTIONS"]

    assert options("postgres://frankpledge@/frankpledge") == {"options": PLANNED_FOR}
    told = options("postgres://frankpledge@/frankpledge?sslmode=require&options=-c%20jit%3Don")
    assert told == {"sslmode": "require", "options": "-c jit=on"}


@pytest.mark.django_db
@pytest.mark.postgres
def test_the_database_in_use_plans_so() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('random_page_cost'), current_setting('jit')")
        assert cursor.fetchone() == ("1.1", "off")


@pytest.mark.parametrize("wrong", ["*", "proxy.example", "127.0.0.1, everyone", "10.0.0.0/99"])
def test_a_proxy_that_is_no_address_stops_the_start(wrong: str) -> None:
    with pytest.raises(WrongSetting, match=r"TRUSTED_PROXIES holds .*127\.0\.0\.1"):
        Environment({"TRUSTED_PROXIES": wrong}).networks("TRUSTED_PROXIES", "")
