"""How one target stands on the as-of date: reached, proven, late, open; a pure function of what is written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from gongkai.days import Span, chinese_date
from gongkai.derive.progress import EntryFacts, by_then, entry_facts, reached, without
from gongkai.derive.shares import percent
from gongkai.kinds.plans.model import Adjusted, Plan, Target
from gongkai.load.fields import number
from gongkai.load.progress import Measure, Progress

State = Literal["进行中", "已达到", "逾期达到", "已达到，缺佐证", "逾期未达到"]
StageState = Literal["未到期", "已完成", "未完成", "没有数"]


@dataclass(frozen=True)
class Step:
    """One thing that happened to a target: which of its lists it stands in, and where."""

    what: Literal["progress", "adjusted"]
    place: int
    counts: bool
    """False where it is dated after the as-of date."""


@dataclass(frozen=True, kw_only=True)
class StageFacts:
    """One stage of a target, or a month of one."""

    title: str
    inner: bool
    """A month within the stage before it."""
    floor: str
    upto: str
    """The sum of what is wanted up to its end; empty for levels."""
    value: str
    """What had been reached by its end; empty where nothing was noted."""
    state: StageState


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
    if _at_end(target) and due >= as_of:
        since = None
    values = [one.value for one in known if one.value is not None]
    lead = "累计 " if target.sort == "累计" else ""
    return TargetFacts(
        state=_state(since, proven, due_on(plan, target, since or as_of), as_of),
        due=due,
        measure=measure,
        value=values[-1] if values else "",
        share=_share(target, measure, values),
        reached_on=since,
        stretched=bool(since and measure and measure.stretch)
        and all(_reached(target, known, measure, measure.stretch if measure and measure.stretch else "")),
        hidden=tuple(below for below, name in target.evidence() if name in hidden),
        entries=tuple(entry_facts(one, measure, lead) for one in target.progress),
        adjustments=tuple(_change(target, one) for one in target.adjusted),
        course=_course(target, as_of),
        stages=tuple(_stages(target, known, as_of)),
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


def _at_end(target: Target) -> bool:
    """A ceiling, and a level that may fall again, are reached only when the time is over."""
    return target.measure is not None and (target.sort == "水平" or target.measure.keep == "至多")


def _reached(
    target: Target, known: Sequence[Progress], measure: Measure | None, wanted: str
) -> tuple[date | None, bool]:
    since, proven = reached(known, measure, wanted)
    if _at_end(target):  # what was measured before the last value proves it as well
        proven = since is not None and any(one.evidence for one in known)
    return since, proven


def _state(since: date | None, proven: bool, due: date, as_of: date) -> State:
    """`due` is that of the day when it was reached: what is decided later does not make it timely."""
    if since is None:
        return "逾期未达到" if due < as_of else "进行中"
    if not proven:
        return "已达到，缺佐证"
    return "已达到" if since <= due else "逾期达到"


def _share(target: Target, measure: Measure | None, values: Sequence[str]) -> str:
    """A level has none: 98 of a rate of 90 is not more work done."""
    if measure is None or _at_end(target) or not values:
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


def _stages(target: Target, known: Sequence[Progress], as_of: date) -> list[StageFacts]:
    """Every stage and its months, as written: of sums what is wanted up to its end against what there was by then."""
    rows: list[StageFacts] = []
    before = Decimal(0)
    for stage in target.stages if target.measure else ():
        rows.append(_stage(target, (stage.covers, number(stage.floor), before), known, as_of))
        inner = before
        for month in stage.months:
            rows.append(_stage(target, (month.covers, number(month.floor), inner), known, as_of, inner=True))
            inner += number(month.floor)
        before += number(stage.floor)
    return rows


def _stage(
    target: Target,
    wanted: tuple[Span, Decimal, Decimal],
    known: Sequence[Progress],
    as_of: date,
    *,
    inner: bool = False,
) -> StageFacts:
    span, floor, before = wanted
    is_sum = target.sort == "累计"
    upto = str(before + floor) if is_sum else str(floor)
    noted = [one.value for one in known if one.value is not None and one.on <= span.last]
    if not is_sum:
        noted = [one.value for one in known if one.value is not None and one.on in span]
    value = noted[-1] if noted else ""
    meets = value != "" and target.measure is not None and target.measure.meets(value, upto)
    return StageFacts(
        title=span.text,
        inner=inner,
        floor=str(floor),
        upto=upto if is_sum else "",
        value=value,
        state=_stage_state(span, value, (meets, _at_end(target)), as_of),
    )


def _stage_state(span: Span, value: str, met: tuple[bool, bool], as_of: date) -> StageState:
    """What may fall again is met only when the stage is over; a sum that is there stays there."""
    meets, at_end = met
    if span.last >= as_of and (at_end or not meets):
        return "未到期"
    if not value:
        return "没有数"
    return "已完成" if meets else "未完成"
