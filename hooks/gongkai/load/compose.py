"""Text → tree with places: every scalar stays exactly the text that YAML says it is, whatever it looks like."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

from gongkai.findings import Finding, Place
from gongkai.load import diagnosis, layout, plain, quick, unreadable
from gongkai.load.reading import Event, Mark, Reading, Spots, Tree
from gongkai.load.text import MOST_FAULTS, decode, screen

__all__ = ["Document", "Tree", "document"]

REREAD: Final = 200_000
"""Characters that may be read again to see past a mended line; bounds the time a large broken file takes."""


@dataclass(frozen=True)
class Document:
    """One file that can be read. Its places are looked up by reading it again: few files are ever asked."""

    file: str
    text: str
    """Without byte order mark, every line end as `\\n`."""
    tree: dict[str, Tree] | None = None
    """Kept until the record is made: all trees together take more memory than everything else."""
    is_plain: bool = False
    """At the margin stand only names of fields, as they are, items and comments."""

    @property
    def values(self) -> dict[str, Tree]:
        """The tree; read again where it is no longer kept."""
        return self._read_again if self.tree is None else self.tree

    def without_tree(self) -> Document:
        """The same file, to be remembered."""
        return replace(self, tree=None)

    @cached_property
    def _read_again(self) -> dict[str, Tree]:
        root = plain.tree(self.text) if self.is_plain else Reading(self.text, self.file).run().root
        assert isinstance(root, dict)
        return root

    def place(self, path: tuple[str | int, ...], *, key: bool = False) -> Place:
        """Of the value at `path`, or of its key; a missing tail falls back to the longest known prefix."""
        if not path:
            return Place(self.file)
        if self.is_plain:
            name = str(path[0])
            if (at := plain.place_of(name, self.text)) < 0:
                return Place(self.file)
            if len(path) == 1 and (value := plain.value_of(name, self.text, at)) >= 0:
                return self._place_at(at if key else value)
        spots = self._spots
        mark: Mark | None = None
        for step in path:
            if step not in spots:
                break
            key_mark, value_mark, spots = spots[step]
            mark = key_mark if key else value_mark
        return Place(self.file, mark.line + 1, mark.column + 1) if mark else Place(self.file)

    def _place_at(self, at: int) -> Place:
        return Place(self.file, self.text.count("\n", 0, at) + 1, at - self.text.rfind("\n", 0, at))

    @cached_property
    def _spots(self) -> Spots:
        return Reading(self.text, self.file).run().spots


def document(source: bytes, file: str) -> tuple[Document | None, tuple[Finding, ...]]:
    """The tree, or None and every fault that can be seen in one go, sorted by place. `file` is the path to show."""
    text, faults = decode(source, file)
    if faults:
        return None, faults
    clean, found = screen(text, file)
    if not found and (values := plain.tree(text)):
        return Document(file, text, values, is_plain='\n"' not in f"\n{text}"), ()
    if not found and (values := _doubted(text, file)) is not None:
        return Document(file, text, values), ()
    reading = Reading(clean, file).run()
    found += _seen_past(reading, found) if reading.refusal else _seen(reading)
    if not found and isinstance(reading.root, dict):
        return Document(file, text, reading.root), ()
    return None, tuple(sorted(set(found))[:MOST_FAULTS])


def without_doubt(text: str, file: str) -> dict[str, Tree] | None:
    """The tree of a good file, the quick way; None where a fault may be."""
    return plain.tree(text) or _doubted(text, file)


def _doubted(text: str, file: str) -> dict[str, Tree] | None:
    """The same, of a text that is not written in plain lines."""
    if not layout.is_suspicious(text):
        return quick.tree(text)
    scalars: list[Event] = []
    values = quick.tree(text, scalars)
    return None if layout.faults(text, scalars, file) else values


def _seen(reading: Reading) -> list[Finding]:
    """The faults of a text that was read to its end or to a limit."""
    found = [*reading.found, *layout.faults(reading.text, reading.scalars, reading.file)]
    if not found and not reading.root and not isinstance(reading.root, dict):
        return [unreadable.empty_document(Place(reading.file))]
    if not found and isinstance(reading.root, str):
        return [unreadable.not_a_mapping(Place(reading.file, reading.scalars[0].start_mark.line + 1), is_list=False)]
    return found


def _seen_past(reading: Reading, before: list[Finding]) -> list[Finding]:
    """The faults of a text that YAML refuses: lines that are plainly mistyped are mended and the rest is read on."""
    found: list[Finding] = []
    left = max(REREAD // (len(reading.text) + 1), 1)
    while refusal := reading.refusal:
        slips = layout.mistyped(reading.text, reading.reached, refusal)
        found += [slip.fault(reading.file) for slip in slips]
        left -= 1
        if not slips:
            fault = diagnosis.fault(reading.text, refusal, reading.scalars[-1:], reading.file)
            taken = {other.place.line for other in [*before, *found, *reading.found]}
            found += [fault] if fault.place.line not in taken else []
        if not slips or not left or not all(slip.mends for slip in slips):
            break
        reading = Reading(layout.mended(reading.text, slips), reading.file).run()
    return [*found, *reading.found, *layout.faults(reading.text, reading.scalars, reading.file)]
