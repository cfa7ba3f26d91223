"""The texts of one record's versions: only what differs between them is read by YAML, for most of it never does."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from gongkai.load.compose import document, without_doubt
from gongkai.load.reading import Tree
from gongkai.load.record import Record
from gongkai.load.text import decode, screen

_INDEX: Final = re.compile(
    rb"^(?:\xef\xbb\xbf)?index[ \t]*(?::|\xef\xbc\x9a)[ \t]*[\"']?([0-9A-Za-z]{1,12}/\d{4}-\d{4,5})\b", re.MULTILINE
)
"""After a byte order mark, and after a full-width colon: such a text is faulty, and its record's all the same."""
_HEAD: Final = re.compile(r"\n(?:([a-z_]+):|[^ #\n-])")
"""Begins a field; without a name it is a line that neither begins one nor belongs to one."""
_NAME: Final = re.compile("[a-z_]+:")
_SILENT: Final = re.compile(r"(?:\n(?:#.*)?)*")
_FIGURES: Final = re.compile(r"[a-z_]+: ([0-9-]+)\n")
"""A field that says the same to YAML as to anyone."""
_ASKED: Final = frozenset(("published_on", "records", "approved"))
"""Fields that are looked at by themselves, whether they differ or not."""
_REST: Final[Mapping[str, Tree]] = {"": ""}
"""In place of what is the same in all versions, and of which nobody asks what it is: it makes no difference."""


class Text(NamedTuple):
    """One text as it was; its tree is empty where it is no readable record."""

    raw: str
    tree: dict[str, Tree]
    """By field. Where several versions were read together, without what is the same in all of them."""


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
    standing = next((source for source, _ in sources.values() if not isinstance(source, bytes)), None)
    texts = [_decoded(source, path) for source, path in sources.values()]
    trees = _by_field(standing, texts) if standing and all(texts) else None
    if trees is None:
        return {name: read_text(_bytes(source), path) for name, (source, path) in sources.items()}
    return {name: Text(text, tree) for name, text, tree in zip(sources, texts, trees, strict=True)}


def _decoded(source: bytes | Record, path: str) -> str:
    """Empty where it cannot be."""
    return decode(source, path)[0] if isinstance(source, bytes) else source.document.text


def _bytes(source: bytes | Record) -> bytes:
    return source if isinstance(source, bytes) else source.document.text.encode()


def _by_field(standing: Record, texts: Sequence[str]) -> list[dict[str, Tree]] | None:
    """The trees; None where something is in doubt, as a quoted text may hold lines that look like fields.

    In the record that stands here there are none if it has just as many fields as it seems to have. What is the same
    elsewhere ends there as it does here, and what is not is read by itself, which fails if it does not end.
    """
    whole = standing.document.text
    names = _names(whole)
    if names is None or len(names) != standing.document.fields:
        return None
    first, last = _window(whole, texts)
    split = [_sound(text[first : len(text) - len(whole) + last]) for text in texts]
    inside = split[texts.index(whole)]
    return _read(split, whole, {*names}.difference(inside) if inside else {*names})


def _names(text: str) -> list[str] | None:
    """Of its fields; None where something stands outside of them, or one name twice."""
    lines = f"\n{text}"
    names = _HEAD.findall(lines)
    is_sound = "" not in names and len({*names}) == len(names)
    return names if is_sound and _SILENT.fullmatch(lines, 0, _start(lines)) else None


def _start(lines: str) -> int:
    """Of the first field, at the line feed before it."""
    first = _HEAD.search(lines)
    return first.start() if first else len(lines)


def _window(whole: str, texts: Sequence[str]) -> tuple[int, int]:
    """From where to where they differ, widened to fields: places in the whole text, which is one of them."""
    others = [text for text in texts if text is not whole]
    before = min((_agreeing(whole, text) for text in others), default=len(whole))
    after = min(map(len, texts)) - before  # no more: where a line stands twice, both ends would claim it
    if after:
        after = min([after, *(_agreeing(whole[::-1], text[::-1]) for text in others)])
    if all(_begins(text, before) for text in texts):  # what is before that has ended in one, and so in all
        first = before - 1
    else:
        first = whole.rfind("\n", 0, before)
        while first >= 0 and not _NAME.match(whole, first + 1, before):  # the colon, too
            first = whole.rfind("\n", 0, first)
    following = _HEAD.search(whole, len(whole) - after)
    return first + 1, following.start() + 1 if following else len(whole)


def _begins(text: str, at: int) -> bool:
    """Whether a field begins there, or the text ends with a line."""
    return (not at or text[at - 1] == "\n") and (at == len(text) or bool(_NAME.match(text, at)))


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
    """Its fields as they are written; None where it cannot be read by them."""
    if not part:
        return {}
    names = None if screen(part, "")[1] else _names(part)
    if names is None:
        return None
    places = [head.start() for head in _HEAD.finditer(f"\n{part}")]
    return {name: part[at:end] for name, at, end in zip(names, places, [*places, len(part)][1:], strict=True)}


def _read(split: Sequence[dict[str, str] | None], whole: str, outside: set[str]) -> list[dict[str, Tree]] | None:
    """Their trees: what differs between them is read; `outside` of what was split are these fields of the whole."""
    parts = [those for those in split if those is not None and outside.isdisjoint(those)]
    if len(parts) < len(split):
        return None
    same = {name: one for name, one in parts[0].items() if all(those.get(name) == one for those in parts[1:])}
    asked = {
        name: _read_alone(name, same.get(name, whole), 0 if name in same else _place(name, whole))
        for name in _ASKED
        if name in same or name in outside
    }
    rest = _REST if outside or same else {}  # a text without any field is no record
    trees: list[dict[str, Tree]] = []
    for those in parts:
        found = [(name, without_doubt(its, name)) for name, its in those.items() if name not in same]
        if any(read is None or [*read] not in ([name], []) for name, read in found):
            return None
        trees.append({**rest, **asked, **{name: read[name] for name, read in found if read}})
    return trees if all(trees) else None


def _place(name: str, whole: str) -> int:
    """Where the field begins."""
    return 0 if whole.startswith(f"{name}:") else whole.index(f"\n{name}:") + 1


def _read_alone(name: str, text: str, at: int) -> Tree:
    """Of the field that begins there, and which is the same in all versions."""
    if figures := _FIGURES.match(text, at):
        return figures[1]
    following = _HEAD.search(text, at)
    written = text[at : following.start() + 1] if following else text[at:]
    read = without_doubt(written, name)
    return read[name] if read else written
