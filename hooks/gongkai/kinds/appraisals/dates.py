"""By when what the appraisal asks for has to be put right."""

from __future__ import annotations

from collections.abc import Iterable

from gongkai.derive.dates import Occasion, due
from gongkai.kinds.appraisals.facts import AppraisalFacts
from gongkai.kinds.appraisals.model import Appraisal

OPEN = frozenset({"整改中", "已逾期"})


def dates(record: Appraisal, facts: AppraisalFacts) -> Iterable[Occasion]:
    """What is not done yet."""
    told = zip(record.rectifications, facts.rectifications, strict=True)
    return due("整改期限", ((one.due, one.what) for one, state in told if state in OPEN))
