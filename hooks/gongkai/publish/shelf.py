"""发布区: a folder that a web server shows. It changes by renames only, after everything is on the disk.

A publication is prepared in `.publish`, which becomes `.ready` in one rename once it is whole. From there on it
happened: whoever is stopped between two of the renames that follow leaves the rest to the next publication.
"""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from gongkai.publish.refusal import RefusedError, spoken
from gongkai.publish.seal import sync, synced
from gongkai.publish.verify import (
    CURRENT,
    LEDGER,
    LIST,
    UNFINISHED,
    UNPLACED,
    VERIFY,
    VERSIONS,
    BrokenError,
    Head,
    content,
    heads,
)

_LAST: Final = (LEDGER, VERIFY, VERSIONS, LIST, CURRENT)
"""In this order, after the edition itself: what leads to it comes later than it."""
_FORMER: Final = ".former"


@dataclass(frozen=True)
class Shelf:
    """A shelf on this machine's disk. Every method but `ledger` is for who holds the lock."""

    top: Path

    def ledger(self) -> tuple[Head, ...]:
        """What was published here. RefusedError where the ledger is not sound: nothing may be built on it."""
        if not (self.top / LEDGER).exists():
            return ()
        try:
            return heads(content(self.top / LEDGER))
        except BrokenError as problem:
            raise RefusedError(f"发布区未改动：{problem}；请先用 gongkai verify 查明") from None

    def recover(self) -> list[str]:
        """Finish what was stopped after it happened, sweep what was stopped before. Names of what was unfinished."""
        names = self._left() if (self.top / UNFINISHED).is_dir() else []
        self._place(names)
        self._sweep()
        if (self.top / UNPLACED).is_dir():
            shutil.rmtree(self.top / UNPLACED)
        return names

    def put(self, prepare: Callable[[Path], None], agree: Callable[[], None]) -> None:
        """All or nothing: `prepare` writes into an empty folder what is to stand on the shelf.

        `agree` is asked when all of it is on the disk, and may still raise.
        """
        stage = self.top / UNPLACED
        try:
            stage.mkdir()
            prepare(stage)
            self._keep(stage)
            synced(stage)
            agree()
            os.replace(stage, self.top / UNFINISHED)  # noqa: PTH105  # one verb for every rename here
            names = self._left()
            try:
                self._place(names)
            except OSError:
                self._undo(names)
                raise
            self._sweep()
        finally:
            shutil.rmtree(stage, ignore_errors=True)

    def drop(self, names: Iterable[str]) -> None:
        """Folders that nothing leads to any more: out of sight first, so that no half of one is ever shown."""
        for name in names:
            try:
                os.replace(self.top / name, self.top / UNPLACED)  # noqa: PTH105  # one verb for every rename here
            except OSError:
                return  # the next one drops it
            shutil.rmtree(self.top / UNPLACED, ignore_errors=True)

    def _keep(self, stage: Path) -> None:
        """What will be replaced, for the case that a rename fails."""
        names = [name for name in os.listdir(stage) if (self.top / name).is_file() or name == CURRENT]  # noqa: PTH208  # names only
        (stage / _FORMER).mkdir()
        for name in names:
            if os.path.lexists(self.top / name):
                shutil.copyfile(self.top / name, stage / _FORMER / name, follow_symlinks=False)

    def _left(self) -> list[str]:
        """What is still to be placed, in order."""
        return sorted({*os.listdir(self.top / UNFINISHED)} - {_FORMER}, key=_rank)  # noqa: PTH208  # names only

    def _place(self, names: list[str]) -> None:
        sync(self.top)
        for name in names:
            os.replace(self.top / UNFINISHED / name, self.top / name)  # noqa: PTH105  # one verb for every rename here
        sync(self.top)

    def _sweep(self) -> None:
        """It is done; what cannot be removed now, the next publication removes."""
        shutil.rmtree(self.top / UNFINISHED, ignore_errors=True)

    def _undo(self, names: list[str]) -> None:
        """A rename failed: those before it are taken back."""
        stage = self.top / UNPLACED
        done = [name for name in names if not os.path.lexists(self.top / UNFINISHED / name)]
        os.replace(self.top / UNFINISHED, stage)  # noqa: PTH105  # one verb for every rename here
        for name in reversed(done):
            former = stage / _FORMER / name
            back = (former, self.top / name) if os.path.lexists(former) else (self.top / name, stage / name)
            os.replace(*back)  # noqa: PTH105  # one verb for every rename here


def shelf(top: Path) -> Shelf:
    """The one in this folder. RefusedError where other things stand there: a publication would sweep nobody's files."""
    with spoken():
        names = sorted(os.listdir(top)) if top.exists() else []  # noqa: PTH208  # names only
        others = [name for name in names if name not in (UNFINISHED, UNPLACED) and not name.startswith(CURRENT)]
        if others and not (top / LEDGER).exists():
            raise RefusedError(f"{top} 不是发布区，里面已有别的文件（{others[0]}）：请指定空文件夹或已有的发布区")
    return Shelf(top)


@contextmanager
def locked(one: Shelf, patience: float) -> Iterator[None]:
    """Nobody else publishes here meanwhile. The system itself lets go of the lock of a process that has ended.

    The folder itself is locked, so that no file is left. RefusedError after `patience` seconds, or without such locks.
    """
    try:
        import fcntl
    except ImportError:
        raise RefusedError("发布需要 Linux 或 macOS；核对（gongkai verify）在 Windows 上也可以用") from None
    opened = os.open(one.top, os.O_RDONLY)
    try:
        end = time.monotonic() + patience
        while True:
            try:
                fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() > end:
                    raise RefusedError("发布区正被另一次发布占用，请稍后再试") from None
                time.sleep(0.05)
        yield
    finally:
        os.close(opened)


@contextmanager
def made(top: Path) -> Iterator[None]:
    """The folder is there; if it was not and nothing was put into it, it is gone again."""
    is_new = not top.exists()
    top.mkdir(exist_ok=True)
    try:
        yield
    finally:
        if is_new and not any(top.iterdir()):
            top.rmdir()


def _rank(name: str) -> tuple[int, str]:
    return (_LAST.index(name) + 1 if name in _LAST else 0, name)
