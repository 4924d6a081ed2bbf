"""Starting a process loads no library that only some pages need: each command and server pays."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

WHERE_NEEDED = {
    "altair", "docx", "holidays", "ibis", "openpyxl", "phonenumbers", "pikepdf", "PIL", "polars",
    "pyspark", "scipy", "shapely", "splink", "typst",
}  # fmt: skip

LOADED = """
import sys
import django
django.setup()
import frankpledge.config.urls
print(*sorted(sys.modules))
"""


def test_a_process_starts_without_what_it_may_never_need(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", LOADED],
        env={
            **{name: value for name, value in os.environ.items() if name != "DATABASE_URL"},
            "FRANKPLEDGE_HOME": str(tmp_path / "home"),
            "FRANKPLEDGE_DEMO": "1",
            "DJANGO_SETTINGS_MODULE": "frankpledge.config.settings",
        },
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    loaded = set(done.stdout.split())

    assert "frankpledge.profiles.sections.change" in loaded
    assert WHERE_NEEDED & loaded == set()
