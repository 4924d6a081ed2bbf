"""Modules meet at their front doors and nowhere else."""

import grimp
import pytest

from tests.architecture.source import modules

EDGE = {
    "urls": "addresses are included by the module that owns the whole site",
    "commands": "commands are gathered by the module that owns the command line",
    "build": "the front end is built by a command, before there is a site",
}
"""Parts of a module that `config` alone may reach, with the reason."""


@pytest.fixture(scope="module")
def imports() -> list[tuple[str, str]]:
    graph = grimp.build_graph("frankpledge", exclude_type_checking_imports=True)
    return [
        (importer, imported)
        for importer in graph.modules
        for imported in graph.find_modules_directly_imported_by(importer)
    ]


def module_of(path: str) -> str:
    return path.split(".")[1] if "." in path else ""


def at_the_front_door(importer: str, imported: str) -> bool:
    module = module_of(imported)
    return (
        module not in modules()
        or module_of(importer) == module
        or imported == f"frankpledge.{module}.api"
        or (module_of(importer) == "config" and imported.rsplit(".", 1)[-1] in EDGE)
    )


def test_modules_import_one_another_only_through_api(imports):
    trespasses = [
        f"{importer} imports {imported}; import frankpledge.{module_of(imported)}.api instead"
        for importer, imported in imports
        if not at_the_front_door(importer, imported)
    ]

    assert not trespasses, "\n".join(sorted(trespasses))


def test_a_trespass_would_be_seen():
    assert not at_the_front_door("frankpledge.pages.home", "frankpledge.access.models")
    assert not at_the_front_door("frankpledge.config.cli", "frankpledge.access.rule")
    assert at_the_front_door("frankpledge.pages.home", "frankpledge.access.api")


def test_calculations_import_no_django(imports):
    wrong = [
        f"{importer} imports {imported}"
        for importer, imported in imports
        if module_of(importer) == "analysis" and module_of(imported) not in ("analysis", "kernel")
    ]

    assert not wrong, "\n".join(sorted(wrong))
