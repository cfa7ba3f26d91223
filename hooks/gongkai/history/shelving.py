"""A branch of git as a place where things stand: what is at its tip, and one commit more that merges something in.

Everything happens in a private clone: `git` takes as much of the branch as it must, no work tree is ever checked out,
and the commit goes back by a push that compares and swaps. Whoever was faster is never overwritten.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain
from pathlib import Path
from typing import Final

from gongkai.history import streaming
from gongkai.history.git import PLAIN, Repository, UnavailableError, answer

_REMOTE: Final = "shelf"
"""No name that the user's settings are likely to know."""
_SEEN, _NEXT = "refs/gongkai/seen", "refs/gongkai/next"
_AWAY: Final = (
    *PLAIN,
    *("-c", "gc.auto=0", "-c", "maintenance.auto=false", "-c", "submodule.recurse=false"),
    *("-c", "push.gpgSign=false", "-c", "push.followTags=false", "-c", "push.recurseSubmodules=no"),
    *("-c", "pack.useSparse=false"),  # else an edition's file counts as new though the one before has it elsewhere
)
_SILENT: Final = re.compile(r"warning:|hint:|Cloning into|To |Done$|\s*$")
_AT_WORK: Final = re.compile(rb"\.lock': File exists|but expected|incorrect old value|reference already exists")
"""What another repository says while somebody else moves the branch, whether or not that is seen already."""


@dataclass(frozen=True)
class GitBranch:
    """A branch in some repository."""

    repo: str
    """A path, or any address that git understands."""
    name: str

    @property
    def ref(self) -> str:
        return f"refs/heads/{self.name}"


@dataclass
class Mirror:
    """A private clone that knows one branch; made in a folder that does not exist yet."""

    branch: GitBranch
    folder: Path
    is_whole: bool = False
    """With all commits and all bytes, to be looked through; else what git must know for one commit more."""
    tip: str = field(default="", init=False)
    """The newest commit that was seen; empty where there is no such branch yet."""

    @property
    def _clone(self) -> Repository:
        return Repository(self.folder, "", self.folder / ".git", self.tip, is_shallow=False)

    @property
    def is_shallow(self) -> bool:
        """Whether the repository that was asked has not all commits itself."""
        return (self.folder / ".git/shallow").exists()

    def renew(self) -> str:
        """The tip as it is now. UnavailableError with git's own reason where it cannot be told."""
        tip = self._far_tip()
        if not tip and self.tip:
            raise UnavailableError(f"分支 {self.branch.name} 刚被删去")
        if not self.folder.is_dir():
            self._begin(has_branch=bool(tip))
        if tip != self.tip:
            self._done("fetch", "--quiet", "--no-tags", _REMOTE, f"+{self.branch.ref}:{_SEEN}")
            self.tip = self._said("rev-parse", _SEEN)
        return self.tip

    def names(self) -> dict[str, bool]:
        """What stands at the top: name → whether it is a folder."""
        return {one.path: one.mode == "040000" for one in streaming.listed(self._clone, self.tip)} if self.tip else {}

    def write(self, target: Path, below: Iterable[str]) -> None:
        """These files and folders, as they are at the tip, into a folder. UnavailableError unless all is plain."""
        wanted = [*below]
        every = streaming.standing(self._clone, self.tip, wanted) if wanted and self.tip else []
        if every and self._said("config", "--default=", f"remote.{_REMOTE}.promisor"):
            objects = "".join(f"{one}\n" for one in dict.fromkeys(one.object for one in every)).encode()
            at_once = ("--no-tags", "--no-write-fetch-head", "--filter=blob:none", "--stdin")  # else one by one
            self._done("-c", "fetch.negotiationAlgorithm=noop", "fetch", "--quiet", _REMOTE, *at_once, stdin=objects)
        streaming.write(self._clone, every, target)

    def shortened(self, path: str) -> list[str]:
        """Commits, oldest first, in which this file does not begin with all that it held before."""
        return streaming.shortened(self._clone, self.tip, path)

    def commit(self, tree: Path, gone: Iterable[str], message: str, now: datetime) -> str:
        """The tip with these files merged in and those paths away; empty where that is what it holds already."""
        who, old = f"gongkai <gongkai@shelf.invalid> {int(now.timestamp())} +0800", self.tip
        head = f"commit {_NEXT}\ncommitter {who}\ndata {len(message.encode())}\n{message}\n"
        head += f"from {old}\n" if old else ""
        stream = chain((head.encode(),), streaming.changes(tree, gone))
        new = streaming.made(self._clone, _NEXT, stream, is_first=not old)
        trees = self._said("rev-parse", *(f"{one}^{{tree}}" for one in (new, old) if one)).split()
        return "" if old and trees[0] == trees[1] else new

    def push(self, new: str) -> str:
        """The branch leads to this commit instead of the tip: empty. Why not, where somebody was faster: try again.

        The lease is no force: it only ever adds that the branch still is where it was seen, also if that was nowhere.
        UnavailableError with the reason where git, or whoever keeps the other repository, does not want it.
        """
        old = self.tip
        lease, goal = f"--force-with-lease={self.branch.ref}:{old}", f"{new}:{self.branch.ref}"
        plain = ("-c", "pack.window=0") if old else ()  # no deltas among what is new: see `streaming.made`
        pushed = answer(self.folder, *_AWAY, *plain, "push", "--porcelain", "--no-verify", lease, _REMOTE, goal)
        if not pushed.returncode:
            return ""
        reason, now = _reason(pushed.stderr, pushed.stdout), self._far_tip()
        if now == new:  # it was heard, only the answer was not
            return ""
        if now == old and not _AT_WORK.search(pushed.stderr):
            raise UnavailableError(f"git 没有接受（{reason}）")
        return reason

    def _far_tip(self) -> str:
        told = answer(self.folder.parent, *_AWAY, "ls-remote", "--", self.branch.repo, self.branch.ref)
        if told.returncode:
            raise UnavailableError(f"git 读不到发布区的仓库（{_reason(told.stderr)}）")
        found = (line.decode("utf-8", "replace").split("\t") for line in told.stdout.splitlines())
        return next((one[0] for one in found if one[1:] == [self.branch.ref]), "")  # git takes it for an ending

    def _begin(self, *, has_branch: bool) -> None:
        """Of a repository on this machine the objects are shared; from elsewhere comes what git cannot do without."""
        if not has_branch:
            self._answered(self.folder.parent, ("init", "--quiet", "--template=", str(self.folder)))
            self._done("remote", "add", _REMOTE, self.branch.repo)
            return
        part = () if self.is_whole else ("--depth=1", "--filter=blob:none")
        own = ("--template=", "--origin", _REMOTE, "--branch", self.branch.name, "--single-branch")
        words = ("clone", "--quiet", "--shared", "--no-checkout", "--no-tags", *part, *own)
        self._answered(self.folder.parent, (*words, "--", self.branch.repo, str(self.folder)))
        self.tip = self._said("rev-parse", f"refs/remotes/{_REMOTE}/{self.branch.name}")

    def _done(self, *words: str, stdin: bytes = b"") -> None:
        self._answered(self.folder, words, stdin)

    def _said(self, *words: str) -> str:
        return self._answered(self.folder, words).decode().strip()

    def _answered(self, where: Path, words: tuple[str, ...], stdin: bytes = b"") -> bytes:
        told = answer(where, *_AWAY, *words, stdin=stdin)
        if told.returncode:
            raise UnavailableError(f"git 没有完成（{_reason(told.stderr)}）")
        return told.stdout


def is_branch_name(name: str) -> bool:
    """Whether git takes this as the name of a branch: no pattern, no option, nothing between two names."""
    return not answer(Path.cwd(), "check-ref-format", f"refs/heads/{name}").returncode


def _reason(said: bytes, refused: bytes = b"") -> str:
    """Git's own words in one line: what the other side told, else the first that is no warning."""
    lines = [*said.decode("utf-8", "replace").splitlines()]
    told = [line.removeprefix("remote:").strip() for line in lines if line.startswith("remote:")]
    plain = [line for line in lines if not _SILENT.match(line) and not line.startswith("remote:")]
    own = [line.split("\t")[-1] for line in refused.decode("utf-8", "replace").splitlines() if line.startswith("!")]
    words = "; ".join([one for one in told if one][:1] + own) or (plain or ["?"])[0]
    return "".join(letter for letter in words if letter.isprintable())[:300]
