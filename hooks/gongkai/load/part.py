"""What every model rests on: frozen, no unknown keys, each field with a Chinese title and sentence."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from types import UnionType
from typing import Any, Final, Literal, Self, Union, get_args, get_origin

from pydantic import BaseModel, ConfigDict
from pydantic.fields import FieldInfo

PathOf = tuple[str | int, ...]
Sees = Callable[[str], bool]
"""Whether every reader of a site is among the audience named."""


_NOT_KEPT: Final[set[str]] = set()
"""Never filled; a set, because pydantic copies it and adds to the copy."""


class Part(BaseModel):
    """A piece of a record: what was written, nothing worked out."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True, defer_build=True)

    def model_post_init(self, context: object, /) -> None:
        """Forget which fields were written: nobody asks, and a set for each part takes a quarter of the memory."""
        object.__setattr__(self, "__pydantic_fields_set__", _NOT_KEPT)

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """A copy with something else in it: whatever was worked out from the whole is worked out anew."""
        copied = super().model_copy(update=update, deep=deep)
        for name in copied.__dict__.keys() - type(self).model_fields.keys():
            del copied.__dict__[name]
        return copied


def step(name: str) -> str | int:
    """`agenda.0.vote` names list items by number."""
    return int(name) if name.isdigit() else name


def path_of(dotted: str) -> PathOf:
    """`agenda.0.vote` as a path; nothing is the whole record."""
    return tuple(step(name) for name in dotted.split(".")) if dotted else ()


def dotted(path: PathOf) -> str:
    """A path as messages write it."""
    return ".".join(str(name) for name in path)


@cache
def field_at(model: type[BaseModel], path: PathOf) -> FieldInfo | None:
    """The field that a path leads to; list numbers do not count; None where the model has no such field."""
    names = [name for name in path if isinstance(name, str)]
    found: FieldInfo | None = None
    here: type[BaseModel] | None = model
    for name in names:
        found = here.model_fields.get(name) if here else None
        if found is None:
            return None
        here = inner_model(found.annotation)
    return found


def value_at(part: object, path: PathOf) -> object:
    """What stands at the path; None where the path leads nowhere."""
    for name in path:
        if isinstance(name, int):
            part = part[name] if isinstance(part, tuple) and name < len(part) else None
        else:
            part = getattr(part, name, None)
    return part


def filled(parts: Sequence[BaseModel], *without: str) -> list[str]:
    """The fields that any of these parts of one model has, in the order of the model, but `without` some."""
    fields = type(parts[0]).model_fields if parts else {}
    return [name for name in fields if name not in without and any(getattr(part, name) for part in parts)]


def inner_model(annotation: object) -> type[BaseModel] | None:
    """The model inside `X`, `X | None`, `tuple[X, ...]`."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    if get_origin(annotation) in (Union, UnionType, tuple):
        return next((inner for part in get_args(annotation) if (inner := inner_model(part))), None)
    return None


@cache
def field_in(model: type[BaseModel] | None, name: str) -> tuple[FieldInfo | None, type[BaseModel] | None]:
    """A field and the model inside it; None for what there is not."""
    field = model.model_fields.get(name) if model else None
    return field, inner_model(field.annotation) if field else None


def widest(field: FieldInfo) -> str:
    """The widest audience that may see a field."""
    extra = field.json_schema_extra
    return str(extra.get("audience", "社会")) if isinstance(extra, dict) else "社会"


def choices(annotation: object) -> tuple[str, ...]:
    """The words of a closed list, wherever in the annotation it stands outside of a model."""
    if get_origin(annotation) is Literal:
        return tuple(str(word) for word in get_args(annotation))
    found = (choices(part) for part in get_args(annotation))
    return next((words for words in found if words), ())


def title_at(model: type[BaseModel], path: PathOf) -> str:
    """`实到人数（attendance.present）`: how messages name a field, Chinese title first."""
    field = field_at(model, path)
    number = next((f"第 {part + 1} 项" for part in reversed(path) if isinstance(part, int)), "")
    if field is None or field.title is None:
        return dotted(path)
    return f"{number}{field.title}（{dotted(path)}）"
