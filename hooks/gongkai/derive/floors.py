"""How long a notice must at least be public, as data: node, length, the rule it rests on and from when it applies."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

Unit = Literal["工作日", "日"]


@dataclass(frozen=True)
class Floor:
    """The least length of a publicity period at one node 公示环节."""

    node: str
    """As a notice names it: 发展对象, 接收预备党员, 预备党员转正."""
    length: int
    unit: Unit
    since: date
    """Applies to periods that begin on this day or later."""
    basis: str
    """The rule with its article, for pages and findings."""
    grade: Literal["A", "B", "C", "D"]
    """Of the source we read, not of the rule: A official text, B institution or public tool, C reposting, D forum."""

    @property
    def words(self) -> str:
        """`不少于 5 个工作日`."""
        return f"不少于 {length_words(self.length, self.unit)}"


NATIONAL = (
    # The 2014 text fixed no number of days. The text of 2026 was read in two independent quotations that agree, not
    # on the official page; the other nodes rest on local rules, which a branch brings itself.
    Floor(
        node="发展对象",
        length=5,
        unit="工作日",
        since=date(2026, 5, 11),
        basis="《中国共产党发展党员工作细则》（2026年修订）第十三条",
        grade="B",
    ),
)


def floor_for(node: str, on: date, floors: Iterable[Floor] = NATIONAL) -> Floor | None:
    """The floor in force at a node for a period that begins on this day: the latest rule, and of one day the longest.

    A later rule takes the place of an earlier one, so ask for each rule-making body by itself.
    """
    in_force = (floor for floor in floors if floor.node == node and floor.since <= on)
    return max(in_force, key=lambda floor: (floor.since, floor.length), default=None)


def length_words(length: int, unit: Unit) -> str:
    """`5 个工作日` or `7 日`."""
    return f"{length} 个工作日" if unit == "工作日" else f"{length} 日"
