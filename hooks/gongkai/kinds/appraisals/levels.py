"""Sets of levels as data, best first, each with its source; and several low levels that stand together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from gongkai.kinds.appraisals.model import Appraisal, Sort
from gongkai.load.scheme import SourceGrade

AND_BELOW: Final = "及以下"
"""合格及以下: 合格 and every level below it, told in one number."""
EXCELLENT: Final = "优秀"


@dataclass(frozen=True, kw_only=True)
class LevelSet:
    """The levels of one rule. None of them is the only right one: sources differ, and a branch may write its own."""

    levels: tuple[str, ...]
    source: str
    grade: SourceGrade
    """Of the text that we read."""


SETS: Final = (
    LevelSet(levels=("优秀", "合格", "基本合格", "不合格"), source="民主评议党员制度通例", grade="C"),
    LevelSet(levels=("好", "较好", "一般", "差"), source="党组织书记抓基层党建述职评议考核通例", grade="C"),
    LevelSet(levels=("优秀", "称职", "基本称职", "不称职"), source="有的街道双述双评办法", grade="C"),
    LevelSet(levels=("优秀", "合格", "不合格"), source="有的单位早年的民主评议党员办法", grade="A"),
)
USUAL: Final[Mapping[Sort, LevelSet]] = {"民主评议党员": SETS[0], "述职评议": SETS[1]}
"""Where a record names none."""


def levels_of(record: Appraisal) -> tuple[str, ...]:
    """Best first."""
    return record.levels or USUAL[record.sort].levels


def known(record: Appraisal) -> LevelSet | None:
    """The set that these levels are; None for a branch's own."""
    return next((one for one in SETS if one.levels == levels_of(record)), None)


def places(word: str, levels: tuple[str, ...]) -> range:
    """Which of the levels a word means: one, or from one down to the last; none for a word that is no level."""
    if word in levels:
        return range(levels.index(word), levels.index(word) + 1)
    first = word.removesuffix(AND_BELOW)
    if first != word and first in levels[1:-1]:
        return range(levels.index(first), len(levels))
    return range(0)


def low(levels: tuple[str, ...]) -> range:
    """Those below the first two, or the last of two: what may be held against somebody."""
    return range(min(2, len(levels) - 1), len(levels))
