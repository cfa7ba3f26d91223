"""Accounts of one fund, span after span: each begins with what the one before it left. Only public ones count."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Final, cast

from gongkai.derive.head import Facts, World
from gongkai.findings import Finding
from gongkai.kinds.accounts.model import Accounts, Fund
from gongkai.load.fields import number

_DAY: Final = timedelta(days=1)
Ending = dict[tuple[Fund, date], Accounts]
"""Fund and last day → the first accounts that end so, by date of publication."""


def _public(facts: Mapping[str, Facts], world: World) -> list[Accounts]:
    """Accounts of what happened, of a stated span, in the order of their publication."""
    records = cast("tuple[Accounts, ...]", world.register.of_kind("accounts"))
    public = (one for one in records if facts[one.address].head.state == "公开" and one.type == "收支" and one.covers)
    return sorted(public, key=lambda one: (one.published_on or one.made_on, one.address))


def _ending(records: list[Accounts]) -> Ending:
    found: Ending = {}
    for record in records:
        if record.ends_on:
            found.setdefault((record.fund, record.ends_on), record)
    return found


def opening_differs(facts: Mapping[str, Facts], world: World) -> Iterator[Finding]:
    """上期结转应等于上一时段的期末结余。 It does not begin with what the span before it left.

    为什么：两份都已公开，程序不知道哪一份不对；并账、上级收回结余等也可能如此，要有说明。
    处理：写错的一份请改正；如属实，两份的数字都如实显示，可在 deviations 写明情况
    """
    records = _public(facts, world)
    ending = _ending(records)
    for record in records:
        before = ending.get((record.fund, record.covers.first - _DAY)) if record.covers else None
        if before and number(before.closing) != number(record.opening):
            named = f"上一时段“{before.title}”（{before.address}）"
            words = f"写的是 {record.opening} 元，{named}的期末结余是 {before.closing} 元"
            found = record.lapse("opening", words, found=record.opening, expected=before.closing)
            yield replace(found, speaks_of=(before.address,))


def span_twice(facts: Mapping[str, Facts], world: World) -> Iterator[Finding]:
    """同一款项、同一时段的收支只公布一次。 Two accounts of one fund that tell of the same span.

    处理：重复的请撤回一份；要改数字的，在原来那份里更正；分账户公布的，可在 deviations 写明情况
    """
    seen: dict[tuple[Fund, date, date], Accounts] = {}
    for record in _public(facts, world):
        if record.covers and record.ends_on:
            first = seen.setdefault((record.fund, record.covers.first, record.ends_on), record)
            if first is not record:
                words = f"与“{first.title}”（{first.address}）是同一款项、同一时段"
                found = record.lapse("fund", words, found=first.address, expected="一份")
                yield replace(found, speaks_of=(first.address,))


ACROSS: Final = (opening_differs, span_twice)
