"""Asking git: no other module of the product starts a process. What git says is read as bytes and by fields."""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import IO, Final

from gongkai.history.log import FORM, seconds

_ENVIRONMENT: Final = {
    "LC_ALL": "C",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_PAGER": "cat",
    "GIT_TERMINAL_PROMPT": "0",  # a partial clone may have to fetch: nobody is there to type a password
    "GIT_NO_REPLACE_OBJECTS": "1",  # who may write to a clone could otherwise show another history
    "GIT_GRAFT_FILE": os.devnull,
    "GIT_FLUSH": "0",  # else it hands over each commit of a log by itself: thousands of tiny pieces
}
_ASKING: Final = (
    *("git", "--no-pager", "-c", "core.quotepath=off", "-c", "log.showSignature=false"),
    *("-c", "advice.graftFileDeprecated=false"),
    *("-c", "log.diffMerges=separate"),  # what -m means; older ones know nothing else
)
PLAIN: Final = (
    *("-c", "core.hooksPath=/dev/null", "-c", "core.autocrlf=false", "-c", "core.fsmonitor=false"),
    *("-c", "advice.detachedHead=false", "-c", "core.eol=lf"),
)
"""Before a verb that writes: no habit of the user changes a byte or starts a program."""
_KEPT: Final = ("GIT_CONFIG", "GIT_SSH", "GIT_ASKPASS", "GIT_SSL", "GIT_HTTP", "GIT_PROXY")
"""What a machine's settings say of how git reaches another one; nothing of which repository is meant."""
_LOG: Final = (
    *(
        "log",
        "--no-mailmap",
        "--topo-order",
        "--raw",
        "-z",
        "--root",
        "-m",
        "--no-renames",
        "--no-abbrev",
        "--no-notes",
    ),
    *("--no-color", "--no-ext-diff", "-O/dev/null", "--relative", FORM),
)
_TAGS: Final = "refs/tags/edition/"
_BROKEN: Final = "git 仓库已损坏，读不出提交记录"
_LACKING: Final = "git 仓库里以前的文本缺失或已损坏，读不出提交记录；不带全部文本的克隆，请联网后再试"


class UnavailableError(Exception):
    """There is no history to read; its message says why, in Chinese."""


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

    def log(self, after: str = "") -> bytes:
        """Of every commit that leads to the head, children first; only of those that do not lead to `after` as well."""
        return _asked(self.root, *_LOG, f"{after}..{self.head}" if after else self.head, "--")

    def blobs(self, wanted: Iterable[str]) -> Iterator[bytes]:
        """The contents, one by one and in order, so that no more than one need be held."""
        lines = "".join(f"{blob}\n" for blob in wanted)
        if not lines:
            return
        with tempfile.TemporaryFile() as names:
            names.write(lines.encode())
            names.seek(0)
            with asking(self.root, "cat-file", "--batch", "--buffer", stdin=names) as told:
                for _ in range(lines.count("\n")):
                    yield _content(told)

    def tags(self) -> tuple[Tag, ...]:
        """Those of editions, oldest first."""
        form = "%(refname)%00%(objectname)%00%(*objectname)%00%(creatordate:unix)%00%(contents:subject)"
        told = _asked(self.root, "for-each-ref", f"--format={form}", _TAGS)
        tags = []
        for line in told.decode("utf-8", "replace").split("\n")[:-1]:
            name, own, target, at, title = line.split("\0")
            tags.append(Tag(name.removeprefix(_TAGS), target or own, seconds(at), title))
        return tuple(sorted(tags, key=lambda tag: (tag.at, tag.name)))

    def leads_to(self, older: str, newer: str) -> bool:
        """Whether the older commit is among those from which the newer one came."""
        return _answer(self.root, "merge-base", "--is-ancestor", older, newer).returncode == 0

    def commit(self, name: str) -> str | None:
        """The commit that a tag, a branch or a number names; None where there is none."""
        found = _answer(self.root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
        return found.stdout.decode().strip() if found.returncode == 0 else None


@lru_cache(maxsize=4)
def files(root: Path, commit: str) -> Mapping[str, str]:
    """Path from the branch's folder → blob, of every regular file below `data/`. A commit is asked once: it stays."""
    listed = os.fsdecode(_asked(root, "ls-tree", "-r", "-z", commit, "--", "data"))
    lines = (line.partition("\t") for line in listed.split("\0")[:-1] if line.startswith("100"))
    return {path: about.rpartition(" ")[2] for about, _, path in lines}


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
    if b"not a git repository" in said.stderr:
        raise UnavailableError("这个文件夹不在 git 仓库里")
    raise UnavailableError("仓库里还没有提交" if len(lines) > 2 else _BROKEN)


def _content(stream: IO[bytes]) -> bytes:
    """The next object. UnavailableError where git has it not, or fell silent."""
    _, _, size = stream.readline().rstrip().rpartition(b" ")
    if not size.isdigit():
        raise UnavailableError(_LACKING)
    content = stream.read(int(size) + 1)
    if len(content) <= int(size):
        raise UnavailableError(_BROKEN)
    return content[:-1]


def _asked(root: Path, *words: str) -> bytes:
    """What git answers. UnavailableError where it cannot: a broken repository is no history."""
    said = _answer(root, *words)
    if said.returncode:
        raise UnavailableError(_BROKEN)
    return said.stdout


def answer(root: Path, *words: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """What git says and how it ends, whatever it is asked."""
    return subprocess.run(
        [*_ASKING, *words], cwd=root, env=_environment(), input=stdin, capture_output=True, check=False
    )


@contextmanager
def asking(root: Path, *words: str, stdin: IO[bytes] | int = subprocess.DEVNULL) -> Iterator[IO[bytes]]:
    """What git answers, as it comes. UnavailableError where it ends in an error."""
    with _running(root, words, stdin, subprocess.PIPE) as asked:
        assert asked.stdout is not None
        yield asked.stdout
    if asked.returncode:
        raise UnavailableError(_BROKEN)


def telling(root: Path, told: Iterable[bytes], *words: str) -> int:
    """How git ends that is told all this, piece by piece."""
    asked = _running(root, words, subprocess.PIPE, subprocess.DEVNULL)
    with suppress(BrokenPipeError), asked:  # one that has ended says so by how it ended
        assert asked.stdin is not None
        asked.stdin.writelines(told)
    return asked.returncode


def _running(root: Path, words: Iterable[str], stdin: IO[bytes] | int, stdout: int) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [*_ASKING, *words], cwd=root, env=_environment(), stdin=stdin, stdout=stdout, stderr=subprocess.DEVNULL
    )


def _answer(root: Path, *words: str) -> subprocess.CompletedProcess[bytes]:
    return answer(root, *words)


def _environment() -> dict[str, str]:
    """Without what a hook of git or a user's habits would let it look elsewhere for."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("GIT_") or name.startswith(_KEPT)}
    return {**own, **_ENVIRONMENT}
