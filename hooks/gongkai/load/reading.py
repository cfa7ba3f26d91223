"""Text → tree and places, in one way through the events of libyaml's C parser.

Built on a stack of our own: libyaml's composer recurses in C and dies of 30,000 brackets; its event parser does not.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, Final, Protocol, TypeAlias
from unicodedata import is_normalized

from yaml import MarkedYAMLError, events
from yaml._yaml import CParser

from gongkai.findings import Finding, Place
from gongkai.load import miswritten, unreadable
from gongkai.load.text import FORBIDDEN, character_fault

Tree: TypeAlias = "str | list[Tree] | dict[str, Tree]"

DEEPEST: Final = 32
MOST_VALUES: Final = 20_000
"""Fields or items in one file, keys apart."""
LONGEST: Final = 64 * 1024
"""UTF-8 bytes of one scalar."""


class Mark(Protocol):
    """A point of the text: `line` and `column` from 0, `index` in characters."""

    index: int
    line: int
    column: int


class Event(Protocol):
    """What the parser gives for a node; only scalars have value and style, which is empty for a plain one."""

    start_mark: Mark
    end_mark: Mark
    anchor: str | None
    tag: str | None
    value: str
    style: str


Spot: TypeAlias = "tuple[Mark, Mark, Spots]"
"""Where the key (of a list's item: the item) and the value begin, and what is inside."""
Spots: TypeAlias = "dict[str | int, Spot]"


@dataclass(slots=True)
class _Open:
    """A mapping or list that is being filled."""

    values: dict[str, Tree] | list[Tree]
    spots: Spots
    key: str | None = None
    key_event: Event | None = None


@dataclass
class Reading:
    """One way through the events of a text, and what was seen on it."""

    text: str
    file: str
    root: Tree | None = None
    spots: Spots = field(default_factory=dict)
    scalars: list[Event] = field(default_factory=list)
    found: list[Finding] = field(default_factory=list)
    refusal: MarkedYAMLError | None = None
    reached: int = 0
    """Line, from 0, of the last event before a refusal."""
    _stack: list[_Open] = field(default_factory=list)
    _documents: int = 0
    _is_over: bool = False

    def run(self) -> Reading:
        """Reads to the end, to the first refusal, or to the first limit."""
        get_event: Callable[[], Any] = CParser(self.text).get_event
        event: Event | None = None
        try:
            for event in islice(iter(get_event, None), 2 * MOST_VALUES):
                kind: type[object] = type(event)
                if kind is events.ScalarEvent:
                    self._scalar(event)
                elif kind is events.MappingEndEvent or kind is events.SequenceEndEvent:
                    self._stack.pop()
                elif kind is events.MappingStartEvent or kind is events.SequenceStartEvent:
                    self._open(event, {} if kind is events.MappingStartEvent else [])
                else:
                    self._other(event, kind)
                if self._is_over:
                    return self
            if get_event() is not None and event is not None:
                self.found.append(unreadable.too_many_values(self._at(event), MOST_VALUES))
        except MarkedYAMLError as refusal:
            self.refusal = refusal
            if event:
                is_plain = not getattr(event, "style", None)
                self.reached = event.start_mark.line if is_plain else event.end_mark.line
        return self

    def _scalar(self, event: Event) -> None:
        value = event.value
        self.scalars.append(event)
        if event.tag is not None or event.anchor is not None:
            self._decorated(event)
        if len(value) > LONGEST // 4 and len(value.encode()) > LONGEST:
            self.found.append(unreadable.too_long(self._at(event)))
        if event.style == '"' and (bad := FORBIDDEN.search(value)):
            self.found.append(character_fault(self._at(event), bad.group()))
        here = self._stack[-1] if self._stack else None
        if here is None:
            self.root = value
        elif type(here.values) is dict and here.key is None:
            self._key(here, event)
        elif value or event.style:
            self._put(here, value, event, {})
        elif type(here.values) is list:
            self.found.append(miswritten.empty_item(self._at(event)))
        else:
            self._nothing(here, event)

    def _key(self, here: _Open, event: Event) -> None:
        key = event.value
        here.key, here.key_event = key, event
        if key in here.spots:
            first = here.spots[key][0].line + 1
            self.found.append(miswritten.duplicate_key(self._at(event), key, first))
        if key.isascii() and key.isidentifier():
            return
        if not key.strip() or "\n" in key:
            self.found.append(unreadable.complex_key(self._at(event)))
        elif key == "<<":
            self.found.append(unreadable.merge_key(self._at(event)))
        elif not is_normalized("NFC", key):
            self.found.append(miswritten.unnormalised_key(self._at(event), key))
        elif key != key.strip():
            outer = key[0] if key[0].isspace() else key[-1]
            self.found.append(miswritten.wide_space(self._at(event), outer))

    def _nothing(self, here: _Open, event: Event) -> None:
        """A key with nothing behind it is left out; in braces it may have lost its colon as well."""
        key = here.key_event
        if key and key.end_mark.index == event.start_mark.index and not event.anchor and not event.tag:
            self.found.append(miswritten.key_without_colon(self._at(key), here.key or ""))
        if key and here.key is not None:
            here.spots[here.key] = (key.start_mark, event.start_mark, {})
        here.key = None

    def _put(self, here: _Open, value: Tree, event: Event, inner: Spots) -> None:
        if isinstance(here.values, list):
            here.spots[len(here.values)] = (event.start_mark, event.start_mark, inner)
            here.values.append(value)
        elif here.key is not None and here.key_event is not None:
            here.values[here.key] = value
            here.spots[here.key] = (here.key_event.start_mark, event.start_mark, inner)
            here.key = None

    def _open(self, event: Event, values: dict[str, Tree] | list[Tree]) -> None:
        if event.tag is not None or event.anchor is not None:
            self._decorated(event)
        opened = _Open(values, {})
        if not self._stack:
            self.root, self.spots = opened.values, opened.spots
            if isinstance(opened.values, list):
                self.found.append(unreadable.not_a_mapping(self._at(event), is_list=True))
        elif type((here := self._stack[-1]).values) is dict and here.key is None:
            self.found.append(unreadable.complex_key(self._at(event)))
            here.key, here.key_event = "", event
        else:
            self._put(here, opened.values, event, opened.spots)
        self._stack.append(opened)
        if len(self._stack) > DEEPEST:
            self.found.append(unreadable.too_deep(self._at(event), DEEPEST))
            self._is_over = True

    def _other(self, event: Event, kind: type[object]) -> None:
        """Begin of a document, alias; the ends of document and stream say nothing."""
        if kind is events.DocumentStartEvent:
            self._documents += 1
            if getattr(event, "version", None) or getattr(event, "tags", None):
                self.found.append(unreadable.directive(self._at(event)))
            if self._documents > 1:
                self.found.append(unreadable.several_documents(self._at(event)))
                self._is_over = True
        elif kind is events.AliasEvent:
            self.found.append(unreadable.alias(self._at(event), event.anchor or ""))
            here = self._stack[-1] if self._stack else None
            if here and type(here.values) is dict and here.key is None:
                here.key, here.key_event = "", event
            elif here:
                self._put(here, "", event, {})

    def _decorated(self, event: Event) -> None:
        if event.anchor is not None:
            self.found.append(unreadable.anchor(self._at(event), event.anchor))
        if event.tag is not None:
            self.found.append(unreadable.tag(self._at(event), event.tag))

    def _at(self, event: Event) -> Place:
        return Place(self.file, event.start_mark.line + 1, event.start_mark.column + 1)
