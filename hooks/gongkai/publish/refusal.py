"""What is said when something is not done: one sentence, and the shelf is as it was."""

from __future__ import annotations

import errno
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Final

_REASONS: Final[Mapping[int, str]] = {
    errno.ENOSPC: "磁盘空间或文件数已满",
    errno.EDQUOT: "磁盘配额已满",
    errno.EFBIG: "文件大小超过系统的限制",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EROFS: "磁盘是只读的",
    errno.EIO: "磁盘读写出错",
    errno.ENOTDIR: "应当是文件夹",
    errno.ENOENT: "文件或文件夹不存在",
    errno.ENOLCK: "那里的文件系统不支持加锁",
    errno.EBADF: "那里的文件系统不支持加锁",
    errno.EMFILE: "打开的文件太多",
    errno.ENAMETOOLONG: "名称太长",
}


class RefusedError(Exception):
    """Nothing was done; the message says why, in Chinese, and does not end in a full stop."""


class UnfinishedError(RefusedError):
    """It was begun before readers' eyes, and the disk lets nobody finish it now, nor take it back."""


@contextmanager
def spoken(undone: str = "没有做成，发布区未改动") -> Iterator[None]:
    """An error of the disk becomes a sentence."""
    try:
        yield
    except OSError as problem:
        place = f"：{problem.filename}" if problem.filename else ""
        raise RefusedError(f"{undone}：{reason(problem)}{place}") from None


def reason(problem: OSError) -> str:
    """In a clerk's words."""
    return _REASONS.get(problem.errno or 0, problem.strerror or str(problem))
