"""Every field of every model stands where a clerk can look it up: sample branch, kind's sample, shipped catalogue."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache
from inspect import get_annotations
from pathlib import Path

import pytest
from pydantic import BaseModel

from gongkai import pipeline
from gongkai.kinds import kinds
from gongkai.load import shape
from gongkai.load.approval import Approval
from gongkai.load.branch import Branch, Holidays
from gongkai.load.catalogue import Catalogue, shipped
from gongkai.load.compose import document
from gongkai.load.part import inner_model
from gongkai.load.record import Record
from gongkai.load.scheme import Scheme
from gongkai.starter.samples import plain

ROOT = Path(__file__).resolve().parents[2]
KINDS = kinds()
MODELS: dict[str, type[Record]] = {
    "branch": Branch,
    "catalogue": Catalogue,
    "holidays": Holidays,
    "schemes": Scheme,
    "approvals": Approval,
    **{name: kind.model for name, kind in KINDS.items()},
}
Field = tuple[str, str]
"""The model in which a field is declared, and its name: a field of the common head counts once for all kinds."""


def declared(model: type[BaseModel], name: str) -> Field:
    """Where the field is declared, the model itself or the one that it inherits it from."""
    owner = next((one for one in model.__mro__ if name in get_annotations(one)), model)
    return f"{owner.__module__}.{owner.__qualname__}", name


def fields(model: type[BaseModel]) -> Iterator[Field]:
    """All that may be written in a file of this model, at whatever depth."""
    for name, field in model.model_fields.items():
        yield declared(model, name)
        if inner := inner_model(field.annotation):
            yield from fields(inner)


def written(model: type[BaseModel], tree: object) -> Iterator[Field]:
    """All that is written in such a file, by the path of its keys."""
    for one in tree if isinstance(tree, list) else [tree]:
        for name, value in one.items() if isinstance(one, dict) else ():
            yield declared(model, name)
            if inner := inner_model(model.model_fields[name].annotation):
                yield from written(inner, value)


@cache
def shown() -> frozenset[Field]:
    """All that is written in the sample branch, in the good samples and in the shipped catalogues."""
    world = pipeline.inspect(ROOT, date(2026, 11, 20)).world
    assert world, "the sample branch cannot be read"
    register = world.register
    records: list[Record] = [register.branch, register.catalogue, *register.holidays.values(), *register.own_schemes]
    records += [*register.approvals, *register.records, *shipped().values()]
    found = {field for record in records for field in written(type(record), record.document.values)}
    for name, kind in KINDS.items():
        read, faults = document(plain(name).encode(), f"{name}.yaml")
        assert read, faults
        assert isinstance(shape.record(kind.model, read, f"{name}/2026/plain"), Record)
        found |= {*written(kind.model, read.values)}
    return frozenset(found)


@pytest.mark.parametrize("name", MODELS)
def test_every_field_occurs(name: str) -> None:
    """Nothing that may be written is without an example."""
    assert {*fields(MODELS[name])} - shown() == set()
