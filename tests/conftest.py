"""What all tests share."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

# A slow machine is no failure: no test of ours asserts seconds. Every day looks at the same cases, so that a change
# fails for what it changed; `make soak` asks for the other profile, whose cases are new each time.
settings.register_profile("house", deadline=None, derandomize=True)
settings.register_profile("soak", deadline=None, max_examples=5_000)
settings.load_profile("house")

pytest_plugins = ("need_browser", "browser", "sample", "replayed")


@pytest.fixture(scope="session")
def hostile() -> Path:
    """The folder of public hostile inputs: below $GONGKAI_SHARED, else in `shared` beside the checkout."""
    beside = Path(__file__).resolve().parents[2] / "shared"
    folder = Path(os.environ.get("GONGKAI_SHARED") or beside) / "hostile"
    if not folder.is_dir():
        word = "缺少公开的恶意输入样本 (hostile inputs are missing): set GONGKAI_SHARED"
        pytest.fail(word) if os.environ.get("CI") else pytest.skip(word)
    return folder
