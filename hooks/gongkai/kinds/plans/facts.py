"""What follows from a plan: how its targets stand, how far the five steps have come, by when it is evaluated."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from gongkai.days import Span
from gongkai.derive.head import Facts, HeadFacts, World
from gongkai.derive.limits import public_by
from gongkai.derive.progress import Count, hidden_evidence
from gongkai.kinds.plans.model import Plan, Target
from gongkai.kinds.plans.standing import TargetFacts, target_facts
from gongkai.load.fields import part_name

_TYPES: Final = ((366, "年度计划"), (184, "半年计划"), (92, "季度计划"), (31, "月度计划"))
"""The longest span, in days, that is called so."""


@dataclass(frozen=True, kw_only=True)
class CycleStep:
    """One of the five steps: 确定目标、拟定计划、实施、监督评估、总结反思."""

    title: str
    on: date | None
    """Since when it is done; None where it is not."""
    words: str
    """What it was done with, or what is still missing."""
    current: bool
    """The first that is not done."""


@dataclass(frozen=True, kw_only=True)
class PlanFacts(Facts):
    """Everything a page of a plan shows that nobody wrote."""

    as_of: date
    span: Span
    span_words: str
    targets: tuple[TargetFacts, ...]
    count: Count
    cycle: tuple[CycleStep, ...]
    evaluation_due: date
    """The last day of the catalogue's time limit after the plan's end."""

    @property
    def status(self) -> str:
        return f"达到 {self.count.words} 个目标" if self.head.state == "公开" else self.head.state

    @property
    def standing(self) -> str:
        if self.head.state != "公开":
            return self.head.state
        if self.count.overdue:
            return "有逾期"
        return "全部达到" if self.count.reached == self.count.total else "进行中"

    @property
    def year(self) -> int:
        """The year in which it begins."""
        return self.span.first.year


def facts(record: Plan, head: HeadFacts, world: World) -> PlanFacts:
    """What follows from a plan."""
    hidden, served = hidden_evidence(record, world), _served(record, world)
    targets = tuple(
        target_facts(record, target, world.as_of, hidden, served.get(target.id, ())) for target in record.targets
    )
    cycle = tuple(_cycle(record, world.as_of))
    return PlanFacts(
        head=head,
        short=_type(record),
        as_of=world.as_of,
        span=record.span,
        span_words=record.span.text if record.covers and not record.term else "",
        targets=targets,
        count=Count.of(targets),
        cycle=cycle,
        evaluation_due=public_by(head.item, record.span.last, world.register.branch, world.calendar),
        gaps=tuple(_gaps(record, cycle)),
    )


def _type(record: Plan) -> str:
    if record.term:
        return "任期目标"
    days = (record.span.last - record.span.first).days + 1
    return next(words for longest, words in reversed(_TYPES) if days <= longest)


def _served(record: Plan, world: World) -> dict[str, list[str]]:
    """Target → the records that name it as theirs, in the order of their addresses."""
    found: dict[str, list[str]] = {}
    register = world.register
    for other in dict.fromkeys(one.address for one in register.referrers.get(record.address, ())):
        for _, name in register.by_name[other].pointing():
            plan, part = part_name(name)
            if register.by_name.get(plan) is record and other not in found.setdefault(part, []):
                found[part].append(other)
    return found


def _cycle(record: Plan, as_of: date) -> Iterator[CycleStep]:
    """Each step from what is written of it; a step counts from the day on which all that it asks for was there."""
    targets = record.targets
    tracked = [one.on for one in record.tracked if one.on <= as_of]
    review = record.review if record.review and record.review.on <= as_of else None
    evaluated = sum(target.evaluation is not None for target in targets)
    adopted = record.adopted if record.adopted and record.adopted.on <= as_of else None
    since = adopted.on if adopted else record.span.first
    moved = [one.on for target in targets for one in target.progress if since <= one.on <= as_of]
    whole = sum(bool(target.measure and target.due and (target.post or target.who)) for target in targets)
    steps = (
        (
            "确定目标",
            adopted.on if adopted else None,
            f"{adopted.by}通过" if adopted else "还没有写通过计划的机构和日期",
        ),
        ("拟定计划", record.made_on if whole == len(targets) else None, _of(whole, targets, "有指标、时限和责任人")),
        ("实施", min(moved, default=None), f"共 {len(moved)} 次进展" if moved else "还没有进展"),
        ("监督评估", min(tracked, default=None), f"检查 {len(tracked)} 次" if tracked else "还没有检查"),
        (
            "总结反思",
            review.on if review and evaluated == len(targets) else None,
            _of(evaluated, targets, "有评价") if review else "还没有总结",
        ),
    )
    open_ones = [title for title, on, _ in steps if on is None]
    for title, on, words in steps:
        yield CycleStep(title=title, on=on, words=words, current=title in open_ones[:1])


def _of(some: int, targets: Sequence[Target], what: str) -> str:
    """`7 个目标都有评价`, `7 个目标里 5 个有评价`."""
    return f"{len(targets)} 个目标{'都' if some == len(targets) else f'里 {some} 个'}{what}"


def _gaps(record: Plan, cycle: Sequence[CycleStep]) -> Iterator[str]:
    """The steps that should have been taken before the last that was."""
    last = max((place for place, step in enumerate(cycle) if step.on), default=-1)
    yield from (f"{step.title}：{step.words}" for step in cycle[:last] if step.on is None)
