"""Where a stated figure is not the one that follows from the scheme; one slip gives one difference, not its echoes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from gongkai.derive import scores
from gongkai.kinds.grades import entries
from gongkai.kinds.grades.measured import StepScore, level_of
from gongkai.kinds.grades.model import Grade
from gongkai.kinds.grades.year import YearSoFar
from gongkai.load.fields import number
from gongkai.load.scheme import Scheme


@dataclass(frozen=True, kw_only=True)
class Difference:
    """A stated figure that is not the computed one."""

    at: str
    what: str
    """`审定总分`."""
    stated: str
    computed: str


def differences(
    record: Grade, scheme: Scheme, steps: Sequence[StepScore], year: YearSoFar | None
) -> Iterator[Difference]:
    """Of every step whose entries make sense, and of the result."""
    broken = entries.broken(record, scheme)
    for one in steps:
        if one.field not in broken:
            yield from _of_sources(scheme, one)
            yield from _of_quarters(scheme, one, year)
            yield from _of_step(scheme, one)
    if not (record.final and "final" in broken):
        yield from _of_result(record, scheme, steps)


def _of_sources(scheme: Scheme, one: StepScore) -> Iterator[Difference]:
    """The marks of the source that the items make, where they are written although the items are."""
    if one.sheet is None or one.sheet.base is None:
        return
    made, ours = scores.of_hundred(scheme, one.sheet.base), {source.name for source in scheme.sources if source.items}
    for place, part in enumerate(one.step.totals):
        if part.source in ours and not _agrees(scheme, made, number(part.marks)):
            at = f"{one.field}.totals.{place}.marks"
            yield _total(at, f"{one.title}{part.source}得分", part.marks, scores.words(made))


def _of_quarters(scheme: Scheme, one: StepScore, year: YearSoFar | None) -> Iterator[Difference]:
    """The marks of the source that the quarters make, held against the average of all four where there are four."""
    by = year.scheme if year else None
    ours = {source.name for source in scheme.sources if by and source.quarters == by.name}
    made = year.exact if year and ours else None
    if by is None or made is None:
        return
    average = scores.words(scores.rounded(by, made))
    for place, part in enumerate(one.step.totals):
        if part.source in ours and not _agrees(by, made, number(part.marks)):
            yield _total(f"{one.field}.totals.{place}.marks", f"{one.title}{part.source}得分", part.marks, average)


def _of_step(scheme: Scheme, one: StepScore) -> Iterator[Difference]:
    """Its total, unless that follows from marks of a source which differ already; its level by any of its totals."""
    step, by_sources = one.step, _by_stated_sources(scheme, one)
    if one.stated is not None and one.total is not None and one.stated != one.total:
        if by_sources is None or not _agrees(scheme, by_sources, one.stated):
            yield _total(f"{one.field}.total", f"{one.title}总分", step.total or "", scores.words(one.total))
    elif one.given:
        yield from _too_high(scheme, one.stated, f"{one.field}.total", f"{one.title}总分")
    totals = {*_totals(scheme, one), *([scores.rounded(scheme, by_sources)] if by_sources is not None else [])}
    claim = Difference(at=f"{one.field}.level", what=f"{one.title}等次", stated=step.level or "", computed="")
    yield from _level(scheme, claim, one, totals)


def _by_stated_sources(scheme: Scheme, one: StepScore) -> Fraction | None:
    """What the sources give as they are written, the items aside; None without sources or where one is missing."""
    written = {part.source: number(part.marks) for part in one.step.totals}
    return scores.composed(scheme, None, written) if scheme.sources else None


def _of_result(record: Grade, scheme: Scheme, steps: Sequence[StepScore]) -> Iterator[Difference]:
    """The document against the final step, which it may repeat word for word; without one only against itself."""
    said, last = record.result, steps[-1] if steps else None
    if said is None:
        return
    stated = number(said.total) if said.total else None
    basis = last if record.final and last and last.total is not None else None
    if basis is None:
        yield from _too_high(scheme, stated, "result.total", "结果总分")
        totals = {stated} if stated is not None else set()
        free = {scores.level(scheme, one) for one in totals}  # a final step may have set the veto aside
    else:
        totals, free = {*_totals(scheme, basis)}, {basis.step.level or ""}
        if stated is not None and stated not in totals and stated != basis.exact:
            yield _total("result.total", "结果总分", said.total or "", scores.words(basis.total or scores.ZERO))
        totals |= {stated} if stated is not None else set()
    if said.level not in free:
        claim = Difference(at="result.level", what="结果等次", stated=said.level or "", computed="")
        yield from _level(scheme, claim, last, totals)


def _totals(scheme: Scheme, one: StepScore) -> Iterator[Decimal]:
    """The totals by which a step's level may rightly be stated: the one that counts, as rounded, as written."""
    yield from (total for total in (one.total, one.stated) if total is not None)
    if one.exact is not None:
        yield scores.rounded(scheme, one.exact)


def _level(scheme: Scheme, claim: Difference, one: StepScore | None, totals: set[Decimal]) -> Iterator[Difference]:
    """A claimed level that none of the totals reaches; one that the scheme does not have is another rule's."""
    reached = {level_of(scheme, total, one): total for total in sorted(totals)}
    if reached and claim.stated not in reached and claim.stated in {level.name for level in scheme.levels}:
        yield replace(claim, computed=one.level if one and one.level in reached else next(iter(reached)))


def _too_high(scheme: Scheme, stated: Decimal | None, at: str, what: str) -> Iterator[Difference]:
    """A total that was only given, and is more than there is to be had."""
    most = scores.highest(scheme)
    if stated is not None and most is not None and stated > most:
        yield Difference(
            at=at, what=what, stated=f"{scores.words(stated)} 分", computed=f"最高 {scores.words(most)} 分"
        )


def _agrees(scheme: Scheme, exact: Fraction, stated: Decimal) -> bool:
    """Whether a stated figure is the exact one or the rounded one."""
    return Fraction(stated) == exact or stated == scores.rounded(scheme, exact)


def _total(at: str, what: str, stated: str, computed: str) -> Difference:
    return Difference(at=at, what=what, stated=f"{stated} 分", computed=f"{computed} 分")
