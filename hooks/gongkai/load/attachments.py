"""A file that is to stand beside the pages: is it what it says, safe to hand out, and what text is in it.

Closed list of types; name, place, size, first bytes and, for office files, the container are checked
(design §5.17, reliability T9 and T10). PDF, pictures and OFD have no text here: a person looks at them.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from gongkai.load import office
from gongkai.load.office import BROKEN, Problem
from gongkai.load.personal import hits

__all__ = ["MAX_BYTES", "MAX_NAME", "TYPES", "Inspected", "Problem", "inspect"]

MAX_BYTES = 20 * 1024 * 1024
MAX_NAME = 80
"""Characters of a file name; all Chinese that is 240 bytes, and file systems take 255."""

_ZIP = b"PK\x03\x04"
TYPES: Mapping[str, bytes] = {
    "pdf": b"%PDF-",
    "docx": _ZIP,
    "xlsx": _ZIP,
    "ofd": _ZIP,
    "png": b"\x89PNG\r\n\x1a\n",
    "jpg": b"\xff\xd8\xff",
    "jpeg": b"\xff\xd8\xff",
}
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_HAN = "一-鿿㐀-䶿〇"
_NAME = re.compile(rf"[0-9A-Za-z{_HAN}][0-9A-Za-z{_HAN}_（）-]*\.[a-z]+")
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)
_ACTIVE_PDF = re.compile(rb"/(?:JavaScript|Launch|RichMedia)\b")


@dataclass(frozen=True, kw_only=True)
class Inspected:
    """What a file is. `type` is "" if none of `TYPES`; `sha256` is "" where the file was not read to its end."""

    type: str
    size: int
    sha256: str
    text: str | None
    """Text for `personal.hits`, lines and table cells apart; None where a machine cannot tell."""
    has_pictures: bool
    problems: tuple[Problem, ...]

    @property
    def needs_human_check(self) -> bool:
        """Whether some of it can only be read by a person: 已人工检查 must stand in the approval."""
        return self.text is None or self.has_pictures


def inspect(file: Path, inside: Path) -> Inspected:
    """Everything there is to say about one attachment below the folder `inside`; raises nothing about the file."""
    suffix = file.suffix[1:].lower()
    kind = suffix if suffix in TYPES else ""
    problems = [*_place_problems(file, inside), *_name_problems(file.name, kind)]
    if any(problem.code in {"missing", "not_a_file", "outside"} for problem in problems):
        return Inspected(type=kind, size=0, sha256="", text=None, has_pictures=False, problems=tuple(problems))
    try:
        data, size, sha256 = _read(file)
    except OSError:
        problems.append(Problem("unreadable", "附件无法读取；请检查文件权限，或重新放入一份"))
        return Inspected(type=kind, size=0, sha256="", text=None, has_pictures=False, problems=tuple(problems))
    if size > MAX_BYTES:
        words = f"附件有 {size / 1024**2:.1f} MiB，超过 {MAX_BYTES // 1024**2} MiB；请压缩图片或拆成几个文件"
        problems.append(Problem("too_large", words))
        inner = office.Contents()
    else:
        inner = _contents(data, kind)
    problems.extend(inner.problems)
    return Inspected(
        type=kind, size=size, sha256=sha256, text=inner.text, has_pictures=inner.has_pictures, problems=tuple(problems)
    )


def _place_problems(file: Path, inside: Path) -> Iterator[Problem]:
    try:
        mode = file.lstat().st_mode
        home, real = inside.resolve(strict=True), file.resolve(strict=True)
        straight = file.parent.resolve(strict=True) / file.name
    except (OSError, ValueError, RuntimeError):  # ValueError: a NUL in the name; RuntimeError: links in a circle
        yield Problem("missing", "找不到这个附件；请检查文件名，并把文件放进数据文件夹")
        return
    if not stat.S_ISREG(mode):
        yield Problem("not_a_file", "附件不是普通文件（是链接、文件夹或设备）；请放入文件本身")
    elif not real.is_relative_to(home) or real != straight or _goes_through_a_link(file, home):
        yield Problem("outside", "附件不在数据文件夹里，或经过了链接；请把文件本身放进数据文件夹")


def _goes_through_a_link(file: Path, home: Path) -> bool:
    """Whether a folder between the data folder and the file is a link: git would keep the link, not the file."""
    above = [parent for parent in file.absolute().parents if parent.resolve().is_relative_to(home)]
    return any(parent.is_symlink() and parent.resolve() != home for parent in above)


def _name_problems(name: str, kind: str) -> Iterator[Problem]:
    if not kind:
        yield Problem("unknown_type", f"不支持这种附件；可用的类型：{'、'.join(TYPES)}")
    if _RESERVED.fullmatch(name):
        yield Problem("reserved_name", "文件名是 Windows 的保留名，在办公电脑上打不开；请换一个名字")
    if not _NAME.fullmatch(name):
        words = "文件名只能用汉字、字母、数字、下划线、连字符和全角括号，只含一个点，后缀小写；请改名"
        yield Problem("bad_name", words)
    if len(name) > MAX_NAME:
        yield Problem("long_name", f"文件名有 {len(name)} 个字，最多 {MAX_NAME} 个；请改短")
    for hit in hits(name):
        yield Problem("personal_name", f"文件名里有{hit.what} {hit.masked}；请改名")


def _read(file: Path) -> tuple[bytes, int, str]:
    """Bytes, size and hash, of one reading: what was checked is what is hashed. A file over the cap is not read."""
    # A pipe or link put there since the first look must neither block nor be followed.
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(file, flags), "rb") as stream:
        state = os.fstat(stream.fileno())
        if not stat.S_ISREG(state.st_mode):
            raise OSError("no regular file any more")
        if state.st_size > MAX_BYTES:
            return b"", state.st_size, ""
        digest, data = hashlib.sha256(), bytearray()
        while len(data) <= MAX_BYTES and (chunk := stream.read(1024 * 1024)):
            digest.update(chunk)
            data += chunk
    return bytes(data), len(data), digest.hexdigest() if len(data) <= MAX_BYTES else ""


def _contents(data: bytes, kind: str) -> office.Contents:
    if not kind:
        return office.Contents()
    if not data:
        return office.Contents(problems=(Problem("empty", "附件是空文件；请重新放入"),))
    if kind in office.MAIN_PART and data.startswith(_OLE):
        words = "文件加了密码，或是旧版 doc、xls 改了后缀；请取消密码并另存为 docx 或 xlsx"
        return office.Contents(problems=(Problem("encrypted", words),))
    if not data.startswith(TYPES[kind]):
        words = f"内容不是 {kind} 文件，只是改了后缀；请用原软件打开后另存为 {kind}"
        return office.Contents(problems=(Problem("not_what_it_says", words),))
    if kind in office.MAIN_PART:
        return office.contents(data, kind)
    return office.Contents(problems=tuple(_fixed_problems(data, kind)))


def _fixed_problems(data: bytes, kind: str) -> Iterator[Problem]:
    """Files without a container: cut off, encrypted or with scripts, as far as their plain bytes tell."""
    ending = {"pdf": b"%%EOF", "png": b"IEND", "jpg": b"\xff\xd9", "jpeg": b"\xff\xd9"}[kind]
    if ending not in data[-2048:]:
        yield BROKEN
    if kind == "pdf" and b"/Encrypt" in data:
        yield Problem("encrypted", "PDF 已加密；请另存为不加密的 PDF")
    if kind == "pdf" and _ACTIVE_PDF.search(data):
        yield Problem("active", "PDF 里有脚本或会启动程序的内容；请用“打印为 PDF”另存一份")
