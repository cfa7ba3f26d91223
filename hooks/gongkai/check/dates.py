"""What is said to have happened lies in the past."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from typing import Final, get_args

from pydantic import BaseModel

from gongkai.derive.head import Facts, World
from gongkai.findings import Finding
from gongkai.load.part import Part, PathOf, dotted, inner_model
from gongkai.load.record import Disclosure

_PLANNED: Final = frozenset({"published_on", "withdrawn", "deviations"})
"""Days that may lie ahead: a publication, a withdrawal, an explanation may be written before it takes effect."""


def in_the_future(facts: Mapping[str, Facts], world: World) -> Iterator[Finding]:
    """已经发生的事，日期不能在今后。 Something is said to have happened on a day that has not come.

    为什么：多半是年份或月份写错；也可能是用早于现在的日期查看，所以不妨碍生成。
    处理：核对日期；还没发生的先不写，发生以后再补
    """
    for record in (world.register.branch, *world.register.records):
        # What is to be published later may be dated up to that day.
        published = record.published_on if isinstance(record, Disclosure) else None
        limit = max(world.as_of, published or world.as_of)
        for path, day in happened(record):
            if day > limit:
                words = f"{day} 还没到（数据截至 {world.as_of}）"
                yield record.lapse(dotted(path), words, found=str(day), expected=f"{limit} 或以前")


def happened(part: Part, above: PathOf = ()) -> Iterator[tuple[PathOf, date]]:
    """Every day, at whatever depth, on which something is said to have happened."""
    for name, is_day in _events(type(part)):
        value = getattr(part, name)
        if is_day and value is not None:
            yield (*above, name), value
        elif isinstance(value, tuple):
            for number, one in enumerate(value):
                yield from happened(one, (*above, name, number))
        elif isinstance(value, Part):
            yield from happened(value, (*above, name))


@cache
def _events(model: type[BaseModel]) -> tuple[tuple[str, bool], ...]:
    """Fields that hold such a day, and those that hold parts with one."""
    found = []
    for name, field in model.model_fields.items():
        inner = inner_model(field.annotation)
        named = name in ("on", "done") or name.endswith("_on")
        is_day = named and _is_day(field.annotation)
        if name not in _PLANNED and (is_day or (inner is not None and _events(inner))):
            found.append((name, is_day))
    return tuple(found)


def _is_day(annotation: object) -> bool:
    """`date`, `date | None`, with whatever validators."""
    return annotation is date or any(_is_day(part) for part in get_args(annotation))


RULES = (in_the_future,)
