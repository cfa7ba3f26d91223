"""Plans: how targets stand day by day, how they are broken down, who serves them, and the five steps worked out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import cast

import pytest

from gongkai import pipeline
from gongkai.days import parse_span
from gongkai.kinds.plans import KIND
from gongkai.kinds.plans.facts import PlanFacts
from gongkai.kinds.plans.model import Plan
from gongkai.kinds.plans.requirements import ADOPTION
from gongkai.kinds.plans.standing import TargetFacts, target_facts
from gongkai.pipeline import Settings
from gongkai.starter.samples import plain
from laying import AS_OF, Texts, checked, form, lay, overlaid

P = "plans/2026/p"
PROOF = ("meetings/2026/a",)
FOUR = {"floor": "4", "stretch": "6", "unit": "次"}
RATE = {"measure": {"floor": "90", "unit": "%"}, "sort": "水平"}
CEILING = {"measure": {"floor": "1", "unit": "起", "keep": "至多"}}


def entry(on: str, **written: object) -> dict[str, object]:
    """One entry of progress."""
    return {"on": on, **written}


def moved(on: str, **written: object) -> dict[str, object]:
    """One adjustment."""
    return {"on": on, "meeting": "meetings/2026/a", "reason": "场地维修", **written}


def told(written: Mapping[str, object], as_of: date = AS_OF, hidden: frozenset[str] = frozenset()) -> TargetFacts:
    """The facts of a target due on 2026-10-31 that differs in these fields."""
    fields = {"text": "讲课", "id": "1", "due": "2026-10-31", "measure": FOUR, **written}
    plan = Plan.model_validate({"title": "计划", "made_on": "2026-01-20", "covers": "2026", "targets": [fields]})
    return target_facts(plan, plan.targets[0], as_of, hidden, ())


STATES: dict[str, tuple[dict[str, object], str]] = {
    "nothing yet": ({"due": "2026-12-01"}, "进行中"),
    "due on the as-of date itself": ({"due": "2026-11-20"}, "进行中"),
    "without a day it is due when the plan ends": ({"due": None}, "进行中"),
    "past due": ({}, "逾期未达到"),
    "reached with evidence": ({"progress": [entry("2026-10-31", value="4", evidence=PROOF)]}, "已达到"),
    "reached late": ({"progress": [entry("2026-11-02", value="4", evidence=PROOF)]}, "逾期达到"),
    "reached, nothing proves it": ({"progress": [entry("2026-10-09", value="4")]}, "已达到，缺佐证"),
    "missed by little": ({"progress": [entry("2026-10-09", value="3.99", evidence=PROOF)]}, "逾期未达到"),
    "what is dated later does not count": (
        {"progress": [entry("2026-12-01", value="4", evidence=PROOF)]},
        "逾期未达到",
    ),
    "put off in time": ({"adjusted": [moved("2026-10-20", due="2026-12-20")]}, "进行中"),
    "lowered in time, and reached": (
        {"adjusted": [moved("2026-10-01", floor="3")], "progress": [entry("2026-10-09", value="3", evidence=PROOF)]},
        "已达到",
    ),
    "done, without a measure": (
        {"measure": None, "progress": [entry("2026-10-09", done="是", evidence=PROOF)]},
        "已达到",
    ),
    "a level may still fall": ({**RATE, "due": "2026-12-31", "progress": [entry("2026-06-30", value="92")]}, "进行中"),
    "a level at the end": ({**RATE, "progress": [entry("2026-06-30", value="92", evidence=PROOF)]}, "已达到"),
    "a level that fell below at last": (
        {**RATE, "progress": [entry("2026-06-30", value="92", evidence=PROOF), entry("2026-10-30", value="88")]},
        "逾期未达到",
    ),
    "a ceiling waits for the end": (
        {**CEILING, "due": "2026-12-31", "progress": [entry("2026-06-30", value="0")]},
        "进行中",
    ),
    "a ceiling kept": ({**CEILING, "progress": [entry("2026-06-30", value="0", evidence=PROOF)]}, "已达到"),
    "a ceiling broken": ({**CEILING, "progress": [entry("2026-06-30", value="2", evidence=PROOF)]}, "逾期未达到"),
}


@pytest.mark.parametrize("case", STATES)
def test_how_a_target_stands(case: str) -> None:
    """The state follows from dates, values, evidence and adjustments alone."""
    written, state = STATES[case]
    assert told(written).state == state


def test_the_stretch_value_needs_its_own_evidence() -> None:
    """Reaching the floor with evidence proves nothing of the stretch value."""
    first = entry("2026-06-30", value="4", evidence=PROOF)
    assert told({"progress": [first]}).reached
    assert not told({"progress": [first]}).stretched
    assert not told({"progress": [first, entry("2026-10-09", value="6")]}).stretched
    assert told({"progress": [first, entry("2026-10-09", value="6", evidence=PROOF)]}).stretched


def test_evidence_that_nobody_can_read_proves_nothing() -> None:
    """It is named by its place, so that the rule can say where it stands."""
    seen = told({"progress": [entry("2026-10-09", value="4", evidence=PROOF)]}, hidden=frozenset(PROOF))
    assert (seen.state, seen.hidden) == ("已达到，缺佐证", ("progress.0.evidence.0",))


def test_an_adjustment_counts_from_its_day_and_the_first_target_stays() -> None:
    """What is decided after something was reached does not make it timely, nor late."""
    lowered = {"adjusted": [moved("2026-10-20", floor="3", stretch="5", due="2026-12-20")]}
    now, before = told(lowered), told(lowered, date(2026, 10, 19))
    assert now.measure
    assert before.measure
    assert (now.measure.words, now.due) == ("至少 3 次，力争 5 次", date(2026, 12, 20))
    assert (before.measure.words, before.due) == ("至少 4 次，力争 6 次", date(2026, 10, 31))
    assert now.adjustments == ("目标值改为 3 次，力争值改为 5 次，完成时限改为2026年12月20日",)
    handed = [entry("2026-11-05", value="4", evidence=PROOF)]
    late = told({"progress": handed, "adjusted": [moved("2026-11-10", due="2026-12-20")]})
    assert late.state == "逾期达到"


def test_lowering_a_target_does_not_make_it_reached_earlier() -> None:
    """It is reached on the day of the decision, and late where that was late."""
    three = [entry("2026-09-09", value="3"), entry("2026-09-20", evidence=PROOF), entry("2026-11-12", evidence=PROOF)]
    early = told({"progress": three, "adjusted": [moved("2026-10-20", floor="3")]})
    assert (early.state, early.reached_on) == ("已达到", date(2026, 10, 20))
    late = told({"progress": three, "adjusted": [moved("2026-11-10", floor="3")]})
    assert (late.state, late.reached_on) == ("逾期达到", date(2026, 11, 10))


STAGES = [
    {"covers": "2026-Q1", "floor": "1"},
    {
        "covers": "2026-Q3",
        "floor": "2",
        "months": [{"covers": "2026-07", "floor": "1"}, {"covers": "2026-09", "floor": "1"}],
    },
    {"covers": "2026-Q4", "floor": "1"},
]


def test_stages_of_a_sum_are_held_against_what_there_was_by_their_end() -> None:
    """Each against the sum up to its end; months within their stage; one not over is only met early."""
    seen = told({"stages": STAGES, "progress": [entry("2026-03-20", value="1"), entry("2026-09-20", value="3")]})
    rows = [(one.title[5:], one.inner, one.upto, one.value, one.state) for one in seen.stages]
    assert rows == [
        ("第一季度", False, "1", "1", "已完成"),
        ("第三季度", False, "3", "3", "已完成"),
        ("7月", True, "2", "1", "未完成"),
        ("9月", True, "3", "3", "已完成"),
        ("第四季度", False, "4", "3", "未到期"),
    ]
    early = told({"stages": STAGES, "progress": [entry("2026-10-20", value="4")]}).stages
    assert [one.state for one in early] == ["没有数", "没有数", "没有数", "没有数", "已完成"]


def test_stages_of_a_level_stand_each_for_itself() -> None:
    """A value counts in its own stage only, and nothing is added up."""
    halves = [{"covers": "2026-H1", "floor": "90"}, {"covers": "2026-H2", "floor": "92"}]
    seen = told({**RATE, "stages": halves, "progress": [entry("2026-03-20", value="95")]})
    assert [(one.upto, one.value, one.state) for one in seen.stages] == [("", "95", "已完成"), ("", "", "未到期")]
    assert seen.share == ""


def texts(differs: str = "", **more: str) -> Texts:
    """An approved plan that differs from the sample in these keys, and other records by name."""
    written = {f"{P}.yaml": overlaid(plain("plans"), differs), "approvals/2026/p.yaml": form(P)}
    return {**written, **more}


def facts_of(root: Path, differs: str = "", as_of: date = AS_OF) -> PlanFacts:
    """What follows from it."""
    return cast(PlanFacts, checked(root, texts(differs), as_of).facts[P])


def codes(root: Path, differs: str, **more: str) -> set[str]:
    """What is found in it, and in the branch."""
    return {one.code for one in checked(root, texts(differs, **more)).findings}


def test_the_five_steps_are_worked_out(tmp_path: Path) -> None:
    """The first that is not done is the current one; what was noted before the adoption is not yet the doing."""
    seen = facts_of(tmp_path)
    assert [(one.title, one.on, one.current) for one in seen.cycle] == [
        ("确定目标", date(2026, 1, 19), False),
        ("拟定计划", date(2026, 1, 20), False),
        ("实施", date(2026, 3, 18), False),
        ("监督评估", date(2026, 7, 6), False),
        ("总结反思", None, True),
    ]
    assert seen.gaps == ()


def test_a_step_that_was_left_out_is_a_gap(tmp_path: Path) -> None:
    """Adopted by nobody, and yet on its way."""
    seen = facts_of(tmp_path, "adopted:\n")
    assert [one.title for one in seen.cycle if one.current] == ["确定目标"]
    assert seen.gaps == ("确定目标：还没有写通过计划的机构和日期",)


@pytest.mark.parametrize(
    ("written", "short"),
    [
        ("covers: 2026", "年度计划"),
        ("covers: 2026-H2", "半年计划"),
        ("covers: 2026-Q3", "季度计划"),
        ("covers: 2026-09", "月度计划"),
        ("covers:\nterm: {first: 2024-06-20, last: 2027-06-19}", "任期目标"),
    ],
)
def test_what_a_plan_is_called_follows_from_its_span(written: str, short: str, tmp_path: Path) -> None:
    """A clerk writes the span and not the sort."""
    assert facts_of(tmp_path, f"{written}\n").short == short


def test_the_evaluation_is_due_within_the_limit_of_the_catalogue(tmp_path: Path) -> None:
    """Working days after the plan's last day; ten where the catalogue sets none."""
    assert facts_of(tmp_path, "covers: 2026-Q3\n").evaluation_due == date(2026, 10, 20)
    item = "{name: 计划, kind: plans, basis: 规, audiences: [社会], cycle: 年度, time_limit: 5, responsible: 书}"
    seen = checked(tmp_path / "b", {**texts("covers: 2026-Q3\n"), "catalogue.yaml": f"items: [{item}]\n"})
    assert cast(PlanFacts, seen.facts[P]).evaluation_due == date(2026, 10, 13)


def test_only_a_year_s_plan_has_to_be_adopted_early(tmp_path: Path) -> None:
    """Where the superior says within how many months; a quarter's plan has no such day; it can be switched off."""
    assert ADOPTION.last_day(parse_span("2026")) == date(2026, 3, 31)
    asked = "figures: [{name: 年度计划通过, value: 3, since: 2026-01-01, basis: 规}]\n"
    in_time, late = (f"adopted: {{on: {day}, by: 支部党员大会}}\n" for day in ("2026-03-31", "2026-04-01"))
    off = "rules_off: [{rule: plans.adopted_late, reason: 上级四月下达指标}]\n"
    cases = (
        (in_time, asked, False),
        (late, asked, True),
        (late, "", False),
        (f"{late}covers: 2026-Q4\n", asked, False),
        (late, f"{asked}{off}", False),
    )
    for number, (written, branch, told) in enumerate(cases):
        found = codes(tmp_path / str(number), written, **({"branch.yaml": branch} if branch else {}))
        assert ("plans.adopted_late" in found) is told, number


def test_parts_that_are_not_added_up_are_not_asked_for_their_sum(tmp_path: Path) -> None:
    """Of a level, and of a ceiling, each stage stands for itself."""
    for sort, keep, found in (("累计", "至少", True), ("水平", "至少", False), ("累计", "至多", False)):
        one = f"""targets:
  - {{text: 一, id: 1, post: 书记, due: 2026-12-31, sort: {sort}, measure: {{floor: 9, unit: 次, keep: {keep}}},
     stages: [{{covers: 2026-Q4, floor: 8}}]}}
"""
        assert ("plans.parts_below_whole" in codes(tmp_path / sort / keep, one)) is found


PROMISE = """promises: [{by: 支部, items: [{text: 讲课, due: 2026-12-10, target: "JG1/2026-0200#1"}]}]
"""
GRADE = """targets: ["plans/2026/p#2"]
"""


def linked(root: Path, differs: str = "", audience: str = "本单位党员") -> Mapping[str, str]:
    """Address → body: a promise and a grading name targets of the plan."""
    records = {
        "commitments/2026/c.yaml": overlaid(plain("commitments"), PROMISE),
        "grades/2026/g.yaml": overlaid(plain("grades"), GRADE),
        "approvals/2026/c.yaml": form("commitments/2026/c"),
        "approvals/2026/g.yaml": form("grades/2026/g"),
    }
    lay(root, texts(differs, **records))
    outcome = pipeline.build(Settings(root=root, audience=(audience,)), AS_OF)
    assert outcome.site is not None, outcome.findings
    return {page.address: page.body for page in outcome.site.pages}


def test_a_promise_and_a_grading_lead_to_their_targets_and_back(tmp_path: Path) -> None:
    """On both pages, each target with those that serve it and no others."""
    pages = linked(tmp_path)
    plan = pages[f"{P}.html"]
    assert '<a href="../../plans/2026/p.html#target-1">' in pages["commitments/2026/c.html"]
    assert '<a href="../../plans/2026/p.html#target-2">' in pages["grades/2026/g.html"]
    first, second = (re.split("<h[23]", plan.split(f'<h3 id="target-{one}">')[1])[0] for one in "12")
    assert ("commitments/2026/c.html" in first, "grades/2026/g.html" in first) == (True, False)
    assert ("commitments/2026/c.html" in second, "grades/2026/g.html" in second) == (False, True)


def test_who_is_responsible_by_name_is_for_members(tmp_path: Path) -> None:
    """The post is for everybody who may read the plan; of a plan that staff may not see a promise tells nothing."""
    assert "李思源" in linked(tmp_path / "a")[f"{P}.html"]
    staff = linked(tmp_path / "b", audience="本单位职工")
    assert "李思源" not in staff[f"{P}.html"]
    assert "组织委员" in staff[f"{P}.html"]
    closed = linked(tmp_path / "c", "audiences: [本支部党员]\n", "本单位职工")
    assert f"{P}.html" not in closed
    assert "2026/p.html" not in closed["commitments/2026/c.html"]
    assert "落实" not in closed["commitments/2026/c.html"]


def test_a_target_that_the_plan_does_not_have_is_a_fault(tmp_path: Path) -> None:
    """Said at the reference, with the numbers there are."""
    text = overlaid(plain("commitments"), PROMISE.replace("#1", "#9"))
    found = checked(tmp_path, texts(**{"commitments/2026/c.yaml": text})).findings
    (one,) = [one for one in found if one.is_fault]
    assert (one.code, one.at) == ("references.part_unknown", "promises.0.items.0.target")
    assert "有：1、2" in one.words


def test_what_is_open_stands_in_the_calendar(tmp_path: Path) -> None:
    """Each open target on its day, and the evaluation until it is there."""
    seen = checked(tmp_path, texts())
    assert KIND.dates
    record = cast(Plan, seen.world and seen.world.register.by_name[P])
    days = [(one.on, one.what) for one in KIND.dates(record, seen.facts[P])]
    assert days == [
        (date(2026, 12, 20), "目标到期"),
        (date(2026, 12, 31), "目标到期"),
        (date(2027, 1, 14), "计划总结评价"),
    ]
