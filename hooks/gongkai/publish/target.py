"""Where a shelf is: a folder, or a branch of some repository. From here on both are one thing."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Final, TypeVar

from gongkai.history.git import UnavailableError
from gongkai.history.shelving import GitBranch, Mirror, is_branch_name
from gongkai.publish.gitshelf import GitShelf, OvertakenError
from gongkai.publish.private import room
from gongkai.publish.refusal import RefusedError, spoken
from gongkai.publish.shelf import Shelf, locked, made, shelf
from gongkai.publish.verify import LEDGER

Target = Path | GitBranch
_SCHEME: Final = "git:"
_BRANCH: Final = "publish"
_T = TypeVar("_T")


def target(text: str) -> Target:
    """As it is written on the command line: a folder, or `git:REPO#BRANCH`. ValueError with words for the clerk."""
    if not text.startswith(_SCHEME):
        return Path(text).resolve()
    rest = text.removeprefix(_SCHEME)
    repo, _, name = rest.rpartition("#") if "#" in rest else (rest, "", _BRANCH)
    try:
        is_sound = bool(repo) and is_branch_name(name)
    except OSError:
        raise ValueError("这台机器没有装 git") from None
    if not is_sound:
        raise ValueError(f"应当写成 git:仓库#分支，分支名要合 git 的规则，现在是“{text}”")
    return GitBranch(str(Path(repo).resolve()) if Path(repo).exists() else repo, name)


@contextmanager
def opened(where: Target, now: datetime, inside: tuple[str, ...] = ()) -> Iterator[Shelf]:
    """The shelf there; of a branch with the files of those folders only whose names begin so."""
    if isinstance(where, Path):
        one = shelf(where)
        with made(where):
            yield one
        return
    with room() as private:
        (private / "shelf").mkdir()
        yield GitShelf(private / "shelf", Mirror(where, private / "git"), now, inside)


def patiently(one: Shelf, patience: float, deed: Callable[[], _T]) -> _T:
    """Do it with the lock, in sight of what stands now; again from there where another publication came first."""
    end = time.monotonic() + patience
    while True:
        try:
            with locked(one, patience):
                one.recover()
                return deed()
        except OvertakenError:
            if time.monotonic() > end:
                raise


@contextmanager
def looked_at(where: Target) -> Iterator[tuple[Path, list[str]]]:
    """A folder to verify, and what is wrong with the way in which it came to be, as sentences.

    Of a branch everything is there, and its commits have been asked whether the ledger ever lost a word.
    """
    if isinstance(where, Path):
        yield where, []
        return
    with _telling(), room() as private:
        mirror = Mirror(where, private / "git", is_whole=True)
        (private / "shelf").mkdir()
        if not mirror.renew():
            raise RefusedError(f"没有核对：仓库里没有分支 {where.name}")
        if mirror.is_shallow:
            raise RefusedError("没有核对：这个仓库只有一部分提交记录（浅克隆），请核对原来的仓库")
        mirror.write(private / "shelf", mirror.names())
        lost = mirror.shortened(LEDGER)
        yield private / "shelf", [f"提交 {one[:12]}：登记簿里已有的登记被改动或删去" for one in lost]


@contextmanager
def _telling() -> Iterator[None]:
    try:
        with spoken("没有核对"):
            yield
    except UnavailableError as problem:
        raise RefusedError(f"没有核对：{problem}") from None
