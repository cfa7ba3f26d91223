"""What a text was before something was added to it: git calls a text by its hash, so that one need only be guessed.

Most of what changes in a record is written in the course of things: an outcome, a place where it was posted, a reason.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence, Set
from functools import cache
from typing import Final

from gongkai.history.differences import is_later
from gongkai.history.texts import Grown
from gongkai.history.versions import Difference
from gongkai.load.record import Record

_HEAD: Final = re.compile(rb"\n[^ #\n-]")
"""Begins a field."""


def earlier(record: Record, blobs: Set[str], name: Callable[[bytes], str]) -> Iterator[tuple[str, Grown]]:
    """Those of the blobs that the record was before one such field after the other came, or an item of one.

    `name` tells how git calls a content.
    """
    fields = [field for field in _later(type(record)) if getattr(record, field)]
    whole = record.document.text
    waiting, left = [Grown(whole.encode(), whole, {})], {*blobs}
    while waiting and left:
        grown = waiting.pop()
        for source, field, written in _without_one(grown.source, fields):
            if (blob := name(source)) in left:
                left.remove(blob)
                waiting.append(Grown(source, whole, {**grown.fields, field: written.decode()}))
                yield blob, waiting[-1]
                if not left:
                    return


@cache
def _later(model: type[Record]) -> tuple[str, ...]:
    """Its fields that are written in the course of things."""
    return tuple(name for name in model.model_fields if is_later(Difference((name,), None, ""), model))


def _without_one(content: bytes, fields: Sequence[str]) -> Iterator[tuple[bytes, str, bytes]]:
    """Without one of the fields, or without the last item of one that has several.

    With the name of the field, and what is left of it.
    """
    for field in fields:
        if (start := content.find(f"\n{field}:".encode())) < 0:
            continue
        following = _HEAD.search(content, start + 1)
        end = following.start() if following else len(content) - 1
        yield content[:start] + content[end:], field, b""
        last = max(content.rfind(b"\n- ", start, end), content.rfind(b"\n  - ", start, end))
        if last > content.find(b"\n", start + 1):
            yield content[:last] + content[end:], field, content[start + 1 : last + 1]
