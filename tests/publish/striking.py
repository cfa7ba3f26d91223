"""A system call of a deed that fails, or is its last: strace sees to it, and nothing of ours is changed for it."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pytest

from publish.test_stopped import begun

CHANGES: Final = (
    "write,pwrite64,writev,sendfile,copy_file_range,ftruncate,truncate,fsync,fdatasync,rename,renameat,renameat2,"
    "link,linkat,symlink,symlinkat,mkdir,mkdirat,unlink,unlinkat,rmdir"
)
"""After each of these a disk holds something else, or holds it for sure; a file that was only opened is empty."""


def needs_strace() -> None:
    """Skip where there is none, or nobody may be traced."""
    if not shutil.which("strace"):
        pytest.skip("strace is missing: no system call can be made to fail here")
    if struck(lambda: None, "-e", "trace=none", "-o", os.devnull):
        pytest.skip("nobody may be traced on this machine: no system call can be made to fail here")


def struck(deed: Callable[[], object], *words: str) -> int:
    """How a process of its own ends that does this while strace is told so of it; less than nothing for a signal.

    It stops itself before its first step: a process counts as watched a moment before its calls are seen, and only
    from a stop does nothing happen in between.
    """

    def when_watched() -> None:
        signal.raise_signal(signal.SIGSTOP)
        deed()

    child = begun(when_watched)
    os.waitpid(child, os.WUNTRACED)
    try:
        tracer = subprocess.Popen(["strace", "-qq", *words, "-p", str(child)], stderr=subprocess.DEVNULL)
        is_traced = attached(child, tracer)
    finally:
        os.kill(child, signal.SIGCONT)
    end = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    tracer.wait(20)
    return end if is_traced else 1


def attached(child: int, tracer: subprocess.Popen[bytes]) -> bool:
    """Whether somebody watches this process now, as the system itself tells."""
    status, end = Path("/proc") / str(child) / "status", time.monotonic() + 20
    while tracer.poll() is None and time.monotonic() < end:
        if "\nTracerPid:\t0\n" not in status.read_text(encoding="utf-8"):
            return True
        time.sleep(0.001)
    return False


@dataclass(frozen=True)
class Call:
    """One system call of a deed: its name, and the how manieth of this name; strace counts them so."""

    name: str
    number: int


def calls(deed: Callable[[], object]) -> list[Call]:
    """All by which it changes the disk, in order, when nothing happens to it."""
    with tempfile.NamedTemporaryFile("r", encoding="utf-8") as told:
        assert struck(deed, "-e", f"trace={CHANGES}", "-e", "signal=none", "-o", told.name) == 0
        names = [line.partition("(")[0] for line in told if "(" in line]
    return [Call(name, names[: place + 1].count(name)) for place, name in enumerate(names)]


def killed_before(call: Call, deed: Callable[[], object]) -> int:
    """How it ends that is killed where this call would begin."""
    return _tampered(call, "signal=KILL", deed)


def failing_at(call: Call, error: str, deed: Callable[[], object]) -> int:
    """How it ends of which this call does nothing and says that."""
    return _tampered(call, f"error={error}", deed)


def _tampered(call: Call, what: str, deed: Callable[[], object]) -> int:
    only = ("-e", f"trace={call.name}", "-e", f"inject={call.name}:{what}:when={call.number}")
    return struck(deed, "-o", os.devnull, *only)
