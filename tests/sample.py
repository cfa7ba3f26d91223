"""A pytest plugin: the sample branch of this repository, copied for a test or built once for all of a worker's."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from engine.building import run
from serving import served

ROOT = Path(__file__).resolve().parents[1]
AS_OF = date(2026, 11, 20)
LASTING = "http://dj.shili.example/jg1/current/"
"""The sample's `site_url`."""


def copied(target: Path) -> Path:
    """The sample branch without the repository around it."""
    for name in ("data", "content"):
        shutil.copytree(ROOT / name, target / name)
    (target / "hooks").mkdir()
    shutil.copy(ROOT / "hooks" / "disclosure.py", target / "hooks")
    shutil.copy(ROOT / "mkdocs.yml", target)
    return target


@dataclass(frozen=True)
class Build:
    """What a build by the command has left."""

    site: Path
    said: str


def build_by_command(root: Path, as_of: date = AS_OF) -> Build:
    """The branch in this folder, built strictly."""
    result = run(root, GONGKAI_AS_OF=as_of.isoformat())
    assert result.returncode == 0, result.stdout + result.stderr
    return Build(root / "site", result.stdout + result.stderr)


def built_by_command(root: Path, as_of: date = AS_OF) -> Path:
    """Its site."""
    return build_by_command(root, as_of).site


@pytest.fixture(scope="session")
def sample_build(tmp_path_factory: pytest.TempPathFactory) -> Build:
    """The sample branch as built by the command; tests read it and change nothing."""
    return build_by_command(copied(tmp_path_factory.mktemp("sample")))


@pytest.fixture(scope="session")
def site(sample_build: Build) -> Path:
    """Its site. A module may have its own."""
    return sample_build.site


@pytest.fixture(params=["http", "file"])
def home(request: pytest.FixtureRequest, site: Path) -> Iterator[str]:
    """The address of the site's folder, served or opened from the disk."""
    if request.param == "file":
        yield site.as_uri() + "/"
        return
    with served(site) as address:
        yield address
