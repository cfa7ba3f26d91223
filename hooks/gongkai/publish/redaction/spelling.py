"""A name in every form in which sites write it: as it is, folded, as entity, escaped in a script, in an address.

All forms are spelled letter by letter, so that they may be mixed, and between two letters may stand what a reader does
not take for an end: white space (张　三), a fold, a tag that marks a part of a line.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from html.entities import codepoint2name
from typing import Final

MASK: Final = "〔已隐去〕"
"""What stands there afterwards: in text, attribute, script, feed and calendar the same signs, special in none."""
HAN: Final = re.compile(r"[〇\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")

_COMPATIBLE: Final = ((0x2E80, 0x2FE0), (0x3000, 0x3400), (0xF900, 0xFB00), (0xFE30, 0xFFF0), (0x2F800, 0x2FA20))
"""Where Unicode has second forms of letters: radicals, full width, compatibility ideographs."""
_DOTS: Final = "·•・‧∙⋅･．."
"""Between the parts of a name, 阿依古丽·买买提, and what is typed for it."""
_TAGS: Final = "a|abbr|b|code|em|i|mark|small|span|strong|u|wbr"
_AMP: Final = "&(?:amp;)*"
TAG: Final = re.compile(rf"</?(?:{_TAGS})\b[^<>]*>|{_AMP}lt;/?(?:{_TAGS})\b[^<>]{{0,200}}?{_AMP}gt;")
_NAMED: Final = "nbsp|ensp|emsp|thinsp|shy|#160|#12288|#x[aA]0|#x3000"
_SPACE: Final = rf"[\s\u00ad\u200b-\u200d\u2060\ufeff]|{_AMP}(?:nbsp|ensp|emsp|thinsp|shy|#(?:160|12288|x[aA]0|x3000));"
_GAP: Final = rf"(?:{_SPACE}|{TAG.pattern})"


def pattern(name: str) -> str:
    """The regular expression of a name; white space of its own may be any, but must be there."""
    parts = [f"(?:{'|'.join(_letter(letter))})" for letter in "\0".join(name.split())]
    spelled = f"{_GAP}{{0,8}}".join(parts)
    return spelled.replace(f"{_GAP}{{0,8}}(?:\0){_GAP}{{0,8}}", f"{_GAP}{{1,8}}")


def masked(hit: str) -> str:
    """What takes the place of a hit, in its own form; tags inside it stay, or those around would have no partner."""
    if "%" in hit:
        return "".join(f"%{byte:02X}" for byte in MASK.encode())
    if "\\" in hit:
        return "".join(f"\\u{ord(letter):04x}" for letter in MASK)
    return MASK + "".join(TAG.findall(hit))


def folded(text: str) -> str:
    """As the search of the site compares."""
    return unicodedata.normalize("NFKC", text).lower()


def _letter(letter: str) -> list[str]:
    """Every way to write one letter."""
    if letter == "\0":
        return [letter]
    same = _DOTS if letter in _DOTS else {letter, letter.upper(), letter.lower(), *_seconds().get(folded(letter), "")}
    return [form for one in sorted(same) for form in _forms(one)]


def _forms(letter: str) -> list[str]:
    code = ord(letter)
    units = letter.encode("utf-16-be").hex(" ", 2).split()
    named = [rf"{_AMP}{codepoint2name[code]};"] if code in codepoint2name else []
    return [
        re.escape(letter),
        rf"{_AMP}#0*{code}(?:;|(?![0-9;]))",
        rf"{_AMP}#(?i:x0*{code:x})(?:;|(?![0-9a-fA-F;]))",
        *named,
        "".join(rf"\\\\*u(?i:{unit})" for unit in units),
        rf"\\\\*u\{{(?i:0*{code:x})\}}",
        "".join(rf"%(?:25)*(?i:{byte:02x})" for byte in letter.encode()),
    ]


@cache
def _seconds() -> dict[str, str]:
    """Folded letter → letters that fold into it."""
    found: dict[str, str] = {}
    for code in (code for first, end in _COMPATIBLE for code in range(first, end)):
        if len(plain := folded(chr(code))) == 1 and plain != chr(code):
            found[plain] = found.get(plain, "") + chr(code)
    return found
