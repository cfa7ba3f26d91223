"""When an opinion has to be answered; one that was answered stands on no day."""

from __future__ import annotations

from collections.abc import Iterable

from gongkai.derive.dates import Occasion, due
from gongkai.kinds.opinions.facts import OpinionFacts
from gongkai.kinds.opinions.model import Opinion


def dates(record: Opinion, facts: OpinionFacts) -> Iterable[Occasion]:
    """The last day for the answer."""
    return due("答复时限", () if record.answered else [(facts.answer_due, record.title)])
