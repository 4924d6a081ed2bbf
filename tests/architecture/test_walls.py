"""Referrals are kept apart: who may come in is a short list, held here and in the contract."""

import tomllib

import grimp

from tests.architecture.source import ROOT

LET_IN = {
    "frankpledge.config": "gathers addresses and commands",
    "frankpledge.demonstration": "tells the story by the acts that the site offers",
    "frankpledge.pages.sections.referrals": "tells a morning what awaits, a board what is frozen",
    "frankpledge.plans.returns.referral_counts": "puts frozen, rounded counts in a return",
    "frankpledge.powers.gate": "asks whom to ring before anything is enforced",
}
"""Who may import referrals, each with the reason. Adding to it is for information governance."""


def within(module: str, package: str) -> bool:
    return module == package or module.startswith(f"{package}.")


def strangers(imports: list[tuple[str, str]]) -> list[str]:
    return sorted(
        f"{importer} imports {imported}"
        for importer, imported in imports
        if within(imported, "frankpledge.referrals")
        and not within(importer, "frankpledge.referrals")
        and not any(within(importer, known) for known in LET_IN)
    )


def test_nobody_comes_in_who_is_not_let_in():
    graph = grimp.build_graph("frankpledge", exclude_type_checking_imports=False)
    imports = [
        (importer, imported)
        for importer in graph.modules
        for imported in graph.find_modules_directly_imported_by(importer)
    ]

    assert not strangers(imports)


def test_a_trespass_would_be_seen():
    door = "frankpledge.referrals.api"
    assert strangers([("frankpledge.search.finding", door)])
    assert strangers([("frankpledge.powers.candidates", door)])
    assert strangers([("frankpledge.plans.returns.blocks", door)])
    assert not strangers([("frankpledge.powers.gate", door)])


def test_the_contract_names_the_same_modules():
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = settings["tool"]["importlinter"]["contracts"]
    (wall,) = [each for each in contracts if each["name"] == "Referrals are kept apart"]
    there = {
        name
        for name in LET_IN
        if (ROOT / name.replace(".", "/")).is_dir()
        or (ROOT / (name.replace(".", "/") + ".py")).is_file()
    }

    assert set(wall["allowed_importers"]) == there


def test_referrals_know_nothing_of_other_systems():
    graph = grimp.build_graph("frankpledge", exclude_type_checking_imports=False)
    known = {"referrals", "access", "ui", "database", "kernel"}
    found = {
        imported.split(".")[1]
        for importer in graph.modules
        if within(importer, "frankpledge.referrals")
        for imported in graph.find_modules_directly_imported_by(importer)
    }

    assert found <= known
