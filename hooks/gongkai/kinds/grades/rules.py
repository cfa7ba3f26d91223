"""Rules of a grading: what is written against the scheme, and what is stated against what follows."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from gongkai.derive import scores
from gongkai.findings import Finding
from gongkai.kinds.grades.facts import GradeFacts
from gongkai.kinds.grades.model import Grade, Marked, Step
from gongkai.load.fields import number
from gongkai.load.register import Register
from gongkai.load.scheme import Scheme


def scheme_unknown(record: Grade, facts: GradeFacts, register: Register) -> Iterator[Finding]:
    """考核细则要在 data/schemes/ 里，或是自带的。 A scheme that does not exist.

    处理：改成细则的文件名（不带 .yaml）；上级有新细则的，在 data/schemes/ 新建一个文件
    """
    if facts.scheme is None and f"schemes/{record.scheme}" not in register.unreadable:
        known = "、".join(register.schemes)
        yield record.fault(
            "scheme", f"没有“{record.scheme}”这个细则，可用：{known}", found=record.scheme, expected=known
        )


def covers_missing(record: Grade, facts: GradeFacts, register: Register) -> Iterator[Finding]:
    """考核要写明是哪个季度或哪一年。 A grading without its period.

    为什么：没有时段，就不知道考核的是什么时候，也不能和前后比较。
    处理：补写 covers（所属时段），如 2026-Q3 或 2026
    """
    if record.covers is None:
        yield record.fault("title", "没有写所属时段（covers）", found="没有写", expected="如 2026-Q3 或 2026")


def item_unknown(record: Grade, facts: GradeFacts, register: Register) -> Iterator[Finding]:
    """项目、来源、否决和等次都要是细则里有的。 Something that the scheme does not have.

    处理：对照考核细则，改成细则里的编号或名称，一字不差
    """
    if facts.scheme is None:
        return
    for at, written, known in _named(record, facts.scheme):
        if written not in known:
            shown = "、".join(known[:40]) or "没有"
            words = f"细则“{facts.scheme.title}”里没有“{written}”，可用：{shown}"
            yield record.fault(at, words, found=written, expected=shown)


def _named(record: Grade, scheme: Scheme) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Every name that is taken from the scheme: field, what is written, what there is."""
    items, levels = (*scheme.items, *scheme.bonuses), tuple(one.name for one in scheme.levels)
    sources, vetoes = tuple(one.name for one in scheme.sources), tuple(one.id for one in scheme.vetoes)
    for field, _, step in record.steps:
        yield from ((f"{field}.items.{n}.item", one.item, items) for n, one in enumerate(step.items or ()))
        yield from ((f"{field}.totals.{n}.source", one.source, sources) for n, one in enumerate(step.totals))
        yield from ((f"{field}.vetoes.{n}.veto", one.veto, vetoes) for n, one in enumerate(step.vetoes))
        yield from ((f"{field}.level", step.level, levels) for _ in [1] if step.level)
    if record.result and record.result.level:
        yield "result.level", record.result.level, levels


def mark_unclear(record: Grade, facts: GradeFacts, register: Register) -> Iterator[Finding]:
    """一个项目写清楚一种情况：次数、扣分、加分、不适用、记零分。 Not exactly one of the five, or one that cannot be.

    为什么：写了两种就不知道以哪个为准；没有写，就算不出分数。
    处理：扣分项写 times（次数）或 lost（扣分），加分项写 times 或 gained（加分）；细则没有写每次几分的，直接写几分
    """
    if facts.scheme is None:
        return
    for at, mark in _marks(record):
        said = (mark.times, mark.lost, mark.gained)
        written = sum(one is not None for one in said) + mark.not_applicable + mark.zero
        words = f"写了 {written} 种情况" if written != 1 else _misfit(mark, facts.scheme)
        if words:
            yield record.fault(at, words, found=words, expected="一种写得通的情况")


def _marks(record: Grade) -> Iterator[tuple[str, Marked]]:
    for field, _, step in record.steps:
        yield from ((f"{field}.items.{number}.item", mark) for number, mark in enumerate(step.items or ()))


def _misfit(mark: Marked, scheme: Scheme) -> str:
    """Why it cannot be said of such an item; empty where it can, or where the item is not known at all."""
    if placed := scheme.items.get(mark.item):
        if mark.gained is not None:
            return f"“{mark.item}”不是加分项，写了加分"
        return (
            f"细则没有写“{mark.item}”每次扣几分，写了次数" if mark.times is not None and not placed.item.deduct else ""
        )
    if bonus := scheme.bonuses.get(mark.item):
        if mark.times is None and mark.gained is None:
            return f"“{mark.item}”是加分项，只能写次数或加分"
        return f"细则没有写“{mark.item}”每次加几分，写了次数" if mark.times is not None and not bonus.each else ""
    return ""


def lost_over_marks(record: Grade, facts: GradeFacts, register: Register) -> Iterator[Finding]:
    """一个项目扣的分不能超过它的满分，得的分不能超过总满分。 More is lost than there is, or more is given.

    为什么：按次数扣的分到细则的最低分为止，不会超过；直接写的扣分要自己核对。
    处理：核对考核表，改正扣分或得分
    """
    scheme = facts.scheme
    if scheme is None:
        return
    for field, _, step in record.steps:
        yield from _lost_over(record, scheme, field, step)
        for place, part in enumerate(step.totals):
            if number(part.marks) > number(scheme.full) and not scheme.above_full:
                words = f"{part.marks} 分，超过总满分 {scheme.full} 分"
                yield record.fault(f"{field}.totals.{place}.marks", words, found=part.marks, expected=scheme.full)


def _lost_over(record: Grade, scheme: Scheme, field: str, step: Step) -> Iterator[Finding]:
    """What is written several times of one item counts together; said at the mark that goes beyond."""
    lost: dict[str, Decimal] = {}
    for place, mark in enumerate(step.items or ()):
        placed = scheme.items.get(mark.item)
        if placed is None or mark.lost is None:
            continue
        before = lost.get(mark.item, scores.ZERO)
        total = lost[mark.item] = before + number(mark.lost)
        marks = number(placed.item.marks)
        if before <= marks < total:
            words = f"“{mark.item}”共扣 {scores.words(total)} 分，满分只有 {placed.item.marks} 分"
            expected = f"不超过 {placed.item.marks} 分"
            yield record.fault(f"{field}.items.{place}.lost", words, found=scores.words(total), expected=expected)
