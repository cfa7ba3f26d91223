"""How a regulation stands: in force or not, and what has taken its place."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from gongkai.derive.head import World
from gongkai.kinds.reports.model import Report
from gongkai.kinds.reports.parts import Regulation

InForce = Literal["尚未施行", "现行", "已被替代", "已失效"]


def in_force(regulation: Regulation, replaced: bool, world: World) -> InForce:
    """On the as-of date."""
    if replaced:
        return "已被替代"
    if regulation.until and regulation.until < world.as_of:
        return "已失效"
    return "现行" if regulation.since <= world.as_of else "尚未施行"


def replacing(record: Report, world: World) -> Iterator[str]:
    """Addresses of the public regulations that took its place by the as-of date."""
    for other in world.register.of_kind("reports"):
        own = other.regulation if isinstance(other, Report) else None
        if own and own.since <= world.as_of and world.heads[other.address].state == "公开":
            named = (world.register.by_name.get(name) for name in own.replaces)
            if any(one and one.address == record.address for one in named):
                yield other.address
