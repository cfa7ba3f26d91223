"""The commits by their places: which is the last of a day, and from when on a matter was there to be read."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from gongkai.history.lines import Lines
from gongkai.history.versions import Commit

_DAY = timedelta(days=1)


@dataclass
class Places:
    """Asked for the same commits again and again; lives only while the history is read."""

    commits: Sequence[Commit]
    """All of them in order, parents first; what is not committed comes last."""
    lines: Lines
    since: date | None
    """Before it nothing is looked at (`history.since`)."""

    def leads(self, older: int, newer: int) -> bool:
        """Whether the newer one came from the older, or is it."""
        return self.lines.leads_to(self.commits[older], self.commits[newer])

    def last(self, day: date) -> int:
        """The last commit of a day, or before it, on whatever line; the first of all where there is none."""
        return max(bisect_right(self._days, day) - 1, 0)

    def until(self, day: date, place: int) -> int:
        """The same of those that came from one; else that one."""
        later = range(bisect_right(self._days, day) - 1, place, -1)
        return next((at for at in later if self.leads(place, at)), place)

    def public(self, approved: Commit, published: date) -> int:
        """With which a matter was there to be read: its approval, or the last one before the day, if that is later."""
        return self.until(published - _DAY, approved.place)

    @cached_property
    def first(self) -> int:
        """The last one of which nothing is asked but what it left."""
        return self.last(self.since - _DAY) if self.since else 0

    @cached_property
    def _days(self) -> list[date]:
        """Of what is committed."""
        return [commit.day for commit in self.commits[:-1]]
