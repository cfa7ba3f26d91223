"""公开目录对照: for each item of the catalogue how much was published, when last, and how soon at the slowest."""

from __future__ import annotations

from dataclasses import dataclass

from gongkai.derive.head import may_see
from gongkai.load.catalogue import Item
from gongkai.load.record import Disclosure
from gongkai.render.inspection.events import Material
from gongkai.render.matter import Link, link


@dataclass(frozen=True, kw_only=True)
class ItemRow:
    """One item of the catalogue against what the readers see of it."""

    item: Item
    count: int
    href: str
    """Of the list that holds them; empty where there is none."""
    latest: tuple[Link, Disclosure] | None
    slowest: tuple[Link, int] | None
    """The record that took most working days to publish, and how many."""
    elsewhere: bool
    """The item is meant for other readers than these."""


def rows(found: Material, year: int | None, root: str) -> list[ItemRow]:
    """In the order of the catalogue; of one year by the index number, as lists do."""
    items = found.brief.world.register.catalogue.whole
    return [_row(item, found, year, root) for item in items]


def _row(item: Item, found: Material, year: int | None, root: str) -> ItemRow:
    brief, kinds = found.brief, found.kinds
    records = found.by_item.get((item.kind, item.name, year), ())
    latest = max(records, key=lambda one: (one.published_on or one.made_on, one.address), default=None)
    taken = [
        (days, one) for one in records if (days := brief.facts[one.address].head.working_days_to_publish) is not None
    ]
    slowest = max(taken, key=lambda one: (one[0], one[1].address), default=None)
    return ItemRow(
        item=item,
        count=len(records),
        href=f"{root}{item.kind}/{f'{year}/' if year else ''}index.html" if records else "",
        latest=(link(latest, kinds, root), latest) if latest else None,
        slowest=(link(slowest[1], kinds, root), slowest[0]) if slowest else None,
        elsewhere=not may_see(brief.world.register.branch, brief.audience, frozenset(item.audiences)),
    )
