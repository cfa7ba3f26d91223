"""Opinions of the year in counts: by channel, and how they stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, get_args

from gongkai.derive.head import World
from gongkai.kinds.opinions.facts import OpinionFacts, State
from gongkai.kinds.opinions.model import Channel, Opinion, Satisfied

STATES: Final[tuple[State, ...]] = get_args(State)


@dataclass(frozen=True, kw_only=True)
class ChannelRow:
    """One channel: how many came through it, and how many of them stand in each of `STATES`."""

    channel: str
    counts: tuple[int, ...]

    @property
    def total(self) -> int:
        return sum(self.counts)


@dataclass(frozen=True, kw_only=True)
class Counts:
    """What came in through the channels that were used; nothing of whom it came from."""

    rows: tuple[ChannelRow, ...]
    states: tuple[State, ...]
    satisfied: tuple[tuple[str, int], ...]
    """How those who were asked found the answer, in the order of the form."""

    @property
    def total(self) -> int:
        return sum(row.total for row in self.rows)

    @property
    def sums(self) -> tuple[int, ...]:
        """Of each state, over all channels."""
        return tuple(sum(column) for column in zip(*(row.counts for row in self.rows), strict=True))

    @property
    def answered(self) -> int:
        return self._in("已答复", "逾期答复")

    @property
    def late(self) -> int:
        """Answered late, or not at all though the limit is over."""
        return self._in("逾期未答复", "逾期答复")

    def _in(self, *states: State) -> int:
        return sum(count for state, count in zip(self.states, self.sums, strict=False) if state in states)


@dataclass(frozen=True, kw_only=True)
class Year:
    """The counts of the as-of date's year."""

    year: int
    counts: Counts


def counted(records: Sequence[tuple[Opinion, OpinionFacts]]) -> Counts:
    """These opinions."""
    found = Counter((record.channel, facts.state) for record, facts in records)
    rows = (
        ChannelRow(channel=channel, counts=tuple(found[channel, state] for state in STATES))
        for channel in get_args(Channel)
    )
    said = Counter(record.feedback.satisfied for record, _ in records if record.feedback)
    return Counts(
        rows=tuple(row for row in rows if row.total),
        states=STATES,
        satisfied=tuple((words, said[words]) for words in get_args(Satisfied) if said[words]),
    )


def summary(records: Sequence[tuple[Opinion, OpinionFacts]], world: World) -> Year:
    """Of the public ones that came in this year, from what the readers of the site may see."""
    year = world.as_of.year
    public = [row for row in records if row[1].head.state == "公开" and row[0].received_on.year == year]
    return Year(year=year, counts=counted(public))
