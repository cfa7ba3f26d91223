"""Text → tree with places: every scalar stays exactly the text that YAML says it is, whatever it looks like."""

from __future__ import annotations

from dataclasses import dataclass
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
    fields: int = 0
    """How many stand at the top; known when the tree is no longer kept."""

    @property
    def values(self) -> dict[str, Tree]:
        """The tree; read again where it is no longer kept."""
        return self._read_again if self.tree is None else self.tree

    def without_tree(self) -> Document:
        """The same file, to be remembered."""
        return Document(self.file, self.text, fields=len(self.values))

    @cached_property
    def _read_again(self) -> dict[str, Tree]:
        root = Reading(self.text, self.file).run().root
        assert isinstance(root, dict)
        return root

    def place(self, path: tuple[str | int, ...], *, key: bool = False) -> Place:
        """Of the value at `path`, or of its key; a missing tail falls back to the longest known prefix."""
        spots = self._spots
        mark: Mark | None = None
        for step in path:
            if step not in spots:
                break
            key_mark, value_mark, spots = spots[step]
            mark = key_mark if key else value_mark
        return Place(self.file, mark.line + 1, mark.column + 1) if mark else Place(self.file)

    @cached_property
    def _spots(self) -> Spots:
        return Reading(self.text, self.file).run().spots


def document(source: bytes, file: str) -> tuple[Document | None, tuple[Finding, ...]]:
    """The tree, or None and every fault that can be seen in one go, sorted by place. `file` is the path to show."""
    text, faults = decode(source, file)
    if faults:
        return None, faults
    clean, found = screen(text, file)
    if not found and (values := without_doubt(text, file)) is not None:
        return Document(file, text, values), ()
    reading = Reading(clean, file).run()
    found += _seen_past(reading, found) if reading.refusal else _seen(reading)
    if not found and isinstance(reading.root, dict):
        return Document(file, text, reading.root), ()
    return None, tuple(sorted(set(found))[:MOST_FAULTS])


def without_doubt(text: str, file: str) -> dict[str, Tree] | None:
    """The tree of a good file, the quick way; None where a fault may be."""
    if values := plain.tree(text):
        return values
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
