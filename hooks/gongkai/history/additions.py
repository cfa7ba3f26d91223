"""What a text was before something was added to it: git calls a text by its hash, so that one need only be guessed.

Most of what changes in a record is written in the course of things: an outcome, a place where it was posted, a reason.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence, Set
from functools import cache
from typing import Final

from gongkai.history.differences import is_later
from gongkai.history.guard import DUE_WITH_APPROVAL
from gongkai.history.parting import written_at
from gongkai.history.texts import Grown
from gongkai.history.versions import Difference
from gongkai.load.plain import place_of
from gongkai.load.record import Record

_DUE: Final = tuple(name for path in DUE_WITH_APPROVAL for name in path)


def earlier(record: Record, blobs: Set[str], name: Callable[[bytes], str]) -> Iterator[tuple[str, Grown]]:
    """Those of the blobs that the record was before one such field after the other came, or an item of one.

    Or before it was approved. `name` tells how git calls a content.
    """
    fields = [field for field in _fields(type(record)) if getattr(record, field)]
    whole = record.document.text
    waiting, left = [Grown(whole, whole, {})], {*blobs}
    while waiting and left:
        grown = waiting.pop()
        for text, without in _before(grown.text, fields):
            if (blob := name(text.encode())) in left:
                left.remove(blob)
                waiting.append(Grown(text, whole, {**grown.fields, **without}))
                yield blob, waiting[-1]
                if not left:
                    return


@cache
def _fields(model: type[Record]) -> tuple[str, ...]:
    """Those that are written in the course of things, and then those that an approval asks for."""
    names = [name for name in model.model_fields if is_later(Difference((name,), None, ""), model)]
    return (*names, *(name for name in _DUE if name in model.model_fields))


def _before(text: str, fields: Sequence[str]) -> Iterator[tuple[str, dict[str, str]]]:
    """Without one of the fields, without the last item of one that has several; without all that an approval asks for.

    With what is left of these fields.
    """
    for field in fields:
        before, written, after = _around(field, text)
        if not written:
            continue
        yield before + after, {field: ""}
        last = max(written.rfind("\n- "), written.rfind("\n  - ")) + 1
        if last > written.find("\n") + 1:
            yield before + written[:last] + after, {field: written[:last]}
    draft, gone = text, dict[str, str]()
    for field in _DUE:
        before, written, after = _around(field, draft)
        if written:
            draft, gone[field] = before + after, ""
    if len(gone) > 1:
        yield draft, gone


def _around(field: str, text: str) -> tuple[str, str, str]:
    """What is before the field, the field as it is written, what is behind it; all is before one that is not there."""
    if (start := place_of(field, text)) < 0:
        return text, "", ""
    written = written_at(field, text, start)
    return text[:start], written, text[start + len(written) :]
