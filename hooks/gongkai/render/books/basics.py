"""支部基本情况 of a year: committee, groups and numbers of members as branch.yaml tells them, each from its day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from gongkai.load.branch import Branch, Group, Strength, Term
from gongkai.load.part import Sees
from gongkai.render.audience import narrowed


@dataclass(frozen=True, kw_only=True)
class Basics:
    """What held on the first day of the year, and what changed until its last one or the as-of date."""

    branch: Branch
    members: tuple[Strength, ...]
    committees: tuple[Term, ...]
    groups: tuple[Group, ...]


def basics(branch: Branch, year: int, as_of: date, sees: Sees) -> Basics:
    """As these readers may see it."""
    first, last = date(year, 1, 1), min(date(year, 12, 31), as_of)
    dated = (*(one.since for one in branch.members), *(one.since for one in branch.committee))
    days = sorted({first, *(day for day in dated if first <= day <= last)})
    members = dict.fromkeys(one for day in days if (one := branch.strength_on(day)))
    committees = dict.fromkeys(term for day in days if (term := branch.committee_on(day)))
    groups = (one for one in branch.groups if one.since <= last and (one.until is None or one.until >= first))
    return Basics(
        branch=branch,
        members=tuple(members),
        committees=tuple(narrowed(one, sees) for one in committees),
        groups=tuple(narrowed(one, sees) for one in groups),
    )
