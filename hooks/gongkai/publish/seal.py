"""封印: every folder of an edition gets a SHA256SUMS that coreutils can check; the one at the top answers for all."""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

from gongkai.publish.refusal import RefusedError
from gongkai.publish.verify import SUMS, BrokenError, content, hashed, sums

PROVENANCE: Final = "provenance.txt"
_NO_LINKS: Final = (errno.EPERM, errno.EOPNOTSUPP, errno.ENOSYS)
"""What a system says of a link on FAT or exFAT."""


def provenance(facts: Mapping[str, str]) -> bytes:
    """What the edition was made from, a line each; nothing of the clock or the machine."""
    told = {name: " ".join(value.split()) for name, value in facts.items()}
    lines = (f"{name}: {''.join(letter for letter in told[name] if letter.isprintable())}\n" for name in told)
    return "".join(lines).encode()


def seal(site: Path, target: Path, made_from: bytes, formers: Iterable[Path]) -> str:
    """Write the built site into a new folder and seal it; what `formers` have already is shared. Its digest."""
    shared = {digest: file for former in formers for digest, file in _sealed(former)}
    lists: dict[str, str] = {}
    for folder in sorted(_folders(site), key=lambda one: one.relative_to(site).as_posix()):
        where = folder.relative_to(site)
        (target / where).mkdir()
        written = {file.name: _placed(file, target / where, shared) for file in _files(folder)}
        if folder == site:
            (target / PROVENANCE).write_bytes(made_from)
            top = {**written, PROVENANCE: hashlib.sha256(made_from).hexdigest()}
        elif written:
            lists[f"{where.as_posix()}/{SUMS}"] = _listed(target / where / SUMS, written, shared)
    return _listed(target / SUMS, top | lists, {})


def share(file: Path, target: Path) -> None:
    """The same file under one more name; a copy where there are no hard links, or too many of this one."""
    try:
        os.link(file, target, follow_symlinks=False)
    except OSError:
        shutil.copyfile(file, target, follow_symlinks=False)


def lead(at: Path, to: str) -> None:
    """A link at `at` to a folder beside it, on which 现状 turns. RefusedError on a disk that has no links."""
    try:
        at.symlink_to(to)
    except OSError as problem:
        if problem.errno not in _NO_LINKS:
            raise
        raise RefusedError(
            "没有做成，发布区未改动：这个磁盘不能放链接（U 盘、移动硬盘多半是 FAT、exFAT 格式），现状要靠链接切换；"
            "请把发布区放在服务器或电脑自己的硬盘上，要带走的，照手册“放到 U 盘上”拷存档版"
        ) from None


def synced(top: Path) -> None:
    """What stands below survives a power cut. OSError where the disk does not take it."""
    names_of = Counter[int]()
    for folder, _, names in os.walk(top):
        for name in names:
            file = Path(folder, name)
            told = file.lstat()
            names_of[told.st_ino] += 1
            # One that has another name elsewhere is on the disk since it got that.
            if names_of[told.st_ino] == told.st_nlink and not file.is_symlink():
                sync(file)
        sync(Path(folder))


def sync(path: Path) -> None:
    """One file's bytes, or one folder's names."""
    opened = os.open(path, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def _listed(target: Path, written: Mapping[str, str], shared: Mapping[str, Path]) -> str:
    """A list in the form of coreutils, sorted by code point; its own hash."""
    raw = "".join(f"{written[name]}  {name}\n" for name in sorted(written)).encode()
    digest = hashlib.sha256(raw).hexdigest()
    if not _shared(digest, target, shared):
        target.write_bytes(raw)
    return digest


def _sealed(edition: Path) -> Iterator[tuple[str, Path]]:
    """Hash and file of a sealed edition, as its own lists say, and of those; nothing where they cannot be read."""
    for folder, _, names in os.walk(edition):
        if SUMS not in names:
            continue
        try:
            raw = content(Path(folder, SUMS))
            listed = sums(raw)
        except (BrokenError, OSError):
            continue
        yield hashlib.sha256(raw).hexdigest(), Path(folder, SUMS)
        yield from ((digest, Path(folder, name)) for name, digest in listed.items() if "/" not in name)


def _placed(file: Path, folder: Path, shared: Mapping[str, Path]) -> str:
    """The file's hash. Linked where the former edition's is whole and the file system can, else copied."""
    digest, target = hashed(file), folder / file.name
    if not _shared(digest, target, shared):
        shutil.copyfile(file, target)
    return digest


def _shared(digest: str, target: Path, shared: Mapping[str, Path]) -> bool:
    """Whether it has its place now, since the former edition has the same whole."""
    twin = shared.get(digest)
    if twin is None or not _is_whole(twin, digest):
        return False
    share(twin, target)
    return True


def _is_whole(file: Path, digest: str) -> bool:
    try:
        return hashed(file) == digest
    except OSError:
        return False


def _folders(site: Path) -> Iterator[Path]:
    for folder, _, _ in os.walk(site):
        yield Path(folder)


def _files(folder: Path) -> Iterator[Path]:
    """Its plain files. RefusedError for a name that a list cannot hold, or that the seal needs."""
    for file in sorted(folder.iterdir()):
        if file.is_dir() and not file.is_symlink():
            continue
        if file.name in (SUMS, PROVENANCE) or not file.name.isprintable() or "\\" in file.name:
            raise RefusedError(f"网站里有封印用不了的文件名“{ascii(file.name)[1:-1]}”，请在 content/ 或附件里改名")
        yield file
