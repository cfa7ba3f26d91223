"""Days that a record names and a calendar should show: periods, meetings, whatever is still due."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

MOST_LINES: Final = 20
"""Of what is due on one day; a hundred promises may be."""


@dataclass(frozen=True, kw_only=True)
class Occasion:
    """One day, or some hours of it."""

    key: str
    """Tells it from the record's others and stays when words are corrected or lists put in another order: `held`."""
    on: date
    what: str
    """Stands before the record's title: `公示截止`."""
    starts: str = ""
    """In Beijing, as written: `14:30`; empty where it takes the whole day."""
    ends: str = ""
    place: str = ""
    lines: tuple[str, ...] = ()


def due(what: str, still_open: Iterable[tuple[date, str]]) -> Iterator[Occasion]:
    """One for each day on which anything is due, with all that is: a year's promises are not fifty lines in a day.

    Of what has been done nobody needs to be reminded, so it is not asked for.
    """
    by_day: dict[date, list[str]] = {}
    for day, words in still_open:
        by_day.setdefault(day, []).append(words)
    for day, lines in sorted(by_day.items()):
        count = f"（{len(lines)} 项）" if len(lines) > 1 else ""
        more = (f"另有 {len(lines) - MOST_LINES} 项",) if len(lines) > MOST_LINES else ()
        yield Occasion(key=f"due-{day}", on=day, what=f"{what}{count}", lines=(*lines[:MOST_LINES], *more))
