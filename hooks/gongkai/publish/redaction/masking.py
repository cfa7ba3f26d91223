"""Where a name stands in one file, and the file without it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from html import unescape
from typing import Final
from urllib.parse import unquote

from gongkai.load import office
from gongkai.publish.redaction.spelling import HAN, TAG, masked, pattern
from gongkai.render.feeds.calendar import folded

TEXTS: Final = ("html", "js", "json", "xml", "ics", "css", "txt", "svg", "csv", "md", "py")
OFFICE: Final = ("docx", "xlsx")
_FOLD: Final = re.compile("\r\n[ \t]")
_AROUND: Final = 12
_ESCAPE: Final = re.compile(r"\\+u\{?([0-9a-fA-F]{4,6})\}?")


@dataclass(frozen=True)
class Hit:
    """One place; words around it as a reader sees them."""

    line: int
    """In an office file the number of the piece of text."""
    before: str
    found: str
    after: str

    @property
    def words(self) -> str:
        """With the Chinese letters that follow at once, else those before: 张三 alone, 张三同志, 委员张三."""
        after = _run(self.after)
        return self.found + after[:2] if after else _run(self.before[::-1])[:2][::-1] + self.found


@dataclass(frozen=True)
class Wanted:
    """Whom to look for, and longer names that stay."""

    name: str
    keep: tuple[str, ...] = ()

    @cached_property
    def expression(self) -> re.Pattern[str]:
        """What is to stay comes first, and so wins where it begins no later."""
        kept = "".join(f"{pattern(one)}|" for one in self.keep)
        return re.compile(f"{kept}(?P<name>{pattern(self.name)})")

    def is_in(self, text: str) -> bool:
        """Whether the name stands there, other than in one that is to stay."""
        return any(found["name"] for found in self.expression.finditer(text))


def sort(path: str) -> str:
    """The end of a file's name."""
    return path.rpartition(".")[2].lower()


def looked_into(raw: bytes, path: str, expression: re.Pattern[str]) -> tuple[Hit, ...]:
    """All hits in a file of `TEXTS`, or in what a reader sees of one of `OFFICE`."""
    text = _text(raw, path)
    return tuple(_hit(text, found) for found in expression.finditer(text) if found["name"])


def without(raw: bytes, path: str, expression: re.Pattern[str]) -> bytes:
    """The same file of `TEXTS`, masked."""
    text = _text(raw, path)
    said = expression.sub(lambda found: masked(found[0]) if found["name"] else found[0], text)
    if sort(path) == "ics":
        return b"".join(folded(line) for line in said.removesuffix("\r\n").split("\r\n"))
    return said.encode("utf-8", "surrogateescape")


def unreadable(raw: bytes, path: str) -> bool:
    """Whether somebody must look at it: it is no text, or holds pictures, or cannot be opened."""
    if sort(path) not in OFFICE:
        return sort(path) not in TEXTS
    inside = office.contents(raw, sort(path))
    return inside.text is None or inside.has_pictures


def _text(raw: bytes, path: str) -> str:
    """What is searched; a byte that is no UTF-8 stays what it is."""
    if sort(path) in OFFICE:
        return office.contents(raw, sort(path)).text or ""
    text = raw.decode("utf-8", "surrogateescape")
    return _FOLD.sub("", text) if sort(path) == "ics" else text


def _hit(text: str, found: re.Match[str]) -> Hit:
    start, end = found.span()
    return Hit(
        line=text.count("\n", 0, start) + 1,
        before=_plain(text[max(0, start - 200) : start].rpartition("\n")[2])[-_AROUND:],
        found="".join(_plain(found[0]).split()),
        after=_plain(text[end : end + 200].partition("\n")[0])[:_AROUND],
    )


def _plain(text: str) -> str:
    """As a reader sees it, as far as a piece torn from a page can tell; where a block ends stands a space."""
    said = unescape(unescape(re.sub(r"^[^<>]*>|<[^<>]*>|<[^<>]*$", " ", TAG.sub("", text))))
    said = unquote(_ESCAPE.sub(lambda found: chr(min(int(found[1], 16), 0x10FFFF)), said), errors="ignore")
    return re.sub(r"(?:\s|\\n)+", " ", "".join(letter if letter.isprintable() else " " for letter in said))


def _run(text: str) -> str:
    """The Chinese letters at the beginning."""
    found = re.match(f"{HAN.pattern}*", text)
    return found[0] if found else ""
