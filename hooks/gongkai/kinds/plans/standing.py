"""How one target stands on the as-of date: reached, proven, late, open; a pure function of what is written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from gongkai.days import chinese_date
from gongkai.derive.progress import EntryFacts, by_then, entry_facts, reached, without
from gongkai.derive.shares import percent
from gongkai.kinds.plans.model import Adjusted, Plan, Target
from gongkai.kinds.plans.stages import StageFacts, stages
from gongkai.load.fields import number
from gongkai.load.progress import Measure, Progress

State = Literal["进行中", "已达到", "逾期达到", "已达到，缺佐证", "逾期未达到"]


@dataclass(frozen=True)
class Step:
    """One thing that happened to a target: which of its lists it stands in, and where."""

    what: Literal["progress", "adjusted"]
    place: int
    counts: bool
    """False where it is dated after the as-of date."""


@dataclass(frozen=True, kw_only=True)
class TargetFacts:
    """What follows from one target."""

    state: State
    due: date
    """The last one decided on; the end of the plan where none is written."""
    measure: Measure | None
    """As it was adjusted last; the target itself keeps the first."""
    value: str
    """The latest value as written; empty where there is none."""
    share: str
    """The value of the floor, `75.0%`; empty for ceilings and levels, and where nothing was noted."""
    reached_on: date | None
    """Of a level or a ceiling the end of its time, for until then it might have been missed."""
    stretched: bool
    """The stretch value is reached, and that is proven too."""
    hidden: tuple[str, ...]
    """Paths below the target of evidence in records that are not public; it proves nothing."""
    entries: tuple[EntryFacts, ...]
    """One for each entry of progress, in the order written."""
    adjustments: tuple[str, ...]
    """What each adjustment made of it, `目标值改为 8 人，完成时限改为2026年12月20日`, in the order written."""
    course: tuple[Step, ...]
    """What happened to it, in the order of days."""
    stages: tuple[StageFacts, ...]
    served: tuple[str, ...] = ()
    """Addresses of the records that name this target as theirs."""

    @property
    def reached(self) -> bool:
        """With dated evidence, in time or late."""
        return self.state in ("已达到", "逾期达到")

    @property
    def overdue(self) -> bool:
        return self.state == "逾期未达到"

    @property
    def unproven(self) -> bool:
        return self.state == "已达到，缺佐证"

    @property
    def open(self) -> bool:
        return self.state in ("进行中", "逾期未达到")


def target_facts(plan: Plan, target: Target, as_of: date, hidden: frozenset[str], served: Sequence[str]) -> TargetFacts:
    """How the target stands; entries dated after the as-of date count for nothing, nor does evidence that is hidden."""
    measure, due = measure_on(target, as_of), due_on(plan, target, as_of)
    known = by_then(without(target.progress, hidden), as_of)
    since, proven = _reached(target, known, measure, measure.floor if measure else "")
    since = None if target.at_end and due >= as_of else _by_the_floor_then(target, known, since)
    values = [one.value for one in known if one.value is not None]
    lead = "累计 " if target.sort == "累计" else ""
    return TargetFacts(
        state=_state(since, proven, due_on(plan, target, since or as_of), as_of),
        due=due,
        measure=measure,
        value=values[-1] if values else "",
        share=_share(target, measure, values),
        reached_on=max(since, due) if since and target.at_end else since,
        stretched=bool(since and measure and measure.stretch)
        and all(_reached(target, known, measure, measure.stretch if measure and measure.stretch else "")),
        hidden=tuple(below for below, name in target.evidence() if name in hidden),
        entries=tuple(entry_facts(one, measure, lead) for one in target.progress),
        adjustments=tuple(_change(target, one) for one in target.adjusted),
        course=_course(target, as_of),
        stages=tuple(stages(target, known, as_of)),
        served=tuple(served),
    )


def measure_on(target: Target, day: date) -> Measure | None:
    """What was to be reached as it had been decided by that day."""
    measure = target.measure
    for one in _adjusted(target, day) if measure else ():
        update = {name: value for name in ("floor", "stretch") if (value := getattr(one, name)) is not None}
        measure = measure.model_copy(update=update) if measure else None
    return measure


def due_on(plan: Plan, target: Target, day: date) -> date:
    """By when, as it had been decided by that day; the end of the plan where no day is written."""
    moved = [one.due for one in _adjusted(target, day) if one.due]
    return moved[-1] if moved else target.due or plan.span.last


def _adjusted(target: Target, day: date) -> list[Adjusted]:
    return sorted((one for one in target.adjusted if one.on <= day), key=lambda one: one.on)


def _reached(
    target: Target, known: Sequence[Progress], measure: Measure | None, wanted: str
) -> tuple[date | None, bool]:
    since, proven = reached(known, measure, wanted)
    if target.at_end:  # what was measured before the last value proves it as well
        proven = since is not None and any(one.evidence for one in known)
    return since, proven


def _by_the_floor_then(target: Target, known: Sequence[Progress], since: date | None) -> date | None:
    """The first day from then on by whose own floor it is reached: lowering one does not make it earlier."""
    if since is None or not any(one.floor for one in target.adjusted):
        return since
    happened = {*(one.on for one in known), *(one.on for one in target.adjusted)}
    days = sorted({since, *(day for day in happened if day > since)})
    return next((day for day in days if _meets_on(target, known, day)), since)


def _meets_on(target: Target, known: Sequence[Progress], day: date) -> bool:
    measure = measure_on(target, day)
    values = [one.value for one in known if one.value is not None and one.on <= day]
    return measure is not None and bool(values) and measure.meets(values[-1], measure.floor)


def _state(since: date | None, proven: bool, due: date, as_of: date) -> State:
    """`due` is that of the day when it was reached: what is decided later does not make it timely."""
    if since is None:
        return "逾期未达到" if due < as_of else "进行中"
    if not proven:
        return "已达到，缺佐证"
    return "已达到" if since <= due else "逾期达到"


def _share(target: Target, measure: Measure | None, values: Sequence[str]) -> str:
    """A level has none: 98 of a rate of 90 is not more work done."""
    if measure is None or target.at_end or not values:
        return ""
    return percent(number(values[-1]), number(measure.floor))


def _change(target: Target, one: Adjusted) -> str:
    unit = f" {target.measure.unit}" if target.measure else ""
    said = [f"目标值改为 {one.floor}{unit}"] if one.floor else []
    said += [f"力争值改为 {one.stretch}{unit}"] if one.stretch else []
    said += [f"完成时限改为{chinese_date(one.due)}"] if one.due else []
    return "，".join(said)


def _course(target: Target, as_of: date) -> tuple[Step, ...]:
    steps = [(one.on, Step("progress", place, one.on <= as_of)) for place, one in enumerate(target.progress)]
    steps += [(one.on, Step("adjusted", place, one.on <= as_of)) for place, one in enumerate(target.adjusted)]
    return tuple(step for _, step in sorted(steps, key=lambda one: one[0]))
