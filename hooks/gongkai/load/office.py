"""Word, Excel and OFD files: whether the container is safe, and all the text in it; standard library only.

The container is a zip of XML parts (ECMA-376, GB/T 33190). It is held to be hostile: sizes are capped before
and while inflating, document types and entities are refused, macros, embedded files and encryption are faults.
"""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from io import BytesIO
from typing import NamedTuple
from xml.parsers import expat

from gongkai.load.personal import resembles_resident_id

MAX_INFLATED = 64 * 1024 * 1024
"""Bytes all parts may have together once unpacked; declared by the zip and counted again while reading."""
MAX_PARTS = 5_000

MAIN_PART: Mapping[str, str] = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml", "ofd": "OFD.xml"}


class Problem(NamedTuple):
    """Why a file cannot be published: a word to look it up by, and a whole Chinese sentence with its cure."""

    code: str
    words: str


class Contents(NamedTuple):
    """What was in the container; `has_pictures` means that somebody must look at it too."""

    text: str | None = None
    has_pictures: bool = False
    problems: tuple[Problem, ...] = ()


class _RefusedError(Exception):
    """Reading cannot go on; carries the problem."""

    def __init__(self, code: str, words: str) -> None:
        super().__init__(words)
        self.problem = Problem(code, words)


BROKEN = Problem("broken", "文件已损坏或内容不规范，无法检查；请用 WPS 或 Office 打开后另存一份")
# What zipfile and zlib raise on arbitrary bytes; LookupError is also an unknown encoding of an XML part.
_UNREADABLE = (
    *(zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, struct.error, expat.ExpatError),
    *(EOFError, LookupError, NotImplementedError, OSError, OverflowError, RuntimeError, ValueError),
)

_MACRO = re.compile(r"(?:^|/)(?:vba(?:Project|Data)|xl/macrosheets/|activeX/)", re.IGNORECASE)
_EMBEDDED = re.compile(r"/(?:embeddings|oleObjects)/|(?:^|/)afchunk|(?:^|/)attachments\.xml$", re.IGNORECASE)
_PICTURE = re.compile(r"/media/|/Res/.*\.(?:png|jpe?g|bmp|tiff?|jb2|gif)$", re.IGNORECASE)
_READ = re.compile(r"(?:word|xl|docProps|customXml|_rels)/.*\.(?:xml|rels)$", re.IGNORECASE)


def contents(data: bytes, kind: str) -> Contents:
    """Text and problems of a docx, xlsx or ofd (its text stays None); never raises, whatever the bytes."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as container:
            parts = container.infolist()
            problems = tuple(_container_problems(parts, kind))
            has_pictures = any(_PICTURE.search(part.filename) for part in parts)
            if problems or kind == "ofd":
                return Contents(None, has_pictures, problems)
            text = _text(container, parts)
    except _RefusedError as refused:
        return Contents(problems=(refused.problem,))
    except _UNREADABLE:
        return Contents(problems=(BROKEN,))
    rounded = Problem("rounded_number", "表中有疑似身份证号或银行卡号的数值（末几位已失真，无法核对）；请删去后再发布")
    return Contents(text.joined(), has_pictures, (rounded,) if text.has_rounded_number else ())


def _container_problems(parts: list[zipfile.ZipInfo], kind: str) -> Iterator[Problem]:
    names = [part.filename for part in parts]
    inflated = sum(part.file_size for part in parts)
    if len(parts) > MAX_PARTS or inflated > MAX_INFLATED:
        limit = f"{MAX_INFLATED // 1024**2} MiB、{MAX_PARTS} 个部件"
        yield Problem("inflates_too_far", f"文件解压后超过上限（{limit}）；请拆分或删去多余内容")
    if any(part.flag_bits & 1 for part in parts):
        yield Problem("encrypted", "文件已加密，无法检查；请取消密码后另存")
    if any(_MACRO.search(name) for name in names):
        yield Problem("macro", "文件含有宏或控件；请另存为不含宏的文件")
    if any(_EMBEDDED.search(name) for name in names):
        yield Problem("embedded", "文件里嵌有别的文件，无法逐一检查；请删去嵌入的对象，需要公开的另作附件")
    if MAIN_PART[kind] not in names:
        yield Problem("not_what_it_says", f"内容不是 {kind} 文件；请用原软件打开后另存为 {kind}")
    plain = all(part.compress_type in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED} for part in parts)
    if not plain or len(set(names)) != len(names):
        yield BROKEN


def _text(container: zipfile.ZipFile, parts: list[zipfile.ZipInfo]) -> _Text:
    text, left = _Text(), MAX_INFLATED
    for part in parts:
        if not _READ.match(part.filename):
            continue
        parser = text.parser()
        with container.open(part) as stream:
            while chunk := stream.read(64 * 1024):
                left -= len(chunk)
                if left < 0:
                    raise _RefusedError("inflates_too_far", "文件解压后超过上限；请拆分或删去多余内容")
                parser.Parse(chunk, False)
        parser.Parse(b"", True)
    return text


def _refuse_doctype(*_: object) -> None:
    raise _RefusedError("entities", "文件内含 XML 实体声明，正常的 Office 文件没有；请打开后另存一份")


# Elements whose own characters are text; runs inside a paragraph join, so that a number cut by formatting is whole.
_TEXTS = frozenset(
    (
        *("t", "delText", "instrText", "delInstrText", "v", "f", "text", "author", "definedName"),
        *("oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader", "firstFooter", "formula1", "formula2"),
        *("title", "subject", "creator", "keywords", "description", "lastModifiedBy", "category"),
        *("Company", "Manager", "lpwstr", "lpstr"),
    )
)
_INSIDE_A_LINE = frozenset({"t", "delText", "instrText", "delInstrText"})
_LINE_ENDS = (_TEXTS - _INSIDE_A_LINE) | {"p", "si", "is", "tc", "c", "comment", "br", "cr", "tab"}
_TOLD_IN_ATTRIBUTES: Mapping[str, tuple[str, ...]] = {
    "sheet": ("name",),
    "s": ("v",),  # the cached records of a pivot table: the whole source sheet, even if that was deleted
    "n": ("v",),
    "docPr": ("descr", "title"),
    "cNvPr": ("descr", "title"),
    "hyperlink": ("display", "tooltip", "location"),
    "Relationship": ("Target",),
}


# A spreadsheet keeps 15 digits of a number, so that an ID or card typed as one no longer checks out.
_LONG_NUMBER = re.compile(r"[0-9]{16,19}|[0-9]\.[0-9]{1,17}[Ee]\+1[5-8]")


@dataclass
class _Text:
    """Gathers the text of all parts; lives only while one file is read."""

    pieces: list[str] = field(default_factory=list)
    has_rounded_number: bool = False
    _open: list[str] = field(default_factory=list)
    _cell: str = ""
    _value: str = ""

    def parser(self) -> expat.XMLParserType:
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = _refuse_doctype
        parser.EntityDeclHandler = _refuse_doctype
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        self._open.clear()
        return parser

    def joined(self) -> str:
        return re.sub(r"\n{2,}", "\n", "".join(self.pieces)).strip()

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(":")[2]
        self._open.append(local)
        self._value = ""
        if local == "c":
            self._cell = attributes.get("t", "n")
        elif local == "noBreakHyphen":
            self.pieces.append("-")
        for wanted in _TOLD_IN_ATTRIBUTES.get(local, ()):
            if value := attributes.get(wanted):
                self.pieces.append(f"\n{value}\n")

    def _characters(self, characters: str) -> None:
        where = self._open[-1]
        if where == "v":
            self._value += characters
        elif where in _INSIDE_A_LINE or (where in _TEXTS and not characters.isspace()):
            self.pieces.append(characters)

    def _end(self, name: str) -> None:
        local = self._open.pop()
        if local == "v":
            self._number_or_text()
        if local in _LINE_ENDS:
            self.pieces.append("\n")
        if local == "c":
            self._cell = ""

    def _number_or_text(self) -> None:
        """A cell's value as written; the index of a shared string says nothing, a long number is spelled out."""
        if self._cell == "s":
            return
        value = self._value
        if self._cell == "n" and _LONG_NUMBER.fullmatch(value):
            value = f"{Decimal(value):f}"
            self.has_rounded_number |= resembles_resident_id(value) or value.startswith("62")
        self.pieces.append(value)
