"""结果运用: what by the scheme follows from a result, said as the scheme says it; nothing here decides anything."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from gongkai.derive import scores
from gongkai.derive.head import HeadFacts, World, may_see
from gongkai.kinds.grades.index import alike
from gongkai.kinds.grades.measured import is_done
from gongkai.kinds.grades.model import Grade
from gongkai.kinds.grades.ranking import is_last
from gongkai.kinds.grades.spans import label, months_of
from gongkai.kinds.grades.year import YearSoFar
from gongkai.load.fields import number
from gongkai.load.scheme import Scheme


@dataclass(frozen=True, kw_only=True)
class Following:
    """One consequence whose condition is met."""

    why: str
    """`一年内累计 2 次最后一名的（一季、三季）`."""
    text: str
    scheme: Scheme
    """Whose words they are: of an average the scheme of the quarters."""


def following(record: Grade, own: HeadFacts, world: World, ends: tuple[str, YearSoFar | None]) -> Iterator[Following]:
    """Of the level, of the year's average, of the last places so far; `ends` are the record's level and its year.

    Nothing before those who grade have spoken, and nothing that rests on what these readers may not see.
    """
    scheme, (level, year) = world.register.schemes.get(record.scheme), ends
    if scheme is None or not is_done(record):
        return
    for one in scheme.consequences:
        if one.level is not None and one.level == level:
            yield Following(why=one.conditions[0], text=one.text, scheme=scheme)
    yield from _of_average(year)
    yield from _of_last_places(record, own, world, scheme)


def _of_average(year: YearSoFar | None) -> Iterator[Following]:
    """Of a whole year only."""
    scheme = year.scheme if year else None
    rules = [one for one in scheme.consequences if one.average is not None] if scheme else []
    if year is None or scheme is None or not rules or year.exact is None:
        return
    average = scores.rounded(scheme, year.exact)
    for one in rules:
        if one.average is not None and average >= number(one.average):
            why = f"{one.conditions[0]}（{year.year}年平均 {year.average} 分）"
            yield Following(why=why, text=one.text, scheme=scheme)


def _of_last_places(record: Grade, own: HeadFacts, world: World, scheme: Scheme) -> Iterator[Following]:
    """Said at the last place by which the number is full, and at each one after it within the year."""
    rules = [one for one in scheme.consequences if one.last is not None]
    if not rules or not is_last(record, world, own.audiences):
        return
    before = [one for one in alike(record, world.register) if one is not record and _counts(one, record, own, world)]
    spans = sorted((one.covers for one in (*before, record) if one.covers), key=lambda span: span.last)
    names = "、".join(map(label, spans))
    for one in rules:
        if one.last is not None and len(before) + 1 >= one.last:
            yield Following(why=f"{one.conditions[0]}（{names}）", text=one.text, scheme=scheme)


def _counts(one: Grade, record: Grade, own: HeadFacts, world: World) -> bool:
    """Whether it was a last place by the same scheme, in a span as long before, of which its readers may know."""
    mine, theirs, head = record.covers, one.covers, world.heads[one.address]
    if mine is None or theirs is None or one.scheme != record.scheme or theirs.last >= mine.last:
        return False
    if months_of(theirs) != months_of(mine) or head.state != "公开":
        return False
    open_to_all = may_see(world.register.branch, own.audiences, head.audiences)
    return open_to_all and is_done(one) and is_last(one, world, own.audiences)
