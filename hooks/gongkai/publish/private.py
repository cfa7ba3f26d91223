"""A folder of one's own to build in, outside the shelf: what stands in a branch's repository is not for its readers."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from gongkai.publish.refusal import RefusedError

_PREFIX: Final = "gongkai-publish-"


@contextmanager
def room() -> Iterator[Path]:
    """Gone when it is left. One left behind by a process that was killed is swept by the next: its lock is free."""
    if find_spec("fcntl") is None:
        raise RefusedError("这一步需要 Linux 或 macOS；在 Windows 上可以核对文件夹里的发布区")
    sweep()
    lock = None
    while lock is None:  # another's sweep may come between the making and the locking
        folder = Path(tempfile.mkdtemp(prefix=_PREFIX))
        lock = _lock(folder)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        os.close(lock)


def sweep() -> None:
    """Rooms of this user that nobody is in."""
    for folder in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        if folder.is_symlink() or not folder.is_dir() or folder.lstat().st_uid != os.getuid():
            continue
        lock = _lock(folder)
        if lock is not None:
            shutil.rmtree(folder, ignore_errors=True)
            os.close(lock)


def _lock(folder: Path) -> int | None:
    """A descriptor that holds the folder; None where somebody else does, or it has gone."""
    import fcntl  # not on Windows, where nothing is published

    try:
        opened = os.open(folder, os.O_RDONLY | os.O_NOFOLLOW)
    except OSError:
        return None
    try:
        fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(opened)
        return None
    return opened
