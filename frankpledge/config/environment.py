"""Reading settings from the environment, once. A wrong one stops the start with a sentence."""

import os
import secrets
from collections.abc import Mapping
from ipaddress import ip_network
from pathlib import Path

import dj_database_url

PLANNED_FOR = "-c random_page_cost=1.1 -c jit=off"
"""How PostgreSQL plans for us: on disks that find a page as fast anywhere, and without compiling.

The rule asks many small questions of each record. As delivered, PostgreSQL takes each for a turn of
a disk and reads whole tables instead, so that a list of fifty takes seven times as long.
"""


class WrongSetting(SystemExit):
    """A setting cannot be used. The sentence names it and says what to do."""


class Environment:
    """The environment, read through typed questions that refuse nonsense."""

    def __init__(self, values: Mapping[str, str] | None = None) -> None:
        self.values = os.environ if values is None else values

    def text(self, name: str, default: str = "") -> str:
        """The value, or *default* where it is absent or empty."""
        return self.values.get(name) or default

    def flag(self, name: str) -> bool:
        """True for 1, false for 0 or nothing; anything else stops the start."""
        value = self.values.get(name, "")
        if value in ("", "0"):
            return False
        if value == "1":
            return True
        raise WrongSetting(f"{name} is {value!r}: set it to 1 or 0.")

    def names(self, name: str, default: str) -> list[str]:
        """A list given with commas between."""
        return [part.strip() for part in self.text(name, default).split(",") if part.strip()]

    def networks(self, name: str, default: str) -> list[str]:
        """Network addresses, or ranges of them, with commas between; anything else stops the
        start."""
        given = self.names(name, default)
        for each in given:
            try:
                ip_network(each)
            except ValueError as fault:
                raise WrongSetting(
                    f"{name} holds {each!r}: give addresses such as 127.0.0.1, or ranges such as "
                    "10.0.0.0/8, with commas between."
                ) from fault
        return given

    def number(self, name: str, default: int) -> int:
        """A whole number above zero; anything else stops the start."""
        value = self.text(name, str(default))
        if not value.isdigit() or int(value) == 0:
            raise WrongSetting(f"{name} is {value!r}: set it to a whole number above zero.")
        return int(value)

    def home(self, default: Path) -> Path:
        """The data folder, made if it is not there; one that cannot be made stops the start."""
        path = Path(self.text("FRANKPLEDGE_HOME", str(default))).expanduser().resolve()
        try:
            path.mkdir(parents=True, exist_ok=True)
        except OSError as fault:
            raise WrongSetting(
                f"FRANKPLEDGE_HOME is {path}, which cannot be used ({fault.strerror}): "
                "set it to a folder that can be written to."
            ) from fault
        return path

    def database(self, home: Path) -> dict[str, object]:
        """The database's settings: SQLite in *home* unless DATABASE_URL says otherwise."""
        url = self.text("DATABASE_URL", f"sqlite:///{home / 'frankpledge.sqlite3'}")
        try:
            parsed = dict(dj_database_url.parse(url))
        except (ValueError, KeyError) as fault:
            raise WrongSetting(
                "DATABASE_URL cannot be read: write it as postgres://user@host/name."
            ) from fault
        engine = str(parsed.get("ENGINE", ""))
        if engine.endswith("sqlite3"):
            parsed["OPTIONS"] = {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                # Power may fail at any moment, and what was recorded must still be there.
                "init_command": (
                    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
                ),
            }
        elif engine.endswith("postgresql"):
            parsed["CONN_MAX_AGE"] = 60
            parsed["CONN_HEALTH_CHECKS"] = True
            given = parsed.get("OPTIONS")
            parsed["OPTIONS"] = {
                "options": PLANNED_FOR,
                **(given if isinstance(given, dict) else {}),
            }
        else:
            raise WrongSetting(
                f"DATABASE_URL names {engine or 'no database'}: use sqlite:// or postgres://."
            )
        parsed["ATOMIC_REQUESTS"] = True
        return parsed

    def secret_key(self, home: Path) -> str:
        """SECRET_KEY, or one made for this data folder and kept there for its owner's eyes."""
        given = self.text("SECRET_KEY")
        if given:
            if len(given) < 32:
                raise WrongSetting("SECRET_KEY is shorter than 32 characters: make a longer one.")
            return given
        path = home / "keys" / "site.key"
        if not path.exists():
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            unfinished = path.with_suffix(f".{os.getpid()}")
            unfinished.touch(mode=0o600)
            unfinished.write_text(secrets.token_urlsafe(48))
            if not path.exists():
                unfinished.replace(path)
        return path.read_text()
