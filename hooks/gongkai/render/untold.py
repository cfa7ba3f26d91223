"""What of a record's past is not for these readers: hidden fields and records, and what a word beside them hides.

Who may read a text of today is seen from the record. Of a former text only what differs is known, so where that does
not tell who was meant to read it, it is told to nobody but the branch.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from typing import NamedTuple

from pydantic import BaseModel

from gongkai.history.differences import Model
from gongkai.history.versions import Difference, Step
from gongkai.load.branch import Tracking
from gongkai.load.fields import ADDRESS, INDEX_NUMBER, AudienceName
from gongkai.load.notice import MEMBERS_ONLY, Notice
from gongkai.load.part import Part, Sees, field_in, path_of, widest
from gongkai.load.reading import Tree
from gongkai.load.record import Disclosure
from gongkai.render import audience

BRANCH: AudienceName = "本支部党员"


@dataclass(frozen=True)
class Readers:
    """For whom it is told."""

    sees: Sees
    knows: Callable[[str], bool]
    """Whether an index number or an address may be named to them: a hidden record leaves no trace."""
    explains: Callable[[str], bool]
    """Whether they read this explanation beside a lapse: that of a hidden lapse is hidden, too."""
    tracking: Tracking

    @cached_property
    def hides(self) -> Callable[[type[BaseModel], tuple[str, ...]], bool]:
        """Whether a field, or one above it, is not for them: few fields change again and again."""
        return cache(lambda model, fields: audience.hides(model, fields, self.sees))

    @cached_property
    def role_of(self) -> Callable[[str, date], str]:
        """In which role somebody committed on a day: few people do, and several times a day."""
        return cache(self.tracking.role_of)


class Teller(NamedTuple):
    """One record, whole, its steps, and for whom it is told."""

    record: Disclosure
    steps: tuple[Step, ...]
    readers: Readers
    is_withdrawn: bool
    """The day of its withdrawal has come: until then it is read like any other."""

    @property
    def is_silent(self) -> bool:
        """Somebody's result is, or ever was, for members only: a single gap would point at the person."""
        if not isinstance(self.record, Notice) or self.readers.sees("本单位党员"):
            return False
        return self.record.is_reserved or _ever(self.steps, MEMBERS_ONLY)

    def open(self, found: Iterable[Difference]) -> Iterator[Difference]:
        """Of these differences what they may see."""
        found = tuple(found)
        withheld, model = {*self._withheld()}, type(self.record)
        for one in found:
            hidden = self.readers.hides(model, one.fields) or one.fields[:1] in withheld
            if not hidden and self._is_open_note(one, found):
                yield from _without_hidden(one, model, self.readers)

    def _withheld(self) -> Iterator[tuple[str]]:
        """Fields in which stands, or ever stood, a word that keeps them from these readers."""
        for field, (those, words) in self.record.WITHIN.items():
            if self.readers.sees(those):
                continue
            if words & {*_words(getattr(self.record, field))} or _ever(self.steps, words, field):
                yield (field,)

    def _is_open_note(self, one: Difference, found: tuple[Difference, ...]) -> bool:
        """A reason, or an explanation, may be about what these readers do not see; other fields are open."""
        if one.fields[:1] not in (("corrections",), ("deviations",)) or self.readers.sees(BRANCH):
            return True
        entries = [value for value in (one.before, one.after) if isinstance(value, dict)]
        if one.fields[0] == "deviations":
            return one.before is None and all(self.readers.explains(str(each.get("note", ""))) for each in entries)
        if one.fields == ("corrections",):
            return all(self.is_open(str(each.get("about", ""))) for each in entries)
        named = [each for each in self.record.corrections if one.path[1].startswith(f"={each.on}")]
        turned = any(other.path[:2] == one.path[:2] and other.fields[1:] == ("about",) for other in found)
        return bool(named) and not turned and all(self.is_open(each.about or "") for each in named)

    def is_open(self, about: str) -> bool:
        """Whether a correction about this field is for these readers."""
        return not audience.hides(type(self.record), path_of(about), self.readers.sees)


def _ever(steps: Iterable[Step], words: frozenset[str], field: str = "") -> bool:
    """Whether one of the words ever stood there; in a text that could not be read by field, anywhere in it."""
    for one in (one for step in steps for one in step.differences):
        if not one.path:
            if any(word in str(value) for value in (one.before, one.after) for word in words):
                return True
        elif (not field or one.path[0] == field) and words & {*_words(one.before), *_words(one.after)}:
            return True
    return False


def _words(value: object) -> Iterator[str]:
    """Every text in a tree, or in a part of a record."""
    if isinstance(value, str):
        yield value.strip()
    elif isinstance(value, dict | Part):
        yield from _words([*(value if isinstance(value, dict) else vars(value)).values()])
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _words(inner)


def _without_hidden(one: Difference, model: Model, readers: Readers) -> Iterator[Difference]:
    """Without what lies in it and these readers may not see; nothing where nothing is left.

    A field that is none, or is none any more, may have been a mistyped one: whom it was meant for nobody knows.
    """
    here: Model = model
    tells_order = isinstance(one.before, list) and isinstance(one.after, list)  # its last name is no field's
    for name in one.fields[:-1] if tells_order else one.fields:
        field, here = field_in(here, name)
        if field is None and not readers.sees(BRANCH):
            return
    before, after = _shown(one.before, here, readers), _shown(one.after, here, readers)
    if before != after:
        yield one._replace(before=before, after=after)


def _shown(value: Tree | None, model: Model, readers: Readers) -> Tree | None:
    if isinstance(value, str):
        is_name = "/" in value and (INDEX_NUMBER.fullmatch(value) or ADDRESS.fullmatch(value))
        return None if is_name and not readers.knows(value) else value
    if isinstance(value, list):
        return [part for part in (_shown(item, model, readers) for item in value) if part is not None] or None
    if value is None or model is None:
        return value
    found: dict[str, Tree] = {}
    for name, inner in value.items():
        field, below = field_in(model, name)
        if readers.sees(widest(field) if field else BRANCH) and (shown := _shown(inner, below, readers)) is not None:
            found[name] = shown
    return found or None
