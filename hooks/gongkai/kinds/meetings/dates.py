"""When it was held, and by when its actions are due."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.derive.dates import Occasion, due
from gongkai.kinds.meetings.facts import MeetingFacts, days_held
from gongkai.kinds.meetings.model import Meeting

OPEN = frozenset({"进行中", "已逾期"})


def dates(record: Meeting, facts: MeetingFacts) -> Iterator[Occasion]:
    """One for the meeting, or for each day on which groups met; those have no time of their own."""
    what = "、".join(record.types)
    if not record.sessions:
        starts, ends = record.starts or "", record.ends or ""
        yield Occasion(key="held", on=record.held_on, what=what, starts=starts, ends=ends, place=record.place)
    for day in days_held(record) if record.sessions else ():
        groups = tuple(session.group for session in record.sessions if session.held_on == day)
        yield Occasion(key=f"held-{day}", on=day, what=what, lines=groups)
    told = zip(record.actions, facts.actions, strict=True)
    yield from due("落实时限", ((action.due, action.what) for action, state in told if state in OPEN))
