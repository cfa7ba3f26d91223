"""What one site may show: records, single fields and findings, for the audiences it is built for (design §5.13)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from types import MappingProxyType
from typing import Any, Final, TypeVar

from pydantic import BaseModel

from gongkai.days import chinese_date
from gongkai.derive.head import may_see
from gongkai.load.branch import Branch, BranchType
from gongkai.load.part import Part, PathOf, Sees, field_at, inner_model, path_of, widest
from gongkai.load.record import Disclosure

P = TypeVar("P", bound=Part)
_STAFF: Final = "本单位职工"
_CALLED: Final[Mapping[BranchType, str]] = MappingProxyType(
    {"高校": "本单位师生", "学校": "本单位师生", "村": "本村村民", "社区": "本社区居民"}
)
"""Who 本单位职工 are, where the unit is no employer: as readers call themselves."""


def sees(branch: Branch, site: tuple[str, ...]) -> Sees:
    """The question, for a site built for these audiences."""
    return cache(lambda audience: may_see(branch, site, frozenset({audience})))


def as_seen(record: Disclosure, sees: Sees) -> Disclosure:
    """The record without what these readers may not see; the very same record where they may see all of it."""
    seen = narrowed(record.for_readers(sees), sees)
    told = tuple(one for one in seen.corrections if not hides(type(seen), path_of(one.about or ""), sees))
    return seen if told == seen.corrections else seen.model_copy(update={"corrections": told})


def called(branch: Branch, audiences: Iterable[str]) -> tuple[str, ...]:
    """The audiences as pages of such a branch call them."""
    return tuple(_CALLED.get(branch.type, name) if name == _STAFF else name for name in audiences)


def open_to(record: Disclosure, audiences: frozenset[str], branch: Branch) -> tuple[str, ...]:
    """Every audience of a record, with the day from which it may read where it has one of its own.

    `audiences` are those of its facts, which count where the record names none.
    """
    if not record.audiences:
        return called(branch, sorted(audiences))
    names = called(branch, (one.name for one in record.audiences))
    since = (f"（自{chinese_date(one.since)}起）" if one.since else "" for one in record.audiences)
    return tuple(f"{name}{day}" for name, day in zip(names, since, strict=True))


def hides(model: type[BaseModel], path: PathOf, sees: Sees) -> bool:
    """Whether the field at the path, or one above it, is hidden: then so are the findings about it."""
    fields = (field_at(model, path[: length + 1]) for length in range(len(path)))
    return any(field is not None and not sees(widest(field)) for field in fields)


def narrowed(part: P, sees: Sees) -> P:
    """The part without fields that these readers may not see; the very same part where they may see all of it."""
    changed: dict[str, Any] = {}
    for name, (audience, default, inner) in _restricted(type(part)).items():
        value = getattr(part, name)
        if audience and not sees(audience):
            changed[name] = default
        elif inner and value:
            several = value if isinstance(value, tuple) else (value,)
            seen = tuple(narrowed(one, sees) for one in several)
            if any(new is not old for new, old in zip(seen, several, strict=True)):
                changed[name] = seen if isinstance(value, tuple) else seen[0]
    return part.model_copy(update=changed) if changed else part


@cache
def _restricted(model: type[BaseModel]) -> dict[str, tuple[str, Any, bool]]:
    """Field → (audience or empty, what stands in its place, whether something inside is restricted)."""
    found = {}
    for name, field in model.model_fields.items():
        audience = widest(field)
        inner = inner_model(field.annotation)
        deeper = inner is not None and bool(_restricted(inner))
        if audience != "社会" or deeper:
            hidden = "（按规定不在此公开）" if field.is_required() else field.get_default(call_default_factory=True)
            found[name] = ("" if audience == "社会" else audience, hidden, deeper)
    return found
