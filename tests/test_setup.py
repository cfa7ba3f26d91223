"""The set-up keeps its word: locks with hashes and no host, wheels only, the build backend too (decision 0100)."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ("site", "test")
PINNED = re.compile(r"(?P<name>[a-z0-9-]+)==(?P<version>[\w.]+)(?: ; [^;]+)?(?: --hash=sha256:[0-9a-f]{64})+")
KEPT_OUT = frozenset(("gitpython", "bleach")) | {
    f"mkdocs-{name}{end}"
    for name in ("gen-files", "redirects", "rss", "macros", "minify", "privacy", "offline")
    for end in ("", "-plugin")
}
DECISIVE = ("mkdocs", "mkdocs-material", "pydantic", "nh3", "segno", "pyyaml", "jinja2", "markdown")


@cache
def lines(lock: str) -> tuple[str, ...]:
    """The lock's logical lines, comments left out."""
    text = (ROOT / "requirements" / f"{lock}.txt").read_text(encoding="utf-8")
    joined = re.sub(r"\s*\\\n\s*", " ", text).splitlines()
    return tuple(line for line in joined if line and not line.startswith("#"))


def pins(lock: str) -> frozenset[tuple[str, str]]:
    """Name and version of everything the lock pins."""
    return frozenset((found["name"], found["version"]) for line in lines(lock) if (found := PINNED.fullmatch(line)))


@cache
def project() -> Mapping[str, Any]:
    """The raw tree of pyproject.toml."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def names(requirements: list[str]) -> set[str]:
    """Only the names of requirements, as a lock spells them."""
    return {re.split(r"[^\w.-]", line)[0].lower().replace("_", "-") for line in requirements}


@pytest.mark.parametrize("lock", LOCKS)
def test_every_line_is_a_version_with_hashes(lock: str) -> None:
    """A lock holds exact versions with their hashes and nothing else: no option, no address, no host."""
    assert [line for line in lines(lock) if not PINNED.fullmatch(line)] == []


@pytest.mark.parametrize("lock", LOCKS)
def test_lock_names_no_host(lock: str) -> None:
    """Not even a comment of a lock names an address, so that it serves behind any wall."""
    text = (ROOT / "requirements" / f"{lock}.txt").read_text(encoding="utf-8")
    assert re.findall(r"://|--index|--find-links|\.org|\.com", text) == []


@pytest.mark.parametrize("lock", LOCKS)
@pytest.mark.parametrize("name", ["pyyaml", "pydantic-core", "nh3", "markupsafe"])
def test_lock_fits_every_common_system(lock: str, name: str) -> None:
    """What is compiled has the hashes of at least four Pythons on five systems."""
    (line,) = [line for line in lines(lock) if line.startswith(f"{name}==")]
    assert line.count("--hash=") >= (5 if name == "nh3" else 20)


@pytest.mark.parametrize("lock", LOCKS)
def test_lock_holds_what_the_project_asks_for(lock: str) -> None:
    """Nothing that pyproject.toml asks for is missing, the build backend included."""
    groups, extras = project()["dependency-groups"], project()["project"]["optional-dependencies"]
    for_tests = [*groups["dev"], *extras["weasyprint"]]
    asked = [*project()["project"]["dependencies"], *groups["build"], *(for_tests if lock == "test" else ())]
    assert names(asked) - {name for name, _ in pins(lock)} == set()


def test_backend_is_locked_as_declared() -> None:
    """The lock's group `build` is what [build-system] asks for, so that building without isolation works."""
    assert project()["build-system"]["requires"] == project()["dependency-groups"]["build"]


def test_tests_run_on_what_the_site_runs_on() -> None:
    """The test lock is the site's lock and more: no version differs."""
    assert pins("site") < pins("test")


def test_what_we_keep_out_stays_out() -> None:
    """No lock holds a package that we decided against; what makes PDFs is for tests and for who asks for it."""
    assert KEPT_OUT & {name for name, _ in pins("test")} == set()
    assert "weasyprint" not in {name for name, _ in pins("site")}


def test_this_run_uses_the_locked_tools() -> None:
    """What decides how pages look is installed here as locked."""
    locked = dict(pins("site"))
    assert {name: version(name) for name in DECISIVE} == {name: locked[name] for name in DECISIVE}


def shown(*arguments: str) -> str:
    """What make would run, every target taken as stale, nothing run; unmoved by the make that runs the tests."""
    if not shutil.which("make"):
        pytest.skip("make is not installed")
    command = ["make", "--dry-run", "--always-make", "--no-print-directory", *arguments]
    environment = {name: value for name, value in os.environ.items() if not re.match("MAKE|MFLAGS|WHEELS", name)}
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True).stdout


@pytest.mark.parametrize("target", ["site", "test", "wheels"])
def test_make_takes_wheels_with_hashes_only(target: str) -> None:
    """Whatever make fetches, it fetches by hash and as a wheel."""
    fetched = [line for line in shown(target).splitlines() if "--requirement" in line]
    assert fetched
    assert [line for line in fetched if "--require-hashes --only-binary :all:" not in line] == []


def test_make_links_the_package_without_fetching() -> None:
    """The package itself is built by the locked backend; nothing is fetched for it."""
    (linked,) = [line for line in shown("site").splitlines() if "--editable" in line]
    assert "--no-index --no-build-isolation --no-deps" in linked


def test_make_wheels_builds_our_own_from_what_it_fetched() -> None:
    """Without a network, by the locked backend among the wheels, and with a fixed date."""
    (own,) = [line for line in shown("wheels").replace("\\\n", "").splitlines() if " pip wheel " in line]
    assert own.startswith("SOURCE_DATE_EPOCH=")
    for words in ("--isolated --no-index --find-links wheels --no-deps", "--wheel-dir wheels ."):
        assert words in own


def test_make_with_wheels_asks_no_network() -> None:
    """With a folder of wheels every installation looks only there, whatever this machine's pip is set to."""
    installs = [line for line in shown("test", "WHEELS=a folder").splitlines() if "pip install" in line]
    assert len(installs) == 3
    assert [line for line in installs if '--isolated --no-index --find-links "a folder"' not in line] == []


def test_soak_takes_in_what_every_day_leaves_out() -> None:
    """`make soak`: every test, large profile, a reader's browser; `make test` leaves out what is too long."""
    runs = {target: [line for line in shown(target).splitlines() if "-m pytest" in line] for target in ("test", "soak")}
    (daily,), (long,) = runs.values()
    assert long == f'GONGKAI_BROWSER=/usr/bin/chromium {daily} -m "" --hypothesis-profile=soak'
    assert project()["tool"]["pytest"]["ini_options"]["addopts"][-2:] == ["-m", "not soak"]


@pytest.mark.parametrize("mark", ["browser", "pango", "nginx"])
@pytest.mark.parametrize(("needed", "code"), [("", 0), ("1", 1)])
def test_skipped_browser_test_fails_where_needed(tmp_path: Path, mark: str, needed: str, code: int) -> None:
    """A skip of a test of browser, paper or server is a skip at a desk and a failure in CI."""
    words = f'import pytest\n@pytest.mark.{mark}\ndef test_page():\n    pytest.skip("no Chromium")\n'
    (tmp_path / "test_page.py").write_text(words, encoding="utf-8")
    (tmp_path / "pytest.ini").write_text(f"[pytest]\nmarkers = {mark}\n", encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "tests"), "GONGKAI_NEED_BROWSER": needed}
    command = [sys.executable, "-m", "pytest", "-q", "-p", "need_browser", "-p", "no:cacheprovider", "."]
    run = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert run.returncode == code, run.stdout
    assert "no Chromium" in run.stdout or not needed
