"""`gongkai history`, `compare` and `show --on`: what was, in a terminal and for programs."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from click.testing import Result

from gongkai.starter.samples import plain
from history.stories import CLERK, SECRETARY, Story, Texts, git, meeting
from laying import WORLD, form, notice
from telling import ROLES, A, B, C, D, freeze, story
from test_cli import gongkai

TODAY = "2026-11-20"
N = "development/2026/n"
HEADS = {"change", "kind", "kind_title", "index", "title", "address"}


def asked(where: Path | Story, verb: str, *words: str) -> Result:
    root = where.make().root if isinstance(where, Story) else where
    return gongkai(verb, "-C", root, "--as-of", TODAY, *words)


def said(where: Path | Story, verb: str, *words: str) -> list[str]:
    """The lines of an answer that ends well."""
    result = asked(where, verb, *words)
    assert result.exit_code == 0, result.output
    return result.output.splitlines()


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Story:
    """Tests read it and change nothing."""
    return story(tmp_path_factory.mktemp("told") / "branch").make()


@pytest.fixture
def own(tmp_path: Path) -> Story:
    """A branch of the test's own."""
    made = Story(tmp_path / "branch")
    branch = (WORLD / "data/branch.yaml").read_text("utf-8") + ROLES
    made.commit("2026-01-04", {"branch": branch, "catalogue": (WORLD / "data/catalogue.yaml").read_text("utf-8")})
    return made


# ---- gongkai history ---------------------------------------------------------------------------------------------


def test_every_version_of_a_record(told: Story) -> None:
    """When, in which role, from what to what, why; by number or address, drafts as well as what is public."""
    assert said(told, "history", "JG1/2026-0001") == [
        "JG1/2026-0001 甲会议",
        f"data/{A}.yaml",
        "2026-01-05  组织委员  首次提交",
        "2026-01-08  书记  审批表提交",
        "2026-02-05  组织委员  改动",
        "    地点：三楼会议室 → 四楼会议室",
        "    主题词：增加 青年",
        "    主题词：增加 学习",
        "2026-02-08  书记  重新审批",
        "2026-03-05  组织委员  更正",
        "    地点：四楼会议室 → 三楼会议室",
        "    主题词：删去 青年",
        "    更正说明：会议室没有换",
        "2026-03-08  书记  重新审批",
        "2026-04-08  书记  重新审批",
        "2026-05-08  书记  重新审批",
    ]
    assert said(told, "history", f"data/{A}.yaml") == said(told, "history", A)


def test_changes_are_called_as_the_page_calls_them(own: Story) -> None:
    """What was foreseen, declared, misspelt, taken back, and what nobody said a word of."""
    record = meeting(1)
    spelt = "corrections: [{on: 2026-02-05, note: 错别字, spelling: 是}]"
    gone = "withdrawn: {on: 2026-02-08, reason: 重复}"
    own.commit("2026-01-05", {A: record, "approvals/2026/a": form("JG1/2026-0001", on="2026-01-08")})
    for day, text in (
        ("2026-02-04", meeting(1, "place: 四楼")),
        ("2026-02-05", meeting(1, f"place: 五楼\n{spelt}")),
        ("2026-02-06", meeting(1, f"place: 五楼\n{spelt}\nposted: [{{board: 一楼公开栏, on: 2026-01-06}}]")),
        ("2026-02-08", meeting(1, f"place: 五楼\n{spelt}\n{gone}")),
    ):
        own.commit(day, {A: text})
    told = [line.split()[-1] for line in said(own, "history", A) if line.startswith("2026-02")]
    assert told == ["改动", "勘误", "补充", "撤回"]


def test_approved_again(own: Story) -> None:
    """By the commit with which a later form was decided: not by its draft, a new name of its file, or a word in it."""
    again = form("JG1/2026-0001", on="2026-02-06")
    own.commit("2026-01-05", {A: meeting(1)})
    own.commit("2026-01-08", {"approvals/2026/a": form("JG1/2026-0001", on="2026-01-08")}, by=SECRETARY)
    own.commit("2026-02-05", {A: meeting(1, "place: 四楼"), "approvals/2026/b": again.partition("approved:")[0]})
    own.commit("2026-02-06", {"approvals/2026/b": again}, by=SECRETARY)
    own.move("2026-02-07", {"approvals/2026/b": "approvals/2026/c"})
    own.commit("2026-02-08", {"approvals/2026/c": again.replace("档案盒", "档案柜")})
    own.commit("2026-02-09", {"approvals/2026/d": form("meetings/2026/a", on="2026-02-09")}, by=SECRETARY)
    own.write({"approvals/2026/e": form("JG1/2026-0001", on="2026-02-10")})
    assert [line for line in said(own, "history", A) if "审批" in line] == [
        "2026-01-08  书记  审批表提交",
        "2026-02-06  书记  重新审批",
        "2026-02-09  书记  重新审批",
        "尚未提交  （在本机）  重新审批",
    ]


def test_a_draft_and_what_is_not_committed(own: Story) -> None:
    """This is for those who write: they see what was tried, and what git does not have yet."""
    draft = meeting(0, "title: 初稿").partition("\n")[2]
    own.commit("2026-05-01", {A: draft})
    own.commit("2026-05-02", {A: draft.replace("初稿", "二稿")}, by="shui@jg1.example")
    own.write({A: draft.replace("初稿", "三稿"), B: draft})
    assert said(own, "history", A) == [
        "还没有索引号 三稿",
        f"data/{A}.yaml",
        "2026-05-01  宣传委员  首次提交",
        "2026-05-02  岗位未登记  改动",
        "    标题：初稿 → 二稿",
        "尚未提交  （在本机）  改动",
        "    标题：二稿 → 三稿",
    ]
    assert said(own, "history", B)[2:] == ["尚未提交  （在本机）  新文件"]


def test_renamed_faulty_removed_and_back(own: Story) -> None:
    """A new name is told; of a text that was no record the lines are listed; so are removal and return."""
    own.commit("2026-02-01", {A: meeting(1)})
    own.move("2026-02-02", {A: B})
    own.commit("2026-02-03", {B: meeting(1).replace("place: ", "place：")})
    own.commit("2026-02-04", {B: meeting(1)})
    own.commit("2026-02-05", {B: None})
    own.commit("2026-02-06", {B: meeting(1)})
    lines = said(own, "history", "JG1/2026-0001")
    assert lines[3:5] == ["2026-02-02  组织委员  文件改名", f"    data/{A}.yaml → data/{B}.yaml"]
    assert lines[5:7] == ["2026-02-03  组织委员  当时的文件有差错，按文字列出", "    改前："]
    assert "    place：三楼会议室" in lines
    assert [line[12:] for line in lines if line.startswith(("2026-02-05", "2026-02-06"))] == [
        "组织委员  文件删除",
        "组织委员  文件恢复",
    ]


def test_what_a_terminal_would_obey_is_made_visible(own: Story) -> None:
    """Signs in texts of long ago neither colour nor clear nor turn around the line they stand in."""
    evil = f"title: 好\x1b[2J\x9b31m\u202e{'坏'}\x07\n"
    own.commit("2026-02-01", {A: evil + meeting(1).partition("title")[2].partition("\n")[2]})
    own.commit("2026-02-02", {A: meeting(1), "approvals/2026/a": form("JG1/2026-0001", on="2026-01-08")})
    freeze(own, "one", "2026-02-03")
    for words in (["history", A], ["compare", "2026-02-01"], ["compare", "2026-02-01", "--format", "json"]):
        output = asked(own, *words).output
        assert all(sign.isprintable() or sign == "\n" for sign in output), words
    assert "〔U+001B〕[2J〔U+009B〕31m〔U+202E〕坏〔U+0007〕" in asked(own, "history", A).output


def test_without_git_history_says_why(told: Story, tmp_path: Path) -> None:
    """In a sentence; comparing ends with 1, for there is nothing to compare."""
    shutil.copytree(told.root / "data", tmp_path / "data")
    assert said(tmp_path, "history", A) == ["无历史：这个文件夹不在 git 仓库里。"]
    for words in (["compare", "2026-01"], ["show", A, "--on", "2026-01-20"]):
        result = asked(tmp_path, *words)
        assert (result.exit_code, result.output) == (1, "Error: 这个文件夹不在 git 仓库里。\n")


def test_no_such_record(told: Story) -> None:
    """What is called so is not there: exit 1."""
    result = asked(told, "history", "JG1/2026-0999")
    assert result.exit_code == 1
    assert "找不到“JG1/2026-0999”" in result.output


# ---- gongkai compare ---------------------------------------------------------------------------------------------


def test_two_editions_in_words(told: Story) -> None:
    """By kind: what was made public, changed field by field and why, and withdrawn; there and back is nothing."""
    assert said(told, "compare", "2026-01", "edition/2026-04") == [
        "存档版 2026-01（2026年1月28日） → 存档版 2026-04（2026年4月28日）：5 个事项有变化",
        "",
        "组织生活",
        "  改动  JG1/2026-0001  甲会议",
        "      主题词：增加 学习",
        "      更正说明：会议室没有换",
        "  撤回  JG1/2026-0002  乙会议",
        "      撤回原因：重复公开",
        "  新公开  JG1/2026-0004  丁会议",
        "  改动  JG1/2026-0006  己会议",
        "      文件原在 meetings/2026/f",
        "  改动  JG1/2026-0008  很长的会议",
        "      地点：三楼会议室 → 四楼会议室",
        "      主持人：周敏 → 王五",
        *(f"      主题词：增加 {one}" for one in "一二三"),
    ]


def test_a_moment_may_be_a_date_a_commit_or_now(told: Story) -> None:
    """All of them mean the same state here; without a second one it is now."""
    tip = git(told.top, "rev-parse", "HEAD").decode().strip()
    bodies = [said(told, "compare", "2026-02", later)[1:] for later in ("2026-03-31", tip, tip[:10], "现在", "now")]
    assert bodies == [bodies[0]] * 5
    assert said(told, "compare", "2026-02")[1:] == bodies[0]
    assert said(told, "compare", "2026-02")[0].startswith("存档版 2026-02（2026年2月28日） → 现在（2026年11月20日）：")
    assert said(told, "compare", "2026年2月28日", "2026-02-28")[0] == "2026年2月28日 → 2026年2月28日：0 个事项有变化"


@pytest.mark.parametrize("name", ["没有", "2020-01-01", "--", "HEAD^^^^^^^^^^^^^^^^^^^^^^^^^^"])
def test_a_moment_that_is_none(told: Story, name: str) -> None:
    """Exit 1, and what may be written is said."""
    result = gongkai("compare", "-C", told.root, "--as-of", TODAY, "--", name)
    assert result.exit_code == 1
    assert "请写存档版的名称、日期" in result.output or "以前还没有提交" in result.output


def test_the_same_for_programs(told: Story) -> None:
    """The fields are those that `retold.compared_as_json` promises; nothing else is in them."""
    found = json.loads(asked(told, "compare", "2026-01", "2026-04", "--format", "json").output)
    assert {*found} == {"before", "after", "changes", "bases"}
    assert found["bases"] == []
    assert {*found["before"]} == {"words", "day", "commit"}
    assert (found["before"]["day"], len(found["before"]["commit"])) == ("2026-01-28", 40)
    by_title = {one["title"]: one for one in found["changes"]}
    assert {*by_title["丁会议"]} == HEADS
    assert {*by_title["乙会议"]} == HEADS | {"reason"}
    changed = by_title["甲会议"]
    assert {*changed} == HEADS | {"lines", "reasons", "moved_from", "standing"}
    assert changed["lines"] == [{"where": "主题词", "before": "", "after": "学习", "path": ["keywords", "=学习"]}]
    assert changed["reasons"] == ["会议室没有换"]
    assert by_title["己会议"]["moved_from"] == "meetings/2026/f"
    now = json.loads(asked(told, "compare", "2026-04", "--format", "json").output)
    assert (now["after"]["commit"], now["changes"]) == (None, [])


def test_what_all_matters_rest_on(own: Story) -> None:
    """Field by field like records, after them; what came or went is named; nothing where nothing is different."""
    branch = (own.root / "data/branch.yaml").read_text("utf-8") if own.make() else ""
    place = re.search("(?m)^  address: (.+)$", branch)
    assert place
    days: Texts = {"holidays/2026": "source: 国办发\noff: [2026-01-01, 2026-01-02]\n"}
    own.commit("2026-02-01", {A: meeting(1), **days})
    own.commit("2026-03-01", {"branch": branch.replace(place[1], "新楼 213 室"), "holidays/2026": None})
    own.commit("2026-03-02", {"holidays/2027": "source: 国办发\noff: [2027-01-01]\n"})
    own.commit("2026-03-03", {"catalogue": "# 只是另一种写法\n" + (WORLD / "data/catalogue.yaml").read_text("utf-8")})
    assert said(own, "compare", "2026-02-01", "2026-03-03") == [
        "2026年2月1日 → 2026年3月3日：0 个事项有变化",
        "",
        "基础数据",
        "  改动  data/branch.yaml",
        f"      联系方式 › 受理地址：{place[1]} → 新楼 213 室",
        "  删去  data/holidays/2026.yaml",
        "  增加  data/holidays/2027.yaml",
    ]
    assert "基础数据" not in said(own, "compare", "2026-03-02", "2026-03-03")
    found = json.loads(asked(own, "compare", "2026-02-01", "2026-03-01", "--format", "json").output)["bases"]
    line = {"where": "联系方式 › 受理地址", "before": place[1], "after": "新楼 213 室", "path": ["contact", "address"]}
    assert found == [
        {"file": "data/branch.yaml", "change": "改动", "lines": [line]},
        {"file": "data/holidays/2026.yaml", "change": "删去", "lines": []},
    ]


def test_holidays_schemes_and_what_cannot_be_read(own: Story) -> None:
    """A day that was added is one line; a text without fields is the text it is."""
    sheet = plain("schemes")
    own.commit("2026-02-01", {"holidays/2026": "source: 甲\noff: [2026-01-01]\n", "schemes/own": sheet})
    title = re.search("(?m)^title: (.+)$", sheet)
    assert title
    changed: Texts = {"schemes/own": sheet.replace(title[1], "新细则", 1), "branch": "name：坏\n"}
    own.commit("2026-03-01", {"holidays/2026": "source: 甲\noff: [2026-01-01, 2026-01-02]\n", **changed})
    lines = said(own, "compare", "2026-02-01", "2026-03-01")
    assert lines[lines.index("  改动  data/holidays/2026.yaml") + 1] == "      放假日：增加 2026-01-02"
    assert f"{title[1]} → 新细则" in lines[lines.index("  改动  data/schemes/own.yaml") + 1]
    assert lines[lines.index("  改动  data/branch.yaml") + 1].startswith("      全文：")


def sorts(where: Story, *moments: str) -> dict[str, str]:
    """Title → what happened."""
    found = json.loads(asked(where, "compare", *moments, "--format", "json").output)
    return {one["title"]: one["change"] for one in found["changes"]}


def test_days_that_went_by_and_results_that_came(own: Story) -> None:
    """The text is the same and it stands differently; or it was changed, and stands differently, too."""
    whole = notice()
    early = whole.partition("    told_on:")[0]
    own.commit("2026-09-13", {N: early, "approvals/2026/n": form("JG1/2026-0015", on="2026-09-14")})
    assert said(own, "compare", "2026-09-16", "2026-09-19")[3:] == [
        "  状态变化  JG1/2026-0015  关于拟确定李思源等同志为发展对象的公示",
        "      公示中 → 已期满",
    ]
    own.commit("2026-09-21", {N: whole})
    lines = said(own, "compare", "2026-09-16", "2026-09-21")
    assert lines[3].startswith("  改动")
    assert [line for line in lines if line.startswith("      状态：公示中 → ")] == lines[-1:]


def test_withdrawn_masked_removed_and_gone_again(own: Story) -> None:
    """A record that came and was withdrawn meanwhile is withdrawn, not new; a masked title is not told."""
    forms = form(*(f"JG1/2026-000{number}" for number in range(1, 5)), on="2026-01-08")
    three: Texts = {A: meeting(1, "title: 甲"), B: meeting(2, "title: 秘密"), C: meeting(3, "title: 丙")}
    own.commit("2026-01-08", {**three, "approvals/2026/a": forms.replace(", JG1/2026-0004", "")}, by=SECRETARY)
    own.commit("2026-02-05", {D: meeting(4, "title: 丁"), "approvals/2026/a": forms}, by=SECRETARY)
    hidden = "title: 秘密\nwithdrawn: {on: 2026-03-01, reason: 写错人名, hide_title: 是}"
    gone = "withdrawn: {on: 2026-03-01, reason: 重复}"
    own.commit("2026-03-05", {A: meeting(1, f"title: 甲\n{gone}"), B: meeting(2, hidden), C: None})
    own.commit("2026-03-06", {D: meeting(4, f"title: 丁\n{gone}")})
    assert sorts(own, "2026-01-31", "2026-03-31") == {
        "甲": "撤回",
        "已撤回的事项": "撤回并隐去标题",
        "丙": "删除",
        "丁": "撤回",
    }
    assert "秘密" not in asked(own, "compare", "2026-01-31", "2026-03-31").output
    assert sorts(own, "2026-02-28", "2026-02-10") == {}


def test_a_state_that_todays_program_cannot_read(own: Story) -> None:
    """Records without a readable branch.yaml, or that were faulty, are compared as the texts they are."""
    own.commit("2026-01-05", {"branch": "name：坏\n", A: meeting(1), B: meeting(2).replace("place: ", "place：")})
    own.commit("2026-02-05", {A: meeting(1, "place: 四楼")})
    branch = (WORLD / "data/branch.yaml").read_text("utf-8")
    approved = form("JG1/2026-0001", "JG1/2026-0002", on="2026-02-08")
    own.commit("2026-02-10", {"branch": branch, B: meeting(2), "approvals/2026/a": approved})
    lines = said(own, "compare", "2026-01-31", "2026-02-28")
    assert "      地点：三楼会议室 → 四楼" in lines
    assert any("全文：" in line and "place：三楼会议室" in line for line in lines)


def test_now_may_be_a_folder_with_faults(own: Story) -> None:
    """A record that is faulty now is still the same record, a folder with a file's name is none, and nothing ends."""
    own.commit("2026-01-05", {A: meeting(1), B: meeting(2)})
    own.commit("2026-01-08", {"approvals/2026/a": form("JG1/2026-0001", "JG1/2026-0002", on="2026-01-08")})
    own.write({A: meeting(1).replace("place: ", "place："), B: None})
    (own.root / f"data/{B}.yaml").mkdir()
    lines = said(own, "compare", "2026-01-31")
    assert lines[3].startswith("  改动  JG1/2026-0001")
    assert lines[-1] == "  删除  JG1/2026-0002  主题党日"


# ---- gongkai show --on -------------------------------------------------------------------------------------------


def test_a_record_as_it_was(told: Story) -> None:
    """Its text, its page and its name of that day, though its file has another name now."""
    lines = said(told, "show", "meetings/2026/f2", "--on", "2026-02")
    assert lines[0] == "存档版 2026-02（2026年2月28日）时的样子："
    assert lines[2] == "data/meetings/2026/f.yaml"
    assert "place: 四楼会议室" in said(told, "show", A, "--on", "2026-02-15")
    assert "place: 四楼会议室" not in said(told, "show", A)


def test_what_was_withdrawn_later_still_stood(told: Story) -> None:
    """And what came later was not there: exit 1, and that is said."""
    lines = said(told, "show", B, "--on", "2026-02-28")
    assert "theme: 秘密主题" in lines
    assert not any("已撤回" in line for line in lines)
    assert any("本事项已撤回" in line for line in said(told, "show", B))
    result = asked(told, "show", D, "--on", "2026-01-31")
    assert result.exit_code == 1
    assert "当时可能还没有这个事项" in result.output
    assert asked(told, "show", D, "--on", "没有").exit_code == 1


def test_facts_are_those_of_that_day(own: Story) -> None:
    """公示中 as it was seen then, and 已期满 today; who committed is not told."""
    early = notice().partition("    told_on:")[0]
    own.commit("2026-09-13", {N: early, "approvals/2026/n": form("JG1/2026-0015", on="2026-09-14")})
    then = "\n".join(said(own, "show", "JG1/2026-0015", "--on", "2026-09-16"))
    now = "\n".join(said(own, "show", "JG1/2026-0015"))
    assert "公示中 2026年9月14日" in then
    assert "公示中 2026年9月14日" not in now
    assert CLERK not in then + now
