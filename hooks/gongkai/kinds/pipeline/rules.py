"""Rules of one record of counts: it adds up, its counts do not contradict its lengths, and who kept to the limits."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from gongkai.derive.requirements import Figure
from gongkai.findings import Finding
from gongkai.kinds.pipeline.facts import PipelineFacts, label_of
from gongkai.kinds.pipeline.lengths import contradiction
from gongkai.kinds.pipeline.model import Pipeline, Reserved
from gongkai.load.register import Register


def closing_differs(record: Pipeline, facts: PipelineFacts, register: Register) -> Iterator[Finding]:
    """期末人数等于期初加进入、转入，减升入下一阶段和离开的。 The stock at the end does not follow from the row.

    处理：对照发展党员工作台账，改正写错的一处；转入、退回的写在 joined，转出、停止培养的写在 left
    """
    for own in facts.stages:
        stage = own.stage
        if stage.closing != own.worked_out:
            way = f"{stage.opening} + {stage.entered} + {stage.joined} - {own.gone_on} - {stage.left}"
            words = f"{own.label}写的是 {stage.closing} 人，照各项算（{way}）是 {own.worked_out} 人"
            yield record.fault(f"{own.name}.closing", words, found=str(stage.closing), expected=str(own.worked_out))


def made_early(record: Pipeline, facts: PipelineFacts, register: Register) -> Iterator[Finding]:
    """时段结束以后再统计。 The counts were made before the span was over.

    处理：日期写错请改正；提前统计、以后又有变化的，更正人数；如属实，可在 deviations 写明情况
    """
    if record.made_on < record.covers.last:
        words = f"{record.made_on} 统计，时段到 {record.covers.last} 才结束"
        yield record.lapse("made_on", words, found=str(record.made_on), expected=f"{record.covers.last} 或以后")


def admitted_too_few(record: Pipeline, facts: PipelineFacts, register: Register) -> Iterator[Finding]:
    """本年累计接收不能少于本时段接收的。 Fewer were admitted in the year than in a part of it.

    处理：核对台账；从1月1日开始的时段，累计数等于本时段接收为预备党员的人数
    """
    if record.quota:
        own, entered = record.quota.admitted, record.probationary.entered
        from_the_start = (record.covers.first.month, record.covers.first.day) == (1, 1)
        if own < entered or (from_the_start and own != entered):
            words = f"写的是 {own} 人，本时段接收 {entered} 人"
            yield record.fault(
                "quota.admitted", words, found=str(own), expected=f"{entered}{'' if from_the_start else ' 或以上'}"
            )


def interval_twice(record: Pipeline, facts: PipelineFacts, register: Register) -> Iterator[Finding]:
    """一个间隔只写一条。 The same interval stands in the list twice.

    处理：合并成一条，人次相加
    """
    seen: set[str] = set()
    for number, kept in enumerate(record.intervals):
        if kept.interval in seen:
            yield record.fault(f"intervals.{number}.interval", f"“{kept.interval}”写了两条", found=kept.interval)
        seen.add(kept.interval)


def more_than_all(record: Pipeline, facts: PipelineFacts, register: Register) -> Iterator[Finding]:
    """按期的和放宽的，合计不能超过人次。 More kept to the limit than there were.

    处理：核对台账，改正写错的人次
    """
    for number, kept in enumerate(record.intervals):
        if kept.late < 0:
            special = f"加放宽 {kept.special} " if kept.special else ""
            words = f"{kept.interval}按期 {kept.in_time} {special}人次，超过一共 {kept.count} 人次"
            yield record.fault(
                f"intervals.{number}.in_time", words, found=str(kept.in_time + kept.special), expected=str(kept.count)
            )


def special_unknown(record: Pipeline, facts: PipelineFacts, register: Register) -> Iterator[Finding]:
    """特殊情况放宽，规则里有才能写。 Granted more time where no rule grants any.

    依据：《中国共产党发展党员工作细则》只对接收审批规定了特殊情况
    处理：没有按期的不写 special，按超期显示
    """
    for number, (kept, own) in enumerate(zip(record.intervals, facts.intervals, strict=True)):
        if kept.special and own.interval.special is None:
            words = f"“{kept.interval}”没有特殊情况放宽的规定"
            yield record.fault(f"intervals.{number}.special", words, found=str(kept.special), expected="不写")


def lengths_impossible(record: Pipeline, facts: PipelineFacts, register: Register) -> Iterator[Finding]:
    """最长的不能比最短的短，没有人次就没有长短。 The longest is shorter than the shortest, or there was none at all.

    处理：核对最长、最短和人次，改正写错的一处
    """
    each = [(f"intervals.{number}", kept, kept.count) for number, kept in enumerate(record.intervals)]
    own = record.reserved
    for at, one, count in (*each, *((("reserved", own, own.prolonged),) if own else ())):
        if one.longest is not None and one.shortest is not None and one.longest < one.shortest:
            words = f"最长 {one.longest}，比最短 {one.shortest} 还短"
            yield record.fault(f"{at}.longest", words, found=str(one.longest), expected=f"{one.shortest} 或以上")
        for name, length in (("longest", one.longest), ("shortest", one.shortest)):
            if length is not None and not count:
                yield record.fault(f"{at}.{name}", f"写的是 {length}，但没有人次", found=str(length), expected="不写")


def length_contradicts(record: Pipeline, facts: PipelineFacts, register: Register) -> Iterator[Finding]:
    """最长、最短要与按期的人次对得上。 By the rule of the time, lengths and counts cannot both be right.

    为什么：一个月有 28 到 31 天，在这中间的不算矛盾；跨过规则修订的时段，新旧规则都说不通才算矛盾。
    依据：《中国共产党发展党员工作细则》当时有效的文本；上级另有规定的，按更严的
    处理：核对按期人次和最长、最短的天数，改正写错的一处，不要为了凑合期限改真实的数
    """
    for number, (kept, own) in enumerate(zip(record.intervals, facts.intervals, strict=True)):
        if kept.late >= 0 and (words := contradiction(kept, own.interval, own.rules)):
            yield record.fault(
                f"intervals.{number}.in_time", f"{kept.interval}：{words}", found=str(kept.in_time), expected="对得上"
            )


def out_of_time(record: Pipeline, facts: PipelineFacts, register: Register) -> Iterator[Finding]:
    """发展党员各步骤要合乎期限。 Some kept to no limit; in numbers only.

    为什么：各期限见网站“检查规则”页的“数量要求”；没有查到规定的、上级没有定的，不算超期。
    依据：《中国共产党发展党员工作细则》当时有效的文本
    数量：入党谈话最长时间、申请到确定积极分子最短时间、积极分子考察最长间隔、积极分子培养教育最短时间、
    发展对象集中培训学时、上级预审最长时间、预审后支部大会讨论最长时间、接收审批最长时间、
    接收审批特殊情况最长时间、入党宣誓最长时间、预备期最短时间、转正审批最长时间、转正材料归档最长时间
    处理：人次写错请改正；如属实，页面会如实显示，可在 deviations 写明情况和补救（about 写间隔的名称）
    """
    for number, (kept, own) in enumerate(zip(record.intervals, facts.intervals, strict=True)):
        if own.is_limited and kept.late > 0:
            limits = "；".join(rule.words for rule in own.rules if rule.is_limited)
            words = f"{kept.interval} {kept.count} 人次，{kept.late} 人次不合期限（{limits}）"
            yield record.lapse(
                f"intervals.{number}.in_time", words, found=str(kept.in_time), expected=f"{kept.count}（{limits}）"
            )


def reserved_too_many(record: Pipeline, facts: PipelineFacts, register: Register) -> Iterator[Finding]:
    """离开的各种情况，合计不能超过离开的人数。 The parts are more than the whole.

    处理：核对台账；各阶段的 left 是合计，reserved 写其中各是什么情况
    """
    own = record.reserved
    for at, said, whole, of in _wholes(record, own) if own else ():
        if said > whole:
            words = f"{of}，写的是 {said} 人"
            yield record.fault(f"reserved{at}", words, found=str(said), expected=f"{whole} 或以下")


def _wholes(record: Pipeline, own: Reserved) -> Iterator[tuple[str, int, int, str]]:
    """Field, its count, the count it is a part of, and that in words."""
    left, member = sum(stage.left for _, stage, _ in record.stages()), record.probationary
    there = member.opening + member.entered + member.joined
    label = label_of("probationary")
    yield "", own.transferred + own.stopped + own.cancelled, left, f"各阶段离开的一共 {left} 人"
    yield ".cancelled", own.cancelled, member.left, f"{label}离开的只有 {member.left} 人"
    yield ".prolonged", own.prolonged, there, f"{label}一共只有 {there} 人"


def prolonged_out_of_bounds(record: Pipeline, facts: PipelineFacts, register: Register) -> Iterator[Finding]:
    """延长预备期不少于六个月，不超过一年。 Probation was prolonged by too little or too much.

    依据：《中国共产党发展党员工作细则》（2026年修订）第三十一条，2014年的文本是第三十二条
    数量：延长预备期最短时间、延长预备期最长时间
    处理：写错请改正；如属实，只有本支部党员看得到，可在 deviations 写明情况
    """
    own, rules = record.reserved, facts.extension.rules
    for name, length in (("shortest", own.shortest), ("longest", own.longest)) if own else ():
        if length is not None and rules and all(_broken(rule.least, rule.most, length) for rule in rules):
            words = f"写的是 {length} 个月，应{rules[-1].words}"
            yield record.lapse(f"reserved.{name}", words, found=str(length), expected=rules[-1].words)


def _broken(least: Figure | None, most: Figure | None, months: int) -> bool:
    return (least is not None and months < least.value) or (most is not None and months > most.value)


RULES: Final = (
    closing_differs,
    made_early,
    admitted_too_few,
    interval_twice,
    more_than_all,
    special_unknown,
    lengths_impossible,
    length_contradicts,
    out_of_time,
    reserved_too_many,
    prolonged_out_of_bounds,
)
