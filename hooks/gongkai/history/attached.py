"""Attachments of public records held against what they were: a name stays, and the file behind it may be another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Final, NamedTuple

from gongkai.history.folder import Folder
from gongkai.history.trees import states
from gongkai.history.versions import GONE, Commit, Step, Timeline
from gongkai.load.reading import Tree

_REASONS: Final = (("corrections",), ("withdrawn",))
"""Fields in which a new entry says why."""
Touched = Mapping[str, Mapping[str, str]]
"""Path → commit → the blob that it put there, or GONE."""


def replaced(folder: Folder, timelines: Mapping[str, Timeline]) -> Mapping[tuple[str, str], Commit]:
    """Every attachment that is another file than when its record became public, while nobody said why: since when.

    By the record's address and the file's name. What is not committed is not looked at: it may still be put back. In a
    shallow clone the oldest commits bring the forms, so that whatever they hold is as it should be.
    """
    asked = [*_asked(folder, timelines)]
    if not asked:
        return {}
    touched = _touched(folder, frozenset(path for one in asked for path in one.paths))
    suspects = [one for one in asked if len({*_blobs(one, touched)}) > 1]
    watch = _Watch(folder, {path: touched.get(path, {}) for one in suspects for path in one.paths})
    return {(one.address, one.file): commit for one in suspects if (commit := watch.replaced(one))}


class _Asked(NamedTuple):
    """One attachment of a public record."""

    address: str
    file: str
    folders: Sequence[tuple[int, str]]
    """Since which commit, by its place, the record lay in which folder; oldest first."""
    timeline: Timeline
    approved: Commit
    published: date

    @property
    def paths(self) -> set[str]:
        """Wherever it may have lain."""
        return {f"{folder}/files/{self.file}" for _, folder in self.folders}

    def path(self, commit: Commit) -> str:
        """Where it lay: beside the record."""
        folders = [folder for since, folder in self.folders if since <= commit.place]
        return f"{folders[-1]}/files/{self.file}"


def _asked(folder: Folder, timelines: Mapping[str, Timeline]) -> Iterator[_Asked]:
    """Of every record that is public and not withdrawn."""
    for record in folder.register.records:
        published, timeline = record.published_on, timelines[record.address]
        is_gone = record.withdrawn is not None and record.withdrawn.on <= folder.as_of
        if timeline.approved is None or published is None or published > folder.as_of or is_gone:
            continue
        for file in dict.fromkeys(attached.file for attached in record.attachments):
            folders = _folders(record.file, timeline.steps)
            yield _Asked(record.address, file, folders, timeline, timeline.approved, published)


def _folders(path: str, steps: Sequence[Step]) -> list[tuple[int, str]]:
    moves = [step for step in steps if step.moved_from]
    first = moves[0].moved_from if moves else path
    return [
        (place, where.rpartition("/")[0])
        for place, where in [(0, first), *((one.commit.place, one.path) for one in moves)]
    ]


def _touched(folder: Folder, paths: frozenset[str]) -> Touched:
    """What the commits did to these."""
    found: dict[str, dict[str, str]] = {}
    for entry in folder.kept.entries:
        for touch in entry.touches:
            if touch.path in paths:
                found.setdefault(touch.path, {})[entry.id] = touch.after
    return found


def _blobs(one: _Asked, touched: Touched) -> Iterator[str]:
    """All that it ever was."""
    return (blob for path in one.paths for blob in touched.get(path, {}).values() if blob != GONE)


class _Held(NamedTuple):
    """What was known of an attachment by a commit."""

    known: frozenset[str]
    """The blob for which the last word was said, on each line that came into it; empty before there was a file."""
    since: Commit | None = None
    """With which it became another one, if it is."""


@dataclass
class _Watch:
    """What has been worked out so far; lives only inside `replaced`."""

    folder: Folder
    touched: Touched

    def replaced(self, one: _Asked) -> Commit | None:
        """With which commit it became what it is now; None where it is what it was, or somebody said why."""
        said = {self._public(one), *self._said(one)}
        acted = {self.folder.commits[name] for path in one.paths for name in self.touched[path]}
        every = sorted({*said, *acted, self.folder.uncommitted}, key=lambda commit: commit.place)
        held: dict[Commit, _Held] = {}
        for commit, behind in zip(every, self.folder.lines.behind(every), strict=True):
            before = [held[other] for other in behind if other in held]
            if commit in said:
                held[commit] = _held(self._blob(one, commit), commit, [])
            elif before:
                held[commit] = _held(self._blob(one, commit), commit, before)
        return held[self.folder.uncommitted].since

    def _public(self, one: _Asked) -> Commit:
        """The last commit before its day, or the one of the approval; nothing counts before the branch's first day."""
        places = self.folder.places
        return places.commits[max(places.public(one.approved, one.published), places.first)]

    def _said(self, one: _Asked) -> Iterator[Commit]:
        """Commits that brought a form or a reason; a merge brings only what none of its lines had."""
        yield from one.timeline.forms
        told: list[Tree] = []
        for step in one.timeline.steps:
            reasons = [*_reasons(step)]
            is_merge = len(self.folder.lines.parents.get(step.commit.id, ())) > 1
            if any(not is_merge or reason not in told for reason in reasons):
                yield step.commit
            told += reasons

    def _blob(self, one: _Asked, commit: Commit) -> str:
        """What is not committed counts as the head's."""
        made = commit if commit.is_made else self.folder.places.commits[-2]
        return self._states[made.id].get(one.path(made), GONE)

    @cached_property
    def _states(self) -> Mapping[str, Mapping[str, str]]:
        return states(self.folder.kept.entries, self.touched.__contains__)


def _held(blob: str, commit: Commit, before: Sequence[_Held]) -> _Held:
    """`before` is what was known on each line; of nothing, whatever is there is as it should be."""
    known = frozenset(one for those in before for one in those.known)
    if not known or blob in known:
        return _Held(frozenset({blob} - {GONE}))
    if blob == GONE:
        return _Held(known)
    return _Held(known, min((one.since for one in before if one.since), key=lambda one: one.place, default=commit))


def _reasons(step: Step) -> Iterator[Tree]:
    """Entries that were not there before; one that was only reworded is none."""
    for one in step.differences:
        if one.before is None and one.after and one.fields in _REASONS:
            yield from one.after if isinstance(one.after, list) else [one.after]
