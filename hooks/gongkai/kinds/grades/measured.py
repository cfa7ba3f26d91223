"""A grading measured against its scheme: each step's score, the totals and levels that follow, what differs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
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
class Difference:
    """A stated figure that is not the computed one."""

    at: str
    what: str
    """`审定总分`."""
    stated: str
    computed: str


@dataclass(frozen=True, kw_only=True)
class Measured:
    """All steps, and what counts in the end: the superior's own figure where there is one."""

    steps: tuple[StepScore, ...]
    total: Decimal | None
    level: str
    differences: tuple[Difference, ...]


def measured(record: Grade, scheme: Scheme) -> Measured:
    """The whole grading."""
    steps = tuple(_step(named, scheme) for named in record.steps)
    total, level = _in_the_end(record, scheme, reversed(steps))
    basis = steps[-1] if record.final else None
    differences = (*(one for step in steps for one in _of_step(step)), *_of_result(record, scheme, basis))
    return Measured(steps=steps, total=total, level=level, differences=differences)


def official(record: Grade, scheme: Scheme) -> tuple[Decimal | None, str]:
    """Total and level that count in the end; steps that do not matter for them are not scored."""
    return _in_the_end(record, scheme, (_step(named, scheme) for named in reversed(record.steps)))


def _in_the_end(record: Grade, scheme: Scheme, steps: Iterator[StepScore]) -> tuple[Decimal | None, str]:
    """The superior's own figures, else what the last step says, else what it gives; `steps` come last first."""
    said = record.result
    given = number(said.total) if said and said.total else None
    if said and given is not None and (said.level or not record.final):
        return given, said.level or scores.level(scheme, given)
    last = next((one for one in steps if one.total is not None), None)
    if last is None:
        return given, (said.level if said else None) or ""
    total = given if given is not None else number(last.step.total) if last.step.total else last.total
    return total, (said.level if said else None) or last.step.level or last.level


def _step(named: Named, scheme: Scheme) -> StepScore:
    step = named.step
    sheet = scores.sheet(scheme, step.items) if step.items is not None else None
    stated = {one.source: number(one.marks) for one in step.totals}
    exact = scores.composed(scheme, sheet.base if sheet else None, stated)
    total = scores.rounded(scheme, exact) if exact is not None else number(step.total) if step.total else None
    level = ""
    if total is not None:
        vetoed = (one.veto for one in step.vetoes)
        level = scores.held_down(scheme, scores.level(scheme, total), vetoed, sheet.zero_category if sheet else "")
    return StepScore(
        field=named.field, title=named.title, step=step, sheet=sheet, exact=exact, total=total, level=level
    )


def _of_step(one: StepScore) -> Iterator[Difference]:
    step = one.step
    if one.total is not None and step.total and number(step.total) != one.total:
        yield _total(f"{one.field}.total", f"{one.title}总分", step.total, one.total)
    if step.level and one.level and step.level != one.level:
        yield Difference(at=f"{one.field}.level", what=f"{one.title}等次", stated=step.level, computed=one.level)


def _of_result(record: Grade, scheme: Scheme, basis: StepScore | None) -> Iterator[Difference]:
    """The document against the final step; without one its level against its own total, and against nothing else."""
    said = record.result
    if said is None:
        return
    if said.total and basis and basis.total is not None and number(said.total) != basis.total:
        yield _total("result.total", "结果总分", said.total, basis.total)
    level = basis.level if basis else scores.level(scheme, number(said.total)) if said.total else ""
    if said.level and level and said.level != level:
        yield Difference(at="result.level", what="结果等次", stated=said.level, computed=level)


def _total(at: str, what: str, stated: str, computed: Decimal) -> Difference:
    return Difference(at=at, what=what, stated=f"{stated} 分", computed=f"{scores.words(computed)} 分")
