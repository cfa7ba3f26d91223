"""What was public of a record and is no longer so: at an address that it left, or, it may be, for other readers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import groupby
from typing import Final, NamedTuple

from pydantic.main import IncEx

from gongkai.history.folder import FORMS, Folder, address_of
from gongkai.history.kept import CATALOGUE
from gongkai.history.lives import Life
from gongkai.history.published import day_written, is_published
from gongkai.history.texts import read_text
from gongkai.history.tracing import counted
from gongkai.history.versions import Commit, Former, Timeline, Version
from gongkai.load import shape
from gongkai.load.catalogue import Catalogue
from gongkai.load.compose import document
from gongkai.load.reading import Tree

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
        trees = self._trees(life for life, _ in covered)
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
        present = self._present(life)
        for state in self._states(life, trees):
            version, address = state.version, address_of(state.version.path)
            for catalogue, until in self._in_force(version.commit, state.end):
                audiences = _audiences(state.tree, address, catalogue, until.day)
                is_public = approved.place < until.place and is_published(state.tree, until.day)
                if is_public and (address, audiences) != present:
                    yield Former(
                        address=address,
                        now=address_of(life.path) if life.path else "",
                        index=self.folder.index_of(version.blob) or life.index,
                        tree=state.tree,
                        until=until,
                        audiences=audiences,
                        is_last=life.path is None and state.is_last and until == state.end,
                    )

    def _present(self, life: Life) -> tuple[str, frozenset[str]] | None:
        """Where it stands and for whom; None where it is gone, no longer approved, or still to come."""
        record, day = self.folder.records.get(life.path or ""), self.folder.as_of
        timeline = self.timelines.get(record.address) if record else None
        if record is None or timeline is None or timeline.approved is None:
            return None
        tree = record.document.values
        audiences = _audiences(tree, record.address, self.folder.register.catalogue, day)
        return (record.address, audiences) if is_published(tree, day) else None

    def _today(self, life: Life) -> Mapping[str, Tree] | None:
        """What stands here now, if all its texts say the same of whom they are for; else they have to be read."""
        record = self.folder.records.get(life.path or "")
        return None if record is None or self._is_reached_otherwise(life) else record.document.values

    def _trees(self, lives: Iterable[Life]) -> Mapping[str, Mapping[str, Tree]]:
        """Blob → its fields."""
        folder, standing = self.folder, self.folder.standing
        paths = {
            version.blob: version.path
            for life in lives
            for version in (life.versions if self._today(life) is None else ())
            if version.blob
        }
        asked = [blob for blob in paths if blob not in standing]
        read = zip(asked, folder.repo.blobs(asked), strict=True)
        known = {blob: standing[blob].document.values for blob in paths.keys() & standing.keys()}
        return known | {blob: read_text(source, paths[blob]).tree for blob, source in read}

    def _states(self, life: Life, trees: Mapping[str, Mapping[str, Tree]]) -> Iterator[_State]:
        versions = counted(life.versions, self.folder.register.branch.history.since)
        # what stands now stands until the as-of day, however much of it is committed
        ends = [*(version.commit for version in versions[1:]), self.folder.uncommitted]
        standing = [(version, end) for version, end in zip(versions, ends, strict=False) if version.blob]
        today = self._today(life)
        for version, end in standing:
            tree = trees[version.blob] if today is None else today
            yield _State(version, end, version is standing[-1][0], tree)

    def _in_force(self, start: Commit, end: Commit) -> Iterator[tuple[Catalogue | None, Commit]]:
        """The catalogues that held while a text stood, and until when."""
        ends = [*(since for since, _ in self._catalogues[1:]), end]
        for (since, catalogue), until in zip(self._catalogues, ends, strict=True):
            if until.place > start.place and (since.place < end.place or since is self._catalogues[0][0]):
                yield catalogue, min(until, end, key=lambda commit: commit.place)

    @cached_property
    def _catalogues(self) -> list[tuple[Commit, Catalogue | None]]:
        """Each with the commit since when it held; one that is for the same readers as the last is left out."""
        folder = self.folder
        touched = {
            folder.commits[entry.id]: touch.after
            for entry in folder.kept.entries
            for touch in entry.touches
            if touch.path == CATALOGUE and touch.after
        }
        here = folder.register.catalogue
        present = folder.name(here.document.text.encode())
        asked = [blob for blob in dict.fromkeys(touched.values()) if blob != present]
        read = dict(zip(asked, map(self._read, folder.repo.blobs(asked)), strict=True))
        told = [(commit, read.get(touched[commit], here)) for commit in sorted(touched, key=lambda one: one.place)]
        told.append((folder.uncommitted, here))
        return [next(those) for _, those in groupby(told, key=lambda one: _for_whom(one[1]))]

    def _read(self, source: bytes) -> Catalogue | None:
        """By today's model; None where it is none by that."""
        read, _ = document(source, CATALOGUE)
        made = shape.record(type(self.folder.register.catalogue), read, "catalogue") if read else None
        return made if isinstance(made, Catalogue) else None


def _for_whom(catalogue: Catalogue | None) -> str:
    """The part of it that says who may read what."""
    fields: IncEx = dict.fromkeys(("name", "kind", "also", "types", "audiences", "default"), True)
    items: IncEx = {"__all__": fields}
    return catalogue.model_dump_json(include={"standard": True, "items": items}) if catalogue else ""


def _audiences(tree: Mapping[str, Tree], address: str, catalogue: Catalogue | None, day: date) -> frozenset[str]:
    """For whom a text was on a day; for nobody where it is not plain."""
    named, name = tree.get("audiences"), tree.get("item")
    if named:
        return frozenset(_open(named, day)) if isinstance(named, list) else frozenset()
    written = tree.get("types", tree.get("type"))
    types = tuple(map(str, written if isinstance(written, list) else (written,)))
    item = catalogue.item(address.split("/")[0], name if isinstance(name, str) else None, types) if catalogue else None
    return frozenset(item.audiences) if item else frozenset()


def _open(named: list[Tree], day: date) -> Iterator[str]:
    for one in named:
        if isinstance(one, str):
            yield one
        elif isinstance(one, dict) and _is_past(one.get("since"), day):
            yield str(one.get("name"))


def _is_past(since: Tree | None, day: date) -> bool:
    stated = day_written(since)
    return since is None or (stated is not None and stated <= day)
