"""Rules about what is stated and what follows from it, and about the course of a grading."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import cast

from gongkai.derive.head import Facts, World
from gongkai.findings import Finding
from gongkai.kinds.grades.facts import ANSWER_WITHIN, GradeFacts
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
    处理：漏写、写错扣分的请补正；上级文件就是这样写的，先向上级询问，再写 mismatch（差异说明和询问日期），
    页面会如实显示
    """
    if record.mismatch is None:
        for one in facts.differences:
            words = f"写的是“{one.stated}”，按细则算是“{one.computed}”"
            yield record.fault(one.at, words, found=one.stated, expected=one.computed)


def mismatch_without_difference(record: Grade, facts: GradeFacts, register: Register) -> Iterator[Finding]:
    """写了数字不一致，就要有不一致的数字。 A mismatch is declared, but every figure agrees and nobody answered.

    处理：已经改正的，在 mismatch 里写上级的答复（answer），或删去 mismatch
    """
    if record.mismatch and facts.scheme and not facts.differences and not record.mismatch.answer:
        words = "写了数字不一致，但总分和等次都与按细则算的相同"
        yield record.lapse("mismatch", words, found="没有差异", expected="有差异，或写明答复")


def steps_out_of_order(record: Grade, facts: GradeFacts, register: Register) -> Iterator[Finding]:
    """先自评，再检查，再审定，最后出结果。 The steps run backwards.

    处理：日期写错请改正；如属实，页面会如实显示，可在 deviations 写明情况
    """
    dated = [(f"{field}.on", title, step.on) for field, title, step in record.steps]
    dated += [("result.on", "结果", record.result.on)] if record.result else []
    for (_, before, earlier), (at, _, day) in pairwise(dated):
        if day < earlier:
            words = f"{day} 早于{before}日期 {earlier}"
            yield record.lapse(at, words, found=str(day), expected=f"{earlier} 或以后")


def scheme_not_in_force(record: Grade, facts: GradeFacts, register: Register) -> Iterator[Finding]:
    """用考核时段里有效的细则。 The scheme was not in force at any time of the period.

    处理：写错请改正；上级就是用这份细则考核的，页面会如实显示，可在 deviations 写明情况
    """
    scheme, span = facts.scheme, record.covers
    if scheme and span and (span.last < scheme.since or (scheme.until and span.first > scheme.until)):
        until = f"至 {scheme.until}" if scheme.until else "起"
        words = f"“{scheme.title}”{scheme.since} {until}适用，考核的是{span.text}"
        yield record.lapse("scheme", words, found=span.text, expected=f"{scheme.since} {until}")


def rectification_overdue(record: Grade, facts: GradeFacts, register: Register) -> Iterator[Finding]:
    """整改要按期完成。 A rectification is past its date and not done.

    处理：已完成的补写 done（完成日期）和 evidence（依据）；如确未完成，页面会如实显示，可在 deviations 写明情况和补救
    """
    for number, (one, state) in enumerate(zip(record.rectifications, facts.rectifications, strict=True)):
        if state == "已逾期":
            words = f"{one.due} 已过，还没有写完成日期"
            yield record.lapse(f"rectifications.{number}.due", words, found="未完成", expected=f"{one.due} 前完成")


def answer_overdue(record: Grade, facts: GradeFacts, register: Register) -> Iterator[Finding]:
    """对异议要在十五个工作日内答复。 An objection was not answered in time.

    依据：有的省直机关党务公开办法规定受理后十五个工作日内答复；上级另有规定的按上级规定
    处理：已答复的补写 answer 和 answered_on；如确未按时答复，页面会如实显示，可在 deviations 写明情况和补救
    """
    for number, (one, answer) in enumerate(zip(record.objections, facts.answers, strict=True)):
        if answer.late:
            said = f"{one.answered_on} 才答复" if one.answered_on else "还没有答复"
            words = f"应在 {ANSWER_WITHIN} 个工作日内（{answer.due} 前）答复，{said}"
            yield record.lapse(f"objections.{number}.on", words, found=said, expected=f"{answer.due} 前")


def period_twice(facts: Mapping[str, Facts], world: World) -> Iterator[Finding]:
    """同一时段、同一细则的考核只有一份记录。 One period is graded twice by one scheme.

    处理：内容有变的，在原记录里改正并写 corrections；写错时段的改正 covers；重复的撤回一份
    """
    first: dict[tuple[str, str, str], Grade] = {}
    for record in cast("tuple[Grade, ...]", world.register.of_kind("grades")):
        if record.covers is None or facts[record.address].head.state == "已撤回":
            continue
        key = (record.unit or "", record.scheme, record.covers.text)
        earlier = first.setdefault(key, record)
        if earlier is not record:
            words = f"{record.covers.text}已有一份按同一细则的考核“{earlier.title}”（{earlier.address}）"
            yield record.fault("covers", words, found=earlier.address, expected="只有一份")
