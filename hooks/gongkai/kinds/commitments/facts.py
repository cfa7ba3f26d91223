"""What follows from a record of commitments: how items stand, how they roll up, and totals that everybody may see.

Facts hold no rating or poll of a named person: they are worked out from the whole record and shown to all.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from gongkai.derive.head import Facts, HeadFacts, World
from gongkai.derive.progress import Count, hidden_evidence
from gongkai.derive.requirements import in_force
from gongkai.derive.shares import percent
from gongkai.kinds.commitments.model import Commitment, Promise
from gongkai.kinds.commitments.promisers import is_person
from gongkai.kinds.commitments.reception import Reception, reception
from gongkai.kinds.commitments.requirements import RECEIVED
from gongkai.kinds.commitments.standing import ItemFacts, item_facts
from gongkai.load.branch import Branch


@dataclass(frozen=True, kw_only=True)
class PromiseFacts:
    """How one promiser stands."""

    who: str
    items: tuple[ItemFacts, ...]
    count: Count
    share: Fraction | None
    """Weight of what is fulfilled over all weight; None where nothing has weight."""

    @property
    def percent(self) -> str:
        return "" if self.share is None else percent(self.share, 1)


@dataclass(frozen=True, kw_only=True)
class CommitmentFacts(Facts):
    """Everything a page of commitments shows that nobody wrote."""

    as_of: date
    year: int
    """The year to which it belongs: 所属时段, else 形成日期."""
    who: str
    """`支部和 14 名党员`; up to three of either are named."""
    promises: tuple[PromiseFacts, ...]
    persons: tuple[int, ...]
    """Which of the promises are persons'; the others are those of the branch and other bodies."""
    count: Count
    share: Fraction | None
    """Each promiser's share counts the same."""
    last_due: date
    reception: Reception

    @property
    def percent(self) -> str:
        return "" if self.share is None else percent(self.share, 1)

    @property
    def share_means(self) -> str:
        return "各承诺人的兑现率平均" if len(self.promises) > 1 else "按权重汇总，没写权重的按 1 计"

    @property
    def status(self) -> str:
        return f"已兑现 {self.count.words} 项" if self.head.state == "公开" else self.head.state

    @property
    def standing(self) -> str:
        if self.head.state != "公开":
            return self.head.state
        if self.count.overdue:
            return "有逾期"
        return "全部兑现" if self.count.reached == self.count.total else "进行中"


def facts(record: Commitment, head: HeadFacts, world: World) -> CommitmentFacts:
    """What follows from commitments."""
    branch = world.register.branch
    persons, bodies = _apart(record, branch)
    hidden = hidden_evidence(record, world)
    promises = tuple(_promise(one, hidden, world.as_of) for one in record.promises)
    items = [item for promise in promises for item in promise.items]
    shares = [promise.share for promise in promises if promise.share is not None]
    received = reception(persons, bodies, world.as_of)
    return CommitmentFacts(
        head=head,
        short=f"{record.term}承诺",
        as_of=world.as_of,
        year=year_of(record),
        who=_who(persons, bodies),
        persons=tuple(place for place, one in enumerate(record.promises) if is_person(one, branch)),
        promises=promises,
        count=Count.of(items),
        share=sum(shares, Fraction(0)) / len(shares) if shares else None,
        last_due=max(item.due for item in items),
        reception=received,
        gaps=tuple(_gaps(record, received, world)),
    )


def year_of(record: Commitment) -> int:
    """The year to which the commitments belong."""
    return record.covers.first.year if record.covers else record.made_on.year


def _promise(promise: Promise, hidden: frozenset[str], as_of: date) -> PromiseFacts:
    items = tuple(item_facts(item, as_of, hidden) for item in promise.items)
    whole = sum((item.weight for item in items), Fraction(0))
    done = sum((item.weight for item in items if item.reached), Fraction(0))
    return PromiseFacts(who=promise.who, items=items, count=Count.of(items), share=done / whole if whole else None)


def _apart(record: Commitment, branch: Branch) -> tuple[list[Promise], list[Promise]]:
    """The promises of persons, and those of bodies."""
    persons = [promise for promise in record.promises if is_person(promise, branch)]
    return persons, [promise for promise in record.promises if not is_person(promise, branch)]


def _who(persons: Sequence[Promise], bodies: Sequence[Promise]) -> str:
    """Bodies first."""
    return "和".join(words for words in (_named(bodies, "个集体"), _named(persons, "名党员")) if words)


def _named(promises: Sequence[Promise], unit: str) -> str:
    return "、".join(one.who for one in promises) if len(promises) <= 3 else f" {len(promises)} {unit}"


def _gaps(record: Commitment, received: Reception, world: World) -> Iterator[str]:
    """承诺、审诺、践诺、评诺: what is still missing, a month after it was due, or when the superior says."""
    if record.vetted is None:
        yield "审诺：还没有审诺记录"
    if not any(any(item.dated()) for _, item in record.each()):
        yield "践诺：还没有进展"
    for what, last, done in received.asked(year_of(record)) if record.term == "年度" else ():
        within = in_force(RECEIVED, last, world.register.branch) or RECEIVED
        if not done and within.after(last) < world.as_of:
            yield f"评诺：还没有{what}"
