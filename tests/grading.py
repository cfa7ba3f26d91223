"""Gradings laid out for tests: one, the quarters of a year, their facts and pages."""

from __future__ import annotations

import re
from pathlib import Path
from typing import cast

from gongkai import pipeline
from gongkai.kinds.grades.facts import GradeFacts
from gongkai.pipeline import Settings
from gongkai.starter.samples import plain
from laying import AS_OF, Texts, checked, form, lay, overlaid

A = "grades/2026/a.yaml"
FINAL = "final: {{on: 2026-10-13, by: 公司党委, items: [{{item: 20, lost: {lost}}}]}}\nown:\ncheck:\nresult:\n"


def grade(differs: str = "") -> str:
    """A grading that differs from the sample in these keys."""
    return overlaid(plain("grades"), differs)


def quarter(number: int, lost: str, year: int = 2026) -> str:
    """A quarter on which so much was lost."""
    named = f"index: JG1/{year}-00{number}9\ntitle: {year}年第{number}季度考核\ncovers: {year}-Q{number}\n"
    return grade(named + FINAL.format(lost=lost))


def quarters(*lost: str, year: int = 2026) -> Texts:
    """Quarters from the first on, all of them approved and public."""
    texts: Texts = {f"grades/{year}/q{n}.yaml": quarter(n, one, year) for n, one in enumerate(lost, 1)}
    texts[f"approvals/2026/q-{year}.yaml"] = form(*(f"grades/{year}/q{n}" for n in range(1, len(lost) + 1)))
    return texts


def facts_of(root: Path, texts: Texts, name: str = "a") -> GradeFacts:
    """The facts of one grading of 2026."""
    return cast(GradeFacts, checked(root, texts).facts[f"grades/2026/{name}"])


def page(root: Path, texts: Texts, address: str, audience: str = "本支部党员") -> str:
    """One page of the site; empty where it has no such page."""
    lay(root, texts)
    site = pipeline.build(Settings(root=root, audience=(audience,)), AS_OF).site
    assert site
    return next((one.body for one in site.pages if one.address == address), "")


def words(page: str) -> str:
    """What a page says, without its tags."""
    return re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", page))


def approved(texts: Texts) -> Texts:
    """The same, approved and so on a site."""
    return {**texts, "approvals/2026/a.yaml": form("grades/2026/a")}
