"""What happened between one edition and the next, from the timelines; texts are read only of what changed twice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from gongkai.history.comparing import Added, Change, Changed, withdrawal
from gongkai.history.differences import Model, differences
from gongkai.history.git import Repository, repository
from gongkai.history.published import before_each
from gongkai.history.texts import read_text
from gongkai.history.versions import Difference, Edition, History, Step, Timeline
from gongkai.load.record import Disclosure
from gongkai.load.register import Register


def editions(register: Register, history: History, models: Mapping[str, Model]) -> dict[str, tuple[Change, ...]]:
    """Name of an edition → what became different since the one before it, of the records that are there now."""
    known = sorted((one for one in history.editions if one.place is not None), key=lambda one: one.place or 0)
    found: dict[str, tuple[Change, ...]] = {}
    if not known:
        return found
    repo = repository(register.root)
    earlier: _Frozen | None = None
    for edition in known:
        later = _Frozen(edition, repo.files(edition.commit))
        between = _Between(history.timelines, models, repo, earlier, later)
        found[edition.name] = tuple(change for record in register.records for change in between.changes(record))
        earlier = later
    return found


@dataclass(frozen=True)
class _Frozen:
    """An edition and what lay where in it."""

    edition: Edition
    files: Mapping[str, str]
    """Path → blob."""

    def blob(self, path: str, timeline: Timeline) -> str:
        """The record's text, at the path or, where lines of git ran side by side, where it else has lain; or empty."""
        paths = (path, *(name for step in reversed(timeline.steps) for name in (step.path, step.moved_from)))
        return next((self.files[name] for name in paths if name in self.files), "")


@dataclass(frozen=True)
class _Between:
    """Two editions, the earlier of them perhaps none."""

    timelines: Mapping[str, Timeline]
    models: Mapping[str, Model]
    repo: Repository
    earlier: _Frozen | None
    later: _Frozen

    def changes(self, record: Disclosure) -> Iterator[Change]:
        """What happened to the record; at most one thing."""
        head = {
            "kind": record.kind,
            "index": record.index or "",
            "title": record.title,
            "address": record.address,
        }
        before, after = self._state(record, self.earlier), self._state(record, self.later)
        if after == "公开" and before == "":
            yield Added(**head)
        elif after == "已撤回" and before != "已撤回":
            yield withdrawal(record.document.values, head)
        elif after == before == "公开":
            yield from self._changed(record, head)

    def _changed(self, record: Disclosure, head: dict[str, str]) -> Iterator[Change]:
        model = self.models[record.kind]
        steps = [step for step in self.timelines[record.address].steps if self._is_between(step)]
        blobs = self._ends(record, steps)
        if blobs[0] == blobs[1]:  # there and back, or changed on a line of git that this edition does not have
            return
        plain = len(steps) == 1 and not steps[0].is_faulty
        found = steps[0].differences if plain else self._net(record, blobs, model)
        if found:
            yield Changed(model=model, differences=found, **head)

    def _is_between(self, step: Step) -> bool:
        since = self.earlier.edition.place if self.earlier else None
        return (since or 0) < step.commit.place <= (self.later.edition.place or 0)

    def _ends(self, record: Disclosure, steps: list[Step]) -> tuple[str, str]:
        """The text in both editions."""
        timeline, path = self.timelines[record.address], record.file
        first, last = (steps[0].moved_from or steps[0].path, steps[-1].path) if steps else (path, path)
        return self.earlier.blob(first, timeline) if self.earlier else "", self.later.blob(last, timeline)

    def _net(self, record: Disclosure, blobs: tuple[str, str], model: Model) -> tuple[Difference, ...]:
        """What several steps come to."""
        before, after = (read_text(source, record.file) for source in self.repo.blobs(blobs))
        return differences(before.tree, after.tree, model) if before.tree and after.tree else ()

    def _state(self, record: Disclosure, frozen: _Frozen | None) -> str:
        """By the approval's commit and by the days that the record itself gave; empty where it was not public."""
        timeline = self.timelines.get(record.address)
        if frozen is None or timeline is None or timeline.approved is None or record.published_on is None:
            return ""
        edition = frozen.edition
        if not frozen.blob(record.file, timeline) or timeline.approved.place > (edition.place or 0):
            return ""
        since = before_each(timeline.steps, record.published_on)
        later = [day for step, day in since if step.commit.place > (edition.place or 0)]
        day = later[-1] if later else record.published_on
        if day is None or day > edition.day:
            return ""
        return "已撤回" if record.withdrawn and record.withdrawn.on <= edition.day else "公开"
