"""How a target stands by its parts: what was wanted by the end of each stage or month, against what there was."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from gongkai.days import Span
from gongkai.kinds.plans.model import Target
from gongkai.load.fields import number
from gongkai.load.progress import Progress

StageState = Literal["未到期", "已完成", "未完成", "没有数"]


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


def stages(target: Target, known: Sequence[Progress], as_of: date) -> list[StageFacts]:
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
        state=_stage_state(span, value, (meets, target.at_end), as_of),
    )


def _stage_state(span: Span, value: str, met: tuple[bool, bool], as_of: date) -> StageState:
    """What may fall again is met only when the stage is over; a sum that is there stays there."""
    meets, at_end = met
    if span.last >= as_of and (at_end or not meets):
        return "未到期"
    if not value:
        return "没有数"
    return "已完成" if meets else "未完成"
