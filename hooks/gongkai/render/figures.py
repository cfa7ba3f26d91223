"""数量要求: every figure that rules hold records against, as a row of the page of rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from gongkai.check.sources import binding, graded
from gongkai.days import chinese_date
from gongkai.derive.requirements import Requirement
from gongkai.load.branch import Branch


@dataclass(frozen=True, kw_only=True)
class FigureRow:
    """One figure: ours, and what this branch has written in its place."""

    name: str
    anchor: str
    """By its name, and not by its place: an address outlives the order."""
    words: str
    binding: str
    """How far it reaches, since when, whom it binds."""
    source: str
    """With the grade of the text."""
    own: tuple[str, ...]
    """`10 个工作日，2025年1月16日起：某文件`, the earliest first; empty where the branch has written none."""


def rows(figures: Iterable[Requirement], branch: Branch) -> Iterator[FigureRow]:
    """In the order given."""
    for asked in figures:
        yield FigureRow(
            name=asked.name,
            anchor=f"figure-{asked.name}",
            words=asked.words,
            binding=binding(asked),
            source=graded(asked),
            own=tuple(f"{one.words}，{chinese_date(one.since)}起：{one.source}" for one in asked.own(branch)),
        )
