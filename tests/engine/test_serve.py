"""The preview: no fault ends it or leaves it hanging, and it clears up by itself."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from browser import Watched
from engine.corpus import branch
from engine.previewing import read, serving, until

EVERYWHERE = ("", "index.html", "meetings/2026/0000.html", "no/such/place/", "assets/x.css")


def _bad_data(root: Path) -> None:
    (root / "data/bad.txt").write_text("坏", encoding="utf-8")


def _bad_template(root: Path) -> None:
    (root / "data/page.jinja").write_text("{% if %}", encoding="utf-8")


def _deleted(root: Path) -> None:
    (root / "data/records.txt").unlink()


def _half_typed_settings(root: Path) -> None:
    (root / "mkdocs.yml").write_text("site_name: [", encoding="utf-8")


def _bad_encoding(root: Path) -> None:
    (root / "content/new.md").write_bytes("新页面".encode("gbk"))


def _mend(root: Path, whole: dict[Path, bytes]) -> None:
    for name in ("data/bad.txt", "data/page.jinja", "content/new.md"):
        (root / name).unlink(missing_ok=True)
    for path, content in whole.items():
        path.write_bytes(content)


def _whole(root: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in (root / "mkdocs.yml", root / "data/records.txt")}


def test_first_build(tmp_path: Path) -> None:
    """With faults from the start it starts all the same, and shows the list at every address."""
    root = branch(tmp_path / "branch")
    _bad_data(root)
    with serving(root) as home:
        page = until("有 1 处差错", home)
        assert "“bad.txt”写&lt;坏&gt;了。" in page
        assert "data/bad.txt:3:5" in page
        assert all("有 1 处差错" in read(home + address) for address in EVERYWHERE)
        _mend(root, {})
        until("编辑源文件：<code>data/meetings/2026/0000.yaml</code>", home + "meetings/2026/0000.html")


@pytest.mark.parametrize(
    ("break_it", "words"),
    [
        (_bad_data, "data/bad.txt"),
        (_bad_template, "页面模板有语法错误"),
        (_deleted, "records.txt"),
        (_half_typed_settings, "mkdocs.yml"),
        (_bad_encoding, "UTF-8"),
    ],
)
def test_later(tmp_path: Path, break_it: Callable[[Path], None], words: str) -> None:
    """Whatever breaks while one works: the list is there instead of the site, and the site again once it is mended."""
    root = branch(tmp_path / "branch")
    whole = _whole(root)
    with serving(root) as home:
        until("九月支部党员大会", home + "meetings/2026/0000.html")
        break_it(root)
        until(words, home + "meetings/2026/0000.html")
        assert all("处差错，暂时不能预览" in read(home + address) for address in EVERYWHERE)
        _mend(root, whole)
        until("九月支部党员大会", home + "meetings/2026/0000.html")


@pytest.mark.browser
def test_reload(tmp_path: Path, watched: Watched) -> None:
    """The browser stays where it is: the page becomes the list of faults, and the page again, without a hand on it."""
    root = branch(tmp_path / "branch")
    with serving(root) as home:
        until("九月支部党员大会", home + "meetings/2026/0000.html")
        watched.page.goto(home + "meetings/2026/0000.html")
        assert watched.page.locator("h1").inner_text() == "九月支部党员大会"
        _bad_data(root)
        watched.page.wait_for_selector("text=暂时不能预览", timeout=40_000)
        _mend(root, {})
        watched.page.wait_for_selector("text=编辑源文件", timeout=40_000)
        assert not [error for error in watched.errors if "Content Security" in error]
        assert watched.outside(home) == []
