"""What happened between one edition and the next: only the files that differ are read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from gongkai.history.comparing import Change, Shown, compare
from gongkai.history.differences import Model
from gongkai.history.git import Repository, repository
from gongkai.history.tracing import Text, read_text
from gongkai.history.versions import Edition, History
from gongkai.load.record import Disclosure
from gongkai.load.register import SUFFIX, Register


def editions(register: Register, history: History, models: Mapping[str, Model]) -> dict[str, tuple[Change, ...]]:
    """Name of an edition → what became different since the one before it, or since nothing was there."""
    known = sorted((one for one in history.editions if one.place is not None), key=lambda one: one.place or 0)
    if not known:
        return {}
    reading = _Reading(register, history, repository(register.root))
    found: dict[str, tuple[Change, ...]] = {}
    earlier: Edition | None = None
    was: Mapping[str, str] = {}
    for later in known:
        now = reading.files(later, models)
        found[later.name] = compare(reading.side(earlier, was, now), reading.side(later, now, was), models)
        earlier, was = later, now
    return found


@dataclass(frozen=True)
class _Reading:
    """What the comparison of editions looks at."""

    register: Register
    history: History
    repo: Repository

    def files(self, edition: Edition, models: Mapping[str, Model]) -> dict[str, str]:
        """Path → blob of its records."""
        listed = self.repo.files(edition.commit)
        return {path: blob for path, blob in listed.items() if path.split("/")[1] in models and path.endswith(SUFFIX)}

    def side(self, edition: Edition | None, files: Mapping[str, str], others: Mapping[str, str]) -> dict[str, Shown]:
        """Every record by number or address; one that is the same file in both has no text."""
        if edition is None:
            return {}
        changed = {path: blob for path, blob in files.items() if others.get(path) != blob}
        sources = zip(changed, self.repo.blobs(changed.values()), strict=True)
        texts = {path: read_text(source, path) for path, source in sources}
        shown = (self._shown(path, texts.get(path), edition) for path in files)
        return {one.index or one.address: one for one in shown}

    def _shown(self, path: str, text: Text | None, edition: Edition) -> Shown:
        address = path.removeprefix("data/").removesuffix(SUFFIX)
        index = str(text.tree.get("index", "")) if text else ""
        record = self.register.by_name.get(index or address)
        title = str(text.tree.get("title", "")) if text else ""
        return Shown(
            address=address,
            index=index or (record.index if record and record.index else ""),
            title=title or (record.title if record else address),
            text=text.raw if text else "",
            tree=text.tree if text else {},
            state=self._state(record, edition) if record else "",
            status="",
        )

    def _state(self, record: Disclosure, edition: Edition) -> str:
        """By the approval's commit and by the days that the record itself gives."""
        timeline = self.history.timelines.get(record.address)
        approved = timeline and timeline.approved and timeline.approved.place <= (edition.place or 0)
        if not approved or record.published_on is None or record.published_on > edition.day:
            return "草稿"
        return "已撤回" if record.withdrawn and record.withdrawn.on <= edition.day else "公开"
