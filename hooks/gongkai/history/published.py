"""From which day a record was public, by what its own text said at the time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from gongkai.days import parse_date
from gongkai.history.versions import Step
from gongkai.load.reading import Tree


def before_each(steps: Sequence[Step], now: date | None) -> Iterator[tuple[Step, date | None]]:
    """Newest first: each step, and the day of publication that stood there before it; `now` is the one of today."""
    for step in reversed(steps):
        for one in step.differences:
            if one.path == ("published_on",):
                now = day_written(one.before)
        yield step, now


def day_after(steps: Sequence[Step], place: int, now: date | None) -> date | None:
    """The day of publication that stood there after the commit with this place; `now` is the one of today."""
    for step, before in before_each(steps, now):
        if step.commit.place > place:
            now = before
    return now


def is_published(tree: Mapping[str, Tree], day: date) -> bool:
    """Whether the date of publication that the text gives had come on that day."""
    stated = day_written(tree.get("published_on"))
    return stated is not None and stated <= day


def is_withdrawn(tree: Mapping[str, Tree], day: date) -> bool:
    """Whether it says that it is withdrawn, unless only from a later day on."""
    said = tree.get("withdrawn")
    since = day_written(said.get("on")) if isinstance(said, dict) else None
    return bool(said) and (since is None or since <= day)


def day_written(written: Tree | None) -> date | None:
    """A date as a text gives it; None where it gives none."""
    try:
        return parse_date(written) if isinstance(written, str) else None
    except ValueError:
        return None
