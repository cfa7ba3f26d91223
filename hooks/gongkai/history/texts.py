"""The texts of one record's versions: only what differs between them is read by YAML, for most of it never does."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from gongkai.load.compose import document, without_doubt
from gongkai.load.reading import Tree
from gongkai.load.text import decode, screen

_FIELD: Final = re.compile(r"^([a-z_]+):", re.MULTILINE)
_ELSE: Final = re.compile(r"^(?![a-z_]+:|[ #\n-]|\Z)", re.MULTILINE)
"""A line that begins neither a field nor belongs to one: such a text is read whole."""
_ASKED: Final = frozenset(("published_on", "records", "approved"))
"""Fields that are looked at by themselves, whether they differ or not."""


@dataclass(frozen=True, slots=True)
class Text:
    """One text as it was; its tree is empty where it is no readable record."""

    raw: str
    tree: dict[str, Tree]
    """By field. Where several versions were read together, what is the same in all of them stands unread."""


def read_text(source: bytes, path: str) -> Text:
    """By today's reader of YAML, and by no model: fields that are no longer known are fields like others."""
    found, _ = document(source, path)
    return Text(found.text, found.values) if found else Text(_legible(source), {})


def _legible(source: bytes) -> str:
    """What once stood in a file that is no record: as text, also where an old editor wrote it in GBK."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return "\n".join(source.decode(encoding).splitlines())
        except UnicodeDecodeError:
            continue
    return source.decode("utf-8", "replace")


def read_together(sources: Mapping[str, tuple[bytes | str, str]]) -> dict[str, Text]:
    """Several versions of one record: name → bytes, or text that was decoded before, and path; gives name → text."""
    split = {name: _split(source, path) for name, (source, path) in sources.items()}
    fields = [those for _, those in split.values() if those]
    seen: dict[str, set[str | None]] = {}
    for name in {name for those in fields for name in those}:
        seen[name] = {those.get(name) for those in fields}
    same = {name: _stand_in(name, *found) for name, found in seen.items() if len(found) == 1}
    return {
        name: _joined(*split[name], same, path) or read_text(_bytes(source), path)
        for name, (source, path) in sources.items()
    }


def _stand_in(name: str, written: str | None) -> Tree | None:
    """For a field that is the same in all versions: nobody looks at it but where it is asked for."""
    read = without_doubt(written or "", name) if name in _ASKED else None
    return read.get(name) if read else written


def _bytes(source: bytes | str) -> bytes:
    return source.encode() if isinstance(source, str) else source


def _split(source: bytes | str, path: str) -> tuple[str, dict[str, str]]:
    """The text and its fields as they stand there; no fields where it has to be read whole."""
    if isinstance(source, str):
        text, faults = source, False
    else:
        text, found = decode(source, path)
        faults = bool(found) or bool(screen(text, path)[1])
    if faults or _ELSE.search(text):
        return text, {}
    starts = [(match[1], match.start()) for match in _FIELD.finditer(text)]
    ends = [*(start for _, start in starts[1:]), len(text)]
    fields = {name: text[start:end] for (name, start), end in zip(starts, ends, strict=True)}
    return text, fields if len(fields) == len(starts) else {}


def _joined(text: str, fields: dict[str, str], same: Mapping[str, Tree | None], path: str) -> Text | None:
    """Each other field read by itself; None where one is none, as in the middle of a quoted text."""
    tree: dict[str, Tree] = {}
    for name, written in fields.items():
        known = same.get(name)
        if known is not None:
            tree[name] = known
            continue
        read = without_doubt(written, path)
        if read is None or [*read] not in ([name], []):
            return None
        tree |= read
    return Text(text, tree) if tree else None
