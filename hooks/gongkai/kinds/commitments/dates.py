"""By when promises are due, as it was agreed on last."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.derive.dates import Occasion, due
from gongkai.kinds.commitments.facts import CommitmentFacts
from gongkai.kinds.commitments.model import Commitment


def dates(record: Commitment, facts: CommitmentFacts) -> Iterator[Occasion]:
    """Those that are still to be done, proven or judged."""
    promises = zip(record.promises, facts.promises, strict=True)
    items = ((one.who, *both) for one, own in promises for both in zip(one.items, own.items, strict=True))
    return due("承诺到期", ((known.due, f"{who}：{item.text}") for who, item, known in items if known.open))
