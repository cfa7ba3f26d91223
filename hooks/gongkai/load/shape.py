"""Tree → typed frozen record, or every fault of shape at once, each with its place."""

from __future__ import annotations

from dataclasses import replace
from typing import Final, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from gongkai.findings import Finding
from gongkai.load import misshapen
from gongkai.load.compose import Document
from gongkai.load.part import PathOf, field_at, inner_model, title_at
from gongkai.load.record import Record, place_in

MOST_FAULTS: Final = 100
"""Faults of one file that are told at once."""
SHOWN: Final = 40
"""Characters of a wrong value that a message repeats."""

R = TypeVar("R", bound=Record)


def record(model: type[R], document: Document, address: str) -> R | tuple[Finding, ...]:
    """The record, which knows its document; or the faults, sorted by place."""
    try:
        return model.model_validate(document.values).written_in(document.without_tree(), address)
    except ValidationError as refused:
        errors = _told_once(refused.errors(include_url=False))
        return tuple(sorted(_finding(model, document, error, address) for error in errors[:MOST_FAULTS]))


def _told_once(errors: list[ErrorDetails]) -> list[ErrorDetails]:
    """Without the complaint that a list is too short where that is only because its items were refused."""
    within = {error["loc"][:length] for error in errors for length in range(len(error["loc"]))}
    return [error for error in errors if not (error["type"] == "too_short" and error["loc"] in within)]


def _finding(model: type[Record], document: Document, error: ErrorDetails, address: str) -> Finding:
    path: PathOf = tuple(error["loc"])
    unknown, group = error["type"] == "extra_forbidden", error["type"] in misshapen.GROUPS
    written = error["input"]
    misfit = misshapen.Misfit(
        place=document.place(path, key=True) if unknown else place_in(document, path),
        title=title_at(model, path),
        found=str(path[-1]) if unknown else _shown(written),
        context={**error.get("ctx", {}), "kind": error["type"]},
        known=_known(model, path if group else path[:-1]) if unknown or group else (),
    )
    return replace(misshapen.finding(error["type"], misfit), record=address)


def _shown(written: object) -> str:
    """What was written; a number that is refused for its size has been read as one by then."""
    if not isinstance(written, (str, int)):
        return ""
    line = " ".join(str(written).split())
    return line if len(line) <= SHOWN else f"{line[:SHOWN]}…"


def _known(model: type[BaseModel], path: PathOf) -> tuple[str, ...]:
    """The names of the fields below that path, each with its title."""
    names = [name for name in path if isinstance(name, str)]
    above = field_at(model, tuple(names)) if names else None
    here = inner_model(above.annotation) if above else model
    return tuple(f"{field.title}（{name}）" for name, field in (here.model_fields if here else {}).items())
