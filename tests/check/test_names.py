"""Names with signs that GB/T 2312 lacks: which are told, where, once, to whom, and with which cure."""

from __future__ import annotations

from pathlib import Path

import pytest

from gongkai.check.names import missing
from gongkai.findings import Finding
from gongkai.pipeline import Settings, build
from laying import AS_OF, Texts, checked, form, meeting, notice

A = "meetings/2026/a.yaml"
N = "development/2026/n.yaml"
F = "approvals/2026/f.yaml"
ZHE = "persons: [{name: 王喆}]\n"
CODE = "names.outside_gb2312"


def told(root: Path, texts: Texts) -> list[Finding]:
    """What the rule finds in these files."""
    return [finding for finding in checked(root, texts).findings if finding.code == CODE]


@pytest.mark.parametrize(
    ("name", "signs"),
    [
        ("王建国", ""),
        ("阿不都·买买提", ""),
        ("王喆", "喆"),
        ("陶䶮喆", "䶮喆"),
        ("朱镕", "镕"),
        ("李𬱖𬱖", "𬱖"),
        ("阿不都•买买提", "•"),
    ],
)
def test_gb2312_decides_which_signs_are_missing(name: str, signs: str) -> None:
    """Each once, in their order; the dot of minority names is in the standard, a bullet is not."""
    assert missing(name) == list(signs)


def test_the_lapse_names_the_sign_and_never_asks_for_another_name(tmp_path: Path) -> None:
    """It is a lapse with character and code point; a rare name is a true name."""
    (finding,) = told(tmp_path, {N: notice(ZHE)})
    assert not finding.is_fault
    assert finding.words == (
        "第 1 项姓名（persons.0.name）：“王喆”中的“喆”（U+5586）不在 GB/T 2312 字符集里，旧系统里可能显示不出"
    )
    assert "不要换成别的字" in finding.cure
    assert "GB 18030—2022" in finding.cure


@pytest.mark.parametrize(("written", "cure"), [("王•喆", "不要换成别的字"), ("阿不都•买买提", "“·”（U+00B7）")])
def test_a_mistyped_dot_has_a_cure_of_its_own(tmp_path: Path, written: str, cure: str) -> None:
    """It is mended as a dot; a name with a rare character as well is told what holds for that."""
    (finding,) = told(tmp_path, {N: notice(f"persons: [{{name: {written}}}]\n")})
    assert cure in finding.cure


NAMED: dict[str, tuple[str, Texts]] = {
    "whoever chairs": ("chair", {A: meeting("chair: 王喆\n")}),
    "whoever writes it down": ("recorder", {A: meeting("recorder: 王喆\n")}),
    "who introduces": ("persons.0.introducers.0", {N: notice("persons: [{name: 王一, introducers: [王喆]}]\n")}),
    "whoever leads": ("committee.0.seats.0.name", {
        "branch.yaml": "committee: [{since: 2024-03-15, until: 2027-03-14, seats: [{post: 书记, name: 王喆}]}]\n"
    }),
    "whoever signs": ("approved.name", {
        A: meeting(), F: form("meetings/2026/a", on="2026-09-15").replace("by: 书记}", "by: 书记, name: 王喆}")
    }),
}  # fmt: skip


@pytest.mark.parametrize(("at", "texts"), NAMED.values(), ids=list(NAMED))
def test_every_field_that_names_a_person_is_looked_at(tmp_path: Path, at: str, texts: Texts) -> None:
    """In records, in branch.yaml and on forms, alone, in lists and inside of parts."""
    assert [finding.at for finding in told(tmp_path, texts)] == [at]


def test_other_text_may_hold_any_character(tmp_path: Path) -> None:
    """Only names: a place or a post is written as it is written."""
    assert told(tmp_path, {A: meeting("place: 喆园会议室\n")}) == []


def test_a_name_is_told_once(tmp_path: Path) -> None:
    """Whoever chairs every meeting does not fill the list, and a withdrawn record is not the one that tells."""
    gone = meeting("index: JG1/2026-0001\nchair: 王喆\nwithdrawn: {on: 2026-10-01, reason: 重复}\n")
    texts: Texts = {f"meetings/2026/{name}.yaml": meeting(f"index:\nchair: {who}\n") for name, who in
                    (("b", "王喆"), ("c", "王喆"), ("d", "李喆"))}  # fmt: skip
    texts |= {A: gone, F: form("JG1/2026-0001", on="2026-09-15")}
    assert [finding.record for finding in told(tmp_path, texts)] == ["meetings/2026/b", "meetings/2026/d"]


@pytest.mark.parametrize(("audience", "shown"), [("本支部党员", True), ("本单位职工", False)])
def test_it_is_told_to_the_branch_and_not_to_the_world(tmp_path: Path, audience: str, shown: bool) -> None:
    """How well computers know somebody's name is nobody else's matter; who signed a form stands on no page at all."""
    signed = form("JG1/2026-0015", on="2026-09-11").replace("by: 书记}", "by: 书记, name: 李镕}")
    checked(tmp_path, {N: notice(ZHE), F: signed})
    site = build(Settings(root=tmp_path, audience=(audience,)), AS_OF).site
    assert site is not None
    bodies = "".join(page.body for page in site.pages if page.address != "rules.html")
    assert ("U+5586" in bodies) is shown
    assert "李镕" not in bodies
