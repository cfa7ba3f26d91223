"""Reports: one part for each type, sums of a year, rules in force, and nothing of what is for inside only."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import get_args

import pytest

from gongkai import pipeline
from gongkai.kinds import kinds
from gongkai.kinds.reports.facts import ReportFacts
from gongkai.kinds.reports.hours import YearSum, sums
from gongkai.kinds.reports.model import PARTS, Report, ReportType
from gongkai.kinds.reports.year import Year, summary
from gongkai.load.catalogue import shipped
from gongkai.pipeline import Checked, Settings
from gongkai.starter.samples import plain
from laying import AS_OF, Texts, checked, form, lay, overlaid

OTHER = "training:\n"
LATE = date(2027, 3, 1)
OFF = "rules_off: [{rule: meetings.not_held, reason: 甲}, {rule: catalogue.not_published, reason: 甲}]\n"
SINCE = f"since: 2026-01-01\n{OFF}"


def texts(*differing: str, branch: str = SINCE) -> Texts:
    """Approved reports that differ from the sample in these keys, numbered from 520."""
    laid: Texts = {"branch.yaml": branch}
    for number, differs in enumerate(differing):
        name = f"reports/2026/r{number}"
        laid[f"{name}.yaml"] = overlaid(plain("reports"), f"index: JG1/2026-{520 + number:04}\n{differs}")
        laid[f"approvals/2026/r{number}.yaml"] = form(name)
    return laid


def facts_of(seen: Checked, number: int = 0) -> ReportFacts:
    """What follows from one of them."""
    facts = seen.facts[f"reports/2026/r{number}"]
    assert isinstance(facts, ReportFacts)
    return facts


def public(seen: Checked) -> list[Report]:
    """All of them, as they were read."""
    assert seen.world
    return [one for one in seen.world.register.of_kind("reports") if isinstance(one, Report)]


def added(seen: Checked) -> list[YearSum]:
    """The year's training in sums."""
    assert seen.world
    return list(sums(public(seen), seen.world))


def codes(seen: Checked) -> list[str]:
    """What was found."""
    return [one.code for one in seen.findings]


STARTERS = re.findall(r"^# (type: .+\n(?:# .+\n)+)", plain("reports"), re.MULTILINE)


def test_the_starter_has_a_piece_for_every_type(tmp_path: Path) -> None:
    """Each of them, without the signs before it, makes a report without a finding."""
    pieces = [text.replace("\n# ", "\n") for text in STARTERS]
    seen = checked(tmp_path, texts(*(f"{OTHER}{piece}" for piece in pieces)))
    types = {"教育培训", *(one.type for one in public(seen))}
    assert types == set(get_args(ReportType)) == set(PARTS)
    assert codes(seen) == []


COURSE = "training: {{first: {day}, groups: [{{who: 党员, expected: 30, trained: 28, hours: {hours}}}]}}\n"
WHOLE = (
    "made_on: 2027-01-08\npublished_on: 2027-01-11\ncovers: 2026\n"
    "training: {sort: 全年, groups: [{who: 党员, expected: 30, trained: 30, hours: 33}, "
    "{who: 书记, expected: 1, trained: 1, days: 6.5, hours: 60}]}\n"
)
COURSES = (COURSE.format(day="2026-03-02", hours="12.25"), COURSE.format(day="2026-09-01", hours=19))


def test_single_courses_are_added_up_exactly(tmp_path: Path) -> None:
    """Per head as stated, by the year of the course; what nobody asks for by the year is not in the table."""
    (one,) = added(checked(tmp_path, texts(*COURSES)))
    assert (one.year, one.who, one.words, one.way, one.stands) == (
        2026,
        "党员",
        "31.25 学时",
        "2 份单次培训相加",
        "年度还没有结束",
    )


def test_a_statement_of_the_whole_year_counts_alone(tmp_path: Path) -> None:
    """Nothing is counted twice, and hours are not turned into days."""
    found = added(checked(tmp_path, texts(*COURSES, WHOLE), LATE))
    assert [(one.who, one.words, one.whole, one.stands) for one in found] == [
        ("党员", "33 学时", True, "达到"),
        ("书记", "6.5 天", True, "不对照"),
    ]


@pytest.mark.parametrize(
    ("as_of", "branch", "found"),
    [
        ("2026-12-31", SINCE, []),
        ("2027-01-14", SINCE, []),
        ("2027-03-01", SINCE, ["reports.hours_short"]),
        ("2027-03-01", f"since: 2026-02-01\n{OFF}", []),
        (
            "2027-03-01",
            f"{SINCE}figures: [{{name: 党员年度学时, value: 31, since: 2026-01-01, basis: 上级文件}}]\n",
            [],
        ),
    ],
    ids=["the year is not over", "records may still come", "over", "did not begin with the year", "a superior's own"],
)
def test_a_year_is_judged_when_it_is_over(as_of: str, branch: str, found: list[str], tmp_path: Path) -> None:
    """Not before its records may have been published, and only years in which the branch's data were there."""
    assert codes(checked(tmp_path, texts(*COURSES, branch=branch), date.fromisoformat(as_of))) == found


def test_a_year_that_is_short_is_told_at_its_last_record(tmp_path: Path) -> None:
    """It says what was counted, and can be explained there."""
    explained = "deviations: [{rule: reports.hours_short, on: 2027-02-01, note: 停产两月}]\n"
    (lapse,) = checked(tmp_path, texts(COURSES[0], f"{COURSES[1]}{explained}"), LATE).findings
    assert lapse.words.startswith("第 1 项人均学时（training.groups.0.hours）：2026年党员人均 31.25 学时（2 份单次培训")
    assert lapse.explained.startswith("停产两月")
    assert (lapse.record, lapse.speaks_of) == ("reports/2026/r1", ("reports/2026/r0",))


def test_days_or_hours_are_enough_for_a_course(tmp_path: Path) -> None:
    """Three days or twenty-four hours: one of the two suffices; one that states neither is told so."""
    group = "training: {{first: 2026-09-01, groups: [{{who: 发展对象, expected: 1, trained: 1{}}}]}}\n"
    stated = (", days: 3", ", hours: 24, days: 2", ", hours: 23.5", "")
    seen = checked(tmp_path, texts(*(group.format(one) for one in stated)))
    assert [(one.record[-2:], one.code) for one in seen.findings] == [
        ("r2", "reports.course_short"),
        ("r3", "reports.training_unmeasured"),
    ]


BOOK = (
    "type: 工作报告\ntraining:\ncovers: 2026\nmade_on: 2027-01-05\npublished_on: 2027-01-06\n"
    "report: {sort: 工作手册, on: 2027-01-05, by: 组织委员, to: 上级党组织}\n"
)


def test_a_superior_may_want_the_workbook_earlier(tmp_path: Path) -> None:
    """Nobody is late by a rule of single places; what branch.yaml says counts, and 0 is the last of December."""
    own = "figures: [{name: 工作手册上交期限, value: 0, since: 2026-01-01, basis: 上级文件}]\n"
    usual, early = (
        checked(tmp_path / name, texts(BOOK, branch=SINCE + more), LATE) for name, more in (("a", ""), ("b", own))
    )
    assert (facts_of(usual).workbook_due, codes(usual)) == (None, [])
    assert (facts_of(early).workbook_due, codes(early)) == (date(2026, 12, 31), ["reports.workbook_late"])


def test_the_workbook_is_asked_for_until_it_is_handed_in(tmp_path: Path) -> None:
    """Of this year and the last, where a superior has set a day; a draft hands in nothing."""
    own = f"{SINCE}figures: [{{name: 工作手册上交期限, value: 10, since: 2026-01-01, basis: 上级文件}}]\n"

    def asked(name: str, laid: Texts) -> list[tuple[date, str]]:
        days = pipeline.due(checked(tmp_path / name, laid, date(2027, 1, 6)), date(2028, 1, 31))
        return [one for one in days if "工作手册" in one[1]]

    both = [(date(2027, 1, 10), "上交工作手册：2026年"), (date(2028, 1, 10), "上交工作手册：2027年")]
    handed = texts(BOOK, branch=own)
    assert asked("public", handed) == both[1:]
    assert asked("draft", {name: text for name, text in handed.items() if "approvals" not in name}) == both
    assert asked("unset", texts(BOOK, branch=SINCE)) == []


RULES = "type: 制度文件\ntraining:\nregulation: {{by: 支部委员会, adopted_on: 2026-09-01, since: {since}{more}}}\n"


def test_how_a_regulation_stands(tmp_path: Path) -> None:
    """Still to come, in force, run out, or replaced by another that is in force and public."""
    replaces = ", replaces: [JG1/2026-0520, JG1/2026-0521]"
    laid = texts(
        RULES.format(since="2026-09-01", more=""),
        RULES.format(since="2026-09-02", more=", until: 2026-10-01"),
        RULES.format(since="2026-10-15", more=replaces),
        RULES.format(since="2027-01-01", more=", replaces: [JG1/2026-0522]"),
    )
    stands = {}
    for on in ("2026-10-10", "2026-11-20"):
        seen = checked(tmp_path / on, laid, date.fromisoformat(on))
        stands[on] = [facts_of(seen, number).status for number in range(4)]
        assert codes(seen) == []
    assert stands["2026-10-10"] == ["现行", "已失效", "尚未施行", "尚未施行"]
    assert stands["2026-11-20"] == ["已被替代", "已被替代", "现行", "尚未施行"]


PROBLEMS = (
    "{what: 甲, due: 2026-10-01, done: 2026-09-30}",
    "{what: 乙, due: 2026-10-01, done: 2026-10-02}",
    "{what: 丙, due: 2026-10-01}",
    "{what: 丁, due: 2026-12-01}",
    "{what: 戊}",
)
CHECK = (
    f"type: 检查反馈\ntraining:\ncheck: {{on: 2026-09-18, by: 支部, about: 制度, problems: [{', '.join(PROBLEMS)}]}}\n"
)


def test_problems_until_they_are_put_right(tmp_path: Path) -> None:
    """Their states, what of them is a lapse, and which of their days the calendar shows."""
    seen = checked(tmp_path, texts(CHECK))
    facts = facts_of(seen)
    assert facts.problems == ("已整改", "逾期整改", "逾期未整改", "整改中", "没有写时限")
    assert (facts.status, facts.gaps) == ("逾期未整改", ("检查反馈：还没有写",))
    assert [one.at for one in seen.findings] == ["check.problems.1.due", "check.problems.2.due"]
    asked = kinds()["reports"].dates
    assert asked
    assert [one.on for one in asked(public(seen)[0], facts)] == [date(2026, 10, 1), date(2026, 12, 1)]


INSIDE = (
    "title: 第三季度职工思想动态分析",
    "title: 关于给予某同志处分的决定",
    "title: 支部书记拟任人选",
    "body: 会上决定给予李四党内严重警告处分。",
)
OPEN = (
    "title: 学习《中国共产党纪律处分条例》",
    "title: 开展纪律处分条例专题学习",
    "title: 党支部谈心谈话活动",
    "body: 全年没有党员受到处分；学习了纪律处分条例。",
    "body: 本季度拟任务清单已经下发。",
)


def test_what_is_for_inside_stays_there(tmp_path: Path) -> None:
    """A fault where more than the branch may read it; none for the branch alone, none in the title of a rule."""
    own = "audiences: [本支部党员]\n"
    seen = checked(tmp_path, texts(*(f"{one}\n" for one in (*INSIDE, *OPEN)), *(f"{one}\n{own}" for one in INSIDE)))
    assert [(one.record[-2:], one.code) for one in seen.findings] == [
        *((f"r{number}", "head.internal_title") for number in range(len(INSIDE) - 1)),
        (f"r{len(INSIDE) - 1}", "reports.internal_matter"),
    ]
    assert all("李四" not in one.words for one in seen.findings)


def test_a_rule_about_inside_work_may_be_shown(tmp_path: Path) -> None:
    """How talks are written down is a rule of the branch and tells of nobody."""
    seen = checked(tmp_path, texts(RULES.format(since="2026-10-01", more="") + "title: 谈话记录制度\n"))
    assert codes(seen) == []


def test_who_holds_a_post_is_for_members(tmp_path: Path) -> None:
    """Others read how many; the summary names nobody."""
    post = "{name: 夜班区, sort: 党员责任区, duty: 查通道, count: 2, who: [张三, 李四]}"
    lay(tmp_path, texts(f"type: 岗位和联系点\ntraining:\nposts: [{post}]\n"))
    for readers, named in (("本支部党员", True), ("本单位职工", False)):
        site = pipeline.build(Settings(root=tmp_path, audience=(readers,)), AS_OF).site
        assert site is not None
        bodies = {page.address: page.body for page in site.pages}
        assert ("李四" in bodies["reports/2026/r0.html"]) is named
        assert "2 人" in bodies["reports/2026/r0.html"]
        assert "李四" not in bodies["reports/index.html"] + bodies["index.html"]


def test_the_summary_tells_of_what_is_public(tmp_path: Path) -> None:
    """Counts by type, posts as the newest record has them, regulations that are not over."""
    post = "{{name: {}, sort: 联系点, duty: 听意见, count: {}}}"
    seen = checked(
        tmp_path,
        texts(
            f"type: 岗位和联系点\ntraining:\nposts: [{post.format('甲', 1)}]\n",
            f"type: 岗位和联系点\ntraining:\nmade_on: 2026-09-22\n"
            f"posts: [{post.format('乙', 2)}, {post.format('丙', 3)}]\n",
            RULES.format(since="2026-10-01", more=""),
            RULES.format(since="2026-09-02", more=", until: 2026-10-01"),
            "published_on: 2026-12-01\n",
        ),
    )
    assert seen.world
    rows = [(record, facts) for record in public(seen) if isinstance(facts := seen.facts[record.address], ReportFacts)]
    told = summary(rows, seen.world)
    assert isinstance(told, Year)
    assert (told.total, told.counts) == (4, (("岗位和联系点", 2), ("制度文件", 2)))
    assert [(row.sort, row.posts, row.persons) for row in told.posts] == [("联系点", 2, 5)]
    assert [record.address[-2:] for record, _ in told.regulations] == ["r2"]
    assert told.hours == ()


@pytest.mark.parametrize("standard", shipped())
def test_the_catalogue_chooses_the_item_by_type(standard: str) -> None:
    """Nobody has to write it: each type has one item in every standard, and other kinds keep theirs."""
    catalogue = next(one for name, one in shipped().items() if name == standard)
    for each in get_args(ReportType):
        item = catalogue.item("reports", None, (each,))
        assert item
        assert each in item.types
    assert catalogue.item("reports", None) is None
    other = catalogue.item("notices", None)
    assert other
    assert other.name == "其他应当公开的事项"
