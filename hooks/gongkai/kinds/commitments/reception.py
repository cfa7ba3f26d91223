"""评诺 in totals: how ratings and polls came out, without saying whose they are.

Everybody may see these; so a total over fewer than `FEWEST` persons is not told, nor one that is still growing, for
the difference of two editions would be one person's rating.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, get_args

from gongkai.kinds.commitments.model import Half, Level, Poll, Promise, Rating

FEWEST: Final = 5
"""Persons in a group below which no counts are told (docs/decisions/0011)."""
TOO_FEW: Final = "人数较少，不分项公布"
UNFINISHED: Final = "还没有评完"
LEVELS: Final = tuple(level for level in get_args(Level) if level != "未参评")
ANSWERS: Final = ("满意", "基本满意", "不满意", "不了解")
_RATERS: Final = ("自评", "党小组评议", "支部评定")


@dataclass(frozen=True, kw_only=True)
class Total:
    """One line: a heading, and counts or the word why there are none."""

    title: str
    """`上半年支部评定`."""
    counts: tuple[int, ...]
    """In the order of the columns; empty where they are not told."""
    word: str
    """`共 15 人`, or why there are no counts."""


@dataclass(frozen=True, kw_only=True)
class Reception:
    """Totals over persons, and the results of promises of the branch and its groups, which concern no person."""

    persons: tuple[Total, ...]
    """Levels of `LEVELS`."""
    persons_poll: Total | None
    """Ballots over all persons, in the order of `ANSWERS`."""
    bodies: tuple[tuple[str, str, str, str], ...]
    """Who, half, rater, level: of the promises of the branch and its groups."""
    body_polls: tuple[Total, ...]
    """One for each body that was polled."""
    halves: frozenset[str]
    """Those in which anybody was rated."""
    polled: bool
    levels: tuple[str, ...] = LEVELS
    answers: tuple[str, ...] = ANSWERS

    @property
    def any(self) -> bool:
        return bool(self.halves) or self.polled

    def asked(self, year: int) -> Iterator[tuple[str, date, bool]]:
        """What a year's commitments should be put to, after which day, and whether that was done."""
        for half, last in zip(get_args(Half), (date(year, 6, 30), date(year, 12, 31)), strict=True):
            yield f"{half}评议", last, half in self.halves
        yield "年底测评", date(year, 12, 31), self.polled

    @property
    def polls(self) -> tuple[Total, ...]:
        return (*self.body_polls, *((self.persons_poll,) if self.persons_poll else ()))


def reception(of_persons: Sequence[Promise], of_bodies: Sequence[Promise], as_of: date) -> Reception:
    """The totals of one record's promises; ratings and polls dated after the as-of date count for nothing."""
    persons = [_until(promise, as_of) for promise in of_persons]
    bodies = [_until(promise, as_of) for promise in of_bodies]
    promises = (*persons, *bodies)
    return Reception(
        persons=tuple(_totals(persons)),
        persons_poll=_persons_poll(persons),
        bodies=tuple((one.who, *line) for one in bodies for rating in one.ratings for line in _lines(rating)),
        body_polls=tuple(_body_poll(one.who, one.poll) for one in bodies if one.poll and one.poll.voters),
        halves=frozenset(rating.half for promise in promises for rating in promise.ratings),
        polled=any(promise.poll for promise in promises),
    )


def _until(promise: Promise, as_of: date) -> Promise:
    ratings = tuple(rating for rating in promise.ratings if rating.on <= as_of)
    poll = promise.poll if promise.poll and promise.poll.on <= as_of else None
    return promise.model_copy(update={"ratings": ratings, "poll": poll})


def _levels(rating: Rating) -> tuple[Level | None, ...]:
    return rating.own, rating.group, rating.branch


def _lines(rating: Rating) -> Iterator[tuple[str, str, str]]:
    yield from ((rating.half, rater, level) for rater, level in zip(_RATERS, _levels(rating), strict=True) if level)


def _totals(persons: Sequence[Promise]) -> Iterator[Total]:
    """One for each half and rater of which anybody was rated."""
    for half in get_args(Half):
        ratings = [rating for promise in persons for rating in promise.ratings if rating.half == half]
        for place, rater in enumerate(_RATERS):
            given = [level for rating in ratings if (level := _levels(rating)[place])]
            if given:
                yield _total(f"{half}{rater}", given, len(persons))


def _total(title: str, given: Sequence[Level], persons: int) -> Total:
    rated = Counter(level for level in given if level != "未参评")
    if rated.total() < FEWEST:
        return Total(title=title, counts=(), word=TOO_FEW)
    if len(given) < persons:
        return Total(title=title, counts=(), word=UNFINISHED)
    return Total(title=title, counts=tuple(rated[level] for level in LEVELS), word=f"共 {rated.total()} 人")


def _persons_poll(persons: Sequence[Promise]) -> Total | None:
    """Of all persons together; few voters are as easily singled out as few who are voted on."""
    polls = [promise.poll for promise in persons if promise.poll]
    held = [poll for poll in polls if poll.voters]
    if not held:
        return None
    title = "党员合计"
    if len(held) < FEWEST or min(poll.voters for poll in held) < FEWEST:
        return Total(title=title, counts=(), word=TOO_FEW)
    if len(polls) < len(persons):
        return Total(title=title, counts=(), word=UNFINISHED)
    counts = tuple(sum(column) for column in zip(*(_ballots(poll) for poll in held), strict=True))
    return Total(title=title, counts=counts, word=f"{len(held)} 人，{sum(poll.voters for poll in held)} 票")


def _body_poll(who: str, poll: Poll) -> Total:
    if poll.voters < FEWEST:
        return Total(title=who, counts=(), word=TOO_FEW)
    return Total(title=who, counts=_ballots(poll), word=f"{poll.voters} 票")


def _ballots(poll: Poll) -> tuple[int, ...]:
    return poll.satisfied, poll.mostly, poll.dissatisfied, poll.unsure
