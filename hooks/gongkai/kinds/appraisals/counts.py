"""Rules of counts, levels and days: what cannot be right, whatever happened."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from gongkai.findings import Finding
from gongkai.kinds.appraisals.facts import AppraisalFacts, at_low_levels
from gongkai.kinds.appraisals.levels import AND_BELOW, places
from gongkai.kinds.appraisals.model import Appraisal
from gongkai.load.register import Register


def subject_unclear(record: Appraisal, facts: AppraisalFacts, register: Register) -> Iterator[Finding]:
    """民主评议写各等次人数，述职评议写述职人，一份记录只写一种。 Neither members nor reports, or both.

    处理：民主评议党员只写 results 和 without，述职评议只写 reports；两样都有的分成两份记录
    """
    if not record.results and not record.reports:
        yield record.fault("expected", "没有写评议结果（results），也没有写述职（reports）", found="没有写")
    elif record.reports:
        of_members = ("results", "without", "excellent", "handled")
        for name in (name for name in of_members if getattr(record, name)):
            words = f"述职评议不写 {name}，这是民主评议党员的"
            yield record.fault(name, words, found=name, expected="另写一份民主评议党员的记录")


def level_unknown(record: Appraisal, facts: AppraisalFacts, register: Register) -> Iterator[Finding]:
    """写的等次要是本次评议的等次。 A level that this appraisal does not have.

    为什么：各地等次不同，本次用哪几个等次要前后一致。
    处理：照等次原文改；本单位用别的等次的，在 levels 从高到低写全
    """
    said = "、".join(facts.levels)
    for at, level in _written(record):
        named = places(level, facts.levels)
        if not named or (len(named) > 1 and not at.startswith("results.")):
            words = f"写的是“{level}”，本次评议的等次是：{said}"
            yield record.fault(at, words, found=level, expected=said)


def level_twice(record: Appraisal, facts: AppraisalFacts, register: Register) -> Iterator[Finding]:
    """每个等次只写一次。 One level stands twice, or by itself and within 及以下.

    处理：删去重复的一条；并着写的（如 合格及以下），下面的等次不再单写
    """
    for number, level in enumerate(record.levels):
        if level in record.levels[:number]:
            yield record.fault(f"levels.{number}", f"“{level}”写了两次", found=level, expected="每个等次一次")
    groups = [[(f"results.{number}.level", one.level) for number, one in enumerate(record.results)]]
    for number, report in enumerate(record.reports):
        groups.append([(f"reports.{number}.votes.{n}.level", one.level) for n, one in enumerate(report.votes)])
    for group in groups:
        seen: set[int] = set()
        for at, level in group:
            named = set(places(level, facts.levels))
            if named & seen:
                yield record.fault(at, f"“{level}”前面已经写过", found=level, expected="每个等次一次")
            seen |= named


def levels_do_not_add(record: Appraisal, facts: AppraisalFacts, register: Register) -> Iterator[Finding]:
    """各等次和不定等次的人数，相加等于应参加人数。 Somebody was forgotten, or counted twice.

    为什么：每个应参加的党员，或者定了等次，或者不定等次，读者要能加得起来。
    处理：对照评议结果登记表，改正写错的一个数；不定等次的写在 without
    """
    without = sum(one.count for one in record.without)
    total = facts.rated + without
    if record.results and not record.reports and total != record.expected:
        words = f"{record.expected} 人；定等次 {facts.rated} 人，不定等次 {without} 人，相加是 {total} 人"
        yield record.fault("expected", words, found=str(record.expected), expected=str(total))


def counts_contradict(record: Appraisal, facts: AppraisalFacts, register: Register) -> Iterator[Finding]:
    """部分不能多于全部。 More took part than should, more valid ballots than came back, more votes than ballots hold.

    处理：对照签到表、计票单和评议结果登记表，改正写错的一个数
    """
    for at, part, most, what in _parts(record, facts):
        if part > most:
            yield record.fault(at, f"{part} 多于{what} {most}", found=str(part), expected=f"不超过 {most}")


def made_before_appraised(record: Appraisal, facts: AppraisalFacts, register: Register) -> Iterator[Finding]:
    """先评议、评定，后有结果。 The result was written before a step that it rests on.

    处理：核对形成日期和这个日期，改正写错的一个；还没有评定的，评定以后再公开
    """
    days = [(f"steps.{number}.on", step.on) for number, step in enumerate(record.steps)]
    days += [("decided.on", record.decided.on)] if record.decided else []
    for at, day in days:
        if day > record.made_on:
            words = f"{day} 晚于形成日期 {record.made_on}"
            yield record.fault(at, words, found=str(day), expected=f"{record.made_on} 或以前")


def _written(record: Appraisal) -> Iterator[tuple[str, str]]:
    """Every level that is written of somebody or of a ballot, with its field."""
    yield from ((f"results.{number}.level", one.level) for number, one in enumerate(record.results))
    for number, report in enumerate(record.reports):
        if report.level is not None:
            yield f"reports.{number}.level", report.level
        yield from ((f"reports.{number}.votes.{n}.level", one.level) for n, one in enumerate(report.votes))


def _parts(record: Appraisal, facts: AppraisalFacts) -> Iterator[tuple[str, int, int, str]]:
    """Field, part, whole, and what the whole is called."""
    yield "present", record.present, record.expected, "应参加人数"
    if record.poll:
        yield "poll.valid", record.poll.valid, record.poll.returned, "收回的测评票"
        valid = record.poll.valid
        cast = sum(one.votes or 0 for one in record.results)
        whole = valid * record.expected
        yield "results", cast, whole, f"{valid} 张有效票评 {record.expected} 人能投出的票"
        for number, report in enumerate(record.reports):
            yield f"reports.{number}.votes", sum(one.count for one in report.votes), valid, "有效测评票"
    if record.results:
        yield "excellent", len(record.excellent), facts.top, f"{facts.levels[0]}人数"
        fell_short = sum(count for _, count in at_low_levels(record))
        together = any(one.level.endswith(AND_BELOW) for one in record.results)
        handled = sum(one.count for one in record.handled)
        yield "handled", handled, facts.rated - facts.top if together else fell_short, "低等次的人数"


_COUNTS: Final = (levels_do_not_add, counts_contradict)
RULES: Final = (subject_unclear, level_unknown, level_twice, *_COUNTS, made_before_appraised)
