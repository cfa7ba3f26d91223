"""Which lists are shown in an order of their own: what the history says of that, held against the pages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import deepcopy
from pathlib import Path
from typing import NamedTuple, TypeAlias, cast

import pytest
import yaml

from gongkai import pipeline
from gongkai.history.differences import differences
from gongkai.kinds import kinds
from gongkai.load.compose import document
from gongkai.load.reading import Tree
from gongkai.pipeline import Settings
from sample import AS_OF, copied

Record: TypeAlias = dict[str, Tree]
MODELS = {name: kind.model for name, kind in kinds().items()}
KEPT = frozenset({"stages", "months", "covers"})
"""Lists whose order is the calendar's: another one is a fault."""


class Turned(NamedTuple):
    """A record, one of whose lists begins with its first two entries the other way round."""

    fields: tuple[str, ...]
    before: Record
    after: Record


def lists(tree: Tree, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Where lists of several parts stand."""
    if isinstance(tree, dict):
        for name, inner in tree.items():
            yield from lists(inner, (*path, name))
    elif isinstance(tree, list):
        if len(tree) > 1 and all(isinstance(item, dict) for item in tree) and path[-1] not in KEPT:
            yield path
        for place, item in enumerate(tree):
            yield from lists(item, (*path, place))


def turned(tree: Record, path: tuple[str | int, ...]) -> Turned:
    after = deepcopy(tree)
    here: Tree = after
    for name in path:
        here = cast("dict[str | int, Tree]", here)[name]
    assert isinstance(here, list)
    here[:2] = here[1::-1]
    return Turned(tuple(name for name in path if isinstance(name, str)), tree, after)


def each(root: Path) -> Iterator[tuple[str, Turned]]:
    """For every list of every kind some record in which it is turned; each record has one only."""
    known: dict[tuple[str, ...], int] = {}
    for file in sorted((root / "data").glob("*/*/*.yaml")):
        kind = file.relative_to(root / "data").parts[0]
        read, _ = document(file.read_bytes(), str(file))
        if kind not in MODELS or read is None:
            continue
        found = [turned(read.values, path) for path in lists(read.values)]
        rare = min(found, key=lambda one: known.get((kind, *one.fields), 0), default=None)
        if rare:
            known[(kind, *rare.fields)] = known.get((kind, *rare.fields), 0) + 1
            yield str(file.relative_to(root / "data").with_suffix("")), rare


class _Plain(yaml.SafeDumper):
    """Everything between quotation marks, and no anchors."""

    def ignore_aliases(self, data: object) -> bool:
        return True


def pages(root: Path, texts: Mapping[str, Record]) -> Mapping[str, str]:
    for address, tree in texts.items():
        text = yaml.dump(tree, Dumper=_Plain, allow_unicode=True, sort_keys=False, width=10**6)
        (root / "data" / f"{address}.yaml").write_text(text, "utf-8")
    site = pipeline.build(Settings(root=root, preview=True), AS_OF).site
    assert site
    return {page.address: page.body for page in site.pages}


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[str, Turned, bool]]:
    """Address, what was turned, and whether its page tells."""
    root = copied(tmp_path_factory.mktemp("order"))
    found = dict(each(root))
    was = pages(root, {address: one.before for address, one in found.items()})
    now = pages(root, {address: one.after for address, one in found.items()})
    return [(address, one, was[f"{address}.html"] != now[f"{address}.html"]) for address, one in found.items()]


def test_another_order_is_a_difference_where_the_page_is_another(seen: list[tuple[str, Turned, bool]]) -> None:
    """Of every list that the sample branch has, of every kind."""
    told = {address: differences(one.before, one.after, MODELS[address.split("/")[0]]) for address, one, _ in seen}
    wrong = [(address, one.fields) for address, one, shows in seen if bool(told[address]) != shows]
    assert wrong == []
    assert len({(address.split("/")[0], one.fields) for address, one, _ in seen}) > 20
    assert any(not shows for _, _, shows in seen), "some are shown in an order of their own"
