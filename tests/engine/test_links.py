"""The link checker as a pure function."""

from __future__ import annotations

import pytest

from gongkai.engine.links import Broken, broken, is_inside

BODIES = {
    "index.html": '<h1 id="top">首页</h1>',
    "a/2026/x.html": '<h1 id="title">标题</h1><h2 id="第一">一</h2>',
}


def check(html: str) -> list[Broken]:
    bodies = {**BODIES, "a/2026/y.html": html}
    written = {address: body.encode() for address, body in bodies.items()}
    return list(broken(written, {"a/2026/files/表 1.pdf", "assets/x.css", "about.html"}))


GOOD = """
../../index.html ../../index.html#top ../2026/x.html x.html x.html#title x.html?print=1#title x.html#第一
x.html#%E7%AC%AC%E4%B8%80 files/%E8%A1%A8%201.pdf ../../about.html#a #own https://example.org/ mailto:a@b.org tel:110
"""
BAD = """
/index.html //example.org/ javascript:alert(1) data:text/html,x HTTPS:x x x.html#other #other ../ ../2026/
../../../index.html missing.html files/missing.pdf
"""


@pytest.mark.parametrize("link", [*GOOD.split(), "files/表 1.pdf"])
def test_good(link: str) -> None:
    """Pages, anchors, attachments, hand-written pages and addresses outside are all found."""
    assert check(f'<h1 id="own"></h1><a href="{link}">a</a>') == []


@pytest.mark.parametrize("link", [*BAD.split(), ""])
def test_bad(link: str) -> None:
    """What leads nowhere, only on a server, or only at the root of one, is named with its page."""
    assert check(f'<a href="{link}">a</a>') == [Broken("a/2026/y.html", link)]


def test_pictures() -> None:
    """A picture may be part of the page, but never come from elsewhere."""
    assert check('<img src="data:image/svg+xml,x">') == []
    assert check('<img src="https://example.org/x.png">') == [Broken("a/2026/y.html", "https://example.org/x.png")]


def test_escaped() -> None:
    """A link is read as a browser reads it: entities first."""
    assert check('<a href="x.html?a=1&amp;b=2#title">a</a>') == []


@pytest.mark.parametrize("address", ["/x.html", "../x.html", "a/../../x.html", "a//x.html", "./x.html", r"a\..\x.html"])
def test_outside(address: str) -> None:
    """An address that would be written elsewhere, or under another name, is told apart."""
    assert not is_inside(address)
    assert is_inside("a/2026/x-1.html")


def test_what_is_sound_on_one_page_is_not_on_another() -> None:
    """The same words lead elsewhere from another depth; what is missing is named on every page."""
    pages = ("a/x.html", "b/y.html", "a/b/z.html")
    html = b'<a href="../index.html">a</a><a href="../none.html">b</a>'
    found = list(broken({"index.html": b"", **dict.fromkeys(pages, html)}, set()))
    assert [one for one in found if one.link == "../none.html"] == [Broken(page, "../none.html") for page in pages]
    assert [one for one in found if one.link == "../index.html"] == [Broken("a/b/z.html", "../index.html")]
