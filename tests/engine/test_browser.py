"""The built site in a real Chromium, over HTTP, below a folder and by double click."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from browser import Watched
from engine.building import built
from engine.corpus import branch
from serving import served

pytestmark = pytest.mark.browser

PROBE = """() => ({
  styled: getComputedStyle(document.querySelector(".md-header")).position,
  scripted: document.documentElement.classList.contains("js"),
  scheme: document.body.getAttribute("data-md-color-scheme"),
  links: [...document.querySelectorAll("a[href]:not([hidden] a)")].map(a => a.href.split("#")[0]),
})"""


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the site in `branch/current/`."""
    folder = tmp_path_factory.mktemp("shelf")
    site = built(branch(folder / "source", settings="site_url: http://127.0.0.1/branch/current/"))
    (folder / "web/branch").mkdir(parents=True)
    site.rename(folder / "web/branch/current")
    return folder / "web"


@pytest.fixture(params=["http", "file"])
def home(request: pytest.FixtureRequest, shelf: Path) -> Iterator[str]:
    """The address of the site's folder, served below a sub-path or opened from the disk."""
    if request.param == "file":
        yield (shelf / "branch/current").as_uri() + "/"
        return
    with served(shelf) as address:
        yield f"{address}branch/current/"


def test_all_pages(home: str, watched: Watched) -> None:
    """A crawl over every link: styles and scripts work, nothing errs, no policy is violated, nothing leaves."""
    seen, waiting = set[str](), [home + "index.html"]
    while waiting:
        address = waiting.pop()
        seen.add(address)
        watched.page.goto(address)
        found = watched.page.evaluate(PROBE)
        assert (found["styled"], found["scripted"]) == ("sticky", True), address
        pages = {link for link in found["links"] if link.endswith(".html")}
        assert all(link.startswith(home) for link in pages)
        waiting.extend(pages - seen - {*waiting})
    assert len(seen) == 20
    assert watched.errors == []
    assert watched.outside(home) == []


def test_palette(home: str, watched: Watched) -> None:
    """The button changes light to dark, and the next page remembers it."""
    watched.page.goto(home + "index.html")
    watched.page.click("label[title='切换到深色']")
    watched.page.wait_for_function("document.body.getAttribute('data-md-color-scheme') === 'slate'")
    watched.page.goto(home + "meetings/2026/0001.html")
    assert watched.page.evaluate(PROBE)["scheme"] == "slate"
    assert watched.errors == []


def test_foreign_script(home: str, shelf: Path, watched: Watched) -> None:
    """A script that gets into a page's body in spite of everything does not run, and an image from elsewhere stays."""
    folder = shelf / "branch/current/meetings/2026"
    text = (folder / "0000.html").read_text(encoding="utf-8")
    evil = "<script>document.title='evil'</script><img src=http://192.0.2.1/x.png onerror=document.title='evil'>"
    (folder / "evil.html").write_text(text.replace("</article>", evil + "</article>"), encoding="utf-8")
    watched.page.goto(home + "meetings/2026/evil.html")
    (folder / "evil.html").unlink()
    assert watched.page.title() != "evil"
    assert any("Content Security Policy" in error for error in watched.errors)
