"""Which limit held in a span, and what the longest and the shortest of an interval prove. Counts in, a sentence out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cache

from gongkai.days import Span, months_later
from gongkai.derive.requirements import Figure, in_force
from gongkai.kinds.pipeline.model import Kept
from gongkai.kinds.pipeline.requirements import Interval
from gongkai.load.branch import Branch


@dataclass(frozen=True, kw_only=True)
class Held:
    """What one is held to on a day; nothing where no rule is known for it."""

    least: Figure | None
    most: Figure | None
    special: Figure | None

    @property
    def figures(self) -> tuple[Figure, ...]:
        return tuple(one for one in (self.least, self.most, self.special) if one)

    @property
    def is_limited(self) -> bool:
        return bool(self.least or self.most)

    @property
    def words(self) -> str:
        """`不超过 3 个月，特殊情况不超过 6 个月`; empty without a limit."""
        said = (("不少于", self.least), ("不超过", self.most), ("特殊情况不超过", self.special))
        return "，".join(f"{how} {figure.words}" for how, figure in said if figure)


def held(interval: Interval, span: Span, branch: Branch) -> tuple[Held, ...]:
    """What held in the span, one after the other: more than one where a text or the superior's figure changed in it."""
    changes = {*(one.since for one in interval.figures), *(text.since for text in interval.texts)}
    changes |= {own.since for figure in interval.figures for own in figure.own(branch)}
    days = sorted({span.first, *(day for day in changes if day in span)})
    each = (
        Held(
            least=_stricter(interval.least, day, branch, max),
            most=_stricter(interval.most, day, branch, min),
            special=_stricter(interval.special, day, branch, min),
        )
        for day in days
    )
    return tuple(dict.fromkeys(each))


def _stricter(
    figure: Figure | None, on: date, branch: Branch, stricter: Callable[[Fraction, Fraction], Fraction]
) -> Figure | None:
    """A superior may ask for more than the national rule does, not for less."""
    if figure is None:
        return None
    own, usual = in_force(figure, on, branch), figure if figure.binds(branch, on) else None
    if own and usual:
        return own if stricter(own.value, usual.value) == own.value else usual
    return own or usual


def contradiction(kept: Kept, interval: Interval, rules: Sequence[Held]) -> str:
    """Why the counts cannot be right beside the longest and the shortest; empty where they can.

    A month has 28 to 31 days: what lies between proves nothing, nor does what one of two texts would allow.
    """
    if not interval.proves or not kept.count or not rules or not all(rule.is_limited for rule in rules):
        return ""
    return next(_contradictions(kept, interval, rules), "")


def _contradictions(kept: Kept, interval: Interval, rules: Sequence[Held]) -> Iterator[str]:
    is_most = interval.most is not None
    names, lengths = ("最长", "最短"), (kept.longest, kept.shortest)
    (worst, best), (worst_name, best_name) = (lengths, names) if is_most else (lengths[::-1], names[::-1])
    limit, unit = rules[-1].words, interval.written
    usual = [_Limit(figure=one, written=unit, is_most=is_most) for one in _usual(rules)]
    special = [_Limit(figure=rule.special, written=unit, is_most=True) for rule in rules if rule.special]
    if worst is not None:
        is_late = all(one.broken(worst) for one in usual) and not kept.special
        is_late = is_late or (bool(special) and all(one.broken(worst) for one in special))
        if is_late and not kept.late:
            yield f"{worst_name} {worst} {unit}，期限是{limit}，却没有超期的"
        if all(one.kept(worst) for one in usual) and kept.in_time < kept.count:
            yield f"{worst_name} {worst} {unit}，都合乎期限（{limit}），却有 {kept.count - kept.in_time} 人次不是按期"
    if best is not None and all(one.broken(best) for one in usual) and kept.in_time:
        yield f"{best_name} {best} {unit}，也不合期限（{limit}），却有 {kept.in_time} 人次按期"


def _usual(rules: Sequence[Held]) -> Iterator[Figure]:
    return (figure for rule in rules if (figure := rule.most or rule.least))


@dataclass(frozen=True, kw_only=True)
class _Limit:
    """One limit against a length as a clerk writes it."""

    figure: Figure
    written: str
    is_most: bool

    def broken(self, length: int) -> bool:
        """Whether no day on which it could have begun makes it right."""
        least, most = bounds(self.figure, self.written)
        return length > most if self.is_most else length < least

    def kept(self, length: int) -> bool:
        """Whether every day on which it could have begun makes it right."""
        least, most = bounds(self.figure, self.written)
        return length <= least if self.is_most else length >= most


def bounds(figure: Figure, written: str) -> tuple[Fraction, Fraction]:
    """The least and the most that a limit comes to in the unit in which lengths are written."""
    if figure.unit == written:
        return figure.value, figure.value
    shortest, longest = _months(figure.whole)
    return Fraction(shortest), Fraction(longest)


@cache
def _months(count: int) -> tuple[int, int]:
    """So many months in days, from any day on: four years hold every length."""
    firsts = (date(2024 + number // 12, number % 12 + 1, 1) for number in range(48))
    lengths = [(months_later(day, count) - day).days for day in firsts]
    return min(lengths), max(lengths)
