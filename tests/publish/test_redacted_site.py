"""`redact` on real sites: the name stands in everything that a build writes, and afterwards in none of it."""

from __future__ import annotations

import json
import os
import re
import shutil
import unicodedata
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest

from browser import Watched
from gongkai.load import office
from gongkai.publish.redaction.spelling import MASK
from gongkai.starter.samples import plain
from history.stories import Story
from laying import form, overlaid
from load.test_attachments import docx
from publish.shelving import bytes_of, wrong
from publish.test_publishing import FIRST, gongkai, published, tag

PROOF = "development/2026/files/证明.docx"
HOME = """# 首页

张**三**、张　三、&#24352;&#19977;、[查他的公示](search.html?q=%E5%BC%A0%E4%B8%89)。

张三丰是另一个人。
"""
PERSON = """
  - name: 张三丰
    sex: 男
    ethnicity: 汉族
    born: 1997-03
    education: 大学本科
    post: 装配组技术员
    applied_on: 2024-07-01
    activist_on: 2025-03-12
    told_on: 2026-09-21
    outcome:
      result: 无异议
      on: 2026-09-21
      next: 列为发展对象
"""


def notice(more: str = "") -> str:
    text = plain("development").replace("李思源等", "张三等").replace("李思源", "张三")
    return overlaid(
        text.replace("\nreceived:", f"{PERSON}received:"),
        f"attachments:\n  - file: 证明.docx\n    title: 张三的证明\n{more}",
    )


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Two editions and a working state, each of its own commit; the name in the second is in the changes, too."""
    folder = tmp_path_factory.mktemp("redacted")
    with pytest.MonkeyPatch.context() as patch:
        (folder / "temporary").mkdir()
        patch.setattr("tempfile.tempdir", str(folder / "temporary"))
        patch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
        patch.setenv("GIT_CONFIG_NOSYSTEM", "1")
        told = Story(folder / "branch")
        told.commit(
            "2026-10-01",
            {
                **FIRST,
                "/content/index.md": HOME,
                "development/2026/a": notice(),
                "approvals/2026/b": form("JG1/2026-0015", on="2026-09-12"),
                "/data/development/2026/files/证明.docx": docx(
                    "<w:p><w:r><w:t>张</w:t></w:r><w:r><w:t>三</w:t></w:r></w:p>"
                ),
            },
        )
        tag(told, "2026-10", "2026-10-02")
        published(told, folder / "shelf", "2026-10")
        told.commit(
            "2026-10-10",
            {
                "development/2026/a": notice("corrections: [{on: 2026-10-10, note: 张三的岗位写错}]\n").replace(
                    "质量部检验员", "质量部检验员，与张三丰同组"
                )
            },
        )
        tag(told, "2026-11", "2026-11-02")
        published(told, folder / "shelf", "2026-11")
        assert gongkai("publish", "--current", "-C", told.root, "--to", folder / "shelf").exit_code == 0
        yield folder / "shelf"


def readings(raw: bytes) -> Iterator[str]:
    """A file as whoever looks for a name in it might read it: as it is, and with every escape taken away."""
    text = raw.decode("utf-8", "replace")
    plain_text = re.sub(
        r"\\\\u([0-9a-fA-F]{4})", lambda found: chr(int(found[1], 16)), unquote(unescape(unescape(text)))
    )
    for said in (
        text,
        text.replace("\r\n ", ""),
        plain_text,
        re.sub(r"</?(strong|b|em|mark|span)[^>]*>", "", plain_text),
    ):
        yield re.sub(r"[\s\u200b\xad]", "", unicodedata.normalize("NFKC", said))


def holding(top: Path, name: str) -> set[str]:
    """Files below the folder that hold the name in some reading, other than in a longer one."""
    files = (path for path in sorted(top.rglob("*")) if path.is_file() and path.suffix != ".docx")
    kept = {path: [said.replace("张三丰", "") for said in readings(path.read_bytes())] for path in files}
    return {path.relative_to(top).as_posix() for path, all_ in kept.items() if any(name in said for said in all_)}


def tags(page: Path) -> list[tuple[str, ...]]:
    """The elements of a page, opened and closed, with the names of their attributes."""
    found: list[tuple[str, ...]] = []
    parser = HTMLParser()
    parser.handle_starttag = lambda tag, attrs: found.append((tag, *(name for name, _ in attrs)))  # type: ignore[method-assign]  # short
    parser.handle_endtag = lambda tag: found.append((f"/{tag}",))  # type: ignore[method-assign]  # short
    parser.feed(page.read_text(encoding="utf-8"))
    return found


@pytest.fixture(scope="module")
def masked(shelf: Path) -> Path:
    """The same shelf after the deed, by the command; the one before stays beside it."""
    top = shelf.with_name("masked")
    shutil.copytree(shelf, top, symlinks=True)
    words = ("redact", top, "--name", "张三", "--keep", "张三丰", "--file", PROOF, "--reason", "本人申请")
    before = bytes_of(top)
    listed = gongkai(*words)
    assert (listed.exit_code, bytes_of(top)) == (0, before)
    code = re.search("--confirm ([0-9a-f]+)", listed.output)
    assert code
    done = gongkai(*words, "--confirm", code[1])
    assert (done.exit_code, "已隐去，登记 2 条" in done.output) == (0, True), done.output
    return top


def test_a_name_that_stood_everywhere_stands_nowhere(shelf: Path, masked: Path) -> None:
    """In no edition, no generation, in no form; who has a longer name is still there; verify accepts it."""
    before = holding(shelf / "2026-11", "张三")
    assert {name.rpartition(".")[2] for name in before} == {"html", "js", "xml", "ics"}
    for part in ("index.html", "search/titles.js", "search/2026.js", "changes/edition-2026-11.js", "changes/all.xml"):
        assert part in before
    assert holding(masked, "张三") == set()
    assert wrong(masked) == []
    assert {path.name for path in masked.glob("current.*")}.isdisjoint(path.name for path in shelf.glob("current.*"))
    for folder in ("2026-10", "2026-11", "current"):
        page = (masked / folder / "development/2026/a.html").read_text(encoding="utf-8")
        assert f"关于拟确定{MASK}等同志为发展对象的公示" in page
        assert "张三丰" in page
        home = (masked / folder / "index.html").read_text(encoding="utf-8")
        assert "search.html?q=%E3%80%94%E5%B7%B2%E9%9A%90%E5%8E%BB%E3%80%95" in home
        assert f"{MASK}<strong></strong>、{MASK}、{MASK}、" in home
        note = office.contents((masked / folder / PROOF).read_bytes(), "docx").text
        assert note
        assert "隐去。\n原因：本人申请\n" in note


def test_what_is_masked_is_still_what_it_was(shelf: Path, masked: Path) -> None:
    """Every page has the same elements, every script holds sound data, feeds and calendar are well-formed."""
    for page in sorted((masked / "2026-11").rglob("*.html")):
        assert tags(page) == tags(shelf / "2026-11" / page.relative_to(masked / "2026-11")), page
    for script in (*(masked / "2026-11/search").glob("*.js"), *(masked / "2026-11/changes").glob("*.js")):
        said = re.fullmatch(r"gongkai\w+\.\w+\((.*)\);\n", script.read_text(encoding="utf-8"), re.DOTALL)
        assert said, script
        json.loads(f"[{said[1]}]")
    for feed in (masked / "2026-11/changes").glob("*.xml"):
        ET.fromstring(feed.read_bytes())
    calendar = (masked / "2026-11/changes/calendar.ics").read_bytes()
    assert calendar.count(MASK.encode()) + calendar.replace(b"\r\n ", b"").count(MASK.encode()) >= 2
    assert all(len(line) <= 75 for line in calendar.split(b"\r\n"))
    assert calendar.replace(b"\r\n ", b"").count(b"BEGIN:VEVENT") == calendar.count(b"END:VEVENT") > 0


@pytest.mark.browser
def test_masked_pages_work(masked: Path, watched: Watched) -> None:
    """Search answers, without the name; nothing breaks the pages' own policy; nothing is asked for elsewhere."""
    home = (masked / "current").as_uri()
    for address in ("index.html", "development/2026/a.html", "changes.html"):
        watched.page.goto(f"{home}/{address}")
    counts = {}
    for word in ("张三", "张三丰", "已隐去"):
        watched.page.goto(f"{home}/search.html?q={word}")
        watched.page.get_by_text(re.compile("^(公开事项|没有)")).first.wait_for()
        counts[word] = watched.page.locator("main").inner_text().count("关于拟确定")
    assert counts == {"张三": 1, "张三丰": 1, "已隐去": 1}
    assert watched.errors == []
    assert watched.outside(home) == []
