"""Rules of every public notice, of whatever kind: its period, its outcome, what came in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from gongkai.derive.floors import length_words
from gongkai.derive.notice import NoticeFacts
from gongkai.derive.periods import short_by
from gongkai.findings import Finding
from gongkai.load.notice import MatterNotice, Notice
from gongkai.load.register import Register


def last_before_first(record: Notice, facts: NoticeFacts, register: Register) -> Iterator[Finding]:
    """公示结束不能早于公示开始。 A period cannot end before it begins.

    处理：核对张贴的公示，改正写错的日期。
    """
    period = record.period
    if period and period.last < period.first:
        words = f"{period.last} 早于公示开始 {period.first}"
        yield record.fault("period.last", words, found=str(period.last), expected=f"{period.first} 或以后")


def length_differs(record: Notice, facts: NoticeFacts, register: Register) -> Iterator[Finding]:
    """写明的天数应与起止日期相符。 The stated length is not what the printed dates give.

    为什么：读者按印出来的日期提意见，所以日期不改；按日历数出来的天数与写明的不一样，要让人看到。
    处理：写错请改正；张贴的公示就是这样写的，页面会如实显示，可在 deviations 写明情况
    """
    said, period = record.period, facts.period
    if said and period and period.differs and said.last >= said.first:
        last = f"，按写明的天数应到 {period.last_by_length}" if period.last_by_length else ""
        provisional = "（暂定，节假日安排未公布）" if period.provisional else ""
        stated = length_words(said.length or 0, said.unit)
        words = f"写的是 {stated}，按起止日期数是 {period.counted_words}{provisional}{last}"
        yield record.lapse("period.length", words, found=str(said.length), expected=period.counted_words)


def period_too_short(record: Notice, facts: NoticeFacts, register: Register) -> Iterator[Finding]:
    """公示时间不能少于规定的天数。 The period falls short of a floor in force on its first day.

    依据：《中国共产党发展党员工作细则》（2026年修订）第十三条：发展对象公示不少于五个工作日；其他公示没有全国统一的天数
    数量：发展对象公示天数、入党申请人公示天数、入党积极分子公示天数、接收预备党员公示天数、预备党员转正公示天数、
    推荐对象公示天数、拟表彰公示天数、党务预公开公示天数、各类公示天数
    处理：日期写错请改正；如属实，页面会如实显示，可在 deviations 写明情况和补救（如补充公示）；
    上级对天数的规定写在 branch.yaml 的 floors
    """
    said, period = record.period, facts.period
    for floor in facts.floors:
        if said and period and short_by(period, floor) and said.first <= said.last:
            has = f"{period.working_days} 个工作日" if floor.unit == "工作日" else f"{period.days} 日"
            provisional = "（暂定，节假日安排未公布）" if period.provisional else ""
            words = f"公示期内只有 {has}{provisional}，{floor.source}要求{floor.words}"
            yield record.lapse("period", words, found=has, expected=floor.words)


def no_working_day(record: Notice, facts: NoticeFacts, register: Register) -> Iterator[Finding]:
    """公示期内要有工作日。 Nobody who could take an objection was at work.

    为什么：全在节假日里的公示，没有人受理意见。
    处理：日期写错请改正；如属实，页面会如实显示，可补充公示并在 deviations 写明
    """
    period = record.period
    if period and facts.period and facts.period.no_working_day and period.last >= period.first:
        yield record.lapse("period", "公示期内没有一个工作日", found="0 个工作日", expected="有工作日")


def published_after_first_day(record: Notice, facts: NoticeFacts, register: Register) -> Iterator[Finding]:
    """公示应在公示期第一天或之前公开。 The notice appeared here after its period had begun.

    处理：公开日期写错请改正；事后录入的写 recorded_late（补录）；如属实，可在 deviations 写明情况
    """
    published, period = record.published_on, record.period
    if published and period and published > period.first and not record.recorded_late:
        words = f"{published} 晚于公示第一天 {period.first}"
        yield record.lapse("published_on", words, found=str(published), expected=f"{period.first} 或以前")


def person_twice(record: Notice, facts: NoticeFacts, register: Register) -> Iterator[Finding]:
    """同一份公示里，一个人或一个集体只写一次。 Somebody stands twice on a notice.

    处理：删去重复的一条，几个候选职务写在一条里；确是同名的两个人，各写一行 distinguish（区分），如所在部门
    """
    seen: set[tuple[str, ...]] = set()
    for place, one in enumerate(record.people):
        if one.entry in seen:
            words = f"“{one.name}”写了两次"
            yield record.fault(f"{record.PEOPLE}.{place}.name", words, found=one.name, expected="一次")
        seen.add(one.entry)


def outcome_misplaced(record: Notice, facts: NoticeFacts, register: Register) -> Iterator[Finding]:
    """涉及到人的公示，结果写在每个人下面。 One outcome for all, though persons are named.

    处理：把 outcome 移到每个人下面
    """
    if isinstance(record, MatterNotice) and record.outcome and record.people:
        words = f"公示里有 {len(record.people)} 人，结果应写在每个人下面"
        yield record.fault("outcome", words, found="整份公示一个结果", expected="每人一个结果")


def outcome_before_end(record: Notice, facts: NoticeFacts, register: Register) -> Iterator[Finding]:
    """公示没有期满，不能说无异议。 No objection cannot be stated before the last day.

    处理：核对结果日期；要提前结束的写 终止公示 或 补充公示。
    """
    last = record.period.last if record.period else date.min
    for at, outcome in record.outcomes():
        if outcome and outcome.result == "无异议" and outcome.on < last:
            words = f"结果日期 {outcome.on} 早于公示最后一天 {last}"
            yield record.fault(f"{at}.on", words, found=str(outcome.on), expected=f"{last} 或以后")


def outcome_without_objection(record: Notice, facts: NoticeFacts, register: Register) -> Iterator[Finding]:
    """没有收到意见，就没有查实或查不属实。 An objection was judged though none came in.

    处理：核对收到意见件数和公示结果，改正写错的一处。
    """
    if record.received and not record.received.signed + record.received.anonymous:
        for at, outcome in record.outcomes():
            if outcome and outcome.result in ("查实", "查不属实"):
                words = f"写的是“{outcome.result}”，但收到意见 0 件"
                yield record.fault(f"{at}.result", words, found=outcome.result, expected="无异议等")


def outcome_missing(record: Notice, facts: NoticeFacts, register: Register) -> Iterator[Finding]:
    """公示期满后要写明结果。 The period is long over and an outcome is missing.

    为什么：没有结果，读者不知道这件事怎样了；多长时间以内，有的地方规定十个工作日。
    数量：公示结果
    处理：补写 outcome（写明人员的，每人一条）和 received；还没有结论的，可在 deviations 写明情况
    """
    if record.period and facts.head.state == "公开" and facts.waiting and facts.overdue:
        words = f"公示已于 {record.period.last} 期满，还有 {facts.waiting} 个公示结果没有写"
        found = record.lapse("period.last", words, found=f"缺 {facts.waiting} 个结果", expected="都有结果")
        yield replace(found, audiences=("本单位党员",)) if record.is_reserved else found


def kept_too_long(record: Notice, facts: NoticeFacts, register: Register) -> Iterator[Finding]:
    """公示过的姓名，过了保留年限就不再公开。 Names stay on the page longer than the branch's superior allows.

    为什么：公示的目的已经达到；git 的提交记录和旧存档版里还有，要另外处理。
    依据：《中华人民共和国个人信息保护法》第四十七条；年限由上级规定，写在 branch.yaml 的 figures 才检查
    数量：点名公示保留
    处理：写 withdrawn 撤回这份公示，页面留下注销说明；旧存档版用 gongkai redact 隐去姓名
    """
    if facts.kept_too_long and facts.head.state == "公开":
        words = f"姓名应保留到 {facts.kept_until}，现在还在公开"
        yield record.lapse("period.last", words, found="还在公开", expected=f"{facts.kept_until} 以前撤回")


RULES = (
    last_before_first,
    length_differs,
    period_too_short,
    no_working_day,
    published_after_first_day,
    person_twice,
    outcome_misplaced,
    outcome_before_end,
    outcome_without_objection,
    outcome_missing,
    kept_too_long,
)
