"""What may not stand in the repository: one county's names in code, or one person's machine."""

import ast
import re

import pytest

from tests.architecture.source import PACKAGE, ROOT, files, shown

KENT = (
    "Kent", "Medway", "Thanet", "Ashford", "Canterbury", "Dartford", "Gravesham", "Maidstone",
    "Sevenoaks", "Folkestone", "Hythe", "Swale", "Tonbridge", "Malling", "Tunbridge",
)  # fmt: skip
KENT_CODES = re.compile(r"\b(E10000016|E23000032|E0700010[5-9]|E0700011[0-6]|E06000035)\b")
IN_KENT = re.compile(r"\b(" + "|".join(KENT) + r")\b")
READ_BY_PEOPLE = (".py", ".html", ".md", ".ts", ".scss", ".toml", ".txt", ".json", ".jinja", "")
REFERENCE = PACKAGE / "reference"


def ours(*endings: str):
    return [
        path
        for path in files(*endings)
        if path.name not in {"package-lock.json"} and "requirements" not in path.parts
    ]


def lines_with(pattern: re.Pattern[str], paths) -> list[str]:
    return [
        f"{shown(path)}:{number} {line.strip()[:100]}"
        for path in paths
        for number, line in enumerate(read(path).splitlines(), start=1)
        if pattern.search(line)
    ]


def read(path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""


def code(*endings: str):
    return [
        path for path in ours(*endings) if PACKAGE in path.parents and REFERENCE not in path.parents
    ]


def what_runs(path) -> str:
    """A Python file without its comments and docstrings, in which examples are welcome."""
    parsed = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(parsed):
        body = getattr(node, "body", None)
        if isinstance(body, list):
            node.body = [line for line in body if not is_words_only(line)] or [ast.Pass()]
    return ast.unparse(parsed)


def is_words_only(line: ast.stmt) -> bool:
    return (
        isinstance(line, ast.Expr)
        and isinstance(line.value, ast.Constant)
        and isinstance(line.value.value, str)
    )


@pytest.mark.parametrize("pattern", [IN_KENT, KENT_CODES], ids=["names", "codes"])
def test_no_code_knows_one_county(pattern):
    knowing = [
        f"{shown(path)}: {found[0]}"
        for path in code(".py")
        if (found := pattern.search(what_runs(path)))
    ]

    assert knowing + lines_with(pattern, code(".html", ".ts", ".jinja")) == []


ONE_MACHINE = re.compile(r"(?<![\w.])/(" + "|".join(["work", "tmp", "root", r"home/\w+"]) + r")/")
DOWNLOADS = re.compile(
    "|".join([r"files\.pythonhosted", r"registry\.npm" + "js", r"//pypi\." + "org"])
)
UNFINISHED = re.compile(r"\b(" + "|".join(["TO" + "DO", "FIX" + "ME", "X" + "XX"]) + r")\b")
SECRET = re.compile(
    r"-----BEGIN [A-Z ]*PRIVATE KEY|\bAKIA[0-9A-Z]{16}\b|\bgh[pousr]_[A-Za-z0-9]{30,}\b"
)


@pytest.mark.parametrize(
    ("what", "pattern"),
    [
        ("a folder of one machine", ONE_MACHINE),
        ("an address that packages come from", DOWNLOADS),
        ("something left unfinished", UNFINISHED),
        ("a secret", SECRET),
    ],
)
def test_the_repository_does_not_hold(what, pattern):
    assert lines_with(pattern, ours(*READ_BY_PEOPLE)) == [], what


def test_the_words_are_looked_for_in_real_files():
    assert ROOT / "pyproject.toml" in ours(*READ_BY_PEOPLE)
    assert ONE_MACHINE.search("see /" + "tmp/x")
    assert UNFINISHED.search("# TO" + "DO: later")
    assert IN_KENT.search("the county of Kent")


WRITTEN_BY_US = {
    "frankpledge/profiles/paper/parts.html": "maps and charts that we draw from figures alone",
    "frankpledge/ui/jinja2/ui/stop.html": "our own style sheet goes into the static stop page",
}
"""Templates that print markup as it stands, with whose markup it is."""


def test_no_template_prints_what_was_not_escaped():
    # A literal in the template itself may be called safe; what came from elsewhere may not.
    unescaped = re.compile(r"(?<!['\"])\s*\|\s*safe\b|autoescape off|autoescape false")

    others = [path for path in ours(".html") if shown(path) not in WRITTEN_BY_US]

    assert lines_with(unescaped, others) == []


def test_only_components_say_that_markup_is_safe():
    kit = PACKAGE / "ui"
    others = [path for path in code(".py") if kit not in path.parents]

    assert lines_with(re.compile(r"\bmark_safe\b|\bSafeString\("), others) == []


ASKS_WHO_IT_IS_ITSELF = {
    "frankpledge/interface/urls.py": "answers 401 where nobody has signed in, and changes nothing",
}
"""What is not sent to the sign-in page, with what happens instead."""


def test_no_view_is_left_without_protection_against_forged_requests():
    exempt = re.compile(r"csrf_exempt|login_not_required\s*\(")

    others = [path for path in ours(".py") if PACKAGE in path.parents]
    others = [path for path in others if shown(path) not in ASKS_WHO_IT_IS_ITSELF]

    assert lines_with(exempt, others) == []
