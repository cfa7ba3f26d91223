"""From the versions of one record, with their texts, to its timeline. Pure: texts come in, nothing is read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import pairwise

from gongkai.history.differences import Compare, Model, comparing_once, is_later
from gongkai.history.guard import State, by_one_hand, only_added, verdict
from gongkai.history.lines import Lines
from gongkai.history.texts import Text
from gongkai.history.versions import GONE, Commit, Difference, Step, Timeline, Version


def counted(versions: Sequence[Version], since: date | None) -> Sequence[Version]:
    """What counts: all versions from the day on, and the one that was in force then, if the record was there."""
    before = sum(version.commit.day < since for version in versions) if since else 0
    if not before:
        return versions
    first = before - 1
    return versions[first if versions[first].blob else before :]


def untouched(commit: Commit, forms: Sequence[Commit]) -> Timeline:
    """Of a record that has never been changed since it was committed."""
    own = bool(forms) and by_one_hand(commit, forms[-1])
    return Timeline(first=commit, forms=tuple(forms), own_approval=own)


def trace(
    versions: Sequence[Version], texts: Mapping[str, Text], forms: Sequence[Commit], lines: Lines, model: Model
) -> Timeline:
    """`texts` by blob; `forms` are the commits of the forms that approve the record, oldest first."""
    compare = comparing_once(model)
    steps = tuple(step for pair in pairwise(versions) for step in _step(*pair, texts, compare))
    if not forms:
        return Timeline(first=versions[0].commit, steps=steps)
    if all(is_later(one, model) for step in steps for one in step.differences):
        states = [State(one.commit, texts[one.blob].tree) for one in versions if one.blob and texts[one.blob].tree]
        found = only_added(states, _at_its_text(forms[-1], versions, lines))
    else:
        came = [_at_its_text(form, versions, lines) for form in forms]
        found = verdict(_states(versions, texts, lines), came, model, compare)
    return Timeline(
        first=versions[0].commit,
        steps=steps,
        forms=tuple(forms),
        undeclared=found.undeclared,
        unapproved=found.unapproved,
        own_approval=found.own_approval,
    )


def _states(versions: Sequence[Version], texts: Mapping[str, Text], lines: Lines) -> list[State]:
    there = [version for version in versions if version.blob]
    behind = lines.behind([version.commit for version in there])
    return [
        State(one.commit, texts[one.blob].tree, tuple(commit.place for commit in those))
        for one, those in zip(there, behind, strict=True)
    ]


def _at_its_text(form: Commit, versions: Sequence[Version], lines: Lines) -> Commit:
    """The form in the place of the text that stood on its own line: what another line wrote meanwhile it never saw."""
    own = (one for one in reversed(versions) if one.commit.place <= form.place and lines.leads_to(one.commit, form))
    seen = next(own, None)
    return Commit(form.id, seen.commit.place if seen else -1, form.at, form.email)


def _step(last: Version, version: Version, texts: Mapping[str, Text], compare: Compare) -> tuple[Step, ...]:
    """What the version changed in what its own commit began with; nothing where only bytes or comments differ."""
    moved = last.path if last.path != version.path else ""
    if version.blob == GONE:
        return (Step(version.commit, version.path, (), moved, is_removal=True),)
    was = texts[version.before if version.before in texts else last.blob or last.before]
    found, is_faulty = _found(was, texts[version.blob], compare)
    came_back = last.blob == GONE
    return (Step(version.commit, version.path, found, moved, is_faulty),) if found or moved or came_back else ()


def _found(before: Text, after: Text, compare: Compare) -> tuple[tuple[Difference, ...], bool]:
    if before.tree and after.tree:
        return compare(before.tree, after.tree), False
    return (Difference((), before.raw, after.raw),) if before.raw != after.raw else (), True
