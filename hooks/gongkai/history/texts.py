"""The texts of one record's versions: only what differs between them is read by YAML, for most of it never does."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from typing import Final, NamedTuple

from gongkai.history.parting import parted, written_at
from gongkai.load.compose import document, without_doubt
from gongkai.load.plain import place_of
from gongkai.load.reading import Tree
from gongkai.load.record import Record
from gongkai.load.text import decode

_INDEX: Final = re.compile(
    rb"^(?:\xef\xbb\xbf)?index[ \t]*(?::|\xef\xbc\x9a)[ \t]*[\"']?([0-9A-Za-z]{1,12}/\d{4}-\d{4,5})\b", re.MULTILINE
)
"""After a byte order mark, and after a full-width colon: such a text is faulty, and its record's all the same."""
_WRITTEN: Final = re.compile(r"^([a-z_]+):(?: |\n[ -])", re.MULTILINE)
"""Begins a field that holds something."""
_FIGURES: Final = re.compile(r"[a-z_]+: ([0-9-]+)\n")
"""A field that says the same to YAML as to anyone."""
_REST: Final[Mapping[str, Tree]] = {"": ""}
"""In place of what is the same in all versions, and of which nobody asks what it is: it makes no difference."""


class Text(NamedTuple):
    """One text as it was; its tree is empty where it is no readable record."""

    raw: str
    tree: dict[str, Tree]
    """By field. Where several versions were read together, without what is the same in all of them."""


class Grown(NamedTuple):
    """A text that is known by what became of it, and by the fields in which the two differ."""

    text: str
    whole: str
    """What became of it."""
    fields: Mapping[str, str]
    """As they were written; empty where they were not there at all."""


Source = bytes | Grown | Record
"""A text as git has it, or known without git, or of the record that stands in the folder."""


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


def read_together(sources: Mapping[str, tuple[Source, str]], asked: Sequence[str]) -> dict[str, Text]:
    """Several versions of one record: name → what it is and its path; name → text.

    Either all are read by field, or each is read whole: what stands unread is like nothing that was read. These fields
    are asked for by themselves, whether they differ or not.
    """
    several = [source for source, _ in sources.values()]
    standing = next((source for source in several if isinstance(source, Record)), None)
    whole = standing.document.text if standing and standing.document.is_plain else ""
    split = (_grown(whole, several) or _split(whole, several)) if whole else None
    trees = _by_field(whole, split.parts, asked) if split else None
    if split is None or trees is None:
        return {name: read_text(content_of(source), path) for name, (source, path) in sources.items()}
    return {name: Text(text, tree) for name, text, tree in zip(sources, split.texts, trees, strict=True)}


def content_of(source: Source) -> bytes:
    """The bytes of a text, whatever is known of it."""
    if isinstance(source, bytes):
        return source
    return (source.text if isinstance(source, Grown) else source.document.text).encode()


class _Split(NamedTuple):
    """Several texts, and of each by field, as it is written, what differs between them."""

    texts: Sequence[str]
    parts: Sequence[dict[str, str]]


def _grown(whole: str, several: Sequence[Source]) -> _Split | None:
    """None unless of each is known how it differs from the whole."""
    known: list[Mapping[str, str]] = []
    for source in several:
        if isinstance(source, Grown) and source.whole is whole:
            known.append(source.fields)
        elif isinstance(source, Record) and source.document.text is whole:
            known.append({})
        else:
            return None
    places = {name: place_of(name, whole) for fields in known for name in fields}
    inside = {name: written_at(name, whole, places[name]) for name in sorted(places, key=lambda name: places[name])}
    parts = [{name: one for name, one in {**inside, **fields}.items() if one} for fields in known]
    return _Split([source.text if isinstance(source, Grown) else whole for source in several], parts)


def _split(whole: str, several: Sequence[Source]) -> _Split | None:
    """None where the fields of one cannot be told."""
    texts = [
        source.document.text if isinstance(source, Record) else decode(content_of(source), "")[0] for source in several
    ]
    if not all(texts):
        return None
    parts = parted(whole, texts)
    return _Split(texts, parts) if parts else None


def _by_field(whole: str, parts: Sequence[dict[str, str]], asked: Iterable[str]) -> list[dict[str, Tree]] | None:
    """The trees of the texts of which these are the parts that differ; None where one cannot be read by itself."""
    among = {name for those in parts for name in those}
    same = {name: one for name, one in parts[0].items() if all(those.get(name) == one for those in parts[1:])}
    known = dict(_known(asked, same, among, whole))
    if any(found[1] in same or found[1] not in among for found in _WRITTEN.finditer(whole)):
        known.update(_REST)  # without any field it is no record
    return _read(parts, same, known)


def _known(asked: Iterable[str], same: Mapping[str, str], among: Set[str], whole: str) -> Iterator[tuple[str, Tree]]:
    """What is asked for and the same in all versions; these fields are among those that differ, or were looked at."""
    for name in asked:
        if name in same:
            yield name, _read_alone(name, same[name], 0)
        elif name not in among and (at := place_of(name, whole)) >= 0:
            yield name, _read_alone(name, whole, at)


def _read(
    parts: Sequence[dict[str, str]], same: Mapping[str, str], known: dict[str, Tree]
) -> list[dict[str, Tree]] | None:
    """Their trees: what differs between them is read."""
    trees: list[dict[str, Tree]] = []
    for those in parts:
        tree = {**known}
        for name, its in those.items():
            if name in same:
                continue
            read = without_doubt(its, name)
            if read is None or [*read] not in ([name], []):
                return None
            tree.update(read)
        trees.append(tree)
    return trees if all(trees) else None


def _read_alone(name: str, text: str, at: int) -> Tree:
    """Of the field that begins there, and which is the same in all versions."""
    if figures := _FIGURES.match(text, at):
        return figures[1]
    written = written_at(name, text, at)
    read = without_doubt(written, name)
    return read[name] if read else written
