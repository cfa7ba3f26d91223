"""The search page in real Chromium, over HTTP and by double click: its counts are the truth, its text is harmless."""

from __future__ import annotations

import re
import shutil
import unicodedata
from collections import Counter
from collections.abc import Mapping
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Route, expect

from browser import Watched
from gongkai.render.handbook import CHAPTERS
from sample import built_by_command, copied
from test_benchmarks import AS_OF, made
from test_reading import ASKED

pytestmark = pytest.mark.browser

RECORDS = 400
QUERIES = (
    "发展党员",
    "主题党日",
    "三会一课",
    "张三",
    "欧阳静",
    "2024年第三季度",
    "张三 三会一课",
    "JG1/2024-01",
    "不存在的词",
)
EVIL = "<img src=x onerror=alert(1)>＜b＞ ２０２４ ﬁn İŞ"
WRITTEN = {
    "chair: 周敏": "chair: 张三",
    "recorder: 王建国": "recorder: 欧阳静",
    "党费收缴": "三会一课",
    "食堂": "2024 年第三季度",
}
"""Words of the made-up records, and what stands in their place in every third of them."""
INLINE = frozenset(("a", "abbr", "b", "code", "em", "mark", "small", "span", "strong", "time"))
HANDBOOK = ("rules.html", *(f"{name}.html" for name, _ in CHAPTERS))
DONE = re.compile("^(公开事项|没有)")


def written(text: str, number: int) -> str:
    """The record with the words we look for."""
    for old, new in WRITTEN.items():
        text = text.replace(old, new) if number % 3 == 0 else text
    return text


def alone(texts: list[str]) -> int:
    """The first record from the middle on that no other one cites: its title stands on no page but its own."""
    cited = Counter(index for text in texts for index in {*re.findall(r"JG1/\d{4}-\d{4}", text)})
    return next(n for n in range(RECORDS // 2, RECORDS) if cited[texts[n].split()[1]] == 1)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A made-up branch of 400 records, built by the command."""
    root = copied(tmp_path_factory.mktemp("searching"))
    shutil.rmtree(root / "data")
    made(root, RECORDS, 1)
    records = [file for file in sorted((root / "data").glob("*/*/*.yaml")) if "approvals" not in file.parts]
    assert len(records) == RECORDS
    texts = [written(file.read_text(encoding="utf-8"), number) for number, file in enumerate(records)]
    evil = alone(texts)  # one has a title that would like to be markup
    texts[evil] = re.sub("(?m)^title: .*", f"title: '{EVIL}'", texts[evil], count=1)
    for file, text in zip(records, texts, strict=True):
        file.write_text(text, encoding="utf-8")
    return built_by_command(root, AS_OF)


class _Seen(HTMLParser):
    """What stands in a page's article: a text for each section, one line for each block, no ways to other places."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.sections = [""]
        self.aside = 0
        article = page.partition("<article")[2].partition("</article>")[0]
        self.feed(article.partition(">")[2])

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.aside += tag in ("nav", "svg")
        if tag in ("h2", "h3") and "id" in dict(attrs):
            self.sections.append("")
        self.sections[-1] += "" if tag in INLINE else "\n"

    def handle_endtag(self, tag: str) -> None:
        self.aside -= tag in ("nav", "svg")
        self.sections[-1] += "" if tag in INLINE else "\n"

    def handle_data(self, data: str) -> None:
        self.sections[-1] += "" if self.aside else data.replace("\n", " ")


def folded(text: str) -> str:
    """NFKC and lower case; white space stays between two ASCII signs only."""
    loose = unicodedata.normalize("NFKC", text).lower().replace("ς", "σ")
    return re.sub(r"[^\S\n]+", _kept, loose)


def _kept(gap: re.Match[str]) -> str:
    """A space that stands between two ASCII signs."""
    before, after = gap.string[gap.start() - 1 : gap.start()], gap.string[gap.end() : gap.end() + 1]
    return " " if re.fullmatch(r"[!-~]{2}", before + after) else ""


@cache
def truth(site: Path) -> Mapping[str, tuple[str, ...]]:
    """Folded texts: one for each record, one for each section of handbook, rules and schemes."""
    found: dict[str, list[str]] = {"records": [], "sections": []}
    for file in sorted(site.rglob("*.html")):
        address = file.relative_to(site).as_posix()
        seen = _Seen(file.read_text(encoding="utf-8")).sections
        if re.fullmatch(r"\w+/\d{4}/(?!index)[^/]+\.html", address):
            found["records"].append(folded("\n".join(seen)))
        elif address in HANDBOOK or "/schemes/" in address:
            found["sections"] += map(folded, seen)
    return {name: tuple(texts) for name, texts in found.items()}


def counted(site: Path, query: str) -> str:
    """What the page has to say."""
    words = unicodedata.normalize("NFKC", query).lower().split()
    records, sections = (sum(all(word in text for word in words) for text in those) for those in truth(site).values())
    if records + sections == 0:
        return "没有找到。请减少词语，或换一种写法。"
    return f"公开事项 {records} 项，手册和规则 {sections} 处。"


def ask(page: Page, query: str) -> None:
    """Type and wait until all texts are in."""
    page.fill("#search-words", query)
    expect(page.locator("#search-count")).to_have_text(DONE)


def test_counts_are_the_truth(home: str, site: Path, watched: Watched) -> None:
    """For every query the page counts what stands on the pages, no script errs and nothing leaves."""
    assert len(truth(site)["records"]) == RECORDS
    watched.page.goto(home + "search.html")
    told = {}
    for query in QUERIES:
        ask(watched.page, query)
        told[query] = watched.page.inner_text("#search-count")
    assert told == {query: counted(site, query) for query in QUERIES}
    assert [query for query in QUERIES if told[query].startswith("公开事项 0")] == []
    assert watched.errors == []
    assert watched.outside(home) == []


def test_an_answer_is_shared_by_its_address(home: str, watched: Watched) -> None:
    """Query and filters stand in the address, and the address brings them back."""
    page = watched.page
    page.goto(home + "search.html")
    ask(page, "张三")
    for name, value in (("kind", "组织生活"), ("year", "2024")):
        page.select_option(f"#search-{name}", value)
    page.wait_for_url("**year=2024*")
    found = page.inner_text("#search-found"), page.inner_text("#search-count")
    assert "2024年" in found[0]
    assert "张三" in found[0]
    page.goto("about:blank")
    page.go_back()
    expect(page.locator("#search-count")).to_have_text(found[1])
    assert (page.input_value("#search-words"), page.input_value("#search-year")) == ("张三", "2024")
    assert page.inner_text("#search-found") == found[0]


def test_keyboard_is_enough(home: str, watched: Watched) -> None:
    """From the box through the results and more of them, back with /, and into a page with Enter."""
    page = watched.page
    page.goto(home + "search.html")
    page.keyboard.type("主题党日")
    expect(page.locator("#search-count")).to_have_text(DONE)
    for _ in range(21):
        page.keyboard.press("ArrowDown")
    expect(page.locator("#search-more")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#search-found a").nth(20)).to_be_focused()
    page.keyboard.press("/")
    expect(page.locator("#search-words")).to_be_focused()
    page.keyboard.press("Enter")
    first = page.locator("#search-found a").first
    expect(first).to_be_focused()
    address = first.evaluate("link => link.href")
    page.keyboard.press("Enter")
    page.wait_for_url(address)
    assert "主题党日" in page.inner_text("article")


def test_titles_are_never_markup(home: str, watched: Watched) -> None:
    """What looks like a tag is shown letter for letter and marked where the folded query stands."""
    page = watched.page
    page.goto(home + "search.html")
    ask(page, "ONERROR <b> 2024 fi i̇ş")
    assert page.locator("#search-found li").count() == 1
    assert page.inner_text("#search-found a") == EVIL
    assert page.locator("#search-found a mark").all_inner_texts() == ["onerror", "＜b＞", "２０２４", "ﬁ", "İŞ"]
    assert page.locator("#search-found img").count() == 0
    assert watched.errors == []


def test_count_is_a_lower_bound_until_all_is_in(watched: Watched, site: Path) -> None:
    """Key fields answer at once; where a year's texts do not come the count stays 至少, and one is told."""
    page = watched.page

    def missing(route: Route) -> None:
        route.abort()

    page.route("**/search/2024.js*", missing)
    page.goto((site / "search.html").as_uri())
    page.fill("#search-words", "主题党日")
    expect(page.locator("#search-count")).to_have_text(re.compile("^至少：公开事项 [1-9].*请刷新本页"))
    assert page.locator("#search-found a").count() == 20


ODD = "Ａｂ　c ｶﾞ ㅎㅏㄴ 한 é e\u0301\u0323 ﬁ İI ΟΔΟΣ 張 三 a  b\n1 2 中 a ㍿ ① \U00020bb7\U0001f1e8\U0001f1f3 ´ ゛x"


def test_marks_stand_where_words_stand(watched: Watched, site: Path) -> None:
    """Folding with places gives the very same letters as folding alone, and both give what Python does."""
    watched.page.goto((site / "search.html").as_uri())
    script = "text => [gongkaiFolding.fold(text), gongkaiFolding.foldWithOrigins(text).folded]"
    assert watched.page.evaluate(script, ODD) == [folded(ODD)] * 2


@pytest.mark.parametrize(("scheme", "width"), [("light", 390), ("dark", 1280)])
def test_nobody_is_shut_out(browser: Browser, site: Path, scheme: str, width: int) -> None:
    """Axe finds nothing on an answered page, and nothing is wider than the window."""
    context = browser.new_context(
        color_scheme="dark" if scheme == "dark" else "light",
        viewport={"width": width, "height": 844},
        bypass_csp=True,
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.goto((site / "search.html").as_uri() + "?q=张三")
    expect(page.locator("#search-count")).to_have_text(DONE)
    broken = Axe().run(page, options=ASKED).response["violations"]
    assert [one["id"] for one in broken] == []
    assert not page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
    context.close()


def test_without_script_the_page_leads_to_the_lists(browser: Browser, site: Path) -> None:
    """No box that does nothing, but what to do instead."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((site / "search.html").as_uri())
    assert not page.locator("#search-words").is_visible()
    assert page.locator(".gk-plain a", has_text="组织生活").is_visible()
    context.close()
