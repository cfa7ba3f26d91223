"""Span after span: each begins with what the one before it left. Only public records count."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Final, cast

from gongkai.derive.head import Facts, World
from gongkai.findings import Finding
from gongkai.kinds.pipeline.facts import label_of
from gongkai.kinds.pipeline.model import Pipeline

_DAY: Final = timedelta(days=1)


def _public(facts: Mapping[str, Facts], world: World) -> list[Pipeline]:
    """In the order of their publication."""
    records = cast("tuple[Pipeline, ...]", world.register.of_kind("pipeline"))
    public = (one for one in records if facts[one.address].head.state == "公开")
    return sorted(public, key=lambda one: (one.published_on or one.made_on, one.address))


def _ending(records: list[Pipeline]) -> dict[date, Pipeline]:
    """Last day → the first record that ends so; of several lengths that which was published first."""
    found: dict[date, Pipeline] = {}
    for record in records:
        found.setdefault(record.covers.last, record)
    return found


def opening_differs(facts: Mapping[str, Facts], world: World) -> Iterator[Finding]:
    """期初人数等于上一时段的期末人数。 It does not begin with what the span before it left.

    为什么：两份都已公开，程序不知道哪一份不对；支部合并、分设也可能如此，要有说明。
    处理：写错的一份请更正；如属实，两份的人数都如实显示，可在 deviations 写明情况
    """
    records = _public(facts, world)
    ending = _ending(records)
    for record in records:
        before = ending.get(record.covers.first - _DAY)
        for (name, own, _), (_, earlier, _) in zip(record.stages(), before.stages(), strict=True) if before else ():
            if before and own.opening != earlier.closing:
                named = f"上一时段“{before.title}”（{before.address}）"
                words = f"{label_of(name)}写的是 {own.opening} 人，{named}的期末是 {earlier.closing} 人"
                found = record.lapse(f"{name}.opening", words, found=str(own.opening), expected=str(earlier.closing))
                yield replace(found, speaks_of=(before.address,))


def span_twice(facts: Mapping[str, Facts], world: World) -> Iterator[Finding]:
    """同一个时段只公布一次。 Two records that tell of the same span.

    处理：重复的请撤回一份；要改数字的，在原来那份里更正
    """
    seen: dict[tuple[date, date], Pipeline] = {}
    for record in _public(facts, world):
        first = seen.setdefault((record.covers.first, record.covers.last), record)
        if first is not record:
            words = f"与“{first.title}”（{first.address}）是同一个时段"
            yield replace(
                record.lapse("covers", words, found=first.address, expected="一份"), speaks_of=(first.address,)
            )


def admitted_differs(facts: Mapping[str, Facts], world: World) -> Iterator[Finding]:
    """本年累计接收等于本年各时段接收之和。 The year's sum is not that of the spans before and this one.

    处理：写错的一份请更正；如属实，两份的人数都如实显示，可在 deviations 写明情况
    """
    records = _public(facts, world)
    ending = _ending(records)
    for record in records:
        before = ending.get(record.covers.first - _DAY)
        same_year = before and before.covers.first.year == record.covers.last.year
        if before and same_year and before.quota and record.quota:
            exact = before.quota.admitted + record.probationary.entered
            if record.quota.admitted != exact:
                own = str(record.quota.admitted)
                words = f"写的是 {own} 人，加上“{before.title}”（{before.address}）的累计数是 {exact} 人"
                found = record.lapse("quota.admitted", words, found=own, expected=str(exact))
                yield replace(found, speaks_of=(before.address,))


def members_differ(facts: Mapping[str, Facts], world: World) -> Iterator[Finding]:
    """期末预备党员人数与 branch.yaml 的党员人数一致。 The stock is not what the branch's own data say of that day.

    处理：核对两处，改正写错的一处，都以上级党委批准的日期为准；如属实，两处都如实显示，可在 deviations 写明情况
    """
    for record in _public(facts, world):
        strength = world.register.branch.strength_on(record.covers.last)
        closing = record.probationary.closing
        if strength and strength.probationary != closing:
            words = f"预备党员写的是 {closing} 人，branch.yaml 里 {record.covers.last} 有 {strength.probationary} 人"
            yield record.lapse("probationary.closing", words, found=str(closing), expected=str(strength.probationary))


ACROSS: Final = (opening_differs, span_twice, admitted_differs, members_differ)
