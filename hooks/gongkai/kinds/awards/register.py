"""荣誉名册: what was decided, by year and from the highest level down."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final, get_args

from gongkai.derive.head import World
from gongkai.kinds.awards.facts import AwardFacts
from gongkai.kinds.awards.model import Award, Level

_ORDER: Final[tuple[str, ...]] = get_args(Level)


@dataclass(frozen=True, kw_only=True)
class RegisterYear:
    """The decisions of one year, from the highest level down; within a level the newest first."""

    year: int
    awards: tuple[Award, ...]


@dataclass(frozen=True, kw_only=True)
class HonourRegister:
    """All decisions that the readers may see, and apart from them those taken in the as-of date's year."""

    year: int
    latest: tuple[Award, ...]
    years: tuple[RegisterYear, ...]
    """By the year for which the honour was given, the newest first."""


def summary(records: Sequence[tuple[Award, AwardFacts]], world: World) -> HonourRegister:
    """From what the readers of the site may see; the records come newest first."""
    decided = [record for record, facts in records if record.stage == "表彰决定" and facts.head.state == "公开"]
    ordered = sorted(decided, key=lambda record: (-record.honour.year, _ORDER.index(record.honour.level)))
    year = world.as_of.year
    return HonourRegister(
        year=year,
        latest=tuple(one for one in ordered if one.decision and one.decision.on.year == year),
        years=tuple(
            RegisterYear(year=year, awards=tuple(awards))
            for year, awards in groupby(ordered, key=lambda record: record.honour.year)
        ),
    )
