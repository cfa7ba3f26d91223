"""By when what the grading asks for has to be put right."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.derive.dates import Occasion, due
from gongkai.kinds.grades.facts import GradeFacts
from gongkai.kinds.grades.model import Grade

OPEN = frozenset({"整改中", "已逾期"})


def dates(record: Grade, facts: GradeFacts) -> Iterator[Occasion]:
    """What is not done yet."""
    told = zip(record.rectifications, facts.rectifications, strict=True)
    return due("整改期限", ((one.due, one.what) for one, state in told if state in OPEN))
