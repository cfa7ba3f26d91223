"""`gongkai print` with the real WeasyPrint: which files there are, what stands on their pages, and how it says no."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner, Result

from gongkai import pipeline
from gongkai.cli import main
from gongkai.pipeline import Settings
from gongkai.render.printing import Document
from gongkai.render.printing.pdf import UnavailableError, laid_out, ready
from laying import AS_OF, Texts, checked, form, lay, meeting, notice
from serving import served

if TYPE_CHECKING:
    from weasyprint.document import Document as LaidOut

THREE: Texts = {
    "meetings/2026/m.yaml": meeting(),
    "meetings/2026/o.yaml": meeting(
        "index: JG1/2026-0020\nheld_on: 2026-01-02\nmade_on: 2026-01-02\ntitle: 年初的会\n"
    ),
    "development/2026/n.yaml": notice(),
    "approvals/2026/f.yaml": form("JG1/2026-0012", "JG1/2026-0015", "JG1/2026-0020"),
}


@pytest.fixture(scope="session")
def paper() -> None:
    """WeasyPrint with Pango; without it the test is skipped, which `need_browser` turns into a failure."""
    try:
        ready()
    except UnavailableError:
        pytest.skip("no WeasyPrint, or no Pango for it: see tests/apt.txt")


pytestmark = [pytest.mark.pango, pytest.mark.usefixtures("paper")]


def gongkai(root: Path, *arguments: str) -> Result:
    """`gongkai print` in the branch at `root`, into its folder `out`."""
    given = ["print", "-C", str(root), "--as-of", str(AS_OF), "--to", str(root / "out"), *arguments]
    return CliRunner().invoke(main, given, catch_exceptions=False)


def made(root: Path) -> list[str]:
    """What lies in the folder."""
    return sorted(file.name for file in (root / "out").iterdir()) if (root / "out").exists() else []


def unpacked(content: bytes) -> bytes:
    """The PDF with its packed streams behind it in plain."""
    streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", content, re.DOTALL)
    return content + b"".join(zlib.decompress(one) for one in streams if one[:1] == b"x")


def words(box: Any) -> Iterator[str]:  # noqa: ANN401  # WeasyPrint ships no types
    """Every piece of text of a box, in order."""
    if hasattr(box, "text"):
        yield box.text
    for child in getattr(box, "children", ()):
        yield from words(child)


def pages(document: LaidOut) -> list[str]:
    """The text of each page, heads and numbers of sheets included, a piece of a line on each line."""
    return ["\n".join(words(page._page_box)) for page in document.pages]


def test_each_record_becomes_a_pdf_of_its_own(tmp_path: Path) -> None:
    """By number, by address, by path; the name is made of kind, year and file name, and each is told of."""
    lay(tmp_path, THREE)
    result = gongkai(tmp_path, "JG1/2026-0012", "meetings/2026/o", "data/development/2026/n.yaml")
    assert result.exit_code == 0
    assert made(tmp_path) == ["development-2026-n.pdf", "meetings-2026-m.pdf", "meetings-2026-o.pdf"]
    assert all(f"已生成 {tmp_path / 'out' / name}" in result.output for name in made(tmp_path))
    assert all((tmp_path / "out" / name).read_bytes().startswith(b"%PDF-") for name in made(tmp_path))


def test_a_pdf_of_the_same_name_is_replaced(tmp_path: Path) -> None:
    """As the help says; what else lies in the folder stays."""
    lay(tmp_path, THREE)
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "meetings-2026-m.pdf").write_bytes(b"old")
    (tmp_path / "out" / "other.pdf").write_bytes(b"kept")
    assert gongkai(tmp_path, "JG1/2026-0012").exit_code == 0
    assert (tmp_path / "out" / "meetings-2026-m.pdf").read_bytes().startswith(b"%PDF-")
    assert (tmp_path / "out" / "other.pdf").read_bytes() == b"kept"
    assert made(tmp_path) == ["meetings-2026-m.pdf", "other.pdf"]


def test_a_pdf_says_what_it_is(tmp_path: Path) -> None:
    """Title, author, language, its own days, structure for reading aloud."""
    lay(tmp_path, THREE)
    gongkai(tmp_path, "JG1/2026-0012")
    content = unpacked((tmp_path / "out" / "meetings-2026-m.pdf").read_bytes())
    title = "2026年第三季度支部党员大会".encode("utf-16-be").hex().encode()
    assert re.search(rb"/Title <feff" + title + rb">", content)
    assert b"/Lang (zh-CN)" in content
    assert b"/CreationDate (D:20260915)" in content
    assert b"/Marked true" in content


def run(root: Path, out: str, **variables: str) -> bytes:
    """The year's two books and one record, made by a process of its own."""
    code = "from gongkai.cli import run; run()"
    command = [sys.executable, "-c", code, "print", "-C", str(root), "--as-of", str(AS_OF)]
    path = os.pathsep.join(entry for entry in sys.path if entry)
    where = {**os.environ, "PYTHONPATH": path, **variables}
    command += ["--year", "2026", "JG1/2026-0012", "--to", str(root / out)]
    done = subprocess.run(command, cwd=root / "data", env=where, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return b"".join(
        (root / out / name).read_bytes() for name in ("workbook-2026.pdf", "archive-2026.pdf", "meetings-2026-m.pdf")
    )


def test_the_same_data_give_the_same_bytes(tmp_path: Path) -> None:
    """In another process, time zone and order of hashing."""
    lay(tmp_path, THREE)
    one = run(tmp_path, "a", TZ="Asia/Shanghai", PYTHONHASHSEED="1")
    assert one == run(tmp_path, "b", TZ="America/New_York", PYTHONHASHSEED="2")


@pytest.fixture(scope="module")
def book(paper: None, tmp_path_factory: pytest.TempPathFactory) -> LaidOut:
    """The year of the small branch as a handbook, laid out."""
    root = tmp_path_factory.mktemp("branch")
    document, _ = pipeline.documents(checked(root, THREE), Settings(root=root), [], [2026])
    return laid_out(document)


def test_a_book_begins_with_a_cover(book: LaidOut) -> None:
    """Branch, 党支部工作手册, year, audience, 数据截至; no number on it."""
    cover = pages(book)[0]
    for said in ("中共示例公司机关第一支部委员会", "党支部工作手册", "2026年", "本支部党员", "2026年11月20日"):
        assert said in cover
    assert "—" not in cover


def test_contents_give_the_page_on_which_each_record_begins(book: LaidOut) -> None:
    """The number in the contents is the number on the sheet, and the sheet has the record's title."""
    contents, sheets = pages(book)[1], pages(book)
    starts = {anchor: number for number, page in [*enumerate(book.pages, 1)][::-1] for anchor in page.anchors}
    for title, anchor in (("年初的会", "meetings-2026-o"), ("关于拟确定李思源", "development-2026-n")):
        (told,) = re.findall(rf"{title}[^·]*[· \n]+(\d+)\n", contents + "\n")
        assert int(told) == starts[anchor]
        assert title in sheets[starts[anchor] - 1]
        assert f"— {told} —" in sheets[starts[anchor] - 1]


def test_bookmarks_lead_to_chapters_and_their_records(book: LaidOut) -> None:
    """Two levels, in the order of the book; headings inside a record are no bookmarks."""
    tree = [(label, [inner[0] for inner in below]) for label, _, below, _ in book.make_bookmark_tree()]
    assert tree[0] == ("一、支部基本情况", [])
    assert [chapter for chapter in tree if chapter[1]] == [
        ("三、三会一课和主题党日", ["年初的会", "2026年第三季度支部党员大会"]),
        ("五、发展党员", ["关于拟确定李思源等同志为发展对象的公示"]),
    ]


def test_tables_of_a_handbook_tell_the_page_of_each_record(book: LaidOut) -> None:
    """Who reads on paper finds the record as well."""
    sheets = pages(book)
    starts = {anchor: number for number, page in [*enumerate(book.pages, 1)][::-1] for anchor in page.anchors}
    chapter = sheets[starts["books-2026--part-3"] - 1]
    assert f"{starts['meetings-2026-o']} 页" in " ".join(chapter.split())


def test_a_record_begins_on_a_sheet_of_its_own_without_furniture_of_the_site(book: LaidOut) -> None:
    """No menu, no neighbours, no list of contents of the page, no empty sheet."""
    text = pages(book)
    first = [page.anchors for page in book.pages]
    assert not any({"meetings-2026-o", "meetings-2026-m"} <= anchors.keys() for anchors in first)
    assert all("前后事项" not in one and "上一项" not in one for one in text)
    assert all(len(one) > 20 or "项" in one for one in text)


def test_a_draft_says_so_on_every_sheet(tmp_path: Path) -> None:
    """Even on one that got lost."""
    many = "".join(f"  - {{title: 议题{number}, summary: 讨论。}}\n" for number in range(40))
    seen = checked(tmp_path, {"meetings/2026/d.yaml": meeting(f"index:\nagenda:\n{many}")})
    (document,) = pipeline.documents(seen, Settings(root=tmp_path), ["meetings/2026/d"], [])
    text = pages(laid_out(document))
    assert len(text) > 1
    assert all("草稿" in one for one in text)


def test_a_body_that_brings_a_page_of_its_own_keeps_it() -> None:
    """An official sheet has its own size, and neither our number nor our head of sheets."""
    own = "<style>@page own { size: A5 } body:has(.own) { page: own }</style>"
    for body, size, number in (('<p class="own">正文</p>', 148, False), ("<p>正文</p>", 210, True)):
        leaf = f'<body class="gk-single"><article class="gk-leaf">{body}</article></body>'
        made = laid_out(Document(name="x", html=f"<html><head>{own}</head>{leaf}</html>"))
        assert [round(page.width * 25.4 / 96) for page in made.pages] == [size]
        assert ("— 1 —" in pages(made)[0]) is number


def test_nothing_is_fetched_while_a_pdf_is_made(tmp_path: Path) -> None:
    """Neither from this machine's disk nor from a host, whatever a document may ask for."""
    (tmp_path / "secret.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'><text>SECRET</text></svg>")
    with served(tmp_path) as address:
        places = [f"{address}secret.svg", (tmp_path / "secret.svg").as_uri()]
        body = "".join(f'<img src="{one}"><link rel="stylesheet" href="{one}">' for one in places)
        text = "".join(pages(laid_out(Document(name="x", html=f"<html><body><p>正文</p>{body}</body></html>"))))
    assert "正文" in text
    assert "SECRET" not in text


def test_faults_stop_printing_and_are_listed(tmp_path: Path) -> None:
    """What could not be published is not put on paper either: exit 1, nothing written."""
    lay(tmp_path, {**THREE, "meetings/2026/x.yaml": "title：全角\n"})
    result = gongkai(tmp_path, "JG1/2026-0012")
    assert result.exit_code == 1
    assert "差错 yaml.wide_colon" in result.output
    assert made(tmp_path) == []


def test_unknown_records_and_empty_years_are_told_and_nothing_is_written(tmp_path: Path) -> None:
    """One mistyped number does not leave half of the files behind."""
    lay(tmp_path, THREE)
    result = gongkai(tmp_path, "JG1/2026-0012", "JG1/2026-9999", "--year", "1999")
    assert result.exit_code == 1
    assert "找不到“JG1/2026-9999”" in result.output
    assert "1999 年没有公开的事项；有公开事项的年份：2026。" in result.output
    assert made(tmp_path) == []


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    """A file stands where the folder should be: one sentence with its name."""
    lay(tmp_path, THREE)
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "meetings-2026-m.pdf.part").mkdir()
    result = gongkai(tmp_path, "JG1/2026-0012")
    assert result.exit_code == 1
    assert f"写不进 {tmp_path / 'out' / 'meetings-2026-m.pdf'}：" in result.output
