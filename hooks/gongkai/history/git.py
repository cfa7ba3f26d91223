"""Asking git: no other module of the product starts a process. What git says is read as bytes and by fields."""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from gongkai.history.versions import GONE, Touch

_ENVIRONMENT: Final = {"LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0", "GIT_NO_REPLACE_OBJECTS": "1", "GIT_PAGER": "cat"}
_ASKING: Final = ("git", "--no-pager", "-c", "core.quotepath=off", "-c", "log.showSignature=false")
_LOG: Final = (
    *(
        "log",
        "--topo-order",
        "--raw",
        "-z",
        "--root",
        "-c",
        "--no-renames",
        "--no-abbrev",
        "--no-notes",
        "--no-mailmap",
    ),
    *("--no-color", "--no-ext-diff", "-O/dev/null", "--relative", "--format=%x01%H%x02%P%x02%ct%x02%ae"),
)
_TAGS: Final = "refs/tags/edition/"


class UnavailableError(Exception):
    """There is no history to read; its message says why, in Chinese."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One commit as the log tells it."""

    id: str
    parents: tuple[str, ...]
    at: int
    email: str
    touches: tuple[Touch, ...]


@dataclass(frozen=True, slots=True)
class Tag:
    """One tag of an edition; `commit` is what it leads to."""

    name: str
    commit: str
    at: int
    title: str


@dataclass(frozen=True, slots=True)
class Repository:
    """The repository in which a branch's folder lies."""

    root: Path
    """The branch's folder."""
    prefix: str
    """From the top of the repository to it, ends in `/` or is empty."""
    folder: Path
    """Git's own, shared by all work trees."""
    head: str
    is_shallow: bool

    def log(self, after: str = "") -> Iterator[Entry]:
        """Every commit that leads to the head, in any order; only those that do not lead to `after` as well."""
        told = _asked(self.root, *_LOG, f"{after}..{self.head}" if after else self.head)
        for part in told.split(b"\x01")[1:]:
            header, _, raw = part.partition(b"\0")
            commit, parents, at, email = header.decode("utf-8", "replace").split("\x02")
            touches = tuple(_touches(raw)) if raw else ()
            yield Entry(commit, tuple(parents.split()), int(at), email.strip().lower(), touches)

    def files(self, commit: str) -> dict[str, str]:
        """Path from the branch's folder → blob, of every regular file below `data/`."""
        listed = _asked(self.root, "ls-tree", "-r", "-z", commit, "--", "data")
        found = {}
        for line in listed.split(b"\0")[:-1]:
            about, _, path = line.partition(b"\t")
            mode, _, blob = about.decode().split()
            if mode.startswith("100"):
                found[os.fsdecode(path)] = blob
        return found

    def blobs(self, wanted: Iterable[str]) -> Iterator[bytes]:
        """The contents, one by one and in order, so that no more than one need be held."""
        lines = "".join(f"{blob}\n" for blob in wanted)
        if not lines:
            return
        with tempfile.TemporaryFile() as names:
            names.write(lines.encode())
            names.seek(0)
            with subprocess.Popen(
                [*_ASKING, "cat-file", "--batch", "--buffer"],
                cwd=self.root,
                env=_environment(),
                stdin=names,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            ) as asked:
                assert asked.stdout is not None
                while line := asked.stdout.readline():
                    size = int(line.split()[2]) if line.count(b" ") == 2 else -1
                    yield asked.stdout.read(size + 1)[:-1] if size >= 0 else b""

    def tags(self) -> tuple[Tag, ...]:
        """Those of editions, oldest first."""
        form = "%(refname)%00%(objectname)%00%(*objectname)%00%(creatordate:unix)%00%(contents:subject)"
        told = _asked(self.root, "for-each-ref", "--sort=creatordate", f"--format={form}", _TAGS)
        tags = []
        for line in told.decode("utf-8", "replace").splitlines():
            name, own, target, at, title = line.split("\0")
            tags.append(Tag(name.removeprefix(_TAGS), target or own, int(at or 0), title))
        return tuple(tags)

    def leads_to(self, older: str, newer: str) -> bool:
        """Whether the older commit is among those from which the newer one came."""
        return _answer(self.root, "merge-base", "--is-ancestor", older, newer).returncode == 0

    def commit(self, name: str) -> str | None:
        """The commit that a tag, a branch or a number names; None where there is none."""
        found = _answer(self.root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
        return found.stdout.decode().strip() if found.returncode == 0 else None


def repository(root: Path) -> Repository:
    """The repository around a branch's folder. UnavailableError where there is none, or none that may be read."""
    try:
        said = _answer(
            root, "rev-parse", "--show-prefix", "--is-shallow-repository", "--git-common-dir", "--verify", "HEAD"
        )
    except OSError:
        raise UnavailableError("这台机器没有装 git") from None
    lines = os.fsdecode(said.stdout).split("\n")
    if said.returncode == 0:
        return Repository(root, lines[0], (root / lines[2]).resolve(), lines[3], lines[1] == "true")
    if b"dubious ownership" in said.stderr:
        raise UnavailableError("git 仓库属于另一个用户，git 拒绝读取")
    raise UnavailableError("仓库里还没有提交" if len(lines) > 2 else "这个文件夹不在 git 仓库里")


def _touches(raw: bytes) -> Iterator[Touch]:
    """`:mode mode old new A\\0path\\0`, or for a merge `::mode mode mode old old new MM\\0path\\0`."""
    parts = raw.lstrip(b"\0\n").split(b"\0")
    for about, path in zip(parts[::2], parts[1::2], strict=False):
        fields = about.lstrip(b"\n").decode().split()
        parents = fields[0].count(":")
        before, after = fields[parents + 1], fields[2 * parents + 1]
        written = fields[parents].startswith("100")
        yield Touch(os.fsdecode(path), before if before.strip("0") else GONE, after if written else GONE)


def _asked(root: Path, *words: str) -> bytes:
    """What git answers. UnavailableError where it cannot: a broken repository is no history."""
    said = _answer(root, *words)
    if said.returncode:
        raise UnavailableError("git 仓库已损坏，读不出提交记录")
    return said.stdout


def _answer(root: Path, *words: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([*_ASKING, *words], cwd=root, env=_environment(), capture_output=True, check=False)


def _environment() -> dict[str, str]:
    """Without what a hook of git or a user's habits would let it look elsewhere for."""
    own = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("GIT_") or name.startswith("GIT_CONFIG")
    }
    return {**own, **_ENVIRONMENT}
