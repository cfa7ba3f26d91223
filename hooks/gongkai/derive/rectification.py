"""整改: how something that has to be put right by a day stands, and which days a calendar shows of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final, Literal, Protocol

from gongkai.derive.dates import Occasion, due

RectificationState = Literal["已完成", "逾期完成", "整改中", "已逾期"]
OPEN: Final[frozenset[RectificationState]] = frozenset({"整改中", "已逾期"})
"""Not put right yet."""


class Rectification(Protocol):
    """As the records of several kinds write it."""

    @property
    def what(self) -> str: ...
    @property
    def due(self) -> date: ...
    @property
    def done(self) -> date | None: ...


def state(one: Rectification, as_of: date) -> RectificationState:
    """How it stands on the day."""
    if one.done and one.done <= as_of:
        return "已完成" if one.done <= one.due else "逾期完成"
    return "整改中" if as_of <= one.due else "已逾期"


def occasions(those: Sequence[Rectification], states: Sequence[RectificationState]) -> Iterator[Occasion]:
    """By when what is not done yet has to be put right."""
    return due("整改期限", ((one.due, one.what) for one, how in zip(those, states, strict=True) if how in OPEN))
