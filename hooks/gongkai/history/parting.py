"""Where several texts of one record differ, by field, as it is written: nothing is read yet."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from gongkai.load.plain import place_of
from gongkai.load.text import screen

_HEAD: Final = re.compile(r"\n(?:([a-z_]+):|[^ #\n-])")
"""Begins a field; without a name it is a line that neither begins one nor belongs to one."""
_NAME: Final = re.compile("[a-z_]+:")
_SILENT: Final = re.compile(r"(?:\n(?:#.*)?)*")


def parted(whole: str, texts: Sequence[str]) -> list[dict[str, str]] | None:
    """Of each text the fields in which they differ, and perhaps more; None where something is in doubt.

    A quoted text may hold lines that look like fields. In the whole text, which is one of them, there are none: it is
    plain. What is the same elsewhere ends there as it does here; what is not will be read by itself, which fails if it
    does not end.
    """
    first, last = _window(whole, texts)
    split = [_sound(text[first : len(text) - len(whole) + last]) for text in texts]
    parts = [those for those in split if those is not None]
    inside = split[texts.index(whole)]
    if inside is None or len(parts) < len(split):
        return None
    came = {name for those in parts for name in those if name not in inside}
    return None if any(place_of(name, whole) >= 0 for name in came) else parts  # else it would stand there twice


def written_at(name: str, text: str, at: int) -> str:
    """The field that begins there, as it is written."""
    following = _HEAD.search(text, at + len(name))
    return text[at : following.start() + 1] if following else text[at:]


def _window(whole: str, texts: Sequence[str]) -> tuple[int, int]:
    """From where to where they differ, widened to fields: places in the whole text, which is one of them."""
    before = len(whole)
    for text in texts:
        if text is not whole:
            before = min(before, _agreeing(whole, text))
    after = min(map(len, texts)) - before  # no more: where a line stands twice, both ends would claim it
    for text in texts if after else ():
        after = _agreeing_in_the_end(whole, text, after)
    if all(_begins(text, before) for text in texts):  # what is before that has ended in one, and so in all
        first = before - 1
    else:
        first = whole.rfind("\n", 0, before)
        while first >= 0 and not _NAME.match(whole, first + 1, before):  # the colon, too
            first = whole.rfind("\n", 0, first)
    following = _HEAD.search(whole, len(whole) - after) if after else None
    return first + 1, following.start() + 1 if following else len(whole)


def _begins(text: str, at: int) -> bool:
    """Whether a field begins there, or the text ends with a line."""
    return (not at or text[at - 1] == "\n") and (at == len(text) or bool(_NAME.match(text, at)))


def _agreeing(one: str, other: str) -> int:
    """Characters with which both begin."""
    if one.startswith(other):  # something was added at the end: so most changes are
        return len(other)
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _agreeing_in_the_end(one: str, other: str, most: int) -> int:
    """Characters with which both end."""
    low, high = 0, most
    while low < high:
        middle = (low + high + 1) // 2
        if one[len(one) - middle : len(one) - low] == other[len(other) - middle : len(other) - low]:
            low = middle
        else:
            high = middle - 1
    return low


def _sound(part: str) -> dict[str, str] | None:
    """Its fields as they are written; None where it cannot be read by them."""
    if not part:
        return {}
    lines = f"\n{part}"
    heads = [*_HEAD.finditer(lines)]
    places = [*(head.start() for head in heads), len(part)]
    fields = {head[1]: part[at:end] for head, at, end in zip(heads, places, places[1:], strict=False)}
    is_sound = len(fields) == len(heads) and None not in fields and _SILENT.fullmatch(lines, 0, places[0] + 1)
    return fields if is_sound and not screen(part, "")[1] else None
