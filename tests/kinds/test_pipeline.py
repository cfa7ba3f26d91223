"""Counts of joining: they add up, hold to the rule of their day, follow one another, and can carry nobody's name."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from types import NoneType, UnionType
from typing import Annotated, Union, get_args, get_origin

import pytest
from pydantic import BaseModel

from gongkai import pipeline
from gongkai.days import parse_span
from gongkai.derive.requirements import in_force
from gongkai.kinds.pipeline.facts import PipelineFacts
from gongkai.kinds.pipeline.lengths import bounds, contradiction, held
from gongkai.kinds.pipeline.model import STAGES, IntervalName, Kept, Pipeline
from gongkai.kinds.pipeline.requirements import BY_NAME, EXTENSION, FIGURES, INTERVALS, Interval
from gongkai.load.branch import Branch, LocalFigure
from gongkai.load.fields import BRANCH
from gongkai.load.part import inner_model, widest
from gongkai.load.record import Disclosure
from gongkai.pipeline import Settings
from gongkai.starter.samples import plain
from laying import WORLD, Texts, checked, form, lay, overlaid

NAME = "pipeline/2026/one"
SEEN = pipeline.inspect(WORLD, date(2026, 11, 20))
assert SEEN.world
WHO = SEEN.world.register.branch
OLD, NEW, BOTH = "2025-H2", "2026-Q3", "2026-H1"


def texts(differs: str = "") -> Texts:
    """One approved record that differs from the sample in these keys."""
    return {f"{NAME}.yaml": overlaid(plain("pipeline"), differs), "approvals/2026/one.yaml": form(NAME)}


def kept(name: str, count: int, in_time: int, **lengths: int) -> Kept:
    """One line of the list, as it is read."""
    said = {key: str(value) for key, value in lengths.items()}
    return Kept.model_validate({"interval": name, "count": str(count), "in_time": str(in_time), **said})


def limits(name: str, covers: str, branch: Branch = WHO) -> list[str]:
    """What held in the span, in words, one after the other."""
    return [one.words for one in held(interval(name), parse_span(covers), branch)]


def interval(name: str) -> Interval:
    """By its name, as a clerk writes it."""
    return next(one for one in INTERVALS if one.name == name)


def disagrees(one: Kept, covers: str) -> bool:
    """Whether counts and lengths cannot both be right."""
    return bool(contradiction(one, interval(one.interval), held(interval(one.interval), parse_span(covers), WHO)))


def own_fields(model: type[BaseModel]) -> Iterator[tuple[str, object]]:
    """Every field beside those of the common head, at whatever depth, with each type that it may have."""
    for name, field in model.model_fields.items():
        if name not in Disclosure.model_fields:
            if inner := inner_model(field.annotation):
                yield from own_fields(inner)
            else:
                yield from ((name, one) for one in types_in(field.annotation))


def types_in(annotation: object) -> Iterator[object]:
    """The types in `X`, `X | None`, `Annotated[X, …]`."""
    origin, inside = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        yield from types_in(inside[0])
    elif origin in (Union, UnionType):
        yield from (one for part in inside for one in types_in(part))
    else:
        yield annotation


def test_no_field_could_hold_a_person() -> None:
    """Beside the head there are counts, words from a closed list and a target's number: no text, no day, no name."""
    found = {name: one for name, one in own_fields(Pipeline) if one not in (int, NoneType)}
    assert found == {"interval": IntervalName, "target": str}


def test_what_could_point_at_somebody_is_for_the_branch() -> None:
    """Who was cancelled or prolonged stands in one field, and no sum that others see is made with it."""
    assert widest(Pipeline.model_fields["reserved"]) == BRANCH["audience"]
    assert {name for name, field in Pipeline.model_fields.items() if widest(field) != "社会"} == {"reserved"}


def test_others_see_neither_the_words_nor_their_figures(tmp_path: Path) -> None:
    """Employees are told the sum of those who left, and it adds up; the branch is told what became of them."""
    lay(tmp_path, texts("reserved: {stopped: 1, prolonged: 1, shortest: 7, longest: 7}\n"))
    bodies = []
    for audience in ("本单位职工", "本支部党员"):
        site = pipeline.build(Settings(root=tmp_path, audience=(audience,)), date(2026, 11, 20)).site
        assert site is not None
        bodies.append(next(page.body for page in site.pages if page.address == f"{NAME}.html"))
    assert ["延长预备期" in body for body in bodies] == [False, True]
    assert ["停止培养</dt>" in body for body in bodies] == [False, True]
    assert "7 个月" not in bodies[0]
    assert "<td>1</td><td><strong>5</strong>" in bodies[0]


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("入党谈话", "不超过 1 个月", "不超过 1 个月"),
        ("培养教育", "不少于 12 个月", "不少于 12 个月"),
        ("发展对象公示", "", "不少于 5 个工作日"),
        ("集中培训", "不少于 24 学时", "不少于 24 学时"),
        ("支部大会讨论", "", "不超过 1 个月"),
        ("接收审批", "不超过 3 个月，特殊情况不超过 6 个月", "不超过 3 个月，特殊情况不超过 6 个月"),
        ("入党宣誓", "", "不超过 1 个月"),
        ("预备期", "不少于 12 个月", "不少于 12 个月"),
        ("转正审批", "不超过 3 个月", "不超过 3 个月"),
        ("确定积极分子", "", ""),
    ],
)
def test_the_rule_of_the_day_counts(name: str, old: str, new: str) -> None:
    """What the text of 2014 did not limit is not held against spans of its time."""
    assert limits(name, OLD) == [old]
    assert limits(name, NEW) == [new]


def test_a_span_that_both_texts_touch_is_told_both() -> None:
    """How one follows the other is not known; articles moved."""
    assert limits("发展对象公示", BOTH) == ["", "不少于 5 个工作日"]
    articles = [interval("预备期").text_on(day) for day in (date(2026, 5, 10), date(2026, 5, 11))]
    assert [text.article for text in articles if text] == ["第三十二条", "第三十一条"]
    assert limits("入党谈话", "2013") == [""]


def test_a_local_limit_binds_once_the_branch_names_it() -> None:
    """Then it is shown as the superior's, with its basis; nobody else is held to it."""
    own = LocalFigure(name="申请到确定积极分子最短时间", value="3", since=date(2026, 1, 1), basis="上级的文件")
    branch = WHO.model_copy(update={"figures": (own,)})
    assert limits("确定积极分子", NEW, branch) == ["不少于 3 个月"]
    assert limits("确定积极分子", OLD, branch) == [""]
    assert [rule.figures[0].source for rule in held(interval("确定积极分子"), parse_span(NEW), branch)] == [
        "上级的文件"
    ]


def test_a_superior_may_ask_for_more_and_not_for_less() -> None:
    """A looser figure leaves the national one in force."""
    for name, figure, value, said in (
        ("培养教育", "积极分子培养教育最短时间", "6", "不少于 12 个月"),
        ("培养教育", "积极分子培养教育最短时间", "18", "不少于 18 个月"),
        ("转正审批", "转正审批最长时间", "4", "不超过 3 个月"),
        ("转正审批", "转正审批最长时间", "2", "不超过 2 个月"),
    ):
        own = LocalFigure(name=figure, value=value, since=date(2026, 1, 1), basis="上级的文件")
        assert limits(name, NEW, WHO.model_copy(update={"figures": (own,)})) == [said]


def test_every_figure_has_a_name_of_its_own_and_a_source() -> None:
    """What branch.yaml may set, and what pages say of it; a customary one binds nobody."""
    assert len({figure.name for figure in FIGURES}) == len(FIGURES)
    assert all(figure.source for figure in FIGURES)
    local = [one.name for one in INTERVALS if one.is_local]
    assert local == ["确定积极分子", "上级预审", "材料归档"]
    assert all(in_force(figure, date(2026, 11, 20), WHO) is None for name in local for figure in BY_NAME[name].figures)
    assert [figure.words for figure in EXTENSION.figures] == ["6 个月", "12 个月"]


def test_a_month_is_as_long_as_the_days_it_may_have() -> None:
    """28 to 31 days, a year 365 or 366: what lies between proves nothing."""
    figures = [figure for name in ("入党谈话", "转正审批", "预备期") for figure in interval(name).figures]
    days = [tuple(int(one) for one in bounds(figure, "天")) for figure in figures]
    assert days == [(28, 31), (89, 92), (365, 366)]


@pytest.mark.parametrize(
    ("one", "covers", "wrong"),
    [
        (kept("入党谈话", 2, 2, longest=32), NEW, True),
        (kept("入党谈话", 2, 2, longest=31), NEW, False),
        (kept("入党谈话", 2, 1, longest=29), NEW, False),
        (kept("入党谈话", 2, 1, longest=28), NEW, True),
        (kept("入党谈话", 2, 1, shortest=32, longest=40), NEW, True),
        (kept("入党谈话", 2, 0, shortest=32), NEW, False),
        (kept("培养教育", 1, 1, shortest=364), NEW, True),
        (kept("培养教育", 1, 1, shortest=365), NEW, False),
        (kept("培养教育", 2, 1, shortest=366), NEW, True),
        (kept("培养教育", 2, 1, longest=364), NEW, True),
        (kept("接收审批", 1, 0, special=1, longest=185), NEW, True),
        (kept("接收审批", 1, 0, special=1, longest=184), NEW, False),
        (kept("接收审批", 1, 1, longest=93), NEW, True),
        (kept("集中培训", 1, 1, shortest=20), NEW, False),
        (kept("发展对象公示", 1, 1, shortest=4), NEW, True),
        (kept("发展对象公示", 1, 1, shortest=4), OLD, False),
        (kept("发展对象公示", 1, 1, shortest=4), BOTH, False),
        (kept("积极分子考察", 3, 3, longest=300), NEW, False),
        (kept("上级预审", 1, 1, longest=90), NEW, False),
    ],
)
def test_lengths_contradict_counts_only_where_no_day_makes_them_right(one: Kept, covers: str, wrong: bool) -> None:
    """By every rule in force in the span; three days of training do as well as 24 hours."""
    assert disagrees(one, covers) is wrong


def test_an_unknown_interval_is_told_the_known_ones(tmp_path: Path) -> None:
    """A slip of the pen is a fault with the list to choose from."""
    found = checked(tmp_path, texts("intervals:\n  - {interval: 谈话, count: 1, in_time: 1}\n")).findings
    assert [one.is_fault for one in found] == [True]
    assert all(one.name in found[0].words for one in INTERVALS)


def test_facts_of_one_record(tmp_path: Path) -> None:
    """Rows that add up, the version of the rule, how long it took, and what is not told of."""
    seen = checked(
        tmp_path, texts("intervals:\n  - {interval: 入党谈话, count: 3, in_time: 1, longest: 40, shortest: 9}\n")
    )
    facts = seen.facts[NAME]
    assert isinstance(facts, PipelineFacts)
    assert [(own.label, own.worked_out, own.gone_on) for own in facts.stages] == [
        ("入党申请人", 7, 2),
        ("入党积极分子", 5, 1),
        ("发展对象", 1, 1),
        ("预备党员", 2, 1),
    ]
    assert facts.late == 2
    assert facts.intervals[0].spread == "9 到 40 天"
    assert facts.intervals[0].sources == ("全国：2026年修订第七条（来源 B）",)
    assert "2026年5月11日修订" in facts.version_words
    assert [gap[1:5] for gap in facts.gaps] == ["培养教育", "接收审批", "转正审批"]
    assert tuple(own.name for own in facts.stages) == STAGES


def test_fewer_than_planned_is_no_finding(tmp_path: Path) -> None:
    """To press a branch for numbers would be to press for people; more than planned is shown as it is, too."""
    for planned in ("9", "0"):
        assert not checked(tmp_path, texts(f"quota: {{planned: {planned}, admitted: 1}}\n")).findings


def test_the_target_of_a_plan_is_linked_both_ways(tmp_path: Path) -> None:
    """The page names plan and number; the plan's page leads back."""
    plan = "plans/2026/year"
    laid = texts("quota: {planned: 2, admitted: 1, target: JG1/2026-0012#1}\n")
    laid |= {f"{plan}.yaml": overlaid(plain("plans"), "index: JG1/2026-0012\n"), "approvals/2026/two.yaml": form(plan)}
    lay(tmp_path, laid)
    site = pipeline.build(Settings(root=tmp_path), date(2026, 11, 20)).site
    assert site is not None
    bodies = {page.address: page.body for page in site.pages}
    assert 'plans/2026/year.html#target-1"' in bodies[f"{NAME}.html"]
    assert "第三季度发展党员工作情况" in bodies[f"{plan}.html"]
