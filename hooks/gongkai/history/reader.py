"""From what git and the folder hold to the history: whose versions are whose, what they changed, what is missing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import pairwise

from gongkai.days import chinese_date
from gongkai.history.attached import replaced
from gongkai.history.bases import Grounds
from gongkai.history.between import contained
from gongkai.history.covering import Covering, Run, open_ones
from gongkai.history.differences import Model
from gongkai.history.folder import Folder, address_of
from gongkai.history.formers import Seeking
from gongkai.history.git import UnavailableError, repository
from gongkai.history.kept import is_ours
from gongkai.history.lives import Life, lives, numbers
from gongkai.history.published import day_after, is_published, is_withdrawn
from gongkai.history.texts import read_text
from gongkai.history.tracing import counted, trace, untouched
from gongkai.history.trees import altered
from gongkai.history.versions import (
    Commit,
    Edition,
    Former,
    History,
    Reused,
    Step,
    Timeline,
    Vanished,
    Version,
)
from gongkai.load.record import Disclosure
from gongkai.load.register import Register


def read(register: Register, models: Mapping[str, Model], as_of: date) -> History:
    """What git knows of the records in the register. Without git, or with a broken one, it says why there is none."""
    try:
        return _Reading(Folder(register, as_of, repository(register.root)), models).told()
    except UnavailableError as problem:
        return History(missing=str(problem))


@dataclass
class _Reading:
    """What has been worked out so far; lives only inside `read`."""

    folder: Folder
    models: Mapping[str, Model]

    def told(self) -> History:
        """Everything; what was read is kept for the next time."""
        if self.folder.repo.prefix and not self.folder.tracked:  # unpacked in a repository of something else
            return History(missing="这个文件夹没有提交到 git")
        day = self.folder.register.branch.history.since
        if day is not None and all(commit.day < day for commit in self.folder.commits.values()):
            shallow = self.folder.repo.is_shallow
            self.folder.kept.save()  # the log at least, so that nobody waits for it again
            missing = f"从{chinese_date(day)}起才记，那以后还没有提交"
            return History(missing=missing, is_shallow=shallow, editions=self.editions, altered=self._altered)
        told = History(
            is_shallow=self.folder.repo.is_shallow,
            timelines=self.timelines,
            uncommitted=frozenset(address_of(path) for path in self.folder.working),
            vanished=tuple(self._vanished()),
            released=dict(self._released()),
            rewritten=self.covering.rewritten(),
            formers=() if self.folder.repo.is_shallow else self._formers(),
            reused=dict(self._reused()),
            numbers=frozenset(self.bearers),
            editions=self.editions,
            altered=self._altered,
            bases=self.grounds.bases(self.timelines),
            silenced=self.grounds.silenced(),
            replaced=replaced(self.folder, self.timelines),
        )
        self.folder.kept.save()
        return told

    @cached_property
    def grounds(self) -> Grounds:
        return Grounds(self.folder, self.editions)

    @cached_property
    def lives(self) -> tuple[Life, ...]:
        return lives(self.folder.changes(), self.folder.index_of, is_whole=not self.folder.repo.is_shallow)

    @cached_property
    def alive(self) -> dict[str, Life]:
        """By path."""
        return {life.path: life for life in self.lives if life.path}

    @cached_property
    def bearers(self) -> dict[str, list[Life]]:
        """Index number → the records that ever bore it."""
        return numbers(self.lives, self.folder.index_of)

    def _versions(self, file: str) -> Sequence[Version]:
        return counted(self.alive[file].versions, self.folder.register.branch.history.since)

    @cached_property
    def timelines(self) -> dict[str, Timeline]:
        """By address. A record that was committed once and never touched needs no text of it."""
        found: dict[str, Timeline] = {}
        asked: list[tuple[Disclosure, Sequence[Version], tuple[Commit, ...]]] = []
        for record in self.folder.register.records:
            versions, forms = self._versions(record.file), open_ones(self.runs[record.address])
            if len(versions) == 1:
                found[record.address] = untouched(versions[0].commit, forms)
            elif known := self.folder.kept.timeline(versions, forms, self.folder.commits):
                found[record.address] = known
            else:
                asked.append((record, versions, forms))
        texts = self.folder.texts([versions for _, versions, _ in asked], "published_on")
        for (record, versions, forms), those in zip(asked, texts, strict=True):
            found[record.address] = trace(versions, those, forms, self.folder.lines, self.models[record.kind])
            self.folder.kept.remember(versions, forms, found[record.address])
        return found

    @cached_property
    def covering(self) -> Covering:
        return Covering(self.folder, self.lives)

    @cached_property
    def runs(self) -> dict[str, list[Run]]:
        """By address: for how long forms approved the record."""
        return {one.address: self.covering.of(self.alive[one.file]) for one in self.folder.register.records}

    def _reused(self) -> Iterator[tuple[str, Reused]]:
        """Numbers that belonged to another record first: one that is gone, or has another number now."""
        for record in self.folder.register.records:
            if len(bearers := self.bearers.get(record.index or "", ())) > 1:
                yield from self._taken(record, bearers)
            if len(steps := self.timelines[record.address].steps) > 1:
                yield from self._taken_over(record, steps)

    def _taken(self, record: Disclosure, bearers: Iterable[Life]) -> Iterator[tuple[str, Reused]]:
        """From one who bore it earlier."""
        index, life = record.index or "", self.alive[record.file]
        for other in bearers:
            own, its = self._bearing(life, index), self._bearing(other, index)
            if (other.path is None or other.index != index) and its[0].commit.place < own[0].commit.place:
                yield record.address, Reused(index=index, path=its[-1].path, commit=own[0].commit)

    def _taken_over(self, record: Disclosure, steps: Sequence[Step]) -> Iterator[tuple[str, Reused]]:
        """With the file: it was removed, and what came back is another matter."""
        index = record.index or ""
        for before, after in pairwise(steps):
            if not before.is_removal or not {("title",), ("made_on",)} <= {one.path for one in after.differences}:
                continue
            borne = self._bearing(self.alive[record.file], index) if index else []
            if any(version.commit.place < before.commit.place for version in borne):  # else it has another by now
                yield record.address, Reused(index=index, path=before.path, commit=after.commit)

    def _bearing(self, life: Life, index: str) -> list[Version]:
        """The versions in which the number stands."""
        return [version for version in life.versions if version.blob and self.folder.index_of(version.blob) == index]

    def _vanished(self) -> Iterator[Vanished]:
        """Numbered, approved and published, and not withdrawn; now there is no such file."""
        since = self.folder.register.branch.history.since or date.min
        gone = [one for one in self.lives if one.path is None and one.index and one.versions[-1].commit.day >= since]
        told = [(life, runs) for life in gone if (runs := self.covering.of(life))]
        last = [next(version for version in reversed(life.versions) if version.blob) for life, _ in told]
        sources = self.folder.repo.blobs([version.blob for version in last])
        for (life, runs), version, source in zip(told, last, sources, strict=True):
            removed, tree = life.versions[-1].commit, read_text(source, version.path).tree
            until = min(removed.day, max((run.end or removed).day for run in runs))
            if is_published(tree, until) and not is_withdrawn(tree, removed.day):
                title = str(tree.get("title", ""))
                yield Vanished(path=version.path, index=life.index, title=title, commit=removed)

    def _released(self) -> Iterator[tuple[str, Commit]]:
        """Of what was public and no form approves any more: the address, and with which commit the last one ended."""
        for address, runs in self.runs.items():
            record = self.folder.register.by_name[address]
            ends = [run.end for run in runs if run.end is not None]
            if ends and len(ends) == len(runs):
                end = max(ends, key=lambda commit: commit.place)
                day = day_after(self.timelines[address].steps, end.place - 1, record.published_on)  # before it
                if day is not None and day <= end.day:
                    yield address, end

    def _formers(self) -> tuple[Former, ...]:
        return tuple(Seeking(self.folder, self.timelines, self._approved).formers(self.lives))

    def _approved(self, life: Life) -> Commit | None:
        """With which the first form came that covers the record, wherever it lay; that form may be gone, too."""
        return next((run.start for run in self.covering.of(life)), None)

    @cached_property
    def editions(self) -> tuple[Edition, ...]:
        """Oldest first; those that come after the head, where an older state is checked out, are none yet."""
        commits, repo = self.folder.commits, self.folder.repo
        found = [
            Edition(
                name=tag.name,
                title=tag.title,
                commit=tag.commit,
                place=commits[tag.commit].place if tag.commit in commits else None,
                at=tag.at,
            )
            for tag in repo.tags()
        ]
        return tuple(one for one in found if one.place is not None or not repo.leads_to(repo.head, one.commit))

    @cached_property
    def _altered(self) -> Mapping[str, Mapping[str, str]]:
        """What lies otherwise in each edition than in the one before it."""
        return altered(self.folder.kept.entries, [one.commit for one in contained(self.editions)], is_ours)
