"""What the tests of system calls rest on: that strace sees each of them."""

from __future__ import annotations

import os
import shutil
from functools import partial
from pathlib import Path

import pytest

from publish.striking import Call, calls, failing_at, killed_before, needs_strace
from publish.test_stopped import REFUSED

SLOW = """#!/bin/sh
exec {strace} -qq -o /dev/null -e trace=ptrace -e inject=ptrace:delay_exit=20000 {strace} "$@"
"""


def made(place: Path) -> None:
    """Two folders, one within the other."""
    (place / "a").mkdir()
    (place / "a" / "b").mkdir()


@pytest.fixture
def slow(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An strace that takes a while after each of its own steps, as on a busy machine."""
    needs_strace()
    script = tmp_path / "strace"
    script.write_text(SLOW.format(strace=shutil.which("strace")), encoding="utf-8")
    script.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)


def test_a_slow_strace_misses_nothing(tmp_path: Path, slow: None) -> None:
    """Neither the first call is unseen, nor does it happen where it should have failed."""
    deed = partial(made, tmp_path)
    first = Call("mkdir", 1)
    assert calls(deed) == [first, Call("mkdir", 2)]
    shutil.rmtree(tmp_path / "a")
    assert killed_before(first, deed) < 0
    assert failing_at(first, "ENOSPC", deed) == REFUSED
    assert not (tmp_path / "a").exists()
