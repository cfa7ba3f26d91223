"""发布区 as a branch of git: the same tree, put there by one commit that either is taken whole or not at all.

What is looked at stands in a private folder: of every folder on the branch its name, and the bytes only where they are
asked for. Nobody holds a lock: whoever finds that another was faster begins again with what stands then.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from gongkai.history.git import UnavailableError
from gongkai.history.shelving import Mirror
from gongkai.publish.refusal import RefusedError
from gongkai.publish.shelf import Shelf, refuse_others
from gongkai.publish.verify import LEDGER, UNPLACED, content, heads


class OvertakenError(RefusedError):
    """Another publication came first; nothing is wrong, it need only be done again."""


@dataclass(frozen=True)
class GitShelf(Shelf):
    """A shelf on a branch; `top` is the private folder in which it is looked at."""

    mirror: Mirror
    now: datetime
    inside: tuple[str, ...]
    """How the names of those folders begin whose files are looked at, too."""

    def recover(self) -> list[str]:
        """Look again. Nothing is ever unfinished: a branch leads to the old commit or to the new one."""
        with _told():
            before, now = self.mirror.tip, self.mirror.renew()
            if now and now == before:
                return []
            shutil.rmtree(self.top)
            self.top.mkdir()
            names = self.mirror.names()
            refuse_others(f"分支 {self.mirror.branch.name}", names)
            wanted = {name for name, is_folder in names.items() if not is_folder or name.startswith(self.inside)}
            self.mirror.write(self.top, sorted(wanted))
            for name in names.keys() - wanted:
                (self.top / name).mkdir()
        return []

    def put(self, prepare: Callable[[Path], Iterable[str]], agree: Callable[[], None]) -> None:
        """As on a disk. OvertakenError where another's commit came first: then what was prepared no longer fits."""
        stage = self.top / UNPLACED
        try:
            stage.mkdir()
            gone = sorted(prepare(stage))
            with _told():
                new = self.mirror.commit(stage, gone, _message(stage), self.now)
            agree()
            with _told():
                if new and (why := self.mirror.push(new)):
                    raise OvertakenError(f"没有做成：发布区正被另一次发布占用，请稍后再试（{why}）")
        finally:
            shutil.rmtree(stage, ignore_errors=True)


@contextmanager
def _told() -> Iterator[None]:
    """What git could not do is why nothing was published."""
    try:
        yield
    except UnavailableError as problem:
        raise RefusedError(f"没有做成，发布区未改动：{problem}") from None


def _message(stage: Path) -> str:
    """What the log of the branch says: which entry of the ledger it is, if any."""
    if not (stage / LEDGER).exists():
        return "现状"
    head = heads(content(stage / LEDGER))[-1]
    return f"第 {head.number} 号登记：{head.action} {head.edition}\n\n{head.hash}"
