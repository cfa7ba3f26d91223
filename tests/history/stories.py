"""A history told in a few lines: commits with fixed days, authors and texts, made real by one `git fast-import`."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

from gongkai import history, kinds, load
from gongkai.history import History
from gongkai.history.versions import Step, Timeline
from gongkai.load.register import Register
from laying import WORLD, overlaid

AS_OF = date(2026, 11, 20)
CLERK, SECRETARY = "zuzhi@jg1.example", "shuji@jg1.example"
ENVIRONMENT = {
    **{name: value for name, value in os.environ.items() if not name.startswith("GIT_")},
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "LC_ALL": "C",
}
MEETING = """index: JG1/2026-{number}
title: 主题党日
made_on: 2026-01-05
published_on: 2026-01-09
types: [主题党日]
held_on: 2026-01-04
place: 三楼会议室
chair: 周敏
attendance: {{expected: 20, present: 18}}
"""
_IMPORT = ("fast-import", "--quiet", "--force", "--date-format=raw-permissive")
Told = tuple[str, ...]
Texts = Mapping[str, str | bytes | None]
"""Path below `data/` without suffix, or from the top of the repository with a slash before it; None: removed."""


def meeting(number: int, differs: str = "") -> str:
    """A record with this index number that differs from the plain one in these keys."""
    return overlaid(MEETING.format(number=f"{number:04}"), f"{differs}\n" if differs else "")


def draft(differs: str = "") -> str:
    """The same before it has a number."""
    return meeting(0, differs).partition("\n")[2]


def git(root: Path, *words: str, feed: bytes = b"", env: Mapping[str, str] | None = None) -> bytes:
    """What git answers, whatever the habits of the user who runs the tests."""
    own = {**ENVIRONMENT, **(env or {})}
    told = subprocess.run(["git", *words], cwd=root, env=own, input=feed, capture_output=True, check=False)
    assert told.returncode == 0, told.stderr.decode("utf-8", "replace")
    return told.stdout


@dataclass
class _Line:
    """A branch of git while it is told: what stands in its last commit, and what stood where it forked."""

    mark: int = 0
    tree: dict[str, bytes] = field(default_factory=dict)
    fork: dict[str, bytes] = field(default_factory=dict)


@dataclass
class Story:
    """Commits are gathered and become real with the first question; then the work tree is that of `main`."""

    root: Path
    """The branch's folder."""
    format: str = "sha1"
    below: str = ""
    """Where in the repository the branch's folder lies; ends in a slash."""
    lines: dict[str, _Line] = field(default_factory=lambda: {"main": _Line()})
    marks: int = 0
    _told: list[bytes] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.top.mkdir(parents=True, exist_ok=True)
        git(self.top, "init", "--quiet", "--initial-branch=main", f"--object-format={self.format}")
        shutil.copytree(WORLD / "data", self.root / "data", dirs_exist_ok=True)

    @property
    def top(self) -> Path:
        return Path(str(self.root).removesuffix("/" + self.below.rstrip("/"))) if self.below else self.root

    def commit(self, when: str, texts: Texts, *, by: str = CLERK, line: str = "main") -> int:
        """On a day (`2026-01-05`) or at git's own time (`-1 +0000`); the commit's mark."""
        own = self.lines[line]
        return self._tell(line, (when, by), self._written(own.tree, texts), ())

    def move(self, when: str, paths: Mapping[str, str], texts: Texts | None = None, *, line: str = "main") -> int:
        """Files renamed all at once, so that two may swap; `texts` besides."""
        own = self.lines[line].tree
        pairs = {self._path(old): self._path(new) for old, new in paths.items()}
        tree = {path: text for path, text in own.items() if path not in pairs}
        tree |= {new: own[old] for old, new in pairs.items()}
        return self._tell(line, (when, CLERK), self._written(tree, texts or {}), ())

    def fork(self, name: str, line: str = "main") -> None:
        own = self.lines[line]
        self.lines[name] = _Line(own.mark, dict(own.tree), dict(own.tree))

    def merge(self, when: str, others: Iterable[str], texts: Texts | None = None, *, ours: bool = False) -> int:
        """Into main: what the others changed since they forked, unless only `ours` stays, and `texts` besides."""
        tree = dict(self.lines["main"].tree)
        for name in () if ours else others:
            other = self.lines[name]
            for path in {**other.tree, **other.fork}:
                if other.tree.get(path) != other.fork.get(path):
                    tree.pop(path, None)
                    tree |= {path: other.tree[path]} if path in other.tree else {}
        return self._tell(
            "main", (when, CLERK), self._written(tree, texts or {}), [self.lines[name].mark for name in others]
        )

    def _path(self, name: str) -> str:
        return name[1:] if name.startswith("/") else f"{self.below}data/{name}.yaml"

    def _written(self, tree: Mapping[str, bytes], texts: Texts) -> dict[str, bytes]:
        changed = {self._path(name): _bytes(text) for name, text in texts.items()}
        return {path: text for path, text in {**tree, **changed}.items() if text is not None}

    def _tell(self, line: str, made: tuple[str, str], tree: dict[str, bytes], merged: Iterable[int]) -> int:
        """The commit in the language of fast-import; a path is quoted, so that any name is one."""
        own, (when, by) = self.lines[line], made
        self.marks += 1
        at = (
            when
            if " " in when
            else f"{int(datetime.fromisoformat(when + 'T12:00').replace(tzinfo=UTC).timestamp())} +0800"
        )
        said = [f"commit refs/heads/{line}\nmark :{self.marks}\ncommitter 某人 <{by}> {at}\ndata 0\n".encode()]
        said += [f"from :{own.mark}\n".encode()] if own.mark else []
        said += [f"merge :{mark}\n".encode() for mark in merged]
        said += [b"D %s\n" % _quoted(path) for path in own.tree if path not in tree]
        for path, text in tree.items():
            if own.tree.get(path) != text:
                said.append(b"M 100644 inline %s\ndata %d\n%s\n" % (_quoted(path), len(text), text))
        self._told.append(b"".join(said))
        own.mark, own.tree = self.marks, tree
        return self.marks

    def make(self) -> Story:
        """What has been told becomes real, and the work tree that of main."""
        self._make(len(self._told))
        return self

    def _make(self, count: int) -> None:
        said, self._told = self._told[:count], self._told[count:]
        if said:
            marks = self.top / ".git" / "marks"
            again = [f"--import-marks={marks}"] if marks.exists() else []
            git(self.top, *_IMPORT, *again, f"--export-marks={marks}", feed=b"".join(said))
            git(self.top, "reset", "--quiet", "--hard", "main")

    def id(self, mark: int) -> str:
        """Of the commit with this mark."""
        listed = (self.make().top / ".git" / "marks").read_text().split()
        return dict(zip(listed[::2], listed[1::2], strict=True))[f":{mark}"]

    def write(self, texts: Texts) -> None:
        """In the work tree only."""
        for name, raw in texts.items():
            file, text = self.make().top / self._path(name), _bytes(raw)
            if text is None:
                file.unlink()
            else:
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(text)

    def told(self, as_of: date = AS_OF) -> History:
        """The history as it is read now: the same for who read half of it before, all of it, or nothing."""
        if len(self._told) > 1:
            self._make(len(self._told) // 2)
            read(self.root, as_of)
        self.make()
        after_half, after_all = read(self.root, as_of), read(self.root, as_of)
        forget(self.top)
        fresh = read(self.root, as_of)
        assert after_half == fresh
        assert after_all == fresh
        return fresh

    def steps(self, address: str) -> list[Told]:
        """Of one record: day and what differs."""
        return steps(self.told().timelines[address])


def _bytes(text: str | bytes | None) -> bytes | None:
    return text.encode() if isinstance(text, str) else text


def _quoted(path: str) -> bytes:
    raw = os.fsencode(path).replace(b"\\", b"\\\\").replace(b'"', b'\\"').replace(b"\n", b"\\n")
    return b'"' + raw + b'"'


def register_at(root: Path) -> Register:
    """The branch's records as they stand."""
    register, _ = load.register.read(root, {kind.name: kind.model for kind in kinds.kinds().values()})
    assert register is not None
    return register


def read(root: Path, as_of: date = AS_OF) -> History:
    """The history of the branch in this folder."""
    return history.read(register_at(root), {kind.name: kind.model for kind in kinds.kinds().values()}, as_of)


def kept(top: Path) -> list[Path]:
    """The files in which is kept what was read before."""
    return sorted(top.glob(".git/gongkai-*"))


def forget(top: Path) -> None:
    for file in kept(top):
        file.unlink()


def steps(timeline: Timeline) -> list[Told]:
    """Day of each step and what differs: `2026-01-05`, `title: 甲 → 乙`."""
    return [(step.commit.day.isoformat() if step.commit.is_made else "未提交", *words(step)) for step in timeline.steps]


def words(step: Step) -> Told:
    """Its differences, and what else is to be said of it."""
    told = [f"{'.'.join(one.path)}: {one.before} → {one.after}" for one in step.differences if not step.is_faulty]
    told += ["faulty"] if step.is_faulty else []
    told += [f"from {step.moved_from}"] if step.moved_from else []
    return (*told, *(["removed"] if step.is_removal else []))
