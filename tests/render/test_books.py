"""The two books of a year: every record in its chapter, every publication in the register, and nothing for others."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from gongkai.derive.head import Facts
from gongkai.findings import faults
from gongkai.kinds import Section, chapters, kinds
from gongkai.load.record import Disclosure
from gongkai.render import books
from gongkai.render.books import workbook
from gongkai.render.brief import Brief
from gongkai.render.inspection.events import Material, material
from gongkai.render.markup import environment
from gongkai.starter.samples import plain
from laying import AS_OF, Texts, checked, form, meeting, notice

KINDS = kinds()
TAG = re.compile(r"<[^>]+>")
M, N, F = "meetings/2026/m.yaml", "development/2026/n.yaml", "approvals/2026/f.yaml"


def found(root: Path, texts: Texts, as_of: date = AS_OF, audience: str = "本支部党员") -> Material:
    """A small branch as these readers see it."""
    seen = checked(root, texts, as_of)
    assert seen.world is not None, faults(seen.findings)
    return material(
        Brief(
            world=seen.world,
            facts=seen.facts,
            findings=seen.findings,
            audience=(audience,),
            site_url="",
            preview=False,
        ),
        KINDS,
    )


def bodies(these: Material) -> Mapping[str, str]:
    """Address → body of every book."""
    return {page.address: page.body for page in books.pages(these, environment())}


def part(body: str, title: str) -> str:
    """What stands in the chapter, its heading in front."""
    (only,) = (one for one in body.split("<section") if f"、{title}</h2>" in one)
    return only


def words(html: str) -> str:
    """The text alone, in one line."""
    return " ".join(TAG.sub(" ", html).split())


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Material:
    """A branch with the good sample of every kind."""
    texts: Texts = {"branch.yaml": "since: 2026-07-01\n"}
    for name in KINDS:
        texts[f"{name}/2026/a.yaml"] = plain(name)
        texts[f"approvals/2026/{name}.yaml"] = form(f"{name}/2026/a")
    return found(tmp_path_factory.mktemp("full"), texts)


@pytest.mark.parametrize("kind", KINDS)
def test_every_record_stands_in_both_books(kind: str, full: Material) -> None:
    """Whatever a new kind says or does not say of its chapter, nothing is lost."""
    told = bodies(full)
    link = f'href="../{kind}/2026/a.html"'
    happened = [one for year in full.years for one in full.by_year.get(year, ()) if one.kind == kind]
    assert len(happened) == 1
    year = next(year for year in full.years if happened[0] in full.by_year.get(year, ()))
    assert link in told[f"books/{year}.html"]
    assert link in told["books/2026-archive.html"].split("<section")[1], "the register"


def test_a_handbook_has_its_chapters_whatever_there_is(tmp_path: Path) -> None:
    """In their order, each with what it holds, or a sentence that says it holds nothing."""
    body = bodies(found(tmp_path, {M: meeting(), F: form("JG1/2026-0012")}))["books/2026.html"]
    titles = re.findall(r"<h2 id=\"part-\d+\">[一二三四五六七八九十]+、(.*?)</h2>", body)
    assert titles == [one.title for one in sorted(chapters.STANDARD, key=lambda one: one.place)]
    assert titles[0] == "支部基本情况"
    assert titles[-1] == "其他事项"
    assert "本年还没有公开的记录。" in part(body, "年度总结")
    assert "本年还没有公开的记录。" in part(body, "发展党员")


def test_a_year_that_is_over_has_no_more_to_come(tmp_path: Path) -> None:
    """还没有 becomes 没有; the day of the data stands in the stylesheet, so that no page changes with it."""
    texts: Texts = {M: meeting(), F: form("JG1/2026-0012")}
    before = bodies(found(tmp_path, texts))["books/2026.html"]
    next_day = bodies(found(tmp_path, {}, AS_OF.replace(day=21)))["books/2026.html"]
    over = bodies(found(tmp_path, {}, date(2027, 3, 1)))["books/2026.html"]
    assert before == next_day
    assert "数据截至 </span>" in before
    assert "本年还没有" not in over
    assert "本年没有公开的记录。" in part(over, "年度总结")


def test_meetings_stand_under_each_of_their_types_and_count_by_month(tmp_path: Path) -> None:
    """One meeting that was two things is told in two tables, and printed once."""
    both = meeting("types: [支部党员大会, 主题党日]\ntheme: 垃圾分类\n")
    these = found(tmp_path, {M: both, F: form("JG1/2026-0012")})
    chapter = part(bodies(these)["books/2026.html"], "三会一课和主题党日")
    assert "支部党员大会 1 次" in words(chapter)
    assert "主题党日 1 次" in words(chapter)
    assert "支部委员会 0 次" in words(chapter)
    row = chapter.split('<th scope="row">主题党日</th>')[1].split("</tr>")[0]
    assert words(row).split() == ["–"] * 8 + ["1"] + ["–"] * 3 + ["1", "次"]
    assert chapter.count('href="../meetings/2026/m.html"') == 2
    book = books.workbook_of(these, 2026, environment())
    assert [record.address for one in book.parts for record in one.records] == ["meetings/2026/m"]
    assert book.count == 1


@pytest.mark.parametrize(
    ("type_", "title"), [("民主生活会", "组织生活会和民主评议"), ("集中学习", "党员教育培训"), ("工作例会", "其他事项")]
)
def test_meetings_that_few_branches_hold_have_their_chapter(type_: str, title: str, tmp_path: Path) -> None:
    """They have no table of their own, which would stand empty in the book of nearly every branch."""
    these = found(tmp_path, {M: meeting(f"types: [{type_}]\nvoters:\nagenda:\n"), F: form("JG1/2026-0012")})
    assert 'href="../meetings/2026/m.html"' in part(bodies(these)["books/2026.html"], title)


def test_what_was_not_held_is_said_in_its_chapter_with_the_explanation(tmp_path: Path) -> None:
    """As the rule says it, and as the branch explains it."""
    branch = (
        "since: 2026-07-01\n"
        "deviations: [{rule: meetings.not_held, covers: 2026-07, about: 主题党日, on: 2026-08-02, note: 防汛值班。}]\n"
    )
    chapter = part(bodies(found(tmp_path, {"branch.yaml": branch}))["books/2026.html"], "三会一课和主题党日")
    assert "2026年7月没有已公开的主题党日记录" in words(chapter)
    assert "防汛值班。" in chapter


def test_a_record_that_no_section_wants_stands_among_the_others(full: Material) -> None:
    """A kind need not think of everything."""

    def never(record: Disclosure, facts: Facts) -> int:
        return 0

    picky = {
        name: replace(kind, sections=(Section(chapter=chapters.PLANS, times=never),)) for name, kind in KINDS.items()
    }
    others = workbook.written(replace(full, kinds=picky), 2026)[-1]
    assert others.chapter == chapters.OTHERS
    assert {one.address for one in others.records} == {one.address for one in full.by_year[2026]}


def test_a_kind_may_bring_a_chapter_of_its_own(full: Material) -> None:
    """It stands where its place is, and no list elsewhere names it."""
    own = chapters.Chapter(place=75, title="志愿服务")
    known = {**KINDS, "notices": replace(KINDS["notices"], sections=(Section(chapter=own),))}
    titles = [one.chapter.title for one in workbook.written(replace(full, kinds=known), 2026)]
    assert titles[titles.index("党费和经费") :][:3] == ["党费和经费", "志愿服务", "公开承诺"]


BRANCH = """members:
  - {since: 2024-05-01, full: 30}
  - {since: 2026-03-01, full: 31, probationary: 1}
  - {since: 2027-01-01, full: 99}
committee:
  - since: 2023-05-01
    until: 2026-04-30
    seats: [{post: 书记, name: 老书记}]
  - since: 2026-05-01
    seats: [{post: 书记, name: 新书记}]
groups:
  - {name: 甲组, leader: 组长甲, since: 2020-01-01, until: 2025-12-31}
  - {name: 乙组, leader: 组长乙, since: 2020-01-01, until: 2026-02-01}
"""


def test_the_basics_are_those_of_the_year(tmp_path: Path) -> None:
    """Who was in office and how many there were, from the first day of the year on."""
    told = bodies(found(tmp_path, {"branch.yaml": BRANCH}))["books/2026.html"]
    chapter = words(part(told, "支部基本情况"))
    assert all(one in chapter for one in ("30 人", "31 人", "老书记", "新书记", "乙组", "组长乙"))
    assert not any(one in chapter for one in ("99 人", "甲组"))


def test_names_of_the_committee_are_for_members(tmp_path: Path) -> None:
    """Others learn that there is one, and since when."""
    told = bodies(found(tmp_path, {"branch.yaml": BRANCH}, audience="本单位职工"))["books/2026.html"]
    assert not any(one in told for one in ("老书记", "新书记", "组长乙"))
    assert "乙组" in told
    assert told.count("只向党员公开") == 3
    assert "选出的委员见" not in told


def test_who_was_elected_is_found_where_it_was_published(tmp_path: Path) -> None:
    """An election that is open to these readers names them: the book leads there."""
    texts: Texts = {"branch.yaml": BRANCH, "elections/2026/e.yaml": plain("elections"), F: form("elections/2026/e")}
    told = bodies(found(tmp_path, texts, audience="本单位职工"))["books/2026.html"]
    assert '选出的委员见<a href="../elections/index.html">换届选举</a>' in told


def test_what_is_for_others_leaves_no_trace(tmp_path: Path) -> None:
    """No row, no count, no approval and no gap."""
    hidden = meeting("title: 暗号\naudiences: [本支部党员]\ntypes: [组织生活会]\n")
    texts: Texts = {M: hidden, N: notice(), F: form("JG1/2026-0012"), "approvals/2026/g.yaml": form("JG1/2026-0015")}
    told = bodies(found(tmp_path, texts, audience="本单位职工"))
    assert not any("暗号" in body or "JG1/2026-0012" in body for body in told.values())
    assert "组织生活会和民主生活会 0 次" in words(told["books/2026.html"])
    assert "登记 1 项" in told["books/2026-archive.html"]
    assert "共 1 张" in told["books/2026-archive.html"]


def test_the_register_equals_what_was_published(tmp_path: Path) -> None:
    """In content, scope, form, time limit and time; who approved it and when, and what became of it."""
    told = notice(
        "published_on: 2026-07-09\nmade_on: 2026-07-08\n"
        "posted: [{place: 一楼公开栏, since: 2026-07-09, until: 2026-07-20}]\n"
        "corrections: [{on: 2026-07-21, note: 改正错字。, spelling: 是}]\n"
    )
    texts: Texts = {
        N: told,
        F: form("JG1/2026-0015", on="2026-07-08"),
        "approvals/2026/g.yaml": form("JG1/2026-0015", on="2026-07-22"),
    }
    these = found(tmp_path, texts)
    register = part(bodies(these)["books/2026-archive.html"], "公开事项登记簿")
    (row,) = (words(one) for one in register.split("<tr>")[2:])
    period = these.by_year[2026][0].period  # type: ignore[attr-defined]  # a notice
    assert row.startswith("JG1/2026-0015 ")
    for said in (
        "本单位职工",
        f"公示 {period.first.month}月{period.first.day}日",
        "一楼公开栏 7月9日至7月20日",
        "提出 7月8日 组织委员",
        "审核 7月8日 纪检委员",
        "审批 7月8日 书记",
        "7月9日 1 个工作日",
        "7月21日勘误",
        "7月22日重新审批",
    ):
        assert said in row


def test_both_registers_of_opinions_are_there(full: Material) -> None:
    """收到 and 办理, each in its own book; nobody who spoke is named."""
    archive = bodies(full)["books/2026-archive.html"]
    received, handled = words(part(archive, "意见建议登记簿")), words(part(archive, "意见建议办理登记册"))
    assert "3月2日 意见箱 没有署名" in received
    assert "3月3日 综合办公室" in handled
    assert "采纳" in handled


def test_years_lead_to_one_another_and_back(full: Material) -> None:
    """From either book to the other, to the years and to 检查入口."""
    told = bodies(full)
    assert {f"books/{year}{book}.html" for year in full.years for book in ("", "-archive")} == told.keys()
    for year in full.years:
        assert f'href="../books/{year}-archive.html"' in told[f"books/{year}.html"]
        assert f'href="../books/{year}.html"' in told[f"books/{year}-archive.html"]
        assert f'href="../inspection/{year}.html"' in told[f"books/{year}-archive.html"]
