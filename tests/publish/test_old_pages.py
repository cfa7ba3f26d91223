"""A shelf of the replayed sample as a reader walks over it: what old pages say, and that no link leads nowhere."""

from __future__ import annotations

import filecmp
import re
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import unquote

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from browser import Watched, watch
from gongkai.engine.assets import Shelved, edition
from gongkai.publish.current import Refresh, refresh
from gongkai.publish.editions import Order, publish
from publish.shelving import wrong
from publish.test_listing import ASKED
from replaying import git
from sample import AS_OF
from serving import served

OLD, NEW = "2026-H1", "2026-11"
PAGE = "meetings/2026/2026-03-groups.html"
RENAMED = "meetings/2026/2026-08-committee-b.html"
LATER = "meetings/2026/2026-11-committee.html"
SAID = "存档版 2026-H1 · 数据截至 2026-07-15 · 这不是最新内容"
LINK = re.compile(r'(?:href|src)="([^"]*)"')
SHOWN = """() => {
  const strip = document.querySelector(".gk-strip"), way = document.querySelector(".gk-editions");
  return [getComputedStyle(strip).display, getComputedStyle(strip, "::before").content, getComputedStyle(way).display];
}"""


@pytest.fixture(scope="module")
def web(replay: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A web server's folder; on the shelf `dj/jg1` two editions and the working state, which is the newer edition's."""
    folder = tmp_path_factory.mktemp("web")
    branch = shutil.copytree(replay, folder / "branch")
    for setting in ("user.name=某人", "user.email=dj1@shili.example"):
        git(branch, "config", *setting.split("="))
    top, evening = folder / "web/dj/jg1", datetime(AS_OF.year, AS_OF.month, AS_OF.day, 10, tzinfo=UTC)
    top.parent.mkdir(parents=True)
    for name in (OLD, NEW):
        publish(Order(root=branch, edition=name, title="", to=top, now=evening))
    refresh(Refresh(root=branch, to=top, now=evening))
    assert wrong(top) == []
    return folder / "web"


@pytest.fixture
def shelf(web: Path) -> Path:
    return web / "dj/jg1"


@pytest.fixture(params=["http", "file"])
def home(request: pytest.FixtureRequest, web: Path) -> Iterator[str]:
    """The shelf's address, below a sub-path of a server or on the disk."""
    if request.param == "file":
        yield (web / "dj/jg1").as_uri() + "/"
        return
    with served(web) as address:
        yield f"{address}dj/jg1/"


def alike(one: Path, other: Path, pages: set[str]) -> set[str]:
    """Those of the pages that both have, byte for byte."""
    return {page for page in pages if (other / page).is_file() and filecmp.cmp(one / page, other / page, shallow=False)}


def test_nothing_changed_is_the_same_bytes(shelf: Path) -> None:
    """Of two editions and the working state only the stylesheet with name and day differs where nothing else does."""
    pages = {page.relative_to(shelf / NEW).as_posix() for page in (shelf / NEW).rglob("*.html")}
    assert len(pages) > 250
    assert alike(shelf / NEW, shelf / "current", pages) == pages
    same = alike(shelf / NEW, shelf / OLD, pages)
    assert {PAGE, "about.html", "rules.html", "search.html"} <= same
    assert len(same) > 200
    css = {name: (shelf / name / "assets/edition.css").read_text(encoding="utf-8") for name in (OLD, NEW, "current")}
    assert SAID in css[OLD]
    assert "存档版" not in css["current"]
    assert (shelf / NEW / PAGE).samefile(shelf / OLD / PAGE)


def test_no_link_on_the_shelf_leads_nowhere(shelf: Path) -> None:
    """Every link of every page of every edition, of the working state and of the list, as a file on the shelf.

    They are all relative, so that a server below any path, and no server, say the same.
    """
    lost = []
    for top in (shelf / OLD, shelf / NEW, shelf / "current"):
        known: dict[str, bool] = {}
        for page in sorted(top.rglob("*.html")):
            for link in {*LINK.findall(page.read_text(encoding="utf-8"))}:
                place = f"{page.parent}/{unquote(link.partition('#')[0])}"
                if link.startswith(("http://", "tel:", "mailto:", "data:", "#", "/jg1/")):
                    continue  # the lasting address, and on the page for lost addresses links from the server's root
                if not known.setdefault(place, Path(place).is_file()):
                    lost.append((page.relative_to(shelf).as_posix(), link))
    assert lost == []
    listed = LINK.findall((shelf / "index.html").read_text(encoding="utf-8"))
    assert {f"{OLD}/index.html", f"{NEW}/index.html", "current/index.html"} <= {*listed}
    assert all((shelf / link).is_file() for link in listed)


@pytest.mark.browser
def test_an_old_page_leads_to_the_same_one_now(home: str, watched: Watched) -> None:
    """Seen and read aloud on the old page, neither on the one it leads to; there one is led to the editions."""
    page = watched.page
    page.goto(f"{home}{OLD}/{PAGE}")
    assert page.evaluate(SHOWN) == ["block", f'"{SAID}"', "block"]
    aloud = page.locator("body").aria_snapshot()
    assert aloud.index(SAID) < aloud.index("查看现状中的同一页") < aloud.index("2026年3月党小组会")
    page.get_by_role("link", name="查看现状中的同一页").click()
    page.wait_for_url(f"{home}current/{PAGE}")
    assert page.evaluate(SHOWN)[::2] == ["none", "block"]
    aloud = page.locator("body").aria_snapshot()
    assert ("存档版" in aloud, "查看现状" in aloud, "最新内容" in aloud) == (True, False, False)
    page.get_by_role("link", name="存档版", exact=True).click()
    page.wait_for_url(f"{home}index.html#{PAGE}")
    assert watched.errors == []
    assert watched.outside(home) == []


@pytest.mark.browser
def test_a_site_on_no_shelf_says_nothing_of_it(past_site: Path, watched: Watched) -> None:
    """Neither strip nor link, on the screen, aloud or on paper."""
    watched.page.goto((past_site / PAGE).as_uri())
    for media in ("screen", "print"):
        watched.page.emulate_media(media=media)
        assert watched.page.evaluate(SHOWN)[::2] == ["none", "none"]
    assert "存档版" not in watched.page.locator("body").aria_snapshot()


@pytest.mark.browser
def test_on_paper_an_old_page_says_so_in_one_line(browser: Browser, shelf: Path) -> None:
    """Above a page and above an official sheet, which has as many pages as without it."""
    page = browser.new_page()
    counts = []
    for top in (OLD, "current"):
        page.goto((shelf / top / "accounts/2026/2026-01-care.html").as_uri())
        counts.append(page.pdf(prefer_css_page_size=True).count(b"/Type /Page\n"))
    assert counts[0] == counts[1]
    for address in (PAGE, "accounts/2026/2026-01-care.html"):
        page.goto((shelf / OLD / address).as_uri())
        page.emulate_media(media="print")
        box = page.locator(".gk-strip").bounding_box()
        assert box
        assert 8 < box["height"] < 13, "three millimetres"
        assert not page.get_by_role("link", name="查看现状中的同一页").is_visible()
    page.close()


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nobody_is_shut_out_of_the_strip(browser: Browser, shelf: Path, scheme: str) -> None:
    """Axe finds nothing, nothing is wider than a small telephone, and the keyboard reaches the link."""
    context = browser.new_context(
        color_scheme=scheme,  # type: ignore[arg-type]  # one of two words
        viewport={"width": 320, "height": 700},
        bypass_csp=True,
        reduced_motion="reduce",
    )
    page = context.new_page()
    for address in (f"{OLD}/{PAGE}", f"{NEW}/{RENAMED}"):
        page.goto((shelf / address).as_uri())
        broken = Axe().run(page, options=ASKED).response["violations"]
        assert [(one["id"], node["html"]) for one in broken for node in one["nodes"]] == []
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "查看现状中的同一页"
    context.close()


def jumped(page: Page, home: str, address: str) -> dict[str, str]:
    """From a page to the list: where each edition's link leads to, once the server has been asked."""
    page.goto(f"{home}{address}")
    page.locator(".gk-editions a").click()
    page.wait_for_url(f"{home}index.html#{address.partition('/')[2]}", wait_until="networkidle")
    links = page.locator("details a").all()
    return {link.inner_text(): (link.get_attribute("href") or "").removeprefix(home) for link in links}


@pytest.mark.browser
def test_the_list_leads_to_the_same_page_in_each_edition(web: Path, browser: Browser) -> None:
    """Over HTTP: to the page where an edition has it, else to the edition's home, which is said."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    watched = watch(context.new_page())
    with served(web) as address:
        home = f"{address}dj/jg1/"
        assert jumped(watched.page, home, f"{OLD}/{PAGE}") == {
            "2026-11": f"{NEW}/{PAGE}",
            "2026年上半年存档版": f"{OLD}/{PAGE}",
        }
        assert "没有这一页" not in watched.page.locator("details").inner_text()
        watched.page.get_by_role("link", name="2026-11").press("Enter")
        watched.page.wait_for_url(f"{home}{NEW}/{PAGE}")
        assert watched.errors == []
        assert jumped(watched.page, home, f"{NEW}/{LATER}") == {
            "2026-11": f"{NEW}/{LATER}",
            "2026年上半年存档版": f"{OLD}/index.html",
        }
        assert "2026年上半年存档版（没有这一页）" in watched.page.locator("details").inner_text()
        for strange in ("../../secret.html", "javascript:alert(1)", "%00.html", "/x.html?y"):
            watched.page.goto("about:blank")
            watched.page.goto(f"{home}index.html#{strange}")
            assert watched.page.locator(".same").is_hidden()
        assert watched.outside(home) == []
    context.close()


@pytest.mark.browser
@pytest.mark.parametrize("script", [True, False])
def test_without_a_server_or_script_the_list_is_a_list(browser: Browser, shelf: Path, script: bool) -> None:
    """Every edition's home, and not a word of pages that nobody could look for."""
    context = browser.new_context(java_script_enabled=script, viewport={"width": 1280, "height": 800})
    page = context.new_page()
    home = shelf.as_uri() + "/"
    assert set(jumped(page, home, f"{OLD}/{PAGE}").values()) == {f"{OLD}/index.html", f"{NEW}/index.html"}
    assert page.locator(".same").is_hidden()
    context.close()


@pytest.mark.parametrize(
    ("shelved", "said"),
    [
        (None, {"as-of"}),
        (Shelved(day=AS_OF, has_list=False), {"as-of"}),
        (Shelved(day=AS_OF), {"as-of", "editions"}),
        (Shelved(day=AS_OF, edition=OLD), {"as-of", "editions", "strip", "strip-room", "bar", "edition"}),
    ],
)
def test_the_stylesheet_says_only_what_is_so(shelved: Shelved | None, said: set[str]) -> None:
    """Off a shelf the day; beside editions the way to them; in one of them that it is old."""
    css = edition(AS_OF, shelved).content.decode()
    assert {*re.findall("--gk-([a-z-]+):", css)} == said
