"""Real builds: what stands in the site, what never may, and what a fault costs: nothing."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from mkdocs.exceptions import Abort

from engine.building import built, digest, run
from engine.corpus import HOOK, TITLES, branch

BOTH_WAYS = """
import gongkai.engine.events as events
import gongkai.engine.pages as pages
from gongkai.engine.state import recall

def on_files(files, config):
    files = events.on_files(files, config)
    for page in pages.records(recall(config).site):
        files.append(pages.OwnPage(page, config).file)
    return files

def on_nav(nav, config, files):
    events.on_nav(nav, config, files)
    for file in files.documentation_pages():
        if isinstance(file.page, pages.OwnPage):
            pages.light(file.page, nav)

def on_env(env, config, files):
    pass
"""

MISTAKEN = """
from datetime import date

from gongkai.render.site import Entry, Outcome, Page, Site

def on_pre_build(config):
    pages = (
        Page(address="../x.html", title="", body=""),
        Page(address="a.html", title="", body='<a href="no.html">'),
        Page(address="b.html", title="", body="1", active="z.html"),
        Page(address="b.html", title="", body="2"),
    )
    site = Site(title="", as_of=date(2026, 11, 20), pages=pages, navigation=(Entry(title="", address="y.html"),))
    prepare(config, lambda: Outcome(site=site, findings=()))
"""

UNEQUAL = """
def on_page_context(context, page, config, nav):
    page.meta["description"] = page.file.src_uri
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A built site with every awkward title in each folder."""
    root = branch(tmp_path_factory.mktemp("branch"), records=len(TITLES))
    return built(root)


def pages_of(site: Path) -> dict[str, str]:
    return {path.relative_to(site).as_posix(): path.read_text(encoding="utf-8") for path in site.rglob("*.html")}


def test_both_ways(site: Path, tmp_path: Path) -> None:
    """Filling a shell gives, for every single page, the bytes of MkDocs and the theme rendering an ordinary page."""
    root = branch(tmp_path / "ordinary", records=len(TITLES))
    (root / "hook.py").write_text(HOOK + BOTH_WAYS, encoding="utf-8")
    assert digest(built(root)) == digest(site)


def test_both_ways_with_address(tmp_path: Path) -> None:
    """The same with canonical addresses in the pages."""
    here = branch(tmp_path / "here", settings="site_url: https://example.org/current/")
    there = branch(tmp_path / "there", settings="site_url: https://example.org/current/")
    (there / "hook.py").write_text(HOOK + BOTH_WAYS, encoding="utf-8")
    site = built(here)
    assert digest(built(there)) == digest(site)
    address = '<link rel="canonical" href="https://example.org/current/meetings/2026/0001.html">'
    assert address in (site / "meetings/2026/0001.html").read_text(encoding="utf-8")


def test_awkward_titles(site: Path) -> None:
    """A title is text wherever it stands: no tag in it becomes one, no title element ends early."""
    for address, page in pages_of(site).items():
        assert "<script>alert" not in page, address
        assert page.count("</title>") == 1, address
        assert "&amp;amp;amp;" not in page, address


def test_body_untouched(site: Path) -> None:
    """White space inside a body stays as it is, while the theme's own is gone."""
    page = (site / "meetings/2026/0000.html").read_text(encoding="utf-8")
    assert "<pre>\n    缩进\n\n\n        保留</pre>" in page
    assert "\n " not in page.partition("<h1")[0]
    assert page.startswith("<!doctype html>\n")


def test_head(site: Path) -> None:
    """On every page: the policy first, Chinese as the language, no generator, nothing from elsewhere."""
    for address, page in pages_of(site).items():
        first = r'<!doctype html>\n<html lang="zh-CN".*>\n<head>\n<meta http-equiv="Content-Security-Policy"'
        assert re.match(first, page), address
        assert page.encode().index(b'<meta charset="utf-8">') < 1024, "a browser looks no further for the encoding"
        assert "unsafe" not in page.partition("</head>")[0]
        assert "generator" not in page
        assert set(re.findall(r'https?://[^"\s<]+', page)) <= {"http://www.w3.org/2000/svg"}, address


def test_policy_is_exact(site: Path) -> None:
    """All pages carry the same three hashes: those of the three scripts that stand in them."""
    policies = {" ".join(re.findall(r"'sha256-[^']+'", page)) for page in pages_of(site).values()}
    assert len(policies) == 1
    assert policies.pop().count("sha256") == 3


def test_files(site: Path) -> None:
    """No page lists days or belongs to another search; attachments and our pages stand where they should."""
    files = digest(site)
    assert not [name for name in files if "sitemap" in name or name.endswith((".gz", ".map")) or "lunr" in name]
    assert {"404.html", "index.html", "about.html", "meetings/2026/files/list.pdf"} <= files.keys()


def test_navigation_is_constant(site: Path, tmp_path: Path) -> None:
    """A page does not grow with the number of records: its shell is the same."""
    few = built(branch(tmp_path / "few", records=1))
    name = "meetings/2026/0000.html"
    assert (few / name).read_bytes() == (site / name).read_bytes()
    assert (site / name).stat().st_size < 22_000


def test_active_entry(site: Path) -> None:
    """A record's year, and the kind that holds it, are shown as the current ones."""
    page = (site / "meetings/2026/0000.html").read_text(encoding="utf-8")
    active = re.findall(r'md-nav__item--active.*?<a href="([^"]*)"', page, re.DOTALL)
    assert active == ["../index.html", "index.html"]


def test_home_text(site: Path) -> None:
    """What `content/index.md` says stands below the heading of the home page, without a second first heading."""
    page = (site / "index.html").read_text(encoding="utf-8")
    assert '</h1>\n<div class="home-text"><p>欢迎，见<a href="about.html">关于</a>。</p></div>' in page
    assert page.count("<h1") == 1


def test_not_found(site: Path) -> None:
    """The page for addresses that do not exist speaks Chinese and leads home."""
    page = (site / "404.html").read_text(encoding="utf-8")
    assert "<h1>没有这个页面</h1>" in page
    assert '<a href="/index.html">返回首页</a>' in page


def test_same_bytes(tmp_path: Path) -> None:
    """Another path, day, zone, locale, hash seed and umask: the same bytes."""
    one, two = branch(tmp_path / "one"), branch(tmp_path / "another/路 径")
    first = run(one, TZ="Asia/Shanghai", PYTHONHASHSEED="1", SOURCE_DATE_EPOCH="1700000000")
    umask = os.umask(0o077)
    try:
        second = run(two, TZ="Pacific/Kiritimati", PYTHONHASHSEED="2", LC_ALL="C")
    finally:
        os.umask(umask)
    assert (first.returncode, second.returncode) == (0, 0), first.stderr + second.stderr
    assert digest(one / "site") == digest(two / "site")


def test_left_out(tmp_path: Path) -> None:
    """What a build leaves out is said, and is no warning: `--strict` passes."""
    done = run(branch(tmp_path / "branch"))
    assert done.returncode == 0
    assert "INFO    -  1 项草稿未列入" in done.stderr


def test_faults(tmp_path: Path) -> None:
    """Faults end the command with exit 1 and plain words, all of them at once; the site keeps every byte."""
    root = branch(tmp_path / "branch")
    before = digest(built(root))
    for name in ("a.txt", "b.txt"):
        (root / "data" / name).write_text("坏", encoding="utf-8")
    done = run(root)
    assert done.returncode == 1
    assert "data/a.txt:3:5: 差错 test.bad" in done.stdout
    assert "data/b.txt:3:5: 差错 test.bad" in done.stdout
    assert "Traceback" not in done.stdout + done.stderr
    assert not re.search(r"[A-Za-z]{3,} [A-Za-z]{3,} [A-Za-z]{3,}", done.stdout + done.stderr), "no English sentence"
    assert digest(root / "site") == before


@pytest.mark.parametrize(
    ("template", "place"),
    [("一\n{{ nothing }}", "page.jinja"), ("一\n{% if %}", "page.jinja:2"), ("{% include 'gone' %}", "page.jinja")],
)
def test_template_faults(tmp_path: Path, template: str, place: str) -> None:
    """A template that fails costs nothing either."""
    root = branch(tmp_path / "branch")
    before = digest(built(root))
    (root / "data/page.jinja").write_text(template, encoding="utf-8")
    with pytest.raises(Abort, match=place):
        built(root)
    assert digest(root / "site") == before


def test_unreadable_page(tmp_path: Path) -> None:
    """A hand-written page in another encoding is a fault with its place."""
    root = branch(tmp_path / "branch")
    (root / "content/gbk.md").write_bytes("# 关于".encode("gbk"))
    with pytest.raises(Abort, match=r"content/gbk\.md:1:1: 差错 site\.page_encoding"):
        built(root)


def test_page_in_the_way(tmp_path: Path) -> None:
    """A hand-written page at the address of a generated one is a fault, not a silent loser."""
    root = branch(tmp_path / "branch")
    (root / "content/meetings").mkdir()
    (root / "content/meetings/index.md").write_text("# 我的", encoding="utf-8")
    with pytest.raises(Abort, match=r"content/meetings/index\.md.*\n.*meetings/index\.html"):
        built(root)


def test_home_link_that_leads_nowhere(tmp_path: Path) -> None:
    """A link in the home text is checked like every other."""
    root = branch(tmp_path / "branch")
    (root / "content/index.md").write_text("[没有](nothing.md)", encoding="utf-8")
    with pytest.raises(Abort, match=r"content/index\.md:1:1: 差错 site\.home_link\n.*nothing\.html"):
        built(root)


def test_mistakes_of_the_program(tmp_path: Path) -> None:
    """What only a wrong template can bring about is said aloud, all of it, before anything is written."""
    root = branch(tmp_path / "branch")
    (root / "hook.py").write_text(HOOK + MISTAKEN, encoding="utf-8")
    with pytest.raises(Abort) as stopped:
        built(root)
    said = str(stopped.value)
    assert "../x.html:1:1: 差错 site.mistake\n    页面地址不规范" in said
    for words in ("同一地址有两个页面", "导航指向的页面不存在", "页面所属的导航项 z.html 不存在", "“no.html”没有去处"):
        assert words in said
    assert not (root / "site").exists()


def test_proof(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """A shell that does not hold for its pages is noticed in the build, on the first page of each group."""
    root = branch(tmp_path / "branch")
    (root / "hook.py").write_text(HOOK + UNEQUAL, encoding="utf-8")
    with pytest.raises(Abort):
        built(root)
    assert "gives another page than the theme: meetings/2025/0000.html" in caplog.text


def test_stock_search(tmp_path: Path) -> None:
    """MkDocs's own search left on is refused with a sentence that says what to write."""
    root = branch(tmp_path / "branch")
    text = (root / "mkdocs.yml").read_text(encoding="utf-8")
    (root / "mkdocs.yml").write_text(text.replace("plugins: []\n", ""), encoding="utf-8")
    done = run(root)
    assert done.returncode == 1
    assert "plugins: []" in done.stderr
    assert "Traceback" not in done.stderr
