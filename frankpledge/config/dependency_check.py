"""Holds what is installed to a list of licences, and looks up known weaknesses where it can.

    python -m frankpledge.config.dependency_check

A package under a licence that is not on the list fails it, and so does a known weakness. Where the
data on weaknesses cannot be reached it says so by name and does not fail.
"""

from __future__ import annotations

import importlib.metadata
import json
import os
import re
import ssl
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = ROOT / "requirements" / "run.txt"
DEVELOPED_WITH = ROOT / "requirements" / "dev.txt"
PIN = re.compile(r"^([a-z0-9._-]+)(?:\[[^\]]*\])?==", re.MULTILINE)
WAIT_SECONDS = 60

FRONT_END = ROOT / "package-lock.json"
PERMISSIVE = {
    "0bsd", "apache-2.0", "blueoak-1.0.0", "bsd", "bsd-2-clause", "bsd-3-clause", "bsl-1.0",
    "cc-by-4.0", "cc0-1.0", "cnri-python", "hpnd", "isc", "mit", "mit-0", "mit-cmu", "ofl-1.1",
    "postgresql", "psf-2.0", "public-domain", "python-2.0", "unicode-3.0", "unlicense", "zlib",
}  # fmt: skip
SHARE_ALIKE = {"lgpl", "lgpl-2.1", "lgpl-3.0", "mpl-2.0"}
"""Licences that bind changes to the package itself and nothing that uses it."""

SAID_OTHERWISE = {
    "apache": "apache-2.0",
    "apache 2": "apache-2.0",
    "apache 2.0": "apache-2.0",
    "apache license": "apache-2.0",
    "apache license 2.0": "apache-2.0",
    "apache license, version 2.0": "apache-2.0",
    "apache software license": "apache-2.0",
    "apache software license 2.0": "apache-2.0",
    "bsd license": "bsd",
    "bsd 3-clause": "bsd-3-clause",
    "3-clause bsd license": "bsd-3-clause",
    "bsd-3-clause license": "bsd-3-clause",
    "cmu license (mit-cmu)": "mit-cmu",
    "gnu lesser general public license v3 (lgplv3)": "lgpl-3.0",
    "gnu library or lesser general public license (lgpl)": "lgpl",
    "isc license (iscl)": "isc",
    "mit license": "mit",
    "mozilla public license 2.0 (mpl 2.0)": "mpl-2.0",
    "python software foundation license": "psf-2.0",
    "the mit license (mit)": "mit",
    "the unlicense (unlicense)": "unlicense",
    "lgpl-3.0-only": "lgpl-3.0",
    "lgpl-3.0-or-later": "lgpl-3.0",
    "lgpl-2.1-or-later": "lgpl-2.1",
    "lgpl-2.1-only": "lgpl-2.1",
    "apache-2.0 with llvm-exception": "apache-2.0",
}
ACCEPTED = {
    "axe-playwright-python": "MIT, by its LICENSE file; the axe in it is MPL-2.0. For tests alone.",
}
"""Packages whose licence is on no list and was read by a person, with what that person found."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Installed:
    """A package that is here, with the licences it names."""

    name: str
    version: str
    licence: str


def main() -> int:
    failed = list(licence_faults())
    weaknesses = known_weaknesses()
    for line in (*failed, *weaknesses.found):
        sys.stdout.write(f"{line}\n")
    if weaknesses.unreachable:
        sys.stdout.write(f"note: could not reach advisory data ({weaknesses.unreachable})\n")
    return 1 if failed or weaknesses.found else 0


# --- licences ------------------------------------------------------------------------------


def licence_faults() -> Iterator[str]:
    for package in (*installed(), *front_end()):
        if package.name not in ACCEPTED and not fits(package.licence):
            yield (
                f"{package.name} {package.version}: its licence ({package.licence or 'none named'})"
                " is not on the list; do without it, or have somebody read it and say so in"
                " ACCEPTED"
            )


def installed() -> Iterator[Installed]:
    """Those of the pinned packages that this machine has."""
    for name in sorted(pinned(SHIPPED) | pinned(DEVELOPED_WITH)):
        try:
            found = importlib.metadata.distribution(name)
        except importlib.metadata.PackageNotFoundError:
            # Pinned for another system or another Python.
            continue
        yield Installed(
            name=name,
            version=found.version,
            licence=licence_of(found.metadata),
        )


def front_end() -> Iterator[Installed]:
    """Every package of the front end, from its lock file."""
    for path, entry in json.loads(FRONT_END.read_text(encoding="utf-8"))["packages"].items():
        if path:
            yield Installed(
                name=path.removeprefix("node_modules/"),
                version=entry["version"],
                licence=str(entry.get("license", "")),
            )


def pinned(path: Path) -> set[str]:
    return set(PIN.findall(path.read_text(encoding="utf-8")))


def licence_of(metadata: importlib.metadata.PackageMetadata) -> str:
    """The expression a package declares; failing that its classifiers; failing that its words."""
    if "License-Expression" in metadata:
        return metadata["License-Expression"]
    classified = [
        words.rsplit(" :: ", 1)[-1]
        for words in metadata.get_all("Classifier") or []
        if words.startswith("License :: ") and words != "License :: OSI Approved"
    ]
    if classified:
        return " AND ".join(classified)
    # Some packages put the whole text here; its first line names it.
    return metadata["License"].strip().partition("\n")[0] if "License" in metadata else ""


def fits(licence: str) -> bool:
    """Whether every part that binds us is on the list; of alternatives, one is enough."""
    allowed = PERMISSIVE | SHARE_ALIKE
    known = one_of_ours(licence)
    if known:
        return known in allowed
    parts = re.split(r"\s+AND\s+", licence.replace("(", " ( ").replace(")", " ) "))
    for part in parts:
        choices = [one_of_ours(choice) for choice in re.split(r"\s+OR\s+", part)]
        if not any(choice in allowed for choice in choices):
            return False
    return bool(licence)


def one_of_ours(words: str) -> str:
    plain = " ".join(words.replace(" ( ", "(").split()).strip("() ").lower()
    full = " ".join(words.split()).strip().lower()
    name = SAID_OTHERWISE.get(full) or SAID_OTHERWISE.get(plain) or plain
    return name if name in PERMISSIVE | SHARE_ALIKE else ""


# --- known weaknesses ----------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Weaknesses:
    """What pip-audit knows of the shipped packages, or why it could not be asked."""

    found: tuple[str, ...] = ()
    unreachable: str = ""


def known_weaknesses() -> Weaknesses:
    words = [sys.executable, "-m", "pip_audit", "--requirement", str(SHIPPED), "--no-deps"]
    words += ["--disable-pip", "--require-hashes", "--format", "json", "--progress-spinner", "off"]
    words += ["--timeout", "10"]
    try:
        done = subprocess.run(
            words,
            env=with_the_machines_authorities(),
            capture_output=True,
            text=True,
            timeout=WAIT_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return Weaknesses(unreachable=f"no answer in {WAIT_SECONDS} seconds")
    try:
        answered = json.loads(done.stdout)["dependencies"]
    except (ValueError, KeyError):
        reason = (done.stderr.strip() or "no answer").splitlines()[-1]
        return Weaknesses(unreachable=reason[:160])
    asked = [entry for entry in answered if "skip_reason" not in entry]
    if not asked:
        return Weaknesses(unreachable="it knows none of our packages")
    return Weaknesses(
        found=tuple(
            f"{entry['name']} {entry['version']}: {weakness['id']}, mended in "
            f"{', '.join(weakness['fix_versions']) or 'no release yet'}"
            for entry in asked
            for weakness in entry.get("vulns", ())
        ),
        unreachable="" if len(asked) == len(answered) else partly(len(asked), len(answered)),
    )


def with_the_machines_authorities() -> dict[str, str]:
    """The environment, so that pip-audit trusts whom this machine trusts, as behind a proxy."""
    paths = ssl.get_default_verify_paths()
    trusted = paths.cafile or paths.capath
    return {**({"REQUESTS_CA_BUNDLE": trusted} if trusted else {}), **os.environ}


def partly(asked: int, pinned_count: int) -> str:
    return f"for {pinned_count - asked} of {pinned_count} packages"


if __name__ == "__main__":
    sys.exit(main())
