"""A branch's folder and the repository around it: which files changed with which commit, and what they held."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import cached_property
from typing import Final

from gongkai.history.additions import earlier
from gongkai.history.git import Repository, files
from gongkai.history.kept import Kept, is_ours
from gongkai.history.lines import Lines
from gongkai.history.lives import Change, IndexOf, ordered
from gongkai.history.places import Places
from gongkai.history.texts import Grown, Source, Text, content_of, index_in, read_text, read_together
from gongkai.history.versions import BEIJING, GONE, Commit, Touch, Version
from gongkai.load.record import Disclosure, Record
from gongkai.load.register import SUFFIX, Register

FORMS: Final = "approvals"
_ROOM: Final = 1 << 25
"""Bytes of former texts that are held in memory; beyond it git is asked twice."""
_WORK: Final = "*"
"""Begins what stands for the blob of a text that is not committed."""


@dataclass
class Folder:
    """What has been asked so far; lives only while the history is read."""

    register: Register
    as_of: date
    repo: Repository
    sources: dict[str, bytes | Grown] = field(default_factory=dict)
    """Blob → content, of what was read and will perhaps be asked for again; not more than there is room for."""

    @cached_property
    def kept(self) -> Kept:
        return Kept.of(self.repo)

    @cached_property
    def commits(self) -> dict[str, Commit]:
        return ordered(self.kept.entries)

    @cached_property
    def lines(self) -> Lines:
        return Lines.of(self.kept.entries, self.commits)

    @cached_property
    def uncommitted(self) -> Commit:
        """What stands in the folder now, as if it were committed on the as-of date."""
        at = datetime.combine(self.as_of, time(23, 59), BEIJING)
        return Commit("", len(self.commits), int(at.timestamp()), "")

    @cached_property
    def places(self) -> Places:
        return Places([*self.commits.values(), self.uncommitted], self.lines, self.register.branch.history.since)

    @cached_property
    def records(self) -> dict[str, Record]:
        """Path → record or form."""
        return {one.file: one for one in (*self.register.records, *self.register.approvals)}

    @cached_property
    def tracked(self) -> Mapping[str, str]:
        """Path → blob, of all data in the head."""
        return files(self.repo.root, self.repo.head)

    @cached_property
    def head(self) -> dict[str, str]:
        """Path → blob, of the records and forms in the head."""
        return {path: blob for path, blob in self.tracked.items() if is_ours(path)}

    @cached_property
    def working(self) -> dict[str, str]:
        """Path → stand-in for a blob, of every text that is not the head's; GONE for a file that was removed."""
        head, name = self.head, self.name
        changed = [path for path, one in self.records.items() if name(one.document.text.encode()) != head.get(path)]
        blobs = [blob for path in changed if (blob := head.get(path))]
        were = dict(zip(blobs, self.repo.blobs(blobs), strict=True)) if blobs else {}
        found = {
            path: _WORK + path
            for path in changed
            if path not in head or read_text(were[head[path]], path).raw != self.records[path].document.text
        }
        # what could not be read, or lies where no record may lie, is there all the same
        missing = (path for path in head if path not in self.records)
        return found | {path: GONE for path in missing if not (self.register.root / path).is_file()}

    @cached_property
    def name(self) -> Callable[[bytes], str]:
        """Content → the name that git gives to it as a blob."""
        hashing = hashlib.sha256 if len(self.repo.head) == 64 else hashlib.sha1
        return lambda content: hashing(b"blob %d\0%b" % (len(content), content), usedforsecurity=False).hexdigest()

    @cached_property
    def standing(self) -> dict[str, Record]:
        """Blob, or stand-in, → the record or form whose text it is."""
        working, head = self.working, self.head
        return {working.get(path) or head[path]: one for path, one in self.records.items()}

    def changes(self) -> Iterator[Change]:
        """Every commit in order; then what is not committed."""
        entries = {entry.id: entry for entry in self.kept.entries}
        for commit in self.commits.values():
            yield Change(commit, self._touches[commit.id], entries[commit.id].parents)
        changed = tuple(Touch(path, self.head.get(path, GONE), blob) for path, blob in sorted(self.working.items()))
        yield Change(self.uncommitted, changed, (self.repo.head,))

    @cached_property
    def _touches(self) -> dict[str, list[Touch]]:
        """Commit → what it touched of records and forms."""
        return {one.id: [touch for touch in one.touches if is_ours(touch.path)] for one in self.kept.entries}

    @cached_property
    def index_of(self) -> IndexOf:
        return self.indices.__getitem__

    @cached_property
    def indices(self) -> dict[str, str]:
        """Blob → index number, of every text that ever was; those that stand now are known. What is gone has none."""
        room, known, standing = _ROOM, self.kept.indices, self.standing
        touched = {touch.after: touch.path for touches in self._touches.values() for touch in touches if touch.after}
        unknown = {blob: path for blob, path in touched.items() if blob not in standing and blob not in known}
        for blob, source in self._contents(unknown):
            content = content_of(source)
            known[blob] = index_in(content)
            if (room := room - len(content)) > 0:
                self.sources[blob] = source
        numbers = {blob: one.index or "" for blob, one in standing.items() if isinstance(one, Disclosure)}
        return {**dict.fromkeys(standing, ""), **known, **numbers, GONE: ""}

    def _contents(self, wanted: Mapping[str, str]) -> Iterator[tuple[str, bytes | Grown]]:
        """Of these blobs, with the paths where they lay. Git is asked only for those that cannot be told without it."""
        several: dict[str, set[str]] = {}
        for blob, path in wanted.items():
            several.setdefault(path, set()).add(blob)
        rest = {**wanted}
        for path, blobs in several.items():
            for blob, grown in earlier(self.records[path], blobs, self.name) if path in self.records else ():
                del rest[blob]
                yield blob, grown
        yield from zip(rest, self.repo.blobs(rest), strict=True)

    def texts(self, several: Sequence[Sequence[Version]], *asked: str) -> Iterator[dict[str, Text]]:
        """The texts of each file's versions, by blob, one file after the other; with these fields in any case."""
        paths = [{version.blob: version.path for version in versions if version.blob} for versions in several]
        known: dict[str, Source] = {**self.sources, **self.standing}
        rest = self.repo.blobs(blob for those in paths for blob in those if blob not in known)
        for path_of in paths:
            sources = {blob: (known[blob] if blob in known else next(rest), path) for blob, path in path_of.items()}
            yield read_together(sources, asked)


def address_of(path: str) -> str:
    """Of the record in a file: `meetings/2026/09-members`."""
    return path.removeprefix("data/").removesuffix(SUFFIX)
