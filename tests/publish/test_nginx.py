"""Debian's nginx shows a shelf with the configuration we ship: types, headers, no cache of what may turn, Chinese."""

from __future__ import annotations

import gzip
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from playwright.sync_api import Browser

from browser import watch
from gongkai.cli import main
from gongkai.publish import current
from gongkai.publish.shelf import Shelf, locked
from history.stories import Story
from publish.by_nginx import WHO, Reader, program, served
from publish.shelving import built, put
from publish.test_current import MEMBERS, refreshed
from publish.test_publishing import FIRST
from sample import ROOT

pytestmark = pytest.mark.nginx
TYPES = {
    "html": "text/html; charset=utf-8",
    "css": "text/css; charset=utf-8",
    "js": "application/javascript; charset=utf-8",
    "json": "application/json; charset=utf-8",
    "xml": "text/xml; charset=utf-8",
    "ics": "text/calendar; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
    "py": "text/plain; charset=utf-8",
    "sig": "text/plain; charset=utf-8",
    "": "text/plain; charset=utf-8",
    "svg": "image/svg+xml",
    "png": "image/png",
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "bin": "application/octet-stream",
}
EXTRA = {"seal.svg": b"<svg/>", "files/a.docx": b"PK", "files/b.bin": b"\x00<html>", "notes.txt": "说明".encode()}
LASTING = re.compile(r"/assets/.*\.[0-9a-f]{8}\.(?:min\.)?(?:css|js)$")


@pytest.fixture(scope="module")
def open_to_all() -> Iterator[Path]:
    """A folder that nginx may look into, whoever it is."""
    program()
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name)


@pytest.fixture(scope="module")
def shelf(past_site: Path, open_to_all: Path) -> Path:
    """The sample's whole site as it is now, beside a small edition with files of other types."""
    top = open_to_all / "发布 区"
    small = built(open_to_all / "sites", "2025")
    for name, raw in EXTRA.items():
        (small.site / name).parent.mkdir(exist_ok=True)
        (small.site / name).write_bytes(raw)
    put(top, small)
    (top / "ledger.txt.1.sig").write_text("-----BEGIN SSH SIGNATURE-----\n", encoding="utf-8")
    with locked(Shelf(top), 5):
        current.put(Shelf(top), past_site, MEMBERS)
    return top


@pytest.fixture(scope="module", params=zip(WHO, ("/", "/jg1/"), strict=True), ids=str)
def address(request: pytest.FixtureRequest, shelf: Path, open_to_all: Path) -> Iterator[str]:
    """Of each nginx, at the root of its host and below a path."""
    who, path = request.param
    with served(shelf, open_to_all / f"nginx{path.strip('/')}", path, who) as where:
        yield where


def names(shelf: Path) -> list[str]:
    """All that stands on the shelf, the working state by its lasting address only."""
    found = [path.relative_to(shelf).as_posix() for path in sorted(shelf.rglob("*")) if path.is_file()]
    now = str((shelf / "current").readlink())
    return [re.sub(rf"^{re.escape(now)}/", "current/", name) for name in found]


def test_every_file_is_served_as_it_is(address: str, shelf: Path) -> None:
    """Bytes as on the disk, the right type and charset, nosniff; only hashed styles and scripts are kept unasked."""
    reader, seen = Reader(address), set()
    for name in names(shelf):
        answer, raw = reader.asks(name)
        suffix = Path(name).suffix[1:]
        assert (name, answer.status, raw) == (name, 200, (shelf / name).read_bytes())
        assert (name, answer.headers["Content-Type"]) == (name, TYPES[suffix])
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        lasts = "max-age=31536000, immutable" if LASTING.search(f"/{name}") else "no-cache"
        assert (name, answer.headers["Cache-Control"]) == (name, lasts)
        assert answer.headers["ETag"]
        assert answer.headers["Content-Security-Policy"] is None, "each page has its own, and no second is laid over it"
        seen.add(suffix)
    assert seen == set(TYPES)


def test_large_text_is_packed_for_the_way(address: str, shelf: Path) -> None:
    """Who can unpack gets less than a third of the search data, and the same bytes after."""
    answer, raw = Reader(address).asks("current/search/2025.js", Accept_Encoding="gzip")
    whole = (shelf / "current/search/2025.js").read_bytes()
    assert (answer.headers["Content-Encoding"], answer.headers["Vary"]) == ("gzip", "Accept-Encoding")
    assert len(raw) < len(whole) / 3
    assert gzip.decompress(raw) == whole


def test_what_is_not_public_is_not_there(address: str, shelf: Path) -> None:
    """What is being prepared, folders, other places: one Chinese page with 404 that nobody keeps."""
    reader = Reader(address)
    (shelf / ".publish/2030").mkdir(parents=True)
    (shelf / ".publish/2030/index.html").write_text("秘密", encoding="utf-8")
    try:
        hidden = (".publish/2030/index.html", ".ready/", ".missing", "2025/.git/config", "current/.htaccess")
        for name in (*hidden, "no.html", "2025/meetings/", "assets/x.12345678.css", "%2e%2e/etc/passwd", "2025../x"):
            answer, raw = reader.asks(name)
            assert (name, answer.status, "没有这个页面" in raw.decode()) == (name, 404, True)
            assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
            assert answer.headers["Cache-Control"] == "no-store"
            assert f'href="/{reader.path}current/index.html"' in raw.decode()
            assert "nginx" not in raw.decode()
    finally:
        (shelf / ".publish/2030/index.html").unlink()
        (shelf / ".publish/2030").rmdir()
        (shelf / ".publish").rmdir()


def test_folders_lead_to_their_page(address: str) -> None:
    """The shelf to its list, an edition to its home, without a slash with one more step that names no host."""
    reader = Reader(address)
    for name, title in (("", "存档版"), ("current/", "加工第一支部"), ("2025/", "首页 2025")):
        answer, raw = reader.asks(name)
        assert (name, answer.status, title in raw.decode()) == (name, 200, True)
        if bare := f"/{reader.path}{name}".rstrip("/"):
            reader.line.request("GET", bare)
            answer = reader.line.getresponse()
            answer.read()
            assert (answer.status, answer.headers["Location"]) == (301, f"{bare}/")
    assert reader.asks("index.html", "POST")[0].status == 405


def test_real_pages_open_without_a_complaint(address: str, shelf: Path, browser: Browser) -> None:
    """Chromium: no violated policy, no failed request, none elsewhere; search finds; the page for what is not there."""
    context = browser.new_context(locale="zh-CN")
    seen = watch(context.new_page())
    for name in ("index.html", "2025/index.html", "current/index.html", "current/changes.html", "current/search.html"):
        answer = seen.page.goto(address + name)
        assert answer is not None
        assert answer.ok
    seen.page.fill("#search-words", "党费")
    seen.page.wait_for_selector("#search-count:has-text('公开事项')")
    record = next(path for path in sorted((shelf / "current/accounts/2025").glob("*.html")) if "dues" in path.name)
    seen.page.goto(f"{address}current/accounts/2025/{record.name}", wait_until="networkidle")
    assert (seen.errors, seen.outside(address)) == ([], [])
    seen.page.goto(f"{address}no.html")
    assert seen.page.title() == "没有这个页面"
    seen.page.click("text=现在公开的内容")
    assert seen.page.url == f"{address}current/index.html"
    context.close()


def test_current_turns_at_once(open_to_all: Path) -> None:
    """Between two requests on one open line; who has the old page asks, and gets the new one or 304."""
    top = open_to_all / "turning"
    refreshed(top, "一")
    with served(top, open_to_all / "nginx-turning") as where:
        reader = Reader(where)
        answer, raw = reader.asks("current/index.html")
        known = answer.headers["ETag"]
        assert raw.decode() == "一"
        assert reader.asks("current/index.html", If_None_Match=known)[0].status == 304
        refreshed(top, "第二")
        answer, raw = reader.asks("current/index.html", If_None_Match=known)
        assert (answer.status, raw.decode()) == (200, "第二")
        about = reader.asks("current/about.html")[0].headers["ETag"]
        assert about
        refreshed(top, "第三次")
        assert reader.asks("current/about.html", If_None_Match=about)[0].status == 304, "what stayed is the same file"


PUBLISHER = """
import sys
from pathlib import Path
from click.testing import CliRunner
from gongkai.cli import main
root, shelf, times = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
for number in range(times):
    (root / "content/index.md").write_text(f"# 首页\\n\\n第{number}次。\\n", encoding="utf-8")
    done = CliRunner().invoke(main, ["publish", "--current", "-C", str(root), "--to", shelf], catch_exceptions=False)
    assert done.output == "已发布现状。\\n", done.output
"""
ASSET = re.compile(r'(?:href|src)="(assets/[^"]+)"')


def test_a_reader_meets_only_whole_pages(tmp_path: Path, open_to_all: Path) -> None:
    """While `publish --current` runs four times in another process: no 404, nothing cut short, assets found.

    Every answer is a page of one of the states, the states come in order, and what a page asks for is there.
    """
    story = Story(tmp_path / "branch")
    story.commit("2026-01-09", FIRST)
    root, top = story.make().root, open_to_all / "loop"
    begun = CliRunner().invoke(main, ["publish", "--current", "-C", str(root), "--to", str(top)])
    assert begun.exit_code == 0, begun.output
    path = os.pathsep.join(str(ROOT / name) for name in ("hooks", "tests"))
    env = {**os.environ, "PYTHONPATH": path, "TMPDIR": str(tmp_path)}
    with served(top, open_to_all / "nginx-loop") as where:
        reader, states = Reader(where), list[str]()
        words = [sys.executable, "-c", PUBLISHER, str(root), str(top), "4"]
        publisher = subprocess.Popen(words, env=env)
        try:
            while publisher.poll() is None or states[-1:] == ["2"]:
                answer, raw = reader.asks("current/index.html")
                assert answer.status == 200
                assert raw.endswith(b"</html>\n") or raw.rstrip().endswith(b"</html>")
                states += re.findall("第(.)次", raw.decode())[:1] or ["-"]
                for asset in {*ASSET.findall(raw.decode())}:
                    assert (asset, reader.asks(f"current/{asset}")[0].status) == (asset, 200)
        finally:
            publisher.kill()
            publisher.wait()
    assert publisher.returncode == 0
    assert states == sorted(states), "never back to an older state"
    assert set(states) == {"-", *"0123"}


@pytest.mark.parametrize(
    ("shelf", "address", "words"),
    [
        ("a", "https://dj.example/", "加上证书"),
        ("a", "dj.example", "http://主机名/"),
        ("a", "http://dj.example/a b/", "http://主机名/"),
        ("a", "http://dj.example/.x/", "http://主机名/"),
        ("a$b", "http://dj.example/", "nginx 用不了的字符"),
        ('a"b', "http://dj.example/", "nginx 用不了的字符"),
    ],
)
def test_what_cannot_be_configured_is_refused(shelf: str, address: str, words: str) -> None:
    """In one sentence, and nothing is printed that a server would take."""
    done = CliRunner().invoke(main, ["nginx", shelf, "--at", address])
    assert (done.exit_code, words in done.output, "server {" in done.output) == (1, True, False)


def test_the_verb_prints_what_was_tried_here(tmp_path: Path) -> None:
    """One text, filled in at four places: nothing is left to fill in, no path of this machine is in what we ship."""
    done = CliRunner().invoke(main, ["nginx", str(tmp_path), "--at", "http://dj.example:8080/jg1"])
    assert (done.exit_code, re.findall("<(?:端口|主机名|路径|发布区)>", done.output)) == (0, [])
    for line in ("listen 8080;", "server_name dj.example;", "location /jg1/ {", f'alias "{tmp_path}/";'):
        assert done.output.count(f"    {line}") == 1
