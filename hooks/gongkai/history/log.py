"""What git's log tells, as commits and the files that they touched. Pure: the text of the log comes in."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from functools import lru_cache
from typing import Final, NamedTuple

from gongkai.history.versions import GONE, Touch

FORM: Final = "--format=%x01%H%x02%P%x02%ct%x02%ae"
"""Number, parents, time, address of a commit: so it is asked for, and so it is read here."""
_COMMIT: Final = re.compile("\x01([^\x02]+)\x02([^\x02]*)\x02([^\x02]*)\x02([^\0]*)\0(?:\n((?::[^\0]+\0[^\0]+\0)+))?")
"""With pairs of `:mode mode old new A` and a path, which may hold any byte but NUL: only its place tells it."""
_LAST: Final = 253_370_736_000
"""The year 9999: git takes later times, Python does not."""
_BEFORE: Final = 1 << 63
"""From here on git has counted below zero."""


class Entry(NamedTuple):
    """One commit as the log tells it."""

    id: str
    parents: tuple[str, ...]
    at: int
    email: str
    touches: tuple[Touch, ...]
    """Of a merge, all files that are not as in each of its parents; then `before` is of the first that differs."""


def entries(told: bytes, is_asked: Callable[[str], bool] = bool) -> list[Entry]:
    """Every commit in the order of the log; of the files that it touched those that are asked for."""
    found: list[Entry] = []
    for name, parents, at, email, listed in _COMMIT.findall(os.fsdecode(told)):
        parts = iter(listed.split("\0"))
        touches = [_touch(about, path) for about, path in zip(parts, parts, strict=False) if is_asked(path)]
        if found and found[-1].id == name:  # a merge is told once for each parent
            first = found.pop().touches
            known = {touch.path for touch in first}
            touches = [*first, *(touch for touch in touches if touch.path not in known)]
        found.append(Entry(name, tuple(parents.split()), seconds(at), _address(email), tuple(touches)))
    return found


def _touch(about: str, path: str) -> Touch:
    """What is no regular file is not there."""
    was, now, before, after, _ = about.split(" ")
    return Touch(path, before if was.startswith(":100") else GONE, after if now.startswith("100") else GONE)


@lru_cache(maxsize=1 << 10)
def _address(email: str) -> str:
    legible = email if email.isascii() else os.fsencode(email).decode("utf-8", "replace")
    return legible.strip().lower()


def seconds(said: str) -> int:
    """Seconds since 1970; what was before, or is no time, counts as that year's beginning."""
    at = int(said or 0)
    return 0 if at >= _BEFORE else min(at, _LAST)
