"""Approval against text: what was changed after a record was approved, and which of it nobody declared."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from gongkai.history.differences import Compare, Model, comparing_once, differences, is_chosen, is_later
from gongkai.history.published import day_written, is_published
from gongkai.history.versions import Commit, Difference
from gongkai.load.fields import is_person
from gongkai.load.part import field_at
from gongkai.load.reading import Tree

DUE_WITH_APPROVAL: Final = (("index",), ("published_on",))
"""Only asked for once a record is approved: to fill them in then is what was approved."""
_TURNING: Final = frozenset("〇零一二两三四五六七八九十百千万亿半不未无非否没")


class State(NamedTuple):
    """The text of a record from a commit on; an empty tree where it cannot be read."""

    commit: Commit
    tree: dict[str, Tree]
    behind: tuple[int, ...] = ()
    """Places of the commits whose texts it came from: several where a merge brought lines together.

    None of them known: from the state before it.
    """


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What a timeline says of approval."""

    undeclared: tuple[Difference, ...] = ()
    unapproved: tuple[Difference, ...] = ()
    own_approval: bool = False


class _Held(NamedTuple):
    """What was said of a state by then."""

    approved: State
    declared: tuple[State, ...]
    """The last one on each line that came into it: what differs from one alone, another line has declared."""
    pending: tuple[Difference, ...] = ()


def verdict(states: Sequence[State], forms: Sequence[Commit], model: Model, compare: Compare | None = None) -> Verdict:
    """Hold every state of a record against the text that was last approved, and last declared, on its own line.

    `states` is oldest first and not empty; `forms` are the commits of the forms that approve it, oldest first.
    `compare` is for whoever compares these texts as well.
    """
    compare = compare or comparing_once(model)
    states = [state for state in states if state.tree]  # what cannot be read is no statement
    if not forms:
        return Verdict()
    first = _at(states, forms[0])
    held: dict[int, _Held] = {}
    before = _Held(first, (first,))
    for state, form in _onward(states, forms):
        behind = [held[place] for place in state.behind if place in held] or [before]
        before = held[state.commit.place] = _held(state, behind, model, compare, form=form)
    last = states[-1]
    public = any(is_published(state.tree, last.commit.day) for state in (*before.declared, last))
    return Verdict(
        undeclared=before.pending if public else (),
        unapproved=weighty(compare(before.approved.tree, last.tree), model),
        own_approval=_is_own(states, forms[-1]),
    )


def only_added(states: Sequence[State], form: Commit) -> Verdict:
    """The same where each state only added what is added in the course of things: that needs neither word nor form.

    `form` is the newest that approves it.
    """
    return Verdict(own_approval=_is_own(states, form))


def _is_own(states: Sequence[State], form: Commit) -> bool:
    return by_one_hand(_at(states, form).commit, form)


def _held(state: State, behind: Sequence[_Held], model: Model, compare: Compare, *, form: bool) -> _Held:
    """`behind` is what was said of the states from which it came; `form` is whether one came for this very text."""
    before, *others = behind
    declared = (
        [*{one.commit.place: one for those in behind for one in those.declared}.values()] if others else before.declared
    )
    if form or all(_is_gone(one, state, model) for one in declared):
        return _Held(state, (state,))
    approved = before.approved
    if others:
        approved = min(
            (one.approved for one in behind), key=lambda one: len(weighty(compare(one.tree, state.tree), model))
        )
    if all(_added(one, state, "corrections", model) for one in declared):
        return _Held(state if _is_spelling(approved, state, model) else approved, (state,))
    if pending := _in_all([weighty(compare(one.tree, state.tree), model) for one in declared]):
        return _Held(approved, tuple(declared), pending)
    return _Held(approved, (state,))  # from now on, what was added may not be altered silently either


def _in_all(found: Sequence[tuple[Difference, ...]]) -> tuple[Difference, ...]:
    """Of the differences from the first text those that lie where all the others differ, too."""
    first, *others = found
    if not others:
        return first
    return tuple(one for one in first if all(any(_overlap(one, each) for each in those) for those in others))


def _overlap(one: Difference, other: Difference) -> bool:
    """Whether they are in one place, or one in a part of the other's."""
    return all(name == its for name, its in zip(one.path, other.path, strict=False))


def weighty(found: Iterable[Difference], model: Model) -> tuple[Difference, ...]:
    """The differences that need a reason: all but what is added in the course of things, or is due with approval."""
    return tuple(
        one for one in found if not is_later(one, model) and not (one.before is None and one.path in DUE_WITH_APPROVAL)
    )


def by_one_hand(text: Commit, form: Commit) -> bool:
    """Whether the same one committed both; who gave no address, or has not committed yet, is nobody."""
    return text.email == form.email != ""


def _at(states: Sequence[State], commit: Commit) -> State:
    """The state in force at a commit; the first one where the form came before the text."""
    return next((state for state in reversed(states) if state.commit.place <= commit.place), states[0])


def _onward(states: Sequence[State], forms: Iterable[Commit]) -> Iterator[tuple[State, bool]]:
    """Every state after the first form, and whether a form has come with it or while it stood."""
    places = [form.place for form in forms]
    first = _at(states, next(iter(forms))).commit.place
    ends = [*(state.commit.place for state in states[1:]), None]
    for state, end in zip(states, ends, strict=True):
        if state.commit.place >= first:
            since = state.commit.place
            yield state, any(since <= place and (end is None or place < end) for place in places)


def _added(before: State, after: State, field: str, model: Model) -> tuple[Tree, ...]:
    """The entries of a field that were not there before; one that was only rewritten is no new one."""
    if before.tree.get(field) == after.tree.get(field):
        return ()
    found = differences(_only(before, field), _only(after, field), model)
    added = [one for one in found if one.before is None and one.after and one.fields == (field,)]
    return tuple(
        entry for one in added for entry in (one.after if isinstance(one.after, list) else [one.after]) if entry
    )


def _is_gone(before: State, after: State, model: Model) -> bool:
    """Whether a withdrawal came that counts by then: until its day the record is read like any other."""
    said = [one.get("on") for one in _added(before, after, "withdrawn", model) if isinstance(one, dict)]
    return any(day is not None and day <= after.commit.day for day in map(day_written, said))


def _only(state: State, field: str) -> dict[str, Tree]:
    return {field: state.tree[field]} if field in state.tree else {}


def _is_spelling(approved: State, state: State, model: Model) -> bool:
    """勘误: each correction since is declared as such, and no figure, date, entry or choice is another one."""
    said = _added(approved, state, "corrections", model)
    declared = all(isinstance(one, dict) and one.get("spelling") in ("是", "true") for one in said)
    return declared and all(
        _is_one_text(one, model) for one in weighty(differences(approved.tree, state.tree, model), model)
    )


def _is_one_text(one: Difference, model: Model) -> bool:
    """Two texts that count and deny the same; no text, a word out of few and a person's name cannot be misspelt."""
    if not isinstance(one.before, str) or not isinstance(one.after, str) or is_chosen(one, model):
        return False
    field = field_at(model, one.fields)
    named = field is not None and is_person((*field.metadata, field.annotation))
    return not named and _turning(one.before) == _turning(one.after)


def _turning(text: str) -> list[str]:
    """The signs that make it mean something else: digits, numerals, denials."""
    return [sign for sign in text if sign.isdigit() or sign in _TURNING]
