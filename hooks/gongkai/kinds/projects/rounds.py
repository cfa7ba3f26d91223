"""立项名单: all public projects of a round with level and sum, as a page of its own; the rounds in the kind's list."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from gongkai.derive.head import World
from gongkai.kinds import Extra
from gongkai.kinds.projects.bands import Band
from gongkai.kinds.projects.facts import ProjectFacts
from gongkai.kinds.projects.model import Project
from gongkai.load.fields import number


@dataclass(frozen=True, kw_only=True)
class Round:
    """The projects of one year, in the order of levels, then of their index numbers."""

    year: int
    projects: tuple[tuple[Project, ProjectFacts], ...]
    bands: tuple[Band, ...]
    granted: Decimal
    """In yuan, of all whose sum is known."""
    spent: Decimal

    @property
    def name(self) -> str:
        """Its address below the kind's folder, without suffix."""
        return f"rounds/{self.year}"

    @property
    def title(self) -> str:
        return f"{self.year}年创新立项名单"

    @property
    def levels(self) -> str:
        """`重点 1 个、一般 2 个`."""
        found = dict.fromkeys(record.level or "还没有评定" for record, _ in self.projects)
        counts = {level: sum((one.level or "还没有评定") == level for one, _ in self.projects) for level in found}
        return "、".join(f"{level} {count} 个" for level, count in counts.items())

    @property
    def done(self) -> int:
        """How many were accepted."""
        return sum(facts.state == "已结项" for _, facts in self.projects)


def rounds(records: Sequence[tuple[Project, ProjectFacts]], world: World) -> tuple[Round, ...]:
    """From what the readers of the site may see; the newest round first."""
    public = [(record, facts) for record, facts in records if facts.head.state == "公开"]
    years = sorted({record.round for record, _ in public}, reverse=True)
    return tuple(_round(year, [one for one in public if one[0].round == year]) for year in years)


def _round(year: int, projects: list[tuple[Project, ProjectFacts]]) -> Round:
    bands = projects[0][1].bands
    order = {band.level: place for place, band in enumerate(bands)}
    money = [(number(record.money.granted), own.money.spent) for record, own in projects if record.money and own.money]
    return Round(
        year=year,
        projects=tuple(
            sorted(projects, key=lambda one: (order.get(one[0].level or "", len(order)), one[0].index or "~"))
        ),
        bands=bands,
        granted=sum((granted for granted, _ in money), Decimal(0)),
        spent=sum((spent for _, spent in money), Decimal(0)),
    )


def pages(records: Sequence[tuple[Project, ProjectFacts]], world: World) -> Iterator[Extra]:
    """One for each round."""
    for one in rounds(records, world):
        yield Extra(name=one.name, title=one.title, template="round.html.jinja", about=one)
