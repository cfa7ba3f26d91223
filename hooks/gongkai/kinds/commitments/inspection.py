"""For inspectors: what was promised and kept, and each item that is late, unproven, put off or not kept."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from gongkai.kinds import Inspection, Scope, Tally
from gongkai.kinds.commitments.facts import CommitmentFacts
from gongkai.kinds.commitments.model import Commitment, Item
from gongkai.kinds.commitments.standing import ItemFacts

QUIET = frozenset({"进行中", "已兑现", "待评定"})
"""States of items that need no look, unless they were put off."""


@dataclass(frozen=True, kw_only=True)
class ItemRow:
    """One item that an inspector would ask about."""

    href: str
    """From the site's root, with the promise's place in the page."""
    who: str
    item: Item
    known: ItemFacts


@dataclass(frozen=True, kw_only=True)
class Seen:
    """Each record in counts, newest first, and the items to ask about."""

    records: tuple[tuple[Commitment, CommitmentFacts], ...]
    items: tuple[ItemRow, ...]


def about(records: Sequence[tuple[Commitment, CommitmentFacts]], scope: Scope) -> Seen:
    """From what the readers may see; how promisers were judged is not in it."""
    return Seen(
        records=tuple(records), items=tuple(row for record, facts in records for row in _asked_about(record, facts))
    )


def _asked_about(record: Commitment, facts: CommitmentFacts) -> Iterator[ItemRow]:
    for number, (promise, own) in enumerate(zip(record.promises, facts.promises, strict=True), 1):
        for item, known in zip(promise.items, own.items, strict=True):
            if known.state not in QUIET or known.due != item.due:
                href = f"{record.address}.html#promise-{number}"
                yield ItemRow(href=href, who=own.who, item=item, known=known)


def tallies(seen: Seen) -> tuple[Tally, ...]:
    """How many records, and how many items to ask about."""
    asked = f"{len(seen.items)} 项要看" if seen.items else ""
    return (Tally(anchor="commitments", title="承诺兑现", count=len(seen.records), unit="份", but=asked),)


def _day(record: Commitment) -> date:
    return record.covers.first if record.covers else record.made_on


INSPECTION = Inspection(about=about, tallies=tallies, day=_day)
