"""A real build of everything hostile that may be written: on the pages it is text and nothing but text."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Page

from browser import Watched
from engine.building import run
from hostile.looking import ALLOWED, CONTROLS, Look, folded
from hostile.payloads import strings
from hostile.site import POLYGLOT, Shown, good, write
from hostile.world import AS_OF
from serving import served

pytest_plugins = ("browser",)

TRAP = """
window.pwned = [];
for (const name of ["alert", "confirm", "prompt", "print", "open"])
  window[name] = (...said) => { window.pwned.push(name + " " + said); };
"""
PROBE = """() => {
  const article = document.querySelector("article");
  const inside = [...article.querySelectorAll("*")];
  const attributes = [...document.querySelectorAll("*")].flatMap(one => [...one.attributes]);
  return {
    pwned: window.pwned,
    title: document.title,
    heading: article.querySelector("h1").textContent,
    said: article.textContent,
    elements: [...new Set(inside.map(one => one.localName))],
    handlers: attributes.filter(one => one.name.startsWith("on")).map(one => one.name + "=" + one.value),
    addresses: [...article.querySelectorAll("[href], [src]")].map(one => one.href || one.src),
  };
}"""
POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>')

DRESS = re.compile(r'<script src="[^"]*/bundle[^"]*"></script>|<link rel="stylesheet"[^>]*>')


@dataclass(frozen=True)
class Built:
    """The site and what its pages have to show."""

    site: Path
    shown: tuple[Shown, ...]

    def pages(self, *names: str) -> list[Shown]:
        """Those whose file name begins so, and the lists and fixed pages, which show the branch's own texts."""
        lists = [path.relative_to(self.site).as_posix() for path in sorted(self.site.rglob("index.html"))]
        fixed = [Shown(page, ()) for page in (*lists, "lapses.html")]
        return [*fixed, *(one for one in self.shown if Path(one.page).name.startswith(names))]


@pytest.fixture(scope="module")
def built(hostile: Path, tmp_path_factory: pytest.TempPathFactory) -> Built:
    """One build by the command that a clerk's commit starts."""
    root = tmp_path_factory.mktemp("hostile") / "branch"
    shown = write(root, good(strings(hostile)))
    done = run(root, GONGKAI_AS_OF=AS_OF.isoformat())
    assert done.returncode == 0, done.stderr[-2000:]
    assert len(shown) > 800
    return Built(root / "site", tuple(shown))


@pytest.fixture(scope="module")
def looks(built: Built) -> dict[str, Look]:
    """Every page of the site by its address, read by an independent parser."""
    files = sorted(built.site.rglob("*.html"))
    return {file.relative_to(built.site).as_posix(): Look(file.read_text(encoding="utf-8")) for file in files}


@pytest.fixture(scope="module")
def unguarded(built: Built, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same site without its policy: escaping has to hold alone. Nor has it the theme's dress, to be quick."""
    bare = tmp_path_factory.mktemp("bare") / "site"
    shutil.copytree(built.site, bare)
    for file in bare.rglob("*.html"):
        text, count = POLICY.subn("", file.read_text(encoding="utf-8"))
        assert count == 1, file
        file.write_text(DRESS.sub("", text), encoding="utf-8")
    return bare


@pytest.fixture(scope="module")
def home(built: Built) -> Iterator[str]:
    """The site over HTTP."""
    with served(built.site) as address:
        yield address


@pytest.fixture(scope="module")
def bare_home(unguarded: Path) -> Iterator[str]:
    """The site without its policy over HTTP."""
    with served(unguarded) as address:
        yield address


def test_nothing_runs_or_leads_elsewhere(looks: dict[str, Look]) -> None:
    """On no page is there a handler, an address of a script or another site, or an element that is not ours."""
    assert len(looks) > 800
    for address, look in looks.items():
        assert look.wrong == [], address
        assert look.inside <= (ALLOWED | CONTROLS if address == "search.html" else ALLOWED), address


def test_the_shell_is_the_same(looks: dict[str, Look], built: Built) -> None:
    """Around the articles of pages that differ in their title only there stand the same elements."""
    outlines = Counter(tuple(looks[one.page].outline) for one in built.pages("title-") if one.texts)
    assert len(outlines) == 1


def test_every_text_is_on_its_page(looks: dict[str, Look], built: Built) -> None:
    """Each text stands on the page letter for letter, white space folded; braces were not filled in."""
    for one in built.shown:
        said = folded("".join(looks[one.page].said))
        for text in one.texts:
            assert folded(text) in said, one.page
    for one in built.pages("title-"):
        look = looks[one.page]
        if one.texts:
            assert look.heading == one.texts[0]
            assert " ".join(look.title.split()) == " ".join(f"{one.texts[0]} - {POLYGLOT}".split())
        assert "49" not in look.title or "49" in one.texts[0]


def test_home_and_lists_show_the_branch_as_written(looks: dict[str, Look]) -> None:
    """The branch's own names and the catalogue's words are text, too."""
    for address in ("index.html", "meetings/index.html"):
        assert folded(POLYGLOT) in folded("".join(looks[address].said)), address


@pytest.mark.browser
def test_served(built: Built, home: str, watched: Watched) -> None:
    """As it is, over HTTP, pages of each sort: no script, no request elsewhere, no word from the policy."""
    visit(watched, home, built.pages("text-", "notice-", "gone-")[::3])


@pytest.mark.browser
def test_from_the_disk(built: Built, watched: Watched) -> None:
    """The same by double click, for some pages of each sort."""
    visit(watched, built.site.as_uri() + "/", built.pages("text-", "notice-", "gone-", "title-")[::50])


@pytest.mark.browser
def test_without_the_policy(built: Built, bare_home: str, watched: Watched) -> None:
    """Without the second wall: escaping alone keeps every payload in every sort of field from running."""
    visit(watched, bare_home, built.pages("text-", "notice-", "gone-"))
    visit(watched, bare_home, built.pages("title-")[::60])


@pytest.mark.browser
def test_the_trap_catches(unguarded: Path, bare_home: str, watched: Watched) -> None:
    """A payload that does get into a page is seen: the silence of the other tests means something."""
    text = (unguarded / "index.html").read_text(encoding="utf-8")
    evil = "<img src=x onerror=alert(1)><script>confirm(2)</script></article>"
    (unguarded / "evil.html").write_text(text.replace("</article>", evil), encoding="utf-8")
    watched.page.add_init_script(TRAP)
    watched.page.goto(bare_home + "evil.html")
    watched.page.wait_for_function("window.pwned.length === 2")


def visit(watched: Watched, home: str, pages: list[Shown]) -> None:
    """Open each page with traps laid; it shows its texts and nothing happens."""
    page: Page = watched.page
    page.add_init_script(TRAP)
    scheme = home.partition(":")[0]
    for one in pages:
        page.goto(home + one.page)
        found = page.evaluate(PROBE)
        assert found["pwned"] == [], one
        assert found["handlers"] == [], one
        assert set(found["elements"]) <= ALLOWED, one
        assert {address.partition(":")[0] for address in found["addresses"]} <= {scheme, "tel", "mailto"}, one
        said = folded(found["said"])
        assert all(folded(text) in said for text in one.texts), one
        if "/title-" in one.page:
            assert found["heading"] == one.texts[0], one
    assert watched.errors == []
    assert watched.outside(home) == []
