"""Other notices: notices that name nobody, who is helped."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from gongkai import pipeline
from gongkai.pipeline import Settings
from gongkai.starter.samples import plain
from laying import AS_OF, Texts, checked, form, lay, overlaid

NAME = "notices/2026/one"
HELP = """subject: 帮扶对象
covers:
outcome:
persons: [{name: 李思源, post: 质量部, help: 每月走访一次, outcome: {result: 无异议, on: 2026-07-13}}]
"""
OPEN = "made_on: 2026-11-18\npublished_on: 2026-11-18\nperiod: {first: 2026-11-18, last: 2026-11-24}\n"


def texts(differs: str) -> Texts:
    """One approved notice that differs from the sample in these keys."""
    return {f"{NAME}.yaml": overlaid(plain("notices"), differs), "approvals/2026/one.yaml": form(NAME)}


def pages(root: Path, differs: str, audience: str = "本支部党员") -> Mapping[str, str]:
    """Address → body, of a site for these readers."""
    lay(root, texts(differs))
    outcome = pipeline.build(Settings(root=root, audience=(audience,)), AS_OF)
    assert outcome.site is not None, outcome.findings
    return {page.address: page.body for page in outcome.site.pages}


@pytest.mark.parametrize("since", ["", ", since: 2026-11-25"])
def test_help_is_never_for_everybody(since: str, tmp_path: Path) -> None:
    """A day that has not come yet is found today, not on the day when it comes."""
    differs = f"{HELP}audiences: [本单位职工, {{name: 社会{since}}}]\n"
    codes = {one.code for one in checked(tmp_path, texts(differs)).findings}
    assert "notices.helped_in_public" in codes


def test_nothing_follows_a_notice_of_points(tmp_path: Path) -> None:
    """Only candidates and steps of joining lead to a meeting, so here none is missed."""
    assert not checked(tmp_path, texts("")).facts[NAME].gaps


def test_a_notice_that_names_nobody(tmp_path: Path) -> None:
    """On home it is called by its title, open as it is and new; its one outcome stands on its page."""
    home = pages(tmp_path / "open", f"{OPEN}outcome:\nreceived:\n")["index.html"]
    assert home.count(">2026年第二季度党员积分公示</a>") == 2
    page = pages(tmp_path / "over", "")[f"{NAME}.html"]
    assert "结论：<strong>无异议</strong>" in page
    assert "共记 86 件" in page


def test_its_missing_outcome_is_one(tmp_path: Path) -> None:
    """Without persons the matter itself is waited for."""
    (finding,) = checked(tmp_path, texts("outcome:\n")).findings
    assert finding.code == "publicity.outcome_missing"
    assert "还有 1 个公示结果没有写" in finding.words


def test_how_somebody_is_helped_is_for_members(tmp_path: Path) -> None:
    """Staff read the name, which is what they may object to; members also read the help."""
    staff = pages(tmp_path / "one", HELP, "本单位职工")[f"{NAME}.html"]
    assert "李思源" in staff
    assert "每月走访" not in staff
    assert "每月走访" in pages(tmp_path / "two", HELP)[f"{NAME}.html"]


@pytest.mark.parametrize("moved", ["accounts: {opening: 1.00, closing: 1.00}\n", "seats: [{post: 委员, count: 1}]\n"])
def test_accounts_and_candidates_have_a_kind_of_their_own(moved: str, tmp_path: Path) -> None:
    """There is one way to publish each: what was once written here is a field that a notice does not have."""
    (unknown, *_) = (one for one in checked(tmp_path, texts(moved)).findings if one.place.file.endswith("one.yaml"))
    assert (unknown.code, unknown.is_fault) == ("field.unknown", True)
