"""What published matters rest on — branch.yaml, catalogue, holidays, schemes — as it was when each became public."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from gongkai.history.folder import Folder
from gongkai.history.git import files
from gongkai.history.kept import BRANCH, is_base
from gongkai.history.texts import read_text
from gongkai.history.versions import GONE, Base, Commit, Edition, Timeline
from gongkai.load.reading import Tree

_DAY = timedelta(days=1)


def bases(folder: Folder, timelines: Mapping[str, Timeline], editions: Iterable[Edition]) -> tuple[Base, ...]:
    """Every file that some matters rested on and that is another one now, while nobody said why.

    A matter that the newest edition shows rests on what that holds, another on what was there when it became public.
    """
    grounds = _Grounds(folder, _newest(editions))
    if not grounds.different:
        return ()
    public: dict[int, list[str]] = {}
    for record in folder.register.records:
        approved, published = timelines[record.address].approved, record.published_on
        if approved is not None and published is not None and published <= folder.as_of:
            public.setdefault(grounds.shown(approved, published), []).append(record.address)
    found: dict[tuple[str, str], list[tuple[int, list[str]]]] = {}
    for place, addresses in public.items():
        for file, at, blob in grounds.former(place):
            found.setdefault((file, blob), []).append((at, addresses))
    wanted = dict.fromkeys(blob for _, blob in found if blob != GONE)
    sources: dict[str, bytes | None] = {GONE: None, **dict(zip(wanted, folder.repo.blobs(wanted), strict=True))}
    return tuple(
        Base(
            file=file,
            source=sources[blob],
            matters=frozenset(address for _, addresses in those for address in addresses),
            changed=grounds.changed(file, min(at for at, _ in those)),
        )
        for (file, blob), those in sorted(found.items())
    )


def _newest(editions: Iterable[Edition]) -> Edition | None:
    """The newest one that the head contains, or, where it contains none, the newest."""
    return max(editions, key=lambda one: (one.place is not None, one.place or 0, one.at), default=None)


@dataclass
class _Grounds:
    """What has been worked out so far; lives only inside `bases`. Places are those of commits."""

    folder: Folder
    edition: Edition | None

    def shown(self, approved: Commit, published: date) -> int:
        """Where a matter became public: with its approval, or with the first hour of a later day; or in the edition."""
        place = approved.place if published <= approved.day else max(approved.place, self._until(published - _DAY))
        return max(self._start, place)

    def former(self, place: int) -> Iterator[tuple[str, int, str]]:
        """Each file that has become another one since without a word why; where that was said last, and the blob."""
        for file in self.different:
            at = max(place, self._declared.get(file, 0))
            blob = self._states[at].get(file, GONE)
            if blob != self._states[-1].get(file, GONE):
                yield file, at, blob

    def changed(self, file: str, at: int) -> Commit:
        """The first commit after a place with which the file became another one."""
        blob = self._states[at].get(file, GONE)
        return next(
            self._commits[place] for place in range(at + 1, len(self._states)) if self._is_other(place, file, blob)
        )

    def _is_other(self, place: int, file: str, blob: str) -> bool:
        return self._states[place].get(file, GONE) != blob

    @cached_property
    def different(self) -> tuple[str, ...]:
        """Files that, at some time that is looked at, were not what stands here."""
        here = self._states[-1]
        several = {id(state): state for state in self._states[self._start :]}.values()
        return tuple(
            sorted(
                {
                    file
                    for state in several
                    for file in state.keys() | here.keys()
                    if state.get(file, GONE) != here.get(file, GONE)
                }
            )
        )

    @cached_property
    def _commits(self) -> list[Commit]:
        return [*self.folder.commits.values(), self.folder.uncommitted]

    @cached_property
    def _days(self) -> list[date]:
        return [commit.day for commit in self.folder.commits.values()]

    def _until(self, day: date) -> int:
        """The last commit of a day, or before it; the first one where there is none."""
        return max(bisect_right(self._days, day) - 1, 0)

    @cached_property
    def _start(self) -> int:
        """Nothing before this place is asked for."""
        since = self.folder.register.branch.history.since
        first = self._until(since - _DAY) if since else 0
        if self.edition is None:
            return first
        place = self.edition.place
        return max(first, self._until(self.edition.day) if place is None else place)

    @cached_property
    def _states(self) -> list[Mapping[str, str]]:
        """By place: path → blob of every such file; what stands here comes last."""
        folder, register = self.folder, self.folder.register
        states: dict[str, Mapping[str, str]] = {}
        for entry in folder.kept.entries:  # parents first
            state = states.get(entry.parents[0], {}) if entry.parents else {}
            touched = {touch.path: touch.after for touch in entry.touches if is_base(touch.path)}
            states[entry.id] = {**state, **touched} if touched else state
        those = (register.branch, register.catalogue, *register.own_schemes, *register.holidays.values())
        here = {one.file: folder.name(one.document.text.encode()) for one in those}
        told = [*(states[name] for name in folder.commits), here]
        if self.edition and self.edition.place is None:  # of a history that is not the present one
            held = files(folder.repo.root, self.edition.commit)
            told[self._start] = {path: blob for path, blob in held.items() if is_base(path)}
        return told

    @cached_property
    def _declared(self) -> dict[str, int]:
        """Path → the last commit that says why the file was changed, or that is of the day for which it says so."""
        branch = self.folder.register.branch
        found: dict[str, int] = {}
        most = Counter[str]()
        for place, tree in self._branches():
            named = Counter(_amended(tree))
            found |= {file: place for file, times in named.items() if times > most[file]}
            most |= named
        for one in branch.amended:
            if one.on <= self.folder.as_of:
                file = f"data/{one.file}"
                found[file] = max(found.get(file, 0), self._until(one.on))
        return found

    def _branches(self) -> Iterator[tuple[int, Mapping[str, Tree]]]:
        """Every branch.yaml that ever was, with the place where it came, oldest first."""
        folder = self.folder
        came = sorted(
            (folder.commits[entry.id].place, touch.after)
            for entry in folder.kept.entries
            for touch in entry.touches
            if touch.path == BRANCH and touch.after
        )
        for (place, _), source in zip(came, folder.repo.blobs([blob for _, blob in came]), strict=True):
            yield place, read_text(source, BRANCH).tree
        yield len(folder.commits), folder.register.branch.document.values


def _amended(tree: Mapping[str, Tree]) -> Iterator[str]:
    """The files that a branch.yaml says were changed, each as often as it says so."""
    entries = tree.get("amended")
    for one in entries if isinstance(entries, list) else ():
        if isinstance(one, dict) and isinstance(one.get("file"), str):
            yield f"data/{one['file']}"
