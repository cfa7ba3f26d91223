"""The quick way through a file without faults: nothing but its tree is made, for its places are hardly ever asked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice
from sys import intern
from typing import Any, Final, cast

from yaml import MarkedYAMLError, events
from yaml._yaml import CParser

from gongkai.load.reading import DEEPEST, LONGEST, MOST_VALUES, Event, Tree
from gongkai.load.text import FORBIDDEN

SHARED: Final = 12
"""Characters up to which equal values are one string: names, posts and places recur in thousands of records."""


class _DoubtError(Exception):
    """Something that may be a fault."""


def tree(text: str, scalars: list[Event] | None = None) -> dict[str, Tree] | None:
    """The tree, or None where anything is in doubt and `Reading` has to look; gathers the scalars if asked."""
    get_event: Callable[[], Any] = CParser(text).get_event
    try:
        built = _built(islice(iter(get_event, None), 2 * MOST_VALUES), text, scalars)
        return built if get_event() is None else None
    except (MarkedYAMLError, _DoubtError):
        return None


def _built(stream: Iterator[Any], text: str, scalars: list[Event] | None) -> dict[str, Tree]:
    """One loop with local names: it runs for every value of every record at every build."""
    outer: list[Any] = []
    root: list[dict[str, Tree]] = []
    here: Any = root  # the list or mapping being filled; `key` waits for its value and is empty where a key is due
    key = ""
    empty: list[tuple[dict[str, Tree], str]] = []
    has_escapes = "\\" in text
    is_plain = len(text) <= LONGEST // 4 and "&" not in text and "!" not in text
    for event in stream:
        kind: type[object] = type(event)
        if kind is events.ScalarEvent:
            value = event.value
            if len(value) <= SHARED:
                value = intern(value)
            if scalars is not None:
                scalars.append(event)
            style = event.style
            if not style and " - " in value:  # perhaps a list item that was folded into the text above it
                raise _DoubtError
            if (not is_plain and _is_doubtful(event)) or (has_escapes and style == '"' and FORBIDDEN.search(value)):
                raise _DoubtError
            if key:
                if not value and not style:
                    empty.append(_empty(here, key, event, text))
                here[key] = value
                key = ""
            elif type(here) is dict:
                if value in here or not (value.isascii() and value.isidentifier()):
                    raise _DoubtError
                key = value
            elif here is root or not (value or style):
                raise _DoubtError
            else:
                here.append(value)
        elif kind is events.MappingEndEvent or kind is events.SequenceEndEvent:
            here = outer.pop()
        elif kind is events.MappingStartEvent or kind is events.SequenceStartEvent:
            outer.append(here)
            if event.anchor is not None or event.tag is not None or len(outer) > DEEPEST:
                raise _DoubtError
            here, key = _opened(here, key, {} if kind is events.MappingStartEvent else []), ""
        elif kind not in _SILENT or getattr(event, "version", None) or getattr(event, "tags", None):
            raise _DoubtError
    for mapping, left_out in empty:
        del mapping[left_out]
    if len(root) != 1 or type(root[0]) is not dict:
        raise _DoubtError
    return root[0]


_SILENT: Final = (events.StreamStartEvent, events.DocumentStartEvent, events.DocumentEndEvent, events.StreamEndEvent)


def _is_doubtful(event: Event) -> bool:
    """Decorated, or long; `_built` asks only where the file has a sign of it."""
    return event.anchor is not None or event.tag is not None or len(event.value) > LONGEST // 4


def _opened(here: Tree | list[dict[str, Tree]], key: str, inner: Tree) -> Tree:
    """The new collection, put where it belongs."""
    if key and isinstance(here, dict):
        here[key] = inner
    elif isinstance(here, list):
        cast("list[Tree]", here).append(inner)
    else:
        raise _DoubtError
    return inner


def _empty(here: dict[str, Tree], key: str, event: Event, text: str) -> tuple[dict[str, Tree], str]:
    """A key with nothing behind its colon; without a colon it is a fault."""
    if text[event.start_mark.index - 1] != ":":
        raise _DoubtError
    return here, key
