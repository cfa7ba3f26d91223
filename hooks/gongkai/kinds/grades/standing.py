"""Rules about units graded side by side: who is graded, that nobody is left out, how many may be at the top."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from gongkai.derive.head import Facts, World, may_see
from gongkai.derive.limits import public_by
from gongkai.findings import Finding
from gongkai.kinds.grades.facts import GradeFacts
from gongkai.kinds.grades.index import folded, other_unit
from gongkai.kinds.grades.model import Grade
from gongkai.kinds.grades.ranking import Ranking, rankings
from gongkai.load.register import Register


def unit_not_listed(record: Grade, facts: GradeFacts, register: Register) -> Iterator[Finding]:
    """细则写明考核哪些单位的，考核对象要在里面。 Somebody is graded who is not among those to be graded then.

    为什么：单位写错一个字，排名里就少一个单位。
    处理：考核对象（unit）改成细则里的名称；考核的单位有增减的，上级同意后另写一份细则，或在细则里写单位的起止日期
    """
    ranked, span = facts.scheme.ranked if facts.scheme else None, record.covers
    if ranked is None or span is None:
        return
    known = [one.name for one in ranked.units if one.touches(span)]
    if other_unit(record, register.branch) not in map(folded, known):
        at, names = "unit" if record.unit else "title", "、".join(known[:40])
        words = f"细则考核的单位里没有“{facts.unit}”，{span.text}考核的有：{names}"
        yield record.fault(at, words, found=facts.unit, expected=names)


def rank_worked_out(record: Grade, facts: GradeFacts, register: Register) -> Iterator[Finding]:
    """细则写明由本支部排名的，记录里不再写名次。 A place is written where all places are worked out.

    为什么：名次由程序按各单位的总分排，写一个、算一个，就有两种说法。
    处理：删去 rank；名次是上级排的，换成没有写排名（ranked）的细则
    """
    if facts.scheme and facts.scheme.ranked and record.result and record.result.rank:
        words = "名次由程序按各单位的总分排出，不用写"
        yield record.fault("result.rank", words, found="写了", expected="不写")


def unit_not_graded(facts: Mapping[str, Facts], world: World) -> Iterator[Finding]:
    """一起考核的单位，一个时段都要有结果。 Others have their results, and one unit has none that is public.

    为什么：缺一个单位就排不出名次。
    处理：已经考核的补写记录并审批公开；确实没有考核的，页面会如实显示，可在 deviations 写明情况和补救；
    不再参加考核的单位，在细则里写截止日期；名次是上级排的，细则里不写 ranked
    """
    for one in rankings(world).values():
        if one.missing and one.placed:
            last = max((placed.record for placed in one.placed), key=lambda record: (record.made_on, record.address))
            item = facts[last.address].head.item
            if public_by(item, last.made_on, world.register.branch, world.calendar) < world.as_of:
                words = f"{one.span.text}没有公开{'、'.join(one.missing)}的考核结果，不能排名"
                found = last.lapse("covers", words, found="没有结果", expected="各单位都有结果")
                yield _told(found, one, world)


def quota_exceeded(facts: Mapping[str, Facts], world: World) -> Iterator[Finding]:
    """限名额的等次，评的不超过名额。 More units have a level than its share of all allows.

    依据：各单位的考核细则，见名额限制（quota）
    处理：等次写错请改正；确实超过的，页面会如实显示，可在 deviations 写明情况
    """
    for one in rankings(world).values():
        for level, share, most, given in one.allotted():
            if len(given) > most:
                words = f"{len(one.placed)} 个单位按 {share}% 最多 {most} 个“{level}”，评了 {len(given)} 个"
                found = given[-1].lapse("scheme", words, found=f"{len(given)} 个", expected=f"最多 {most} 个")
                yield _told(found, one, world)


def _told(found: Finding, own: Ranking, world: World) -> Finding:
    """Only to those who may see all that it rests on; to nobody where something waits that they may not know of."""
    branch, names = world.register.branch, tuple(placed.record.address for placed in own.placed)
    knows = all(any(may_see(branch, seen, one) for seen in own.audiences) for one in own.waiting)
    return replace(found, speaks_of=names) if knows else replace(found, audiences=())
