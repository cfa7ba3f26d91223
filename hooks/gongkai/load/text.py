"""Bytes → text: UTF-8 only, and no character that cannot be seen or does not mean the same everywhere."""

from __future__ import annotations

import codecs
import re
from typing import Final

from gongkai.findings import Finding, Place
from gongkai.load import unreadable

LARGEST: Final = 1024 * 1024
"""Bytes of a file."""

MOST_FAULTS: Final = 100
"""Of one sort in one file: a clerk mends no more at a time, and a hostile file could hold a million."""

PLACEHOLDER: Final = "□"
"""Stands for a forbidden character while the rest of the file is still looked at; of the same length."""

_BAD: Final = (
    "\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\uffff"
    "\ud800-\udfff\ue000-\uf8ff\ufdd0-\ufdef"
)
_BAD_BEYOND: Final = "\U000e0000-\U000e00ff\U000e01f0-\U0010ffff" + "".join(
    f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0x10000, 0xE0000, 0x10000)
)
"""The variation selectors E0100–E01EF tell forms of a name's characters apart and stay."""

FORBIDDEN: Final = re.compile(f"[{_BAD}{_BAD_BEYOND}]")
"""Tab and line feed are not in it: they are judged by where they stand."""

_DOUBTFUL: Final = re.compile(f"[{_BAD}\U00010000-\U0010ffff]")
"""The same with everything beyond the basic plane: one bitmap and one range, so three times as fast."""

_MARKS: Final = (
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)
_HANZI: Final = re.compile("[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef“”‘’…—·]")


def decode(source: bytes, file: str) -> tuple[str, tuple[Finding, ...]]:
    """The text without its byte order mark and with `\\n` for every line end, or an empty text and the one fault."""
    if len(source) > LARGEST:
        return "", (unreadable.too_large(Place(file)),)
    if name := _wide(source):
        return "", (unreadable.utf16(Place(file), name),)
    try:
        text = source.removeprefix(codecs.BOM_UTF8).decode()
    except UnicodeDecodeError as refused:
        return "", (unreadable.not_utf8(_place_of(source, refused.start, file), _is_gbk(source)),)
    if "\r" in text:
        text = text.replace("\r\n", "\n")
    return text, ()


def screen(text: str, file: str) -> tuple[str, list[Finding]]:
    """The text with a placeholder for each forbidden character, and a fault for each of them on each line."""
    if not _DOUBTFUL.search(text):
        return text, []
    seen: dict[tuple[int, str], Finding] = {}
    line, line_start, last = 1, 0, 0
    for match in FORBIDDEN.finditer(text):
        passed = text.count("\n", last, match.start())
        if passed:
            line, line_start = line + passed, text.rfind("\n", last, match.start()) + 1
        last = match.start()
        if (line, match.group()) not in seen:
            seen[line, match.group()] = character_fault(Place(file, line, last - line_start + 1), match.group())
        if len(seen) == MOST_FAULTS:
            break
    return FORBIDDEN.sub(PLACEHOLDER, text), [*seen.values()]


def character_fault(place: Place, character: str) -> Finding:
    """The fault for a forbidden character, by what sort of character it is."""
    point = ord(character)
    if character in "\x85\u2028\u2029":
        return unreadable.line_separator(place, character)
    if point < 0x20 or 0x7F <= point < 0xA0:
        return unreadable.control_character(place, character)
    if character in "\u061c\u200e\u200f" or 0x202A <= point <= 0x202E or 0x2066 <= point <= 0x2069:
        return unreadable.direction_character(place, character)
    if 0xE000 <= point <= 0xF8FF or (point >= 0xF0000 and point & 0xFFFF < 0xFFFE):
        return unreadable.private_character(place, character)
    if point & 0xFFFE == 0xFFFE or 0xD800 <= point <= 0xDFFF or 0xFDD0 <= point <= 0xFDEF or 0xFFFC <= point <= 0xFFFD:
        return unreadable.noncharacter(place, character)
    return unreadable.invisible_character(place, character)


def _wide(source: bytes) -> str:
    """`UTF-16` or `UTF-32`, by its mark or, without one, by the zero bytes that ASCII letters leave; else empty."""
    for mark, name in _MARKS:
        if source.startswith(mark):
            return name
    head = source[:200]
    zeros = head.count(0)
    return "" if zeros * 3 < len(head) or not head else "UTF-32" if zeros * 3 >= len(head) * 2 else "UTF-16"


def _place_of(source: bytes, offset: int, file: str) -> Place:
    begin = source.rfind(b"\n", 0, offset) + 1
    before = source[begin:offset].decode("utf-8", "replace")
    return Place(file, source.count(b"\n", 0, offset) + 1, len(before) + 1)


def _is_gbk(source: bytes) -> bool:
    """Whether it reads as Chinese in GB18030, and not as UTF-8 with a few broken bytes."""
    broken = source.decode("utf-8", "replace")
    beyond = sum(character > "\x7f" for character in broken)
    if broken.count("\ufffd") * 4 < beyond:
        return False
    try:
        text = source.decode("gb18030")
    except UnicodeDecodeError:
        return False
    beyond = sum(character > "\x7f" for character in text)
    return len(_HANZI.findall(text)) * 10 >= beyond * 8
