"""What follows from a result by its scheme, and yearly levels that rest on the quarters."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import pytest

from gongkai.kinds import Scope
from gongkai.kinds.grades.facts import GradeFacts
from gongkai.kinds.grades.inspection import about, tallies
from gongkai.kinds.grades.model import Grade
from gongkai.pipeline import Checked, page
from grading import A, approved, facts_of, grade, quarters, words
from laying import Texts, checked, form

FINAL = "own:\ncheck:\nresult:\nfinal: {on: 2026-10-13, by: 公司党委, "
YEAR = "covers: 2025\nscheme: dajinchuang-year\n" + FINAL


def of(seen: Checked, address: str) -> list[tuple[str, str]]:
    """The consequences of a grading: why, and what."""
    return [(one.why, one.text) for one in cast(GradeFacts, seen.facts[address]).consequences]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Checked:
    """Four quarters by the thirty standards, the last place twice as the superior stated it, and a year's grading."""
    texts = quarters("1", "3", "2.5", "2", year=2025)
    for number, place in ((1, 6), (3, 6), (4, 5)):
        name = f"grades/2025/q{number}.yaml"
        stated = f"result: {{on: 2025-10-14, rank: {{place: {place}, of: 6, stated_by: 公司党委}}}}\n"
        texts[name] = str(texts[name]).replace("result:\n", stated)
    done = "follow_up: [{on: 2026-10-20, what: 拨付活动经费, record: grades/2025/q4}, {on: 2026-10-21, what: 通报}]\n"
    year = f"covers: 2025\nscheme: goals-30\n{FINAL}items: []}}\n{done}"
    return checked(tmp_path_factory.mktemp("whole"), approved({**texts, A: grade(year)}))


def test_an_average_counts_when_the_year_is_whole(whole: Checked) -> None:
    """At its fourth quarter and its yearly grading, in the words of the quarters' scheme; not at the third."""
    average = ("全年四个季度平均 90 分以上的（2025年平均 97.9 分）", "可以命名为五好党支部")
    assert of(whole, "grades/2025/q4") == [average]
    level = ("评为“优秀”的", "表彰先进党支部，业绩突出的负责人给予表彰奖励")
    assert of(whole, "grades/2026/a") == [level, average]
    assert average not in of(whole, "grades/2025/q3")


def test_a_last_place_that_the_superior_stated_counts(whole: Checked) -> None:
    """The sixth of six for the second time; the fifth is none, and the first time has no consequence."""
    assert of(whole, "grades/2025/q3") == [("一年内累计 2 次最后一名的（一季、三季）", "领导班子应当调整")]
    assert of(whole, "grades/2025/q1") == []


def test_the_page_says_what_follows_and_what_was_done(whole: Checked) -> None:
    """The scheme's words with a link where they are another scheme's, that nothing is decided here, and the deeds."""
    shown = page(whole, "grades/2026/a")
    told = words(shown.split('id="consequences"')[1].split("<h2")[0])
    assert (
        "全年四个季度平均 90 分以上的（2025年平均 97.9 分），可以命名为五好党支部（ 党支部 30 条工作标准考核 ）" in told
    )
    assert "怎样处理由有权决定的组织研究" in told
    assert "拨付活动经费 2026年10月20日 2025年第4季度考核" in told
    assert "通报 2026年10月21日 —" in told
    assert "还没有写明落实情况" in page(whole, "grades/2025/q3")
    assert 'id="consequences"' not in page(whole, "grades/2025/q1")


def by_quarters(*totals: str) -> Texts:
    """Quarters of 2025 by the scheme of 达晋创 with these totals."""
    texts: Texts = {}
    for number, total in enumerate(totals, 1):
        head = (
            f"index: JG1/2025-00{number}9\ntitle: 第{number}季度\ncovers: 2025-Q{number}\nscheme: dajinchuang-quarter\n"
        )
        texts[f"grades/2025/q{number}.yaml"] = grade(f"{head}{FINAL}total: {total}}}\n")
    texts["approvals/2026/q.yaml"] = form(*(name.removesuffix(".yaml") for name in texts))
    return texts


def yearly(quarterly: str, full: str = "95", more: str = "") -> str:
    """A year's grading with these marks of its two sources."""
    totals = f"[{{source: 各季度考核, marks: {quarterly}}}, {{source: 年末全面考核, marks: {full}}}]"
    return grade(f"{YEAR}totals: {totals}}}\n{more}")


def test_a_yearly_level_rests_on_the_quarters(tmp_path: Path) -> None:
    """92.5 on average counts 60 %, 95 counts 40 %: 93.5 is 一级, with its reward."""
    texts = by_quarters("90", "92", "93", "95") | {A: yearly("92.5")}
    seen = checked(tmp_path, texts)
    own = cast(GradeFacts, seen.facts["grades/2026/a"])
    assert (str(own.total), own.level) == ("93.5", "一级")
    assert of(seen, "grades/2026/a") == [("评为“一级”的", "对支部班子给予专项奖励，拨付党支部活动经费")]
    assert [one.code for one in seen.findings if one.is_fault] == []


def test_stated_marks_of_the_quarters_are_held_against_their_average(tmp_path: Path) -> None:
    """A difference like any other: a fault, unless the superior was asked; not while a quarter is missing."""
    texts = by_quarters("90", "92", "93", "95") | {A: yearly("94")}
    (fault,) = [one for one in checked(tmp_path / "differs", texts).findings if one.is_fault]
    assert (fault.code, fault.at, fault.expected) == ("grades.figure_differs", "final.totals.0.marks", "92.5 分")
    asked = "mismatch: {note: 通报按 94 分计, asked_on: 2026-10-15}\n"
    excused = checked(tmp_path / "asked", texts | {A: yearly("94", more=asked)})
    three = checked(tmp_path / "three", by_quarters("90", "92", "93") | {A: yearly("94")})
    assert [one for one in (*excused.findings, *three.findings) if one.is_fault] == []


def test_a_share_in_a_larger_score_is_of_a_hundred(tmp_path: Path) -> None:
    """40 of 50 are 80, of which a fifth is 16; a total of sources is of a hundred already."""
    scheme = "title: 细则\nsource: 示例\nsince: 2026-01-01\ncycle: 季度\nfull: 50\nlevels: [{name: 合格}]\n"
    into = "into: {name: 领导班子考核, weight: 20}\n"
    texts: Texts = {"schemes/own.yaml": scheme + into, A: grade(f"scheme: own\n{FINAL}total: 40}}\n")}
    assert [(one.marks, one.gives) for one in facts_of(tmp_path, texts).composition] == [("80", "16")]


def test_an_inspector_sees_what_followed_and_what_was_done(whole: Checked) -> None:
    """Three gradings of that year have a consequence; of one it is written what was done."""
    assert whole.world
    gradings = whole.world.register.of_kind("grades")
    records = [(cast(Grade, one), cast(GradeFacts, whole.facts[one.address])) for one in gradings]
    seen = about(records, Scope(world=whole.world, year=2025, lapses=(), addresses={}))
    assert [(row.record.address, len(row.done)) for row in seen.consequences] == [
        ("grades/2025/q3", 0),
        ("grades/2025/q4", 0),
        ("grades/2026/a", 2),
    ]
    (tally,) = [one for one in tallies(seen) if one.anchor == "consequences"]
    assert (tally.count, tally.but) == (3, "2 次没有写落实情况")
