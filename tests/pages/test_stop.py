"""The stop page answers whatever else has failed."""

import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import Client, RequestFactory

from frankpledge.pages.stop import StopPageFirst
from frankpledge.ui.api import STOP_PAGE

FIRST = "frankpledge.pages.stop.StopPageFirst"


def test_it_stands_before_everything_else():
    assert settings.MIDDLEWARE[0] == FIRST


def test_it_answers_without_asking_the_database():
    # No database mark: pytest-django refuses any query here.
    answer = Client().get("/stop/")

    assert answer.status_code == 200
    assert answer.content == STOP_PAGE
    assert b"999" in answer.content


def test_it_sets_no_cookie_and_loads_nothing_from_elsewhere():
    answer = Client().get("/stop/")

    assert not answer.cookies
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize("path", ["/stop/", "/stop"])
@pytest.mark.parametrize("method", ["get", "head", "post"])
def test_it_answers_however_it_is_asked_for(path, method):
    assert getattr(Client(), method)(path).status_code == 200


def test_it_answers_under_a_host_name_that_nobody_knows():
    assert Client(headers={"host": "somewhere-else.example"}).get("/stop/").status_code == 200


def test_everything_else_is_handed_on():
    handed = StopPageFirst(lambda request: HttpResponse(request.path_info))

    for path in ("/", "/stopping/", "/problems/stop/"):
        assert handed(RequestFactory().get(path)).content == path.encode()


WITHOUT_A_DATABASE = """
import shutil, sys
from django.conf import settings
from frankpledge.config.wsgi import application
shutil.rmtree(settings.FRANKPLEDGE_HOME)
seen = []
environ = {
    "REQUEST_METHOD": "GET", "PATH_INFO": sys.argv[1], "SERVER_NAME": "127.0.0.1",
    "SERVER_PORT": "80", "wsgi.input": sys.stdin.buffer, "wsgi.errors": sys.stderr,
    "wsgi.url_scheme": "http", "wsgi.version": (1, 0), "wsgi.multithread": False,
    "wsgi.multiprocess": False, "wsgi.run_once": False,
}
body = b"".join(application(environ, lambda status, headers: seen.append(status)))
print(seen[0], b"Call 999" in body, settings.FRANKPLEDGE_HOME.exists())
"""


def asked_for_where_the_folder_is_gone(path: str, home) -> str:
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT_A_DATABASE, path],
        env={
            **{name: value for name, value in os.environ.items() if name != "DATABASE_URL"},
            "FRANKPLEDGE_HOME": str(home),
            "FRANKPLEDGE_DEMO": "0",
            "DJANGO_SETTINGS_MODULE": "frankpledge.config.settings",
        },
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    return done.stdout.strip()


def test_it_answers_where_the_whole_data_folder_is_gone(tmp_path):
    assert asked_for_where_the_folder_is_gone("/stop/", tmp_path / "home") == "200 OK True False"


def test_other_pages_say_that_they_cannot_be_shown_then(tmp_path):
    answer = asked_for_where_the_folder_is_gone("/readyz", tmp_path / "home")

    assert answer.startswith("503")
