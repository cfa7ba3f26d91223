"""A pytest plugin: the sample branch's replayed history, and its site, made once for all of a worker's tests."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from replaying import main
from sample import built_by_command


@pytest.fixture(scope="session")
def replay(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The repository; tests read it and change nothing."""
    target = tmp_path_factory.mktemp("replay") / "jg1"
    main(target)
    return target


@pytest.fixture(scope="session")
def past_site(replay: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of a copy of it, built by the command; tests read it and change nothing."""
    return built_by_command(shutil.copytree(replay, tmp_path_factory.mktemp("past") / "jg1"))
