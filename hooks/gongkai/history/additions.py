"""What a text was before something was added to it: git calls a text by its hash, so that one need only be guessed.

Most of what changes in a record is written in the course of things: an outcome, a place where it was posted, a reason.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence, Set
from functools import cache
from typing import Final

from gongkai.history.differences import is_later
from gongkai.history.guard import DUE_WITH_APPROVAL
from gongkai.history.texts import Grown
from gongkai.history.versions import Difference
from gongkai.load.record import Record

_HEAD: Final = re.compile(rb"\n[^ #\n-]")
"""Begins a field."""
_DUE: Final = tuple(name for path in DUE_WITH_APPROVAL for name in path)


def earlier(record: Record, blobs: Set[str], name: Callable[[bytes], str]) -> Iterator[tuple[str, Grown]]:
    """Those of the blobs that the record was before one such field after the other came, or an item of one.

    Or before it was approved. `name` tells how git calls a content.
    """
    fields = [field for field in _fields(type(record)) if getattr(record, field)]
    whole = record.document.text
    waiting, left = [Grown(whole.encode(), whole, {})], {*blobs}
    while waiting and left:
        grown = waiting.pop()
        for source, without in _before(grown.source, fields):
            if (blob := name(source)) in left:
                left.remove(blob)
                waiting.append(Grown(source, whole, {**grown.fields, **without}))
                yield blob, waiting[-1]
                if not left:
                    return


@cache
def _fields(model: type[Record]) -> tuple[str, ...]:
    """Those that are written in the course of things, and then those that an approval asks for."""
    names = [name for name in model.model_fields if is_later(Difference((name,), None, ""), model)]
    return (*names, *(name for name in _DUE if name in model.model_fields))


def _before(content: bytes, fields: Sequence[str]) -> Iterator[tuple[bytes, dict[str, str]]]:
    """Without one of the fields, without the last item of one that has several; without all that an approval asks for.

    With what is left of these fields.
    """
    for field in fields:
        start, end = _place(content, field)
        if start == end:
            continue
        yield content[:start] + content[end:], {field: ""}
        last = max(content.rfind(b"\n- ", start, end), content.rfind(b"\n  - ", start, end)) + 1
        if last > content.find(b"\n", start) + 1:
            yield content[:last] + content[end:], {field: content[start:last].decode()}
    draft, gone = content, dict[str, str]()
    for field in _DUE:
        start, end = _place(draft, field)
        if start < end:
            draft, gone[field] = draft[:start] + draft[end:], ""
    if len(gone) > 1:
        yield draft, gone


def _place(content: bytes, field: str) -> tuple[int, int]:
    """From where to where the field stands; nowhere if it does not."""
    begin = f"{field}:".encode()
    start = 0 if content.startswith(begin) else content.find(b"\n" + begin) + 1
    if not start and not content.startswith(begin):
        return 0, 0
    following = _HEAD.search(content, start)
    return start, following.start() + 1 if following else len(content)
