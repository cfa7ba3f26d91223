"""Appraisals: counts that add up, 优秀 within its third, nobody's level by name, levels as each rule has them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from gongkai import pipeline
from gongkai.kinds import Scope, kinds
from gongkai.kinds.appraisals.facts import AppraisalFacts
from gongkai.kinds.appraisals.inspection import INSPECTION
from gongkai.kinds.appraisals.levels import SETS, USUAL, low, places
from gongkai.kinds.appraisals.model import Appraisal
from gongkai.pipeline import Checked, Settings
from gongkai.starter.samples import plain
from laying import AS_OF, Texts, checked, form, lay, overlaid
from persons import persons_in

NAME = "appraisals/2026/one"
FOUR, REPORTED = (one.levels for one in SETS[:2])
OF_MEMBERS = "results:\nwithout:\nexcellent:\nhandled:\nlevels:\n"
STEPS = "steps: [{what: 述职, on: 2026-06-25}, {what: 民主测评, on: 2026-06-25}]\n"
REPORT = f"{OF_MEMBERS}{STEPS}poll: {{issued: 29, returned: 29, valid: 29}}\n"
VOTES = "votes: [{level: 好, count: 25}, {level: 较好, count: 4}]"


def texts(differs: str) -> Texts:
    """One approved appraisal that differs from the sample in these keys."""
    return {
        f"{NAME}.yaml": overlaid(plain("appraisals"), differs),
        "approvals/2026/one.yaml": form(NAME, on="2026-07-02"),
    }


def facts_of(root: Path, differs: str, branch: str = "") -> AppraisalFacts:
    """What follows from it."""
    facts = checked(root, {**texts(differs), **({"branch.yaml": branch} if branch else {})}).facts[NAME]
    assert isinstance(facts, AppraisalFacts)
    return facts


def codes(seen: Checked) -> list[str]:
    """What was found, without its room."""
    return [one.code.removeprefix("appraisals.") for one in seen.findings]


@pytest.mark.parametrize(
    ("top", "rated", "most", "kept"), [(10, 30, 10, True), (11, 30, 10, False), (10, 31, 10, True), (11, 32, 10, False)]
)
def test_a_third_is_exact(top: int, rated: int, most: int, kept: bool, tmp_path: Path) -> None:
    """Of those with a level; what is less than one person does not count."""
    found = facts_of(tmp_path, f"results: [{{level: 优秀, count: {top}}}, {{level: 合格, count: {rated - top}}}]\n")
    assert found.excellent
    assert (found.excellent.people, found.excellent.kept) == (most, kept)
    assert found.excellent.words == f"定等次 {rated} 人的 1/3，最多 {most} 人（不足一人的不算）"


def test_the_third_may_be_of_others(tmp_path: Path) -> None:
    """Of all who took part, probationary members too, where the superior's rule says so; the page names of whom."""
    rows = "results: [{level: 优秀, count: 12}, {level: 合格, count: 22}]\nexpected: 36\npresent: 36\n"
    found = facts_of(tmp_path, f"{rows}excellent_of: 实参加\n")
    assert found.excellent
    assert (found.excellent.kept, found.excellent.words.partition("，")[0]) == (True, "实参加 36 人的 1/3")


def test_a_superior_may_ask_for_other_figures(tmp_path: Path) -> None:
    """By its own share and its own participation, from a day on; without one of its own nobody is held to any."""
    figures = (
        "{name: 民主评议优秀比例, value: 0.2, since: 2025-01-01, basis: 甲}",
        "{name: 民主评议参加率, value: 95, since: 2025-01-01, basis: 乙}",
    )
    found = facts_of(tmp_path / "a", "present: 31\n", f"figures: [{', '.join(figures)}]\n")
    assert found.excellent
    assert found.participation
    assert (found.excellent.people, found.excellent.figure.source) == (6, "甲")
    assert (found.participation.kept, found.participation.words) == (True, "应参加 32 人的 95%，至少 31 人")
    assert facts_of(tmp_path / "b", "").participation is None


def test_probationary_members_are_counted_without_a_level(tmp_path: Path) -> None:
    """They belong to the thirty-two who take part, and not to the thirty of whom a third may be 优秀."""
    found = facts_of(tmp_path, "")
    assert (found.rated, found.top, found.rate) == (30, 10, "100.0%")
    assert found.excellent
    assert found.excellent.people == 10


@pytest.mark.parametrize(
    ("word", "where"),
    [
        ("优秀", [0]),
        ("不合格", [3]),
        ("合格及以下", [1, 2, 3]),
        ("基本合格及以下", [2, 3]),
        ("优秀及以下", []),
        ("不合格及以下", []),
        ("称职", []),
    ],
)
def test_low_levels_may_stand_together(word: str, where: list[int]) -> None:
    """From a level down to the last; all levels together, or the last by itself, say nothing."""
    assert list(places(word, FOUR)) == where


def test_levels_are_data() -> None:
    """Each set with source and grade; what is low begins below the first two."""
    assert len({one.levels for one in SETS}) == len(SETS)
    assert all(one.source and one.grade for one in SETS)
    assert (USUAL["民主评议党员"].levels, USUAL["述职评议"].levels) == (FOUR, REPORTED)
    assert [list(low(one.levels)) for one in SETS] == [[2, 3], [2, 3], [2, 3], [2]]
    assert list(low(("合格", "不合格"))) == [1]


def test_every_level_has_its_row(tmp_path: Path) -> None:
    """Those of which nothing is written have nobody; levels that stand together share a row, with their ballots."""
    wide = facts_of(tmp_path / "a", "results: [{level: 合格, count: 20}, {level: 优秀, count: 10}]\n")
    assert [(row.level, row.count, row.votes) for row in wide.rows] == [
        ("优秀", 10, ""),
        ("合格", 20, ""),
        ("基本合格", 0, ""),
        ("不合格", 0, ""),
    ]
    partly = facts_of(tmp_path / "c", "results: [{level: 优秀, count: 10, votes: 9}, {level: 合格, count: 20}]\n")
    assert [row.votes for row in partly.rows] == ["9 票（100.0%）", "没有写", "0 票（0.0%）", "0 票（0.0%）"]
    together = facts_of(tmp_path / "b", "")
    assert [(row.level, row.share, row.votes) for row in together.rows] == [
        ("优秀", "33.3%", "320 票（35.9%）"),
        ("合格及以下", "66.7%", "572 票（64.1%）"),
    ]


def test_levels_of_its_own_need_a_basis_and_have_no_third(tmp_path: Path) -> None:
    """A branch may write any levels; the third is asked of 优秀 only."""
    own = "levels: [过硬, 一般]\nresults: [{level: 过硬, count: 30}]\nhandled:\n"
    assert codes(checked(tmp_path / "a", texts(f"{own}excellent:\n"))) == []
    found = facts_of(tmp_path / "b", own)
    assert (found.excellent, found.levels_from) == (None, "本单位自定")


def test_two_low_levels_told_widely_are_a_fault_whatever_the_day(tmp_path: Path) -> None:
    """Also where the wider audience comes later; three are told, and so is one where the superior says so."""
    later = "audiences: [本支部党员, {name: 本单位党员, since: 2027-01-01}]\n"
    rows = "results: [{{level: 优秀, count: 10}}, {{level: 合格, count: {}}}, {{level: 基本合格, count: {}}}]\n"
    assert codes(checked(tmp_path / "a", texts(later + rows.format(18, 2)))) == ["few_shown_widely"]
    assert codes(checked(tmp_path / "b", texts(later + rows.format(17, 3)))) == []
    assert codes(checked(tmp_path / "c", texts("audiences: [本支部党员]\n" + rows.format(18, 2)))) == []
    figure = "figures: [{name: 评议低等次单列人数, value: 1, since: 2025-01-01, basis: 甲}]\n"
    assert codes(checked(tmp_path / "d", {**texts(rows.format(19, 1)), "branch.yaml": figure})) == []


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("张三同志被评为不合格。", True),
        ("请李思源同志评定为优秀后继续努力", True),
        ("基本合格：王五、赵六", True),
        ("不合格党员是钱七。", True),
        ("合格等次的名单：张三。", True),
        ("优秀：11 人，合格：22 人", False),
        ("不合格：没有。", False),
        ("优秀党员：十一人。", False),
        ("评为合格是对大家的肯定。", False),
        ("三名党员被评为合格。", False),
        ("把事情做好：先听意见，再动手。", False),
    ],
)
def test_nobody_is_named_beside_a_level(text: str, named: bool, tmp_path: Path) -> None:
    """As forms and lists name them; the message does not repeat the name."""
    item = f'rectifications: [{{what: "{text}", who: 书记, due: 2026-06-30, done: 2026-06-25}}]\n'
    seen = checked(tmp_path, texts(item))
    assert codes(seen) == (["level_named"] if named else [])
    assert all(name not in one.words for one in seen.findings for name in ("张三", "李思源", "王五", "钱七"))


def test_only_those_at_the_top_have_a_field_for_their_names() -> None:
    """No field at any depth holds a person, save the list of 优秀, which is the branch's own."""
    assert list(persons_in(Appraisal)) == ["excellent"]
    assert Appraisal.model_fields["excellent"].json_schema_extra == {"audience": "本支部党员"}


def test_more_names_than_counted_is_a_fault(tmp_path: Path) -> None:
    """Fewer may have agreed to be named, not more."""
    more = "results: [{level: 优秀, count: 1}, {level: 合格及以下, count: 29}]\n"
    assert codes(checked(tmp_path, texts(more))) == ["counts_contradict"]


@pytest.mark.parametrize(
    ("report", "decided", "found"),
    [
        (f"{{post: 书记, level: 好, {VOTES}}}", "{by: 上级党组织, on: 2026-06-30}", []),
        (f"{{post: 书记, level: 好, {VOTES}}}", "", ["step_missing"]),
        (f"{{post: 书记, level: 合格, {VOTES}}}", "{by: 支部党员大会, on: 2026-06-30}", ["level_unknown"]),
        ("{post: 书记, level: 较好及以下}", "{by: 上级党组织, on: 2026-06-30}", ["level_unknown"]),
        ("{post: 书记, votes: [{level: 好, count: 30}]}", "", ["counts_contradict"]),
        ("{post: 书记, comment: 事情办得实。}", "", ["step_missing"]),
    ],
)
def test_reports_have_levels_of_their_own(report: str, decided: str, found: list[str], tmp_path: Path) -> None:
    """好, 较好, 一般, 差; ballots within the valid ones; a level is decided, a comment without one is a step."""
    differs = f"{REPORT}reports: [{report}]\ndecided: {decided}\n"
    assert codes(checked(tmp_path, texts(differs))) == found


def test_a_comment_needs_no_poll(tmp_path: Path) -> None:
    """书记 reports each quarter and is commented on: no ballots, no level, nobody decides."""
    steps = "steps: [{what: 讲评, on: 2026-06-25}, {what: 述职, on: 2026-06-25}]\n"
    differs = f"{OF_MEMBERS}{steps}poll:\ndecided:\nreports: [{{post: 书记, comment: 事情办得实。}}]\n"
    assert codes(checked(tmp_path, texts(differs))) == []


def test_what_is_missing_is_said(tmp_path: Path) -> None:
    """The meeting, that they were told, what was done about those who fell short; not the meeting of a superior."""
    rows = "results: [{level: 优秀, count: 10}, {level: 合格, count: 17}, {level: 不合格, count: 3}]\n"
    gaps = facts_of(tmp_path / "a", f"{rows}handled:\ntold_on:\n").gaps
    assert [one.partition("：")[0] for one in gaps] == ["评议会的会议记录", "结果告知本人", "不合格党员的处置"]
    assert facts_of(tmp_path / "b", "decided: {by: 上级党组织, on: 2026-06-30}\n").gaps == ()


def test_what_is_still_open_is_due(tmp_path: Path) -> None:
    """In the calendar until it is done; the inspector sees what was late as well."""
    asked = kinds()["appraisals"].dates
    assert asked
    two = "{what: 甲, who: 书记, due: 2026-12-30}, {what: 乙, who: 书记, due: 2026-03-01, done: 2026-03-09}"
    seen = checked(tmp_path, texts(f"told_on:\nrectifications: [{two}]\n"))
    assert seen.world
    record, facts = seen.world.register.by_name[NAME], seen.facts[NAME]
    assert [(one.on, one.lines) for one in asked(record, facts)] == [(date(2026, 12, 30), ("甲",))]
    scope = Scope(world=seen.world, year=2026, lapses=(), addresses={})
    told = INSPECTION.about([(record, facts)], scope)
    assert [(one.count, one.but) for one in INSPECTION.tallies(told)] == [
        (1, "1 次没有写告知本人，2 件整改没有完成或逾期"),
        (0, ""),
    ]
    assert INSPECTION.day(record) == date(2026, 12, 31)


MEMBERS = "excellent: [李思源]\nhandled: [{how: 劝退, count: 1}]\n"
OF_POSTS = (
    f"{REPORT}index: JG1/2026-0071\ntitle: 述职评议结果\nrectifications:\n"
    f"reports: [{{post: 书记, level: 较好, {VOTES}, comment: 到夜班去得少}}]\n"
)
WITHIN = ("李思源", "劝退", "综合评价", "25 票", "到夜班去得少", "（较好）")


@pytest.mark.parametrize(("readers", "told"), [("本支部党员", True), ("本单位党员", False)])
def test_names_and_posts_are_for_the_branch(readers: str, told: bool, tmp_path: Path) -> None:
    """Others see the counts: no name, no handling, and of whoever holds a post neither level, ballots nor comment."""
    other = "appraisals/2026/two"
    laid = {**texts(MEMBERS), f"{other}.yaml": overlaid(plain("appraisals"), OF_POSTS)}
    lay(tmp_path, {**laid, "approvals/2026/two.yaml": form(other, on="2026-07-02")})
    site = pipeline.build(Settings(root=tmp_path, audience=(readers,)), AS_OF).site
    assert site
    shown = "".join(page.body for page in site.pages if page.address.startswith(("appraisals/", "inspection")))
    assert {word for word in WITHIN if word in shown} == (set(WITHIN) if told else set())
    assert "合格及以下" in shown
