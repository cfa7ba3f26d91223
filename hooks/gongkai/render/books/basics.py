"""支部基本情况 of a year: committee, groups and numbers of members as branch.yaml tells them, each from its day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from gongkai.kinds import Kind
from gongkai.kinds.chapters import ELECTIONS
from gongkai.load.branch import Branch, Group, Strength, Term
from gongkai.render.audience import narrowed
from gongkai.render.inspection.events import Material


@dataclass(frozen=True, kw_only=True)
class Basics:
    """What held on the first day of the year, and what changed until its last one or the as-of date."""

    branch: Branch
    members: tuple[Strength, ...]
    committees: tuple[Term, ...]
    groups: tuple[Group, ...]
    has_names: bool
    """Whether these readers may be told here who sits on the committee and who leads a group."""
    elections: tuple[tuple[str, str], ...]
    """Address and title of the lists in which they find who was elected."""


def basics(found: Material, year: int) -> Basics:
    """As these readers may see it."""
    branch, as_of, sees = found.brief.world.register.branch, found.brief.world.as_of, found.brief.sees
    first, last = date(year, 1, 1), min(date(year, 12, 31), as_of)
    dated = (*(one.since for one in branch.members), *(one.since for one in branch.committee))
    days = sorted({first, *(day for day in dated if first <= day <= last)})
    members = dict.fromkeys(one for day in days if (one := branch.strength_on(day)))
    committees = dict.fromkeys(term for day in days if (term := branch.committee_on(day)))
    groups = (one for one in branch.groups if one.since <= last and (one.until is None or one.until >= first))
    lists = ((f"{kind.name}/index.html", kind.title) for kind in found.kinds.values() if _elects(kind, found))
    return Basics(
        branch=branch,
        members=tuple(members),
        committees=tuple(narrowed(one, sees) for one in committees),
        groups=tuple(narrowed(one, sees) for one in groups),
        has_names=sees("本单位党员"),
        elections=tuple(lists),
    )


def _elects(kind: Kind, found: Material) -> bool:
    """Whether elections are told of there, to these readers, too."""
    return any(one.chapter == ELECTIONS for one in kind.sections) and bool(found.brief.of_kind(kind.name))
