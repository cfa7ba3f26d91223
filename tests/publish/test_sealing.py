"""Seal and ledger: coreutils accept them, unchanged files are shared, nothing comes from clock or machine."""

from __future__ import annotations

import base64
import hashlib
import re
import shutil
import subprocess
from html import unescape
from pathlib import Path

import pytest

from gongkai.publish.editions import TOOLS
from gongkai.publish.refusal import RefusedError
from gongkai.publish.verify import NOTHING, SUMS, heads
from publish.shelving import PAGES, Place, built, bytes_of, place, put, stocked, wrong

__all__ = ["place"]
ROOT = Path(__file__).resolve().parents[2]


def test_coreutils_accept_every_list(tmp_path: Path) -> None:
    """`sha256sum -c` in each folder, strictly; names ascend by code point; every folder with files has its list."""
    if not shutil.which("sha256sum"):
        pytest.skip("coreutils' sha256sum is missing")
    stocked(tmp_path / "shelf", ["2026"])
    edition = tmp_path / "shelf/2026"
    for folder in {edition, *(file.parent for file in edition.rglob("*") if file.is_file())}:
        checked = ["sha256sum", "--check", "--strict", "--quiet", SUMS]
        assert subprocess.run(checked, cwd=folder, capture_output=True, check=False).returncode == 0
        names = [line[66:] for line in (folder / SUMS).read_text(encoding="utf-8").splitlines()]
        assert names == sorted(names)


def test_one_hash_answers_for_the_whole_edition(tmp_path: Path) -> None:
    """The digest in the ledger is that of the root's list; that covers its folder, provenance and all other lists."""
    (head,) = stocked(tmp_path / "shelf", ["2026"])
    raw = (tmp_path / "shelf/2026" / SUMS).read_bytes()
    assert hashlib.sha256(raw).hexdigest() == head.digest
    assert [line[66:] for line in raw.decode().splitlines()] == [
        "about.html",
        f"assets/{SUMS}",
        "index.html",
        f"meetings/2026/{SUMS}",
        f"meetings/2026/files/{SUMS}",
        "provenance.txt",
    ]


def test_the_ledger_is_a_chain_of_blocks_that_one_can_read(tmp_path: Path) -> None:
    """Each names the one before it; the head is the hash of the block's own lines."""
    told = stocked(tmp_path / "shelf")
    raw = (tmp_path / "shelf/ledger.txt").read_bytes()
    assert heads(raw) == tuple(told)
    assert [head.previous for head in told] == [NOTHING, told[0].hash, told[1].hash]
    last = raw.decode().split("\n\n")[2] + "\n"
    assert hashlib.sha256(last.encode()).hexdigest() == told[2].hash
    assert last.splitlines()[:4] == ["gongkai-ledger-v1 JG1", "3", told[1].hash, "action publish"]


def test_two_shelves_give_the_same_digest(place: Place, tmp_path: Path) -> None:
    """Whether files were linked or copied or are git's, whatever stood there before."""
    first = stocked(place.to)
    (alone,) = stocked(tmp_path / "two", ["2026"])
    assert alone.digest == first[2].digest
    assert alone.hash != first[2].hash


def test_unchanged_files_are_the_same_file(tmp_path: Path) -> None:
    """Of three editions each holds only what changed; a former file that is not whole is not shared."""
    stocked(tmp_path / "shelf", ["2024", "2025"])
    shelf = tmp_path / "shelf"
    if (shelf / "2024/about.html").stat().st_nlink == 1:
        pytest.skip("no hard links on this file system")
    assert (shelf / "2024/about.html").samefile(shelf / "2025/about.html")
    assert (shelf / "2024/meetings/2026/files" / SUMS).samefile(shelf / "2025/meetings/2026/files" / SUMS)
    assert not (shelf / "2024/index.html").samefile(shelf / "2025/index.html")
    (shelf / "2025/about.html").unlink()
    (shelf / "2025/about.html").write_text("改过", encoding="utf-8")
    put(shelf, built(tmp_path / "sites", "2026"))
    assert (shelf / "2026/about.html").read_text(encoding="utf-8") == PAGES["about.html"]
    assert wrong(shelf) == ["存档版 2025：about.html 已被改动"]


def test_the_list_of_editions_is_a_plain_page(tmp_path: Path) -> None:
    """Editions newest first, the head once; no script but the one that the policy names, nothing from elsewhere."""
    names = [f"{year}-{month:02}" for year in range(2018, 2026) for month in range(1, 13)]
    stocked(tmp_path / "shelf", ["2017-12", *names[:3]])
    page = (tmp_path / "shelf/index.html").read_text(encoding="utf-8")
    assert re.findall(r'href="([^"#]*)/index\.html"', page) == ["current", "2018-03", "2018-02", "2018-01", "2017-12"]
    assert page.count(heads((tmp_path / "shelf/ledger.txt").read_bytes())[-1].hash) == 1
    (script,) = re.findall("<script>(.*?)</script>", page, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert f"script-src 'sha256-{digest}'; connect-src 'self'; base-uri 'none'" in unescape(page)
    assert "://" not in page


@pytest.mark.parametrize("name", ["SHA256SUMS", "provenance.txt", "a\\b.html", "a\nb.html"])
def test_a_name_that_a_list_cannot_hold_is_refused(name: str, tmp_path: Path) -> None:
    """In one sentence, and the shelf is as it was."""
    stocked(tmp_path / "shelf", ["2025"])
    before = bytes_of(tmp_path / "shelf")
    bad = built(tmp_path / "sites", "2026")
    (bad.site / name).write_text("x", encoding="utf-8")
    with pytest.raises(RefusedError, match="文件名"):
        put(tmp_path / "shelf", bad)
    assert bytes_of(tmp_path / "shelf") == before


def test_provenance_names_every_tool_that_may_change_a_byte() -> None:
    """The same list as in pyproject.toml."""
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    needed = re.search(r"^dependencies = \[\n(.*?)^\]", text, re.DOTALL | re.MULTILINE)
    assert needed
    assert tuple(re.findall(r'^  "([a-z0-9-]+)', needed[1], re.MULTILINE)) == TOOLS
