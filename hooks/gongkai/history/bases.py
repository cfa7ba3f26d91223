"""What published matters rest on — branch.yaml, catalogue, holidays, schemes — as it was when each became public."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from gongkai.history.folder import Folder
from gongkai.history.git import files
from gongkai.history.kept import BRANCH, is_base
from gongkai.history.published import day_written
from gongkai.history.texts import read_text
from gongkai.history.trees import states
from gongkai.history.versions import GONE, Base, Commit, Edition, Said, Timeline
from gongkai.load.reading import Tree


class _Moment(NamedTuple):
    """When a matter became public."""

    place: int
    """Of a commit."""
    is_foreign: bool = False
    """By an edition of a history that is not the present one; then the commit is the last one until its day."""


@dataclass
class Grounds:
    """What has been worked out so far; lives only while the history is read. Places are those of commits."""

    folder: Folder
    editions: Iterable[Edition]

    def bases(self, timelines: Mapping[str, Timeline]) -> tuple[Base, ...]:
        """Every file that some matters rested on and that is another one now, while nobody said why.

        Each rests on what was there when it became public; if the newest edition shows it with an older one, on that.
        """
        if self._foreign is None and all(
            state == self._states[-1] for state in self._states[self.folder.places.first :]
        ):
            return ()
        public: dict[_Moment, list[str]] = {}
        for record in self.folder.register.records:
            approved, published = timelines[record.address].approved, record.published_on
            if approved is not None and published is not None and published <= self.folder.as_of:
                public.setdefault(self._shown(approved, published), []).append(record.address)
        found: dict[tuple[str, str, Commit], list[str]] = {}
        for moment, addresses in public.items():
            for one in self._former(moment):
                found.setdefault(one, []).extend(addresses)
        wanted = {blob for _, blob, _ in found if blob != GONE}
        sources: dict[str, bytes | None] = (
            dict(zip(wanted, self.folder.repo.blobs(wanted), strict=True)) if wanted else {}
        )
        return tuple(
            Base(file=file, source=sources.get(blob), matters=frozenset(addresses), changed=changed)
            for (file, blob, changed), addresses in sorted(found.items())
        )

    def silenced(self) -> tuple[Said, ...]:
        """Words of branch.yaml that were committed and stand there no more, or with another day, sorted."""
        places, ever = self.folder.places, Counter[Said]()
        for place, blob, _ in self._branches:
            commit = places.commits[place]
            if places.first <= place and commit.is_made:
                ever |= Counter({one: times for one, times in self._words[blob].items() if one.on <= str(commit.day)})
        return tuple(sorted((ever - self._words[self._states[-1][BRANCH]]).elements()))

    def _shown(self, approved: Commit, published: date) -> _Moment:
        """With its approval, or with the first hour of a later day; but for what an edition has already frozen."""
        edition, places = self._edition, self.folder.places
        place = places.public(approved, published)
        if edition and max(published, approved.day) <= edition.day:
            if edition.place is None:
                return _Moment(places.last(edition.day), is_foreign=True)
            if places.leads(approved.place, edition.place):
                place = min(place, edition.place)
        return _Moment(max(place, places.first))

    def _former(self, moment: _Moment) -> Iterator[tuple[str, str, Commit]]:
        """Each file that has become another one since, the blob, and with which commit, unless somebody said why."""
        here, state = self._states[-1], (self._foreign or {}) if moment.is_foreign else self._states[moment.place]
        for file in sorted({file for file, _ in state.items() ^ here.items()}):
            said = self._said(file, moment.place)
            blob = (state if said is None else self._states[said]).get(file, GONE)
            while blob != here.get(file, GONE):
                changed = self._changed(file, blob, moment.place if said is None else said)
                yield file, blob, self.folder.places.commits[changed]
                if blob != GONE:
                    break
                said, blob = changed, self._states[changed].get(file, GONE)  # on what came first something rests, too

    def _changed(self, file: str, blob: str, place: int) -> int:
        """The first commit that came from one and with which the file was another one."""
        turns = [place, *(turn for turn in self._turns if turn > place), len(self._states)]
        spans = (range(*span) for span in pairwise(turns) if self._states[span[0]].get(file, GONE) != blob)
        return next(at for span in spans for at in span if self.folder.places.leads(place, at))

    def _said(self, file: str, place: int) -> int | None:
        """The last commit that came from one, or is it, with a word why the file was changed, or still of that day."""
        places = self.folder.places
        words = [at for at in self._declared.get(file, ()) if at >= place and places.leads(place, at)]
        return max((places.until(places.commits[at].day, at) for at in words), default=None)

    @cached_property
    def _edition(self) -> Edition | None:
        """The newest one that the head contains; where it contains none, the newest that is not too old to count."""
        since = self.folder.register.branch.history.since
        counted = [one for one in self.editions if one.place is not None or since is None or since <= one.day]
        return max(counted, key=lambda one: (one.place is not None, one.place or 0, one.at), default=None)

    @cached_property
    def _by_commit(self) -> Mapping[str, Mapping[str, str]]:
        return states(self.folder.kept.entries, is_base)

    @cached_property
    def _states(self) -> list[Mapping[str, str]]:
        """By place: path → blob of every such file; what stands here comes last."""
        register = self.folder.register
        those = (register.branch, register.catalogue, *register.own_schemes, *register.holidays.values())
        here = {one.file: self.folder.name(one.document.text.encode()) for one in those}
        return [*(self._by_commit[name] for name in self.folder.commits), here]

    @cached_property
    def _turns(self) -> list[int]:
        """Where something is otherwise than in the commit before, on whatever line."""
        return [place for place, (before, after) in enumerate(pairwise(self._states), 1) if before is not after]

    @cached_property
    def _foreign(self) -> Mapping[str, str] | None:
        """What the edition holds, if the head does not contain it."""
        if self._edition is None or self._edition.place is not None:
            return None
        held = files(self.folder.repo.root, self._edition.commit)
        return {path: blob for path, blob in held.items() if is_base(path)}

    @cached_property
    def _declared(self) -> dict[str, list[int]]:
        """Path → the commits whose branch.yaml names it more often as amended than that of a parent does."""
        found: dict[str, list[int]] = {}
        for place, blob, before in self._branches:
            named = {one: Counter(said.file for said in self._words[one].elements()) for one in (blob, *before)}
            for file, times in named[blob].items():
                if any(times > named[one][file] for one in before):
                    found.setdefault(file, []).append(place)
        return found

    @cached_property
    def _branches(self) -> list[tuple[int, str, set[str]]]:
        """Wherever branch.yaml is not that of a parent: place, blob, and the blobs of the parents."""
        commits, by_commit, found = self.folder.commits, self._by_commit, list[tuple[int, str, set[str]]]()
        for entry in self.folder.kept.entries:
            blob = by_commit[entry.id].get(BRANCH, GONE)
            before = {by_commit.get(parent, {}).get(BRANCH, GONE) for parent in entry.parents} or {GONE}
            if before != {blob}:
                found.append((commits[entry.id].place, blob, before))
        head = by_commit[self.folder.repo.head].get(BRANCH, GONE)
        return [*found, (len(commits), self._states[-1][BRANCH], {head})]

    @cached_property
    def _words(self) -> Mapping[str, Counter[Said]]:
        """Blob of a branch.yaml → what it says was amended."""
        here, known = self._states[-1][BRANCH], self.folder.kept.amended
        told = {blob for _, blob, before in self._branches for blob in (blob, *before)} - {GONE, here}
        unknown = sorted(told - known.keys())
        for blob, source in zip(unknown, self.folder.repo.blobs(unknown), strict=True) if unknown else ():
            known[blob] = [*_said(read_text(source, BRANCH).tree)] if b"amended" in source else []
            self.folder.kept.is_new = True
        found = {blob: Counter(Said(*one) for one in known[blob]) for blob in told}
        return {
            GONE: Counter(),
            **found,
            here: Counter(Said(*one) for one in _said(self.folder.register.branch.document.values)),
        }


def _said(tree: Mapping[str, Tree]) -> Iterator[tuple[str, str]]:
    """File and day of each entry."""
    entries = tree.get("amended")
    for one in entries if isinstance(entries, list) else ():
        if isinstance(one, dict) and isinstance(one.get("file"), str):
            yield f"data/{one['file']}", str(day_written(one.get("on")) or "")
