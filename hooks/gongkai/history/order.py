"""The order of entries: whether those that stand in two lists stand in another one, and how that is told."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Final, TypeVar

from pydantic import BaseModel

from gongkai.load.fields import is_marked

T = TypeVar("T")
ORDER: Final = "次序"
"""The last name in the path of a list whose entries stand in another order."""
_MOST: Final = 6
"""Entries that are named; of more than that, so many that the line stays short."""
_LONGEST: Final = 16
"""Characters by which an entry is called."""


@cache
def arranged_by(model: type[BaseModel]) -> str:
    """The field by which pages show a list of such parts; empty where they show it as it is written."""
    return next((name for name, field in model.model_fields.items() if is_marked(field, "arranged")), "")


def inner(one: Sequence[T], other: Sequence[T]) -> tuple[Sequence[T], Sequence[T]]:
    """Without what is the same at both ends."""
    most = min(len(one), len(other))
    first = next((place for place in range(most) if one[place] != other[place]), most)
    last = next((place for place in range(most - first) if one[~place] != other[~place]), most - first)
    return one[first : len(one) - last], other[first : len(other) - last]


def reordered(pairs: Mapping[int, int], among: Callable[[int], str]) -> tuple[Sequence[int], Sequence[int]]:
    """`pairs` are places now and before; the former and the present order, as places now, of what has changed it.

    Only entries that are `among` the same are in an order. Both are empty where nothing changed it.
    """
    stood = sorted(pairs, key=lambda place: (among(place), pairs[place]))
    stands = sorted(pairs, key=lambda place: (among(place), place))
    return inner(stood, stands)


def told(places: Sequence[int], names: Mapping[int, str]) -> list[str]:
    """The names in this order, in short where that makes no two of them alike; of many only the first."""
    short = {place: _short(name) for place, name in names.items()}
    called = short if len({*short.values()}) == len(short) else names
    found = [called[place] for place in places]
    if len(found) <= _MOST:
        return found
    return [*found[: _MOST // 2 - 1], f"{found[_MOST // 2 - 1]}等 {len(found)} 项"]


def _short(name: str) -> str:
    words = " ".join(name.split())
    return words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1]}…"
