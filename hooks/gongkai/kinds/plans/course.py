"""Rules about the course of a plan: adopted, measurable, broken down, followed, adjusted, evaluated."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from gongkai.days import spans
from gongkai.derive.progress import fallen
from gongkai.derive.requirements import in_force
from gongkai.findings import Finding
from gongkai.kinds.plans.facts import PlanFacts
from gongkai.kinds.plans.model import Plan
from gongkai.kinds.plans.requirements import ADOPTION, TRACKING
from gongkai.kinds.plans.rules import of, standing, wholes
from gongkai.kinds.plans.standing import due_on
from gongkai.load.fields import number
from gongkai.load.register import Register


def adopted_late(record: Plan, facts: PlanFacts, register: Register) -> Iterator[Finding]:
    """年度计划要在年初由支部党员大会通过。 A year's plan was adopted later than the superior asks.

    为什么：一年过了好几个月才定目标，前面的工作就没有目标可比。
    依据：《支部目标管理制度模板》：年初由支部党员大会确定年度目标；上级有这项规定的，写在 branch.yaml 的 figures 才检查
    数量：年度计划通过
    处理：日期写错请改正；如属实，可在 deviations 写明情况
    """
    adopted, span = record.adopted, record.span
    within = in_force(ADOPTION, span.first, register.branch) if facts.short == "年度计划" else None
    last = within.last_day(span) if within else None
    if adopted and within and last and adopted.on > last:
        words = f"{adopted.on} 才通过，晚于 {last}（{within.source}）"
        yield record.lapse("adopted.on", words, found=str(adopted.on), expected=f"{last} 或以前")


def not_tracked(record: Plan, facts: PlanFacts, register: Register) -> Iterator[Finding]:
    """计划要定期检查进展。 A part of the plan's time passed, and no meeting looked how far it had come.

    依据：《支部目标管理制度模板》：党员大会定期检查目标的进展；上级有这项规定的，写在 branch.yaml 的 figures 才检查
    数量：检查计划间隔
    处理：检查过的补写 tracked（日期和会议）；如属实，页面会如实显示，可在 deviations 写明情况
    """
    asked = in_force(TRACKING, record.span.first, register.branch)
    if asked is None or facts.head.state != "公开" or not record.has_one_span:
        return
    until = min(facts.as_of - timedelta(days=1), record.span.last)
    for span in spans(record.span.first, until, asked.whole):
        if not any(one.on in span for one in (*record.tracked, *((record.review,) if record.review else ()))):
            words = f"{span.text}没有检查这个计划的记录，应每 {asked.words}检查一次（{asked.source}）"
            yield replace(record.lapse("title", words, found="没有", expected="tracked"), covers=span.text)


def measure_missing(record: Plan, facts: PlanFacts, register: Register) -> Iterator[Finding]:
    """目标要可衡量。 A target that nobody can measure.

    为什么：没有数量指标，到年底说不清达到没有。
    依据：《支部目标管理制度模板》：目标要明确、可衡量、可达到、有时限
    处理：能数的补写 measure；确实不能数的，写清楚做成什么样算完成，可在 deviations 写明情况
    """
    for at, target, _ in standing(record, facts):
        if target.measure is None:
            yield record.lapse(f"{at}.text", f"{of(target)}没有数量指标", found="没有写", expected="measure")


def due_missing(record: Plan, facts: PlanFacts, register: Register) -> Iterator[Finding]:
    """目标要有完成时限。 A target without a day by which it is due.

    为什么：没有写的，页面按计划的最后一天算。
    依据：《支部目标管理制度模板》：分解的目标要写明责任人和完成时间
    处理：补写 due
    """
    for at, target, _ in standing(record, facts):
        if target.due is None:
            yield record.lapse(f"{at}.text", f"{of(target)}没有完成时限", found="没有写", expected="due")


def responsible_missing(record: Plan, facts: PlanFacts, register: Register) -> Iterator[Finding]:
    """目标要有人负责。 A target for which nobody is responsible.

    依据：《支部目标管理制度模板》：分解的目标要写明责任人和完成时间
    处理：补写 post（责任岗位）；需要写到人的，写 who（责任人，只向党员公开）
    """
    for at, target, _ in standing(record, facts):
        if target.post is None and target.who is None:
            yield record.lapse(f"{at}.text", f"{of(target)}没有责任岗位", found="没有写", expected="post")


def parts_below_whole(record: Plan, facts: PlanFacts, register: Register) -> Iterator[Finding]:
    """各阶段目标加起来，不能少于总目标。 The parts of a sum do not add up to the whole.

    为什么：每个阶段都完成了，总目标还是完不成；水平类和“至多”的目标不相加，不查这一条。
    依据：《支部目标管理制度模板》：年度目标分解到季度、月度
    处理：数写错的请改正；通过的计划就是这样写的，照实公开，可在 deviations 写明情况，或按程序调整
    """
    for at, target, _ in standing(record, facts):
        if target.sort == "累计" and target.measure and target.measure.keep == "至少":
            for path, whole, parts in wholes(target, at):
                total = sum((number(one) for one in parts), Decimal(0))
                if total < number(whole):
                    words = f"{of(target)}，写的是 {whole}，分解的各项相加只有 {total}"
                    yield record.lapse(path, words, found=str(total), expected=f"不少于 {whole}")


def value_decreased(record: Plan, facts: PlanFacts, register: Register) -> Iterator[Finding]:
    """累计数变小要说明原因。 A cumulative value that fell without a word why.

    为什么：累计数只增不减；前面的数报多了，可以在后面一条如实更正，并写明原因。水平类的数可升可降，不查这一条。
    处理：数写错的请改正；更正前面的数的，在这一条的 note 里写明
    """
    for at, target, _ in standing(record, facts):
        for place, value, before in fallen(target.progress) if target.sort == "累计" else ():
            words = f"{of(target)}，{value} 比前一次的 {before} 小，没有说明"
            yield record.lapse(f"{at}.progress.{place}.value", words, found=value, expected=f"不小于 {before}")


def target_overdue(record: Plan, facts: PlanFacts, register: Register) -> Iterator[Finding]:
    """目标要按时达到。 A target is past its due date, neither reached nor evaluated.

    为什么：是否逾期由日历决定，不由填写的人决定；年终评价写了实际情况和原因的，不再提示。
    处理：已达到的补写进展和佐证；没达到的，在 evaluation 写明实际情况和困难，或由会议决定调整（adjusted）
    """
    for at, target, own in standing(record, facts):
        if own.overdue and target.evaluation is None:
            words = f"{of(target)}，{own.due} 已过，没有达到，也没有评价"
            yield record.lapse(f"{at}.text", words, found=own.value or "没有进展", expected=f"{own.due} 前达到")


def evidence_missing(record: Plan, facts: PlanFacts, register: Register) -> Iterator[Finding]:
    """达到目标要有佐证。 It is said to be reached, and nothing proves it.

    为什么：有注明日期的佐证才算达到；没有佐证的，页面写“已达到，缺佐证”。
    处理：在达到目标的那条进展（或以后的一条）里补写 evidence：有关事项的索引号或附件
    """
    for at, target, own in standing(record, facts):
        if own.unproven and not own.hidden:
            words = f"{of(target)}，{own.reached_on} 已达到，没有佐证"
            yield record.lapse(f"{at}.progress", words, found="没有佐证", expected="evidence")


def evidence_not_public(record: Plan, facts: PlanFacts, register: Register) -> Iterator[Finding]:
    """佐证要在已公开的事项里。 What is said to prove it lies in a draft, or in a matter that was withdrawn.

    为什么：没有公开的事项，谁也看不到，不能证明已经达到；页面写“已达到，缺佐证”。
    处理：佐证所在的事项按程序公开，或换成已公开的事项、本事项的附件
    """
    for at, target, own in standing(record, facts):
        for below in own.hidden if own.unproven else ():
            words = f"{of(target)}，这件佐证所在的事项还没有公开，或者已撤回"
            yield record.lapse(f"{at}.{below}", words, found="没有公开", expected="已公开的事项")


def adjusted_after_due(record: Plan, facts: PlanFacts, register: Register) -> Iterator[Finding]:
    """要调整目标的，在完成时限以前调整。 A target was adjusted when its day had passed.

    为什么：过期以后才调低目标，没有达到的事实还在。
    处理：日期写错请改正；如属实，页面会如实显示，可在 deviations 写明情况
    """
    for at, target, _ in standing(record, facts):
        for place, one in enumerate(target.adjusted):
            due = due_on(record, target, one.on - timedelta(days=1))
            if due < one.on <= facts.as_of:
                words = f"{of(target)}，{one.on} 才调整，当时的时限 {due} 已过"
                found, expected = str(one.on), f"{due} 或以前"
                yield record.lapse(f"{at}.adjusted.{place}.on", words, found=found, expected=expected)


def evaluation_missing(record: Plan, facts: PlanFacts, register: Register) -> Iterator[Finding]:
    """计划期满后要总结，逐个目标评价。 The plan's time is over, and nobody evaluated it within the catalogue's limit.

    依据：《支部目标管理制度模板》：年终评价实际完成情况、困难和问题、作用；时限按公开目录
    数量：没有写时限的公开
    处理：总结过的补写 review 和各目标的 evaluation；还没有总结的，页面会如实显示，可在 deviations 写明情况和补救
    """
    if facts.head.state != "公开" or not record.has_one_span or facts.evaluation_due >= facts.as_of:
        return
    missing = [target.id for target in record.targets if target.evaluation is None]
    if record.review is None or missing:
        which = f"没有评价的目标：{'、'.join(missing)}" if record.review else "没有总结评价（review）"
        words = f"计划到 {record.span.last} 期满，应在 {facts.evaluation_due} 前评价；{which}"
        yield record.lapse("review" if record.review else "targets", words, found="没有", expected="review、evaluation")
