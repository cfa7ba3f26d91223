"""荣誉名册: what was decided, the newest year first and from the highest level down."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, get_args

from gongkai.derive.head import World
from gongkai.kinds import choosable
from gongkai.kinds.awards.facts import AwardFacts
from gongkai.kinds.awards.model import Award, Level

_ORDER: Final[tuple[str, ...]] = get_args(Level)


@dataclass(frozen=True, kw_only=True)
class HonourRegister:
    """All decisions that the readers may see, and apart from them those taken in the as-of date's year."""

    year: int
    latest: tuple[Award, ...]
    awards: tuple[tuple[Award, str], ...]
    """Each with the rank of its level, by the year for which the honour was given; within a level the newest first."""
    choices: tuple[str, ...]
    """Columns by which a reader may choose."""


def rank(record: Award) -> str:
    """Levels sort by it: the branch's own first, the highest last."""
    return str(len(_ORDER) - _ORDER.index(record.honour.level))


def summary(records: Sequence[tuple[Award, AwardFacts]], world: World) -> HonourRegister:
    """From what the readers of the site may see; the records come newest first."""
    decided = [record for record, facts in records if record.stage == "表彰决定" and facts.head.state == "公开"]
    ordered = sorted(decided, key=lambda record: (-record.honour.year, _ORDER.index(record.honour.level)))
    year = world.as_of.year
    return HonourRegister(
        year=year,
        latest=tuple(one for one in ordered if one.decision and one.decision.on.year == year),
        awards=tuple((one, rank(one)) for one in ordered),
        choices=choosable(
            {
                "年度": [str(one.honour.year) for one in ordered],
                "级别": [one.honour.level for one in ordered],
                "授予机关": [one.honour.granted_by for one in ordered],
                "对象": [person.name for one in ordered for person in one.people],
            }
        ),
    )
