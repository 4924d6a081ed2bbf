#!/usr/bin/env python3
"""Knows how to get Frankpledge going on a machine with Python 3.11, 3.12 or 3.13 and nothing else.

    python3 bootstrap.py run        the demonstration, at http://127.0.0.1:8000 (PORT= for another)
    python3 bootstrap.py test       every test, on PostgreSQL and on SQLite
    python3 bootstrap.py check      format, lint, types, imports, migrations, documents
    python3 bootstrap.py fix        put right whatever can be put right by itself
    python3 bootstrap.py bench      timings, each beside a rival in the same run
    python3 bootstrap.py thorough   the long property, oracle, twin-world and fault runs
    python3 bootstrap.py lock       work out requirements/ again from pyproject.toml
    python3 bootstrap.py setup      install everything, run nothing

Everything is installed into the checkout (.venv, node_modules); no system Python is touched.
Words after the command go to the tool behind it: python3 bootstrap.py test tests/access -x
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TextIO

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
LOCKS = ROOT / "requirements"
WINDOWS = os.name == "nt"
SCRIPTS = VENV / ("Scripts" if WINDOWS else "bin")
PYTHON = SCRIPTS / ("python.exe" if WINDOWS else "python")
OLDEST, TOO_NEW = (3, 11), (3, 14)

CHECKS = [
    ("format", ["-m", "ruff", "format", "--check", "--quiet", "."]),
    ("lint", ["-m", "ruff", "check", "--quiet", "."]),
    ("types", ["-m", "mypy", "frankpledge", "benchmarks"]),
    (
        "imports",
        ["-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"],
    ),
    ("migrations", ["manage.py", "makemigrations", "--check", "--dry-run"]),
    ("settings", ["-m", "frankpledge.config.settings_check"]),
    ("documents", ["-m", "frankpledge.config.reference_docs", "--check"]),
    ("front end", ["-m", "frankpledge.ui.build", "--check"]),
    ("dependencies", ["-m", "frankpledge.config.dependency_check"]),
]


class CannotGoOn(Exception):
    """Something about this machine stops us; the sentence says what, and what to do."""


def main(words: list[str]) -> int:
    command, rest = (words[0], words[1:]) if words else ("help", [])
    if command not in COMMANDS:
        print(__doc__)
        return 0 if command in ("help", "-h", "--help") else 2
    try:
        better = a_fitting_python()
        if better:
            return subprocess.call([better, str(Path(__file__).resolve()), *words])
        return COMMANDS[command](rest)
    except CannotGoOn as problem:
        print(f"frankpledge: {problem}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


# --- what each command does ---------------------------------------------------------------


def run(rest: list[str]) -> int:
    port = the_port()
    set_up("run")
    env = environment(FRANKPLEDGE_DEMO=os.environ.get("FRANKPLEDGE_DEMO", "1"), PORT=str(port))
    if not is_prepared():
        step("the demonstration", ["-m", "frankpledge.config.preparing"], env)
    serve = [str(PYTHON), "-m", "frankpledge", "serve", "--port", str(port), *rest]
    if not WINDOWS:
        # The server takes this process's place, so that Ctrl-C and supervisors reach it directly.
        os.chdir(ROOT)
        sys.stdout.flush()
        os.execve(serve[0], serve, env)
    return subprocess.call(serve, cwd=ROOT, env=env)


def is_prepared() -> bool:
    """Whether a demonstration was made whole in this data folder, told without starting Django."""
    home = Path(os.environ.get("FRANKPLEDGE_HOME") or ROOT / "var")
    made = all((home / name).exists() for name in ("frankpledge.sqlite3", ".demonstration"))
    return made and not os.environ.get("DATABASE_URL")


def test(rest: list[str]) -> int:
    set_up("dev")
    return python(["-m", "tests", *rest], environment())


def thorough(rest: list[str]) -> int:
    set_up("dev")
    return python(["-m", "tests", "-m", "thorough", *rest], environment(FRANKPLEDGE_THOROUGH="1"))


def bench(rest: list[str]) -> int:
    set_up("dev")
    install("rivals")
    return python(["-m", "benchmarks", *rest], environment())


def check(rest: list[str]) -> int:
    """Run every check, whatever the one before it said, and change nothing."""
    set_up("dev")
    failed = []
    with tempfile.TemporaryDirectory() as nowhere:
        # As in production, on an empty home: a check must not depend on what this checkout holds.
        env = environment(
            FRANKPLEDGE_HOME=nowhere,
            FRANKPLEDGE_DEMO="",
            DATABASE_URL="",
            SECRET_KEY=hashlib.sha512(os.urandom(64)).hexdigest(),
            ALLOWED_HOSTS="frankpledge.example",
            FRANKPLEDGE_HTTPS="1",
        )
        for name, words in CHECKS:
            if rest and name not in rest:
                continue
            began = time.monotonic()
            done = subprocess.run(
                [str(PYTHON), *words],
                cwd=ROOT,
                env=env,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                encoding="utf-8",
                errors="replace",
            )
            passed = done.returncode == 0
            print(f"{'ok    ' if passed else 'FAILED'}  {name:<13} {took(began)}", flush=True)
            noted = [line for line in done.stdout.splitlines() if line.startswith("note: ")]
            for line in noted if passed else done.stdout.splitlines():
                print(f"        {line}")
            if not passed:
                failed.append(name)
    if failed:
        print(f"\n{len(failed)} of {len(CHECKS)} checks failed: {', '.join(failed)}")
        if {"format", "lint", "documents"} & set(failed):
            print("make fix puts some of these right.")
    return 1 if failed else 0


def fix(rest: list[str]) -> int:
    set_up("dev")
    outcomes = [
        python(["-m", "ruff", "check", "--fix", "--quiet", "."], environment()),
        python(["-m", "ruff", "format", "--quiet", "."], environment()),
        python(["-m", "frankpledge.config.reference_docs"], environment()),
    ]
    return max(outcomes)


def lock(rest: list[str]) -> int:
    """Work out the pinned files again; add --upgrade to move to newer releases."""
    make_environment()
    common = ["-m", "uv", "pip", "compile", "--quiet", "--universal", "--python-version", "3.11"]
    common += ["--generate-hashes", "--no-emit-index-url", "--no-annotate", "--no-header", *rest]
    compiled = [
        ("run.txt", ["pyproject.toml", "--group", "assets"]),
        ("dev.txt", ["pyproject.toml", "--group", "dev"]),
        ("rivals.txt", ["--group", "rivals"]),
    ]
    for name, sources in compiled:
        words = [*common, *sources, "--output-file", f"requirements/{name}"]
        # What runs in production is what the tests ran on: each file follows the one before.
        follows = {"dev.txt": "run.txt", "rivals.txt": "dev.txt"}.get(name)
        if follows:
            words += ["--constraint", f"requirements/{follows}"]
        if python(words, environment()):
            raise CannotGoOn(f"requirements/{name} could not be worked out; the reason is above.")
    return 0


def setup(rest: list[str]) -> int:
    set_up("dev" if "dev" in rest or not rest else "run")
    return 0


COMMANDS = {
    "run": run,
    "test": test,
    "check": check,
    "fix": fix,
    "bench": bench,
    "thorough": thorough,
    "lock": lock,
    "setup": setup,
}


# --- installing ---------------------------------------------------------------------------


def set_up(needed: str) -> None:
    """Make sure that what *needed* ("run" or "dev") names is installed; quick where it is."""
    make_environment()
    install(needed)
    introduce_the_project()
    step("the front end", ["-m", "frankpledge.ui.build"], environment())


def a_fitting_python() -> str | None:
    """The path of another Python to use, if this one is too old or too new."""
    if OLDEST <= sys.version_info[:2] < TOO_NEW:
        return None
    for name in ("python3.13", "python3.12", "python3.11"):
        path = shutil.which(name)
        # A name on the path may be a shim that leads nowhere, so it is asked to say something.
        if path and subprocess.run([path, "-c", ""], capture_output=True).returncode == 0:
            return path
    raise CannotGoOn(
        "Python 3.11, 3.12 or 3.13 is needed and this is "
        f"{sys.version.split()[0]}. Install one of them and run it with that, for example: "
        "python3.12 bootstrap.py run"
    )


def make_environment() -> None:
    if PYTHON.exists() and fits(PYTHON):
        return
    if VENV.exists():
        if not (VENV / "pyvenv.cfg").exists():
            raise CannotGoOn(f"{VENV} is not a Python environment. Move it away and try again.")
        say("The environment in .venv no longer works here: making it again")
        shutil.rmtree(VENV)
    say("Making .venv")
    outside = shutil.which("uv")
    if subprocess.run(
        [sys.executable, "-c", "import venv, ensurepip"], capture_output=True
    ).returncode:
        if not outside:
            raise CannotGoOn(
                "this Python cannot make a virtual environment, because its venv or ensurepip part "
                "is missing. On Debian or Ubuntu: sudo apt-get install python3-venv"
            )
        made = [outside, "venv", "--quiet", "--seed", "--python", sys.executable, str(VENV)]
    else:
        made = [sys.executable, "-m", "venv", str(VENV)]
    if subprocess.call(made, cwd=ROOT, env=environment()):
        shutil.rmtree(VENV, ignore_errors=True)
        raise CannotGoOn(f"could not make {VENV}; the reason is above.")


def fits(python_path: Path) -> bool:
    """Whether an environment's Python still starts and is of a release that we support."""
    test = f"import sys; sys.exit(not {OLDEST} <= sys.version_info[:2] < {TOO_NEW})"
    try:
        return subprocess.run([str(python_path), "-c", test], capture_output=True).returncode == 0
    except OSError:
        return False


def install(needed: str) -> None:
    """Install the pinned files, every download checked against its hash."""
    wanted = digest(LOCKS / "bootstrap.txt", LOCKS / f"{needed}.txt")
    stamp = VENV / f".installed-{needed}"
    if stamp.exists() and stamp.read_text() == wanted:
        return
    began = time.monotonic()
    say("Installing the Python packages")
    pip = ["-m", "pip", "install", "--quiet", "--require-hashes", "--only-binary", ":all:"]
    if python([*pip, "-r", str(LOCKS / "bootstrap.txt")], environment()):
        raise CannotGoOn("could not download the installer (uv); the reason is above.")
    uv = ["-m", "uv", "pip", "install", "--quiet", "--python", str(PYTHON), "--require-hashes"]
    if python([*uv, "-r", str(LOCKS / f"{needed}.txt")], environment()):
        # pip reads this machine's own package settings (a mirror, say), which uv does not.
        say("Trying once more with pip, which is slower")
        if python([*pip, "-r", str(LOCKS / f"{needed}.txt")], environment()):
            raise CannotGoOn("could not install the Python packages; the reason is above.")
    stamp.write_text(wanted)
    if needed == "dev":
        # The development file holds everything that the other one does, at the same versions.
        (VENV / ".installed-run").write_text(digest(LOCKS / "bootstrap.txt", LOCKS / "run.txt"))
    say(f"Installed in {took(began)}")


def introduce_the_project() -> None:
    """Put the checkout on the environment's path and the `frankpledge` command in its scripts.

    Written by hand rather than installed, so that it needs no build tools and no network.
    """
    if WINDOWS:
        packages = VENV / "Lib" / "site-packages"
        script = SCRIPTS / "frankpledge.cmd"
        text = '@"%~dp0python.exe" -P -m frankpledge %*\r\n'
    else:
        packages = next((VENV / "lib").glob("python3.*/site-packages"))
        script = SCRIPTS / "frankpledge"
        text = '#!/bin/sh\nexec "$(dirname "$0")/python" -P -m frankpledge "$@"\n'
    version = re.search(r'^version = "(.+)"$', (ROOT / "pyproject.toml").read_text("utf-8"), re.M)
    about = packages / f"frankpledge-{version[1] if version else '0'}.dist-info" / "METADATA"
    for earlier in packages.glob("frankpledge-*.dist-info"):
        if earlier != about.parent:
            shutil.rmtree(earlier)
    told = f"Metadata-Version: 2.1\nName: frankpledge\nVersion: {version[1] if version else '0'}\n"
    for path, content in (
        (packages / "frankpledge-checkout.pth", f"{ROOT}\n"),
        (script, text),
        (about, told),
    ):
        if not path.exists() or path.read_text(encoding="utf-8") != content:
            path.parent.mkdir(exist_ok=True)
            path.write_text(content, encoding="utf-8", newline="")
            path.chmod(0o755)


# --- small things -------------------------------------------------------------------------


def environment(**more: str) -> dict[str, str]:
    """This process's environment, with what package tools need on an office network.

    uv and Node carry their own lists of certificate authorities, so behind a proxy that opens
    encrypted traffic they must be told to use the machine's; and uv must not fetch a Python.
    """
    env = dict(os.environ)
    for name in ("PYTHONHOME", "PYTHONPATH", "VIRTUAL_ENV", "UV_PYTHON"):
        env.pop(name, None)
    # Everything here starts Python many times over, and compiling it anew doubles each start.
    env.pop("PYTHONDONTWRITEBYTECODE", None)
    usual = {
        "UV_SYSTEM_CERTS": "true",
        "UV_PYTHON_DOWNLOADS": "never",
        "NODE_USE_SYSTEM_CA": "1",
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        "PYTHONUTF8": "1",
    }
    for pip_name, uv_name in (
        ("PIP_INDEX_URL", "UV_DEFAULT_INDEX"),
        ("PIP_EXTRA_INDEX_URL", "UV_INDEX"),
    ):
        if env.get(pip_name):
            usual[uv_name] = env[pip_name]
    return {**usual, **env, **more}


def say(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)


def python(words: list[str], env: dict[str, str], output: TextIO | None = None) -> int:
    return subprocess.call([str(PYTHON), *words], cwd=ROOT, env=env, stdout=output)


def step(what: str, words: list[str], env: dict[str, str]) -> None:
    # Standard output is kept for what was asked for, so that it can be piped.
    if python(words, env, output=sys.stderr):
        raise CannotGoOn(f"{what} could not be made; the reason is above.")


def the_port() -> int:
    """The port to serve on, known to be free before anything slow is begun."""
    asked = os.environ.get("PORT") or "8000"
    if not asked.isdecimal() or not 0 < int(asked) < 65536:
        raise CannotGoOn(f"PORT is {asked!r}; it must be a number from 1 to 65535.")
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as attempt:
        if not WINDOWS:
            # Without this, a port that was closed a moment ago still looks taken.
            attempt.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            attempt.bind(("127.0.0.1", int(asked)))
        except PermissionError:
            raise CannotGoOn(
                f"you may not use port {asked}. Choose one above 1023: PORT=8001 make run"
            ) from None
        except OSError:
            raise CannotGoOn(
                f"port {asked} is in use by another program, perhaps a Frankpledge already "
                f"running. Stop it, or choose another port: PORT={int(asked) % 65535 + 1} make run"
            ) from None
    return int(asked)


def digest(*paths: Path) -> str:
    return hashlib.sha256(b"".join(path.read_bytes() for path in paths)).hexdigest()


def took(began: float) -> str:
    return f"{time.monotonic() - began:.1f} s"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
