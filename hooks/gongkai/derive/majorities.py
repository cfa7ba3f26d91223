"""How many must come and how many must agree, with source and grade: shared by meetings and elections."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import ceil
from typing import Final, Literal

from gongkai.load.scheme import SourceGrade


@dataclass(frozen=True, kw_only=True)
class Majority:
    """A share of a number of people; `above`: more than the share, otherwise the share itself is enough."""

    share: Fraction
    above: bool
    words: str

    def need(self, people: int) -> int:
        """The least number that reaches it."""
        least = ceil(self.share * people)
        return least + 1 if self.above and least == self.share * people else least


@dataclass(frozen=True, kw_only=True)
class VoteRequirement:
    """When a meeting can decide and when a decision has passed."""

    quorum: Majority
    """Of those with a vote who should attend."""
    majority: Majority
    of: Literal["应到", "实到"]
    """Whether approvals are measured against voters expected or voters present."""
    written_counts: bool
    """Whether written opinions sent beforehand add to the voters present."""
    secret: bool
    source: str
    grade: SourceGrade
    right: Literal["表决权", "选举权"] = "表决权"
    """What those have who are counted."""

    def votes_needed(self, base: int) -> str:
        """What approvals have to reach, of `base` voters, in words."""
        need = self.majority.need(base)
        return f"赞成票要{self.majority.words}，{self.of}会有{self.right} {base} 人，至少 {need} 票"

    def voters_needed(self, expected: int) -> str:
        """How many with a vote have to come, in words."""
        then, need = f"才能{self.right.removesuffix('权')}", self.quorum.need(expected)
        return f"应到会有{self.right} {expected} 人，{self.quorum.words}到会{then}，至少 {need} 人"


_HALF: Final = Fraction(1, 2)
HALF_OR_MORE: Final = Majority(share=_HALF, above=False, words="半数以上（含半数）")
MORE_THAN_HALF: Final = Majority(share=_HALF, above=True, words="超过半数")
ELECTION: Final = VoteRequirement(
    quorum=Majority(share=Fraction(4, 5), above=False, words="五分之四以上"),
    majority=MORE_THAN_HALF,
    of="实到",
    written_counts=False,
    secret=True,
    source="《中国共产党基层组织选举工作条例》",
    grade="C",
    right="选举权",
)
