"""A grading measured by its scheme: each step's score, and the total and level that count in the end."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from gongkai.derive import scores
from gongkai.derive.scores import SheetScore
from gongkai.kinds.grades.model import Grade, Named, Step
from gongkai.load.fields import number
from gongkai.load.scheme import Scheme


@dataclass(frozen=True, kw_only=True)
class StepScore:
    """One step. `total` and `level` are computed; where only a total was given it stands for the computed one."""

    field: str
    """`own`, `check` or `final`."""
    title: str
    step: Step
    sheet: SheetScore | None
    """None where the step gives totals alone."""
    exact: Fraction | None
    """Before rounding; None where it does not follow from what is written."""
    total: Decimal | None
    level: str

    @property
    def stated(self) -> Decimal | None:
        """The total that is written."""
        return number(self.step.total) if self.step.total else None

    @property
    def zero_category(self) -> str:
        """The first category that came out at zero; empty where there is none."""
        return self.sheet.zero_category if self.sheet else ""

    @property
    def given(self) -> bool:
        """Whether the total is only given, so that nobody can recompute it."""
        return self.exact is None and self.total is not None

    @property
    def words(self) -> str:
        """`97.5`; one that was only given says so, and so does one to which other sources are still to come."""
        if self.total is None:
            return f"项目得分 {scores.words(self.sheet.base)}" if self.sheet and self.sheet.base is not None else "—"
        return f"{scores.words(self.total)}（只给总分）" if self.given else scores.words(self.total)


@dataclass(frozen=True, kw_only=True)
class Measured:
    """All steps, and what counts in the end: the superior's own figure where there is one."""

    steps: tuple[StepScore, ...]
    total: Decimal | None
    level: str


def measured(record: Grade, scheme: Scheme) -> Measured:
    """The whole grading."""
    steps = tuple(_step(named, scheme) for named in record.steps)
    total, level = _in_the_end(record, scheme, reversed(steps))
    return Measured(steps=steps, total=total, level=level)


def official(record: Grade, scheme: Scheme) -> tuple[Decimal | None, str]:
    """Total and level that count in the end; steps that do not matter for them are not scored."""
    return _in_the_end(record, scheme, (_step(named, scheme) for named in reversed(record.steps)))


def is_done(record: Grade) -> bool:
    """Whether those who grade have spoken: a self-assessment alone is no result."""
    said = record.result
    return bool(record.final or (said and (said.total or said.level or said.rank)))


def _in_the_end(record: Grade, scheme: Scheme, steps: Iterator[StepScore]) -> tuple[Decimal | None, str]:
    """The superior's own figures, else what the last step says, else what it gives; `steps` come last first.

    A level goes with its own total: one stated beside another total does not count.
    """
    said = record.result
    given = number(said.total) if said and said.total else None
    if said and said.level and (given is not None or not record.steps):
        return given, said.level
    last = next(steps, None)
    counted = last if last and last.total is not None else next((one for one in steps if one.total is not None), None)
    own = counted.stated if counted and counted.stated is not None else counted.total if counted else None
    total = own if given is None else given
    if said and said.level:
        return total, said.level
    if counted and counted.step.level and total == own:
        return total, counted.step.level
    return total, "" if total is None else level_of(scheme, total, last)


def level_of(scheme: Scheme, total: Decimal, step: StepScore | None) -> str:
    """What the total reaches, held down by what the step says of vetoes and of an empty category."""
    reached = scores.level(scheme, total)
    if step is None:
        return reached
    return scores.held_down(scheme, reached, (one.veto for one in step.step.vetoes), step.zero_category)


def _step(named: Named, scheme: Scheme) -> StepScore:
    step = named.step
    sheet = scores.sheet(scheme, step.items) if step.items is not None else None
    sources = {one.source: number(one.marks) for one in step.totals}
    exact = scores.composed(scheme, sheet.base if sheet else None, sources)
    stated = number(step.total) if step.total else None
    total = stated if exact is None else scores.rounded(scheme, exact)
    if exact is not None and stated is not None and Fraction(stated) == exact != total:
        total = stated  # before rounding it is as right as after
    one = StepScore(field=named.field, title=named.title, step=step, sheet=sheet, exact=exact, total=total, level="")
    return one if total is None else replace(one, level=level_of(scheme, total, one))
