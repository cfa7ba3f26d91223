"""Rules about figures: each step has some, and what is stated is what follows from the scheme."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.findings import Finding
from gongkai.kinds.grades.facts import GradeFacts
from gongkai.kinds.grades.model import Grade
from gongkai.load.register import Register


def nothing_scored(record: Grade, facts: GradeFacts, register: Register) -> Iterator[Finding]:
    """每一步要能得出分数，整个记录至少有一步或一个结果。 A step from which no score follows, or no step at all.

    处理：一项都没有扣分的写 items: []；上级只给总分的写 total；按来源合成的把各来源得分写全
    """
    if facts.scheme is None:
        return
    if not record.steps and (record.result is None or not (record.result.total or record.result.level)):
        expected = "own、check、final 或 result"
        yield record.fault("scheme", "没有写自评、检查、审定，也没有写考核结果", found="没有写", expected=expected)
    for one in facts.steps:
        if one.total is None and (one.sheet is None or one.sheet.base is None) and not one.step.totals:
            words = "得不出分数：没有写项目（items）、各来源得分（totals）或总分（total）"
            yield record.fault(one.field, words, found="没有分数", expected="items、totals 或 total")


def figure_differs(record: Grade, facts: GradeFacts, register: Register) -> Iterator[Finding]:
    """写的总分和等次要与按考核细则算的一致。 A stated total or level is not what the scheme gives.

    为什么：读者会按细则重算；数对不上，又没有说明，就没有人敢信。
    处理：对照评分表，漏写、写错扣分的补正，合计算错的改正；上级文件就是这样写的，先向上级询问，
    再写 mismatch（差异说明和询问日期；不在审定和结果里的，还要在 at 写明是哪个字段），页面会如实显示
    """
    for one in facts.differences:
        if not (record.mismatch and record.mismatch.excuses(one.at)):
            words = f"写的是“{one.stated}”，按细则算是“{one.computed}”"
            yield record.fault(one.at, words, found=one.stated, expected=one.computed)


def mismatch_without_difference(record: Grade, facts: GradeFacts, register: Register) -> Iterator[Finding]:
    """写了数字不一致，就要有不一致的数字。 A mismatch is declared, but the figures agree and nobody answered.

    处理：已经改正的，在 mismatch 里写上级的答复（answer），或删去 mismatch；at 写错的，改成检查结果里的字段
    """
    said = record.mismatch
    if said is None or said.answer or facts.scheme is None:
        return
    differing = {one.at for one in facts.differences if said.excuses(one.at)}
    if not differing and not said.at:
        words = "写了数字不一致，但总分和等次都与按细则算的相同"
        yield record.lapse("mismatch", words, found="没有差异", expected="有差异，或写明答复")
    for place, at in enumerate(said.at):
        if at not in differing:
            words = f"{at} 与按细则算的相同，或没有这个数"
            yield record.lapse(f"mismatch.at.{place}", words, found=at, expected="有差异的字段")
