"""What follows from a grading: scores, level, how its rectifications stand, the year's quarters."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from gongkai.derive import rectification, scores
from gongkai.derive.head import Facts, HeadFacts, World
from gongkai.derive.limits import due
from gongkai.derive.rectification import RectificationState
from gongkai.derive.requirements import Figure, in_force
from gongkai.kinds.grades import tables, year
from gongkai.kinds.grades.consequences import Following, following
from gongkai.kinds.grades.differences import Difference, differences
from gongkai.kinds.grades.index import other_unit
from gongkai.kinds.grades.measured import Measured, StepScore, measured
from gongkai.kinds.grades.model import Grade, Objected
from gongkai.kinds.grades.ranking import Placed, Ranking, ranking
from gongkai.kinds.grades.requirements import OBJECTED
from gongkai.kinds.grades.year import YearSoFar
from gongkai.load.fields import PartName, part_name
from gongkai.load.scheme import Scheme


@dataclass(frozen=True, kw_only=True)
class AnswerFacts:
    """By when an objection should be answered, and whether that day passed without an answer."""

    limit: Figure
    due: date
    late: bool


@dataclass(frozen=True, kw_only=True)
class GradeFacts(Facts):
    """Everything a page of a grading shows that nobody wrote."""

    scheme: Scheme | None
    """None where the record names one that does not exist, which is a fault."""
    unit: str
    own: bool
    """Whether it is the branch's own, by whatever of its names."""
    steps: tuple[StepScore, ...]
    total: Decimal | None
    """What counts in the end: the superior's figure, else the last step's."""
    level: str
    differences: tuple[Difference, ...]
    rectifications: tuple[RectificationState, ...]
    """One for each."""
    answers: tuple[AnswerFacts, ...]
    """One for each objection."""
    aims: tuple[PartName, ...]
    """The targets of plans that were looked at."""
    year: YearSoFar | None
    """None where there is no other quarter to set beside this one."""
    ranking: Ranking | None
    """The one in which it has a place; None also where not all who may read this may know of all of it."""
    placed: Placed | None
    consequences: tuple[Following, ...]
    """What by the scheme follows from the result."""

    @property
    def total_words(self) -> str:
        """`97.5 分`; empty where there is no total."""
        return "" if self.total is None else f"{scores.words(self.total)} 分"

    @property
    def rank_words(self) -> str:
        """`12 个单位中第 3 名`; empty where there is no place, or not yet."""
        placed = self.placed
        if self.ranking is None or placed is None or placed.place is None:
            return ""
        tied = sum(one.place == placed.place for one in self.ranking.placed) > 1
        return f"{len(self.ranking.placed)} 个单位中{'并列' if tied else ''}第 {placed.place} 名"

    # What follows is made anew each time: kept for every grading, it would take more memory than the gradings.

    @property
    def table(self) -> tables.Categories | None:
        """Full marks and scores by category; None where the steps give totals alone."""
        return tables.categories(self.scheme, self.steps) if self.scheme else None

    @property
    def marks(self) -> tuple[tables.MarkRow, ...]:
        """The items that lose, gain or do not apply, over all steps."""
        return tables.marks(self.scheme, self.steps) if self.scheme else ()

    @property
    def composition(self) -> tuple[tables.Part, ...]:
        """How the last step's total is made of its sources, and what it counts in a larger score."""
        return tables.composition(self.scheme, self.steps, self.total) if self.scheme else ()

    @property
    def vetoes(self) -> tuple[str, ...]:
        """What overrode the level in the last step, each a sentence."""
        return tables.vetoes(self.scheme, self.steps) if self.scheme else ()


def facts(record: Grade, head: HeadFacts, world: World) -> GradeFacts:
    """What follows from a grading."""
    scheme = world.register.schemes.get(record.scheme)
    seen = measured(record, scheme) if scheme else Measured(steps=(), total=None, level="")
    span = record.covers.text if record.covers else ""
    other = other_unit(record, world.register.branch)
    so_far = year.so_far(record, head, world, (seen.total, seen.level)) if scheme else None
    ranked = _ranking(record, head, world)
    return GradeFacts(
        head=head,
        short=f"{span} {seen.level or '考核'}".strip(),
        scheme=scheme,
        unit=record.unit if record.unit and other else world.register.branch.short_name,
        own=not other,
        steps=seen.steps,
        total=seen.total,
        level=seen.level,
        differences=tuple(differences(record, scheme, seen.steps, so_far)) if scheme else (),
        rectifications=tuple(rectification.state(one, world.as_of) for one in record.rectifications),
        answers=tuple(_answer(one, world) for one in record.objections),
        aims=tuple(part_name(name) for name in record.targets),
        year=so_far,
        ranking=ranked,
        placed=ranked.of(record) if ranked else None,
        consequences=tuple(following(record, head, world, (seen.level, so_far))),
        gaps=(*_gaps(record, scheme, so_far), *_unranked(ranked)),
    )


def _ranking(record: Grade, head: HeadFacts, world: World) -> Ranking | None:
    """The one in which it counts, where all who may see the record may know of all of it."""
    own = ranking(record, world)
    return own if own and own.of(record) and own.open_to(world.register.branch, head.audiences) else None


def _unranked(own: Ranking | None) -> Iterator[str]:
    """Who is missing in the ranking."""
    if own and own.missing:
        yield f"{own.title}：还没有{'、'.join(own.missing)}的考核结果"


def _answer(one: Objected, world: World) -> AnswerFacts:
    limit = in_force(OBJECTED, one.on, world.register.branch) or OBJECTED
    last = due(limit, one.on, world.calendar)
    return AnswerFacts(limit=limit, due=last, late=(one.answered_on or world.as_of) > last)


def _waiting(record: Grade, *, is_ours: bool) -> Iterator[str]:
    """The next step; `is_ours`: the branch itself grades, so that no superior is waited for, nor a document of his."""
    if record.final:
        yield from () if is_ours else ("考核结果文件：还没有",)
    elif is_ours:
        yield "审定：还没有结果"
    else:
        yield "上级审定：还没有结果" if record.check else "上级检查、上级审定：还没有结果"


def _gaps(record: Grade, scheme: Scheme | None, so_far: YearSoFar | None) -> Iterator[str]:
    """What is still to come: the next step, the document, the quarters before."""
    yield from _waiting(record, is_ours=bool(scheme and scheme.ranked)) if record.result is None else ()
    if so_far:
        yield from (f"{name}的考核：没有向同样的读者公开的记录" for name in so_far.missing)
    if so_far and so_far.mixed:
        yield f"{so_far.year}年各季平均：各季度按几份细则考核（{'、'.join(so_far.mixed)}），没有算"
