"""The first command that anybody runs says what is wrong in one sentence, before it acts."""

import importlib.util
import os
import socket
import subprocess
import sys

import pytest

from frankpledge.config import dependency_check
from tests.architecture.source import ROOT


@pytest.fixture
def bootstrap():
    spec = importlib.util.spec_from_file_location("bootstrap", ROOT / "bootstrap.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def run(*words: str, **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(ROOT / "bootstrap.py"), *words],
        env={**os.environ, **env},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_port_that_is_taken_is_named_with_another_to_try():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        done = run("run", PORT=str(port))

    assert done.returncode == 1
    assert f"port {port} is in use" in done.stderr
    assert f"PORT={port + 1} make run" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("port", ["eighty", "0", "70000", "-1"])
def test_a_port_that_is_none_is_refused(port):
    done = run("run", PORT=port)

    assert done.returncode == 1
    assert done.stderr.strip() == (
        f"frankpledge: PORT is {port!r}; it must be a number from 1 to 65535."
    )


def test_a_command_that_is_none_prints_those_that_there_are():
    done = run("dance")

    assert done.returncode == 2
    assert "python3 bootstrap.py run" in done.stdout


@pytest.mark.parametrize("version", [(3, 10, 13), (3, 14, 0)])
def test_a_python_that_does_not_fit_is_named_with_those_that_do(bootstrap, monkeypatch, version):
    monkeypatch.setattr(bootstrap.sys, "version_info", version)
    monkeypatch.setattr(bootstrap.shutil, "which", lambda name: None)

    with pytest.raises(bootstrap.CannotGoOn, match="is needed and this is"):
        bootstrap.a_fitting_python()


def test_a_fitting_python_beside_one_that_does_not_fit_is_used(bootstrap, monkeypatch):
    monkeypatch.setattr(bootstrap.sys, "version_info", (3, 14, 0))
    monkeypatch.setattr(
        bootstrap.shutil, "which", lambda name: sys.executable if name == "python3.12" else None
    )

    assert bootstrap.a_fitting_python() == sys.executable


def test_a_machine_that_cannot_make_environments_is_told_what_to_install(
    bootstrap, monkeypatch, tmp_path
):
    monkeypatch.setattr(bootstrap, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(bootstrap, "PYTHON", tmp_path / ".venv" / "bin" / "python")
    monkeypatch.setattr(bootstrap.shutil, "which", lambda name: None)
    monkeypatch.setattr(
        bootstrap.subprocess, "run", lambda *_, **__: subprocess.CompletedProcess([], 1)
    )

    with pytest.raises(bootstrap.CannotGoOn, match="apt-get install python3-venv"):
        bootstrap.make_environment()


def test_a_folder_that_is_no_environment_is_left_alone(bootstrap, monkeypatch, tmp_path):
    mine = tmp_path / ".venv" / "letters"
    mine.mkdir(parents=True)
    monkeypatch.setattr(bootstrap, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(bootstrap, "PYTHON", tmp_path / ".venv" / "bin" / "python")

    with pytest.raises(bootstrap.CannotGoOn, match="is not a Python environment"):
        bootstrap.make_environment()
    assert mine.exists()


def test_a_mirror_that_pip_knows_is_used_by_the_installer_too(bootstrap, monkeypatch):
    monkeypatch.setenv("PIP_INDEX_URL", "https://mirror.example/simple")
    monkeypatch.setenv("PYTHONPATH", "elsewhere")

    env = bootstrap.environment(MORE="1")

    assert env["UV_DEFAULT_INDEX"] == "https://mirror.example/simple"
    assert env["UV_PYTHON_DOWNLOADS"] == "never"
    assert env["MORE"] == "1"
    assert "PYTHONPATH" not in env


@pytest.mark.parametrize(
    "licence",
    ["MIT", "BSD License", "Apache-2.0 OR GPL-3.0-only", "(MIT AND PSF-2.0)", "LGPL-3.0-only"],
)
def test_a_licence_on_the_list_passes(licence):
    assert dependency_check.fits(licence)


@pytest.mark.parametrize("licence", ["GPL-3.0-only", "MIT AND GPL-2.0-only", "", "Proprietary"])
def test_a_licence_that_is_not_on_the_list_fails(licence):
    assert not dependency_check.fits(licence)


def test_advisory_data_out_of_reach_is_said_and_does_not_fail(monkeypatch, capsys):
    monkeypatch.setattr(dependency_check, "licence_faults", list)
    monkeypatch.setattr(
        dependency_check.subprocess,
        "run",
        lambda *_, **__: subprocess.CompletedProcess([], 1, stdout="", stderr="no route to host"),
    )

    assert dependency_check.main() == 0
    assert "could not reach advisory data (no route to host)" in capsys.readouterr().out


def test_a_known_weakness_fails_and_is_named(monkeypatch, capsys):
    answer = (
        '{"dependencies": [{"name": "x", "version": "1", '
        '"vulns": [{"id": "CVE-1", "fix_versions": ["2"]}]}]}'
    )
    monkeypatch.setattr(dependency_check, "licence_faults", list)
    monkeypatch.setattr(
        dependency_check.subprocess,
        "run",
        lambda *_, **__: subprocess.CompletedProcess([], 1, stdout=answer, stderr=""),
    )

    assert dependency_check.main() == 1
    assert "x 1: CVE-1, mended in 2" in capsys.readouterr().out
