"""Words drawn from lists, and what every made-up record has."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Final

AS_OF: Final = date(2026, 1, 5)
"""The day on which the branch is looked at: after its last full year, so that its last notices are still open."""
MONDAY, FRIDAY = 0, 4
EARLIER: Final = "<earlier>"
"""Stands in a line for the index number of an earlier meeting, until records have numbers."""


@dataclass
class Matter:
    """One record: the lines of its file below the common head, and what its head and its approval need."""

    kind: str
    made_on: date
    published_on: date
    title: str
    lines: list[str]
    index: str = ""
    address: str = ""


@dataclass
class Draw:
    """Words drawn from one random source."""

    random: random.Random
    words: dict[str, list[str]] = field(default_factory=dict)
    taken: set[str] = field(default_factory=set)

    def one(self, of: str) -> str:
        return self.random.choice(self.words[of])

    def chance(self, share: float) -> bool:
        return self.random.random() < share

    def number(self, least: int, most: int) -> int:
        return self.random.randint(least, most)

    def person(self) -> str:
        """A name nobody else has, so that two notices never speak of two persons as one."""
        while (name := self.one("姓") + "".join(self.one("名") for _ in range(2))) in self.taken:
            pass
        self.taken.add(name)
        return name

    def clause(self) -> str:
        return self.one("谁") + self.one("怎样") + self.one("做") + self.one("什么")

    def prose(self, characters: int) -> str:
        """At least so many characters of sentences."""
        text = ""
        while len(text) < characters:
            start = self.one("承接") if self.chance(0.6) else ""
            count = f"（共 {self.number(2, 98)} 项）" if self.chance(0.15) else ""
            text += f"{start}{self.clause()}{count}{self.one('结果') if self.chance(0.7) else ''}。"
        return text

    def day_in(self, month: date) -> date:
        return month + timedelta(days=self.number(0, 26))


def words() -> dict[str, list[str]]:
    """The lists of words.txt by their headings: a line with a heading, then a line with its words."""
    lines = (Path(__file__).parent / "words.txt").read_text(encoding="utf-8").splitlines()
    return {heading: line.split() for heading, line in zip(lines[::2], lines[1::2], strict=True)}


def next_weekday(day: date, weekday: int) -> date:
    """The first such day of the week on or after the day."""
    return day + timedelta(days=(weekday - day.weekday()) % 7)
