"""Writes docs/reference from the code, and says which pages no longer agree with it.

python -m frankpledge.config.reference_docs            writes them
python -m frankpledge.config.reference_docs --check    changes nothing, fails if any is stale
"""

from __future__ import annotations

import argparse
import ast
import inspect
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import Enum
from importlib import import_module
from pathlib import Path

import click
from click.testing import CliRunner

from frankpledge.config.cli import COMMANDS, main, set_up_django

PACKAGE = Path(__file__).resolve().parents[1]
REFERENCE = PACKAGE.parent / "docs" / "reference"
MADE = "Made from the code by `make fix`. Do not change it by hand.\n"

SETTINGS = {
    "FRANKPLEDGE_HOME": "The data folder: database, Parquet files, public keys, checkpoints.",
    "FRANKPLEDGE_DEMO": "1 for a demonstration, in which people sign in by persona.",
    "FRANKPLEDGE_HTTPS": "1 where the site is reached over HTTPS: cookies are then kept to it.",
    "FRANKPLEDGE_CRIME_ARCHIVE": "Where `data fetch` finds the archives of street crime.",
    "FRANKPLEDGE_SCANNER": "Where ClamAV listens: `unix:/run/clamav/clamd.ctl` or "
    "`tcp:127.0.0.1:3310`. Empty: files are not scanned, and the page says so.",
    "FRANKPLEDGE_ADDRESS": "The site’s own address, such as `https://…`: the one link in a digest. "
    "Empty: it has none.",
    "EMAIL_HOST": "The mail server. Empty: nothing is sent. A demonstration writes to its log.",
    "EMAIL_PORT": "The port of the mail server.",
    "EMAIL_HOST_USER": "Whom to sign in to the mail server as.",
    "EMAIL_HOST_PASSWORD": "The password for that.",
    "EMAIL_USE_TLS": "1 to speak to the mail server in confidence.",
    "DEFAULT_FROM_EMAIL": "The address that mail comes from.",
    "FRANKPLEDGE_CUSTODY": "The folder of private keys: one that the web process cannot open.",
    "DATABASE_URL": "`postgres://…` for production; SQLite in the data folder if it is not given.",
    "SECRET_KEY": "At least 32 characters; one is made and kept in the data folder if not given.",
    "ALLOWED_HOSTS": "The names that the site is reached by, with commas between.",
    "CSRF_TRUSTED_ORIGINS": "The full addresses that forms may come from, with commas between.",
    "TRUSTED_PROXIES": "The addresses of what stands before the site, with commas between: "
    "believed about where a request came from, on which limits of tries rest.",
    "SESSION_IDLE_MINUTES": "After how many minutes without a request somebody is signed out.",
    "PORT": "The port that `serve` listens on.",
}
"""What each setting is for. `settings_page` fails if the code reads one that is not here."""


class Undocumented(Exception):
    """Something in the code has no words to be published; the sentence says where to put them."""


def acts_page() -> str:
    """Every act of every module, with who may do it in the words of its policy."""
    lines = ["# Acts, and who may do them", "", MADE]
    for module in sorted(path.parent.name for path in PACKAGE.glob("*/policies.py")):
        policies = import_module(f"frankpledge.{module}.policies")
        lines += [f"## {module}", "", "| act | who may |", "| --- | --- |"]
        lines += [
            f"| `{act}` | {first_line(getattr(policies, f'may_{act.name.lower()}', None))} |"
            for act in sorted(policies.Act)
        ]
        lines.append("")
    return "\n".join(lines)


def roles_page() -> str:
    """What each role may do with each kind of record, as `frankpledge policy table` prints it."""
    table = json.loads(CliRunner().invoke(main, ["policy", "table"]).output)
    lines = ["# Roles", "", MADE, "Each action brings with it what it implies:", ""]
    lines += [f"- {action}: {listed(implied)}" for action, implied in table["implies"].items()]
    lines += ["", "and may be taken for these purposes:", ""]
    lines += [f"- {spoken(action)}: {listed(why)}" for action, why in table["purposes"].items()]
    for role, grants in table["permissions"].items():
        lines += ["", f"## {spoken(role)}", ""]
        if not grants:
            lines.append("May do nothing with any protected record.")
            continue
        lines += ["| kind of record | may |", "| --- | --- |"]
        for kind in sorted({kind for _, kind in grants}):
            actions = [action for action, granted in grants if granted == kind]
            lines.append(f"| {spoken(kind)} | {listed(actions)} |")
    return "\n".join(lines) + "\n"


def lifecycles_page() -> str:
    """Which states follow which, drawn from each transition table (`NEXT`) in the code.

    A life begins, and may end, at the dot.
    """
    lines = ["# Lives of records", "", MADE]
    for title, table in sorted(transition_tables(), key=lambda found: found[0]):
        lines += [f"## {title}", "", "```mermaid", "stateDiagram-v2"]
        lines += [
            f"    {state or '[*]'} --> {following}"
            for state in table
            for following in sorted(table[state], key=str)
        ]
        lines += [f"    {state} --> [*]" for state in table if not table[state]]
        lines += ["```", ""]
    return "\n".join(lines)


def transition_tables() -> Iterator[tuple[str, Mapping[Enum | None, frozenset[Enum]]]]:
    for path in sorted(PACKAGE.glob("*/*.py")):
        names = [
            target.id
            for node in ast.parse(path.read_text(encoding="utf-8")).body
            if isinstance(node, ast.Assign | ast.AnnAssign)
            for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
            if isinstance(target, ast.Name) and (target.id == "NEXT" or target.id.endswith("_NEXT"))
        ]
        for name in names:
            module = import_module(f"frankpledge.{path.parent.name}.{path.stem}")
            table: Mapping[Enum | None, frozenset[Enum]] = getattr(module, name)
            about = name.removesuffix("NEXT").rstrip("_").lower() or path.parent.name.rstrip("s")
            yield f"{path.parent.name}: {about}", table


def settings_page() -> str:
    """Every setting that the code reads from the environment, with what it is when not given."""
    read = dict(sorted(settings_read()))
    unknown = set(read) - set(SETTINGS)
    if unknown:
        raise Undocumented(
            f"say in SETTINGS of {Path(__file__).name} what {listed(unknown)} is for"
        )
    lines = ["# Settings", "", MADE]
    lines += ["They come from the environment, read once when the program starts.", ""]
    lines += ["| name | if not given | what it is for |", "| --- | --- | --- |"]
    lines += [f"| `{name}` | {default} | {SETTINGS[name]} |" for name, default in read.items()]
    return "\n".join(lines) + "\n"


def settings_read() -> Iterator[tuple[str, str]]:
    """Name and default of each `_environment.…("NAME", default)`, and of what commands take."""
    readers = {"text", "flag", "names", "networks", "number"}
    for path in (PACKAGE / "config").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            called = ast.unparse(node.func).split(".")
            words = [str(value.value) for value in node.args if isinstance(value, ast.Constant)]
            if len(called) == 2 and called[-1] in readers and words:
                yield words[0], f"`{words[1]}`" if len(words) > 1 and words[1] else ""
            given = {word.arg: ast.unparse(word.value) for word in node.keywords}
            if "envvar" in given:
                yield given["envvar"].strip("'"), f"`{given.get('default', '')}`"
    yield "FRANKPLEDGE_HOME", "`var` in the checkout"


def commands_page() -> str:
    """Each command with its own help text."""
    lines = ["# Commands", "", MADE, "Exit status: 0 done, 1 the answer is no, 2 wrong use.", ""]
    context = click.Context(main, info_name="frankpledge")
    for name in sorted(COMMANDS):
        command = main.get_command(context, name)
        if command is not None:
            lines += list(told(command, click.Context(command, info_name=name, parent=context)))
    return "\n".join(lines)


def told(command: click.Command, context: click.Context) -> Iterator[str]:
    if isinstance(command, click.Group):
        for name in sorted(command.list_commands(context)):
            inner = command.get_command(context, name)
            if inner is not None:
                yield from told(inner, click.Context(inner, info_name=name, parent=context))
        return
    context.max_content_width = context.terminal_width = 90
    yield from (f"## {context.command_path}", "", "```", command.get_help(context), "```", "")


PAGES: Mapping[str, Callable[[], str]] = {
    "acts.md": acts_page,
    "commands.md": commands_page,
    "lifecycles.md": lifecycles_page,
    "roles.md": roles_page,
    "settings.md": settings_page,
}


def first_line(policy: object) -> str:
    words = inspect.getdoc(policy) if policy else None
    if not words:
        raise Undocumented(f"{policy or 'an act'} has no docstring to publish")
    return words.partition("\n")[0].replace("|", "\\|")


def listed(words: Iterable[str]) -> str:
    return ", ".join(spoken(word) for word in sorted(words)) or "nothing"


def spoken(word: str) -> str:
    return word.replace("_", " ")


def run(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="change nothing; fail if stale")
    checking = parser.parse_args(arguments).check
    set_up_django()
    stale = []
    try:
        for name, page in PAGES.items():
            path, text = REFERENCE / name, page()
            if path.exists() and path.read_text(encoding="utf-8") == text:
                continue
            stale.append(name)
            if not checking:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8", newline="\n")
    except Undocumented as fault:
        sys.stderr.write(f"{fault}\n")
        return 1
    if stale:
        told_of = "no longer agree with the code; run: make fix" if checking else "written"
        sys.stderr.write(f"docs/reference: {', '.join(stale)} {told_of}\n")
    return 1 if stale and checking else 0


if __name__ == "__main__":
    sys.exit(run())
