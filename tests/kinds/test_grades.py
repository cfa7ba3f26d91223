"""Gradings: figures held against the scheme, and what pages show of them."""

from __future__ import annotations

from pathlib import Path
from typing import cast

from gongkai.kinds.grades.facts import GradeFacts
from grading import A, approved, facts_of, grade, page, quarters, words
from laying import Texts, checked, form


def test_totals_and_levels_follow_from_what_is_lost(tmp_path: Path) -> None:
    """99, 97.5 and 97.5 of the sample, and its level."""
    own = facts_of(tmp_path, {A: grade()})
    assert [str(step.total) for step in own.steps] == ["99.0", "97.5", "97.5"]
    assert (own.total_words, own.level, own.short) == ("97.5 分", "五好", "2026年第三季度 五好")


OWN = """title: 细则
source: 示例
since: 2026-01-01
cycle: 季度
full: 50
categories:
  - name: 甲
    items:
      - {id: 1, text: 一, marks: 30, deduct: {each: 1, floor: 10}}
      - {id: 2, text: 二, marks: 10, deduct: {each: 1}}
  - name: 乙
    items:
      - {id: 3, text: 三, marks: 10, deduct: {each: 1}}
bonus:
  - {id: J1, text: 表彰, each: 2}
vetoes:
  - {id: F1, text: 事故, not_above: 中}
category_zero: 下
into: {name: 领导班子考核, weight: 20}
levels:
  - {name: 上, at_least: 45}
  - {name: 中, at_least: 30}
  - {name: 下}
"""
SOURCES = """sources:
  - {name: 项目, weight: 70, items: 是}
  - {name: 述职, weight: 30}
"""


def own(step: str, more: str = "", rest: str = "own:\ncheck:\nresult:\n") -> Texts:
    """A grading by a scheme of its own of 50 marks: the final step so far as said here, and nothing else."""
    final = f"final: {{on: 2026-10-13, by: 公司党委, {step}}}\n" if step else "final:\n"
    return {A: grade(f"scheme: own\n{rest}{final}"), "schemes/own.yaml": OWN + more}


def test_what_is_stated_before_rounding_is_right_too(tmp_path: Path) -> None:
    """97.25 is the exact sum, which the scheme would round to 97.3; a third figure is a fault."""
    step = "own:\ncheck:\nresult:\nfinal: {{on: 2026-10-13, by: 委, items: [{{item: 20, lost: 2.75}}], total: {}}}\n"
    for stated in ("97.25", "97.3"):
        seen = checked(tmp_path / stated, {A: grade(step.format(stated))})
        assert seen.findings == ()
        assert cast(GradeFacts, seen.facts["grades/2026/a"]).total_words == f"{stated} 分"
    document = (
        step.format("97.3").replace("result:", "result: {on: 2026-10-14, total: 97.25}").replace(", total: 97.3", "")
    )
    assert checked(tmp_path / "document", {A: grade(document)}).findings == ()
    (finding,) = checked(tmp_path / "wrong", {A: grade(step.format("97.2"))}).findings
    assert (finding.code, finding.expected) == ("grades.figure_differs", "97.3 分")


def test_a_level_goes_with_the_total_that_counts(tmp_path: Path) -> None:
    """The document says 89 and no level: the final step's 五好 was said of another total."""
    differs = "result: {on: 2026-10-14, total: 89}\nmismatch: {note: 通报写 89 分, asked_on: 2026-10-15}\n"
    found = facts_of(tmp_path / "document", {A: grade(differs)})
    assert (found.total_words, found.level) == ("89 分", "未达五好")
    final = "result:\nfinal: {on: 2026-10-13, by: 委, items: [], total: 89}\n"
    found = facts_of(tmp_path / "step", {A: grade(final + "mismatch: {note: 写 89 分, asked_on: 2026-10-15}\n")})
    assert (found.total_words, found.level) == ("89 分", "未达五好")


def test_a_veto_of_the_last_step_holds_also_where_a_document_alone_ends_it(tmp_path: Path) -> None:
    """50 of 50 and an accident: 中, whether written or not; a superior who set the veto aside is no fault either."""
    check = "own:\ncheck: {on: 2026-10-10, by: 委, items: [], vetoes: [{veto: F1}]}\n"
    for said, wanted in (("", "中"), (", level: 中", "中"), (", level: 上", "上")):
        texts = own("", rest=f"{check}result: {{on: 2026-10-14, total: 50{said}}}\n")
        seen = checked(tmp_path / f"{wanted}{len(said)}", texts)
        assert seen.findings == ()
        assert cast(GradeFacts, seen.facts["grades/2026/a"]).level == wanted
    (finding,) = checked(
        tmp_path / "low", own("", rest=f"{check}result: {{on: 2026-10-14, total: 50, level: 下}}\n")
    ).findings
    assert (finding.code, finding.found, finding.expected) == ("grades.figure_differs", "下", "中")


def test_the_page_says_what_held_the_level_down(tmp_path: Path) -> None:
    """An accident, and a category at zero; in a step before the final one with the step's name."""
    step = "items: [{item: 3, times: 10}], vetoes: [{veto: F1, remark: 六月}]"
    final = facts_of(tmp_path / "final", own(step))
    assert final.level == "下"
    assert final.vetoes == ("一票否决：事故（六月），不高于“中”", "乙得零分，定为“下”")
    check = f"own:\nresult:\ncheck: {{on: 2026-10-10, by: 委, {step}}}\n"
    assert facts_of(tmp_path / "check", own("", rest=check)).vetoes[0].startswith("检查中一票否决：")


def test_sources_are_of_a_hundred_whatever_the_sheet_is_of(tmp_path: Path) -> None:
    """40 of 50 are 80; with 90 they make 83, a fifth of which counts further up."""
    step = "items: [{item: 1, times: 10}], totals: [{source: 述职, marks: 90}], total: 83"
    texts = approved(own(step, SOURCES))
    found = facts_of(tmp_path / "facts", texts)
    assert checked(tmp_path / "silent", texts).findings == ()
    assert [(one.name, one.marks, one.weight, one.gives) for one in found.composition] == [
        ("项目", "80", "70%", "56"),
        ("述职", "90", "30%", "27"),
        ("合计", "—", "100%", "83"),
        ("计入领导班子考核", "83", "20%", "16.6"),
    ]
    shown = words(page(tmp_path / "page", texts, "grades/2026/a.html"))
    assert "计入领导班子考核 83 20% 16.6" in shown


def test_a_step_to_which_a_source_is_still_to_come_shows_its_items(tmp_path: Path) -> None:
    """A total of the whole does not follow from a part."""
    (step,) = facts_of(tmp_path, own("items: [{item: 1, times: 10}]", SOURCES)).steps
    assert (step.total, step.words) == (None, "项目得分 40")


def test_a_bonus_may_pass_full_marks_only_where_the_scheme_lets_it(tmp_path: Path) -> None:
    """Two more than full are 52 of 50, and 104 of a hundred as a source; else they stop, which is said."""
    step = "items: [{item: J1, times: 1}], totals: [{source: 述职, marks: 100}]"
    found = facts_of(tmp_path / "above", own(step, SOURCES + "above_full: 是\n"))
    assert str(found.total) == "102.8"
    found = facts_of(tmp_path / "full", own("items: [{item: J1, times: 1}]"))
    assert str(found.total) == "50.0"
    assert found.table
    assert found.table.notes == ("审定：加分后不超过满分 50 分",)


def test_what_does_not_apply_is_explained_under_the_table(tmp_path: Path) -> None:
    """36 of 40 are 45 of 50."""
    found = facts_of(tmp_path, own("items: [{item: 2, not_applicable: 是}, {item: 1, times: 4}]"))
    assert str(found.total) == "45.0"
    assert found.table
    assert found.table.notes == ("审定：不适用的项目共 10 分，在 40 分里得 36 分，按比例折算为 50 分制",)
    assert found.table.rows[0].cells == ("26（满分 30）",)


def test_two_entries_of_one_item_take_together_what_their_cells_say(tmp_path: Path) -> None:
    """Fifteen and ten times down to ten of thirty: 15 and 5."""
    (row,) = facts_of(tmp_path, own("items: [{item: 1, times: 15}, {item: 1, times: 10}]")).marks
    assert row.cells == (("扣 15 分（15 次）", "扣 5 分（10 次）"),)


def test_a_total_above_full_marks_is_a_difference(tmp_path: Path) -> None:
    """Given alone or in the document alone; not where the scheme lets a bonus pass full marks."""
    for rest, step in (
        ("own:\ncheck:\nresult:\n", "total: 51"),
        ("own:\ncheck:\nresult: {on: 2026-10-14, total: 51}\n", ""),
    ):
        (finding,) = checked(tmp_path / f"over{len(step)}", own(step, rest=rest)).findings
        assert finding.expected == "最高 50 分"
        assert checked(tmp_path / f"above{len(step)}", own(step, "above_full: 是\n", rest)).findings == ()


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


def test_every_scheme_in_use_has_its_page(tmp_path: Path) -> None:
    """Thirty items with their marks, called examples; a scheme that nothing goes by has none."""
    texts = quarters("1")
    sheet = page(tmp_path, texts, "grades/schemes/standards-30.html")
    assert sheet.count("示例分值") == 30
    assert page(tmp_path, texts, "grades/schemes/goals-30.html") == ""
