"""Which records a form approves, and since when: by each of its texts, also of a form that is gone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final, NamedTuple

from gongkai.history.differences import differences
from gongkai.history.folder import FORMS, Folder, address_of
from gongkai.history.lives import Life
from gongkai.history.tracing import counted
from gongkai.history.versions import GONE, Commit, Rewritten, Version
from gongkai.load.approval import Approval
from gongkai.load.reading import Tree

_DECIDING: Final = ("approved", "beyond_powers", "referred")
_STEPS: Final = ("proposed", "reviewed", *_DECIDING)


class Run(NamedTuple):
    """For so long a form approved a record."""

    start: Commit
    end: Commit | None
    """With which it was approved no longer; None while it is."""


class Form(NamedTuple):
    """A form: from each of these commits on it approves what is called so, and nothing else; oldest first."""

    texts: tuple[tuple[Commit, frozenset[str]], ...]
    rewritten: Rewritten | None = None
    """What was altered of who approved when, since it was decided."""


@dataclass
class Covering:
    """All forms that ever were; lives only while the history is read."""

    folder: Folder
    lives: Sequence[Life]

    def of(self, life: Life) -> list[Run]:
        """For how long it was approved, by each form, the earliest first."""
        names = {life.index, *(address_of(version.path) for version in life.versions)}
        forms = {id(form): form for name in names for form in self._by_name.get(name, ())}
        found = [run for form in forms.values() for run in self._runs(form, life, names)]
        return sorted(found, key=lambda run: run.start.place) if len(found) > 1 else found

    def _runs(self, form: Form, life: Life, names: set[str]) -> Iterator[Run]:
        start: Commit | None = None
        if len(form.texts) == 1 and not self._contested.keys() & names:  # as nearly all
            yield Run(form.texts[0][0], None)
            return
        for commit, approved in form.texts:
            covers = any(self._is(name, life, commit) for name in approved & names)
            if covers and start is None:
                start = commit
            elif start is not None and not covers:
                yield Run(start, commit)
                start = None
        if start is not None:
            yield Run(start, None)

    def _is(self, name: str, life: Life, commit: Commit) -> bool:
        """Whether the record was meant: an address may have been another one's then."""
        others = self._contested.get(name, ())
        return not any(other is not life and _lay(other, name, commit) for other in others)

    @cached_property
    def _by_name(self) -> Mapping[str, list[Form]]:
        found: dict[str, list[Form]] = {}
        for form in self._forms:
            for name in frozenset().union(*(names for _, names in form.texts)):
                found.setdefault(name, []).append(form)
        return found

    @cached_property
    def _contested(self) -> Mapping[str, list[Life]]:
        """Address → the records that lay there, where there were several."""
        found: dict[str, list[Life]] = {}
        for life in self.lives:
            for path in {version.path for version in life.versions}:
                found.setdefault(address_of(path), []).append(life)
        return {address: those for address, those in found.items() if len(those) > 1}

    def rewritten(self) -> tuple[Rewritten, ...]:
        """The forms of which something else than what they are for was altered."""
        return tuple(form.rewritten for form in self._forms if form.rewritten)

    @cached_property
    def _forms(self) -> list[Form]:
        return [*self._read()]

    def _read(self) -> Iterator[Form]:
        """Only those are read that are gone or have several texts."""
        since = self.folder.register.branch.history.since
        here = {form.file: form for form in self.folder.register.approvals}
        told = [(here.get(life.path or ""), counted(life.versions, since)) for life in self.lives if _is_form(life)]
        asked = [versions for form, versions in told if form is None or len(versions) > 1]
        texts = self.folder.texts(asked, "records", *_DECIDING)
        for form, versions in told:
            if form is not None and len(versions) == 1:
                yield Form(((versions[0].commit, self._standing(form)),))
                continue
            trees = {blob: text.tree for blob, text in next(texts).items()}
            told_by = [(one.commit, _approved(trees[one.blob]) if one.blob else frozenset[str]()) for one in versions]
            if form is None:
                yield Form(tuple(told_by))
                continue
            told_by[-1] = (told_by[-1][0], self._standing(form))
            yield Form(
                tuple(told_by),
                _rewritten(form.address, [(one.commit, trees[one.blob]) for one in versions if one.blob]),
            )

    def _standing(self, form: Approval) -> frozenset[str]:
        """What it approves today; nothing while its own day has not come."""
        is_in_force = form.effective_on is not None and form.effective_on <= self.folder.as_of
        return frozenset(form.records if is_in_force else ())


def _is_form(life: Life) -> bool:
    return life.versions[-1].path.startswith(f"data/{FORMS}/")


def _lay(life: Life, address: str, commit: Commit) -> bool:
    """Whether it lay there in a commit, or the last one before it."""
    last: Version | None = None
    for version in life.versions:
        if version.commit.place <= commit.place:
            last = version
    return last is not None and last.blob != GONE and address_of(last.path) == address


def _approved(tree: Mapping[str, Tree]) -> frozenset[str]:
    """What a former text of a form approved."""
    names = tree.get("records")
    return frozenset(map(str, names)) if tree.get("approved") and isinstance(names, list) else frozenset()


def _rewritten(address: str, texts: Sequence[tuple[Commit, Mapping[str, Tree]]]) -> Rewritten | None:
    """Against the first text that was decided; what was only added is none."""
    decided = [(commit, dict(tree)) for commit, tree in texts if _is_decided(tree)]
    steps = [(commit, _altered(decided[0][1], tree)) for commit, tree in decided[1:]]
    if not steps or not (fields := steps[-1][1]):
        return None
    return Rewritten(address=address, commit=next(commit for commit, some in steps if some), fields=fields)


def _is_decided(tree: Mapping[str, Tree]) -> bool:
    return bool(tree.get("approved")) and (
        tree.get("beyond_powers") not in ("是", "true") or bool(tree.get("referred"))
    )


def _altered(before: dict[str, Tree], after: dict[str, Tree]) -> tuple[str, ...]:
    """The steps of approval of which something that stood there is another thing now."""
    found = differences(before, after, Approval)
    return tuple(dict.fromkeys(one.path[0] for one in found if one.before is not None and one.path[0] in _STEPS))


def open_ones(runs: Iterable[Run]) -> tuple[Commit, ...]:
    """The commits with which forms came, the earliest first; nothing where none approves it any more."""
    told = [*runs]
    return tuple(run.start for run in told) if any(run.end is None for run in told) else ()
