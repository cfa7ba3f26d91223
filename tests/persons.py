"""Which fields of a model could hold a person's name."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import BaseModel

from gongkai.load.fields import is_person
from gongkai.load.part import inner_model


def persons_in(model: type[BaseModel]) -> Iterator[str]:
    """The fields that name a person, or a list of persons, at whatever depth."""
    for name, field in model.model_fields.items():
        if is_person((field.annotation, *field.metadata)):
            yield name
        if inner := inner_model(field.annotation):
            yield from persons_in(inner)
