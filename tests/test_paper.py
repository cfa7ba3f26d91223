"""What comes out of a printer: pages without the site around them, official sheets, the same for the board."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from playwright.sync_api import Browser, Page

from engine.previewing import serving, until
from gongkai.kinds import kinds
from laying import form
from printed import Sheet, printed, sheets
from sample import LASTING, built_by_command, copied

pytestmark = pytest.mark.browser

A4, A3 = (210, 297), (297, 420)
ADMISSION = "development/2026/2026-09-admission.html"
UNIT = "中共示例轴承有限公司加工第一支部委员会"
FURNITURE = ("检索", "读者手册", "打印（Ctrl", "上一项（较早）", "下一项（较晚）", "跳到正文", "本页内容", "编辑源文件")
NAMES = tuple(f"{surname}{name}" for surname in "赵钱孙李周" for name in "伟强磊洋敏")
NOTICE = """index: JG1/2026-{serial}
title: {title}
made_on: 2026-10-12
published_on: 2026-10-12
node: 入党积极分子
discussed: {{by: 支部委员会, on: 2026-10-09}}
period: {{first: 2026-10-12, last: 2026-10-16}}
persons:
"""
PERSON = "  - {{name: {}, sex: 女, ethnicity: 汉族, born: 1998-03, post: 加工一车间数控车工, applied_on: 2025-11-30}}\n"
PLAIN = """index: JG1/2026-0899
title: 版心
made_on: 2026-10-12
published_on: 2026-10-12
subject: 其他
period: {first: 2026-10-12, last: 2026-10-16}
body: |
"""


def listing(serial: str, names: tuple[str, ...], title: str = "关于拟确定入党积极分子的公示") -> str:
    """A notice with these persons."""
    return NOTICE.format(serial=serial, title=title) + "".join(PERSON.format(name) for name in names)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample branch with notices of many persons, of much text, of a very long title."""
    root = copied(tmp_path_factory.mktemp("printing"))
    title = "关于拟确定赵伟等二十五名同志为二〇二六年下半年中共示例轴承有限公司加工第一支部入党积极分子的公示"
    new = {
        "development/2026/three": listing("0803", NAMES[:3]),
        "development/2026/many": listing("0825", NAMES, title),
        "notices/2026/grid": PLAIN + f"  {'字' * 80}\n" + "  又一行。\n" * 40,
    }
    for address, text in new.items():
        (root / f"data/{address}.yaml").write_text(text, encoding="utf-8")
    (root / "data/approvals/2026/new.yaml").write_text(form(*new, on="2026-10-09"), encoding="utf-8")
    return built_by_command(root)


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page without script: what is printed does not need any."""
    context = browser.new_context(java_script_enabled=False)
    yield context.new_page()
    context.close()


def of_each_kind(site: Path) -> Iterator[Path]:
    """Of every kind the shortest and the longest record, and the one withdrawn."""
    for kind in kinds():
        files = [file for file in site.glob(f"{kind}/2*/*.html") if file.name != "index.html"]
        yield from {min(files, key=_size), max(files, key=_size)}
    yield next(file for file in site.glob("*/2*/*.html") if "注销说明" in file.read_text(encoding="utf-8"))


def _size(file: Path) -> int:
    return file.stat().st_size


def test_every_kind_prints_without_the_site(site: Path, page: Page) -> None:
    """A4, no blank sheet, nothing of navigation, header, footer or switches."""
    for file in of_each_kind(site):
        for fragment in ("", "#whole"):
            found = printed(page, file, fragment)
            text = "".join(sheet.text for sheet in found)
            assert {sheet.millimetres for sheet in found} == {A4}, file
            assert min(len(sheet.text) for sheet in found) > 20, file
            assert [word for word in FURNITURE if word in text] == [], file


def test_a_short_record_is_one_sheet(site: Path, page: Page) -> None:
    """No second sheet for what fits on one."""
    assert len(printed(page, site / "meetings/2026/2026-05-committee.html")) == 1
    assert len(printed(page, site / "notices/2026/2026-10-areas.html")) == 1


def test_withdrawn(site: Path, page: Page) -> None:
    """A withdrawn notice prints one sheet: that it was withdrawn, when and why."""
    withdrawn = [*of_each_kind(site)][-1]
    (sheet,) = printed(page, withdrawn)
    assert "本事项已撤回，内容不再公开。" in sheet.text
    assert "张贴地点" not in sheet.text


def test_document(site: Path, page: Page) -> None:
    """Unit, title, text, signature; card and slip on the first sheet, page numbers on all."""
    first, second = printed(page, site / ADMISSION)
    assert first.lines[0] == "索引号：JG1/2026-0061"
    assert f"{LASTING}{ADMISSION}" in first.lines
    assert "网址（仅限内网访问）：" in first.lines
    assert "最后更新：2026年9月21日" in first.lines
    unit, title = first.lines.index(UNIT), first.lines.index("关于拟接收司徒九为预备党员的公示")
    assert unit < title < [*first.lines].index("员，现公示如下。")
    assert all(word in first.text for word in ("张贴地点：", "张贴时间：", "张贴人：", "撤下时间：", "撤下人："))
    assert "张贴地点" not in second.text
    assert ("— 1 —" in first.lines, "— 2 —" in second.lines) == (True, True)
    assert "公示结果" not in first.text + second.text


def test_signature_stays_with_the_text(site: Path, page: Page) -> None:
    """On whatever sheet they come, name and date follow the last words, which are not alone with them."""
    for address in (ADMISSION, "development/2026/three.html", "development/2026/many.html"):
        *_, last = printed(page, site / address)
        at = last.lines.index(UNIT, 1)
        assert "年" in last.lines[at + 1], address
        assert last.lines.index("特此公示。") >= 1, address


def test_type_area(site: Path, page: Page) -> None:
    """28 characters a line, the first indented by two, and 22 lines a sheet."""
    first, second, *_ = printed(page, site / "notices/2026/grid.html")
    assert [len(line) for line in first.lines if set(line) == {"字"}] == [26, 28, 26]
    assert second.lines.count("又一行。") == 22


def test_own_document_number(site: Path, page: Page) -> None:
    """A decision of the branch's own has its number under the unit's name and nothing about objections."""
    (sheet,) = printed(page, site / "awards/2025/2025-12-posts-decision.html")
    assert sheet.lines[sheet.lines.index(UNIT) + 1] == "示加一支〔2025〕4号"
    assert "特此决定。" in sheet.lines
    assert "意见反映" not in sheet.text


@pytest.mark.parametrize(
    "address", [ADMISSION, "accounts/2024/2024-07-dues.html", "awards/2026/2026-11-posts-notice.html"]
)
def test_board(site: Path, page: Page, address: str) -> None:
    """For the board the same words in larger type on one sheet of A3."""
    document = printed(page, site / address)
    (board,) = printed(page, site / address, "#board")
    assert board.millimetres == A3
    assert sorted(_letters([board])) == sorted(_letters(document))


def _letters(found: list[Sheet]) -> str:
    """All text but page numbers, wherever lines were broken."""
    return "".join(line.replace(" ", "") for sheet in found for line in sheet.lines if not line.startswith("— "))


def test_many_persons(site: Path, page: Page) -> None:
    """Twenty-five persons: a table whose head comes again on each sheet it reaches, with nobody lost."""
    found = printed(page, site / "development/2026/many.html")
    text = "".join(sheet.text for sheet in found)
    assert [name for name in NAMES if name not in text] == []
    with_rows = [sheet for sheet in found if "1998.3" in sheet.text]
    assert len(with_rows) >= 2
    assert all("出生年月" in sheet.text for sheet in with_rows)
    assert text.count("1998.3") == text.count("2025.11.30") == 25


def test_screens_show_the_page_alone(site: Path, page: Page) -> None:
    """On a screen the sheet is not there, whatever form was chosen; the chosen one is told."""
    for fragment in ("", "#board", "#whole"):
        page.goto((site / ADMISSION).as_uri() + fragment)
        assert not page.locator(".gk-sheet").is_visible()
        assert page.locator("h1").is_visible()
        bold = "e => getComputedStyle(e).fontWeight === '700'"
        chosen = [link for link in page.locator(".gk-print a").all() if link.evaluate(bold)]
        assert [link.get_attribute("href") for link in chosen] == [fragment or "#document"]


def test_below_a_folder_and_from_a_stick(site: Path, page: Page, tmp_path: Path) -> None:
    """The sheet looks the same wherever the folder lies, and asks nobody."""
    shutil.copytree(site, tmp_path / "别处")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    assert printed(page, tmp_path / "别处" / ADMISSION) == printed(page, site / ADMISSION)
    assert {url.split(":")[0] for url in asked} == {"file", "about"} - (
        {"about"} if "about:blank" not in asked else set()
    )


def test_forms_and_drafts_from_a_preview(page: Page, tmp_path: Path) -> None:
    """In a preview the 审批表 is one sheet, filled in or to be filled in; a draft's own sheet says that it is one."""
    root = copied(tmp_path)
    draft = NOTICE.format(serial="0803", title="草稿").replace("index: JG1/2026-0803\n", "") + PERSON.format("赵伟")
    (root / "data/development/2026/draft.yaml").write_text(draft, encoding="utf-8")
    with serving(root) as server:
        address = urljoin(server, urlsplit(LASTING).path)  # MkDocs serves below the path of `site_url`
        until("党务公开审批表", f"{address}approvals/2026/2026-11-19.html")
        filled, empty, notice = (
            _from(page, f"{address}{name}.html")
            for name in (
                "approvals/2026/2026-11-19",
                "approvals/drafts/development-2026-draft",
                "development/2026/draft",
            )
        )
    assert (len(filled), len(empty)) == (1, 1)
    assert "12月1日才公开，提前审批。" in filled[0].text
    assert "书记（张三）" in filled[0].text
    assert "审批人：签字：" in empty[0].text.replace(" ", "")
    assert "草稿：尚未审批，不会公开" in notice[0].text
    assert not [word for word in FURNITURE if word in filled[0].text + empty[0].text]


def _from(page: Page, address: str) -> list[Sheet]:
    page.goto(address)
    return sheets(page.pdf(prefer_css_page_size=True))


@pytest.mark.parametrize(("name", "fragment"), [("gk-as-board", "#board"), ("gk-as-page", "#whole")])
def test_a_program_asks_by_class(site: Path, page: Page, name: str, fragment: str) -> None:
    """A class on the root gives the same sheets as the fragment: WeasyPrint knows no fragments."""
    text = (site / ADMISSION).read_text(encoding="utf-8")
    asked = (site / ADMISSION).with_name(f"{name}.html")
    asked.write_text(
        text.replace('<html lang="zh-CN" class="', f'<html lang="zh-CN" class="{name} ', 1), encoding="utf-8"
    )
    assert printed(page, asked) == printed(page, site / ADMISSION, fragment)
    asked.unlink()
