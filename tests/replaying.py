"""The history of the sample branch, replayed into a repository: who wrote what on which day, and three editions.

make replay              into replay/, with its site in replay/site

What stands in `data/` says when each part of it was written; `replay.yaml` adds what the data cannot say. All of it
goes to git as one stream with fixed days, names and addresses, so the commits are the same ones every time.
"""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, date, datetime, time, timedelta, timezone
from pathlib import Path
from typing import Final

from commits import Commit, written
from dated import Slot, Step
from gongkai.kinds import kinds
from gongkai.load import register
from gongkai.load.branch import Branch
from sample import ROOT
from told import Told

BEIJING: Final = timezone(timedelta(hours=8))
HOURS: Final = {
    Slot.BASE: time(8, 30),
    Slot.DRAFT: time(9, 10),
    Slot.SUBMITTED: time(11, 0),
    Slot.REFUSED: time(13, 10),
    Slot.LATER: time(14, 0),
    Slot.APPROVED: time(16, 0),
    Slot.LINKED: time(17, 30),
    Slot.MERGED: time(17, 50),
}
EVENING: Final = time(18, 30)
"""When an edition is tagged."""
APART: Final = timedelta(minutes=3)


class Stream:
    """The stream that `git fast-import` reads."""

    def __init__(self, branch: Branch) -> None:
        self.branch = branch
        self.parts: list[bytes] = []
        self.tip = self.last = 0
        """Marks: of the newest commit of the main branch, and the last given."""
        self._busy: dict[tuple[date, Slot], int] = {}

    def commit(self, one: Commit, *, aside: bool = False, merges: int = 0) -> int:
        """Adds it on top of the main branch, or beside it; its mark."""
        who = self._who(one.role, self._moment(one.step))
        self.last += 1
        self._say(f"commit refs/heads/main\nmark :{self.last}\nauthor {who}\ncommitter {who}")
        self._data(one.message.encode() + b"\n")
        self._say(*([f"from :{self.tip}"] if self.tip else []), *([f"merge :{merges}"] if merges else []))
        for path, content in sorted(one.files.items()):
            self._say(f"D {path}" if content is None else f"M 100644 inline {path}")
            if content is not None:
                self._data(content)
        if not aside:
            self.tip = self.last
        return self.last

    def tag(self, name: str, title: str, day: date) -> None:
        """An annotated tag on the newest commit."""
        self._say(f"tag edition/{name}\nfrom :{self.tip}")
        self._say(f"tagger {self._who('宣传委员', datetime.combine(day, EVENING, BEIJING))}")
        self._data(title.encode() + b"\n")

    def _moment(self, step: Step) -> datetime:
        before = self._busy.get((step.day, step.slot), 0)
        self._busy[step.day, step.slot] = before + 1
        return datetime.combine(step.day, HOURS[step.slot], BEIJING) + before * APART

    def _who(self, role: str, moment: datetime) -> str:
        """The one who held the post on that day, with the address that branch.yaml knows for the post then."""
        day = moment.date()
        term = self.branch.committee_on(day)
        name = next((seat.name for seat in (term.seats if term else ()) if seat.post == role), role)
        known = [one for one in self.branch.history.roles if one.role == role and day <= (one.until or day)]
        email = min(known, key=lambda one: one.until or date.max).email
        return f"{name} <{email}> {int(moment.astimezone(UTC).timestamp())} +0800"

    def _say(self, *lines: str) -> None:
        self.parts += [f"{line}\n".encode() for line in lines]

    def _data(self, content: bytes) -> None:
        self.parts += [b"data %d\n" % len(content), content, b"\n"]


def stream() -> bytes:
    """The whole history of the sample branch, for `git fast-import`."""
    read, _ = register.read(ROOT, {name: kind.model for name, kind in kinds().items()})
    assert read
    told = Told.read()
    out = Stream(read.branch)
    editions = list(told.editions)
    side: Commit | None = None
    mark = 0
    for commit in written(read, told):
        while editions and editions[0].on < commit.step.day:
            edition = editions.pop(0)
            out.tag(edition.name, edition.title, edition.on)
        if commit.step.whose == told.aside and commit.step.slot is Slot.DRAFT:
            side, mark = commit, out.commit(commit, aside=True)
        elif side and commit.step.slot is Slot.MERGED:
            out.commit(commit, merges=mark)
        else:
            out.commit(commit)
    return b"".join(out.parts)


def main(target: Path) -> None:
    """Makes the repository in a folder that does not exist yet."""
    target.mkdir(parents=True)
    git(target, "init", "--quiet", "--template=", "--initial-branch=main")
    for setting in ("commit.gpgSign=false", "tag.gpgSign=false", "core.autocrlf=false", "core.quotePath=false"):
        git(target, "config", *setting.split("="))
    git(target, "fast-import", "--quiet", "--done", stdin=stream() + b"done\n")
    git(target, "reset", "--quiet", "--hard", "main")


def git(folder: Path, *arguments: str, stdin: bytes = b"") -> str:
    """What git says, asked in a way that no setting of the user or the machine changes."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    alone = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "LC_ALL": "C.UTF-8", "TZ": "UTC"}
    done = subprocess.run(["git", "-C", folder, *arguments], input=stdin, env=kept | alone, capture_output=True)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
    print(f"样例支部的历史：{git(Path(sys.argv[1]), 'rev-list', '--count', 'main').strip()} 次提交，三个存档标签。")
