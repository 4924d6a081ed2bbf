"""A process of the site is ready before the first visitor comes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from jinja2 import Environment

from frankpledge.ui.api import compile_components
from frankpledge.ui.macros import compiled, component

AS_THE_SERVER_STARTS_IT = """
import gc
from unittest.mock import patch
from jinja2 import Environment
import frankpledge.config.wsgi
from frankpledge.ui.macros import component
with patch.object(Environment, "compile", side_effect=AssertionError("compiled for a visitor")):
    component("date-input", {"id": "on", "items": []})
from django.template.loader import get_template
from django.urls import reverse
with patch("django.template.base.Parser", side_effect=AssertionError("read for a visitor")):
    get_template("ui/page.html")
with (
    patch("django.urls.resolvers.normalize", side_effect=AssertionError("learned for a visitor")),
    patch("importlib.import_module", side_effect=AssertionError("imported for a visitor")),
):
    reverse("network:index")
print(gc.get_freeze_count() > 100_000)
"""


def test_no_visitor_waits_for_pages_addresses_or_components_to_be_ready(
    tmp_path: Path,
) -> None:
    done = subprocess.run(
        [sys.executable, "-c", AS_THE_SERVER_STARTS_IT],
        env={
            **{name: value for name, value in os.environ.items() if name != "DATABASE_URL"},
            "FRANKPLEDGE_HOME": str(tmp_path / "home"),
            "FRANKPLEDGE_DEMO": "0",
        },
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert (done.stdout.strip(), done.returncode) == ("True", 0), done.stderr


def test_every_component_is_compiled_when_it_is_asked_for_at_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    compile_components()

    def compiles(*given: object, **named: object) -> None:
        raise AssertionError("compiled again")

    monkeypatch.setattr(Environment, "compile", compiles)
    assert "govuk-tag" in component("tag", {"text": "Late"})
    assert "Nobody" in compiled("ui/table_empty.html", caption="People", empty="Nobody")
