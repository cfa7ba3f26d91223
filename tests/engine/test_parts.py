"""The small parts, each alone: white space, home text, assets, the list of faults."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from gongkai.engine.assets import assets
from gongkai.engine.content import home_html
from gongkai.engine.faults import as_page, in_terminal, in_the_way
from gongkai.engine.finish import finish
from gongkai.findings import Finding, Place
from gongkai.render.site import Outcome

FAULT = Finding(place=Place("data/<a>.yaml", 3), code="a.b", words="写<错>了。", cure="改", basis="条例")
LAPSE = Finding(place=Place("data/b.yaml"), code="a.c", words="不足。", is_fault=False)


def test_finish() -> None:
    """Around the content white space shrinks to line breaks; the policy holds the hash of each inline script, once."""
    shell = "\n  <html><head>\n   <script>1</script>\n <script>1</script><script src=x></script></head>\n\n "
    output = finish(shell + "<p>  a\n   b</p>\n  </html>", "<p>  a\n   b</p>", preview=False)
    assert output.startswith('<html><head>\n<meta http-equiv="Content-Security-Policy"')
    assert output.endswith("</head>\n<p>  a\n   b</p>\n</html>")
    assert re.findall(r"'sha256-[^']*'", output) == ["'sha256-a4ayc/80/OGda4BO/1o/V0etpOqiLx1JwB5S3beHW0s='"]


def test_finish_without_content() -> None:
    """A theme that lost the content is noticed."""
    with pytest.raises(ValueError, match="content"):
        finish("<head></head>", "<p>lost</p>", preview=False)


def test_home_html() -> None:
    """Markdown becomes safe HTML: no script, no handler, no picture from elsewhere; `.md` links lead to pages."""
    text = (
        "---\ntitle: x\n---\n# 标题\n\n[关于](about.md#a) [外](https://example.org/b.md)\n\n"
        "<script>alert(1)</script><b onclick=x>粗</b>\n\n![图](p.png) ![外](https://example.org/p.png)"
        "\n\n[坏](javascript:alert)"
    )
    html = home_html(text)
    assert '<a href="about.html#a">关于</a> <a href="https://example.org/b.md">外</a>' in html
    assert '<img alt="图" src="p.png">' in html.replace('src="p.png" alt="图"', 'alt="图" src="p.png"')
    for bad in ("script", "onclick", "标题", "example.org/p.png", "title: x"):
        assert bad not in html
    assert home_html("") == ""


def test_assets(tmp_path: Path) -> None:
    """A changed file has another name; an unchanged one keeps it; other files are left alone."""
    (tmp_path / "b.js").write_text("1")
    (tmp_path / "a.css").write_text("1")
    (tmp_path / "c.txt").write_text("1")
    assert [asset.address for asset in assets(tmp_path)] == ["assets/a.6b86b273.css", "assets/b.6b86b273.js"]
    assert assets(tmp_path / "missing") == ()


def test_assets_by_folder(tmp_path: Path) -> None:
    """What lies in `first/` runs before all else on every page, what lies in another folder is for one page."""
    for name in ("first", "search"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.js").write_text(name)
    assert [(asset.first, asset.page) for asset in assets(tmp_path)] == [(True, ""), (False, "search.html")]


def test_faults_in_terminal() -> None:
    """Faults come last, where one looks, and the last words are that nothing was lost."""
    lines = in_terminal(Outcome(site=None, findings=(FAULT, LAPSE))).splitlines()
    assert [line for line in lines if not line.startswith(" ")] == [
        "data/b.yaml:1:1: 偏差 a.c",
        "data/<a>.yaml:3:1: 差错 a.b",
        "差错 1 处，偏差 1 处。网站未改动。",
    ]


def test_faults_that_stand_in_the_way() -> None:
    """Whoever publishes is told what to mend, and only how much else there is."""
    lines = in_the_way(Outcome(site=None, findings=(LAPSE, FAULT))).splitlines()
    assert [line for line in lines if not line.startswith(" ")] == [
        "data/<a>.yaml:3:1: 差错 a.b",
        "差错 1 处，偏差 1 处。",
    ]


def test_lapses_that_nobody_looked_for_are_not_counted() -> None:
    """Where the rules were not asked, in a build as before a publication, none found is not none there."""
    outcome = Outcome(site=None, findings=(FAULT,), is_whole=False)
    for words in (in_terminal(outcome), in_the_way(outcome)):
        assert "差错 1 处，偏差没有检查：先改正 data/branch.yaml、data/catalogue.yaml 里的差错，再检查一次。" in words


def test_faults_as_page() -> None:
    """The same as a page; nothing in it becomes markup."""
    page = as_page([FAULT, LAPSE]).decode()
    assert "写&lt;错&gt;了。" in page
    assert "data/&lt;a&gt;.yaml:3:1" in page
    assert "不足。" not in page
