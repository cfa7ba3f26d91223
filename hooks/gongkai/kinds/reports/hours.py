"""A year's training in sums: what branches state per head, by group; a statement of the whole year counts alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Final, Literal, get_args

from gongkai.derive.head import World
from gongkai.derive.limits import public_by
from gongkai.derive.requirements import Figure, in_force
from gongkai.kinds.reports.model import Report
from gongkai.kinds.reports.parts import Trainee
from gongkai.kinds.reports.requirements import OF_YEAR
from gongkai.load.branch import Branch
from gongkai.load.fields import number

Unit = Literal["学时", "天"]
_FIELDS: Final[tuple[tuple[Unit, str], ...]] = (("学时", "hours"), ("天", "days"))


@dataclass(frozen=True, kw_only=True)
class Stated:
    """What one record says of one group."""

    record: Report
    group: int
    """Its place in the record's list."""
    amount: Decimal


@dataclass(frozen=True, kw_only=True)
class YearSum:
    """One group in one year and one unit."""

    year: int
    who: Trainee
    unit: Unit
    counted: tuple[Stated, ...]
    """What is added up, the oldest first; a single one where the whole year was stated."""
    whole: bool
    figure: Figure | None
    """What it is held against; None where it does not bind this branch, or not this year."""
    closed: bool
    """The year is over, and so is the time in which its records may still be published."""

    @property
    def amount(self) -> Decimal:
        return sum((one.amount for one in self.counted), Decimal(0))

    @property
    def short(self) -> bool:
        """Whether it lacks something, which is said only of a year that is over."""
        return self.figure is not None and self.closed and Fraction(self.amount) < self.figure.value

    @property
    def words(self) -> str:
        """`28.5 学时`."""
        return f"{self.amount:f} {self.unit}"

    @property
    def way(self) -> str:
        """What was counted."""
        return "全年合计" if self.whole else f"{len(self.counted)} 份单次培训相加"

    @property
    def stands(self) -> str:
        """Against what is asked."""
        if self.figure is None:
            return "不对照"
        if Fraction(self.amount) >= self.figure.value:
            return "达到"
        return "没有达到" if self.closed else "年度还没有结束"


def year_of(record: Report) -> int:
    """The year to which a training belongs."""
    training = record.training
    day = (training.last or training.first) if training else None
    if day and training and training.sort == "单次":
        return day.year
    return record.covers.last.year if record.covers else record.made_on.year


def sums(records: Iterable[Report], world: World) -> tuple[YearSum, ...]:
    """Newest year first, then in the order of the form; only of groups of whom something is asked by the year."""
    found: dict[tuple[int, Trainee, Unit], list[Stated]] = {}
    for record in sorted(records, key=lambda one: (one.made_on, one.address)):
        for who, unit, stated in _stated(record):
            found.setdefault((year_of(record), who, unit), []).append(stated)
    order = {who: place for place, who in enumerate(get_args(Trainee))}
    keys = sorted(found, key=lambda key: (-key[0], order[key[1]], key[2]))
    closed = {year: is_closed(year, world) for year, _, _ in keys}
    return tuple(_sum(key, found[key], world.register.branch, closed[key[0]]) for key in keys)


def _stated(record: Report) -> Iterator[tuple[Trainee, Unit, Stated]]:
    for place, group in enumerate(record.training.groups) if record.training else ():
        for unit, field in _FIELDS:
            if (group.who, unit) in OF_YEAR and (written := getattr(group, field)):
                yield group.who, unit, Stated(record=record, group=place, amount=number(written))


def _sum(key: tuple[int, Trainee, Unit], stated: list[Stated], branch: Branch, closed: bool) -> YearSum:
    """The last statement of the whole year takes the place of all else."""
    year, who, unit = key
    begins = date(year, 1, 1)
    whole = [one for one in stated if one.record.training and one.record.training.sort == "全年"]
    return YearSum(
        year=year,
        who=who,
        unit=unit,
        counted=tuple(whole[-1:] or stated),
        whole=bool(whole),
        figure=in_force(OF_YEAR[who, unit], begins, branch) if branch.since <= begins else None,
        closed=closed,
    )


def is_closed(year: int, world: World) -> bool:
    """As frequencies of meetings wait for their records, so do sums of a year."""
    item = world.register.catalogue.item("reports", None, "教育培训")
    return public_by(item, date(year, 12, 31), world.register.branch, world.calendar) < world.as_of
