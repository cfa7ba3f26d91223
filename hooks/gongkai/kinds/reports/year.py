"""What home and the kind's list say of all reports: training in sums, posts as they are, regulations in force."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import get_args

from gongkai.derive.head import World
from gongkai.kinds.reports.facts import ReportFacts
from gongkai.kinds.reports.hours import YearSum, sums
from gongkai.kinds.reports.model import Report, ReportType
from gongkai.kinds.reports.parts import PostSort


@dataclass(frozen=True, kw_only=True)
class PostRow:
    """One sort of posts, as the newest record that has any tells of it."""

    sort: PostSort
    posts: int
    persons: int
    record: Report


@dataclass(frozen=True, kw_only=True)
class Year:
    """Of what the readers of a site may see."""

    year: int
    counts: tuple[tuple[ReportType, int], ...]
    """Of this year, in the order of the form; only types that there are."""
    hours: tuple[YearSum, ...]
    posts: tuple[PostRow, ...]
    regulations: tuple[tuple[Report, ReportFacts], ...]
    """In force or still to come, the newest first."""

    @property
    def total(self) -> int:
        return sum(count for _, count in self.counts)

    @property
    def this_year(self) -> tuple[YearSum, ...]:
        """The sums of this year that are held against a figure."""
        return tuple(one for one in self.hours if one.year == self.year and one.figure)


def summary(records: Sequence[tuple[Report, ReportFacts]], world: World) -> Year:
    """Public ones; a report counts for the year in which it was made."""
    public = [row for row in records if row[1].head.state == "公开"]
    year = world.as_of.year
    return Year(
        year=year,
        counts=counted([record for record, _ in public if record.made_on.year == year]),
        hours=sums((record for record, _ in public), world),
        posts=_posts([record for record, _ in public]),
        regulations=tuple(row for row in public if row[1].stands in ("现行", "尚未施行")),
    )


def counted(records: Sequence[Report]) -> tuple[tuple[ReportType, int], ...]:
    """How many of each type."""
    found = Counter(record.type for record in records)
    return tuple((each, found[each]) for each in get_args(ReportType) if found[each])


def _posts(records: Sequence[Report]) -> tuple[PostRow, ...]:
    newest = sorted(records, key=lambda one: (one.made_on, one.address), reverse=True)
    rows = []
    for each in get_args(PostSort):
        record = next((one for one in newest if any(post.sort == each for post in one.posts)), None)
        if record:
            posts = [post for post in record.posts if post.sort == each]
            rows.append(PostRow(sort=each, posts=len(posts), persons=sum(one.count for one in posts), record=record))
    return tuple(rows)
