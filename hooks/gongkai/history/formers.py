"""What was public of a record and is no longer so: at an address that it left, or, it may be, for other readers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import groupby
from typing import Final, NamedTuple

from gongkai.history.folder import FORMS, Folder, address_of
from gongkai.history.kept import CATALOGUE
from gongkai.history.lives import Life
from gongkai.history.published import day_written, is_published
from gongkai.history.texts import read_text
from gongkai.history.tracing import counted
from gongkai.history.versions import Commit, Former, Timeline, Version
from gongkai.load.branch import Catalogue
from gongkai.load.reading import Tree

Items = Mapping[tuple[str, str | None], tuple[str, ...]]
"""Kind and name of a catalogue item, None for the kind's default one → for whom it is."""
_REACH: Final = frozenset(("audiences", "item", "published_on"))
"""Fields in which a text says for whom it is, and from when on."""


class _State(NamedTuple):
    """One version of a record, as long as it stood."""

    version: Version
    end: Commit
    is_last: bool
    tree: Mapping[str, Tree]


@dataclass(frozen=True)
class Seeking:
    """What the search goes by; lives only while the history is read."""

    folder: Folder
    timelines: Mapping[str, Timeline]
    approved: Callable[[Life], Commit | None]
    """The commit with which the first form came that covers the record."""

    def formers(self, lives: tuple[Life, ...]) -> Iterator[Former]:
        """Of all records, each in order of time; what stands where it stood, for whom it was, is none."""
        records = (life for life in lives if not life.versions[0].path.startswith(f"data/{FORMS}/"))
        asked = ((life, self.approved(life)) for life in records if self._may_have(life))
        covered = [(life, commit) for life, commit in asked if commit is not None]
        trees = self._trees([life for life, _ in covered])
        for life, commit in covered:
            yield from self._of(life, commit, trees)

    def _may_have(self, life: Life) -> bool:
        """Nearly all records lie where they always lay and are for whom they always were: no more is asked of them."""
        if life.path is None or any(version.path != life.path for version in life.versions):
            return True
        return self._is_reached_otherwise(life) or len(self._catalogues) > 1

    def _is_reached_otherwise(self, life: Life) -> bool:
        timeline = self.timelines.get(address_of(life.path or ""))
        if timeline is None or timeline.approved is None:
            return True
        return any(step.is_faulty or any(one.path[0] in _REACH for one in step.differences) for step in timeline.steps)

    def _of(self, life: Life, approved: Commit, trees: Mapping[str, Mapping[str, Tree]]) -> Iterator[Former]:
        present = address_of(life.path) if life.path else ""
        for state in self._states(life, trees):
            address, was_last = address_of(state.version.path), state.is_last and life.path is None
            if approved.place >= state.end.place or not is_published({**state.tree}, state.end.day):
                continue
            for items in self._in_force(state.version.commit, state.end):
                yield Former(
                    address=address,
                    now=present,
                    index=self.folder.index_of(state.version.blob) or life.index,
                    tree=state.tree,
                    until=state.end,
                    audiences=_audiences(state.tree, address.split("/")[0], items, state.end.day),
                    is_last=was_last,
                )

    def _trees(self, lives: Sequence[Life]) -> dict[str, Mapping[str, Tree]]:
        """Blob → its fields. Those of what lies here are known; others are read only where they may say otherwise."""
        trees: dict[str, Mapping[str, Tree]] = {}
        paths: dict[str, str] = {}
        for life in lives:
            path, record = life.path or "", self.folder.records.get(life.path or "")
            if record is not None:
                blob = self.folder.working.get(path) or self.folder.head[path]
                alike = [blob] if self._is_reached_otherwise(life) else [version.blob for version in life.versions]
                trees |= dict.fromkeys(alike, record.document.values)
            paths |= {version.blob: version.path for version in life.versions if version.blob}
        asked = [blob for blob in paths if blob not in trees]
        read = zip(asked, self.folder.repo.blobs(asked), strict=True)
        return {**trees, **{blob: read_text(source, paths[blob]).tree for blob, source in read}}

    def _states(self, life: Life, trees: Mapping[str, Mapping[str, Tree]]) -> Iterator[_State]:
        versions = counted(life.versions, self.folder.register.branch.history.since)
        # what stands now stands until the as-of day, however much of it is committed
        ends = [*(version.commit for version in versions[1:]), self.folder.uncommitted]
        standing = [(version, end) for version, end in zip(versions, ends, strict=False) if version.blob]
        for version, end in standing:
            yield _State(version, end, version is standing[-1][0], trees[version.blob])

    def _in_force(self, start: Commit, end: Commit) -> Iterator[Items]:
        """The catalogues that held while a text stood."""
        for place, (since, items) in enumerate(self._catalogues):
            until = self._catalogues[place + 1][0] if place + 1 < len(self._catalogues) else end.place + 1
            if since < end.place and until > start.place:
                yield items

    @cached_property
    def _catalogues(self) -> list[tuple[int, Items]]:
        """Place of the commit since when it held, and what it said; one that says the same as the last is none."""
        folder = self.folder
        touched = {
            folder.commits[entry.id].place: touch.after
            for entry in folder.kept.entries
            for touch in entry.touches
            if touch.path == CATALOGUE and touch.after
        }
        places = sorted(touched)
        sources = folder.repo.blobs([touched[place] for place in places])
        trees = (read_text(source, CATALOGUE).tree for source in sources)
        told = [(place, _items(tree)) for place, tree in zip(places, trees, strict=True)]
        told.append((len(folder.commits) if told else -1, _items_of(folder.register.catalogue)))
        same = [next(those) for _, those in groupby(told, key=lambda one: one[1])]
        return [(-1, same[0][1]), *same[1:]]  # records from before the first one are held against it


def _items_of(catalogue: Catalogue) -> Items:
    items: dict[tuple[str, str | None], tuple[str, ...]] = {}
    for item in catalogue.items:
        items.setdefault((item.kind, item.name), item.audiences)
        if item.default:
            items.setdefault((item.kind, None), item.audiences)
    return items


def _items(tree: Mapping[str, Tree]) -> Items:
    """The same of an old text."""
    items: dict[tuple[str, str | None], tuple[str, ...]] = {}
    listed = tree.get("items")
    for item in listed if isinstance(listed, list) else ():
        if isinstance(item, dict):
            kind, name, audiences = str(item.get("kind")), str(item.get("name")), item.get("audiences")
            those = tuple(map(str, audiences)) if isinstance(audiences, list) else ()
            items.setdefault((kind, name), those)
            if item.get("default") not in ("否", "false"):
                items.setdefault((kind, None), those)
    return items


def _audiences(tree: Mapping[str, Tree], kind: str, items: Items, day: date) -> frozenset[str]:
    """For whom a text was on a day; for nobody where it is not plain."""
    named, item = tree.get("audiences"), tree.get("item")
    if not named:
        return frozenset(items.get((kind, item if isinstance(item, str) else None), ()))
    return frozenset(_open(named, day)) if isinstance(named, list) else frozenset()


def _open(named: list[Tree], day: date) -> Iterator[str]:
    for one in named:
        if isinstance(one, str):
            yield one
        elif isinstance(one, dict) and _is_past(one.get("since"), day):
            yield str(one.get("name"))


def _is_past(since: Tree | None, day: date) -> bool:
    stated = day_written(since)
    return since is None or (stated is not None and stated <= day)
