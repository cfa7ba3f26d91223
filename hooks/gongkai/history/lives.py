"""Which versions are those of one record: its index number tells, wherever its file lies (design §5.8)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from gongkai.history.log import Entry
from gongkai.history.versions import GONE, Commit, Touch, Version

IndexOf = Callable[[str], str]
"""Blob → the index number written in it, or empty."""


class Change(NamedTuple):
    """A commit and the records' files that it touched."""

    commit: Commit
    touches: Sequence[Touch]
    parents: tuple[str, ...] = ()


@dataclass(eq=False)
class Life:
    """All versions of one record, oldest first."""

    index: str = ""
    path: str | None = None
    """Where it lies; None once it is gone."""
    versions: list[Version] = field(default_factory=list)


def ordered(entries: Iterable[Entry]) -> dict[str, Commit]:
    """Commits by id, each after its parents and otherwise by time, whatever the order in which git told them.

    A clock that went wrong does not turn the order around: a commit counts as no earlier than its parents.
    """
    known: dict[str, tuple[int, int, str, Entry]] = {}
    for entry in entries:  # parents first
        at, depth = entry.at, 0
        for parent in entry.parents:
            if above := known.get(parent):
                at, depth = max(at, above[0]), max(depth, above[1])
        known[entry.id] = (at, depth + 1, entry.id, entry)
    by_rank = enumerate(sorted(known.values()))  # no two have one id, so that entries are never compared
    return {name: Commit(name, place, at, entry.email) for place, (at, _, name, entry) in by_rank}


def lives(changes: Iterable[Change], index_of: IndexOf, *, is_whole: bool = True) -> tuple[Life, ...]:
    """Every record that ever was, drafts and removed ones among them, in the order in which they appeared.

    Parents come before their children, and the last one is what stands in the end. Where the beginning is not here,
    nobody can say which of two texts came from the other.
    """
    told = [*changes]
    children = Counter(parent for change in told for parent in change.parents)
    walk, state = _Walk(index_of, children, is_whole=is_whole), _State()
    for change in told:
        state = walk.pass_by(change)
    for life, path in state.path_of.items():
        life.path = path
    return tuple(walk.all)


def numbers(found: Sequence[Life], index_of: IndexOf) -> dict[str, list[Life]]:
    """Index number → the records that ever bore it, in order."""
    bearers: dict[str, list[Life]] = {}
    for life in found:
        for version in life.versions:
            if version.blob and (index := index_of(version.blob)):
                those = bearers.setdefault(index, [])
                if not those or those[-1] is not life:
                    those.append(life)
    return bearers


@dataclass
class _State:
    """Which record lies where in one commit: on two lines the same one may lie in two places."""

    by_path: dict[str, Life] = field(default_factory=dict)
    path_of: dict[Life, str] = field(default_factory=dict)
    text_of: dict[Life, str] = field(default_factory=dict)
    """Also of those that went: on another line they may still be there."""

    def copy(self) -> _State:
        return _State({**self.by_path}, {**self.path_of}, {**self.text_of})

    def put(self, touch: Touch, life: Life) -> None:
        self.by_path[touch.path], self.path_of[life], self.text_of[life] = life, touch.path, touch.after

    def take(self, path: str) -> None:
        if life := self.by_path.pop(path, None):
            self.path_of.pop(life, None)


@dataclass
class _Step:
    """One commit while its records are told apart."""

    change: Change
    state: _State
    """Of its first parent; what the commit touches is taken out, and put in again as it is found."""
    before: Mapping[str, Life]
    """Path → the record that lay there, in the first parent that has one."""
    made_from: Mapping[Life, str]
    """Record → its text there."""
    texts: Sequence[Mapping[Life, str]]
    """In each parent: record → its text, or, once it went, its last one."""


class _Walk:
    """What is known between two commits."""

    def __init__(self, index_of: IndexOf, children: Counter[str], *, is_whole: bool) -> None:
        self.index_of, self.is_whole = index_of, is_whole
        self.all: list[Life] = []
        self.by_index: dict[str, Life] = {}
        self.children = children
        self.states: dict[str, _State] = {}
        """By commit, as long as some child of it is still to come."""

    def pass_by(self, change: Change) -> _State:
        """To what lies where after the commit."""
        states = [self._state_of(parent) for parent in change.parents if parent in self.states] or [_State()]
        if len(states) == 1 and self._is_plain(change.touches, states[0]):
            for touch in change.touches:
                self._write(states[0].by_path.get(touch.path) or self._new(), touch, change, states[0])
        else:
            self._tell(self._step(change, states))
        self.states[change.commit.id] = states[0]
        return states[0]

    def _is_plain(self, touches: Sequence[Touch], state: _State) -> bool:
        """Whether each file is a new record, or another text of the record that lies there: nearly always."""
        for touch in touches:
            here, holder = state.by_path.get(touch.path), self.by_index.get(self.index_of(touch.after))
            if not touch.after or (holder and holder is not here):
                return False
            if here is None and any(touch.after == other.before for other in touches):
                return False
        return True

    def _step(self, change: Change, states: Sequence[_State]) -> _Step:
        """All files of a commit change at once: two that swap their contents never both bear one number."""
        before: dict[str, Life] = {}
        made_from: dict[Life, str] = {}
        for touch in change.touches:
            for state in states:
                if life := state.by_path.get(touch.path):
                    before.setdefault(touch.path, life)
                    made_from[life] = touch.before
            states[0].take(touch.path)
        return _Step(change, states[0], before, made_from, [state.text_of for state in states])

    def _state_of(self, commit: str) -> _State:
        """To be changed: the last child takes it, others take a copy."""
        self.children[commit] -= 1
        return self.states[commit].copy() if self.children[commit] else self.states.pop(commit)

    def _tell(self, step: _Step) -> None:
        written = [touch for touch in step.change.touches if touch.after]
        claims = self._by_number(written, step)
        # whoever has a number comes first, so that a copy of it cannot take it meanwhile
        for touch in sorted(written, key=lambda touch: touch.path not in claims):
            life = claims.get(touch.path) or self._continued(touch, step) or self._new()
            texts = [those[life] for those in step.texts if life in those]
            left = _left(life, touch.after, texts) if self.is_whole and len(texts) > 1 else ""
            before = left or step.made_from.get(life, touch.before)
            self._write(life, touch._replace(before=before), step.change, step.state, is_news=bool(left))
        for path, life in step.before.items():
            if life not in step.state.path_of and life.versions[-1].blob and not self._taken_up(life, step):
                life.versions.append(Version(step.change.commit, path, GONE, life.versions[-1].blob))

    def _by_number(self, written: Iterable[Touch], step: _Step) -> dict[str, Life]:
        """Path → the record whose number is written there, unless that record lies elsewhere.

        Where a file and a copy of it change at once, the record stays where it was.
        """
        claims: dict[Life, str] = {}
        for touch in written:
            index = self.index_of(touch.after)
            life = self.by_index.get(index)
            is_free = life and life not in step.state.path_of and life.index == index
            if life and is_free and (life not in claims or step.before.get(touch.path) is life):
                claims[life] = touch.path
        return {path: life for life, path in claims.items()}

    def _continued(self, touch: Touch, step: _Step) -> Life | None:
        """What lay there before, or, for a mere renaming, what the same bytes were."""
        here = step.before.get(touch.path)
        if here and here not in step.state.path_of:
            return here
        index = self.index_of(touch.after)
        same = (life for life, blob in step.made_from.items() if blob == touch.after and life.index == index)
        return next((life for life in same if life not in step.state.path_of), None)

    def _new(self) -> Life:
        life = Life()
        self.all.append(life)
        return life

    def _taken_up(self, life: Life, step: _Step) -> bool:
        """Whether a copy with the same number had come before the file went: a renaming in two commits."""
        copies = [
            (path, copy)
            for path, copy in (step.state.by_path.items() if life.index else ())
            if not copy.index and self.index_of(copy.versions[-1].blob) == life.index
        ]
        if not copies:
            return False
        path, copy = min(copies, key=lambda one: one[0])
        blob = copy.versions[-1].blob
        copy.versions.append(Version(step.change.commit, path, GONE, blob))
        step.state.take(path)
        self._write(life, Touch(path, life.versions[-1].blob, blob), step.change, step.state)
        return True

    def _write(self, life: Life, touch: Touch, change: Change, state: _State, *, is_news: bool = False) -> None:
        """A version, unless a merge only took over what was the last one anyway, and left nothing else for it."""
        last = life.versions[-1] if life.versions else None
        is_taken_over = len(change.parents) > 1 and last is not None and last.blob == touch.after and not is_news
        if last and is_taken_over:
            touch = touch._replace(before=last.blob)
        if last is None or not is_taken_over or last.path != touch.path:
            life.versions.append(Version(change.commit, touch.path, touch.after, touch.before))
        state.put(touch, life)
        index = self.index_of(touch.after)
        holder = self.by_index.get(index)
        if index and (holder is None or holder is life or holder not in state.path_of or holder.index != index):
            self.by_index[index] = life
            life.index = index


def _left(life: Life, taken: str, texts: Sequence[str]) -> str:
    """The text of one line that a merge left when it took over another's; empty where the one had come from the other.

    `texts` are those of its parents.
    """
    others = [text for text in texts if text != taken]
    if not others or taken not in texts:
        return ""
    came_from, waiting = {taken}, [taken]
    for text in waiting:  # grows while it is gone through
        earlier = {version.before for version in life.versions if version.blob == text} - came_from - {GONE}
        came_from |= earlier
        waiting += earlier
    return next((text for text in others if text not in came_from), "")
