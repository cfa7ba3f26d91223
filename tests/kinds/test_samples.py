"""Every kind by its samples: the good one is silent, each bad one yields exactly what stands on its lines."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from gongkai import check, pipeline
from gongkai.findings import rule_text
from gongkai.kinds import Kind, kinds
from gongkai.starter.samples import EXPECTED, overlaid

KINDS = kinds()
WORLD = Path(__file__).parent / "world"
AS_OF = date(2026, 11, 20)
APPROVAL = """records: [{name}]
proposed: {{on: 2026-01-01, by: 组织委员}}
reviewed: {{on: 2026-01-02, by: 纪检委员, secrecy: 通过, necessity: 通过, accuracy: 通过}}
approved: {{on: 2026-01-03, by: 书记}}
form: 档案盒
"""
Line = tuple[str, int, str, str]
"""File, line, level, code."""


def bad_samples() -> list[tuple[str, str]]:
    """Kind and name of every bad sample."""
    return [
        (kind.name, sample.name)
        for kind in KINDS.values()
        for sample in kind.folder.joinpath("samples").iterdir()
        if sample.name.startswith("bad_")
    ]


def laid_out(kind: Kind, sample: str, root: Path) -> set[Line]:
    """The sample in a branch of its own at `root`; the findings its lines expect."""
    shutil.copytree(WORLD, root)
    folder = Path(str(kind.folder)) / "samples"
    chosen = folder / sample
    files = sorted(chosen.glob("*.yaml")) if chosen.is_dir() else [chosen]
    expected: set[Line] = set()
    for file in files:
        differs = file.read_text(encoding="utf-8")
        if file.name == "branch.yaml":
            target, base = root / "data" / "branch.yaml", (WORLD / "data" / "branch.yaml").read_text(encoding="utf-8")
        else:
            target, base = root / "data" / kind.name / "2026" / file.name.replace("_", "-"), _plain(folder)
            _approve(root, f"{kind.name}/2026/{target.stem}")
        text = overlaid(base, differs)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(EXPECTED.sub("", text), encoding="utf-8")
        for number, line in enumerate(text.splitlines(), 1):
            shown = target.relative_to(root).as_posix()
            expected |= {(shown, number, found["level"], found["code"]) for found in EXPECTED.finditer(line)}
    return expected


def _plain(folder: Path) -> str:
    return (folder / "plain.yaml").read_text(encoding="utf-8")


def _approve(root: Path, address: str) -> None:
    form = root / "data" / "approvals" / "2026" / f"{address.split('/')[-1]}.yaml"
    form.write_text(APPROVAL.format(name=address), encoding="utf-8")


def found(root: Path) -> set[Line]:
    """What check finds."""
    findings = pipeline.inspect(root, AS_OF).findings
    return {(one.place.file, one.place.line, "fault" if one.is_fault else "lapse", one.code) for one in findings}


@pytest.mark.parametrize("name", KINDS)
def test_the_plain_sample_is_silent(name: str, tmp_path: Path) -> None:
    """A new record starts from a sample without any finding."""
    laid_out(KINDS[name], "plain.yaml", tmp_path / "root")
    assert found(tmp_path / "root") == set()


@pytest.mark.parametrize(("name", "sample"), bad_samples())
def test_a_bad_sample_yields_exactly_what_it_says(name: str, sample: str, tmp_path: Path) -> None:
    """Each finding stands on its line, and there is no other."""
    expected = laid_out(KINDS[name], sample, tmp_path / "root")
    assert expected, "a bad sample must expect something"
    assert found(tmp_path / "root") == expected


@pytest.mark.parametrize("name", KINDS)
def test_every_rule_of_a_kind_is_shown_failing(name: str) -> None:
    """No rule without a sample that breaks it."""
    samples = Path(str(KINDS[name].folder)) / "samples"
    shown = {match["code"] for file in samples.rglob("*.yaml") for match in EXPECTED.finditer(file.read_text("utf-8"))}
    rules = {check.code_of(rule) for rule in (*KINDS[name].rules, *KINDS[name].across)}
    assert rules <= shown


def test_every_rule_says_its_law_and_its_cure() -> None:
    """The docstring is the one explanation: a Chinese sentence, and what to do."""
    for rule in check.all_rules(KINDS):
        text = rule_text(rule, check.code_of(rule))
        assert text.title.endswith("。"), text.code
        assert not text.title.isascii(), text.code
        assert text.cure, text.code
