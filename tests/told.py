"""What the sample's data of today cannot say of its past, as `replay.yaml` tells it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final, Self, cast

from dated import Former, Slot, Step
from gongkai.days import parse_date
from gongkai.load.compose import document
from gongkai.load.part import PathOf
from gongkai.load.reading import Tree

BRANCH: Final = "branch"
"""The address of branch.yaml."""


@dataclass(frozen=True)
class Edition:
    """A frozen edition: the name of its tag, its title, its day."""

    name: str
    title: str
    on: date


@dataclass(frozen=True)
class Reworded:
    """A few words of a page, or of the catalogue, that were others until a day."""

    file: str
    until: date
    now: str
    was: str


@dataclass(frozen=True)
class Told:
    """`replay.yaml`: what the data of today cannot say."""

    began: date
    arrived: Mapping[str, tuple[date, str]]
    attached: Mapping[tuple[str, str], date]
    """File and name of an attachment → the day on which it was added."""
    former: Mapping[str, tuple[Former, ...]]
    spoken: Mapping[tuple[str, date], date]
    """File and day of a correction → the later day on which its reason was written."""
    reworded: tuple[Reworded, ...]
    renamed: Mapping[str, tuple[str, date]]
    aside: str
    two_hands_since: date
    editions: tuple[Edition, ...]

    @classmethod
    def read(cls) -> Self:
        """From the file beside this module."""
        read, faults = document((Path(__file__).with_name("replay.yaml")).read_bytes(), "replay.yaml")
        assert read, faults
        tree = read.values

        def each(name: str) -> Iterator[dict[str, str]]:
            return cast("Iterator[dict[str, str]]", iter(tree[name]))

        former: dict[str, tuple[Former, ...]] = {}
        for one in each("former"):
            former[one["file"]] = (*former.get(one["file"], ()), _former(cast("dict[str, Tree]", one)))
        return cls(
            began=parse_date(str(tree["began"])),
            arrived={one["file"]: (parse_date(one["on"]), one["title"]) for one in each("arrived")},
            attached={(one["file"], one["name"]): parse_date(one["on"]) for one in each("attached")},
            former=former,
            spoken={
                (one["file"], parse_date(one["until"])): parse_date(one["spoken_on"])
                for one in each("former")
                if "spoken_on" in one
            },
            reworded=tuple(
                Reworded(one["file"], parse_date(one["until"]), one["now"], one["was"]) for one in each("reworded")
            ),
            renamed={one["file"]: (one["was"], parse_date(one["until"])) for one in each("renamed")},
            aside=str(tree["aside"]),
            two_hands_since=parse_date(str(tree["two_hands_since"])),
            editions=tuple(Edition(one["name"], one["title"], parse_date(one["on"])) for one in each("editions")),
        )


def _former(one: dict[str, Tree]) -> Former:
    file = str(one["file"])
    return Former(
        until=Step(parse_date(str(one["until"])), Slot.BASE if file == BRANCH else Slot.LATER, file),
        was={_path(name): str(value) for name, value in cast("dict[str, Tree]", one.get("was", {})).items()},
        gone=str(one.get("gone", "")),
        after=_path(str(one.get("after", ""))),
    )


def _path(dotted: str) -> PathOf:
    return tuple(int(name) if name.isdigit() else name for name in dotted.split("."))
