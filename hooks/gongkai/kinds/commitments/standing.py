"""How one item stands on the as-of date: reached, proven, late, overdue; a pure function of what is written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Literal

from gongkai.kinds.commitments.model import Item, Progress, is_reference
from gongkai.load.fields import number

State = Literal["进行中", "已兑现", "逾期兑现", "已达到，缺佐证", "未兑现", "逾期未兑现", "待评定"]


@dataclass(frozen=True, kw_only=True)
class Proofs:
    """The evidence of one entry, by where it lies."""

    references: tuple[str, ...]
    files: tuple[str, ...]

    @property
    def any(self) -> bool:
        return bool(self.references or self.files)


@dataclass(frozen=True, kw_only=True)
class EntryFacts:
    """One entry of progress."""

    counts: bool
    """False where it is dated after the as-of date."""
    words: str
    """`累计 4 次`; empty where no value is given."""
    proofs: Proofs


@dataclass(frozen=True)
class Step:
    """One thing that happened to an item: which list of the item it stands in, and where in it."""

    what: Literal["progress", "moved", "unfulfilled", "judged"]
    place: int = 0


@dataclass(frozen=True, kw_only=True)
class ItemFacts:
    """What follows from one item."""

    state: State
    due: date
    """The last one agreed on; the item itself keeps the first."""
    target: str
    """`至少 4 次，力争 6 次`; empty without measure."""
    value: str
    """The latest cumulative value as written; empty where there is none."""
    reached_on: date | None
    """Since when the floor is reached without a later value below it; the day of judgement for `ongoing` items."""
    stretched: bool
    """The stretch value is reached, and that is proven too."""
    weight: Fraction
    entries: tuple[EntryFacts, ...]
    """One for each entry of progress, in the order written."""
    judged_proofs: Proofs
    course: tuple[Step, ...]
    """What happened to it since it was promised, in the order of days."""

    @property
    def fulfilled(self) -> bool:
        """Reached with dated evidence, in time or late."""
        return self.state in ("已兑现", "逾期兑现")

    @property
    def overdue(self) -> bool:
        return self.state == "逾期未兑现"


def item_facts(item: Item, as_of: date) -> ItemFacts:
    """How the item stands; entries dated after the as-of date count for nothing."""
    known = sorted((one for one in item.progress if one.on <= as_of), key=lambda one: one.on)
    due = due_on(item, as_of)
    reached_on, proven = _reached(item, known, as_of)
    values = [one.value for one in known if one.value is not None]
    return ItemFacts(
        state=_state(item, (reached_on, proven), due, as_of),
        due=due,
        target=_target(item),
        value=values[-1] if values else "",
        reached_on=reached_on,
        stretched=proven and _stretched(item, known),
        weight=Fraction(number(item.weight)) if item.weight else Fraction(1),
        entries=tuple(_entry(item, one, as_of) for one in item.progress),
        judged_proofs=_proofs(item.judged.evidence if item.judged else ()),
        course=_course(item),
    )


def due_on(item: Item, as_of: date) -> date:
    """The due date that was agreed on last."""
    moved = sorted((one for one in item.moved if one.on <= as_of), key=lambda one: one.on)
    return moved[-1].to if moved else item.due


def _reached(item: Item, known: Sequence[Progress], as_of: date) -> tuple[date | None, bool]:
    """Since when it is reached, and whether evidence of that day or later proves it."""
    if item.at_end:
        judged = item.judged
        if judged is None or judged.on > as_of or judged.result != "兑现":
            return None, False
        return judged.on, bool(judged.evidence) or any(one.evidence for one in known)
    measure = item.measure
    if measure is None:
        return _since(known, lambda one: True if one.done else None)
    return _since(known, lambda one: None if one.value is None else measure.meets(one.value, measure.floor))


def _since(known: Sequence[Progress], meets: Callable[[Progress], bool | None]) -> tuple[date | None, bool]:
    """The first day after which no entry says otherwise; entries that say nothing (None) may still prove it."""
    since: date | None = None
    for one in known:
        answer = meets(one)
        if answer is not None:
            since = (since or one.on) if answer else None
    return since, since is not None and any(one.evidence for one in known if one.on >= since)


def _stretched(item: Item, known: Sequence[Progress]) -> bool:
    measure = item.measure
    if measure is None or measure.stretch is None:
        return False
    stretch = measure.stretch
    since, proven = _since(known, lambda one: None if one.value is None else measure.meets(one.value, stretch))
    return since is not None and (proven or item.at_end)  # a ceiling is proven by the judgement at the end


def _state(item: Item, reached: tuple[date | None, bool], due: date, as_of: date) -> State:
    since, proven = reached
    if since:
        in_time: State = "已兑现" if item.at_end or since <= due else "逾期兑现"
        return in_time if proven else "已达到，缺佐证"
    explained = item.unfulfilled is not None and item.unfulfilled.on <= as_of
    judged = item.at_end and item.judged is not None and item.judged.on <= as_of
    if explained or judged:
        return "未兑现"
    if item.at_end:
        return "待评定"
    return "逾期未兑现" if due < as_of else "进行中"


def _target(item: Item) -> str:
    measure = item.measure
    if measure is None:
        return ""
    stretch = f"，力争 {measure.stretch} {measure.unit}" if measure.stretch else ""
    return f"{measure.keep} {measure.floor} {measure.unit}{stretch}"


def _entry(item: Item, entry: Progress, as_of: date) -> EntryFacts:
    unit = f" {item.measure.unit}" if item.measure else ""
    return EntryFacts(
        counts=entry.on <= as_of,
        words="" if entry.value is None else f"累计 {entry.value}{unit}",
        proofs=_proofs(entry.evidence),
    )


def _course(item: Item) -> tuple[Step, ...]:
    steps = [(one.on, Step("progress", place)) for place, one in enumerate(item.progress)]
    steps += [(one.on, Step("moved", place)) for place, one in enumerate(item.moved)]
    steps += [(item.unfulfilled.on, Step("unfulfilled"))] if item.unfulfilled else []
    steps += [(item.judged.on, Step("judged"))] if item.judged else []
    return tuple(step for _, step in sorted(steps, key=lambda one: one[0]))


def _proofs(evidence: Sequence[str]) -> Proofs:
    return Proofs(
        references=tuple(name for name in evidence if is_reference(name)),
        files=tuple(name for name in evidence if not is_reference(name)),
    )
