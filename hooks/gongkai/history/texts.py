"""The texts of one record's versions: only what differs between them is read by YAML, for most of it never does."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from gongkai.load.compose import document, without_doubt
from gongkai.load.reading import Tree
from gongkai.load.record import Record
from gongkai.load.text import decode, screen

_INDEX: Final = re.compile(
    rb"^(?:\xef\xbb\xbf)?index[ \t]*(?::|\xef\xbc\x9a)[ \t]*[\"']?([0-9A-Za-z]{1,12}/\d{4}-\d{4,5})\b", re.MULTILINE
)
"""After a byte order mark, and after a full-width colon: such a text is faulty, and its record's all the same."""
_FIELD: Final = re.compile(r"\n(?=[a-z_]+:)")
_ELSE: Final = re.compile(r"\n(?![a-z_]+:|[ #\n-]|\Z)")
"""A line that begins neither a field nor belongs to one: such a text is read whole."""
_SILENT: Final = re.compile(r"(?:\n(?:#.*)?)*")
_FIGURES: Final = re.compile(r"[a-z_]+: ([0-9-]+)\n")
"""A field that says the same to YAML as to anyone."""
_ASKED: Final = frozenset(("published_on", "records", "approved"))
"""Fields that are looked at by themselves, whether they differ or not."""


@dataclass(frozen=True, slots=True)
class Text:
    """One text as it was; its tree is empty where it is no readable record."""

    raw: str
    tree: dict[str, Tree]
    """By field. Where several versions were read together, what is the same in all of them stands unread."""


def index_in(source: bytes) -> str:
    """The index number that stands in a text, whether or not it can be read as a record; empty where there is none."""
    found = _INDEX.search(source)
    return found[1].decode() if found else ""


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


def read_together(sources: Mapping[str, tuple[bytes | Record, str]]) -> dict[str, Text]:
    """Several versions of one record: name → bytes, or the record as it stands in the folder, and path; name → text.

    Either all are read by field, or each is read whole: what stands unread is like nothing that was read.
    """
    standing = next((source for source, _ in sources.values() if isinstance(source, Record)), None)
    texts = [_decoded(source, path) for source, path in sources.values()]
    trees = _by_field(standing, texts) if standing and all(texts) else None
    if trees is None:
        return {name: read_text(_bytes(source), path) for name, (source, path) in sources.items()}
    return {name: Text(text, tree) for name, text, tree in zip(sources, texts, trees, strict=True)}


def _decoded(source: bytes | Record, path: str) -> str:
    """Empty where it cannot be."""
    return source.document.text if isinstance(source, Record) else decode(source, path)[0]


def _bytes(source: bytes | Record) -> bytes:
    return source.document.text.encode() if isinstance(source, Record) else source


def _by_field(standing: Record, texts: Sequence[str]) -> list[dict[str, Tree]] | None:
    """The trees; None where something is in doubt, as a quoted text may hold lines that look like fields.

    In the record that stands here there are none if it has just as many fields as it seems to have. What is the same
    elsewhere ends there as it does here, and what is not is read by itself, which fails if it does not end.
    """
    whole = standing.document.text
    fields = _fields(whole)
    if fields is None or len(fields) != standing.document.fields:
        return None
    first, last = _window(whole, texts, fields)
    split = [_sound(text[first : len(text) - len(whole) + last]) for text in texts]
    inside = split[texts.index(whole)] or {}
    return _read(split, {name: written for name, written in fields.items() if name not in inside})


def _fields(text: str) -> dict[str, str] | None:
    """Each field as it is written; None where something stands outside of them, or one name twice."""
    lines = f"\n{text}"
    silent, *parts = _FIELD.split(lines)
    if (silent and not _SILENT.fullmatch(silent)) or _ELSE.search(lines):
        return None
    fields = {part[: part.index(":")]: f"{part}\n" for part in parts}
    if parts:  # the last one's end is that of the text
        fields[parts[-1][: parts[-1].index(":")]] = parts[-1]
    return fields if len(fields) == len(parts) else None


def _window(whole: str, texts: Sequence[str], fields: Mapping[str, str]) -> tuple[int, int]:
    """From where to where they differ, widened to fields: places in the whole text, which is one of them."""
    others = [text for text in texts if text is not whole]
    before = min((_agreeing(whole, text) for text in others), default=len(whole))
    after = min(map(len, texts)) - before  # no more: where a line stands twice, both ends would claim it
    if after:
        after = min([after, *(_agreeing(whole[::-1], text[::-1]) for text in others)])
    first, last, at = 0, len(whole), len(whole)
    for name, written in reversed([*fields.items()]):
        at -= len(written)
        if at > len(whole) - after:
            last = at
        elif at + len(name) < before:  # the colon, too
            first = at
            break
    return first, last


def _agreeing(one: str, other: str) -> int:
    """Characters with which both begin."""
    if one.startswith(other):  # something was added at the end: so most changes are
        return len(other)
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _sound(part: str) -> dict[str, str] | None:
    """Its fields; None where it cannot be read by them."""
    return None if screen(part, "")[1] else _fields(part)


def _read(split: Sequence[dict[str, str] | None], outside: Mapping[str, str]) -> list[dict[str, Tree]] | None:
    """Their trees: what differs between them is read, what is the same stands as it is written."""
    parts = [those for those in split if those is not None and outside.keys().isdisjoint(those)]
    if len(parts) < len(split):
        return None
    same = {name: one for name, one in parts[0].items() if all(those.get(name) == one for those in parts[1:])}
    written = {**outside, **same}
    unread: dict[str, Tree] = {
        **written,
        **{name: _read_alone(name, written[name]) for name in _ASKED & written.keys()},
    }
    trees: list[dict[str, Tree]] = []
    for those in parts:
        found = [(name, without_doubt(its, name)) for name, its in those.items() if name not in same]
        if any(read is None or [*read] not in ([name], []) for name, read in found):
            return None
        trees.append({**unread, **{name: read[name] for name, read in found if read}})
    return trees if all(trees) else None


def _read_alone(name: str, written: str) -> Tree:
    """Of a field that is the same in all versions."""
    if figures := _FIGURES.fullmatch(written):
        return figures[1]
    read = without_doubt(written, name)
    return read[name] if read else written
