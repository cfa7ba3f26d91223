"""Rules of one report about what is true and falls short of what is asked."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import Final

from gongkai.derive.limits import COURSE_DAYS, COURSE_HOURS
from gongkai.derive.requirements import in_force
from gongkai.findings import Finding
from gongkai.kinds.reports.facts import ReportFacts
from gongkai.kinds.reports.model import Report
from gongkai.kinds.reports.parts import Trained
from gongkai.load.fields import number
from gongkai.load.register import Register


def training_unmeasured(record: Report, facts: ReportFacts, register: Register) -> Iterator[Finding]:
    """培训要写明多少学时或多少天。 A training of no stated length.

    为什么：年度合计只能加写明了的数。
    处理：补写 hours（人均学时）或 days（人均天数）；没有登记的，不要估算，可在 deviations 写明情况
    """
    for place, one in enumerate(record.training.groups) if record.training else ():
        if not _measured(one):
            yield record.lapse(
                f"training.groups.{place}.who", f"{one.who}没有写学时或天数", found="没有", expected="学时或天数"
            )


def _measured(group: Trained) -> bool:
    return group.hours is not None or group.days is not None


def course_short(record: Report, facts: ReportFacts, register: Register) -> Iterator[Finding]:
    """发展对象的短期集中培训一般不少于三天，或者不少于二十四学时。 A course for prospective members that is shorter.

    为什么：两样够一样就行；分几次办的，每次都短，要有说明。
    依据：《中国共产党发展党员工作细则》第十七条
    数量：发展对象集中培训天数、发展对象集中培训学时
    处理：数写错请改正；如属实，页面会如实显示，可在 deviations 写明情况和补训安排
    """
    training = record.training
    if training is None or training.sort != "单次":
        return
    day: date = training.first or record.made_on
    asked = (("days", COURSE_DAYS), ("hours", COURSE_HOURS))
    figures = [(name, figure) for name, usual in asked if (figure := in_force(usual, day, register.branch))]
    for place, one in enumerate(training.groups):
        if one.who != "发展对象" or not _measured(one) or not figures:
            continue
        stated = [(getattr(one, name), figure) for name, figure in figures]
        if not any(amount and Fraction(number(amount)) >= figure.value for amount, figure in stated):
            said = "、".join(f"{amount} {figure.unit}" for amount, figure in stated if amount) or "没有写"
            wanted = "或 ".join(figure.words for _, figure in stated)
            words = f"发展对象人均 {said}，少于 {wanted}（{figures[0][1].source}）"
            yield record.lapse(f"training.groups.{place}.who", words, found=said, expected=f"不少于 {wanted}")


def in_force_before_adopted(record: Report, facts: ReportFacts, register: Register) -> Iterator[Finding]:
    """先通过，后施行。 A regulation that was in force before it was adopted.

    处理：日期写错请改正；如属实，页面会如实显示，可在 deviations 写明情况
    """
    regulation = record.regulation
    if regulation and regulation.since < regulation.adopted_on:
        words = f"{regulation.since} 早于通过日期 {regulation.adopted_on}"
        yield record.lapse(
            "regulation.since", words, found=str(regulation.since), expected=f"{regulation.adopted_on} 或以后"
        )


def carried_before_decided(record: Report, facts: ReportFacts, register: Register) -> Iterator[Finding]:
    """先集体讨论，后落实。 A decision was carried out before it was made.

    处理：日期写错请改正；如属实，页面会如实显示，可在 deviations 写明情况
    """
    decision = record.decision
    for place, one in enumerate(decision.carried if decision else ()):
        if decision and one.on < decision.on:
            words = f"{one.on} 早于讨论日期 {decision.on}"
            yield record.lapse(
                f"decision.carried.{place}.on", words, found=str(one.on), expected=f"{decision.on} 或以后"
            )


def workbook_late(record: Report, facts: ReportFacts, register: Register) -> Iterator[Finding]:
    """工作手册要按期上交。 The workbook of a year was handed in late.

    为什么：没有全国统一的日期；上级有规定的写在 branch.yaml 的 figures，写年度结束后几天，12 月 31 日前写 0。
    依据：有的地方规定次年 1 月 10 日前，有的企业规定 12 月 31 日前
    数量：工作手册上交期限
    处理：日期写错请改正；如属实，页面会如实显示，可在 deviations 写明情况
    """
    asked, due = facts.workbook, facts.workbook_due
    if record.report and asked and due and record.report.on > due:
        words = f"{record.report.on} 上交，应在 {due} 以前（{asked.source}）"
        yield record.lapse("report.on", words, found=str(record.report.on), expected=f"{due} 以前")


def problem_overdue(record: Report, facts: ReportFacts, register: Register) -> Iterator[Finding]:
    """检查发现的问题要按期整改。 What a check found was put right late, or not yet though its day is over.

    处理：已改好的补写 done（整改完成日期）；如属实，页面会如实显示，可在 deviations 写明情况和补救
    """
    for place, state in enumerate(facts.problems):
        if record.check and state in ("逾期未整改", "逾期整改"):
            one = record.check.problems[place]
            said = f"{one.done} 才改好" if state == "逾期整改" else "还没有改好"
            words = f"{said}，应在 {one.due} 以前"
            yield record.lapse(f"check.problems.{place}.due", words, found=said, expected=f"{one.due} 以前")


RULES: Final = (
    training_unmeasured,
    course_short,
    in_force_before_adopted,
    carried_before_decided,
    workbook_late,
    problem_overdue,
)
