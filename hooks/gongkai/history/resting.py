"""What matters rest on — branch.yaml, catalogue, holidays, schemes — in two states side by side, field by field."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final, Literal

from gongkai.history.differences import Model, differences
from gongkai.history.texts import Text
from gongkai.history.versions import Difference
from gongkai.history.words import Line, lines, pathed
from gongkai.load.branch import Branch, Holidays
from gongkai.load.catalogue import Catalogue
from gongkai.load.record import Record
from gongkai.load.scheme import Scheme

MODELS: Final[Mapping[str, type[Record]]] = {
    "data/branch.yaml": Branch,
    "data/catalogue.yaml": Catalogue,
    "data/holidays/*.yaml": Holidays,
    "data/schemes/*.yaml": Scheme,
}
"""By pattern of their paths."""


@dataclass(frozen=True, kw_only=True)
class Altered:
    """What happened to one such file."""

    file: str
    """Its path: `data/holidays/2026.yaml`."""
    word: Literal["增加", "改动", "删去"]
    model: Model
    differences: tuple[Difference, ...] = ()
    """Of one that was there before and after."""

    @property
    def lines(self) -> tuple[Line, ...]:
        return lines(self.differences, self.model)

    def fields(self) -> dict[str, object]:
        """For programs."""
        return {"file": self.file, "change": self.word, "lines": pathed(self.differences, self.model)}


def model_of(file: str) -> type[Record]:
    """Of one such file, by its path."""
    return next(model for pattern, model in MODELS.items() if PurePosixPath(file).match(pattern))


def altered(before: Mapping[str, Text], after: Mapping[str, Text]) -> Iterator[Altered]:
    """By path, in its order; a file that only is written otherwise is not among them."""
    for file in sorted({*before, *after}):
        model = model_of(file)
        if file not in before:
            yield Altered(file=file, word="增加", model=model)
        elif file not in after:
            yield Altered(file=file, word="删去", model=model)
        elif found := _between(before[file], after[file], model):
            yield Altered(file=file, word="改动", model=model, differences=found)


def _between(before: Text, after: Text, model: Model) -> tuple[Difference, ...]:
    """What cannot be read by field differs as a whole."""
    if before.tree and after.tree:
        return differences(before.tree, after.tree, model)
    return (Difference((), before.raw, after.raw),) if before.raw != after.raw else ()
