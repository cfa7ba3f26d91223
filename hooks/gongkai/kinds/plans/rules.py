"""Rules about what cannot be right in a plan: numbers, spans, measures and evidence that contradict one another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gongkai.days import Span
from gongkai.derive.progress import unattached
from gongkai.findings import Finding
from gongkai.kinds.plans.facts import PlanFacts
from gongkai.kinds.plans.model import Plan, Stage, Target
from gongkai.kinds.plans.standing import TargetFacts
from gongkai.load.register import Register


def standing(record: Plan, facts: PlanFacts) -> Iterator[tuple[str, Target, TargetFacts]]:
    """Every target with its path and how it stands."""
    for at, both in enumerate(zip(record.targets, facts.targets, strict=True)):
        yield (f"targets.{at}", *both)


def of(target: Target) -> str:
    """Which target, for messages: `目标 2“发展党员”`."""
    return f"目标 {target.id}“{target.text}”"


def span_unclear(record: Plan, facts: PlanFacts, register: Register) -> Iterator[Finding]:
    """计划要写明是哪个时段的：年度、季度、月度写 covers，任期写 term，只写一个。 A plan of no one span.

    处理：年度计划写 covers: 2026，季度写 2026-Q3；任期目标写 term 的起止日期
    """
    if (record.covers is None) == (record.term is None):
        words = "时段写了两个（covers 和 term）" if record.term else "没有写是哪个时段的计划"
        yield record.fault("term" if record.term else "title", words, found=words, expected="covers 或 term")
    if record.term and record.term.last < record.term.first:
        words = f"{record.term.last} 早于开始日期 {record.term.first}"
        yield record.fault("term.last", words, found=str(record.term.last), expected=f"{record.term.first} 或以后")


def target_twice(record: Plan, facts: PlanFacts, register: Register) -> Iterator[Finding]:
    """一个计划里目标的编号不重复。 Two targets of one number.

    为什么：承诺和考核用编号指明是哪个目标，编号重复就分不清。
    处理：改一个编号；已经公开的编号不改，改后加的
    """
    seen: set[str] = set()
    for at, target in enumerate(record.targets):
        if target.id in seen:
            yield record.fault(
                f"targets.{at}.id", f"“{target.id}”写了两次", found=target.id, expected="每个目标一个编号"
            )
        seen.add(target.id)


def due_before_start(record: Plan, facts: PlanFacts, register: Register) -> Iterator[Finding]:
    """完成时限不能早于计划开始。 A target due before the plan begins.

    处理：核对完成时限和计划的时段，改正写错的一个
    """
    first = record.span.first
    for at, target in enumerate(record.targets):
        if target.due and target.due < first and record.has_one_span:
            words = f"{target.due} 早于计划开始的 {first}"
            yield record.fault(f"targets.{at}.due", words, found=str(target.due), expected=f"{first} 或以后")


def stretch_below_floor(record: Plan, facts: PlanFacts, register: Register) -> Iterator[Finding]:
    """力争值要比目标值更进一步。 A stretch value that asks for less than the floor.

    处理：核对两个数；方向为 至多 时，力争值应比目标值小
    """
    for at, target in enumerate(record.targets):
        measure = target.measure
        if measure and measure.stretch and not measure.meets(measure.stretch, measure.floor):
            words = f"{measure.stretch} 没有达到目标值：{measure.keep} {measure.floor} {measure.unit}"
            expected = f"{measure.keep} {measure.floor}"
            yield record.fault(f"targets.{at}.measure.stretch", words, found=measure.stretch, expected=expected)


def value_without_measure(record: Plan, facts: PlanFacts, register: Register) -> Iterator[Finding]:
    """写了数，就要有数量指标。 A figure of nothing that is measured.

    为什么：没有目标值和单位，读者不知道这个数说明什么。
    处理：补写 measure（数量指标）；不能数的目标不写 value 和 stages，完成时写 done: 是
    """
    for at, target in enumerate(record.targets):
        if target.measure:
            continue
        written = [(f"stages.{place}.floor", one.floor) for place, one in enumerate(target.stages)]
        written += [(f"progress.{place}.value", one.value) for place, one in enumerate(target.progress) if one.value]
        written += [(f"adjusted.{place}.floor", one.floor) for place, one in enumerate(target.adjusted) if one.floor]
        for below, value in written:
            words = f"写的是 {value}，但这个目标没有数量指标（measure）"
            yield record.fault(f"targets.{at}.{below}", words, found=value, expected="不写，或补写 measure")


def evidence_not_attached(record: Plan, facts: PlanFacts, register: Register) -> Iterator[Finding]:
    """佐证要写已有事项的索引号或路径，或者本事项附件的文件名。 Evidence that is neither a reference nor attached.

    处理：文件写进 attachments（附件），这里写一样的文件名；在别的事项里的，写它的索引号
    """
    evidence = (
        (f"targets.{at}.{below}", name) for at, one in enumerate(record.targets) for below, name in one.evidence()
    )
    for path, name in unattached(record, evidence):
        words = f"“{name}”不是索引号或路径，附件里也没有这个文件"
        yield record.fault(path, words, found=name, expected="索引号、路径或附件的文件名")


def adjustment_empty(record: Plan, facts: PlanFacts, register: Register) -> Iterator[Finding]:
    """调整目标要写明改成什么。 An adjustment that changes nothing.

    处理：补写新的目标值（floor）、力争值（stretch）或完成时限（due）；没有改的，把这一条删去，情况写在进展里
    """
    for at, target in enumerate(record.targets):
        for place, one in enumerate(target.adjusted):
            if not (one.floor or one.stretch or one.due):
                path, words = f"targets.{at}.adjusted.{place}", f"{of(target)}的调整没有写改成什么"
                yield record.fault(path, words, found="没有写", expected="floor、stretch 或 due")


def part_outside(record: Plan, facts: PlanFacts, register: Register) -> Iterator[Finding]:
    """分解的阶段要在计划的时段里，按先后写，不重叠；月份要在它的阶段里。 A part outside of its whole.

    为什么：一个月算进两个阶段，各阶段加起来就不是计划的数。
    处理：核对阶段和月份，改正写错的一个
    """
    for at, target in enumerate(record.targets):
        if record.has_one_span:
            yield from _misplaced(record, f"targets.{at}.stages", [one.covers for one in target.stages], record.span)
        for place, stage in enumerate(target.stages):
            months = [one.covers for one in stage.months]
            yield from _misplaced(record, f"targets.{at}.stages.{place}.months", months, stage.covers)


def _misplaced(record: Plan, at: str, parts: Sequence[Span], whole: Span) -> Iterator[Finding]:
    for place, part in enumerate(parts):
        before = parts[place - 1] if place else None
        meets = part.last >= whole.first and part.first <= whole.last  # a term begins and ends within a year
        if not meets or (part.first < whole.first and part.last > whole.last):
            words = f"{part.text}不在 {whole.first} 到 {whole.last} 里"
            expected = f"{whole.first} 到 {whole.last}"
            yield record.fault(f"{at}.{place}.covers", words, found=part.text, expected=expected)
        elif before and part.first <= before.last:
            words = f"{part.text}和前一阶段{before.text}重叠，或者次序反了"
            yield record.fault(f"{at}.{place}.covers", words, found=part.text, expected=f"{before.last} 以后")


def wholes(target: Target, at: str) -> Iterator[tuple[str, str, Sequence[str]]]:
    """What is broken down, with its path: the target's floor into stages, a stage's into months."""
    if target.measure and target.stages:
        yield f"{at}.measure.floor", target.measure.floor, [one.floor for one in target.stages]
    for place, stage in enumerate[Stage](target.stages):
        if stage.months:
            yield f"{at}.stages.{place}.floor", stage.floor, [one.floor for one in stage.months]
