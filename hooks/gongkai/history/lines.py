"""Which commits came from which: two lines run side by side until they meet, and neither knows of the other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from gongkai.history.log import Entry
from gongkai.history.versions import Commit


@dataclass(frozen=True)
class Lines:
    """Stretches without fork or merge are one step, so that a history of one line is answered at once."""

    commits: Mapping[str, Commit]
    stretch: Mapping[str, str]
    """Commit → the first one of its stretch."""
    parents: Mapping[str, tuple[str, ...]]
    """First commit of a stretch → its parents."""

    @classmethod
    def of(cls, entries: Iterable[Entry], commits: Mapping[str, Commit]) -> Lines:
        """`entries` tell parents first."""
        told = [*entries]
        if all(len(entry.parents) < 2 for entry in told):  # no merge, so that all that leads to the head is one line
            return cls(commits, {}, {})
        children = Counter(parent for entry in told for parent in entry.parents)
        stretch: dict[str, str] = {}
        parents: dict[str, tuple[str, ...]] = {}
        for entry in told:
            known = tuple(parent for parent in entry.parents if parent in stretch)
            if len(known) == 1 and children[known[0]] == 1:
                stretch[entry.id] = stretch[known[0]]
            else:
                stretch[entry.id], parents[entry.id] = entry.id, known
        return cls(commits, stretch, parents)

    def behind(self, several: Sequence[Commit]) -> list[list[Commit]]:
        """For each of these commits, oldest first, those among them from which it came, with none between.

        Several where a merge brought lines together: the last one of each.
        """
        if len(self.parents) < 2:
            return [[*several[max(place - 1, 0) : place]] for place in range(len(several))]
        return [self._behind(one, several[:place]) for place, one in enumerate(several)]

    def _behind(self, commit: Commit, earlier: Sequence[Commit]) -> list[Commit]:
        above = self.parents.get(commit.id, ())
        found: list[Commit] = []
        for tip in [self.commits[name] for name in above] if len(above) > 1 else [commit]:
            last: list[Commit] = []
            for one in reversed(earlier):
                if self.leads_to(one, tip) and not any(self.leads_to(one, other) for other in last):
                    last.append(one)
            found += [one for one in last if one not in found]
        return found

    def leads_to(self, older: Commit, newer: Commit) -> bool:
        """Whether the newer one came from the older, or is it; what is not committed came from all."""
        if len(self.parents) < 2:
            return older.place <= newer.place
        waiting, seen = [newer], {newer.id}
        while newer.is_made and waiting:
            here = waiting.pop()
            first = self.stretch[here.id]
            if first == self.stretch.get(older.id) and older.place <= here.place:
                return True
            above = {name for name in self.parents[first] if self.commits[name].place >= older.place} - seen
            seen |= above
            waiting += [self.commits[name] for name in above]
        return not newer.is_made
