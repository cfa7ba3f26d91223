"""Differences in words: 承诺（支部）› 完成时限：2026-06-30 → 2026-09-30."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import lru_cache
from typing import Literal, NamedTuple

from pydantic.fields import FieldInfo

from gongkai.days import parse_date
from gongkai.history.differences import Model, first, holds_day, is_later
from gongkai.history.published import day_written
from gongkai.history.versions import Difference
from gongkai.load.fields import is_marked
from gongkai.load.part import field_in
from gongkai.load.reading import Tree

What = Literal["补充", "更正", "勘误", "改动", "撤回"]
"""What a change of a record is called, on pages and in the terminal."""
LONGEST = 24
"""Characters by which an item is called; its text may be a paragraph."""


class Line(NamedTuple):
    """One difference as it is told; `before` is empty where something was added, `after` where it was removed."""

    where: str
    before: str
    after: str

    def __str__(self) -> str:
        if not self.before or not self.after:
            return f"{self.where}：{'增加' if self.after else '删去'} {self.before or self.after}"
        return f"{self.where}：{self.before} → {self.after}"


def lines(found: Iterable[Difference], model: Model) -> tuple[Line, ...]:
    """Each difference as a line, under the titles that fields have today; a field no longer known keeps its name."""
    return tuple(_line(one, model) for one in found)


def pathed(found: Sequence[Difference], model: Model) -> list[dict[str, object]]:
    """The same for programs: each line's parts by name, with the path of its field."""
    return [{**line._asdict(), "path": one.path} for line, one in zip(lines(found, model), found, strict=True)]


def summary(found: Iterable[Difference], model: Model, most: int = 2) -> str:
    """The first of them in one sentence, and how many more there are."""
    told = [" ".join(str(line).split()) for line in lines(found, model)]
    more = f"；另有 {len(told) - most} 处" if len(told) > most else ""
    return "；".join(_short(one, 80) for one in told[:most]) + more


def told_apart(found: Iterable[Difference]) -> tuple[list[dict[str, Tree]], list[Difference]]:
    """The corrections that were added, which give the reasons; and all other differences."""
    said: list[dict[str, Tree]] = []
    rest: list[Difference] = []
    for one in found:
        if one.path[:1] == ("corrections",) and one.before is None and isinstance(one.after, dict):
            said.append(one.after)
        else:
            rest.append(one)
    return said, rest


def called(said: Iterable[dict[str, Tree]], rest: Iterable[Difference], model: Model, day: date | None = None) -> What:
    """Whether it was foreseen, declared or neither; of a change that was told apart, and on which day it came."""
    said, rest = [*said], [*rest]
    if day and any(withdraws(one, day) for one in rest):
        return "撤回"
    if said:
        return "勘误" if all(one.get("spelling") in ("是", "true") for one in said) else "更正"
    return "补充" if all(is_later(one, model) for one in rest) else "改动"


def withdraws(one: Difference, day: date) -> bool:
    """Whether a withdrawal was added that counts by that day."""
    if one.path != ("withdrawn",) or one.before is not None or not isinstance(one.after, dict):
        return False
    since = day_written(one.after.get("on"))
    return since is not None and since <= day


def reason(correction: dict[str, Tree]) -> str:
    """What a correction says."""
    return str(correction.get("note", "")).strip()


def _line(one: Difference, model: Model) -> Line:
    if not one.path:
        return Line("全文", _text(one.before), _text(one.after))
    where, here, field = _where(one.path, model)
    is_item = one.path[-1].startswith("=")
    if is_item and isinstance(one.before or one.after, str):  # the item is its own name
        where = _where(one.path[:-1], model)[0]
    known = first(here) if is_item and here else ""
    return Line(where, *(said(_without(value, known), here, field) for value in (one.before, one.after)))


def _without(value: Tree | None, name: str) -> Tree | None:
    """An item without what it is called by, unless there is nothing else to say of it."""
    rest = {key: inner for key, inner in value.items() if key != name} if isinstance(value, dict) else None
    return rest or value


@lru_cache(maxsize=1 << 10)
def _where(path: tuple[str, ...], model: Model) -> tuple[str, Model, FieldInfo | None]:
    """The titles down to the place, and what stands there."""
    titles: list[str] = []
    field: FieldInfo | None = None
    for name in path:
        if name.startswith("="):
            if not model or not is_marked(model.model_fields.get(first(model)), "code"):
                titles[-1] += f"（{_short(name[1:], LONGEST)}）"
            continue
        field, model = field_in(model, name)
        titles.append(field.title if field and field.title else name)
    return " › ".join(titles), model, field


def said(value: Tree | None, model: Model, field: FieldInfo | None = None) -> str:
    """A value as a page would print it, in one piece."""
    if value is None:
        return ""
    if isinstance(value, str):
        return _day(value) if field is not None and holds_day(field) else value.strip()
    if isinstance(value, list):
        return _joined("、", [said(item, model) for item in value])
    return _joined("；", [*_parts(value, model)])


def _joined(mark: str, parts: list[str]) -> str:
    """In one sentence: a full stop stands at its end only."""
    return mark.join([*(part.removesuffix("。") for part in parts[:-1]), *parts[-1:]])


def _parts(value: dict[str, Tree], model: Model) -> Iterator[str]:
    for name, inner in value.items():
        field, below = field_in(model, name)
        words = said(inner, below, field)
        yield f"{field.title if field and field.title else name} {words}"


def _day(written: str) -> str:
    try:
        return parse_date(written).isoformat()
    except ValueError:
        return written


def _text(value: Tree | None) -> str:
    return value if isinstance(value, str) else ""


def _short(words: str, most: int) -> str:
    return words if len(words) <= most else f"{words[: most - 1]}…"
