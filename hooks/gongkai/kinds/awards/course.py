"""Rules about the course of an award: its notices against its decision. Only published records count."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Final, cast

from gongkai.derive.head import Facts, World
from gongkai.derive.notice import STOPPED
from gongkai.findings import Finding
from gongkai.kinds.awards.facts import DECISION, AwardFacts
from gongkai.kinds.awards.model import Award, Nominee

OWN: Final = "本支部"
"""Where the branch itself commends, the notice before it is its own business; elsewhere it may hang elsewhere."""


def _decided(facts: Mapping[str, Facts], world: World) -> Iterator[tuple[Award, tuple[Award, ...]]]:
    """Every published decision with the published notices that belong to it."""
    for record in cast("tuple[Award, ...]", world.register.of_kind("awards")):
        own = cast(AwardFacts, facts[record.address])
        if record.stage == DECISION and own.head.state == "公开":
            yield record, tuple(cast(Award, world.register.by_name[address]) for address in own.notices)


def decided_before_end(facts: Mapping[str, Facts], world: World) -> Iterator[Finding]:
    """公示期满以后才能作出表彰决定。 The decision was taken while one could still object.

    处理：日期写错请改正；如属实，页面会如实显示，可在 deviations 写明情况和补救
    """
    for decided, notices in _decided(facts, world):
        for notice in notices:
            last, decision = notice.period and notice.period.last, decided.decision
            if last and decision and decision.on <= last:
                words = f"{decision.on} 不晚于公示“{notice.title}”（{notice.address}）的最后一天 {last}"
                found = decided.lapse("decision.on", words, found=str(decision.on), expected=f"晚于 {last}")
                yield replace(found, speaks_of=(notice.address,))


def decided_without_notice(facts: Mapping[str, Facts], world: World) -> Iterator[Finding]:
    """本支部的表彰，决定前要公示。 A branch commended without putting the names up first.

    为什么：上级的表彰可能由上级公示，所以只看本支部自己的表彰。
    依据：各单位评优表彰的通例
    处理：公示过的补上公示记录；荣誉名称、年度、级别各阶段要写得一样；确实没有公示的，可在 deviations 写明情况和补救
    """
    for decided, notices in _decided(facts, world):
        if not notices and decided.honour.level == OWN:
            words = f"没有已公开的{decided.honour.year}年“{decided.honour.title}”公示"
            yield decided.lapse("stage", words, found="没有", expected="推荐对象公示 或 拟表彰公示")


def decided_unannounced(facts: Mapping[str, Facts], world: World) -> Iterator[Finding]:
    """决定表彰的，都应在拟表彰公示的名单上。 Somebody was commended whom no list had named.

    处理：名字写错请改正；有补充公示的补上记录；如属实，可在 deviations 写明情况和补救
    """
    for decided, notices in _decided(facts, world):
        lists = [notice for notice in notices if notice.stage == "拟表彰公示"]
        named = {one.identity for notice in lists for one in notice.nominees}
        for place, one in enumerate(decided.nominees if lists else ()):
            if one.identity not in named:
                words = f"“{one.name}”不在拟表彰公示的名单上"
                found = decided.lapse(f"nominees.{place}.name", words, found=one.name, expected="名单上的人")
                yield replace(found, speaks_of=tuple(notice.address for notice in lists))


def stopped_but_decided(facts: Mapping[str, Facts], world: World) -> Iterator[Finding]:
    """公示中查实、暂缓、终止的，又列入表彰决定要说明。 Stopped by an objection, and commended all the same.

    为什么：没有“无异议”的结果又表彰，要让党员知道原因；这一条只有党员看得到。
    处理：结果或名单写错请改正；后来查清楚的，写在核查说明（note）里，并在 deviations 写明情况
    """
    for decided, notices in _decided(facts, world):
        commended = {one.identity for one in decided.nominees}
        for notice, place, one in _last_outcomes(notices):
            if one.identity in commended and one.outcome and one.outcome.result in STOPPED:
                words = f"“{one.name}”的结果是“{one.outcome.result}”，又列入“{decided.title}”（{decided.address}）"
                at, result = f"nominees.{place}.outcome.result", one.outcome.result
                found = notice.lapse(at, words, found=result, expected="不列入表彰决定")
                yield replace(found, audiences=("本单位党员",), speaks_of=(decided.address,))


def _last_outcomes(notices: Iterable[Award]) -> Iterable[tuple[Award, int, Nominee]]:
    """Of every nominee the outcome on the last notice: one who was cleared and put up again may be commended."""
    entries = ((notice, place, one) for notice in notices for place, one in enumerate(notice.nominees))
    return {one.identity: (notice, place, one) for notice, place, one in entries if one.outcome}.values()


ACROSS: Final = (decided_before_end, decided_without_notice, decided_unannounced, stopped_but_decided)
