"""Trees of git read and made as streams: no index and no work tree, so that no attribute ever touches a byte."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import Final, NamedTuple

from gongkai.history.git import PLAIN, Repository, UnavailableError, answer, asking, telling

_FILE, _LINK = "100", "120000"
_MOST: Final = 3_000_000
"""Files: 120 editions of 10,000 records have half as many."""
_LARGEST: Final = 1 << 30
"""Bytes of one file."""


class Standing(NamedTuple):
    """One entry of a tree."""

    mode: str
    object: str
    path: str

    @property
    def is_link(self) -> bool:
        return self.mode == _LINK


def listed(repo: Repository, commit: str, *words: str) -> Iterator[Standing]:
    """What a commit's tree holds, as `ls-tree` with these words tells it. UnavailableError for names that lead away.

    Git itself makes no such names; whoever writes objects by hand can.
    """
    rest = b""
    with asking(repo.root, "ls-tree", "-z", *words[:1], commit, *words[1:]) as told:
        while part := told.read(1 << 20):
            *lines, rest = (rest + part).split(b"\0")
            for line in lines:
                about, _, path = os.fsdecode(line).partition("\t")
                mode, _, name = about.split(" ")
                if {"", ".", "..", ".git"} & {*path.split("/")}:
                    raise UnavailableError(f"分支里有不能用的文件名 {ascii(path)[1:-1]}")
                yield Standing(mode, name, path)


def standing(repo: Repository, commit: str, below: Iterable[str]) -> list[Standing]:
    """All files and links among these or below. UnavailableError for anything else, or too much."""
    every: list[Standing] = []
    for one in listed(repo, commit, "-r", "--", *below):
        if not one.is_link and not one.mode.startswith(_FILE):
            raise UnavailableError(f"分支里有既不是文件也不是链接的 {ascii(one.path)[1:-1]}")
        every.append(one)
        if len(every) > _MOST:
            raise UnavailableError("分支里的文件多得不合情理")
    return every


def write(repo: Repository, every: Sequence[Standing], target: Path) -> None:
    """Put them into a folder; the same bytes twice are one file with two names.

    Only a name that is not there yet is written, and links come last: nothing is ever written through one.
    """
    files: dict[str, list[str]] = {}
    links: dict[str, list[str]] = {}
    for one in every:
        (links if one.is_link else files).setdefault(one.object, []).append(one.path)
    _look_at_sizes(repo, [*files, *links], target)
    for paths, content in zip(files.values(), repo.blobs(files), strict=True):
        first, *others = [_place(target, path) for path in paths]
        with first.open("xb") as opened:
            opened.write(content)
        for other in others:
            os.link(first, other)
    for paths, goal in zip(links.values(), repo.blobs(links), strict=True):
        if b"\0" in goal or len(goal) > 4000:
            raise UnavailableError(f"分支里有坏的链接 {ascii(paths[0])[1:-1]}")
        for path in paths:
            _place(target, path).symlink_to(os.fsdecode(goal))


def shortened(repo: Repository, tip: str, path: str) -> list[str]:
    """Commits, oldest first, in which this file does not begin with all that it held in a commit before."""
    told = answer(repo.root, "rev-list", "--topo-order", "--reverse", "--parents", tip).stdout.decode().splitlines()
    parents = {line.split()[0]: line.split()[1:] for line in told}
    names = "".join(f"{commit}:{path}\n" for commit in parents).encode()
    checked = answer(repo.root, "cat-file", "--batch-check", "--buffer", stdin=names).stdout.decode().splitlines()
    blobs = [line.split()[0] if line.split()[1:2] == ["blob"] else "" for line in checked]
    held, several = dict(zip(parents, blobs, strict=True)), dict.fromkeys(filter(None, blobs))
    texts = {"": b""} | dict(zip(several, repo.blobs(several), strict=True))
    return [
        commit
        for commit, before in parents.items()
        if any(not texts[held[commit]].startswith(texts[held[one]]) for one in before)
    ]


def made(repo: Repository, ref: str, stream: Iterable[bytes], *, is_first: bool) -> str:
    """The commit to which this name leads after this was told. UnavailableError where git could not take it in.

    But for the first, what is new is stored as it is, and not as what differs from its neighbour: git would keep that
    for good and never find what it really resembles, the same page of the edition before.
    """
    words = ("fast-import", "--quiet", "--force", "--done")  # the name is ours alone: it may lead where it did not
    plain = () if is_first else ("--depth=0",)
    if telling(repo.root, chain(stream, (b"done\n",)), *PLAIN, *words, *plain):
        raise UnavailableError("git 无法写入，磁盘可能已满")
    return repo.commit(ref) or ""


def changes(tree: Path, gone: Iterable[str]) -> Iterator[bytes]:
    """For `git fast-import`: these files in, then those paths away."""
    for folder, folders, names in os.walk(tree):
        for file in (Path(folder, name) for name in [*folders, *names]):
            if file.is_symlink() or not file.is_dir():
                content = os.fsencode(file.readlink()) if file.is_symlink() else file.read_bytes()
                mode = _LINK if file.is_symlink() else "100644"
                path = _quoted(file.relative_to(tree).as_posix())
                yield from (b"M %s inline %s\ndata %d\n" % (mode.encode(), path, len(content)), content, b"\n")
    yield from (b"D %s\n" % _quoted(path) for path in gone)


def _quoted(path: str) -> bytes:
    return b'"%s"' % os.fsencode(path).replace(b"\\", b"\\\\").replace(b'"', b'\\"').replace(b"\n", b"\\n")


def _place(target: Path, path: str) -> Path:
    (target / path).parent.mkdir(parents=True, exist_ok=True)
    return target / path


def _look_at_sizes(repo: Repository, objects: Sequence[str], target: Path) -> None:
    """OSError where they will not fit, UnavailableError where one is not there or no size for a page or a file."""
    names = "".join(f"{one}\n" for one in objects).encode()
    told = answer(repo.root, "cat-file", "--batch-check=%(objectsize)", "--buffer", stdin=names).stdout.split(b"\n")
    sizes = [int(size) if size.isdigit() else _LARGEST + 1 for size in told[:-1]]
    if len(sizes) < len(objects) or max(sizes, default=0) > _LARGEST:
        raise UnavailableError("分支里缺少文件，或者有文件大得不合情理")
    if sum(sizes) > shutil.disk_usage(target).free:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(target))
