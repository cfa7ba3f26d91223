"""A branch's folder and the repository around it: which files changed with which commit, and what they held."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import cached_property
from typing import Final

from gongkai.history.git import Repository
from gongkai.history.kept import CATALOGUE, Kept, is_ours
from gongkai.history.lines import Lines
from gongkai.history.lives import Change, IndexOf, ordered
from gongkai.history.texts import Text, index_in, read_text, read_together
from gongkai.history.versions import BEIJING, GONE, Commit, Touch, Version
from gongkai.load.record import Record
from gongkai.load.register import SUFFIX, Register

FORMS: Final = "approvals"
_BASE: Final = ("data/branch.yaml", "data/catalogue.yaml")
_BASE_FOLDERS: Final = ("data/holidays/", "data/schemes/")
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
    sources: dict[str, bytes] = field(default_factory=dict)
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
    def records(self) -> dict[str, Record]:
        """Path → record or form."""
        return {one.file: one for one in (*self.register.records, *self.register.approvals)}

    @cached_property
    def tracked(self) -> dict[str, str]:
        """Path → blob, of all data in the head."""
        return self.repo.files(self.repo.head)

    @cached_property
    def head(self) -> dict[str, str]:
        """Path → blob, of the records and forms in the head."""
        return {path: blob for path, blob in self.tracked.items() if is_ours(path)}

    @cached_property
    def working(self) -> dict[str, str]:
        """Path → stand-in for a blob, of every text that is not the head's; GONE for a file that was removed."""
        head = self.head
        changed = [path for path, one in self.records.items() if self._blob_of(one) != head.get(path)]
        blobs = [blob for path in changed if (blob := self.head.get(path))]
        were = dict(zip(blobs, self.repo.blobs(blobs), strict=True)) if blobs else {}
        found = {
            path: _WORK + path
            for path in changed
            if path not in self.head or read_text(were[self.head[path]], path).raw != self.records[path].document.text
        }
        # what could not be read, or lies where no record may lie, is there all the same
        missing = (path for path in self.head if path not in self.records)
        return found | {path: GONE for path in missing if not (self.register.root / path).is_file()}

    def _blob_of(self, record: Record) -> str:
        """The name that git gives to the text; another one where the file has line ends or marks of its own."""
        text = record.document.text.encode()
        hashing = hashlib.sha256 if len(self.repo.head) == 64 else hashlib.sha1
        return hashing(b"blob %d\0" % len(text) + text, usedforsecurity=False).hexdigest()

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
        return {one.id: [touch for touch in one.touches if touch.path != CATALOGUE] for one in self.kept.entries}

    @cached_property
    def index_of(self) -> IndexOf:
        return self.indices.__getitem__

    @cached_property
    def indices(self) -> dict[str, str]:
        """Blob → index number, of every text that ever was; those that stand now are known. What is gone has none."""
        room, known = _ROOM, self.kept.indices
        numbers = {record.file: record.index for record in self.register.records}
        standing = {self.working.get(path) or self.head[path]: numbers.get(path) or "" for path in self.records}
        blobs = {touch.after: None for touches in self._touches.values() for touch in touches if touch.after}
        unknown = [blob for blob in blobs if blob not in standing and blob not in known]
        for blob, source in zip(unknown, self.repo.blobs(unknown), strict=True):
            known[blob] = index_in(source)
            if (room := room - len(source)) > 0:
                self.sources[blob] = source
        return {**known, **standing, GONE: ""}

    def base_at(self, commit: str) -> dict[str, bytes | None]:
        """Path → content at the commit, or None, of what all records rest on, where it differs from what is here."""
        register = self.register
        now = {one.file: one for one in (register.branch, register.catalogue, *register.own_schemes)}
        now |= {one.file: one for one in register.holidays.values()}
        files = self.repo.files(commit, (*_BASE, *_BASE_FOLDERS))
        then = {path: blob for path, blob in files.items() if path in _BASE or _is_table(path)}
        changed = [path for path, blob in then.items() if path not in now or self._blob_of(now[path]) != blob]
        sources = dict(zip(changed, self.repo.blobs([then[path] for path in changed]), strict=True))
        return {**sources, **{path: None for path in now if path not in then}}

    def texts(self, several: Sequence[Sequence[Version]]) -> Iterator[dict[str, Text]]:
        """The texts of each file's versions, by blob, one file after the other."""
        paths = [{version.blob: version.path for version in versions if version.blob} for versions in several]
        known = [{blob: self._known(blob, path) for blob, path in path_of.items()} for path_of in paths]
        rest = self.repo.blobs(blob for those in known for blob, source in those.items() if source is None)
        for those, path_of in zip(known, paths, strict=True):
            yield read_together(
                {blob: (next(rest) if source is None else source, path_of[blob]) for blob, source in those.items()}
            )

    def _known(self, blob: str, path: str) -> bytes | Record | None:
        """What need not be asked of git: what stands in the folder, or was read before."""
        standing = self.working.get(path) or self.head.get(path)
        record = self.records.get(path) if blob == standing else None
        return record or self.sources.get(blob)


def _is_table(path: str) -> bool:
    """A holiday table or a scheme; hidden files of editors and of git are not ours, as for the loader."""
    return path.startswith(_BASE_FOLDERS) and path.endswith(SUFFIX) and path.rpartition("/")[2][0] not in ".~"


def address_of(path: str) -> str:
    """Of the record in a file: `meetings/2026/09-members`."""
    return path.removeprefix("data/").removesuffix(SUFFIX)
