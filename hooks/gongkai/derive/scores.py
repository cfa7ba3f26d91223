"""Scores by a scheme, exact: what is lost and gained, the total of weighted sources, rounded once, and its level."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Protocol

from gongkai.load.fields import number
from gongkai.load.scheme import Bonus, Item, Scheme

ZERO = Decimal(0)


class Mark(Protocol):
    """What is written of one item: one of the five; what is not written is None or False."""

    @property
    def item(self) -> str: ...
    @property
    def times(self) -> int | None: ...
    @property
    def lost(self) -> str | None: ...
    @property
    def gained(self) -> str | None: ...
    @property
    def not_applicable(self) -> bool: ...
    @property
    def zero(self) -> bool: ...


@dataclass(frozen=True, kw_only=True)
class CategoryScore:
    """One category: full marks of the items that apply, and what was lost of them."""

    name: str
    full: Decimal
    lost: Decimal

    @property
    def earned(self) -> Decimal:
        return self.full - self.lost


@dataclass(frozen=True, kw_only=True)
class SheetScore:
    """The sheet of items: categories in the order of the scheme, bonus after its caps, and what they give together."""

    categories: tuple[CategoryScore, ...]
    not_applicable: Decimal
    """Full marks of the items that do not apply."""
    bonus: Decimal
    base: Fraction | None
    """Scaled to the scheme's full marks, bonus added; None where no item applies."""

    @property
    def earned(self) -> Decimal:
        return sum((one.earned for one in self.categories), ZERO)

    @property
    def full(self) -> Decimal:
        return sum((one.full for one in self.categories), ZERO)

    @property
    def zero_category(self) -> str:
        """The first category that came out at zero; empty where there is none."""
        return next((one.name for one in self.categories if one.full and not one.earned), "")


def taken(item: Item, written: Iterable[Mark]) -> Iterator[Decimal]:
    """What each of the marks of one item takes, in their order; together never more than the item has.

    Occurrences stop at the item's floor, all of them together; what is written as lost, or as zero, may go below it.
    """
    left = number(item.marks)
    each, floor = (number(item.deduct.each), number(item.deduct.floor)) if item.deduct else (ZERO, ZERO)
    room = max(left - floor, ZERO)
    for mark in written:
        if mark.zero:
            takes = left
        elif mark.lost is not None:
            takes = min(number(mark.lost), left)
        else:
            often = min(each * (mark.times or 0), room)
            room -= often
            takes = min(often, left)
        left -= takes
        yield takes


def gained_by(bonus: Bonus, mark: Mark) -> Decimal:
    """What one mark adds, before any cap; once where only the highest of several counts."""
    if mark.gained is not None:
        return number(mark.gained)
    if not mark.times or bonus.each is None:
        return ZERO
    return number(bonus.each) * (1 if bonus.highest_only else mark.times)


def sheet(scheme: Scheme, marks: Iterable[Mark]) -> SheetScore:
    """The score of a sheet on which only items that lose, gain or do not apply are written."""
    full = [number(category.marks) for category in scheme.categories]
    lost: dict[str, list[Mark]] = {}
    gained: dict[str, list[Decimal]] = {}
    apart: dict[str, Decimal] = {}
    for mark in marks:
        if placed := scheme.items.get(mark.item):
            if mark.not_applicable:
                apart[mark.item] = number(placed.item.marks)
            else:
                lost.setdefault(mark.item, []).append(mark)
        elif bonus := scheme.bonuses.get(mark.item):
            gained.setdefault(mark.item, []).append(gained_by(bonus, mark))
    away = [ZERO] * len(full)
    for name, written in lost.items():
        if name not in apart:
            place, item = scheme.items[name]
            away[place] += sum(taken(item, written), ZERO)
    for name, amount in apart.items():
        full[scheme.items[name].category] -= amount
    categories = tuple(
        CategoryScore(name=category.name, full=full[place], lost=away[place])
        for place, category in enumerate(scheme.categories)
    )
    bonus_marks = _bonus(scheme, gained)
    base = _base(scheme, sum(full, ZERO), sum(away, ZERO), bonus_marks)
    return SheetScore(categories=categories, not_applicable=sum(apart.values(), ZERO), bonus=bonus_marks, base=base)


def _bonus(scheme: Scheme, gained: Mapping[str, Sequence[Decimal]]) -> Decimal:
    """Each bonus by its own cap, or the highest of it only; then the cap of all together."""
    total = ZERO
    for name, amounts in gained.items():
        rule = scheme.bonuses[name]
        amount = max(amounts) if rule.highest_only else sum(amounts, ZERO)
        total += min(amount, number(rule.cap)) if rule.cap else amount
    return min(total, number(scheme.bonus_cap)) if scheme.bonus_cap else total


def _base(scheme: Scheme, full: Decimal, lost: Decimal, bonus: Decimal) -> Fraction | None:
    """Earned marks of those that apply, scaled to the scheme's full marks; a bonus passes full only where it may."""
    if not full:
        return None
    whole = number(scheme.full)
    if full == whole:  # almost always, and decimals add much faster than fractions
        return Fraction(full - lost + bonus if scheme.above_full else min(full - lost + bonus, whole))
    base = Fraction(full - lost) / Fraction(full) * Fraction(whole) + Fraction(bonus)
    return base if scheme.above_full else min(base, Fraction(whole))


def composed(scheme: Scheme, base: Fraction | None, stated: Mapping[str, Decimal]) -> Fraction | None:
    """The sources, each of a hundred, by their weights; without sources the sheet itself. None: a part is not known."""
    if not scheme.sources:
        return base
    total = Fraction(0)
    for source in scheme.sources:
        part = of_hundred(scheme, base) if source.items and base is not None else stated.get(source.name)
        if part is None:
            return None
        total += Fraction(part) * Fraction(number(source.weight)) / 100
    return total


def of_hundred(scheme: Scheme, base: Fraction) -> Fraction:
    """A sheet's base as one of several sources, which are all of a hundred, whatever the sheet's own full marks."""
    full = Fraction(number(scheme.full))
    return base * 100 / full if full else base


def highest(scheme: Scheme) -> Decimal | None:
    """The highest total there can be; None where a bonus may pass full marks."""
    if scheme.above_full:
        return None
    return Decimal(100) if scheme.sources else number(scheme.full)


def rounded(scheme: Scheme, exact: Fraction) -> Decimal:
    """To the scheme's places, once, at the end; exact, for a fraction may have no last decimal."""
    places = int(scheme.rounding.places)
    whole, rest = divmod(exact.numerator * 10**places, exact.denominator)
    up = scheme.rounding.mode == "四舍五入" and rest * 2 >= exact.denominator
    return Decimal(whole + up).scaleb(-places)


def level(scheme: Scheme, total: Decimal) -> str:
    """The highest level whose lower bound the total reaches; the last one has none."""
    for one in scheme.levels:
        if one.at_least is None or total >= number(one.at_least):
            return one.name
    return scheme.levels[-1].name


def held_down(scheme: Scheme, reached: str, vetoed: Iterable[str], zero_category: str) -> str:
    """The level after vetoes and the rule of the empty category: the lowest of all that they say."""
    named = {*vetoed}
    said = [reached, *(one.to or one.not_above for one in scheme.vetoes if one.id in named)]
    if zero_category:
        said.append(scheme.category_zero)
    order = [one.name for one in scheme.levels]
    return max((name for name in said if name in order), key=order.index, default=reached)


def average(scheme: Scheme, totals: Sequence[Decimal]) -> Decimal:
    """The mean of several totals, by the scheme's own rounding."""
    return rounded(scheme, sum((Fraction(one) for one in totals), Fraction(0)) / len(totals))


@lru_cache(maxsize=1 << 12)
def words(amount: Decimal | Fraction) -> str:
    """`92.5`, `88`: exact where at most four decimals do; else about, with two."""
    exact = Fraction(amount)
    scaled = exact * 10_000
    if scaled.denominator == 1:
        text = f"{Decimal(scaled.numerator).scaleb(-4):f}"
        return text.rstrip("0").rstrip(".") if "." in text else text
    cents = Decimal(round(exact * 100)).scaleb(-2)
    return f"约 {cents:f}"
