"""Gradings over time: a year's quarters, the line and the table on home, rectifications and objections."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import cast

import pytest

from gongkai.kinds.grades import index, trend
from gongkai.kinds.grades.facts import GradeFacts
from gongkai.kinds.grades.model import Grade
from grading import FINAL, A, approved, facts_of, grade, page, quarter, quarters
from laying import AS_OF, Texts, checked, form


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
    """Home has nothing below the kind's name but that nothing is there, and its list no heading over nothing."""
    home = page(tmp_path / "home", {}, "index.html")
    assert "还没有公开的事项" in home.split('id="grades"')[1].split("</section>")[0]
    assert 'id="grades"' not in page(tmp_path / "list", {}, "grades/index.html")


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


def trend_of(root: Path, texts: Texts, as_of: date = AS_OF) -> trend.Trend:
    """What home says of all gradings."""
    seen = checked(root, texts, as_of)
    assert seen.world
    records = [(cast(Grade, one), cast(GradeFacts, seen.facts[one.address])) for one in seen.world.register.records]
    found = trend.summary(records, seen.world)
    assert found
    return found


def test_a_year_that_ends_with_its_last_quarter_leaves_the_line_of_quarters(tmp_path: Path) -> None:
    """In January the year's result is the latest, by the same scheme or another; the line and the table stay."""
    for scheme in ("standards-30", "goals-30"):
        texts = quarters("1", "2", "3", "2.5", year=2025)
        head = f"index: JG1/2025-0099\ntitle: 2025年度考核\ncovers: 2025\nscheme: {scheme}\n"
        texts["grades/2025/year.yaml"] = grade(head + FINAL.format(lost="0"))
        texts["approvals/2026/year.yaml"] = form("grades/2025/year")
        found = trend_of(tmp_path / scheme, texts)
        assert found.latest.span.text == "2025年"
        assert [point.words for point in found.points] == ["99", "98", "97", "97.5"]
        assert found.rows[0].average == "97.9（五好）"


def test_an_average_says_which_quarters_it_lacks(tmp_path: Path) -> None:
    """Those before the latest one, since the branch publishes here; those still to come are not lacking."""
    texts = quarters("1", "2", "3")
    del texts["grades/2026/q2.yaml"]
    texts["approvals/2026/q-2026.yaml"] = form("grades/2026/q1", "grades/2026/q3")
    texts["branch.yaml"] = "since: 2026-01-01\n"
    assert trend_of(tmp_path / "since", texts).rows[0].average == "98（五好，不含二季）"
    texts["branch.yaml"] = "since: 2026-07-01\n"
    assert trend_of(tmp_path / "later", texts).rows[0].average == "98（五好）"


def test_the_line_has_two_years_and_the_table_three(tmp_path: Path) -> None:
    """Sixteen quarters: the last eight, and three rows."""
    texts: Texts = {}
    for year in (2022, 2023, 2024, 2025):
        texts |= quarters("1", "1", "1", "1", year=year)
    found = trend_of(tmp_path, texts)
    assert [point.under for point in found.points] == ["2024"] * 4 + ["2025"] * 4
    assert [row.year for row in found.rows] == [2025, 2024, 2023]


def test_other_units_and_drafts_count_in_no_average(tmp_path: Path) -> None:
    """Neither in that of a page nor on home; a unit's own quarters count among themselves, spaces aside."""
    texts = quarters("1", "3", "2")
    texts["grades/2026/q2.yaml"] = quarter(2, "3") + "unit: 二支部\n"
    texts["grades/2026/q4.yaml"] = quarter(4, "2.5") + "unit: 二 支部\n"
    texts["approvals/2026/q-2026.yaml"] = form("grades/2026/q1", "grades/2026/q2", "grades/2026/q3")
    third, fourth = (facts_of(tmp_path / name, texts, name).year for name in ("q3", "q4"))
    assert third
    assert fourth
    assert [one.total for one in third.quarters] == ["99", "98"]
    assert [one.total for one in fourth.quarters] == ["97", "97.5"]
    assert [point.words for point in trend_of(tmp_path / "home", texts).points] == ["99", "98"]
    texts["approvals/2026/q-2026.yaml"] = form("grades/2026/q2", "grades/2026/q3")
    draft = facts_of(tmp_path / "draft", texts, "q3").year
    assert draft
    assert [one.total for one in draft.quarters] == ["98"]


def test_the_branch_under_one_of_its_names_is_the_branch(tmp_path: Path) -> None:
    """Its second record of a period is one too many; its gradings stand on home."""
    texts = approved({A: grade("unit: 机关 一支部\n")})
    assert facts_of(tmp_path / "own", texts).unit == "机关一支部"
    assert trend_of(tmp_path / "home", texts).latest.words == "97.5"
    (finding,) = checked(
        tmp_path / "twice", {A: texts[A], "grades/2026/b.yaml": grade("index: JG1/2026-0032\n")}
    ).findings
    assert finding.code == "grades.period_twice"


def test_a_period_may_be_graded_again_where_the_first_was_withdrawn(tmp_path: Path) -> None:
    """One record that is shown is left."""
    texts = approved({A: grade("withdrawn: {on: 2026-10-20, reason: 写错}\n")})
    texts["grades/2026/b.yaml"] = grade("index: JG1/2026-0032\n")
    assert "grades.period_twice" not in {one.code for one in checked(tmp_path, texts).findings}


def test_quarters_by_several_schemes_have_no_average(tmp_path: Path) -> None:
    """A year by a third scheme does not mix them, and says so; where its own scheme graded a quarter, that counts."""
    texts = quarters("1", "3")
    other = quarter(2, "0") + "scheme: goals-30\n"
    texts["grades/2026/other.yaml"] = other.replace("JG1/2026-0029", "JG1/2026-0039").replace(
        "scheme: standards-30\n", ""
    )
    texts["approvals/2026/other.yaml"] = form("grades/2026/other")
    whole = "covers: 2026\nscheme: {}\nown:\ncheck:\nresult:\nfinal: {{on: 2026-10-13, by: 公司党委, total: 98}}\n"
    mixed = facts_of(tmp_path / "mixed", {**texts, A: grade(whole.format("quarterly-scale"))})
    assert mixed.year
    assert mixed.year.average == ""
    assert any("按几份细则考核（" in gap for gap in mixed.gaps)
    of_own = facts_of(tmp_path / "own", {**texts, A: grade(whole.format("standards-30"))})
    assert of_own.year
    assert (of_own.year.average, of_own.year.mixed) == ("98", ())


def test_gradings_are_sorted_by_year_once_for_a_register(tmp_path: Path) -> None:
    """Not once for each of them; two registers with the same contents are two all the same."""
    one, other = (checked(tmp_path / name, quarters("1", "2", "3")).world for name in "ab")
    assert one
    assert other
    for register in (one.register, other.register):
        of_year = {index.alike(cast(Grade, record), register) for record in register.of_kind("grades")}
        assert of_year == {register.of_kind("grades")}
        assert next(iter(of_year))[0] is register.of_kind("grades")[0]


@pytest.mark.parametrize(
    ("done", "state"),
    [("2026-10-31", "已完成"), ("2026-11-01", "逾期完成"), ("2026-12-01", "已逾期")],
)
def test_how_a_rectification_stands(done: str, state: str, tmp_path: Path) -> None:
    """Due on the last of October: done by then, later, or not by the day of the site; before that it goes on."""
    text = f"rectifications: [{{what: 甲, who: 乙, due: 2026-10-31, done: {done}, evidence: 丙}}]\n"
    assert facts_of(tmp_path / "done", {A: grade(text)}).rectifications == (state,)
    later = text.replace("due: 2026-10-31", "due: 2026-11-20").replace(f"done: {done}, ", "")
    assert facts_of(tmp_path / "due", {A: grade(later)}).rectifications == ("整改中",)
