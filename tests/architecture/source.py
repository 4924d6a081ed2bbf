"""The project's own files, as text and as syntax trees, for tests that read them."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "frankpledge"
NOT_OURS = {".git", ".venv", "node_modules", "var", "__pycache__", "dist", "build"}


@cache
def files(*endings: str) -> tuple[Path, ...]:
    """Every file that is or could be committed and ends in one of *endings*."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if listed.returncode == 0:
        found = [ROOT / line for line in listed.stdout.splitlines()]
    else:
        found = [path for path in ROOT.rglob("*") if not NOT_OURS & set(path.parts)]
    return tuple(sorted(path for path in found if path.is_file() and path.name.endswith(endings)))


def python_files(*, tests: bool = False, migrations: bool = False) -> Iterator[Path]:
    """Our Python: the package and the benchmarks, and the tests where asked for."""
    for path in files(".py"):
        parts = path.relative_to(ROOT).parts
        if "migrations" in parts and not migrations:
            continue
        if parts[0] == "tests" and not tests:
            continue
        yield path


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def shown(path: Path) -> str:
    """The path as a reader of the repository would write it."""
    return path.relative_to(ROOT).as_posix()


def modules() -> list[str]:
    """The modules that have a front door."""
    return sorted(path.parent.name for path in PACKAGE.glob("*/api.py"))
