"""What happened between one edition and the next, from the timelines; texts are read only of what changed twice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from gongkai.history.comparing import Added, Change, Changed, withdrawal
from gongkai.history.differences import Model, differences
from gongkai.history.git import Repository, repository
from gongkai.history.texts import read_text
from gongkai.history.versions import Difference, Edition, History, Step, Timeline
from gongkai.load.record import Disclosure
from gongkai.load.register import Register


def editions(register: Register, history: History, models: Mapping[str, Model]) -> dict[str, tuple[Change, ...]]:
    """Name of an edition → what became different since the one before it, of the records that are there now."""
    known = sorted((one for one in history.editions if one.place is not None), key=lambda one: one.place or 0)
    found: dict[str, tuple[Change, ...]] = {}
    earlier: Edition | None = None
    for later in known:
        between = _Between(history.timelines, models, repository(register.root), earlier, later)
        found[later.name] = tuple(change for record in register.records for change in between.changes(record))
        earlier = later
    return found


@dataclass(frozen=True)
class _Between:
    """Two editions, the earlier of them perhaps none."""

    timelines: Mapping[str, Timeline]
    models: Mapping[str, Model]
    repo: Repository
    earlier: Edition | None
    later: Edition

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
        steps = [step for step in self.timelines[record.address].steps if self._is_between(step)]
        if not steps:
            return
        plain = len(steps) == 1 and not steps[0].is_faulty
        found = steps[0].differences if plain else self._net(steps, self.models[record.kind])
        if found:
            yield Changed(model=self.models[record.kind], differences=found, **head)

    def _is_between(self, step: Step) -> bool:
        since = self.earlier.place if self.earlier else None
        return (since or 0) < step.commit.place <= (self.later.place or 0)

    def _net(self, steps: list[Step], model: Model) -> tuple[Difference, ...]:
        """What several steps come to: changed there and back is not changed."""
        ends = ((self.earlier, steps[0].moved_from or steps[0].path), (self.later, steps[-1].path))
        names = [f"{edition.commit}:{self.repo.prefix}{path}" for edition, path in ends if edition]
        before, after = (read_text(source, steps[-1].path) for source in self.repo.blobs(names))
        return differences(before.tree, after.tree, model) if before.tree and after.tree else ()

    def _state(self, record: Disclosure, edition: Edition | None) -> str:
        """By the approval's commit and by the days that the record itself gives; empty where it was not public."""
        timeline = self.timelines.get(record.address)
        if edition is None or timeline is None or timeline.approved is None or record.published_on is None:
            return ""
        if timeline.approved.place > (edition.place or 0) or record.published_on > edition.day:
            return ""
        return "已撤回" if record.withdrawn and record.withdrawn.on <= edition.day else "公开"
