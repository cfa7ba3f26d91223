"""Every kind by its samples: the good one is silent, each bad one yields exactly what stands on its lines."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from gongkai import check, pipeline
from gongkai.findings import rule_text
from gongkai.kinds import Kind, kinds
from gongkai.starter.samples import EXPECTED, plain
from laying import AS_OF, Texts, checked, form, found, lay, overlaid

KINDS = kinds()
PUBLISHED = re.compile(r"^published_on: (\S+)", re.MULTILINE)
DAY = "2026-01-03"


def bad_samples() -> list[tuple[str, str]]:
    """Kind and name of every bad sample."""
    return [
        (kind.name, sample.name)
        for kind in KINDS.values()
        for sample in kind.folder.joinpath("samples").iterdir()
        if sample.name.startswith("bad_")
    ]


def texts_of(kind: Kind, sample: str) -> Texts:
    """The sample, laid over the plain one, and an approval of each of its records."""
    chosen = Path(str(kind.folder)) / "samples" / sample
    texts: Texts = {}
    for file in sorted(chosen.glob("*.yaml")) if chosen.is_dir() else [chosen]:
        differs = file.read_text(encoding="utf-8")
        if file.name == "branch.yaml" or file.name.startswith("scheme-"):
            texts[file.name if file.name == "branch.yaml" else f"schemes/{file.name}"] = differs
            continue
        name = f"{kind.name}/2026/{file.stem.replace('_', '-')}"
        text = texts[f"{name}.yaml"] = overlaid(plain(kind.name), differs)
        published = PUBLISHED.search(text)
        texts[f"approvals/2026/{file.stem.replace('_', '-')}.yaml"] = form(name, on=published[1] if published else DAY)
    return texts


@pytest.mark.parametrize("name", KINDS)
def test_the_plain_sample_is_silent(name: str, tmp_path: Path) -> None:
    """A new record starts from a sample without any finding."""
    assert found(checked(tmp_path, texts_of(KINDS[name], "plain.yaml"))) == set()


@pytest.mark.parametrize(("name", "sample"), bad_samples())
def test_a_bad_sample_yields_exactly_what_it_says(name: str, sample: str, tmp_path: Path) -> None:
    """Each finding stands on its line, and there is no other."""
    expected = lay(tmp_path, texts_of(KINDS[name], sample))
    assert expected, "a bad sample must expect something"
    assert found(pipeline.inspect(tmp_path, AS_OF)) == expected


@pytest.mark.parametrize("name", KINDS)
def test_every_rule_of_a_kind_is_shown_failing(name: str) -> None:
    """No rule without a sample that breaks it."""
    samples = Path(str(KINDS[name].folder)) / "samples"
    shown = {match["code"] for file in samples.rglob("*.yaml") for match in EXPECTED.finditer(file.read_text("utf-8"))}
    rules = {code for rule in check.all_rules(KINDS) if (code := check.code_of(rule)).startswith(f"{name}.")}
    assert rules
    assert rules <= shown


def test_every_rule_says_its_law_and_its_cure() -> None:
    """The docstring is the one explanation: a Chinese sentence, and what to do."""
    for rule in check.all_rules(KINDS):
        text = rule_text(rule, check.code_of(rule))
        assert text.title.endswith("。"), text.code
        assert not text.title.isascii(), text.code
        assert text.cure, text.code
