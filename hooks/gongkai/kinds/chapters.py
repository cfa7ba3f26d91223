"""《党支部工作手册》: its chapters in their order. Kinds say in which their records stand; a kind may bring its own.

The order is that of the handbooks in use (domain reference §1.4, §8.3); places leave room for one between.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, kw_only=True)
class Chapter:
    """One chapter: it stands in the book of every year, whether there is a record or not."""

    place: int
    """Smaller comes first."""
    title: str
    by_month: bool = False
    """It begins with how often in each month."""


BRANCH: Final = Chapter(place=10, title="支部基本情况")
"""From branch.yaml; no record stands in it."""
PLANS: Final = Chapter(place=20, title="年度计划")
MEETINGS: Final = Chapter(place=30, title="三会一课和主题党日", by_month=True)
LIFE: Final = Chapter(place=40, title="组织生活会和民主评议")
DEVELOPMENT: Final = Chapter(place=50, title="发展党员")
EDUCATION: Final = Chapter(place=60, title="党员教育培训")
MONEY: Final = Chapter(place=70, title="党费和经费")
COMMITMENTS: Final = Chapter(place=80, title="公开承诺")
MERITS: Final = Chapter(place=90, title="考核和奖惩")
OPINIONS: Final = Chapter(place=100, title="意见建议")
ELECTIONS: Final = Chapter(place=110, title="换届选举")
SUMMARY: Final = Chapter(place=120, title="年度总结")
OTHERS: Final = Chapter(place=990, title="其他事项")

STANDARD: Final = (
    BRANCH,
    PLANS,
    MEETINGS,
    LIFE,
    DEVELOPMENT,
    EDUCATION,
    MONEY,
    COMMITMENTS,
    MERITS,
    OPINIONS,
    ELECTIONS,
    SUMMARY,
    OTHERS,
)
"""A handbook has them whatever kinds there are: an empty one shows that something is missing."""
