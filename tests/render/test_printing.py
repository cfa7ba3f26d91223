"""What is to be printed, before any PDF is made of it: anchors, links, order, marks, what a book holds."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from gongkai import pipeline
from gongkai.pipeline import Settings
from gongkai.render.printing import Document, RefusedError
from gongkai.render.printing.leaves import bound
from gongkai.render.site import Page
from laying import AS_OF, Texts, checked, form, meeting, notice

M, OTHER, N = "meetings/2026/m.yaml", "meetings/2026/o.yaml", "development/2026/n.yaml"
CITING = meeting("index: JG1/2026-0020\nreferences: [JG1/2026-0012]\nheld_on: 2026-01-02\nmade_on: 2026-01-02\n")
FORM = form("JG1/2026-0012", "JG1/2026-0015", "JG1/2026-0020")
THREE: Texts = {M: meeting(), N: notice(), OTHER: CITING, "approvals/2026/f.yaml": FORM}
ID = re.compile(r' id="([^"]+)"')
HASH = re.compile(r' href="#([^"]+)"')


def printed(root: Path, names: list[str], years: list[int], texts: Texts = THREE, site_url: str = "") -> list[Document]:
    """Documents of a small branch."""
    settings = Settings(root=root, site_url=site_url)
    return list(pipeline.documents(checked(root, texts), settings, names, years))


def page(body: str) -> Page:
    """A record's page at `meetings/2026/m.html`."""
    return Page(address="meetings/2026/m.html", title="", body=body)


OTHERS = {"meetings/2026/o.html": "meetings-2026-o"}
SITE = "https://example.org/current/"


@pytest.mark.parametrize(
    ("link", "on_paper", "with_site"),
    [
        ("../../meetings/2026/o.html", "#meetings-2026-o", "#meetings-2026-o"),
        ("o.html#head", "#meetings-2026-o--head", "#meetings-2026-o--head"),
        ("#head", "#meetings-2026-m--head", "#meetings-2026-m--head"),
        ("../2025/x.html", "", f"{SITE}meetings/2025/x.html"),
        ("../../rules.html#a.b", "", f"{SITE}rules.html#a.b"),
        ("files/plan.pdf", "", f"{SITE}meetings/2026/files/plan.pdf"),
        ("tel:010-12345678", "tel:010-12345678", "tel:010-12345678"),
        ("mailto:a@b.example", "mailto:a@b.example", "mailto:a@b.example"),
    ],
)
def test_a_link_leads_within_the_book_to_the_site_or_nowhere(link: str, on_paper: str, with_site: str) -> None:
    """No link of a PDF leads to a file that is not there."""
    for site_url, target in (("", on_paper), (SITE, with_site)):
        made = bound(page(f'<a href="{link}">x</a>'), OTHERS, site_url)
        assert made == (f'<a href="{target}">x</a>' if target else "<a>x</a>")


def test_anchors_become_the_records_own() -> None:
    """Headings, labels and hatches of two charts are not taken for one another; text is left alone."""
    body = '<svg aria-labelledby="t d"><title id="t">id=&#34;t&#34;</title><path fill="url(#h)"/></svg>'
    own = "meetings-2026-m--"
    assert bound(page(body), {}, "") == (
        f'<svg aria-labelledby="{own}t {own}d"><title id="{own}t">id=&#34;t&#34;</title>'
        f'<path fill="url(#{own}h)"/></svg>'
    )


def test_a_book_has_every_anchor_once_and_no_link_into_the_air(tmp_path: Path) -> None:
    """Bound together, records keep apart, and what is linked is there."""
    book, archive = printed(tmp_path, [], [2026])
    for one in (book, archive):
        ids, links = ID.findall(one.html), HASH.findall(one.html)
        assert len(ids) == len(set(ids))
        assert set(links) <= set(ids)
    assert "#meetings-2026-m" in book.html.partition('id="meetings-2026-o"')[2], "one record leads to the other"


def test_a_handbook_is_in_order(tmp_path: Path) -> None:
    """Cover, contents, then chapters: each with its tables, and behind them the records, the first held in front."""
    book, _ = printed(tmp_path, [], [2026])
    assert book.name == "workbook-2026"
    order = (
        "党支部工作手册</h1>",
        "2026年11月20日",
        "目录</h1>",
        "一、支部基本情况</h1>",
        "三、三会一课和主题党日</h1>",
    )
    places = [book.html.index(one) for one in order]
    assert places == sorted(places)
    contents = re.findall(r'<li><a href="#([^"]+)">', book.html)
    assert contents == ["meetings-2026-o", "meetings-2026-m", "development-2026-n"]
    assert re.findall(r'<article id="([^"]+)"', book.html) == contents
    assert "收录事项</dt><dd>3 项" in book.html


def test_a_handbook_holds_what_happened_in_its_year(tmp_path: Path) -> None:
    """Whatever the year of the index number: a meeting of December that is published in January belongs to December."""
    other = meeting("index: JG1/2026-0001\nheld_on: 2025-12-30\nmade_on: 2025-12-30\npublished_on: 2026-01-05\n")
    texts: Texts = {**THREE, "meetings/2026/x.yaml": other, "approvals/2026/g.yaml": form("JG1/2026-0001")}
    books = {one.name: one.html for one in printed(tmp_path, [], [2026, 2025], texts)}
    assert list(books) == ["workbook-2025", "archive-2025", "workbook-2026", "archive-2026"]
    told = {name: "JG1/2026-0001" in html for name, html in books.items()}
    assert told == {"workbook-2025": True, "archive-2025": False, "workbook-2026": False, "archive-2026": True}


def test_a_withdrawn_record_stands_in_the_register_alone(tmp_path: Path) -> None:
    """No number is missing without a word, and of what it said nothing is told any more."""
    texts: Texts = {**THREE, M: meeting("place: 某处\nwithdrawn: {on: 2026-10-01, reason: 重复公开}\n")}
    book, archive = printed(tmp_path, [], [2026], texts)
    assert 'id="meetings-2026-m"' not in book.html
    assert "10月1日撤回" in archive.html
    assert "重复公开" in archive.html
    assert "某处" not in book.html + archive.html


@pytest.mark.parametrize(
    ("differs", "mark"), [("index:\n", "草稿"), ("index: JG1/2026-0021\npublished_on: 2026-12-30\n", "待公开")]
)
def test_what_is_not_public_is_printed_by_name_only_and_marked(tmp_path: Path, differs: str, mark: str) -> None:
    """A draft for signature says on every sheet that it is one, and no book nor public record tells of it."""
    texts: Texts = {
        **THREE,
        "meetings/2026/d.yaml": meeting(f"title: 暗号\nreferences: [JG1/2026-0012]\n{differs}"),
        "approvals/2026/g.yaml": form("JG1/2026-0021") if "0021" in differs else form("JG1/2026-0015"),
    }
    draft, public, book, archive = printed(tmp_path, ["meetings/2026/d", "JG1/2026-0012"], [2026], texts)
    assert f'<p class="gk-across">{mark}</p>' in draft.html
    assert "gk-across" not in public.html
    assert "暗号" not in public.html + book.html + archive.html


def test_a_record_is_named_in_any_way_and_printed_once(tmp_path: Path) -> None:
    """Its number, its address: the same document, under a name made of its address."""
    (document,) = printed(tmp_path, ["JG1/2026-0012", "meetings/2026/m"], [])
    assert document.name == "meetings-2026-m"


def test_all_that_cannot_be_printed_is_told_at_once(tmp_path: Path) -> None:
    """Unknown records, records for others and empty years: nothing is left out in silence."""
    texts: Texts = {**THREE, N: notice("audiences: [特定对象]\n"), "catalogue.yaml": SPECIAL}
    with pytest.raises(RefusedError) as told:
        printed(tmp_path, ["meetings/2026/none", "JG1/2026-0015"], [1999], texts)
    assert str(told.value) == (
        "找不到“meetings/2026/none”：写索引号，或“类别/年份/文件名”。\n"
        "“JG1/2026-0015”不向本站的读者（本支部党员）公开，不能打印。\n"
        "1999 年没有公开的事项；有公开事项的年份：2026。"
    )


SPECIAL = """items:
  - {name: 组织生活情况, kind: meetings, basis: 条例, audiences: [本支部党员], cycle: 月度, responsible: 组织委员}
  - {name: 发展党员公示, kind: development, basis: 细则, audiences: [特定对象], cycle: 即时, responsible: 组织委员}
"""


def test_text_is_escaped(tmp_path: Path) -> None:
    """A title is text on the cover's side of the document, too."""
    (document,) = printed(tmp_path, ["JG1/2026-0012"], [], {**THREE, M: meeting('title: "<b>&标题"\n')})
    assert "<title>&lt;b&gt;&amp;标题</title>" in document.html


def test_what_a_pdf_tells_of_itself_does_not_depend_on_the_day(tmp_path: Path) -> None:
    """Title, branch and the record's own days; the same a week later."""
    seen = checked(tmp_path, THREE)
    later = pipeline.inspect(tmp_path, AS_OF.replace(day=27))
    one, two = (pipeline.documents(each, Settings(root=tmp_path), ["JG1/2026-0012"], [])[0] for each in (seen, later))
    assert one == two
    assert '<meta name="dcterms.created" content="2026-09-15">' in one.html
