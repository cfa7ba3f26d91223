"""发布区: a folder that a web server shows. It changes by renames only, after everything is on the disk.

A deed is prepared in `.publish`, which becomes `.ready` in one rename once it is whole. From there on it happened:
whoever is stopped between two of the renames that follow leaves the rest to the next deed.
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

from gongkai.publish.refusal import RefusedError, UnfinishedError, reason, spoken
from gongkai.publish.seal import share, sync, synced
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
_FORMER, _GOING, _GONE = ".former", ".going", ".gone"
"""Beside what is to be placed: what that replaces, the list of what is to go, and what has gone."""


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
        """Finish what was stopped after it happened, sweep what was stopped before. Paths that were unfinished."""
        ready = self.top / UNFINISHED
        steps = self._steps(ready) if ready.is_dir() else []
        self._do(steps)
        self._sweep()
        if (self.top / UNPLACED).is_dir():
            shutil.rmtree(self.top / UNPLACED)
        return [target for _, target in steps]

    def put(self, prepare: Callable[[Path], Iterable[str]], agree: Callable[[], None]) -> None:
        """All or nothing: `prepare` writes into an empty folder what is to stand, and names paths that are to go.

        A folder that the shelf has not is placed whole; what is written in one that it has takes its place there file
        by file, and all else in it stays. `agree` is asked when all of it is on the disk, and may still raise.
        """
        stage = self.top / UNPLACED
        try:
            stage.mkdir()
            self._keep(stage, sorted(prepare(stage)))
            synced(stage)
            steps = self._steps(stage)
            agree()
            os.replace(stage, self.top / UNFINISHED)  # noqa: PTH105  # one verb for every rename here
            try:
                self._do(steps)
            except OSError:
                self._take_back(steps)
                raise
            self._sweep()
        finally:
            shutil.rmtree(stage, ignore_errors=True)

    def _keep(self, stage: Path, going: list[str]) -> None:
        """What will be replaced, for the case that a rename fails; what will go, and room for it."""
        for path in [path for path in self._written(stage) if os.path.lexists(self.top / path)]:
            (stage / _FORMER / path).parent.mkdir(parents=True, exist_ok=True)
            share(self.top / path, stage / _FORMER / path)
        for path in going:
            (stage / _GONE / path).parent.mkdir(parents=True, exist_ok=True)
        (stage / _GOING).write_text("".join(f"{path}\n" for path in going), encoding="utf-8")

    def _written(self, stage: Path, folder: str = "") -> Iterator[str]:
        """What is to be placed, in order: whole what the shelf has not, else file by file."""
        for name in sorted(os.listdir(stage / folder), key=_rank):  # noqa: PTH208  # names only
            path = f"{folder}/{name}" if folder else name
            if _is_folder(stage / path) and _is_folder(self.top / path):
                yield from self._written(stage, path)
            elif path not in (_FORMER, _GOING, _GONE):
                yield path

    def _steps(self, stage: Path) -> list[tuple[str, str]]:
        """The renames that are still to be done: each thing to its place, then what is to go out of sight."""
        going = (stage / _GOING).read_text(encoding="utf-8").splitlines() if (stage / _GOING).exists() else []
        left = [path for path in going if os.path.lexists(self.top / path)]
        places = [(f"{UNFINISHED}/{path}", path) for path in self._written(stage)]
        return places + [(path, f"{UNFINISHED}/{_GONE}/{path}") for path in left]

    def _do(self, steps: Iterable[tuple[str, str]]) -> None:
        sync(self.top)
        for source, target in steps:
            os.replace(self.top / source, self.top / target)  # noqa: PTH105  # one verb for every rename here
        sync(self.top)

    def _sweep(self) -> None:
        """It is done; what cannot be removed now, the next deed removes."""
        shutil.rmtree(self.top / UNFINISHED, ignore_errors=True)

    def _take_back(self, steps: Iterable[tuple[str, str]]) -> None:
        """UnfinishedError where a disk that took some renames takes none any more: nobody may say nothing changed."""
        try:
            self._undo(steps)
        except OSError as problem:
            how = "请先修好磁盘，再运行一次 gongkai publish 补齐，然后用 gongkai verify 核对"
            raise UnfinishedError(f"做到一半，发布区已有改动，磁盘却不再接受改动（{reason(problem)}）：{how}") from None

    def _undo(self, steps: Iterable[tuple[str, str]]) -> None:
        """A rename failed: those before it are taken back."""
        done = [step for step in steps if not os.path.lexists(self.top / step[0])]
        os.replace(self.top / UNFINISHED, self.top / UNPLACED)  # noqa: PTH105  # one verb for every rename here
        for source, target in reversed(done):
            former = f"{UNPLACED}/{_FORMER}/{target}"
            back = (former, target) if os.path.lexists(self.top / former) else (_unready(target), _unready(source))
            os.replace(self.top / back[0], self.top / back[1])  # noqa: PTH105  # one verb for every rename here


def shelf(top: Path) -> Shelf:
    """The one in this folder. RefusedError where other things stand there."""
    with spoken():
        names = sorted(os.listdir(top)) if top.exists() else []  # noqa: PTH208  # names only
        is_begun = (top / UNFINISHED / LEDGER).exists()  # the first publication was stopped among its renames
        refuse_others(str(top), () if is_begun else names)
    return Shelf(top)


def refuse_others(where: str, names: Iterable[str]) -> None:
    """RefusedError unless this is a shelf, or will be: a publication would sweep nobody's files."""
    others = [name for name in names if name not in (UNFINISHED, UNPLACED) and not name.startswith(CURRENT)]
    if others and LEDGER not in others:
        raise RefusedError(f"{where} 不是发布区，里面已有别的文件（{others[0]}）：请指定空的地方或已有的发布区")


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


def _is_folder(path: Path) -> bool:
    return path.is_dir() and not path.is_symlink()


def _unready(path: str) -> str:
    """Where it stands once `.ready` is `.publish` again."""
    return f"{UNPLACED}/{path.removeprefix(f'{UNFINISHED}/')}" if path.startswith(f"{UNFINISHED}/") else path
