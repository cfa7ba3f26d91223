"""Rules and figures against what they rest on: no regulation without a grade, no figure without a rule."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from gongkai import check
from gongkai.check.sources import SOURCES, binding, named, nature, reach, sources
from gongkai.cli import main
from gongkai.derive.requirements import Figure
from gongkai.findings import RuleText, rule_text
from gongkai.kinds import kinds
from gongkai.load.approval import Approval
from gongkai.load.branch import Branch, LocalFigure, LocalFloor
from gongkai.load.catalogue import Catalogue
from gongkai.load.part import Part
from gongkai.load.scheme import Scheme
from gongkai.render import figures, manual
from laying import branch_of_world

KINDS = kinds()
RULES: tuple[RuleText, ...] = tuple(rule_text(rule, check.code_of(rule)) for rule in check.all_rules(KINDS))
FIGURES = check.all_figures(KINDS)
NUMBER = re.compile(r"[一二三四五六七八九十百\d]+(?:个工作日|个月|年|项|日|天|周|人)(?![月日])")
"""A number in a law: 不少于五个工作日, 每届任期三年."""
HANDBOOK = (Path(figures.__file__).parent / "handbook" / "operating.md").read_text(encoding="utf-8")
MODELS: tuple[type[Part], ...] = (Branch, Catalogue, Approval, Scheme, *(kind.model for kind in KINDS.values()))
FIELDS = {row.name for model in MODELS for row in manual.fields(model)}
BETTER = ("A", "B", "C", "推断")


def test_every_regulation_that_is_named_has_a_grade() -> None:
    """Whatever stands between 《 and 》 in what a rule rests on, or a figure."""
    asked = [(rule.code, one) for rule in RULES for one in named(rule.basis)]
    asked += [(figure.name, one) for figure in FIGURES for one in named(figure.source)]
    assert [both for both in asked if both[1] not in SOURCES] == []


@pytest.mark.parametrize("rule", [one for one in RULES if one.basis], ids=lambda one: one.code)
def test_a_rule_says_whether_it_is_national_or_of_one_place(rule: RuleText) -> None:
    """By the regulations it names, or by saying that some do so."""
    told = reach(rule)
    assert told.national or told.local, "它的依据既不是列出的规定，也没有写“有的”“各单位”"
    assert told.national is any(SOURCES[one].national for one in named(rule.basis))


def test_a_rule_with_a_number_has_a_figure_or_a_graded_source() -> None:
    """No number stands in a docstring only."""
    bare = [rule.code for rule in RULES if NUMBER.search(rule.basis)]
    known = {rule.code for rule in RULES if rule.figures or sources(rule.basis)}
    assert [code for code in bare if code not in known] == []


def test_every_figure_is_held_against_something() -> None:
    """Each is named by at least one rule, under one name only, and no rule names one that does not exist."""
    names = Counter(figure.name for figure in FIGURES)
    assert [name for name, count in names.items() if count > 1] == []
    held = {name for rule in RULES for name in rule.figures}
    assert held == set(names)


def test_no_figure_is_graded_better_than_its_text() -> None:
    """A regulation of which only a copy was seen makes no figure of grade A."""
    for figure in FIGURES:
        for _, source in sources(figure.source):
            assert BETTER.index(figure.grade) >= BETTER.index(source.grade), figure.name


def test_what_is_not_national_is_said_to_be_local_and_mostly_binds_nobody() -> None:
    """The exceptions are asked of everybody, with a number of ours or of a single place."""
    local = [figure for figure in FIGURES if not binding(figure).startswith("全国规定")]
    assert {figure.name for figure in local if not figure.if_set} == EVERYBODY
    assert all(figure.if_set for figure in FIGURES if figure.name == "党课间隔")


EVERYBODY = {
    "意见答复",
    "考核异议答复",
    "公示结果",
    "没有写时限的公开",
    "长期事项评定",
    "民主评议优秀比例",
    "民主评议的步骤",
    "述职评议的步骤",
    "述职讲评的步骤",
}
"""Duties of everybody of which no regulation that we saw says the number, or the steps (docs/decisions/0040)."""


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("publicity.period_too_short", "发展对象公示天数：不少于 5 个工作日。全国规定，2026年5月11日起。"),
        ("publicity.period_too_short", "拟表彰公示天数：不少于 5 日。一地或一个单位的做法，上级有要求才检查。"),
        ("publicity.period_too_short", "来源等级：A 级是见过原文，或发文单位自己的网页；B 级是没有见过原文"),
        ("meetings.not_held", "没有写时限的公开：10 个工作日。没有规定，由本软件掌握。"),
        ("elections.term_too_long", "5 年。全国规定，2018年10月28日起，只对村、社区。"),
        ("meetings.quorum_missed", "这些数不能改。"),
        ("meetings.attendance_low", "性质：一地或一个单位的做法，不是全国规定\n"),
        (
            "plans.measure_missing",
            "性质：一地或一个单位的做法，不是全国规定（来源 C 级：没有见过原文，见过一般的转载）",
        ),
        ("dates.in_the_future", "性质：没有引用规定，按常理和支部自己写的数据检查"),
        ("yaml.not_utf8", "关闭：这是差错，不能关闭"),
        ("awards.quota_exceeded", "关闭：这是偏差；上级另有规定的，在 data/branch.yaml 的 rules_off 写明代码和原因"),
    ],
)
def test_explain_says_plainly_where_a_rule_comes_from(code: str, said: str) -> None:
    """National, of one place or unverified; since when, for whom; how it is changed or switched off."""
    assert said in CliRunner().invoke(main, ["explain", code]).output


def own(branch: Branch) -> Branch:
    """With one figure and one floor of its superior."""
    figure = LocalFigure(name="意见答复", value="10", since=date(2025, 1, 16), basis="某文件")
    floor = LocalFloor(node="拟表彰", length=7, since=date(2025, 1, 1), basis="另一文件")
    return branch.model_copy(update={"figures": (figure,), "floors": (floor,)})


def test_the_page_shows_what_the_branch_has_written_beside_ours() -> None:
    """Each row says number, reach, source and grade; and the branch's own."""
    told = {row.name: row for row in figures.rows(FIGURES, own(branch_of_world()))}
    answer, floor = told["意见答复"], told["拟表彰公示天数"]
    assert answer.own == ("10 个工作日，2025年1月16日起：某文件",)
    assert (answer.words, answer.binding) == ("15 个工作日", "一地或一个单位的做法，事情人人要办，各支部都按它检查")
    assert answer.source == "有的省直机关党务公开办法规定受理后十五个工作日内答复（A 级）"
    assert floor.own == ("不少于 7 个工作日，2025年1月1日起：另一文件",)
    assert told["党课间隔"].own == ()


def test_a_superior_s_own_is_written_in_three_places() -> None:
    """In `figures`, `floors` and `project_levels`, all of them told of in the handbook; what a vote needs nowhere."""
    assert {figure.SETTING for figure in FIGURES} == {"figures", "floors", "project_levels", ""}
    assert all(isinstance(figure, Figure) for figure in FIGURES if figure.SETTING == "figures")
    assert all(f"`{one.SETTING}`" in HANDBOOK for one in FIGURES if one.SETTING)


def test_what_the_handbook_calls_a_setting_is_one() -> None:
    """Every field named in its list of settings stands in some model, and every example is a figure of ours."""
    named_there = set(re.findall(r"`([a-z_]+)`", HANDBOOK[HANDBOOK.index("各地做法不同") :]))
    assert named_there - FIELDS == set()
    assert set(re.findall(r"name: (\S+)", HANDBOOK)) <= {figure.name for figure in FIGURES}


def test_a_rule_of_mixed_reach_says_both() -> None:
    """National, and in part of single places."""
    (rule,) = (one for one in RULES if one.code == "meetings.not_held")
    assert nature(rule).startswith("全国规定，其中有各地各单位的做法（来源 B 级")
