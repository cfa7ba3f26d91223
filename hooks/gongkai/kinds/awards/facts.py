"""What follows from a stage of an award: which notices went before it, and how its decision came about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, cast

from gongkai.derive.head import HeadFacts, World
from gongkai.derive.notice import NoticeFacts, notice_facts
from gongkai.derive.same import Same
from gongkai.kinds.awards.model import Award
from gongkai.load.register import Register

DECISION: Final = "表彰决定"
Key = tuple[str, int, str]
"""An honour's title, year and level."""


@dataclass(frozen=True, kw_only=True)
class AwardFacts(NoticeFacts):
    """What a page of an award shows that nobody wrote."""

    counts: str
    """`优秀共产党员 2 个、先进党支部 1 个`, in the order written."""
    notices: tuple[str, ...]
    """Addresses of the public notices that belong to a decision, the earliest first; none for a notice."""
    announced: tuple[str, ...]
    """Those of them that had begun when it was decided."""


def facts(record: Award, head: HeadFacts, world: World) -> AwardFacts:
    """What follows from a stage of an award."""
    public = [one for one in notices_of(record, world.register) if world.heads[one.address].state == "公开"]
    announced = tuple(one.address for one in public if _begun(one, record))
    shared = notice_facts(record, head, world, record.stage.removesuffix("公示")).__dict__
    lacks = ("表彰前的公示：这里没有",) if record.stage == DECISION and not announced else ()
    return AwardFacts(
        **{**shared, "gaps": (*shared["gaps"], *lacks)},
        counts="、".join(f"{title} {len(those)} 个" for title, those in record.groups),
        notices=tuple(one.address for one in public),
        announced=announced,
    )


def notices_of(decision: Award, register: Register) -> tuple[Award, ...]:
    """The notices of the same honour and year, or joined to the decision by a reference either way; the earliest first.

    Whatever their state.
    """
    if decision.stage != DECISION:
        return ()
    cited = (register.by_name.get(name) for _, name in decision.cited())
    joined = (*cited, *register.referrers.get(decision.address, ()))
    found = {one.address: one for one in joined if isinstance(one, Award) and one.stage != DECISION}
    found |= {one.address: one for one in _notices(Same(register)).get(_key(decision), ())}
    return tuple(sorted(found.values(), key=lambda one: (one.made_on, one.address)))


@lru_cache(maxsize=1)
def _notices(same: Same) -> Mapping[Key, tuple[Award, ...]]:
    """All notices by their honour; made once for a register."""
    found: dict[Key, list[Award]] = {}
    for record in cast("tuple[Award, ...]", same.register.of_kind("awards")):
        if record.stage != DECISION:
            found.setdefault(_key(record), []).append(record)
    return {key: tuple(records) for key, records in found.items()}


def _key(record: Award) -> Key:
    return record.honour.title, record.honour.year, record.honour.level


def _begun(notice: Award, decided: Award) -> bool:
    first = notice.period.first if notice.period else notice.made_on
    return decided.decision is None or first <= decided.decision.on
