"""首次提交: from the event to the commit with which git first had it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from gongkai.render.inspection.events import Material
from gongkai.render.matter import Link, link


@dataclass(frozen=True, kw_only=True)
class Entered:
    """A matter with the day on which git first had it."""

    link: Link
    published_on: date
    on: date
    """Of the first commit."""


@dataclass(frozen=True, kw_only=True)
class Commits:
    """How soon what happened in a year was committed."""

    missing: str
    """Why it cannot be said."""
    count: int
    """Matters of which the first commit is known."""
    late: tuple[Entered, ...]
    """Committed only after they had, by their own word, been published; not those that say they were entered late."""


def commits(found: Material, year: int, root: str) -> Commits:
    """From the event to the first commit; a clone that is cut short does not know the first."""
    history = found.brief.world.history
    cut = "仓库不完整（浅克隆）" if history.is_shallow else ""
    timelines = {} if cut else history.timelines
    known = [one for one in found.by_year.get(year, ()) if one.address in timelines]
    late = (
        Entered(link=link(one, found.kinds, root), published_on=one.published_on, on=day)
        for one in known
        if one.published_on and not one.recorded_late and (day := timelines[one.address].first.day) > one.published_on
    )
    return Commits(missing=history.missing or cut, count=len(known), late=tuple(late))
