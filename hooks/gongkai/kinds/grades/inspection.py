"""For inspectors: each grading with its steps and document, what was put right, what followed, and objections."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from gongkai.derive.rectification import RectificationState
from gongkai.kinds import Inspection, Scope, Tally
from gongkai.kinds.grades.facts import AnswerFacts, GradeFacts
from gongkai.kinds.grades.model import FollowUp, Grade, Objected, Rectification


@dataclass(frozen=True, kw_only=True)
class GradeRow:
    """One grading; the steps in words, `—` for one that was not taken."""

    record: Grade
    facts: GradeFacts
    own: str
    check: str
    final: str


@dataclass(frozen=True, kw_only=True)
class RectificationRow:
    """One thing that had to be put right and is not, or was late."""

    address: str
    title: str
    one: Rectification
    state: RectificationState


@dataclass(frozen=True, kw_only=True)
class ObjectionRow:
    """One objection to a result, and by when it had to be answered."""

    address: str
    title: str
    one: Objected
    answer: AnswerFacts

    @property
    def replied(self) -> str:
        """Whether there is an answer, and whether its day had passed."""
        words = "已答复" if self.one.answer or self.one.answered_on else "还没有答复"
        return f"{words}（逾期）" if self.answer.late else words


@dataclass(frozen=True, kw_only=True)
class ConsequenceRow:
    """One grading from which something follows, or because of which something was done."""

    record: Grade
    facts: GradeFacts

    @property
    def done(self) -> tuple[FollowUp, ...]:
        return self.record.follow_up


@dataclass(frozen=True, kw_only=True)
class Seen:
    """All of it, newest grading first."""

    grades: tuple[GradeRow, ...]
    rectifications: tuple[RectificationRow, ...]
    all_rectifications: int
    consequences: tuple[ConsequenceRow, ...]
    objections: tuple[ObjectionRow, ...]


def about(records: Sequence[tuple[Grade, GradeFacts]], scope: Scope) -> Seen:
    """From the records the readers may see."""
    return Seen(
        grades=tuple(_grade(record, facts) for record, facts in records),
        rectifications=tuple(row for record, facts in records for row in _rectifications(record, facts)),
        all_rectifications=sum(len(record.rectifications) for record, _ in records),
        consequences=tuple(
            ConsequenceRow(record=record, facts=facts)
            for record, facts in records
            if facts.consequences or record.follow_up
        ),
        objections=tuple(row for record, facts in records for row in _objections(record, facts)),
    )


def _grade(record: Grade, facts: GradeFacts) -> GradeRow:
    words = {one.field: f"{one.words}（{one.level}）" if one.level else one.words for one in facts.steps}
    own, check, final = (words.get(name, "—") for name in ("own", "check", "final"))
    return GradeRow(record=record, facts=facts, own=own, check=check, final=final)


def _rectifications(record: Grade, facts: GradeFacts) -> Iterator[RectificationRow]:
    for one, state in zip(record.rectifications, facts.rectifications, strict=True):
        if state != "已完成":
            yield RectificationRow(address=record.address, title=record.title, one=one, state=state)


def _objections(record: Grade, facts: GradeFacts) -> Iterator[ObjectionRow]:
    for one, answer in zip(record.objections, facts.answers, strict=True):
        yield ObjectionRow(address=record.address, title=record.title, one=one, answer=answer)


def tallies(seen: Seen) -> tuple[Tally, ...]:
    """How many gradings, what was not put right in time, how many objections."""
    late = len(seen.rectifications)
    undone = sum(not row.done for row in seen.consequences)
    return (
        Tally(anchor="grades", title="考核定级", count=len(seen.grades), unit="次"),
        Tally(
            anchor="rectifications",
            title="整改",
            count=seen.all_rectifications,
            unit="件",
            but=f"{late} 件没有完成或逾期" if late else "",
        ),
        Tally(
            anchor="consequences",
            title="结果运用",
            count=len(seen.consequences),
            unit="次",
            but=f"{undone} 次没有写落实情况" if undone else "",
        ),
        Tally(anchor="objections", title="对考核结果的异议和答复", count=len(seen.objections), unit="件"),
    )


def _day(record: Grade) -> date:
    """The end of what is graded: the result of a year comes in the next one."""
    return record.covers.last if record.covers else record.made_on


INSPECTION = Inspection(about=about, tallies=tallies, day=_day)
