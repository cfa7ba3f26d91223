"""What follows from a stage of an award: which notices went before it, and how its decision came about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from gongkai.derive.head import HeadFacts, World
from gongkai.derive.notice import NoticeFacts, notice_facts
from gongkai.kinds.awards.model import Award
from gongkai.load.register import Register


@dataclass(frozen=True, kw_only=True)
class AwardFacts(NoticeFacts):
    """What a page of an award shows that nobody wrote."""

    counts: str
    """`优秀共产党员 2 个、先进党支部 1 个`, in the order written."""
    announced: tuple[str, ...]
    """Addresses of the notices that went before a decision, the earliest first; none for a notice."""


def facts(record: Award, head: HeadFacts, world: World) -> AwardFacts:
    """What follows from a stage of an award."""
    announced = notices_before(record, world.register)
    shared = notice_facts(record, head, world, record.stage.removesuffix("公示")).__dict__
    lacks = ("表彰前的公示：这里没有",) if record.stage == "表彰决定" and not announced else ()
    return AwardFacts(
        **{**shared, "gaps": (*shared["gaps"], *lacks)},
        counts="、".join(f"{title} {len(those)} 个" for title, those in record.groups),
        announced=tuple(notice.address for notice in announced),
    )


def notices_before(decision: Award, register: Register) -> tuple[Award, ...]:
    """The notices of the same honour and year, or joined to the decision by a reference either way."""
    if decision.stage != "表彰决定":
        return ()
    joined = {name for _, name in decision.cited()}
    joined |= {other.address for other in register.referrers.get(decision.address, ())}
    awards = cast("tuple[Award, ...]", register.of_kind("awards"))
    found = [
        other
        for other in awards
        if other.stage != "表彰决定" and (_key(other) == _key(decision) or joined & {other.address, other.index})
    ]
    return tuple(sorted(found, key=lambda one: (one.made_on, one.address)))


def _key(record: Award) -> tuple[str, int, str]:
    return record.honour.title, record.honour.year, record.honour.level
