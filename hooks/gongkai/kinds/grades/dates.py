"""By when what the grading asks for has to be put right."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.derive.dates import Occasion
from gongkai.derive.rectification import occasions
from gongkai.kinds.grades.facts import GradeFacts
from gongkai.kinds.grades.model import Grade


def dates(record: Grade, facts: GradeFacts) -> Iterator[Occasion]:
    """What is not done yet."""
    return occasions(record.rectifications, facts.rectifications)
