"""How often meetings are due: national intervals, those that a superior sets, from its day on, and for a topic."""

from __future__ import annotations

from pathlib import Path

import pytest

from gongkai import pipeline
from gongkai.pipeline import Settings
from laying import AS_OF, Texts, checked, form, lay, meeting

M = "meetings/2026/m"
ONE: Texts = {f"{M}.yaml": meeting(), "approvals/2026/m.yaml": form("JG1/2026-0012", on="2026-09-15")}
OWN = "{{name: {}, value: {}, since: {}, basis: 某单位的制度}}"


def branch(*own: str) -> str:
    """Held to account from 2026 on, with these figures."""
    return f"since: 2026-01-01\nfigures: [{', '.join(own)}]\n"


def missing(root: Path, type_: str, *own: str, texts: Texts = ONE) -> list[str]:
    """The spans that passed without, as the finding names them."""
    seen = checked(root, {**texts, "branch.yaml": branch(*own)})
    told = [one for one in seen.findings if one.code == "meetings.not_held" and f"{type_}记录" in one.words]
    return [one.covers for one in told]


def test_a_lecture_is_due_only_where_the_superior_says_so(tmp_path: Path) -> None:
    """The national article names no number; the finding names the superior's document."""
    assert missing(tmp_path / "a", "党课") == []
    assert missing(tmp_path / "b", "党课", OWN.format("党课间隔", 6, "2026-01-01")) == ["2026年上半年"]


@pytest.mark.parametrize(
    ("own", "spans"),
    [
        ((), ["2026年第一季度", "2026年第二季度"]),
        ((OWN.format("支部党员大会间隔", 6, "2026-01-01"),), ["2026年上半年"]),
        ((OWN.format("支部党员大会间隔", 6, "2026-07-01"),), ["2026年第一季度", "2026年第二季度"]),
        ((OWN.format("支部党员大会间隔", 6, "2026-05-06"),), ["2026年第一季度", "2026年第二季度"]),
        ((OWN.format("支部党员大会间隔", 12, "2026-01-01"),), []),
    ],
    ids=["usual", "half-yearly", "from July on", "from within a quarter on", "yearly"],
)
def test_a_superior_s_interval_counts_from_its_day_on(own: tuple[str, ...], spans: list[str], tmp_path: Path) -> None:
    """A span is judged by what bound the branch on its first day; one that begins later by what holds then."""
    assert missing(tmp_path, "支部党员大会", *own) == spans


def test_a_report_to_the_members_is_a_meeting_with_that_topic(tmp_path: Path) -> None:
    """Of the third quarter's meeting the agenda has it; another meeting without it would not do."""
    asked, topic = OWN.format("支委会报告工作间隔", 3, "2026-01-01"), "议程里有“听取报告”的支部党员大会"
    assert missing(tmp_path / "a", topic, asked) == ["2026年第一季度", "2026年第二季度"]
    other: Texts = {**ONE, f"{M}.yaml": meeting("agenda: [{title: 学习文件, topic: 学习教育}]\n")}
    assert missing(tmp_path / "b", topic, asked, texts=other)[-1] == "2026年第三季度"


def test_an_inspector_sees_which_topic_was_missing(tmp_path: Path) -> None:
    """In the row of the type, at the last month of the span, beside what was held."""
    lay(tmp_path, {**ONE, "branch.yaml": branch(OWN.format("支委会报告工作间隔", 6, "2026-01-01"))})
    outcome = pipeline.build(Settings(root=tmp_path, audience=("本支部党员",)), AS_OF)
    assert outcome.site is not None, outcome.findings
    (body,) = (page.body for page in outcome.site.pages if page.address == "inspection/2026.html")
    assert "<strong>上半年“听取报告”缺</strong>" in body
    assert "<strong>第二季度缺</strong>" in body


def test_a_meeting_s_page_says_what_attendance_the_superior_asks_for(tmp_path: Path) -> None:
    """Whether it was reached, and who has still to make it up; without such a rule neither is said."""
    own = (OWN.format("到会率", 90, "2026-01-01"), OWN.format("补课期限", 30, "2026-01-01"))
    pages = [
        pipeline.page(checked(tmp_path / str(number), {**ONE, "branch.yaml": branch(*asked)}), M)
        for number, asked in enumerate(((), own))
    ]
    assert "到会率要求" not in pages[0]
    assert "没有补课" not in pages[0]
    assert "<dd>达到：不低于 90 %（某单位的制度）</dd>" in pages[1]
    assert "<dt>没有补课</dt><dd>3 人，应在" in pages[1]
