"""变更: the history on each record's page, the pages of months and editions, and what they say without git."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from pathlib import Path

import pytest

from engine.building import digest, run
from gongkai import pipeline
from gongkai.pipeline import Settings
from history.stories import AS_OF, CLERK, SECRETARY, Story, forget, git, kept, meeting
from laying import form
from sample import built_by_command
from telling import STRANGER, A, B, D, freeze, story


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Story:
    """Tests read it and change nothing."""
    return story(tmp_path_factory.mktemp("told") / "branch").make()


@pytest.fixture(scope="module")
def pages(told: Story) -> Mapping[str, str]:
    return bodies(told)


def bodies(told: Story, *, preview: bool = False) -> Mapping[str, str]:
    """Address → body of every page, and script → content."""
    outcome = pipeline.build(Settings(root=told.make().root, preview=preview), AS_OF)
    assert outcome.site, outcome.findings
    return {page.address: page.body for page in outcome.site.pages}


def words(html: str) -> str:
    return " ".join(re.sub("<[^>]+>", " ", html).split())


def past(pages: Mapping[str, str], address: str) -> str:
    """The section 变更记录 of a record's page, as words."""
    found = re.search(r'<h2 id="history">.*?(?=<h2|<nav|$)', pages[f"{address}.html"], re.DOTALL)
    return words(found[0]) if found else ""


# ---- a record's page ---------------------------------------------------------------------------------------------


def test_a_record_that_was_never_changed_says_so(pages: Mapping[str, str]) -> None:
    """One sentence; a new name of its file is no change of what is shown."""
    assert "2026年1月9日 公开，此后没有变更。" in past(pages, "meetings/2026/f2")


def test_a_timeline_says_when_what_by_whom_and_why(pages: Mapping[str, str]) -> None:
    """First published, last changed; each with its fields from what to what, the role on that day, the reason."""
    said = past(pages, A)
    assert "2026年1月9日 首次公开，此后变更 2 次，最近一次 2026年3月5日" in said
    assert "2026年2月5日 改动 组织委员提交" in said
    assert "地点： 三楼会议室 → 四楼会议室" in said
    assert "主题词：增加 青年 主题词：增加 学习" in said
    assert re.search("2026年3月5日 更正 组织委员提交 会议室没有换 .*地点： 四楼会议室 → 三楼会议室", said)
    assert '<details class="gk-history" open>' in pages[f"{A}.html"]
    assert 'id="corrections"' not in pages[f"{A}.html"], "the history tells it"


def test_a_stranger_has_no_role_and_no_name(pages: Mapping[str, str], told: Story) -> None:
    """Who is not in the list is 岗位未登记; whoever held a post until a day holds it no longer after it."""
    assert "岗位未登记提交" in past(pages, "meetings/2026/e")
    assert all(word not in body for body in pages.values() for word in (STRANGER, CLERK, SECRETARY, "某某人"))


def test_a_long_past_is_folded(pages: Mapping[str, str]) -> None:
    """More than twelve lines stand closed in a box that says what is in it."""
    assert '<details class="gk-history">' in pages["meetings/2026/long.html"]


def test_of_a_withdrawn_record_only_that_is_told(pages: Mapping[str, str]) -> None:
    """Neither what it said nor what of it was changed."""
    said = past(pages, B)
    assert "2026年3月5日 撤回 组织委员提交 重复公开" in said
    assert "此后变更 1 次" in said
    assert all("秘密主题" not in body for body in pages.values())


def test_a_withdrawal_that_is_taken_back_is_no_second_one(tmp_path: Path) -> None:
    """It was withdrawn, and then it was changed into what it was."""
    told = story(tmp_path / "branch")
    told.commit("2026-06-05", {B: meeting(2, "title: 乙会议")})
    told.commit("2026-06-08", {"approvals/2026/again": form("JG1/2026-0002", on="2026-06-08")}, by=SECRETARY)
    said = past(bodies(told), B)
    assert "2026年3月5日 撤回" in said
    assert "2026年6月5日 改动 宣传委员提交 撤回：删去" in said


def test_spelling_is_listed_and_a_lapse_of_approval_stands_on_the_entry_for_inspectors(tmp_path: Path) -> None:
    """勘误 by its name; a declared change without a new form on the record's page and on 检查入口."""
    told = story(tmp_path / "branch")
    notes = "{on: 2026-03-10, note: 会议室没有换}, {on: 2026-06-05, note: 错别字, spelling: 是}"
    spelt = f"title: 甲会议\nplace: 三楼会义室\nkeywords: [学习]\ncorrections: [{notes}]"
    told.commit("2026-06-05", {A: meeting(1, spelt)})
    said = "title: 丁会议\nplace: 六楼会议室\ncorrections: [{on: 2026-06-05, note: 换了会议室}]"
    told.commit("2026-06-06", {D: meeting(4, said)})
    seen = bodies(told)
    assert "2026年6月5日 勘误 宣传委员提交 错别字" in past(seen, A)
    assert "勘误 1 项" in words(seen["changes/2026-06.html"])
    lapse = "审批以后有改动，没有重新审批"
    found = [name for name in sorted(seen) if lapse in words(seen[name])]
    assert found == ["inspection/2026.html", "lapses.html", f"{D}.html"]


def test_another_day_of_publication_hides_no_change(tmp_path: Path) -> None:
    """What was changed while the record was public stays told, though it says a later day since."""
    told = story(tmp_path / "branch")
    said = "title: 丁会议\nplace: 五楼会议室\npublished_on: 2026-06-01\ncorrections: [{on: 2026-06-05, note: 日期写错}]"
    told.commit("2026-06-05", {D: meeting(4, said)})
    told.commit("2026-06-08", {"approvals/2026/again": form("JG1/2026-0004", on="2026-06-08")}, by=SECRETARY)
    told_of = past(bodies(told), D)
    assert "2026年3月5日 改动 组织委员提交 地点： 三楼会议室 → 五楼会议室" in told_of
    assert re.search(r"2026年6月5日 更正 宣传委员提交 日期写错 .*公开日期： \S*1\S*9日? → ", told_of)


# ---- months and editions -----------------------------------------------------------------------------------------


def test_a_month_tells_the_newest_first(pages: Mapping[str, str]) -> None:
    """Every change with its day, role and lines; of one day, too."""
    said = words(pages["changes/2026-02.html"])
    assert said.index("戊会议") < said.index("甲会议")
    assert "组织生活，JG1/2026-0001" in said
    assert "改动 2026年2月5日 组织委员提交 地点： 三楼会议室 → 四楼会议室" in said
    front = words(pages["changes.html"])
    assert re.search("2026年 3月 5 项 2月 5 项 1月 7 项", front)


def rows(pages: Mapping[str, str], name: str) -> dict[str, str]:
    """Title → what happened, of an edition's page: in its table, and in the list of what is new."""
    told, _, added = pages[f"changes/edition-{name}.html"].partition('<h2 id="added">新公开')
    found = re.findall(r'<th scope="row"><a [^>]*>(.*?)</a>.*?<strong>(.*?)</strong>', told, re.DOTALL)
    return dict(found) | dict.fromkeys(re.findall(r'<dd><a href="\.\./[^"]+">(.*?)</a>', added), "公开")


def test_an_edition_tells_what_several_changes_come_to(pages: Mapping[str, str]) -> None:
    """Added, changed, withdrawn; there and back within it is nothing, nor is a new name; no change is said, too."""
    assert rows(pages, "2026-01") == dict.fromkeys(
        ("甲会议", "乙会议", "丙会议", "戊会议", "己会议", "很长的会议"), "公开"
    )
    assert rows(pages, "2026-02") == {
        "丁会议": "公开",
        **dict.fromkeys(("甲会议", "丙会议", "很长的会议"), "改动"),
    }
    assert rows(pages, "2026-03") == {
        "甲会议": "更正",
        **dict.fromkeys(("丙会议", "丁会议", "很长的会议"), "改动"),
        "乙会议": "撤回",
    }
    assert "这一版与上一版相比，没有变更。" in words(pages["changes/edition-2026-04.html"])
    front = words(pages["changes.html"])
    assert "2026-02 2026-02存档 2026年2月28日 改动 3 项 公开 1 项" in front
    assert "2026-04 2026-04存档 2026年4月28日 没有变更" in front


AMENDED = """amended:
  - {on: 2026-02-28, file: branch.yaml, note: 办公室搬家}
  - {on: 2026-03-01, file: holidays/2026.yaml, note: 国务院办公厅补发通知}
  - {on: 2026-03-01, file: catalogue.yaml, note: 上级调整目录}
  - {on: 2026-04-01, file: schemes/goals-30.yaml, note: 漏了一档}
  - {on: 2026-04-02, file: schemes/gone.yaml, note: 名称写错}
  - {on: 2027-01-01, file: branch.yaml, note: 还没有发生}
"""


@pytest.fixture(scope="module")
def amended(told: Story) -> Mapping[str, str]:
    """The pages of the same branch after what many matters rest on was changed."""
    shutil.copytree(told.root, told.root.parent / "amended")
    branch = told.root.parent / "amended/data/branch.yaml"
    branch.write_text(branch.read_text("utf-8") + AMENDED, encoding="utf-8")
    outcome = pipeline.build(Settings(root=branch.parents[1]), AS_OF)
    assert outcome.site, outcome.findings
    return {page.address: page.body for page in outcome.site.pages}


def test_what_many_matters_rest_on_is_told_with_its_reason(
    amended: Mapping[str, str], pages: Mapping[str, str]
) -> None:
    """By the words that readers know, newest first; nothing that is still to come, no empty section."""
    assert all("基础数据更正" not in body for address, body in pages.items() if address.startswith("changes"))
    body = amended["changes.html"]
    said = words(body[body.index('id="amended"') : body.index('id="feeds"')])
    assert said.endswith(
        "2026年4月2日 考核细则“gone” 名称写错 2026年4月1日 考核细则“党支部 30 项工作目标考评” 漏了一档 "
        "2026年3月1日 公开目录 上级调整目录 2026年3月1日 2026年放假安排 国务院办公厅补发通知 "
        "2026年2月28日 支部信息 办公室搬家 <h2"
    )


def below(body: str) -> list[str]:
    """The entries under 基础数据更正, as words."""
    section = body.partition('<h2 id="amended">基础数据更正</h2>')[2].partition("</dl>")[0]
    return [words(entry) for entry in section.split("<dt>")[1:]]


def test_a_month_and_an_edition_tell_what_was_changed_beside_their_matters(amended: Mapping[str, str]) -> None:
    """An edition up to its own day, a month even if nothing else happened in it; both are counted on the front."""
    office = ["2026年2月28日 支部信息 办公室搬家"]
    schemes = ["2026年4月2日 考核细则“gone” 名称写错", "2026年4月1日 考核细则“党支部 30 项工作目标考评” 漏了一档"]
    for name in ("2026-02", "edition-2026-02"):
        assert below(amended[f"changes/{name}.html"]) == office
    for name in ("2026-04", "edition-2026-04"):
        assert below(amended[f"changes/{name}.html"]) == schemes
        assert "<table" not in amended[f"changes/{name}.html"]
        assert "没有变更" not in amended[f"changes/{name}.html"]
    assert below(amended["changes/edition-2026-01.html"]) == []
    second = amended["changes/edition-2026-02.html"]
    assert second.index("</table>") < second.index('id="amended"') < second.index('id="added"')
    front = words(amended["changes.html"])
    assert "2026年 4月 2 项 3月 7 项 2月 6 项 1月 7 项" in front
    assert "改动 3 项 基础数据更正 1 项 公开 1 项" in front
    assert "2026-04存档 2026年4月28日 基础数据更正 2 项" in front


def test_pages_of_changes_lead_to_one_another(pages: Mapping[str, str]) -> None:
    """From the front to each, back, and on to the one before and after."""
    second = pages["changes/edition-2026-02.html"]
    assert re.findall(r'<a rel="(\w+)" href="([^"]+)"', second) == [
        ("prev", "../changes/edition-2026-01.html"),
        ("next", "../changes/edition-2026-03.html"),
    ]
    sheets = {address for address in pages if address.startswith("changes/")}
    assert {*re.findall(r'href="(changes/[^"]+\.html)"', pages["changes.html"])} == sheets


class _Shape(HTMLParser):
    """Ids and headings in order."""

    def __init__(self, body: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.levels: list[int] = []
        self.feed(body)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.ids += [str(value) for name, value in attrs if name == "id"]
        self.levels += [int(tag[1])] if re.fullmatch("h[1-6]", tag) else []


def test_ids_and_headings_are_in_order(pages: Mapping[str, str]) -> None:
    """No id twice; a heading is at most one level below the one before it."""
    for address, body in pages.items():
        shape = _Shape(body)
        assert len({*shape.ids}) == len(shape.ids), address
        assert shape.levels[:1] == [1], address
        assert all(later <= former + 1 for former, later in zip(shape.levels, shape.levels[1:], strict=False)), address


# ---- lines of git that ran side by side --------------------------------------------------------------------------


def test_an_edition_between_two_lines_of_git(tmp_path: Path) -> None:
    """What was renamed and changed aside before an edition, and merged after it, is told where it came in."""
    told = Story(tmp_path)
    told.commit("2026-01-05", {A: meeting(1)})
    told.commit("2026-01-08", {"approvals/2026/a": form("JG1/2026-0001", on="2026-01-08")})
    freeze(told, "one", "2026-01-31")
    told.fork("aside")
    told.move("2026-02-05", {A: D}, {D: meeting(1, "place: 四楼")}, line="aside")
    told.commit("2026-02-10", {"/notes.txt": "x"})
    freeze(told, "two", "2026-02-28")
    told.merge("2026-03-05", ["aside"])
    told.commit("2026-03-06", {D: meeting(1, "place: 五楼")})
    told.commit("2026-03-07", {D: meeting(1, "place: 六楼")})
    told.commit("2026-03-08", {"approvals/2026/b": form("JG1/2026-0001", on="2026-03-08")})
    freeze(told, "three", "2026-03-31")
    found = bodies(told)
    assert rows(found, "two") == {}
    assert rows(found, "three") == {"主题党日": "改动"}
    assert "地点： 三楼会议室 → 六楼" in words(found["changes/edition-three.html"])


# ---- what is not committed, and where there is no git ------------------------------------------------------------


@pytest.fixture
def loose(tmp_path: Path) -> Story:
    """A change with its reason, and a new draft, both not committed."""
    told = story(tmp_path / "branch")
    said = "title: 丁会议\nplace: 六楼会议室\ncorrections: [{on: 2026-11-19, note: 换了会议室}]"
    told.write({D: meeting(4, said), "meetings/2026/new": meeting(30, "title: 新的会议")})
    return told


def test_a_preview_marks_what_is_not_committed(loose: Story) -> None:
    """On the page, in the list, in the timeline."""
    seen = bodies(loose, preview=True)
    assert "未提交：改动还没有用 git 提交" in words(seen[f"{D}.html"])
    assert "草稿：尚未审批，不会公开；未提交：改动还没有用 git 提交" in words(seen["meetings/2026/new.html"])
    assert "未提交" not in words(seen[f"{A}.html"])
    assert len(re.findall("未提交", words(seen["meetings/2026/index.html"]))) >= 2
    assert "未提交" not in words(bodies(loose)["meetings/2026/index.html"])


def test_a_site_says_that_a_change_is_not_committed(loose: Story) -> None:
    """It has no day and no role yet, and stands in no month."""
    seen = bodies(loose)
    assert re.search("尚未提交 更正 换了会议室 .*地点： 五楼会议室 → 六楼会议室", past(seen, D))
    assert "未提交" not in words(seen["changes/2026-03.html"])
    assert "changes/2026-11.html" not in seen


def test_without_git_the_site_says_why_there_is_no_history(told: Story, tmp_path: Path) -> None:
    """An unpacked archive builds as well; the corrections that records state are still on their pages."""
    shutil.copytree(told.root / "data", tmp_path / "data")
    branch = tmp_path / "data/branch.yaml"
    branch.write_text(branch.read_text("utf-8") + AMENDED, encoding="utf-8")
    site = pipeline.build(Settings(root=tmp_path), AS_OF).site
    assert site
    found = {page.address: page.body for page in site.pages}
    assert "无历史。 这个文件夹不在 git 仓库里" in words(found["changes.html"])
    assert 'id="history"' not in found[f"{A}.html"]
    assert "更正记录 2026年3月10日 会议室没有换" in words(found[f"{A}.html"])
    assert [address for address in found if address.startswith("changes/")] == []


def test_corrections_of_which_history_does_not_tell_stay(tmp_path: Path) -> None:
    """What was corrected before the record was committed is known only from the record itself."""
    told = Story(tmp_path)
    said = "published_on: 2026-01-06\ncorrections: [{on: 2026-01-07, note: 从前的更正}]"
    told.commit("2026-01-08", {A: meeting(1, said), "approvals/2026/a": form("JG1/2026-0001", on="2026-01-05")})
    page = bodies(told)[f"{A}.html"]
    assert "更正记录 2026年1月7日 从前的更正" in words(page)


# ---- the same bytes ----------------------------------------------------------------------------------------------


def test_the_same_bytes_whatever_was_read_before(told: Story, tmp_path: Path) -> None:
    """Another folder and zone, and nothing kept of what was read: every byte of the built site is the same."""
    first, second = tmp_path / "a", tmp_path / "an other"
    for folder in (first, second):
        shutil.copytree(told.root, folder)
    cold = run(second, GONGKAI_AS_OF=AS_OF.isoformat(), TZ="Pacific/Kiritimati")
    assert cold.returncode == 0, cold.stdout + cold.stderr
    made = [digest(built_by_command(first)), digest(second / "site")]
    assert kept(first)
    made.append(digest(built_by_command(first)))
    forget(first)
    git(first, "gc", "--quiet", "--prune=now")
    made.append(digest(built_by_command(first)))
    assert made[0] == made[1] == made[2] == made[3]


def test_links_of_the_replayed_sample_are_whole(past_site: Path) -> None:
    """The strict build has looked after every link; the three sorts of page are there, and their scripts."""
    names = {file.relative_to(past_site).as_posix() for file in past_site.rglob("*") if file.is_file()}
    assert {"changes.html", "changes/2026-09.html", "changes/edition-2026-H1.html", "changes/edition-2024.js"} <= names


def everything(site: Path) -> Iterator[bytes]:
    yield from (file.read_bytes() for file in site.rglob("*") if file.is_file())


def test_nobody_who_commits_is_named(past_site: Path) -> None:
    """No address of a post stands in any file of the site."""
    for content in everything(past_site):
        assert b"@jg1.shili.example" not in content
