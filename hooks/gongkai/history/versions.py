"""The words of history: commits, the versions of one record, and what two of them differ in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone
from functools import cache, lru_cache
from typing import Final, NamedTuple

from gongkai.load.reading import Tree

BEIJING: Final = timezone(timedelta(hours=8))

GONE: Final = ""
"""In place of a blob: the file is not there."""


@cache
def day_of(at: int) -> date:
    """The day in Beijing; `at` in seconds since 1970."""
    return datetime.fromtimestamp(at, BEIJING).date()


class Touch(NamedTuple):
    """One file that a commit wrote or removed."""

    path: str
    """From the branch's folder: `data/meetings/2026/09-members.yaml`."""
    before: str
    """The blob in the first parent, or GONE."""
    after: str
    """The blob in the commit, or GONE."""


class Commit(NamedTuple):
    """One commit. Its place is its rank among all commits of the history, the oldest is 0."""

    id: str
    """Empty for what is not committed yet."""
    place: int
    at: int
    """Seconds since 1970, by the committer's clock."""
    email: str
    """Looked up among the branch's roles and never shown."""

    @property
    def day(self) -> date:
        """In Beijing, wherever it was made."""
        return day_of(self.at)

    @property
    def is_made(self) -> bool:
        return bool(self.id)


class Version(NamedTuple):
    """One state of a record, or its removal."""

    commit: Commit
    path: str
    blob: str
    """GONE where the record was removed."""
    before: str
    """The blob that it was made from, wherever it lay; GONE where the record appeared, or came back."""


class Difference(NamedTuple):
    """One thing that differs between two texts: None on the side on which it is not there."""

    path: tuple[str, ...]
    """Names of fields; an item of a list by what it is, after an equals sign: `("persons", "=陈一", "post")`."""
    before: Tree | None
    after: Tree | None

    @property
    def fields(self) -> tuple[str, ...]:
        """The path without items: `("persons", "post")`."""
        return _without_items(self.path)


@lru_cache(maxsize=1 << 12)
def _without_items(path: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name for name in path if not name.startswith("="))


class Step(NamedTuple):
    """A version as a change: when, and what became different in what is shown."""

    commit: Commit
    path: str
    differences: tuple[Difference, ...]
    moved_from: str = ""
    """The path where it lay before, if elsewhere."""
    is_faulty: bool = False
    """One of the two texts cannot be read as a record; then the difference is that of the texts."""
    is_removal: bool = False
    """The file was gone from here on; if it came back, that is the next step."""


class Timeline(NamedTuple):
    """How one record came to what it is."""

    first: Commit
    """With which its file came."""
    steps: tuple[Step, ...] = ()
    """What became different since, oldest first. What is not committed yet comes last."""
    forms: tuple[Commit, ...] = ()
    """The commits that brought the forms that approve it, oldest first; none for a draft."""
    undeclared: tuple[Difference, ...] = ()
    """What was changed since without a word why."""
    unapproved: tuple[Difference, ...] = ()
    """What was changed since the last approval and is more than spelling."""
    own_approval: bool = False
    """The newest form was committed by whoever committed the text it approves."""

    @property
    def approved(self) -> Commit | None:
        """The first of the forms."""
        return self.forms[0] if self.forms else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reused:
    """An index number that another record bore before."""

    index: str
    path: str
    """Where that other record lay last."""
    commit: Commit
    """The one with which the number came to the present record."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Vanished:
    """A published record whose file is gone."""

    path: str
    index: str
    title: str
    commit: Commit


@dataclass(frozen=True, slots=True, kw_only=True)
class Rewritten:
    """A form of which somebody altered who approved what when, after it was decided."""

    address: str
    """Of the form."""
    commit: Commit
    """With which it first was."""
    fields: tuple[str, ...]
    """The steps that are others now: `approved`, `reviewed`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Former:
    """A public text of a record that stood where the record lies no longer, or that perhaps was for others."""

    address: str
    """Where it stood: `meetings/2026/09-members`."""
    now: str
    """Where the record lies today; empty where its file is gone."""
    index: str
    tree: Mapping[str, Tree]
    until: Commit
    """The one with which it ended."""
    audiences: frozenset[str]
    """For whom it was."""
    is_last: bool
    """The file was removed, and nothing of the record came after this text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """A frozen, named state of the whole site: the git tag `edition/<name>`."""

    name: str
    title: str
    commit: str
    place: int | None
    """Of its commit; None where the present history does not contain it."""
    at: int

    @property
    def day(self) -> date:
        return day_of(self.at)


@dataclass(frozen=True, slots=True, kw_only=True)
class Base:
    """A file that matters rest on — branch.yaml, catalogue, a holiday table, a scheme — as it was for them."""

    file: str
    """Its path: `data/holidays/2026.yaml`."""
    source: bytes | None
    """What it held; None where it was not there."""
    matters: frozenset[str]
    """Addresses of those that became public by it."""
    changed: Commit
    """With which it first became another one."""


class Said(NamedTuple):
    """A word of branch.yaml of why a file was amended."""

    file: str
    on: str
    """Its day as `2026-10-10`."""


@dataclass(frozen=True, kw_only=True)
class History:
    """All that git knows of a branch's records."""

    missing: str = ""
    """Why there is none, in Chinese; empty where there is one."""
    is_shallow: bool = False
    """Older commits are not here: what is called first is only the first that is here."""
    timelines: Mapping[str, Timeline] = field(default_factory=dict)
    """By address, of every record that could be read."""
    uncommitted: frozenset[str] = frozenset()
    """Addresses of records and forms whose text is not committed."""
    vanished: tuple[Vanished, ...] = ()
    rewritten: tuple[Rewritten, ...] = ()
    """By the order of the lives of the forms."""
    released: Mapping[str, Commit] = field(default_factory=dict)
    """Address of what was public and no form approves any more → the commit with which the last one ended."""
    formers: tuple[Former, ...] = ()
    """Each record's in order of time; none in a shallow clone."""
    reused: Mapping[str, Reused] = field(default_factory=dict)
    """By address of the record that bears a number which is another's."""
    numbers: frozenset[str] = frozenset()
    """Every index number ever used."""
    editions: tuple[Edition, ...] = ()
    """Oldest first; none that is newer than the head."""
    altered: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Commit of an edition that the head contains → path → blob, of what lies otherwise than in the one before it."""
    bases: tuple[Base, ...] = ()
    """Sorted by file; only of files that are others now, and nobody said why."""
    silenced: tuple[Said, ...] = ()
    """Words of why a file was amended that were committed and stand there no more."""
    replaced: Mapping[tuple[str, str], Commit] = field(default_factory=dict)
    """A record's address and an attachment's name → with which it became another file, while nobody said why."""


NONE = History(missing="没有读取提交记录")
