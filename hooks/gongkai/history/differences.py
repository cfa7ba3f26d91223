"""What differs between two texts in what is shown, by field; list items are matched by what they are, not by place.

The texts are trees as they were read: today's model only tells which texts mean the same and what an item is called.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache, lru_cache
from typing import Annotated, Final, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from gongkai.days import Span, parse_date, parse_span
from gongkai.history.order import ORDER, arranged_by, inner, reordered, told
from gongkai.history.versions import Difference
from gongkai.load.fields import is_marked
from gongkai.load.part import choices, field_in
from gongkai.load.reading import Tree

Model = type[BaseModel] | None
Compare = Callable[[dict[str, Tree], dict[str, Tree]], tuple[Difference, ...]]
Path = tuple[str, ...]
_YES: Final[Mapping[str, str]] = {"true": "是", "false": "否"}
_READ: Final[tuple[tuple[type[object], Callable[[str], object]], ...]] = (
    (date, parse_date),
    (Span, parse_span),
    (bool, lambda written: _YES.get(written, written)),
)
"""Values that are shown in one form, however they are written."""


def differences(before: Tree | None, after: Tree | None, model: Model) -> tuple[Difference, ...]:
    """All of them, in the order of the later text; the more general contains the more special."""
    return tuple(_between(before, after, model, None, ()))


def comparing_once(model: Model) -> Compare:
    """For the texts of one record: no two of them are compared twice."""
    told: dict[tuple[int, int], tuple[Difference, ...]] = {}

    def compare(before: dict[str, Tree], after: dict[str, Tree]) -> tuple[Difference, ...]:
        key = id(before), id(after)  # whoever asks holds them meanwhile
        if key not in told:
            told[key] = differences(before, after, model)
        return told[key]

    return compare


def is_later(one: Difference, model: Model) -> bool:
    """Whether it was only added, in a field that is written in the course of things."""
    return one.before is None and _is_of_course(one.fields, model)


@lru_cache(maxsize=1 << 10)
def _is_of_course(path: Path, model: Model) -> bool:
    return any(is_marked(field, "later") for field in _fields(path, model))


def is_chosen(one: Difference, model: Model) -> bool:
    """Whether it is in a field that holds one of few words: of a closed list, or 是 and 否."""
    fields = [*_fields(one.fields, model)]
    return bool(fields) and (_holds(fields[-1], bool) or bool(choices(fields[-1].annotation)))


def _fields(path: Path, model: Model) -> Iterator[FieldInfo]:
    """From the record's own down to the one to which the path leads, without items."""
    for name in path:
        field, model = field_in(model, name)
        if field is None:
            return
        yield field


def _between(
    before: Tree | None, after: Tree | None, model: Model, field: FieldInfo | None, path: Path
) -> Iterator[Difference]:
    if before == after:
        return
    if isinstance(before, dict) and isinstance(after, dict):
        yield from _mappings(before, after, model, path)
    elif isinstance(before, list | None) and isinstance(after, list | None):  # no list is an empty one
        yield from _lists(before or [], after or [], model, path)
    elif not _same(before, after, field):
        yield Difference(path, before, after)


def _mappings(before: dict[str, Tree], after: dict[str, Tree], model: Model, path: Path) -> Iterator[Difference]:
    for name in (*after, *(name for name in before if name not in after)):
        if before.get(name) == after.get(name):
            continue
        field, inner = field_in(model, name)
        yield from _between(before.get(name), after.get(name), inner, field, (*path, name))


def _lists(before: Sequence[Tree], after: Sequence[Tree], model: Model, path: Path) -> Iterator[Difference]:
    """What differs in the items; and the order of those that stand in both, if they are parts and no mere words."""
    was, now = inner([_whole(item, model) for item in before], [_whole(item, model) for item in after])
    pairs, came, gone = _paired(was, now, model)
    for name, place in came.items():
        then = was[pairs[place]] if place in pairs else None
        yield from _between(then, now[place], model, None, (*path, f"={name}"))
    for name, place in gone.items():
        yield from _between(was[place], None, model, None, (*path, f"={name}"))
    if len(pairs) > 1 and all(isinstance(item, dict) for item in (*before, *after)):
        yield from _order(was, now, pairs, model, path)


def _paired(
    was: Sequence[Tree], now: Sequence[Tree], model: Model
) -> tuple[dict[int, int], dict[str, int], dict[str, int]]:
    """Equal items, then those of one name in order, then those that agree in half: place now → place before.

    And by name the places of those that are not equal to one before, and of those that are no more.
    """
    left, came, pairs = [*range(len(was))], list[int](), dict[int, int]()
    for place, item in enumerate(now):
        same = next((one for one in left if was[one] == item), None)
        if same is None:
            came.append(place)
        else:
            left.remove(same)
            pairs[place] = same
    old, new = _named(was, left, model), _named(now, came, model)
    pairs |= {place: old.pop(name) for name, place in new.items() if name in old}
    for place in (one for one in came if one not in pairs):
        if (alike := _alike(now[place], {name: was[one] for name, one in old.items()})) is not None:
            pairs[place] = old.pop(alike)
    return pairs, new, old


def _order(
    was: Sequence[Tree], now: Sequence[Tree], pairs: Mapping[int, int], model: Model, path: Path
) -> Iterator[Difference]:
    """Entries are called as they are now."""
    by = arranged_by(model) if model else ""
    among = {place: _said(now[place], by, model) for place in pairs}
    known = {place: old for place, old in pairs.items() if among[place] == _said(was[old], by, model)}
    stood, stands = reordered(known, among.__getitem__)
    if stands:
        names = {place: name for name, place in _named(now, sorted(stands), model).items()}
        yield Difference((*path, ORDER), [*told(stood, names)], [*told(stands, names)])


def _said(item: Tree, name: str, model: Model) -> str:
    """What stands in this field of an item, however it is written."""
    return str(_meaning(item.get(name), field_in(model, name)[0])) if isinstance(item, dict) else ""


def _whole(item: Tree, model: Model) -> Tree:
    """An item that is written as its first field alone says the same as one with that field."""
    return {first(model): item} if model and isinstance(item, str) and first(model) else item


def _named(items: Sequence[Tree], places: Iterable[int], model: Model) -> dict[str, int]:
    """The items at these places by name; the second of one name is told apart by its number."""
    seen: dict[str, int] = {}
    named: dict[str, int] = {}
    for place in places:
        name = name_of(items[place], model)
        seen[name] = seen.get(name, 0) + 1
        named[name if seen[name] == 1 else f"{name}（{seen[name]}）"] = place
    return named


def name_of(item: Tree | None, model: Model) -> str:
    """What an item is: a person's name, a promise's words, a day; the rest of it may change."""
    if isinstance(item, str):
        return item
    if not isinstance(item, dict):
        return "、".join(map(str, item or ()))
    known, apart = first(model) if model else "", item.get("distinguish")
    written = item.get(known) or next(iter(item.values()), None)
    if model and isinstance(written, str) and known in item:
        written = str(_meaning(written, field_in(model, known)[0]))
    name = name_of(written, None)
    return f"{name}，{apart}" if isinstance(apart, str) else name


@cache
def first(model: type[BaseModel]) -> str:
    """The first field that has to be written: in our models it is what tells one item from another."""
    return next((name for name, field in model.model_fields.items() if field.is_required()), "")


def _alike(item: Tree | None, among: Mapping[str, Tree]) -> str | None:
    """The one that is most like the item, if at least half is the same."""
    if not isinstance(item, dict):
        return None
    likeness = {name: _share(item, other) for name, other in among.items() if isinstance(other, dict)}
    best = max(likeness, key=lambda name: likeness[name], default=None)
    return best if best is not None and likeness[best] >= 0.5 else None


def _share(one: dict[str, Tree], other: dict[str, Tree]) -> float:
    same = sum(other.get(name) == value for name, value in one.items())
    return same / max(len(one), len(other))


def _same(before: Tree | None, after: Tree | None, field: FieldInfo | None) -> bool:
    """Whether the page shows the same: 2026-9-14 and 2026年9月14日, 是 and true, the default and nothing."""
    return _meaning(before, field) == _meaning(after, field)


def _meaning(value: Tree | None, field: FieldInfo | None) -> object:
    if field is not None and value is None and not field.is_required():
        value = _written(field.get_default(call_default_factory=True))
    if not isinstance(value, str):
        return value or None
    if field is not None and (read := _reader(field)):
        try:
            return read(value)
        except ValueError:
            return value
    return "\n".join(line.strip() for line in value.strip().splitlines())


@cache
def _reader(field: FieldInfo) -> Callable[[str], object] | None:
    """How its text is read before it is compared; None where it is compared as it stands."""
    return next((read for sort, read in _READ if _holds(field, sort)), None)


def _written(value: object) -> Tree | None:
    """A default as a clerk would write it; one that is made of parts counts as nothing."""
    if isinstance(value, bool):
        return "是" if value else "否"
    return str(value) if isinstance(value, str | int) else None


@cache
def holds_day(field: FieldInfo) -> bool:
    """Whether its text is a date."""
    return _holds(field, date)


def _holds(field: FieldInfo, sort: type[object]) -> bool:
    return _is(field.annotation, sort) and not choices(field.annotation)


def _is(annotation: object, sort: type[object]) -> bool:
    if get_origin(annotation) is Annotated:
        return _is(get_args(annotation)[0], sort)
    return annotation is sort or any(
        _is(part, sort) for part in get_args(annotation) if get_origin(annotation) is not tuple
    )
