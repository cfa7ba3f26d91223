"""Rules about the course of a grading: its steps, what was put right, objections, one record of a period."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import cast

from gongkai.derive.head import Facts, World
from gongkai.findings import Finding
from gongkai.kinds.grades.facts import GradeFacts
from gongkai.kinds.grades.index import other_unit
from gongkai.kinds.grades.model import Grade
from gongkai.load.register import Register


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


def rectification_without_evidence(record: Grade, facts: GradeFacts, register: Register) -> Iterator[Finding]:
    """整改完成要有依据。 Said to be put right, and nothing to show for it.

    为什么：只写完成，读者无从核对。
    处理：补写 evidence（依据），如会议记录、照片
    """
    for number, one in enumerate(record.rectifications):
        if one.done and not one.evidence:
            words = f"写了 {one.done} 完成，没有写依据"
            yield record.lapse(f"rectifications.{number}.done", words, found="没有依据", expected="evidence")


def rectified_before_grading(record: Grade, facts: GradeFacts, register: Register) -> Iterator[Finding]:
    """整改在考核以后完成。 Something was put right before the grading that asked for it had begun.

    处理：日期写错请改正；如在考核以前就已改好，页面会如实显示，可在 deviations 写明情况
    """
    days = [named.step.on for named in record.steps] + ([record.result.on] if record.result else [])
    for number, one in enumerate(record.rectifications):
        if one.done and days and one.done < min(days):
            words = f"{one.done} 早于考核开始的 {min(days)}"
            yield record.lapse(
                f"rectifications.{number}.done", words, found=str(one.done), expected=f"{min(days)} 或以后"
            )


def answered_before_objection(record: Grade, facts: GradeFacts, register: Register) -> Iterator[Finding]:
    """先有异议，后有答复。 An answer from before the objection.

    处理：核对异议登记，改正提出日期（on）或答复日期（answered_on）
    """
    for number, one in enumerate(record.objections):
        if one.answered_on and one.answered_on < one.on:
            words = f"{one.answered_on} 早于提出日期 {one.on}"
            yield record.fault(
                f"objections.{number}.answered_on", words, found=str(one.answered_on), expected=f"{one.on} 或以后"
            )


def rank_impossible(record: Grade, facts: GradeFacts, register: Register) -> Iterator[Finding]:
    """名次在 1 和参加排名的支部数之间。 A place beyond the number of those ranked.

    处理：对照上级文件，改正 place（名次）或 of（支部数）
    """
    rank = record.result.rank if record.result else None
    if rank and not 1 <= rank.place <= rank.of:
        words = f"{rank.of} 个支部中不会有第 {rank.place} 名"
        yield record.fault("result.rank.place", words, found=str(rank.place), expected=f"1 到 {rank.of}")


def answer_overdue(record: Grade, facts: GradeFacts, register: Register) -> Iterator[Finding]:
    """对异议要按时答复。 An objection was not answered in time.

    依据：有的省直机关党务公开办法规定受理后十五个工作日内答复；上级另有规定的按上级规定
    数量：考核异议答复
    处理：已答复的补写 answer 和 answered_on；如确未按时答复，页面会如实显示，可在 deviations 写明情况和补救
    """
    for number, (one, answer) in enumerate(zip(record.objections, facts.answers, strict=True)):
        if answer.late:
            undated = "没有写答复日期" if one.answer else "还没有答复"
            said = f"{one.answered_on} 才答复" if one.answered_on else undated
            words = f"应在 {answer.limit.words}内（{answer.due} 前）答复，{said}"
            yield record.lapse(f"objections.{number}.on", words, found=said, expected=f"{answer.due} 前")


def period_twice(facts: Mapping[str, Facts], world: World) -> Iterator[Finding]:
    """同一时段、同一细则的考核只有一份记录。 One period is graded twice by one scheme.

    处理：内容有变的，在原记录里改正并写 corrections；写错时段的改正 covers；重复的撤回一份
    """
    first: dict[tuple[str, str, str], Grade] = {}
    for record in cast("tuple[Grade, ...]", world.register.of_kind("grades")):
        if record.covers is None or facts[record.address].head.state == "已撤回":
            continue
        key = (other_unit(record, world.register.branch), record.scheme, record.covers.text)
        earlier = first.setdefault(key, record)
        if earlier is not record:
            words = f"{record.covers.text}已有一份按同一细则的考核“{earlier.title}”（{earlier.address}）"
            yield record.fault("covers", words, found=earlier.address, expected="只有一份")
