"""《党务公开审批表》 in a preview: filled in from the record of approval, or empty for a draft, and for clerks only."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

from gongkai import pipeline
from gongkai.pipeline import Settings
from gongkai.render.site import Site
from laying import AS_OF, Texts, form, lay, meeting, notice

M, N, F = "meetings/2026/m.yaml", "development/2026/n.yaml", "approvals/2026/f.yaml"
DRAFT = "approvals/drafts/meetings-2026-m.html"
SIGNED = """records: [JG1/2026-0015]
proposed: {on: 2026-09-10, by: 组织委员}
reviewed: {on: 2026-09-11, by: 纪检委员, secrecy: 通过, necessity: 通过, accuracy: 通过, attachments: 已人工检查}
approved: {on: 2026-09-11, by: 书记, name: 慕容签}
beyond_powers: 是
referred: {to: 中共示例公司委员会, on: 2026-09-12, document: 示例党〔2026〕9号}
form: 档案柜二层第3张
remark: 提前审批。
"""


class _Rows(HTMLParser):
    """The text of each row of a table, without white space."""

    def __init__(self, body: str) -> None:
        super().__init__()
        self.rows: list[str] = []
        self.feed(body)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tr":
            self.rows.append("")

    def handle_data(self, data: str) -> None:
        if self.rows:
            self.rows[-1] += "".join(data.split(" ")).replace("\n", "")


def built(root: Path, texts: Texts, *, preview: bool = True, audience: str = "本支部党员") -> Site:
    """The small branch with these files."""
    lay(root, texts)
    outcome = pipeline.build(Settings(root=root, preview=preview, audience=(audience,)), AS_OF)
    assert outcome.site is not None, outcome.findings
    return outcome.site


def bodies(site: Site) -> dict[str, str]:
    """Address → body."""
    return {page.address: page.body for page in site.pages}


def rows(site: Site, address: str) -> list[str]:
    """What stands in the rows of a form."""
    return _Rows(bodies(site)[address]).rows


def test_filled_in(tmp_path: Path) -> None:
    """Matter, scope, time and way, then each step with who, on which day, and what was found."""
    site = built(tmp_path, {N: notice("posted: [{place: 一楼大厅, since: 2026-09-14}]\n"), F: SIGNED})
    found = rows(site, "approvals/2026/f.html")
    assert found == [
        "公开事项标题公开范围公开时间公开方式",
        "关于拟确定李思源等同志为发展对象的公示JG1/2026-0015本单位职工"
        "2026年9月14日公开公示期2026年9月14日至9月18日党务公开网站张贴：一楼大厅",
        "提出提出人：组织委员签字：2026年9月10日",
        "审核保密审查：■通过　□不通过必要性审核：■通过　□不通过准确性审核：■通过　□不通过附件检查：■已人工检查"
        "审核人：纪检委员签字：2026年9月11日",
        "审批审批人：书记（慕容签）签字：2026年9月11日",
        "报批超出本支部权限：■是　□否批准文号：示例党〔2026〕9号批准机关：中共示例公司委员会盖章：2026年9月12日",
        "备注提前审批。",
    ]
    assert "纸质表存放处：档案柜二层第3张" in bodies(site)["approvals/2026/f.html"]


def test_room_where_a_step_is_missing(tmp_path: Path) -> None:
    """A form that is not decided keeps what is there and leaves the rest to be written."""
    undecided = "\n".join(line for line in SIGNED.splitlines() if not line.startswith(("approved", "referred")))
    found = rows(built(tmp_path, {N: notice(), F: undecided + "\n"}), "approvals/2026/f.html")
    assert found[2].endswith("2026年9月10日")
    assert found[4] == "审批审批人：签字：　　年　　月　　日"
    assert found[5] == "报批超出本支部权限：■是　□否批准机关：盖章：　　年　　月　　日"


def test_refused(tmp_path: Path) -> None:
    """What was refused is ticked as refused, and nobody above is asked where the branch has the power."""
    text = SIGNED.replace("secrecy: 通过", "secrecy: 不通过")
    text = "\n".join(line for line in text.splitlines() if not line.startswith(("approved", "referred", "beyond")))
    found = rows(built(tmp_path, {N: notice(), F: text + "\n"}), "approvals/2026/f.html")
    assert "保密审查：□通过　■不通过" in found[3]
    assert found[5] == "报批超出本支部权限：□是　■否"


def test_draft_has_an_empty_form(tmp_path: Path) -> None:
    """A draft that no form covers has one with its matter filled in, every step open, and a link from its page."""
    site = built(tmp_path, {M: meeting(), N: notice(), F: SIGNED})
    found = rows(site, DRAFT)
    assert "JG1/2026-0012" in found[1]
    assert found[3].startswith("审核保密审查：□通过　□不通过")
    assert all("　　年　　月　　日" in row for row in found[2:6])
    assert f'href="../../{DRAFT}"' in bodies(site)["meetings/2026/m.html"]
    assert 'href="../../approvals/2026/f.html"' in bodies(site)["development/2026/n.html"]


def test_several_matters(tmp_path: Path) -> None:
    """One form for two matters has a row for each."""
    site = built(tmp_path, {M: meeting(), N: notice(), F: form("JG1/2026-0012", "JG1/2026-0015")})
    found = rows(site, "approvals/2026/f.html")
    assert ["JG1/2026-0012" in found[1], "JG1/2026-0015" in found[2]] == [True, True]
    assert 'rowspan="3"' in bodies(site)["approvals/2026/f.html"]


def test_readers_have_no_form(tmp_path: Path) -> None:
    """A site that is published has no form, no link to one, and neither who signed nor the remark."""
    site = built(tmp_path, {M: meeting(), N: notice(), F: SIGNED}, preview=False)
    whole = "".join(bodies(site).values())
    assert not [address for address in bodies(site) if address.startswith("approvals/")]
    assert [word for word in ("approvals/", "慕容签", "提前审批") if word in whole] == []


def test_matters_for_others_are_not_named(tmp_path: Path) -> None:
    """In a preview for other readers the form tells only of what they may see, and is gone where that is nothing."""
    both: Texts = {M: meeting("audiences: [本支部党员]\n"), N: notice(), F: form("JG1/2026-0012", "JG1/2026-0015")}
    found = rows(built(tmp_path / "a", both, audience="本单位职工"), "approvals/2026/f.html")
    assert ("JG1/2026-0015" in "".join(found), "JG1/2026-0012" in "".join(found)) == (True, False)
    alone: Texts = {M: meeting("audiences: [本支部党员]\n"), F: form("JG1/2026-0012")}
    assert "approvals/2026/f.html" not in bodies(built(tmp_path / "b", alone, audience="本单位职工"))


def test_search_leaves_forms_out(tmp_path: Path) -> None:
    """Forms are for paper: the preview's search does not find them."""
    site = built(tmp_path, {M: meeting(), N: notice(), F: SIGNED})
    texts = b"".join(one.content for one in site.data_files).decode()
    assert "提前审批" not in texts
