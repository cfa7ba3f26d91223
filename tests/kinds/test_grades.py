"""Gradings: figures held against the scheme, the year's quarters, what pages show and to whom."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import cast

import pytest

from gongkai import pipeline
from gongkai.kinds.grades import trend
from gongkai.kinds.grades.facts import GradeFacts
from gongkai.kinds.grades.model import Grade
from gongkai.pipeline import Settings
from gongkai.starter.samples import overlaid
from laying import AS_OF, Texts, checked, form, lay, plain

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


def test_totals_and_levels_follow_from_what_is_lost(tmp_path: Path) -> None:
    """99, 97.5 and 97.5 of the sample, and its level."""
    own = facts_of(tmp_path, {A: grade()})
    assert [str(step.total) for step in own.steps] == ["99.0", "97.5", "97.5"]
    assert (own.total_words, own.level, own.short) == ("97.5 分", "五好", "2026年第三季度 五好")


def test_a_declared_mismatch_is_shown_instead_of_a_fault(tmp_path: Path) -> None:
    """The superior's figure counts, beside it stands what the scheme gives."""
    asked = "result: {on: 2026-10-14, total: 97, level: 五好}\nmismatch: {note: 通报写 97 分, asked_on: 2026-10-15}\n"
    texts: Texts = {A: grade(asked), "approvals/2026/a.yaml": form("grades/2026/a")}
    assert checked(tmp_path / "one", texts).findings == ()
    shown = page(tmp_path / "two", texts, "grades/2026/a.html")
    assert "五好，97 分" in shown
    assert "写的是“97 分”，按细则算是“97.5 分”" in shown


def test_a_total_alone_is_taken_as_given_and_its_level_checked(tmp_path: Path) -> None:
    """96.5 lies in the gap that the source leaves; by lower bounds it is 合格."""
    final = "{{on: 2026-10-13, by: 公司党委, total: 96.5, level: {}}}"
    alone = f"scheme: quarterly-scale\nown:\ncheck:\nfinal: {final}\nresult:\n"
    right = facts_of(tmp_path / "right", {A: grade(alone.format("合格"))})
    assert (right.level, right.steps[0].words, right.table) == ("合格", "96.5（只给总分）", None)
    (finding,) = checked(tmp_path / "wrong", {A: grade(alone.format("优秀"))}).findings
    assert finding.code == "grades.figure_differs"


def test_a_document_alone_is_held_against_its_own_total(tmp_path: Path) -> None:
    """Without a final step the branch's own 99 is no measure for the superior's figure."""
    only = "final:\nresult: {{on: 2026-10-14, total: 89.9, level: {}}}\n"
    assert checked(tmp_path / "right", {A: grade(only.format("未达五好"))}).findings == ()
    (finding,) = checked(tmp_path / "wrong", {A: grade(only.format("五好"))}).findings
    assert (finding.found, finding.expected) == ("五好", "未达五好")


def test_quarters_up_to_its_own_give_the_average(tmp_path: Path) -> None:
    """The third does not know of the fourth; what is missing in between is said."""
    texts = quarters("1", "3", "0.5", "2")
    del texts["grades/2026/q2.yaml"]
    texts["approvals/2026/q-2026.yaml"] = form("grades/2026/q1", "grades/2026/q3", "grades/2026/q4")
    texts["branch.yaml"] = "since: 2026-01-01\n"
    own = facts_of(tmp_path, texts, "q3")
    assert own.year
    assert [(one.name, one.total) for one in own.year.quarters] == [("第一季度", "99"), ("第三季度", "99.5")]
    assert (own.year.average, own.year.level) == ("99.3", "五好")
    assert own.year.missing == ("2026年第二季度",)
    assert "2026年第二季度的考核：没有向同样的读者公开的记录" in own.gaps


def test_a_year_rests_on_its_quarters(tmp_path: Path) -> None:
    """Also by another scheme; without quarters it stands alone and misses nothing."""
    whole = "covers: 2026\nscheme: goals-30\nown:\ncheck:\nresult:\nfinal: {on: 2026-10-13, by: 公司党委, items: []}\n"
    texts: Texts = {**quarters("1", "3"), A: grade(whole)}
    own = facts_of(tmp_path / "with", texts)
    assert own.year
    assert (own.year.average, [one.name for one in own.year.quarters]) == ("98", ["第一季度", "第二季度"])
    assert facts_of(tmp_path / "alone", {A: grade(whole)}).year is None


def test_another_quarter_is_no_news_to_those_who_may_not_see_it(tmp_path: Path) -> None:
    """A quarter for the branch only stays out of the page, the list and the line of all the others."""
    texts = quarters("1", "3", "0.5")
    narrow = str(texts["grades/2026/q1.yaml"]) + "audiences: [本支部党员]\n"
    texts["grades/2026/q1.yaml"] = narrow
    inner = page(tmp_path / "branch", texts, "grades/index.html")
    outer = page(tmp_path / "unit", texts, "grades/index.html", "本单位党员")
    assert "q1.html" in inner
    assert "q1.html" not in outer
    own = facts_of(tmp_path / "facts", texts, "q3")
    assert own.year
    assert [one.name for one in own.year.quarters] == ["第二季度", "第三季度"]


def test_the_line_and_the_years_side_by_side(tmp_path: Path) -> None:
    """Home and list name the latest with its period; two years stand below one another with their averages."""
    texts = {**quarters("6", "4.5", "11", "8", year=2025), **quarters("7.5", "3")}
    for name, text in texts.items():
        texts[name] = re.sub(r"lost: (8|11)\b", "lost: 3", str(text))
    seen = checked(tmp_path / "seen", texts)
    assert seen.world
    records = [(cast(Grade, one), cast(GradeFacts, seen.facts[one.address])) for one in seen.world.register.records]
    found = trend.summary(records, seen.world)
    assert found
    assert found.latest.span.text == "2026年第二季度"
    assert found.heads == ("一季", "二季", "三季", "四季")
    assert [row.year for row in found.rows] == [2026, 2025]
    assert found.rows[0].cells[2:] == (None, None)
    assert [point.under for point in found.points] == ["2025"] * 4 + ["2026"] * 2


def test_the_drawing_says_every_figure(tmp_path: Path) -> None:
    """Title and description for those who do not see it, no style and no script; one point alone is no line."""
    two = page(tmp_path / "two", quarters("1", "3"), "index.html")
    drawing = two[two.index("<svg") : two.index("</svg>")]
    assert "<desc" in drawing
    assert "2026一季 99；2026二季 97" in drawing
    assert "style" not in drawing
    assert "<svg" not in page(tmp_path / "one", quarters("1"), "index.html")


def test_a_branch_without_gradings_says_nothing_of_them(tmp_path: Path) -> None:
    """No heading over nothing on the home page."""
    assert 'id="grades"' not in page(tmp_path, {}, "index.html")


def test_every_scheme_in_use_has_its_page(tmp_path: Path) -> None:
    """Thirty items with their marks, called examples; a scheme that nothing goes by has none."""
    texts = quarters("1")
    sheet = page(tmp_path, texts, "grades/schemes/standards-30.html")
    assert sheet.count("示例分值") == 30
    assert page(tmp_path, texts, "grades/schemes/goals-30.html") == ""


def test_rank_is_shown_only_with_who_stated_it(tmp_path: Path) -> None:
    """It is never worked out, and cannot be written without its source."""
    ranked = "result: {{on: 2026-10-14, rank: {{place: 3, of: 12{}}}}}\n"
    texts: Texts = {A: grade(ranked.format(", stated_by: 公司党委")), "approvals/2026/a.yaml": form("grades/2026/a")}
    assert "12 个支部中第 3 名（公司党委公布）" in page(tmp_path / "with", texts, "grades/2026/a.html")
    (finding,) = checked(tmp_path / "without", {A: grade(ranked.format(""))}).findings
    assert finding.code == "field.missing"


def test_names_behind_a_rectification_are_for_members(tmp_path: Path) -> None:
    """Employees read what is to be put right, not by whom."""
    wide = "audiences: [本单位职工]\n"
    texts: Texts = {A: grade(wide), "approvals/2026/a.yaml": form("grades/2026/a")}
    texts["catalogue.yaml"] = re.sub("本单位党员", "本单位职工", (_catalogue()))
    shown = page(tmp_path, texts, "grades/2026/a.html", "本单位职工")
    assert "补写第三季度思想状况分析的整改措施" in shown
    assert "宣传委员" not in shown


def _catalogue() -> str:
    return (Path(__file__).parent / "world" / "data" / "catalogue.yaml").read_text(encoding="utf-8")


def test_an_answer_is_late_only_after_fifteen_working_days(tmp_path: Path) -> None:
    """Objected on the 19th of October, it is due on the 9th of November."""
    said = "objections: [{{on: 2026-10-19, words: 扣分偏多, answer: 维持, answered_on: {}}}]\n"
    assert facts_of(tmp_path / "a", {A: grade(said.format("2026-11-09"))}).answers[0].due == date(2026, 11, 9)
    assert not facts_of(tmp_path / "a", {A: grade(said.format("2026-11-09"))}).answers[0].late
    assert facts_of(tmp_path / "b", {A: grade(said.format("2026-11-10"))}).answers[0].late


@pytest.mark.parametrize(
    ("differs", "gap"),
    [
        ("check:\nfinal:\nresult:\n", "上级检查、上级审定：还没有结果"),
        ("final:\nresult:\n", "上级审定：还没有结果"),
        ("result:\n", "考核结果文件：还没有"),
    ],
)
def test_what_is_still_to_come_is_said(differs: str, gap: str, tmp_path: Path) -> None:
    """The next step, then the document."""
    assert facts_of(tmp_path, {A: grade(differs)}).gaps == (gap,)
