"""A YAML file as it stood at any step of its past: which of its lines were there, and what they said.

Text is never written anew: lines of the final file are left out or said otherwise, so comments and layout stay.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum
from itertools import takewhile
from typing import NamedTuple

from gongkai.load.part import PathOf
from gongkai.load.reading import Reading, Spot, Spots, Tree


class Slot(IntEnum):
    """When in the day it happens."""

    BASE = 0
    DRAFT = 1
    SUBMITTED = 2
    REFUSED = 3
    LATER = 4
    APPROVED = 5
    LINKED = 6
    MERGED = 7


class Step(NamedTuple):
    """One step of the history, and so one commit; steps sort as they follow one another."""

    day: date
    slot: Slot
    whose: str
    """The address of the file that it is about; empty for links of a day."""


Birth = Callable[[PathOf, Tree], "Step | None"]
"""When the part at a path was written; None where no later than the part around it."""


@dataclass
class Line:
    """What one line says from which step on; an empty text: it is not there."""

    versions: list[tuple[Step, str]]

    def at(self, step: Step) -> str:
        return next((text for since, text in reversed(self.versions) if since <= step), "")


@dataclass(frozen=True)
class Former:
    """What stood in a file until a step: other values, and lines that are gone."""

    until: Step
    was: Mapping[PathOf, str] = field(default_factory=dict)
    gone: str = ""
    """Lines that stood below the part `after`."""
    after: PathOf = ()


@dataclass
class Dated:
    """A file of which every line knows since when it stands."""

    lines: list[Line]
    keys: dict[Step, set[str]]
    """The names of the fields that each step wrote, by which a commit's message is chosen."""

    @property
    def steps(self) -> list[Step]:
        return sorted({since for line in self.lines for since, _ in line.versions})

    def at(self, step: Step) -> str:
        return "".join(line.at(step) for line in self.lines)


def dated(text: str, birth: Birth, formers: tuple[Former, ...] = ()) -> Dated:
    """Every line of the text with its step; `birth` of the empty path is the file's own."""
    reading = Reading(text, "").run()
    assert isinstance(reading.root, dict)
    born = birth((), reading.root)
    assert born, "a file has a first step"
    lines = text.splitlines(keepends=True)
    laid = _Laying(lines, birth, Dated([Line([(born, line)]) for line in lines], {born: set()}))
    laid.part(reading.root, reading.spots, ((), born))
    for former in formers:
        laid.before(former, reading.spots)
    return laid.done


@dataclass
class _Laying:
    """Goes through the tree from the top and gives each line its step."""

    text: list[str]
    birth: Birth
    done: Dated

    def part(self, tree: Tree, spots: Spots, above: tuple[PathOf, Step]) -> list[Step]:
        """All parts of a mapping or a list; their steps."""
        path, since = above
        return [self.one((*path, name), value, spots, since) for name, value in _parts(tree) if name in spots]

    def one(self, path: PathOf, value: Tree, spots: Spots, since: Step) -> Step:
        """The step of one part: never before the part around it, nor before the first of what it holds."""
        key, mark, inner = spots[path[-1]]
        own = max(since, self.birth(path, value) or since)
        column = _indent(self.text[key.line]) if isinstance(path[-1], int) else key.column
        covered = range(*_extent(self.text, key.line, column, len(path) == 1))
        self._stand(covered, own)
        steps = [] if isinstance(value, str) or not value else self.part(value, inner, (path, own))
        if steps and min(steps) > own:
            own = min(steps)
            self._stand(range(covered.start, mark.line), own)
        if isinstance(value, list) and self.text[mark.line][mark.column :].startswith("["):
            self._in_brackets(mark.line, mark.column, list(zip(steps, map(str, value), strict=True)))
        self.done.keys.setdefault(own, set()).update(str(name) for name in path)
        return own

    def _stand(self, numbers: range, since: Step) -> None:
        for number in numbers:
            self.done.lines[number].versions = [(since, self.text[number])]

    def _in_brackets(self, number: int, column: int, items: list[tuple[Step, str]]) -> None:
        """A list on one line grows item by item."""
        whole = self.text[number]
        steps = sorted({since for since, _ in items})
        shown = [", ".join(item for since, item in items if since <= step) for step in steps]
        self.done.lines[number].versions = [
            (step, f"{whole[:column]}[{those}]\n") for step, those in zip(steps[:-1], shown, strict=False)
        ] + [(steps[-1] if steps else self.done.lines[number].versions[0][0], whole)]

    def before(self, former: Former, spots: Spots) -> None:
        """What a later step changed, as it was before."""
        for path, was in former.was.items():
            _, mark, _ = _spot(spots, path)
            line, column = self.done.lines[mark.line], mark.column
            (since, now), *_ = line.versions
            assert since < former.until, f"{path} is no older than its change"
            line.versions = [(since, f"{now[:column]}{was}\n"), (former.until, now)]
        if former.gone:
            key, _, _ = _spot(spots, former.after)
            _, end = _extent(self.text, key.line, key.column)
            since = self.done.lines[key.line].versions[0][0]
            gone = [Line([(since, line), (former.until, "")]) for line in former.gone.splitlines(keepends=True)]
            self.done.lines[end:end] = gone
        self.done.keys.setdefault(former.until, set()).add("corrections")


def _parts(tree: Tree) -> Iterator[tuple[str | int, Tree]]:
    if isinstance(tree, dict):
        yield from tree.items()
    elif isinstance(tree, list):
        yield from enumerate(tree)


def _spot(spots: Spots, path: PathOf) -> Spot:
    *above, last = path
    for name in above:
        spots = spots[name][2]
    return spots[last]


def _extent(lines: list[str], first: int, column: int, at_root: bool = False) -> tuple[int, int]:
    """From the comments above a part to the line behind it. The comment at the head of the file belongs to no part."""
    indent = _indent(lines[first])
    below = takewhile(lambda line: not line.strip() or _indent(line) > column, lines[first + 1 :])
    inside = [line.strip() for line in below]
    while inside and not inside[-1]:
        inside.pop()
    start = first
    while start and (_is_remark(lines[start - 1], indent) or (at_root and not lines[start - 1].strip())):
        start -= 1
    return (start if start else first), first + 1 + len(inside)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _is_remark(line: str, indent: int) -> bool:
    return bool(re.match(rf" {{{indent}}}#", line))
