"""What Chromium put on paper: the size of each sheet and its lines of text, read from the PDF without a library.

It reads what Chromium's own writer makes (compressed streams, plain objects, one `Tj` for each run), not any PDF.
"""

from __future__ import annotations

import re
import unicodedata
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page

_OBJECT = re.compile(rb"(?:^|\n)(\d+) 0 obj\n(.*?)\nendobj", re.DOTALL)
_SHOWN = re.compile(rb"/(F\d+) [\d.]+ Tf|[-\d.]+ [-\d.]+ [-\d.]+ [-\d.]+ [-\d.]+ ([-\d.]+) Tm|<([0-9A-F]+)> Tj")
_ONE = re.compile(rb"^<([0-9A-F]+)> <([0-9A-F]+)>$", re.MULTILINE)
_SEVERAL = re.compile(rb"^<([0-9A-F]+)> <([0-9A-F]+)> <([0-9A-F]+)>$", re.MULTILINE)

_RADICALS = dict(
    zip("⺠⻅⻆⻋⻓⻔⻘⻚⻛⻜⻝⻢⻣⻤⻥⻦⻩⻬⻮⻰⻳", "民见角车长门青页风飞食马骨鬼鱼鸟黄齐齿龙龟", strict=True)
)
"""Noto draws 见 and its radical ⻅ with one glyph, and a PDF then says the radical, which Unicode does not fold."""


@dataclass(frozen=True)
class Sheet:
    """One side of paper; `lines` from whatever was painted at one height, in the order of painting."""

    millimetres: tuple[int, int]
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        return "".join(self.lines)


def printed(page: Page, file: Path, fragment: str = "") -> list[Sheet]:
    """What Ctrl + P gives for this file."""
    page.goto("about:blank")  # another fragment alone would be the same document
    page.goto(file.as_uri() + fragment)
    return sheets(page.pdf(prefer_css_page_size=True))


def sheets(pdf: bytes) -> list[Sheet]:
    """Every sheet of a file that Chromium has written, in the order of the document."""
    objects = {int(found[1]): found[2] for found in _OBJECT.finditer(pdf)}
    return [_sheet(body, objects) for body in objects.values() if b"/Type /Page\n" in body]


def _sheet(body: bytes, objects: Mapping[int, bytes]) -> Sheet:
    width, height = (float(one) for one in _first(rb"/MediaBox \[0 0 ([\d.]+ [\d.]+)\]", body).split())
    fonts = {name: _letters(objects[int(number)], objects) for name, number in re.findall(rb"/(F\d+) (\d+) 0 R", body)}
    content = _stream(objects[int(_first(rb"/Contents (\d+)", body))])
    at: dict[float, list[str]] = {}
    font, line = b"", 0.0
    for name, moved, codes in _SHOWN.findall(content):
        font, line = name or font, float(moved) if moved else line
        if codes:
            at.setdefault(line, []).extend(_read(codes, fonts[font]))
    return Sheet((round(width / 72 * 25.4), round(height / 72 * 25.4)), tuple("".join(at[one]) for one in sorted(at)))


def _read(codes: bytes, letters: Mapping[bytes, str]) -> Iterator[str]:
    size = len(next(iter(letters)))
    return (letters.get(codes[at : at + size], "") for at in range(0, len(codes), size))


def _letters(font: bytes, objects: Mapping[int, bytes]) -> dict[bytes, str]:
    """Code → letter, from the font's table for copying text."""
    table = _stream(objects[int(_first(rb"/ToUnicode (\d+)", font))])
    _, _, table = table.partition(b"endcodespacerange")
    found = {code: _letter(letter) for code, letter in _ONE.findall(table)}
    for first, last, letter in _SEVERAL.findall(table):
        for step in range(int(last, 16) - int(first, 16) + 1):
            found[b"%0*X" % (len(first), int(first, 16) + step)] = _plain(chr(int(letter, 16) + step))
    return found


def _letter(written: bytes) -> str:
    return _plain(bytes.fromhex(written.decode()).decode("utf-16-be"))


def _plain(letter: str) -> str:
    if "\u2e80" <= letter <= "\u2fdf":
        return _RADICALS.get(letter) or unicodedata.normalize("NFKC", letter)
    return letter


def _first(pattern: bytes, body: bytes) -> bytes:
    found = re.search(pattern, body)
    assert found, (pattern, body[:200])
    return found[1]


def _stream(body: bytes) -> bytes:
    _, _, rest = body.partition(b"stream\n")
    return zlib.decompress(rest[: rest.rindex(b"\nendstream")])
