"""What happened between one edition and the next, from the timelines; texts are read only of what changed twice."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from gongkai.history.comparing import Added, Change, Changed, withdrawal
from gongkai.history.differences import Model, differences
from gongkai.history.git import repository
from gongkai.history.published import before_each, day_after, day_written
from gongkai.history.texts import read_text
from gongkai.history.versions import GONE, Difference, Edition, History, Step, Timeline
from gongkai.load.record import Disclosure
from gongkai.load.register import Register


def contained(editions: Iterable[Edition]) -> list[Edition]:
    """Those that the head contains, in the order of its commits."""
    return sorted((one for one in editions if one.place is not None), key=lambda one: one.place or 0)


def editions(register: Register, history: History, models: Mapping[str, Model]) -> dict[str, tuple[Change, ...]]:
    """Name of an edition → what became different since the one before it, of the records that are there now."""
    found: dict[str, tuple[Change, ...]] = {}
    earlier: _Frozen | None = None
    for edition, due in _due(register.records, history):
        later = _frozen(edition, due, earlier, history)
        between = _Between(history.timelines, models, register.root, earlier, later)
        found[edition.name] = tuple(change for record in due for change in between.changes(record))
        earlier = later
    return found


def _due(records: Sequence[Disclosure], history: History) -> Iterator[tuple[Edition, list[Disclosure]]]:
    """Each edition, the oldest first, with the records of which something may be different since the one before it."""
    known = contained(history.editions)
    places, days = [one.place or 0 for one in known], [one.day for one in known]
    is_orderly = days == sorted(days)
    due: list[set[int]] = [set() if is_orderly else {*range(len(records))} for _ in (*known, None)]
    lay: dict[str, list[int]] = {}
    for number, record in enumerate(records if known else ()):
        timeline = history.timelines.get(record.address)
        if timeline is None or timeline.approved is None:
            continue
        lay.setdefault(record.file, []).append(number)
        due[bisect_left(places, timeline.approved.place)].add(number)
        for step in timeline.steps:
            due[bisect_left(places, step.commit.place)].add(number)
            for path in filter(None, (step.path, step.moved_from)):
                lay.setdefault(path, []).append(number)
        told = (*before_each(timeline.steps, record.published_on), *_withdrawals(record, timeline.steps))
        for day in filter(None, (record.published_on, *(day for _, day in told))):
            due[bisect_left(days, day)].add(number)
    for edition, numbers in zip(known, due, strict=False):  # the last ones are due in none
        for path in history.altered[edition.commit].keys() & lay.keys():
            numbers.update(lay[path])
        yield edition, [records[number] for number in sorted(numbers)]


@dataclass(frozen=True)
class _Frozen:
    """An edition and what lay where in it."""

    edition: Edition
    files: Mapping[str, str]
    """Path → blob; GONE where there once was one."""
    states: Mapping[str, str]
    """Address → 公开 or 已撤回; what was not public then is not there."""


def _frozen(edition: Edition, due: Iterable[Disclosure], earlier: _Frozen | None, history: History) -> _Frozen:
    """The others are what they were in the earlier one."""
    files = {**(earlier.files if earlier else {}), **history.altered[edition.commit]}
    states = {**earlier.states} if earlier else {}
    for record in due:
        states.pop(record.address, None)
        timeline = history.timelines.get(record.address)
        if timeline and _is_public(record, timeline, edition) and _blob(files, record.file, timeline):
            states[record.address] = "已撤回" if _is_gone(record, timeline, edition) else "公开"
    return _Frozen(edition, files, states)


def _is_gone(record: Disclosure, timeline: Timeline, edition: Edition) -> bool:
    """Whether the text that the edition has was withdrawn, from a day that had come."""
    place = edition.place or 0
    since = next(day for until, day in _withdrawals(record, timeline.steps) if until is None or until <= place)
    return since is not None and since <= edition.day


def _withdrawals(record: Disclosure, steps: Sequence[Step]) -> Iterator[tuple[int | None, date | None]]:
    """Newest first: the place from which on a text stood, None where it came first, and from which day it withdraws."""
    day = record.withdrawn.on if record.withdrawn else None
    for step in reversed(steps):
        yield step.commit.place, day
        for one in step.differences:
            if one.path == ("withdrawn",):
                day = day_written(one.before.get("on")) if isinstance(one.before, dict) else None
            elif one.path == ("withdrawn", "on"):
                day = day_written(one.before)
    yield None, day


def _is_public(record: Disclosure, timeline: Timeline, edition: Edition) -> bool:
    """By the approval's commit and by the days that the record itself gave."""
    place = edition.place or 0
    if timeline.approved is None or record.published_on is None or timeline.approved.place > place:
        return False
    day = day_after(timeline.steps, place, record.published_on)
    return day is not None and day <= edition.day


def _blob(files: Mapping[str, str], path: str, timeline: Timeline) -> str:
    """The record's text, at the path or, where lines of git ran side by side, where it else has lain; or empty."""
    paths = (path, *(name for step in reversed(timeline.steps) for name in (step.path, step.moved_from)))
    return next((blob for name in paths if (blob := files.get(name))), GONE)


@dataclass(frozen=True)
class _Between:
    """Two editions, the earlier of them perhaps none."""

    timelines: Mapping[str, Timeline]
    models: Mapping[str, Model]
    root: Path
    """The branch's folder."""
    earlier: _Frozen | None
    later: _Frozen

    def changes(self, record: Disclosure) -> Iterator[Change]:
        """What happened to the record; at most one thing."""
        after = self.later.states.get(record.address)
        before = self.earlier.states.get(record.address) if self.earlier else None
        if after == "公开" and before is None:
            yield Added(**_head(record))
        elif after == "已撤回" and before != "已撤回":
            yield withdrawal(record.document.values, _head(record))
        elif after == "公开" and not self._is_same(record.file):  # before that perhaps withdrawn, and shown again
            yield from self._changed(record)

    def _is_same(self, path: str) -> bool:
        """Whether the very same text lies there in both."""
        assert self.earlier
        return self.earlier.files.get(path, GONE) == self.later.files.get(path)

    def _changed(self, record: Disclosure) -> Iterator[Change]:
        model = self.models[record.kind]
        steps = [step for step in self.timelines[record.address].steps if self._is_between(step)]
        blobs = self._ends(record, steps)
        if blobs[0] == blobs[1]:  # there and back, or changed on a line of git that this edition does not have
            return
        plain = len(steps) == 1 and not steps[0].is_faulty
        found = steps[0].differences if plain else self._net(record, blobs, model)
        if found:
            yield Changed(model=model, differences=found, **_head(record))

    def _is_between(self, step: Step) -> bool:
        since = self.earlier.edition.place if self.earlier else None
        return (since or 0) < step.commit.place <= (self.later.edition.place or 0)

    def _ends(self, record: Disclosure, steps: list[Step]) -> tuple[str, str]:
        """The text in both editions."""
        timeline, path = self.timelines[record.address], record.file
        first, last = (steps[0].moved_from or steps[0].path, steps[-1].path) if steps else (path, path)
        earlier = _blob(self.earlier.files, first, timeline) if self.earlier else ""
        return earlier, _blob(self.later.files, last, timeline)

    def _net(self, record: Disclosure, blobs: tuple[str, str], model: Model) -> tuple[Difference, ...]:
        """What several steps come to."""
        before, after = (read_text(source, record.file) for source in repository(self.root).blobs(blobs))
        return differences(before.tree, after.tree, model) if before.tree and after.tree else ()


def _head(record: Disclosure) -> dict[str, str]:
    return {"kind": record.kind, "index": record.index or "", "title": record.title, "address": record.address}
