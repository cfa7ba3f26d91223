"""What home and list say of all gradings: the branch's own over time, and the rankings of those it grades."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gongkai.derive.head import World
from gongkai.kinds import Extra
from gongkai.kinds.grades import places, trend
from gongkai.kinds.grades.facts import GradeFacts
from gongkai.kinds.grades.model import Grade
from gongkai.kinds.grades.places import RankingYear
from gongkai.kinds.grades.ranking import Ranking
from gongkai.kinds.grades.trend import Trend


@dataclass(frozen=True, kw_only=True)
class Overview:
    """Either may be missing, not both."""

    trend: Trend | None
    latest: Ranking | None
    rankings: tuple[RankingYear, ...]


def summary(records: Sequence[tuple[Grade, GradeFacts]], world: World) -> Overview | None:
    """None where there is nothing to say."""
    line, ranked = trend.summary(records, world), places.shown(records, world)
    if line is None and not ranked:
        return None
    return Overview(trend=line, latest=ranked[-1] if ranked else None, rankings=places.by_year(ranked))


def pages(records: Sequence[tuple[Grade, GradeFacts]], world: World) -> Iterator[Extra]:
    """The sheet of every scheme that a grading shown goes by, so that its readers can recompute it; the rankings."""
    used = {facts.scheme.name: facts.scheme for _, facts in records if facts.scheme and facts.head.state != "已撤回"}
    for name, scheme in sorted(used.items()):
        yield Extra(name=f"schemes/{name}", title=scheme.title, template="scheme.html.jinja", about=scheme)
    yield from places.pages(records, world)
