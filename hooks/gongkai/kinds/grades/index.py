"""Gradings by whom and of which year, so that the quarters of one record are found without reading all of them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import cast

from gongkai.derive.same import Same
from gongkai.kinds.grades.model import Grade
from gongkai.load.branch import Branch
from gongkai.load.register import Register

Index = Mapping[tuple[str, int], tuple[Grade, ...]]
"""`(other unit, year)` → its gradings, by address."""


def other_unit(record: Grade, branch: Branch) -> str:
    """Who is graded, without spaces; empty for the branch itself, also where one of its own names is written."""
    written = folded(record.unit or "")
    return "" if written in (folded(branch.name), folded(branch.short_name)) else written


def folded(name: str) -> str:
    """A name without its spaces."""
    return "".join(name.split())


def alike(record: Grade, register: Register) -> tuple[Grade, ...]:
    """All gradings of the same unit whose period begins in the same year, the record among them."""
    if record.covers is None:
        return ()
    return _index(Same(register)).get((other_unit(record, register.branch), record.covers.first.year), ())


@lru_cache(maxsize=1)
def _index(same: Same) -> Index:
    """Made once for a register; only the last one is kept."""
    found: dict[tuple[str, int], list[Grade]] = {}
    for record in cast("tuple[Grade, ...]", same.register.of_kind("grades")):
        if record.covers:
            key = (other_unit(record, same.register.branch), record.covers.first.year)
            found.setdefault(key, []).append(record)
    return {key: tuple(records) for key, records in found.items()}
