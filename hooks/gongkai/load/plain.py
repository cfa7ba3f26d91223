"""The quickest way through a file: nearly all are written in a few plain forms, and those are read line by line.

What is written in any other way is left to `quick`, and what that doubts to `Reading`: nothing is ever a fault here.
"""

from __future__ import annotations

import re
from sys import intern
from typing import Any, Final

from gongkai.load.quick import SHARED
from gongkai.load.reading import DEEPEST, LONGEST, Tree

_KEY: Final = r'(?:([a-z_]{1,40})|"([a-z_]{1,40})"):'
_BLOCK: Final = r" \|(-?)\n((?:\1(?(2)  ) +[^\n]*\n)+)"
"""Lines that stand further in than their key, which in an item stands behind the dash."""
_REMARK: Final = r"(?:(?:(?<!\n\n) +)?#[^\n]*)?"
"""A comment; not one further in behind an empty line, for that could belong to a text above it."""
_ENTRY: Final = re.compile(
    rf"^(?:( *)(- )?(?:{_KEY}(?: ([^ \n|][^\n]*)\n|{_BLOCK}|\n)|(?(2)([^ \n][^\n]*)\n|(?!)))|{_REMARK}\n)",
    re.MULTILINE,
)
"""A field, a field with a text of several lines, an item; or nothing but a comment."""
_WORD: Final = r"[^\s\-?:,\[\]{}#&*!|>'\"%@`](?:[^\n:,\[\]{}#\"']*[^\s:,\[\]{}#\"'])?"
_LIST: Final = re.compile(rf"\[({_WORD}(?:, {_WORD})*)\]")
_PAIR: Final = rf"[a-z_]{{1,40}}: {_WORD}"
_PAIRS: Final = re.compile(rf"\{{({_PAIR}(?:, {_PAIR})*)\}}")
_QUOTED: Final = re.compile(r"\"([^\"\\\n]*)\"|'([^'\n]*)'")
_BEHIND: Final = re.compile(r" (?=\S)|\n(?:(?: *#[^\n]*)?\n)*(?: +(?=[^ #])|(?=- ))")
"""Between a key's colon and its value, which may stand below it: further in, or as items at the margin, too."""
_MISTYPED: Final = re.compile(r"[^\S ]|[^\s:：]*\s*[:：]")
"""An item that begins with an odd space, or was perhaps to be a field."""
_MARKS: Final = frozenset("-?:,[]{}#&*!|>'\"%@`")
"""No plain text begins with one of them."""


class _DoubtError(Exception):
    """Something that is written otherwise."""


def tree(text: str) -> dict[str, Tree] | None:
    """The tree, or None where anything is not plain, or may be mistyped. The text was screened."""
    if len(text) > LONGEST // 4 or "\t" in text or " \n" in text or not text.endswith("\n"):
        return None
    try:
        return _built(text) or None
    except (_DoubtError, IndexError):  # IndexError: a line that stands further out than the first
        return None


def place_of(name: str, text: str) -> int:
    """Where a field at the margin begins; -1 where there is none. The text is plain: no other line begins so."""
    return 0 if text.startswith(f"{name}:") else text.find(f"\n{name}:") + 1 or -1


def value_of(name: str, text: str, at: int) -> int:
    """Where the value of the field begins that begins there; -1 where it may have none."""
    value = _BEHIND.match(text, at + len(name) + 1)
    return value.end() if value else -1


def _built(text: str) -> dict[str, Tree]:
    """One loop with local names: it runs for every line of every record at every build."""
    root: dict[str, Tree] = {}
    here: Any = root  # the list or mapping being filled, whose lines stand `depth` in; `above` are those around it
    depth, above = 0, list[tuple[int, Any]]()
    waiting, left_out = "", list[tuple[Any, str]]()
    entries = _ENTRY.findall(text)
    lines = len(entries)
    for pad, dash, bare, quoted, value, chomp, block, item in entries:
        level, key = len(pad), bare or quoted
        if not (key or dash):
            continue
        if waiting and (level > depth or (dash and level == depth)):  # what belongs to the key before
            inner: Any = [] if dash else {}
            here[waiting] = inner
            above.append((depth, here))
            here, depth = inner, level
            left_out.pop()
        else:
            while depth > level or (type(here) is list and not dash):
                depth, here = above.pop()
        expected: Any = list if dash else dict
        if depth != level or type(here) is not expected or len(above) > DEEPEST - 3:
            raise _DoubtError
        waiting = ""
        if dash:
            if not key:
                if _MISTYPED.match(item):
                    raise _DoubtError
                here.append(_value(item))
                continue
            above.append((depth, here))
            here.append({})
            here, depth = here[-1], level + 2
        if key in here:
            raise _DoubtError
        if value:
            here[key] = _value(value)
        elif block:
            here[key] = _several(block, chomp)
            lines += block.count("\n")
        else:
            here[key], waiting = "", key
            left_out.append((here, key))
    if lines != text.count("\n"):  # some line was no entry
        raise _DoubtError
    for mapping, key in left_out:
        del mapping[key]
    return root


def _value(written: str) -> Tree:
    """What stands in one line."""
    if written[0] not in _MARKS:
        return _plain(written)
    if found := _QUOTED.fullmatch(written):
        return intern(found[1] or found[2] or "")
    if found := _LIST.fullmatch(written):
        return [_plain(one) for one in found[1].split(", ")]
    if found := _PAIRS.fullmatch(written):
        pairs = [one.split(": ") for one in found[1].split(", ")]
        mapping: dict[str, Tree] = {key: _plain(one) for key, one in pairs}
        if len(mapping) == len(pairs):
            return mapping
    raise _DoubtError


def _plain(written: str) -> str:
    """A dash between spaces was perhaps an item of its own, a colon perhaps that of a field, and ` #` ends a text."""
    if " - " in written or ": " in written or " #" in written or written[-1] == ":":
        raise _DoubtError
    return intern(written) if len(written) <= SHARED else written


def _several(block: str, chomp: str) -> str:
    """The lines of a block as they stand, from where the first one begins."""
    lines = block[:-1].split("\n")
    width = len(lines[0]) - len(lines[0].lstrip(" "))
    pad = " " * width
    if not all(line.startswith(pad) and len(line) > width for line in lines):
        raise _DoubtError
    return "\n".join([line[width:] for line in lines]) + ("" if chomp else "\n")
