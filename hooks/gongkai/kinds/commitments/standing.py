"""How one item stands on the as-of date: reached, proven, late, overdue; a pure function of what is written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Literal

from gongkai.derive.progress import EntryFacts, Proofs, by_then, entry_facts, reached, visible, without
from gongkai.kinds.commitments.model import Item
from gongkai.load.fields import PartName, number, part_name
from gongkai.load.progress import Progress

State = Literal["进行中", "已兑现", "逾期兑现", "已达到，缺佐证", "未兑现", "逾期未兑现", "待评定"]


@dataclass(frozen=True)
class Step:
    """One thing that happened to an item: which list of the item it stands in, and where in it."""

    what: Literal["progress", "moved", "unfulfilled", "judged"]
    place: int = 0
    counts: bool = True
    """False where it is dated after the as-of date."""


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
    hidden: tuple[str, ...]
    """Paths below the item of evidence in records that are not public; it proves nothing."""
    aim: PartName | None
    """The target of a plan that it serves."""
    weight: Fraction
    entries: tuple[EntryFacts, ...]
    """One for each entry of progress, in the order written."""
    judged_proofs: Proofs
    course: tuple[Step, ...]
    """What happened to it since it was promised, in the order of days."""

    @property
    def reached(self) -> bool:
        """兑现: with dated evidence, in time or late."""
        return self.state in ("已兑现", "逾期兑现")

    @property
    def overdue(self) -> bool:
        return self.state == "逾期未兑现"

    @property
    def unproven(self) -> bool:
        return self.state == "已达到，缺佐证"

    @property
    def open(self) -> bool:
        """Something is still to be done, proven, judged or explained."""
        return not self.reached and self.state != "未兑现"


def item_facts(item: Item, as_of: date, hidden: frozenset[str] = frozenset()) -> ItemFacts:
    """How the item stands; entries dated after the as-of date count for nothing, nor does evidence that is hidden."""
    shown = _without(item, hidden)
    known = by_then(shown.progress, as_of)
    due = due_on(item, as_of)
    reached_on, proven = _reached(shown, known, as_of)
    values = [one.value for one in known if one.value is not None]
    return ItemFacts(
        state=_state(item, (reached_on, proven), as_of),
        due=due,
        target=item.measure.words if item.measure else "",
        value=values[-1] if values else "",
        reached_on=reached_on,
        stretched=proven and _stretched(item, known),
        hidden=tuple(below for below, name in item.evidence() if name in hidden),
        aim=part_name(item.target) if item.target else None,
        weight=Fraction(number(item.weight)) if item.weight else Fraction(1),
        entries=tuple(entry_facts(one, item.measure) for one in item.progress),
        judged_proofs=Proofs.of(item.judged.evidence if item.judged else ()),
        course=_course(item, as_of),
    )


def due_on(item: Item, day: date) -> date:
    """The due date that had been agreed on last by that day."""
    moved = sorted((one for one in item.moved if one.on <= day), key=lambda one: one.on)
    return moved[-1].to if moved else item.due


def _without(item: Item, hidden: frozenset[str]) -> Item:
    """The item with such evidence only as its readers might look at."""
    if not any(name in hidden for _, name in item.evidence()):
        return item
    judged = item.judged and item.judged.model_copy(update={"evidence": visible(item.judged.evidence, hidden)})
    return item.model_copy(update={"progress": without(item.progress, hidden), "judged": judged})


def _reached(item: Item, known: Sequence[Progress], as_of: date) -> tuple[date | None, bool]:
    """Since when it is reached, and whether evidence of that day or later proves it."""
    if item.at_end:
        judged = item.judged
        if judged is None or judged.on > as_of or judged.result != "兑现":
            return None, False
        return judged.on, bool(judged.evidence) or any(one.evidence for one in known)
    return reached(known, item.measure, item.measure.floor if item.measure else "")


def _stretched(item: Item, known: Sequence[Progress]) -> bool:
    measure = item.measure
    if measure is None or measure.stretch is None:
        return False
    since, proven = reached(known, measure, measure.stretch)
    return since is not None and (proven or item.at_end)  # a ceiling is proven by the judgement at the end


def _state(item: Item, reached: tuple[date | None, bool], as_of: date) -> State:
    """What is agreed on after the day when it was reached does not make it timely."""
    since, proven = reached
    if since:
        in_time: State = "已兑现" if item.at_end or since <= due_on(item, since) else "逾期兑现"
        return in_time if proven else "已达到，缺佐证"
    explained = item.unfulfilled is not None and item.unfulfilled.on <= as_of
    judged = item.at_end and item.judged is not None and item.judged.on <= as_of
    if explained or judged:
        return "未兑现"
    if item.at_end:
        return "待评定"
    return "逾期未兑现" if due_on(item, as_of) < as_of else "进行中"


def _course(item: Item, as_of: date) -> tuple[Step, ...]:
    steps = [(one.on, Step("progress", place, one.on <= as_of)) for place, one in enumerate(item.progress)]
    steps += [(one.on, Step("moved", place, one.on <= as_of)) for place, one in enumerate(item.moved)]
    if said := item.unfulfilled:
        steps.append((said.on, Step("unfulfilled", counts=said.on <= as_of)))
    if judged := item.judged:
        steps.append((judged.on, Step("judged", counts=judged.on <= as_of)))
    return tuple(step for _, step in sorted(steps, key=lambda one: one[0]))
