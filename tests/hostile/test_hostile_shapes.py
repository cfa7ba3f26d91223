"""Every field of every file with every shape of value: a fault in plain words or a true value, never a crash."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from datetime import date
from importlib.resources import files
from pathlib import Path

import pytest

from gongkai import pipeline, render
from gongkai.findings import Finding
from gongkai.kinds import kinds
from gongkai.load import shape
from gongkai.load.compose import document
from gongkai.load.part import Part, inner_model
from gongkai.load.record import Record
from gongkai.starter import models
from hostile.payloads import Json
from hostile.world import AS_OF, DATA, FORM, approve, branch, parsed, plain, put, quoted

SHAPES: tuple[Json, ...] = (
    *("", " ", "词", "0", "999999", "1000000", "-1", "1900-01-01", "2199-12-31", "2199-12", "2199", "是", "通过"),
    *("JG1/2199-9999", "meetings/2199/z", [], ["词"], [""], ["2199-12-31"], [["词"]], ["词"] * 60, [{}], [[]]),
    *({}, {"词": "词"}, {"on": "2026-01-01"}, [{"on": "2026-01-01"}]),
    {"first": "2026-01-01", "last": "2026-12-31", "text": "<b>"},  # the parts of a Span: it must be written as text
)
Path_ = tuple[str | int, ...]
SCHEMES = Path(str(files("gongkai") / "schemes"))


def good(name: str) -> dict[str, Json]:
    """A tree that the model of that name accepts."""
    if name in kinds():
        return plain(name)
    own: dict[str, dict[str, Json]] = {
        "approvals": {"records": ["meetings/2026/plain"], **FORM},
        "holidays": {"source": "国办发明电〔2025〕7号", "off": ["2026-01-01"], "worked": ["2026-01-04"]},
    }
    file = SCHEMES / "quarterly-scale.yaml" if name == "scheme" else DATA / f"{name}.yaml"
    return own.get(name) or parsed(file.read_text(encoding="utf-8"))


def every_field(model: type[Part]) -> dict[str, Json]:
    """A tree with every field of the model, each with a value that is none."""
    tree: dict[str, Json] = {}
    for name, field in model.model_fields.items():
        inner = inner_model(field.annotation)
        value = every_field(inner) if inner and issubclass(inner, Part) else "？"
        tree[name] = [value] if "tuple[" in str(field.annotation) else value
    return tree


def paths(tree: Json, above: Path_ = ()) -> Iterator[Path_]:
    """The path of every value, inner ones last."""
    inner = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    for step, value in inner:
        yield (*above, step)
        yield from paths(value, (*above, step))


def variants(name: str, model: type[Record]) -> Iterator[dict[str, Json]]:
    """The good tree with one value, at any depth, of another shape."""
    base = good(name)
    full = every_field(model) | base
    for path in paths(full):
        for value in SHAPES:
            tree = copy.deepcopy({key: inner for key, inner in full.items() if key in base or key == path[0]})
            here: Json = tree
            for step in path[:-1]:
                here = here[step]
            here[path[-1]] = value
            yield tree


def accepted(name: str, model: type[Record]) -> list[Json]:
    """Those that make a record; all others are shown to be refused in plain words, with place and cure."""
    made: list[Json] = []
    for tree in variants(name, model):
        read, faults = document(quoted(tree).encode(), "data/x.yaml")
        found = shape.record(model, read, f"{name}/2026/x") if read else faults
        if isinstance(found, Record):
            made.append(tree)
            continue
        assert found, tree
        for fault in found:
            assert fault.is_fault
            assert fault.code.startswith(("field.", "yaml.")), fault
            assert fault.words.isprintable(), fault
            assert fault.cure, fault
    return made


def render_all(root: Path) -> tuple[Finding, ...]:
    """Check, and render everything as a preview does, faults or not: the findings."""
    checked = pipeline.inspect(root, AS_OF)
    if checked.world:
        brief = render.Brief(
            world=checked.world,
            facts=checked.facts,
            findings=checked.findings,
            audience=("本支部党员",),
            site_url="",
            preview=True,
        )
        assert render.make_site(brief, kinds()).pages
    return checked.findings


@pytest.mark.parametrize("name", kinds())
def test_records(name: str, tmp_path: Path) -> None:
    """Whatever a record's field holds, all rules, facts and templates can live with it, approved and as a draft."""
    root = branch(tmp_path / "branch")
    trees = accepted(name, kinds()[name].model)
    assert len(trees) > 100
    for number, tree in enumerate(trees):
        put(root, f"{name}/2026/{number}", tree)
    approve(root, [f"{name}/2026/{number}" for number in range(0, len(trees), 2)])
    assert render_all(root)


@pytest.mark.parametrize("name", sorted(set(models()) - set(kinds())))
def test_files_about_the_branch(name: str, tmp_path: Path) -> None:
    """The same for branch.yaml, catalogue.yaml, holidays and approvals, each beside one record of every kind."""
    root = branch(tmp_path / "branch")
    for kind in kinds():
        put(root, f"{kind}/2026/plain", plain(kind))
    trees = accepted(name, models()[name])
    assert trees
    address = {"approvals": "approvals/2026/all", "holidays": "holidays/2026", "scheme": "schemes/own"}.get(name, name)
    approve(root, [f"{kind}/2026/plain" for kind in kinds()])
    for number, tree in enumerate(trees):
        put(root, address, tree)
        render_all(root) if number % 64 == 0 else pipeline.inspect(root, AS_OF)


@pytest.mark.parametrize(
    "day",
    [
        *(date(1, 1, 1), date(1900, 1, 1), date(2024, 2, 29), date(2026, 12, 31)),
        *(date(2199, 12, 31), date(9999, 12, 31)),
    ],
)
def test_every_day(day: date, tmp_path: Path) -> None:
    """Whatever the clock says, check has an answer."""
    root = branch(tmp_path / "branch")
    for kind in kinds():
        put(root, f"{kind}/2026/plain", plain(kind))
    approve(root, [f"{kind}/2026/plain" for kind in kinds()])
    assert pipeline.inspect(root, day).world
