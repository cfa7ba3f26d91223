"""What follows from an opinion: by when it had to be passed on and answered, and how it stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from gongkai.derive import limits
from gongkai.derive.head import Facts, HeadFacts, World
from gongkai.derive.requirements import Figure, in_force
from gongkai.kinds.opinions.model import Opinion
from gongkai.kinds.opinions.requirements import ANSWERED, FORWARDED

State = Literal["待转办", "办理中", "逾期未答复", "已答复", "逾期答复"]


@dataclass(frozen=True, kw_only=True)
class OpinionFacts(Facts):
    """What a page of an opinion shows that nobody wrote."""

    state: State
    forward: Figure | None
    """None where nobody has set within how many days it is passed on."""
    forward_due: date | None
    forwarded_late: bool
    """Passed on after the limit, or not yet though it is over."""
    answer: Figure
    answer_due: date
    """As it was put off, if it was."""
    answered_late: bool
    """Answered after the limit."""
    overdue: bool
    """Not answered, and the limit is over."""

    @property
    def status(self) -> str:
        return self.state if self.head.state == "公开" else self.head.state


def facts(record: Opinion, head: HeadFacts, world: World) -> OpinionFacts:
    """What follows from an opinion."""
    branch, as_of = world.register.branch, world.as_of
    forward = in_force(FORWARDED, record.received_on, branch)
    answer = in_force(ANSWERED, record.received_on, branch) or ANSWERED
    forward_due = _due(forward, record, world) if forward else None
    answer_due = record.extended.to if record.extended else _due(answer, record, world)
    answered = record.answered.on if record.answered and record.answered.on <= as_of else None
    # Who answers at once needs not pass anything on.
    passed_on = min((part.on for part in (record.forwarded, record.answered) if part), default=None)
    overdue = answered is None and answer_due < as_of
    return OpinionFacts(
        head=head,
        short=record.type,
        state=_state(record, answered, answer_due, as_of),
        forward=forward,
        forward_due=forward_due,
        forwarded_late=forward_due is not None and (passed_on or as_of) > forward_due,
        answer=answer,
        answer_due=answer_due,
        answered_late=answered is not None and answered > answer_due,
        overdue=overdue,
        gaps=() if answered else ("答复：还没有",),
    )


def _due(limit: Figure, record: Opinion, world: World) -> date:
    return limits.due(limit, record.received_on, world.calendar)


def _state(record: Opinion, answered: date | None, due: date, as_of: date) -> State:
    if answered:
        return "逾期答复" if answered > due else "已答复"
    if due < as_of:
        return "逾期未答复"
    return "办理中" if record.forwarded and record.forwarded.on <= as_of else "待转办"
