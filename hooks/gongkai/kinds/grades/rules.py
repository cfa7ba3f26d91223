"""Rules of what is written in a grading: its scheme, its period, and entries that the scheme makes sense of."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from gongkai.findings import Finding
from gongkai.kinds.grades import entries
from gongkai.kinds.grades.entries import Wrong
from gongkai.kinds.grades.facts import GradeFacts
from gongkai.kinds.grades.model import Grade
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
    yield from _faults(record, facts, entries.unknown)


def mark_unclear(record: Grade, facts: GradeFacts, register: Register) -> Iterator[Finding]:
    """一个项目写清楚一种情况：次数、扣分、加分、不适用、记零分。 Not exactly one of the five, or one that cannot be.

    为什么：写了两种就不知道以哪个为准；没有写，就算不出分数。
    处理：扣分项写 times（次数）或 lost（扣分），加分项写 times 或 gained（加分）；细则没有写每次几分的，直接写几分
    """
    yield from _faults(record, facts, entries.unclear)


def entries_contradict(record: Grade, facts: GradeFacts, register: Register) -> Iterator[Finding]:
    """不适用的项目不再扣分，一个来源、一种否决只写一次。 Two entries of one step that cannot both hold.

    为什么：两处说法不同，就不知道以哪个为准。
    处理：对照考核表，留下对的一处
    """
    yield from _faults(record, facts, entries.contradicting)


def lost_over_marks(record: Grade, facts: GradeFacts, register: Register) -> Iterator[Finding]:
    """一个项目扣的分不能超过它的满分，一个来源得的分不能超过 100。 More is lost than there is, or more is given.

    为什么：按次数扣的分到细则的最低分为止，不会超过；直接写的扣分要自己核对。
    处理：核对考核表，改正扣分或得分
    """
    yield from _faults(record, facts, entries.over)


def _faults(record: Grade, facts: GradeFacts, find: Callable[[Grade, Scheme], Iterator[Wrong]]) -> Iterator[Finding]:
    if facts.scheme:
        for one in find(record, facts.scheme):
            yield record.fault(one.at, one.words, found=one.found, expected=one.expected)
