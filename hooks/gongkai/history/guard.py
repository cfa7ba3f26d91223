"""Approval against text: what was changed after a record was approved, and which of it nobody declared."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from gongkai.days import parse_date
from gongkai.history.differences import Model, differences, is_later
from gongkai.history.versions import Commit, Difference
from gongkai.load.reading import Tree


class State(NamedTuple):
    """The text of a record from a commit on; an empty tree where it cannot be read."""

    commit: Commit
    tree: dict[str, Tree]


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What a timeline says of approval."""

    undeclared: tuple[Difference, ...] = ()
    unapproved: tuple[Difference, ...] = ()
    own_approval: bool = False


def verdict(states: Sequence[State], forms: Sequence[Commit], model: Model) -> Verdict:
    """Hold every state of a record against the text that was last approved, and last declared.

    `states` is oldest first and not empty; `forms` are the commits of the forms that approve it, oldest first.
    """
    if not forms:
        return Verdict()
    approved = declared = _at(states, forms[0])
    for state, form in _onward(states, forms):
        if form or _added(declared, state, "withdrawn"):
            approved = declared = state
        elif said := _added(declared, state, "corrections"):
            declared = state
            if _is_spelling(said, weighty(approved.tree, state.tree, model)):
                approved = state
    last = states[-1]
    public = any(is_published(state.tree, last.commit.day) for state in (declared, last))
    return Verdict(
        undeclared=weighty(declared.tree, last.tree, model) if public else (),
        unapproved=weighty(approved.tree, last.tree, model),
        own_approval=_at(states, forms[-1]).commit.email == forms[-1].email,
    )


def weighty(before: dict[str, Tree], after: dict[str, Tree], model: Model) -> tuple[Difference, ...]:
    """The differences that need a reason: all but what is added in the course of things."""
    if not before or not after:  # what cannot be read is no statement
        return ()
    return tuple(one for one in differences(before, after, model) if not is_later(one, model))


def _at(states: Sequence[State], commit: Commit) -> State:
    """The state in force at a commit; the first one where the form came before the text."""
    return next((state for state in reversed(states) if state.commit.place <= commit.place), states[0])


def _onward(states: Sequence[State], forms: Iterable[Commit]) -> Iterator[tuple[State, bool]]:
    """Every state after the first form, and whether a form has come with it or while it stood."""
    places = [form.place for form in forms]
    first = _at(states, next(iter(forms))).commit.place
    ends = [*(state.commit.place for state in states[1:]), None]
    for state, end in zip(states, ends, strict=True):
        if state.commit.place >= first and state.tree:
            since = state.commit.place
            yield state, any(since <= place and (end is None or place < end) for place in places)


def _added(before: State, after: State, field: str) -> tuple[Tree, ...]:
    """What stands in the field now and did not before."""
    old, new = before.tree.get(field), after.tree.get(field)
    if isinstance(new, list):
        known = old if isinstance(old, list) else []
        return tuple(one for one in new if one not in known)
    return (new,) if new and not old else ()


def _is_spelling(said: Iterable[Tree], changed: Iterable[Difference]) -> bool:
    """勘误: declared as such, and no figure, date, entry or choice is another one."""
    declared = all(isinstance(one, dict) and one.get("spelling") in ("是", "true") for one in said)
    return declared and all(_is_one_text(one.before, one.after) for one in changed)


def _is_one_text(before: Tree | None, after: Tree | None) -> bool:
    """Two texts with the same digits; what is no text cannot be misspelt."""
    if not isinstance(before, str) or not isinstance(after, str):
        return False
    return [sign for sign in before if sign.isdigit()] == [sign for sign in after if sign.isdigit()]


def is_published(tree: dict[str, Tree], day: date) -> bool:
    """Whether the date of publication that the text gives had come on that day."""
    written = tree.get("published_on")
    try:
        return isinstance(written, str) and parse_date(written) <= day
    except ValueError:
        return False
