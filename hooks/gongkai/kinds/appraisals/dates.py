"""By when what the appraisal asks for has to be put right."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.derive.dates import Occasion
from gongkai.derive.rectification import occasions
from gongkai.kinds.appraisals.facts import AppraisalFacts
from gongkai.kinds.appraisals.model import Appraisal


def dates(record: Appraisal, facts: AppraisalFacts) -> Iterator[Occasion]:
    """What is not done yet."""
    return occasions(record.rectifications, facts.rectifications)
