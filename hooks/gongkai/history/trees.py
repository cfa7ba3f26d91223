"""What lay where in a commit, by the log alone: what lay in its first parent, and what it touched itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from gongkai.history.log import Entry
from gongkai.history.versions import GONE

IsAsked = Callable[[str], bool]
"""Whether a path is asked for."""


def states(entries: Iterable[Entry], is_asked: IsAsked) -> dict[str, Mapping[str, str]]:
    """Commit → path → blob of files that seldom change; `entries` tell parents first. GONE where one was removed."""
    found: dict[str, Mapping[str, str]] = {}
    for entry in entries:
        state = found.get(entry.parents[0], {}) if entry.parents else {}
        touched = {touch.path: touch.after for touch in entry.touches if is_asked(touch.path)}
        found[entry.id] = {**state, **touched} if touched else state
    return found


def altered(entries: Sequence[Entry], commits: Iterable[str], is_asked: IsAsked) -> dict[str, dict[str, str]]:
    """Commit → path → blob of what lies otherwise in it than in the one named before; GONE where nothing does any more.

    Only one tree is held at a time, which may have many files.
    """
    known = {entry.id: entry for entry in entries}
    found: dict[str, dict[str, str]] = {}
    before: dict[str, str] = {}
    last = ""
    for commit in dict.fromkeys(commits):
        line: list[Entry] = []
        name = commit
        while name in known and name != last:
            line.append(known[name])
            name = next(iter(known[name].parents), "")
        tree = {**before} if name == last else {}  # where the one before is on another line of git
        for entry in reversed(line):
            tree |= {touch.path: touch.after for touch in entry.touches if is_asked(touch.path)}
        found[commit] = dict.fromkeys(before.keys() - tree.keys(), GONE) | dict(tree.items() - before.items())
        before, last = tree, commit
    return found
