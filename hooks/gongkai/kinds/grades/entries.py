"""What is wrong with the entries of a grading's steps before anything is scored: each with its place and words."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import chain
from typing import NamedTuple

from gongkai.derive import scores
from gongkai.kinds.grades.model import Grade, Marked, Step
from gongkai.load.fields import number
from gongkai.load.scheme import Scheme


class Wrong(NamedTuple):
    """An entry that cannot be right."""

    at: str
    words: str
    found: str
    expected: str


def broken(record: Grade, scheme: Scheme) -> frozenset[str]:
    """The steps from whose entries no figure follows that could be held against anything."""
    wrong = chain(*(find(record, scheme) for find in (unknown, unclear, contradicting, over)))
    return frozenset(one.at.partition(".")[0] for one in wrong if not one.at.endswith(".level"))


def unknown(record: Grade, scheme: Scheme) -> Iterator[Wrong]:
    """Every name that should be taken from the scheme and is not in it."""
    for at, written, known in _named(record, scheme):
        if written not in known:
            shown = "、".join(known[:40]) or "没有"
            words = f"细则“{scheme.title}”里没有“{written}”，可用：{shown}"
            yield Wrong(at, words, written, shown)


def _named(record: Grade, scheme: Scheme) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Every name that is taken from the scheme: field, what is written, what there is; a level only where it is new."""
    items, levels = (*scheme.items, *scheme.bonuses), tuple(one.name for one in scheme.levels)
    sources, vetoes = tuple(one.name for one in scheme.sources), tuple(one.id for one in scheme.vetoes)
    for field, _, step in record.steps:
        yield from ((f"{field}.items.{n}.item", one.item, items) for n, one in enumerate(step.items or ()))
        yield from ((f"{field}.totals.{n}.source", one.source, sources) for n, one in enumerate(step.totals))
        yield from ((f"{field}.vetoes.{n}.veto", one.veto, vetoes) for n, one in enumerate(step.vetoes))
        yield from ((f"{field}.level", step.level, levels) for _ in [1] if step.level)
    said = record.result.level if record.result else None
    if said and not (record.final and record.final.level == said):
        yield "result.level", said, levels


def unclear(record: Grade, scheme: Scheme) -> Iterator[Wrong]:
    """Marks with not exactly one of the five, or with one that cannot be said of such an item."""
    for field, _, step in record.steps:
        for place, mark in enumerate(step.items or ()):
            said = (mark.times, mark.lost, mark.gained)
            written = sum(one is not None for one in said) + mark.not_applicable + mark.zero
            words = f"写了 {written} 种情况" if written != 1 else _misfit(mark, scheme)
            if words:
                yield Wrong(f"{field}.items.{place}.item", words, words, "一种写得通的情况")


def _misfit(mark: Marked, scheme: Scheme) -> str:
    """Why it cannot be said of such an item; empty where it can, or where the item is not known at all."""
    if placed := scheme.items.get(mark.item):
        if mark.gained is not None:
            return f"“{mark.item}”不是加分项，写了加分"
        counted = mark.times is not None and not placed.item.deduct
        return f"细则没有写“{mark.item}”每次扣几分，写了次数" if counted else ""
    if bonus := scheme.bonuses.get(mark.item):
        if mark.times is None and mark.gained is None:
            return f"“{mark.item}”是加分项，只能写次数或加分"
        return f"细则没有写“{mark.item}”每次加几分，写了次数" if mark.times is not None and not bonus.each else ""
    return ""


def contradicting(record: Grade, scheme: Scheme) -> Iterator[Wrong]:
    """The second of two entries that cannot both hold: does not apply and something else, one source or veto twice."""
    for field, _, step in record.steps:
        first: dict[str, Marked] = {}
        for place, mark in enumerate(step.items or ()):
            before = first.setdefault(mark.item, mark)
            if before is not mark and (before.not_applicable or mark.not_applicable):
                words = f"“{mark.item}”写了不适用，又写了一次"
                yield Wrong(f"{field}.items.{place}.item", words, mark.item, "只写一次")
        named = [(f"totals.{n}.source", one.source) for n, one in enumerate(step.totals)]
        named += [(f"vetoes.{n}.veto", one.veto) for n, one in enumerate(step.vetoes)]
        seen: set[tuple[str, str]] = set()
        for at, name in named:
            key = (at.partition(".")[0], name)
            if key in seen:
                yield Wrong(f"{field}.{at}", f"“{name}”写了两次", name, "只写一次")
            seen.add(key)


def over(record: Grade, scheme: Scheme) -> Iterator[Wrong]:
    """More lost than an item has, or more given to a source than a hundred."""
    for field, _, step in record.steps:
        yield from _lost_over(scheme, field, step)
        for place, part in enumerate(step.totals):
            if number(part.marks) > 100 and not scheme.above_full:
                words = f"{part.marks} 分，各来源都按满分 100 分计"
                yield Wrong(f"{field}.totals.{place}.marks", words, part.marks, "不超过 100 分")


def _lost_over(scheme: Scheme, field: str, step: Step) -> Iterator[Wrong]:
    """What is written several times of one item counts together; said at the mark that goes beyond."""
    lost: dict[str, Decimal] = {}
    for place, mark in enumerate(step.items or ()):
        placed = scheme.items.get(mark.item)
        if placed is None or mark.lost is None:
            continue
        before = lost.get(mark.item, scores.ZERO)
        total = lost[mark.item] = before + number(mark.lost)
        marks = number(placed.item.marks)
        if before <= marks < total:
            words = f"“{mark.item}”共扣 {scores.words(total)} 分，满分只有 {placed.item.marks} 分"
            expected = f"不超过 {placed.item.marks} 分"
            yield Wrong(f"{field}.items.{place}.lost", words, scores.words(total), expected)
