"""Bytes become text, or one fault says why not; characters that cannot be seen are named by their number."""

from __future__ import annotations

import pytest

from gongkai.load.text import FORBIDDEN, LARGEST, decode, screen


def code_and_place(source: bytes) -> tuple[str, int, int]:
    """The one fault of bytes that cannot be decoded."""
    text, (fault,) = decode(source, "x.yaml")
    assert text == ""
    return fault.code, fault.place.line, fault.place.column


def test_mark_and_line_ends() -> None:
    """A byte order mark at the start and Windows line ends are accepted and leave no trace."""
    assert decode("\ufefftitle: 公示\r\nnote: x\r\n".encode(), "x") == ("title: 公示\nnote: x\n", ())


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"])
def test_wide_encodings(encoding: str) -> None:
    """UTF-16 and UTF-32 are told by their mark or by their zero bytes, never read."""
    assert code_and_place("title: plain words, 公示\nkind: x\n".encode(encoding)) == ("yaml.utf16", 1, 1)


def test_gbk() -> None:
    """A file in GBK is called that, with the line of the first such character and the way to save it."""
    source = "id: 1\ntitle: 关于发展对象的公示\nplace: 三楼会议室\n".encode("gbk")
    assert code_and_place(source) == ("yaml.not_utf8", 2, 8)
    _, (fault,) = decode(source, "x")
    assert "像是 GBK，请另存为 UTF-8" in fault.cure


@pytest.mark.parametrize("broken", [b"\xff", b"\xc0\xaf", b"\xed\xa0\xb4", b"\xe5\x85", b"caf\xe9"])
def test_broken_bytes(broken: bytes) -> None:
    """Overlong forms, surrogates, Latin-1 and torn characters are refused and not called GBK."""
    source = "title: 支部委员会公示栏\nnote: ".encode() + broken + b"\n"
    _, (fault,) = decode(source, "x")
    assert (fault.code, fault.place.line) == ("yaml.not_utf8", 2)
    assert "GBK" not in fault.cure


def test_size_before_decoding() -> None:
    """One byte above 1 MiB is too large, whatever the bytes are; exactly 1 MiB is not."""
    assert code_and_place(b"\xff" * (LARGEST + 1)) == ("yaml.too_large", 1, 1)
    assert decode(b"#" * LARGEST, "x")[1] == ()


SORTS = {
    "control_character": "\x00\x07\x08\x0b\x0c\x0e\x1b\x1f\x7f\x80\x9f\r",
    "line_separator": "\x85\u2028\u2029",
    "direction_character": "\u061c\u200e\u200f\u202a\u202e\u2066\u2069",
    "invisible_character": "\xad\u200b\u200c\u200d\u2060\u206a\ufeff\ufff9\U000e0001\U000e0041",
    "private_character": "\ue000\uf8ff\U000f0000\U0010fffd",
    "noncharacter": "\ufdd0\ufdef\ufffe\uffff\U0001ffff\U0010fffe\ufffd",
}


@pytest.mark.parametrize(("sort", "character"), [(sort, each) for sort in SORTS for each in SORTS[sort]])
def test_sorts_of_characters(sort: str, character: str) -> None:
    """Each forbidden character has its sort, its place and its number, and never stands in the message itself."""
    text, (fault,) = screen(f"a: b\nc: 公{character}示\n", "x")
    assert text == "a: b\nc: 公□示\n"
    assert (fault.code, tuple(fault.place)) == (f"yaml.{sort}", ("x", 2, 5))
    assert f"U+{ord(character):04X}" in fault.words
    assert character not in fault.words


def test_honest_characters() -> None:
    """Rare hanzi, forms of a name's character, full-width spaces, emoji, accents and tabs stay as they are."""
    honest = "𠮷 葛\U000e0101 张\u3000三 ☺\ufe0f e\u0301 \t 　〔2024〕12号 ½"
    assert screen(honest, "x") == (honest, [])


def test_same_character_often() -> None:
    """One message for a character on each line, however often it stands there."""
    _, found = screen("\u200b\u200b\u200b\n\u200b\u202e\u200b\n", "x")
    assert [(fault.place.line, fault.place.column) for fault in found] == [(1, 1), (2, 1), (2, 2)]


def test_quick_class_covers_all() -> None:
    """The quick look never passes what the exact one would stop."""
    for point in range(0x110000):
        if FORBIDDEN.match(chr(point)):
            assert screen(chr(point), "x")[1], hex(point)
