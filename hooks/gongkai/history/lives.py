"""Which versions are those of one record: its index number tells, wherever its file lies (design §5.8)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from gongkai.history.git import Entry
from gongkai.history.versions import GONE, Commit, Touch, Version

IndexOf = Callable[[str], str]
"""Blob → the index number written in it, or empty."""


class Change(NamedTuple):
    """A commit and the records' files that it touched."""

    commit: Commit
    touches: tuple[Touch, ...]


@dataclass(eq=False)
class Life:
    """All versions of one record, oldest first."""

    index: str = ""
    path: str | None = None
    """Where it lies; None once it is gone."""
    versions: list[Version] = field(default_factory=list)
    resumed: list[int] = field(default_factory=list)
    """Numbers of the versions with which it came back after its file was gone."""


def ordered(entries: Iterable[Entry]) -> dict[str, Commit]:
    """Commits by id, each after its parents and otherwise by time, whatever the order in which git told them.

    A clock that went wrong does not turn the order around: a commit counts as no earlier than its parents.
    """
    known: dict[str, tuple[int, int, str, Entry]] = {}
    for entry in entries:  # parents first
        above = [known[parent] for parent in entry.parents if parent in known]
        at = max([entry.at, *(parent[0] for parent in above)])
        known[entry.id] = (at, 1 + max((parent[1] for parent in above), default=0), entry.id, entry)
    by_rank = sorted(known.values(), key=lambda one: one[:3])
    return {entry.id: Commit(entry.id, place, at, entry.email) for place, (at, _, _, entry) in enumerate(by_rank)}


def lives(changes: Iterable[Change], index_of: IndexOf) -> tuple[Life, ...]:
    """Every record that ever was, drafts and removed ones among them, in the order in which they appeared."""
    walk = _Walk(index_of)
    for change in changes:
        walk.pass_by(change)
    return tuple(walk.all)


def numbers(found: Sequence[Life], index_of: IndexOf) -> dict[str, list[Life]]:
    """Index number → the records that ever bore it, in order."""
    bearers: dict[str, list[Life]] = {}
    for life in found:
        for index in dict.fromkeys(filter(None, (index_of(version.blob) for version in life.versions if version.blob))):
            bearers.setdefault(index, []).append(life)
    return bearers


class _Walk:
    """The state between two commits."""

    def __init__(self, index_of: IndexOf) -> None:
        self.index_of = index_of
        self.all: list[Life] = []
        self.alive: dict[str, Life] = {}
        self.by_index: dict[str, Life] = {}

    def pass_by(self, change: Change) -> None:
        """All files of a commit change at once: two that swap their contents never both bear one number."""
        before = {touch.path: self.alive.pop(touch.path) for touch in change.touches if touch.path in self.alive}
        made_from = {before[touch.path]: touch.before for touch in change.touches if touch.path in before}
        for life in before.values():
            life.path = None
        written = [touch for touch in change.touches if touch.after]
        claims = self._by_number(written, before)
        # whoever has a number comes first, so that a copy of it cannot take it meanwhile
        for touch in sorted(written, key=lambda touch: touch.path not in claims):
            life = claims.get(touch.path) or self._continued(touch, before, claims) or self._new()
            claims[touch.path] = life
            self._write(life, Version(change.commit, touch.path, touch.after, made_from.get(life, touch.before)))
        for path, life in before.items():
            if life.path is None and not self._taken_up(life, change.commit):
                last = life.versions[-1]
                life.versions.append(Version(change.commit, path, GONE, last.blob))

    def _by_number(self, written: Iterable[Touch], before: Mapping[str, Life]) -> dict[str, Life]:
        """Path → the record whose number is written there, unless that record lies elsewhere.

        Where a file and a copy of it change at once, the record stays where it was.
        """
        claims: dict[str, Life] = {}
        for touch in written:
            index = self.index_of(touch.after)
            life = self.by_index.get(index)
            if life and life.path is None and life.index == index:
                held = next((path for path, one in claims.items() if one is life), None)
                if held is None or before.get(touch.path) is life:
                    claims.pop(held or "", None)
                    claims[touch.path] = life
        return claims

    def _continued(self, touch: Touch, before: Mapping[str, Life], claims: Mapping[str, Life]) -> Life | None:
        """What lay there before, or, for a mere renaming, what the same bytes were."""
        taken = claims.values()
        index, here = self.index_of(touch.after), before.get(touch.path)
        if here and here not in taken:
            return here
        for life in before.values():
            if (
                life.path is None
                and life not in taken
                and life.versions[-1].blob == touch.after
                and life.index == index
            ):
                return life
        return None

    def _new(self) -> Life:
        life = Life()
        self.all.append(life)
        return life

    def _taken_up(self, life: Life, commit: Commit) -> bool:
        """Whether a copy with the same number had come before the file went: a renaming in two commits."""
        copies = [
            (path, one)
            for path, one in self.alive.items()
            if life.index and not one.index and self.index_of(one.versions[-1].blob) == life.index
        ]
        if not copies:
            return False
        path, copy = min(copies, key=lambda one: one[0])
        self.all.remove(copy)
        self._write(life, Version(commit, path, copy.versions[-1].blob, life.versions[-1].blob))
        return True

    def _write(self, life: Life, version: Version) -> None:
        last = life.versions[-1] if life.versions else None
        if last and not last.blob:
            life.resumed.append(len(life.versions))
        life.versions.append(version)
        life.path = version.path
        self.alive[version.path] = life
        index = self.index_of(version.blob)
        holder = self.by_index.get(index)
        if index and (holder is None or holder is life or holder.path is None or holder.index != index):
            self.by_index[index] = life
            life.index = index
