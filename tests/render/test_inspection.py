"""检查入口: the answers stand where the handbook says, lead to their records, and tell no reader too much."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from gongkai import pipeline
from gongkai.findings import faults
from gongkai.kinds import kinds
from gongkai.pipeline import Settings
from gongkai.render.site import Site
from gongkai.starter.samples import plain
from laying import AS_OF, Texts, form, lay, meeting, notice

M, N, F = "meetings/2026/m.yaml", "development/2026/n.yaml", "approvals/2026/f.yaml"
SINCE_JULY: Texts = {"branch.yaml": "since: 2026-07-01\n"}
QUESTION = re.compile(r"<li>\s*<p>.*?</li>|<li>.*?</li>", re.DOTALL)
TAG = re.compile(r"<[^>]+>")
ALL = ("本支部党员",)


def site(
    root: Path, texts: Texts, as_of: date = AS_OF, audience: tuple[str, ...] = ALL, *, preview: bool = False
) -> Site:
    """The small branch with these files."""
    lay(root, texts)
    outcome = pipeline.build(Settings(root=root, audience=audience, preview=preview), as_of)
    assert outcome.site is not None, faults(outcome.findings)
    return outcome.site


def bodies(made: Site) -> Mapping[str, str]:
    """Address → body."""
    return {page.address: page.body for page in made.pages}


def section(body: str, anchor: str) -> str:
    """What stands below the heading, up to the next one."""
    return body.split(f'<h2 id="{anchor}">')[1].split("<h2 ")[0]


def words(html: str) -> str:
    """The text alone, in one line."""
    return " ".join(TAG.sub(" ", html).split())


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, str]:
    """A branch with the good sample of every kind."""
    texts: Texts = dict(SINCE_JULY)
    for name in kinds():
        texts[f"{name}/2026/a.yaml"] = plain(name)
        texts[f"approvals/2026/{name}.yaml"] = form(f"{name}/2026/a")
    return bodies(site(tmp_path_factory.mktemp("full"), texts))


def test_fifteen_questions_lead_to_their_sections(full: Mapping[str, str]) -> None:
    """Each question of the handbook names a section, and every section it names is there, empty or not."""
    questions = QUESTION.findall(full["inspecting.html"].split("<ol>")[1].split("</ol>")[0])
    assert len(questions) == 15
    for question in questions:
        anchors = re.findall(r'href="inspection\.html#([a-z]+)"', question)
        assert "？" in question
        assert anchors
        assert all(f' id="{anchor}">' in full["inspection.html"] for anchor in anchors), question
        assert all(f'<h2 id="{anchor}">' in full["inspection/2026.html"] for anchor in anchors), question


def test_the_sections_are_there_without_any_record(tmp_path: Path) -> None:
    """A new branch has the same page with sentences in place of tables."""
    empty = bodies(site(tmp_path, {}))
    named = re.findall(r'href="inspection\.html#([a-z]+)"', empty["inspecting.html"])
    assert all(f'<h2 id="{anchor}">' in empty["inspection/2026.html"] for anchor in named)
    assert "没有公开的表决。" in empty["inspection/2026.html"]
    assert {address for address in empty if address.startswith("inspection/")} == {"inspection/2026.html"}


@pytest.mark.parametrize("kind", kinds())
def test_every_kind_has_its_say_and_leads_to_its_records(kind: str, full: Mapping[str, str]) -> None:
    """Its own part, or a shared one, links to the record."""
    assert full["inspection/2026.html"].count(f'href="../{kind}/2026/a.html') >= 3


def test_days_of_meetings_and_what_is_missing_stand_in_their_months(full: Mapping[str, str]) -> None:
    """The day links to its record; a gap stands in the last month of its span and leads to what the branch says."""
    months = section(full["inspection/2026.html"], "meetings")
    row = re.findall(r"<t[hd].*?</t[hd]>", months.split("主题党日</th>")[1])[:13]
    assert words(row[8]) == "14日"
    assert 'href="../meetings/2026/a.html"' in row[8]
    assert words(row[6]) == "缺"
    assert 'href="#lapses-meetings.not_held"' in row[6]
    assert '<h3 id="lapses-meetings.not_held">' in full["inspection/2026.html"]
    assert [words(cell) for cell in (row[0], row[10], row[11], row[12])] == ["–", "0", "–", "1 次"]


def test_a_quarter_without_members_meeting_is_named(tmp_path: Path) -> None:
    """Which quarter had none: said in words in its last month."""
    body = bodies(site(tmp_path, {**SINCE_JULY}))["inspection/2026.html"]
    assert "第三季度缺" in section(body, "meetings").split("支部党员大会</th>")[1].split("</tr>")[0]


def test_a_rule_that_is_off_leaves_no_gap(tmp_path: Path) -> None:
    """What need not be held is not missing."""
    off = "rules_off: [{rule: meetings.not_held, reason: 上级另有规定}]\n"
    body = bodies(site(tmp_path, {"branch.yaml": f"since: 2026-07-01\n{off}"}))["inspection/2026.html"]
    assert "缺</strong>" not in body


def test_two_groups_on_one_day_are_two_meetings(tmp_path: Path) -> None:
    """Each stands by itself, so that the dates of a row are its count."""
    groups = "groups: [{name: 甲组, since: 2024-03-20}, {name: 乙组, since: 2024-03-20}]\n"
    sessions = "".join(
        f"  - {{group: {name}, held_on: 2026-09-14, expected: 9, present: 9}}\n" for name in ("甲组", "乙组")
    )
    met = meeting(
        "types: [党小组会]\nagenda:\nvoters:\nactions:\nattendance: {expected: 18, present: 18}\n"
        f"sessions:\n{sessions}"
    )
    made = site(tmp_path, {"branch.yaml": groups, M: met, F: form("JG1/2026-0012")})
    row = section(bodies(made)["inspection/2026.html"], "meetings").split("党小组会</th>")[1].split("</tr>")[0]
    assert row.count("14日") == 2
    assert "2 次" in row


VOTE = (
    "agenda: [{title: 讨论接收张三为预备党员, topic: 发展党员, "
    "vote: {method: 无记名投票, shown: SHOWN, approve: 26, against: 1, abstain: 0, passed: 通过}}]\n"
)


@pytest.mark.parametrize(("shown", "told"), [("票数", "赞成 26，反对 1，弃权 0"), ("结果", "只公开结果")])
def test_who_could_vote_and_how_many_did(shown: str, told: str, tmp_path: Path) -> None:
    """Voters expected and present, what was needed, and the counts where the record shows them."""
    made = site(tmp_path, {M: meeting(VOTE.replace("SHOWN", shown)), F: form("JG1/2026-0012")})
    row = words(section(bodies(made)["inspection/2026.html"], "votes"))
    for said in ("讨论接收张三为预备党员", "应到 30 人，到会 27 人", "到会至少 16 人：达到", "赞成至少 16 票", told):
        assert said in row
    assert 'href="../meetings/2026/m.html#agenda-1"' in bodies(made)["inspection/2026.html"]


def test_a_notice_tells_length_posting_consent_and_outcomes(tmp_path: Path) -> None:
    """From when, how long, against which floor; where it hung; by which document; what came of it for whom."""
    people = "".join(
        f"  - {{name: {name}, outcome: {{result: {result}, on: 2026-09-21}}}}\n"
        for name, result in (("李思源", "无异议"), ("王一", "无异议"), ("赵二", "暂缓"))
    )
    posted = "posted: [{place: 一楼大厅, since: 2026-09-14, until: 2026-09-21}]\n"
    made = bodies(site(tmp_path, {N: notice(f"{posted}persons:\n{people}"), F: form("JG1/2026-0015")}))
    body = made["inspection/2026.html"]
    hung = words(section(body, "periods"))
    for said in ("2026年9月14日 2026年9月18日", "5 个工作日 首日计入 写明 5 工作日", "贴在一楼大厅", "取下"):
        assert said in hung
    before = words(section(body, "consents"))
    for said in ("不少于 5 个工作日：够", "中共示例公司委员会 2026年9月10日 ，示例党组〔2026〕18号 在公示第一天以前"):
        assert said in before
    rows = section(body, "outcomes").split("<tr>")[2:]
    assert ["李思源、王一" in rows[0], "无异议" in rows[0], "赵二" in rows[1], "暂缓" in rows[1]] == [True] * 4


def test_a_notice_in_its_period_is_no_notice_without_outcome(tmp_path: Path) -> None:
    """While one may object there can be no result, and the page says so."""
    texts: Texts = {N: notice("received:\npersons: [{name: 李思源}]\n"), F: form("JG1/2026-0015")}
    body = bodies(site(tmp_path, texts, date(2026, 9, 16)))["inspection/2026.html"]
    assert "李思源 — 公示中 — —" in words(section(body, "outcomes"))


def test_a_short_notice_is_told_beside_its_days(tmp_path: Path) -> None:
    """By how much it falls short."""
    short = "period: {first: 2026-09-14, last: 2026-09-16, length: 3}\n"
    body = bodies(site(tmp_path, {N: notice(short), F: form("JG1/2026-0015")}))["inspection/2026.html"]
    assert "不少于 5 个工作日：少 2 个工作日" in words(section(body, "consents"))
    assert "公示期内只有 3 个工作日" in words(section(body, "periods"))


def test_what_happened_to_a_record_belongs_to_its_own_year(tmp_path: Path) -> None:
    """A correction of this year to a matter of last year stands on this year's page, the meeting on last year's."""
    old = meeting(
        "index: JG1/2025-0001\nmade_on: 2025-12-30\nheld_on: 2025-12-30\npublished_on: 2025-12-31\nactions:\n"
        "recorded_late: {on: 2026-02-02, source: 工作手册第 3 页}\n"
        "corrections: [{on: 2026-03-03, note: 地点写错}]\n"
    )
    made = site(
        tmp_path, {"meetings/2025/m.yaml": old, "approvals/2025/f.yaml": form("JG1/2025-0001", on="2025-12-30")}
    )
    pages = bodies(made)
    assert "30日" in section(pages["inspection/2025.html"], "meetings")
    assert "30日" not in section(pages["inspection/2026.html"], "meetings")
    for anchor, said in (("late", "工作手册第 3 页"), ("corrections", "地点写错")):
        assert said in section(pages["inspection/2026.html"], anchor)
        assert said not in pages["inspection/2025.html"]
    assert "2025年12月30日" in words(section(pages["inspection/2025.html"], "approvals"))


def test_what_was_corrected_after_its_approval_is_told_beside_it(tmp_path: Path) -> None:
    """The day leads to the correction; of a form that came later it was a part of what was approved."""
    fixed = meeting("corrections: [{on: 2026-10-09, note: 地点写错}]\n")
    again = {"approvals/2026/g.yaml": form("JG1/2026-0012", on="2026-10-12")}
    body = bodies(site(tmp_path, {M: fixed, F: form("JG1/2026-0012"), **again}))["inspection/2026.html"]
    later, first = section(body, "approvals").split("<tr>")[2:]
    assert "审批后更正" not in later
    assert "2026年9月18日 公开 重新审批" in words(later)
    assert "重新审批" not in first
    assert "审批后更正： 2026年10月9日" in words(first)
    assert 'href="../meetings/2026/m.html#corrections"' in first


def test_withdrawn_matters_tell_only_that(tmp_path: Path) -> None:
    """Day and reason under 撤回, and nothing anywhere else but in the approval."""
    gone = meeting("withdrawn: {on: 2026-10-08, reason: 重复}\n")
    body = bodies(site(tmp_path, {M: gone, F: form("JG1/2026-0012")}))["inspection/2026.html"]
    assert "重复" in section(body, "withdrawn")
    assert "14日" not in section(body, "meetings")
    assert "没有公开的表决。" in section(body, "votes")


def test_drafts_count_for_nothing_even_in_a_preview(tmp_path: Path) -> None:
    """What is not public is no answer."""
    body = bodies(site(tmp_path, {M: meeting("index:\n")}, preview=True))["inspection/2026.html"]
    assert "meetings/2026/m.html" not in body


def test_what_others_may_not_see_leaves_no_trace(tmp_path: Path) -> None:
    """Neither a hidden record nor its approval, nor the meeting that a notice cites, nor a gap that is not theirs."""
    texts: Texts = {
        **SINCE_JULY,
        M: meeting("audiences: [本支部党员]\ntitle: 内部会议\n"),
        N: notice("audiences: [本单位职工]\ndiscussed: {by: 支部委员会, on: 2026-09-03, record: JG1/2026-0012}\n"),
        F: form("JG1/2026-0012", "JG1/2026-0015"),
    }
    pages = bodies(site(tmp_path, texts, audience=("本单位职工",)))
    for address in ("inspection.html", "inspection/2026.html"):
        assert "李思源" in pages[address]
        assert "meetings/2026/m.html" not in pages[address]
        assert "内部会议" not in pages[address]
        assert "缺</strong>" not in pages[address]


def test_the_front_page_says_what_each_year_comes_to(full: Mapping[str, str]) -> None:
    """A row for each section: its count in a year, what calls for a look, and the way there; a dash for nothing."""
    rows = re.findall(r'<tr id="([a-z]+)">(.*?)</tr>', full["inspection.html"], re.DOTALL)
    told = {anchor: words(row) for anchor, row in rows}
    assert list(told)[:3] == ["meetings", "votes", "actions"]
    assert list(told)[-8:] == [
        "periods",
        "outcomes",
        "approvals",
        "commits",
        "lapses",
        "late",
        "corrections",
        "withdrawn",
    ]
    assert re.fullmatch(r"组织生活的次数 (\d+ 次) 缺 \d+ \1", told["meetings"])
    assert told["withdrawn"] == "撤回 — —"
    for anchor, row in rows:
        assert "—" in row or f'href="inspection/2026.html#{anchor}"' in row


def test_a_count_is_the_number_of_rows_it_leads_to(full: Mapping[str, str]) -> None:
    """The front page and the page of the year cannot differ."""
    body = full["inspection/2026.html"]
    for anchor, unit in (("votes", "次"), ("periods", "份"), ("grades", "次"), ("awards", "份"), ("approvals", "张")):
        count = section(body, anchor).count('<th scope="row">')
        row = full["inspection.html"].split(f'<tr id="{anchor}">')[1].split("</tr>")[0]
        assert f">{count} {unit}</a>" in row, anchor


def test_the_navigation_has_one_entry_and_pages_link_to_each_other(full: Mapping[str, str], tmp_path: Path) -> None:
    """However many years there are."""
    entries = [entry.address for entry in site(tmp_path, {M: meeting(), F: form("JG1/2026-0012")}).navigation]
    assert [address for address in entries if address.startswith("inspection")] == ["inspection.html"]
    assert 'href="inspection/2026.html"' in full["inspection.html"]
    assert 'href="../inspection.html"' in full["inspection/2026.html"]
